using System.Reflection;
using Npgsql;

namespace MediationHub.Store.Schema;

/// <summary>Applies the numbered SQL files that the database has not seen, in order, under a lock, forward only.</summary>
public static class Migrator
{
    private const long Lock = 0x4D485542;   // "MHUB"

    /// <inheritdoc cref="Apply(NpgsqlDataSource, Assembly, string, Action{string}, CancellationToken)"/>
    public static Task Apply(NpgsqlDataSource database, Action<string> say, CancellationToken cancel = default) => Apply(database, typeof(Migrator).Assembly, "schema_versions", say, cancel);

    /// <param name="source">Holds the files, embedded from a folder <c>Migrations</c>.</param>
    /// <param name="table">Where it is written down which were applied.</param>
    /// <exception cref="InvalidOperationException">The database was made by a newer program.</exception>
    public static async Task Apply(NpgsqlDataSource database, Assembly source, string table, Action<string> say, CancellationToken cancel = default)
    {
        var files = Files(source).ToList();
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await Run(connection, $"select pg_advisory_xact_lock({Lock})", cancel);
        await Run(connection, $"create table if not exists {table} (number integer primary key, name text not null, applied_at timestamptz not null default now())", cancel);

        // Each file by its own number: one with a lower number may come later than its neighbor.
        await using var applied = new NpgsqlCommand($"select coalesce(array_agg(number), '{{}}') from {table}", connection);
        var seen = ((int[])(await applied.ExecuteScalarAsync(cancel))!).ToHashSet();
        var at = seen.Count == 0 ? 0 : seen.Max();
        if (at > files[^1].Number)
            throw new InvalidOperationException($"数据库版本为 {at},本程序只到 {files[^1].Number},请使用新版程序。The database is newer than this program: use the newer program.");

        foreach (var (number, name, sql) in files.Where(f => !seen.Contains(f.Number)))
        {
            await Run(connection, sql, cancel);
            await Run(connection, $"insert into {table} (number, name) values ({number}, '{name}')", cancel);
            say($"数据库结构更新:{name}");
        }
        await transaction.CommitAsync(cancel);
        if (files.Exists(f => !seen.Contains(f.Number))) await connection.ReloadTypesAsync(cancel);
    }

    private static IEnumerable<(int Number, string Name, string Sql)> Files(Assembly assembly)
    {
        return from resource in assembly.GetManifestResourceNames()
               where resource.EndsWith(".sql", StringComparison.Ordinal)
               let name = resource.Split("Migrations.")[1]
               orderby name
               select (int.Parse(name[..4]), name, Text(assembly, resource));
    }

    private static string Text(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel);
    }
}
