using MediationHub.Domain.Calendars;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Store.Rows;

/// <summary>The calendar has no rows: every node keeps it in memory.</summary>
public sealed class CalendarProjection : Projection<CalendarYears>
{
    public override IReadOnlyList<Table> Tables => [];
}

/// <summary>The rulebook has no rows: every node keeps it in memory.</summary>
public sealed class RulebookProjection : Projection<RulebookVersions>
{
    public override IReadOnlyList<Table> Tables => [];
}
