using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Statistics;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Statistics;
using MediationHub.Web.Api;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Cases;
using MediationHub.Web.Features.Organizations;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Rankings;

/// <summary>One kind of cases in the period.</summary>
/// <param name="Key">A dispute type's code, a source's word, or <c>true</c> and <c>false</c>.</param>
/// <param name="Registered">Received in the period, and accepted in it (<paramref name="Accepted"/>): each dispute once.</param>
/// <param name="Excluded">Ended, and in no success rate.</param>
/// <param name="Rate">Percent, half-up to 2 decimals; null where nothing counts.</param>
/// <param name="People">Workers involved in what the success rate counts; so are <paramref name="Claimed"/> (CNY) and <paramref name="MedianDays"/>, <paramref name="NinetiethDays"/> (natural days from receipt to closing).</param>
/// <param name="CasesAt">The list of exactly the ended cases, without a result; null for those who see none of them. So are <paramref name="RegisteredAt"/> and <paramref name="AcceptedAt"/> of those received and accepted.</param>
/// <param name="Suppressed">A small group, or one that such a group would follow from: who sees none of the cases is shown none of its figures.</param>
/// <param name="Rates">Indicators of this kind alone.</param>
/// <param name="OutcomesSuppressed">One of the outcomes is such a group: they and the rate are null.</param>
public sealed record BreakdownGroupShown(
    string Key, string Name, long? Registered, long? Accepted, long? Succeeded, long? Partial, long? Failed, long? Excluded, long? Denominator, decimal? Rate, long? People, decimal? Claimed, decimal? MedianDays, int? NinetiethDays,
    string? CasesAt, bool Suppressed = false, string? RegisteredAt = null, string? AcceptedAt = null, IReadOnlyList<KindRateShown>? Rates = null, bool OutcomesSuppressed = false);

/// <summary>An indicator of one kind of cases.</summary>
/// <param name="Id">As among the indicators.</param>
/// <param name="Numerator">Null, as are <paramref name="Denominator"/> and <paramref name="Rate"/> (percent, half-up to 2 decimals; null also where nothing counts), where one of them would tell a small group to who sees none of the cases.</param>
/// <param name="NumeratorAt">The lists of exactly these cases.</param>
public sealed record KindRateShown(string Id, string Name, long? Numerator, long? Denominator, decimal? Rate, string? NumeratorAt = null, string? DenominatorAt = null);

/// <summary>The groups of one dimension; they add up to the figures of the period.</summary>
public sealed record BreakdownDimensionShown(CaseDimension Dimension, string Name, IReadOnlyList<BreakdownGroupShown> Groups);

/// <summary>What was taken in and what ended in a period, told apart by dispute type, source and size.</summary>
public sealed record BreakdownShown(string? OrganizationId, string? Unit, DateOnly From, DateOnly To, IReadOnlyList<BreakdownDimensionShown> Dimensions, FiguresAsOf AsOf)
{
    /// <param name="list">What narrows the list of cases to those of the organization or region; null for those who see none of them.</param>
    /// <param name="inside">Somebody of the organization itself: nothing is left out.</param>
    public static BreakdownShown Of(string? organization, string? unit, Breakdown of, RuleSet rules, string? list, bool inside = false)
    {
        var (first, last) = (Display.Day(of.From), Display.Day(of.To));
        string? List(string narrowed, CaseDimension dimension, string key) => list is null ? null : $"/api/v1/cases?{list}&ledger=none&{narrowed}&{ParameterOf(dimension)}={Uri.EscapeDataString(key)}";
        return new(organization, unit, of.From, of.To, [.. Enum.GetValues<CaseDimension>().Select(Shown)], of.AsOf);

        BreakdownDimensionShown Shown(CaseDimension dimension)
        {
            var groups = of.By(dimension);
            // The sums of all groups stand beside them.
            IReadOnlySet<string> Cover(Func<BreakdownGroup, IReadOnlyList<long>> figures, IReadOnlySet<string>? already = null) =>
                list is null && !inside ? SmallGroups.Cover([.. groups.Select(g => (g.Key, figures(g)))], rules.Settings.SmallGroup.Value, already: already) : new HashSet<string>();
            var covered = Cover(g => [g.Registered, g.Accepted, g.Rate.Denominator, g.Excluded]);
            var outcomes = Cover(g => [g.Succeeded, g.Partial, g.Failed, g.Partial + g.Failed], covered);
            // Indicators whose numbers lie within each other stand in one family: what is between any two of them is a figure, too.
            var families = new[] { new[] { "acceptedInTime" }, ["onTime"], ["performance", "performedAtAll"], ["reviewApplication", "courtConfirmation"], ["reviewConfirmation"] };
            var hidden = families.SelectMany(family => Cover(g => Differences([.. g.Rates.Where(r => family.Contains(r.Indicator)).SelectMany(r => new[] { r.Rate.Numerator, r.Rate.Denominator })]), covered).SelectMany(key => family.Select(id => (key, id)))).ToHashSet();
            return new(dimension, dimension.Chinese(), [.. groups.Select(g =>
            {
                if (covered.Contains(g.Key)) return new BreakdownGroupShown(g.Key, NameOf(dimension, g.Key, rules), null, null, null, null, null, null, null, null, null, null, null, null, null, Suppressed: true);
                var (closed, accepted) = (List($"closedFrom={first}&closedTo={last}&sort=closed", dimension, g.Key), List($"acceptedFrom={first}&acceptedTo={last}&once=true", dimension, g.Key));
                var told = !outcomes.Contains(g.Key);
                KindRateShown Indicator((string Indicator, Rate Rate, string? Numerator, string? Denominator) i)
                {
                    var name = Indicators.NameOf(i.Indicator);
                    if (hidden.Contains((g.Key, i.Indicator))) return new(i.Indicator, name, null, null, null);
                    string? At(string? word) => word is null ? null : List($"counted={word}&countedFrom={first}&countedTo={last}", dimension, g.Key);
                    return new(i.Indicator, name, i.Rate.Numerator, i.Rate.Denominator, i.Rate.Percent, At(i.Numerator), i.Indicator switch
                    {
                        "acceptedInTime" => accepted,
                        "onTime" => closed is null ? null : $"{closed}&result=counted",
                        _ => At(i.Denominator),
                    });
                }
                return new(g.Key, NameOf(dimension, g.Key, rules), g.Registered, g.Accepted, told ? g.Succeeded : null, told ? g.Partial : null, told ? g.Failed : null, g.Excluded, g.Rate.Denominator, told ? g.Rate.Percent : null,
                    g.People, g.Claimed, g.Days.Median, g.Days.Ninetieth, closed,
                    RegisteredAt: List($"receivedFrom={first}&receivedTo={last}&once=true", dimension, g.Key), AcceptedAt: accepted, Rates: [.. g.Rates.Select(Indicator)], OutcomesSuppressed: !told);
            })]);
        }
    }

    /// <summary>Numbers of groups within each other, and what is between any two of them.</summary>
    private static IReadOnlyList<long> Differences(IReadOnlyList<long> numbers) => [.. numbers, .. numbers.SelectMany((a, i) => numbers.Skip(i + 1).Select(b => Math.Abs(a - b)))];

    private static string NameOf(CaseDimension dimension, string key, RuleSet rules) => dimension switch
    {
        CaseDimension.DisputeType => CaseText.DisputeType(rules, key),
        CaseDimension.Source => Enum.Parse<CaseSource>(key, ignoreCase: true).Chinese(),
        _ => key is "true" ? "集体争议（十人以上）" : "其他争议",
    };

    private static string ParameterOf(CaseDimension dimension) => dimension switch { CaseDimension.DisputeType => "disputeType", CaseDimension.Source => "source", _ => "collective" };
}

/// <summary>Breakdowns over the API.</summary>
public static class BreakdownEndpoints
{
    public static string Chinese(this CaseDimension dimension) => dimension switch { CaseDimension.DisputeType => "争议类型", CaseDimension.Source => "案件来源", _ => "是否集体争议" };

    public static void MapBreakdowns(this IEndpointRouteBuilder api)
    {
        api.MapGet("/organizations/{id}/breakdown", async (HttpContext http, string id, BreakdownReader reader, IAggregates aggregates, HubStore store, string? from, string? to) =>
        {
            if (!Policy.May(http.Actor(), "organizations.breakdown")) return Problem.Forbidden;
            if (await aggregates.Seen<Organization>(http, id) is not { } stored) return Problem.NotFound;
            var (period, problem) = AskedPeriod.Of(from, to, ChinaTime.DayOf(store.Clock.GetUtcNow()).Year);
            if (problem is not null) return problem;
            return Results.Json(BreakdownShown.Of(id, null, await reader.OfOrganization(id, period.From, period.To, http.RequestAborted), store.Rules, ListOf(http.Actor(), stored.State), http.Actor().Organization == stored.State.Id), OrganizationEndpoints.Rates);
        }).Operation("organizations.breakdown").Answers<BreakdownShown>();

        api.MapGet("/indicators/breakdown", async (HttpContext http, BreakdownReader reader, HubStore store, string? unit, string? from, string? to) =>
        {
            if (!Policy.May(http.Actor(), "indicators.breakdown")) return Problem.Forbidden;
            if (RankingEndpoints.CheckUnit(store, unit) is { } elsewhere) return elsewhere;
            var (period, problem) = AskedPeriod.Of(from, to, ChinaTime.DayOf(store.Clock.GetUtcNow()).Year);
            if (problem is not null) return problem;
            var code = RankingEndpoints.RegionOf(store, unit);
            return Results.Json(BreakdownShown.Of(null, code, await reader.OfUnit(code, period.From, period.To, http.RequestAborted), store.Rules, ListOf(http.Actor(), code)), OrganizationEndpoints.Rates);
        }).Operation("indicators.breakdown").Answers<BreakdownShown>();
    }

    /// <summary>What narrows the list of cases to an organization's; null for those who do not see all of them.</summary>
    public static string? ListOf(Actor actor, Organization organization) =>
        actor.Is(Role.Auditor) || (actor.Is(Role.Head) && actor.Organization == organization.Id) || (Policy.May(actor, "cases.list") && actor.Unit is { } own && Regions.BuiltIn.IsWithin(organization.Unit, own))
            ? $"organizationId={organization.Id}" : null;

    /// <summary>The same of a region.</summary>
    public static string? ListOf(Actor actor, string unit) =>
        actor.Is(Role.Auditor) || (Policy.May(actor, "cases.list") && actor.Unit is { } own && Regions.BuiltIn.IsWithin(unit, own)) ? $"reportedBy={unit}" : null;
}
