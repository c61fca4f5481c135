using System.Globalization;
using MediationHub.Documents.Sheets;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Web.Api;
using MediationHub.Web.Forms;

namespace MediationHub.Web.Features.Cases.Steps;

/// <summary>One cell of a list that cannot be taken over, and why.</summary>
public sealed record MemberFault(string Place, string Column, string Value, string Sentence);

/// <summary>What a list would do if it were imported.</summary>
/// <param name="Added">New on the list.</param>
/// <param name="Updated">On it already.</param>
public sealed record MemberTrial(IReadOnlyList<MemberFault> Faults, int Added, int Updated, decimal Amount, int Consenting);

/// <summary>The list of workers of a collective dispute: pasted, or from an xlsx, xls or csv sheet.</summary>
public static class MemberList
{
    /// <summary>The field of the sheet in the form.</summary>
    public const string SheetField = "_sheet";

    /// <summary>Workers in one import.</summary>
    public const int Most = 2_000;

    public static readonly IReadOnlyList<(string Field, string Header, string[] Aliases)> Columns =
    [
        ("name", "姓名", ["职工姓名", "劳动者姓名", "申请人", "申请人姓名"]),
        ("idNumber", "身份证号", ["身份证号码", "证件号码", "证件号", "公民身份号码"]),
        ("phone", "电话", ["联系电话", "手机", "手机号", "手机号码"]),
        ("claim", "请求", ["请求事项", "诉求", "调解请求"]),
        ("amount", "金额（元）", ["金额", "请求金额", "涉及金额", "金额元"]),
        ("consents", "是否同意", ["同意", "同意调解", "是否同意调解", "是否同意方案"]),
    ];

    public static readonly IReadOnlyDictionary<string, FieldKind> Kinds = new Dictionary<string, FieldKind> { ["members[].amount"] = FieldKind.Money, ["members[].consents"] = FieldKind.YesNo };

    /// <summary>Which of the people listed an error is about.</summary>
    public static string LineOf(string field) => field.Split('[', ']') is ["members", var row, ..] && int.TryParse(row, out var at) ? $"第 {at + 1} 人：" : "";

    /// <summary>The pasted lines as the body's rows.</summary>
    public static FormValues Read(FormValues form)
    {
        var values = form.Copy();
        foreach (var name in new[] { "_list", SheetField, "_do" }) values.Remove(name);
        var row = 0;
        foreach (var line in (form["_list"] ?? "").Split('\n').Select(l => l.Trim('\r', ' ')).Where(l => l.Length > 0))
        {
            var cells = line.Split(line.Contains('\t') ? ['\t'] : [',', '，']);
            if (Plain(cells[0]) is "姓名") continue;
            Put(values, row++, cells.Take(Columns.Count).Select((cell, i) => (Columns[i].Field, cell.Trim())));
        }
        return values;
    }

    /// <summary>A sheet's rows as lines to paste, with the place of each cell; titles, empty rows and totals are left out.</summary>
    /// <exception cref="SheetUnreadableException">The file is no sheet, or beyond its limits.</exception>
    public static (string Lines, IReadOnlyList<(int Row, IReadOnlyDictionary<string, int> Columns)> Places, Refusal? Refusal) FromSheet(Stream file, CancellationToken cancel)
    {
        var sheet = SheetReader.Read(file, new SheetLimits(FileBytes: 5 << 20, Rows: Most + 50, Columns: 60), cancel);
        var head = sheet.Rows.Take(20).FirstOrDefault(r => ColumnsOf(r).ContainsKey("name"));
        if (head is null)
            return ("", [], Refusal.Invalid(SheetField, "没有找到标题行：前 20 行中应有一行写明“姓名”等列名，可下载模板对照。", "No heading row was found: one of the first 20 rows names the columns; see the template."));
        var columns = ColumnsOf(head);
        var lines = new List<string>();
        var places = new List<(int, IReadOnlyDictionary<string, int>)>();
        foreach (var row in sheet.Rows.Where(r => r.Number > head.Number))
        {
            string Text(string field) => columns.TryGetValue(field, out var at) ? row[at].Text.Replace('\t', ' ').Replace('\n', ' ').Replace("\r", "") : "";
            // Totals, notes and the row of a second heading are no people.
            if (Plain(row[0].Text) is "合计" or "总计" or "小计" || Plain(Text("name")) is "合计" or "总计" or "小计" or "姓名" || Columns.All(c => Text(c.Field).Length == 0)) continue;
            lines.Add(string.Join('\t', Columns.Select(c => Text(c.Field))).TrimEnd('\t'));
            places.Add((row.Number, columns));
        }
        if (lines.Count == 0) return ("", [], Refusal.Invalid(SheetField, "标题行下面没有名单，请填写后再上传。", "There is nobody below the heading row: fill in the list and upload it again."));
        return lines.Count > Most
            ? ("", [], Refusal.Invalid(SheetField, $"一次最多录入 {Most} 人，请分成几个文件上传。", $"At most {Most} workers at a time: upload the list in parts."))
            : (string.Join('\n', lines), places, null);
    }

    /// <summary>What the list would do; nothing is kept.</summary>
    /// <param name="places">Where each person stands in the sheet; empty for a pasted list.</param>
    public static MemberTrial Try(FormValues form, StepContext on, IReadOnlyList<(int Row, IReadOnlyDictionary<string, int> Columns)> places)
    {
        var values = Read(form);
        var faults = new List<MemberFault>();
        foreach (var (path, sentence) in values.Unreadable(Kinds)) Add(path, sentence);
        for (var i = 0; i < values.Rows("members"); i++)
            if (values[$"members[{i}].consents"] is { } word and not ("true" or "false")) Add($"members[{i}].consents", $"“{word}”看不出是否同意，请填写是或者否。");
        // What cannot be read is told of once; everything else is looked at all the same, so that the list is put right in one go.
        var readable = values.Copy();
        foreach (var (path, _) in values.Unreadable(Kinds)) readable.Remove(path);
        for (var i = 0; i < values.Rows("members"); i++)
        {
            if (readable[$"members[{i}].consents"] is not ("true" or "false")) readable.Remove($"members[{i}].consents");
            if (readable[$"members[{i}].name"] is not null) continue;
            Add($"members[{i}].name", "请填写姓名。");
            readable[$"members[{i}].name"] = "未填";
        }
        var (command, problem) = Body.Of(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(readable.ToJson(Kinds))).As<ImportMembers>();
        foreach (var (field, message) in problem is null ? [] : FormPosts.Shown(problem).All) Add(field, message);
        if (command?.Decide(on.Case, on.At).Refusal is { } refusal)
            foreach (var (field, message) in FormPosts.Shown(Problem.Of(refusal)).All) Add(field, message);
        var known = on.Case.Members.Select(m => m.IdNumber.IsEmpty ? $"{m.Name}|{m.Phone}" : m.IdNumber.ToString()).ToHashSet();
        var updated = (command?.Members ?? []).Count(m => known.Contains(m.IdNumber.IsEmpty ? $"{m.Name}|{m.Phone}" : m.IdNumber.ToString()));
        faults.Sort((one, other) => Order(one.Place).CompareTo(Order(other.Place)));
        return new(faults, (command?.Members?.Count ?? 0) - updated, updated, command?.Members?.Sum(m => m.Amount ?? 0) ?? 0, command?.Members?.Count(m => m.Consents is true) ?? 0);

        // By row as the sheet stands, then by column.
        static (int, string) Order(string place) => (int.TryParse(string.Concat(place.Where(char.IsAsciiDigit)), NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : 0, place);

        void Add(string path, string sentence)
        {
            var (row, field) = path.Split('[', ']', '.') is ["members", var at, _, var name] && int.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? (n, name) : (-1, "");
            var column = Columns.FirstOrDefault(c => c.Field == field).Header ?? "";
            var place = row < 0 ? "" : row >= places.Count ? $"第 {row + 1} 人"
                : $"{(places[row].Columns.TryGetValue(field, out var letter) ? Sheet.ColumnName(letter) : "")}{places[row].Row}";
            faults.Add(new(place, column, values[path] ?? "", sentence));
        }
    }

    /// <summary>The sheet to fill in, with one example row that is no person.</summary>
    public static Task Template(Stream into, CancellationToken cancel) => SheetWriter.Write(
        into, new SheetHead("集体争议名单", [.. Columns.Select(c => new SheetColumn(c.Header, c.Field switch { "idNumber" => 22, "claim" => 36, "phone" => 16, _ => 12 }))], "集体争议人员名单（一人一行，姓名必填；是否同意填“是”或者“否”，未答复的留空）"),
        Array.Empty<IReadOnlyList<object?>>(), cancel);

    private static void Put(FormValues values, int row, IEnumerable<(string Field, string Text)> cells)
    {
        foreach (var (field, text) in cells)
            if (text.Length > 0) values[$"members[{row}].{field}"] = field is "consents" ? Consent(text) : text;
        // A person without a name is told of, not left out.
        if (values[$"members[{row}].name"] is null) values[$"members[{row}]._blank"] = "1";
    }

    private static string Consent(string text) => Plain(text) switch
    {
        "是" or "同意" or "true" or "y" or "yes" or "√" or "1" => "true",
        "否" or "不同意" or "false" or "n" or "no" or "×" or "0" => "false",
        _ => text,
    };

    private static Dictionary<string, int> ColumnsOf(SheetRow row)
    {
        var found = new Dictionary<string, int>();
        for (var at = 0; at < row.Cells.Count; at++)
        {
            var text = Plain(row[at].Text);
            foreach (var (field, header, aliases) in Columns)
                if (text == Plain(header) || aliases.Any(a => Plain(a) == text)) found.TryAdd(field, at);
        }
        return found;
    }

    /// <summary>Without the blanks, brackets and width that people vary.</summary>
    private static string Plain(string text) => string.Concat(TextRules.HalfWidth(text).Where(c => !char.IsWhiteSpace(c) && c is not ('(' or ')' or '*' or ':'))).ToLowerInvariant();
}
