using Dapper;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Reactions;

namespace MediationHub.Store.Telemetry;

/// <summary>What waits in the database at one moment; the same on every node.</summary>
/// <param name="Reactions">How far each reaction is behind the log.</param>
/// <param name="Overdue">Clocks past their due day by rule, every rule of the rulebook among them.</param>
/// <param name="Outbox">Items by channel and state.</param>
public sealed record BacklogFigures(IReadOnlyList<ReactionLag> Reactions, IReadOnlyDictionary<string, long> Overdue, IReadOnlyDictionary<(string Channel, string State), long> Outbox);

/// <summary>Counts what waits: events behind, overdue clocks, unsent reminders. A few narrow queries, made by whoever wants to know and by no command.</summary>
public sealed class Backlog(HubStore store, Reactions.Reactions reactions)
{
    private static readonly TimeSpan FailedFor = TimeSpan.FromDays(7);
    private static readonly string[] Channels = ["mail", "sms", "webhook"];
    private static readonly string[] States = ["waiting", "failed", "unclear"];

    /// <summary>Counters begin at 0, so that whoever collects sees the first failure as an increase.</summary>
    public void Prepare() => Signals.Prepare(reactions.Names, Channels);

    /// <exception cref="Npgsql.NpgsqlException">The database does not answer.</exception>
    public async Task<BacklogFigures> Count(CancellationToken cancel = default)
    {
        var lags = await reactions.Lags(cancel);
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return new(lags, await Overdue(connection), await Outbox(connection));
    }

    /// <summary>Nothing expires by a provisional clock.</summary>
    private async Task<IReadOnlyDictionary<string, long>> Overdue(Npgsql.NpgsqlConnection connection)
    {
        var today = ChinaTime.DayOf(store.Clock.GetUtcNow());
        var overdue = store.Rules.Limits.ToDictionary(l => l.Id, _ => 0L);
        var counted = await connection.QueryAsync<(string Rule, long N)>(
            """
            select rule, count(*) from case_clocks where due_on < @today and not provisional group by rule
            union all
            select due_rule, count(*) from review_rows where ended_on is null and due_on < @today and not due_provisional group by due_rule
            union all
            select due_rule, count(*) from entrustment_rows where stage in ('entrusted', 'acceptedByOrganization') and due_on < @today and not due_provisional group by due_rule
            union all
            select due_rule, count(*) from recommendation_rows where stage in ('delivered', 'agreed') and due_on < @today and not due_provisional group by due_rule
            """, new { today });
        foreach (var (rule, n) in counted) overdue[rule] = overdue.GetValueOrDefault(rule) + n;
        return overdue;
    }

    /// <summary>Waiting ones all; failed and unclear ones of the last week.</summary>
    private async Task<IReadOnlyDictionary<(string, string), long>> Outbox(Npgsql.NpgsqlConnection connection)
    {
        var counts = (from channel in Channels from state in States select (channel, state)).ToDictionary(c => c, _ => 0L);
        var counted = await connection.QueryAsync<(string Channel, string State, long N)>(
            """
            select channel, state, count(*) from outbox where state = 'waiting' group by channel, state
            union all
            select channel, state, count(*) from outbox where state in ('failed', 'unclear') and made_at > @since group by channel, state
            """, new { since = store.Clock.GetUtcNow().UtcDateTime - FailedFor });
        foreach (var (channel, state, n) in counted) counts[(channel, state)] = n;
        return counts;
    }
}
