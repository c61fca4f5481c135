using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Selection;
using MediationHub.Store.Accounts;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Rows;
using MediationHub.Web.Api;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Bridge;
using MediationHub.Web.Features.Calendar;
using MediationHub.Web.Features.Cases;
using MediationHub.Web.Features.Cases.Steps;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Forms;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Selection;

/// <summary>Gold selection as pages: campaigns, nominations, the steps of both, and the publicity that anybody may read.</summary>
public static class SelectionPages
{
    private const int PageSize = 50;

    /// <summary>So many objections from one place within a quarter of an hour; the publicity names where they are taken in writing, too.</summary>
    internal const int MostObjections = 5;

    private const string LimitKey = "objections";

    internal static void AddObjectionLimit(this IServiceCollection services) => services.AddKeyedSingleton(LimitKey, (provider, _) => new FeedLimit(provider.GetRequiredService<TimeProvider>(), MostObjections));

    /// <summary>Who objects on the public page: anybody, without an account.</summary>
    private static readonly Actor Public = new("public", new HashSet<Role> { Role.Party });

    private static readonly IReadOnlyDictionary<string, FieldKind> CampaignKinds = new Dictionary<string, FieldKind> { ["year"] = FieldKind.Whole, ["batch"] = FieldKind.Whole, ["target"] = FieldKind.Whole, ["notice.issuers"] = FieldKind.Lines };

    public static void MapSelectionPages(this IEndpointRouteBuilder pages)
    {
        pages.MapCampaignPages();
        pages.MapNominationPages();
        pages.MapPublicityPages();
    }

    private static void MapCampaignPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/campaigns", async (HttpContext http, SelectionLists lists) =>
        {
            if (!Policy.May(http.Actor(), "campaigns.list")) return Pages.NotYours();
            var page = http.Request.Page(PageSize);
            var (items, total) = await lists.Campaigns(http.Actor(), null, page, PageSize, http.RequestAborted);
            // What the own organization applied for, and what this person was assigned to score; offices find theirs in the campaigns.
            var actor = http.Actor();
            IReadOnlyList<NominationListed> mine = actor.Unit is not null || actor.Is(Role.Auditor) ? [] : (await lists.Nominations(actor, null, null, 1, 200, http.RequestAborted)).Items;
            var own = mine.Where(n => n.OrganizationId == actor.Organization?.Value).ToList();
            return Pages.Show<CampaignListPage>(new { Items = items, Own = own, Scoring = mine.Except(own).Where(n => n.Stage is "qualified" or "scored").ToList(), Total = total, Page = page, PageSize });
        });

        pages.MapGet("/campaigns/new", (HttpContext http) => Policy.May(http.Actor(), typeof(DraftCampaign)) && http.Actor().Unit is not null ? Pages.Show<CampaignNewPage>(new { Form = TypedForm.Fresh, Key = FormKey.New() }) : Pages.NotYours());

        pages.MapPost("/campaigns/new", async (HttpContext http, IAggregates aggregates) =>
        {
            var actor = http.Actor();
            if (!Policy.May(actor, typeof(DraftCampaign)) || actor.Unit is not { } unit) return Pages.NotYours();
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var json = FormJson.From(form, CampaignKinds);
            json["unit"] = unit;
            var (body, invalid) = Pages.Read<NewCampaign>(json);
            if (body is null) return Again(invalid!);
            var id = NewId.Next("g");
            var answer = await aggregates.Send(id, new DraftCampaign(new(id), body.Name, body.Unit, body.Year, body.Batch, body.Notice, body.Target), new(actor, null, FormKey.Of(http, form, json.ToJsonString()), Fresh: true), http.RequestAborted);
            return Pages.Begun(answer, "/campaigns", "draft", Again);

            IResult Again(Problem problem) => Pages.Show<CampaignNewPage>(new { Form = new TypedForm(form), Key = FormKey.New(), Errors = FormPosts.Shown(problem) }, problem.Status);
        });

        pages.MapGet("/campaigns/{id}", async (HttpContext http, string id, IAggregates aggregates, StepDesk desk, SelectionView view, SelectionBook book, BridgeBook timeline) =>
        {
            var (actor, cancel) = (http.Actor(), http.RequestAborted);
            if (await Seen<Campaign>(http, id, "campaigns.read", aggregates) is not { } stored) return Pages.Missing();
            var tab = http.Request.Word("tab", "活动内容", CampaignPage.Tabs) ?? CampaignPage.Tabs[0];
            var names = await timeline.Names(stored.State.Approvals.Select(a => (string?)a.OrganizationId.Value), cancel);
            return Pages.Show<CampaignPage>(new
            {
                Stored = stored, Shown = await view.Of(http, stored), Steps = await desk.Offered(CampaignSteps.All, actor, stored, cancel),
                Nominations = Policy.May(actor, "nominations.list") ? await book.Nominations(actor, id, cancel) : [],
                History = Policy.May(actor, "campaigns.history") ? await timeline.Timeline<Campaign>(id, _ => true, cancel, SelectionHistory.Of(actor, stored.State, names), (e, c) => e is CampaignStandardsChanged changed && c.Standards is { } standards ? StandardsChanges.Told(standards, changed) : null) : [],
                Tab = tab, Names = names,
            });
        });
        pages.MapSteps<Campaign, CampaignStepPage>("/campaigns", CampaignSteps.All, flat: "—");
    }

    private static void MapNominationPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/campaigns/{id}/apply", async (HttpContext http, string id, IAggregates aggregates, SelectionLists lists, SelectionBook book) =>
        {
            if (await Seen<Campaign>(http, id, "campaigns.read", aggregates) is not { } stored) return Pages.Missing();
            if (!Policy.May(http.Actor(), typeof(DraftNomination)) || http.Actor().Organization is null) return Pages.NotYours();
            var mine = (await lists.Nominations(http.Actor(), id, null, 1, 1, http.RequestAborted)).Items.FirstOrDefault(n => n.OrganizationId == http.Actor().Organization?.Value && n.Stage is not "withdrawn");
            return mine is not null ? Results.Redirect($"/nominations/{mine.Id}") : Pages.Show<NominationNewPage>(new { Campaign = stored, Form = TypedForm.Fresh, Key = FormKey.New(), NotNow = await book.NoApplication(http.Actor(), stored.State, http.Actor().Organization!.Value, http.RequestAborted) });
        });

        pages.MapPost("/campaigns/{id}/apply", async (HttpContext http, string id, IAggregates aggregates) =>
        {
            if (await Seen<Campaign>(http, id, "campaigns.read", aggregates) is not { } stored) return Pages.Missing();
            if (!Policy.May(http.Actor(), typeof(DraftNomination)) || http.Actor().Organization is not { } organization) return Pages.NotYours();
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var json = FormJson.From(form, new Dictionary<string, FieldKind>());
            json["organizationId"] = organization.Value;
            var (body, invalid) = Pages.Read<NewNomination>(json);
            if (body is null) return Again(invalid!);
            var nomination = NewId.Next("k");
            var answer = await aggregates.Send(nomination, new DraftNomination(new(nomination), stored.State.Id, organization, body.Statement), new(http.Actor(), null, FormKey.Of(http, form, json.ToJsonString()), Fresh: true), http.RequestAborted);
            return Pages.Begun(answer, "/nominations", "draft", Again);

            IResult Again(Problem problem) => Pages.Show<NominationNewPage>(new { Campaign = stored, Form = new TypedForm(form), Key = FormKey.New(), Errors = FormPosts.Shown(problem) }, problem.Status);
        });

        pages.MapGet("/nominations/{id}", async (HttpContext http, string id, IAggregates aggregates, StepDesk desk, SelectionView view, SelectionBook book, BridgeBook timeline) =>
        {
            var (actor, cancel) = (http.Actor(), http.RequestAborted);
            if (await Seen<Nomination>(http, id, "nominations.read", aggregates) is not { } stored) return Pages.Missing();
            var n = stored.State;
            return Pages.Show<NominationPage>(new
            {
                Stored = stored, Shown = await view.Of(http, stored), Campaign = (await book.Campaign(n.CampaignId, cancel))!, Steps = await desk.Offered(NominationSteps.All, actor, stored, cancel),
                // Who scores whom is no matter of the organization's, nor who is asked; and what a correction says of the points waits until they stand.
                History = await timeline.Timeline<Nomination>(id, e => (e is not NominationScoreCorrected || n.FinalScore is not null) && (actor.Is(Role.Province) || actor.Is(Role.Auditor) || e is not (NominationScorerAssigned or NominationInterestDeclared or NominationScoreGiven or NominationScoreCorrected)), cancel, SelectionHistory.Of(actor, n)),
            });
        });
        // As the API has it, and where a paper's form comes back to.
        pages.MapGet("/campaigns/{campaign}/nominations/{id}", (HttpContext http, string id) => Results.Redirect($"/nominations/{Uri.EscapeDataString(id)}{http.Request.QueryString}"));
        pages.MapSteps<Nomination, NominationStepPage>("/nominations", NominationSteps.All, flat: "—");
    }

    private static void MapPublicityPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/publicity", async (SelectionLists lists, IAggregates aggregates, HttpContext http) =>
        {
            var (items, _) = await lists.Campaigns(Actor.System, null, 1, 200, http.RequestAborted);
            var shown = new List<Campaign>();
            foreach (var item in items.Where(i => i.Stage is "publicity" or "objectionHandling" or "decided" or "recommendedToNational" or "tracking" or "ended"))
                if ((await aggregates.Find<Campaign>(item.Id, cancel: http.RequestAborted))?.State is { ProvincePublicity: not null } campaign) shown.Add(campaign);
            return Pages.Show<PublicityListPage>(new { Campaigns = shown });
        }).AllowAnonymous();

        pages.MapGet("/publicity/{id}", async (HttpContext http, string id, IAggregates aggregates) =>
            await OnShow(http, id, aggregates) is { } stored ? Pages.Show<PublicityPage>(new { Campaign = stored.State, Form = TypedForm.Fresh, Number = int.TryParse(http.Request.Asked("number"), out var number) && stored.State.Objections.Exists(o => o.Number == number) ? number : (int?)null }) : Pages.Missing()).AllowAnonymous();

        // Anybody may object, under the real name; what is filled in goes to the office alone.
        pages.MapPost("/publicity/{id}", async (HttpContext http, string id, IAggregates aggregates, SelectionBook book, [FromKeyedServices(LimitKey)] FeedLimit limit) =>
        {
            if (await OnShow(http, id, aggregates) is not { } stored) return Pages.Missing();
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            if (!limit.Admits($"from {http.Connection.RemoteIpAddress}"))
            {
                http.Response.Headers.RetryAfter = $"{FeedLimit.Window.TotalSeconds:0}";
                return Again(TooMany(stored.State.ProvincePublicity!));
            }
            var json = FormJson.From(form, new Dictionary<string, FieldKind>());
            json["on"] = $"{book.Today:yyyy-MM-dd}";
            json.Remove("proof");
            var (command, invalid) = Pages.Read<RaiseObjection>(json);
            if (command is null) return Again(invalid!);
            var answer = await aggregates.Send(id, command, new(Public), http.RequestAborted);
            return answer.Kind switch
            {
                AnswerKind.Done or AnswerKind.Again => Pages.Done($"/publicity/{id}?number={answer.Stored!.State.Objections.FindLast(o => o.NominationId == command.NominationId && o.Name == command.Name && o.Text == command.Text)?.Number}", "objection"),
                AnswerKind.Refused => Again(Problem.Of(answer.Refusal!)),
                _ => Pages.Missing(),
            };

            IResult Again(Problem problem) => Pages.Show<PublicityPage>(new { Campaign = stored.State, Form = new TypedForm(form), Errors = FormPosts.Shown(problem) }, problem.Status);
        }).AllowAnonymous();
    }

    private static Problem TooMany(Publicity p) => new(429, "too-many-requests", new("提交过于频繁", "Too many requests"),
        new($"您所在的网络在 15 分钟内已提交 {MostObjections} 次，本次没有提交，填写的内容保留在下面。请 15 分钟后再提交，或者向{p.Contact}（{p.Phone}）书面提出。", $"Your network has sent {MostObjections} objections within 15 minutes; this one was not taken. Try again in 15 minutes, or write to {p.Contact} ({p.Phone})."));

    private static async Task<Stored<Campaign>?> OnShow(HttpContext http, string id, IAggregates aggregates) =>
        await aggregates.Find<Campaign>(id, cancel: http.RequestAborted) is { State.ProvincePublicity: not null } stored ? stored : null;

    private static async Task<Stored<TState>?> Seen<TState>(HttpContext http, string id, string operation, IAggregates aggregates) where TState : class, IAggregate<TState> =>
        Policy.May(http.Actor(), operation) ? await aggregates.Seen<TState>(http, id) : null;
}
