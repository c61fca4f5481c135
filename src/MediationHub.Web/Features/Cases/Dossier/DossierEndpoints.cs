using MediationHub.Documents;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Accounts;
using MediationHub.Store.Aggregates;
using MediationHub.Web.Api;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Cases.Dossier;

/// <summary>What the file of a case holds and lacks, how long it is kept, and what became of it.</summary>
/// <param name="Checklist">Empty until the case has ended.</param>
/// <param name="Pdf">A volume can be had as one PDF here.</param>
public sealed record CaseFileShown(
    CaseId CaseId, IReadOnlyList<ArchivePaper> Checklist, IReadOnlyList<MaterialShown> Materials, RetentionPeriod? Retention, LegalHold? Hold, DestroyedFile? Destroyed, bool Pdf);

/// <summary>One material, at its place in its volume.</summary>
public sealed record MaterialShown(DossierVolume Volume, int No, DossierPlace Place, Domain.Cases.PaperKind? Kind, string Title, PartyId? By, DateOnly? On, string? PaperId, string? EvidenceId);

/// <summary>The file of a case over the API: what it holds, what it lacks, and the whole of it.</summary>
public static class DossierEndpoints
{
    public static void MapDossierApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/cases/{id}/dossier", async (HttpContext http, string id, IAggregates aggregates, AccessLog log, DossierDesk desk, CaseView view) =>
        {
            var (stored, problem) = await CaseEndpoints.Open(http, id, aggregates, log);
            if (problem is not null) return problem;
            if (!Policy.May(http.Actor(), "cases.dossier")) return Problem.Forbidden;
            var c = stored!.State;
            var dossier = desk.Of(c, await view.ContextFor(c, http.Actor(), http.RequestAborted));
            return Results.Json(new CaseFileShown(
                c.Id, dossier.Checklist, [.. dossier.Materials.Select(m => new MaterialShown(m.Volume, m.No, m.Place, m.Kind, Title(c, m, http.Actor()), m.By, m.On, m.PaperId, m.EvidenceId))],
                dossier.Retention, c.Hold, c.DestroyedFile, dossier.Binds), Wire.Json);
        }).Operation("cases.dossier").Answers<CaseFileShown>();

        api.MapGet("/cases/{id}/dossier.zip", async (HttpContext http, string id, IAggregates aggregates, AccessLog log, DossierDesk desk) =>
        {
            var (c, problem) = await Whole(http, id, aggregates, log, "zip");
            return problem is not null ? problem : Results.Stream(await desk.Zip(http, c!), "application/zip", $"卷宗 {c!.Number}.zip");
        }).Operation("cases.dossier-zip").MayRefuse().AnswersFile("application/zip");

        api.MapGet("/cases/{id}/dossier.pdf", async (HttpContext http, string id, IAggregates aggregates, AccessLog log, DossierDesk desk, string? volume) =>
        {
            if (volume is not (null or "main" or "sub")) return Problem.Invalid("volume", "卷别可为 main（正卷）或 sub（副卷）。", "The volume is main or sub.");
            var (c, problem) = await Whole(http, id, aggregates, log, "pdf");
            if (problem is not null) return problem;
            if (!desk.Binds) return Problem.Of(new Refusal("dossier-pdf-not-configured", "本系统没有配置整卷 PDF 输出，请下载卷宗压缩包。", "A whole file as PDF is not configured here: take the zip."));
            try
            {
                return Results.File(await desk.Bind(http, c!, volume is "sub" ? DossierVolume.Sub : DossierVolume.Main), "application/pdf", $"{(volume is "sub" ? "副卷" : "正卷")} {c!.Number}.pdf");
            }
            catch (PdfPrintException)
            {
                return Problem.Of(new Refusal("dossier-pdf-failed", "整卷 PDF 没有生成，可能有材料过大或者损坏，请下载卷宗压缩包。", "The PDF could not be made, perhaps because of a large or broken material: take the zip."));
            }
        }).Operation("cases.dossier-pdf").MayRefuse().AnswersFile("application/pdf");
    }

    /// <summary>A closed case's file is for the organization that mediated; that it was taken out is written down first.</summary>
    private static async Task<(MediationCase? Case, Problem? Problem)> Whole(HttpContext http, string id, IAggregates aggregates, AccessLog log, string how)
    {
        if (await CaseEndpoints.Seen(http, id, aggregates) is not { } stored) return (null, Problem.NotFound);
        var c = stored.State;
        if (!Policy.May(http.Actor(), $"cases.dossier-{how}") || c.OrganizationId != http.Actor().Organization) return (null, Problem.Forbidden);
        if (c.Destroyed) return (null, Problem.Destroyed);
        if (c.Closing is null) return (null, Problem.Of(CaseRefusals.NotEnded(c.Stage)));
        await log.Write(http.Actor().UserName, id, "dossier", [how], cancel: http.RequestAborted);
        return (c, null);
    }

    private static string Title(MediationCase c, DossierMaterial m, Actor actor)
    {
        if (m.EvidenceId is { } id && c.Evidence.Find(e => e.Id == id) is { Visibility: EvidenceVisibility.MediatorOnly } evidence && !evidence.MayBeReadBy(actor, c)) return "仅调解员可见的材料";
        return m.Title.IsEmpty ? m.Kind?.Chinese() ?? "材料" : m.Title.Value!;
    }
}
