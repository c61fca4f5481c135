using MediationHub.Domain.Access;
using MediationHub.Domain.Organizations;
using MediationHub.Store.Aggregates;
using MediationHub.Web.Features.Cases.Dossier;
using MediationHub.Web.Features.Cases.Opening;
using MediationHub.Web.Features.Cases.Steps;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Cases.Serving;

/// <summary>The page of service 送达: each paper and party with its attempts, the day that counts, and the way that is open next.</summary>
public static class ServicePages
{
    public static void MapService(this IEndpointRouteBuilder pages) =>
        pages.MapGet("/cases/{id}/service", async (HttpContext http, string id, IAggregates aggregates, CaseView view) =>
        {
            if (!Policy.May(http.Actor(), "cases.read")) return Pages.NotYours();
            if (await CaseEndpoints.Seen(http, id, aggregates) is not { } stored) return Pages.Missing();
            if (CaseEndpoints.NeedsReason(http.Actor()) && CaseOpenings.Of(http, id) is null) return Results.Redirect($"/cases/{id}");
            var organization = await aggregates.Find<Organization>(stored.State.OrganizationId.Value, cancel: http.RequestAborted);
            var model = new CaseFileModel(await view.Of(http, stored), stored.State, await view.ContextFor(stored.State, http.Actor(), http.RequestAborted), organization?.State.Name ?? "", await StepContext.NamesOf(stored.State, aggregates, http.RequestAborted), []);
            return Pages.Show<ServicePage>(new { Model = model, Asked = http.Request.Page(ServicePage.AtOnce), Paper = http.Request.Asked("paper") });
        });
}
