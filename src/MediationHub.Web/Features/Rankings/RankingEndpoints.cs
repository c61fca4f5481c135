using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Statistics;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Statistics;
using MediationHub.Web.Api;
using MediationHub.Web.Features.BaseLists;
using MediationHub.Web.Features.Organizations;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Rankings;

/// <summary>Rankings, one place laid open, what-if, and indicators over the API.</summary>
public static class RankingEndpoints
{
    public static void MapRankings(this IEndpointRouteBuilder api)
    {
        api.MapGet("/rankings", async (HttpContext http, Store.Statistics.Rankings rankings, HubStore store, string? from, string? to, string? unit, string? type, string? definition, string? audience, int page = 1) =>
        {
            if (!Policy.May(http.Actor(), "rankings.list")) return Problem.Forbidden;
            var (query, problem) = Asked(rankings, store, from, to, unit, type, definition);
            if (problem is not null) return problem;
            if (ApiWord.Check("audience", audience, ["office", "public"]) is { } unknown) return unknown;
            if (page is < 1 or > 10_000) return Problem.Invalid("page", "页码从 1 开始。", "Pages begin with 1.");
            if (audience is not "public") return Results.Json(RankingShown.Of(await rankings.Of(query!, cancel: http.RequestAborted), page), OrganizationEndpoints.Rates);
            var (part, whole) = await rankings.WithWhole(query!, http.RequestAborted);
            return Results.Json(RankingShown.Of(part, page, store.Rules.Settings.SmallGroup.Value, whole), OrganizationEndpoints.Rates);
        }).Operation("rankings.list").Answers<RankingShown>();

        api.MapPost("/rankings/what-if", async (HttpContext http, WhatIfDesk desk) =>
        {
            if (!Policy.May(http.Actor(), "rankings.what-if")) return Problem.Forbidden;
            var (asked, invalid) = await Body.Read<WhatIfAsked>(http);
            if (invalid is not null) return invalid;
            var (answer, problem) = await desk.Of(http.Actor(), asked!, http.RequestAborted);
            return problem is not null ? problem : Results.Json(answer, OrganizationEndpoints.Rates);
        }).Operation("rankings.what-if").Answers<WhatIfAnswer>().Accepts<WhatIfAsked>("application/json");

        api.MapGet("/rankings/{id}", async (HttpContext http, string id, Store.Statistics.Rankings rankings, FigureReader figures, IAggregates aggregates, HubStore store, string? from, string? to, string? unit, string? type, string? definition) =>
        {
            if (!Policy.May(http.Actor(), "rankings.read")) return Problem.Forbidden;
            if (await aggregates.Seen<Organization>(http, id) is not { } stored) return Problem.NotFound;
            var (query, problem) = Asked(rankings, store, from, to, unit, type, definition);
            if (problem is not null) return problem;
            var of = await rankings.Of(query!, cancel: http.RequestAborted);
            if (of.Ranking.Of(id) is not { } place) return Problem.NotFound;
            return Results.Json(Opened(http.Actor(), stored.State, of, place, await figures.OfOrganization(id, query!.From, query.To, http.RequestAborted)), OrganizationEndpoints.Rates);
        }).Operation("rankings.read").Answers<RankingPlaceShown>();

        api.MapGet("/organizations/{id}/indicators", async (HttpContext http, string id, FigureReader figures, IAggregates aggregates, HubStore store, string? from, string? to) =>
        {
            if (!Policy.May(http.Actor(), "organizations.indicators")) return Problem.Forbidden;
            if (await aggregates.Seen<Organization>(http, id) is not { } stored) return Problem.NotFound;
            var (period, problem) = AskedPeriod.Of(from, to, ChinaTime.DayOf(store.Clock.GetUtcNow()).Year);
            if (problem is not null) return problem;
            var read = await figures.OfOrganization(id, period.From, period.To, http.RequestAborted);
            return Results.Json(IndicatorsShown.Of(id, null, read, store.Rules.Settings, await Recommended(store, id, null, period, http.RequestAborted)), OrganizationEndpoints.Rates);
        }).Operation("organizations.indicators").Answers<IndicatorsShown>();

        // A reporting unit, any region, or the province joined.
        api.MapGet("/indicators", async (HttpContext http, FigureReader figures, EstablishmentReader establishment, HubStore store, string? unit, string? from, string? to) =>
        {
            if (!Policy.May(http.Actor(), "indicators.read")) return Problem.Forbidden;
            if (CheckUnit(store, unit) is { } elsewhere) return elsewhere;
            var (period, problem) = AskedPeriod.Of(from, to, ChinaTime.DayOf(store.Clock.GetUtcNow()).Year);
            if (problem is not null) return problem;
            var code = RegionOf(store, unit);
            var read = await figures.OfUnit(code, period.From, period.To, http.RequestAborted);
            var shown = IndicatorsShown.Of(null, code, read, store.Rules.Settings, await Recommended(store, null, code, period, http.RequestAborted));
            var established = await EstablishmentShown.Read(establishment, code, BaseListEndpoints.EndOf(period.To, ChinaTime.DayOf(store.Clock.GetUtcNow())), http.RequestAborted);
            return Results.Json(shown with { Establishment = established }, OrganizationEndpoints.Rates);
        }).Operation("indicators.read").Answers<IndicatorsShown>();
        api.MapBreakdowns();
    }

    /// <summary>What a ranking's address asks for.</summary>
    public static (RankingQuery? Query, Problem? Problem) Asked(Store.Statistics.Rankings rankings, HubStore store, string? from, string? to, string? unit, string? type, string? definition)
    {
        var (period, backwards) = AskedPeriod.Of(from, to, rankings.Today.Year);
        var problem = backwards ?? AskedPeriod.CheckDefinition(store.Rules.Settings, definition) ?? CheckUnit(store, unit) ?? ApiWord.Check("type", type, ApiWord.All<OrganizationType>());
        return problem is not null ? (null, problem) : (rankings.Query(period.From, period.To, unit.Given() is { } code ? Regions.BuiltIn.Find(code)!.Code : null, type.Given(), definition.Given()), null);
    }

    /// <summary>The region that was asked for; the province where none was.</summary>
    internal static string RegionOf(HubStore store, string? unit) => unit.Given() is { } code ? Regions.BuiltIn.Find(code)!.Code : store.Rules.Settings.Province.Value;

    /// <summary>The region whose figures are a person's own: of an office its own, of an organization's people the unit that it reports to; null for all others.</summary>
    internal static async Task<string?> OwnUnit(Actor actor, IAggregates aggregates, CancellationToken cancel) =>
        actor.Unit ?? (actor.Organization is { } house && (await aggregates.Find<Organization>(house.Value, cancel: cancel))?.State.Unit is { } region ? Regions.BuiltIn.ReportingUnitOf(region)?.Code : null);

    /// <summary>A region of this province.</summary>
    public static Problem? CheckUnit(HubStore store, string? unit)
    {
        if (ApiWord.CheckUnit("unit", unit) is { } unknown) return unknown;
        var province = store.Rules.Settings.Province.Value;
        return unit.Given() is not { } code || Regions.BuiltIn.IsWithin(code, province) ? null
            : Problem.Invalid("unit", $"“{Regions.BuiltIn.NameOf(code)}”不在{Regions.BuiltIn.NameOf(province)}，只能统计本省的地区。", $"{code} does not lie within {province}: figures are of this province.");
    }

    /// <summary>Whether the person may open cases of this organization.</summary>
    private static bool SeesCases(Actor actor, Organization organization) => Policy.May(actor, "organizations.success-rate-cases")
        && (actor.Is(Role.Auditor) || actor.Organization == organization.Id || (actor.Unit is { } own && Regions.BuiltIn.IsWithin(organization.Unit, own)));

    internal static RankingPlaceShown Opened(Actor actor, Organization organization, RankingAsOf of, RankingPlace place, FiguresOfPeriod figures)
    {
        var (ranking, rules, query) = (of.Ranking, of.Ranking.Rules, of.Query);
        var list = place.Kind switch { PlaceKind.Ranked => ranking.Ranked, PlaceKind.BelowTarget => ranking.BelowTarget, _ => ranking.Insufficient };
        var at = list.Index().First(p => p.Item == place).Index;
        var day = (DateOnly d) => d.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var period = $"from={day(query.From)}&to={day(query.To)}&definition={rules.Definition.Id}";
        string[] parts = [.. rules.Definition.Terms, Counters.Succeeded, Counters.Partial, Counters.Failed, Counters.ClosedInTime, Counters.PerformanceDue, Counters.PerformedInTime];
        return new(place.Kind, ranking.Ranked.Count, ranking.Ranked.Count(p => p.Contender.Type == place.Contender.Type), RankedOrganization.Of(place, ranking), query.From, query.To,
            RateDefinitionShown.Of(rules.Definition), rules.Definition.Numerator, rules.Definition.Denominator, parts.Distinct().ToDictionary(c => c, c => figures.Figures[c]),
            rules.Target, rules.Minimum.Of(place.Contender.Type), rules.Z, of.Law.Calendar.Edition, of.Law.Rules.Version,
            at > 0 ? RankedOrganization.Of(list[at - 1], ranking) : null, at + 1 < list.Count ? RankedOrganization.Of(list[at + 1], ranking) : null,
            SeesCases(actor, organization) ? $"/api/v1/organizations/{organization.Id}/success-rate/cases?{period}" : null,
            $"mediationhub recompute --from {day(query.From)} --to {day(query.To)} --definition {rules.Definition.Id}{(query.Unit is null ? "" : $" --unit {query.Unit}")}{(query.Type is null ? "" : $" --type {query.Type}")}", of.AsOf);
    }

    /// <summary>What came of the recommendations issued in the period.</summary>
    internal static async Task<RecommendationRates> Recommended(HubStore store, string? organization, string? unit, (DateOnly From, DateOnly To) period, CancellationToken cancel)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var units = unit is null ? null : Regions.BuiltIn.All.Where(r => Regions.BuiltIn.IsWithin(r.Code, unit)).Select(r => r.Code).ToArray();
        var (issued, answered, agreed, settled) = await connection.QuerySingleAsync<(long, long, long, long)>(
            """
            select count(*), count(*) filter (where r.stage not in ('issued', 'delivered')), count(r.agreed_on), count(r.settled_on) from recommendation_rows r join commission_rows c on c.id = r.commission_id
            where r.issued_on between @From and @To and (@organization::text is null or r.organization_id = @organization) and (@units::text[] is null or c.unit = any(@units))
            """, new { period.From, period.To, organization, units });
        return new(issued, answered, agreed, settled, new Rate(agreed, issued).Percent, new Rate(settled, agreed).Percent,
            organization is null ? await Bridge.IssueRateShown.Read(store, null, unit, period.From, period.To, cancel) : null);
    }
}
