using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MediationHub.Web.Tests.Api;

namespace MediationHub.Web.Tests.Law;

/// <summary>Calendars and rules as an administrator amends them. The amendments are made up.</summary>
public class The_law_over_http(RunningHub hub) : IClassFixture<RunningHub>
{
    private static async Task<(HttpStatusCode Status, JsonObject Body)> Put(HttpClient client, int year, object body, int? version = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/calendars/{year}") { Content = JsonContent.Create(body) };
        if (version is not null) request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject());
    }

    private static object Day(string on, string kind = "off", string holiday = "补休") => new { on, kind, holiday };

    /// <summary>The days of a year as they stand, loaded first where the year is not; with one more day off.</summary>
    private static async Task<(List<object> Days, int Version)> Of(HttpClient admin, int year)
    {
        for (var y = 2027; y <= year; y++) await Put(admin, y, new { days = new[] { Day($"{y}-01-01", holiday: "元旦") }, source = "虚构" });
        var shown = await admin.Get($"/api/v1/calendars/{year}");
        return ([.. shown["days"]!.AsArray().Select(d => (object)d!.DeepClone())], shown["version"]!.GetValue<int>());
    }

    [Fact]
    public async Task Shows_a_year_with_its_days_and_versions()
    {
        using var mediator = await hub.Client("mediator");
        var year = await mediator.Get("/api/v1/calendars/2025");
        Assert.Equal(("2025", 1), (year["id"]!.GetValue<string>(), year["version"]!.GetValue<int>()));
        Assert.Null(year["noticeNumber"]);
        Assert.Contains(year["days"]!.AsArray(), d => d!["on"]!.GetValue<string>() == "2025-10-01" && d["kind"]!.GetValue<string>() == "off" && d["holiday"]!.GetValue<string>().Contains("国庆"));
        Assert.Equal("\"1\"", (await mediator.GetAsync("/api/v1/calendars/2025")).Headers.ETag!.Tag);
        Assert.Equal(HttpStatusCode.NotFound, (await mediator.GetAsync("/api/v1/calendars/1999")).StatusCode);
        Assert.True((await mediator.Get("/api/v1/calendars"))["items"]!.AsArray().Count >= 15);
    }

    [Fact]
    public async Task Shows_what_moves_and_then_moves_it()
    {
        using var head = await hub.Client("head");
        using var admin = await hub.Client("admin");
        var (_, c, _) = await head.Post("/api/v1/cases", Calls.NewCase());
        string DueOf(JsonObject shown) => shown["deadlines"]!.AsArray().Single(d => d!["rule"]!.GetValue<string>() == "MED15R")!["due"]!.GetValue<string>();
        var due = DateOnly.Parse(DueOf(c));
        var (days, version) = await Of(admin, due.Year);
        due = DateOnly.Parse(DueOf(c = await head.Get($"/api/v1/cases/{c["id"]}")));
        var body = new { days = days.Append(Day($"{due:yyyy-MM-dd}")), source = "虚构的调整", reason = "测试" };

        var (asked, preview, _) = await admin.Post($"/api/v1/calendars/{due.Year}/preview", body);
        Assert.Equal(HttpStatusCode.OK, asked);
        var move = preview["moves"]!.AsArray().First(m => m!["rule"]!.GetValue<string>() == "MED15R")!;
        Assert.Equal($"{due:yyyy-MM-dd}", move["due"]!.GetValue<string>());
        Assert.Contains($"{due:yyyy-MM-dd}改为放假", move["reason"]!.GetValue<string>());
        Assert.True(preview["moved"]!.GetValue<int>() >= 1);
        Assert.Equal(RunningHub.Organization, preview["organizations"]![0]!["organizationId"]!.GetValue<string>());
        Assert.DoesNotContain("劳调", preview.ToJsonString());   // no case is named to an administrator
        Assert.Equal($"{due:yyyy-MM-dd}", DueOf(await head.Get($"/api/v1/cases/{c["id"]}")));

        var (status, loaded) = await Put(admin, due.Year, body, version);
        Assert.Equal((HttpStatusCode.OK, version + 1), (status, loaded["version"]!.GetValue<int>()));
        Assert.Equal("测试", loaded["versions"]!.AsArray()[^1]!["reason"]!.GetValue<string>());
        Assert.True(DateOnly.Parse(DueOf(await head.Get($"/api/v1/cases/{c["id"]}"))) > due);
        var job = (await admin.Get("/api/v1/recomputations"))["items"]![0]!;
        Assert.NotNull(job["finishedAt"]);
        Assert.True(job["done"]!.GetValue<int>() >= 1);
        var explained = await (await hub.Client(null)).Get($"/api/v1/deadlines/explain?rule=MED15R&from={Calls.Today}");
        Assert.Equal(version + 1, explained["calendarVersions"]![$"{due.Year}"]!.GetValue<int>());
    }

    [Fact]
    public async Task Lays_every_clock_of_a_case_open_under_the_versions_it_names()
    {
        using var head = await hub.Client("head");
        using var admin = await hub.Client("admin");
        var (_, c, _) = await head.Post("/api/v1/cases", Calls.NewCase());
        c = await head.Do(c, "withdraw", new { settled = false, on = Calls.Today, reason = "申请人不再请求" });
        var before = Term(c);
        var (days, version) = await Of(admin, before.Due.Year);
        before = Term(c = await head.Get($"/api/v1/cases/{c["id"]}"));
        Assert.Equal(HttpStatusCode.OK, (await Put(admin, before.Due.Year, new { days = days.Append(Day($"{before.Due:yyyy-MM-dd}")), source = "虚构的调整", reason = "测试" }, version)).Status);

        // The ended case keeps its days, by page and by API; without a version the law in force counts.
        var kept = Term(await head.Get($"/api/v1/cases/{c["id"]}"));
        Assert.Equal(before, kept);
        using var anybody = await hub.Client(null);
        var address = $"rule=MED15R&from={kept.From}";
        Assert.Equal($"{kept.Due:yyyy-MM-dd}", (await anybody.Get($"/api/v1/deadlines/explain?{address}&rulebookVersion={kept.Rulebook}&calendarEdition={kept.Calendar}"))["due"]!.GetValue<string>());
        Assert.NotEqual($"{kept.Due:yyyy-MM-dd}", (await anybody.Get($"/api/v1/deadlines/explain?{address}"))["due"]!.GetValue<string>());
        var page = await head.GetStringAsync($"/cases/{c["id"]}");
        Assert.Contains($"/deadlines?{address}&amp;rulebookVersion={kept.Rulebook}&amp;calendarEdition={kept.Calendar}", page);
        Assert.Contains("第 1 至", page);
        var shown = await anybody.GetStringAsync($"/deadlines?{address}&rulebookVersion={kept.Rulebook}&calendarEdition={kept.Calendar}");
        Assert.Contains($"{kept.Due:yyyy年M月d日}", shown);
        Assert.Contains("按当时的规则和日历计算", shown);
        foreach (var wrong in new[] { "rulebookVersion=0", "rulebookVersion=999", "calendarEdition=x", "calendarEdition=99999" })
            Assert.Equal(HttpStatusCode.BadRequest, (await anybody.GetAsync($"/api/v1/deadlines/explain?{address}&{wrong}")).StatusCode);

        static (string From, DateOnly Due, int Rulebook, int Calendar) Term(JsonObject shown) => shown["deadlines"]!.AsArray().Single(d => d!["rule"]!.GetValue<string>() == "MED15R") is var d
            ? (d!["from"]!.GetValue<string>(), DateOnly.Parse(d["due"]!.GetValue<string>()), d["rulebookVersion"]!.GetValue<int>(), d["calendarEdition"]!.GetValue<int>()) : default;
    }

    [Fact]
    public async Task Names_the_line_that_is_wrong_and_loads_nothing()
    {
        using var admin = await hub.Client("admin");
        var body = new { days = new[] { Day("2024-01-01"), Day("2024-01-01"), Day("2024-01-03", "work"), Day("2025-06-01") }, source = "虚构", reason = "测试" };
        var (status, problem) = await Put(admin, 2024, body, 1);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(["days[1].on", "days[2].kind", "days[3].on"], problem["errors"]!.AsObject().Select(e => e.Key).Order(StringComparer.Ordinal));
        Assert.Contains("第2行", problem["errors"]!["days[1].on"]![0]!.GetValue<string>());
        var (gap, why) = await Put(admin, 2199, new { days = new[] { Day("2199-01-01") }, source = "虚构" });
        Assert.Equal(HttpStatusCode.BadRequest, gap);
        Assert.True(why["errors"]!.AsObject().ContainsKey("year"));
        Assert.Equal(HttpStatusCode.BadRequest, (await Put(admin, 2024, new { days = new[] { Day("2024-02-30") }, source = "虚构", reason = "测试" }, 1)).Status);
        Assert.Equal(1, (await admin.Get("/api/v1/calendars/2024"))["version"]!.GetValue<int>());
    }

    [Fact]
    public async Task Wants_the_version_that_was_seen()
    {
        using var admin = await hub.Client("admin");
        var body = new { days = new[] { Day("2023-01-01") }, source = "虚构", reason = "测试" };
        Assert.Equal((HttpStatusCode)428, (await Put(admin, 2023, body)).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await Put(admin, 2023, body, 7)).Status);
    }

    [Fact]
    public async Task Lets_nobody_else_amend()
    {
        foreach (var user in new[] { "head", "city", "province", "auditor" })
        {
            using var client = await hub.Client(user);
            Assert.Equal(HttpStatusCode.Forbidden, (await Put(client, 2023, new { days = new[] { Day("2023-01-01") }, source = "虚构", reason = "测试" }, 1)).Status);
        }
    }

    [Fact]
    public async Task Shows_every_rule_with_its_source_and_changes_one_under_the_next_version()
    {
        using var admin = await hub.Client("admin");
        var book = await admin.Get("/api/v1/rules");
        var version = book["version"]!.GetValue<int>();
        var rule = book["rules"]!.AsArray().Single(r => r!["id"]!.GetValue<string>() == "RVWACC")!;
        Assert.Equal("D", rule["mark"]!.GetValue<string>());
        Assert.NotEqual("", rule["source"]!.GetValue<string>());
        Assert.NotEqual("", rule["origin"]!.GetValue<string>());
        Assert.Equal(2, book["settings"]!["agentsPerParty"]!["value"]!.GetValue<int>());

        var change = new { count = 7, unit = "working", roll = "none", basis = "虚构的办法第一条", effect = "提示", source = "七个工作日", mark = "D", effectiveFrom = "2026-01-01", reason = "测试" };
        Assert.Equal((HttpStatusCode)428, (await admin.Post("/api/v1/rules/RVWACC/change", change)).Status);
        var (status, changed, _) = await admin.Post("/api/v1/rules/RVWACC/change", change, version);
        Assert.Equal((HttpStatusCode.OK, version + 1), (status, changed["version"]!.GetValue<int>()));
        Assert.Equal(2, (await admin.Get("/api/v1/rules/RVWACC"))["versions"]!.AsArray().Count);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await admin.Post("/api/v1/rules/RVWACC/change", change, version)).Status);

        var (set, after, _) = await admin.Post("/api/v1/settings/agentsPerParty/change", new { value = 3, mark = "D", source = "虚构", reason = "测试" }, version + 1);
        Assert.Equal((HttpStatusCode.OK, 3), (set, after["settings"]!["agentsPerParty"]!["value"]!.GetValue<int>()));
        Assert.Equal(HttpStatusCode.BadRequest, (await admin.Post("/api/v1/settings/agentsPerParty/change", new { value = "many", mark = "D", source = "虚构", reason = "测试" }, version + 2)).Status);
        Assert.Equal("setting-unknown", (await admin.Post("/api/v1/settings/nothing/change", new { value = 1, mark = "D", source = "虚构", reason = "测试" }, version + 2)).Body["code"]!.GetValue<string>());
    }
}
