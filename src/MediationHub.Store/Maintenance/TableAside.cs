using Npgsql;

namespace MediationHub.Store.Maintenance;

/// <summary>
/// A table that is made anew beside the one in use, over a connection of its own, so that its index is built while the other tables have theirs. It takes the other's place in the caller's transaction;
/// of one that never came to that only a table of another name is left, which the next one drops.
/// </summary>
internal sealed class TableAside : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly string _name;
    private readonly List<(string Name, string Definition, bool Primary)> _indexes = [];
    private NpgsqlTransaction? _transaction;

    private TableAside(NpgsqlConnection connection, string name) => (_connection, _name) = (connection, name);

    /// <summary>Filled here; what is written through another connection never reaches it.</summary>
    public NpgsqlConnection Connection => _connection;

    public string Made => _name + "_made";

    public static async Task<TableAside> Begin(NpgsqlDataSource database, string name, CancellationToken cancel)
    {
        var connection = await database.OpenConnectionAsync(cancel);
        var aside = new TableAside(connection, name);
        await using (var find = new NpgsqlCommand("select c.relname, pg_get_indexdef(i.indexrelid), i.indisprimary from pg_index i join pg_class c on c.oid = i.indexrelid where i.indrelid = to_regclass($1)", connection))
        {
            find.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
            await using var reader = await find.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel)) aside._indexes.Add((reader.GetString(0), reader.GetString(1), reader.GetBoolean(2)));
        }
        await aside.Run($"drop table if exists {aside.Made}; create table {aside.Made} (like {name} including all excluding indexes)", cancel);
        // From here on nothing of the table in use is locked by this connection: the caller's takes it over.
        aside._transaction = await connection.BeginTransactionAsync(cancel);
        await aside.Run($"truncate {aside.Made}", cancel);
        return aside;
    }

    /// <summary>Makes the indexes and keeps the table, still under its other name.</summary>
    public async Task Finish(CancellationToken cancel)
    {
        await Run("set local maintenance_work_mem = '1GB'", cancel);
        foreach (var (index, definition, primary) in _indexes)
        {
            var (from, to) = ($" INDEX {index} ON public.{_name} ", $" INDEX {index}_made ON public.{Made} ");
            if (!definition.Contains(from, StringComparison.Ordinal)) throw new InvalidOperationException($"not the index that was expected: {definition}");
            await Run(definition.Replace(from, to, StringComparison.Ordinal), cancel);
            if (primary) await Run($"alter table {Made} add constraint {index}_made primary key using index {index}_made", cancel);
        }
        await _transaction!.CommitAsync(cancel);
        await Indexes.Settle(_connection, [Made], cancel);
    }

    /// <summary>Puts it in the place of the one in use.</summary>
    /// <param name="connection">The caller's, in a transaction.</param>
    public async Task TakePlace(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var swap = new NpgsqlCommand(string.Join("; ", [$"drop table {_name}", $"alter table {Made} rename to {_name}", .. _indexes.Select(i => $"alter index {i.Name}_made rename to {i.Name}")]), connection) { CommandTimeout = 0 };
        await swap.ExecuteNonQueryAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null) await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task Run(string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, _connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel);
    }
}
