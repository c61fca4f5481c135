using System.Globalization;
using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Rulebook;
using MediationHub.Store;
using MediationHub.Store.Accounts;
using MediationHub.Store.Aggregates;
using MediationHub.Web.Api;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Lists;
using MediationHub.Web.Features.Mediators;
using MediationHub.Web.Features.Rankings;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Forms;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Organizations.Filing;

/// <summary>The pages of organizations: list, register, one organization with its live rate, and the steps of its filing.</summary>
public static class OrganizationPages
{
    public static void MapOrganizationPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/organizations", async (HttpContext http, OrganizationLists lists, OrganizationBook book, SuccessRates rates, HubStore store) =>
        {
            var actor = http.Actor();
            if (!Policy.May(actor, "organizations.list")) return Pages.NotYours();
            var asked = ListRequest.Of(http.Request, OrganizationLists.Sorts.Keys);
            http.Request.Typed();
            var filter = OrganizationBook.Filter(actor, name => http.Request.Query.TryGetValue(name, out var value) ? value.ToString() : null) with { Sort = asked.Sort };
            var errors = ListRequest.Shown(filter.Check()) ?? asked.Errors;
            var (items, total) = errors is not null ? ([], 0) : await lists.List(filter, asked.Page, asked.PageSize, http.RequestAborted);
            var year = ChinaTime.DayOf(store.Clock.GetUtcNow()).Year;
            var figures = await rates.OfMany(items.Select(i => i.Id), new(year, 1, 1), new(year, 12, 31), http.RequestAborted);
            return Pages.Show<OrganizationListPage>(new { Filter = filter, Items = items, Total = total, Asked = asked, Arranged = await Arranged.Of(http, ListKinds.Organizations, book.Columns(actor)), Year = year, Rates = figures, Errors = errors }, errors is null ? 200 : 400);
        });

        pages.MapGet("/organizations/new", (HttpContext http) =>
            !Policy.May(http.Actor(), typeof(CreateOrganization)) ? Pages.NotYours()
                : Pages.Show<OrganizationNewPage>(new { Form = TypedForm.Fresh, Key = FormKey.New() }));

        pages.MapPost("/organizations/new", async (HttpContext http, IAggregates aggregates) =>
        {
            if (!Policy.May(http.Actor(), typeof(CreateOrganization))) return Pages.NotYours();
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var json = FormJson.From(form, OrganizationSteps.Profile);
            IResult Again(Problem problem) => Pages.Show<OrganizationNewPage>(new { Form = new TypedForm(form), Key = form[FormKey.Field].ToString(), Errors = problem.Errors(english: false) }, problem.Status);
            var (profile, invalid) = Pages.Read<OrganizationProfile>(json);
            if (profile is null) return Again(invalid!);
            var id = NewId.Next("o");
            var answer = await aggregates.Send(id, new CreateOrganization(new(id), profile), new(http.Actor(), null, FormKey.Of(http, form, json.ToJsonString())), http.RequestAborted);
            return Pages.Begun(answer, "/organizations", "create", Again, unseen: () => Again(Problem.Invalid("unit", "只能登记本地区的调解组织，请重新选择行政区划。", "Choose a region of your own unit.")));
        });

        pages.MapGet("/organizations/{id}", async (HttpContext http, string id, IAggregates aggregates, SuccessRates rates, MediatorLists mediators, Workloads workloads, StepDesk desk, HubStore store, AccountStore accounts, Store.Statistics.FigureReader reader, Store.Statistics.BreakdownReader breakdowns, string? from, string? to) =>
        {
            var actor = http.Actor();
            if (await aggregates.Seen<Organization>(http, id) is not { } stored) return Pages.Missing();
            var today = ChinaTime.DayOf(store.Clock.GetUtcNow());
            var (period, wrong) = Period(today, from, to);
            List<MediatorListed>? roster = null;
            var appointed = 0;
            if (Policy.May(actor, "mediators.list") && (actor.Organization is null || actor.Organization.Value.Value == id))
            {
                var (first, total) = await mediators.List(actor, null, id, 1, Paging.LargestPage, http.RequestAborted);
                // A head's list has those in it that are appointed nowhere yet.
                roster = [.. first.Where(m => m.OrganizationId == id)];
                appointed = total - (first.Count - roster.Count);
            }
            var inside = actor.Organization?.Value == id || (actor.Unit is { } own && Regions.BuiltIn.IsWithin(stored.State.Unit, own));
            var list = BreakdownEndpoints.ListOf(actor, stored.State);
            var figures = await reader.OfOrganization(id, period.From, period.To, http.RequestAborted);
            return Pages.Show<OrganizationPage>(new
            {
                Stored = stored,
                Shown = OrganizationShown.Of(stored, actor),
                Rate = rates.Of(id, figures),
                Figures = IndicatorsShown.Of(id, null, figures, store.Rules.Settings, await RankingEndpoints.Recommended(store, id, null, period, http.RequestAborted)),
                Breakdown = BreakdownShown.Of(id, null, await breakdowns.OfOrganization(id, period.From, period.To, http.RequestAborted), store.Rules, list, actor.Organization == stored.State.Id),
                Period = period,
                PeriodError = wrong,
                Today = today,
                Roster = roster,
                Appointed = appointed,
                Steps = await desk.Offered(OrganizationSteps.All, actor, stored, http.RequestAborted),
                ActiveMediators = await Facts.ActiveMediators(store, aggregates, id, http.RequestAborted),
                Merits = roster is null ? [] : await Merits(),
                Inside = inside,
                History = inside ? await History() : null,
                CasesHref = list is null ? null : $"/cases?{list}&ledger=none",
            }, wrong is null ? 200 : 400);

            async Task<Dictionary<string, (Workload?, decimal, Assessment?)>> Merits()
            {
                var work = (await workloads.Of(id, today.Year, http.RequestAborted)).ToDictionary(w => w.MediatorId);
                var merits = new Dictionary<string, (Workload?, decimal, Assessment?)>();
                foreach (var m in roster.Take(OrganizationPage.RosterShown))
                {
                    var state = (await aggregates.Find<Mediator>(m.Id, cancel: http.RequestAborted))!.State;
                    merits[m.Id] = (work.GetValueOrDefault(m.Id), state.TrainingHoursIn(today.Year), state.Assessments.MaxBy(a => a.Year));
                }
                return merits;
            }

            async Task<IReadOnlyList<(TimelineEntry, string?)>> History()
            {
                var history = await aggregates.History<Organization>(id, cancel: http.RequestAborted);
                return FilingHistory.Of(history, await accounts.Names(history.Select(h => h.Actor), http.RequestAborted));
            }
        });

        pages.MapSteps<Organization, OrganizationStepPage>("/organizations", OrganizationSteps.All);
    }

    /// <summary>The period in the address; this year where there is none, or none that can be.</summary>
    private static ((DateOnly From, DateOnly To) Period, string? Error) Period(DateOnly today, string? from, string? to)
    {
        (DateOnly, DateOnly) year = (new(today.Year, 1, 1), new(today.Year, 12, 31));
        if (string.IsNullOrWhiteSpace(from) && string.IsNullOrWhiteSpace(to)) return (year, null);
        if (!Day(from, out var first) || !Day(to, out var last)) return (year, "期间的起止日期不完整或无效，已按今年统计。");
        return last < first ? (year, "期间的截止日期早于起始日期，已按今年统计。") : ((first, last), null);
    }

    private static bool Day(string? text, out DateOnly day) => DateOnly.TryParseExact(text?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && day.Year is >= Instants.FirstYear and <= Instants.LastYear;
}
