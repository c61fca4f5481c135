using FsCheck;
using FsCheck.Fluent;
using MediationHub.Domain.Calendars;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;
using Xunit.Abstractions;

namespace MediationHub.Domain.Tests.Rulebook;

public class Time_limits(ITestOutputHelper output)
{
    private static readonly RuleSet Rules = RuleSet.BuiltIn;
    private static readonly WorkCalendar Calendar = WorkCalendar.BuiltIn;

    /// <summary>Worked out by hand on a paper calendar.</summary>
    [Theory]
    [InlineData("ACC3", "2025-09-27", "2025-09-30", "企业劳动争议协商调解规定第二十二条")]     // the Sunday after is a make-up day and counts
    [InlineData("MED15R", "2025-05-23", "2025-06-09", "调解仲裁法第十四条第三款")]             // ends on a Saturday
    [InlineData("MED15A", "2025-09-26", "2025-10-11", "企业劳动争议协商调解规定第二十九条")]   // ends on a Saturday that is worked: no rolling
    [InlineData("RVW15", "2025-09-16", "2025-10-09", "劳动人事争议仲裁办案规则第七十四条")]    // ends on the National Day
    [InlineData("JC30", "2025-09-01", "2025-10-09", "民事诉讼法第二百零五条、人民调解法第三十三条")]
    [InlineData("RVW5", "2025-09-29", "2025-10-13", "劳动人事争议仲裁办案规则第七十六条")]
    [InlineData("ENT10", "2026-02-06", "2026-02-27", "劳动人事争议仲裁办案规则第七十条")]      // over the Spring Festival, one Saturday worked
    [InlineData("NEG5", "2025-04-30", "2025-05-06", "企业劳动争议协商调解规定第十条")]
    [InlineData("POST3", "2025-09-30", "2025-10-11", "劳动人事争议仲裁办案规则第二十条")]
    [InlineData("LIM1", "2024-02-29", "2025-02-28", "调解仲裁法第二十七条第一款")]             // no 29 February: the month's last day
    [InlineData("LIM1", "2024-10-01", "2025-10-09", "调解仲裁法第二十七条第一款")]
    [InlineData("ENF2", "2023-05-01", "2025-05-06", "民事诉讼法第二百五十条")]
    [InlineData("ARB5", "2025-12-31", "2026-01-08", "调解仲裁法第二十九条")]                   // Sunday, 4 January is worked
    [InlineData("PO15", "2025-01-15", "2025-02-05", "民事诉讼法第二百二十七条")]
    [InlineData("PUB30", "2026-06-12", "2026-07-13", "民事诉讼法第九十五条")]                  // ends on a Sunday
    [InlineData("PUBN", "2026-09-18", "2026-09-24", "本系统设定")]
    public void end_where_the_article_says(string rule, string from, string due, string basis)
    {
        var clock = Rules.Clock(rule, DateOnly.Parse(from), Calendar);

        Assert.Equal(DateOnly.Parse(due), clock.Due);
        Assert.Equal((basis, false, 1), (clock.Basis, clock.Provisional, clock.RulebookVersion));
    }

    [Fact]
    public void agree_with_a_day_by_day_count_on_every_day_of_the_loaded_years()
    {
        var off = DaysOff();
        foreach (var limit in Rules.Limits)
            for (var from = new DateOnly(2012, 1, 1); from <= new DateOnly(2026, 12, 31); from = from.AddDays(1))
            {
                var raw = from;
                if (limit.Unit is PeriodUnit.Years)
                    raw = from is { Month: 2, Day: 29 } && !DateTime.IsLeapYear(from.Year + limit.Count) ? new(from.Year + limit.Count, 2, 28) : new(from.Year + limit.Count, from.Month, from.Day);
                else
                    for (var left = limit.Count; left > 0;)
                    {
                        raw = raw.AddDays(1);
                        if (limit.Unit is PeriodUnit.Natural || !off(raw)) left--;
                    }
                var due = raw;
                while (off(due)) due = due.AddDays(1);

                var clock = Rules.Clock(limit.Id, from, Calendar);
                if ((clock.Raw, clock.Due, clock.Rolled) != (raw, due, due != raw)) Assert.Fail($"{limit.Id} from {from:yyyy-MM-dd}: {clock.Due:yyyy-MM-dd}, day by day {due:yyyy-MM-dd}");
            }
    }

    [Fact]
    public void never_end_earlier_when_they_begin_later() => Hold((limit, from, _) =>
        Rules.Clock(limit.Id, from, Calendar).Due <= Rules.Clock(limit.Id, from.AddDays(1), Calendar).Due);

    [Fact]
    public void always_end_on_a_working_day_after_the_first() => Hold((limit, from, _) =>
        Rules.Clock(limit.Id, from, Calendar) is var clock && clock.Due > from && clock.Due >= clock.Raw && Calendar.IsWorkingDay(clock.Due));

    [Fact]
    public void never_end_earlier_when_they_are_extended() => Hold((limit, from, more) =>
        !limit.Extendable || Math.Min(more, limit.Extension!.Max ?? more) is var days && Rules.Clock(limit.Id, from, Calendar, days).Due >= Rules.Clock(limit.Id, from, Calendar).Due);

    [Fact]
    public void are_explained_by_as_many_counted_days_as_they_have() => Hold((limit, from, _) =>
    {
        var explained = Rules.Explain(limit.Id, from, Calendar).Explanation!;
        var counted = explained.Steps.Count(step => step.Day is not null);
        return explained.Due == Rules.Clock(limit.Id, from, Calendar).Due
            && explained.Steps.Count == explained.Due.DayNumber - from.DayNumber
            && counted == (limit.Unit is PeriodUnit.Years ? explained.Raw.DayNumber - from.DayNumber : limit.Count);
    });

    [Fact]
    public void of_a_working_day_span_hold_exactly_that_many_working_days() => Hold((limit, from, _) =>
        limit.Unit is not PeriodUnit.Working || Calendar.WorkingDaysBetween(from, Rules.Clock(limit.Id, from, Calendar).Due) == limit.Count);

    [Theory]
    [InlineData("ACC3", "2026-12-16", false)] // due on the 21st
    [InlineData("ACC3", "2026-12-17", true)]  // due on the 22nd: the arrangement of 2027 may still move it
    [InlineData("MED15R", "2026-12-20", true)]
    [InlineData("LIM1", "2026-01-05", true)]
    [InlineData("LIM1", "2025-12-01", false)]
    [InlineData("ACC3", "2011-12-20", true)]  // the days of 2011 are not loaded
    public void are_provisional_where_no_arrangement_has_settled_their_days(string rule, string from, bool provisional) =>
        Assert.Equal(provisional, Rules.Clock(rule, DateOnly.Parse(from), Calendar).Provisional);

    [Fact]
    public void keep_the_plain_week_past_the_last_loaded_year() =>
        Assert.Equal(new DateOnly(2027, 10, 4), Rules.Clock("ACC3", new(2027, 9, 29), Calendar).Due);

    [Fact]
    public void take_an_instant_on_its_day_in_Shanghai() =>
        Assert.Equal(new DateOnly(2025, 5, 24), ChinaTime.DayOf(new DateTimeOffset(2025, 5, 23, 16, 0, 0, TimeSpan.Zero)));

    [Fact]
    public void of_a_review_run_ten_working_days_when_extended() =>
        Assert.Equal(new DateOnly(2025, 10, 20), Rules.Clock("RVW5", new(2025, 9, 29), Calendar, extend: 5).Due);

    [Theory]
    [InlineData("ENT10", 5, null)]
    [InlineData("RVW5", 6, null)]
    [InlineData("MED15R", 0, 20)]
    [InlineData("PUBN", 0, 0)]
    public void throw_where_a_caller_lengthens_what_cannot_be(string rule, int extend, int? days) =>
        Assert.Throws<ArgumentException>(() => Rules.Clock(rule, new(2026, 3, 2), Calendar, extend, days));

    [Fact]
    public void throw_where_there_is_no_such_rule() => Assert.Throws<KeyNotFoundException>(() => Rules.Clock("MED14", new(2026, 3, 2), Calendar));

    [Fact]
    public void all_name_their_source_and_how_sure_it_is() => Assert.All(Rules.Limits, limit =>
    {
        Assert.Contains(limit.Mark, (string[])["V", "M:H", "M:M", "M:L", "D"]);
        Assert.All((string[])[limit.Name, limit.Basis, limit.Who, limit.Effect, limit.Source], text => Assert.NotEqual("", text.Trim()));
        Assert.Equal(limit.Unit is PeriodUnit.Working ? Roll.None : Roll.NextWorkingDay, limit.Roll);
    });

    [Fact]
    public void are_all_there_that_the_contract_names() => Assert.Subset(
        Rules.Limits.Select(l => l.Id).ToHashSet(),
        new HashSet<string> { "ACC3", "MED15R", "MED15A", "RVW15", "JC30", "RVW5", "ENT10", "NEG5", "POST3", "LIM1", "ENF2", "ARB5", "PO15", "PUBN" });

    /// <summary>The embedded rows read once more, without the calendar's own code.</summary>
    private static Func<DateOnly, bool> DaysOff()
    {
        using var rows = new StreamReader(typeof(WorkCalendar).Assembly.GetManifestResourceStream("MediationHub.Domain.Calendars.state-council-days.csv")!);
        var moved = rows.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(r => r.Split(',')).ToDictionary(r => DateOnly.Parse(r[0]), r => r[1] == "off");
        return day => moved.TryGetValue(day, out var off) ? off : day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
    }

    /// <summary>For any rule, any first day of 2011–2030 and any small extension; the seed is printed.</summary>
    private void Hold(Func<TimeLimit, DateOnly, int, bool> rule)
    {
        var seed = (ulong)Environment.TickCount64;
        output.WriteLine($"seed {seed}");
        var cases =
            from limit in Gen.Elements<TimeLimit>(Rules.Limits)
            from day in Gen.Choose(0, 365 * 20)
            from more in Gen.Choose(1, 40)
            select (Limit: limit, First: new DateOnly(2011, 1, 1).AddDays(day), More: more);
        Prop.ForAll(cases.ToArbitrary(), c => rule(c.Limit, c.First, c.More))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(seed, 1UL));
    }
}
