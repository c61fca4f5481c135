using System.Net;
using System.Text.Json.Nodes;
using MediationHub.Documents.Sheets;
using MediationHub.Store.Maintenance;
using MediationHub.Tests;
using MediationHub.Web.Tests.Api;

namespace MediationHub.Web.Tests.Registers;

public class The_old_ledger(RunningHub hub) : IClassFixture<RunningHub>
{
    private const string Rate = $"/api/v1/organizations/{RunningHub.Organization}/success-rate?from=2010-01-01&to=2026-12-31";

    private static byte[] Ledger(decimal secondAmount = 8000) => new Workbook()
        .Row("某街道调解中心 2019 年台账").Merge("A1:L1")
        .Row("编号", "登记日期", "受理日期", "办结日期", "申请人", "被申请人", "案由", "人数", "涉案金额", "调解结果", "协议金额", "承办人")
        .Row("2019-1", "2019.3.1", null, new DateOnly(2019, 3, 20), "李某、王某", "长春某某餐饮有限公司", "欠薪", 2, 12000, "调解成功", 11000.5, "赵调解")
        .Row("2019-2", "2019年4月1日", "2019年4月2日", "2019年4月10日", "周某", "长春某某物流有限公司", "加班费争议", null, secondAmount, "调解不成", null, "赵调解")
        .Row("合计", null, null, null, null, null, null, 2, 12000 + secondAmount).ToArray();

    [Fact]
    public async Task Comes_in_marked_counted_apart_and_never_moves_the_rate()
    {
        using var head = await hub.Client("head");
        var before = (await head.Get(Rate)).ToJsonString();
        var import = await head.Import("ledger", "台账.xlsx", Ledger());
        Assert.Empty(import.Errors());
        Assert.Equal(("done", 2), await head.Confirm(import) is var done ? (done.Text("state"), done.Number("new")) : default);

        Assert.Equal(Without(before), Without((await head.Get(Rate)).ToJsonString()));
        Assert.Empty((await head.Get($"/api/v1/organizations/{RunningHub.Organization}/success-rate/cases?number=denominator&from=2010-01-01&to=2026-12-31"))["items"]!.AsArray());
        var listed = (await head.Get("/api/v1/cases?ledger=only"))["items"]!.AsArray();
        Assert.Equal(["2019-1", "2019-2"], listed.Select(c => c!["number"]!.GetValue<string>()).Order());
        Assert.All(listed, c => Assert.Equal(("archived", true), (c!["stage"]!.GetValue<string>(), c["imported"]!.GetValue<bool>())));
        Assert.DoesNotContain("2019-1", await head.GetStringAsync("/api/v1/cases?ledger=none"), StringComparison.Ordinal);

        // It is found and read like any other case, and nothing can be done in it.
        var c = await head.Get($"/api/v1/cases/{listed[0]!["id"]}");
        Assert.DoesNotContain(c["allowed"]!.AsArray(), a => a!["ok"]!.GetValue<bool>());
        Assert.Equal(HttpStatusCode.Conflict, (await head.Post($"/api/v1/cases/{c["id"]}/follow-up", new { on = Calls.Today, notes = "回访" }, c["version"]!.GetValue<int>())).Status);
        using var other = await hub.Client("otherhead");
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/api/v1/cases/{c["id"]}")).StatusCode);

        // Again: nothing. Corrected: that one row. Exported and in again: nothing.
        Assert.Equal((0, 0, 2), await head.Import("ledger", "台账.xlsx", Ledger()) is var same ? (same.Number("new"), same.Number("changed"), same.Number("same")) : default);
        Assert.Equal((0, 1, 1), await head.Confirm(await head.Import("ledger", "台账-改.xlsx", Ledger(9000))) is var one ? (one.Number("new"), one.Number("changed"), one.Number("same")) : default);
        var sheet = await head.Export("ledger", "xlsx", "档案核对");
        Assert.Equal(5, SheetReader.Read(sheet).Rows.Count);   // title, watermark, heads, two cases
        Assert.Equal((0, 0, 2), await head.Import("ledger", "导出.xlsx", sheet) is var back ? (back.Number("new"), back.Number("changed"), back.Number("same")) : default);

        var report = await Verification.Run(hub.Installation.Store, hub.Installation.Aggregates, null);
        Assert.True(report.Clean, string.Join('\n', report.Findings));
    }

    /// <summary>When it was counted says nothing about the figures.</summary>
    private static string Without(string rate)
    {
        var json = JsonNode.Parse(rate)!.AsObject();
        json.Remove("asOf");
        return json.ToJsonString();
    }
}
