using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Reviews;

/// <summary>Approve what the arbitrator asked for: the extension, while the first five days last (R33 §76), or the refusal (R33 §78).</summary>
public sealed record ApproveRequest : IReviewCommand<ApproveRequest>
{
    public static string Name => "approve";

    public static IEnumerable<Refusal> Missing(Review state, Context at)
    {
        foreach (var refusal in state.At(ReviewStage.UnderReview)) yield return refusal;
        if (state is { Stage: ReviewStage.UnderReview, Pending: null }) yield return ReviewRefusals.NothingToApprove;
        if (state is { Stage: ReviewStage.UnderReview, Pending.Kind: ReviewRequestKind.Extension, DueProvisional: false } && at.Today > state.Due) yield return ReviewRefusals.ExtensionAfterDue(state.Due!.Value);
    }

    public Decision Decide(Review state, Context at)
    {
        if (state.Pending is null && (state.Extension?.ApprovedBy == at.Actor.UserName && state.Stage is ReviewStage.UnderReview || state.RefusalApprovedBy == at.Actor.UserName && state.Stage is ReviewStage.Refused)) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        if (state.MayNotApprove(at) is { } notApprover) return notApprover;
        return state.Pending!.Kind is ReviewRequestKind.Extension
            ? ExtendReview.Approved(state, at, state.Pending.Reason)
            : new ReviewRefused(state.Pending.Grounds, at.Today, at.Actor.UserName);
    }
}
