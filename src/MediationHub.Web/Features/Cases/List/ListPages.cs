using MediationHub.Domain.Access;
using MediationHub.Web.Api;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Cases.Register;
using MediationHub.Web.Features.Cases.Steps;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Cases.List;

/// <summary>The list of cases; what it is narrowed by stands in the address.</summary>
public static class ListPages
{
    private const int PageSize = 20;

    public static void MapCaseList(this IEndpointRouteBuilder pages) =>
        pages.MapGet("/cases", async (HttpContext http, CaseLists lists, string? q, string? stage, string? outcome, string? organizationId, string? disputeType, string? receivedFrom, string? receivedTo, string? closedFrom, string? closedTo, string? sort, int page = 1) =>
        {
            if (!Policy.May(http.Actor(), "cases.list")) return Pages.NotYours();
            var (filter, problem) = CaseEndpoints.Filter(q, stage, outcome, organizationId, disputeType, receivedFrom, receivedTo, closedFrom, closedTo, sort);
            problem ??= Paging.Check(page, PageSize);
            var (items, total, exact) = problem is not null ? ([], 0, true) : await lists.List(http.Actor(), filter!, page, PageSize, http.RequestAborted);
            return Pages.Show<CaseListPage>(new
            {
                Items = items,
                Total = total,
                Exact = exact,
                Page = page,
                PageSize,
                Query = http.Request.Query,
                MayRegister = RegisterPages.May(http.Actor()),
                Offices = http.Actor().Organization is null,
                Errors = problem is null ? null : FormPosts.Shown(problem),
            }, problem?.Status ?? 200);
        });
}
