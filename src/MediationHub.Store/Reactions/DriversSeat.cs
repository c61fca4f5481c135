using Npgsql;

namespace MediationHub.Store.Reactions;

/// <summary>
/// Of all nodes on one database the one that sits here drives reactions and timed work. The seat is an advisory lock of a database
/// session: it is free again as soon as the connection ends, however it ends. What is driven saves its place on this connection,
/// so a node that lost the seat without knowing cannot move it.
/// </summary>
public sealed class DriversSeat : IAsyncDisposable
{
    private const long Lock = 0x4D484452;   // "MHDR"

    private DriversSeat(NpgsqlConnection connection) => Connection = connection;

    public NpgsqlConnection Connection { get; }

    /// <summary>Takes the seat, or gives null while another node has it.</summary>
    public static async Task<DriversSeat?> Take(NpgsqlDataSource database, CancellationToken cancel = default)
    {
        var connection = await database.OpenConnectionAsync(cancel);
        try
        {
            await using var take = new NpgsqlCommand($"select pg_try_advisory_lock({Lock})", connection);
            if ((bool)(await take.ExecuteScalarAsync(cancel))!) return new(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
        await connection.DisposeAsync();
        return null;
    }

    /// <summary>Makes sure that the seat is still this node's.</summary>
    /// <exception cref="NpgsqlException">The connection is gone, and the seat with it.</exception>
    public async Task Hold(CancellationToken cancel = default)
    {
        await using var ask = new NpgsqlCommand("select 1", Connection);
        await ask.ExecuteScalarAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await using var leave = new NpgsqlCommand($"select pg_advisory_unlock({Lock})", Connection);
            await leave.ExecuteNonQueryAsync();
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException or IOException)
        {
            // The connection is gone, and the lock with it.
        }
        await Connection.DisposeAsync();
    }
}
