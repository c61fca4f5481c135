using MediationHub.Domain.Kernel;
using MediationHub.Store.Rows;
using MediationHub.Store.Search;
using MediationHub.Tests.Load;
using Npgsql;
using NpgsqlTypes;

namespace MediationHub.Bench;

/// <summary>
/// (a) Raw SQL: each command one transaction of prepared statements, sent together in one round trip, on a pooled connection;
/// the registration takes its number first, since data and row hold it. No deciding, no encrypting, no notifying.
/// </summary>
internal sealed class RawSql : Contestant
{
    /// <summary>More connections than this are slower on any machine we know.</summary>
    public const int MostConnections = 100;

    private readonly NpgsqlDataSource _database;
    private readonly Recording _recording;
    private readonly Office[] _offices;
    private readonly SearchUpkeep _search;   // the same for all contestants

    public RawSql(string database, Recording recording, Office[] offices) : base("a", "raw SQL, one transaction per command", database)
    {
        _database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { MaxPoolSize = MostConnections, MaxAutoPrepare = 120, AutoPrepareMinUsages = 2 });
        (_recording, _offices, _search) = (recording, offices, new(_database));
    }

    public override ICaller Caller(int number) => new Living(this, _offices[number % _offices.Length]);
    public override async ValueTask DisposeAsync()
    {
        await _search.DisposeAsync();
        await _database.DisposeAsync();
    }

    private sealed class Living(RawSql sql, Office office) : ICaller
    {
        private Recorded[] _life = [];
        private string _id = "";
        private int _step;

        public async Task Next()
        {
            if (_step == _life.Length) (_life, _id, _step) = (sql._recording.Life(office), NewId.Next("c"), 0);
            await sql.Write(new(_life[_step++], _id, office.UserName));
        }
    }

    private async Task Write(Replayed command)
    {
        await using var connection = await _database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (command.Recorded.Series is { } series)
        {
            await using var take = new NpgsqlCommand("insert into numbers (series, last) values ($1, 1) on conflict (series) do update set last = numbers.last + 1 returning last", connection) { Parameters = { Text(series) } };
            command.Number = (int)(await take.ExecuteScalarAsync())!;
        }
        await using var batch = new NpgsqlBatch(connection, transaction);
        var rows = Statements(batch, command);
        var written = await batch.ExecuteNonQueryAsync();
        if (written < rows) throw new InvalidOperationException($"{written} of {rows} rows written");
        await transaction.CommitAsync();
        _search.Written();
    }

    /// <returns>How many rows they must write at least.</returns>
    private static int Statements(NpgsqlBatch batch, Replayed command)
    {
        var recorded = command.Recorded;
        if (command.Key is { } key)
            Add("insert into streams (id, type, version, head, key) values ($1, 'case', $2, $3, $4)", Text(command.Id), Integer(command.Next), Bytes(command.Hashes[^1]), Bytes(key));
        else
            Add("update streams set version = $2, head = $3 where id = $1 and version = $4", Text(command.Id), Integer(command.Next), Bytes(command.Hashes[^1]), Integer(recorded.Expected));
        Add("insert into idempotency (user_name, key, request, stream, version, at) values ($1, $2, $3, $4, $5, now())", Text(command.UserName), Text(command.RequestKey), Bytes(command.Request), Text(command.Id), Integer(command.Next));
        for (var i = 0; i < recorded.Events.Count; i++)
        {
            Add("insert into events (tx, stream, version, type, at, actor, data, sealed, hash) values (pg_current_xact_id()::text::bigint, $1, $2, $3, $4, $5, $6, $7, $8)",
                Text(command.Id), Integer(recorded.Events[i].Version), Text(recorded.Events[i].Type), new NpgsqlParameter<DateTime> { TypedValue = command.At, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                Text(recorded.Events[i].Actor), Text(command.Data(i)), Bytes(command.Sealed[i]), Bytes(command.Hashes[i]));
        }
        foreach (var row in recorded.Deletes)
            Add($"delete from {row.Table.Name} where {string.Join(" and ", row.Table.Columns.Take(row.Table.Keys).Select((c, i) => $"{c.Name} = ${i + 1}"))}", [.. command.Row(row).Values.Take(row.Table.Keys).Select((v, i) => Value(row.Table.Columns[i].Type, v))]);
        foreach (var row in recorded.Rows) Add(Upsert(row.Table), [.. command.Row(row).Values.Select((v, i) => Value(row.Table.Columns[i].Type, v))]);
        // A command moves up to a dozen counters: even here one statement for all of them is the natural one.
        if (recorded.Counters.Count > 0)
            Add("insert into counters (organization, day, counter, n) select * from unnest($1::text[], $2::date[], $3::text[], $4::bigint[]) on conflict (organization, day, counter) do update set n = counters.n + excluded.n", CounterValues(recorded, lowered: false));
        if (recorded.Counters.Any(c => c.Value < 0))
            Add("delete from counters c using unnest($1::text[], $2::date[], $3::text[]) as u(organization, day, counter) where c.organization = u.organization and c.day = u.day and c.counter = u.counter and c.n = 0", CounterValues(recorded, lowered: true));
        return 2 + recorded.Events.Count + recorded.Rows.Count + recorded.Deletes.Count + recorded.Counters.Count;

        void Add(string sql, params NpgsqlParameter[] values)
        {
            var statement = new NpgsqlBatchCommand(sql);
            foreach (var value in values) statement.Parameters.Add(value);
            batch.BatchCommands.Add(statement);
        }
    }

    private static NpgsqlParameter[] CounterValues(Recorded recorded, bool lowered)
    {
        var counters = recorded.Counters.Where(c => !lowered || c.Value < 0).OrderBy(c => c.Key.Day).ThenBy(c => c.Key.Counter, StringComparer.Ordinal).ToList();
        NpgsqlParameter[] keys =
        [
            new NpgsqlParameter<string[]> { TypedValue = [.. counters.Select(c => c.Key.Organization.Value)] },
            new NpgsqlParameter<DateOnly[]> { TypedValue = [.. counters.Select(c => c.Key.Day)] },
            new NpgsqlParameter<string[]> { TypedValue = [.. counters.Select(c => c.Key.Counter)] },
        ];
        return lowered ? keys : [.. keys, new NpgsqlParameter<long[]> { TypedValue = [.. counters.Select(c => c.Value)] }];
    }

    private static readonly Dictionary<Table, string> Upserts = [];

    private static string Upsert(Table table)
    {
        lock (Upserts)
        {
            if (Upserts.TryGetValue(table, out var known)) return known;
            var update = string.Join(", ", table.Columns.Skip(table.Keys).Select(c => $"{c.Name} = excluded.{c.Name}"));
            return Upserts[table] = $"insert into {table.Name} ({string.Join(", ", table.Columns.Select(c => c.Name))}) values ({string.Join(", ", table.Columns.Select((_, i) => $"${i + 1}"))}) on conflict ({string.Join(", ", table.Columns.Take(table.Keys).Select(c => c.Name))}) do update set {update}";
        }
    }

    private static NpgsqlParameter Value(ColumnType type, object? value) => type switch
    {
        ColumnType.Text => Text((string?)value),
        ColumnType.Integer => Of<int>(value, NpgsqlDbType.Integer),
        ColumnType.Long => Of<long>(value, NpgsqlDbType.Bigint),
        ColumnType.Amount => Of<decimal>(value, NpgsqlDbType.Numeric),
        ColumnType.Day => Of<DateOnly>(value, NpgsqlDbType.Date),
        ColumnType.Flag => Of<bool>(value, NpgsqlDbType.Boolean),
        ColumnType.Instant => new NpgsqlParameter<DateTime?> { TypedValue = ((DateTimeOffset?)value)?.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
        ColumnType.Words => new NpgsqlParameter<string[]> { TypedValue = value is string words ? words.Split('\u001f') : [] },
        ColumnType.Numbers => new NpgsqlParameter<int[]?> { TypedValue = ((Numbers?)value)?.Values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer },
        ColumnType.Json => new NpgsqlParameter<string?> { TypedValue = (string?)value, NpgsqlDbType = NpgsqlDbType.Jsonb },
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    private static NpgsqlParameter<T?> Of<T>(object? value, NpgsqlDbType type) where T : struct => new() { TypedValue = (T?)value, NpgsqlDbType = type };
    private static NpgsqlParameter<string?> Text(string? value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Text };
    private static NpgsqlParameter<int> Integer(int value) => new() { TypedValue = value };
    private static NpgsqlParameter<byte[]?> Bytes(byte[]? value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Bytea };
}
