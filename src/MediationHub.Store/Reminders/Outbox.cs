using Dapper;
using MediationHub.Store.Telemetry;

namespace MediationHub.Store.Reminders;

/// <summary>One thing to send, or sent.</summary>
/// <param name="Recipient">User name; empty for the webhook.</param>
/// <param name="Record">What it is about where that is no case, as its path: <c>reviews/…</c>.</param>
/// <param name="State"><c>waiting</c>, <c>sent</c>, <c>failed</c> (given up), <c>unclear</c> (broken off by a stop of the program, and not sent again unasked).</param>
public sealed record OutboxItem(
    long Id, string Occasion, string Channel, string Recipient, string Rule, string? CaseId, string? OrganizationId, string? Number, string? Clock, DateOnly DueOn, bool Provisional, string Text,
    DateTimeOffset MadeAt, string State, int Tries, DateTimeOffset NotBefore, DateTimeOffset? DoneAt, DateTimeOffset? ReadAt, string? CommissionId = null, string? Record = null);

/// <summary>One attempt at sending, beside what came of it.</summary>
/// <param name="Outcome">Null while it runs.</param>
/// <param name="Detail">A status; never an address.</param>
public sealed record OutboxAttempt(int N, DateTimeOffset BegunAt, string? ByUser, DateTimeOffset? EndedAt, string? Outcome, string? Detail);

/// <summary>What came of one attempt.</summary>
/// <param name="Final">Trying again is of no use: the address does not exist.</param>
public sealed record Delivery(bool Sent, string Detail, bool Final = false);

/// <summary>What to look for among what was sent.</summary>
public sealed record OutboxFilter(string? Channel = null, string? State = null, string? Rule = null, string? Recipient = null, string? Number = null);

/// <summary>
/// What is to be sent. An attempt is written down before it is made, its outcome after it: whatever the program was killed at can be told
/// apart. Mail and webhook carry a name of their own that stays the same, so a repeated one is known as such by who gets it.
/// </summary>
public sealed class Outbox(HubStore store)
{
    /// <summary>So often an item is tried by itself.</summary>
    public const int MostTries = 8;

    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(1), LongestWait = TimeSpan.FromHours(4);

    private const string Columns = "id as Id, occasion as Occasion, channel as Channel, recipient as Recipient, rule as Rule, case_id as CaseId, organization_id as OrganizationId, number as Number, clock as Clock, due_on as DueOn, provisional as Provisional, text as Text, made_at as MadeAt, state as State, tries as Tries, not_before as NotBefore, done_at as DoneAt, read_at as ReadAt, commission_id as CommissionId, record as Record";

    private sealed record Row(long Id, string Occasion, string Channel, string Recipient, string Rule, string? CaseId, string? OrganizationId, string? Number, string? Clock, DateOnly DueOn, bool Provisional, string Text, DateTime MadeAt, string State, int Tries, DateTime NotBefore, DateTime? DoneAt, DateTime? ReadAt, string? CommissionId, string? Record)
    {
        public OutboxItem Item => new(Id, Occasion, Channel, Recipient, Rule, CaseId, OrganizationId, Number, Clock, DueOn, Provisional, Text, new(MadeAt), State, Tries, new(NotBefore), At(DoneAt), At(ReadAt), CommissionId, Record);
    }

    /// <summary>The wait after so many tries: doubled each time, from a minute to four hours.</summary>
    public static TimeSpan WaitAfter(int tries) => tries >= 10 ? LongestWait : FirstWait * (1 << Math.Max(0, tries - 1)) is var wait && wait < LongestWait ? wait : LongestWait;

    /// <summary>What a program that was killed left half done: a text message may have arrived and is left to a person, all else is sent again under its own name.</summary>
    public async Task<int> PickUp(CancellationToken cancel = default)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return await connection.ExecuteAsync(
            """
            with broken as (update outbox_attempts set outcome = 'unclear', ended_at = @now, detail = 'interrupted' where outcome is null returning outbox_id)
            update outbox set state = case channel when 'sms' then 'unclear' else 'waiting' end, not_before = @now, done_at = null where id in (select outbox_id from broken)
            """, new { now = Now });
    }

    /// <summary>The items whose time has come, oldest first; in quiet hours only those that disturb nobody.</summary>
    public async Task<IReadOnlyList<OutboxItem>> Waiting(bool quiet, int most, CancellationToken cancel = default)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return [.. (await connection.QueryAsync<Row>($"select {Columns} from outbox where state = 'waiting' and not_before <= @now {(quiet ? "and channel = 'webhook'" : "")} order by not_before, id limit @most", new { now = Now, most })).Select(r => r.Item)];
    }

    /// <summary>Writes down that an attempt begins; false where it was sent or taken meanwhile.</summary>
    public async Task<bool> Begin(OutboxItem item, CancellationToken cancel = default)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return await connection.ExecuteAsync(
            """
            with taken as (update outbox set tries = tries + 1 where id = @Id and tries = @Tries and state = 'waiting' returning id, tries)
            insert into outbox_attempts (outbox_id, n, begun_at)
            select id, tries, @now from taken
            """, new { item.Id, item.Tries, now = Now }) == 1;
    }

    /// <summary>Writes down what came of the attempt that was begun, and when the next one is due.</summary>
    public async Task End(OutboxItem item, Delivery delivery, CancellationToken cancel = default)
    {
        var (tries, now) = (item.Tries + 1, Now);
        var state = delivery.Sent ? "sent" : delivery.Final || tries >= MostTries ? "failed" : "waiting";
        Signals.Tried(item.Channel, state);
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(
            """
            with ended as (update outbox_attempts set ended_at = @now, outcome = @outcome, detail = @Detail where outbox_id = @Id and n = @tries returning outbox_id)
            update outbox set state = @state, not_before = @next, done_at = case when @state = 'waiting' then null else @now end where id in (select outbox_id from ended)
            """, new { item.Id, tries, now, outcome = delivery.Sent ? "sent" : "failed", delivery.Detail, state, next = now + WaitAfter(tries) });
    }

    /// <summary>Puts an item into the line once more, by hand.</summary>
    /// <returns>False where there is no such item, it is one of the inbox, or it waits already.</returns>
    public async Task<bool> Resend(long id, string by, CancellationToken cancel = default)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return await connection.ExecuteAsync(
            """
            with again as (update outbox set state = 'waiting', not_before = @now, done_at = null, tries = tries + 1 where id = @id and channel <> 'inbox' and state <> 'waiting' returning id, tries)
            insert into outbox_attempts (outbox_id, n, begun_at, by_user, ended_at, outcome, detail) select id, tries, @now, @by, @now, 'asked', null from again
            """, new { id, by, now = Now }) == 1;
    }

    public async Task<(IReadOnlyList<OutboxItem> Items, int Total)> List(OutboxFilter filter, int page, int pageSize, int most, CancellationToken cancel = default)
    {
        var values = new { filter.Channel, filter.State, filter.Rule, filter.Recipient, filter.Number, pageSize, skip = (page - 1L) * pageSize, most };
        const string where = "where (@Channel::text is null or channel = @Channel) and (@State::text is null or state = @State) and (@Rule::text is null or rule = @Rule) and (@Recipient::text is null or recipient = @Recipient) and (@Number::text is null or number = @Number)";
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var total = await connection.ExecuteScalarAsync<int>($"select count(*) from (select 1 from outbox {where} limit @most) t", values);
        return ([.. (await connection.QueryAsync<Row>($"select {Columns} from outbox {where} order by id desc limit @pageSize offset @skip", values)).Select(r => r.Item)], total);
    }

    public async Task<(OutboxItem Item, IReadOnlyList<OutboxAttempt> Attempts)?> Find(long id, CancellationToken cancel = default)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        if (await connection.QuerySingleOrDefaultAsync<Row>($"select {Columns} from outbox where id = @id", new { id }) is not { } row) return null;
        var attempts = await connection.QueryAsync<(int N, DateTime BegunAt, string? ByUser, DateTime? EndedAt, string? Outcome, string? Detail)>("select n, begun_at, by_user, ended_at, outcome, detail from outbox_attempts where outbox_id = @id order by n desc", new { id });
        return (row.Item, [.. attempts.Select(a => new OutboxAttempt(a.N, new(a.BegunAt), a.ByUser, At(a.EndedAt), a.Outcome, a.Detail))]);
    }

    /// <summary>A person's inbox, the newest first.</summary>
    public async Task<(IReadOnlyList<OutboxItem> Items, int Total, int Unread)> Inbox(string userName, bool unreadOnly, int page, int pageSize, int most, CancellationToken cancel = default)
    {
        var values = new { userName, pageSize, skip = (page - 1L) * pageSize, most };
        var where = $"where recipient = @userName and channel = 'inbox' {(unreadOnly ? "and read_at is null" : "")}";
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var total = await connection.ExecuteScalarAsync<int>($"select count(*) from (select 1 from outbox {where} limit @most) t", values);
        var items = (await connection.QueryAsync<Row>($"select {Columns} from outbox {where} order by id desc limit @pageSize offset @skip", values)).Select(r => r.Item).ToList();
        return (items, total, await Unread(userName, cancel));
    }

    /// <summary>How many the person has not read; counted to 100.</summary>
    public async Task<int> Unread(string userName, CancellationToken cancel = default)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return await connection.ExecuteScalarAsync<int>("select count(*) from (select 1 from outbox where recipient = @userName and channel = 'inbox' and read_at is null limit 100) t", new { userName });
    }

    /// <summary>Marks one as read, or all of them; every page of this person hears of it.</summary>
    /// <returns>Where one was named, that one; null where it is not this person's.</returns>
    public async Task<OutboxItem?> Read(string userName, long? id, CancellationToken cancel = default)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync("update outbox set read_at = @now where recipient = @userName and channel = 'inbox' and read_at is null and (@id::bigint is null or id = @id)", new { userName, id, now = Now });
        await connection.ExecuteAsync("select pg_notify('inbox', @userName)", new { userName });
        return id is null ? null : (await connection.QuerySingleOrDefaultAsync<Row>($"select {Columns} from outbox where id = @id and recipient = @userName and channel = 'inbox'", new { userName, id }))?.Item;
    }

    private DateTime Now => store.Clock.GetUtcNow().UtcDateTime;

    private static DateTimeOffset? At(DateTime? at) => at is { } known ? new(known) : null;
}
