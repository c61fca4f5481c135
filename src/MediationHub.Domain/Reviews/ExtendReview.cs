using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Reviews;

/// <summary>
/// Five working days more for special reasons, once, and before the first five are over (R33 §76). From the arbitrator it is a request;
/// from the director, or whom the director delegated, the approval itself.
/// </summary>
public sealed record ExtendReview(Personal Reason) : IReviewCommand<ExtendReview>
{
    public static string Name => "extend";

    /// <summary>The most the rule allows.</summary>
    private static int Days(Context at) => at.Rules.Limit("RVW5").Extension?.Max ?? 5;

    public static IEnumerable<Refusal> Missing(Review state, Context at)
    {
        foreach (var refusal in state.At(ReviewStage.UnderReview)) yield return refusal;
        if (state is not { Exists: true, Stage: ReviewStage.UnderReview }) yield break;
        if (state.Extension is { } extended) yield return ReviewRefusals.ExtendedAlready(extended.Due);
        else if (at.Today > state.Due && !state.DueProvisional) yield return ReviewRefusals.ExtensionAfterDue(state.Due!.Value);
        if (state.Pending is { Kind: ReviewRequestKind.Refusal }) yield return ReviewRefusals.ApprovalPending;
    }

    public Decision Decide(Review state, Context at)
    {
        if (state.Pending is { Kind: ReviewRequestKind.Extension } pending && pending.By == at.Actor.UserName && pending.Reason == Reason) return Decision.Nothing;
        if (state.Extension is { } done && done.Reason == Reason && done.ApprovedBy == at.Actor.UserName) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var problems = new Problems();
        problems.RequireText("reason", Reason, TextRules.Longest.Reason, "请写明需要延长的特殊情况。", "Say what the special reason is.");
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (state.DecidesAlone(at)) return state.MayNotApprove(at) is { } notApprover ? notApprover : Approved(state, at, Reason);
        if (state.NotTheArbitrator(at) is { } notMine) return notMine;
        if (state.Pending is not null) return ReviewRefusals.ApprovalPending;
        return Decision.Of(state.DeclaredByActing(at), new ReviewApprovalRequested(new(ReviewRequestKind.Extension, Reason, [], at.Actor.UserName, at.Today)));
    }

    internal static ReviewExtended Approved(Review state, Context at, Personal reason)
    {
        var clock = at.Rules.Clock("RVW5", state.AcceptedOn!.Value, at.Calendar, Days(at));
        return new(new(reason, clock.Due, clock.Provisional, at.Actor.UserName, at.Today), clock.RulebookVersion);
    }
}
