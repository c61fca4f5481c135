using MediationHub.Domain.Kernel;
using MediationHub.Domain.Periods;
using MediationHub.Domain.Statistics;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Log;
using MediationHub.Store.Periods;
using MediationHub.Store.Rows;
using Npgsql;

namespace MediationHub.Store.Maintenance;

/// <summary>What a verification found. Clean when nothing is wrong.</summary>
public sealed record VerificationReport(long Streams, long Events, long Rows, long Counters, int Anchors, IReadOnlyList<string> Findings)
{
    public bool Clean => Findings.Count == 0;
}

/// <summary>
/// Proves the record: every hash and its chain, every anchor and its signature, and that rows, counters and unique values
/// are exactly what follows from the events. One snapshot; nothing is changed; the program may go on working.
/// </summary>
public static class Verification
{
    private const int MostFindings = 50;

    /// <param name="anchorFile">The anchors outside the database; null where there is none to compare.</param>
    /// <param name="progress">Events checked so far.</param>
    public static async Task<VerificationReport> Run(HubStore store, IAggregates aggregates, string? anchorFile, Action<long>? progress = null, CancellationToken cancel = default)
    {
        var findings = new List<string>();
        void Find(string what)
        {
            if (findings.Count < MostFindings) findings.Add(what);
        }

        await using var reading = new SnapshotReaders(store.AtLength);
        await reading.Begin(cancel);
        var tables = new Dictionary<string, StoredRows>();
        foreach (var table in store.Projections.SelectMany(p => p.Tables)) tables[table.Name] = await reading.Rows(table, cancel);

        if (await Amendments.Recomputation.IsPending(store, cancel)) Find("法律数据修订后,期限尚未全部重算:请等待重算完成或运行 recompute,再核验");

        long streams = 0, events = 0, rows = 0;
        var counters = new Dictionary<CounterKey, long>();
        var unique = new HashSet<(string, string, string)>();
        await LogWalk.Run(store, reading.Main, walked =>
        {
            streams++;
            events += walked.Events;
            if (walked.Broken is { } broken)
            {
                Find(broken);
                foreach (var table in tables.Values) table.Skip(walked.Id);
                return Task.CompletedTask;
            }
            foreach (var (key, n) in walked.Counters) counters[key] = counters.GetValueOrDefault(key) + n;
            foreach (var value in walked.UniqueValues) unique.Add((value.Scope, value.Value, walked.Id));
            rows += walked.Rows.Count;
            foreach (var table in tables.Values) table.Compare(walked.Id, walked.Rows, Find);
            return Task.CompletedTask;
        }, progress ?? (_ => { }), cancel);
        foreach (var table in tables.Values) table.Rest(Find);

        var counted = counters.LongCount(c => c.Value != 0);
        await CompareCounters(reading.Main, counters, Find, cancel);
        await CompareUnique(reading.Main, unique, Find, cancel);
        var anchors = await CheckAnchors(store, aggregates, reading.Main, anchorFile, Find, cancel);
        await CheckPeriods(store, aggregates, reading.Main, Find, cancel);
        return new(streams, events, rows, counted, anchors, findings);
    }

    private static async Task CompareCounters(NpgsqlConnection connection, Dictionary<CounterKey, long> expected, Action<string> find, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select organization, day, counter, n from counters", connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var key = new CounterKey(new(reader.GetString(0)), reader.GetFieldValue<DateOnly>(1), reader.GetString(2));
            var n = reader.GetInt64(3);
            expected.Remove(key, out var should);
            if (n != should) find($"计数 {key.Organization} {key.Day:yyyy-MM-dd} {key.Counter} 为 {n},按日志应为 {should}");
        }
        foreach (var (key, should) in expected.Where(e => e.Value != 0)) find($"计数 {key.Organization} {key.Day:yyyy-MM-dd} {key.Counter} 缺失,按日志应为 {should}");
    }

    private static async Task CompareUnique(NpgsqlConnection connection, HashSet<(string, string, string)> expected, Action<string> find, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select scope, value, stream from unique_values", connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            if (!expected.Remove((reader.GetString(0), reader.GetString(1), reader.GetString(2)))) find($"唯一值 {reader.GetString(0)} 登记给 {reader.GetString(2)},日志中并无此事");
        }
        foreach (var (scope, _, stream) in expected) find($"唯一值 {scope} 应登记给 {stream},表中缺失");
    }

    /// <summary>Every closed period is what was signed, and stands on the place in the log that it names.</summary>
    private static async Task CheckPeriods(HubStore store, IAggregates aggregates, NpgsqlConnection connection, Action<string> find, CancellationToken cancel)
    {
        foreach (var id in await Dapper.SqlMapper.QueryAsync<string>(connection, "select id from streams where type = @type order by id", new { type = ClosedPeriod.Stream }))
        {
            // Read from the log, not from memory.
            if ((await aggregates.History<ClosedPeriod>(id, cancel: cancel)).Select(h => h.Event).OfType<PeriodClosed>().FirstOrDefault() is not { } closed) continue;
            if (PeriodLedger.Fault(store.Keys, closed) is { } fault) find($"结转的期间 {id}:{fault}");
            await using var at = new NpgsqlCommand("select encode(hash, 'hex') from events where tx = $1 and position = $2", connection);
            at.Parameters.Add(new NpgsqlParameter<long> { TypedValue = closed.AsOf.Tx });
            at.Parameters.Add(new NpgsqlParameter<long> { TypedValue = closed.AsOf.Position });
            if (await at.ExecuteScalarAsync(cancel) as string != closed.AsOf.Hash && closed.AsOf.Position > 0) find($"结转的期间 {id}:所依据的记录序号 {closed.AsOf.Position} 与日志不符");
        }
    }

    private static async Task<int> CheckAnchors(HubStore store, IAggregates aggregates, NpgsqlConnection connection, string? file, Action<string> find, CancellationToken cancel)
    {
        var anchors = (await aggregates.History<AnchorLog>(AnchorLog.Id, cancel: cancel)).Select(h => h.Event).OfType<AnchorSigned>().ToList();
        string? root = null;
        var at = LogPosition.Start;
        foreach (var anchor in anchors)
        {
            var upTo = new LogPosition(anchor.Tx, anchor.Position);
            var rolling = new RollingRoot(root);
            foreach (var hash in Anchors.HashesInOrder(connection, at, upTo, cancel)) rolling.Add(hash);
            if (!Anchors.IsSigned(store.Keys, anchor)) find($"{anchor.Day:yyyy-MM-dd} 的锚签名无效");
            if (rolling.Root() != anchor.Root) find($"{anchor.Day:yyyy-MM-dd} 的锚与日志不符:应覆盖 {anchor.Events} 条事件,实为 {rolling.Events} 条或内容有变");
            (root, at) = (anchor.Root, upTo);
        }
        if (file is null) return anchors.Count;
        foreach (var outside in Anchors.InFile(file))
            if (!anchors.Contains(outside)) find($"库外锚文件中 {outside.Day:yyyy-MM-dd} 的锚在日志中不存在或不同");
        return anchors.Count;
    }
}

/// <summary>Several connections that see the same moment of the database.</summary>
internal sealed class SnapshotReaders(NpgsqlDataSource database) : IAsyncDisposable
{
    private readonly List<(NpgsqlConnection Connection, NpgsqlTransaction Transaction)> _open = [];
    private readonly List<StoredRows> _rows = [];
    private string _snapshot = "";

    public NpgsqlConnection Main => _open[0].Connection;

    public async Task Begin(CancellationToken cancel)
    {
        await Open(cancel);
        await using var export = new NpgsqlCommand("select pg_export_snapshot()", Main);
        _snapshot = (string)(await export.ExecuteScalarAsync(cancel))!;
    }

    public async Task<StoredRows> Rows(Table table, CancellationToken cancel)
    {
        var connection = await Open(cancel);
        await using (var same = new NpgsqlCommand($"set transaction snapshot '{_snapshot}'", connection)) await same.ExecuteNonQueryAsync(cancel);
        var rows = new StoredRows(table, await connection.BeginBinaryExportAsync(table.ReadInOrder, cancel));
        _rows.Add(rows);
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var rows in _rows) await rows.DisposeAsync();
        foreach (var (connection, transaction) in _open)
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }

    private async Task<NpgsqlConnection> Open(CancellationToken cancel)
    {
        var connection = await database.OpenConnectionAsync(cancel);
        _open.Add((connection, await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel)));
        return connection;
    }
}

/// <summary>The stored rows of one table in order of stream, compared beside the walk over the log.</summary>
internal sealed class StoredRows(Table table, NpgsqlBinaryExporter export) : IAsyncDisposable
{
    // Most streams have no rows in most tables.
    private static readonly List<Row> NoRows = [];

    private Row? _next;
    private bool _began;

    public void Compare(string stream, IReadOnlyList<Row> expected, Action<string> find)
    {
        Before(stream, find);
        var stored = Of(stream);
        var should = Own(expected);
        if (should.Count == 0 && stored.Count == 0) return;
        foreach (var row in should)
        {
            var found = stored.FirstOrDefault(row.SameKey);
            if (found is null) find($"{table.Name} 缺少 {KeyText(row)}");
            else if (!row.Same(found))
            {
                var column = Enumerable.Range(0, row.Values.Length).First(i => !Equals(row.Values[i], found.Values[i]));
                find($"{table.Name} {KeyText(row)} 的 {table.Columns[column].Name} 与日志不符");
            }
        }
        foreach (var row in stored.Where(s => !should.Any(s.SameKey))) find($"{table.Name} 多出 {KeyText(row)}");
    }

    /// <summary>Passes over the rows of a stream that cannot be read.</summary>
    public void Skip(string stream)
    {
        Before(stream, _ => { });
        Of(stream);
    }

    /// <summary>Rows behind the last stream belong to none.</summary>
    public void Rest(Action<string> find)
    {
        Start();
        while (_next is not null)
        {
            find($"{table.Name} 多出 {KeyText(_next)}");
            Advance();
        }
    }

    public ValueTask DisposeAsync() => export.DisposeAsync();

    private void Before(string stream, Action<string> find)
    {
        Start();
        while (_next is not null && string.CompareOrdinal(_next.Stream, stream) < 0)
        {
            find($"{table.Name} 多出 {KeyText(_next)}");
            Advance();
        }
    }

    private List<Row> Own(IReadOnlyList<Row> expected)
    {
        List<Row>? own = null;
        foreach (var row in expected)
            if (ReferenceEquals(row.Table, table)) (own ??= []).Add(row);
        return own ?? NoRows;
    }

    private List<Row> Of(string stream)
    {
        if (_next is null || _next.Stream != stream) return NoRows;
        var rows = new List<Row>();
        while (_next?.Stream == stream)
        {
            rows.Add(_next);
            Advance();
        }
        return rows;
    }

    private void Start()
    {
        if (_began) return;
        _began = true;
        Advance();
    }

    private void Advance()
    {
        if (export.StartRow() == -1)
        {
            _next = null;
            return;
        }
        var values = new object?[table.Columns.Count];
        for (var i = 0; i < values.Length; i++) values[i] = ColumnValues.Read(export, table.Columns[i].Type);
        _next = new(table, values);
    }

    private string KeyText(Row row) => string.Join('/', row.Values.Take(table.Keys));
}
