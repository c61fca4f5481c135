using MediationHub.Domain.Calendars;

namespace MediationHub.Domain.Tests.Calendars;

public class A_work_calendar
{
    private static readonly WorkCalendar Calendar = WorkCalendar.BuiltIn;

    [Theory]
    [InlineData("2025-06-07", false)] // Saturday
    [InlineData("2025-09-28", true)]  // a Sunday worked before the National Day
    [InlineData("2025-10-01", false)]
    [InlineData("2025-10-09", true)]
    [InlineData("2015-09-03", false)] // once only: the 70th anniversary of the victory
    [InlineData("2018-12-31", false)] // named by the arrangement of 2019
    [InlineData("2027-10-01", true)]  // not announced: a plain Friday
    [InlineData("2010-10-01", true)]  // before the first loaded year: a plain Friday
    public void knows_which_days_are_worked(string day, bool worked) => Assert.Equal(worked, Calendar.IsWorkingDay(DateOnly.Parse(day)));

    [Fact]
    public void counts_working_days_between_any_two_days_as_one_by_one()
    {
        var (from, until) = (new DateOnly(2010, 12, 25), new DateOnly(2028, 1, 10));
        foreach (var start in new[] { from, new DateOnly(2012, 1, 1), new DateOnly(2019, 9, 30), new DateOnly(2026, 12, 31), new DateOnly(2027, 3, 6) })
        {
            var counted = 0;
            for (var day = start.AddDays(1); day <= until; day = day.AddDays(1))
            {
                if (Calendar.IsWorkingDay(day)) counted++;
                Assert.Equal(counted, Calendar.WorkingDaysBetween(start, day));
            }
        }
    }

    [Fact]
    public void counts_none_where_the_second_day_is_not_later()
    {
        Assert.Equal(0, Calendar.WorkingDaysBetween(new(2026, 3, 4), new(2026, 3, 4)));
        Assert.Equal(0, Calendar.WorkingDaysBetween(new(2026, 3, 4), new(2026, 3, 2)));
    }

    [Fact]
    public void has_the_years_2012_to_2026_in_version_1()
    {
        Assert.Equal(Enumerable.Range(2012, 15), Calendar.Years);
        Assert.All(Calendar.Years, year => Assert.Equal(1, Calendar.VersionOf(year)));
        Assert.Null(Calendar.VersionOf(2027));
        Assert.Equal(new DateOnly(2026, 12, 31), Calendar.LastLoadedDay);
    }

    [Fact]
    public void leaves_the_last_ten_days_open_until_the_next_year_is_arranged()
    {
        Assert.True(Calendar.IsSettled(new(2026, 12, 21)));
        Assert.False(Calendar.IsSettled(new(2026, 12, 22)));
        Assert.True(Calendar.IsSettled(new(2025, 12, 31)));
        Assert.False(Calendar.IsSettled(new(2011, 12, 30)));
    }

    [Fact]
    public void takes_a_new_year_that_moves_days_of_the_December_before()
    {
        var next = Calendar.With(2027, [new(new(2026, 12, 31), DayKind.Off, "元旦", 2027), new(new(2027, 1, 1), DayKind.Off, "元旦", 2027)]);

        Assert.True(Calendar.IsWorkingDay(new(2026, 12, 31)));
        Assert.False(next.IsWorkingDay(new(2026, 12, 31)));
        Assert.True(next.IsSettled(new(2026, 12, 31)));
        Assert.Equal((1, 1), (next.VersionOf(2026), next.VersionOf(2027)));
    }

    [Fact]
    public void replaces_an_amended_year_under_the_next_version()
    {
        // In 2020 the Spring Festival was lengthened to 2 February after the year had begun.
        var amended = Calendar.With(2026, [.. Calendar.DaysOf(2026).Where(d => d.Holiday != "元旦"), new(new(2026, 1, 5), DayKind.Off, "元旦", 2026)]);

        Assert.Equal(2, amended.VersionOf(2026));
        Assert.False(amended.IsWorkingDay(new(2026, 1, 5)));
        Assert.True(amended.IsWorkingDay(new(2026, 1, 1)));
        Assert.Equal(1, amended.VersionOf(2025));
    }

    public static TheoryData<string, ArrangedDay[]> Contradictions => new()
    {
        { "given twice", [new(new(2027, 1, 1), DayKind.Off, "元旦", 2027), new(new(2027, 1, 1), DayKind.Off, "元旦", 2027)] },
        { "given twice", [new(new(2026, 1, 1), DayKind.Off, "元旦", 2027)] },
        { "plain weekday", [new(new(2027, 1, 4), DayKind.Work, "元旦", 2027)] },
        { "neither off nor work", [new(new(2027, 1, 1), (DayKind)7, "元旦", 2027)] },
        { "outside the arrangement of 2027", [new(new(2026, 12, 20), DayKind.Work, "元旦", 2027)] },
        { "outside the arrangement of 2027", [new(new(2028, 1, 1), DayKind.Off, "元旦", 2027)] },
        { "arrangement of 2027 is missing", [new(new(2028, 1, 3), DayKind.Off, "元旦", 2028)] },
        { "no usable year", [new(new(3027, 1, 1), DayKind.Off, "元旦", 3027)] },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void is_not_made_of_days_that_contradict_each_other(string sentence, ArrangedDay[] days) =>
        Assert.Contains(sentence, Assert.Throws<ArgumentException>(() => Calendar.With(days[0].Year, days)).Message);
}
