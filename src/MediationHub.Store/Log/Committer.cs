using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Threading.Channels;
using MediationHub.Domain.Statistics;
using MediationHub.Store.Rows;
using Npgsql;
using NpgsqlTypes;

namespace MediationHub.Store.Log;

/// <summary>
/// Group commit: gathers the finished decisions of many callers and writes them in one transaction with array parameters.
/// A version conflict, a repeated idempotency key or a value taken fails only its own caller; the rest commit.
/// </summary>
internal sealed class Committer : IAsyncDisposable
{
    /// <summary>Most commands in one transaction.</summary>
    private const int MostInBatch = 512;

    private static readonly Meter Meter = new("MediationHub.Store");
    private static readonly Histogram<int> BatchSize = Meter.CreateHistogram<int>("mediationhub.commit.batch_size", "{command}", "Commands written in one transaction");
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("mediationhub.commit.duration", "s", "Time from the first statement to the end of the transaction");

    private readonly NpgsqlDataSource _database;
    private readonly long _txOffset;
    private readonly Channel<Unit> _waiting = Channel.CreateUnbounded<Unit>(new() { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private NpgsqlConnection? _connection;

    public Committer(NpgsqlDataSource database, long txOffset)
    {
        (_database, _txOffset) = (database, txOffset);
        _loop = Task.Run(Loop);
    }

    /// <exception cref="StoreUnavailableException">The outcome is unknown or the database is away.</exception>
    public Task<CommitResult> Commit(Unit unit) =>
        _waiting.Writer.TryWrite(unit) ? unit.Done.Task : Task.FromException<CommitResult>(new StoreUnavailableException());

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
        await Disconnect();
        _stop.Dispose();
    }

    private async Task Loop()
    {
        var batch = new List<Unit>(MostInBatch);
        var streams = new HashSet<string>(StringComparer.Ordinal);
        Unit? held = null;
        while (held is not null || await _waiting.Reader.WaitToReadAsync())
        {
            batch.Clear();
            streams.Clear();
            while (batch.Count < MostInBatch && (held is not null || _waiting.Reader.TryRead(out held)))
            {
                if (!held.Streams.All(streams.Add)) break;   // a second command on the same stream waits for the next transaction
                batch.Add(held);
                held = null;
            }
            if (batch.Count > 0) await Write(batch);
        }
    }

    /// <summary>Writes until each of the batch has its answer.</summary>
    private async Task Write(List<Unit> batch)
    {
        while (batch.Count > 0)
        {
            var began = Stopwatch.GetTimestamp();
            try
            {
                var failed = await TryWrite(batch);
                if (failed.Count == 0)
                {
                    BatchSize.Record(batch.Count);
                    Duration.Record(Stopwatch.GetElapsedTime(began).TotalSeconds);
                    foreach (var unit in batch) unit.Done.SetResult(new(CommitOutcome.Committed));
                    return;
                }
                foreach (var (unit, result) in failed) unit.Done.SetResult(result);
                batch = [.. batch.Where(u => !failed.ContainsKey(u))];
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure)
            {
                // Another node holds rows of ours in the other order: nothing was written, write again.
            }
            catch (PostgresException e) when (e.SqlState.StartsWith("22", StringComparison.Ordinal) || e.SqlState.StartsWith("23", StringComparison.Ordinal))
            {
                if (batch.Count == 1)
                {
                    batch[0].Done.SetException(e);
                    return;
                }
                foreach (var unit in batch) await Write([unit]);   // one of them is at fault: the others must not suffer
                return;
            }
            catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException or ObjectDisposedException or InvalidOperationException { Source: "Npgsql" })
            {
                await Disconnect();
                foreach (var unit in batch) unit.Done.SetException(new StoreUnavailableException(e));
                return;
            }
            catch (Exception e)
            {
                await Disconnect();
                if (batch.Count == 1)
                {
                    batch[0].Done.SetException(e);
                    return;
                }
                foreach (var unit in batch) await Write([unit]);
                return;
            }
        }
    }

    /// <summary>One transaction. Committed when nothing failed; otherwise rolled back, with those who cannot be part of it.</summary>
    private async Task<Dictionary<Unit, CommitResult>> TryWrite(List<Unit> batch)
    {
        var connection = await Connected();
        await using var transaction = await connection.BeginTransactionAsync();
        await TakeNumbers(connection, batch);

        var fresh = new List<Append>(batch.Count);
        var moved = new List<Append>(batch.Count);
        var events = new List<StoredEvent>(batch.Count * 2);
        foreach (var append in batch.SelectMany(u => u.Appends))
        {
            if (append.Events.Count > 0) (append.Expected == 0 ? fresh : moved).Add(append);
            events.AddRange(append.Events);
        }
        var keyed = batch.Where(u => u.Idempotency is not null).ToList();
        var claims = batch.SelectMany(u => u.Appends).SelectMany(a => a.Claims.Select(c => (a.Stream.Id, Claim: c))).ToList();

        await using var commands = new NpgsqlBatch(connection, transaction);
        var checks = new List<Action<HashSet<string>>>();
        var failed = new Dictionary<Unit, CommitResult>();

        Releases(commands, batch);
        if (fresh.Count > 0)
        {
            Add(commands, "insert into streams (id, type, version, head, key) select * from unnest($1::text[], $2::text[], $3::integer[], $4::bytea[], $5::bytea[]) on conflict do nothing returning id",
                Texts(fresh, a => a.Stream.Id), Texts(fresh, a => a.Stream.Type), Integers(fresh, a => a.Events.Count), Bytes(fresh, a => a.Events[^1].Hash), Bytes(fresh, a => a.Key.Wrapped));
            checks.Add(written => Missing(batch, fresh, written, failed));
        }
        if (moved.Count > 0)
        {
            Add(commands, "update streams s set version = u.next, head = u.head from unnest($1::text[], $2::integer[], $3::integer[], $4::bytea[]) as u(id, expected, next, head) where s.id = u.id and s.version = u.expected returning s.id",
                Texts(moved, a => a.Stream.Id), Integers(moved, a => a.Expected), Integers(moved, a => a.Expected + a.Events.Count), Bytes(moved, a => a.Events[^1].Hash));
            checks.Add(written => Missing(batch, moved, written, failed));
        }
        if (keyed.Count > 0)
        {
            Add(commands, "insert into idempotency (user_name, key, request, stream, version, at) select *, now() from unnest($1::text[], $2::text[], $3::bytea[], $4::text[], $5::integer[]) on conflict do nothing returning user_name || E'\\x1f' || key",
                Texts(keyed, u => u.Idempotency!.UserName), Texts(keyed, u => u.Idempotency!.Key), Bytes(keyed, u => u.Idempotency!.Request), Texts(keyed, u => u.Answer!.Stream), Integers(keyed, u => u.Answer!.Version));
            checks.Add(written =>
            {
                foreach (var unit in keyed)
                    if (!written.Remove($"{unit.Idempotency!.UserName}\u001f{unit.Idempotency.Key}")) failed.TryAdd(unit, new(CommitOutcome.AlreadyAnswered));
            });
        }
        if (claims.Count > 0)
        {
            Add(commands, "insert into unique_values (scope, value, stream) select * from unnest($1::text[], $2::text[], $3::text[]) on conflict do nothing returning scope || E'\\x1f' || value",
                Texts(claims, c => c.Claim.Scope), Texts(claims, c => c.Claim.Value), Texts(claims, c => c.Id));
            checks.Add(written =>
            {
                foreach (var unit in batch)
                    foreach (var claim in unit.Appends.SelectMany(a => a.Claims))
                        if (!written.Remove($"{claim.Scope}\u001f{claim.Value}")) failed.TryAdd(unit, new(CommitOutcome.NotUnique, claim));
            });
        }
        if (events.Count > 0)
        {
            Add(commands, $"insert into events (tx, stream, version, type, at, actor, data, sealed, hash) select pg_current_xact_id()::text::bigint + {_txOffset}, * from unnest($1::text[], $2::integer[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::bytea[], $8::bytea[]) on conflict do nothing",
                Texts(events, e => e.Stream), Integers(events, e => e.Version), Texts(events, e => e.Type), Parameter(events, e => e.At.UtcDateTime, NpgsqlDbType.TimestampTz), Texts(events, e => e.Actor), Texts(events, e => e.Data), Bytes(events, e => e.Sealed), Bytes(events, e => e.Hash));
            checks.Add(_ => { });
        }
        Rows(commands, batch, checks);
        Counters(commands, batch, checks);
        FilesAndNotices(commands, batch, checks);

        await using (var reader = await commands.ExecuteReaderAsync())
        {
            foreach (var check in checks)
            {
                var written = new HashSet<string>(StringComparer.Ordinal);
                while (reader.FieldCount > 0 && await reader.ReadAsync())
                    if (!reader.IsDBNull(0)) written.Add(reader.GetString(0));
                check(written);
                await reader.NextResultAsync();
            }
        }
        if (failed.Count > 0) await transaction.RollbackAsync();
        else await transaction.CommitAsync();
        return failed;
    }

    private static void Missing(List<Unit> batch, List<Append> asked, HashSet<string> written, Dictionary<Unit, CommitResult> failed)
    {
        if (written.Count == asked.Count) return;
        foreach (var unit in batch)
            if (unit.Appends.Any(a => asked.Contains(a) && !written.Contains(a.Stream.Id))) failed[unit] = new(CommitOutcome.VersionConflict);
    }

    private static async Task TakeNumbers(NpgsqlConnection connection, List<Unit> batch)
    {
        var wanted = batch.SelectMany(u => u.Series).GroupBy(s => s, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (Series: g.Key, Count: g.Count())).ToList();
        var next = new Dictionary<string, int>(StringComparer.Ordinal);
        if (wanted.Count > 0)
        {
            await using var take = new NpgsqlCommand("insert into numbers (series, last) select * from unnest($1::text[], $2::integer[]) on conflict (series) do update set last = numbers.last + excluded.last returning series, last", connection);
            take.Parameters.Add(Texts(wanted, w => w.Series));
            take.Parameters.Add(Integers(wanted, w => w.Count));
            await using var reader = await take.ExecuteReaderAsync();
            while (await reader.ReadAsync()) next[reader.GetString(0)] = reader.GetInt32(1);
            foreach (var (series, count) in wanted) next[series] -= count;
        }
        foreach (var unit in batch)
        {
            if (unit.Series.Count > 0 || unit.Appends.Count == 0) unit.Appends = unit.Make([.. unit.Series.Select(s => ++next[s])]);
        }
    }

    private static void Releases(NpgsqlBatch commands, List<Unit> batch)
    {
        var released = batch.SelectMany(u => u.Appends).SelectMany(a => a.Releases).ToList();
        if (released.Count == 0) return;
        Add(commands, "delete from unique_values v using unnest($1::text[], $2::text[]) as u(scope, value) where v.scope = u.scope and v.value = u.value", Texts(released, r => r.Scope), Texts(released, r => r.Value));
        // It returns no rows, so the reader has no result for it: no check, or all that follow would look at the one after theirs.
    }

    private static void Rows(NpgsqlBatch commands, List<Unit> batch, List<Action<HashSet<string>>> checks)
    {
        foreach (var table in Grouped(batch.SelectMany(u => u.Appends).SelectMany(a => a.Rows.Deletes)))
        {
            Add(commands, table.Key.Delete, [.. Enumerable.Range(0, table.Key.Keys).Select(i => ColumnValues.Parameter(table.Key.Columns[i].Type, table.Value, i))]);
            checks.Add(_ => { });
        }
        foreach (var table in Grouped(batch.SelectMany(u => u.Appends).SelectMany(a => a.Rows.Upserts)))
        {
            Add(commands, table.Key.Upsert, [.. table.Key.Columns.Select((c, i) => ColumnValues.Parameter(c.Type, table.Value, i))]);
            checks.Add(_ => { });
        }

        static Dictionary<Table, List<Row>> Grouped(IEnumerable<Row> rows)
        {
            var grouped = new Dictionary<Table, List<Row>>();
            foreach (var row in rows)
            {
                if (!grouped.TryGetValue(row.Table, out var list)) grouped[row.Table] = list = [];
                list.Add(row);
            }
            return grouped;
        }
    }

    private static void Counters(NpgsqlBatch commands, List<Unit> batch, List<Action<HashSet<string>>> checks)
    {
        var sums = new Dictionary<CounterKey, long>();
        foreach (var (key, n) in batch.SelectMany(u => u.Appends).SelectMany(a => a.Counters)) sums[key] = sums.GetValueOrDefault(key) + n;
        var changed = sums.Where(s => s.Value != 0).ToList();
        if (changed.Count == 0) return;

        // In one order on every node, so that two of them never wait for each other.
        changed.Sort((a, b) => (a.Key.Organization.Value, a.Key.Day, a.Key.Counter).CompareTo((b.Key.Organization.Value, b.Key.Day, b.Key.Counter)));
        Add(commands, "insert into counters (organization, day, counter, n) select * from unnest($1::text[], $2::date[], $3::text[], $4::bigint[]) on conflict (organization, day, counter) do update set n = counters.n + excluded.n", CounterParameters(changed, withSum: true));
        checks.Add(_ => { });
        var lowered = changed.Where(c => c.Value < 0).ToList();
        if (lowered.Count == 0) return;
        Add(commands, "delete from counters c using unnest($1::text[], $2::date[], $3::text[]) as u(organization, day, counter) where c.organization = u.organization and c.day = u.day and c.counter = u.counter and c.n = 0", CounterParameters(lowered, withSum: false));
        checks.Add(_ => { });

        static NpgsqlParameter[] CounterParameters(List<KeyValuePair<CounterKey, long>> counters, bool withSum)
        {
            NpgsqlParameter[] keys = [Texts(counters, c => c.Key.Organization.Value), Parameter(counters, c => c.Key.Day, NpgsqlDbType.Date), Texts(counters, c => c.Key.Counter)];
            return withSum ? [.. keys, Parameter(counters, c => c.Value, NpgsqlDbType.Bigint)] : keys;
        }
    }

    private static void FilesAndNotices(NpgsqlBatch commands, List<Unit> batch, List<Action<HashSet<string>>> checks)
    {
        var files = batch.SelectMany(u => u.Appends).SelectMany(a => a.Files.Select(f => (File: f.Value, Owner: a.Stream.Id))).ToList();
        if (files.Count > 0)
        {
            Add(commands, "update files f set owner = u.owner from unnest($1::text[], $2::text[]) as u(id, owner) where f.id = u.id and f.owner is null", Texts(files, f => f.File), Texts(files, f => f.Owner));
            checks.Add(_ => { });
        }
        var organizations = batch.SelectMany(u => u.Appends).SelectMany(a => a.Organizations).Distinct(StringComparer.Ordinal).ToList();
        var records = batch.SelectMany(u => u.Appends).Where(a => a.Stream.Type != "case" && a.Events.Count > 0).Select(a => a.Stream.Id).ToList();
        if (organizations.Count + records.Count == 0) return;
        Add(commands, "select null::text from (select pg_notify('organizations', o) from unnest($1::text[]) o union all select pg_notify('records', r) from unnest($2::text[]) r) n", Texts(organizations, o => o), Texts(records, r => r));
        checks.Add(_ => { });
    }

    private async Task<NpgsqlConnection> Connected()
    {
        if (_connection is { State: System.Data.ConnectionState.Open }) return _connection;
        await Disconnect();
        return _connection = await _database.OpenConnectionAsync(_stop.Token);
    }

    private async Task Disconnect()
    {
        if (_connection is null) return;
        try { await _connection.DisposeAsync(); }
        catch (Exception e) when (e is NpgsqlException or IOException) { /* it is gone, which is what we want */ }
        _connection = null;
    }

    private static void Add(NpgsqlBatch commands, string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        commands.BatchCommands.Add(command);
    }

    private static NpgsqlParameter<string?[]> Texts<T>(List<T> from, Func<T, string?> of) => Parameter(from, of, NpgsqlDbType.Text);
    private static NpgsqlParameter<int[]> Integers<T>(List<T> from, Func<T, int> of) => Parameter(from, of, NpgsqlDbType.Integer);
    private static NpgsqlParameter<byte[]?[]> Bytes<T>(List<T> from, Func<T, byte[]?> of) => Parameter(from, of, NpgsqlDbType.Bytea);

    private static NpgsqlParameter<TValue[]> Parameter<T, TValue>(List<T> from, Func<T, TValue> of, NpgsqlDbType type)
    {
        var values = new TValue[from.Count];
        for (var i = 0; i < values.Length; i++) values[i] = of(from[i]);
        return new() { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type };
    }
}
