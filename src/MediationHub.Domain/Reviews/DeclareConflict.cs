using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Reviews;

/// <summary>The assigned arbitrator declares whether anything stands in the way (LMA 33). With a conflict the arbitrator withdraws, and another is assigned.</summary>
/// <param name="Conflict">True: something stands in the way.</param>
/// <param name="Reason">What it is; needed for a conflict.</param>
public sealed record DeclareConflict(bool Conflict, Personal Reason = default) : IReviewCommand<DeclareConflict>
{
    public static string Name => "declare";

    public static IEnumerable<Refusal> Missing(Review state, Context at) => state.At(ReviewStage.UnderReview);

    public Decision Decide(Review state, Context at)
    {
        if (state.Arbitrator is { DeclaredOn: not null } && !Conflict && state.Stage is ReviewStage.UnderReview) return Decision.Nothing;
        if (state.Arbitrator is null && Conflict && at.Actor.ArbitratorId is { } before && state.Formerly.Exists(a => a.Value == before)) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        if (state.NotTheArbitrator(at) is { } notMine) return notMine;

        var problems = new Problems();
        if (Conflict) problems.RequireText("reason", Reason, TextRules.Longest.Reason, "请写明应当回避的情形。", "Say what stands in the way.");
        if (problems.ToRefusal() is { } invalid) return invalid;
        return Conflict ? new ReviewConflictDeclared(state.Arbitrator!.ArbitratorId, Reason, at.Today) : new ReviewNoConflictDeclared(state.Arbitrator!.ArbitratorId, at.Today, ByActing: false);
    }
}
