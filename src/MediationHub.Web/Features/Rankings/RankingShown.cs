using MediationHub.Domain.Cases;
using MediationHub.Domain.Statistics;
using MediationHub.Store.Statistics;
using MediationHub.Web.Features.Organizations;

namespace MediationHub.Web.Features.Rankings;

/// <summary>One organization in a ranking.</summary>
/// <param name="Rank">Those whom nothing but their code tells apart share one; null below the target and with too few cases.</param>
/// <param name="RankInType">The same among its own type.</param>
/// <param name="Succeeded">The numerator of the definition: cases, people, or CNY.</param>
/// <param name="Rate">Percent, half-up to 2 decimals; null where nothing counts.</param>
/// <param name="WilsonLower">By which it is ordered, percent; <paramref name="WilsonUpper"/> is the other end of the interval.</param>
/// <param name="OnTimeRate">按期办结率, percent.</param>
/// <param name="PerformanceRate">协议履行率, percent.</param>
/// <param name="Sample">Cases behind the rate, compared with the least number.</param>
/// <param name="Closed">S + P + F of the period.</param>
/// <param name="SucceededOrally">Of the successes, those by oral agreement performed at once.</param>
/// <param name="CasesToTarget">How many more successes in a row reach the target; null where no number does.</param>
/// <param name="Suppressed">A small group that the public is not shown, or one that such a group follows from: figures are null.</param>
/// <param name="OutcomesSuppressed">Of these cases a small group succeeded or did not: what the public is not shown of it is null (numerator, rate, interval); how many cases there are is shown.</param>
public sealed record RankedOrganization(
    int? Rank, int? RankInType, string OrganizationId, string Code, string Name, string Type, string Unit, string Status, decimal? Succeeded, decimal? Denominator, decimal? Rate, bool? Met,
    decimal? WilsonLower, decimal? WilsonUpper, decimal? OnTimeRate, decimal? PerformanceRate, long? Sample, long? Closed, long? SucceededOrally, long? CasesToTarget, bool Suppressed = false, bool OutcomesSuppressed = false)
{
    /// <param name="least">What is meant for the public shows no smaller group; 0 for what the office sees.</param>
    /// <param name="cover">What is left out for the public, null for the office.</param>
    public static RankedOrganization Of(RankingPlace place, Ranking ranking, int least = 0, RankingCover? cover = null)
    {
        var (c, s, rules) = (place.Contender, place.Contender.Standing, ranking.Rules);
        var unit = rules.Definition.Unit;
        if (cover?.Whole.Contains(c.OrganizationId) is true)
            return new(place.Rank, place.RankInType, c.OrganizationId, c.Code, c.Name, c.Type, c.Unit, c.Status, null, null, null, null, null, null, null, null, null, null, null, null, Suppressed: true);
        var (denominator, met) = (SuccessRates.Shown(s.Rate.Denominator, unit), s.Rate.Meets(rules.Target));
        decimal? onTime = Parts(s.InTime, s.Closed) ? s.OnTime.Percent : null, performed = Parts(s.PerformedInTime, s.PerformanceDue) ? s.Performance.Percent : null;
        if (cover?.Outcomes.Contains(c.OrganizationId) is true)
            return new(place.Rank, place.RankInType, c.OrganizationId, c.Code, c.Name, c.Type, c.Unit, c.Status, null, unit is RateUnit.Cases ? denominator : null, null, met, null, null, onTime, performed, s.Sample, s.Closed, null, null, OutcomesSuppressed: true);
        return new(place.Rank, place.RankInType, c.OrganizationId, c.Code, c.Name, c.Type, c.Unit, c.Status, SuccessRates.Shown(s.Rate.Numerator, unit), denominator, s.Rate.Percent, met,
            ranking.WilsonOf(c), Wilson.Upper(s.Rate, s.Sample, rules.Z), onTime, performed, s.Sample, s.Closed, Parts(s.Oral, s.Succeeded) ? s.Oral : null, s.Rate.ToTarget(rules.Target));

        // A share of so many cases tells both its parts.
        bool Parts(long some, long all) => SmallGroups.MayShow(all, least) && SmallGroups.MayShow(some, least) && SmallGroups.MayShow(all - some, least);
    }
}

/// <summary>A page of a ranking with what it was made by.</summary>
/// <param name="MinimumClosed">The least number of cases for each organization type, and <c>default</c> for all others.</param>
/// <param name="CalendarEdition">The edition of the State Council's days, and <paramref name="RulebookVersion"/> the version of the rules, that deadlines were counted by.</param>
/// <param name="Totals">How many there are in each of the three lists, of which a page shows 200 each.</param>
public sealed record RankingShown(
    DateOnly From, DateOnly To, string? Unit, string? Type, RateDefinitionShown Definition, int Target, IReadOnlyDictionary<string, int> MinimumClosed, decimal WilsonZ, int CalendarEdition, int RulebookVersion,
    IReadOnlyList<RankedOrganization> Items, IReadOnlyList<RankedOrganization> Insufficient, IReadOnlyList<RankedOrganization> BelowTarget, RankingTotals Totals, int Page, FiguresAsOf AsOf)
{
    public const int PageSize = 200;

    /// <param name="least">See <see cref="RankedOrganization.Of"/>.</param>
    /// <param name="whole">The ranking of the whole province and every type, for the public: by it is decided what is left out.</param>
    public static RankingShown Of(RankingAsOf of, int page, int least = 0, Ranking? whole = null)
    {
        var (query, ranking) = (of.Query, of.Ranking);
        var cover = whole is null ? null : RankingCover.Of(whole, least);
        IReadOnlyList<RankedOrganization> Some(IReadOnlyList<RankingPlace> places) => [.. places.Skip((page - 1) * PageSize).Take(PageSize).Select(p => RankedOrganization.Of(p, ranking, least, cover))];
        return new(query.From, query.To, query.Unit, query.Type, RateDefinitionShown.Of(query.Rules.Definition), query.Rules.Target, Minimum(query.Rules.Minimum), query.Rules.Z, of.Law.Calendar.Edition, of.Law.Rules.Version,
            Some(ranking.Ranked), Some(ranking.Insufficient), Some(ranking.BelowTarget), new(ranking.Ranked.Count, ranking.BelowTarget.Count, ranking.Insufficient.Count), page, of.AsOf);
    }

    internal static IReadOnlyDictionary<string, int> Minimum(MinimumClosed minimum) => minimum.ByType.Append(new("default", minimum.Default)).ToDictionary(m => m.Key, m => m.Value);
}

/// <summary>How many organizations stand in each list of a ranking.</summary>
public sealed record RankingTotals(int Ranked, int BelowTarget, int Insufficient);

/// <summary>One organization's place laid open: for everyone what was counted by which definition, calendar and place in the log; its cases for those who may see them.</summary>
/// <param name="Of">How many organizations have a rank.</param>
/// <param name="Counters">The sums that the rate is made of, by counter; money in fen.</param>
/// <param name="CasesAt">Where its cases are listed; null for those who see none of them.</param>
/// <param name="Recompute">The command that reckons the same digits from the log alone.</param>
public sealed record RankingPlaceShown(
    PlaceKind Place, int Of, int OfType, RankedOrganization Organization, DateOnly From, DateOnly To, RateDefinitionShown Definition, IReadOnlyList<string> Numerator, IReadOnlyList<string> Denominator, IReadOnlyDictionary<string, long> Counters,
    int Target, int MinimumClosed, decimal WilsonZ, int CalendarEdition, int RulebookVersion, RankedOrganization? Above, RankedOrganization? Below, string? CasesAt, string Recompute, FiguresAsOf AsOf);

/// <summary>One indicator with its numbers.</summary>
/// <param name="Numerator">Cases or agreements, or CNY.</param>
/// <param name="Rate">Percent; null where nothing counts.</param>
/// <param name="NumeratorCell">The number by which an organization's cases behind it are listed; null where none is. Likewise <paramref name="DenominatorCell"/>.</param>
public sealed record IndicatorShown(string Id, string Name, string Text, decimal Numerator, decimal Denominator, decimal? Rate, RateUnit Unit, string? NumeratorCell, string? DenominatorCell)
{
    public static IndicatorShown Of(Indicator i) => new(i.Id, i.Name, i.Text, SuccessRates.Shown(i.Rate.Numerator, i.Unit), SuccessRates.Shown(i.Rate.Denominator, i.Unit), i.Rate.Percent, i.Unit, i.Numerator, i.Denominator);
}

/// <summary>Every indicator of an organization, a reporting unit or a province over one period.</summary>
/// <param name="Rates">The success rate by every definition.</param>
/// <param name="Amounts">CNY.</param>
/// <param name="Establishment">组建率 of townships and of enterprises on the last day of the period, or today while it runs; null for an organization, which has no base.</param>
public sealed record IndicatorsShown(
    string? OrganizationId, string? Unit, DateOnly From, DateOnly To, IReadOnlyList<AlternateRate> Rates, IReadOnlyList<IndicatorShown> Indicators, DaysToClose DaysToClose, Balance Balance,
    IReadOnlyDictionary<string, long> Totals, IReadOnlyDictionary<string, decimal> Amounts, IReadOnlyDictionary<string, long> Outcomes, RecommendationRates Recommendations, FiguresAsOf AsOf, IReadOnlyList<BaseLists.EstablishmentShown>? Establishment = null)
{
    private static readonly string[] Money = ["claimedOnReceipt", "claimed", "agreed", "paid"];

    public static IndicatorsShown Of(string? organization, string? unit, FiguresOfPeriod period, Domain.Rulebook.Settings settings, RecommendationRates recommendations)
    {
        var totals = Domain.Statistics.Indicators.Totals(period.Period);
        return new(organization, unit, period.From, period.To,
            [.. SuccessRates.Alternates(settings, period, new("", 1, "", "", RateUnit.Cases, RateBasis.Closing, [], []))],
            [.. Domain.Statistics.Indicators.Of(period.Period).Select(IndicatorShown.Of)], DaysToClose.Of(period.Figures), Domain.Statistics.Indicators.BalanceOf(period.Period),
            totals.Where(t => !Money.Contains(t.Key)).ToDictionary(t => t.Key, t => t.Value), totals.Where(t => Money.Contains(t.Key)).ToDictionary(t => t.Key, t => t.Value / 100m),
            Enum.GetValues<Outcome>().ToDictionary(o => Api.ApiWord.Of(o), o => period.Figures[Counters.Of(o)]), recommendations, period.AsOf);
    }
}

/// <summary>What came of recommendations to mediate 调解建议书 issued in the period, of commissions of the region, or that led to the organization.</summary>
/// <param name="IssueRate">Of the region's commissions; null for an organization, which receives no applications for arbitration.</param>
public sealed record RecommendationRates(long Issued, long Answered, long Agreed, long Settled, decimal? AgreedRate, decimal? SettledRate, Bridge.IssueRateShown? IssueRate = null);
