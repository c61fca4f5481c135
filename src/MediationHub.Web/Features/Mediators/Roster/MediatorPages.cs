using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Web.Api;
using MediationHub.Web.Features.Lists;
using MediationHub.Web.Features.Organizations;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Forms;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Mediators.Roster;

/// <summary>The pages of the mediators' roster: list, nominate, one mediator, and the steps.</summary>
public static class MediatorPages
{
    public static void MapMediatorPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/mediators", async (HttpContext http, MediatorLists lists, MediatorBook book, OrganizationLists organizations, HubStore store) =>
        {
            var actor = http.Actor();
            if (!Policy.May(actor, "mediators.list")) return Pages.NotYours();
            var asked = ListRequest.Of(http.Request, MediatorLists.Sorts.Keys);
            var (items, total) = asked.Errors is not null ? ([], 0) : await lists.List(actor, http.Request.Typed(), http.Request.Asked("organizationId"), asked.Page, asked.PageSize, http.RequestAborted, asked.Sort);
            return Pages.Show<MediatorListPage>(new
            {
                Items = items, Total = total, Asked = asked, asked.Errors,
                Arranged = await Arranged.Of(http, ListKinds.Mediators, book.Columns(actor)),
                Today = ChinaTime.DayOf(store.Clock.GetUtcNow()),
                Organization = http.Request.Asked("organizationId") is { } one && actor.Organization is null ? await organizations.NameOf(one, http.RequestAborted) : null,
            }, asked.Errors is null ? 200 : 400);
        });

        pages.MapGet("/mediators/new", (HttpContext http) =>
            !Policy.May(http.Actor(), typeof(NominateMediator)) ? Pages.NotYours() : Pages.Show<MediatorNewPage>(new { Form = TypedForm.Fresh, Key = FormKey.New() }));

        pages.MapPost("/mediators/new", async (HttpContext http, IAggregates aggregates) =>
        {
            if (!Policy.May(http.Actor(), typeof(NominateMediator))) return Pages.NotYours();
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var json = RecordStep.Under("profile", "qualitiesConfirmed")(FormJson.From(form, MediatorSteps.Profile));
            IResult Again(Problem problem) => Pages.Show<MediatorNewPage>(new { Form = new TypedForm(form), Key = form[FormKey.Field].ToString(), Errors = problem.Flat("profile").Errors(english: false) }, problem.Status);
            var (body, invalid) = Pages.Read<NewMediator>(json);
            if (body is null) return Again(invalid!);
            var id = NewId.Next("m");
            var answer = await aggregates.Send(id, new NominateMediator(new(id), body.Profile ?? new(), body.QualitiesConfirmed), new(http.Actor(), null, FormKey.Of(http, form, json.ToJsonString())), http.RequestAborted);
            return Pages.Begun(answer, "/mediators", "nominate", Again);
        });

        pages.MapGet("/mediators/{id}", async (HttpContext http, string id, IAggregates aggregates, StepDesk desk, Workloads workloads, HubStore store) =>
        {
            var actor = http.Actor();
            if (await aggregates.Seen<Mediator>(http, id) is not { } stored) return Pages.Missing();
            if (!Policy.May(actor, "mediators.read")) return Pages.NotYours();
            var names = new Dictionary<string, string>();
            foreach (var organization in stored.State.Appointments.Select(a => a.Organization.Value).Distinct())
                names[organization] = (await aggregates.Find<Organization>(organization, cancel: http.RequestAborted))?.State.Name ?? organization;
            var today = ChinaTime.DayOf(store.Clock.GetUtcNow());
            return Pages.Show<MediatorPage>(new
            {
                Stored = stored,
                Shown = MediatorShown.Of(stored, http),
                Today = today,
                Work = await workloads.OfMediator(id, names.Keys.Where(o => actor.Organization is null || actor.Organization.Value.Value == o), today.Year, http.RequestAborted),
                Organizations = names,
                Steps = await desk.Offered(MediatorSteps.All, actor, stored, http.RequestAborted),
            });
        });

        pages.MapSteps<Mediator, MediatorStepPage>("/mediators", MediatorSteps.All);
    }
}
