using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Periods;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Statistics;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Periods;
using MediationHub.Web.Api;

namespace MediationHub.Web.Features.Periods;

/// <summary>A closed period among others.</summary>
public sealed record PeriodListed(string Id, string Kind, DateOnly FromOn, DateOnly ToOn, DateOnly ClosedOn, string ClosedBy, long Position, long Accepted, long Closed, long OpenAfter, long Succeeded, long Denominator, string Digest)
{
    /// <summary>2026年10月.</summary>
    public string Name => ClosedPeriod.Named(Id)!.Value.Period.Name;

    /// <summary>Percent; null where nothing counts.</summary>
    public decimal? Rate => new Rate(Succeeded, Denominator).Percent;
}

/// <summary>Finds closed periods, and tells which rows of one a person sees.</summary>
public sealed class PeriodDesk(HubStore store, IAggregates aggregates, PeriodLedger ledger)
{
    public PeriodLedger Ledger => ledger;

    /// <summary>The province whose periods are kept on this installation.</summary>
    public string Province => store.Rules.Settings.Province.Value;

    /// <summary>The legal day in Asia/Shanghai.</summary>
    public DateOnly Today => ChinaTime.DayOf(store.Clock.GetUtcNow());

    /// <summary>Closed periods of this person's province, the newest in front.</summary>
    public async Task<IReadOnlyList<PeriodListed>> List(Actor actor, string? kind, CancellationToken cancel)
    {
        var province = actor.Unit is { } own ? Regions.BuiltIn.ProvinceOf(own)?.Code : Province;
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<PeriodListed>(
            """
            select id, kind, from_on as FromOn, to_on as ToOn, closed_on as ClosedOn, closed_by as ClosedBy, position, accepted, closed, open_after as OpenAfter, succeeded, denominator, digest
            from period_rows where province = @province and (@kind::text is null or kind = @kind) order by to_on desc, from_on desc
            """, new { province, kind })];
    }

    /// <summary>Periods that are over and not closed, months first and the newest in front, back to the first in which something was accepted: a year of months and quarters, three years.</summary>
    public async Task<IReadOnlyList<ReportPeriod>> Waiting(Actor actor, CancellationToken cancel)
    {
        var closed = (await List(actor, null, cancel)).Select(p => ClosedPeriod.Named(p.Id)!.Value.Period).ToHashSet();
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        if (await connection.ExecuteScalarAsync<DateOnly?>("select min(accepted_on) from case_rows where not imported") is not { } first) return [];
        var waiting = new List<ReportPeriod>();
        foreach (var kind in Enum.GetValues<PeriodKind>())
        {
            var last = ReportPeriod.Of(kind, Today).Before;
            for (var (period, n) = (last, 0); period.To >= first && n < (kind is PeriodKind.Month ? 13 : kind is PeriodKind.Quarter ? 4 : 3); period = period.Before, n++)
                if (!closed.Contains(period)) waiting.Add(period);
        }
        return [.. waiting.OrderBy(p => p.Kind).ThenByDescending(p => p.To)];
    }

    /// <summary>Of a province's rows those that are this person's to see: an organization its own, a city those of its unit.</summary>
    public static IReadOnlyList<PeriodRow> Seen(Actor actor, IReadOnlyList<PeriodRow> rows) =>
        actor.Is(Role.Auditor) || actor.Is(Role.Province) ? rows
        : actor.Unit is { } unit ? [.. rows.Where(r => Regions.BuiltIn.IsWithin(r.Unit, unit))]
        : [.. rows.Where(r => r.OrganizationId == actor.Organization?.Value)];

    /// <summary>Figures of any days, as far as this person sees them.</summary>
    public async Task<(PeriodReading? Reading, Problem? Problem)> Balance(Actor actor, DateOnly from, DateOnly to, string? unit, string? organization, CancellationToken cancel)
    {
        if (to < from) return (null, Problem.Of(PeriodRefusals.Backwards));
        if (unit is not null && Regions.BuiltIn.ProvinceOf(unit)?.Code is var province && province != (actor.Unit is { } own ? Regions.BuiltIn.ProvinceOf(own)?.Code : Province))
            return (null, Problem.Of(PeriodRefusals.Elsewhere(Regions.BuiltIn.NameOf(actor.Unit ?? Province))));
        var house = actor.Organization?.Value ?? organization;
        if (house is not null && await aggregates.Find<Organization>(house, cancel: cancel) is null) return (null, Problem.NotFound);
        var reading = await ledger.Read(unit ?? (house is null ? actor.Unit ?? Province : null), from, to, house, cancel);
        return (reading with { Rows = Seen(actor, reading.Rows) }, null);
    }

    /// <summary>Sums by reporting unit, in the order of the tree.</summary>
    public static IReadOnlyList<(Region Unit, ReportFigures Figures, int Organizations)> ByUnit(string province, IReadOnlyList<PeriodRow> rows)
    {
        var sums = rows.GroupBy(r => r.Unit).ToDictionary(g => g.Key, g => (Figures: Sum(g), Organizations: g.Select(r => r.OrganizationId).Distinct().Count()));
        return [.. Regions.BuiltIn.ReportingUnits(province).Append(Regions.BuiltIn.Find(province)!).Where(u => u.Level is RegionLevel.ReportingUnit || sums.ContainsKey(u.Code))
            .Select(u => sums.TryGetValue(u.Code, out var s) ? (u, s.Figures, s.Organizations) : (u, ReportFigures.Nothing, 0))];
    }

    public static ReportFigures Sum(IEnumerable<PeriodRow> rows) => ReportFigures.Sum(rows.Select(r => r.Figures));
}
