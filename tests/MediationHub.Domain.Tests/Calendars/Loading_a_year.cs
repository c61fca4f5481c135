using MediationHub.Domain.Calendars;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Tests.Kernel;

namespace MediationHub.Domain.Tests.Calendars;

/// <summary>The arrangement of 2027 is made up: none was announced when this was written.</summary>
public class Loading_a_year
{
    private const string Source = "虚构的2027年安排";
    private static readonly CalendarEntry[] Days2027 =
    [
        new(new(2026, 12, 31), DayKind.Off, "元旦"), new(new(2027, 1, 1), DayKind.Off, "元旦"), new(new(2027, 1, 3), DayKind.Work, "元旦"),
    ];

    private static readonly LoadCalendarYear Load2027 = new(2027, Days2027, null, Source);
    private static IEnumerable<DomainEvent> FirstStart => new LoadBuiltInCalendar().Decide(CalendarYears.Empty, new(ChinaTime.At(new(2026, 6, 1), new(9, 0)), Access.Actor.System, WorkCalendar.BuiltIn, Domain.Rulebook.RuleSet.BuiltIn)).Events;

    private static Story<CalendarYears> Given(params IEnumerable<DomainEvent> events) => Story<CalendarYears>.Given([.. FirstStart, .. events]).On("2026-11-20");

    [Fact]
    public void Takes_over_every_year_of_the_program_at_first_start_and_only_then() => Story<CalendarYears>.Given().On("2026-11-20")
        .When(new LoadBuiltInCalendar()).ThenHappened(Enumerable.Repeat(typeof(CalendarYearLoaded), 15))
        .ThenState(s => s.Calendar!.Years.SequenceEqual(Enumerable.Range(2012, 15)) && s.Edition == 1 && s.Calendar.Edition == 1 && s.Loaded.TrueForAll(y => y.Version == 1 && y.NoticeNumber == null))
        .When(new LoadBuiltInCalendar()).ThenNothing();

    [Fact]
    public void Takes_over_what_a_newer_program_knows_besides() => Story<CalendarYears>.Given(FirstStart.SkipLast(1)).On("2026-11-20")
        .When(new LoadBuiltInCalendar()).ThenState(s => s.Edition == 2 && s.Loaded[^1].Year == 2026 && s.Calendar!.LastLoadedDay == new DateOnly(2026, 12, 31));

    [Fact]
    public void May_move_days_of_the_December_before() => Given().When(Load2027)
        .ThenState(s => !s.Calendar!.IsWorkingDay(new(2026, 12, 31)) && s.Calendar.IsWorkingDay(new(2027, 1, 3)) && s.Calendar.IsSettled(new(2026, 12, 31)))
        .ThenState(s => s.Calendar!.AsOf(1).IsWorkingDay(new(2026, 12, 31)) && s.Edition == 2);

    [Fact]
    public void Keeps_every_version_of_a_year_with_its_reason() => Given().When(Load2027)
        .When(Load2027 with { Days = [.. Days2027, new(new(2027, 2, 8), DayKind.Off, "春节")], Reason = "延长假期" })
        .ThenState(s => s.VersionsOf(2027).Select(y => (y.Version, y.Reason)).SequenceEqual([(1, null), (2, "延长假期")]) && s.Calendar!.VersionOf(2027) == 2 && s.Calendar.VersionOf(2026) == 1);

    [Fact]
    public void Leaves_the_notice_number_blank_where_it_is_not_known() => Given().When(Load2027 with { NoticeNumber = "  " }).ThenState(s => s.Year(2027)!.NoticeNumber == null);

    [Fact]
    public void Asks_for_a_reason_where_the_year_is_loaded_already() => Given().When(Load2027).When(Load2027 with { Days = Days2027[..2] }).ThenInvalid("reason");

    [Fact]
    public void Asks_for_the_source() => Given().When(Load2027 with { Source = " " }).ThenInvalid("source");

    [Fact]
    public void Refuses_a_day_that_is_given_twice_and_names_the_line() => Given().When(Load2027 with { Days = [.. Days2027, Days2027[1]] }).ThenInvalid("days[3].on").Saying("第4行");

    [Fact]
    public void Refuses_a_make_up_day_on_a_plain_weekday() => Given().When(Load2027 with { Days = [.. Days2027, new(new(2027, 1, 5), DayKind.Work, "元旦")] }).ThenInvalid("days[3].kind").Saying("第4行：2027-01-05本来就是工作日");

    [Theory]
    [InlineData("2026-12-21")]
    [InlineData("2028-01-01")]
    public void Refuses_a_day_of_a_year_it_does_not_belong_to(string day) => Given().When(Load2027 with { Days = [new(DateOnly.Parse(day), DayKind.Off, "元旦")] }).ThenInvalid("days[0].on").Saying("第1行");

    [Fact]
    public void Refuses_a_day_that_says_it_is_of_another_year() => Given().When(Load2027 with { Days = [new(new(2027, 1, 1), DayKind.Off, "元旦", 2028)] }).ThenInvalid("days[0].arrangementYear").Saying("第1行");

    [Fact]
    public void Refuses_a_day_that_the_year_beside_it_names_already() => Given().When(Load2027)
        .When(new LoadCalendarYear(2028, [new(new(2027, 12, 30), DayKind.Off, "元旦")], null, Source))
        .When(Load2027 with { Days = [.. Days2027, new(new(2027, 12, 30), DayKind.Off, "元旦")], Reason = "更正" }).ThenInvalid("days[3].on").Saying("已列入2028年");

    [Theory]
    [InlineData(2028, "缺少2027年")]
    [InlineData(2010, "缺少2011年")]
    public void Refuses_a_year_that_leaves_a_gap(int year, string sentence) => Given().When(new LoadCalendarYear(year, [new(new(year, 1, 1), DayKind.Off, "元旦")], null, Source)).ThenInvalid("year").Saying(sentence);

    [Fact]
    public void Refuses_a_year_without_a_day() => Given().When(Load2027 with { Days = [] }).ThenInvalid("days");

    [Fact]
    public void Refuses_a_day_without_its_holiday() => Given().When(Load2027 with { Days = [new(new(2027, 1, 1), DayKind.Off, "")] }).ThenInvalid("days[0].holiday");
}
