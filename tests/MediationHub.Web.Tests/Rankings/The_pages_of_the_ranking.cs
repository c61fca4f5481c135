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
            Assert.Contains("记录序号", ranking);
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

    /// <summary>The cases behind each number, for those in whose scope they are.</summary>
    [Fact]
    public async Task Open_the_numbers_of_an_organizations_indicators_and_kinds_down_to_their_cases()
    {
        using var mediator = await hub.Client("mediator");
        var c = await mediator.Sealed();
        c = await mediator.Do(c, "close", new { outcome = "agreed", on = Calls.Today });
        var number = c["number"]!.GetValue<string>();
        foreach (var user in new[] { "head", "city", "province", "auditor" })
        {
            using var pages = await Pages.SignedIn(hub, user);
            var page = await pages.Get($"/organizations/{RunningHub.Organization}");
            foreach (var cell in new[] { "closed.inTime", "accepted.inTime", "accepted", "agreementsEffective", "registered" })
                Assert.Contains(number, await pages.Get(Link(page, $"/organizations/{RunningHub.Organization}/figures/{cell}?")));
            foreach (var narrowed in new[] { "disputeType=07&result=succeeded", "source=partyApplication&result=succeeded", "collective=false&result=succeeded" })
                Assert.Contains(number, await pages.Get(Link(page, "/cases?organizationId=", narrowed)));
            Assert.Contains("金额履行率", page);
        }
        using var stranger = await Pages.SignedIn(hub, "otherhead");
        Assert.DoesNotContain("/figures/", await stranger.Get($"/organizations/{RunningHub.Organization}"));
        using var office = await Pages.SignedIn(hub, "province");
        Assert.Contains(number, await office.Get(Link(await office.Get("/indicators"), "/cases?reportedBy=220000", "disputeType=07&result=succeeded")));
        var region = await office.Get("/indicators?unit=220200");
        Assert.Contains("这个期间没有登记、受理或者结束的案件", region);
        Assert.Contains("期末未结", region);
    }

    /// <summary>One registered by mistake is in no number of the registered, and so in no list behind it.</summary>
    [Fact]
    public async Task Open_the_registered_to_as_many_cases_as_the_number_says()
    {
        using var mediator = await hub.Client("mediator");
        await mediator.Sealed();
        var (_, mistaken, _) = await mediator.Post("/api/v1/cases", Calls.NewCase());
        await mediator.Do(mistaken, "close", new { outcome = "void", on = Calls.Today, note = "重复登记" });
        using var head = await hub.Client("head");
        var registered = (await head.Get($"/api/v1/organizations/{RunningHub.Organization}/indicators"))["totals"]!["registered"]!.GetValue<int>();
        var behind = await head.Get($"/api/v1/organizations/{RunningHub.Organization}/success-rate/cases?number=registered&pageSize=200");
        Assert.Equal(registered, behind["total"]!.GetValue<int>());
        Assert.DoesNotContain(behind["items"]!.AsArray(), c => c!["id"]!.GetValue<string>() == mistaken["id"]!.GetValue<string>());

        // By this definition the place says both numbers, and opens each.
        using var pages = await Pages.SignedIn(hub, "head");
        var place = await pages.Get($"/rankings/{RunningHub.Organization}?definition=A3");
        foreach (var cell in new[] { "registered.all", "registered.void" }) Assert.Contains(mistaken["number"]!.GetValue<string>(), await pages.Get(Link(place, $"/organizations/{RunningHub.Organization}/figures/{cell}?")));
        Assert.DoesNotContain(mistaken["number"]!.GetValue<string>(), await pages.Get(Link(place, $"/organizations/{RunningHub.Organization}/figures/registered?")));
    }

    [Fact]
    public async Task Open_each_number_of_a_place_and_the_cases_that_it_counts()
    {
        using var mediator = await hub.Client("mediator");
        var c = await mediator.Sealed();
        c = await mediator.Do(c, "close", new { outcome = "agreed", on = Calls.Today });
        var (_, withdrawn, _) = await mediator.Post("/api/v1/cases", Calls.NewCase());
        withdrawn = await mediator.Do(withdrawn, "close", new { outcome = "void", on = Calls.Today, note = "重复登记" });
        foreach (var user in new[] { "head", "city", "province", "auditor" })
        {
            using var pages = await Pages.SignedIn(hub, user);
            var place = await pages.Get($"/rankings/{RunningHub.Organization}");
            foreach (var cell in new[] { "denominator", "succeeded", "closed.inTime" })
            {
                var list = await pages.Get(Link(place, $"/organizations/{RunningHub.Organization}/figures/{cell}?"));
                Assert.Contains(c["number"]!.GetValue<string>(), list);
                Assert.DoesNotContain(withdrawn["number"]!.GetValue<string>(), list);
            }
        }
        using var stranger = await Pages.SignedIn(hub, "otherhead");
        Assert.DoesNotContain("/figures/", await stranger.Get($"/rankings/{RunningHub.Organization}"));
    }

    /// <summary>Begun where the figures are one's own, with their cases; the province is asked for by name.</summary>
    [Fact]
    public async Task Begin_the_indicators_at_the_own_unit()
    {
        foreach (var (user, unit) in new[] { ("city", "长春市"), ("othercity", "吉林市"), ("head", "长春市"), ("otherhead", "吉林市"), ("province", "吉林省"), ("auditor", "吉林省") })
        {
            using var pages = await Pages.SignedIn(hub, user);
            Assert.Contains($"<span>{unit}</span>", await pages.Get("/indicators"));
            Assert.Contains("<span>吉林省</span>", await pages.Get("/indicators?unit="));
        }
    }

    private static string Link(string page, string begins, string ends = "") =>
        System.Text.RegularExpressions.Regex.Match(page, $"href=\"({System.Text.RegularExpressions.Regex.Escape(begins)}[^\"]*{System.Text.RegularExpressions.Regex.Escape(ends)})\"") is { Success: true } link ? link.Groups[1].Value : throw new InvalidOperationException($"no link {begins}…{ends}");

    [Theory]
    [InlineData("/indicators?from=2026-12-01&to=2026-01-01", "截止日期早于起始日期")]
    [InlineData("/indicators?unit=460100", "只能统计本省的地区")]
    [InlineData("/indicators?from=13", "起始日期无效")]
    [InlineData("/periods/balance?from=2026-12-01&to=2026-01-01", "截止日期早于起始日期")]
    [InlineData("/periods/balance?unit=460100", "不属于吉林省")]
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
