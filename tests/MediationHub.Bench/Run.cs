using MediationHub.Domain.Kernel;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Files;
using MediationHub.Store.Keys;
using MediationHub.Store.Postgres;
using MediationHub.Store.Rows;
using MediationHub.Tests.Load;
using MediationHub.Web.Hosting;

namespace MediationHub.Bench;

/// <summary>One run: a server of its own, the contestants in turns, then the upkeep of what the full path wrote.</summary>
internal static class Run
{
    /// <summary>So many that two callers seldom wait for the same counters: what helps raw SQL most.</summary>
    private const int Offices = 128;

    public static async Task Of(BenchOptions options)
    {
        if (Directory.Exists(options.Folder)) Directory.Delete(options.Folder, recursive: true);
        Directory.CreateDirectory(options.Folder);
        await using var postgres = await PrivatePostgres.StartAsync(new() { DataDirectory = Path.Combine(options.Folder, "postgres") }, Console.WriteLine);
        foreach (var letter in "abcd") await postgres.EnsureDatabaseAsync(Name(letter));
        var keys = KeyRing.Open(Path.Combine(FolderOf('c'), "installation.key"));

        Say("founding the offices");
        var offices = await FoundInProcess(postgres, keys);
        var store = await HubStore.Open(postgres.ConnectionString(Name('c')), keys, Projections.All(keys));
        var recording = await Recording.Of(store, new EmbeddedAggregates(store), offices);
        foreach (var raw in "ab") await (await HubStore.Open(postgres.ConnectionString(Name(raw)), keys, Projections.All(keys))).DisposeAsync();

        var contestants = new List<Contestant>();
        var inProcess = new InProcess(postgres.ConnectionString(Name('c')), store, offices);
        var report = new Report(options, await ServerFacts.Of(postgres));
        try
        {
            if (options.Only.Contains('a')) contestants.Add(new RawSql(postgres.ConnectionString(Name('a')), recording, offices));
            if (options.Only.Contains('b')) contestants.Add(new GatheredSql(postgres.ConnectionString(Name('b')), recording, offices));
            if (options.Only.Contains('c')) contestants.Add(inProcess);
            if (options.Only.Contains('d'))
            {
                await FoundForHttp(postgres, FolderOf('d'));
                Say("starting the program and signing in");
                contestants.Add(await OverHttp.Start(options.Program, postgres.ConnectionString(Name('d')), FolderOf('d'), offices));
            }
            foreach (var callers in options.Callers) report.Add(await Compete(options, postgres, contestants, callers));
            foreach (var contestant in contestants) report.Add(await Footprint.Of(contestant));
            if (options.Upkeep) await Fill(inProcess, options.Events);
        }
        finally
        {
            foreach (var contestant in contestants) await contestant.DisposeAsync();
            if (!contestants.Contains(inProcess)) await inProcess.DisposeAsync();
        }
        if (options.Upkeep) report.Add(await Upkeep.Of(options, postgres.ConnectionString(Name('c')), FolderOf('c'), keys, Say));
        report.Write();

        string FolderOf(char letter) => Path.Combine(options.Folder, $"{letter}");
        static string Name(char letter) => $"bench_{letter}";

        async Task<Office[]> FoundInProcess(PrivatePostgres server, KeyRing ring)
        {
            await using var past = await HubStore.Open(server.ConnectionString(Name('c')), ring, Projections.All(ring), new HubClock(TimeSpan.FromDays(-7)));
            return await Province.Found(new EmbeddedAggregates(past), new FileStore(past, Path.Combine(FolderOf('c'), "files")), Offices, ChinaTime.DayOf(past.Clock.GetUtcNow()));
        }

        async Task FoundForHttp(PrivatePostgres server, string folder)
        {
            await using var installation = await Installation.Open(new HubSettings(folder, server.ConnectionString(Name('d')), false, default, [], null, null, null), Console.WriteLine);
            installation.Clock.Hold(DateTimeOffset.UtcNow.AddDays(-7));
            var founded = await Province.Found(installation.Aggregates, installation.Files, Offices, ChinaTime.DayOf(installation.Clock.GetUtcNow()));
            await Province.SignUp(installation.Accounts, founded, OverHttp.Password);
        }
    }

    /// <summary>The contestants in turns, the order moving on by one each time, so that whatever drifts hits all alike.</summary>
    private static async Task<IReadOnlyList<Score>> Compete(BenchOptions options, PrivatePostgres postgres, List<Contestant> contestants, int callers)
    {
        var scores = contestants.Select(c => new Score(c, callers)).ToList();
        var living = scores.Select(s => Enumerable.Range(0, callers).Select(s.Contestant.Caller).ToArray()).ToList();
        for (var i = 0; i < scores.Count; i++)
        {
            Say($"{callers} callers: warming up {scores[i].Contestant.Letter}");
            await Turn(new Score(contestants[i], callers), living[i], options.Warmup);
        }
        for (var (done, turn) = (0, 0); done < options.Seconds; done += options.Round, turn++)
        {
            for (var i = 0; i < scores.Count; i++)
            {
                var next = (turn + i) % scores.Count;
                await Turn(scores[next], living[next], Math.Min(options.Round, options.Seconds - done));
                Say($"{callers} callers: {scores[next].Contestant.Letter} {scores[next].PerRound[^1]:N0}/s");
            }
        }
        return scores;

        Task Turn(Score score, ICaller[] alive, int seconds) => Rounds.Run(score, alive, TimeSpan.FromSeconds(seconds), () => Cpu.Now(score.Contestant.ProcessId, postgres.ServerProcessId));
    }

    /// <summary>Goes on living cases until there are events enough to time the upkeep over.</summary>
    private static async Task Fill(InProcess contestant, int events)
    {
        await using var count = contestant.Store.Database.CreateCommand("select count(*) from events");
        var callers = Enumerable.Range(0, 64).Select(contestant.Caller).ToArray();
        while ((long)(await count.ExecuteScalarAsync())! < events)
        {
            Say("more cases for verify and rebuild");
            await Task.WhenAll(callers.Select(c => Task.Run(async () =>
            {
                for (var i = 0; i < 10 * Life.Steps; i++) await c.Next();
            })));
        }
    }

    private static void Say(string line) => Console.Error.WriteLine($"{DateTime.Now:HH:mm:ss} {line}");
}
