using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using MediationHub.Domain.Kernel;
using MediationHub.Silo.Tests;
using MediationHub.Store;
using MediationHub.Store.Accounts;
using MediationHub.Store.Keys;
using MediationHub.Store.Maintenance;
using MediationHub.Store.Postgres;
using MediationHub.Store.Rows;
using MediationHub.Tests.Load;
using MediationHub.Web.Hosting;
using Microsoft.AspNetCore.Identity;
using Npgsql;

namespace MediationHub.Silo.Bench;

/// <summary>
/// Three silos as processes of their own; callers live cases through HTTP, each attempt to the next silo, as a proxy without sticky sessions
/// would send it. Every so often one silo is killed (SIGKILL) and started again. In the end what callers were told is held against what stands in the database.
/// </summary>
internal static class Kills
{
    private const string Password = "Bench-Load-2026";
    private const int Silos = 3;

    /// <param name="gently">SIGTERM instead of SIGKILL: a rolling change, in which no call may fail.</param>
    /// <param name="proxy">haproxy, which all calls then go through; left out, each goes to the next silo.</param>
    public static async Task<bool> Run(string folder, string program, TimeSpan length, TimeSpan every, int callers, bool gently, string? proxy)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        await using var postgres = await PrivatePostgres.StartAsync(new() { DataDirectory = Path.Combine(folder, "postgres"), Settings = new Dictionary<string, string> { ["max_connections"] = "300" } }, Console.WriteLine);
        await postgres.EnsureDatabaseAsync("kills");
        var database = postgres.ConnectionString("kills");
        var data = Path.Combine(folder, "data");
        Directory.CreateDirectory(data);
        var offices = await SiloNode.Found(database, data, 8);
        await Accounts(database, data, offices);

        var silos = Enumerable.Range(0, Silos).Select(_ => new SiloProcess(program, database, data)).ToArray();
        foreach (var silo in silos) await silo.Start();
        Say("three silos serve");
        using var door = proxy is null ? null : await Proxy.Start(proxy, folder, silos);
        using var first = new HubClient(silos[0].Address);
        var tokens = new Dictionary<Office, string>();
        foreach (var office in offices) tokens[office] = await first.SignIn(office.UserName, Password);

        var crowd = new Crowd(door is null ? [.. silos.Select(s => s.Address)] : [door.Address], offices, tokens, callers);
        using var stop = new CancellationTokenSource();
        var living = crowd.Live(stop.Token);
        var watch = Stopwatch.StartNew();
        await Task.Delay(every);
        var kills = new List<long>();
        for (var victim = 0; watch.Elapsed < length; victim = (victim + 1) % Silos)
        {
            var at = watch.Elapsed;
            if (gently) await silos[victim].Stop();
            else await silos[victim].Kill();
            kills.Add(Stopwatch.GetTimestamp());
            if (!gently) await Task.Delay(TimeSpan.FromSeconds(1));
            await silos[victim].Start();
            Say($"silo {victim + 1} {(gently ? "stopped" : "killed")} at {at.TotalSeconds:0} s, back after {(watch.Elapsed - at).TotalSeconds:0.0} s; {crowd.Acknowledged:N0} commands acknowledged");
            if (watch.Elapsed - at < every) await Task.Delay(every - (watch.Elapsed - at));
        }
        await stop.CancelAsync();
        await living;
        await crowd.Settle();
        foreach (var silo in silos) await silo.Stop();

        var (lost, twice) = await Reckon(database, data, crowd);
        var keys = KeyRing.Open(Path.Combine(data, "installation.key"));
        await using var store = await HubStore.Open(database, keys, Projections.All(keys));
        var report = await Verification.Run(store, new Store.Aggregates.EmbeddedAggregates(store), null);
        var waits = kills.Select(k => crowd.LongestAfter(k, every)).ToList();
        var good = lost.Count == 0 && twice.Count == 0 && crowd.Unexpected.IsEmpty && report.Clean && (!gently || crowd.Retries == 0);
        Console.WriteLine($"{callers} callers, {length.TotalSeconds:0} s, {kills.Count} times a silo was {(gently ? "stopped with SIGTERM" : "killed with SIGKILL")} and started again{(door is null ? "" : ", all calls through haproxy")}");
        Console.WriteLine($"acknowledged {crowd.Acknowledged:N0} commands on {crowd.Cases.Count:N0} cases ({crowd.Acknowledged / length.TotalSeconds:N0}/s), {crowd.Retries:N0} attempts without an answer or with 503");
        Console.WriteLine($"lost {lost.Count}, applied twice {twice.Count}, unexpected answers {crowd.Unexpected.Count}");
        Console.WriteLine($"longest wait for an answer after each, s: {string.Join(" ", waits.Select(w => $"{w:0.0}"))}; the longest {waits.Max():0.0}");
        if (door is null) Console.WriteLine($"longest time until both silos that lived had answered a command again, s: {kills.Select(crowd.Recovered).Max():0.0}");
        Console.WriteLine($"verify: {(report.Clean ? "clean" : string.Join("; ", report.Findings.Take(3)))}, {report.Streams:N0} records, {report.Events:N0} events, {report.Rows:N0} rows, {report.Counters:N0} counters");
        foreach (var line in lost.Concat(twice).Concat(crowd.Unexpected).Take(10)) Console.WriteLine(line);
        return good;
    }

    private static async Task Accounts(string database, string data, Office[] offices)
    {
        await using var installation = await Installation.Open(SiloNode.Settings(database, data), _ => { });
        var hash = new PasswordHasher<Account>().HashPassword(new(), Password);
        foreach (var office in offices)
        {
            await installation.Accounts.CreateAsync(new()
            {
                UserName = office.UserName, DisplayName = "周建国", PasswordHash = hash, Roles = ["mediator"], OrganizationId = office.Organization.Value,
                MediatorId = office.Mediator.Value, MustChangePassword = false, SecurityStamp = Guid.NewGuid().ToString("N"),
            }, default);
        }
    }

    /// <summary>Every acknowledged command stands in its case, once and in its place.</summary>
    private static async Task<(List<string> Lost, List<string> Twice)> Reckon(string database, string data, Crowd crowd)
    {
        var (lost, twice) = (new List<string>(), new List<string>());
        var keys = KeyRing.Open(Path.Combine(data, "installation.key"));
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        var stored = new Dictionary<string, List<(string Id, int Version, int Events)>>();
        await using var ask = new NpgsqlCommand(
            "select p.id_hash, s.id, s.version, (select count(*)::integer from events e where e.stream = s.id) from streams s join case_parties p on p.case_id = s.id where s.type = 'case' and p.side = 'applicant'", connection);
        await using var rows = await ask.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            if (!stored.TryGetValue(rows.GetString(0), out var list)) stored[rows.GetString(0)] = list = [];
            list.Add((rows.GetString(1), rows.GetInt32(2), rows.GetInt32(3)));
        }
        foreach (var lived in crowd.Cases)
        {
            var found = stored.GetValueOrDefault(keys.Hash(lived.Applicant)) ?? [];
            if (found.Count > 1) twice.Add($"case {lived.N} was registered {found.Count} times");
            if (found.Count == 0 && lived.Versions.Count > 0) lost.Add($"case {lived.N} with {lived.Versions.Count} commands");
            if (found is not [var one]) continue;
            if (!lived.Versions.SequenceEqual(Enumerable.Range(1, lived.Versions.Count))) twice.Add($"{one.Id}: answered with versions {string.Join(",", lived.Versions)}");
            if (one.Version < lived.Versions.Count) lost.Add($"{one.Id}: {lived.Versions.Count} acknowledged, version {one.Version}");
            if (one.Version > lived.Versions.Count || one.Events != one.Version) twice.Add($"{one.Id}: {lived.Versions.Count} acknowledged, version {one.Version}, {one.Events} events");
        }
        return (lost, twice);
    }

    private static void Say(string line) => Console.Error.WriteLine($"{DateTime.Now:HH:mm:ss} {line}");
}

/// <summary>One case that a caller lives.</summary>
internal sealed class LivedCase(Office office, int n)
{
    public Office Office => office;
    public int N => n;
    public string Applicant { get; } = People.ResidentNumber(n);
    public string? Id { get; set; }

    /// <summary>Of the acknowledged commands, in the order in which they were sent.</summary>
    public List<int> Versions { get; } = [];
}

/// <summary>Callers who send each command under one idempotency key until it is answered, each attempt to another silo.</summary>
internal sealed class Crowd(Uri[] doors, Office[] offices, IReadOnlyDictionary<Office, string> tokens, int callers)
{
    private readonly DateTimeOffset _receivedAt = DateTimeOffset.UtcNow.AddHours(-2);
    private readonly ConcurrentBag<(long Began, long Ended, int Silo)> _calls = [];
    private readonly (LivedCase? Case, string? Key)[] _open = new (LivedCase?, string?)[callers];
    private readonly long[] _avoidUntil = new long[doors.Length];
    private int _lives;
    private int _next;
    private int _retries;

    public ConcurrentBag<LivedCase> Cases { get; } = [];
    public ConcurrentBag<string> Unexpected { get; } = [];
    public int Acknowledged => _calls.Count;
    public int Retries => _retries;

    public Task Live(CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, callers).Select(i => Task.Run(async () =>
    {
        var clients = doors.Select(d => new HubClient(d)).ToArray();
        while (!stop.IsCancellationRequested) await Step(clients, i, stop);
        foreach (var client in clients) client.Dispose();
    }, CancellationToken.None)));

    /// <summary>Sends again whatever is unanswered.</summary>
    public async Task Settle()
    {
        var clients = doors.Select(d => new HubClient(d)).ToArray();
        for (var i = 0; i < callers; i++)
            if (_open[i] is { Key: not null }) await Step(clients, i, CancellationToken.None);
        foreach (var client in clients) client.Dispose();
    }

    /// <summary>Of the calls under way or begun within a time after a moment, how long the slowest took from there, in seconds.</summary>
    public double LongestAfter(long moment, TimeSpan within) =>
        _calls.Where(c => c.Ended > moment && c.Began < moment + within.TotalSeconds * Stopwatch.Frequency).Select(c => Stopwatch.GetElapsedTime(Math.Max(moment, c.Began), c.Ended).TotalSeconds).DefaultIfEmpty().Max();

    /// <summary>Seconds from a moment until two silos had answered a call that began after it.</summary>
    public double Recovered(long moment) =>
        _calls.Where(c => c.Began > moment).GroupBy(c => c.Silo).Select(s => Stopwatch.GetElapsedTime(moment, s.Min(c => c.Ended)).TotalSeconds).Order().Take(2).DefaultIfEmpty().Max();

    private async Task Step(HubClient[] clients, int caller, CancellationToken stop)
    {
        var (lived, key) = _open[caller];
        if (lived is null || lived.Versions.Count == Life.Steps)
        {
            lived = new(offices[caller % offices.Length], Interlocked.Increment(ref _lives));
            Cases.Add(lived);
        }
        _open[caller] = (lived, key ??= Guid.NewGuid().ToString("N"));
        var step = Life.Of(lived.Office, default, lived.N, _receivedAt)[lived.Versions.Count];
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var silo = Next();
            try
            {
                using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
                var reply = await clients[silo].Send(step, lived.Id, lived.Versions.Count, tokens[lived.Office], key, limit.Token);
                if (reply.Done)
                {
                    _calls.Add((began, Stopwatch.GetTimestamp(), silo));
                    lived.Id ??= reply.NewId;
                    lived.Versions.Add(reply.Version);
                    _open[caller] = (lived, null);
                    return;
                }
                if (reply.Status is not HttpStatusCode.ServiceUnavailable && (reply.Status is not HttpStatusCode.Conflict || reply.Code != "in-progress"))
                {
                    Unexpected.Add($"{step.Name} of {lived.Id}: {reply}");
                    lived.Versions.Add(-1);
                    return;
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                _avoidUntil[silo] = Stopwatch.GetTimestamp() + Stopwatch.Frequency;   // as a proxy leaves out who does not answer
            }
            Interlocked.Increment(ref _retries);
            if (stop.IsCancellationRequested) return;
            await Task.Delay(20, CancellationToken.None);
        }
    }

    private int Next()
    {
        for (var tries = 0; ; tries++)
        {
            var silo = (int)((uint)Interlocked.Increment(ref _next) % (uint)doors.Length);
            if (tries >= doors.Length || _avoidUntil[silo] < Stopwatch.GetTimestamp()) return silo;
        }
    }
}
