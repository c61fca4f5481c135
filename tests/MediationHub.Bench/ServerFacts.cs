using System.Diagnostics;
using System.Runtime.InteropServices;
using MediationHub.Store.Postgres;
using Npgsql;

namespace MediationHub.Bench;

/// <summary>What the figures were measured on; no names.</summary>
internal sealed record ServerFacts(string Machine, string Postgres, string Settings)
{
    private static readonly string[] Shown = ["fsync", "synchronous_commit", "full_page_writes", "wal_compression", "shared_buffers", "max_wal_size", "checkpoint_timeout", "autovacuum", "data_checksums"];

    public static async Task<ServerFacts> Of(PrivatePostgres server)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString("postgres"));
        await connection.OpenAsync();
        var settings = new List<string>();
        foreach (var name in Shown)
        {
            await using var show = new NpgsqlCommand($"show {name}", connection);
            settings.Add($"{name} = {await show.ExecuteScalarAsync()}");
        }
        var drive = new DriveInfo(server.DataDirectory);
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1073741824.0;
        return new(
            $"{Environment.ProcessorCount} processors ({Processor()}), {memory:0} GB, {RuntimeInformation.OSArchitecture}, {drive.DriveFormat}, fdatasync {Sync(Path.GetDirectoryName(server.DataDirectory)!):0.00} ms, {RuntimeInformation.FrameworkDescription}",
            $"PostgreSQL {connection.PostgreSqlVersion}", string.Join(", ", settings));
    }

    private static string Processor() =>
        File.Exists("/proc/cpuinfo") && File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) is { } line ? line[(line.IndexOf(':') + 2)..] : "unknown";

    /// <summary>How long the disk takes to keep 8 KB: the price that each transaction pays.</summary>
    private static double Sync(string folder)
    {
        var path = Path.Combine(folder, "sync.try");
        var page = new byte[8192];
        try
        {
            using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1);
            var watch = Stopwatch.StartNew();
            const int times = 200;
            for (var i = 0; i < times; i++)
            {
                file.Position = 0;
                file.Write(page);
                file.Flush(flushToDisk: true);
            }
            return watch.Elapsed.TotalMilliseconds / times;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
