using System.Threading.Channels;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Statistics;
using MediationHub.Store.Rows;
using MediationHub.Store.Search;
using MediationHub.Tests.Load;
using Npgsql;
using NpgsqlTypes;

namespace MediationHub.Bench;

/// <summary>(b) The same rows, gathered from all callers and written with arrays by one writer. No deciding, no encrypting, no notifying.</summary>
internal sealed class GatheredSql : Contestant
{
    private const int MostInBatch = 512;

    private readonly NpgsqlDataSource _database;
    private readonly Recording _recording;
    private readonly Office[] _offices;
    private readonly SearchUpkeep _search;   // the same for all contestants
    private readonly Channel<(Replayed Command, TaskCompletionSource Done)> _waiting = Channel.CreateUnbounded<(Replayed, TaskCompletionSource)>(new() { SingleReader = true });
    private readonly Task _writing;

    public GatheredSql(string database, Recording recording, Office[] offices) : base("b", "the same, gathered with arrays", database)
    {
        _database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { MaxAutoPrepare = 120, AutoPrepareMinUsages = 2 });
        (_recording, _offices, _search) = (recording, offices, new(_database));
        _writing = Task.Run(Writing);
    }

    public override ICaller Caller(int number) => new Living(this, _offices[number % _offices.Length]);

    public override async ValueTask DisposeAsync()
    {
        _waiting.Writer.Complete();
        await _writing;
        await _search.DisposeAsync();
        await _database.DisposeAsync();
    }

    private sealed class Living(GatheredSql sql, Office office) : ICaller
    {
        private Recorded[] _life = [];
        private string _id = "";
        private int _step;

        public Task Next()
        {
            if (_step == _life.Length) (_life, _id, _step) = (sql._recording.Life(office), NewId.Next("c"), 0);
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            sql._waiting.Writer.TryWrite((new(_life[_step++], _id, office.UserName), done));
            return done.Task;
        }
    }

    private async Task Writing()
    {
        await using var connection = await _database.OpenConnectionAsync();
        var gathered = new List<(Replayed Command, TaskCompletionSource Done)>(MostInBatch);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            gathered.Clear();
            while (gathered.Count < MostInBatch && _waiting.Reader.TryRead(out var one)) gathered.Add(one);
            try
            {
                await Write(connection, [.. gathered.Select(g => g.Command)]);
                foreach (var (_, done) in gathered) done.SetResult();
            }
            catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
            {
                foreach (var (_, done) in gathered) done.SetException(e);
            }
        }
    }

    private async Task Write(NpgsqlConnection connection, List<Replayed> commands)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await TakeNumbers(connection, commands);
        await using var batch = new NpgsqlBatch(connection, transaction);
        var rows = 2 * commands.Count;
        var fresh = commands.FindAll(c => c.Key is not null);
        var moved = commands.FindAll(c => c.Key is null);
        if (fresh.Count > 0)
            Add("insert into streams (id, type, version, head, key) select id, 'case', version, head, key from unnest($1::text[], $2::integer[], $3::bytea[], $4::bytea[]) as u(id, version, head, key)",
                Texts(fresh, c => c.Id), Integers(fresh, c => c.Next), Bytes(fresh, c => c.Hashes[^1]), Bytes(fresh, c => c.Key));
        if (moved.Count > 0)
            Add("update streams s set version = u.next, head = u.head from unnest($1::text[], $2::integer[], $3::integer[], $4::bytea[]) as u(id, expected, next, head) where s.id = u.id and s.version = u.expected",
                Texts(moved, c => c.Id), Integers(moved, c => c.Recorded.Expected), Integers(moved, c => c.Next), Bytes(moved, c => c.Hashes[^1]));
        Add("insert into idempotency (user_name, key, request, stream, version, at) select *, now() from unnest($1::text[], $2::text[], $3::bytea[], $4::text[], $5::integer[])",
            Texts(commands, c => c.UserName), Texts(commands, c => c.RequestKey), Bytes(commands, c => c.Request), Texts(commands, c => c.Id), Integers(commands, c => c.Next));

        var events = commands.SelectMany(c => c.Recorded.Events.Select((e, i) => (Command: c, Event: e, I: i))).ToList();
        rows += events.Count;
        Add("insert into events (tx, stream, version, type, at, actor, data, sealed, hash) select pg_current_xact_id()::text::bigint, * from unnest($1::text[], $2::integer[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::bytea[], $8::bytea[])",
            Texts(events, e => e.Command.Id), Integers(events, e => e.Event.Version), Texts(events, e => e.Event.Type), Values(events, e => e.Command.At, NpgsqlDbType.TimestampTz),
            Texts(events, e => e.Event.Actor), Texts(events, e => e.Command.Data(e.I)), Bytes(events, e => e.Command.Sealed[e.I]), Bytes(events, e => e.Command.Hashes[e.I]));

        foreach (var (table, list) in Grouped(c => c.Recorded.Deletes)) Add(table.Delete, [.. table.Columns.Take(table.Keys).Select((c, i) => ColumnValues.Parameter(c.Type, list, i))]);
        foreach (var (table, list) in Grouped(c => c.Recorded.Rows)) Add(table.Upsert, [.. table.Columns.Select((c, i) => ColumnValues.Parameter(c.Type, list, i))]);

        var sums = new Dictionary<CounterKey, long>();
        foreach (var command in commands)
            foreach (var (key, n) in command.Recorded.Counters) sums[key] = sums.GetValueOrDefault(key) + n;
        var counters = sums.Where(s => s.Value != 0).ToList();
        rows += counters.Count;
        if (counters.Count > 0)
            Add("insert into counters (organization, day, counter, n) select * from unnest($1::text[], $2::date[], $3::text[], $4::bigint[]) on conflict (organization, day, counter) do update set n = counters.n + excluded.n",
                Texts(counters, c => c.Key.Organization.Value), Values(counters, c => c.Key.Day, NpgsqlDbType.Date), Texts(counters, c => c.Key.Counter), Values(counters, c => c.Value, NpgsqlDbType.Bigint));
        var lowered = counters.FindAll(c => c.Value < 0);
        if (lowered.Count > 0)
            Add("delete from counters c using unnest($1::text[], $2::date[], $3::text[]) as u(organization, day, counter) where c.organization = u.organization and c.day = u.day and c.counter = u.counter and c.n = 0",
                Texts(lowered, c => c.Key.Organization.Value), Values(lowered, c => c.Key.Day, NpgsqlDbType.Date), Texts(lowered, c => c.Key.Counter));

        var done = await batch.ExecuteNonQueryAsync();
        if (done < rows) throw new InvalidOperationException($"{done} of {rows} rows written");
        await transaction.CommitAsync();
        _search.Written();

        Dictionary<Table, List<Row>> Grouped(Func<Replayed, IReadOnlyList<Row>> of)
        {
            var grouped = new Dictionary<Table, List<Row>>();
            foreach (var command in commands)
            {
                foreach (var row in of(command))
                {
                    if (!grouped.TryGetValue(row.Table, out var list)) grouped[row.Table] = list = [];
                    list.Add(command.Row(row));
                    rows++;
                }
            }
            return grouped;
        }

        void Add(string sql, params NpgsqlParameter[] values)
        {
            var statement = new NpgsqlBatchCommand(sql);
            foreach (var value in values) statement.Parameters.Add(value);
            batch.BatchCommands.Add(statement);
        }
    }

    private static async Task TakeNumbers(NpgsqlConnection connection, List<Replayed> commands)
    {
        var wanted = commands.Where(c => c.Recorded.Series is not null).GroupBy(c => c.Recorded.Series!, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        if (wanted.Count == 0) return;
        await using var take = new NpgsqlCommand("insert into numbers (series, last) select * from unnest($1::text[], $2::integer[]) on conflict (series) do update set last = numbers.last + excluded.last returning last", connection)
        {
            Parameters = { Texts(wanted, w => w.Key), Integers(wanted, w => w.Count()) },
        };
        await using var reader = await take.ExecuteReaderAsync();
        foreach (var series in wanted)
        {
            await reader.ReadAsync();
            var number = reader.GetInt32(0) - series.Count();
            foreach (var command in series) command.Number = ++number;
        }
    }

    private static NpgsqlParameter<string[]> Texts<T>(List<T> from, Func<T, string> of) => Values(from, of, NpgsqlDbType.Text);
    private static NpgsqlParameter<int[]> Integers<T>(List<T> from, Func<T, int> of) => Values(from, of, NpgsqlDbType.Integer);
    private static NpgsqlParameter<byte[]?[]> Bytes<T>(List<T> from, Func<T, byte[]?> of) => Values(from, of, NpgsqlDbType.Bytea);

    private static NpgsqlParameter<TValue[]> Values<T, TValue>(List<T> from, Func<T, TValue> of, NpgsqlDbType type) =>
        new() { TypedValue = [.. from.Select(of)], NpgsqlDbType = NpgsqlDbType.Array | type };
}
