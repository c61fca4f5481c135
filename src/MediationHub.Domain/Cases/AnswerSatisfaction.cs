using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>A party says how satisfied it is with the way its case was handled: one answer each, changeable for some days. Given by the party's private link alone.</summary>
/// <param name="Attitude">Each from 1 (very dissatisfied) to 5 (very satisfied).</param>
public sealed record AnswerSatisfaction(PartyId PartyId, int? Attitude, int? Fairness, int? Speed, int? Result, int? Overall, Personal Comment = default) : ICommand<MediationCase>
{
    public Decision Decide(MediationCase state, Context at)
    {
        if (!state.Exists) return CaseRefusals.Unknown;
        if (Satisfaction.Closed(state, PartyId, at) is { } no) return no;

        var problems = new Problems();
        foreach (var (field, points) in new[] { ("attitude", Attitude), ("fairness", Fairness), ("speed", Speed), ("result", Result), ("overall", Overall) })
        {
            if (points is null) problems.Add(field, "请选择一项。", "Choose one.");
            else if (points is < 1 or > 5) problems.Add(field, "评分为1至5分。", "Points are 1 to 5.");
        }
        problems.CheckText("comment", Comment, TextRules.Longest.Reason);
        if (problems.ToRefusal() is { } invalid) return invalid;

        var scores = new SatisfactionScores(Attitude!.Value, Fairness!.Value, Speed!.Value, Result!.Value, Overall!.Value);
        return state.Satisfaction.Exists(a => a.PartyId == PartyId && a.Scores == scores && a.Comment == Comment) ? Decision.Nothing : new SatisfactionAnswered(PartyId, scores, Comment, at.Today);
    }
}
