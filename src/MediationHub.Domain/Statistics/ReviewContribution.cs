using MediationHub.Domain.Reviews;

namespace MediationHub.Domain.Statistics;

/// <summary>
/// What one review adds to the counters of the organization whose agreement it is about: by the day of its end (仲裁审查确认率), and, once it was accepted,
/// by the day on which the case's agreement first took effect (仲裁审查申请率: agreements with an accepted review, so one that follows upon another of the same case adds nothing).
/// One that was withdrawn leaves its agreement as if nobody had applied.
/// </summary>
public static class ReviewContribution
{
    public static void Contribute(Review state, Action<CounterKey, long> add)
    {
        if (!state.Exists) return;
        if (state is { AcceptedOn: not null, Again: false, FirstEffectiveOn: { } effectiveOn } && state.Stage is not ReviewStage.Withdrawn) add(new CounterKey(state.Extract.OrganizationId, effectiveOn, Counters.ReviewAccepted), 1);
        if (state.EndedOn is not { } on) return;
        Count(state.Stage switch
        {
            ReviewStage.InForce => Counters.ReviewInForce,
            ReviewStage.Refused => Counters.ReviewRefused,
            ReviewStage.EndedUnsigned => Counters.ReviewUnsigned,
            ReviewStage.Withdrawn => Counters.ReviewWithdrawn,
            _ => Counters.ReviewNotAccepted,
        });
        // Withdrawals are shown apart, and what was not accepted was never reviewed.
        if (state.Stage is ReviewStage.InForce or ReviewStage.Refused or ReviewStage.EndedUnsigned) Count(Counters.ReviewClosed);

        void Count(string counter) => add(new CounterKey(state.Extract.OrganizationId, on, counter), 1);
    }
}
