using System.Globalization;
using MediationHub.Domain.Calendars;
using MediationHub.Domain.Kernel;

namespace MediationHub.Web.Features.Law;

/// <summary>A year's arrangement as text, one day a line: <c>2026-10-01,放假,国庆节</c>. Rows pasted from a sheet or from the file of days are read as well.</summary>
public static class CalendarText
{
    private static readonly string[] DayForms = ["yyyy-MM-dd", "yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日"];

    public static string Write(IEnumerable<ArrangedDay> days) => string.Join('\n', days.Select(d => $"{d.On:yyyy-MM-dd},{KindText(d.Kind)},{d.Holiday}"));

    public static string KindText(DayKind kind) => kind is DayKind.Off ? "放假" : "上班";

    /// <returns>The days with their lines, and what could not be read, by line.</returns>
    public static (IReadOnlyList<CalendarEntry> Days, IReadOnlyList<Text> Faults) Read(string? text)
    {
        List<CalendarEntry> days = [];
        List<Text> faults = [];
        foreach (var (raw, i) in (text ?? "").ReplaceLineEndings("\n").Split('\n').Select((l, i) => (TextRules.HalfWidth(l).Trim(), i)))
        {
            if (raw.Length == 0 || raw.StartsWith("date,", StringComparison.OrdinalIgnoreCase)) continue;
            var cells = raw.Split([',', '\t', ';'], StringSplitOptions.TrimEntries);
            if (cells.Length is 1) cells = raw.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (cells.Length < 3 || !DateOnly.TryParseExact(cells[0], DayForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || Kind(cells[1]) is not { } kind || Year(cells) is not { } year)
            {
                faults.Add(new($"第{i + 1}行无法识别：请写成“2026-10-01,放假,国庆节”，并核对该日是否存在。", $"Line {i + 1} cannot be read: write it like 2026-10-01,off,国庆节."));
                continue;
            }
            days.Add(new(day, kind, cells[2], year == 0 ? null : year) { Line = i + 1 });
        }
        return (days, faults);

        static DayKind? Kind(string word) => word switch { "off" or "放假" or "休" => DayKind.Off, "work" or "上班" or "调休上班" or "班" => DayKind.Work, _ => null };
        static int? Year(string[] cells) => cells.Length < 4 || cells[3].Length == 0 ? 0 : int.TryParse(cells[3], NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : null;
    }
}
