using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Reviews;

/// <summary>
/// Make no letter, for one or more of the six grounds, each with its reason (R33 §78). From the arbitrator it is a request for approval;
/// from the director, or whom the director delegated, the refusal itself.
/// </summary>
/// <param name="On">Left out: today.</param>
public sealed record RefuseReview(IReadOnlyList<ReviewReason>? Grounds, DateOnly? On = null, Personal LateEntryReason = default) : IReviewCommand<RefuseReview>
{
    public static string Name => "refuse";

    public static IEnumerable<Refusal> Missing(Review state, Context at)
    {
        foreach (var refusal in state.At(ReviewStage.UnderReview)) yield return refusal;
        if (state is { Stage: ReviewStage.UnderReview, Pending: { Kind: ReviewRequestKind.Extension } }) yield return ReviewRefusals.ApprovalPending;
    }

    public Decision Decide(Review state, Context at)
    {
        var on = On ?? at.Today;
        IReadOnlyList<ReviewReason> grounds = [.. (Grounds ?? []).OrderBy(g => g.Ground)];
        if (state.Pending is { Kind: ReviewRequestKind.Refusal } pending && pending.By == at.Actor.UserName && pending.Grounds.SequenceEqual(grounds)) return Decision.Nothing;
        if (state.Stage is ReviewStage.Refused && state.RefusedFor.SequenceEqual(grounds)) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var problems = new Problems();
        if (grounds.Count == 0) problems.Add("grounds", "请至少勾选一项不予制作调解书的情形。", "Choose one of the six grounds at least.");
        foreach (var (ground, i) in (Grounds ?? []).Select((g, i) => (g, i)))
        {
            if (ground.Ground is < 1 or > 6) problems.Add($"grounds[{i}].ground", "请选择第一至第六项情形之一。", "Choose one of the six grounds, 1 to 6.");
            else if (grounds.Count(g => g.Ground == ground.Ground) > 1) problems.Add($"grounds[{i}].ground", "同一情形只列一次。", "Each ground stands once.");
            problems.RequireText($"grounds[{i}].reason", ground.Reason, TextRules.Longest.Reason, "请逐项写明理由。", "Give the reason for each ground.");
        }
        var late = at.CheckDay(problems, this, "on", on, state.AcceptedOn, LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;

        if (state.DecidesAlone(at)) return state.MayNotApprove(at) is { } notApprover ? notApprover : Decision.Of(new ReviewRefused(grounds, on, at.Actor.UserName), late);
        if (state.NotTheArbitrator(at) is { } notMine) return notMine;
        if (state.Pending is not null) return ReviewRefusals.ApprovalPending;
        return Decision.Of(state.DeclaredByActing(at), new ReviewApprovalRequested(new(ReviewRequestKind.Refusal, default, grounds, at.Actor.UserName, on)), late);
    }
}
