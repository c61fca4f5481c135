using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Organizations;

/// <summary>Decline to put an organization on file 不予备案. This ends the application.</summary>
public sealed record RefuseOrganization(DateOnly On, Personal Reason, Personal LateEntryReason = default) : ICommand<Organization>
{
    public Decision Decide(Organization state, Context at)
    {
        if (state.Status is OrganizationStatus.Refused) return Decision.Nothing;
        if (state.Status is not OrganizationStatus.Submitted) return OrganizationRefusals.NotUnderExamination(state);

        var problems = new Problems();
        var late = at.CheckDay(problems, this, "on", On, state.Since, LateEntryReason);
        problems.RequireText("reason", Reason, TextRules.Longest.Reason, "请填写不予备案的理由。", "Say why it is not put on file.");
        if (problems.ToRefusal() is { } invalid) return invalid;
        return Decision.Of(new OrganizationRefused(On, Reason), late);
    }
}
