using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Calendar;

/// <summary>Whether a person has a calendar address, since when, and when it was last read.</summary>
public sealed record FeedShown(DateTimeOffset MadeAt, DateTimeOffset? ReadAt);

/// <summary>The private address of a person's calendar: a secret of which only the hash is kept, and which another one replaces.</summary>
public sealed class CalendarFeed(HubStore store, IAggregates aggregates, People people)
{
    public async Task<FeedShown?> Of(string userName, CancellationToken cancel)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return await connection.QuerySingleOrDefaultAsync<FeedShown>("select made_at as MadeAt, read_at as ReadAt from calendar_feeds where user_name = @userName", new { userName });
    }

    /// <summary>A new address; the one before is good for nothing any more.</summary>
    /// <returns>The secret, which is seen this once.</returns>
    public async Task<string> Make(string userName, CancellationToken cancel)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync("insert into calendar_feeds (user_name, token) values (@userName, @hash) on conflict (user_name) do update set token = excluded.token, made_at = now(), read_at = null", new { userName, hash = HashOf(token) });
        return token;
    }

    public async Task<bool> Revoke(string userName, CancellationToken cancel)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return await connection.ExecuteAsync("delete from calendar_feeds where user_name = @userName", new { userName }) > 0;
    }

    /// <summary>The calendar behind a secret; null where it stands for nobody who may still come in.</summary>
    public async Task<string?> Read(string token, CancellationToken cancel)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var userName = await connection.ExecuteScalarAsync<string?>("update calendar_feeds set read_at = now() where token = @hash returning user_name", new { hash = HashOf(token) });
        if (userName is null || await people.Find(userName, cancel) is not { Refused: null } person) return null;
        var actor = person.SignedIn.Actor;
        if (!Policy.May(actor, "me.calendar-feed") || actor.Organization is not { } own) return null;

        // A mediator's own sessions, a head's whole house.
        var whose = actor.Is(Role.Head) ? null : actor.Mediator?.Value ?? "";
        var rows = await connection.QueryAsync<(string CaseId, string SessionId)>(
            "select distinct case_id, session_id from session_rows where expires_at is null and ends_at > @since and ((@whose::text is null and organization_id = @own) or mediator = @whose) limit 2000",
            new { own = own.Value, whose, since = store.Clock.GetUtcNow().AddDays(-31).UtcDateTime });
        var sessions = new List<(string, string, Session)>();
        foreach (var (caseId, sessionId) in rows)
            if ((await aggregates.Find<MediationCase>(caseId, cancel: cancel))?.State is { } c && c.Session(sessionId) is { Status: SessionStatus.Scheduled } session) sessions.Add((caseId, c.Number, session));
        return ICalendar.Feed(whose is null ? "调解会议（本组织）" : "调解会议", sessions.OrderBy(s => s.Item3.StartsAt), store.Clock.GetUtcNow());
    }

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}

/// <summary>So many readings of one address, or tries by one stranger, within some minutes.</summary>
/// <param name="most">How many are admitted.</param>
public sealed class FeedLimit(TimeProvider clock, int most = FeedLimit.Most)
{
    public const int Most = 60;
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<string, (DateTimeOffset Since, int Count)> _read = new(StringComparer.Ordinal);

    /// <summary>As many as are admitted were counted already; counts nothing.</summary>
    public bool IsFull(string who) => _read.TryGetValue(who, out var was) && was.Count >= most && clock.GetUtcNow() - was.Since is var since && since >= TimeSpan.Zero && since < Window;

    /// <summary>Counts one more; false where it is one too many.</summary>
    public bool Admits(string who)
    {
        var now = clock.GetUtcNow();
        if (_read.Count > 10_000) _read.Clear();
        return _read.AddOrUpdate(who, _ => (now, 1), (_, was) => now - was.Since >= Window || now < was.Since ? (now, 1) : (was.Since, was.Count + 1)).Count <= most;
    }
}
