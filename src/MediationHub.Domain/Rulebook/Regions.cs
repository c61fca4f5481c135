using System.Collections.Frozen;
using System.Text.Json;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Rulebook;

public enum RegionLevel
{
    Province,

    /// <summary>Reports to the provincial office: a city, a prefecture, and the units that the notices place beside them.</summary>
    ReportingUnit,

    County,
}

/// <summary>A place in the tree of reporting units, which differs from GB/T 2260 where the notices say so (domain §3.7).</summary>
/// <param name="Code">GB/T 2260; for units without such a code, one of this program or of the statistics bureau.</param>
/// <param name="Short">Short name 简称, used in numbers; unique.</param>
/// <param name="Formerly">The code before it came to its present parent; found under it too.</param>
public sealed record Region(string Code, string Name, string Short, string? Parent, RegionLevel Level, string? Formerly = null, string? Note = null);

/// <summary>The reporting units of Jilin and Hainan.</summary>
public sealed class Regions
{
    private readonly FrozenDictionary<string, Region> _byCode;

    public static Regions BuiltIn { get; } = Read();

    /// <param name="rows">A parent stands before those below it.</param>
    /// <exception cref="ArgumentException">A code stands twice, or a parent not before its own.</exception>
    public Regions(IReadOnlyList<Region> rows)
    {
        var byCode = new Dictionary<string, Region>();
        foreach (var region in rows)
        {
            if (region.Parent is { } parent && !byCode.ContainsKey(parent)) throw new ArgumentException($"{region.Code} stands before its parent {parent}", nameof(rows));
            byCode.Add(region.Code, region);
            if (region.Formerly is { } former) byCode.Add(former, region);
        }
        (All, _byCode) = (rows, byCode.ToFrozenDictionary());
    }

    /// <summary>Every region, a parent before those below it.</summary>
    public IReadOnlyList<Region> All { get; }

    /// <summary>The region of a present or former code.</summary>
    public Region? Find(string? code) => code is null ? null : _byCode.GetValueOrDefault(code);

    /// <summary>The name; an unknown code names itself.</summary>
    public string NameOf(string code) => Find(code)?.Name ?? code;

    /// <summary>Those directly below, in order.</summary>
    public IEnumerable<Region> Below(string code) => All.Where(r => r.Parent == code);

    /// <summary>The reporting units of a province.</summary>
    public IEnumerable<Region> ReportingUnits(string province) => Below(province).Where(r => r.Level is RegionLevel.ReportingUnit);

    /// <summary>The reporting unit that a region is or belongs to; null for a province or an unknown code.</summary>
    public Region? ReportingUnitOf(string? code)
    {
        var region = Find(code);
        while (region is { Level: RegionLevel.County }) region = Find(region.Parent);
        return region is { Level: RegionLevel.ReportingUnit } ? region : null;
    }

    /// <summary>Whether <paramref name="unit"/> is <paramref name="ancestor"/> or lies below it. 梅河口 does not lie within 通化: it reports by itself.</summary>
    public bool IsWithin(string? unit, string? ancestor)
    {
        if (Find(ancestor) is not { } above) return false;
        for (var region = Find(unit); region is not null; region = Find(region.Parent))
            if (region == above) return true;
        return false;
    }

    private static Regions Read()
    {
        using var json = Embedded.Open("Rulebook.regions.json");
        return new Regions(JsonSerializer.Deserialize<Region[]>(json, Wire.Json)!);
    }
}
