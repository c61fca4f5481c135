using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Selection;
using MediationHub.Store.Aggregates;
using MediationHub.Web.Tests.Api;
using MediationHub.Web.Tests.Performance;

namespace MediationHub.Web.Tests.Evidence;

/// <summary>What a gold selection prints, made from the record and kept in it.</summary>
public class The_papers_of_a_selection(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task Are_made_from_the_record_kept_and_open_to_whom_they_concern()
    {
        await Nominated();
        using var head = await hub.Client("head");
        using var city = await hub.Client("city");
        using var province = await hub.Client("province");
        using var othercity = await hub.Client("othercity");
        const string nomination = "/api/v1/campaigns/camp-1/nominations/nom-1", campaign = "/api/v1/campaigns/camp-1";

        var form = await Made(head, nomination, new { kind = "nominationForm" });
        var page = await head.GetStringAsync(form["html"]!.GetValue<string>());
        foreach (var text in new[] { "长春市南关区桃源街道劳动争议调解中心", "专职2人", "100.00%", "走访用工密集的企业", "餐饮企业", "工商业联合会" }) Assert.Contains(text, page);
        Assert.Equal(HttpStatusCode.OK, (await city.GetAsync(form["docx"]!.GetValue<string>())).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await othercity.GetAsync(form["html"]!.GetValue<string>())).StatusCode);

        var summary = await Made(city, campaign, new { kind = "recommendationSummary" });
        Assert.Contains("孙晓梅", await province.GetStringAsync(summary["html"]!.GetValue<string>()));
        foreach (var stranger in new[] { othercity, head }) Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(summary["html"]!.GetValue<string>())).StatusCode);
        Assert.Empty((await head.Get($"{campaign}/papers"))["items"]!.AsArray());
        Assert.Single((await city.Get($"{campaign}/papers"))["items"]!.AsArray());
        Assert.Equal(HttpStatusCode.BadRequest, (await city.Post($"{campaign}/papers", new { kind = "recommendationSummary", unit = "220200" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await city.Post($"{campaign}/papers", new { kind = "publicityNotice" })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await province.Post($"{campaign}/papers", new { kind = "publicityNotice" })).Status);   // no publicity yet

        // The sheet to be filled in shows what the record gives; the nominated organization does not know of it.
        var sheet = await Made(province, nomination, new { kind = "scoreSheet" });
        Assert.Contains("调解成功率", await province.GetStringAsync(sheet["html"]!.GetValue<string>()));
        Assert.Equal(HttpStatusCode.Forbidden, (await head.Post($"{nomination}/papers", new { kind = "scoreSheet" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await head.GetAsync(sheet["html"]!.GetValue<string>())).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await province.Post($"{nomination}/papers", new { kind = "scoreSheet", scorerId = "nobody" })).Status);
        Assert.Equal(["nominationForm"], (await head.Get($"{nomination}/papers"))["items"]!.AsArray().Select(p => p!["kind"]!.GetValue<string>()));

        using (var book = new ZipArchive(await city.GetStreamAsync($"{campaign}/recommended.xlsx?unit=220100")))
        {
            using var rows = new StreamReader(book.GetEntry("xl/worksheets/sheet1.xml")!.Open());
            Assert.Contains("长春市南关区桃源街道劳动争议调解中心", await rows.ReadToEndAsync());
        }
        Assert.Equal(HttpStatusCode.Forbidden, (await city.GetAsync($"{campaign}/recommended.xlsx")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await othercity.GetAsync($"{campaign}/recommended.xlsx?unit=220100")).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await province.GetAsync($"{campaign}/recommended.xlsx")).StatusCode);   // nothing is chosen yet
    }

    private async Task Nominated()
    {
        var today = TestTime.Today;
        for (var n = 0; n < 3; n++) await PastAgreements.Of(hub, $"周{n}明", today.AddDays(20));
        await hub.Do<Campaign>("camp-1", new DraftCampaign(new("camp-1"), "吉林省金牌劳动人事争议调解组织选树", "220000", today.Year, 1, new("关于开展选树工作的通知", "吉三方〔2026〕3号", ["省人社厅"], today.AddDays(-20))),
            new ConfirmDate(CampaignDateKind.WindowFrom, new(2025, 4, 1), "通知"), new ConfirmDate(CampaignDateKind.WindowTo, today.AddDays(-1), "通知"), new ConfirmDate(CampaignDateKind.NominationFrom, today, "通知"), new ConfirmDate(CampaignDateKind.CutOff, today, "通知"),
            new SetQuota("220100", 2, 1, "分配"), new PublishCampaign(today), new OpenNomination());
        await hub.Do<Nomination>("nom-1", new DraftNomination(new("nom-1"), new("camp-1"), new(RunningHub.Organization), new("每月走访用工密集的企业，建立台账。", "某餐饮企业欠薪争议分期履行。", "市优秀调解组织", "孙晓梅", "13800000007", [])),
            new SubmitNomination(true), new Nominate(1, [.. CampaignStandards.BuiltIn.Seals.Select(b => new RecommendationSeal(b, today))], "同意推荐。", today));
        hub.Installation.Clock.Hold(TestTime.Now.AddDays(1));
        await hub.Do<Campaign>("camp-1", new CloseNomination());
        // The program freezes by itself too; whichever comes first.
        await hub.Installation.Aggregates.Send("nom-1", new FreezeMetrics(), new Request(Actor.System));
        Assert.NotNull((await hub.Installation.Aggregates.Find<Nomination>("nom-1"))!.State.Metrics);
        hub.Installation.Clock.Hold(null);
    }

    private static async Task<JsonObject> Made(HttpClient client, string record, object request)
    {
        var (status, paper, _) = await client.Post($"{record}/papers", request);
        Assert.True(status is HttpStatusCode.Created, paper.ToJsonString());
        return paper;
    }
}
