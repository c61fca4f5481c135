using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Parties;
using MediationHub.Store;
using MediationHub.Store.Rows;
using MediationHub.Store.Search;
using MediationHub.Web.Api;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Mediators;

/// <summary>A new mediator: who it is, and the confirmation that LMA 11 asks for.</summary>
public sealed record NewMediator(MediatorProfile? Profile, bool QualitiesConfirmed);

/// <summary>The roster over the API.</summary>
public static class MediatorEndpoints
{
    internal static readonly Resource<Mediator> Resource = new("mediators", (http, stored) => Task.FromResult<object>(MediatorShown.Of(stored, http)), typeof(MediatorShown));

    public static void MapMediators(this IEndpointRouteBuilder api)
    {
        api.MapGet("/mediators", async (HttpContext http, MediatorLists lists, string? q, string? organizationId, string? sort, int page = 1, int pageSize = 20) =>
        {
            if (!Policy.May(http.Actor(), "mediators.list")) return Problem.Forbidden;
            if (!string.IsNullOrEmpty(sort) && !MediatorLists.Sorts.ContainsKey(sort)) return Problem.Invalid("sort", $"排序方式可为 {string.Join('、', MediatorLists.Sorts.Keys)}。", $"Sort by {string.Join(", ", MediatorLists.Sorts.Keys)}.");
            if (Paging.Check(page, pageSize) is { } wrong) return wrong;
            var (items, total) = await lists.List(http.Actor(), q, organizationId, page, pageSize, http.RequestAborted, sort);
            return Paging.Answer(items, total, page, pageSize);
        }).Operation("mediators.list").AnswersList<MediatorListed>();
        api.MapRead(Resource).Operation("mediators.read");
        api.MapCreate<Mediator, NominateMediator, NewMediator>(Resource, "m", (id, body) => new(new(id), body.Profile ?? new(), body.QualitiesConfirmed));
        api.MapCommand<Mediator, ChangeMediatorProfile>(Resource, "change-profile");
        api.MapCommand<Mediator, CertifyMediator>(Resource, "certify");
        api.MapCommand<Mediator, AppointMediator>(Resource, "appoint");
        api.MapCommand<Mediator, RenewAppointment>(Resource, "renew");
        api.MapCommand<Mediator, SuspendMediator>(Resource, "suspend");
        api.MapCommand<Mediator, LiftSuspension>(Resource, "lift-suspension");
        api.MapCommand<Mediator, DismissMediator>(Resource, "dismiss");
        api.MapCommand<Mediator, LeaveOrganization>(Resource, "leave");
        api.MapCommand<Mediator, RecordTraining>(Resource, "record-training");
        api.MapCommand<Mediator, AssessMediator>(Resource, "assess");
    }
}

/// <summary>A mediator on the wire, personal numbers masked.</summary>
public sealed record MediatorShown(string Id, int Version, string Name, MediatorStatus Status, MediatorProfile Profile, IReadOnlyList<Certificate> Certificates, IReadOnlyList<Appointment> Appointments, IReadOnlyList<Suspension> Suspensions, IReadOnlyList<Training> Trainings, IReadOnlyList<Assessment> Assessments, DateOnly? DismissedOn)
{
    public static MediatorShown Of(Stored<Mediator> stored, HttpContext http)
    {
        var (id, version, m) = stored;
        var today = ChinaTime.DayOf(http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());
        return new(id, version, m.Name!, m.StatusOn(today), m.Profile with { IdNumber = Mask.IdNumber(m.IdNumber), Phone = Mask.Phone(m.Profile.Phone) }, m.Certificates, m.Appointments, m.Suspensions, m.Trainings, m.Assessments, m.DismissedOn);
    }
}

/// <summary>One mediator in a list, with the term at the organization asked for (or any) that holds today; otherwise the next one, or the last.</summary>
/// <param name="RenewedUntil">The last day of a term that follows the one shown.</param>
public sealed record MediatorListed(string Id, int Version, string Name, string? CertificateNumber, bool? FullTime, string? OrganizationId, string? OrganizationName, DateOnly? From, DateOnly? Until, bool Active, DateOnly? EndedOn, bool Suspended, DateOnly? DismissedOn, DateOnly? RenewedUntil);

public sealed class MediatorLists(HubStore store)
{
    /// <summary>Orders of the list; without one it stands by name.</summary>
    public static readonly IReadOnlyDictionary<string, string> Sorts = new Dictionary<string, string>
    {
        ["organization"] = "o.name nulls last, m.name, m.id", ["name"] = "m.name, m.id", ["-name"] = "m.name desc, m.id desc", ["certificate"] = "m.certificate_number nulls last, m.id", ["until"] = "a.until_on nulls last, m.name, m.id",
    };

    /// <summary>
    /// The own organization's roster for its people, with those appointed nowhere yet for its head; every mediator, or one organization's, for offices
    /// and the administrator.
    /// </summary>
    public async Task<(IReadOnlyList<MediatorListed> Items, int Total)> List(Actor actor, string? query, string? organizationId, int page, int pageSize, CancellationToken cancel, string? sort = null)
    {
        var own = actor.Organization?.Value;
        var values = new
        {
            organization = own ?? (string.IsNullOrWhiteSpace(organizationId) ? null : organizationId),
            like = string.IsNullOrWhiteSpace(query) ? null : Like.Containing(query.Trim()),
            today = ChinaTime.DayOf(store.Clock.GetUtcNow()),
            head = own is not null && actor.Is(Role.Head),
            pageSize,
            skip = (page - 1) * pageSize,
        };
        var (everyone, named) = (values.organization is null, values.like is null ? "" : " and m.name like @like");
        const string term = "left join lateral (select a.organization_id, a.from_on, a.until_on, a.ended_on from appointment_rows a where a.mediator_id = m.id {0} order by (a.from_on <= @today and a.until_on >= @today and (a.ended_on is null or a.ended_on > @today)) desc, (a.from_on > @today and a.ended_on is null) desc, case when a.from_on > @today then a.from_on end, a.until_on desc, a.from_on desc limit 1) a on true left join organization_rows o on o.id = a.organization_id";
        var whose = "(exists (select 1 from appointment_rows h where h.mediator_id = m.id and h.organization_id = @organization) or (@head and m.dismissed_on is null and not exists (select 1 from appointment_rows n where n.mediator_id = m.id)))";
        var order = Sorts[string.IsNullOrEmpty(sort) ? "name" : sort];
        // Whose term is which is looked up for the rows that are shown, where the order does not hang on it.
        var first = order.Contains("m.", StringComparison.Ordinal) && !order.Contains("o.", StringComparison.Ordinal) && !order.Contains("a.", StringComparison.Ordinal);
        var rows = first ? $"(select * from mediator_rows m where {(everyone ? "true" : whose)}{named} order by {order} limit @pageSize offset @skip)" : "mediator_rows";
        var from = $"from {rows} m {string.Format(System.Globalization.CultureInfo.InvariantCulture, term, everyone ? "" : "and a.organization_id = @organization")} where {(first ? "true" : everyone ? "true" : whose)}{(first ? "" : named)}";
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        // Whose terms are which matters to the rows, not to how many there are.
        var total = await connection.ExecuteScalarAsync<int>($"select count(*) from mediator_rows m where {(everyone ? "true" : whose)}{named}", values);
        var items = await connection.QueryAsync<MediatorListed>(
            $"""
            select m.id, m.version, m.name, m.certificate_number as CertificateNumber, m.full_time as FullTime, a.organization_id as OrganizationId, o.name as OrganizationName,
              a.from_on as "From", a.until_on as Until,
              not m.suspended and m.dismissed_on is null and exists (select 1 from appointment_rows h where h.mediator_id = m.id and h.organization_id = a.organization_id
                and h.from_on <= @today and h.until_on >= @today and (h.ended_on is null or h.ended_on > @today)) as Active,
              a.ended_on as EndedOn, m.suspended as Suspended, m.dismissed_on as DismissedOn,
              (select max(n.until_on) from appointment_rows n where n.mediator_id = m.id and n.organization_id = a.organization_id and n.ended_on is null and n.from_on > a.until_on) as RenewedUntil
            {from} order by {order}{(first ? "" : " limit @pageSize offset @skip")}
            """, values);
        return ([.. items], total);
    }
}
