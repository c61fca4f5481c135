using System.Collections.Immutable;
using System.Text.Json.Serialization;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Calendars;

/// <summary>The State Council's days, year by year, each with its versions; one stream.</summary>
public sealed record CalendarYears : IAggregate<CalendarYears>
{
    /// <summary>The only stream of its type.</summary>
    public const string Id = "calendar";

    public static string Stream => "calendar";
    public static CalendarYears Empty { get; } = new();

    public int Edition { get; init; }

    /// <summary>Every version of every year, in the order in which they were loaded.</summary>
    public ImmutableList<CalendarYear> Loaded { get; init; } = [];

    /// <summary>Null before the first year.</summary>
    [JsonIgnore]
    public WorkCalendar? Calendar { get; init; }

    /// <summary>The arrangement of a year as it stands; null where it is not loaded.</summary>
    public CalendarYear? Year(int year) => Loaded.FindLast(y => y.Year == year);

    /// <summary>Every version of a year, the first one in front.</summary>
    public IEnumerable<CalendarYear> VersionsOf(int year) => Loaded.Where(y => y.Year == year);

    public CalendarYears Evolve(DomainEvent happened) => happened is CalendarYearLoaded e
        ? this with
        {
            Edition = e.Edition,
            Loaded = Loaded.Add(e.Arrangement),
            Calendar = Calendar is null ? new WorkCalendar(e.Arrangement.Days, new Dictionary<int, int> { [e.Arrangement.Year] = e.Arrangement.Version }) : Calendar.With(e.Arrangement.Year, e.Arrangement.Days, e.Edition),
        }
        : throw new InvalidOperationException($"{happened.GetType().Name} is no event of the calendar");
}
