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

    public IEnumerable<StreamRef> Reads(Nomination state) => NominationGuide.Reads(state);

    public static IEnumerable<Refusal> Missing(Nomination state, Context at)
    {
        foreach (var refusal in state.At(NominationStage.Qualified)) yield return refusal;
        if (state is not { Exists: true, Stage: NominationStage.Qualified }) yield break;
        if (at.CampaignOf(state) is { Stage: not CampaignStage.Evaluation } campaign) yield return NominationRefusals.EvaluationNotBegun(campaign.Stage);
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
            return given.Bonus == Bonus && given.Items.Count == items.Count && items.All(i => given.Items.Any(g => g.ItemId == i.ItemId && g.Points == i.Points)) ? Decision.Nothing : NominationRefusals.ScoreStands;
        if (state.At(NominationStage.Qualified).FirstOrDefault() is { } no) return no;
        if (not is not null) return not;
        var campaign = at.CampaignOf(state);
        if (campaign.Stage is not CampaignStage.Evaluation) return NominationRefusals.EvaluationNotBegun(campaign.Stage);
        if (mine!.HasConflict is null) return NominationRefusals.InterestMissing;
        if (mine.HasConflict is true) return NominationRefusals.ScorerInConflict;

        var standards = campaign.Standards!;
        var problems = new Problems();
        Scores.Check(problems, "items", standards, items, complete: true);
        var machine = ScoreSheet.Of(standards, state.Metrics!).ToDictionary(m => m.ItemId);
        foreach (var (item, i) in items.Select((item, i) => (item, i)))
            if (machine.GetValueOrDefault(item.ItemId ?? "") is { Points: { } computed } && computed != item.Points && item.Reason.IsEmpty)
                problems.Add($"items[{i}].reason", $"与系统计算的{computed:0.##}分不同，请填写理由。", $"The record gives {computed:0.##} points: say why yours differ.");
        if (Bonus < 0 || Bonus > standards.Bonus) problems.Add("bonus", $"加分应在0至{standards.Bonus:0.##}分之间。", $"The bonus lies between 0 and {standards.Bonus:0.##} points.");
        if (Bonus > 0 && BonusReason.IsEmpty) problems.Add("bonusReason", "请填写加分的理由。", "Say what the bonus is for.");
        problems.Add("bonusReason", TextRules.Check(BonusReason, TextRules.Longest.Reason));
        problems.Add("comment", TextRules.Check(Comment, TextRules.Longest.Statement));
        if (problems.ToRefusal() is { } invalid) return invalid;

        var score = new ScoreGiven(mine.Id, [.. standards.Items.Select(k => items.First(i => i.ItemId == k.Id))], Bonus, BonusReason, Comment, items.Sum(i => i.Points) + Bonus, at.Actor.UserName, Sheet, at.Today);
        decimal[] totals = [.. state.Scores.Select(s => s.Total), score.Total];
        var spread = totals.Max() - totals.Min();
        var stands = totals.Length >= 3 || (totals.Length == 2 && spread <= standards.ScoreGap);
        return Decision.Of(new NominationScoreGiven(score), stands ? new NominationScored(ScoreSheet.Final(totals), spread, totals.Length, at.Today) : null);
    }
}
