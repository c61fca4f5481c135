using Npgsql;

namespace MediationHub.Bench;

/// <summary>What a contestant left in its database, to show that all wrote the same: rows of each table for each life, bytes of tables and indexes for each command.</summary>
internal sealed record Footprint(string Letter, IReadOnlyDictionary<string, double> RowsPerLife, double BytesPerCommand)
{
    public static readonly string[] Tables = ["streams", "events", "case_rows", "case_parties", "idempotency"];

    public static async Task<Footprint> Of(Contestant contestant)
    {
        await using var connection = new NpgsqlConnection(contestant.Database);
        await connection.OpenAsync();
        // Lives that the bell cut short would blur the comparison, so only those that came to their end are counted.
        await using var count = new NpgsqlCommand(
            """
            with done as materialized (select id from case_rows where stage = 'closed')
            select (select count(*) from done),
              (select count(*) from streams where id in (select id from done)),
              (select count(*) from events where stream in (select id from done)),
              (select count(*) from case_rows where id in (select id from done)),
              (select count(*) from case_parties where case_id in (select id from done)),
              (select count(*) from idempotency where stream in (select id from done)),
              (select count(*) from idempotency),
              (select sum(pg_total_relation_size(oid)) from pg_class where relname in ('streams', 'events', 'case_rows', 'case_parties', 'idempotency', 'counters', 'numbers') and relkind = 'r')::bigint
            """, connection)
        { CommandTimeout = 0 };
        await using var reader = await count.ExecuteReaderAsync();
        await reader.ReadAsync();
        double lives = reader.GetInt64(0);
        return new(contestant.Letter, Tables.Select((t, i) => (t, reader.GetInt64(i + 1) / lives)).ToDictionary(t => t.t, t => t.Item2), (double)reader.GetInt64(7) / reader.GetInt64(6));
    }
}
