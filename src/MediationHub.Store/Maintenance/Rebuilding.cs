using System.Threading.Channels;
using MediationHub.Domain.Statistics;
using MediationHub.Store.Rows;
using Npgsql;
using NpgsqlTypes;

namespace MediationHub.Store.Maintenance;

/// <summary>Makes all rows, counters and unique values anew from the log, in one transaction: it takes effect whole or not at all.</summary>
public static class Rebuilding
{
    private const int RowsInCopy = 10_000;
    private const long OneAtATime = 0x4D485242;   // "MHRB"

    /// <summary>Its index takes as long as all others together.</summary>
    private const string Aside = "case_search";

    /// <returns>How many events were read.</returns>
    /// <exception cref="InvalidDataException">The log itself is broken; run verify. Nothing was changed.</exception>
    public static async Task<long> Run(HubStore store, Action<long>? progress = null, CancellationToken cancel = default)
    {
        await using var aside = new TableAside(store.AtLength, Aside);
        await using var writing = await store.AtLength.OpenConnectionAsync(cancel);
        await using var transaction = await writing.BeginTransactionAsync(cancel);
        await Execute($"select pg_advisory_xact_lock({OneAtATime})");
        await Execute("lock table streams in share mode");   // commits wait; reading goes on
        await aside.Begin(cancel);
        var tables = store.Projections.SelectMany(p => p.Tables).ToList();
        var inPlace = tables.Where(t => t.Name != Aside).ToList();
        await Execute($"truncate {string.Join(", ", inPlace.Where(t => t.Ours is null).Select(t => t.Name).Append("counters").Append("unique_values"))}; lock table {Aside} in access exclusive mode");
        foreach (var shared in inPlace.Where(t => t.Ours is not null)) await Execute($"delete from {shared.Name} where {shared.Ours}");
        var indexes = await Indexes.Drop(writing, inPlace.Select(t => t.Name), cancel);

        await using var reading = await store.AtLength.OpenConnectionAsync(cancel);
        await using var snapshot = await reading.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        var waiting = tables.ToDictionary(t => t, _ => new List<Row>());
        var counters = new Dictionary<CounterKey, long>();
        var unique = new List<(string Scope, string Value, string Stream)>();
        long events = 0;

        // PostgreSQL writes rows while the next ones are made.
        var full = Channel.CreateBounded<(Table Table, List<Row> Rows)>(4);
        var copying = Task.Run(async () =>
        {
            try
            {
                await foreach (var (table, rows) in full.Reader.ReadAllAsync(cancel)) await Copy(table, rows);
            }
            catch (Exception e)
            {
                full.Writer.TryComplete(e);
                throw;
            }
        }, cancel);
        try
        {
            await LogWalk.Run(store, reading, async walked =>
            {
                if (walked.Broken is { } broken) throw new InvalidDataException(broken);
                events += walked.Events;
                foreach (var (key, n) in walked.Counters) counters[key] = counters.GetValueOrDefault(key) + n;
                foreach (var value in walked.UniqueValues) unique.Add((value.Scope, value.Value, walked.Id));
                foreach (var row in walked.Rows)
                {
                    var list = waiting[row.Table];
                    list.Add(row);
                    if (list.Count < RowsInCopy) continue;
                    waiting[row.Table] = new(RowsInCopy);
                    await full.Writer.WriteAsync((row.Table, list), cancel);
                }
            }, progress ?? (_ => { }), cancel);
            foreach (var (table, rows) in waiting) await full.Writer.WriteAsync((table, rows), cancel);
        }
        catch (ChannelClosedException)
        {
            // The copying failed, and says below why.
        }
        finally
        {
            full.Writer.TryComplete();
            await copying.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await copying;
        await snapshot.CommitAsync(cancel);   // as long as it looks at the past, nothing counts as seen by all

        var finishing = aside.Finish(cancel);
        try
        {
            await Counted();
            await Indexes.Make(writing, indexes, cancel);
        }
        finally
        {
            await finishing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await finishing;
        await aside.TakePlace(writing, cancel);
        await Execute("update recomputations set started_at = coalesce(started_at, now()), finished_at = now() where finished_at is null");
        await Execute($"update installation set projections = '{Projections.Fingerprint(store.Projections)}'");
        await transaction.CommitAsync(cancel);
        aside.Taken();
        await Indexes.Settle(writing, inPlace.Select(t => t.Name).Append("counters"), cancel);
        return events;

        async Task Counted()
        {
            await using (var copy = await writing.BeginBinaryImportAsync("copy counters (organization, day, counter, n) from stdin (format binary)", cancel))
            {
                foreach (var (key, n) in counters.Where(c => c.Value != 0))
                {
                    await copy.StartRowAsync(cancel);
                    await copy.WriteAsync(key.Organization.Value, NpgsqlDbType.Text, cancel);
                    await copy.WriteAsync(key.Day, NpgsqlDbType.Date, cancel);
                    await copy.WriteAsync(key.Counter, NpgsqlDbType.Text, cancel);
                    await copy.WriteAsync(n, NpgsqlDbType.Bigint, cancel);
                }
                await copy.CompleteAsync(cancel);
            }
            await using (var copy = await writing.BeginBinaryImportAsync("copy unique_values (scope, value, stream) from stdin (format binary)", cancel))
            {
                foreach (var (scope, value, stream) in unique)
                {
                    await copy.StartRowAsync(cancel);
                    await copy.WriteAsync(scope, NpgsqlDbType.Text, cancel);
                    await copy.WriteAsync(value, NpgsqlDbType.Text, cancel);
                    await copy.WriteAsync(stream, NpgsqlDbType.Text, cancel);
                }
                await copy.CompleteAsync(cancel);
            }
        }

        async Task Copy(Table table, List<Row> rows)
        {
            if (rows.Count == 0) return;
            await using var copy = table.Name == Aside ? await aside.Connection.BeginBinaryImportAsync(table.CopyFrozen.Replace($"copy {Aside} ", $"copy {aside.Made} ", StringComparison.Ordinal), cancel)
                : await writing.BeginBinaryImportAsync(table.Ours is null ? table.CopyFrozen : table.CopyIn, cancel);
            foreach (var row in rows)
            {
                copy.StartRow();
                for (var i = 0; i < row.Values.Length; i++) ColumnValues.Write(copy, table.Columns[i].Type, row.Values[i]);
            }
            await copy.CompleteAsync(cancel);
        }

        async Task Execute(string sql)
        {
            await using var command = new NpgsqlCommand(sql, writing) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(cancel);
        }
    }
}
