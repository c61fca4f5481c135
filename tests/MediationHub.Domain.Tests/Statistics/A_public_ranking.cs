using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Statistics;

namespace MediationHub.Domain.Tests.Statistics;

/// <summary>A ranking for the public: the sums of reporting units are published beside it, so that no organization's small figure may follow from those of the others, whatever part of the ranking is shown.</summary>
public class A_public_ranking
{
    private const int Least = 5;

    [Fact]
    public void Covers_in_a_part_of_it_whatever_it_covers_in_the_whole()
    {
        // Of 长春: two centers and the committee of an enterprise with 3 cases. The smaller center is covered with it, in a ranking of centers alone, too.
        var cover = RankingCover.Of(Ranked(("a", "220100", 30, 20), ("b", "220102", 12, 6), ("c", "220104", 3, 3), ("d", "220200", 40, 20)), Least);
        Assert.Equal(["b", "c"], cover.Whole.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Tells_how_many_cases_there_were_where_only_what_came_of_them_is_a_small_group()
    {
        // 2 of a's 30 did not succeed; b hides it, d has no neighbor to hide behind.
        var cover = RankingCover.Of(Ranked(("a", "220100", 30, 28), ("b", "220100", 40, 20), ("c", "220100", 50, 30), ("d", "220200", 40, 38)), Least);
        Assert.Empty(cover.Whole);
        Assert.Equal(["a", "b", "d"], cover.Outcomes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Leaves_nothing_small_of_any_unit_for_random_ones()
    {
        var random = new Random(20_261_122);
        for (var round = 0; round < 200; round++)
        {
            var most = new[] { 6, 20, 80 }[round % 3];
            var organizations = Enumerable.Range(0, 12).Select(i => (Id: $"{i:00}", Unit: new[] { "220100", "220200", "220300" }[i % 3], Closed: random.Next(most))).Select(o => (o.Id, o.Unit, o.Closed, Succeeded: random.Next(o.Closed + 1))).ToArray();
            var cover = RankingCover.Of(Ranked(organizations), Least);
            Assert.Subset((ISet<string>)cover.Outcomes, (ISet<string>)cover.Whole);
            foreach (var unit in organizations.GroupBy(o => o.Unit))
            {
                Left(unit.Select(o => ((long)o.Closed, cover.Whole.Contains(o.Id))));
                Left(unit.Select(o => ((long)o.Succeeded, cover.Outcomes.Contains(o.Id))));
                Left(unit.Select(o => ((long)(o.Closed - o.Succeeded), cover.Outcomes.Contains(o.Id))));
            }

            void Left(IEnumerable<(long N, bool Covered)> figures)
            {
                var all = figures.ToList();
                Assert.All(all.Where(f => !f.Covered), f => Assert.True(SmallGroups.MayShow(f.N, Least)));
                var left = all.Where(f => f.Covered).Sum(f => f.N);
                Assert.True(SmallGroups.MayShow(left, Least) || left == all.Sum(f => f.N), $"round {round}: {left} follows");
            }
        }
    }

    private static Ranking Ranked(params (string Id, string Unit, int Closed, int Succeeded)[] organizations)
    {
        var settings = RuleSet.BuiltIn.Settings;
        return Ranking.Of(organizations.Select(o => new Contender(o.Id, o.Id, o.Id, "townshipCenter", o.Unit, "active", new(new(o.Succeeded, o.Closed), o.Closed, o.Succeeded, 0, o.Closed - o.Succeeded, 0, o.Closed, 0, 0))),
            new(settings.Definition(RateDefinition.Default)!, 60, settings.MinimumClosed.Value, settings.WilsonZ.Value));
    }
}
