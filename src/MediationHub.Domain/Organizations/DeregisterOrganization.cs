using System.Text.Json.Serialization;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Organizations;

/// <summary>Deregister an organization 注销. Its open cases go to another one first.</summary>
public sealed record DeregisterOrganization(DateOnly On, Personal Reason, Personal LateEntryReason = default) : ICommand<Organization>
{
    /// <summary>Cases here that are neither closed nor transferred. Counted by the pipeline, never by the caller.</summary>
    [JsonIgnore]
    public int OpenCases { get; init; }

    public Decision Decide(Organization state, Context at)
    {
        if (state.Status is OrganizationStatus.Deregistered) return Decision.Nothing;
        if (!state.Stands) return OrganizationRefusals.NotStanding(state);
        if (OpenCases > 0) return OrganizationRefusals.HasOpenCases(OpenCases);

        var problems = new Problems();
        var late = at.CheckDay(problems, this, "on", On, state.Since, LateEntryReason);
        problems.RequireText("reason", Reason, TextRules.Longest.Reason, "请填写注销的原因。", "Say why it is deregistered.");
        if (problems.ToRefusal() is { } invalid) return invalid;
        return Decision.Of(new OrganizationDeregistered(On, Reason), late);
    }
}
