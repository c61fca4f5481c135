using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Rulebook;
using MediationHub.Store.Accounts;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Files;
using MediationHub.Web.Api;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Identity;
using Microsoft.AspNetCore.Mvc;

namespace MediationHub.Web.Features.Files;

/// <summary>A file that was taken in.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="ContentType">As told by its bytes.</param>
/// <param name="Sha256">Of its bytes, in hexadecimal.</param>
public sealed record FileShown(FileId Id, string Name, long Size, string ContentType, string Sha256);

/// <summary>Files in and out. A file is reached through the record that owns it, or by its uploader while none does.</summary>
public static class FileEndpoints
{
    public static void MapFiles(this IEndpointRouteBuilder api)
    {
        // More is read than is taken, so that whoever sends too much is told instead of cut off.
        api.MapPost("/files", [RequestSizeLimit(5 * FileStore.MostBytes)] async (HttpContext http, FileStore files) =>
        {
            if (!Policy.May(http.Actor(), "files.create")) return Problem.Forbidden;
            if (http.Request.ContentLength > FileStore.MostBytes + 64 * 1024)
            {
                await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
                return Problem.TooLarge;
            }
            if (!http.Request.HasFormContentType) return Problem.Invalid("file", "请以 multipart/form-data 上传文件，字段名为 file。", "Send multipart/form-data with a field named file.");
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            if (form.Files.Count != 1) return Problem.Invalid("file", "每次上传一个文件，字段名为 file。", "Send one file at a time, in the field file.");
            var (stored, refusal) = await Add(files, form.Files[0], http);
            if (refusal is not null) return Problem.Of(refusal);
            http.Response.Headers.Location = $"/api/v1/files/{stored!.Id}";
            return Results.Json(new FileShown(stored.Id, stored.Name, stored.Size, stored.ContentType, stored.Sha256), Wire.Json, statusCode: 201);
        }).Operation("files.create").Answers<FileShown>(201).DisableAntiforgery();

        api.MapGet("/files/{id}", async (HttpContext http, string id, FileStore files, IAggregates aggregates, AccessLog log) =>
        {
            if (await files.Find(new(id), http.RequestAborted) is not { } file || !await MaySee(http, file, aggregates)) return Problem.NotFound;
            if (!Policy.May(http.Actor(), "files.read")) return Problem.Forbidden;
            if (file.Destroyed) return Problem.Destroyed;
            if (file.Owner is not null) await log.Write(http.Actor().UserName, file.Owner, "file", [id], CaseOpening.Reason(http), http.RequestAborted);
            return Results.File((await files.Read(file.Id, http.RequestAborted))!, file.ContentType, file.Name);
        }).Operation("files.read").AnswersFile("application/octet-stream");
    }

    /// <summary>
    /// Pictures and PDF inside the page. What the content is was told from its bytes and the browser may not guess again;
    /// a picture is shown in a sandbox, and nothing in the file may run or load anything.
    /// </summary>
    public static void MapPreview(this IEndpointRouteBuilder pages) =>
        pages.MapGet("/files/{id}/preview", async (HttpContext http, string id, FileStore files, IAggregates aggregates, AccessLog log) =>
        {
            if (await files.Find(new(id), http.RequestAborted) is not { } file || !await MaySee(http, file, aggregates)) return Pages.Missing();
            if (!Policy.May(http.Actor(), "files.read")) return Pages.NotYours();
            if (file.Destroyed) return Pages.Destroyed();
            if (file.ContentType is not ("image/jpeg" or "image/png" or "application/pdf")) return Pages.Show<MessagePage>(new { Title = "不能预览", Text = "只有图片和 PDF 可以在页面内预览，其他文件请下载后打开。" }, 415);
            if (file.Owner is not null) await log.Write(http.Actor().UserName, file.Owner, "file", [id], CaseOpening.Reason(http), http.RequestAborted);
            var headers = http.Response.Headers;
            // A browser's own viewer is made of scripts, styles and plug-ins of its own, and some draw a blank page where the answer forbids those. The viewer keeps
            // a PDF apart from the page, and what was told to be a PDF by its bytes is never read as a page, so who may frame it is all there is to say.
            headers.ContentSecurityPolicy = file.ContentType is "application/pdf" ? "frame-ancestors 'self'" : "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            headers.ContentDisposition = "inline";
            return Results.Bytes((await files.Read(file.Id, http.RequestAborted))!, file.ContentType);
        });

    /// <summary>Takes in one posted file.</summary>
    public static async Task<(Store.Files.FileInfo? File, Refusal? Refusal)> Add(FileStore files, IFormFile posted, HttpContext http)
    {
        if (posted.Length > FileStore.MostBytes) return (null, Refusal.Invalid("file", "文件超过 20 MB，请压缩或拆分后上传。", "The file is larger than 20 MB: compress or split it."));
        using var memory = new MemoryStream((int)posted.Length);
        await posted.CopyToAsync(memory, http.RequestAborted);
        return await files.Add(posted.FileName, memory.ToArray(), http.Actor().UserName, http.RequestAborted);
    }

    /// <summary>The case in which this person sees the file: the one that owns it, or the nearest that goes on with it.</summary>
    private static async Task<Store.Rows.Stored<MediationCase>?> Seen(Actor actor, Store.Rows.Stored<MediationCase> owner, FileId file, IAggregates aggregates, CancellationToken cancel)
    {
        var (waiting, met) = (new Queue<Store.Rows.Stored<MediationCase>>([owner]), new HashSet<CaseId> { owner.State.Id });
        while (waiting.TryDequeue(out var c))
        {
            if (await aggregates.Sees(actor, c.State, cancel)) return c;
            foreach (var next in c.State.Successors)
                if (met.Add(next) && await aggregates.Find<MediationCase>(next.Value, cancel: cancel) is { } taken && taken.State.Files.Contains(file)) waiting.Enqueue(taken);
        }
        return null;
    }

    private static async Task<bool> MaySee(HttpContext http, Store.Files.FileInfo file, IAggregates aggregates)
    {
        var actor = http.Actor();
        if (file.Owner is null) return file.UploadedBy == actor.UserName;
        if (await aggregates.Find<MediationCase>(file.Owner, cancel: http.RequestAborted) is { } c)
        {
            // A paper's page is given out by the papers alone, which say who may read one.
            if (c.State.Papers.Exists(p => p.PageId == file.Id)) return false;
            // A case that was transferred, merged or split took its files along: who sees one that goes on with them sees them.
            if (await Seen(actor, c, file.Id, aggregates, http.RequestAborted) is not { } seen) return false;
            c = seen;
            if (c.State.Evidence.Find(e => e.FileId == file.Id) is { } evidence && !evidence.MayBeReadBy(actor, c.State)) return false;
            return actor.Organization is not null || CaseOpening.ReasonGiven(http) || Cases.Opening.CaseOpenings.Of(http, file.Owner) is not null;
        }
        if (await aggregates.Find<Domain.Reviews.Review>(file.Owner, cancel: http.RequestAborted) is { } review)
        {
            if (review.State.Papers.Exists(p => p.PageId == file.Id)) return false;
            // What the parties were asked inside the commission stays there.
            if (review.State.Inquiries.Exists(q => q.Files.Contains(file.Id)) && actor.Commission != review.State.CommissionId) return false;
            return !actor.Is(Role.Auditor) && await aggregates.Sees(actor, review.State, http.RequestAborted);
        }
        return await aggregates.Find<Organization>(file.Owner, cancel: http.RequestAborted) is { } o && (o.State.Id == actor.Organization || (actor.Unit is { } unit && Regions.BuiltIn.IsWithin(o.State.Unit, unit)));
    }
}

/// <summary>City and province open a case with a reason.</summary>
public static class CaseOpening
{
    public const string Header = "X-Access-Reason";

    public static bool ReasonGiven(HttpContext http) => Reason(http) is not null;

    /// <summary>The reason in the header, percent-encoded where it is Chinese; null where there is none worth the name.</summary>
    public static string? Reason(HttpContext http)
    {
        var reason = Uri.UnescapeDataString(http.Request.Headers[Header].ToString()).Trim();
        return reason.Length >= 2 && TextRules.Check(reason, 200) is null && !reason.Contains('\uFFFD') ? reason : null;
    }
}
