using System.Text.Json;
using MediationHub.Domain.Calendars;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Domain.Tests.Rulebook;

public class The_clock_laid_open
{
    [Fact]
    public void reads_as_the_contract_shows_it()
    {
        var shown = JsonSerializer.Serialize(Explained("MED15R", "2025-05-23") with { Steps = [] }, Wire.Json);

        Assert.Equal(
            """
            {"rule":"MED15R","name":"调解期限(自收到申请)","basis":"调解仲裁法第十四条第三款","count":15,"unit":"natural","from":"2025-05-23",
            "raw":"2025-06-07","due":"2025-06-09","rolled":true,"provisional":false,"calendarVersions":{"2025":1},"steps":[],
            "endsOnline":"2025-06-10T00:00:00+08:00","endsAtCounter":"2025-06-09T17:00:00+08:00","rulebookVersion":1}
            """.ReplaceLineEndings(""), shown);
    }

    /// <summary>CPL 85: posted before the end it is in time, and the days on the way do not count. 29 June 2026 is the fifteenth day of an agreement of 14 June.</summary>
    [Theory]
    [InlineData("RVW15", "2026-06-14", "2026-06-14", true)]
    [InlineData("RVW15", "2026-06-14", "2026-06-29", true)]
    [InlineData("RVW15", "2026-06-14", "2026-06-30", false)]
    [InlineData("JC30", "2026-06-12", "2026-07-13", true)]     // the thirtieth day is a Sunday
    [InlineData("JC30", "2026-06-12", "2026-07-14", false)]
    [InlineData("PO15", "2026-06-14", "2026-06-30", false)]
    [InlineData("FM10", "2026-07-01", "2026-07-13", true)]
    public void says_whether_posting_on_a_day_was_in_time(string rule, string from, string posted, bool inTime)
    {
        var (explained, _) = RuleSet.BuiltIn.Explain(rule, DateOnly.Parse(from), WorkCalendar.BuiltIn, postedOn: DateOnly.Parse(posted));
        Assert.Equal((DateOnly.Parse(posted), inTime, "民事诉讼法第八十五条"), (explained!.Posting!.On, explained.Posting.InTime, explained.Posting.Basis));
        Assert.Equal(inTime && posted != from, explained.Steps.Any(s => s.On == explained.Posting.On && s.Note!.EndsWith("交邮", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("MED15R", "2026-06-20")]   // nobody keeps it by handing in a paper
    [InlineData("RVW15", "2026-06-13")]    // before it began
    [InlineData("RVW15", "2201-01-01")]
    public void refuses_a_posting_that_says_nothing(string rule, string posted) =>
        Assert.Contains("postedOn", RuleSet.BuiltIn.Explain(rule, new(2026, 6, 14), WorkCalendar.BuiltIn, postedOn: DateOnly.Parse(posted)).Refusal!.Fields!.Keys);

    [Fact]
    public void counts_ten_natural_days_after_the_obstacle_ended()
    {
        var limit = RuleSet.BuiltIn.Limit("FM10");
        Assert.Equal((10, PeriodUnit.Natural, "民事诉讼法第八十六条", "V"), (limit.Count, limit.Unit, limit.Basis, limit.Mark));
        Assert.Equal(new DateOnly(2026, 7, 13), Explained("FM10", "2026-07-01").Due);   // the tenth day is a Saturday
    }

    [Fact]
    public void shows_every_day_from_the_next_to_the_due_day() =>
        Assert.Equal(
            """
            [{"on":"2025-05-24","day":1,"note":"次日起算"},{"on":"2025-05-25","day":2,"note":"周日"},{"on":"2025-05-26","day":3},{"on":"2025-05-27","day":4},
            {"on":"2025-05-28","day":5},{"on":"2025-05-29","day":6},{"on":"2025-05-30","day":7},{"on":"2025-05-31","day":8,"note":"端午节放假"},
            {"on":"2025-06-01","day":9,"note":"端午节放假"},{"on":"2025-06-02","day":10,"note":"端午节放假"},{"on":"2025-06-03","day":11},{"on":"2025-06-04","day":12},
            {"on":"2025-06-05","day":13},{"on":"2025-06-06","day":14},{"on":"2025-06-07","day":15,"note":"周六,顺延"},{"on":"2025-06-08","note":"周日,顺延"},
            {"on":"2025-06-09","note":"期间届满日"}]
            """.ReplaceLineEndings(""),
            JsonSerializer.Serialize(Explained("MED15R", "2025-05-23").Steps, Wire.Json));

    [Fact]
    public void says_why_a_working_day_clock_skips_a_day() =>
        Assert.Equal(
            ["2025-09-27 次日起算,周六", "2025-09-28 1 调休上班", "2025-09-29 2", "2025-09-30 3", "2025-10-01 国庆节、中秋节放假", "2025-10-02 国庆节、中秋节放假"],
            Lines(Explained("RVW5", "2025-09-26")).Take(6));

    [Fact]
    public void says_that_a_make_up_day_ends_the_period_without_rolling()
    {
        var explained = Explained("MED15A", "2025-09-26");

        Assert.False(explained.Rolled);
        Assert.Equal("2025-10-11 15 调休上班,期间届满日", Lines(explained)[^1]);
    }

    [Fact]
    public void names_the_corresponding_day_of_a_year()
    {
        Assert.Contains("2025-10-01 365 国庆节、中秋节放假,对应日,顺延", Lines(Explained("LIM1", "2024-10-01")));
        Assert.Equal("2025-02-28 365 无对应日,月末日,期间届满日", Lines(Explained("LIM1", "2024-02-29"))[^1]);
    }

    [Fact]
    public void shows_one_day_as_first_and_last() =>
        Assert.Equal(["2026-03-03 1 次日起算,期间届满日"], Lines(Explained("PUBN", "2026-03-02", days: 1)));

    [Fact]
    public void counts_an_extension_into_the_whole()
    {
        var explained = Explained("RVW5", "2025-09-29", extend: 5);

        Assert.Equal((10, 5, new DateOnly(2025, 10, 20)), (explained.Count, explained.Extend, explained.Due));
    }

    [Fact]
    public void names_the_version_of_each_loaded_year_it_runs_through()
    {
        Assert.Equal([2026], Explained("ACC3", "2025-12-31").CalendarVersions.Keys);
        Assert.Equal([2025, 2026], Explained("LIM1", "2025-06-01").CalendarVersions.Keys);
        Assert.Equal([2026], Explained("ENF2", "2026-06-01").CalendarVersions.Keys);
        Assert.True(Explained("ENF2", "2026-06-01").Provisional);
    }

    [Theory]
    [InlineData("MED14", "2026-03-02", 0, null, "rule")]
    [InlineData("ENT10", "2026-03-02", 1, null, "extend")]
    [InlineData("RVW5", "2026-03-02", 6, null, "extend")]
    [InlineData("MED15R", "2026-03-02", -1, null, "extend")]
    [InlineData("MED15R", "2026-03-02", 3646, null, "extend")]
    [InlineData("MED15R", "2026-03-02", int.MaxValue, null, "extend")]
    [InlineData("PUBN", "2026-03-02", 0, 3661, "days")]
    [InlineData("PUBN", "2026-03-02", 0, 0, "days")]
    [InlineData("ACC3", "2026-03-02", 0, 5, "days")]
    [InlineData("ACC3", "0206-03-02", 0, null, "from")]
    [InlineData("ACC3", "9999-12-31", 0, null, "from")]
    public void refuses_what_cannot_be_counted_and_names_the_field(string rule, string from, int extend, int? days, string field)
    {
        var (explanation, refusal) = RuleSet.BuiltIn.Explain(rule, DateOnly.Parse(from), WorkCalendar.BuiltIn, extend, days);

        Assert.Null(explanation);
        Assert.Equal((RefusalKind.Invalid, field), (refusal!.Kind, refusal.Fields!.Keys.Single()));
    }

    [Fact]
    public void still_counts_3660_days() => Assert.Equal(3660, Explained("PUBN", "2016-03-01", days: 3660).Steps.Count(s => s.Day is not null));

    [Fact]
    public void can_count_an_extension_from_the_rolled_due_day_where_the_rulebook_says_so()
    {
        using var json = typeof(RuleSet).Assembly.GetManifestResourceStream("MediationHub.Domain.Rulebook.rulebook-1.json")!;
        var changed = new StreamReader(json).ReadToEnd().Replace("\"extensionCountsFrom\": { \"value\": \"count\"", "\"extensionCountsFrom\": { \"value\": \"due\"");
        var explained = RuleSet.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(changed))).Explain("MED15R", new(2025, 5, 23), WorkCalendar.BuiltIn, 5).Explanation!;

        Assert.Equal(new DateOnly(2025, 6, 16), explained.Due);
        Assert.Equal(["2025-06-07 15 周六,顺延", "2025-06-08 周日,顺延", "2025-06-09 原期间届满日", "2025-06-10 16"], Lines(explained).Skip(14).Take(4));
    }

    private static string[] Lines(DeadlineExplanation explained) =>
        [.. explained.Steps.Select(s => string.Join(' ', new[] { $"{s.On:yyyy-MM-dd}", s.Day?.ToString(), s.Note }.Where(part => part is not null)))];

    private static DeadlineExplanation Explained(string rule, string from, int extend = 0, int? days = null)
    {
        var (explanation, refusal) = RuleSet.BuiltIn.Explain(rule, DateOnly.Parse(from), WorkCalendar.BuiltIn, extend, days);
        Assert.Null(refusal);
        return explanation!;
    }

    [Fact]
    public void ends_at_midnight_online_and_at_closing_time_at_the_counter()
    {
        var explained = RuleSet.BuiltIn.Explain("MED15R", new(2025, 5, 23), WorkCalendar.BuiltIn).Explanation!;
        Assert.Equal(new DateTimeOffset(2025, 6, 10, 0, 0, 0, TimeSpan.FromHours(8)), explained.EndsOnline);
        Assert.Equal(new DateTimeOffset(2025, 6, 9, 17, 0, 0, TimeSpan.FromHours(8)), explained.EndsAtCounter);
    }
}
