using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Web.Api;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Readings;

/// <summary>The access log as a page and over the API.</summary>
public static class AccessLogPages
{
    private const int PageSize = 20;

    public static void MapAccessLog(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/access-log", async (HttpContext http, AccessLogDesk desk, string? stream, int page = 1, int pageSize = 20) =>
        {
            if (!Policy.May(http.Actor(), "access-log.read")) return Problem.Forbidden;
            if (Paging.Check(page, pageSize) is { } wrong) return wrong;
            var (items, total, exact) = await desk.List(stream.Given(), page, pageSize, http.RequestAborted);
            return Paging.Answer(items, total, page, pageSize, exact);
        }).Operation("access-log.read").AnswersList<AccessShown>();

        routes.MapGet("/access-log", async (HttpContext http, AccessLogDesk desk) =>
        {
            if (!Policy.May(http.Actor(), "access-log.read")) return Pages.NotYours();
            var asked = http.Request.Typed("stream");
            var page = http.Request.Page(PageSize);
            var (items, total, exact) = await desk.List(asked is null ? null : await desk.IdOf(asked, http.RequestAborted), page, PageSize, http.RequestAborted);
            return Pages.Show<AccessLogPage>(new { Items = items, Total = total, Exact = exact, Page = page, PageSize, Asked = asked });
        });
    }
}
