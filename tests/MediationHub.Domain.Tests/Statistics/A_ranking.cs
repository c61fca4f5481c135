using System.Numerics;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Statistics;

namespace MediationHub.Domain.Tests.Statistics;

public class A_ranking
{
    private static readonly Settings Settings = RuleSet.BuiltIn.Settings;
    private static readonly RankingRules Rules = new(Settings.Definition("closing")!, 60, Settings.MinimumClosed.Value, Settings.WilsonZ.Value);

    private static Contender Of(string code, long succeeded, long closed, string type = "townshipCenter", long inTime = 0, long due = 0, long performed = 0) =>
        new($"o-{code}", code, $"组织{code}", type, "220100", "active", new(new(succeeded, closed), closed, succeeded, 0, closed - succeeded, 0, inTime, due, performed));

    private static Ranking Rank(params Contender[] contenders) => Ranking.Of(contenders, Rules);

    private static string[] Codes(IEnumerable<RankingPlace> places) => [.. places.Select(p => p.Contender.Code)];

    [Fact]
    public void Puts_many_good_cases_before_a_few_better_ones() => Assert.Equal(["many", "few"], Codes(Rank(Of("few", 19, 20), Of("many", 950, 1000)).Ranked));

    [Fact]
    public void Is_gated_by_the_raw_rate_and_not_by_the_bound()
    {
        var ranking = Rank(Of("pass", 60, 100), Of("fail", 599, 1000));
        Assert.Equal(["pass"], Codes(ranking.Ranked));   // its bound is 50.20 %
        Assert.Equal(["fail"], Codes(ranking.BelowTarget));
    }

    [Fact]
    public void Does_not_let_59_996_percent_pass() => Assert.Equal(PlaceKind.BelowTarget, Rank(Of("near", 59_996, 99_994)).Of("o-near")!.Kind);

    [Theory]
    [InlineData("enterpriseCommittee", 4, 5)]
    [InlineData("industry", 9, 10)]
    [InlineData("regional", 9, 10)]
    [InlineData("townshipCenter", 19, 20)]
    [InlineData("chamber", 19, 20)]
    public void Sets_those_with_too_few_cases_apart(string type, long few, long enough)
    {
        var ranking = Rank(Of("few", few, few, type), Of("enough", enough, enough, type));
        Assert.Equal((PlaceKind.Insufficient, null), (ranking.Of("o-few")!.Kind, ranking.Of("o-few")!.Rank));
        Assert.Equal((PlaceKind.Ranked, 1), (ranking.Of("o-enough")!.Kind, ranking.Of("o-enough")!.Rank));
    }

    [Fact]
    public void Breaks_ties_by_closing_in_time_then_by_performance() => Assert.Equal(["c", "b", "a", "d"], Codes(Rank(
        Of("a", 15, 20, inTime: 18, due: 10, performed: 7), Of("b", 15, 20, inTime: 18, due: 10, performed: 9), Of("c", 15, 20, inTime: 19), Of("d", 15, 20, inTime: 18)).Ranked));

    [Fact]
    public void Shows_those_as_equal_that_only_their_code_tells_apart()
    {
        var ranking = Rank(Of("b", 15, 20), Of("a", 15, 20), Of("first", 20, 20), Of("last", 14, 20), Of("c", 30, 40, "union"));
        Assert.Equal([("first", 1), ("c", 2), ("a", 3), ("b", 3), ("last", 5)], ranking.Ranked.Select(p => (p.Contender.Code, p.Rank!.Value)));
        Assert.Equal([("first", 1), ("c", 1), ("a", 2), ("b", 2), ("last", 4)], ranking.Ranked.Select(p => (p.Contender.Code, p.RankInType!.Value)));
    }

    [Fact]
    public void Of_nobody_is_empty() => Assert.Empty(Rank().All);

    [Fact]
    public void Counts_no_organization_without_a_case_among_the_ranked_whatever_the_least_number() =>
        Assert.Equal(PlaceKind.Insufficient, Ranking.Of([Of("none", 0, 0)], Rules with { Minimum = new(0, new Dictionary<string, int>()), Target = 1 }).Of("o-none")!.Kind);

    /// <summary>A second reckoning of the bound in whole numbers with 40 digits: the order is the same for every pair of figures up to 150 cases.</summary>
    [Fact]
    public void Orders_every_two_figures_as_a_reckoning_of_forty_digits_does()
    {
        List<(Contender Contender, BigInteger Bound)> all = [];
        for (var n = 20; n <= 150; n++)
            for (var s = (int)Math.Ceiling(n * 0.6); s <= n; s++)
                all.Add((Of($"{n:000}-{s:000}", s, n), Bound(s, n)));
        var expected = all.OrderByDescending(a => a.Bound).ThenByDescending(a => a.Contender.Standing.Closed).ThenBy(a => a.Contender.Code, StringComparer.Ordinal).Select(a => a.Contender.Code);
        Assert.Equal(expected, Codes(Rank([.. all.Select(a => a.Contender)]).Ranked));
    }

    [Fact]
    public void Tells_neighbours_of_a_million_cases_apart()
    {
        var contenders = Enumerable.Range(0, 400).Select(i => Of($"{i:000}", 700_000 + i % 20, 1_000_000 + i / 20)).ToArray();
        var expected = contenders.OrderByDescending(c => Bound(c.Standing.Rate.Numerator, c.Standing.Rate.Denominator)).Select(c => c.Code);
        Assert.Equal(expected, Codes(Rank(contenders).Ranked));
    }

    /// <summary>100·L to 40 digits: 100·(2s + z² − z√(z² + 4s(n−s)/n)) / 2(n + z²), with z² = 3.841458881296.</summary>
    private static BigInteger Bound(long s, long n)
    {
        var one = BigInteger.Pow(10, 40);
        BigInteger z = 1_959_964 * (one / 1_000_000), zz = 3_841_458_881_296 * (one / 1_000_000_000_000);
        var root = Root((zz + 4 * one * s * (n - s) / n) * one);
        return 100 * (2 * one * s + zz - z * root / one) * one / (2 * (one * n + zz));
    }

    private static BigInteger Root(BigInteger of)
    {
        var root = (BigInteger)Math.Sqrt((double)of);
        for (var i = 0; i < 12; i++) root = (root + of / root) / 2;
        return root;
    }
}

public class Another_ranking_of_the_same_log
{
    private static readonly Settings Settings = RuleSet.BuiltIn.Settings;
    private static readonly RankingRules Rules = new(Settings.Definition("closing")!, 60, Settings.MinimumClosed.Value, Settings.WilsonZ.Value);

    private static Contender Of(string code, long succeeded, long closed) => new($"o-{code}", code, code, "townshipCenter", "220100", "active", new(new(succeeded, closed), closed, succeeded, 0, closed - succeeded, 0, 0, 0, 0));

    private static (string, PlaceKind, int?, MoveReason[])[] Moves(Contender[] before, Contender[] after, RankingRules? rules = null) =>
        [.. WhatIf.Moves(Ranking.Of(before, Rules), Ranking.Of(after, rules ?? Rules)).Select(m => (m.After.Contender.Code, m.After.Kind, m.Gain, m.Why.ToArray()))];

    [Fact]
    public void With_cases_settled_says_who_moves_and_who_is_only_passed() =>
        Assert.Equal([("b", PlaceKind.Ranked, 1, [MoveReason.Figures]), ("a", PlaceKind.Ranked, -1, [MoveReason.Others])],
            Moves([Of("a", 40, 50), Of("b", 38, 50)], [Of("a", 40, 50), Of("b", 48, 60)]));

    [Fact]
    public void With_a_higher_target_says_who_falls_below_it() =>
        Assert.Equal([("b", PlaceKind.BelowTarget, null, [MoveReason.Target])], Moves([Of("a", 40, 50), Of("b", 32, 50)], [Of("a", 40, 50), Of("b", 32, 50)], Rules with { Target = 70 }));

    [Fact]
    public void With_a_higher_least_number_says_who_has_too_few_cases() =>
        Assert.Equal([("b", PlaceKind.Insufficient, null, [MoveReason.Sample])], Moves([Of("a", 40, 50), Of("b", 16, 20)], [Of("a", 40, 50), Of("b", 16, 20)], Rules with { Minimum = new(30, new Dictionary<string, int>()) }));

    [Fact]
    public void That_is_the_same_moves_nobody() => Assert.Empty(Moves([Of("a", 40, 50), Of("b", 16, 20)], [Of("a", 40, 50), Of("b", 16, 20)]));
}
