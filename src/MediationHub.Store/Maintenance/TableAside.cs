using Npgsql;

namespace MediationHub.Store.Maintenance;

/// <summary>
/// A table that is made anew beside the one in use, over a connection of its own, so that its index is built while the other tables have theirs. It takes the other's place in the caller's transaction;
/// of one that never came to that a killed program leaves a table of another name, which the next one drops.
/// </summary>
internal sealed class TableAside : IAsyncDisposable
{
    private readonly NpgsqlDataSource _database;
    private readonly string _name;
    private readonly List<(string Name, string Definition, bool Primary)> _indexes = [];
    private NpgsqlConnection? _connection;
    private NpgsqlTransaction? _transaction;
    private bool _made;

    public TableAside(NpgsqlDataSource database, string name) => (_database, _name) = (database, name);

    /// <summary>Filled here; what is written through another connection never reaches it.</summary>
    public NpgsqlConnection Connection => _connection!;

    public string Made => _name + "_made";

    public async Task Begin(CancellationToken cancel)
    {
        _connection = await _database.OpenConnectionAsync(cancel);
        await using (var find = new NpgsqlCommand("select c.relname, pg_get_indexdef(i.indexrelid), i.indisprimary from pg_index i join pg_class c on c.oid = i.indexrelid where i.indrelid = to_regclass($1)", _connection))
        {
            find.Parameters.Add(new NpgsqlParameter<string> { TypedValue = _name });
            await using var reader = await find.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel)) _indexes.Add((reader.GetString(0), reader.GetString(1), reader.GetBoolean(2)));
        }
        await Run($"drop table if exists {Made}; create table {Made} (like {_name} including all excluding indexes)", cancel);
        _made = true;
        // From here on nothing of the table in use is locked by this connection: the caller's takes it over.
        _transaction = await _connection.BeginTransactionAsync(cancel);
        await Run($"truncate {Made}", cancel);
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
        await Indexes.Settle(Connection, [Made], cancel);
    }

    /// <summary>Puts it in the place of the one in use.</summary>
    /// <param name="connection">The caller's, in a transaction.</param>
    public async Task TakePlace(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var swap = new NpgsqlCommand(string.Join("; ", [$"drop table {_name}", $"alter table {Made} rename to {_name}", .. _indexes.Select(i => $"alter index {i.Name}_made rename to {i.Name}")]), connection) { CommandTimeout = 0 };
        await swap.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>The caller's transaction is committed: there is no table of the other name any more.</summary>
    public void Taken() => _made = false;

    /// <remarks>After the caller's transaction has ended, which may hold the table.</remarks>
    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null) await _transaction.DisposeAsync();
        if (_connection is null) return;
        try
        {
            if (_made) await Run($"drop table if exists {Made}", CancellationToken.None);
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            // The database is away; the next rebuild drops it.
        }
        await _connection.DisposeAsync();
    }

    private async Task Run(string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, _connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel);
    }
}
