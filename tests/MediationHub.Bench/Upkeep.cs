using System.Diagnostics;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Keys;
using MediationHub.Store.Maintenance;
using MediationHub.Store.Rows;
using MediationHub.Tests.Load;

namespace MediationHub.Bench;

/// <summary>Verify, rebuild, start and memory on what the full path wrote during the run.</summary>
internal sealed record Upkeep(long Events, double VerifySeconds, double RebuildSeconds, IReadOnlyList<string> Findings, IReadOnlyList<double> ReadySeconds, double IdleMegabytes)
{
    private const int Starts = 5;

    public double VerifiedPerSecond => Events / VerifySeconds;
    public double RebuiltPerSecond => Events / RebuildSeconds;
    public double Ready => ReadySeconds.Order().ElementAt(ReadySeconds.Count / 2);

    public static async Task<Upkeep> Of(BenchOptions options, string database, string folder, KeyRing keys, Action<string> say)
    {
        double verify, rebuild;
        VerificationReport before, after;
        await using (var store = await HubStore.Open(database, keys, Projections.All(keys)))
        {
            var aggregates = new EmbeddedAggregates(store);
            var anchors = Path.Combine(folder, "anchors.jsonl");
            await new Anchors(store, aggregates, anchors).SignToday();
            say("verify");
            (verify, before) = await Timed(() => Verification.Run(store, aggregates, anchors));
            say($"verify: {before.Events:N0} events in {verify:0.0} s, {(before.Clean ? "clean" : before.Findings[0])}; rebuild");
            (rebuild, _) = await Timed(() => Rebuilding.Run(store));
            say($"rebuild: {rebuild:0.0} s; verify again");
            after = await Verification.Run(store, aggregates, anchors);
        }

        var ready = new List<double>();
        double idle = 0;
        for (var i = 0; i < Starts; i++)
        {
            var (program, _, took) = await OverHttp.StartProgram(options.Program, database, folder);
            ready.Add(took.TotalSeconds);
            if (i == Starts - 1)
            {
                say($"ready in {took.TotalSeconds:0.00} s; idling for {options.Idle} s");
                await Task.Delay(TimeSpan.FromSeconds(options.Idle));
                program.Refresh();
                idle = program.WorkingSet64 / 1048576.0;
            }
            await ServedProgram.Stop(program);
        }
        return new(before.Events, verify, rebuild, [.. before.Findings, .. after.Findings], ready, idle);

        static async Task<(double Seconds, T Result)> Timed<T>(Func<Task<T>> work)
        {
            var watch = Stopwatch.StartNew();
            var result = await work();
            return (watch.Elapsed.TotalSeconds, result);
        }
    }
}
