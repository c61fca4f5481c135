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

/// <summary>A place in the tree of reporting units, which differs from GB/T 2260 where the notices say so.</summary>
/// <param name="Code">GB/T 2260; for units without such a code, one of this program or of the statistics bureau.</param>
/// <param name="Short">Short name 简称, used in numbers; unique.</param>
/// <param name="Parent">What it belongs to today.</param>
/// <param name="Note">What is peculiar about it, in the office's Chinese.</param>
/// <param name="Before">Where it belonged before it came to its present parent.</param>
/// <param name="Covers">What a unit outside the standard covers of it; null where the unit is the region of its code, less the units that report by themselves.</param>
/// <param name="Source">The text that names it as a unit; null where its parent's text does.</param>
public sealed record Region(
    string Code, string Name, string Short, string? Parent, RegionLevel Level, string? Note = null, FormerRegion? Before = null, IReadOnlyList<CoveredRegion>? Covers = null, string? Source = null);

/// <summary>A region's place in the tree before it was moved.</summary>
/// <param name="Code">Its code then; found under it still.</param>
/// <param name="Until">The last legal day in Asia/Shanghai on which it belonged there.</param>
public sealed record FormerRegion(string Code, string Parent, DateOnly Until, string Source);

/// <summary>A part of the standard's regions that a reporting unit covers.</summary>
/// <param name="Code">GB/T 2260, or the statistics bureau's.</param>
public sealed record CoveredRegion(string Code, string Name);

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
            if (region.Before is { } before) byCode.Add(before.Code, region);
        }
        (All, _byCode) = (rows, byCode.ToFrozenDictionary());
    }

    /// <summary>Every region, a parent before those below it.</summary>
    public IReadOnlyList<Region> All { get; }

    /// <summary>The region of a present or former code.</summary>
    public Region? Find(string? code) => code is null ? null : _byCode.GetValueOrDefault(code);

    /// <summary>The name; an unknown code names itself.</summary>
    public string NameOf(string code) => Find(code)?.Name ?? code;

    /// <summary>
    /// Whether an address or the like speaks of the region. Districts of many cities share a name: behind another city's it is not this one (北京市朝阳区).
    /// </summary>
    public bool Names(string text, Region region)
    {
        var at = text.IndexOf(region.Name, StringComparison.Ordinal);
        if (at <= 0 || region.Level is not RegionLevel.County) return at >= 0;
        var before = text[..at];
        return new[] { Find(region.Parent)?.Short, Find(region.Before?.Parent)?.Short, ProvinceOf(region.Code)?.Name }.OfType<string>().Any(above => before.Contains(above, StringComparison.Ordinal));
    }

    /// <summary>Those directly below, in order.</summary>
    public IEnumerable<Region> Below(string code) => All.Where(r => r.Parent == code);

    /// <summary>The reporting units of a province.</summary>
    public IEnumerable<Region> ReportingUnits(string province) => Below(province).Where(r => r.Level is RegionLevel.ReportingUnit);

    /// <summary>What a region belongs to on a day; today's where no day is given. Null for a province.</summary>
    public Region? ParentOf(Region region, DateOnly? on = null) =>
        Find(region.Before is { } before && on <= before.Until ? before.Parent : region.Parent);

    /// <summary>
    /// The reporting unit that a region is or belongs to; null for a province or an unknown code. A case keeps the one that held on the day it was received:
    /// 公主岭 reported to 四平 until 2020-06-18 and reports to 长春 since.
    /// </summary>
    public Region? ReportingUnitOf(string? code, DateOnly? on = null)
    {
        var region = Find(code);
        while (region is { Level: RegionLevel.County }) region = ParentOf(region, on);
        return region is { Level: RegionLevel.ReportingUnit } ? region : null;
    }

    /// <summary>The province of a region; null for an unknown code.</summary>
    public Region? ProvinceOf(string? code)
    {
        var region = Find(code);
        while (region is { Parent: { } parent }) region = Find(parent);
        return region;
    }

    /// <summary>
    /// Whether <paramref name="unit"/> is <paramref name="ancestor"/> or lies below it, on a day or (without one) today. 梅河口 does not lie within 通化: it reports by itself.
    /// </summary>
    public bool IsWithin(string? unit, string? ancestor, DateOnly? on = null)
    {
        if (Find(ancestor) is not { } above) return false;
        for (var region = Find(unit); region is not null; region = ParentOf(region, on))
            if (region == above) return true;
        return false;
    }

    /// <summary>The regions that were moved between units, by their code: only for them does a case's day decide where it counts.</summary>
    public IEnumerable<Region> Moved => All.Where(r => r.Before is not null);

    /// <summary>The text that names a region as a unit, its own or its province's.</summary>
    public string SourceOf(Region region) => region.Source ?? (region.Parent is { } parent && Find(parent) is { } above ? SourceOf(above) : "");

    private static Regions Read()
    {
        using var json = Embedded.Open("Rulebook.regions.json");
        return new Regions(JsonSerializer.Deserialize<Region[]>(json, Wire.Json)!);
    }
}
