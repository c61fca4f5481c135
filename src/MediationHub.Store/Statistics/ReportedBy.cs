using Dapper;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Store.Statistics;

/// <summary>The cases that count for a region, as a condition: those of its organizations, and where a region was moved between reporting units, each with the unit of the day of its receipt.</summary>
public static class ReportedBy
{
    /// <param name="region">A province, a reporting unit or a county.</param>
    /// <param name="rows">The name of the case rows in the question.</param>
    public static string Condition(string region, DynamicParameters values, string rows = "c")
    {
        var regions = Regions.BuiltIn;
        var code = regions.Find(region)?.Code ?? region;
        values.Add("reportedBy", regions.All.Where(r => regions.IsWithin(r.Code, code)).SelectMany(Codes).ToArray());
        var counted = $"{rows}.organization_id in (select id from organization_rows where unit = any(@reportedBy))";
        if (regions.Find(code) is not { Level: RegionLevel.ReportingUnit }) return counted;
        foreach (var (i, moved) in regions.Moved.Index())
        {
            var (then, now) = (regions.ReportingUnitOf(moved.Code, moved.Before!.Until)?.Code, regions.ReportingUnitOf(moved.Code)?.Code);
            if (then == now || (then != code && now != code)) continue;
            values.Add($"moved{i}", Codes(moved).ToArray());
            values.Add($"movedFrom{i}", ChinaTime.At(moved.Before.Until.AddDays(1), TimeOnly.MinValue).UtcDateTime);
            var before = $"({rows}.received_at < @movedFrom{i} and {rows}.organization_id in (select id from organization_rows where unit = any(@moved{i})))";
            counted = then == code ? $"({counted} or {before})" : $"({counted} and not {before})";
        }
        return counted;
    }

    private static IEnumerable<string> Codes(Region region) => region.Before is { } before ? [region.Code, before.Code] : [region.Code];
}
