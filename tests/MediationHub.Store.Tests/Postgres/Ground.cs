using System.Collections.Concurrent;
using MediationHub.Store.Postgres;
using Npgsql;

namespace MediationHub.Store.Tests.Postgres;

/// <summary>A temp folder for servers of a test's own, the lines they said, and the clearing away.</summary>
sealed class Ground : IDisposable
{
    readonly string _folder = Path.Combine(Path.GetTempPath(), $"mediationhub-ground-{Guid.NewGuid():N}");
    readonly HashSet<string> _elsewhere = [];

    public Ground() => Directory.CreateDirectory(_folder);

    public string Folder => _folder;
    public string Data => Path.Combine(_folder, "postgres");
    public ConcurrentQueue<string> Said { get; } = new();

    /// <summary>Small and without waiting for the disk, so that many can run.</summary>
    public Task<PrivatePostgres> StartAsync(bool stopOnDispose = true) => StartAsync(new PrivatePostgresOptions
    {
        DataDirectory = Data,
        StopOnDispose = stopOnDispose,
        Settings = new Dictionary<string, string> { ["fsync"] = "off", ["shared_buffers"] = "16MB" },
    });

    public async Task<PrivatePostgres> StartAsync(PrivatePostgresOptions options)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var server = await PrivatePostgres.StartAsync(options, Said.Enqueue, limit.Token);
        if (!server.DataDirectory.StartsWith(_folder, StringComparison.Ordinal)) _elsewhere.Add(Path.GetDirectoryName(server.DataDirectory)!);
        return server;
    }

    public static async Task<string?> AskAsync(PrivatePostgres server, string sql, string database = "postgres")
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server.ConnectionString(database)) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync())?.ToString();
    }

    public static async Task UntilAsync(Func<Task<bool>> reached, string what)
    {
        for (var waited = 0; waited < 600; waited++)
        {
            try
            {
                if (await reached()) return;
            }
            catch (Exception problem) when (problem is NpgsqlException or PrivatePostgresException)
            {
                // Not yet.
            }

            await Task.Delay(50);
        }

        Assert.Fail($"after 30 seconds still not: {what}");
    }

    public static Task UntilAsync(Func<bool> reached, string what) => UntilAsync(() => Task.FromResult(reached()), what);

    public static bool Runs(int processId) => File.Exists($"/proc/{processId}/cmdline") && File.ReadAllText($"/proc/{processId}/cmdline").Length > 0;

    public void Dispose()
    {
        foreach (var folder in _elsewhere.Append(_folder)) Directory.Delete(folder, recursive: true);
    }
}
