using System.Text.RegularExpressions;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Statistics;

namespace MediationHub.Domain.BaseLists;

/// <summary>What 组建率 counts, as data.</summary>
/// <param name="Version">Raised with every change.</param>
public sealed record EstablishmentDefinition(int Version, EstablishmentOf Townships, EstablishmentOf Enterprises)
{
    public EstablishmentOf Of(BaseListKind kind) => kind is BaseListKind.Townships ? Townships : Enterprises;
}

/// <summary>The definition for one kind of base.</summary>
/// <param name="Types">Words of the organization types that fit.</param>
public sealed record EstablishmentOf(string Text, IReadOnlyList<string> Types);

/// <summary>An organization of a fitting type that is active on the day asked.</summary>
/// <param name="Unit">Its region.</param>
/// <param name="HostCode">Credit code of the body it is set up at; <paramref name="HostName"/> is that one's name.</param>
public sealed record EstablishedHouse(string Id, string Name, string Unit, string? HostCode, string? HostName);

/// <summary>One entry of the base and the organizations that serve it.</summary>
/// <param name="Ambiguous">Another entry has the same name, so that a name tells nothing: the list must name the organization.</param>
public sealed record EstablishedEntry(BaseEntry Entry, IReadOnlyList<EstablishedHouse> Houses, bool Ambiguous);

/// <summary>
/// 组建率 of one reporting unit on one day: townships and streets (or enterprises) that have an active organization of the fitting type ÷ those of the base list (domain §4.4).
/// </summary>
/// <param name="Edition">The base that holds on the day; null where none is on record.</param>
/// <param name="Having">How many have one. Where only a number is on record, how many different townships or enterprises the organizations say.</param>
/// <param name="Entries">Every entry of the base, in its order; where only a number is on record, those that the organizations say.</param>
/// <param name="Others">Active organizations of the fitting type that no entry of the base is served by, or that say no township or enterprise.</param>
public sealed partial record EstablishmentRate(string Region, BaseListKind Kind, DateOnly On, BaseEdition? Edition, long Having, IReadOnlyList<EstablishedEntry> Entries, IReadOnlyList<EstablishedHouse> Others)
{
    /// <summary>More townships or enterprises have one than the base has: the number is out of date, and no rate is made of it.</summary>
    public bool Exceeds => Edition is { } edition && Having > edition.Size;

    /// <summary>Nothing over nothing where there is no base, or where it cannot be right.</summary>
    public Rate Rate => Edition is { } edition && !Exceeds ? new(Having, edition.Size) : new(0, 0);

    /// <param name="houses">Active organizations of the fitting types in the unit on that day.</param>
    public static EstablishmentRate Of(string region, BaseListKind kind, DateOnly on, BaseEdition? edition, IReadOnlyList<EstablishedHouse> houses)
    {
        if (edition is null) return new(region, kind, on, null, houses.Count, [], houses);
        var served = !edition.IsList ? Said(region, kind, houses) : kind is BaseListKind.Enterprises ? ByHost(edition.Entries, houses) : ByName(edition.Entries, houses);
        var used = served.SelectMany(s => s.Houses).Select(h => h.Id).ToHashSet();
        return new(region, kind, on, edition, served.Count(s => s.Houses.Count > 0), served, [.. houses.Where(h => !used.Contains(h.Id))]);
    }

    /// <summary>An enterprise has the committee that is set up at it: by its credit code, otherwise by its name.</summary>
    private static List<EstablishedEntry> ByHost(IReadOnlyList<BaseEntry> entries, IReadOnlyList<EstablishedHouse> houses)
    {
        var byId = houses.ToDictionary(h => h.Id);
        var (byCode, byName) = (houses.ToLookup(h => TextRules.Code(h.HostCode)), houses.ToLookup(h => BaseEntry.Plain(h.HostName)));
        var twice = Twice(entries);
        return [.. entries.Select(e => e.OrganizationId is { } id ? new EstablishedEntry(e, byId.TryGetValue(id.Value, out var named) ? [named] : [], false)
            : e.Code is { } code && byCode[code].Any() ? new(e, [.. byCode[code]], false)
            : twice.Contains(e.PlainName) ? new(e, [], true)
            // A host with another code is another enterprise of the same name.
            : new(e, [.. byName[e.PlainName].Where(h => e.Code is null || string.IsNullOrEmpty(h.HostCode))], false))];
    }

    /// <summary>A township has the organization whose name says it. Where one name holds another (新站街道, 站街道), the longer one is meant.</summary>
    private static List<EstablishedEntry> ByName(IReadOnlyList<BaseEntry> entries, IReadOnlyList<EstablishedHouse> houses)
    {
        var byId = houses.ToDictionary(h => h.Id);
        var twice = Twice(entries);
        var found = new Dictionary<string, List<EstablishedHouse>>();
        string[] names = [.. entries.Where(e => e.OrganizationId is null).Select(e => e.PlainName).Distinct()];
        foreach (var house in houses)
        {
            var said = names.Where(n => house.Name.Contains(n, StringComparison.Ordinal)).ToArray();
            foreach (var name in said.Where(n => !said.Any(other => other != n && other.Contains(n, StringComparison.Ordinal))))
                (found.TryGetValue(name, out var list) ? list : found[name] = []).Add(house);
        }
        return [.. entries.Select(e => e.OrganizationId is { } id ? new EstablishedEntry(e, byId.TryGetValue(id.Value, out var named) ? [named] : [], false)
            : !twice.Contains(e.PlainName) ? new(e, found.GetValueOrDefault(e.PlainName) ?? [], false)
            // Of two of one name the county tells which is meant, where code and organization both say it.
            : e.Code is { } code && found.GetValueOrDefault(e.PlainName)?.FindAll(h => Regions.BuiltIn.Find(h.Unit) is { Level: RegionLevel.County } county && county.Code == code[..6]) is { Count: > 0 } there ? new(e, there, false)
            : new(e, [], true))];
    }

    /// <summary>Without a list: each township or enterprise that the organizations themselves say, once, however many it has.</summary>
    private static List<EstablishedEntry> Said(string region, BaseListKind kind, IReadOnlyList<EstablishedHouse> houses)
    {
        if (kind is BaseListKind.Enterprises)
        {
            // One of the same name without its code is the same enterprise.
            var codes = houses.Where(h => !string.IsNullOrEmpty(h.HostCode)).GroupBy(h => BaseEntry.Plain(h.HostName)).ToDictionary(g => g.Key, g => TextRules.Code(g.First().HostCode));
            return [.. houses.Select(h => (House: h, Name: BaseEntry.Plain(h.HostName))).GroupBy(h => TextRules.Code(h.House.HostCode) is { Length: > 0 } code ? code : codes.GetValueOrDefault(h.Name, h.Name)).Where(g => g.Key.Length > 0)
                .Select(g => new EstablishedEntry(new(codes.ContainsValue(g.Key) ? g.Key : null, g.First().Name), [.. g.Select(h => h.House)], false))];
        }
        var around = NamesAround(region);
        var said = new List<EstablishedEntry>();
        foreach (var township in houses.GroupBy(h => TownshipIn(h.Name, around)).Where(g => g.Key is not null))
        {
            // Two counties may each have a township of this name; an organization of the unit itself stands with the first of them.
            var counties = township.ToLookup(CountyOf);
            var first = counties.FirstOrDefault(c => c.Key is not null)?.Key;
            said.AddRange(township.GroupBy(h => CountyOf(h) ?? first).Select(g => new EstablishedEntry(new(null, township.Key!), [.. g], false)));
        }
        return said;

        static string? CountyOf(EstablishedHouse house) => Regions.BuiltIn.Find(house.Unit) is { Level: RegionLevel.County } county ? county.Code : null;
    }

    /// <summary>Names that stand before a township's: of the province, the unit and its counties, the longest first.</summary>
    private static string[] NamesAround(string region) =>
        [.. Regions.BuiltIn.All.Where(r => Regions.BuiltIn.IsWithin(r.Code, region) || Regions.BuiltIn.IsWithin(region, r.Code)).Select(r => r.Name).Distinct().OrderByDescending(n => n.Length)];

    /// <summary>长春市朝阳区湖畔街道劳动争议调解中心 says 湖畔街道; 长春市劳动争议调解中心 says none.</summary>
    private static string? TownshipIn(string name, string[] around)
    {
        var rest = BaseEntry.Plain(name);
        while (Array.Find(around, n => rest.StartsWith(n, StringComparison.Ordinal)) is { } above) rest = rest[above.Length..];
        return Township().Match(rest) is { Success: true } match ? match.Value : null;
    }

    [GeneratedRegex("^.{1,12}?(?:街道|镇|乡|苏木)")]
    private static partial Regex Township();

    private static HashSet<string> Twice(IReadOnlyList<BaseEntry> entries) => [.. entries.Where(e => e.OrganizationId is null).GroupBy(e => e.PlainName).Where(g => g.Count() > 1).Select(g => g.Key)];
}

/// <summary>组建率 of several units together: of those whose base is on record and can be right.</summary>
/// <param name="Counted">Units that count; <paramref name="Missing"/> have no base on record, of <paramref name="Exceeding"/> it is out of date.</param>
public sealed record EstablishmentSum(BaseListKind Kind, DateOnly On, Rate Rate, IReadOnlyList<string> Counted, IReadOnlyList<string> Missing, IReadOnlyList<string> Exceeding)
{
    public static EstablishmentSum Of(BaseListKind kind, DateOnly on, IReadOnlyList<EstablishmentRate> units)
    {
        var counted = units.Where(u => u.Edition is not null && !u.Exceeds).ToList();
        return new(kind, on, new(counted.Sum(u => u.Having), counted.Sum(u => (long)u.Edition!.Size)), [.. counted.Select(u => u.Region)], [.. units.Where(u => u.Edition is null).Select(u => u.Region)], [.. units.Where(u => u.Exceeds).Select(u => u.Region)]);
    }
}
