using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Calendars;

/// <summary>What the State Council's arrangement makes of a day.</summary>
public enum DayKind
{
    /// <summary>A day off 放假.</summary>
    Off,

    /// <summary>A Saturday or Sunday that is worked instead 调休上班.</summary>
    Work,
}

/// <summary>One day that a yearly arrangement (国务院办公厅关于部分节假日安排的通知) moves away from the plain week.</summary>
/// <param name="Holiday">The holiday it belongs to, in Chinese.</param>
/// <param name="Year">The year whose arrangement names the day: January's may reach into the December before.</param>
public sealed record ArrangedDay(DateOnly On, DayKind Kind, string Holiday, int Year);

/// <summary>
/// Working days and days off: Monday to Friday are worked, moved by the State Council's yearly arrangements.
/// Immutable; days are legal days in Asia/Shanghai. Days outside the loaded years follow the plain week.
/// </summary>
public sealed class WorkCalendar
{
    /// <summary>How many days before the year's end the next arrangement may still move (since 2012 it has reached back to 29 December at most).</summary>
    public const int OpenDaysAtYearEnd = 10;

    private readonly SortedDictionary<int, int> _versions;
    private readonly DateOnly _first;
    private readonly ArrangedDay?[] _arranged;

    // Working days minus those of the plain week, summed from _first: makes "how many between" two look-ups.
    private readonly int[] _shift;

    // The edition before; a case that ended under it keeps its days.
    private readonly WorkCalendar? _earlier;

    /// <summary>The calendar that comes with the program (State Council days 2012–2026, each year in version 1).</summary>
    public static WorkCalendar BuiltIn { get; } = new(BuiltInDays());

    /// <param name="days">Every arranged day, in any order.</param>
    /// <param name="versions">Year → version of its arrangement; a year that is not named has version 1.</param>
    /// <exception cref="ArgumentException">The days contradict each other, or a year between them is missing.</exception>
    public WorkCalendar(IEnumerable<ArrangedDay> days, IReadOnlyDictionary<int, int>? versions = null) : this(days, versions, 1, null)
    {
    }

    private WorkCalendar(IEnumerable<ArrangedDay> days, IReadOnlyDictionary<int, int>? versions, int edition, WorkCalendar? earlier)
    {
        (Edition, _earlier) = (edition, earlier);
        var sorted = days.OrderBy(d => d.On).ToArray();
        if (Fault(sorted) is { } fault) throw new ArgumentException(fault, nameof(days));

        _versions = new(sorted.Select(d => d.Year).Distinct().ToDictionary(y => y, y => versions?.GetValueOrDefault(y, 1) ?? 1));
        FirstLoadedDay = new DateOnly(_versions.Keys.First(), 1, 1);
        LastLoadedDay = new DateOnly(_versions.Keys.Last(), 12, 31);

        _first = sorted[0].On < FirstLoadedDay ? sorted[0].On : FirstLoadedDay;
        _arranged = new ArrangedDay?[LastLoadedDay.DayNumber - _first.DayNumber + 1];
        foreach (var day in sorted) _arranged[day.On.DayNumber - _first.DayNumber] = day;

        _shift = new int[_arranged.Length];
        for (int i = 0, sum = 0; i < _shift.Length; i++)
        {
            var day = _first.AddDays(i);
            _shift[i] = sum += (IsWorkingDay(day) ? 1 : 0) - (IsWeekend(day) ? 0 : 1);
        }
    }

    /// <summary>One more with every load or amendment; what came at first start is edition 1.</summary>
    public int Edition { get; }

    public DateOnly FirstLoadedDay { get; }

    /// <summary>The last day of the last loaded year; past it the plain week is counted and a clock is provisional.</summary>
    public DateOnly LastLoadedDay { get; }

    /// <summary>Loaded years, in order.</summary>
    public IReadOnlyCollection<int> Years => _versions.Keys;

    /// <summary>Version of a year's arrangement; null where the year is not loaded.</summary>
    public int? VersionOf(int year) => _versions.TryGetValue(year, out var version) ? version : null;

    /// <summary>The days that the arrangement of <paramref name="year"/> names, in order.</summary>
    public IEnumerable<ArrangedDay> DaysOf(int year) => _arranged.OfType<ArrangedDay>().Where(d => d.Year == year);

    /// <summary>What an arrangement says of the day; null where it follows the plain week.</summary>
    public ArrangedDay? Arranged(DateOnly day)
    {
        var i = day.DayNumber - _first.DayNumber;
        return i >= 0 && i < _arranged.Length ? _arranged[i] : null;
    }

    public bool IsWorkingDay(DateOnly day) => Arranged(day) is { } arranged ? arranged.Kind is DayKind.Work : !IsWeekend(day);

    /// <summary>True where no arrangement still to come can change the day: its year is loaded, and it is not among the last ten days of the last one.</summary>
    public bool IsSettled(DateOnly day) => day >= FirstLoadedDay && day.DayNumber <= LastLoadedDay.DayNumber - OpenDaysAtYearEnd;

    /// <summary>This day if it is a working day, otherwise the next one.</summary>
    public DateOnly WorkingDayOnOrAfter(DateOnly day)
    {
        while (!IsWorkingDay(day)) day = day.AddDays(1);
        return day;
    }

    /// <summary>The <paramref name="count"/>th working day after <paramref name="from"/>, which is not counted itself (CC 201).</summary>
    public DateOnly AddWorkingDays(DateOnly from, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        for (; count > 0; count--) from = WorkingDayOnOrAfter(from.AddDays(1));
        return from;
    }

    /// <summary>Working days after <paramref name="after"/> up to and including <paramref name="until"/>; 0 where it does not lie later.</summary>
    public int WorkingDaysBetween(DateOnly after, DateOnly until) => until <= after ? 0 : WorkingDaysUpTo(until) - WorkingDaysUpTo(after);

    /// <summary>The calendar with one year's arrangement loaded or replaced, one version higher.</summary>
    /// <exception cref="ArgumentException">The days contradict each other or the years beside them.</exception>
    public WorkCalendar With(int year, IEnumerable<ArrangedDay> days) => With(year, days, Edition + 1);

    /// <summary>The same under a given edition: several years that are loaded at once are one edition.</summary>
    internal WorkCalendar With(int year, IEnumerable<ArrangedDay> days, int edition) =>
        new(Replaced(year, days), new Dictionary<int, int>(_versions) { [year] = (VersionOf(year) ?? 0) + 1 }, edition, edition == Edition ? _earlier : this);

    /// <summary>The calendar as it stood in an edition; the earliest known one where that lies before it.</summary>
    public WorkCalendar AsOf(int edition)
    {
        var calendar = this;
        while (calendar.Edition > edition && calendar._earlier is { } earlier) calendar = earlier;
        return calendar;
    }

    /// <summary>Whether an arrangement of that year may name the day: it lies in it, or in the last ten days of the year before.</summary>
    public static bool Belongs(DateOnly day, int year) => day.Year == year || (day.Year == year - 1 && day.AddDays(OpenDaysAtYearEnd).Year == year);

    /// <summary>Why these days make no calendar; null where they do. <see cref="LoadCalendarYear"/> says the same to people, by line, before it comes to this.</summary>
    private static string? Fault(ArrangedDay[] days)
    {
        var years = days.Select(d => d.Year).ToHashSet();
        if (years.Count == 0) return "The calendar has no day at all.";
        if (years.FirstOrDefault(y => y is < 1949 or > 2200) is var strange and not 0) return $"{strange} is no usable year.";
        IEnumerable<string> found =
        [
            .. days.GroupBy(d => d.On).Where(g => g.Count() > 1).Select(g => $"{g.Key:yyyy-MM-dd} is given twice."),
            .. days.Where(d => !Enum.IsDefined(d.Kind)).Select(d => $"{d.On:yyyy-MM-dd} is neither off nor work."),
            .. days.Where(d => d.Kind is DayKind.Work && !IsWeekend(d.On)).Select(d => $"{d.On:yyyy-MM-dd} is a plain weekday and cannot be a make-up day."),
            .. days.Where(d => !Belongs(d.On, d.Year)).Select(d => $"{d.On:yyyy-MM-dd} lies outside the arrangement of {d.Year}."),
            .. Enumerable.Range(years.Min(), years.Max() - years.Min() + 1).Where(y => !years.Contains(y)).Select(y => $"The arrangement of {y} is missing."),
        ];
        return found.FirstOrDefault();
    }

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    private IEnumerable<ArrangedDay> Replaced(int year, IEnumerable<ArrangedDay> days) =>
        _arranged.OfType<ArrangedDay>().Where(d => d.Year != year).Concat(days);

    private int WorkingDaysUpTo(DateOnly day)
    {
        // Day 0 is Monday, 1 January of year 1.
        var plain = day.DayNumber / 7 * 5 + Math.Min(day.DayNumber % 7 + 1, 5);
        var i = Math.Min(day.DayNumber - _first.DayNumber, _shift.Length - 1);
        return i < 0 ? plain : plain + _shift[i];
    }

    private static IEnumerable<ArrangedDay> BuiltInDays()
    {
        using var rows = new StreamReader(Embedded.Open("Calendars.state-council-days.csv"));
        rows.ReadLine();
        while (rows.ReadLine() is { } row)
        {
            if (row.Split(',') is not [var on, var kind, var holiday, var year]) throw new FormatException($"calendar row: {row}");
            yield return new ArrangedDay(DateOnly.ParseExact(on, "yyyy-MM-dd"), Enum.Parse<DayKind>(kind, ignoreCase: true), holiday, int.Parse(year));
        }
    }
}
