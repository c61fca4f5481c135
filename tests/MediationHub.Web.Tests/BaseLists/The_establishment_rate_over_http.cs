using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using MediationHub.Documents.Sheets;
using MediationHub.Domain.Access;
using MediationHub.Domain.BaseLists;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Periods;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Maintenance;
using MediationHub.Web.Tests.Api;
using MediationHub.Web.Tests.Bridge;
using MediationHub.Web.Tests.Intake;

namespace MediationHub.Web.Tests.BaseLists;

/// <summary>组建率 (domain §4.4), from the base list that an office enters to every place where indicators stand. The hub's 桃源街道 (长春) and 北京路街道 (吉林) are active since 2025-03-03.</summary>
public class The_establishment_rate_over_http(RunningHub hub) : IClassFixture<RunningHub>
{
    private const string Townships = "/base-lists/220100-townships";
    private static ReportPeriod Last => ReportPeriod.Of(PeriodKind.Month, TestTime.Today).Before;

    [Fact]
    public async Task Goes_from_the_base_that_a_city_enters_on_its_page_to_every_figure_of_its_unit()
    {
        using var city = await Pages.SignedIn(hub, "city");
        Assert.Contains("没有登记基数", await city.Get(Townships));

        // Pasted as it comes out of a sheet; refused with what was typed kept, then recorded.
        const string list = "长春市乡镇街道名册\n序号\t代码\t名称\t备注\n1\t220102001\t桃源街道\t\n2\t220112001000\t云山街道\t\n3\t220204001\t临江街道\t\n合计\t\t3\t";
        var form = new Dictionary<string, string> { ["from"] = "2025-01-01", ["source"] = "2024年统计用区划代码", ["by"] = "list", ["entries"] = list };
        var (bad, said, _) = await city.Send($"{Townships}/edit", $"{Townships}/edit", new(form));
        Assert.Equal(HttpStatusCode.BadRequest, bad);
        Assert.Contains("“临江街道”按代码属于吉林市", said);
        Assert.Contains("云山街道", said);
        var (done, text, location) = await city.Send($"{Townships}/edit", $"{Townships}/edit", new(form) { ["entries"] = list.Replace("3\t220204001\t临江街道\t\n", "", StringComparison.Ordinal) });
        Assert.True(done is HttpStatusCode.Found, text);
        Assert.Equal($"{Townships}?done=base", location);
        var page = await city.Get(Townships);
        Assert.All(["50.00%", "尚未组建（1）", "已组建（1）", "桃源街道劳动争议调解中心", "2024年统计用区划代码", "记录序号"], t => Assert.Contains(t, page));

        // Over the API: definition, version, numerator, denominator, as of, and both halves of the base.
        using var api = await hub.Client("city");
        var shown = await api.Get("/api/v1/base-lists/220100-townships");
        Assert.Equal((1, 2), (shown["version"]!.GetValue<int>(), shown["entries"]!.AsArray().Count));
        Assert.Equal("220112001", shown["entries"]![1]!["code"]!.GetValue<string>());
        var coverage = await api.Get("/api/v1/base-lists/220100-townships/coverage");
        Assert.Equal(("桃源街道", RunningHub.Organization, "云山街道"), (coverage["with"]![0]!["name"]!.GetValue<string>(), coverage["with"]![0]!["organizations"]![0]!["organizationId"]!.GetValue<string>(), coverage["without"]![0]!["name"]!.GetValue<string>()));
        var rate = Of(await api.Get("/api/v1/establishment-rate?unit=220100"), "townships");
        Assert.Equal((1, 2, 50.00m, 2), (rate["having"]!.GetValue<int>(), rate["base"]!.GetValue<int>(), rate["rate"]!.GetValue<decimal>(), rate["definition"]!["version"]!.GetValue<int>()));
        Assert.True(rate["asOf"]!["position"]!.GetValue<long>() > 0);

        // On the day asked: before it was activated nothing was there, before the base began there is no rate.
        Assert.Equal(0m, Of(await api.Get("/api/v1/establishment-rate?unit=220100&on=2025-03-02"), "townships")["rate"]!.GetValue<decimal>());
        Assert.Equal(50m, Of(await api.Get("/api/v1/establishment-rate?unit=220100&on=2025-03-03"), "townships")["rate"]!.GetValue<decimal>());
        Assert.Null(Of(await api.Get("/api/v1/establishment-rate?unit=220100&on=2024-12-31"), "townships")["rate"]);

        // Wherever indicators stand: of the unit and the province, not of another unit, nor of an organization.
        using var province = await hub.Client("province");
        Assert.Equal(50m, Of(await province.Get("/api/v1/indicators?unit=220100"), "townships", "establishment")["rate"]!.GetValue<decimal>());
        Assert.Null(Of(await province.Get("/api/v1/indicators?unit=220300"), "townships", "establishment")["rate"]);
        Assert.Null((await province.Get($"/api/v1/organizations/{RunningHub.Organization}/indicators"))["establishment"]);
        using var office = await Pages.SignedIn(hub, "province");
        Assert.All(["组建率（乡镇（街道））", "50.00%", "没有登记基数，不计入"], t => Assert.Contains(t, office.Get("/indicators").Result));
        Assert.Contains("组建率", await office.Get("/board?unit=220100"));
        Assert.Contains("2024年统计用区划代码", await office.Get("/base-lists"));
        var (closed, period, _) = await province.Post("/api/v1/periods", new { period = Last.Code });
        Assert.True(closed is HttpStatusCode.Created, period.ToJsonString());
        Assert.Contains("乡镇（街道）组建率50.00%（1/2，", await office.Get($"/periods/{period.Word("id")}/bulletin.html"));
        Assert.Contains("组建率（乡镇（街道））", await office.Get($"/periods/{period.Word("id")}"));
        var rows = SheetReader.Read(await office.Bytes($"/periods/{period.Word("id")}/report.xlsx")).Rows;
        var head = rows.First(r => r.Cells.Any(c => c.Text is "乡镇（街道）基数（个）"));
        var column = head.Cells.Select((c, i) => (c.Text, i)).First(c => c.Text is "乡镇（街道）基数（个）").i;
        Assert.Contains(rows, r => r[0].Text is "合计" && (r[column].Text, r[column + 1].Text, r[column + 2].Text) == ("2", "1", "50.00"));
        var sheet = SheetReader.Read(await office.Bytes($"{Townships}/coverage.xlsx")).Rows;
        Assert.Contains(sheet, r => r[1].Text is "云山街道" && r[2].Text is "否");

        // Suspended, it counts no more; the day before, it did.
        await hub.Do(RunningHub.Organization, new SuspendOrganization(ChinaTime.DayOf(hub.Installation.Clock.GetUtcNow()), "场所装修"));
        Assert.Equal(0m, Of(await api.Get("/api/v1/establishment-rate?unit=220100"), "townships")["rate"]!.GetValue<decimal>());
        Assert.Equal(50m, Of(await api.Get($"/api/v1/establishment-rate?unit=220100&on={ChinaTime.DayOf(hub.Installation.Clock.GetUtcNow()).AddDays(-1):yyyy-MM-dd}"), "townships")["rate"]!.GetValue<decimal>());
        await hub.Do(RunningHub.Organization, new ResumeOrganization(ChinaTime.DayOf(hub.Installation.Clock.GetUtcNow()), "已完成"));

        // Corrected with a reason, by a sheet that names the organization; a number that is out of date gives no rate.
        var csv = Encoding.UTF8.GetBytes("名称,代码,组织编码\r\n桃源街道,220102001,\r\n云山街道,220112001,CC0001\r\n");
        var correction = new Dictionary<string, string> { ["from"] = "2025-01-01", ["source"] = "2024年统计用区划代码", ["by"] = "list", ["entries"] = "" };
        (bad, said, _) = await city.Send($"{Townships}/edit", $"{Townships}/edit", new(correction), ("file", "名册.csv", csv));
        Assert.Equal(HttpStatusCode.BadRequest, bad);
        Assert.Contains("更正请写明原因", said);
        (done, text, _) = await city.Send($"{Townships}/edit", $"{Townships}/edit", new(correction) { ["reason"] = "两街道合设一个中心" }, ("file", "名册.csv", csv));
        Assert.True(done is HttpStatusCode.Found, text);
        Assert.Contains("100.00%", await city.Get(Townships));
        Assert.Contains("两街道合设一个中心", await city.Get(Townships));
        // Saved again as it is, nothing changes, and that is what is said.
        var versions = (await api.Get("/api/v1/base-lists/220100-townships"))["version"]!.GetValue<int>();
        (done, _, location) = await city.Send($"{Townships}/edit", $"{Townships}/edit", new(correction) { ["reason"] = "两街道合设一个中心" }, ("file", "名册.csv", csv));
        Assert.Equal((HttpStatusCode.Found, $"{Townships}?done=same", versions), (done, location, (await api.Get("/api/v1/base-lists/220100-townships"))["version"]!.GetValue<int>()));
        Assert.Contains("没有变化", await city.Get(location!));
        // A number alone: the township that the organization's name says; none is no number of townships.
        (bad, said, _) = await city.Send($"{Townships}/edit", $"{Townships}/edit", new(correction) { ["by"] = "count", ["count"] = "0", ["reason"] = "试填" });
        Assert.Equal(HttpStatusCode.BadRequest, bad);
        Assert.Contains("长春市不会没有乡镇（街道）", said);
        (done, text, _) = await city.Send($"{Townships}/edit", $"{Townships}/edit", new(correction) { ["by"] = "count", ["count"] = "4", ["reason"] = "试填" });
        Assert.True(done is HttpStatusCode.Found, text);
        page = await city.Get(Townships);
        Assert.All(["25.00%", "按组织名称辨认，同一乡镇（街道）只计一次", "桃源街道"], t => Assert.Contains(t, page));
        Assert.Equal((1, 4), Of(await api.Get("/api/v1/establishment-rate?unit=220100"), "townships") is var counted ? (counted["having"]!.GetValue<int>(), counted["base"]!.GetValue<int>()) : default);
        Assert.Empty((await Verification.Run(hub.Installation.Store, hub.Installation.Aggregates, null)).Findings);
    }

    [Fact]
    public async Task Is_entered_and_revised_over_the_API_by_the_offices_of_the_unit_alone_and_read_by_everybody()
    {
        var body = new { region = "220200", kind = "enterprises", from = "2026-01-01", source = "市统计局规模以上单位名录（2025年末）", count = 120 };
        foreach (var user in new[] { "mediator", "head", "clerk", "city", "auditor", "admin" })
        {
            using var client = await hub.Client(user);
            Assert.Equal((user, HttpStatusCode.Forbidden), (user, (await client.Post("/api/v1/base-lists", body)).Status));
        }
        using var own = await hub.Client("othercity");
        var (made, list, _) = await own.Post("/api/v1/base-lists", body);
        Assert.True(made is HttpStatusCode.Created, list.ToJsonString());
        Assert.Equal((HttpStatusCode.Conflict, "base-list-exists"), (await own.Post("/api/v1/base-lists", new { region = "220200", kind = "enterprises", from = "2027-01-01", source = "名录", count = 130 })) is var (again, no, _) ? (again, no.Word("code")) : default);
        await own.Do(list, "revise", new { from = "2027-01-01", source = "市统计局规模以上单位名录（2026年末）", count = 130 }, "base-lists");
        Assert.Equal(120, (await own.Get("/api/v1/base-lists/220200-enterprises"))["inForce"]!["size"]!.GetValue<int>());
        using var city = await hub.Client("city");
        Assert.Equal(HttpStatusCode.Forbidden, (await city.Post("/api/v1/base-lists/220200-enterprises/revise", new { from = "2027-01-01", source = "名录", count = 9 }, 2)).Status);
        foreach (var user in new[] { "mediator", "clerk", "auditor" })
        {
            using var reader = await hub.Client(user);
            Assert.Equal(120, Of(await reader.Get("/api/v1/establishment-rate?unit=220200"), "enterprises")["base"]!.GetValue<int>());
        }
        foreach (var (address, status) in new[] { ("/api/v1/establishment-rate?unit=460100", HttpStatusCode.BadRequest), ("/api/v1/establishment-rate?on=tomorrow", HttpStatusCode.BadRequest), ("/api/v1/establishment-rate?on=2999-01-01", HttpStatusCode.BadRequest), ("/api/v1/base-lists/220200-townships", HttpStatusCode.NotFound), ("/api/v1/base-lists/220200-villages/coverage", HttpStatusCode.NotFound) })
            Assert.Equal((address, status), (address, (await city.GetAsync(address)).StatusCode));
        using var pages = await Pages.SignedIn(hub, "city");
        var (forbidden, _, _) = await pages.Send("/base-lists", "/base-lists/220200-enterprises/edit", []);
        Assert.Equal(HttpStatusCode.Forbidden, forbidden);
    }

    /// <summary>A township that another unit's list has is refused, also where both lists are saved at the same moment.</summary>
    [Fact]
    public async Task Takes_a_township_into_one_of_two_lists_that_are_saved_at_once()
    {
        var province = new Actor("province", new HashSet<Role> { Role.Province }, Unit: "220000");
        var aggregates = hub.Installation.Aggregates;
        string[] units = ["JL-CBS", "222400"];
        foreach (var unit in units)
            Assert.Equal(AnswerKind.Done, (await aggregates.Send($"{unit}-townships", new EnterBaseList(unit, BaseListKind.Townships, new(new(2025, 1, 1), null, "名录", Entries: [new(unit is "JL-CBS" ? "220621106" : "222424100", $"{unit}镇")])), new(province))).Kind);
        for (var i = 0; i < 12; i++)
        {
            var content = new BaseContent(new DateOnly(2025, 2, 1).AddDays(i), null, "名录", Entries: [new($"2224261{10 + i}", $"第{i}镇")]);
            var answers = await Task.WhenAll(units.Select(unit => Task.Run(() => aggregates.Send($"{unit}-townships", new ReviseBaseList(content), new(province)))));
            Assert.Equal((i, 1), (i, answers.Count(a => a.Kind is AnswerKind.Done)));
            Assert.Contains("同一个只计一次", answers.Single(a => a.Kind is AnswerKind.Refused).Refusal!.Fields!.Values.Single().Single().Chinese);
        }
        Assert.Empty((await Verification.Run(hub.Installation.Store, aggregates, null)).Findings);
    }

    private static JsonObject Of(JsonObject answer, string kind, string part = "items") => answer[part]!.AsArray().Single(e => e!["kind"]!.GetValue<string>() == kind)!.AsObject();
}
