using Dapper;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Rulebook;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Search;
using MediationHub.Web.Api;

namespace MediationHub.Web.Features.Roster;

/// <summary>An organization as the public sees it.</summary>
/// <param name="ReceivesCases">False while it is suspended or puts things right: it takes no new disputes.</param>
public sealed record PublicOrganization(string Id, string Name, OrganizationType Type, string Unit, string UnitName, bool ReceivesCases, string? Address, string? Phone, string? Coverage, DateOnly? OnlineSince, int Mediators, IReadOnlyList<PublicHonor> Honors);

/// <summary>An honor from a gold selection that holds today.</summary>
/// <param name="Document">The document that announced it.</param>
public sealed record PublicHonor(HonorLevel Level, string Name, int Year, string Document);

/// <summary>A mediator as the public sees one.</summary>
public sealed record PublicMediator(string Name, string? CertificateNumber, bool FullTime, DateOnly Until);

/// <summary>One organization of the roster, with who mediates there today.</summary>
public sealed record RosterEntry(PublicOrganization Organization, IReadOnlyList<PublicMediator> Mediators);

/// <summary>
/// The published roster 名册公开 (Jilin 四(二)1: 公布调解组织和调解员名册): listed organizations, how to reach them, and who mediates there today.
/// No heads' names, no numbers of persons.
/// </summary>
public sealed class PublicRoster(HubStore store, IAggregates aggregates)
{
    private const string Shown = "o.listed and o.status in ('active', 'rectifying', 'suspended')";
    private const string MediatingToday = "a.from_on <= @today and a.until_on >= @today and (a.ended_on is null or a.ended_on > @today) and not m.suspended and m.dismissed_on is null";

    private DateOnly Today => ChinaTime.DayOf(store.Clock.GetUtcNow());

    /// <summary>A page of the roster, by region and name.</summary>
    public async Task<(IReadOnlyList<PublicOrganization> Items, int Total)> List(string? query, string? unit, string? type, int page, int pageSize, CancellationToken cancel)
    {
        const string where = $"""
            from organization_rows o where {Shown} and (@units::text[] is null or o.unit = any(@units)) and (@type::text is null or o.type = @type)
              and (@like::text is null or o.name like @like)
            """;
        var values = new
        {
            units = unit.Given() is { } within ? Regions.BuiltIn.All.Where(r => Regions.BuiltIn.IsWithin(r.Code, within)).Select(r => r.Code).Append(within).ToArray() : null,
            type = type.Given(),
            like = query.Given() is { } q ? Like.Containing(q) : null,
            today = Today,
            pageSize,
            skip = (page - 1) * pageSize,
        };
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var total = await connection.ExecuteScalarAsync<int>($"select count(*) {where}", values);
        var rows = await connection.QueryAsync<(string Id, int Mediators)>(
            $"""
            select o.id, (select count(distinct a.mediator_id)::integer from appointment_rows a join mediator_rows m on m.id = a.mediator_id where a.organization_id = o.id and {MediatingToday})
            {where} order by o.unit, o.name, o.id limit @pageSize offset @skip
            """, values);
        var items = new List<PublicOrganization>();
        foreach (var (id, mediators) in rows)
            if ((await aggregates.Find<Organization>(id, cancel: cancel))?.State is { } organization) items.Add(Of(organization, mediators));
        return (items, total);
    }

    /// <summary>One organization and its mediators today; null where it is not in the public roster.</summary>
    public async Task<(PublicOrganization Organization, IReadOnlyList<PublicMediator> Mediators)?> Find(string id, CancellationToken cancel)
    {
        if ((await aggregates.Find<Organization>(id, cancel: cancel))?.State is not { Listed: true, FinishesCases: true } organization) return null;
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var mediators = await connection.QueryAsync<PublicMediator>(
            $"""
            select distinct on (m.name, m.id) m.name as "Name", m.certificate_number as "CertificateNumber", coalesce(m.full_time, false) as "FullTime", a.until_on as "Until"
            from appointment_rows a join mediator_rows m on m.id = a.mediator_id where a.organization_id = @id and {MediatingToday} order by m.name, m.id, a.until_on desc
            """, new { id, today = Today });
        var listed = mediators.AsList();
        return (Of(organization, listed.Count), listed);
    }

    private static PublicOrganization Of(Organization o, int mediators) =>
        new(o.Id.Value, o.Name, o.Type, o.Unit, Regions.BuiltIn.NameOf(o.Unit), o.ReceivesCases, o.Address.Value, o.Phone.Value, o.Profile.Coverage, o.Profile.OnlineSince, mediators,
            [.. o.Honors.Where(h => h.RevokedOn is null).OrderByDescending(h => h.On).Select(h => new PublicHonor(h.Level, h.Name, h.On.Year, h.Document))]);
}

/// <summary>The public roster, as pages and over the API; nobody signs in for it.</summary>
public static class RosterEndpoints
{
    private const int PageSize = 20;

    public static void MapRoster(this IEndpointRouteBuilder api)
    {
        api.MapGet("/roster", async (HttpContext http, PublicRoster roster, string? q, string? unit, string? type, int page = 1, int pageSize = PageSize) =>
        {
            if (Paging.Check(page, pageSize) is { } wrong) return wrong;
            if (new Organizations.OrganizationFilter(q, unit, type).Check() is { } unknown) return unknown;
            var (items, total) = await roster.List(q, unit, type, page, pageSize, http.RequestAborted);
            return Paging.Answer(items, total, page, pageSize);
        }).AllowAnonymous().Operation("roster.list").AnswersList<PublicOrganization>();

        api.MapGet("/roster/{id}", async (HttpContext http, string id, PublicRoster roster) =>
            await roster.Find(id, http.RequestAborted) is var (organization, mediators) ? Results.Json(new RosterEntry(organization, mediators), Wire.Json) : Problem.NotFound).AllowAnonymous().Operation("roster.read").Answers<RosterEntry>();
    }

    public static void MapRosterPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/roster", async (HttpContext http, PublicRoster roster) =>
        {
            var page = Site.PageQuery.Page(http.Request, PageSize);
            var (q, unit, type) = (Site.PageQuery.Typed(http.Request), Site.PageQuery.Asked(http.Request, "unit"), Site.PageQuery.Asked(http.Request, "type"));
            if (Lists.ListRequest.Shown(new Organizations.OrganizationFilter(q, unit, type).Check()) is { } wrong) return Site.Pages.Show<RosterPage>(new { Errors = wrong, Page = 1, PageSize }, 400);
            var (items, total) = await roster.List(q, unit, type, page, PageSize, http.RequestAborted);
            return Site.Pages.Show<RosterPage>(new { Items = items, Total = total, Page = page, PageSize });
        }).AllowAnonymous();

        pages.MapGet("/roster/{id}", async (HttpContext http, string id, PublicRoster roster) =>
        {
            if (await roster.Find(id, http.RequestAborted) is not var (organization, mediators)) return Site.Pages.Missing();
            var page = Site.PageQuery.PageOrBeyond(http.Request, RosterOrganizationPage.PageSize);
            return Site.Pages.Show<RosterOrganizationPage>(new { Organization = organization, Mediators = (IReadOnlyList<PublicMediator>)[.. mediators.Skip((page - 1) * RosterOrganizationPage.PageSize).Take(RosterOrganizationPage.PageSize)], Total = mediators.Count, Page = page });
        }).AllowAnonymous();
    }
}
