using System.Net;
using System.Net.Http.Json;
using MediationHub.Documents.Sheets;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Periods;
using MediationHub.Web.Features.Periods;
using MediationHub.Web.Tests.Api;
using MediationHub.Web.Tests.Intake;

namespace MediationHub.Web.Tests.Periods;

/// <summary>Figures are closed by the province, seen by whose they are, and never changed.</summary>
public class Reporting_periods_over_http(RunningHub hub) : IClassFixture<RunningHub>
{
    private static ReportPeriod Last => ReportPeriod.Of(PeriodKind.Month, TestTime.Today).Before;

    [Fact]
    public async Task Are_closed_once_and_refuse_every_change()
    {
        using var province = await hub.Client("province");
        var quarter = ReportPeriod.Of(PeriodKind.Quarter, Last.From).Before.Code;
        var (status, made, _) = await province.Post("/api/v1/periods", new { period = quarter });
        Assert.True(status is HttpStatusCode.Created, made.ToJsonString());
        var id = made["id"]!.GetValue<string>();
        Assert.Equal($"220000-{quarter}", id);
        Assert.True(made["signatureValid"]!.GetValue<bool>());
        Assert.Equal(11, made["units"]!.AsArray().Count);
        Assert.Equal("closing", made["definition"]!["id"]!.GetValue<string>());
        Assert.True(made["asOf"]!["position"]!.GetValue<long>() > 0);

        var (again, refused, _) = await province.Post("/api/v1/periods", new { period = quarter });
        Assert.Equal((HttpStatusCode.Conflict, "period-frozen"), (again, refused["code"]!.GetValue<string>()));
        using var change = await province.PutAsJsonAsync($"/api/v1/periods/{id}", new { succeeded = 99 });
        Assert.Equal(HttpStatusCode.Conflict, change.StatusCode);
        Assert.Contains("更正情况", await change.Content.ReadAsStringAsync());

        var noted = await province.Do(made, "note", new { note = "九月因系统切换，两件案件补登。" }, "periods");
        Assert.Equal(made["digest"]!.GetValue<string>(), noted["digest"]!.GetValue<string>());
        Assert.Contains("补登", await province.GetStringAsync($"/api/v1/periods/{id}/bulletin.html"));
        Assert.Equal("PK"u8.ToArray(), (await province.GetByteArrayAsync($"/api/v1/periods/{id}/bulletin.docx"))[..2]);
        Assert.Contains(id, await province.GetStringAsync("/api/v1/periods?kind=quarter"));
    }

    [Fact]
    public async Task Show_what_was_accepted_since_as_a_correction_of_nobody_and_as_figures_of_any_days()
    {
        using var mediator = await hub.Client("mediator");
        var c = await mediator.Sealed();
        await mediator.Do(c, "close", new { outcome = "agreed", on = Calls.Today });
        using var head = await hub.Client("head");
        var balance = await head.Get($"/api/v1/periods/balance?from={Calls.Today}&to={Calls.Today}");
        var total = balance["total"]!;
        Assert.Equal(total["openBefore"]!.GetValue<long>() + total["accepted"]!.GetValue<long>() - total["closed"]!.GetValue<long>(), total["openAfter"]!.GetValue<long>());
        Assert.True(total["accepted"]!.GetValue<long>() >= 1 && total["succeeded"]!.GetValue<long>() >= 1);
        Assert.All(balance["organizations"]!.AsArray(), o => Assert.Equal(RunningHub.Organization, o!["organizationId"]!.GetValue<string>()));

        // Another organization's head and another city see none of it.
        foreach (var stranger in new[] { "otherhead", "othercity" })
        {
            using var client = await hub.Client(stranger);
            Assert.DoesNotContain((await client.Get($"/api/v1/periods/balance?from={Calls.Today}&to={Calls.Today}"))["organizations"]!.AsArray(), o => o!["organizationId"]!.GetValue<string>() == RunningHub.Organization);
        }
    }

    [Theory]
    [InlineData("""{"period":"2026-13"}""", HttpStatusCode.BadRequest, "period")]
    [InlineData("""{"period":"2099-01"}""", HttpStatusCode.Conflict, "period-not-over")]
    [InlineData("""{"period":"2026-01","unit":"460000"}""", HttpStatusCode.BadRequest, "unit")]
    [InlineData("""{"period":"2026-01","unit":"220100"}""", HttpStatusCode.BadRequest, "unit")]
    [InlineData("""{"period":"2026-01","unit":"999999"}""", HttpStatusCode.BadRequest, "unit")]
    [InlineData("""{}""", HttpStatusCode.BadRequest, "period")]
    public async Task Say_why_a_period_cannot_be_closed(string body, HttpStatusCode expected, string about)
    {
        using var province = await hub.Client("province");
        var (status, answer, _) = await province.Post("/api/v1/periods", System.Text.Json.Nodes.JsonNode.Parse(body));
        Assert.Equal(expected, status);
        Assert.True(answer["code"]!.GetValue<string>() == about || answer["errors"]?[about] is not null, answer.ToJsonString());
    }

    [Theory]
    [InlineData("from=2026-12-01&to=2026-01-01", "to")]
    [InlineData("unit=460100", "unit")]
    [InlineData("unit=nowhere", "unit")]
    [InlineData("from=yesterday", "from")]
    public async Task Say_why_days_cannot_be_counted(string query, string field)
    {
        using var province = await hub.Client("province");
        var answer = await province.GetAsync($"/api/v1/periods/balance?{query}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains($"\"{field}\"", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Are_closed_by_nobody_but_the_province()
    {
        foreach (var user in new[] { "mediator", "head", "city", "clerk", "auditor", "admin" })
        {
            using var client = await hub.Client(user);
            Assert.Equal((user, HttpStatusCode.Forbidden), (user, (await client.Post("/api/v1/periods", new { period = "2026-01" })).Status));
        }
    }

    [Fact]
    public async Task Stand_on_their_pages_with_report_print_and_bulletin()
    {
        using var office = await Pages.SignedIn(hub, "province");
        var (status, _, location) = await office.Send("/periods", "/periods", new() { ["period"] = Last.Code });
        if (status is not HttpStatusCode.Found)
        {
            // Nothing was accepted yet, so nothing waits on the page: closed over the API.
            using var province = await hub.Client("province");
            await province.Post("/api/v1/periods", new { period = Last.Code });
            location = $"/periods/220000-{Last.Code}";
        }
        var page = await office.Get(location!);
        Assert.Contains("上期未结", page);
        Assert.Contains("结转以后没有更正", page);
        Assert.Contains("结案口径", page);
        Assert.Contains("记录序号", page);
        var at = location!.Split('?')[0];
        Assert.Contains("报表期间", await office.Get($"{at}/print"));
        Assert.Contains("劳动人事争议调解信息通报", await office.Get($"{at}/bulletin.html"));
        Assert.Contains("统计报表", SheetReader.Read(await office.Bytes($"{at}/report.xlsx")).Rows[0][0].Text);
        using var stranger = await Pages.SignedIn(hub, "head");
        Assert.Contains(Last.Name, await stranger.Get(at));
    }
}
