using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Statistics;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Alerts;
using MediationHub.Web.Api;
using MediationHub.Web.Features.Cases;
using MediationHub.Web.Features.Lists;
using MediationHub.Web.Features.Organizations;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Alerts;

/// <summary>A question that an organization's figures ask, with what it stands on.</summary>
/// <param name="Name">The sign's name.</param>
/// <param name="Rate">Percent of the two numbers.</param>
public sealed record AlertShown(
    string Id, string OrganizationId, string OrganizationName, string Type, string Unit, string Sign, string Name, string Question, long Numerator, long Denominator, decimal? Rate, DateTimeOffset Since, long Position, string Source)
{
    public static AlertShown Of(Alert alert, int target)
    {
        var sign = AlertSign.Find(alert.Sign)!;
        return new(alert.Id, alert.OrganizationId, alert.Name, alert.Type, alert.Unit, alert.Sign, sign.Name, sign.Ask(alert.Numerator, alert.Denominator, target), alert.Numerator, alert.Denominator, new Rate(alert.Numerator, alert.Denominator).Percent, alert.Since.ToOffset(ChinaTime.Offset), alert.Position, sign.Source);
    }
}

/// <summary>A question with the cases behind it, as far as the caller sees them in lists.</summary>
public sealed record AlertOpened(AlertShown Alert, ListPage<CaseListed> Cases);

/// <summary>Finds the questions that are a person's to look at.</summary>
public sealed class AlertDesk(HubStore store, AlertWatch watch, CaseLists cases)
{
    public async Task<IReadOnlyList<AlertShown>> Open(Actor actor, string? unit, CancellationToken cancel) =>
        [.. (await watch.Open((organization, at) => Sees(actor, organization, at) && (unit is null || Regions.BuiltIn.IsWithin(at, unit)), cancel)).Select(a => AlertShown.Of(a, store.Rules.Settings.SuccessTarget.Value))];

    public async Task<AlertShown?> Find(Actor actor, string id, CancellationToken cancel) => (await Open(actor, null, cancel)).FirstOrDefault(a => a.Id == id);

    /// <summary>Its cases, as far as the person sees them in lists.</summary>
    public async Task<Listed<CaseListed>> Cases(Actor actor, AlertShown alert, int page, int pageSize, CancellationToken cancel)
    {
        var ids = await watch.CasesOf(alert.OrganizationId, AlertSign.Find(alert.Sign)!, cancel);
        return await cases.List(actor, new CaseFilter(OrganizationId: alert.OrganizationId) { Ids = ids }, page, pageSize, cancel);
    }

    private static bool Sees(Actor actor, string organization, string unit) =>
        actor.Is(Role.Auditor) || (actor.Is(Role.Head) && actor.Organization?.Value == organization) || ((actor.Is(Role.City) || actor.Is(Role.Province)) && actor.Unit is { } own && Regions.BuiltIn.IsWithin(unit, own));
}

/// <summary>Questions over the API and as pages.</summary>
public static class AlertPages
{
    private const int PageSize = 50;

    public static void MapAlertsApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/alerts", async (HttpContext http, AlertDesk desk, string? unit) =>
        {
            if (!Policy.May(http.Actor(), "alerts.list")) return Problem.Forbidden;
            if (ApiWord.CheckUnit("unit", unit) is { } unknown) return unknown;
            var items = await desk.Open(http.Actor(), unit.Given(), http.RequestAborted);
            return Results.Json(new FirstFound<AlertShown>(items, items.Count), Wire.Json);
        }).Operation("alerts.list").Answers<FirstFound<AlertShown>>();

        api.MapGet("/alerts/{id}", async (HttpContext http, AlertDesk desk, string id, int page = 1, int pageSize = 20) =>
        {
            if (!Policy.May(http.Actor(), "alerts.read")) return Problem.Forbidden;
            if (Paging.Check(page, pageSize) is { } wrong) return wrong;
            if (await desk.Find(http.Actor(), id, http.RequestAborted) is not { } alert) return Problem.NotFound;
            var listed = await desk.Cases(http.Actor(), alert, page, pageSize, http.RequestAborted);
            return Results.Json(new AlertOpened(alert, new(listed.Items, listed.Total, listed.Exact, page, pageSize)), Wire.Json);
        }).Operation("alerts.read").Answers<AlertOpened>();
    }

    public static void MapAlertPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/alerts", async (HttpContext http, AlertDesk desk) =>
        {
            if (!Policy.May(http.Actor(), "alerts.list")) return Pages.NotYours();
            var page = http.Request.PageOrBeyond(PageSize);
            var unit = http.Request.Word("unit", "行政区划", OrganizationLook.Units(http.Actor().Unit).Select(u => u.Value));
            var sign = http.Request.Word("sign", "情况", AlertSign.All.Select(s => s.Id));
            var all = await desk.Open(http.Actor(), unit, http.RequestAborted);
            var open = all.Where(a => sign is null || a.Sign == sign).ToList();
            return Pages.Show<AlertListPage>(new
            {
                Alerts = (IReadOnlyList<AlertShown>)[.. open.Skip((page - 1) * PageSize).Take(PageSize)], Total = open.Count, Page = page, PageSize,
                Several = all.DistinctBy(a => a.Sign).Skip(1).Any() || all.DistinctBy(a => a.OrganizationId).Skip(1).Any(),
            });
        });

        pages.MapGet("/alerts/{id}", async (HttpContext http, string id, AlertDesk desk) =>
        {
            if (!Policy.May(http.Actor(), "alerts.read")) return Pages.NotYours();
            if (await desk.Find(http.Actor(), id, http.RequestAborted) is not { } alert) return Pages.Show<MessagePage>(new { Title = "已经没有这项提示", Text = "该组织的数据已有变化，不再出现这种情况；或者它不在您的权限范围内。" }, 404);
            var page = http.Request.Page(PageSize);
            return Pages.Show<AlertPage>(new { Alert = alert, Cases = await desk.Cases(http.Actor(), alert, page, PageSize, http.RequestAborted), Page = page, PageSize });
        });
    }
}
