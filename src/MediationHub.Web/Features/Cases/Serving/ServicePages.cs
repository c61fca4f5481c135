using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Store.Aggregates;
using MediationHub.Web.Features.Cases.Dossier;
using MediationHub.Web.Features.Cases.Steps;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Identity;
using MediationHub.Domain.Organizations;

namespace MediationHub.Web.Features.Cases.Serving;

/// <summary>The page of service 送达: each paper and party with its attempts, the day that counts, and the way that is open next.</summary>
public static class ServicePages
{
    public static void MapService(this IEndpointRouteBuilder pages) =>
        pages.MapGet("/cases/{id}/service", async (HttpContext http, string id, IAggregates aggregates, CaseView view) =>
        {
            if (await CaseEndpoints.Seen(http, id, aggregates) is not { } stored) return Pages.Missing();
            // A paper and its proofs show whom it is about: they are for the case's own organization.
            if (!Policy.May(http.Actor(), typeof(RecordService)) || stored.State.OrganizationId != http.Actor().Organization) return Pages.NotYours();
            var organization = await aggregates.Find<Organization>(stored.State.OrganizationId.Value, cancel: http.RequestAborted);
            var model = new CaseFileModel(await view.Of(http, stored), stored.State, await view.ContextFor(stored.State, http.Actor(), http.RequestAborted), organization?.State.Name ?? "", await StepContext.NamesOf(stored.State, aggregates, http.RequestAborted), []);
            return Pages.Show<ServicePage>(new { Model = model });
        });
}
