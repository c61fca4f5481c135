using MediationHub.Domain.Entrustments;
using MediationHub.Domain.Recommendations;
using MediationHub.Domain.Reviews;
using MediationHub.Domain.Rulebook;
using MediationHub.Store.Keys;
using MediationHub.Store.Log;
using MediationHub.Store.Rows;
using Npgsql;
using NpgsqlTypes;

namespace MediationHub.Store.Amendments;

/// <summary>
/// The last days that stand in the rows of reviews, entrustments and recommendations, under the law in force. Their clocks hang on more than the rows hold, and there are
/// few thousands of them that wait, so each is folded from its events anew: the row is what rebuilding would make of it. Those that wait for nothing have no last day.
/// </summary>
internal static class BridgeRows
{
    private const int AtOnce = 250;

    private static readonly (string Stream, string Table)[] Waiting = [(Review.Stream, "review_rows"), (Entrustment.Stream, "entrustment_rows"), (Recommendation.Stream, "recommendation_rows")];

    /// <returns>With <c>Done</c> of -1 where the law was amended again meanwhile.</returns>
    public static async Task<Recomputed> Rewrite(
        HubStore store, NpgsqlConnection connection, Law law, Recomputed at, Func<NpgsqlConnection, Recomputed, Law, CancellationToken, Task> note, Action<Recomputed> progress, CancellationToken cancel)
    {
        foreach (var (stream, table) in Waiting)
        {
            var projection = store.Projection(stream);
            for (var after = ""; ;)
            {
                await using var transaction = await connection.BeginTransactionAsync(cancel);
                // Alone, between the commits: no row is computed from what another transaction is about to change.
                await using (var alone = new NpgsqlCommand($"select pg_advisory_xact_lock({LawInForce.Lock})", connection) { CommandTimeout = 0 }) await alone.ExecuteNonQueryAsync(cancel);
                if (!await Recomputation.IsInForce(connection, law, cancel)) return at with { Done = -1 };
                var rows = await Read(connection, table, after, cancel);
                if (rows.Count == 0) break;
                var moved = new List<(string Id, string? Rule, DateOnly? Due, bool Provisional)>();
                foreach (var events in await Events(connection, rows, cancel))
                {
                    var (id, key) = (events.Key, rows[events.Key].Key);
                    using var opened = StreamKey.Open(store.Keys, id, key);
                    var folding = projection.Begin(id, law);
                    foreach (var stored in events) folding.Apply(EventCodec.Decode(stored, opened));
                    var row = folding.Rows().Single(r => r.Table.Name == table);
                    var now = ((string?)row.Of("due_rule"), (DateOnly?)row.Of("due_on"), (bool)row.Of("due_provisional")!);
                    if (now != rows[id].Due) moved.Add((id, now.Item1, now.Item2, now.Item3));
                }
                if (moved.Count > 0)
                {
                    await Write(connection, table, moved, cancel);
                    at = at with { Total = at.Total + moved.Count, Done = at.Done + moved.Count };
                    await note(connection, at, law, cancel);
                }
                await transaction.CommitAsync(cancel);
                if (moved.Count > 0) progress(at);
                after = rows.Keys.Max(StringComparer.Ordinal)!;
                if (rows.Count < AtOnce) break;
            }
        }
        return at;
    }

    /// <summary>The last days that another law would move, as they stand and as they would be: for a preview, which writes nothing.</summary>
    public static async Task<List<MovedClocks>> Moves(HubStore store, NpgsqlConnection connection, Law after, CancellationToken cancel)
    {
        var (law, moved) = (store.Law.Current, new List<MovedClocks>());
        foreach (var (stream, table) in Waiting)
        {
            var projection = store.Projection(stream);
            for (var from = ""; ;)
            {
                var rows = await Read(connection, table, from, cancel);
                if (rows.Count == 0) break;
                foreach (var events in await Events(connection, rows, cancel))
                {
                    using var opened = StreamKey.Open(store.Keys, events.Key, rows[events.Key].Key);
                    var folding = projection.Begin(events.Key, law);
                    foreach (var stored in events) folding.Apply(EventCodec.Decode(stored, opened));
                    if (folding.Pressing(law) is { } now && folding.Pressing(after) is { } next && (now.Due, now.Provisional) != (next.Due, next.Provisional))
                        moved.Add(new(now.Rule, now.From, now.Extend, now.Due, now.Provisional, next.Due, next.Provisional, 1));
                }
                from = rows.Keys.Max(StringComparer.Ordinal)!;
                if (rows.Count < AtOnce) break;
            }
        }
        return [.. moved.GroupBy(m => m).Select(g => g.Key with { Count = g.LongCount() })];
    }

    private static async Task<Dictionary<string, (byte[]? Key, (string? Rule, DateOnly? On, bool Provisional) Due)>> Read(NpgsqlConnection connection, string table, string after, CancellationToken cancel)
    {
        await using var read = new NpgsqlCommand($"select r.id, s.key, r.due_rule, r.due_on, r.due_provisional from {table} r join streams s on s.id = r.id where r.due_on is not null and r.id > $1 order by r.id limit {AtOnce}", connection) { CommandTimeout = 0 };
        read.Parameters.Add(new NpgsqlParameter<string> { TypedValue = after });
        var rows = new Dictionary<string, (byte[]?, (string?, DateOnly?, bool))>(StringComparer.Ordinal);
        await using var reader = await read.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            rows[reader.GetString(0)] = (await reader.IsDBNullAsync(1, cancel) ? null : reader.GetFieldValue<byte[]>(1), (await reader.IsDBNullAsync(2, cancel) ? null : reader.GetString(2), reader.GetFieldValue<DateOnly>(3), reader.GetBoolean(4)));
        return rows;
    }

    private static async Task<IEnumerable<IGrouping<string, StoredEvent>>> Events<T>(NpgsqlConnection connection, Dictionary<string, T> rows, CancellationToken cancel) =>
        (await LogReader.Streams(connection, [.. rows.Keys], cancel)).GroupBy(e => e.Stream, StringComparer.Ordinal);

    private static async Task Write(NpgsqlConnection connection, string table, List<(string Id, string? Rule, DateOnly? Due, bool Provisional)> moved, CancellationToken cancel)
    {
        await using var update = new NpgsqlCommand(
            $"update {table} r set due_rule = u.rule, due_on = u.due_on, due_provisional = u.provisional from unnest($1::text[], $2::text[], $3::date[], $4::boolean[]) as u(id, rule, due_on, provisional) where r.id = u.id", connection)
        { CommandTimeout = 0 };
        update.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. moved.Select(m => m.Id)] });
        update.Parameters.Add(new NpgsqlParameter<string?[]> { TypedValue = [.. moved.Select(m => m.Rule)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        update.Parameters.Add(new NpgsqlParameter<DateOnly?[]> { TypedValue = [.. moved.Select(m => m.Due)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date });
        update.Parameters.Add(new NpgsqlParameter<bool[]> { TypedValue = [.. moved.Select(m => m.Provisional)] });
        await update.ExecuteNonQueryAsync(cancel);
    }
}
