using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Selection;

/// <summary>
/// A scorer says whether anything stands in the way 利益冲突声明, before scoring. What has come to stand in the way since may still be said as long as the scorer has given no points, also by the office: another is then assigned.
/// </summary>
/// <param name="ScorerId">Left out by a scorer with an account; named by the office for one without, and for one whose conflict it records.</param>
public sealed record DeclareInterest(bool? HasConflict, Personal Statement = default, ScorerId? ScorerId = null) : INominationCommand<DeclareInterest>
{
    public static string Name => "declare-interest";

    public static IEnumerable<Refusal> Missing(Nomination state, Context at)
    {
        foreach (var refusal in state.At(NominationStage.Qualified)) yield return refusal;
        if (state.Exists && state.Stage is NominationStage.Qualified && !state.Scorers.Exists(s => Sheets.MayEnter(s, at.Actor) && (s.HasConflict is null || MayTakeBack(state, s)))) yield return NominationRefusals.ScorerUnknown with { Kind = RefusalKind.Rule, Fields = null };
    }

    public Decision Decide(Nomination state, Context at)
    {
        var (mine, not) = Sheets.Of(state, at.Actor, ScorerId);
        if (not is not null && HasConflict is true && at.Actor.Is(Role.Province) && ScorerId is { Value: not null } named && state.Assigned(named) is { } known) (mine, not) = (known, null);
        if (mine is { HasConflict: { } said })
        {
            if (said == HasConflict && mine.Statement == Statement) return Decision.Nothing;
            if (HasConflict is not true || !MayTakeBack(state, mine)) return NominationRefusals.InterestDeclared;
        }
        if (state.At(NominationStage.Qualified).FirstOrDefault() is { } no) return no;
        if (not is not null) return not;

        var problems = new Problems();
        if (HasConflict is null) problems.Add("hasConflict", "请选择有无利益冲突。", "Say whether anything stands in the way.");
        problems.Add("statement", TextRules.Check(Statement, TextRules.Longest.Reason));
        if (HasConflict is true && Statement.IsEmpty) problems.Add("statement", "请说明利益冲突的情形。", "Say what stands in the way.");
        return problems.ToRefusal() is { } invalid ? invalid : new NominationInterestDeclared(mine!.Id, HasConflict!.Value, Statement, at.Today);
    }

    /// <summary>Nothing stood in the way then, and no points have been given.</summary>
    public static bool MayTakeBack(Nomination state, AssignedScorer scorer) => scorer.HasConflict is false && !state.Scores.Exists(s => s.ScorerId == scorer.Id);
}

/// <summary>Whose score sheet an entry belongs to.</summary>
internal static class Sheets
{
    /// <summary>A scorer with an account enters the own sheet, the provincial office those of scorers without one.</summary>
    internal static bool MayEnter(AssignedScorer scorer, Actor actor) => scorer.Scorer.UserName is { } user ? user == actor.UserName : actor.Is(Role.Province) || actor.Is(Role.System);

    internal static (AssignedScorer? Mine, Refusal? Not) Of(Nomination state, Actor actor, ScorerId? named)
    {
        var mine = named is { Value: not null } id ? state.Assigned(id) : state.Scorers.Find(s => s.Scorer.UserName == actor.UserName);
        return mine is null ? (null, NominationRefusals.ScorerUnknown) : MayEnter(mine, actor) ? (mine, null) : (null, NominationRefusals.NotYourSheet);
    }
}
