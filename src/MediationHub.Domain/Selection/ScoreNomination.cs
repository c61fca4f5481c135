using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Selection;

/// <summary>
/// Give one scorer's points for every item. Two scorers score without knowing of each other; where they differ by more than the standards' gap, a third does.
/// Once enough scores are in, the points that stand follow (<see cref="ScoreSheet.Final"/>).
/// </summary>
/// <param name="Items">Where the points differ from what the record gives, with the reason.</param>
/// <param name="ScorerId">Left out by a scorer with an account; named by the office for one without.</param>
/// <param name="Sheet">The signed sheet.</param>
public sealed record ScoreNomination([property: MayBeLeftOut] IReadOnlyList<ItemPoints> Items, decimal Bonus = 0, Personal BonusReason = default, Personal Comment = default, ScorerId? ScorerId = null, FileId? Sheet = null) : INominationCommand<ScoreNomination>
{
    public static string Name => "score";

    /// <summary>What the roster says of each assigned scorer by now. Read by the pipeline, never by the caller.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyDictionary<ScorerId, ScorerTies> Ties { get; init; } = new Dictionary<ScorerId, ScorerTies>();

    public IEnumerable<StreamRef> Reads(Nomination state) => NominationGuide.Reads(state);

    public static IEnumerable<Refusal> Missing(Nomination state, Context at)
    {
        foreach (var refusal in state.At(NominationStage.Qualified)) yield return refusal;
        if (state is not { Exists: true, Stage: NominationStage.Qualified }) yield break;
        if (at.CampaignOf(state) is var campaign && !campaign.Evaluates(state.Id)) yield return NominationRefusals.EvaluationNotBegun(campaign.Stage);
        var waiting = state.Scorers.Where(s => Sheets.MayEnter(s, at.Actor) && !state.Scores.Exists(g => g.ScorerId == s.Id)).ToList();
        if (waiting.Count == 0) yield return NominationRefusals.ScorerUnknown with { Kind = RefusalKind.Rule, Fields = null };
        else if (waiting.TrueForAll(s => s.HasConflict is true)) yield return NominationRefusals.ScorerInConflict;
        else if (waiting.TrueForAll(s => s.HasConflict is not false)) yield return NominationRefusals.InterestMissing;
    }

    public Decision Decide(Nomination state, Context at)
    {
        var items = Items ?? [];
        var (mine, not) = Sheets.Of(state, at.Actor, ScorerId);
        if (mine is not null && state.Scores.Find(s => s.ScorerId == mine.Id) is { } given)
            return given.Says(items, Bonus, BonusReason, Comment) ? Decision.Nothing : NominationRefusals.ScoreStands;
        if (state.At(NominationStage.Qualified).FirstOrDefault() is { } no) return no;
        if (not is not null) return not;
        var campaign = at.CampaignOf(state);
        if (!campaign.Evaluates(state.Id)) return NominationRefusals.EvaluationNotBegun(campaign.Stage);
        if (mine!.HasConflict is null) return NominationRefusals.InterestMissing;
        if (mine.HasConflict is true) return NominationRefusals.ScorerInConflict;
        if (Ties.GetValueOrDefault(mine.Id)?.Between(mine.Scorer, state, at) is { } tied) return tied;

        var standards = campaign.Standards!;
        var problems = new Problems();
        Scores.CheckSheet(problems, standards, state.Metrics!, items, Bonus, BonusReason, Comment);
        if (problems.ToRefusal() is { } invalid) return invalid;

        var score = Scores.Of(standards, mine.Id, items, Bonus, BonusReason, Comment, Sheet, at);
        return Decision.Of(new NominationScoreGiven(score), Scores.Standing(standards, [.. state.Scores.Select(s => s.Total), score.Total], at));
    }
}
