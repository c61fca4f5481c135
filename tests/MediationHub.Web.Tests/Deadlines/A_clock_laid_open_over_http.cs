using System.Net;
using System.Text.Json.Nodes;
using MediationHub.Web.Tests.Api;

namespace MediationHub.Web.Tests.Deadlines;

/// <summary>The contract's § The clock, without signing in.</summary>
public class A_clock_laid_open_over_http(RunningHub hub) : IClassFixture<RunningHub>
{
    private async Task<JsonObject> Explained(string query) => await (await hub.Client(null)).Get($"/api/v1/deadlines/explain?{query}");

    [Fact]
    public async Task Reads_as_the_contract_shows_it()
    {
        var clock = await Explained("rule=MED15R&from=2025-05-23");
        Assert.Equal("调解期限(自收到申请)", clock["name"]!.GetValue<string>());
        Assert.Equal("调解仲裁法第十四条第三款", clock["basis"]!.GetValue<string>());
        Assert.Equal((15, "natural"), (clock["count"]!.GetValue<int>(), clock["unit"]!.GetValue<string>()));
        Assert.Equal(("2025-06-07", "2025-06-09"), (clock["raw"]!.GetValue<string>(), clock["due"]!.GetValue<string>()));
        Assert.Equal((true, false), (clock["rolled"]!.GetValue<bool>(), clock["provisional"]!.GetValue<bool>()));
        Assert.Equal(1, clock["calendarVersions"]!["2025"]!.GetValue<int>());
        var steps = clock["steps"]!.AsArray();
        Assert.Equal(17, steps.Count);
        Assert.Equal(("2025-05-24", 1, "次日起算"), (steps[0]!["on"]!.GetValue<string>(), steps[0]!["day"]!.GetValue<int>(), steps[0]!["note"]!.GetValue<string>()));
        Assert.Equal("期间届满日", steps[^1]!["note"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("2026-11-02T20:00:00Z", "2026-11-03")]
    [InlineData("2026-11-02T23:30:00-08:00", "2026-11-03")]
    [InlineData("2026-11-02T00:10:00%2B08:00", "2026-11-02")]
    [InlineData("2026-11-02T00:10:00+08:00", "2026-11-02")]
    public async Task Takes_an_instant_on_its_day_in_Shanghai(string from, string day) => Assert.Equal(day, (await Explained($"rule=ACC3&from={from}"))["from"]!.GetValue<string>());

    [Fact]
    public async Task Adds_an_extension_into_the_whole() => Assert.Equal(10, (await Explained("rule=RVW5&from=2026-11-02&extend=5"))["count"]!.GetValue<int>());

    [Fact]
    public async Task Is_provisional_past_the_last_loaded_year() => Assert.True((await Explained("rule=LIM1&from=2026-06-01"))["provisional"]!.GetValue<bool>());

    [Theory]
    [InlineData("from=2026-03-02", "rule")]
    [InlineData("rule=MED14&from=2026-03-02", "rule")]
    [InlineData("rule=MED15R", "from")]
    [InlineData("rule=MED15R&from=2026-02-30", "from")]
    [InlineData("rule=MED15R&from=2026-3-2", "from")]
    [InlineData("rule=MED15R&from=0001-01-01", "from")]
    [InlineData("rule=MED15R&from=9999-12-31", "from")]
    [InlineData("rule=ACC3&from=2026-03-02&extend=1", "extend")]
    [InlineData("rule=RVW5&from=2026-03-02&extend=6", "extend")]
    [InlineData("rule=MED15R&from=2026-03-02&extend=-1", "extend")]
    [InlineData("rule=MED15R&from=2026-03-02&extend=x", "extend")]
    [InlineData("rule=MED15R&from=2026-03-02&extend=99999999999", "extend")]
    [InlineData("rule=MED15R&from=2026-03-02&days=5", "days")]
    [InlineData("rule=PUBN&from=2026-03-02&days=10000", "days")]
    [InlineData("rule=PUBN&from=2026-03-02&days=0", "days")]
    [InlineData("rule=RVW15&from=2026-06-14&postedOn=2026-02-30", "postedOn")]
    [InlineData("rule=RVW15&from=2026-06-14&postedOn=2026-06-13", "postedOn")]
    [InlineData("rule=RVW15&from=2026-06-14&postedOn=9999-12-31", "postedOn")]
    [InlineData("rule=ACC3&from=2026-06-14&postedOn=2026-06-15", "postedOn")]
    public async Task Refuses_what_cannot_be_counted_with_the_field_in_Chinese(string query, string field)
    {
        var answer = await (await hub.Client(null)).GetAsync($"/api/v1/deadlines/explain?{query}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Matches("[\u4e00-\u9fff]", problem["errors"]![field]!.AsArray().Single()!.GetValue<string>());
    }

    /// <summary>CPL 85: the court's thirty days from 12 June 2026 end on a Sunday, and so on Monday, 13 July.</summary>
    [Theory]
    [InlineData("2026-07-13", true, "2026-07-13 交邮，在期满前，不算逾期")]
    [InlineData("2026-07-14", false, "2026-07-14 交邮，已在 2026-07-13 届满以后")]
    public async Task Says_whether_posting_on_a_day_was_in_time(string posted, bool inTime, string said)
    {
        var clock = await Explained($"rule=JC30&from=2026-06-12&postedOn={posted}");
        Assert.Equal((posted, inTime, "民事诉讼法第八十五条"), (clock["posting"]!["on"]!.GetValue<string>(), clock["posting"]!["inTime"]!.GetValue<bool>(), clock["posting"]!["basis"]!.GetValue<string>()));
        Assert.Null((await Explained("rule=JC30&from=2026-06-12"))["posting"]);
        var page = await (await hub.Client(null)).GetStringAsync($"/deadlines?rule=JC30&from=2026-06-12&postedOn={posted}");
        Assert.Contains(said, page);
        Assert.Contains("/deadlines?rule=FM10", page);
        // A rule alone opens the form at that rule; a day of posting that another rule's form left behind is no mistake.
        Assert.Contains("""<option value="FM10" selected""", await (await hub.Client(null)).GetStringAsync("/deadlines?rule=FM10"));
        Assert.DoesNotContain("交邮", await (await hub.Client(null)).GetStringAsync("/deadlines?rule=ACC3&from=2026-06-12&postedOn=2026-06-13"));
    }

    [Fact]
    public async Task Is_shown_to_everybody_on_a_small_calendar()
    {
        var page = await (await hub.Client(null)).GetStringAsync("/deadlines?rule=ACC3&from=2026-09-29");
        Assert.Contains("2026年10月9日", page);   // 30 September, 8 and 9 October
        Assert.Contains("国庆节放假", page);
        Assert.Contains("没有期限规则", await (await (await hub.Client(null)).GetAsync("/deadlines?rule=MED14&from=2026-03-02")).Content.ReadAsStringAsync());
    }
}
