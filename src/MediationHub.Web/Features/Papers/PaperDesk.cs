using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MediationHub.Documents;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Entrustments;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Recommendations;
using MediationHub.Domain.Reviews;
using MediationHub.Domain.Selection;
using MediationHub.Store.Accounts;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Files;
using MediationHub.Store.Rows;
using MediationHub.Web.Api;
using MediationHub.Web.Features.Cases;
using MediationHub.Web.Identity;
using PaperKind = MediationHub.Documents.PaperKind;

namespace MediationHub.Web.Features.Papers;

/// <summary>Makes papers of a case, and gives out those of every record as they were made.</summary>
public sealed class PaperDesk(IAggregates aggregates, CaseView view, PaperRenderer renderer, PdfPrinter pdf, FileStore files, AccessLog log)
{
    /// <summary>A drawn signature has some 10 KB; a photo of one, which is larger than this, stays a file of the case.</summary>
    private const int LargestSignature = 300 * 1024;

    /// <summary>Whether papers are also to be had as PDF on this installation.</summary>
    public bool HasPdf => pdf.Configured;

    /// <summary>Makes a paper from the case as it stands and keeps it: template hash, model, page.</summary>
    public async Task<(CasePaper? Paper, Problem? Problem)> Make(HttpContext http, string caseId, PaperRequest request, Store.Log.IdempotencyKey? key = null)
    {
        if (await CaseEndpoints.Seen(http, caseId, aggregates) is not { } stored) return (null, Problem.NotFound);
        if (!Policy.May(http.Actor(), typeof(RecordPaper)) || stored.State.OrganizationId != http.Actor().Organization) return (null, Problem.Forbidden);

        if (stored.State.Destroyed) return (null, Problem.Destroyed);
        var kind = PaperForm.Of(request.Kind)!.Kind;
        var recipe = PaperRecipes.Of(kind);
        var models = await ModelsOf(http, stored.State);
        if (request.Check(stored.State, models.At.Today) is { } invalid) return (null, Problem.Of(invalid));
        if (recipe.Closed(models) is { } closed) return (null, Problem.Of(closed));
        return await Keep(http, stored, kind, recipe.Make(models, request), p => new RecordPaper(p.Id, p.Kind, p.TemplateHash, p.ModelHash, p.RenderedHash, p.Model, p.PageId, p.PartyId, p.About), key);
    }

    /// <summary>Renders a paper and keeps it in the record it was made from: template hash, model, page.</summary>
    internal async Task<(CasePaper? Paper, Problem? Problem)> Keep<TState>(HttpContext http, Stored<TState> stored, PaperKind kind, PaperDraft draft, Func<NewPaper, ICommand<TState>> record, Store.Log.IdempotencyKey? key)
        where TState : class, IAggregate<TState>, IKeepsPapers
    {
        var cancel = http.RequestAborted;
        if (draft.Model is not { } model) return (null, Problem.Of(draft.Refusal!));

        PaperHtml page;
        try
        {
            page = renderer.Html(kind, model);
        }
        catch (MissingPaperFieldException e)
        {
            var fields = string.Join('、', e.Fields);
            return (null, Problem.Of(new Refusal("paper-field-missing", $"文书还缺：{fields}。请补齐后再制作。", $"The paper lacks: {fields}. Complete the record first.")));
        }

        var json = JsonSerializer.Serialize(model, Wire.Json);
        var kept = await files.Keep($"{PaperForm.Of(kind).Title}.html", Encoding.UTF8.GetBytes(page.Text), "text/html; charset=utf-8", http.Actor().UserName, cancel);
        var made = new NewPaper($"{stored.Id}.{NewId.Next("p")}", Enum.Parse<Domain.Cases.PaperKind>(kind.ToString()), page.TemplateHash, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json))), page.Hash, json, kept.Id, draft.PartyId, draft.About);
        var answer = await aggregates.Send(stored.Id, record(made), new(http.Actor(), Idempotency: key), cancel);
        return answer.Kind switch
        {
            AnswerKind.Done => (answer.Stored!.State.Papers.Find(p => p.Id == made.Id), null),
            AnswerKind.Again => (answer.Stored!.State.Papers[^1], null),   // the first answer was the record with that paper as its newest
            AnswerKind.Refused => (null, Problem.Of(answer.Refusal!)),
            AnswerKind.KeyReused or AnswerKind.InProgress => (null, Problem.Of(answer.Kind)),
            _ => (null, Problem.Forbidden),
        };
    }

    /// <summary>Every kind of paper with whether it can be made of the case now, in the order of the case.</summary>
    public async Task<IReadOnlyList<PaperOffer>> Offers(HttpContext http, MediationCase c)
    {
        var models = await ModelsOf(http, c);
        return [.. PaperRecipes.All.Select(recipe => OfferOf(recipe, models))];
    }

    private static PaperOffer OfferOf(PaperRecipe recipe, PaperModels models)
    {
        if (recipe.Closed(models) is { } closed) return new(recipe, closed, [], false);
        var draft = recipe.Make(models, new(recipe.Form.Word));
        if (draft.Model is not { } model) return new(recipe, draft.Refusal, [], false);
        var missing = PaperFields.Missing(recipe.Kind, model).Where(field => !recipe.Asked.Any(asked => field.StartsWith(asked, StringComparison.Ordinal)));
        return new(recipe, null, [.. missing], recipe.Due(models));
    }

    /// <summary>What papers of the case are made from, for the person who makes them.</summary>
    public async Task<PaperModels> ModelsOf(HttpContext http, MediationCase c)
    {
        var cancel = http.RequestAborted;
        var mediators = new Dictionary<MediatorId, Mediator>();
        foreach (var id in c.Mediators.Select(m => m.MediatorId).Concat(c.Sessions.Select(s => s.HeldBy).OfType<MediatorId>()).Distinct())
            if (await aggregates.Find<Mediator>(id.Value, cancel: cancel) is { } mediator) mediators[id] = mediator.State;
        var organization = (await aggregates.Find<Organization>(c.OrganizationId.Value, cancel: cancel))!.State;
        return new PaperModels(c, organization, mediators, await view.ContextFor(c, http.Actor(), cancel), http.Features.Get<SignedIn>()?.DisplayName ?? http.Actor().UserName)
        {
            Signature = await SignatureOf(c, cancel),
            EntrustedBy = c.Origin?.EntrustmentId is { } handed && await aggregates.Find<Entrustment>(handed, cancel: cancel) is { } entrustment ? (await aggregates.Find<Commission>(entrustment.State.CommissionId.Value, cancel: cancel))?.State.Name : null,
        };
    }

    private async Task<DrawnSignature?> SignatureOf(MediationCase c, CancellationToken cancel)
    {
        if (c.Oral?.SignatureFileId is not { } id || await files.Find(id, cancel) is not { Destroyed: false, ContentType: "image/png" or "image/jpeg", Size: <= LargestSignature } file) return null;
        return new($"data:{file.ContentType};base64,{Convert.ToBase64String((await files.Read(id, cancel))!)}", file.Sha256);
    }

    /// <summary>The page as it was rendered when the paper was made; reading it is logged.</summary>
    public async Task<(string? Html, CasePaper? Paper, Problem? Problem)> Page(HttpContext http, string paperId)
    {
        if (paperId.Split('.') is not [var owner, _] || await Owner(http, owner) is not { } state || state.Papers.Find(p => p.Id == paperId) is not { } paper) return (null, null, Problem.NotFound);
        if (state is Campaign or Nomination ? !SelectionPaperDesk.MayKnow(http.Actor(), state, paper) : state is not MediationCase && !BridgePaperDesk.MayKnow(http.Actor(), state, paper)) return (null, null, Problem.NotFound);
        if (!Policy.May(http.Actor(), "papers.read")) return (null, null, Problem.Forbidden);
        if ((state is MediationCase && CaseEndpoints.NeedsReason(http.Actor())) || http.Actor().Is(Role.Auditor)) return (null, null, Problem.Forbidden);   // a paper shows numbers in full
        if (state is MediationCase { Destroyed: true }) return (null, null, Problem.Destroyed);
        await log.Write(http.Actor().UserName, owner, "paper", [paper.Kind.ToString()], cancel: http.RequestAborted);
        return (Encoding.UTF8.GetString((await files.Read(paper.PageId, http.RequestAborted))!), paper, null);
    }

    /// <summary>The record that a paper was made from; null where there is none for this person.</summary>
    private async Task<IKeepsPapers?> Owner(HttpContext http, string id)
    {
        return await Seen<MediationCase>() ?? await Seen<Review>() ?? await Seen<Entrustment>() ?? await Seen<Recommendation>() ?? await Seen<Campaign>() ?? await Seen<Nomination>();

        async Task<IKeepsPapers?> Seen<TState>() where TState : class, IAggregate<TState>, IKeepsPapers =>
            (await aggregates.Seen<TState>(http, id))?.State;
    }

    public Task<byte[]?> Pdf(string html, CancellationToken cancel) => pdf.PrintAsync(html, cancel);
}

/// <summary>A paper that was made, and where its pages are.</summary>
/// <param name="About">Which of several things of the record it is about.</param>
/// <param name="Pdf">Answered where the program has a Chromium to print with.</param>
public sealed record PaperShown(string Id, Domain.Cases.PaperKind Kind, string Title, PartyId? PartyId, string? About, string TemplateHash, string ModelHash, string RenderedHash, string By, DateTimeOffset At, string Html, string Docx, string Pdf);

/// <summary>Papers over the API.</summary>
public static class PaperEndpoints
{
    public static void MapPapers(this IEndpointRouteBuilder api)
    {
        api.MapGet("/cases/{id}/papers", async (HttpContext http, string id, IAggregates aggregates, AccessLog log) =>
        {
            var (stored, problem) = await CaseEndpoints.Open(http, id, aggregates, log);
            if (problem is not null) return problem;
            return Results.Json(new WholeList<PaperShown>([.. stored!.State.Papers.Select(Shown)]), Wire.Json);
        }).Operation("papers.list").AnswersWhole<PaperShown>();

        api.MapPost("/cases/{id}/papers", async (HttpContext http, string id, PaperDesk desk, IAggregates aggregates) =>
        {
            if (await CaseEndpoints.Seen(http, id, aggregates) is null) return Problem.NotFound;
            if (!Policy.May(http.Actor(), "papers.create")) return Problem.Forbidden;
            var (request, key, invalid) = await Body.ReadKeyed<PaperRequest>(http);
            if (invalid is not null) return invalid;
            if (PaperForm.Of(request!.Kind) is not { } form || !PaperRecipes.Has(form.Kind))
                return Problem.Invalid("kind", $"案件没有“{request.Kind}”这种文书，可制作：{string.Join('、', PaperRecipes.All.Select(r => r.Form.Word))}。", $"A case has no paper of this kind; there are: {string.Join(", ", PaperRecipes.All.Select(r => r.Form.Word))}.");
            var (paper, problem) = await desk.Make(http, id, request, key);
            if (paper is null) return problem!;
            http.Response.Headers.Location = $"/api/v1/papers/{paper.Id}.html";
            return Results.Json(Shown(paper), Wire.Json, statusCode: 201);
        }).Operation("papers.create").Answers<PaperShown>(201).Accepts<PaperRequest>("application/json");

        Page("html", "text/html");
        Page("docx", DocxType);
        Page("pdf", "application/pdf");

        void Page(string format, string contentType) => api.MapGet($"/papers/{{id}}.{format}", async (HttpContext http, string id, PaperDesk desk) =>
        {
            var (html, paper, problem) = await desk.Page(http, id);
            if (html is null) return problem!;
            var title = $"{PaperForm.Of(Enum.Parse<PaperKind>(paper!.Kind.ToString())).Title}";
            switch (format)
            {
                case "html":
                    http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";
                    return Results.Content(html, "text/html; charset=utf-8");
                case "docx":
                    return Results.File(DocxWriter.FromHtml(html), DocxType, $"{title}.docx");
                default:
                    return await desk.Pdf(html, http.RequestAborted) is { } pdf
                        ? Results.File(pdf, "application/pdf", $"{title}.pdf")
                        : Problem.Of(new Refusal("pdf-not-configured", "本系统没有配置 PDF 输出，请下载 DOCX，或用浏览器打印网页为 PDF。", "PDF is not configured here: take the DOCX, or print the page to PDF."));
            }
        }).WithMetadata(new OperationName("papers.read")).WithName($"papers.read-{format}").MayRefuse().AnswersFile(contentType);
    }

    internal const string DocxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    internal static PaperShown Shown(CasePaper p) => new(p.Id, p.Kind, PaperForm.Of(Enum.Parse<PaperKind>(p.Kind.ToString())).Title, p.PartyId, p.About, p.TemplateHash, p.ModelHash, p.RenderedHash, p.By, p.At.ToOffset(ChinaTime.Offset), $"/api/v1/papers/{p.Id}.html", $"/api/v1/papers/{p.Id}.docx", $"/api/v1/papers/{p.Id}.pdf");
}
