using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Web.Features.Rankings;

/// <summary>One tile: what stands on it, and its tone (<c>met</c>, <c>missed</c>, <c>few</c>, <c>none</c>).</summary>
public sealed record UnitTile(string Rate, string Numbers, string State);

/// <summary>
/// The reporting units of a province as a map of equal tiles, roughly where they lie: drawn by us, so that no unit is large or small by its area, and no borders are drawn that are not ours to draw.
/// The tone is said in words too: a mark stands on every tile that is below the target or has nothing to show.
/// </summary>
public static class UnitTiles
{
    private const int Side = 100, Gap = 6;

    /// <summary>Column and row of each unit.</summary>
    private static readonly Dictionary<string, (int Column, int Row)> Places = new()
    {
        ["220800"] = (0, 0), ["220700"] = (1, 0),
        ["220300"] = (1, 1), ["220100"] = (2, 1), ["220200"] = (3, 1), ["222400"] = (4, 1),
        ["220400"] = (2, 2), ["220581"] = (3, 2), ["JL-CBS"] = (4, 2),
        ["220500"] = (3, 3), ["220600"] = (4, 3),

        ["469024"] = (1, 0), ["469023"] = (2, 0), ["460100"] = (3, 0), ["469005"] = (4, 0),
        ["460400499"] = (0, 1), ["460400"] = (1, 1), ["469022"] = (2, 1), ["469021"] = (3, 1), ["469002"] = (4, 1),
        ["469026"] = (0, 2), ["469025"] = (1, 2), ["469030"] = (2, 2), ["469006"] = (4, 2),
        ["469007"] = (0, 3), ["469001"] = (1, 3), ["469029"] = (2, 3), ["469028"] = (3, 3),
        ["469027"] = (1, 4), ["460200"] = (2, 4), ["460300"] = (4, 4),
    };

    /// <summary>Every unit of the province has its place.</summary>
    public static bool Knows(string unit) => Places.ContainsKey(unit);

    /// <param name="tiles">By unit; one that is not there is drawn as having nothing.</param>
    /// <param name="href">What the unit's code is put behind.</param>
    public static string Svg(string province, IReadOnlyDictionary<string, UnitTile> tiles, string href)
    {
        var units = Regions.BuiltIn.ReportingUnits(province).Where(u => Places.ContainsKey(u.Code)).ToList();
        if (units.Count == 0) return "";
        var (columns, rows) = (units.Max(u => Places[u.Code].Column) + 1, units.Max(u => Places[u.Code].Row) + 1);
        var svg = new StringBuilder().Append(CultureInfo.InvariantCulture, $"<svg class=\"unit-tiles\" viewBox=\"0 0 {columns * Side - Gap} {rows * Side - Gap}\" role=\"group\" aria-label=\"{Text(Regions.BuiltIn.NameOf(province))}各报送单位调解成功率示意图\">");
        foreach (var unit in units)
        {
            var (column, row) = Places[unit.Code];
            var tile = tiles.GetValueOrDefault(unit.Code) ?? new("—", "0/0", "none");
            var (x, y) = (column * Side, row * Side);
            var key = $"u.{unit.Code}";
            svg.Append(CultureInfo.InvariantCulture, $"<a href=\"{Text(href + unit.Code)}\" aria-label=\"{Text($"{unit.Name}，{tile.Rate}，{tile.Numbers}，{Said(tile.State)}")}\"><g class=\"tile\" data-tone=\"{key}\" data-state=\"{tile.State}\"><rect x=\"{x}\" y=\"{y}\" width=\"{Side - Gap}\" height=\"{Side - Gap}\" rx=\"5\"/>")
                .Append(CultureInfo.InvariantCulture, $"<text class=\"tile-name\" x=\"{x + 47}\" y=\"{y + 26}\">{Text(unit.Short)}</text><text class=\"tile-rate\" x=\"{x + 47}\" y=\"{y + 56}\" data-slot=\"{key}.rate\">{Text(tile.Rate)}</text><text class=\"tile-n\" x=\"{x + 47}\" y=\"{y + 80}\" data-slot=\"{key}.n\">{Text(tile.Numbers)}</text></g></a>");
        }
        return svg.Append("</svg>").ToString();
    }

    private static string Said(string state) => state switch { "met" => "达标", "missed" => "未达标", "few" => "样本不足", _ => "没有案件" };

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
