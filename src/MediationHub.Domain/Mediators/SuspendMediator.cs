using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Mediators;

/// <summary>Suspend a mediator everywhere, from a day and for a reason.</summary>
public sealed record SuspendMediator(DateOnly On, Personal Reason, Personal LateEntryReason = default) : ICommand<Mediator>
{
    public Decision Decide(Mediator state, Context at)
    {
        if (state.SuspendedOn(at.Today)) return Decision.Nothing;
        if (state.DismissedOn is not null) return MediatorRefusals.Dismissed;
        if (!state.Running(null, at.Today).Any()) return MediatorRefusals.NotAppointed;

        var problems = new Problems();
        var notBefore = state.Suspensions is [.., { LiftedOn: { } lifted }] ? lifted : state.NominatedOn;
        var late = at.CheckDay(problems, this, "on", On, notBefore, LateEntryReason);
        problems.RequireText("reason", Reason, TextRules.Longest.Reason, "请填写暂停的原因。", "Say why the mediator is suspended.");

        return problems.ToRefusal() is { } invalid ? invalid : Decision.Of(new MediatorSuspended(On, Reason), late);
    }
}
