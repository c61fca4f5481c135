using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Reviews;

/// <summary>Do not accept an application, for one of the five grounds (R33 §75). Whether it came in time is computed; a person decides.</summary>
/// <param name="Ground">1 to 5.</param>
public sealed record DeclineReview(int Ground, Personal Reason, DateOnly On, Personal LateEntryReason = default) : IReviewCommand<DeclineReview>
{
    public static string Name => "decline";

    public static IEnumerable<Refusal> Missing(Review state, Context at) => state.At(ReviewStage.Filed);

    public Decision Decide(Review state, Context at)
    {
        if (state is { Stage: ReviewStage.NotAccepted } && state.NotAccepted!.Ground == Ground && state.EndedOn == On) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var problems = new Problems();
        if (Ground is < 1 or > 5) problems.Add("ground", "请选择第一至第五项不予受理情形之一。", "Choose one of the five grounds, 1 to 5.");
        problems.RequireText("reason", Reason, TextRules.Longest.Reason, "请写明不予受理的理由。", "Say why it is not accepted.");
        var late = at.CheckDay(problems, this, "on", On, state.FiledOn, LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        return Decision.Of(new ReviewNotAccepted(Ground, Reason, On), late);
    }
}
