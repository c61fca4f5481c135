using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Entrustments;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Recommendations;
using MediationHub.Domain.Reviews;
using MediationHub.Store;
using MediationHub.Store.Accounts;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Rows;
using MediationHub.Web.Api;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Cases;
using MediationHub.Web.Features.Cases.Register;
using MediationHub.Web.Features.Cases.Steps;
using MediationHub.Web.Features.Drafts;
using MediationHub.Web.Features.Lists;
using MediationHub.Web.Features.Papers;
using MediationHub.Web.Features.Search;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Forms;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Bridge;

/// <summary>A record's papers that this person may know of, and those the person may make.</summary>
public sealed record BridgePapers(IReadOnlyList<CasePaper> Made, IReadOnlyList<BridgePaperOffer> Offers);

/// <summary>How many recommendations were issued in a period, answered, agreed to, and settled.</summary>
public sealed record RecommendationRates(int Issued, int Answered, int Agreed, int Settled, IssueRateShown IssueRate);

/// <summary>The bridge to arbitration as pages: the docket, reviews, entrustments, recommendations, and the joint application from a case.</summary>
public static class BridgePages
{
    private const int PageSize = 30;

    private static readonly IReadOnlyDictionary<string, FieldKind> HandoverKinds = new Dictionary<string, FieldKind>(PartyFields.KindsOf("applicants[]").Concat(PartyFields.KindsOf("respondents[]")).Concat(ClaimFields.Kinds))
    {
        ["hearingOpened"] = FieldKind.Tick, ["organizations"] = FieldKind.TickList, ["receivedOn"] = FieldKind.Day,
    };

    private static readonly string[] HandoverIncidental = ["applicants[].kind", "applicants[].idType", "respondents[].kind", "respondents[].idType"];

    public static void MapBridgePages(this IEndpointRouteBuilder pages)
    {
        pages.MapDocket();
        pages.MapPackage();
        pages.MapEntrustmentPages();
        pages.MapRecommendationPages();
        pages.MapPapersOf<Review>("reviews");
        pages.MapPapersOf<Entrustment>("entrustments");
        pages.MapPapersOf<Recommendation>("recommendations");
    }

    private static async Task<BridgePapers> PapersOf<TState>(HttpContext http, TState state, string path) where TState : class, IAggregate<TState>, IKeepsPapers =>
        !Policy.May(http.Actor(), $"{path}.papers") ? new([], []) : new(BridgePaperDesk.Known(http.Actor(), state), await http.RequestServices.GetRequiredService<BridgePaperDesk>().Offers(http, state));

    private static void MapPapersOf<TState>(this IEndpointRouteBuilder pages, string path) where TState : class, IAggregate<TState>, IKeepsPapers
    {
        // Where the page that said no is loaded again: the record.
        pages.MapGet($"/{path}/{{id}}/papers", (string id) => Results.Redirect($"/{path}/{Uri.EscapeDataString(id)}"));

        pages.MapPost($"/{path}/{{id}}/papers", async (HttpContext http, string id, IAggregates aggregates, BridgePaperDesk desk) =>
        {
            if (await Seen<TState>(http, id, $"{path}.read", aggregates) is not { } stored) return Pages.Missing();
            if (!Policy.May(http.Actor(), $"{path}.create-paper")) return Pages.NotYours();
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var kind = form["kind"].ToString();
            if (!BridgePaperRecipes.Of<TState>().Any(r => r.Form.Word == kind)) return Pages.Missing();
            var (paper, problem) = await desk.Make(http, stored, new(kind), FormKey.Of(http, form, kind));
            return paper is not null ? Pages.Done($"/{path}/{id}", "paper")
                : problem!.Status == 403 ? Pages.NotYours() : Pages.Show<MessagePage>(new { Title = "未能制作文书", Text = CaseText.FullWidth(problem.Detail.Chinese) }, problem.Status);
        });
    }

    private static void MapDocket(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/docket", (HttpContext http, BridgeLists lists, BridgeBook book) => Reviews(http, lists, book, house: true));
        pages.MapGet("/reviews", (HttpContext http, BridgeLists lists, BridgeBook book) => Reviews(http, lists, book, house: false));

        pages.MapGet("/reviews/{id}", async (HttpContext http, string id, IAggregates aggregates, StepDesk desk, BridgeView view, BridgeBook book, AccountStore accounts) =>
        {
            var (actor, cancel) = (http.Actor(), http.RequestAborted);
            if (await Seen<Review>(http, id, "reviews.read", aggregates) is not { } stored) return Pages.Missing();
            var r = stored.State;
            var names = await book.Names([r.CommissionId.Value, r.Extract.OrganizationId.Value], cancel);
            var shown = await view.Of(http, stored);
            var users = r.Returned.SelectMany(x => new[] { x.By, x.Request.By }).Concat(r.Pending is { } pending ? [pending.By] : []).Concat(r.Extension is { } extension ? [extension.ApprovedBy] : []);
            return Pages.Show<ReviewPage>(new
            {
                Stored = stored, Shown = shown, Steps = await desk.Offered(ReviewSteps.All, actor, stored, cancel),
                CommissionName = names.GetValueOrDefault(r.CommissionId.Value, ""), OrganizationName = names.GetValueOrDefault(r.Extract.OrganizationId.Value, ""),
                Arbitrators = await book.Arbitrators(r.CommissionId, cancel), People = await accounts.Names(users, cancel),
                History = await book.Timeline<Review>(id, e => Policy.Hears(actor, r, e), cancel, e => ReviewHistory.Detail(e, shown)),
                MayOpenCase = await SeesCase(http, aggregates, r.Extract.CaseId), Papers = await PapersOf(http, r, "reviews"),
            });
        });
        pages.MapSteps<Review, ReviewStepPage>("/reviews", ReviewSteps.All);
    }

    private static async Task<IResult> Reviews(HttpContext http, BridgeLists lists, BridgeBook book, bool house)
    {
        var (actor, cancel) = (http.Actor(), http.RequestAborted);
        if (!Policy.May(actor, "reviews.list")) return Pages.NotYours();
        if (actor.Commission is not null != house) return Results.Redirect(BridgeText.Home(actor) + http.Request.QueryString);
        var counts = await lists.Docket(actor, cancel);
        var (box, query, errors) = Asked<DocketBox>(http, "box");
        if (errors is not null) return Pages.Show<DocketPage>(new { Listed = new Listed<ReviewListed>([], 0, true), Counts = counts, Errors = errors, Page = 1, PageSize }, 400);
        // Who opens the docket sees the pile that waits for them.
        if (http.Request.Asked("box") is null && query is null && house) box = FirstPile(actor);
        var page = http.Request.PageOrBeyond(PageSize);
        var listed = page == PageQuery.BeyondAll ? new([], 1, true) : await lists.Reviews(actor, box, null, null, page, PageSize, cancel, query);
        return Pages.Show<DocketPage>(new { Listed = listed, Box = box, Counts = counts, Names = await book.Names(listed.Items.SelectMany(i => new[] { i.CommissionId, i.OrganizationId }), cancel), Page = page, PageSize });

        static DocketBox FirstPile(Actor actor) => actor.Is(Role.Clerk) ? DocketBox.ToAccept : actor.Is(Role.Arbitrator) ? DocketBox.InReview : DocketBox.ToApprove;
    }

    private static void MapPackage(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/cases/{id}/review-package", async (HttpContext http, string id, IAggregates aggregates) =>
            await CaseEndpoints.Seen(http, id, aggregates) is not { } stored ? Pages.Missing() : MayApply(http.Actor(), stored.State) ? await Package(http, stored.State, TypedForm.Fresh) : Pages.NotYours());

        pages.MapPost("/cases/{id}/review-package", async (HttpContext http, string id, IAggregates aggregates) =>
        {
            if (await CaseEndpoints.Seen(http, id, aggregates) is not { } stored) return Pages.Missing();
            if (!MayApply(http.Actor(), stored.State)) return Pages.NotYours();
            var (actor, cancel) = (http.Actor(), http.RequestAborted);
            var form = await http.Request.ReadFormAsync(cancel);
            var json = FormJson.From(form, new Dictionary<string, FieldKind> { ["appliedAt"] = FieldKind.Instant, ["parties"] = FieldKind.TickList, ["atCounter"] = FieldKind.Tick });
            var parties = form["parties"].OfType<string>().Where(p => p.Length > 0).Select(p => new PartyId(p)).Distinct().ToList();
            if (parties.Count == 0) return await Package(http, stored.State, new(form), new FormErrors().Add("parties", "请选择已经提出申请的当事人。"), 400);
            json.Remove("parties");
            json["caseId"] = id;
            json["partyId"] = parties[0].Value;
            var (body, invalid) = Pages.Read<NewReview>(json);
            if (body is null) return await Package(http, stored.State, new(form), Fitted(invalid!), 400);

            var review = NewId.Next("v");
            var answer = await aggregates.Send(review, body.Command(review), new(actor, null, FormKey.Of(http, form, $"{json.ToJsonString()}{string.Join(',', parties)}")), cancel);
            if (answer.Kind is not (AnswerKind.Done or AnswerKind.Again))
                return answer.Kind switch
                {
                    AnswerKind.Refused => await Package(http, stored.State, new(form), Fitted(Problem.Of(answer.Refusal!)), Problem.Of(answer.Refusal!).Status),
                    AnswerKind.KeyReused => await Package(http, stored.State, new(form), Fitted(Problem.KeyReused), 409),
                    AnswerKind.InProgress => await Package(http, stored.State, new(form), Fitted(Problem.InProgress), 409),
                    _ => Pages.NotYours(),
                };

            // The others join in the same press. Sent again, the first answer is given as it was: who has joined since is passed over.
            var made = answer.Kind is AnswerKind.Again && await aggregates.Find<Review>(answer.Stored!.Id, cancel: cancel) is { } now ? now : answer.Stored!;
            foreach (var party in parties.Skip(1))
            {
                if (made.State.Joined.Exists(j => j.PartyId == party)) continue;
                var joined = await aggregates.Send(made.Id, new JoinReview(party, body.AppliedAt, null, body.LateEntryReason, body.AtCounter, body.PostedOn, body.PostingProof, body.Obstacle, body.ObstacleEndedOn), new(actor, made.Version), cancel);
                if (joined.Kind is not (AnswerKind.Done or AnswerKind.Again)) return NotJoined(made, party, form, joined);
                made = joined.Stored!;
            }
            return Pages.Done($"/reviews/{made.Id}", made.State.FiledOn is null ? "apply" : "apply-joined");
        });
    }

    /// <summary>The application stands, and one of those who were ticked did not join: the form for joining, with the reason and what was typed.</summary>
    private static IResult NotJoined(Stored<Review> made, PartyId party, IFormCollection form, Answer<Review> joined)
    {
        var errors = new FormErrors().Add("", $"申请已经提出，{made.State.Extract.NameOf(party)}没有一并加入。");
        if (joined.Refusal is { } refusal)
            foreach (var (field, message) in Problem.Of(refusal).Errors(english: false).All) errors.Add(field, CaseText.FullWidth(message));
        else errors.Add("", "这件审查刚有变动，请核对后再登记加入。");
        var typed = new Dictionary<string, Microsoft.Extensions.Primitives.StringValues> { ["partyId"] = party.Value, ["joinedAt"] = form["appliedAt"] };
        foreach (var same in new[] { "atCounter", "postedOn", "postingProof", "obstacle", "obstacleEndedOn", "lateEntryReason" }) typed[same] = form[same];
        return Pages.Show<ReviewStepPage>(new { Stored = joined.Stored ?? made, Step = ReviewSteps.All.First(s => s.Name == JoinReview.Name), Form = new TypedForm(new FormCollection(typed)), Errors = errors }, 409);
    }

    private static bool MayApply(Actor actor, MediationCase c) => Policy.May(actor, typeof(ApplyForReview)) && c.OrganizationId == actor.Organization && !c.Destroyed;

    private static FormErrors Fitted(Problem problem) => FormPosts.Shown(problem, f => f is "partyId" ? "parties" : f is "caseId" ? "" : f);

    private static async Task<IResult> Package(HttpContext http, MediationCase c, TypedForm form, FormErrors? errors = null, int status = 200)
    {
        var (services, cancel) = (http.RequestServices, http.RequestAborted);
        var (store, aggregates) = (services.GetRequiredService<HubStore>(), services.GetRequiredService<IAggregates>());
        var unit = (await aggregates.Find<Organization>(c.OrganizationId.Value, cancel: cancel))?.State.Unit;
        var open = (await services.GetRequiredService<BridgeLists>().Reviews(http.Actor(), null, null, c.Id.Value, 1, 20, cancel)).Items.FirstOrDefault(r => r.EndedOn is null);
        if (open is not null && errors is null) return Results.Redirect($"/reviews/{open.Id}");
        var refusal = c.Agreement is { Ruling: { } ruling } ? (ruling.Kind is RulingKind.Confirmed ? ReviewRefusals.CourtConfirmed : CaseRefusals.AgreementInvalidated(ruling)).Chinese
            : c.InForce is null ? "协议尚未生效，请先由各方签名并加盖印章。"
            : !c.IsReviewable(store.Rules) ? ReviewRefusals.NotReviewable.Chinese
            : c.Review is { Status: AgreementStatus.Confirmed } ? ReviewRefusals.ConfirmedAlready.Chinese
            : c.Supplement is not null ? ReviewRefusals.SupplementPending.Chinese : null;
        return Pages.Show<PackagePage>(new
        {
            Case = c, Items = ReviewPackage.Of(c), NotNow = refusal, Form = form, Errors = errors, Key = FormKey.New(),
            Proposed = Competence.Propose(c, form.Text("placeOfPerformance"), unit, await Facts.Commissions(store, cancel), store.Rules),
            Commissions = await services.GetRequiredService<BridgeBook>().Commissions(cancel),
            Due = c.InForce is { } agreement ? CaseClock.Of(store.Rules.Clock("RVW15", agreement.EffectiveOn!.Value, store.Calendar)) : null,
        }, status);
    }

    private static void MapEntrustmentPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/entrustments", async (HttpContext http, BridgeLists lists, BridgeBook book) =>
        {
            var (actor, cancel) = (http.Actor(), http.RequestAborted);
            if (!Policy.May(actor, "entrustments.list")) return Pages.NotYours();
            var page = http.Request.Page(PageSize);
            var (stage, query, errors) = Asked<EntrustmentStage>(http, "stage");
            if (errors is not null) return Pages.Show<HandoverListPage>(new { Kind = "entrustments", Errors = errors, Page = 1, PageSize }, 400);
            var undisposed = http.Request.Asked("undisposed") is "true";
            var listed = await lists.Entrustments(actor, stage is { } word ? ApiWord.Of(word) : null, page, PageSize, cancel, query, undisposed);
            return Pages.Show<HandoverListPage>(new
            {
                Undisposed = undisposed, Waiting = actor.Commission is null ? (int?)null : (await lists.Entrustments(actor, null, 1, 1, cancel, undisposed: true)).Total,
                Kind = "entrustments", listed.Total, listed.Exact, Page = page, PageSize, Names = await book.Names(listed.Items.SelectMany(i => new[] { i.CommissionId, i.OrganizationId }), cancel),
                Rows = (IReadOnlyList<HandoverListPage.Row>)[.. listed.Items.Select(i =>
                {
                    var at = Enum.Parse<EntrustmentStage>(i.Stage, ignoreCase: true);
                    return new HandoverListPage.Row(i.Id, i.Number, i.ArbitrationNumber, i.Applicants, i.Respondents, i.DisputeType, i.CommissionId, i.OrganizationId, at.Chinese(), BridgeText.Tone(at), i.DueOn, i.DueProvisional, i.ReturnedOn ?? i.EndedOn);
                })],
            });
        });

        pages.MapGet("/entrustments/new", async (HttpContext http) => Policy.May(http.Actor(), typeof(ProposeEntrustment)) && http.Actor().Commission is not null ? await New(http, "entrustments", FreshHandover(http), FormKey.New()) : Pages.NotYours());

        pages.MapPost("/entrustments/new", (HttpContext http, IAggregates aggregates) => Create<Entrustment, ProposeEntrustment, NewEntrustment>(http, aggregates, "entrustments", "n", "propose",
            (id, b) => new(new(id), b.CommissionId, b.OrganizationId, b.ArbitrationNumber, b.Applicants, b.Respondents, b.DisputeType, b.Claims, b.Facts, b.HearingOpened)));

        pages.MapGet("/entrustments/{id}", async (HttpContext http, string id, IAggregates aggregates, StepDesk desk, BridgeView view, BridgeBook book) =>
        {
            var cancel = http.RequestAborted;
            if (await Seen<Entrustment>(http, id, "entrustments.read", aggregates) is not { } stored) return Pages.Missing();
            var names = await book.Names([stored.State.CommissionId.Value, stored.State.OrganizationId.Value], cancel);
            var shown = await view.Of(http, stored);
            return Pages.Show<EntrustmentPage>(new
            {
                Stored = stored, Shown = shown, Steps = await desk.Offered(EntrustmentSteps.All, http.Actor(), stored, cancel),
                CommissionName = names.GetValueOrDefault(stored.State.CommissionId.Value, ""), OrganizationName = names.GetValueOrDefault(stored.State.OrganizationId.Value, ""),
                History = await book.Timeline<Entrustment>(id, _ => true, cancel, e => e is EntrustmentConsented consented ? shown.Parties.FirstOrDefault(p => p.Id == consented.PartyId)?.Name.ToString() : null), MayOpenCase = stored.State.CaseId is { } c && await SeesCase(http, aggregates, c), Papers = await PapersOf(http, stored.State, "entrustments"),
            });
        });
        pages.MapSteps<Entrustment, EntrustmentStepPage>("/entrustments", EntrustmentSteps.All);
    }

    private static void MapRecommendationPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/recommendations", async (HttpContext http, BridgeLists lists, BridgeBook book, HubStore store) =>
        {
            var (actor, cancel) = (http.Actor(), http.RequestAborted);
            if (!Policy.May(actor, "recommendations.list")) return Pages.NotYours();
            var page = http.Request.Page(PageSize);
            var (stage, query, errors) = Asked<RecommendationStage>(http, "stage");
            if (errors is not null) return Pages.Show<HandoverListPage>(new { Kind = "recommendations", Errors = errors, Page = 1, PageSize }, 400);
            var listed = await lists.Recommendations(actor, stage is { } word ? ApiWord.Of(word) : null, page, PageSize, cancel, query);
            RecommendationRates? rates = null;
            if (Policy.May(actor, "recommendations.rates") && actor.Commission is { } own)
            {
                var (issued, answered, agreed, settled) = await lists.Rates(own.Value, new(book.Today.Year, 1, 1), new(book.Today.Year, 12, 31), cancel);
                rates = new(issued, answered, agreed, settled, await IssueRateShown.Read(store, own.Value, null, new(book.Today.Year, 1, 1), new(book.Today.Year, 12, 31), cancel));
            }
            return Pages.Show<HandoverListPage>(new
            {
                Kind = "recommendations", listed.Total, listed.Exact, Page = page, PageSize, Rates = rates, Names = await book.Names(listed.Items.SelectMany(i => new[] { i.CommissionId, i.OrganizationId }), cancel),
                Rows = (IReadOnlyList<HandoverListPage.Row>)[.. listed.Items.Select(i =>
                {
                    var at = Enum.Parse<RecommendationStage>(i.Stage, ignoreCase: true);
                    return new HandoverListPage.Row(i.Id, i.Number, i.ArbitrationNumber, i.Applicants, i.Respondents, i.DisputeType, i.CommissionId, i.OrganizationId, at.Chinese(), BridgeText.Tone(at), i.DueOn, i.DueProvisional, i.SettledOn);
                })],
            });
        });

        pages.MapGet("/recommendations/new", async (HttpContext http) => Policy.May(http.Actor(), typeof(IssueRecommendation)) && http.Actor().Commission is not null ? await New(http, "recommendations", FreshHandover(http), FormKey.New()) : Pages.NotYours());

        pages.MapPost("/recommendations/new", (HttpContext http, IAggregates aggregates) => Create<Recommendation, IssueRecommendation, NewRecommendation>(http, aggregates, "recommendations", "m", "issue",
            (id, b) => new(new(id), b.CommissionId, b.ArbitrationNumber, b.ReceivedOn, b.Applicants, b.Respondents, b.DisputeType, b.Claims, b.Facts, b.Organizations, b.LateEntryReason)));

        pages.MapGet("/recommendations/{id}", async (HttpContext http, string id, IAggregates aggregates, StepDesk desk, BridgeView view, BridgeBook book) =>
        {
            var cancel = http.RequestAborted;
            if (await Seen<Recommendation>(http, id, "recommendations.read", aggregates) is not { } stored) return Pages.Missing();
            var names = await book.Names(stored.State.Organizations.Select(o => o.Value).Append(stored.State.CommissionId.Value), cancel);
            return Pages.Show<RecommendationPage>(new
            {
                Stored = stored, Shown = await view.Of(http, stored), Steps = await desk.Offered(RecommendationSteps.All, http.Actor(), stored, cancel),
                CommissionName = names.GetValueOrDefault(stored.State.CommissionId.Value, ""), Names = names,
                History = await book.Timeline<Recommendation>(id, _ => true, cancel), MayOpenCase = stored.State.CaseId is { } c && await SeesCase(http, aggregates, c), Papers = await PapersOf(http, stored.State, "recommendations"),
            });
        });
        pages.MapSteps<Recommendation, RecommendationStepPage>("/recommendations", RecommendationSteps.All);
    }

    private static FormValues FreshHandover(HttpContext http) => new() { ["receivedOn"] = Display.Day(http.RequestServices.GetRequiredService<BridgeBook>().Today) };

    private static async Task<IResult> New(HttpContext http, string kind, FormValues values, string key, FormErrors? errors = null, int status = 200) => Pages.Show<HandoverNewPage>(new
    {
        Kind = kind, Values = values, Errors = errors, Key = key,
        Found = await http.RequestServices.GetRequiredService<BridgeBook>().Receiving(http.Actor().Commission!.Value, values[OrganizationFind.TypedField], [.. values.All("organizationId"), .. values.All("organizations")], http.RequestAborted),
    }, status);

    /// <summary>The dispute as the form says it, once.</summary>
    private static async Task<IResult> Create<TState, TCommand, TBody>(HttpContext http, IAggregates aggregates, string kind, string letter, string done, Func<string, TBody, TCommand> command)
        where TState : class, IAggregate<TState> where TCommand : class, ICommand<TState> where TBody : class
    {
        var (actor, cancel) = (http.Actor(), http.RequestAborted);
        if (!Policy.May(actor, typeof(TCommand)) || actor.Commission is not { } commission) return Pages.NotYours();
        var (values, errors) = await FormPosts.Read(http, HandoverKinds, HandoverIncidental);
        var form = await http.Request.ReadFormAsync(cancel);
        var key = form[FormKey.Field].ToString();
        if (form[DraftDesk.DoField].ToString() is ("add:applicants" or "add:respondents" or "add:claims") and var add)
        {
            var list = add["add:".Length..];
            values[$"{list}[{Math.Max(1, values.Rows(list))}]._row"] = "blank";
            return await New(http, kind, values, key);
        }
        // Enter in the box that finds sends the form by its first button: what is typed and not yet looked for is looked for.
        if (form[DraftDesk.DoField] == OrganizationFind.FindWord || values[OrganizationFind.TypedField] != values[OrganizationFind.FoundField]) return await New(http, kind, values, key);
        foreach (var (path, sentence) in ClaimFields.Needs(values))
            if (errors.For(path) is null) errors.Add(path, sentence);
        if (errors.All.Count > 0) return await New(http, kind, values, key, errors, 400);

        var fitting = PartyFields.Fitting(values, [.. Rows(values, "applicants"), .. Rows(values, "respondents")]);
        var json = fitting.ToJson(HandoverKinds);
        foreach (var name in json.Select(f => f.Key).Where(k => k.StartsWith('_')).ToList()) json.Remove(name);
        json["commissionId"] = commission.Value;
        // Left blank: the domain's own sentence says what to write.
        foreach (var field in new[] { "arbitrationNumber", "disputeType" }) json[field] ??= "";
        var (body, invalid) = Pages.Read<TBody>(json);
        if (body is null) return await New(http, kind, values, key, FormPosts.Shown(invalid!, FieldOf), 400);
        var id = NewId.Next(letter);
        var answer = await aggregates.Send(id, command(id, body), new(actor, null, FormKey.Of(http, form, json.ToJsonString())), cancel);
        return answer.Kind switch
        {
            AnswerKind.Done or AnswerKind.Again => Pages.Done($"/{kind}/{answer.Stored!.Id}", done),
            AnswerKind.Refused => await New(http, kind, values, key, FormPosts.Shown(Problem.Of(answer.Refusal!), FieldOf), Problem.Of(answer.Refusal!).Status),
            AnswerKind.KeyReused => await New(http, kind, values, FormKey.New(), FormPosts.Shown(Problem.KeyReused), 409),
            AnswerKind.InProgress => await New(http, kind, values, key, FormPosts.Shown(Problem.InProgress), 409),
            _ => Pages.NotYours(),
        };

        static IEnumerable<string> Rows(FormValues values, string list) => Enumerable.Range(0, values.Rows(list)).Select(i => $"{list}[{i}]");
        static string FieldOf(string field) => field.StartsWith("organizations[", StringComparison.Ordinal) ? "organizations" : RegisterDesk.FieldOf(field);
    }

    /// <summary>What the address of a list asks for, or what in it cannot be.</summary>
    private static (TWord? Word, SearchQuery? Query, FormErrors? Errors) Asked<TWord>(HttpContext http, string field) where TWord : struct, Enum
    {
        var problem = BridgeEndpoints.WordOf<TWord>(field, http.Request.Asked(field) is "all" ? null : http.Request.Asked(field), out var word);
        var (query, wrong) = BridgeEndpoints.Typed(http.Request.Query["q"]);
        return (word, query, ListRequest.Shown(problem ?? wrong));
    }

    private static async Task<Stored<TState>?> Seen<TState>(HttpContext http, string id, string operation, IAggregates aggregates) where TState : class, IAggregate<TState> =>
        Policy.May(http.Actor(), operation) ? await aggregates.Seen<TState>(http, id) : null;

    private static async Task<bool> SeesCase(HttpContext http, IAggregates aggregates, CaseId id) =>
        Policy.May(http.Actor(), "cases.read") && await aggregates.Seen<MediationCase>(http, id.Value) is not null;
}
