using MediationHub.Domain.Kernel;
using MediationHub.Domain.Statistics;
using MediationHub.Store.Keys;
using MediationHub.Store.Log;
using MediationHub.Store.Rows;
using Npgsql;
using NpgsqlTypes;

namespace MediationHub.Store.Maintenance;

/// <summary>One event with its moment of entry and whoever entered it.</summary>
public readonly record struct Entered(DateTimeOffset At, string Actor, DomainEvent Event);

/// <summary>A whole stream as it will stand in the record, with all that follows from it.</summary>
public sealed class BulkStream
{
    internal BulkStream(string id, string type, byte[] key, IReadOnlyList<StoredEvent> events, IReadOnlyList<Row> rows, IReadOnlyList<KeyValuePair<CounterKey, long>> counters, IReadOnlyList<UniqueValue> uniqueValues, IReadOnlyList<FileId> files) =>
        (Id, Type, Key, Events, Rows, Counters, UniqueValues, Files) = (id, type, key, events, rows, counters, uniqueValues, files);

    internal string Id { get; }
    internal string Type { get; }
    internal byte[] Key { get; }
    internal IReadOnlyList<StoredEvent> Events { get; }
    internal IReadOnlyList<Row> Rows { get; }
    internal IReadOnlyList<KeyValuePair<CounterKey, long>> Counters { get; }
    internal IReadOnlyList<UniqueValue> UniqueValues { get; }
    internal IReadOnlyList<FileId> Files { get; }

    /// <summary>How many events it has.</summary>
    public int Length => Events.Count;

    /// <param name="stream">The name of a kind of stream.</param>
    public bool IsOf(string stream) => Type == stream;
}

/// <summary>
/// Fills an empty record with whole streams by COPY, in one transaction: all of it or nothing. The bytes are those that commits write: sealed, hashed, chained,
/// with rows, counters, numbers and unique values, so that verify finds nothing to say.
/// </summary>
public sealed class BulkLog : IAsyncDisposable
{
    private const int RowsInCopy = 20_000;

    private readonly HubStore _store;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly long _tx;
    private readonly IReadOnlyList<string> _indexes;
    private readonly List<Table> _tables;
    private readonly Dictionary<Table, List<Row>> _rows;
    private readonly List<BulkStream> _streams = [];
    private readonly List<KeyValuePair<CounterKey, long>> _counters = [];
    private int _events;

    private BulkLog(HubStore store, NpgsqlConnection connection, NpgsqlTransaction transaction, long tx, IReadOnlyList<string> indexes)
    {
        (_store, _connection, _transaction, _tx, _indexes) = (store, connection, transaction, tx, indexes);
        _tables = [.. store.Projections.SelectMany(p => p.Tables)];
        _rows = _tables.ToDictionary(t => t, _ => new List<Row>());
    }

    /// <exception cref="InvalidDataException">The record is not empty.</exception>
    public static async Task<BulkLog> Begin(HubStore store, CancellationToken cancel = default)
    {
        var connection = await store.Database.OpenConnectionAsync(cancel);
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancel);
            await Run("lock table streams in share row exclusive mode");
            await using var begin = new NpgsqlCommand("select exists (select 1 from streams where type not in ('calendar', 'rulebook')), pg_current_xact_id()::text::bigint + tx_offset from installation", connection);
            long tx;
            await using (var reader = await begin.ExecuteReaderAsync(cancel))
            {
                await reader.ReadAsync(cancel);
                if (reader.GetBoolean(0)) throw new InvalidDataException("数据库中已有记录:只能填充空的数据库,请用 MEDIATIONHUB_DATA 另指一个空的数据目录。");
                tx = reader.GetInt64(1);
            }
            return new(store, connection, transaction, tx, await Indexes.Drop(connection, store.Projections.SelectMany(p => p.Tables).Select(t => t.Name), cancel));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        async Task Run(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    /// <summary>Everything of one stream; may run on many threads at once.</summary>
    /// <param name="state">The state after all of <paramref name="happened"/>, which must be numbered already.</param>
    public static BulkStream Encode<TState>(HubStore store, string id, IReadOnlyList<Entered> happened, TState state) where TState : class, IAggregate<TState>
    {
        using var key = StreamKey.Create(store.Keys, id);
        var events = new StoredEvent[happened.Count];
        var head = EventCodec.Beginning;
        for (var i = 0; i < events.Length; i++)
        {
            events[i] = EventCodec.Encode(happened[i].Event, StreamRef.To<TState>(id), i + 1, happened[i].At, happened[i].Actor, key, head);
            head = events[i].Hash;
        }
        var projection = store.Projection<TState>();
        var counters = new List<KeyValuePair<CounterKey, long>>();
        projection.Contribute(state, store.Law.Current, (counter, n) => counters.Add(new(counter, n)));
        return new(id, TState.Stream, key.Wrapped!, events, projection.RowsOf(new(id, events.Length, state), store.Law.Current), counters, [.. projection.UniqueValues(state)], state is IOwnsFiles owner ? [.. owner.Files] : []);
    }

    /// <summary>Takes streams; all that count for one organization must come in one call.</summary>
    public async Task Add(IReadOnlyList<BulkStream> streams, CancellationToken cancel = default)
    {
        var counters = new Dictionary<CounterKey, long>();
        foreach (var stream in streams)
        {
            _streams.Add(stream);
            _events += stream.Length;
            foreach (var row in stream.Rows) _rows[row.Table].Add(row);
            foreach (var (key, n) in stream.Counters) counters[key] = counters.GetValueOrDefault(key) + n;
            if (_events >= RowsInCopy) await Write(cancel);
        }
        _counters.AddRange(counters.Where(c => c.Value != 0));
        if (_counters.Count >= RowsInCopy) await WriteCounters(cancel);
    }

    /// <summary>Writes what is left, the last number of each series and the indexes, and commits.</summary>
    public async Task Finish(IReadOnlyDictionary<string, int> numbers, Action<string> say, CancellationToken cancel = default)
    {
        await Write(cancel);
        foreach (var table in _tables) await Write(table, cancel);
        await WriteCounters(cancel);
        await using (var copy = await _connection.BeginBinaryImportAsync("copy numbers (series, last) from stdin (format binary)", cancel))
        {
            foreach (var (series, last) in numbers)
            {
                copy.StartRow();
                copy.Write(series, NpgsqlDbType.Text);
                copy.Write(last, NpgsqlDbType.Integer);
            }
            await copy.CompleteAsync(cancel);
        }
        say($"  正在建立 {_indexes.Count} 个索引……");
        await Indexes.Make(_connection, _indexes, cancel, name => say($"    {name}"));
        await _transaction.CommitAsync(cancel);
        await Indexes.Settle(_connection, [.. _tables.Select(t => t.Name), "counters", "streams", "events", "numbers"], cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task Write(CancellationToken cancel)
    {
        if (_streams.Count == 0) return;
        await using (var copy = await _connection.BeginBinaryImportAsync("copy streams (id, type, version, head, key) from stdin (format binary)", cancel))
        {
            foreach (var stream in _streams)
            {
                copy.StartRow();
                copy.Write(stream.Id, NpgsqlDbType.Text);
                copy.Write(stream.Type, NpgsqlDbType.Text);
                copy.Write(stream.Length, NpgsqlDbType.Integer);
                copy.Write(stream.Events[^1].Hash, NpgsqlDbType.Bytea);
                copy.Write(stream.Key, NpgsqlDbType.Bytea);
            }
            await copy.CompleteAsync(cancel);
        }
        await using (var copy = await _connection.BeginBinaryImportAsync("copy events (tx, stream, version, type, at, actor, data, sealed, hash) from stdin (format binary)", cancel))
        {
            foreach (var stored in _streams.SelectMany(s => s.Events))
            {
                copy.StartRow();
                copy.Write(_tx, NpgsqlDbType.Bigint);
                copy.Write(stored.Stream, NpgsqlDbType.Text);
                copy.Write(stored.Version, NpgsqlDbType.Integer);
                copy.Write(stored.Type, NpgsqlDbType.Text);
                copy.Write(stored.At.UtcDateTime, NpgsqlDbType.TimestampTz);
                copy.Write(stored.Actor, NpgsqlDbType.Text);
                copy.Write(stored.Data, NpgsqlDbType.Text);
                if (stored.Sealed is null) copy.WriteNull();
                else copy.Write(stored.Sealed, NpgsqlDbType.Bytea);
                copy.Write(stored.Hash, NpgsqlDbType.Bytea);
            }
            await copy.CompleteAsync(cancel);
        }
        if (_streams.Any(s => s.UniqueValues.Count > 0))
        {
            await using var copy = await _connection.BeginBinaryImportAsync("copy unique_values (scope, value, stream) from stdin (format binary)", cancel);
            foreach (var stream in _streams)
                foreach (var value in stream.UniqueValues)
                {
                    copy.StartRow();
                    copy.Write(value.Scope, NpgsqlDbType.Text);
                    copy.Write(value.Value, NpgsqlDbType.Text);
                    copy.Write(stream.Id, NpgsqlDbType.Text);
                }
            await copy.CompleteAsync(cancel);
        }
        var files = _streams.SelectMany(s => s.Files, (s, file) => (File: file.Value, s.Id)).ToList();
        if (files.Count > 0)
        {
            await using var own = new NpgsqlCommand("update files f set owner = u.owner from unnest($1::text[], $2::text[]) as u(id, owner) where f.id = u.id", _connection)
            {
                Parameters = { CommitStatements.Texts(files, f => f.File), CommitStatements.Texts(files, f => f.Id) },
            };
            if (await own.ExecuteNonQueryAsync(cancel) != files.Count) throw new InvalidDataException("a record names a file that is not there");
        }
        foreach (var table in _tables) await Write(table, cancel);
        _streams.Clear();
        _events = 0;
    }

    private async Task Write(Table table, CancellationToken cancel)
    {
        var rows = _rows[table];
        if (rows.Count == 0) return;
        await using var copy = await _connection.BeginBinaryImportAsync(table.CopyIn, cancel);
        foreach (var row in rows)
        {
            copy.StartRow();
            for (var i = 0; i < row.Values.Length; i++) ColumnValues.Write(copy, table.Columns[i].Type, row.Values[i]);
        }
        await copy.CompleteAsync(cancel);
        rows.Clear();
    }

    private async Task WriteCounters(CancellationToken cancel)
    {
        if (_counters.Count == 0) return;
        await using var copy = await _connection.BeginBinaryImportAsync("copy counters (organization, day, counter, n) from stdin (format binary)", cancel);
        foreach (var (key, n) in _counters)
        {
            copy.StartRow();
            copy.Write(key.Organization.Value, NpgsqlDbType.Text);
            copy.Write(key.Day, NpgsqlDbType.Date);
            copy.Write(key.Counter, NpgsqlDbType.Text);
            copy.Write(n, NpgsqlDbType.Bigint);
        }
        await copy.CompleteAsync(cancel);
        _counters.Clear();
    }
}
