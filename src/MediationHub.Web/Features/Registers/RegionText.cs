using System.Collections.Concurrent;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Web.Features.Registers;

/// <summary>Regions as registers write them: 长春市双阳区云山街道, 双阳区, 延边州.</summary>
public static class RegionText
{
    private static readonly ConcurrentDictionary<string, Region?> Known = new();

    /// <summary>The lowest known region that the text names; what stands behind it (a township) belongs to it.</summary>
    public static Region? Find(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 100) return null;
        if (Known.Count > 20_000) Known.Clear();
        return Known.GetOrAdd(text, static t => Look(string.Concat(TextRules.HalfWidth(t).Where(c => !char.IsWhiteSpace(c)))));
    }

    /// <summary>The region with the one above it below the province.</summary>
    public static string Of(string unit) => Regions.BuiltIn.Find(unit) is not { } region ? unit
        : region.Level is RegionLevel.County && Regions.BuiltIn.Find(region.Parent) is { } above ? above.Name + region.Name
        : region.Name;

    private static Region? Look(string text)
    {
        if (Regions.BuiltIn.Find(text) is { } byCode) return byCode;
        var province = Regions.BuiltIn.All.FirstOrDefault(r => r.Level is RegionLevel.Province && text.StartsWith(r.Name, StringComparison.Ordinal));
        var rest = province is null ? text : text[province.Name.Length..];
        if (province is not null && rest.Length is 0) return province;
        var below = Regions.BuiltIn.All.Where(r => r.Level is not RegionLevel.Province && (province is null || Regions.BuiltIn.IsWithin(r.Code, province.Code))).ToArray();
        return below.Where(r => Regions.BuiltIn.Names(text, r)).MaxBy(r => (rest.LastIndexOf(r.Name, StringComparison.Ordinal), r.Name.Length))
            ?? below.Where(r => rest.StartsWith(r.Short, StringComparison.Ordinal)).MaxBy(r => r.Short.Length);
    }
}
