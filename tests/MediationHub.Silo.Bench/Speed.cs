using MediationHub.Bench;
using MediationHub.Silo.Tests;
using MediationHub.Store;
using MediationHub.Store.Keys;
using MediationHub.Store.Maintenance;
using MediationHub.Store.Postgres;
using MediationHub.Store.Rows;
using MediationHub.Tests.Load;
using Microsoft.Extensions.DependencyInjection;

namespace MediationHub.Silo.Bench;

/// <summary>One server, four contestants in turns, the order moving on by one each time, so that whatever drifts hits all alike.</summary>
internal static class Speed
{
    private const int Offices = 128;

    /// <param name="plainSql">A file of SQL that puts other statements of storage in the place of ours, for plain persistence alone; null: ours.</param>
    public static async Task Run(string folder, int seconds, int round, int warmup, int callers, string? plainSql)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        await using var postgres = await PrivatePostgres.StartAsync(new() { DataDirectory = Path.Combine(folder, "postgres"), Settings = new Dictionary<string, string> { ["max_connections"] = "300" } }, Console.WriteLine);
        var facts = await ServerFacts.Of(postgres);
        var contestants = new List<Contestant>();
        try
        {
            Say("founding the offices");
            var (embedded, offices) = await Found("embedded");
            var keys = KeyRing.Open(Path.Combine(folder, "embedded", "installation.key"));
            contestants.Add(new InProcess(embedded, await HubStore.Open(embedded, keys, Projections.All(keys)), offices));
            (var grains, offices) = await Found("grains");
            contestants.Add(new ThroughGrains("g", "through grains, one silo", grains, [await Start("grains", grains)], offices));
            (var both, offices) = await Found("both");
            contestants.Add(new ThroughGrains("h", "through grains, two silos, half of the commands from the other one", both, [await Start("both", both), await Start("both", both)], offices));
            (var plain, offices) = await Found("plain");
            var silo = await Start("plain", plain, async (services, installation) =>
            {
                services.AddSingleton(await PlainWorld.Of(installation.Store, offices));
                if (plainSql is null) return;
                await using var other = installation.Store.Database.CreateCommand(await File.ReadAllTextAsync(plainSql));
                await other.ExecuteNonQueryAsync();
            });
            contestants.Add(new PlainPersistence(plain, silo, offices));

            var scores = contestants.Select(c => new Score(c, callers)).ToList();
            var living = contestants.Select(c => Enumerable.Range(0, callers).Select(c.Caller).ToArray()).ToList();
            for (var i = 0; i < scores.Count; i++) await Turn(new Score(contestants[i], callers), living[i], warmup);
            for (var (done, turn) = (0, 0); done < seconds; done += round, turn++)
            {
                for (var i = 0; i < scores.Count; i++)
                {
                    var next = (turn + i) % scores.Count;
                    await Turn(scores[next], living[next], round);
                    Say($"{scores[next].Contestant.Letter} {scores[next].PerRound[^1]:N0}/s");
                }
            }
            Show(facts, scores, seconds, round);
        }
        finally
        {
            foreach (var contestant in contestants) await contestant.DisposeAsync();
        }
        foreach (var name in new[] { "embedded", "grains", "both" })
        {
            var keys = KeyRing.Open(Path.Combine(folder, name, "installation.key"));
            await using var store = await HubStore.Open(postgres.ConnectionString(name), keys, Projections.All(keys));
            var report = await Verification.Run(store, new Store.Aggregates.EmbeddedAggregates(store), null);
            Console.WriteLine($"verify {name}: {(report.Clean ? "clean" : string.Join("; ", report.Findings.Take(3)))}, {report.Events:N0} events, {report.Rows:N0} rows, {report.Counters:N0} counters");
        }

        async Task<(string Database, Office[] Offices)> Found(string name)
        {
            await postgres.EnsureDatabaseAsync(name);
            Directory.CreateDirectory(Path.Combine(folder, name));
            return (postgres.ConnectionString(name), await SiloNode.Found(postgres.ConnectionString(name), Path.Combine(folder, name), Offices));
        }

        Task<SiloNode> Start(string name, string database, Func<IServiceCollection, Web.Hosting.Installation, Task>? more = null) => SiloNode.Start(database, Path.Combine(folder, name), more);
        Task Turn(Score score, ICaller[] alive, int length) => Rounds.Run(score, alive, TimeSpan.FromSeconds(length), () => Cpu.Now(null, postgres.ServerProcessId));
    }

    private static void Show(ServerFacts facts, List<Score> scores, int seconds, int round)
    {
        var embedded = scores[0].PerSecond;
        var plain = scores[^1].PerSecond;
        Console.WriteLine($"{facts.Machine}; {facts.Postgres}; {facts.Settings}");
        Console.WriteLine($"{scores[0].Callers} callers, {seconds} s each in turns of {round} s");
        Console.WriteLine("| | commands/s | lowest–highest round | p50 ms | p99 ms | of embedded | of plain persistence |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var s in scores)
            Console.WriteLine($"| ({s.Contestant.Letter}) {s.Contestant.Name} | {s.PerSecond:N0} | {s.PerRound.Min():N0}–{s.PerRound.Max():N0} | {s.Quantile(0.5):0.0} | {s.Quantile(0.99):0.0} | {s.PerSecond / embedded:0.00} | {s.PerSecond / plain:0.00} |");
    }

    private static void Say(string line) => Console.Error.WriteLine($"{DateTime.Now:HH:mm:ss} {line}");
}
