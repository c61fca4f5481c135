using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Parties;
using MediationHub.Store.Accounts;
using MediationHub.Store.Aggregates;
using MediationHub.Web.Api;
using MediationHub.Web.Features.Bridge;
using MediationHub.Web.Features.Cases;
using MediationHub.Web.Features.Cases.Opening;
using MediationHub.Web.Features.Lists;
using MediationHub.Web.Features.Mediators;
using MediationHub.Web.Features.Organizations;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Search;

/// <summary>What the one box found, by kind; null where this person does not search for it.</summary>
public sealed record SearchResults(SearchQuery Query, Lists.Listed<CaseListed>? Cases, IReadOnlyList<PartyFound> Parties, IReadOnlyList<OrganizationSummary> Organizations, int OrganizationTotal, IReadOnlyList<MediatorListed> Mediators, int MediatorTotal)
{
    /// <summary>Of a commission's people: its own records.</summary>
    public HouseRecords? House { get; init; }

    public bool Nothing => Cases is not { Items.Count: > 0 } && House is not { Nothing: false } && Parties.Count == 0 && Organizations.Count == 0 && Mediators.Count == 0;
}

/// <summary>What a commission has of it.</summary>
public sealed record HouseRecords(Lists.Listed<ReviewListed> Reviews, Lists.Listed<EntrustmentListed> Entrustments, Lists.Listed<RecommendationListed> Recommendations)
{
    public bool Nothing => Reviews.Items.Count + Entrustments.Items.Count + Recommendations.Items.Count == 0;
}

/// <summary>What the one box found, on the wire. Kinds that the caller does not search for are left out or empty.</summary>
public sealed record SearchAnswer(
    FirstFound<CaseListed>? Cases, IReadOnlyList<PartyFound> Parties, FirstFound<OrganizationSummary> Organizations, FirstFound<ReviewListed>? Reviews, FirstFound<EntrustmentListed>? Entrustments,
    FirstFound<RecommendationListed>? Recommendations, FirstFound<MediatorListed> Mediators);

/// <summary>A page of the cases of one party.</summary>
/// <param name="Recent">How many came within the months that make a party a serial one, which <paramref name="Serial"/> says.</param>
/// <param name="ByName">Found by name, since no number is known.</param>
public sealed record PartyCases(IReadOnlyList<CaseListed> Items, int Total, bool TotalExact, int Page, int PageSize, int Recent, bool Serial, bool ByName);

/// <summary>One box for everything that a person may find.</summary>
public sealed class SearchDesk(CaseLists cases, CaseFinder finder, PartyDesk parties, OrganizationLists organizations, MediatorLists mediators, BridgeLists bridge)
{
    private const int CasesShown = 10, OthersShown = 5;

    public async Task<SearchResults> Of(Actor actor, SearchQuery query, CancellationToken cancel)
    {
        var (found, people, listed) = ((Lists.Listed<CaseListed>?)null, (IReadOnlyList<PartyFound>)[], Policy.May(actor, "mediators.list"));
        if (Policy.May(actor, "cases.list"))
        {
            var hits = finder.Find(actor, query);
            found = await cases.List(actor, new CaseFilter(query) { Hits = hits }, 1, CasesShown, cancel);
            people = await parties.Among(actor, hits, cancel);
        }
        var (houses, houseTotal) = await organizations.List(new(query.Text), 1, OthersShown, cancel);
        var (staff, staffTotal) = listed ? await mediators.List(actor, query.Text, null, 1, OthersShown, cancel) : ([], 0);
        return new(query, found, people, houses, houseTotal, staff, staffTotal)
        {
            House = actor.Commission is null || !Policy.May(actor, "reviews.list") ? null
                : new(await bridge.Reviews(actor, null, null, null, 1, CasesShown, cancel, query), await bridge.Entrustments(actor, null, 1, OthersShown, cancel, query), await bridge.Recommendations(actor, null, 1, OthersShown, cancel, query)),
        };
    }
}

/// <summary>Search and the page of a party, for people and over the API.</summary>
public static class SearchPages
{
    public static void MapSearch(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/search", async (HttpContext http, SearchDesk desk, string? q) =>
        {
            if (!Policy.May(http.Actor(), "search")) return Problem.Forbidden;
            var (query, problem) = SearchQuery.Of(q);
            if (problem is not null) return problem;
            var results = await desk.Of(http.Actor(), query!, http.RequestAborted);
            return Results.Json(new SearchAnswer(
                Of(results.Cases), results.Parties, new(results.Organizations, results.OrganizationTotal), Of(results.House?.Reviews), Of(results.House?.Entrustments), Of(results.House?.Recommendations),
                new(results.Mediators, results.MediatorTotal)), Wire.Json);

            static FirstFound<T>? Of<T>(Lists.Listed<T>? listed) => listed is null ? null : new(listed.Items, listed.Total, listed.Exact);
        }).Operation("search").Answers<SearchAnswer>();

        routes.MapGet("/search", async (HttpContext http, SearchDesk desk, PartyDesk parties) =>
        {
            if (!Policy.May(http.Actor(), "search")) return Pages.NotYours();
            var typed = http.Request.Query["q"].ToString();
            if (string.IsNullOrWhiteSpace(typed)) return Pages.Show<SearchPage>(new { Serial = parties.Serial });
            var (query, problem) = SearchQuery.Of(typed);
            return problem is not null
                ? Pages.Show<SearchPage>(new { Typed = typed.Length > SearchQuery.Longest ? "" : typed, Serial = parties.Serial, Errors = problem.Errors(english: false) }, 400)
                : Pages.Show<SearchPage>(new { Typed = typed, Serial = parties.Serial, Found = await desk.Of(http.Actor(), query!, http.RequestAborted) });
        });

        routes.MapGet("/api/v1/cases/{id}/parties/{partyId}/cases", async (HttpContext http, string id, string partyId, IAggregates aggregates, AccessLog log, PartyDesk parties, CaseLists lists, int page = 1, int pageSize = 20) =>
        {
            var (stored, problem) = await CaseEndpoints.Open(http, id, aggregates, log);
            if (problem is not null) return problem;
            if (!Policy.May(http.Actor(), "parties.read")) return Problem.Forbidden;
            if (Paging.Check(page, pageSize) is { } wrong) return wrong;
            if (stored!.State.Party(new(partyId)) is not { } party) return Problem.NotFound;
            var (cases, recent, byName) = await parties.CasesOf(http.Actor(), stored.State, party, http.RequestAborted);
            var listed = await lists.List(http.Actor(), new CaseFilter { Ids = cases }, page, pageSize, http.RequestAborted);
            return Results.Json(new PartyCases(listed.Items, listed.Total, listed.Exact, page, pageSize, recent, parties.IsSerial(party.Kind, recent), byName), Wire.Json);
        }).Operation("parties.read").Answers<PartyCases>();

        routes.MapGet("/cases/{id}/parties/{partyId}", async (HttpContext http, string id, string partyId, IAggregates aggregates, AccessLog log, PartyDesk parties, CaseLists lists) =>
        {
            var actor = http.Actor();
            if (await CaseEndpoints.Seen(http, id, aggregates) is not { } stored) return Pages.Missing();
            if (!Policy.May(actor, "parties.read")) return Pages.NotYours();
            // Whose case it is, an office learns with the case, for a reason.
            if (CaseEndpoints.NeedsReason(actor) && CaseOpenings.Of(http, id) is null) return Results.Redirect($"/cases/{id}");
            if (stored.State.Party(new(partyId)) is not { } party) return Pages.Missing();
            if (CaseEndpoints.NeedsReason(actor)) await log.Write(actor.UserName, id, "party", [partyId], CaseOpenings.Of(http, id), http.RequestAborted);
            var asked = ListRequest.Of(http.Request, CaseLists.Sorts.Keys);
            var (cases, recent, byName) = await parties.CasesOf(actor, stored.State, party, http.RequestAborted);
            var listed = asked.Errors is not null ? Lists.Listed<CaseListed>.None : await lists.List(actor, new CaseFilter { Ids = cases, Sort = asked.Sort ?? "received" }, asked.Page, asked.PageSize, http.RequestAborted);
            return Pages.Show<PartyPage>(new { Case = stored.State, Party = CaseView.Masked(party), Listed = listed, Asked = asked, Recent = recent, Serial = parties.IsSerial(party.Kind, recent), parties.Serial.Months, ByName = byName, asked.Errors }, asked.Errors is null ? 200 : 400);
        });
    }
}
