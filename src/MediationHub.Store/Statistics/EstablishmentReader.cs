using Dapper;
using MediationHub.Domain.BaseLists;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Statistics;
using MediationHub.Store.Aggregates;

namespace MediationHub.Store.Statistics;

/// <summary>组建率 of a region's reporting units on a day.</summary>
/// <param name="Units">In the order of the tree; empty for a region below the units, which has no base of its own.</param>
public sealed record Establishment(BaseListKind Kind, DateOnly On, EstablishmentDefinition Definition, IReadOnlyList<EstablishmentRate> Units, FiguresAsOf AsOf)
{
    public EstablishmentSum Sum => EstablishmentSum.Of(Kind, On, Units);
}

/// <summary>
/// Reads 组建率: the bases that hold on a day, and the organizations that were active on it, by the name that each bore then. Type and region stay as they were filed, and a region's unit is that of the day;
/// the enterprise of a committee is the one on record now.
/// </summary>
public sealed class EstablishmentReader(HubStore store, IAggregates aggregates)
{
    /// <param name="region">A province or a reporting unit.</param>
    public async Task<Establishment> Of(string region, BaseListKind kind, DateOnly on, CancellationToken cancel = default) => (await Both(region, on, [kind], cancel))[0];

    /// <summary>For townships and for enterprises.</summary>
    public Task<IReadOnlyList<Establishment>> Both(string region, DateOnly on, CancellationToken cancel = default) => Both(region, on, Enum.GetValues<BaseListKind>(), cancel);

    private async Task<IReadOnlyList<Establishment>> Both(string region, DateOnly on, IReadOnlyList<BaseListKind> kinds, CancellationToken cancel)
    {
        var (regions, definition) = (Regions.BuiltIn, store.Rules.Settings.Establishment.Value);
        IReadOnlyList<Region> units = regions.Find(region) switch
        {
            { Level: RegionLevel.Province } province => [.. regions.ReportingUnits(province.Code)],
            { Level: RegionLevel.ReportingUnit } unit => [unit],
            _ => [],
        };
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var (position, at) = await connection.QuerySingleOrDefaultAsync<(long, DateTimeOffset)>("select position, at from events order by tx desc, position desc limit 1");
        var asOf = new FiguresAsOf(position, at.ToOffset(ChinaTime.Offset));
        var houses = (await connection.QueryAsync<(string Id, string Name, string Type, string Unit, string? HostCode, string? HostName)>(
            """
            select o.id, a.name, o.type, o.unit, o.host_code, o.host_name from organization_rows o join organization_active_rows a on a.organization_id = o.id
            where a.from_on <= @on and (a.until_on is null or a.until_on >= @on) and o.type = any(@types) order by o.code, o.id
            """, new { on, types = kinds.SelectMany(k => definition.Of(k).Types).ToArray() })).ToLookup(h => regions.ReportingUnitOf(h.Unit, on)?.Code);

        var read = new List<Establishment>();
        foreach (var kind in kinds)
        {
            var rates = new List<EstablishmentRate>();
            foreach (var unit in units)
            {
                var edition = (await aggregates.Find<BaseList>(BaseList.IdOf(unit.Code, kind), cancel: cancel))?.State.On(on);
                rates.Add(EstablishmentRate.Of(unit.Code, kind, on, edition, [.. houses[unit.Code].Where(h => definition.Of(kind).Types.Contains(h.Type)).Select(h => new EstablishedHouse(h.Id, h.Name, h.Unit, h.HostCode, h.HostName))]));
            }
            read.Add(new(kind, on, definition, rates, asOf));
        }
        return read;
    }
}
