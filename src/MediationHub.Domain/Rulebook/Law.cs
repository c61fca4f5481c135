using MediationHub.Domain.Calendars;

namespace MediationHub.Domain.Rulebook;

/// <summary>The law as data at one moment: the working days and the rules by which everything is decided and counted.</summary>
/// <param name="CalendarStream">Version of the calendar stream that it follows from; 0 before anything was loaded.</param>
/// <param name="RulebookStream">Version of the rulebook stream.</param>
public sealed record Law(WorkCalendar Calendar, RuleSet Rules, int CalendarStream = 0, int RulebookStream = 0)
{
    /// <summary>What comes with the program, before it stands in the log.</summary>
    public static Law BuiltIn { get; } = new(WorkCalendar.BuiltIn, RuleSet.BuiltIn);

    /// <summary>Grows with every change of either stream.</summary>
    public int Revision => CalendarStream + RulebookStream;
}

/// <summary>Which law a case was ended under: it keeps it, whatever is amended afterwards.</summary>
/// <param name="Calendar">The calendar's edition.</param>
/// <param name="Rulebook">The rulebook's version.</param>
public sealed record LawVersion(int Calendar, int Rulebook)
{
    /// <summary>Null for the first edition and version, which events need not name.</summary>
    public static LawVersion? Of(WorkCalendar calendar, RuleSet rules) => (calendar.Edition, rules.Version) is (1, 1) ? null : new(calendar.Edition, rules.Version);
}
