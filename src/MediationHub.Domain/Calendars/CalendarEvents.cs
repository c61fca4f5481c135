using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Calendars;

/// <summary>One year's arrangement 节假日安排 as it was loaded or amended.</summary>
/// <param name="Version">Of this year, from 1.</param>
/// <param name="Days">Every day that it moves away from the plain week, also those of the December before.</param>
/// <param name="NoticeNumber">Number of the State Council's notice 发文字号; empty where it is not known.</param>
/// <param name="Reason">Why it was amended; empty for the first version.</param>
public sealed record CalendarYear(int Year, int Version, IReadOnlyList<ArrangedDay> Days, string? NoticeNumber, string Source, string? Reason, DateOnly LoadedOn);

/// <summary>A year's days off and make-up workdays are known, or known anew.</summary>
/// <param name="Edition">Of the whole calendar: one more with every load; what came at first start is edition 1.</param>
[Wire("calendar.year-loaded/1")]
public sealed record CalendarYearLoaded(int Edition, CalendarYear Arrangement) : DomainEvent;
