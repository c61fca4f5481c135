using MediationHub.Domain.Access;
using MediationHub.Store;
using MediationHub.Web.Api;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Cases.Register;
using MediationHub.Web.Features.Cases.Steps;
using MediationHub.Web.Features.Lists;
using MediationHub.Web.Features.Mediators;
using MediationHub.Web.Features.Organizations;
using MediationHub.Web.Features.Search;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Cases.List;

/// <summary>The list of cases; what it is narrowed by stands in the address.</summary>
public static class ListPages
{
    public static void MapCaseList(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/cases", async (HttpContext http, CaseLists lists, CaseBook book, MediatorRosters rosters, OrganizationLists organizations, PartyDesk parties) =>
        {
            var actor = http.Actor();
            if (!Policy.May(actor, "cases.list")) return Pages.NotYours();
            var (filter, problem) = CaseBook.Filter(name => http.Request.Query[name]);
            var asked = ListRequest.Of(http.Request, CaseLists.Sorts.Keys.Append(CaseLists.Relevance), (sort, place) => CaseLists.Sorts.GetValueOrDefault(sort is "" ? "received" : sort)?.Values(sort is "" ? "received" : sort, place) is not null);
            var errors = asked.Errors ?? ListRequest.Shown(problem);
            var roster = actor.Is(Role.Head) && actor.Organization is { } own ? await rosters.At(own.Value, filter?.MediatorId, http.RequestAborted) : MediatorRoster.None;
            // A name that was typed gives way to whom it means: pages, exports and kept views go by the id.
            if (roster.Many && roster.Chosen is null && http.Request.Asked("mediatorId") is { } typed)
            {
                var (meant, sentence) = await rosters.Find(roster.Organization!, typed, http.RequestAborted, everyone: true);
                if (meant is not null) return Results.Redirect(ListRequest.Href(http.Request, ("mediatorId", meant), ("page", null), ("after", null)));
                errors ??= new FormErrors().Add("mediatorId", sentence!);
            }
            var listed = errors is not null ? Listed<CaseListed>.None : await lists.List(actor, filter! with { Sort = asked.Sort, After = asked.After }, asked.Page, asked.PageSize, http.RequestAborted);
            ListMemory.Remember(http, ListKinds.Cases);
            return Pages.Show<CaseListPage>(new
            {
                Listed = listed,
                Serial = await parties.SerialAmong(actor, listed.Items.Select(i => i.Id), http.RequestAborted),
                Asked = asked,
                Arranged = await Arranged.Of(http, ListKinds.Cases, book.Columns(actor)),
                MayRegister = RegisterPages.May(actor),
                Offices = actor.Organization is null,
                Mediators = roster,
                Organization = filter?.OrganizationId is { Length: > 0 } one ? await organizations.NameOf(one, http.RequestAborted) : null,
                Errors = errors,
            }, errors is null ? 200 : 400);
        });
        pages.MapBatch();
    }
}
