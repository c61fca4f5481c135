using System.Collections.Immutable;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>How an answer about satisfaction came: by the party's own form, or asked for by telephone at a follow-up visit 回访.</summary>
public enum SatisfactionChannel { Form, Phone }

/// <summary>What a party thinks of its case, each from 1 (very dissatisfied) to 5 (very satisfied). In clear, since figures are made of it; whose it is, the record says by party id alone.</summary>
/// <param name="Attitude">服务态度</param>
/// <param name="Fairness">公正程度</param>
/// <param name="Speed">办理速度</param>
/// <param name="Result">处理结果</param>
/// <param name="Overall">总体评价</param>
public sealed record SatisfactionScores(int Attitude, int Fairness, int Speed, int Result, int Overall);

/// <summary>A party's answer by its form; a later one takes its place.</summary>
/// <param name="FirstOn">The day of the first answer: figures count it on that day, and the time for changing it runs from there.</param>
public sealed record SatisfactionAnswer(PartyId PartyId, SatisfactionScores Scores, Personal Comment, DateOnly FirstOn, DateOnly On);

/// <summary>An answer as figures count it: one for each party, its own form before what was asked by telephone.</summary>
/// <param name="PartyId">Null where a visit did not say who was asked.</param>
/// <param name="Scores">Null where only the overall one was asked.</param>
public sealed record CountedAnswer(PartyId? PartyId, SatisfactionChannel Channel, DateOnly On, int Overall, SatisfactionScores? Scores, bool Commented);

/// <summary>Satisfaction after closing: which answers count, and until when one may be given or changed.</summary>
public static class Satisfaction
{
    /// <summary>Points from which an answer counts as satisfied.</summary>
    public const int SatisfiedFrom = 4;

    /// <summary>Fewer answers than this show no figure: they would tell who said what.</summary>
    public const int LeastShown = 5;

    /// <summary>The answers that count, forms first, then visits.</summary>
    public static IEnumerable<CountedAnswer> Counted(MediationCase c)
    {
        foreach (var answer in c.Satisfaction) yield return new(answer.PartyId, SatisfactionChannel.Form, answer.FirstOn, answer.Scores.Overall, answer.Scores, !answer.Comment.IsEmpty);
        // Of several visits the last one says how it stands; one that names nobody counts as long as no other does.
        var asked = c.FollowUps.Where(f => f.Satisfaction is not null).ToList();
        foreach (var visits in asked.Where(f => f.PartyId is { } party && !c.Satisfaction.Exists(a => a.PartyId == party)).GroupBy(f => f.PartyId))
            yield return Of(visits.Last());
        if (c.Satisfaction.IsEmpty && asked.Count > 0 && asked.TrueForAll(f => f.PartyId is null)) yield return Of(asked[^1]);

        static CountedAnswer Of(FollowUp visit) => new(visit.PartyId, SatisfactionChannel.Phone, visit.On, visit.Satisfaction!.Value, null, false);
    }

    /// <summary>The last day on which a first answer is taken; null while the case has not ended.</summary>
    public static DateOnly? OpenUntil(MediationCase c, Context at) =>
        c is { Stage: CaseStage.Closed or CaseStage.Archived, Closing: { } closing, AcceptedOn: not null, Past: null } ? closing.On.AddDays(at.Rules.Settings.SatisfactionDays.Value.Open) : null;

    /// <summary>The last day on which a given answer may be changed.</summary>
    public static DateOnly ChangeableUntil(SatisfactionAnswer answer, Context at) => answer.FirstOn.AddDays(at.Rules.Settings.SatisfactionDays.Value.Change);

    /// <summary>Why this party may not answer, or change its answer, today; null where it may.</summary>
    public static Refusal? Closed(MediationCase c, PartyId party, Context at)
    {
        if (c.Destroyed) return CaseRefusals.Destroyed;
        if (c.Party(party) is null || OpenUntil(c, at) is not { } until) return CaseRefusals.SatisfactionNotOpen;
        if (c.Satisfaction.Find(a => a.PartyId == party) is { } given) return at.Today > ChangeableUntil(given, at) ? CaseRefusals.SatisfactionGiven(ChangeableUntil(given, at)) : null;
        return at.Today > until ? CaseRefusals.SatisfactionOver(until) : null;
    }

    internal static ImmutableList<SatisfactionAnswer> With(this ImmutableList<SatisfactionAnswer> answers, SatisfactionAnswered e) =>
        answers.FindIndex(a => a.PartyId == e.PartyId) is var i and >= 0
            ? answers.SetItem(i, answers[i] with { Scores = e.Scores, Comment = e.Comment, On = e.On })
            : answers.Add(new(e.PartyId, e.Scores, e.Comment, e.On, e.On));
}
