using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Organizations;

/// <summary>Take an organization out of the public roster, saying why.</summary>
public sealed record UnlistOrganization(DateOnly On, Personal Reason, Personal LateEntryReason = default) : ICommand<Organization>
{
    public Decision Decide(Organization state, Context at)
    {
        if (!state.Listed) return Decision.Nothing;

        var problems = new Problems();
        var late = at.CheckDay(problems, this, "on", On, state.FiledOn, LateEntryReason);
        problems.RequireText("reason", Reason, TextRules.Longest.Reason, "请填写撤出公开名册的原因。", "Say why it leaves the public roster.");
        if (problems.ToRefusal() is { } invalid) return invalid;
        return Decision.Of(new OrganizationUnlisted(On, Reason), late);
    }
}
