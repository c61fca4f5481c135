namespace MediationHub.Domain.Calendars;

/// <summary>Working days and days off: the plain week, moved by the State Council's yearly arrangements.</summary>
public sealed class WorkCalendar
{
    /// <summary>The calendar that comes with the program (State Council days 2012–2026).</summary>
    public static WorkCalendar BuiltIn { get; } = new();

    /// <summary>The last day of the last loaded year; past it the plain week is counted and a clock is provisional.</summary>
    public DateOnly LastLoadedDay => throw new InvalidOperationException();

    public bool IsWorkingDay(DateOnly day) => throw new InvalidOperationException();

    /// <summary>This day if it is a working day, otherwise the next one.</summary>
    public DateOnly WorkingDayOnOrAfter(DateOnly day) => throw new InvalidOperationException();

    /// <summary>Working days after <paramref name="after"/> up to and including <paramref name="until"/>; 0 where it does not lie later.</summary>
    public int WorkingDaysBetween(DateOnly after, DateOnly until) => throw new InvalidOperationException();

    /// <summary>Version of a year's arrangement; null where the year is not loaded.</summary>
    public int? VersionOf(int year) => throw new InvalidOperationException();
}
