using MediationHub.Documents;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Entrustments;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Recommendations;
using MediationHub.Domain.Reviews;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Rows;
using MediationHub.Web.Api;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Papers;

/// <summary>Makes papers of reviews, entrustments and recommendations. Each belongs to the record that it was made from.</summary>
public sealed class BridgePaperDesk(HubStore store, IAggregates aggregates, PaperDesk papers)
{
    /// <summary>Makes a paper from the record as it stands and keeps it there.</summary>
    public async Task<(CasePaper? Paper, Problem? Problem)> Make<TState>(HttpContext http, Stored<TState> stored, BridgePaperRequest request, Store.Log.IdempotencyKey? key = null) where TState : class, IAggregate<TState>, IKeepsPapers
    {
        var recipe = BridgePaperRecipes.Of<TState>().First(r => r.Form.Word == request.Kind);
        if (!MayMake(http.Actor(), stored.State, recipe.Kept)) return (null, Problem.Forbidden);
        var models = await ModelsOf(http, stored.State);
        if (recipe.Closed(models) is { } closed) return (null, Problem.Of(closed));
        return await papers.Keep(http, stored, recipe.Kind, recipe.Make(models, request), Record<TState>, key);
    }

    /// <summary>Every paper that this person may make of the record, with whether it can be made now, in the order of the road.</summary>
    public async Task<IReadOnlyList<BridgePaperOffer>> Offers<TState>(HttpContext http, TState state) where TState : class, IAggregate<TState>, IKeepsPapers
    {
        var models = await ModelsOf(http, state);
        return [.. BridgePaperRecipes.Of<TState>().Where(r => MayMake(http.Actor(), state, r.Kept)).Select(r => OfferOf(r, models))];
    }

    /// <summary>The record's papers that this person may know of, oldest first.</summary>
    public static IReadOnlyList<CasePaper> Known(Actor actor, IKeepsPapers state) => [.. state.Papers.Where(p => MayKnow(actor, state, p))];

    /// <summary>What stays inside the commission does not exist for the organization, nor what was made before the record came to it.</summary>
    internal static bool MayKnow(Actor actor, IKeepsPapers state, CasePaper paper) =>
        !(paper.Kind.IsInternal() || paper.Kind is Domain.Cases.PaperKind.EntrustmentInquiry) || actor.Is(Role.System) || actor.Is(Role.Auditor) || Policy.IsOf(actor, PaperHouse.Commission, Houses(state).Commission, null);

    private static bool MayMake(Actor actor, IKeepsPapers state, Domain.Cases.PaperKind kind)
    {
        var (commission, organization) = Houses(state);
        var command = state switch { Review => typeof(RecordReviewPaper), Entrustment => typeof(RecordEntrustmentPaper), _ => typeof(RecordRecommendationPaper) };
        return Policy.May(actor, command) && Policy.IsOf(actor, kind.House(), commission, organization);
    }

    private static (CommissionId Commission, OrganizationId? Organization) Houses(IKeepsPapers state) => state switch
    {
        Review r => (r.CommissionId, r.Extract.OrganizationId),
        Entrustment e => (e.CommissionId, e.OrganizationId),
        Recommendation r => (r.CommissionId, r.OrganizationId),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state.GetType().Name, "no record of the bridge"),
    };

    private static BridgePaperOffer OfferOf(BridgePaperRecipe recipe, BridgePaperModels models)
    {
        if (recipe.Closed(models) is { } closed) return new(recipe, closed, [], false);
        var draft = recipe.Make(models, new(recipe.Form.Word));
        return draft.Model is { } model ? new(recipe, null, PaperFields.Missing(recipe.Kind, model), recipe.Due(models)) : new(recipe, draft.Refusal, [], false);
    }

    private static ICommand<TState> Record<TState>(NewPaper paper) where TState : class, IAggregate<TState> => (ICommand<TState>)(object)(
        typeof(TState) == typeof(Review) ? new RecordReviewPaper(paper) : typeof(TState) == typeof(Entrustment) ? new RecordEntrustmentPaper(paper) : new RecordRecommendationPaper(paper));

    private async Task<BridgePaperModels> ModelsOf(HttpContext http, IKeepsPapers state)
    {
        var cancel = http.RequestAborted;
        var (commission, organization) = Houses(state);
        var organizations = new Dictionary<OrganizationId, Organization>();
        foreach (var id in (state is Recommendation offered ? offered.Organizations : [organization!.Value]).Distinct())
            if (await aggregates.Find<Organization>(id.Value, cancel: cancel) is { } found) organizations[id] = found.State;
        var house = (await aggregates.Find<Commission>(commission.Value, cancel: cancel))!.State;
        var models = new BridgePaperModels(house, organizations, new Context(store.Clock.GetUtcNow(), http.Actor(), store.Calendar, store.Rules));
        return state switch { Review r => models with { Review = r }, Entrustment e => models with { Entrustment = e }, _ => models with { Recommendation = (Recommendation)state } };
    }
}

/// <summary>The papers of a record that the caller may know of, oldest first, and those that the caller may make.</summary>
public sealed record RecordPapers(IReadOnlyList<PaperShown> Items, IReadOnlyList<PossiblePaper> Possible);

/// <param name="Ok">It can be made now.</param>
/// <param name="Due">It should be made now.</param>
/// <param name="Missing">What the record lacks for it, or why it has no such paper.</param>
public sealed record PossiblePaper(Domain.Cases.PaperKind Kind, string Title, bool Ok, bool Due, IReadOnlyList<string> Missing);

/// <summary>Papers of reviews, entrustments and recommendations over the API.</summary>
public static class BridgePaperEndpoints
{
    public static void MapBridgePapers(this IEndpointRouteBuilder api)
    {
        api.MapPapersOf<Review>("reviews");
        api.MapPapersOf<Entrustment>("entrustments");
        api.MapPapersOf<Recommendation>("recommendations");
    }

    private static void MapPapersOf<TState>(this IEndpointRouteBuilder api, string path) where TState : class, IAggregate<TState>, IKeepsPapers
    {
        api.MapGet($"/{path}/{{id}}/papers", async (HttpContext http, string id, BridgePaperDesk desk, IAggregates aggregates) =>
        {
            if (await aggregates.Seen<TState>(http, id) is not { } stored) return Problem.NotFound;
            if (!Policy.May(http.Actor(), $"{path}.papers")) return Problem.Forbidden;
            var english = http.InEnglish();
            var offers = await desk.Offers(http, stored.State);
            return Results.Json(new RecordPapers(
                [.. BridgePaperDesk.Known(http.Actor(), stored.State).Select(PaperEndpoints.Shown)],
                [.. offers.Select(o => new PossiblePaper(o.Recipe.Kept, o.Recipe.Form.Title, o.Open, o.Due, o.Closed is { } closed ? [english ? closed.English : closed.Chinese] : o.Missing))]), Wire.Json);
        }).Operation($"{path}.papers").Answers<RecordPapers>();

        api.MapPost($"/{path}/{{id}}/papers", async (HttpContext http, string id, BridgePaperDesk desk, IAggregates aggregates) =>
        {
            if (await aggregates.Seen<TState>(http, id) is not { } stored) return Problem.NotFound;
            if (!Policy.May(http.Actor(), $"{path}.create-paper")) return Problem.Forbidden;
            var (request, key, invalid) = await Body.ReadKeyed<BridgePaperRequest>(http);
            if (invalid is not null) return invalid;
            var forms = BridgePaperRecipes.Of<TState>();
            if (!forms.Any(f => f.Form.Word == request!.Kind))
                return Problem.Invalid("kind", $"这里没有“{request!.Kind}”这种文书，可制作：{string.Join('、', forms.Select(f => f.Form.Word))}。", $"There is no paper of this kind here; there are: {string.Join(", ", forms.Select(f => f.Form.Word))}.");
            var (paper, problem) = await desk.Make(http, stored, request!, key);
            if (paper is null) return problem!;
            http.Response.Headers.Location = $"/api/v1/papers/{paper.Id}.html";
            return Results.Json(PaperEndpoints.Shown(paper), Wire.Json, statusCode: 201);
        }).Operation($"{path}.create-paper").Answers<PaperShown>(201).Accepts<BridgePaperRequest>("application/json");
    }
}
