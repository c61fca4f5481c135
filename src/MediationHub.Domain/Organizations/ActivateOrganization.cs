using System.Text.Json.Serialization;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Organizations;

/// <summary>Let a filed organization receive cases, once nothing is missing.</summary>
public sealed record ActivateOrganization(DateOnly On, Personal LateEntryReason = default) : ICommand<Organization>
{
    /// <summary>Mediators who may mediate here today. Counted by the pipeline from the roster, never by the caller.</summary>
    [JsonIgnore]
    public int ActiveMediators { get; init; }

    public Decision Decide(Organization state, Context at)
    {
        if (state.Status is OrganizationStatus.Active) return Decision.Nothing;
        if (state.Status is not OrganizationStatus.Filed) return OrganizationRefusals.NotFiled(state);
        if (state.MissingForActivity(ActiveMediators).ToArray() is { Length: > 0 } missing) return OrganizationRefusals.Incomplete("启用", "become active", missing, OrganizationRefusals.RulesForOrganizations);

        var problems = new Problems();
        var late = at.CheckDay(problems, this, "on", On, state.Since, LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        return Decision.Of(new OrganizationActivated(On), late);
    }
}
