using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Organizations;

/// <summary>Suspend an organization 暂停, also one that did not put things right. It may finish open cases.</summary>
public sealed record SuspendOrganization(DateOnly On, Personal Reason, Personal LateEntryReason = default) : ICommand<Organization>
{
    public Decision Decide(Organization state, Context at)
    {
        if (state.Status is OrganizationStatus.Suspended) return Decision.Nothing;
        if (state.Status is not (OrganizationStatus.Active or OrganizationStatus.Rectifying)) return OrganizationRefusals.NotActive(state);

        var problems = new Problems();
        var late = at.CheckDay(problems, this, "on", On, state.Since, LateEntryReason);
        problems.RequireText("reason", Reason, TextRules.Longest.Reason, "请填写暂停的原因。", "Say why it is suspended.");
        if (problems.ToRefusal() is { } invalid) return invalid;
        return Decision.Of(new OrganizationSuspended(On, Reason), late);
    }
}
