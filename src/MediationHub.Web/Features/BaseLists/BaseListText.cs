using Dapper;
using MediationHub.Documents.Sheets;
using MediationHub.Domain.BaseLists;
using MediationHub.Domain.Kernel;
using MediationHub.Store;
using MediationHub.Web.Components;

namespace MediationHub.Web.Features.BaseLists;

/// <summary>A base list as people have it: a sheet, or lines that were copied out of one. Title rows and sums are skipped, columns are known by their heads or, without any, by what they hold.</summary>
public static class BaseListText
{
    private static readonly string[] Codes = ["代码", "编码", "区划代码", "统计用区划代码", "行政区划代码", "统一社会信用代码", "信用代码", "社会信用代码"];
    private static readonly string[] Names = ["名称", "乡镇街道", "乡镇街道名称", "乡镇（街道）", "乡镇（街道）名称", "乡镇", "街道", "企业名称", "单位名称", "企业"];
    private static readonly string[] Houses = ["组织编码", "调解组织编码", "机构编码", "组织代码"];
    private static readonly string[] Sums = ["合计", "小计", "总计", "共计"];
    private static readonly char[] Separators = ['\t', ',', '，', ';', '；', '|'];

    /// <param name="No">The row as the person sees it, from 1.</param>
    /// <param name="House">An organization's code, as it was written.</param>
    internal sealed record Line(int No, string? Code, string Name, string? House);

    /// <summary>A list as it is edited: one entry a line below the heads.</summary>
    public static string Of(IEnumerable<BaseEntry> entries, IReadOnlyDictionary<string, string> codes) =>
        "代码\t名称\t组织编码\n" + string.Join('\n', entries.Select(e => string.Join('\t', new[] { e.Code ?? "", e.Name, e.OrganizationId is { } id ? codes.GetValueOrDefault(id.Value, id.Value) : "" }).TrimEnd('\t')));

    /// <summary>Codes of the organizations that entries name.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> CodesOf(HubStore store, IEnumerable<BaseEntry> entries, CancellationToken cancel)
    {
        string[] ids = [.. entries.Select(e => e.OrganizationId?.Value).OfType<string>().Distinct()];
        if (ids.Length == 0) return new Dictionary<string, string>();
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return (await connection.QueryAsync<(string Id, string Code)>("select id, code from organization_rows where id = any(@ids)", new { ids })).ToDictionary(o => o.Id, o => o.Code);
    }

    /// <summary>Pasted lines.</summary>
    internal static IReadOnlyList<Line> Lines(string text) => Lines([.. text.Replace("\r\n", "\n").Split('\n').Select((line, i) => (i + 1, Cells(line))).Where(l => l.Item2.Length > 0)]);

    /// <summary>A sheet's rows.</summary>
    internal static IReadOnlyList<Line> Lines(Sheet sheet) => Lines([.. sheet.Rows.Select(r => (r.Number, r.Cells.Select(c => c.Text).ToArray()))]);

    /// <summary>The entries that lines mean, with organizations' codes looked up; what is wrong stands under <paramref name="field"/>.</summary>
    internal static async Task<IReadOnlyList<BaseEntry>> Entries(HubStore store, IReadOnlyList<Line> lines, string field, FormErrors errors, CancellationToken cancel)
    {
        string[] codes = [.. lines.Select(l => l.House).OfType<string>().Distinct()];
        var known = new Dictionary<string, string>();
        if (codes.Length > 0)
        {
            await using var connection = await store.Database.OpenConnectionAsync(cancel);
            foreach (var (id, code) in await connection.QueryAsync<(string, string)>("select id, code from organization_rows where code = any(@codes) and status not in ('refused', 'deregistered')", new { codes })) known[code] = id;
        }
        foreach (var line in lines.Where(l => l.House is not null && !known.ContainsKey(l.House)).Take(5)) errors.Add(field, $"第{line.No}行：没有编码为“{Cut(line.House!)}”的调解组织，请核对。");
        foreach (var line in lines.Where(l => l.Name.Length == 0).Take(5)) errors.Add(field, $"第{line.No}行：没有名称，请填写。");
        return [.. lines.Select(l => new BaseEntry(l.Code, l.Name, l.House is { } house && known.TryGetValue(house, out var id) ? new OrganizationId(id) : null))];
    }

    private static List<Line> Lines(IReadOnlyList<(int No, string[] Cells)> rows)
    {
        var lines = new List<Line>();
        (int Code, int Name, int House)? heads = null;
        foreach (var (no, cells) in rows)
        {
            string[] plain = [.. cells.Select(c => string.Concat(TextRules.HalfWidth(c).Replace("(", "（", StringComparison.Ordinal).Replace(")", "）", StringComparison.Ordinal).Where(x => !char.IsWhiteSpace(x))))];
            if (heads is null && lines.Count == 0 && Array.FindIndex(plain, Names.Contains) is >= 0 and var name)
            {
                heads = (Array.FindIndex(plain, Codes.Contains), name, Array.FindIndex(plain, Houses.Contains));
                continue;
            }
            if (plain.Any(Sums.Contains)) continue;
            if (heads is { } at)
            {
                string? Cell(int i) => i >= 0 && i < plain.Length && plain[i].Length > 0 ? plain[i] : null;
                if (Cell(at.Name) is null && Cell(at.Code) is null) continue;
                lines.Add(new(no, Cell(at.Code), Cell(at.Name) ?? "", Cell(at.House) is { } house ? TextRules.Code(house) : null));
                continue;
            }
            // Without heads: a running number is left aside, the first Chinese text is the name, what stands before it the code, behind it the organization's code.
            var cell = plain.Where(c => c.Length > 0).ToList();
            if (cell.Count > 1 && cell[0].Length <= 4 && cell[0].All(char.IsAsciiDigit)) cell.RemoveAt(0);
            var said = cell.FindIndex(c => c.Any(x => x >= 0x4E00));
            // A title above the list stands alone in its row, and is no name of a place or an enterprise's line.
            if (said == 0 && cell.Count == 1 && lines.Count == 0 && (cell[0].EndsWith("名册", StringComparison.Ordinal) || cell[0].EndsWith("名单", StringComparison.Ordinal) || cell[0].EndsWith('表'))) continue;
            if (cell.Count > 0) lines.Add(new(no, said < 0 ? cell[0] : said > 0 ? cell[0] : null, said < 0 ? "" : cell[said], said >= 0 && said + 1 < cell.Count && cell[said + 1].All(x => char.IsAsciiLetterOrDigit(x) || x is '-') ? TextRules.Code(cell[said + 1]) : null));
        }
        return lines;
    }

    private static string[] Cells(string line)
    {
        var parts = line.Split(Separators, StringSplitOptions.TrimEntries);
        if (parts.Length == 1) parts = line.Split((char[])[' ', '　'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return parts.Any(p => p.Length > 0) ? parts : [];
    }

    private static string Cut(string text) => text.Length <= 20 ? text : text[..20] + "…";
}
