using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using MediationHub.Web.Components;
using MediationHub.Web.Tests.Look.Samples;
using Microsoft.AspNetCore.Components;

using Clock = MediationHub.Web.Components.Clock;

namespace MediationHub.Web.Tests.Look;

public class Parts_that_say_a_number
{
    private static readonly DateOnly Today = new(2026, 11, 12);

    private static async Task<IHtmlDocument> Render<TComponent>(params (string Name, object? Value)[] parameters) where TComponent : IComponent =>
        new HtmlParser().ParseDocument(await new LookRenderer().Render<TComponent>(parameters));

    [Theory]
    [InlineData(30, "green", "还剩 30 天")]
    [InlineData(4, "green", "还剩 4 天")]
    [InlineData(3, "amber", "还剩 3 天")]
    [InlineData(1, "amber", "还剩 1 天")]
    [InlineData(0, "red", "今日到期")]
    [InlineData(-1, "overdue", "已超 1 天")]
    public async Task A_clock_is_overdue_only_from_the_day_after_its_last(int days, string light, string text)
    {
        var clock = (await Render<Clock>(("Due", Today.AddDays(days)), ("Today", Today))).QuerySelector(".clock")!;
        Assert.Contains("clock-" + light, clock.ClassList);
        Assert.Equal(text, clock.QuerySelector("strong")!.TextContent);
    }

    [Fact]
    public async Task A_clock_turns_amber_so_many_days_ahead_as_the_rulebook_says()
    {
        var rules = Domain.Rulebook.RuleSet.BuiltIn.With(2, "amberDays", System.Text.Json.JsonSerializer.SerializeToElement(5), "D", "试行");
        var html = await new LookRenderer { Rules = rules }.Render<Clock>(("Due", Today.AddDays(5)), ("Today", Today));
        Assert.Contains("clock-amber", html);
    }

    [Fact]
    public async Task Each_light_has_a_shape_of_its_own()
    {
        var shapes = new List<string>();
        foreach (var light in Enum.GetValues<Domain.Cases.Light>())
            shapes.Add((await Render<LightMark>(("Light", light))).QuerySelector("path")!.GetAttribute("d")!);
        Assert.Equal(4, shapes.Distinct().Count());
    }

    [Fact]
    public async Task A_clock_that_has_ended_carries_no_light()
    {
        var clock = (await Render<Clock>(("Due", Today.AddDays(-9)), ("Today", Today), ("Status", ClockStatus.Met))).QuerySelector(".clock")!;
        Assert.Null(clock.QuerySelector("svg"));
        Assert.Equal("已按期办理", clock.QuerySelector("strong")!.TextContent);
    }

    [Fact]
    public async Task A_rate_that_rounds_up_to_the_target_has_not_met_it()
    {
        var gauge = await Render<RateGauge>(("Reading", Rates.JustMissed));
        Assert.Equal("60.00", Slot(gauge, "rate"));
        Assert.Equal("未达标", Slot(gauge, "verdict"));
        Assert.Equal("再成功 1 件即达标", Slot(gauge, "distance"));
    }

    [Fact]
    public async Task A_rate_of_nothing_is_a_dash_without_a_percent_sign()
    {
        var gauge = await Render<RateGauge>(("Reading", Rates.None));
        Assert.Equal("—", Slot(gauge, "rate"));
        Assert.True(gauge.QuerySelector("[data-rate-percent]")!.HasAttribute("hidden"));
        Assert.Equal("none", gauge.QuerySelector(".rate")!.GetAttribute("data-state"));
    }

    [Fact]
    public async Task A_rate_always_stands_beside_its_numbers_and_its_definition()
    {
        var gauge = await Render<RateGauge>(("Reading", Rates.Met));
        Assert.Equal(["64.29", "9", "1", "4", "14"], new[] { "rate", "succeeded", "partial", "failed", "denominator" }.Select(name => Slot(gauge, name)));
        Assert.Equal(Rates.Met.Definition, Slot(gauge, "definition"));
        Assert.Equal("2026-11-12 09:42", Slot(gauge, "asOf"));
    }

    [Fact]
    public async Task The_live_gauge_finds_every_slot_that_its_script_fills()
    {
        var gauge = await Render<RateGauge>(("Reading", Rates.Missed), ("Organization", "o-1"), ("Live", "/api/v1/organizations/o-1/success-rate/live"));
        var element = gauge.QuerySelector("live-rate")!;
        var script = Assets.Read("js/live-rate.js");
        foreach (var slot in new[] { "rate", "verdict", "distance", "definition", "succeeded", "partial", "failed", "denominator", "asOf", "link" })
        {
            Assert.Contains($"'{slot}'", script, StringComparison.Ordinal);
            Assert.NotNull(element.QuerySelector($"[data-rate={slot}]"));
        }
        foreach (var text in new[] { "met", "missed", "none", "reached", "to-target", "empty", "live", "offline" })
            Assert.False(string.IsNullOrWhiteSpace(element.GetAttribute("text-" + text)), text);
        Assert.Equal("连接中断，正在重连", element.GetAttribute("text-offline"));
    }

    [Theory]
    [InlineData(1, 0, "")]
    [InlineData(1, 20, "")]
    [InlineData(1, 21, "1 2 下一页")]
    [InlineData(5, 200, "上一页 1 … 3 4 5 6 7 … 10 下一页")]
    [InlineData(10, 200, "上一页 1 … 8 9 10")]
    public async Task A_pager_shows_the_ends_and_the_pages_around(int page, int total, string shown)
    {
        var pager = await Render<Pager>(("Page", page), ("PageSize", 20), ("Total", (long)total), ("Href", (Func<int, string>)(to => $"?page={to}")));
        Assert.Equal(shown, string.Join(' ', pager.QuerySelectorAll("li").Select(item => item.TextContent.Trim())));
    }

    [Fact]
    public async Task A_pager_without_an_exact_total_goes_on_by_cursor()
    {
        var pager = await Render<Pager>(("Page", 500), ("PageSize", 20), ("Total", 10000L), ("TotalExact", false), ("Href", (Func<int, string>)(to => $"?page={to}")), ("DeeperHref", "?after=abc"));
        Assert.Equal("共 10,000 条以上", pager.QuerySelector("p")!.TextContent);
        Assert.Equal("?after=abc", pager.QuerySelector("a[rel=next]")!.GetAttribute("href"));
    }

    private static string Slot(IHtmlDocument gauge, string name) => gauge.QuerySelector($"[data-rate={name}]")!.TextContent;
}
