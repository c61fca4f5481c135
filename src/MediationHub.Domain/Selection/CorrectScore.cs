using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Selection;

/// <summary>
/// Correct a score that was given, with the reason, as long as no other sheet is in. From then on the two could be compared, and a corrected one would not be independent any more:
/// what is wrong is told to the office, which has a third scorer decide (<see cref="AssignScorer"/>). What a sheet said before stays in the log.
/// </summary>
/// <param name="Items">The whole sheet as it should be.</param>
/// <param name="ScorerId">Left out by a scorer with an account; named by the office for one without.</param>
/// <param name="Sheet">The signed sheet, where the office enters it; the earlier one is kept beside it.</param>
public sealed record CorrectScore([property: MayBeLeftOut] IReadOnlyList<ItemPoints> Items, Personal Reason, decimal Bonus = 0, Personal BonusReason = default, Personal Comment = default, ScorerId? ScorerId = null, FileId? Sheet = null) : INominationCommand<CorrectScore>
{
    public static string Name => "correct-score";

    /// <inheritdoc cref="ScoreNomination.Ties"/>
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyDictionary<ScorerId, ScorerTies> Ties { get; init; } = new Dictionary<ScorerId, ScorerTies>();

    public IEnumerable<StreamRef> Reads(Nomination state) => NominationGuide.Reads(state);

    public static IEnumerable<Refusal> Missing(Nomination state, Context at)
    {
        foreach (var refusal in NotNow(state, at)) yield return refusal;
        if (state is { Exists: true, Stage: NominationStage.Qualified } && !state.Scorers.Exists(s => Sheets.MayEnter(s, at.Actor) && state.Scores.Exists(g => g.ScorerId == s.Id))) yield return NominationRefusals.NothingToCorrect;
    }

    private static IEnumerable<Refusal> NotNow(Nomination state, Context at)
    {
        if (!state.Exists) yield return NominationRefusals.Unknown;
        else if (at.CampaignOf(state) is { Stage: > CampaignStage.Evaluation } campaign && !campaign.Evaluates(state.Id)) yield return NominationRefusals.ScoresClosed;
        else if (state.Stage is NominationStage.Scored || (state.Stage is NominationStage.Qualified && state.Scores.Count > 1)) yield return NominationRefusals.ScoresCompared;
        else foreach (var refusal in state.At(NominationStage.Qualified)) yield return refusal;
    }

    public Decision Decide(Nomination state, Context at)
    {
        var items = Items ?? [];
        var (mine, not) = Sheets.Of(state, at.Actor, ScorerId);
        var given = mine is null ? null : state.Scores.Find(s => s.ScorerId == mine.Id);
        var same = given is not null && given.Says(items, Bonus, BonusReason, Comment) && (Sheet is null || given.Sheet == Sheet);
        if (same && state.Corrections.FindLast(c => c.ScorerId == mine!.Id) is { } made && made.Reason == Reason) return Decision.Nothing;
        if (NotNow(state, at).FirstOrDefault() is { } no) return no;
        if (not is not null) return not;
        if (given is null) return NominationRefusals.NothingToCorrect;
        if (Ties.GetValueOrDefault(mine!.Id)?.Between(mine.Scorer, state, at) is { } tied) return tied;

        var standards = at.CampaignOf(state).Standards!;
        var problems = new Problems();
        Scores.CheckSheet(problems, standards, state.Metrics!, items, Bonus, BonusReason, Comment);
        problems.RequireText("reason", Reason, TextRules.Longest.Reason, "请填写更正的理由。", "Say why the score is corrected.");
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (same) return NominationRefusals.NothingCorrected;

        var score = Scores.Of(standards, mine.Id, items, Bonus, BonusReason, Comment, Sheet ?? given.Sheet, at);
        return new NominationScoreCorrected(score, given.Total, Reason);
    }
}
