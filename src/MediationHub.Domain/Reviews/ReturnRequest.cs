using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Reviews;

/// <summary>Give a request back to the arbitrator with a comment; the review goes on.</summary>
public sealed record ReturnRequest(Personal Comment) : IReviewCommand<ReturnRequest>
{
    public static string Name => "return";

    public static IEnumerable<Refusal> Missing(Review state, Context at)
    {
        foreach (var refusal in state.At(ReviewStage.UnderReview)) yield return refusal;
        if (state is { Stage: ReviewStage.UnderReview, Pending: null }) yield return ReviewRefusals.NothingToApprove;
    }

    public Decision Decide(Review state, Context at)
    {
        if (state is { Exists: true, Pending: null } && state.Returned is [.., var last] && last.By == at.Actor.UserName && last.Comment == Comment) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        if (state.MayNotApprove(at) is { } notApprover) return notApprover;
        var problems = new Problems();
        problems.RequireText("comment", Comment, TextRules.Longest.Reason, "请写明退回意见。", "Say why it is returned.");
        return problems.ToRefusal() is { } invalid ? invalid : new ReviewRequestReturned(Comment, at.Actor.UserName, at.Today);
    }
}
