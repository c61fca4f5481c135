using MediationHub.Domain.Access;
using MediationHub.Domain.Calendars;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Statistics;
using static MediationHub.Domain.Tests.Cases.CaseStories;

namespace MediationHub.Domain.Tests.Statistics;

public class A_success_rate
{
    private static readonly Settings Settings = RuleSet.BuiltIn.Settings;

    [Theory]
    [InlineData(9, 14, 64.29)]   // the worked example
    [InlineData(1, 3, 33.33)]
    [InlineData(2, 3, 66.67)]
    [InlineData(1, 8, 12.5)]
    [InlineData(0, 5, 0)]
    public void Is_rounded_half_up_to_two_decimals(long succeeded, long denominator, double percent) =>
        Assert.Equal((decimal)percent, new Rate(succeeded, denominator).Percent);

    [Fact]
    public void Of_nothing_is_none_and_not_zero()
    {
        Assert.Null(new Rate(0, 0).Percent);
        Assert.Null(Wilson.Lower(new(0, 0), 0, Settings.WilsonZ.Value));
        Assert.False(new Rate(0, 0).Meets(60));
    }

    [Fact]
    public void Is_never_rounded_into_a_pass()
    {
        Assert.Equal(60.00m, new Rate(59_996, 99_994).Percent);
        Assert.False(new Rate(59_996, 99_994).Meets(60));
        Assert.True(new Rate(60, 100).Meets(60));
    }

    [Theory]
    [InlineData(1, 1, 20.65)]
    [InlineData(3, 3, 43.85)]
    [InlineData(6, 6, 60.97)]
    [InlineData(9, 10, 59.58)]
    [InlineData(12, 20, 38.66)]
    [InlineData(16, 20, 58.40)]
    [InlineData(30, 50, 46.18)]
    [InlineData(45, 60, 62.77)]
    [InlineData(60, 100, 50.20)]
    [InlineData(70, 100, 60.42)]
    [InlineData(90, 150, 52.00)]
    [InlineData(600, 1000, 56.93)]
    [InlineData(9, 14, 38.76)]
    public void Has_the_lower_bound_of_Wilson(long succeeded, long denominator, double bound) =>
        Assert.Equal((decimal)bound, Wilson.Lower(new(succeeded, denominator), denominator, Settings.WilsonZ.Value));

    [Fact]
    public void Lies_between_its_two_bounds()
    {
        for (var n = 1L; n <= 40; n++)
            for (var s = 0L; s <= n; s++)
            {
                var (rate, z) = (new Rate(s, n), Settings.WilsonZ.Value);
                Assert.True(Wilson.Lower(rate, n, z) <= rate.Percent && rate.Percent <= Wilson.Upper(rate, n, z), $"{s}/{n}");
            }
    }

    [Fact]
    public void Says_how_many_successes_in_a_row_reach_the_target()
    {
        for (var n = 1L; n <= 60; n++)
        {
            for (var s = 0L; s <= n; s++)
            {
                var k = 0L;
                while (!new Rate(s + k, n + k).Meets(60)) k++;
                Assert.Equal((s, n, k), (s, n, new Rate(s, n).ToTarget(60)));
            }
        }
        Assert.Equal(1, new Rate(0, 0).ToTarget(60));
    }

    [Fact]
    public void Of_one_hundred_percent_is_out_of_reach_once_a_case_has_failed() => Assert.Equal((null, 0L), (new Rate(9, 10).ToTarget(100), new Rate(10, 10).ToTarget(100)));

    /// <summary>20 registered; 2 not accepted, 1 refused before acceptance, 1 withdrawn, 2 open; 8 agreed, 1 settled and withdrawn, 1 partial, 3 failed, 1 expired.</summary>
    [Fact]
    public void Of_the_worked_example_is_nine_of_fourteen_and_so_are_its_alternates()
    {
        var figures = Counted(WorkedExample());
        (string Id, long Numerator, long Denominator, decimal? Percent)[] expected =
        [
            ("closing", 9, 14, 64.29m), ("A1", 9, 17, 52.94m), ("A2", 9, 15, 60.00m), ("A3", 9, 20, 45.00m), ("A4", 9, 14, 64.29m), ("A5", 9, 14, 64.29m), ("A6", 0, 0, null), ("A7", 10, 14, 71.43m),
            ("A8", 9, 14, 64.29m), ("A9", 8 * 1_200_000, 14 * 1_200_000, 57.14m),
        ];
        Assert.Equal(expected, Settings.RateDefinitions.Value.Select(d => (d.Id, d.Of(figures).Numerator, d.Of(figures).Denominator, d.Of(figures).Percent)));
        Assert.True(Settings.Definition("closing")!.Of(figures).Meets(Settings.SuccessTarget.Value));
        Assert.True(Settings.Definition("A2")!.Of(figures).Meets(60));
        Assert.False(Settings.Definition("A1")!.Of(figures).Meets(60));
        Assert.Equal((1, 2, 1), (figures["outcome.withdrawn"], figures["outcome.notAccepted"], figures["outcome.respondentRefused"]));
        Assert.Equal((9, 1, 4), (figures["succeeded"], figures["partial"], figures["failed"]));
    }

    [Fact]
    public void Of_the_net_definition_leaves_out_a_success_that_was_not_performed()
    {
        var figures = Counted(After(UntilAgreed), After([.. UntilAgreed, new DefaultMarked(1, 1, null, Day("2026-07-01"), default)]));
        Assert.Equal((new Rate(2, 2), new Rate(1, 2)), (Settings.Definition("closing")!.Of(figures), Settings.Definition("A4")!.Of(figures)));
    }

    [Fact]
    public void Parts_entrusted_cases_from_those_the_organization_received_itself()
    {
        var figures = Counted(Ended(Outcome.Agreed), Ended(Outcome.NoAgreement), After([Registered with { Source = CaseSource.CourtAssigned }, Consented, Accepted, Held, Closed(Outcome.Agreed, "2026-06-12")]));
        Assert.Equal((new Rate(2, 3), new Rate(1, 2), new Rate(1, 1)), (Settings.Definition("closing")!.Of(figures), Settings.Definition("A5")!.Of(figures), Settings.Definition("A6")!.Of(figures)));
    }

    [Fact]
    public void Of_a_small_group_is_not_for_the_public()
    {
        Assert.All(new long[] { 1, 2, 3, 4 }, n => Assert.False(SmallGroups.MayShow(n, Settings.SmallGroup.Value)));
        Assert.All(new long[] { 0, 5, 600 }, n => Assert.True(SmallGroups.MayShow(n, Settings.SmallGroup.Value)));
    }

    internal static MediationCase Ended(Outcome outcome) => After([.. UntilHeld, Closed(outcome, "2026-06-12")]);

    internal static IEnumerable<MediationCase> WorkedExample()
    {
        var notAccepted = After(Registered, new CaseNotAccepted(RejectGround.OutOfScope, "不在范围", Day("2026-06-09")));
        return
        [
            notAccepted, notAccepted, After(Registered, new PartyRefusedMediation(Employer, default, Day("2026-06-09"))), After([.. UntilAccepted, .. new DomainEvent[] { Closed(Outcome.Withdrawn, "2026-06-12") }]), After(UntilAccepted), After(UntilHeld),
            .. Enumerable.Repeat(After(UntilAgreed), 8), Ended(Outcome.SettledWithdrawn), Ended(Outcome.Partial), .. Enumerable.Repeat(Ended(Outcome.NoAgreement), 3), Ended(Outcome.Expired),
        ];
    }

    internal static Figures Counted(params IEnumerable<MediationCase> cases)
    {
        var sums = new Dictionary<string, long>();
        foreach (var state in cases) CaseContribution.Contribute(state, WorkCalendar.BuiltIn, RuleSet.BuiltIn, (key, n) => sums[key.Counter] = sums.GetValueOrDefault(key.Counter) + n);
        return new(sums);
    }
}

/// <summary>The definitions as data: an office may change them, and what it changes is counted.</summary>
public class A_definition_of_the_rate
{
    private static RulebookStory Loaded => new();

    [Fact]
    public void Stands_in_the_rulebook_with_its_source_and_full_text()
    {
        var setting = RuleSet.BuiltIn.Settings.RateDefinitions;
        Assert.Equal("D", setting.Mark);
        Assert.Contains("未见调解成功率的官方定义", setting.Source);
        // The amount rate was given a sentence more: what it makes of oral agreements.
        Assert.Contains("口头协议并即时履行的", setting.Value.Single(d => d.Id is "A9").Text);
        Assert.All(setting.Value, d => Assert.True(d.Version == (d.Id is "A9" ? 2 : 1) && d.Text.Length > 20 && d.Name.Length > 2, d.Id));
        Assert.All(setting.Value.SelectMany(d => d.Terms), t => Assert.Contains(t, RateDefinition.Countable));
    }

    [Fact]
    public void Gives_enterprises_five_industries_and_regions_ten_and_all_others_twenty_closed_cases_at_least()
    {
        var minimum = RuleSet.BuiltIn.Settings.MinimumClosed.Value;
        Assert.Equal([5, 20, 10, 10, 20], new[] { "enterpriseCommittee", "townshipCenter", "industry", "regional", "union" }.Select(minimum.Of));
    }

    [Theory]
    [InlineData("[]", "closing")]
    [InlineData("""[{"id":"closing","version":2,"name":"结案口径","text":"新的","unit":"cases","basis":"closing","numerator":["won"],"denominator":["succeeded"]}]""", "won")]
    [InlineData("""[{"id":"closing","version":2,"name":"结案口径","text":"新的","unit":"cases","basis":"closing","numerator":[],"denominator":["succeeded"]}]""", "closing")]
    [InlineData("""[{"id":"closing","version":1,"name":"结案口径","text":"另一个说法","unit":"cases","basis":"closing","numerator":["succeeded"],"denominator":["succeeded","partial","failed"]}]""", "高于 1")]
    [InlineData("""[{"id":"closing","version":2,"name":"甲","text":"甲","unit":"cases","basis":"closing","numerator":["succeeded"],"denominator":["succeeded"]},{"id":"closing","version":2,"name":"乙","text":"乙","unit":"cases","basis":"closing","numerator":["succeeded"],"denominator":["succeeded"]}]""", "两次")]
    public void Is_refused_where_it_counts_nothing_or_changes_unnoticed(string value, string says)
    {
        var refusal = Loaded.Change("rateDefinitions", value).Refusal;
        Assert.Contains(says, refusal!.Chinese + string.Join(' ', refusal.Fields!.Values.SelectMany(f => f).Select(f => f.Chinese)));
    }

    [Fact]
    public void Counts_otherwise_from_its_next_version_on()
    {
        var rules = Loaded.Change("rateDefinitions", """[{"id":"closing","version":2,"name":"只计达成","text":"达成 ÷（达成＋未成功），按结案日期。","unit":"cases","basis":"closing","numerator":["succeeded"],"denominator":["succeeded","failed"]}]""").Rules!;
        var figures = A_success_rate.Counted(A_success_rate.WorkedExample());
        Assert.Equal((2, new Rate(9, 13)), (rules.Settings.Definition("closing")!.Version, rules.Settings.Definition("closing")!.Of(figures)));
        Assert.Equal(new Rate(9, 14), rules.AsOf(1).Settings.Definition("closing")!.Of(figures));
    }
}

/// <summary>The rulebook as it comes, with one setting changed.</summary>
internal sealed class RulebookStory
{
    public (RuleSet? Rules, Refusal? Refusal) Change(string setting, string value)
    {
        var at = new Context(ChinaTime.At(Day("2026-06-15"), new(10, 0)), Actor.System, WorkCalendar.BuiltIn, RuleSet.BuiltIn);
        var state = new LoadRulebook().Decide(RulebookVersions.Empty, at).Events.Aggregate(RulebookVersions.Empty, (s, e) => s.Evolve(e));
        using var json = System.Text.Json.JsonDocument.Parse(value);
        var decision = new ChangeSetting(setting, json.RootElement.Clone(), "D", "省里的新口径", "统一口径").Decide(state, at);
        return (decision.Events.Aggregate(state, (s, e) => s.Evolve(e)).Rules, decision.Refusal);
    }
}
