using MediationHub.Domain.Statistics;
using Xunit.Abstractions;

namespace MediationHub.Domain.Tests.Statistics;

/// <summary>What the public sees shows no group of fewer than five, and none that follows from what it shows (PIPL).</summary>
public class A_public_page(ITestOutputHelper output)
{
    private const int Least = 5;

    [Fact]
    public void Shows_no_small_group()
    {
        var page = new PublicPage(new Dictionary<string, long> { ["few"] = 4, ["enough"] = 5, ["none"] = 0 }, Least);
        Assert.Equal([false, true, true], new[] { "few", "enough", "none" }.Select(c => page.Show(GroupSum.Of(c))));
    }

    [Fact]
    public void Shows_neither_of_two_figures_that_are_told_together_where_one_may_not_be()
    {
        var page = new PublicPage(new Dictionary<string, long> { ["few"] = 4, ["enough"] = 5 }, Least);
        Assert.False(page.Show(GroupSum.Of("enough"), GroupSum.Of("few")));
        Assert.False(page.Follows(GroupSum.Of("enough")));
    }

    [Fact]
    public void Hides_the_last_of_a_sum_behind_the_small_one()
    {
        var counts = new Dictionary<string, long> { ["a"] = 30, ["b"] = 12, ["c"] = 3 };
        var all = counts.Keys.Select(GroupSum.Of).ToList();
        var page = new PublicPage(counts, Least);
        page.Protect(all);
        Assert.True(page.Show(GroupSum.Of(all)));
        Assert.Equal([true, false, false], all.Select(one => page.Show(one)));
    }

    /// <summary>Two small ones together are no less small for being two.</summary>
    [Fact]
    public void Leaves_no_small_sum_of_those_it_covers()
    {
        var counts = new Dictionary<string, long> { ["a"] = 30, ["b"] = 12, ["c"] = 2, ["d"] = 1 };
        var all = counts.Keys.Select(GroupSum.Of).ToList();
        var page = new PublicPage(counts, Least);
        page.Protect(all);
        page.Show(GroupSum.Of(all));
        Assert.Equal([true, false, false, false], all.Select(one => page.Show(one)));
    }

    /// <summary>Balances of several lines with their sums, shown in any order: no covered figure is reckoned back from what stands there, nor a small sum of all that are covered.</summary>
    [Fact]
    public void Gives_nothing_small_away_however_one_adds_and_subtracts()
    {
        const int seed = 20_261_122;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var (shown, covered) = (0, 0);
        for (var round = 0; round < 300; round++)
        {
            var most = new[] { 4, 9, 40 }[round % 3];
            var counts = new Dictionary<string, long>();
            GroupSum Count(string name)
            {
                counts[name] = random.Next(most);
                return GroupSum.Of(name);
            }
            var lines = Enumerable.Range(0, 5).Select(i => (Open: Count($"o{i}"), In: Count($"i{i}"), Won: Count($"w{i}"), Lost: Count($"l{i}"))).ToList();
            var columns = new List<IReadOnlyList<GroupSum>>
            {
                lines.ConvertAll(l => l.Open), lines.ConvertAll(l => l.In), lines.ConvertAll(l => l.Won), lines.ConvertAll(l => l.Lost), lines.ConvertAll(l => l.Won + l.Lost), lines.ConvertAll(l => l.Open + l.In - l.Won - l.Lost),
            };
            long Value(GroupSum sum) => sum.Terms.Sum(t => t.Value * counts[t.Key]);
            var page = new PublicPage(counts, Least);
            foreach (var column in columns)
            {
                page.Protect(column);
                page.Protect(GroupSum.Of(column));
            }
            var offered = columns.Select(GroupSum.Of).Concat(columns.SelectMany(c => c)).Append(columns[0][0] - columns[1][0]).OrderBy(_ => random.Next()).ToList();
            // What stands there, and that nothing is nothing.
            var reckoned = new Reckoned();
            foreach (var (name, n) in counts) if (n == 0) reckoned.Learn(GroupSum.Of(name).Terms);
            foreach (var one in offered)
            {
                if (!page.Show(one)) continue;
                Assert.True(SmallGroups.MayShow(Value(one), Least));
                reckoned.Learn(one.Terms);
                shown++;
            }
            foreach (var column in columns)
            {
                Assert.All(column.Append(GroupSum.Of(column)), sum => Assert.True(SmallGroups.MayShow(Value(sum), Least) || !reckoned.Knows(sum.Terms), $"round {round}: {Value(sum)} follows"));
                var left = GroupSum.Of(column.Where(sum => !reckoned.Knows(sum.Terms)));
                Assert.True(SmallGroups.MayShow(Value(left), Least) || !reckoned.Knows(left.Terms), $"round {round}: {Value(left)} are left");
                covered += column.Count(sum => !reckoned.Knows(sum.Terms));
            }
        }
        Assert.True(shown > 1_000 && covered > 1_000, $"{shown} shown, {covered} covered");
    }
}
