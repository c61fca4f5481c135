using System.Net;
using MediationHub.Web.Tests.Api;
using MediationHub.Web.Tests.Intake;

namespace MediationHub.Web.Tests.Rankings;

/// <summary>Each figure with its definition, numbers, period and place in the log.</summary>
public class The_pages_of_the_ranking(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task Put_too_few_cases_apart_and_open_a_place_down_to_its_numbers()
    {
        using var mediator = await hub.Client("mediator");
        var c = await mediator.Sealed();
        await mediator.Do(c, "close", new { outcome = "agreed", on = Calls.Today });
        foreach (var user in new[] { "province", "city", "head", "auditor", "clerk", "mediator" })
        {
            using var pages = await Pages.SignedIn(hub, user);
            var ranking = await pages.Get("/rankings?list=insufficient");
            Assert.Contains("桃源街道", ranking);
            Assert.Contains("至少 20 件", ranking);
            Assert.Contains("日志位置", ranking);
            Assert.Contains("没有达标且案件数足够的组织", await pages.Get("/rankings"));
            var place = await pages.Get($"/rankings/{RunningHub.Organization}");
            Assert.Contains("样本不足", place);
            Assert.Contains("mediationhub recompute", place);
            Assert.Equal((user, user is not ("clerk")), (user, place.Contains("查看案件", StringComparison.Ordinal)));
        }
        using var stranger = await Pages.SignedIn(hub, "otherhead");
        Assert.DoesNotContain("查看案件", await stranger.Get($"/rankings/{RunningHub.Organization}"));
    }

    [Fact]
    public async Task Answer_what_if_without_changing_anything()
    {
        using var mediator = await hub.Client("mediator");
        var c = await mediator.Sealed();
        await mediator.Do(c, "close", new { outcome = "agreed", on = Calls.Today });
        using var office = await Pages.SignedIn(hub, "province");
        var answer = await office.Get("/rankings/what-if?minimum=1");
        Assert.Contains("名次变化（1）", answer);
        Assert.Contains("已够 1 件", answer);
        Assert.Contains("没有达标且案件数足够的组织", await office.Get("/rankings"));
    }

    [Theory]
    [InlineData("/rankings?from=2026-12-01&to=2026-01-01", "截止日期早于起始日期")]
    [InlineData("/rankings?unit=460100", "只能统计本省的地区")]
    [InlineData("/rankings?definition=A99", "没有这个口径")]
    [InlineData("/rankings/what-if?target=200", "1至100")]
    [InlineData("/rankings/what-if?target=abc", "应为整数")]
    [InlineData("/rankings/what-if?settleCases=3", "请选择哪个组织")]
    [InlineData("/rankings/what-if?from=soon", "日期无效")]
    public async Task Say_what_is_wrong_with_a_question(string address, string sentence)
    {
        using var office = await Pages.SignedIn(hub, "province");
        Assert.Contains(sentence, await office.GetBad(address));
    }
}
