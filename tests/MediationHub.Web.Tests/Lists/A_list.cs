using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using MediationHub.Web.Tests.Api;

namespace MediationHub.Web.Tests.Lists;

public class A_list(RunningHub hub) : IClassFixture<RunningHub>
{
    private static readonly string[] Sorts = ["received", "-received", "due", "closed", "number", "-number", "claimed", "-claimed"];

    public static TheoryData<string> EverySort => [.. Sorts];

    /// <summary>Page by number and page by place give the same cases in the same order, each once, whether or not they have the day they are sorted by.</summary>
    [Theory, MemberData(nameof(EverySort))]
    public async Task Is_the_same_by_pages_and_from_place_to_place(string sort)
    {
        using var head = await hub.Client("head");
        await Some(head);
        var whole = Ids(await head.Get($"/api/v1/cases?pageSize=200&sort={sort}"));
        var paged = new List<string>();
        for (var page = 1; paged.Count < whole.Count && page < 50; page++) paged.AddRange(Ids(await head.Get($"/api/v1/cases?pageSize=3&sort={sort}&page={page}")));
        Assert.Equal(whole, paged);

        var placed = new List<string>();
        for (var next = ""; next is not null && placed.Count < 300;)
        {
            var answer = await head.Get($"/api/v1/cases?pageSize=3&sort={sort}{(next.Length == 0 ? "" : $"&after={next}")}");
            placed.AddRange(Ids(answer));
            next = answer["next"]?.GetValue<string>();
        }
        Assert.Equal(whole, placed);
        Assert.Equal(whole.Count, whole.Distinct().Count());
    }

    [Theory]
    [InlineData("page=1000000000", "翻页不超过前"), InlineData("page=0", "页码从 1 开始"), InlineData("page=x", "不能作为 page 的值"), InlineData("page=99999999999999999999", "不能作为 page 的值"), InlineData("pageSize=500", "每页 1 至 200 条"),
        InlineData("sort=name", "排序方式可为"), InlineData("after=zzz", "游标无效"), InlineData("stage=gone", "可为：registered"), InlineData("due=never", "可为：overdue"), InlineData("claimedFrom=viel", "金额无效"), InlineData("receivedFrom=2026-13-01", "日期无效")]
    public async Task Says_what_is_wrong_with_its_address(string query, string says)
    {
        using var head = await hub.Client("head");
        var answer = await head.GetAsync($"/api/v1/cases?{query}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(says, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["detail"]!.GetValue<string>());
    }

    /// <summary>They answered with a bare page that said “地址有误”, without the list's own filters and tabs.</summary>
    [Theory, InlineData("/reviews"), InlineData("/alerts"), InlineData("/rankings"), InlineData("/cases")]
    public async Task Says_in_its_own_place_that_there_is_no_such_page_and_leads_back(string path)
    {
        using var head = await hub.Client("head");
        await Some(head);
        await Text($"insert into alerts (organization_id, sign, since, numerator, denominator, position) values ('{RunningHub.Organization}', '{MediationHub.Store.Alerts.AlertSign.All[0].Id}', now(), 1, 3, 1), ('{RunningHub.Organization}', '{MediationHub.Store.Alerts.AlertSign.All[1].Id}', now(), 1, 3, 1) on conflict do nothing");
        foreach (var page in new[] { "1000000000", "99999999999999999999", "4000", "150" })
        {
            var answer = await head.GetAsync($"{path}?page={page}");
            var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
            Assert.True(answer.StatusCode is HttpStatusCode.OK || path is "/cases", $"{path} {page}: {answer.StatusCode}");
            Assert.DoesNotContain("地址有误", text);
            Assert.Contains($"href=\"{path}\"", text);
            if (path is "/reviews" or "/alerts" && page is not "150") Assert.Contains("没有这一页", text);
        }
    }

    [Fact]
    public async Task Of_questions_is_narrowed_where_there_is_more_than_one_kind_and_not_only_behind_fifty()
    {
        using var head = await hub.Client("head");
        await Text($"delete from alerts; insert into alerts (organization_id, sign, since, numerator, denominator, position) values ('{RunningHub.Organization}', '{MediationHub.Store.Alerts.AlertSign.All[0].Id}', now(), 1, 3, 1)");
        Assert.DoesNotContain("name=\"sign\"", await head.GetStringAsync("/alerts"));
        await Text($"insert into alerts (organization_id, sign, since, numerator, denominator, position) values ('{RunningHub.Organization}', '{MediationHub.Store.Alerts.AlertSign.All[1].Id}', now(), 1, 3, 1)");
        Assert.Contains("name=\"sign\"", await head.GetStringAsync("/alerts"));
        var narrowed = await head.GetStringAsync($"/alerts?sign={MediationHub.Store.Alerts.AlertSign.All[1].Id}");
        Assert.Contains("name=\"sign\"", narrowed);
        Assert.Equal(1, System.Text.RegularExpressions.Regex.Count(narrowed, "class=\"alert-figure\""));
    }

    [Fact]
    public async Task Refuses_a_place_of_another_order()
    {
        using var head = await hub.Client("head");
        await Some(head);
        var next = (await head.Get("/api/v1/cases?pageSize=1&sort=claimed"))["next"]!.GetValue<string>();
        Assert.Equal(HttpStatusCode.BadRequest, (await head.GetAsync($"/api/v1/cases?sort=due&after={next}")).StatusCode);
    }

    [Fact]
    public async Task Is_narrowed_by_every_filter_alone_and_together()
    {
        using var head = await hub.Client("head");
        await Some(head);
        var all = await head.Get("/api/v1/cases?pageSize=200");
        Assert.All((await head.Get("/api/v1/cases?pageSize=200&stage=registered&unassigned=true&claimedFrom=2000&claimedTo=4000&source=partyApplication&disputeType=07"))["items"]!.AsArray(), c =>
        {
            Assert.Equal("registered", c!["stage"]!.GetValue<string>());
            Assert.InRange(c["claimed"]!.GetValue<decimal>(), 2000, 4000);
        });
        Assert.Equal(all["total"]!.GetValue<int>(), (await head.Get($"/api/v1/cases?receivedFrom={Calls.Today[..4]}-01-01&receivedTo={Calls.Today}"))["total"]!.GetValue<int>());
        Assert.Equal(0, (await head.Get("/api/v1/cases?due=overdue"))["total"]!.GetValue<int>());
        Assert.NotEmpty(Ids(await head.Get($"/api/v1/cases?mediatorId={RunningHub.Mediator}")));
    }

    [Fact]
    public async Task Of_agreements_shows_amount_payment_and_what_falls_due()
    {
        using var head = await hub.Client("head");
        var c = await head.Sealed();
        var before = Of(await head.Get("/api/v1/agreements?pageSize=200"), c);
        Assert.Equal((11000m, 0m, "effective"), (before["amount"]!.GetValue<decimal>(), before["paid"]!.GetValue<decimal>(), before["status"]!.GetValue<string>()));
        await head.Do(c, "record-payment", new { termNo = 1, amount = 11000, paidOn = Calls.Today });
        Assert.Equal(11000m, Of(await head.Get("/api/v1/agreements?performance=performed&pageSize=200"), c)["paid"]!.GetValue<decimal>());
        Assert.DoesNotContain(c["id"]!.GetValue<string>(), (await head.Get("/api/v1/agreements?performance=pending&pageSize=200"))["items"]!.AsArray().Select(a => a!["caseId"]!.GetValue<string>()));
        using var other = await hub.Client("otherhead");
        Assert.Empty((await other.Get("/api/v1/agreements"))["items"]!.AsArray());
        using var city = await hub.Client("city");
        Assert.DoesNotContain("李明月", await city.GetStringAsync("/api/v1/agreements?pageSize=200"));

        static JsonNode Of(JsonObject list, JsonObject c) => list["items"]!.AsArray().Single(a => a!["caseId"]!.GetValue<string>() == c["id"]!.GetValue<string>())!;
    }

    [Fact]
    public async Task Keeps_each_persons_columns_and_views()
    {
        using var head = await hub.Client("head");
        using var colleague = await hub.Client("mediator");
        var put = await head.PutAsJsonAsync("/api/v1/me/lists/cases", new { columns = new[] { "parties", "number", "claimed" } });
        Assert.Equal(HttpStatusCode.NoContent, put.StatusCode);
        Assert.Equal(["parties", "number", "claimed"], (await head.Get("/api/v1/me/lists/cases"))["columns"]!.AsArray().Select(c => c!.GetValue<string>()));
        Assert.NotEqual("parties", (await colleague.Get("/api/v1/me/lists/cases"))["columns"]![0]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.BadRequest, (await head.PutAsJsonAsync("/api/v1/me/lists/cases", new { columns = new[] { "salary" } })).StatusCode);

        var (made, view, _) = await head.Post("/api/v1/me/lists/cases/views", new { name = "李明月的案件", query = "q=李明月&sort=due&page=7" });
        Assert.Equal(HttpStatusCode.Created, made);
        Assert.DoesNotContain("page", view["query"]!.GetValue<string>());
        Assert.DoesNotContain("李明月", await Text("select string_agg(encode(name, 'escape') || encode(query, 'escape'), '') from list_views"));
        Assert.Single((await head.Get("/api/v1/me/lists/cases"))["views"]!.AsArray());
        Assert.Empty((await colleague.Get("/api/v1/me/lists/cases"))["views"]!.AsArray());
        Assert.Equal(HttpStatusCode.NotFound, (await colleague.DeleteAsync($"/api/v1/me/lists/cases/views/{view["id"]}")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await head.DeleteAsync($"/api/v1/me/lists/cases/views/{view["id"]}")).StatusCode);
        await head.PutAsJsonAsync("/api/v1/me/lists/cases", new { });
    }

    [Fact]
    public async Task Is_exported_for_a_purpose_that_stands_in_the_file_and_in_the_log()
    {
        using var head = await hub.Client("head");
        await Some(head);
        using var file = await Export(head, "cases", "sort=number&stage=registered", "季度统计");
        var rows = file.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Row>().Select(r => r.Elements<Cell>().Select(c => c.InnerText).ToList()).ToList();
        Assert.Contains("用途：季度统计", rows[1][0]);
        Assert.Contains("head", rows[1][0]);
        Assert.Equal((await head.Get("/api/v1/cases?stage=registered"))["total"]!.GetValue<int>(), rows.Count - 3);
        Assert.Empty(file.WorkbookPart.WorksheetParts.Single().Worksheet.Descendants<CellFormula>());
        using var auditor = await hub.Client("auditor");
        Assert.Contains((await auditor.Get("/api/v1/access-log?stream=list:cases"))["items"]!.AsArray(), e => e!["what"]!.GetValue<string>() == "exported" && e["reason"]!.GetValue<string>().StartsWith("季度统计", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tells_no_names_to_an_office_in_its_export_either_and_nothing_without_a_purpose()
    {
        using var head = await hub.Client("head");
        using var city = await hub.Client("city");
        await Some(head);
        using var file = await Export(city, "cases", "", "检查");
        Assert.DoesNotContain("李明月", file.WorkbookPart!.WorksheetParts.Single().Worksheet.InnerText);
        Assert.Equal(HttpStatusCode.BadRequest, (await Ask(city, "cases", "", " ")).StatusCode);
        using var clerk = await hub.Client("clerk");
        Assert.Equal(HttpStatusCode.NotFound, (await Ask(clerk, "cases", "", "检查")).StatusCode);
    }

    [Theory]
    [InlineData("agreements"), InlineData("organizations"), InlineData("mediators")]
    public async Task Of_each_kind_is_exported_in_its_columns(string list)
    {
        using var head = await hub.Client("head");
        await head.Sealed();
        using var file = await Export(head, list, "", "存档");
        Assert.True(file.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Row>().Count() > 3);
    }

    [Fact]
    public async Task Gives_a_mediator_to_those_cases_that_nobody_has_and_says_of_each_what_came_of_it()
    {
        using var head = await hub.Client("head");
        var (_, free, _) = await head.Post("/api/v1/cases", Calls.NewCase());
        var (_, taken, _) = await head.Post("/api/v1/cases", Calls.NewCase());
        await head.Do(taken, "assign-mediator", new { mediatorId = RunningHub.SecondMediator, role = "lead" });
        var page = await (await head.PostAsync("/cases/batch", new FormUrlEncodedContent([new("action", "assign"), new("mediatorId", RunningHub.Mediator), new("id", $"{free["id"]}"), new("id", $"{taken["id"]}"), new("id", "nothing")]))).Content.ReadAsStringAsync();
        Assert.Contains("成功 1 件，未办理 2 件", WebUtility.HtmlDecode(page));
        Assert.Equal(RunningHub.Mediator, (await head.Get($"/api/v1/cases/{free["id"]}"))["mediators"]![0]!["mediatorId"]!.GetValue<string>());
        Assert.Equal(RunningHub.SecondMediator, (await head.Get($"/api/v1/cases/{taken["id"]}"))["mediators"]![0]!["mediatorId"]!.GetValue<string>());
        using var mediator = await hub.Client("mediator");
        Assert.Equal(HttpStatusCode.Forbidden, (await mediator.PostAsync("/cases/batch", new FormUrlEncodedContent([new("action", "assign"), new("mediatorId", RunningHub.Mediator), new("id", $"{free["id"]}")]))).StatusCode);
    }

    [Theory]
    [InlineData("/cases"), InlineData("/cases?q=李明月&sort=due&stage=registered"), InlineData("/agreements?performance=pending"), InlineData("/organizations?sort=filed"), InlineData("/mediators?sort=until"), InlineData("/search?q=李明月"), InlineData("/search")]
    public async Task Is_a_page_of_less_than_sixty_kilobytes(string path)
    {
        using var head = await hub.Client("head");
        await Some(head);
        var answer = await head.GetAsync(path);
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}");
        Assert.InRange((await answer.Content.ReadAsByteArrayAsync()).Length, 1_000, 60 * 1024);
    }

    [Fact]
    public async Task Says_on_the_page_what_is_wrong_with_its_address()
    {
        using var head = await hub.Client("head");
        using var admin = await hub.Client("admin");
        using var city = await hub.Client("city");
        var tooLong = new string('长', 101);
        foreach (var (who, path, says) in new[]
        {
            (head, "/cases?page=1000000000", "翻页不超过前"), (head, "/cases?page=abc", "页码应为"), (head, "/cases?pageSize=7", "每页可为 20、50、100 条"), (head, "/cases?sort=x", "没有这种排序"), (head, "/cases?q=李", "请至少输入两个字"),
            (head, "/agreements?status=x", "没有这个选项"), (head, "/organizations?sort=x", "没有这种排序"), (head, "/search?q=。", "只有标点符号"), (head, $"/cases?stage={tooLong}", "过长"), (head, $"/agreements?organizationId={tooLong}", "过长"),
            (head, $"/organizations?q={tooLong}", "不超过 100 字"), (head, $"/mediators?q={tooLong}", "不超过 100 字"), (head, $"/roster?q={tooLong}", "不超过 100 字"), (head, "/roster?page=x", "页码应为"), (head, $"/cases?q={new string('长', 10_000)}", "不超过 100 字"),
            (head, "/calendar?on=nonsense", "日期无效"), (head, "/calendar?on=2026-02-30", "日期无效"), (head, "/calendar?view=year", "显示方式"), (head, "/calendar?mediatorId=nobody", "调解员"), (head, "/calendar?room=x", "调解室"), (head, "/calendar/new?startsAt=x", "开始时间无效"),
            (head, "/inbox?page=0", "页码应为"), (head, "/inbox?unread=x", "未读"), (head, "/workbench?page=x", "页码应为"),
            (admin, "/outbox?state=nonsense", "状态"), (admin, "/outbox?channel=pigeon", "方式"), (admin, "/outbox?rule=x", "提醒"), (admin, $"/outbox?recipient={tooLong}", "不超过 100 字"), (admin, "/outbox?page=1000000000", "翻页不超过前"), (admin, "/accounts?page=-1", "页码应为"),
            (city, $"/organizations/{RunningHub.Organization}?from=2026-13-01&to=x", "无效"), (city, "/registers?page=x", "页码应为"),
            (city, "/rankings?list=nonsense", "排名分组"), (city, "/alerts?sign=x", "情况"), (city, "/alerts?unit=999999", "行政区划"), (city, "/alerts?page=x", "页码应为"), (city, "/commissions/commission-1?year=1999", "年份"),
        })
        {
            var answer = await who.GetAsync(path);
            Assert.Equal((path, HttpStatusCode.BadRequest), (path, answer.StatusCode));
            var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
            Assert.Contains(says, page);
            Assert.InRange(page.Length, 1, 40_000);   // what was sent is not sent back a dozen times
        }
    }

    /// <summary>An address that was kept may ask for more pages than there are by now.</summary>
    [Theory]
    [InlineData("/cases?page=400"), InlineData("/organizations?page=400"), InlineData("/mediators?page=400")]
    public async Task Leads_back_from_behind_its_last_page(string path)
    {
        using var head = await hub.Client("head");
        await Some(head);
        var answer = await head.GetAsync(path);
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}");
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Contains("没有这一页", page);
        Assert.DoesNotContain("没有符合条件", page);
    }

    private async Task Some(HttpClient head)
    {
        if ((await head.Get("/api/v1/cases"))["total"]!.GetValue<int>() > 6) return;
        for (var i = 1; i <= 5; i++) await head.Post("/api/v1/cases", Calls.NewCase(amount: i * 1000));
        await head.Sealed();
        var closed = await head.Sealed();
        await head.Do(closed, "close", new { outcome = "agreed", on = Calls.Today });
    }

    private static List<string> Ids(JsonObject list) => [.. list["items"]!.AsArray().Select(i => i!["id"]!.GetValue<string>())];

    private static Task<HttpResponseMessage> Ask(HttpClient client, string list, string query, string purpose) =>
        client.PostAsync($"/lists/{list}/export", new FormUrlEncodedContent([new("query", query), new("purpose", purpose)]));

    private static async Task<SpreadsheetDocument> Export(HttpClient client, string list, string query, string purpose)
    {
        var answer = await Ask(client, list, query, purpose);
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}");
        return SpreadsheetDocument.Open(new MemoryStream(await answer.Content.ReadAsByteArrayAsync()), false);
    }

    private async Task<string> Text(string sql)
    {
        await using var command = hub.Installation.Store.Database.CreateCommand(sql);
        return await command.ExecuteScalarAsync() as string ?? "";
    }
}
