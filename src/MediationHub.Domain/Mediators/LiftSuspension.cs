using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Mediators;

/// <summary>Let a suspended mediator mediate again, from this day on.</summary>
public sealed record LiftSuspension(DateOnly On, Personal LateEntryReason = default) : ICommand<Mediator>
{
    public Decision Decide(Mediator state, Context at)
    {
        if (state.DismissedOn is not null) return MediatorRefusals.Dismissed;
        if (state.Suspensions is not [.., { LiftedOn: null } suspension]) return Decision.Nothing;

        var problems = new Problems();
        var late = at.CheckDay(problems, this, "on", On, suspension.From, LateEntryReason);
        return problems.ToRefusal() is { } invalid ? invalid : Decision.Of(new SuspensionLifted(On), late);
    }
}
