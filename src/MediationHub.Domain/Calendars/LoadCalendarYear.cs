using System.Text.Json.Serialization;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Calendars;

/// <summary>One day of an arrangement as it is handed in.</summary>
/// <param name="ArrangementYear">The year whose arrangement it says it belongs to, where it says so.</param>
public sealed record CalendarEntry(DateOnly On, DayKind Kind, string Holiday, int? ArrangementYear = null)
{
    /// <summary>Its line in the text that was handed in, where there is one; otherwise its place in the list, from 1.</summary>
    [JsonIgnore]
    public int? Line { get; init; }
}

/// <summary>Load a year's arrangement, or put another in its place. Which open time limits move is shown before; closed cases keep the days of their closing.</summary>
/// <param name="Days">In the order of the list that was handed in: what is wrong is said by its line, from 1.</param>
/// <param name="NoticeNumber">Left empty where it is not known: it is never made up.</param>
/// <param name="Source">Where the days are from.</param>
/// <param name="Reason">Needed where the year is loaded already.</param>
public sealed record LoadCalendarYear(int Year, IReadOnlyList<CalendarEntry>? Days, string? NoticeNumber, string? Source, string? Reason = null) : ICommand<CalendarYears>
{
    private const int MostDays = 200;

    public Decision Decide(CalendarYears state, Context at)
    {
        var entries = Days ?? [];
        var (notice, source, reason) = (TextRules.Clean(NoticeNumber), TextRules.Clean(Source), TextRules.Clean(Reason));
        ArrangedDay[] days = [.. entries.Select(e => new ArrangedDay(e.On, e.Kind, TextRules.Clean(e.Holiday), Year)).OrderBy(d => d.On)];
        var before = state.Year(Year);
        if (before is not null && before.Days.SequenceEqual(days) && (before.NoticeNumber ?? "") == notice && before.Source == source) return Decision.Nothing;

        var problems = new Problems();
        CheckYear(problems, state.Calendar);
        if (entries.Count == 0) problems.Add("days", $"{Year}年没有任何安排，请填写放假和调休上班的日期。", $"No day is given for {Year}.");
        else if (entries.Count > MostDays) problems.Add("days", $"一年的安排最多{MostDays}天，请核对。", $"An arrangement has {MostDays} days at most.");
        else CheckDays(problems, entries, state.Calendar);
        problems.RequireText("source", source, TextRules.Longest.Title, "请注明来源，例如通知名称和公布日期。", "Name the source.");
        problems.Add("noticeNumber", TextRules.Check(notice, TextRules.Longest.Name));
        if (before is not null) problems.RequireText("reason", reason, TextRules.Longest.Reason, "该年安排已经加载，请填写修改的原因。", "The year is loaded already; say why it is amended.");
        else problems.Add("reason", TextRules.Check(reason, TextRules.Longest.Reason));
        if (problems.ToRefusal() is { } invalid) return invalid;

        return new CalendarYearLoaded(state.Edition + 1, new CalendarYear(Year, (before?.Version ?? 0) + 1, days, notice.Length == 0 ? null : notice, source, reason.Length == 0 ? null : reason, at.Today));
    }

    private void CheckYear(Problems problems, WorkCalendar? calendar)
    {
        if (Year is < 1949 or > 2200) problems.Add("year", $"{Year}年不是可用的年份，请核对。", $"{Year} is no usable year.");
        else if (calendar is not null && Year > calendar.LastLoadedDay.Year + 1)
            problems.Add("year", $"缺少{calendar.LastLoadedDay.Year + 1}年的安排，请先加载该年，年份之间不能有空缺。", $"The arrangement of {calendar.LastLoadedDay.Year + 1} is missing; load it first, since no year may be left out.");
        else if (calendar is not null && Year < calendar.FirstLoadedDay.Year - 1)
            problems.Add("year", $"缺少{calendar.FirstLoadedDay.Year - 1}年的安排，请先加载该年，年份之间不能有空缺。", $"The arrangement of {calendar.FirstLoadedDay.Year - 1} is missing; load it first, since no year may be left out.");
    }

    private void CheckDays(Problems problems, IReadOnlyList<CalendarEntry> entries, WorkCalendar? calendar)
    {
        int LineOf(int i) => entries[i].Line ?? i + 1;
        var seen = new Dictionary<DateOnly, int>();
        foreach (var (entry, i) in entries.Select((e, i) => (e, i)))
        {
            var day = $"{entry.On:yyyy-MM-dd}";
            void Wrong(string field, string chinese, string english) => problems.Add($"days[{i}].{field}", $"第{LineOf(i)}行：{chinese}", $"Line {LineOf(i)}: {english}");

            if (!Enum.IsDefined(entry.Kind)) Wrong("kind", $"{day}既不是放假（off）也不是上班（work），请核对。", $"{day} is neither off nor work.");
            else if (entry.Kind is DayKind.Work && entry.On.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                Wrong("kind", $"{day}本来就是工作日，不能作为调休上班日，请核对日期。", $"{day} is a plain weekday and cannot be a make-up day.");
            if (entry.ArrangementYear is { } named && named != Year) Wrong("arrangementYear", $"{day}属于{named}年的安排，不能列入{Year}年，请分年加载。", $"{day} is of the arrangement of {named}, not of {Year}.");
            else if (!WorkCalendar.Belongs(entry.On, Year)) Wrong("on", $"{day}不在{Year}年安排的范围内（该年全年和上年末{WorkCalendar.OpenDaysAtYearEnd}天），请核对日期。", $"{day} lies outside the arrangement of {Year}: the year itself and the last {WorkCalendar.OpenDaysAtYearEnd} days of the one before.");
            else if (calendar?.Arranged(entry.On) is { } other && other.Year != Year) Wrong("on", $"{day}已列入{other.Year}年的安排，不能重复，请核对日期。", $"{day} is named by the arrangement of {other.Year} already.");
            if (!seen.TryAdd(entry.On, LineOf(i))) Wrong("on", $"{day}与第{seen[entry.On]}行重复，请删去一行。", $"{day} is given twice, first in line {seen[entry.On]}.");
            if (string.IsNullOrWhiteSpace(entry.Holiday)) Wrong("holiday", $"{day}没有写明节日名称，请补充。", $"{day} names no holiday.");
            else if (TextRules.Check(TextRules.Clean(entry.Holiday), 20) is { } text) Wrong("holiday", text.Chinese, text.English);
        }
    }
}
