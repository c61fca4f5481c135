using System.Diagnostics;
using Npgsql;

namespace MediationHub.Bench;

/// <summary>What one contestant did with one number of callers, over all its rounds.</summary>
internal sealed class Score(Contestant contestant, int callers)
{
    private readonly List<float> _latencies = [];
    private float[]? _sorted;

    public Contestant Contestant { get; } = contestant;
    public int Callers { get; } = callers;
    public double Seconds { get; private set; }
    public long Commands => _latencies.Count;
    public double PerSecond => Commands / Seconds;

    /// <summary>Commands a second in each round, for the spread.</summary>
    public List<double> PerRound { get; } = [];

    public long Transactions { get; private set; }
    public double Batch => Transactions == 0 ? 0 : (double)Commands / Transactions;
    public long WalBytes { get; private set; }
    public Cpu Cpu { get; private set; }

    public float Quantile(double q)
    {
        _sorted ??= [.. _latencies.Order()];
        return _sorted.Length == 0 ? 0 : _sorted[Math.Min(_sorted.Length - 1, (int)(q * _sorted.Length))];
    }

    public void Add(double seconds, List<float> latencies, Cpu cpu, long transactions, long walBytes)
    {
        Seconds += seconds;
        _latencies.AddRange(latencies);
        PerRound.Add(latencies.Count / seconds);
        Cpu += cpu;
        Transactions += transactions;
        WalBytes += walBytes;
    }
}

/// <summary>Runs a contestant for some seconds in a closed loop.</summary>
internal static class Rounds
{
    public static async Task Run(Score score, ICaller[] callers, TimeSpan length, Func<Cpu> cpu)
    {
        await using var connection = new NpgsqlConnection(score.Contestant.Database);
        await connection.OpenAsync();
        var (position, wal) = await Where(connection);
        var cpuBefore = cpu();
        var began = Stopwatch.GetTimestamp();
        var until = began + (long)(length.TotalSeconds * Stopwatch.Frequency);
        var latencies = await Task.WhenAll(callers.Select(c => Task.Run(() => Loop(c, until))));
        var used = cpu() - cpuBefore;
        var walAfter = (await Where(connection)).Wal;
        await using var count = new NpgsqlCommand("select count(distinct tx) from events where position > $1", connection) { Parameters = { new() { Value = position } } };
        var transactions = (long)(await count.ExecuteScalarAsync())!;
        // What was answered after the bell does not count.
        score.Add(length.TotalSeconds, [.. latencies.SelectMany(l => l)], used, transactions, walAfter - wal);
    }

    private static async Task<List<float>> Loop(ICaller caller, long until)
    {
        var latencies = new List<float>(4096);
        for (var before = Stopwatch.GetTimestamp(); before < until;)
        {
            await caller.Next();
            var now = Stopwatch.GetTimestamp();
            if (now <= until) latencies.Add((float)((now - before) * 1000.0 / Stopwatch.Frequency));
            before = now;
        }
        return latencies;
    }

    private static async Task<(long Position, long Wal)> Where(NpgsqlConnection connection)
    {
        await using var ask = new NpgsqlCommand("select coalesce((select max(position) from events), 0), (pg_current_wal_insert_lsn() - '0/0')::bigint", connection);
        await using var reader = await ask.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), reader.GetInt64(1));
    }
}
