using System.Text.Json.Serialization;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Organizations;

/// <summary>Let a suspended or rectifying organization receive cases again 恢复. What activation asks for, resuming asks for too.</summary>
public sealed record ResumeOrganization(DateOnly On, Personal Comment = default, Personal LateEntryReason = default) : ICommand<Organization>
{
    /// <summary>Mediators who may mediate here today. Counted by the pipeline from the roster, never by the caller.</summary>
    [JsonIgnore]
    public int ActiveMediators { get; init; }

    public Decision Decide(Organization state, Context at)
    {
        if (state.Status is OrganizationStatus.Active) return Decision.Nothing;
        if (state.Status is not (OrganizationStatus.Suspended or OrganizationStatus.Rectifying)) return OrganizationRefusals.NotInterrupted(state);
        if (state.MissingForActivity(ActiveMediators).ToArray() is { Length: > 0 } missing) return OrganizationRefusals.Incomplete("恢复", "resume", missing, OrganizationRefusals.RulesForOrganizations);

        var problems = new Problems();
        var late = at.CheckDay(problems, this, "on", On, state.Since, LateEntryReason);
        problems.Add("comment", TextRules.Check(Comment, TextRules.Longest.Reason));
        if (problems.ToRefusal() is { } invalid) return invalid;
        return Decision.Of(new OrganizationResumed(On, Comment), late);
    }
}
