using System.Diagnostics;
using MediationHub.Store.Rows;
using Npgsql;

namespace MediationHub.Store.Maintenance;

/// <summary>
/// A program that brings other rows than the one before makes them from the log at its first start, and says so; nobody has to think of it.
/// What rows the database has is kept as a fingerprint. One node makes them; others that start meanwhile wait.
/// </summary>
internal static class RowsOfToday
{
    private const long Lock = 0x4D48524F;   // "MHRO"

    public static async Task Ensure(HubStore store, Action<string> say, CancellationToken cancel)
    {
        var wanted = Projections.Fingerprint(store.Projections);
        if (await Kept(store, cancel) == wanted) return;

        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        await Run(connection, $"select pg_advisory_lock({Lock})", cancel);
        try
        {
            if (await Kept(store, cancel) == wanted) return;
            await using var any = new NpgsqlCommand("select exists (select 1 from events)", connection);
            if (!(bool)(await any.ExecuteScalarAsync(cancel))!)
            {
                await Run(connection, $"update installation set projections = '{wanted}'", cancel);
                return;
            }
            say("台账的内容随程序更新,正在由日志重新生成(只需一次)……");
            var (started, told) = (Stopwatch.StartNew(), 0L);
            var events = await Rebuilding.Run(store, done =>
            {
                if (done - told < 200_000) return;
                told = done;
                say($"  已重放 {done:N0} 条事件({started.Elapsed.TotalSeconds:0} 秒)");
            }, cancel);
            say($"台账已由 {events:N0} 条事件重新生成,用时 {started.Elapsed.TotalSeconds:0.0} 秒。");
        }
        finally
        {
            await Run(connection, $"select pg_advisory_unlock({Lock})", cancel);
        }
    }

    private static async Task<string?> Kept(HubStore store, CancellationToken cancel)
    {
        await using var read = store.Database.CreateCommand("select projections from installation");
        return await read.ExecuteScalarAsync(cancel) as string;
    }

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel);
    }
}
