using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Entrustments;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Recommendations;
using MediationHub.Domain.Reviews;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Bridge;
using MediationHub.Store.Reactions;
using MediationHub.Web.Api;
using MediationHub.Web.Features.Cases;
using MediationHub.Web.Features.Search;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Bridge;

/// <summary>An application for review; the id is given by the program.</summary>
public sealed record NewReview(CaseId CaseId, PartyId PartyId, DateTimeOffset AppliedAt, CommissionId? CommissionId = null, string? PlaceOfPerformance = null, IReadOnlyList<FileId>? Proof = null, Personal LateEntryReason = default, bool AtCounter = false);

/// <summary>An entrustment as it is proposed; the id is given by the program.</summary>
public sealed record NewEntrustment(
    CommissionId CommissionId, OrganizationId OrganizationId, string ArbitrationNumber, IReadOnlyList<PartyDetails>? Applicants, IReadOnlyList<PartyDetails>? Respondents, string DisputeType,
    IReadOnlyList<ClaimEntry>? Claims, Personal Facts = default, bool HearingOpened = false);

/// <summary>A recommendation as it is issued; the id is given by the program.</summary>
public sealed record NewRecommendation(
    CommissionId CommissionId, string ArbitrationNumber, DateOnly ReceivedOn, IReadOnlyList<PartyDetails>? Applicants, IReadOnlyList<PartyDetails>? Respondents, string DisputeType,
    IReadOnlyList<ClaimEntry>? Claims, Personal Facts = default, IReadOnlyList<OrganizationId>? Organizations = null, Personal LateEntryReason = default);

/// <summary>Reviews, entrustments and recommendations over the API.</summary>
public static class BridgeEndpoints
{
    private static readonly Resource<Review> Reviews = new("reviews", async (http, stored) => await http.RequestServices.GetRequiredService<BridgeView>().Of(http, stored), typeof(ReviewShown));
    private static readonly Resource<Entrustment> Entrustments = new("entrustments", async (http, stored) => await http.RequestServices.GetRequiredService<BridgeView>().Of(http, stored), typeof(EntrustmentShown));
    private static readonly Resource<Recommendation> Recommendations = new("recommendations", async (http, stored) => await http.RequestServices.GetRequiredService<BridgeView>().Of(http, stored), typeof(RecommendationShown));

    public static void AddBridge(this IServiceCollection services) => services.AddSingleton<BridgeView>().AddSingleton<BridgeLists>().AddSingleton<BridgeBook>()
        .AddSingleton<Reaction, AgreementFollowsReview>().AddSingleton<Reaction, CaseEndsWithEntrustment>()
        .AddSingleton<LinkedCaseEnds>().AddSingleton<BridgeDeadlines>().AddSingleton<BridgeWatch>();

    public static void MapBridge(this IEndpointRouteBuilder api)
    {
        api.MapCommissions();
        api.MapReviews();
        api.MapEntrustments();
        api.MapRecommendations();
    }

    private static void MapReviews(this IEndpointRouteBuilder api)
    {
        api.MapGet("/reviews", async (HttpContext http, BridgeLists lists, string? box, string? stage, string? caseId, string? q, int page = 1, int pageSize = 20) =>
        {
            if (!Policy.May(http.Actor(), "reviews.list")) return Problem.Forbidden;
            if (Paging.Check(page, pageSize) is { } wrong) return wrong;
            if (WordOf<DocketBox>("box", box, out var pile) is { } noBox) return noBox;
            if (WordOf<ReviewStage>("stage", stage, out _) is { } noStage) return noStage;
            var (query, noQuery) = Typed(q);
            if (noQuery is not null) return noQuery;
            var listed = await lists.Reviews(http.Actor(), pile, Given(stage), Given(caseId), page, pageSize, http.RequestAborted, query);
            return Page(listed, page, pageSize);
        }).Operation("reviews.list").AnswersList<ReviewListed>();

        api.MapGet("/reviews/{id}/timeline", async (HttpContext http, string id, IAggregates aggregates) =>
        {
            if (await aggregates.Find<Review>(id, cancel: http.RequestAborted) is not { } stored || !await aggregates.Sees(http.Actor(), stored.State, http.RequestAborted)) return Problem.NotFound;
            var english = http.InEnglish();
            var history = await aggregates.History<Review>(id, cancel: http.RequestAborted);
            var shown = history.Where(h => Policy.Hears(http.Actor(), stored.State, h.Event));
            return Results.Json(new History([.. shown.Select(h => Happening.Of(h.Version, h.At, h.Actor, h.Event, english))]), Wire.Json);
        }).Operation("reviews.timeline").Answers<History>();

        // What the joint application of a case would bring along, and which commission is competent: shown before it is sent.
        api.MapGet("/cases/{id}/review-package", async (HttpContext http, string id, IAggregates aggregates, HubStore store, string? placeOfPerformance) =>
        {
            if (await CaseEndpoints.Seen(http, id, aggregates) is not { } stored) return Problem.NotFound;
            if (!Policy.May(http.Actor(), "reviews.package")) return Problem.Forbidden;
            var english = http.InEnglish();
            var unit = (await aggregates.Find<Domain.Organizations.Organization>(stored.State.OrganizationId.Value, cancel: http.RequestAborted))?.State.Unit;
            var proposed = Competence.Propose(stored.State, Given(placeOfPerformance), unit, await Facts.Commissions(store, http.RequestAborted), store.Rules);
            var items = ReviewPackage.Of(stored.State);
            return Results.Json(new
            {
                reviewable = stored.State.IsReviewable(store.Rules),
                complete = items.All(i => i.Ok),
                ready = items.All(i => i.Ok || !i.Needed),
                items = items.Select(i => new { what = english ? i.What.English : i.What.Chinese, ok = i.Ok, needed = i.Needed }),
                commission = proposed is { } p ? new { id = p.Seat.Id, name = p.Seat.Name, ground = p.Reason.Ground, reason = p.Reason.Text } : null,
            }, Wire.Json);
        }).Operation("reviews.package");

        api.MapRead(Reviews).Operation("reviews.read");
        api.MapCreate<Review, ApplyForReview, NewReview>(Reviews, "v", (id, body) => new(new(id), body.CaseId, body.PartyId, body.AppliedAt, body.CommissionId, body.PlaceOfPerformance, body.Proof, body.LateEntryReason, body.AtCounter));
        Command<JoinReview>();
        Command<AcceptReview>();
        Command<DeclineReview>();
        Command<AssignReviewer>();
        Command<DeclareConflict>();
        Command<RecordInquiry>();
        Command<ExtendReview>();
        Command<ApproveRequest>();
        Command<ReturnRequest>();
        Command<MakeLetter>();
        Command<RefuseReview>();
        Command<WithdrawReview>();
        Command<ServeLetter>();

        void Command<TCommand>() where TCommand : class, IReviewCommand<TCommand> => api.MapCommand<Review, TCommand>(Reviews, TCommand.Name);
    }

    private static void MapEntrustments(this IEndpointRouteBuilder api)
    {
        api.MapGet("/entrustments", async (HttpContext http, BridgeLists lists, string? stage, string? q, int page = 1, int pageSize = 20) =>
        {
            if (!Policy.May(http.Actor(), "entrustments.list")) return Problem.Forbidden;
            if (Paging.Check(page, pageSize) is { } wrong) return wrong;
            if (WordOf<EntrustmentStage>("stage", stage, out _) is { } noStage) return noStage;
            var (query, noQuery) = Typed(q);
            if (noQuery is not null) return noQuery;
            return Page(await lists.Entrustments(http.Actor(), Given(stage), page, pageSize, http.RequestAborted, query), page, pageSize);
        }).Operation("entrustments.list").AnswersList<EntrustmentListed>();
        api.MapRead(Entrustments).Operation("entrustments.read");
        api.MapCreate<Entrustment, ProposeEntrustment, NewEntrustment>(Entrustments, "n", (id, body) =>
            new(new(id), body.CommissionId, body.OrganizationId, body.ArbitrationNumber, body.Applicants, body.Respondents, body.DisputeType, body.Claims, body.Facts, body.HearingOpened));
        Command<RecordEntrustmentConsent>();
        Command<EntrustDispute>();
        Command<AcceptEntrustment>();
        Command<DeclineEntrustment>();
        Command<ReturnResult>();

        void Command<TCommand>() where TCommand : class, IEntrustmentCommand<TCommand> => api.MapCommand<Entrustment, TCommand>(Entrustments, TCommand.Name);
    }

    private static void MapRecommendations(this IEndpointRouteBuilder api)
    {
        api.MapGet("/recommendations", async (HttpContext http, BridgeLists lists, string? stage, string? q, int page = 1, int pageSize = 20) =>
        {
            if (!Policy.May(http.Actor(), "recommendations.list")) return Problem.Forbidden;
            if (Paging.Check(page, pageSize) is { } wrong) return wrong;
            if (WordOf<RecommendationStage>("stage", stage, out _) is { } noStage) return noStage;
            var (query, noQuery) = Typed(q);
            if (noQuery is not null) return noQuery;
            return Page(await lists.Recommendations(http.Actor(), Given(stage), page, pageSize, http.RequestAborted, query), page, pageSize);
        }).Operation("recommendations.list").AnswersList<RecommendationListed>();

        api.MapGet("/recommendations/rates", async (HttpContext http, BridgeLists lists, HubStore store, DateOnly? from, DateOnly? to) =>
        {
            if (!Policy.May(http.Actor(), "recommendations.rates")) return Problem.Forbidden;
            var today = ChinaTime.DayOf(store.Clock.GetUtcNow());
            var (begin, end) = (from ?? new DateOnly(today.Year, 1, 1), to ?? new DateOnly(today.Year, 12, 31));
            if (end < begin) return Problem.Invalid("to", "截止日期不得早于起始日期。", "The period runs backwards.");
            var own = http.Actor().Commission?.Value;
            var (issued, answered, agreed, settled) = await lists.Rates(own, begin, end, http.RequestAborted);
            return Results.Json(new { commissionId = own, from = begin, to = end, issued, answered, agreed, settled, consentRate = Rate(agreed, answered), successRate = Rate(settled, agreed), issueRate = await IssueRateShown.Read(store, own, null, begin, end, http.RequestAborted) }, Wire.Json);
        }).Operation("recommendations.rates");

        api.MapRead(Recommendations).Operation("recommendations.read");
        api.MapCreate<Recommendation, IssueRecommendation, NewRecommendation>(Recommendations, "m", (id, body) =>
            new(new(id), body.CommissionId, body.ArbitrationNumber, body.ReceivedOn, body.Applicants, body.Respondents, body.DisputeType, body.Claims, body.Facts, body.Organizations, body.LateEntryReason));
        Command<DeliverRecommendation>();
        Command<RecordReply>();
        Command<ResumeAcceptance>();

        void Command<TCommand>() where TCommand : class, IRecommendationCommand<TCommand> => api.MapCommand<Recommendation, TCommand>(Recommendations, TCommand.Name);
    }

    /// <summary>Percent, half up to two decimals; null where there is nothing to divide by.</summary>
    private static decimal? Rate(int n, int of) => of == 0 ? null : Math.Round(100m * n / of, 2, MidpointRounding.AwayFromZero);

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>What is searched for; nothing where nothing was typed.</summary>
    internal static (SearchQuery? Query, Problem? Problem) Typed(string? q) => Given(q) is { } given ? SearchQuery.Of(given) : (null, null);

    internal static Problem? WordOf<T>(string field, string? text, out T? word) where T : struct, Enum
    {
        word = null;
        if (Given(text) is not { } given) return null;
        foreach (var value in Enum.GetValues<T>())
            if (ApiWord.Of(value) == given)
            {
                word = value;
                return null;
            }
        return ApiWord.Check(field, given, ApiWord.All<T>());
    }

    private static IResult Page<T>(Listed<T> listed, int page, int pageSize) => Results.Json(new { items = listed.Items, total = listed.Total, totalExact = listed.Exact, page, pageSize }, Wire.Json);
}
