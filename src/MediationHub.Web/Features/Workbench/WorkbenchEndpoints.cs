using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Web.Api;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Workbench;

/// <summary>The caller's day, over the API and as the page that people begin with.</summary>
public static class WorkbenchEndpoints
{
    public static void MapWorkbenchApi(this IEndpointRouteBuilder api) =>
        api.MapGet("/workbench", async (HttpContext http, WorkbenchDesk desk, int page = 1) =>
            !Policy.May(http.Actor(), "workbench.read") ? Problem.Forbidden
                : Paging.Check(page, WorkbenchDesk.OrganizationsAtOnce) is { } wrong ? wrong : Results.Json(await desk.Of(http.Actor(), page, http.RequestAborted), Wire.Json)).Operation("workbench.read").Answers<WorkbenchDay>();

    public static void MapWorkbenchPage(this IEndpointRouteBuilder pages) =>
        pages.MapGet("/workbench", async (HttpContext http, WorkbenchDesk desk) =>
        {
            if (!Policy.May(http.Actor(), "workbench.read")) return Pages.NotYours();
            var page = http.Request.Page(WorkbenchDesk.OrganizationsAtOnce);
            return Pages.Show<WorkbenchPage>(new { Day = await desk.Of(http.Actor(), page, http.RequestAborted), Page = page });
        });
}
