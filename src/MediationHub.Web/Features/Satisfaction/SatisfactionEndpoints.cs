using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Rulebook;
using MediationHub.Store;
using MediationHub.Store.Accounts;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Rows;
using MediationHub.Web.Api;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Cases;
using MediationHub.Web.Features.Organizations;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Forms;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Satisfaction;

/// <summary>A party's answer: five questions from 1 (very dissatisfied) to 5 (very satisfied), and what it wants to add.</summary>
public sealed record SatisfactionBody(int? Attitude = null, int? Fairness = null, int? Speed = null, int? Result = null, int? Overall = null, Personal Comment = default);

/// <summary>Satisfaction after closing over the API and as pages. A party signs in nowhere: its link is the secret, and whoever has none finds nothing.</summary>
public static class SatisfactionEndpoints
{
    private static readonly IReadOnlyDictionary<string, FieldKind> Kinds = SatisfactionDesk.Questions.ToDictionary(q => q.Name, _ => FieldKind.Whole);

    public static void AddSatisfaction(this IServiceCollection services) => services.AddSingleton<SatisfactionLinks>().AddSingleton<SatisfactionDesk>();

    public static void MapSatisfaction(this IEndpointRouteBuilder api)
    {
        api.MapGet("/satisfaction/{token}", async (HttpContext http, string token, SatisfactionDesk desk) =>
        {
            if (await Reached(http, desk, token) is not var (stored, party)) return Problem.NotFound;
            return stored.State.Destroyed ? Problem.Destroyed : Results.Json(await desk.Show(stored.State, party, http.RequestAborted), Wire.Json);
        }).AllowAnonymous().Operation("satisfaction.read").Answers<SatisfactionShown>();

        api.MapPost("/satisfaction/{token}", async (HttpContext http, string token, SatisfactionDesk desk) =>
        {
            if (await Reached(http, desk, token) is not var (stored, party)) return Problem.NotFound;
            if (stored.State.Destroyed) return Problem.Destroyed;
            var (given, invalid) = await Body.Read<SatisfactionBody>(http);
            if (invalid is not null) return invalid;
            var answer = await desk.Answer(stored.State.Id, party, given!, http.RequestAborted);
            return answer.Kind switch
            {
                AnswerKind.Done => Results.Json(await desk.Show(answer.Stored!.State, party, http.RequestAborted), Wire.Json),
                AnswerKind.Refused => Problem.Of(answer.Refusal!),
                _ => Problem.NotFound,
            };
        }).AllowAnonymous().Operation("satisfaction.answer").Accepts<SatisfactionBody>("application/json").Answers<SatisfactionShown>();

        // The links, for whoever works on the case to hand over.
        api.MapGet("/cases/{id}/satisfaction", async (HttpContext http, string id, SatisfactionDesk desk, IAggregates aggregates) =>
        {
            if (await CaseEndpoints.Seen(http, id, aggregates) is not { } stored) return Problem.NotFound;
            if (!Policy.May(http.Actor(), "cases.satisfaction") || stored.State.OrganizationId != http.Actor().Organization) return Problem.Forbidden;
            return Results.Json(desk.Invitation(stored.State, http.Request) ?? new([], stored.State.Satisfaction.Count, null, false), Wire.Json);
        }).Operation("cases.satisfaction").Answers<SatisfactionInvitation>();

        api.MapGet("/organizations/{id}/satisfaction", async (HttpContext http, string id, SatisfactionDesk desk, IAggregates aggregates, HubStore store, string? from, string? to) =>
        {
            var (period, problem) = await OrganizationEndpoints.Asked(http, id, aggregates, store, from, to, null);
            return problem is not null ? problem : Results.Json(await desk.Of(id, period.From, period.To, http.RequestAborted), Wire.Json);
        }).Operation("organizations.satisfaction").Answers<SatisfactionFigures>();

        api.MapGet("/organizations/{id}/satisfaction/comments", async (HttpContext http, string id, SatisfactionDesk desk, IAggregates aggregates, HubStore store, AccessLog log, string? from, string? to) =>
        {
            var (period, problem) = await OrganizationEndpoints.Asked(http, id, aggregates, store, from, to, null);
            if (problem is not null) return problem;
            if (!await MayReadComments(http.Actor(), id, aggregates, http.RequestAborted)) return Problem.Forbidden;
            await log.Write(http.Actor().UserName, id, "satisfaction", [Display.Day(period.From), Display.Day(period.To)], cancel: http.RequestAborted);
            return Results.Json(new WholeList<string>(await desk.Comments(id, period.From, period.To, http.RequestAborted)), Wire.Json);
        }).Operation("organizations.satisfaction-comments").AnswersWhole<string>();
    }

    public static void MapSatisfactionPages(this IEndpointRouteBuilder pages)
    {
        // By the short code on paper: number and code lead to the link.
        pages.MapGet("/satisfaction", () => Pages.Show<SatisfactionCodePage>()).AllowAnonymous();

        pages.MapPost("/satisfaction", async (HttpContext http, SatisfactionDesk desk, SatisfactionLinks links) =>
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var (number, code) = (form["number"].ToString(), form["code"].ToString());
            var stranger = StrangerOf(http);
            if (number.Length is > 0 and <= 100 && code.Length is > 0 and <= 40 && !desk.Wrong.IsFull(stranger) && await links.Find(number, code, http.RequestAborted) is var (id, party)) return Results.Redirect($"/satisfaction/{links.TokenOf(id, party)}");
            desk.Wrong.Admits(stranger);
            return Pages.Show<SatisfactionCodePage>(new { Form = new TypedForm(form), Errors = new FormErrors().Add("code", "案号和评价码对不上，请按通知逐字核对后重新填写。") }, 404);
        }).AllowAnonymous();

        pages.MapGet("/satisfaction/{token}", async (HttpContext http, string token, SatisfactionDesk desk) =>
            await Reached(http, desk, token) is var (stored, party) ? await Page(http, desk, token, stored, party) : Nothing()).AllowAnonymous();

        pages.MapPost("/satisfaction/{token}", async (HttpContext http, string token, SatisfactionDesk desk) =>
        {
            if (await Reached(http, desk, token) is not var (stored, party)) return Nothing();
            if (stored.State.Destroyed) return await Page(http, desk, token, stored, party);
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var (body, invalid) = Pages.Read<SatisfactionBody>(FormJson.From(form, Kinds));
            if (body is null) return await Page(http, desk, token, stored, party, new(form), invalid);
            var answer = await desk.Answer(stored.State.Id, party, body, http.RequestAborted);
            return answer.Kind switch
            {
                AnswerKind.Done => Pages.Done($"/satisfaction/{token}", "answered"),
                AnswerKind.Refused => await Page(http, desk, token, answer.Stored ?? stored, party, new(form), Problem.Of(answer.Refusal!)),
                _ => Nothing(),
            };
        }).AllowAnonymous();

        pages.MapGet("/organizations/{id}/satisfaction-comments", async (HttpContext http, string id, SatisfactionDesk desk, IAggregates aggregates, HubStore store, AccessLog log, string? from, string? to) =>
        {
            var (period, problem) = await OrganizationEndpoints.Asked(http, id, aggregates, store, from, to, null);
            if (problem is not null) return Pages.Missing();
            if (!await MayReadComments(http.Actor(), id, aggregates, http.RequestAborted)) return Pages.NotYours();
            await log.Write(http.Actor().UserName, id, "satisfaction", [Display.Day(period.From), Display.Day(period.To)], cancel: http.RequestAborted);
            return Pages.Show<SatisfactionCommentsPage>(new { Organization = (await aggregates.Find<Organization>(id, cancel: http.RequestAborted))!.State, Figures = await desk.Of(id, period.From, period.To, http.RequestAborted), Comments = await desk.Comments(id, period.From, period.To, http.RequestAborted) });
        });
    }

    /// <summary>The organization's head, and the offices above it.</summary>
    public static async Task<bool> MayReadComments(Actor actor, string organization, IAggregates aggregates, CancellationToken cancel) =>
        Policy.May(actor, "organizations.satisfaction-comments") && (actor.Organization?.Value == organization
            || (actor.Unit is { } unit && (await aggregates.Find<Organization>(organization, cancel: cancel)) is { } stored && Regions.BuiltIn.IsWithin(stored.State.Unit, unit)));

    /// <summary>The case behind a link. A wrong one finds nothing, and after too many wrong ones from one place nothing is found from there for a while.</summary>
    private static async Task<(Stored<MediationCase> Case, PartyId Party)?> Reached(HttpContext http, SatisfactionDesk desk, string token)
    {
        http.Response.Headers["X-Robots-Tag"] = "noindex";
        var stranger = StrangerOf(http);
        if (desk.Wrong.IsFull(stranger)) return null;
        if (await desk.Open(token, http.RequestAborted) is { } reached) return reached;
        desk.Wrong.Admits(stranger);
        return null;
    }

    private static string StrangerOf(HttpContext http) => $"from {http.Connection.RemoteIpAddress}";

    private static async Task<IResult> Page(HttpContext http, SatisfactionDesk desk, string token, Stored<MediationCase> stored, PartyId party, TypedForm? typed = null, Problem? problem = null)
    {
        if (stored.State.Destroyed) return Pages.Show<MessagePage>(new { Title = "评价已结束", Text = "该案件的卷宗已依保管期限销毁，不能再评价，以前的评价内容也已一并销毁。" }, 410);
        return Pages.Show<SatisfactionPage>(new { Token = token, Shown = await desk.Show(stored.State, party, http.RequestAborted), Form = typed ?? TypedForm.Fresh, Errors = problem?.Errors(english: false) }, problem?.Status ?? 200);
    }

    private static IResult Nothing() => Pages.Show<MessagePage>(new { Title = "没有找到", Text = "评价链接无效或者不完整。请从通知中重新打开链接，或者在“满意度评价”页面填写案号和评价码。" }, 404);
}
