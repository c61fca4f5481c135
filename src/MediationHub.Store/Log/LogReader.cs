using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace MediationHub.Store.Log;

/// <summary>How far a reader has read: events in order of (Tx, Position).</summary>
public readonly record struct LogPosition(long Tx, long Position)
{
    public static readonly LogPosition Start = new(0, 0);

    public bool IsAfter(LogPosition other) => (Tx, Position).CompareTo((other.Tx, other.Position)) > 0;
}

/// <summary>What a transaction sees of the log: everything of transactions below <paramref name="Ends"/> but those that were under way. Both as in <c>tx</c> (decision 0004).</summary>
internal sealed record SeenLog(long Ends, long[] UnderWay)
{
    public static SeenLog Nothing { get; } = new(0, []);

    /// <param name="snapshot">As PostgreSQL writes it: <c>xmin:xmax:xip,xip…</c>.</param>
    public static SeenLog Of(string snapshot, long txOffset)
    {
        var parts = snapshot.Split(':');
        return new(long.Parse(parts[1], CultureInfo.InvariantCulture) + txOffset, [.. parts[2].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(x => long.Parse(x, CultureInfo.InvariantCulture) + txOffset)]);
    }
}

/// <summary>Reads the log. In order over all streams it reads only below the oldest running transaction of this database, so that an event which commits late is never passed over.</summary>
public sealed class LogReader(NpgsqlDataSource database, long txOffset)
{
    internal long TxOffset => txOffset;

    private const string Columns = "stream, version, type, at, actor, data, sealed, hash, position, tx";

    /// <summary>The events of one stream from the version after <paramref name="after"/> up to <paramref name="upTo"/>.</summary>
    public async Task<List<StoredEvent>> Stream(string stream, int after = 0, int upTo = int.MaxValue, CancellationToken cancel = default)
    {
        await using var command = database.CreateCommand($"select {Columns} from events where stream = $1 and version > $2 and version <= $3 order by version");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = stream });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = upTo });
        return await Read(command, cancel);
    }

    /// <summary>Every event of some streams, stream by stream and version by version, as a transaction sees them.</summary>
    internal static async Task<List<StoredEvent>> Streams(NpgsqlConnection connection, string[] streams, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"select {Columns} from events where stream = any($1) order by stream, version", connection) { CommandTimeout = 0 };
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = streams });
        return await Read(command, cancel);
    }

    /// <summary>Up to <paramref name="most"/> events of the given wire names after one place up to another, in order. The second is a place that readers may rely on (<see cref="Newest"/>).</summary>
    public async Task<List<StoredEvent>> Between(LogPosition after, LogPosition upTo, string[] types, int most, CancellationToken cancel = default)
    {
        await using var command = database.CreateCommand($"select {Columns} from events where (tx, position) > ($1, $2) and (tx, position) <= ($3, $4) and type = any($5) order by tx, position limit $6");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after.Tx });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after.Position });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = upTo.Tx });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = upTo.Position });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = types });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most });
        return await Read(command, cancel);
    }

    /// <summary>The newest place in the log that readers may rely on.</summary>
    public async Task<LogPosition> Newest(CancellationToken cancel = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var command = new NpgsqlCommand("select tx, position from events where tx < $1 order by tx desc, position desc limit 1", connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = await OldestRunning(connection, cancel) });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? new(reader.GetInt64(0), reader.GetInt64(1)) : LogPosition.Start;
    }

    /// <summary>
    /// The oldest transaction of this database that may still be under way; what lies below it has ended and is seen by every statement after this one, hence not by a transaction that began before.
    /// Those of other databases of the server, however long they take, write nothing here and hold nobody back.
    /// </summary>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    private async Task<long> OldestRunning(NpgsqlConnection connection, CancellationToken cancel)
    {
        // The sessions are looked at after the snapshot was taken: a transaction from before its end that is not among them by then has ended. Of its 64 bits a session says the lower 32.
        await using var command = new NpgsqlCommand(
            $"""
            select least(ends, (select min(ends - back) from (select (ends - backend_xid::text::bigint) & 4294967295 as back from pg_stat_activity where datname = current_database() and backend_xid is not null) running where back < 2147483648)) + {txOffset}
            from (select pg_snapshot_xmax(pg_current_snapshot())::text::bigint as ends) snapshot
            """, connection);
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>Every event, stream by stream and version by version, in one snapshot, on the given connection. It keeps its thread: awaiting each value took as long as checking it.</summary>
    internal static IEnumerable<LoggedEvent> ByStream(NpgsqlConnection connection)
    {
        using var export = connection.BeginBinaryExport($"copy (select stream, version, type, at, actor, data, sealed, hash, position from events order by stream, version) to stdout (format binary)");
        while (export.StartRow() != -1)
        {
            var stream = export.Read<string>(NpgsqlDbType.Text);
            var version = export.Read<int>(NpgsqlDbType.Integer);
            var type = export.Read<string>(NpgsqlDbType.Text);
            var at = export.Read<DateTime>(NpgsqlDbType.TimestampTz);
            var actor = export.Read<byte[]>(NpgsqlDbType.Text);
            var data = export.Read<byte[]>(NpgsqlDbType.Text);
            byte[]? sealedTexts = null;
            if (export.IsNull) export.Skip();
            else sealedTexts = export.Read<byte[]>(NpgsqlDbType.Bytea);
            var hash = export.Read<byte[]>(NpgsqlDbType.Bytea);
            yield return new(stream, version, type, new(at), actor, data, sealedTexts, hash, export.Read<long>(NpgsqlDbType.Bigint));
        }
    }

    private static async Task<List<StoredEvent>> Read(NpgsqlCommand command, CancellationToken cancel)
    {
        var events = new List<StoredEvent>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            events.Add(new(reader.GetString(0), reader.GetInt32(1), reader.GetString(2), new(reader.GetDateTime(3)), reader.GetString(4), reader.GetString(5),
                await reader.IsDBNullAsync(6, cancel) ? null : reader.GetFieldValue<byte[]>(6), reader.GetFieldValue<byte[]>(7))
            { Position = reader.GetInt64(8), Tx = reader.GetInt64(9) });
        }
        return events;
    }
}
