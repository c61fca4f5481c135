using MediationHub.Domain.Rulebook;

namespace MediationHub.Domain.Statistics;

/// <summary>
/// Which organizations' figures the public is not shown in a ranking. It is decided on the ranking of the whole province and every type, whatever part of it is shown: what one page covers no other one shows.
/// The sums of reporting units are published, too, so that within each unit no small figure may follow from those that are shown (<see cref="SmallGroups.Cover"/>).
/// </summary>
/// <param name="Whole">Organizations none of whose figures are shown.</param>
/// <param name="Outcomes">Those, and others of which only how many cases were closed is shown: how many of them succeeded, or did not, is a small group or one that such a group follows from.</param>
public sealed record RankingCover(IReadOnlySet<string> Whole, IReadOnlySet<string> Outcomes)
{
    /// <param name="whole">Every organization of the province.</param>
    public static RankingCover Of(Ranking whole, int least)
    {
        var unit = whole.Rules.Definition.Unit;
        var (closed, outcomes) = (new HashSet<string>(), new HashSet<string>());
        foreach (var organizations in whole.All.Select(p => p.Contender).GroupBy(c => Regions.BuiltIn.ReportingUnitOf(c.Unit)?.Code ?? c.Unit))
        {
            IReadOnlySet<string> Cover(Func<Standing, IReadOnlyList<long>> figures, IReadOnlySet<string>? already = null) =>
                SmallGroups.Cover([.. organizations.Select(c => (c.OrganizationId, figures(c.Standing)))], least, already: already);
            // First what is the same by every definition: what is covered by one must not be told by another.
            var always = Cover(s => [s.Closed]);
            var alwaysOutcomes = Cover(s => [s.Succeeded, s.Partial + s.Failed], always);
            var here = Cover(s => [s.Sample], always);
            closed.UnionWith(here);
            outcomes.UnionWith(here);
            outcomes.UnionWith(unit is RateUnit.Money ? alwaysOutcomes : Cover(s => [s.Rate.Numerator, s.Rate.Denominator - s.Rate.Numerator], alwaysOutcomes.Concat(here).ToHashSet()));
        }
        return new(closed, outcomes);
    }
}
