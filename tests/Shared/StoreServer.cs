using MediationHub.Store.Postgres;
using Npgsql;
using Xunit;

namespace MediationHub.Tests;

/// <summary>Put <c>[Collection(nameof(StoreServer))]</c> on a test class and take a <see cref="StoreServer"/> in its constructor.</summary>
[CollectionDefinition(nameof(StoreServer))]
public sealed class StoreServerCollection : ICollectionFixture<StoreServer>;

/// <summary>
/// One PostgreSQL for a whole test assembly, in a temp folder, with a fresh database for whoever asks. As a class fixture
/// (<c>IClassFixture&lt;StoreServer&gt;</c>) classes run side by side and still share the one server. It does not wait for the disk:
/// the tests of durability start servers of their own.
/// </summary>
public sealed class StoreServer : IAsyncLifetime
{
    static readonly SemaphoreSlim Turn = new(1, 1);
    static PrivatePostgres? s_shared;
    static string s_folder = "";
    static int s_users;
    static int s_databases;

    /// <summary>A database of its own; returns how to connect to it.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var name = $"test_{Interlocked.Increment(ref s_databases)}";
        await s_shared!.EnsureDatabaseAsync(name);
        return s_shared.ConnectionString(name);
    }

    /// <summary>A copy of a database of this server to which nobody is connected; returns how to connect to it.</summary>
    public async Task<string> CopyAsync(string connectionString)
    {
        var (original, name) = (new NpgsqlConnectionStringBuilder(connectionString).Database, $"test_{Interlocked.Increment(ref s_databases)}");
        await using var connection = new NpgsqlConnection(s_shared!.ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var copy = new NpgsqlCommand($"create database {name} template {original}", connection);
        await copy.ExecuteNonQueryAsync();
        return s_shared.ConnectionString(name);
    }

    /// <summary>What is put here is removed with the server.</summary>
    public string Folder => s_folder;

    public async Task InitializeAsync()
    {
        await Turn.WaitAsync();
        try
        {
            if (s_users++ > 0) return;
            await RemoveAbandonedAsync();
            s_folder = Path.Combine(Path.GetTempPath(), $"{Prefix}{Guid.NewGuid():N}");
            s_shared = await StartAsync(s_folder);
        }
        finally
        {
            Turn.Release();
        }
    }

    public async Task DisposeAsync()
    {
        await Turn.WaitAsync();
        try
        {
            if (--s_users > 0 || s_shared is null) return;
            await RemoveAsync(s_shared, s_folder);
            s_shared = null;
        }
        finally
        {
            Turn.Release();
        }
    }

    const string Prefix = "mediationhub-tests-";

    static Task<PrivatePostgres> StartAsync(string folder) => PrivatePostgres.StartAsync(
        new()
        {
            DataDirectory = Path.Combine(folder, "postgres"),
            Settings = new Dictionary<string, string> { ["fsync"] = "off", ["synchronous_commit"] = "off", ["full_page_writes"] = "off", ["shared_buffers"] = "128MB" },
        },
        Console.WriteLine);

    static async Task RemoveAsync(PrivatePostgres server, string folder)
    {
        await server.DisposeAsync();
        if (!server.DataDirectory.StartsWith(folder, StringComparison.Ordinal)) Directory.Delete(Path.GetDirectoryName(server.DataDirectory)!, recursive: true);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A test run that was killed leaves its server running; the next run ends it.</summary>
    static async Task RemoveAbandonedAsync()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            if (Directory.GetLastWriteTimeUtc(folder) > DateTime.UtcNow.AddMinutes(-10)) continue;
            try
            {
                using (new FileStream(Path.Combine(folder, "postgres.owner"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                {
                    // Nobody holds it.
                }

                await RemoveAsync(await StartAsync(folder), folder);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or PrivatePostgresException)
            {
                // In use, or not ours to remove.
            }
        }
    }
}
