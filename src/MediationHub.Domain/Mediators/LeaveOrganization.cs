using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Mediators;

/// <summary>Record that a mediator leaves an organization of their own accord, or all of them where none is named.</summary>
public sealed record LeaveOrganization(DateOnly On, OrganizationId? OrganizationId = null, Personal Reason = default, Personal LateEntryReason = default) : ICommand<Mediator>
{
    public Decision Decide(Mediator state, Context at)
    {
        if (state.DismissedOn is not null) return MediatorRefusals.Dismissed;
        if (!state.Running(OrganizationId, On).Any())
            return state.WasEndedAt(OrganizationId) ? Decision.Nothing : MediatorRefusals.NotAppointed;

        var problems = new Problems();
        var late = at.CheckDay(problems, this, "on", On, state.NominatedOn, LateEntryReason);
        problems.Add("reason", TextRules.Check(Reason, TextRules.Longest.Reason));

        return problems.ToRefusal() is { } invalid ? invalid : Decision.Of(new MediatorLeft(OrganizationId, On, Reason), late);
    }
}
