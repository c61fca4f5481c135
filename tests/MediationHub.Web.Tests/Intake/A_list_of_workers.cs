using System.Net;
using System.Text;
using MediationHub.Documents.Sheets;
using MediationHub.Web.Features.Cases.Steps;
using MediationHub.Web.Tests.Api;

namespace MediationHub.Web.Tests.Intake;

/// <summary>LMA 7: the workers of a collective dispute come from a sheet, tried before anything is kept.</summary>
public class A_list_of_workers(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task Is_tried_first_and_imported_whole_or_not_at_all()
    {
        var (pages, mediator, c) = await Collective();
        var step = $"/cases/{c}/do/import-members";
        var sheet = Csv("2026年欠薪名单,,,,,", "序号,职工姓名,证件号码,联系电话,诉求,金额（元）,是否同意", "1,工人甲,220102199003070048,,支付工资,\"1,200.50\",是", "2,工人乙,220102199003070047,,支付工资,一千,也许", "合计,,,,,1200.50,");
        var (status, text, _) = await pages.Send(step, step, [], (MemberList.SheetField, "名单.csv", sheet));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        foreach (var place in new[] { "C4", "F4", "G4" }) Assert.Contains($"<th scope=\"row\">{place}</th>", text);
        Assert.Empty((await mediator.Get($"/api/v1/cases/{c}"))["members"]!.AsArray());

        sheet = Csv("姓名,身份证号,请求,金额,是否同意", "工人甲,220102199003070048,支付工资,\"1,200.50\",是", "工人乙,,支付工资,800,");
        (status, text, _) = await pages.Send(step, step, [], (MemberList.SheetField, "名单.csv", sheet));
        Assert.True(status is HttpStatusCode.OK, text);
        Assert.Contains("新增 2 人，更新 0 人，金额合计 2,000.50 元，已同意 1 人", text);
        Assert.Empty((await mediator.Get($"/api/v1/cases/{c}"))["members"]!.AsArray());   // tried, not kept

        (status, text, _) = await pages.Send(step, step, new() { ["_list"] = "工人甲\t220102199003070048\t\t支付工资\t1200.50\t是\n工人乙\t\t\t支付工资\t800" });
        Assert.True(status is HttpStatusCode.Found, text);
        var members = (await mediator.Get($"/api/v1/cases/{c}"))["members"]!.AsArray();
        Assert.Equal([("工人甲", 1200.50m), ("工人乙", 800m)], members.Select(m => (m!["name"]!.GetValue<string>(), m["amount"]!.GetValue<decimal>())));

        // One worker put right: what is not typed again stays.
        (status, text, _) = await pages.Send($"{step}?member=m1", $"{step}?member=m1", new() { ["members[0].memberId"] = "m1", ["members[0].name"] = "工人甲", ["members[0].claim"] = "支付工资", ["members[0].amount"] = "1500", ["members[0].consents"] = "false" });
        Assert.True(status is HttpStatusCode.Found, text);
        var first = (await mediator.Get($"/api/v1/cases/{c}"))["members"]![0]!;
        Assert.Equal((1500m, false, "2201************48"), (first["amount"]!.GetValue<decimal>(), first["consents"]!.GetValue<bool>(), first["idNumber"]!.GetValue<string>()));
        pages.Dispose();
    }

    [Fact]
    public async Task Of_three_hundred_is_searched_paged_and_summed()
    {
        var (pages, mediator, c) = await Collective();
        var state = await mediator.Get($"/api/v1/cases/{c}");
        await mediator.Do(state, "import-members", new { members = Enumerable.Range(1, 300).Select(i => new { name = $"工人第{i:000}号", amount = 10m, claim = "支付工资", consents = i % 2 == 0 }) });
        var shown = await pages.Get($"/cases/{c}");
        Assert.Contains("集体争议名单（300 人）", shown);
        Assert.Contains("3,000.00 元", shown);
        Assert.Contains("工人第020号", shown);
        Assert.DoesNotContain("工人第021号", shown);
        Assert.Contains("工人第021号", await pages.Get($"/cases/{c}?mp=2"));
        var found = await pages.Get($"/cases/{c}?mq={Uri.EscapeDataString("第29")}");
        Assert.Contains("查到 10 人", found);
        Assert.Contains("工人第299号", found);
        pages.Dispose();
    }

    [Fact]
    public async Task Has_a_template_that_it_reads_itself()
    {
        using var pages = await Pages.SignedIn(hub, "mediator");
        var sheet = SheetReader.Read(await pages.Bytes("/cases/members-template.xlsx"));
        Assert.Equal(MemberList.Columns.Select(m => m.Header), sheet.Rows[^1].Cells.Select(cell => cell.Text));
    }

    [Theory]
    [InlineData("这不是表格", "没有找到标题行")]
    [InlineData("姓名,金额", "没有名单")]
    [InlineData("<html><table>", "网页")]
    public async Task Says_what_is_wrong_with_the_file(string content, string says)
    {
        var (pages, _, c) = await Collective();
        var step = $"/cases/{c}/do/import-members";
        var (status, text, _) = await pages.Send(step, step, [], (MemberList.SheetField, "名单.csv", Encoding.UTF8.GetBytes(content)));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(says, text);
        pages.Dispose();
    }

    private async Task<(Pages Pages, HttpClient Mediator, string Case)> Collective()
    {
        var mediator = await hub.Client("mediator");
        var (_, c, _) = await mediator.Post("/api/v1/cases", Calls.NewCase());
        return (await Pages.SignedIn(hub, "mediator"), mediator, c["id"]!.GetValue<string>());
    }

    private static byte[] Csv(params string[] lines) => [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(string.Join("\r\n", lines))];
}
