using System.Net;
using System.Text.Json.Nodes;
using MediationHub.Documents.Sheets;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Periods;
using MediationHub.Domain.Recommendations;
using MediationHub.Store.Aggregates;
using MediationHub.Web.Tests.Api;
using MediationHub.Web.Tests.Intake;

namespace MediationHub.Web.Tests.Bridge;

/// <summary>建议书发放率: recommendations issued in a month ÷ applications received in it that were never mediated (domain §2e, §4.4).</summary>
public class Applications_for_arbitration_over_http(RunningHub hub) : IClassFixture<RunningHub>
{
    private const string Commission = "/commissions/commission-1";
    private static ReportPeriod Last => ReportPeriod.Of(PeriodKind.Month, TestTime.Today).Before;

    [Fact]
    public async Task Are_recorded_on_the_commissions_page_and_give_the_rate_wherever_recommendations_are_counted()
    {
        await Issue(6);
        using var clerk = await Pages.SignedIn(hub, "clerk");
        Assert.DoesNotContain($"{Last.Name}（已登记", await clerk.Get($"{Commission}/do/count-applications"));
        Assert.Contains("调解建议书 ÷", await clerk.Get("/recommendations"));
        using var api = await hub.Client("clerk");
        Assert.Null((await Rate(api))["rate"]);

        // On the page: refused with what was typed kept, then recorded.
        var step = $"{Commission}/do/count-applications";
        Assert.Contains(Last.Name, await clerk.Get(step));
        var (bad, said, _) = await clerk.Send(step, step, new() { ["month"] = Last.Code, ["received"] = "3", ["alreadyMediated"] = "4" });
        Assert.Equal(HttpStatusCode.BadRequest, bad);
        Assert.Contains("不能多于收到的", said);
        Assert.Contains("value=\"4\"", said);
        var (done, text, location) = await clerk.Send(step, step, new() { ["month"] = Last.Code, ["received"] = "12", ["alreadyMediated"] = "2" });
        Assert.True(done is HttpStatusCode.Found, text);
        Assert.Equal($"{Commission}?done=count-applications", location);
        var page = await clerk.Get($"{Commission}?year={Last.Year}");
        Assert.All([Last.Name, "60.00%", "6/10"], t => Assert.Contains(t, page));
        var rate = await Rate(api);
        Assert.Equal((6, 10, 60.00m), (rate["issued"]!.GetValue<int>(), rate["applications"]!.GetValue<int>(), rate["rate"]!.GetValue<decimal>()));

        // A correction needs its reason, and both entries stay.
        var commission = await api.Get("/api/v1/commissions/commission-1");
        var (silent, no, _) = await api.Post("/api/v1/commissions/commission-1/count-applications", new { month = Last.Code, received = 14, alreadyMediated = 2 }, commission["version"]!.GetValue<int>());
        Assert.Equal(HttpStatusCode.BadRequest, silent);
        Assert.True(no["errors"]!.AsObject().ContainsKey("reason"));
        Assert.Contains("value=\"12\"", await clerk.Get($"{step}?month={Last.Code}"));
        var chosen = $"{step}?month={Last.Code}";
        (bad, said, _) = await clerk.Send(chosen, chosen, new() { ["month"] = Last.Code, ["received"] = "14", ["alreadyMediated"] = "2" });
        Assert.Equal(HttpStatusCode.BadRequest, bad);
        Assert.All([$"action=\"{chosen}\"", "更正请写明原因", "value=\"14\""], t => Assert.Contains(t, said));
        (done, text, location) = await clerk.Send(chosen, chosen, new() { ["month"] = Last.Code, ["received"] = "14", ["alreadyMediated"] = "2", ["reason"] = "两件漏计" });
        Assert.True(done is HttpStatusCode.Found, text);
        Assert.Contains("收到仲裁申请数已更正", await clerk.Get(location!));
        page = await clerk.Get($"{Commission}?year={Last.Year}");
        Assert.All(["50.00%", "收到 12 件改为 14 件", "两件漏计"], t => Assert.Contains(t, page));

        // The indicators of the unit and of the province, not of another unit, nor of an organization.
        using var province = await hub.Client("province");
        var days = $"from={Last.From:yyyy-MM-dd}&to={Last.To:yyyy-MM-dd}";
        foreach (var unit in new[] { "", "&unit=220100" }) Assert.Equal(50.00m, Of(await province.Get($"/api/v1/indicators?{days}{unit}"))!["rate"]!.GetValue<decimal>());
        Assert.Null(Of(await province.Get($"/api/v1/indicators?{days}&unit=220200"))!["rate"]);
        Assert.Null(Of(await province.Get($"/api/v1/indicators?from={Last.From.AddDays(1):yyyy-MM-dd}&to={Last.To:yyyy-MM-dd}"))!["rate"]);   // no whole month
        Assert.Null(Of(await province.Get($"/api/v1/organizations/{RunningHub.Organization}/indicators?{days}")));
        using var office = await Pages.SignedIn(hub, "province");
        var indicators = await office.Get($"/indicators?{days}");
        Assert.All(["调解建议书发放率", "50.00%", "6/12"], t => Assert.Contains(t, indicators));

        // The bulletin and the statistical report of the month.
        var (closed, period, _) = await province.Post("/api/v1/periods", new { period = Last.Code });
        Assert.True(closed is HttpStatusCode.Created, period.ToJsonString());
        Assert.Contains("调解建议书发放率50.00%（6/12，", await office.Get($"/periods/{period.Word("id")}/bulletin.html"));
        var rows = SheetReader.Read(await office.Bytes($"/periods/{period.Word("id")}/report.xlsx")).Rows;
        Assert.Contains(rows, r => r.Cells.Any(c => c.Text is { } head && head.StartsWith("调解建议书发放率", StringComparison.Ordinal)));
        Assert.Contains(rows, r => r.Cells.Count > 3 && r[0].Text is "合计" && r.Cells[^1].Text is "50.00" && r.Cells[^2].Text is "6" && r.Cells[^3].Text is "12");

        // More issued than applications: said plainly, and never more than all.
        commission = await api.Get("/api/v1/commissions/commission-1");
        await api.Do(commission, "count-applications", new { month = Last.Code, received = 7, alreadyMediated = 2, reason = "核对收件簿" }, "commissions");
        rate = await Rate(api);
        Assert.Equal((1, 0), (rate["monthsExceeding"]!.GetValue<int>(), rate["months"]!.GetValue<int>()));
        Assert.Null(rate["rate"]);
        Assert.Contains("发出多于未经调解的 5 件，请核对", await clerk.Get($"{Commission}?year={Last.Year}"));
        Assert.Contains("请核对登记", await office.Get($"/indicators?{days}"));
    }

    [Fact]
    public async Task Are_recorded_by_the_own_commissions_clerk_or_director_alone_and_read_by_the_offices_above()
    {
        var month = Last.Before.Code;
        foreach (var (user, reads, records) in new[] { ("clerk", true, true), ("arbitrator", true, false), ("otherclerk", false, false), ("city", true, false), ("othercity", false, false), ("province", true, false), ("head", false, false), ("admin", false, false) })
        {
            using var client = await hub.Client(user);
            Assert.Equal((user, reads ? HttpStatusCode.OK : HttpStatusCode.Forbidden), (user, (await client.GetAsync("/api/v1/commissions/commission-1/applications")).StatusCode));
            var version = (await client.Get("/api/v1/commissions/commission-1"))["version"]!.GetValue<int>();
            Assert.Equal((user, records ? HttpStatusCode.OK : HttpStatusCode.Forbidden), (user, (await client.Post("/api/v1/commissions/commission-1/count-applications", new { month, received = 4, alreadyMediated = 1 }, version)).Status));
        }
        using var director = await hub.Client("director");
        await director.Do(await director.Get("/api/v1/commissions/commission-1"), "count-applications", new { month, received = 5, alreadyMediated = 1, reason = "机密理由戊" }, "commissions");
        using var auditor = await hub.Client("auditor");
        var read = await auditor.Get($"/api/v1/commissions/commission-1/applications?year={Last.Before.Year}");
        Assert.Equal(2, read["entries"]!.AsArray().Count(e => e!["month"]!.GetValue<string>() == month));
        Assert.DoesNotContain("机密理由戊", read.ToJsonString());
        var (soon, no, _) = await director.Post("/api/v1/commissions/commission-1/count-applications", new { month = ReportPeriod.Of(PeriodKind.Month, DateOnly.Parse(Calls.Today)).Code, received = 5, alreadyMediated = 1 }, (await director.Get("/api/v1/commissions/commission-1"))["version"]!.GetValue<int>());
        Assert.Equal((HttpStatusCode.Conflict, "month-not-over"), (soon, no.Word("code")));
        foreach (var year in new[] { "2007", "9999" }) Assert.Equal(HttpStatusCode.BadRequest, (await auditor.GetAsync($"/api/v1/commissions/commission-1/applications?year={year}")).StatusCode);
        using var page = await Pages.SignedIn(hub, "arbitrator");
        Assert.DoesNotContain("do/count-applications", await page.Get(Commission));
    }

    /// <summary>Letters of the month before, which is over.</summary>
    private async Task Issue(int letters)
    {
        var day = Last.From.AddDays(9);
        hub.Installation.Clock.Hold(ChinaTime.At(day, new(10, 0)));
        try
        {
            for (var n = 1; n <= letters; n++)
            {
                var id = $"counted-{n}";
                var answer = await hub.Installation.Aggregates.Send(id, new IssueRecommendation(
                    new(id), new("commission-1"), $"收〔{day.Year}〕计第{n}号", day, [new() { Kind = PartyKind.Person, Name = "孙小川", Phone = "13800000009" }], [new() { Kind = PartyKind.Employer, Name = "长春某某物流有限公司" }],
                    "07.1", [new("07.1", "支付工资", 5000m)], default, [new(RunningHub.Organization)]), new Request(Actor.System));
                Assert.True(answer.Kind is AnswerKind.Done, answer.Refusal?.Chinese);
            }
        }
        finally { hub.Installation.Clock.Hold(null); }
    }

    private static async Task<JsonObject> Rate(HttpClient client) => (await client.Get($"/api/v1/recommendations/rates?from={Last.From:yyyy-MM-dd}&to={Last.To:yyyy-MM-dd}"))["issueRate"]!.AsObject();

    private static JsonNode? Of(JsonObject indicators) => indicators["recommendations"]!["issueRate"];
}
