using MediationHub.Documents.Registers;
using MediationHub.Documents.Sheets;
using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Accounts;
using MediationHub.Store.Imports;
using MediationHub.Web.Api;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Registers;

/// <summary>The pages of registers in and out: overview with history, a file handed in, an import on its way, an export with its purpose.</summary>
public static class RegisterPages
{
    private const int PageSize = 20;
    private static readonly TimeSpan Shortly = TimeSpan.FromSeconds(2);

    public static void MapRegisterPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/registers", async (HttpContext http, ImportStore imports, AccountStore accounts) =>
        {
            if (!Policy.May(http.Actor(), "imports.list")) return Pages.NotYours();
            var page = http.Request.Page(PageSize);
            var kind = http.Request.Asked("kind");
            if (kind is not null && RegisterForm.Find(kind) is null) return Pages.Show<RegistersPage>(new { Errors = new FormErrors().Add("kind", "没有这种登记册，请从下面选择。"), Page = 1, PageSize }, 400);
            var (items, total) = await imports.List(http.Actor(), kind, page, PageSize, http.RequestAborted);
            return Pages.Show<RegistersPage>(new { Items = items, Names = await accounts.Names(items.Select(i => i.ByUser), http.RequestAborted), Total = total, Page = page, PageSize });
        });

        pages.MapGet("/registers/{kind}/template", (HttpContext http, string kind) =>
            RegisterForm.Find(kind) is not { } form ? Pages.Missing() : !Policy.May(http.Actor(), "registers.template") ? Pages.NotYours()
                : Results.File(RegisterTemplate.Make(form), SheetWriter.ContentType, $"{form.Title}模板.xlsx"));

        pages.MapGet("/registers/{kind}/import", (HttpContext http, string kind) =>
            RegisterForm.Find(kind) is not { } form ? Pages.Missing() : !RegisterPlan.May(http.Actor(), kind) ? Pages.NotYours() : Pages.Show<ImportFormPage>(new { Form = form }));

        pages.MapPost("/registers/{kind}/import", async (HttpContext http, string kind, ImportDesk desk, ImportRunner runner) =>
        {
            if (RegisterForm.Find(kind) is not { } form) return Pages.Missing();
            if (!RegisterPlan.May(http.Actor(), kind)) return Pages.NotYours();
            var (import, problem) = await ImportEndpoints.HandIn(http, await http.Request.ReadFormAsync(http.RequestAborted), kind, desk, runner);
            return import is null ? Pages.Show<ImportFormPage>(new { Form = form, Errors = problem!.Errors(english: false) }, problem!.Status) : Results.Redirect($"/imports/{import.Id}");
        });

        pages.MapGet("/imports/{id}", async (HttpContext http, string id, ImportStore imports, ImportDesk desk, AccountStore accounts) =>
            await ImportEndpoints.Seen(http, id, imports) is not { } import ? Pages.Missing() : Pages.Show<ImportPage>(new
            {
                Import = import,
                FileName = await desk.FileName(import, http.RequestAborted),
                ByName = (await accounts.Names([import.ByUser], http.RequestAborted)).GetValueOrDefault(import.ByUser, import.ByUser),
                Findings = await desk.Findings(import, http.RequestAborted),
            }));

        pages.MapGet("/imports/{id}/errors", async (HttpContext http, string id, ImportStore imports, ImportDesk desk) =>
            await ImportEndpoints.Seen(http, id, imports) is not { UnderWay: false } import ? Pages.Missing()
                : Results.File(await desk.ErrorList(import, http.RequestAborted), SheetWriter.ContentType, ImportEndpoints.ErrorListName(import)));

        pages.MapPost("/imports/{id}/confirm", async (HttpContext http, string id, ImportStore imports, ImportRunner runner) =>
        {
            if (await ImportEndpoints.Seen(http, id, imports) is not { } import) return Pages.Missing();
            if (!RegisterPlan.May(http.Actor(), import.Kind)) return Pages.NotYours();
            // A refusal is what the page says anyway, as the import now is.
            if (await ImportEndpoints.Confirm(import, imports, runner, http.RequestAborted) is null) await runner.Watch(id, Shortly, http.RequestAborted);
            return Results.Redirect($"/imports/{id}");
        });

        pages.MapPost("/imports/{id}/cancel", async (HttpContext http, string id, ImportStore imports) =>
        {
            if (await ImportEndpoints.Seen(http, id, imports) is not { } import) return Pages.Missing();
            await imports.Cancel(import.Id, http.RequestAborted);
            return Results.Redirect($"/imports/{id}");
        });

        pages.MapGet("/registers/{kind}/export", (HttpContext http, string kind) =>
            RegisterForm.Find(kind) is not { } form ? Pages.Missing() : !RegisterExport.May(http.Actor(), kind) ? Pages.NotYours() : Pages.Show<ExportPage>(new { Form = form }));

        pages.MapPost("/registers/{kind}/export", async (HttpContext http, string kind, RegisterExport export) =>
        {
            if (RegisterForm.Find(kind) is not { } form) return Pages.Missing();
            if (!RegisterExport.May(http.Actor(), kind)) return Pages.NotYours();
            var typed = await http.Request.ReadFormAsync(http.RequestAborted);
            var request = new ExportRequest(typed["format"], typed["purpose"]);
            return RegisterExport.Check(request) is { } wrong
                ? Pages.Show<ExportPage>(new { Form = form, request.Purpose, request.Format, Errors = wrong.Errors(english: false) }, wrong.Status)
                : ImportEndpoints.Download(http, kind, request, export);
        });
    }

    /// <summary>The place in the navigation that a register belongs to.</summary>
    internal static string Section(string kind) => kind switch { "mediators" => "/mediators", "ledger" => "/cases", _ => "/organizations" };
}
