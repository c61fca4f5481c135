using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Reviews;

/// <summary>One or both parties withdraw before the letter is served on all: this must be granted (R33 §§76, 79). The agreement itself stays binding.</summary>
public sealed record WithdrawReview(PartyId PartyId, Personal Reason, DateOnly On, Personal LateEntryReason = default) : IReviewCommand<WithdrawReview>
{
    public static string Name => "withdraw";

    public static IEnumerable<Refusal> Missing(Review state, Context at) => state switch
    {
        { Exists: false } => [ReviewRefusals.Unknown],
        { Stage: ReviewStage.InForce } => [ReviewRefusals.LetterInForce],
        { IsOpen: false } => [ReviewRefusals.Ended(state.Stage)],
        _ => [],
    };

    public Decision Decide(Review state, Context at)
    {
        if (state is { Stage: ReviewStage.Withdrawn } && state.WithdrawnBy == PartyId) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var problems = new Problems();
        problems.RequireSigner(state, "partyId", PartyId);
        problems.RequireText("reason", Reason, TextRules.Longest.Reason, "请写明撤回的理由。", "Say why it is withdrawn.");
        var last = state.Service.Select(s => s.On).Concat(state.Letter is { } letter ? [ChinaTime.DayOf(letter.SealedAt)] : []).Append(ChinaTime.DayOf(state.Joined.Max(j => j.At))).Max();
        var late = at.CheckDay(problems, this, "on", On, state.Letter is null ? state.FiledOn ?? ChinaTime.DayOf(state.Joined[0].At) : last, LateEntryReason);
        return problems.ToRefusal() is { } invalid ? invalid : Decision.Of(new ReviewWithdrawn(PartyId, Reason, On), late);
    }
}
