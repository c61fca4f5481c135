using MediationHub.Domain.Cases;
using MediationHub.Domain.Entrustments;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Reviews;
using MediationHub.Store.Reactions;

namespace MediationHub.Store.Bridge;

/// <summary>The agreement follows its review: in review, confirmed, returned, or as effective as before.</summary>
public sealed class AgreementFollowsReview : Reaction
{
    public override string Name => "agreement-follows-review";
    public override IReadOnlyList<Type> ListensTo => ReviewConsequences.Steps;

    public override async Task React(Heard heard, Reach reach, CancellationToken cancel)
    {
        var then = await reach.StateThen<Review>(cancel);
        if (ReviewConsequences.Of(then, heard.Version, heard.Event) is var (c, command)) await reach.Send(c.Value, command, cancel);
    }
}

/// <summary>An entrustment that ran out ends its case: without the tribunal's word the organization does not go on (R33 §70).</summary>
public sealed class CaseEndsWithEntrustment(HubStore store) : Reaction
{
    public override string Name => "case-ends-with-entrustment";
    public override IReadOnlyList<Type> ListensTo { get; } = [typeof(EntrustmentEnded)];

    public override async Task React(Heard heard, Reach reach, CancellationToken cancel)
    {
        if (heard.Event is not EntrustmentEnded { Result: EntrustmentResult.Expired }) return;
        if ((await reach.StateThen<Entrustment>(cancel)).CaseId is not { } id || await reach.Find<MediationCase>(id.Value, cancel) is not { } c) return;
        if (CaseConsequences.OfExpiry(c.State, ChinaTime.DayOf(store.Clock.GetUtcNow())) is { } command) await reach.Send(id.Value, command, cancel);
    }
}
