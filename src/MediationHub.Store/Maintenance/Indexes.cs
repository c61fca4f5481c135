using Npgsql;

namespace MediationHub.Store.Maintenance;

/// <summary>Many rows are written faster without their indexes, which are then made at once from all rows.</summary>
internal static class Indexes
{
    /// <summary>Drops the tables' indexes but those that hold a rule; gives the statements that make them again. Within the caller's transaction.</summary>
    public static async Task<IReadOnlyList<string>> Drop(NpgsqlConnection connection, IEnumerable<string> tables, CancellationToken cancel)
    {
        var indexes = new List<(string Name, string Definition)>();
        await using (var find = new NpgsqlCommand("select c.relname, pg_get_indexdef(i.indexrelid) from pg_index i join pg_class c on c.oid = i.indexrelid where i.indrelid = any(select to_regclass(t) from unnest($1::text[]) t) and not i.indisunique and not i.indisexclusion", connection))
        {
            find.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. tables] });
            await using var reader = await find.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel)) indexes.Add((reader.GetString(0), reader.GetString(1)));
        }
        if (indexes.Count > 0) await Run(connection, $"drop index {string.Join(", ", indexes.Select(i => i.Name))}", cancel);
        return [.. indexes.Select(i => i.Definition)];
    }

    public static async Task Make(NpgsqlConnection connection, IEnumerable<string> definitions, CancellationToken cancel, Action<string>? say = null)
    {
        await Run(connection, "set maintenance_work_mem = '1GB'", cancel);
        foreach (var definition in definitions)
        {
            say?.Invoke(definition.Split(' ')[2]);
            await Run(connection, definition, cancel);
        }
        await Run(connection, "reset maintenance_work_mem", cancel);
    }

    /// <summary>Tells the planner what the tables hold now, and marks their pages as seen by all, so that lists are read from indexes alone. Outside a transaction.</summary>
    public static Task Settle(NpgsqlConnection connection, IEnumerable<string> tables, CancellationToken cancel) => Run(connection, $"vacuum (analyze) {string.Join(", ", tables)}", cancel);

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel);
    }
}
