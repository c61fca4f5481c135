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
        pages.MapGet("/cases", async (HttpContext http, CaseLists lists, string? q, string? stage, string? outcome, string? organizationId, string? disputeType, string? receivedFrom, string? receivedTo, string? closedFrom, string? closedTo, string? sort, string? after) =>
        {
            if (!Policy.May(http.Actor(), "cases.list")) return Pages.NotYours();
            var (filter, problem) = CaseEndpoints.Filter(q, stage, outcome, organizationId, disputeType, receivedFrom, receivedTo, closedFrom, closedTo, sort);
            var page = after is null ? http.Request.Page(PageSize) : 1;
            var byReceipt = filter?.Sort is null or "received";
            var (items, total, exact) = problem is not null ? ([], 0, true) : await lists.List(http.Actor(), filter! with { After = byReceipt ? after : null }, page, PageSize, http.RequestAborted);
            return Pages.Show<CaseListPage>(new
            {
                Items = items,
                Total = total,
                Exact = exact,
                Page = page,
                PageSize,
                Deeper = byReceipt && items.Count == PageSize && (after is not null || (!exact && page * PageSize >= total)) ? CaseLists.CursorOf(items[^1]) : null,
                MayRegister = RegisterPages.May(http.Actor()),
                Offices = http.Actor().Organization is null,
                Errors = problem is null ? null : Shown(problem),
            }, problem?.Status ?? 200);
        });

    /// <summary>What stands in the address can only be wrong where somebody wrote it there.</summary>
    private static FormErrors Shown(Problem problem)
    {
        var errors = new FormErrors();
        foreach (var (field, message) in FormPosts.Shown(problem).All) errors.Add(field, field is "stage" or "outcome" or "sort" ? "没有这个选项，请从列表中选择。" : message);
        return errors;
    }
}
