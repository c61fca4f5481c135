using MediationHub.Domain.Commissions;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Reviews;

/// <summary>Accept a joint application (R33 §75): it gets its number, and the five working days of the review begin.</summary>
/// <param name="LateReason">Why it is accepted although it was filed after the fifteen days, such as force majeure (CPL 86).</param>
public sealed record AcceptReview(DateOnly On, Personal LateReason = default, Personal LateEntryReason = default) : IReviewCommand<AcceptReview>
{
    public static string Name => "accept";

    public IEnumerable<StreamRef> Reads(Review state) => ReviewGuide.Reads(state);

    public static IEnumerable<Refusal> Missing(Review state, Context at)
    {
        foreach (var refusal in state.At(ReviewStage.Filed)) yield return refusal;
        if (state.Stage is ReviewStage.Filed && state.AgreementGone(at) is { } gone) yield return gone;
    }

    public Decision Decide(Review state, Context at)
    {
        if (state.AcceptedOn == On) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var problems = new Problems();
        var late = at.CheckDay(problems, this, "on", On, state.FiledOn, LateEntryReason);
        problems.Add("lateReason", TextRules.Check(LateReason, TextRules.Longest.Reason));
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (state.FiledLate && LateReason.IsEmpty) return ReviewRefusals.FiledLate(state.FilingDue, state.FiledOn!.Value);

        var commission = at.Find<Commission>(state.CommissionId.Value) ?? throw new InvalidOperationException($"commission {state.CommissionId} is gone");
        var due = at.Rules.Clock("RVW5", On, at.Calendar);
        return Decision.Of(
            new ReviewAccepted(state.CommissionId, "", commission.NumberPattern(at.Rules.Settings.NumberPatterns.Value.Review, at.Today.Year), at.Today.Year, On, due.Due, due.Provisional, state.FiledLate ? LateReason : default, due.RulebookVersion), late);
    }
}
