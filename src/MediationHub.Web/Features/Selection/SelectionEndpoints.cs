using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Selection;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Reactions;
using MediationHub.Store.Selection;
using MediationHub.Web.Api;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Selection;

/// <summary>A campaign as it is drawn up; the id is given by the program.</summary>
public sealed record NewCampaign(string Name, string Unit, int Year, int Batch, CampaignNotice? Notice, int? Target = null);

/// <summary>An application as it is begun; the id is given by the program.</summary>
public sealed record NewNomination(OrganizationId OrganizationId, NominationStatement? Statement = null);

/// <summary>Gold selection over the API: <c>/campaigns</c> and <c>/campaigns/{id}/nominations</c>.</summary>
public static class SelectionEndpoints
{
    private static readonly Resource<Campaign> Campaigns = new("campaigns", async (http, stored) => await http.RequestServices.GetRequiredService<SelectionView>().Of(http, stored), typeof(CampaignShown));
    private static readonly Resource<Nomination> Nominations = new("campaigns/{campaign}/nominations", async (http, stored) => await http.RequestServices.GetRequiredService<SelectionView>().Of(http, stored), typeof(NominationShown));

    public static void AddSelection(this IServiceCollection services)
    {
        services.AddObjectionLimit();
        services.AddSingleton<ClosedByType>().AddSingleton<SelectionView>().AddSingleton<SelectionLists>().AddSingleton<SelectionBook>()
        .AddSingleton<Reaction, NominationsFollowCampaign>().AddSingleton<SelectionDeadlines>().AddHostedService<SelectionWatch>();
    }

    public static void MapSelection(this IEndpointRouteBuilder api)
    {
        api.MapCampaigns();
        // A nomination is reached under its own campaign only.
        var own = api.MapGroup("").AddEndpointFilter(async (call, next) =>
        {
            var http = call.HttpContext;
            if (http.Request.RouteValues["id"] is string id && await http.RequestServices.GetRequiredService<IAggregates>().Find<Nomination>(id, cancel: http.RequestAborted) is { } stored && stored.State.CampaignId.Value != http.Request.RouteValues["campaign"] as string) return Problem.NotFound;
            return await next(call);
        });
        own.MapNominations();
    }

    private static void MapCampaigns(this IEndpointRouteBuilder api)
    {
        api.MapGet("/campaigns", async (HttpContext http, SelectionLists lists, string? stage, int page = 1, int pageSize = 20) =>
        {
            if (!Policy.May(http.Actor(), "campaigns.list")) return Problem.Forbidden;
            if (Paging.Check(page, pageSize) is { } wrong) return wrong;
            if (ApiWord.Check("stage", stage, ApiWord.All<CampaignStage>()) is { } unknown) return unknown;
            var (items, total) = await lists.Campaigns(http.Actor(), stage.Given(), page, pageSize, http.RequestAborted);
            return Paging.Answer(items, total, page, pageSize);
        }).Operation("campaigns.list").AnswersList<CampaignListed>();

        api.MapGet("/campaigns/{id}/history", async (HttpContext http, string id, IAggregates aggregates) =>
        {
            if (await aggregates.Seen<Campaign>(http, id) is not { } stored) return Problem.NotFound;
            if (!Policy.May(http.Actor(), "campaigns.history")) return Problem.Forbidden;
            var english = http.InEnglish();
            var history = await aggregates.History<Campaign>(id, cancel: http.RequestAborted);
            return Results.Json(new History([.. history.Select(h => Happening.Of(h.Version, h.At, h.Actor, h.Event, english))]), Wire.Json);
        }).Operation("campaigns.history").Answers<History>();

        api.MapRead(Campaigns).Operation("campaigns.read");
        api.MapCreate<Campaign, DraftCampaign, NewCampaign>(Campaigns, "g", (id, body) => new(new(id), body.Name, body.Unit, body.Year, body.Batch, body.Notice, body.Target));
        Command<ChangeStandards>();
        Command<StateDate>();
        Command<ConfirmDate>();
        Command<SetQuota>();
        Command<PublishCampaign>();
        Command<OpenNomination>();
        Command<ApproveSpecially>();
        Command<CloseNomination>();
        Command<BeginEvaluation>();
        Command<AppointScorer>();
        Command<ShortlistNominations>();
        Command<StartPublicity>();
        Command<RaiseObjection>();
        Command<ResolveObjection>();
        Command<DecideCampaign>();
        Command<RecommendToNational>();
        Command<RecordNationalResult>();
        Command<RevokeHonor>();
        Command<EndCampaign>();

        void Command<TCommand>() where TCommand : class, ICampaignCommand<TCommand> => api.MapCommand<Campaign, TCommand>(Campaigns, TCommand.Name);
    }

    private static void MapNominations(this IEndpointRouteBuilder api)
    {
        api.MapGet("/campaigns/{campaign}/nominations", async (HttpContext http, string campaign, SelectionLists lists, IAggregates aggregates, string? stage, int page = 1, int pageSize = 20) =>
        {
            if (await aggregates.Seen<Campaign>(http, campaign) is not { } stored) return Problem.NotFound;
            if (!Policy.May(http.Actor(), "nominations.list")) return Problem.Forbidden;
            if (Paging.Check(page, pageSize) is { } wrong) return wrong;
            if (ApiWord.Check("stage", stage, ApiWord.All<NominationStage>()) is { } unknown) return unknown;
            var (items, total) = await lists.Nominations(http.Actor(), campaign, stage.Given(), page, pageSize, http.RequestAborted);
            return Paging.Answer(items, total, page, pageSize);
        }).Operation("nominations.list").AnswersList<NominationListed>();

        api.MapRead(Nominations).Operation("nominations.read");
        api.MapCreate<Nomination, DraftNomination, NewNomination>(Nominations, "k", (http, id, body) => new(new(id), new((string)http.Request.RouteValues["campaign"]!), body.OrganizationId, body.Statement),
            (aggregates, body, cancel) => Cases.CaseEndpoints.OrganizationThere(aggregates, body.OrganizationId, cancel));
        Command<ChangeNomination>();
        Command<SubmitNomination>();
        Command<CheckByCounty>();
        Command<PublishLocally>();
        Command<Nominate>();
        Command<ReceiveNomination>();
        Command<ReturnNomination>();
        Command<WithdrawNomination>();
        Command<FreezeMetrics>();
        Command<QualifyNomination>();
        Command<DisqualifyNomination>();
        Command<VerifyOnSite>();
        Command<AssignScorer>();
        Command<DeclareInterest>();
        Command<ScoreNomination>();
        Command<CorrectScore>();

        void Command<TCommand>() where TCommand : class, INominationCommand<TCommand> => api.MapCommand<Nomination, TCommand>(Nominations, TCommand.Name);
    }
}
