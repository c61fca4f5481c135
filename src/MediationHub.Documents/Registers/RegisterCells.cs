using System.Globalization;
using System.Text.RegularExpressions;
using MediationHub.Documents.Sheets;
using MediationHub.Domain.Kernel;

namespace MediationHub.Documents.Registers;

/// <summary>A day as a register writes it.</summary>
/// <param name="MonthOnly">Year and month were written; the day is the first of it.</param>
public readonly record struct WrittenDay(DateOnly On, bool MonthOnly)
{
    /// <summary>The last day that is meant, where it ends something.</summary>
    public DateOnly End => MonthOnly ? On.AddMonths(1).AddDays(-1) : On;
}

/// <summary>Cells as offices write them: full-width digits, 2024.05, 2024年5月, numbers of days, units behind figures.</summary>
public static partial class RegisterCells
{
    private static readonly Text NotADay = new("日期无法识别，请写成 2024-05-18、2024.05 或 2024年5月。", "This is no date: write it like 2024-05-18 or 2024.05.");
    private static readonly Text MonthUnclear = new("分不清是1月还是10月：请写成 2024.01 或 2024.10 并设为文本，或用日期格式。", "January or October? Write 2024.01 or 2024.10 as text, or use a date.");
    private static readonly Text YearOnly = new("只有年份，请写到月，例如 2024.05。", "Only a year: write the month too.");
    private static readonly Text NotANumber = new("应为数字，请删去文字和符号。", "This is no number.");
    private static readonly Text NotYesOrNo = new("应填“是”或“否”。", "Write yes or no.");

    /// <summary>A day, or why it is none; neither for an empty cell.</summary>
    /// <param name="format">In csv a number and a text look the same.</param>
    public static (WrittenDay? Day, Text? Fault) Day(Cell cell, SheetFormat format)
    {
        if (cell.IsEmpty) return (null, null);
        if (cell.Day is { } on) return InRange(on, false);
        var said = string.Concat(TextRules.HalfWidth(cell.Text).Where(c => !char.IsWhiteSpace(c)));
        if ((cell.Kind is CellKind.Number || format is SheetFormat.Csv) && TenOrOne().IsMatch(said)) return (null, MonthUnclear);
        if (Serial().IsMatch(said)) return InRange(DateOnly.FromDateTime(DateTime.FromOADate(double.Parse(said, CultureInfo.InvariantCulture))), false);
        if (Year().IsMatch(said)) return (null, YearOnly);
        var match = Written().Match(said);
        if (!match.Success) match = Compact().Match(said);
        if (!match.Success) return (null, NotADay);
        var (year, month) = (int.Parse(match.Groups["y"].ValueSpan), int.Parse(match.Groups["m"].ValueSpan));
        var monthOnly = !match.Groups["d"].Success;
        var day = monthOnly ? 1 : int.Parse(match.Groups["d"].ValueSpan);
        return year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            ? (null, new($"没有“{cell.Text}”这个日期，请核对。", "There is no such day."))
            : InRange(new(year, month, day), monthOnly);
    }

    /// <summary>Two days with something between them.</summary>
    public static (WrittenDay From, WrittenDay Until)? Term(string text, SheetFormat format)
    {
        var said = string.Concat(TextRules.HalfWidth(text).Where(c => !char.IsWhiteSpace(c))).Replace('—', '-').Replace('–', '-').Replace('―', '-').Replace('－', '-');
        foreach (var between in new[] { "至", "到", "~", "--", "起" })
            if (said.IndexOf(between, StringComparison.Ordinal) is var at and > 0 && Both(said[..at], said[(at + between.Length)..].TrimEnd('止')) is { } found) return found;
        for (var at = said.IndexOf('-'); at > 0; at = said.IndexOf('-', at + 1))
            if (Both(said[..at], said[(at + 1)..]) is { } found) return found;
        return null;

        (WrittenDay, WrittenDay)? Both(string first, string last) =>
            Day(Cell.Of(first.TrimStart('自', '从')), SheetFormat.Xlsx).Day is { } from && Day(Cell.Of(last), SheetFormat.Xlsx).Day is { } until ? (from, until) : null;
    }

    /// <summary>A number without its unit (元, 万元, %, 人, 件, 学时, 平方米).</summary>
    public static (decimal? Number, Text? Fault) Number(Cell cell)
    {
        if (cell.IsEmpty) return (null, null);
        var said = Units().Replace(string.Concat(TextRules.HalfWidth(cell.Text).Where(c => !char.IsWhiteSpace(c) && c != ',')), "");
        return decimal.TryParse(said, NumberStyles.Number | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1e15m ? (number, null)
            : said is "-" or "/" or "无" ? (null, null)
            : (null, NotANumber);
    }

    public static (bool? Yes, Text? Fault) Yes(Cell cell) => string.Concat(TextRules.HalfWidth(cell.Text).Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant() switch
    {
        "" => (null, null),
        "是" or "有" or "√" or "✓" or "✔" or "1" or "y" or "yes" or "true" or "已" or "已公开" or "已上墙" or "公开" or "上墙" or "已建立" or "齐全" or "开展" or "已开展" => (true, null),
        "否" or "无" or "×" or "✗" or "x" or "0" or "n" or "no" or "false" or "未" or "没有" or "未公开" or "未上墙" or "未建立" or "未开展" => (false, null),
        _ => (null, NotYesOrNo),
    };

    private static (WrittenDay?, Text?) InRange(DateOnly on, bool monthOnly) =>
        on.Year is < 1900 or > 2100 ? (null, new($"年份{on.Year}不对，请核对。", $"The year {on.Year} cannot be.")) : (new WrittenDay(on, monthOnly), null);

    // The 时间 of a full timestamp says nothing more about the day.
    [GeneratedRegex(@"^(?<y>\d{4})[年./\-](?<m>\d{1,2})(?:[月./\-](?:(?<d>\d{1,2})[日号]?(?:T?\d{1,2}:\d{2}(?::\d{2})?)?)?)?\z")]
    private static partial Regex Written();

    [GeneratedRegex(@"^(?<y>(?:19|20)\d{2})(?<m>0[1-9]|1[0-2])(?<d>\d{2})?\z")]
    private static partial Regex Compact();

    [GeneratedRegex(@"^\d{4}\.1\z")]
    private static partial Regex TenOrOne();

    [GeneratedRegex(@"^[2-7]\d{4}(?:\.\d+)?\z")]
    private static partial Regex Serial();

    [GeneratedRegex(@"^\d{4}年?\z")]
    private static partial Regex Year();

    [GeneratedRegex(@"(?:万?元|%|人|名|件|项|个|(?:学时|小时)|㎡|m2|平方米|平米)\z")]
    private static partial Regex Units();
}
