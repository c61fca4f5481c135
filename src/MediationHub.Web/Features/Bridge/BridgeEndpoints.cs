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
using MediationHub.Web.Features.Lists;
using MediationHub.Web.Features.Search;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Bridge;

/// <summary>An application for review; the id is given by the program.</summary>
public sealed record NewReview(CaseId CaseId, PartyId PartyId, DateTimeOffset AppliedAt, CommissionId? CommissionId = null, string? PlaceOfPerformance = null, IReadOnlyList<FileId>? Proof = null, Personal LateEntryReason = default, bool AtCounter = false,
    DateOnly? PostedOn = null, Personal PostingProof = default, Personal Obstacle = default, DateOnly? ObstacleEndedOn = null)
{
    internal ApplyForReview Command(string id) => new(new(id), CaseId, PartyId, AppliedAt, CommissionId, PlaceOfPerformance, Proof, LateEntryReason, AtCounter, PostedOn, PostingProof, Obstacle, ObstacleEndedOn);
}

/// <summary>An entrustment as it is proposed; the id is given by the program.</summary>
public sealed record NewEntrustment(
    CommissionId CommissionId, OrganizationId OrganizationId, string ArbitrationNumber, IReadOnlyList<PartyDetails>? Applicants, IReadOnlyList<PartyDetails>? Respondents, string DisputeType,
    IReadOnlyList<ClaimEntry>? Claims, Personal Facts = default, bool HearingOpened = false);

/// <summary>A recommendation as it is issued; the id is given by the program.</summary>
public sealed record NewRecommendation(
    CommissionId CommissionId, string ArbitrationNumber, DateOnly ReceivedOn, IReadOnlyList<PartyDetails>? Applicants, IReadOnlyList<PartyDetails>? Respondents, string DisputeType,
    IReadOnlyList<ClaimEntry>? Claims, Personal Facts = default, IReadOnlyList<OrganizationId>? Organizations = null, Personal LateEntryReason = default);

/// <summary>What a joint application of a case would bring along, and which commission is competent.</summary>
/// <param name="Reviewable">The case has an agreement that may be reviewed.</param>
/// <param name="Complete">Nothing is missing; <paramref name="Ready"/>: nothing without which no application is made.</param>
/// <param name="Commission">Left out where none could be found.</param>
public sealed record ReviewPackageShown(bool Reviewable, bool Complete, bool Ready, IReadOnlyList<PackageItemShown> Items, CompetentCommission? Commission);

/// <param name="Needed">Without it no application is made.</param>
public sealed record PackageItemShown(string What, bool Ok, bool Needed);

/// <summary>The commission that is competent, and why.</summary>
public sealed record CompetentCommission(CommissionId Id, string Name, CompetenceGround? Ground, string Reason);

/// <summary>What came of a commission's recommendations; without one, of all.</summary>
/// <param name="ConsentRate">Percent of those answered, half-up to 2 decimals; left out where there are none.</param>
/// <param name="SuccessRate">Percent of those agreed to.</param>
/// <param name="IssueRate">建议书发放率 of the months that the period touches.</param>
public sealed record RecommendationsAnswered(string? CommissionId, DateOnly From, DateOnly To, int Issued, int Answered, int Agreed, int Settled, decimal? ConsentRate, decimal? SuccessRate, IssueRateShown IssueRate);

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
            var listed = await lists.Reviews(http.Actor(), pile, stage.Given(), caseId.Given(), page, pageSize, http.RequestAborted, query);
            return Paging.Answer(listed, page, pageSize);
        }).Operation("reviews.list").AnswersList<ReviewListed>();

        api.MapGet("/reviews/{id}/timeline", async (HttpContext http, string id, IAggregates aggregates) =>
        {
            if (await aggregates.Seen<Review>(http, id) is not { } stored) return Problem.NotFound;
            var english = http.InEnglish();
            var history = await aggregates.History<Review>(id, cancel: http.RequestAborted);
            var heard = history.Where(h => Policy.Hears(http.Actor(), stored.State, h.Event));
            var shown = await http.RequestServices.GetRequiredService<BridgeView>().Of(http, stored);
            return Results.Json(new History([.. heard.Select(h => Happening.Of(h.Version, h.At, h.Actor, h.Event, english, ReviewHistory.Detail(h.Event, shown) ?? PlainWords.Detail(h.Event)))]), Wire.Json);
        }).Operation("reviews.timeline").Answers<History>();

        // What the joint application of a case would bring along, and which commission is competent: shown before it is sent.
        api.MapGet("/cases/{id}/review-package", async (HttpContext http, string id, IAggregates aggregates, HubStore store, string? placeOfPerformance) =>
        {
            if (await CaseEndpoints.Seen(http, id, aggregates) is not { } stored) return Problem.NotFound;
            if (!Policy.May(http.Actor(), "reviews.package")) return Problem.Forbidden;
            var english = http.InEnglish();
            var unit = (await aggregates.Find<Domain.Organizations.Organization>(stored.State.OrganizationId.Value, cancel: http.RequestAborted))?.State.Unit;
            var proposed = Competence.Propose(stored.State, placeOfPerformance.Given(), unit, await Facts.Commissions(store, http.RequestAborted), store.Rules);
            var items = ReviewPackage.Of(stored.State);
            return Results.Json(new ReviewPackageShown(
                stored.State.IsReviewable(store.Rules), items.All(i => i.Ok), items.All(i => i.Ok || !i.Needed), [.. items.Select(i => new PackageItemShown(english ? i.What.English : i.What.Chinese, i.Ok, i.Needed))],
                proposed is { } p ? new(p.Seat.Id, p.Seat.Name, p.Reason.Ground, p.Reason.Text) : null), Wire.Json);
        }).Operation("reviews.package").Answers<ReviewPackageShown>();

        api.MapRead(Reviews).Operation("reviews.read");
        api.MapCreate<Review, ApplyForReview, NewReview>(Reviews, "v", (id, body) => body.Command(id));
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
        api.MapGet("/entrustments", async (HttpContext http, BridgeLists lists, string? stage, string? q, bool undisposed = false, int page = 1, int pageSize = 20) =>
        {
            if (!Policy.May(http.Actor(), "entrustments.list")) return Problem.Forbidden;
            if (Paging.Check(page, pageSize) is { } wrong) return wrong;
            if (WordOf<EntrustmentStage>("stage", stage, out _) is { } noStage) return noStage;
            var (query, noQuery) = Typed(q);
            if (noQuery is not null) return noQuery;
            return Paging.Answer(await lists.Entrustments(http.Actor(), stage.Given(), page, pageSize, http.RequestAborted, query, undisposed), page, pageSize);
        }).Operation("entrustments.list").AnswersList<EntrustmentListed>();
        api.MapRead(Entrustments).Operation("entrustments.read");
        api.MapCreate<Entrustment, ProposeEntrustment, NewEntrustment>(Entrustments, "n", (id, body) =>
            new(new(id), body.CommissionId, body.OrganizationId, body.ArbitrationNumber, body.Applicants, body.Respondents, body.DisputeType, body.Claims, body.Facts, body.HearingOpened));
        Command<RecordEntrustmentConsent>();
        Command<EntrustDispute>();
        Command<AcceptEntrustment>();
        Command<DeclineEntrustment>();
        Command<ReturnResult>();
        Command<RecordDisposition>();
        Command<CorrectDisposition>();

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
            return Paging.Answer(await lists.Recommendations(http.Actor(), stage.Given(), page, pageSize, http.RequestAborted, query), page, pageSize);
        }).Operation("recommendations.list").AnswersList<RecommendationListed>();

        api.MapGet("/recommendations/rates", async (HttpContext http, BridgeLists lists, HubStore store, DateOnly? from, DateOnly? to) =>
        {
            if (!Policy.May(http.Actor(), "recommendations.rates")) return Problem.Forbidden;
            var today = ChinaTime.DayOf(store.Clock.GetUtcNow());
            var (begin, end) = (from ?? new DateOnly(today.Year, 1, 1), to ?? new DateOnly(today.Year, 12, 31));
            if (end < begin) return Problem.Invalid("to", "截止日期不得早于起始日期。", "The period runs backwards.");
            var own = http.Actor().Commission?.Value;
            var (issued, answered, agreed, settled) = await lists.Rates(own, begin, end, http.RequestAborted);
            return Results.Json(new RecommendationsAnswered(own, begin, end, issued, answered, agreed, settled, Rate(agreed, answered), Rate(settled, agreed), await IssueRateShown.Read(store, own, null, begin, end, http.RequestAborted)), Wire.Json);
        }).Operation("recommendations.rates").Answers<RecommendationsAnswered>();

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

    /// <summary>What is searched for; nothing where nothing was typed.</summary>
    internal static (SearchQuery? Query, Problem? Problem) Typed(string? q) => q.Given() is { } given ? SearchQuery.Of(given) : (null, null);

    internal static Problem? WordOf<T>(string field, string? text, out T? word) where T : struct, Enum
    {
        word = null;
        if (text.Given() is not { } given) return null;
        foreach (var value in Enum.GetValues<T>())
            if (ApiWord.Of(value) == given)
            {
                word = value;
                return null;
            }
        return ApiWord.Check(field, given, ApiWord.All<T>());
    }
}
