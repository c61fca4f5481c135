using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Domain.Cases;

/// <summary>How long the file of a case is kept 保管期限.</summary>
public enum RetentionClass { Ordinary, Long }

/// <summary>The retention period of one ended case.</summary>
/// <param name="From">The day of closing.</param>
/// <param name="Until">The last day of the period (CC 202: the corresponding day); destruction is open from the day after.</param>
public sealed record RetentionPeriod(RetentionClass Class, int Years, DateOnly From, DateOnly Until);

/// <summary>
/// Retention and what stands against destroying a file. No national period is set for mediation files; the settings follow the arbitration rules
/// (R33 §24) by analogy: longer where the dispute was collective or its agreement was performed by instalments.
/// </summary>
public static class CaseRetention
{
    /// <summary>Null while the case is open.</summary>
    public static RetentionPeriod? Of(MediationCase state, RuleSet rules)
    {
        if (state.Closing is not { } closing) return null;
        // Counted as it was when the case ended: a later change is for those that end later.
        var settings = rules.AsOf(closing.Law?.Rulebook ?? 1).Settings;
        var longer = state.IsCollective(settings.CollectiveThreshold.Value) || new[] { state.Agreement }.OfType<Agreement>().Concat(state.Superseded).Any(a => a.Terms.Any(t => t.Instalments.Count > 0));
        var years = longer ? settings.Retention.Value.Long : settings.Retention.Value.Ordinary;
        return new(longer ? RetentionClass.Long : RetentionClass.Ordinary, years, closing.On, closing.On.AddYears(years));
    }

    /// <summary>Every reason why this file is not destroyed now, apart from the approval that it needs.</summary>
    /// <param name="successors">The cases that go on with its files, where they are known: they go first.</param>
    public static IEnumerable<Refusal> Against(MediationCase state, Context at, params IReadOnlyList<MediationCase?> successors)
    {
        if (!state.Exists) yield return CaseRefusals.Unknown;
        else if (Of(state, at.Rules) is not { } retention || state.Stage is not (CaseStage.Archived or CaseStage.Transferred)) yield return CaseRefusals.NotArchived;
        else if (at.Today <= retention.Until) yield return CaseRefusals.RetentionRunning(retention.Until);
        if (state.Hold is not null) yield return CaseRefusals.OnHold;
        if (successors.Any(s => s is { Destroyed: false })) yield return CaseRefusals.SuccessorLives;
    }
}
