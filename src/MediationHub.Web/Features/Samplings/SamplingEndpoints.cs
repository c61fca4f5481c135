using MediationHub.Domain.Access;
using MediationHub.Domain.Checklists;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Samplings;
using MediationHub.Store.Accounts;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Rows;
using MediationHub.Web.Api;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Organizations;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Forms;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Samplings;

/// <summary>What a new sampling asks; id, seed and cases are given by the program.</summary>
public sealed record NewSampling(OrganizationId OrganizationId, DateOnly From, DateOnly To, int Size, Personal Reason = default);

/// <summary>Samplings of papers over the API and as pages: drawn and scored by offices, never by the organization's own people.</summary>
public static class SamplingEndpoints
{
    private const int PageSize = 50;

    private static readonly Resource<Sampling> Resource = new("samplings", (_, stored) => Task.FromResult<object>(SamplingShown.Of(stored)), typeof(SamplingShown));

    /// <summary>The steps of a sampling.</summary>
    public static IReadOnlyList<RecordStep<Sampling>> Steps { get; } =
    [
        RecordStep.Of<Sampling, ScorePapers>("score", "评分", "评分已保存。", (s, _) => s.Picked is [var first, ..] ? new(first.CaseId, []) : null) with { Kinds = new Dictionary<string, FieldKind> { ["items[].points"] = FieldKind.Whole } },
        RecordStep.Of<Sampling, FinishSampling>("finish", "完成评查", "评查已完成，调解组织可以看到汇总结果。", (_, _) => new()) with { About = "完成后不能再评分；调解组织只看到汇总结果，看不到抽取了哪些案件和单件得分。", WaitsFor = ["sampling-not-all-scored"] },
        RecordStep.Of<Sampling, AbandonSampling>("abandon", "终止评查", "评查已终止。", (_, _) => new("—")) with { Grave = true, About = "终止后没有结果，抽取的记录保留。" },
    ];

    public static void AddSamplings(this IServiceCollection services) => services.AddSingleton<SamplingDesk>();

    public static void MapSamplings(this IEndpointRouteBuilder api)
    {
        api.MapGet("/samplings", async (HttpContext http, SamplingDesk desk, string? organizationId, int page = 1, int pageSize = 20) =>
        {
            if (!Policy.May(http.Actor(), "samplings.list")) return Problem.Forbidden;
            if (Paging.Check(page, pageSize) is { } wrong) return wrong;
            var (items, total) = await desk.List(http.Actor(), organizationId, page, pageSize, http.RequestAborted);
            return Paging.Answer(items, total, page, pageSize);
        }).Operation("samplings.list").AnswersList<SamplingListed>();

        api.MapRead(Resource).Operation("samplings.read");
        api.MapCreate<Sampling, DrawSample, NewSampling>(Resource, "s", (id, body) => new(new(id), body.OrganizationId, body.From, body.To, body.Size, body.Reason), (aggregates, body, cancel) => Cases.CaseEndpoints.OrganizationThere(aggregates, body.OrganizationId, cancel));
        api.MapCommand<Sampling, ScorePapers>(Resource, "score");
        api.MapCommand<Sampling, FinishSampling>(Resource, "finish");
        api.MapCommand<Sampling, AbandonSampling>(Resource, "abandon");

        // Drawn once more from the log as it stood, to be compared with what was recorded.
        api.MapGet("/samplings/{id}/redraw", async (HttpContext http, string id, IAggregates aggregates, SamplingDesk desk) =>
            await aggregates.Seen<Sampling>(http, id) is not { } stored ? Problem.NotFound : !Policy.May(http.Actor(), "samplings.redraw") ? Problem.Forbidden : Results.Json(await desk.Redraw(stored.State, http.RequestAborted), Wire.Json)).Operation("samplings.redraw").Answers<Redrawn>();

        api.MapGet("/samplings/{id}/cases/{caseId}", async (HttpContext http, string id, string caseId, IAggregates aggregates, SamplingDesk desk) =>
        {
            if (await aggregates.Seen<Sampling>(http, id) is not { } stored) return Problem.NotFound;
            if (!Policy.May(http.Actor(), "samplings.case")) return Problem.Forbidden;
            var (papers, problem) = await desk.PapersOf(http.Actor(), stored, caseId, http.RequestAborted);
            return problem is not null ? problem : Results.Json(new SampledPapers(caseId, papers!), Wire.Json);
        }).Operation("samplings.case").MayRefuse().Answers<SampledPapers>();

        api.MapGet("/samplings/{id}/cases/{caseId}/papers/{file}", async (HttpContext http, string id, string caseId, string file, IAggregates aggregates, SamplingDesk desk) =>
        {
            if (await aggregates.Seen<Sampling>(http, id) is not { } stored || !file.EndsWith(".html", StringComparison.Ordinal)) return Problem.NotFound;
            if (!Policy.May(http.Actor(), "samplings.paper")) return Problem.Forbidden;
            var (html, problem) = await desk.Page(http.Actor(), stored, caseId, file[..^5], http.RequestAborted);
            if (html is null) return problem!;
            http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";
            return Results.Content(html, "text/html; charset=utf-8");
        }).Operation("samplings.paper").MayRefuse().AnswersFile("text/html");

        api.MapGet("/organizations/{id}/paper-quality", async (HttpContext http, string id, IAggregates aggregates, SamplingDesk desk) =>
        {
            if (await aggregates.Seen<Organization>(http, id) is not { } stored) return Problem.NotFound;
            if (!MayKnowQuality(http.Actor(), stored.State)) return Problem.Forbidden;
            return Results.Json(new WholeList<PaperQuality>(await desk.QualityOf(id, http.RequestAborted)), Wire.Json);
        }).Operation("organizations.paper-quality").AnswersWhole<PaperQuality>();
    }

    public static void MapSamplingPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/samplings", async (HttpContext http, SamplingDesk desk) =>
        {
            if (!Policy.May(http.Actor(), "samplings.list")) return Pages.NotYours();
            var page = http.Request.Page(PageSize);
            var (items, total) = await desk.List(http.Actor(), http.Request.Asked("organizationId"), page, PageSize, http.RequestAborted);
            return Pages.Show<SamplingListPage>(new { Items = items, Total = total, Page = page, PageSize });
        });

        pages.MapGet("/samplings/new", async (HttpContext http) => Policy.May(http.Actor(), typeof(DrawSample)) && http.Actor().Organization is null ? await Draft(http, TypedForm.Fresh) : Pages.NotYours());

        pages.MapPost("/samplings/new", async (HttpContext http, IAggregates aggregates) =>
        {
            if (!Policy.May(http.Actor(), typeof(DrawSample))) return Pages.NotYours();
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var json = FormJson.From(form, new Dictionary<string, FieldKind> { ["size"] = FieldKind.Whole });
            var (asked, invalid) = Pages.Read<NewSampling>(json);
            if (asked is null) return await Draft(http, new(form), invalid);
            var id = NewId.Next("s");
            var answer = await aggregates.Send(id, new DrawSample(new(id), asked.OrganizationId, asked.From, asked.To, asked.Size, asked.Reason), new(http.Actor(), null, FormKey.Of(http, form, json.ToJsonString())), http.RequestAborted);
            return answer.Kind switch
            {
                AnswerKind.Done or AnswerKind.Again => Pages.Done($"/samplings/{answer.Stored!.Id}", "draw"),
                AnswerKind.Refused => await Draft(http, new(form), Problem.Of(answer.Refusal!)),
                AnswerKind.KeyReused => await Draft(http, new(form), Problem.KeyReused),
                AnswerKind.InProgress => await Draft(http, new(form), Problem.InProgress),
                _ => Pages.NotYours(),
            };
        });

        pages.MapGet("/samplings/{id}", async (HttpContext http, string id, IAggregates aggregates, StepDesk steps, AccountStore accounts, SamplingDesk desk) =>
        {
            if (await aggregates.Seen<Sampling>(http, id) is not { } stored) return Pages.Missing();
            var s = stored.State;
            return Pages.Show<SamplingPage>(new
            {
                Stored = stored,
                OrganizationName = (await aggregates.Find<Organization>(s.OrganizationId.Value, cancel: http.RequestAborted))?.State.Name ?? "",
                Steps = await steps.Offered(Steps, http.Actor(), stored, http.RequestAborted),
                Names = await accounts.Names(s.Scores.Select(x => x.By).Append(s.DrawnBy), http.RequestAborted),
                Redrawn = http.Request.Query.ContainsKey("redraw") ? await desk.Redraw(s, http.RequestAborted) : null,
            });
        });

        pages.MapGet("/samplings/{id}/cases/{caseId}", async (HttpContext http, string id, string caseId, IAggregates aggregates, SamplingDesk desk) =>
        {
            if (await aggregates.Seen<Sampling>(http, id) is not { } stored) return Pages.Missing();
            if (!Policy.May(http.Actor(), "samplings.case")) return Pages.NotYours();
            var (papers, problem) = await desk.PapersOf(http.Actor(), stored, caseId, http.RequestAborted);
            if (problem is not null) return problem.Status == 404 ? Pages.Missing() : Pages.Show<MessagePage>(new { Title = problem.Title.Chinese, Text = problem.Detail.Chinese }, problem.Status);
            return Pages.Show<SampledCasePage>(new { Stored = stored, Case = stored.State.Picked.First(p => p.CaseId.Value == caseId), Papers = papers });
        });

        pages.MapSteps<Sampling, SamplingStepPage>("/samplings", Steps);
    }

    public static bool MayKnowQuality(Actor actor, Organization o) =>
        Policy.May(actor, "organizations.paper-quality") && (actor.Organization == o.Id || actor.Is(Role.Auditor) || (actor.Unit is { } unit && Regions.BuiltIn.IsWithin(o.Unit, unit)));

    private static async Task<IResult> Draft(HttpContext http, TypedForm form, Problem? problem = null)
    {
        var organizations = http.RequestServices.GetRequiredService<OrganizationLists>();
        var id = form.Text("organizationId") ?? http.Request.Asked("organizationId");
        var unit = http.Actor().Unit;
        return Pages.Show<SamplingNewPage>(new { Form = form, Organizations = await organizations.Choices(http.RequestAborted, unit), Chosen = id, Key = form.Text(FormKey.Field) ?? FormKey.New(), Errors = problem?.Errors(english: false) }, problem?.Status ?? 200);
    }
}
