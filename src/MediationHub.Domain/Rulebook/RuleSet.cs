using MediationHub.Domain.Calendars;

namespace MediationHub.Domain.Rulebook;

/// <summary>One computed time limit.</summary>
/// <param name="Raw">The last day before rolling.</param>
/// <param name="Due">The last day in time; overdue is from the day after.</param>
/// <param name="Provisional">It runs past the last loaded year: nothing expires by it.</param>
public sealed record Clock(string Rule, DateOnly From, DateOnly Raw, DateOnly Due, bool Rolled, bool Provisional, string Basis, int RulebookVersion);

/// <summary>One version of the law as data: time limits, dispute types, settings, each with its source text.</summary>
public sealed class RuleSet
{
    /// <summary>The rulebook that comes with the program, version 1.</summary>
    public static RuleSet BuiltIn { get; } = new();

    public int Version => throw new InvalidOperationException();

    /// <param name="extend">Days of the rule's unit added by a lawful extension.</param>
    /// <exception cref="KeyNotFoundException">No such rule.</exception>
    public Clock Clock(string rule, DateOnly from, WorkCalendar calendar, int extend = 0) => throw new InvalidOperationException();
}
