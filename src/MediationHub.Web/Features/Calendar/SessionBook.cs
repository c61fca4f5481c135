using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Rows;
using MediationHub.Web.Features.Cases;

namespace MediationHub.Web.Features.Calendar;

/// <summary>One session, ahead or over, or a slot that is kept for one, as this person may see it.</summary>
/// <param name="CaseId">Null for a slot, and where the case is not this person's to see: then only the time and whose it is are told.</param>
/// <param name="HoldId">The slot that is kept; null for a session.</param>
/// <param name="Elsewhere">At another organization, where the same mediator works too.</param>
/// <param name="Room">One of the organization's listed rooms.</param>
/// <param name="Place">As it was entered: a room, an address, a link.</param>
/// <param name="HeldBy">The name of the person who keeps the slot.</param>
/// <param name="Releasable">This person may give the slot back.</param>
/// <param name="Status">What became of the session; <see cref="SessionStatus.Scheduled"/> also of one that is over and not recorded, and of a kept slot.</param>
/// <param name="Over">Nobody's time is kept for it any more: it was held or called off, or its case ended before.</param>
public sealed record SessionListed(
    string? CaseId, string? SessionId, string? HoldId, DateTimeOffset StartsAt, DateTimeOffset EndsAt, IReadOnlyList<string> MediatorIds, IReadOnlyList<string> Mediators, bool Elsewhere,
    SessionMode? Mode, bool Private, string? Room, string? Place, string? Number, string? Applicants, string? Respondents, CaseStage? Stage, int Sequence, string? HeldBy, DateTimeOffset? ExpiresAt, bool Releasable,
    SessionStatus Status = SessionStatus.Scheduled, bool Over = false);

/// <summary>What the list of sessions is narrowed by.</summary>
/// <param name="From">The first moment.</param>
/// <param name="To">The moment before which a session begins.</param>
/// <param name="Mediator">Whose time.</param>
/// <param name="Room">One of the organization's listed rooms.</param>
/// <param name="Over">Also those that are over or were called off.</param>
/// <param name="Each">Of those that are over only so many of each day, where they are not narrowed to a room: each of them is read from its case.</param>
public sealed record SessionFilter(DateTimeOffset From, DateTimeOffset To, string? Mediator = null, string? Room = null, bool Over = false, int? Each = null);

/// <summary>The sessions of an organization, and whose time those ahead take.</summary>
public sealed class SessionBook(HubStore store, IAggregates aggregates)
{
    private readonly RoomKeys _rooms = new(store.Keys);

    /// <summary>So many days before its last session a case may have been closed.</summary>
    private const int ClosedBefore = 92;

    /// <summary>The most that one answer holds.</summary>
    public const int Most = 2_000;

    /// <summary>So many cases are read at once.</summary>
    private const int Together = 8;

    /// <param name="more">Takes in how many cases more have a session on a day than <see cref="SessionFilter.Each"/> let through.</param>
    public async Task<IReadOnlyList<SessionListed>> List(Actor actor, SessionFilter filter, CancellationToken cancel, IDictionary<DateOnly, int>? more = null)
    {
        if (actor.Organization is not { } own) return [];
        var organization = (await aggregates.Find<Organization>(own.Value, cancel: cancel))?.State ?? Organization.Empty;
        var rooms = organization.Rooms.ToDictionary(r => _rooms.Of(own, r));
        var me = actor.Mediator?.Value;
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var rows = (await connection.QueryAsync<SeatRow>(
            """
            select s.case_id as CaseId, s.session_id as SessionId, s.organization_id as OrganizationId, s.mediator as Mediator, m.name as Name, s.room as Room, s.starts_at as StartsAt, s.ends_at as EndsAt,
              s.private as Private, s.held_by as HeldBy, s.expires_at as ExpiresAt, a.display_name as HeldByName
            from session_rows s left join mediator_rows m on m.id = s.mediator left join accounts a on a.user_name = s.held_by
            where (s.organization_id = @own or s.mediator = @whose) and s.starts_at >= @from and s.starts_at < @to and (s.expires_at is null or s.expires_at > @now)
            order by s.starts_at, s.case_id, s.session_id, s.seat limit @Most
            """,
            new { own = own.Value, whose = filter.Mediator ?? me, from = filter.From.UtcDateTime, to = filter.To.UtcDateTime, now = store.Clock.GetUtcNow().UtcDateTime, Most })).AsList();

        var listed = new List<SessionListed>();
        foreach (var seats in rows.GroupBy(r => (r.CaseId, r.SessionId)))
        {
            var first = seats.First();
            var (elsewhere, hold) = (first.OrganizationId != own.Value, first.ExpiresAt is not null);
            var room = seats.Select(s => s.Room is { } key ? rooms.GetValueOrDefault(key) : null).FirstOrDefault(r => r is not null);
            // At another house only the own mediator's time is told, not who else sits there.
            var people = seats.Where(s => s.Mediator is not null && (!elsewhere || s.Mediator == (filter.Mediator ?? me))).ToList();
            if (filter.Mediator is { } asked && people.TrueForAll(s => s.Mediator != asked)) continue;
            if (filter.Room is { } wanted && room != wanted) continue;
            var stored = hold || elsewhere ? null : await aggregates.Find<MediationCase>(first.CaseId, cancel: cancel);
            var seen = stored is not null && await aggregates.Sees(actor, stored.State, cancel) ? stored.State : null;
            var session = seen?.Session(first.SessionId);
            listed.Add(new(
                seen is null ? null : first.CaseId, seen is null ? null : first.SessionId, hold ? first.CaseId : null, first.StartsAt, first.EndsAt,
                [.. people.Select(s => s.Mediator!)], [.. people.Select(s => s.Name ?? "")], elsewhere, session?.Mode, first.Private ?? false, room, session?.Place.Value ?? room, seen?.Number,
                Names(seen, PartySide.Applicant), Names(seen, PartySide.Respondent), seen?.Stage, session?.Sequence ?? 0, hold ? first.HeldByName ?? first.HeldBy : null, first.ExpiresAt,
                hold && !elsewhere && (first.HeldBy == actor.UserName || actor.Is(Role.Head))));
        }
        if (!filter.Over) return listed;
        listed.AddRange(await Past(connection, actor, own, filter, more, cancel));
        return [.. listed.OrderBy(s => s.StartsAt).ThenBy(s => s.Number, StringComparer.Ordinal)];
    }

    /// <summary>
    /// Sessions held, called off, or whose case ended before, up to now. No row of their own is kept for them: the case's row names their days, and the case itself tells the rest.
    /// </summary>
    private async Task<List<SessionListed>> Past(Npgsql.NpgsqlConnection connection, Actor actor, OrganizationId own, SessionFilter filter, IDictionary<DateOnly, int>? more, CancellationToken cancel)
    {
        var now = store.Clock.GetUtcNow();
        var (first, last) = (ChinaTime.DayOf(filter.From), ChinaTime.DayOf(filter.To.AddTicks(-1)) is var end && end < ChinaTime.DayOf(now) ? end : ChinaTime.DayOf(now));
        if (last < first) return [];
        // A case may be closed as of an earlier day than its last session: as expired, or entered late.
        // A busy house has hundreds of them in a day: so many of each are read, of one mediator's those first whose case is the mediator's still.
        var rows = (await connection.QueryAsync<PastRow>(
            """
            select d.id as Id, d.day as Day, d.total as Total from (
              select c.id, day, count(*) over (partition by day) as total,
                row_number() over (partition by day order by (@mediator::text is not null and @mediator = any(c.mediators)) desc, c.received_at desc, c.id) as place
              from (
                select id, received_at, mediators, session_days from case_rows where organization_id = @own and not ended and received_at < @to
                union all
                select id, received_at, mediators, session_days from case_rows where organization_id = @own and ended and received_at < @to and closed_on >= @since) c
              cross join lateral unnest(c.session_days) day
              where c.session_days && @days::integer[] and day between @first and @last) d
            where d.place <= @each order by d.day desc, d.place limit @Most
            """,
            new
            {
                own = own.Value, mediator = filter.Mediator, to = filter.To.UtcDateTime, since = first.AddDays(-ClosedBefore), days = Enumerable.Range(first.DayNumber, last.DayNumber - first.DayNumber + 1).ToArray(),
                first = first.DayNumber, last = last.DayNumber, each = filter.Room is null ? filter.Each ?? Most : Most, Most,
            })).AsList();
        if (more is not null && filter is { Mediator: null, Room: null })
            foreach (var day in rows.GroupBy(r => r.Day))
                if (day.First().Total - day.Count() is > 0 and var left) more[DateOnly.FromDayNumber(day.Key)] = (int)left;
        var past = new List<(string CaseId, MediationCase Case, Session Session, IReadOnlyList<string> People)>();
        // A case with sessions on two of the days stands in two rows; where one of its days was cut, the other still tells all of its sessions.
        var cases = new List<(string Id, MediationCase? Case)>();
        foreach (var some in rows.Select(r => r.Id).Distinct().Chunk(Together))
            cases.AddRange(await Task.WhenAll(some.Select(async id => (id, (await aggregates.Find<MediationCase>(id, cancel: cancel))?.State))));
        foreach (var (id, found) in cases)
            if (found is { Destroyed: false } c)
                foreach (var session in c.Sessions.Where(s => !s.Booked && s.StartsAt >= filter.From && s.StartsAt < filter.To && s.StartsAt <= now))
                {
                    // Who held it, not who has the case today.
                    IReadOnlyList<string> people = session.HeldBy is { } by ? [by.Value] : [.. c.Mediators.Select(m => m.MediatorId.Value)];
                    if ((filter.Room is not { } wanted || session.Place.Value == wanted) && (filter.Mediator is not { } asked || people.Contains(asked))) past.Add((id, c, session, people));
                }

        var names = (await connection.QueryAsync<(string Id, string Name)>("select id, name from mediator_rows where id = any(@ids)", new { ids = past.SelectMany(p => p.People).Distinct().ToArray() })).ToDictionary(m => m.Id, m => m.Name);
        var listed = new List<SessionListed>();
        foreach (var (id, c, s, people) in past)
        {
            var seen = await aggregates.Sees(actor, c, cancel) ? c : null;
            listed.Add(new(
                seen is null ? null : id, seen is null ? null : s.Id, null, s.StartsAt, s.EndsAt, people, [.. people.Select(p => names.GetValueOrDefault(p, ""))], false, seen is null ? null : s.Mode, s.Private, null,
                seen is null ? null : s.Place.Value, seen?.Number, Names(seen, PartySide.Applicant), Names(seen, PartySide.Respondent), seen?.Stage, s.Sequence, null, null, false, s.Status, Over: true));
        }
        return listed;
    }

    /// <summary>The cases for which this person may fix a session, those whose clock presses first.</summary>
    public async Task<IReadOnlyList<(string Id, string Number, string Applicants, string Respondents)>> Cases(Actor actor, CaseScope scope, CancellationToken cancel)
    {
        var values = new DynamicParameters();
        if (actor.Organization is not { } own || await scope.Of(actor, values, own.Value, null, cancel) is not { } seen) return [];
        values.Add("house", own.Value);
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<(string, string, string, string)>(
            $"""
            select c.id, c.number, c.applicants, c.respondents from case_rows c
            where {seen.Sql} and c.organization_id = @house and c.stage in ('accepted', 'inMediation', 'agreementDrafted') and not c.suspended and c.mediators <> '{"{}"}'
            order by c.due_on nulls last, c.received_at limit 300
            """, values)];
    }

    private static string? Names(MediationCase? c, PartySide side) => c is null ? null : string.Join('、', c.Parties.Where(p => p.Side == side).Select(p => p.Name.Value));

    private sealed record PastRow(string Id, int Day, long Total);

    private sealed record SeatRow(string CaseId, string SessionId, string OrganizationId, string? Mediator, string? Name, string? Room, DateTimeOffset StartsAt, DateTimeOffset EndsAt, bool? Private, string? HeldBy, DateTimeOffset? ExpiresAt, string? HeldByName);
}
