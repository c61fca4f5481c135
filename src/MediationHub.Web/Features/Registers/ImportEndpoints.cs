using MediationHub.Documents.Registers;
using MediationHub.Documents.Sheets;
using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Imports;
using MediationHub.Web.Api;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Registers;

/// <summary>One import on the wire, with what was found so far.</summary>
/// <param name="Ready">Looked over without an error: it may be confirmed.</param>
public sealed record ImportShown(
    string Id, string Kind, ImportState State, bool Ready, string ByUser, DateTimeOffset CreatedAt, DateTimeOffset? CheckedAt, DateTimeOffset? ConfirmedAt, DateTimeOffset? FinishedAt,
    int Rows, int Done, int New, int Changed, int Same, int Failed, int Errors, int Warnings, IReadOnlyList<FindingShown>? Findings)
{
    public static ImportShown Of(Import i, IReadOnlyList<Finding>? findings, bool english) => new(
        i.Id, i.Kind, i.State, i.Ready, i.ByUser, i.CreatedAt, i.CheckedAt, i.ConfirmedAt, i.FinishedAt, i.Rows, i.Done, i.Made, i.Changed, i.Same, i.Failed, i.Errors, i.Warnings,
        findings is null ? null : [.. findings.Take(500).Select(f => new FindingShown(f.Row, f.Column is { } c ? Sheet.ColumnName(c) : null, f.Header, f.Code, english ? f.English : f.Chinese, f.Warning))]);
}

/// <param name="Row">As at the sheet's edge; 0 for the file as a whole.</param>
/// <param name="Column">The column's letters.</param>
public sealed record FindingShown(int Row, string? Column, string? Header, string Code, string Text, bool Warning);

/// <summary>Registers over the API: import in two steps, templates, export.</summary>
public static class ImportEndpoints
{
    private static readonly TimeSpan Shortly = TimeSpan.FromSeconds(3);

    public static void MapImports(this IEndpointRouteBuilder api)
    {
        api.MapGet("/imports", async (HttpContext http, ImportStore imports, string? kind, int page = 1, int pageSize = 20) =>
        {
            if (!Policy.May(http.Actor(), "imports.list")) return Problem.Forbidden;
            if (Paging.Check(page, pageSize) is { } wrong) return wrong;
            if (ApiWord.Check("kind", kind, ["organizations", "mediators", "ledger"]) is { } unknown) return unknown;
            var (items, total) = await imports.List(http.Actor(), kind, page, pageSize, http.RequestAborted);
            return Paging.Answer([.. items.Select(i => ImportShown.Of(i, null, http.InEnglish()))], total, page, pageSize);
        }).Operation("imports.list").AnswersList<ImportShown>();

        api.MapPost("/imports", async (HttpContext http, ImportDesk desk, ImportRunner runner) =>
        {
            if (!Policy.May(http.Actor(), "imports.create")) return Problem.Forbidden;
            if (!http.Request.HasFormContentType) return Problem.Invalid("file", "请以 multipart/form-data 上传，字段为 kind 和 file。", "Send multipart/form-data with the fields kind and file.");
            var (import, problem) = await HandIn(http, await http.Request.ReadFormAsync(http.RequestAborted), null, desk, runner);
            if (import is null) return problem!;
            http.Response.Headers.Location = $"/api/v1/imports/{import.Id}";
            return Results.Json(ImportShown.Of(import, await desk.Findings(import, http.RequestAborted), http.InEnglish()), Wire.Json, statusCode: 201);
        }).Operation("imports.create").Answers<ImportShown>(201).DisableAntiforgery();

        api.MapGet("/imports/{id}", async (HttpContext http, string id, ImportStore imports, ImportDesk desk) =>
            await Seen(http, id, imports) is not { } import ? Problem.NotFound
                : Results.Json(ImportShown.Of(import, await desk.Findings(import, http.RequestAborted), http.InEnglish()), Wire.Json)).Operation("imports.read").Answers<ImportShown>();

        api.MapGet("/imports/{id}/errors", async (HttpContext http, string id, ImportStore imports, ImportDesk desk) =>
            await Seen(http, id, imports) is not { } import ? Problem.NotFound
                : import.UnderWay ? Problem.Of(ImportRefusals.UnderWay)
                : Results.File(await desk.ErrorList(import, http.RequestAborted), SheetWriter.ContentType, ErrorListName(import))).Operation("imports.errors").MayRefuse().AnswersFile(SheetWriter.ContentType);

        api.MapPost("/imports/{id}/confirm", async (HttpContext http, string id, ImportStore imports, ImportRunner runner) =>
        {
            if (await Seen(http, id, imports) is not { } import) return Problem.NotFound;
            if (!RegisterPlan.May(http.Actor(), import.Kind)) return Problem.Forbidden;
            if (await Confirm(import, imports, runner, http.RequestAborted) is { } refusal) return Problem.Of(refusal);
            return Results.Json(ImportShown.Of((await imports.Find(id, http.RequestAborted))!, null, http.InEnglish()), Wire.Json);
        }).Operation("imports.confirm").Answers<ImportShown>();

        api.MapPost("/imports/{id}/cancel", async (HttpContext http, string id, ImportStore imports) =>
        {
            if (await Seen(http, id, imports) is not { } import) return Problem.NotFound;
            if (!await imports.Cancel(id, http.RequestAborted)) return Problem.Of(ImportRefusals.Over);
            return Results.Json(ImportShown.Of((await imports.Find(id, http.RequestAborted))!, null, http.InEnglish()), Wire.Json);
        }).Operation("imports.cancel").Answers<ImportShown>();

        api.MapGet("/registers/{kind}/template", (HttpContext http, string kind) =>
            !Policy.May(http.Actor(), "registers.template") ? Problem.Forbidden
                : RegisterForm.Find(kind) is not { } form ? Problem.NotFound
                : Results.File(RegisterTemplate.Make(form), SheetWriter.ContentType, $"{form.Title}模板.xlsx")).Operation("registers.template").AnswersFile(SheetWriter.ContentType);

        api.MapPost("/registers/{kind}/export", async (HttpContext http, string kind, RegisterExport export) =>
        {
            if (!Policy.May(http.Actor(), "registers.export")) return Problem.Forbidden;
            if (RegisterForm.Find(kind) is null) return Problem.NotFound;
            if (!RegisterExport.May(http.Actor(), kind)) return Problem.Forbidden;
            var (request, invalid) = await Body.Read<ExportRequest>(http);
            return invalid ?? RegisterExport.Check(request!) ?? Download(http, kind, request!, export);
        }).Operation("registers.export").AnswersFile(SheetWriter.ContentType, "text/csv").Accepts<ExportRequest>("application/json");
    }

    internal static IResult Download(HttpContext http, string kind, ExportRequest request, RegisterExport export) => Results.Stream(
        stream => export.Write(stream, kind, request, http.Actor(), http.Features.Get<SignedIn>()!.DisplayName, http.RequestAborted),
        request.Format is "csv" ? CsvWriter.ContentType : SheetWriter.ContentType, export.FileName(kind, request.Format!));

    internal static string ErrorListName(Import import) => $"{RegisterForm.Find(import.Kind)!.Title}-导入问题.xlsx";

    /// <summary>Takes in a posted file; a small one is looked over when the answer comes.</summary>
    internal static async Task<(Import? Import, Problem? Problem)> HandIn(HttpContext http, IFormCollection form, string? kind, ImportDesk desk, ImportRunner runner)
    {
        kind ??= form["kind"].ToString();
        if (RegisterForm.Find(kind) is null) return (null, Problem.Invalid("kind", "没有这种登记册，可用：organizations、mediators、ledger。", "There is no such register: organizations, mediators or ledger."));
        if (!RegisterPlan.May(http.Actor(), kind)) return (null, Problem.Forbidden);
        if (form.Files.Count != 1 || form.Files[0].Length == 0) return (null, Problem.Invalid("file", "请选择一个要导入的文件。", "Choose one file, in the field file."));
        using var memory = new MemoryStream((int)Math.Min(form.Files[0].Length, 32 << 20));
        await form.Files[0].CopyToAsync(memory, http.RequestAborted);
        var (import, refusal) = await desk.HandIn(kind, form.Files[0].FileName, memory.ToArray(), http.Actor(), http.RequestAborted);
        return refusal is not null ? (null, Problem.Of(refusal)) : (await runner.Watch(import!.Id, Shortly, http.RequestAborted), null);
    }

    /// <summary>The import, where this person may know of it.</summary>
    internal static async Task<Import?> Seen(HttpContext http, string id, ImportStore imports) =>
        Policy.May(http.Actor(), "imports.read") && await imports.Find(id, http.RequestAborted) is { } import && import.SeenBy(http.Actor()) ? import : null;

    internal static async Task<Refusal?> Confirm(Import import, ImportStore imports, ImportRunner runner, CancellationToken cancel)
    {
        if (import.State is ImportState.Running or ImportState.Done) return null;
        if (import.State is ImportState.Checking) return ImportRefusals.UnderWay;
        if (import.Errors > 0) return ImportRefusals.HasErrors(import.Errors);
        if (!await imports.Confirm(import.Id, cancel)) return ImportRefusals.Over;
        runner.Call();
        return null;
    }
}

/// <summary>Why an import is not confirmed or cancelled.</summary>
public static class ImportRefusals
{
    public static readonly Refusal UnderWay = new("import-under-way", "文件还在检查或导入中，请等它完成。", "The file is still being looked over or imported: wait until it is done.");

    public static readonly Refusal Over = new("import-over", "这次导入已经结束或已取消，请重新提交文件。", "This import is over: hand the file in again.");

    public static Refusal HasErrors(int count) => new("import-has-errors",
        $"文件还有{count}处错误，没有导入任何一行。请下载问题清单，改正后重新提交。", $"There are {count} errors, and nothing was imported: correct them and hand the file in again.");
}
