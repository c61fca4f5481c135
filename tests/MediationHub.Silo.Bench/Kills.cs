using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using MediationHub.Tests.Load;

namespace MediationHub.Silo.Bench;

/// <summary>
/// Three silos as processes of their own; callers live cases through HTTP, each attempt to the next silo, as a proxy without sticky sessions
/// would send it. Every so often one silo is killed (SIGKILL) and started again.
/// </summary>
internal static class Kills
{
    private const int Silos = 3;

    /// <param name="gently">SIGTERM instead of SIGKILL: a rolling change, in which no call may fail.</param>
    /// <param name="proxy">haproxy, which all calls then go through; left out, each goes to the next silo.</param>
    public static async Task<bool> Run(string folder, string program, TimeSpan length, TimeSpan every, int callers, bool gently, string? proxy)
    {
        await using var trial = await Trial.Begin(folder);
        var silos = Enumerable.Range(0, Silos).Select(_ => trial.Node(program)).ToArray();
        foreach (var silo in silos) await silo.Start();
        Trial.Say("three silos serve");
        using var door = proxy is null ? null : await Proxy.Start(proxy, folder, silos);
        var crowd = new Crowd(door is null ? [.. silos.Select(s => s.Address)] : [door.Address], trial.Offices, await trial.SignIn(silos[0].Address), callers);
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
            Trial.Say($"silo {victim + 1} {(gently ? "stopped" : "killed")} at {at.TotalSeconds:0} s, back after {(watch.Elapsed - at).TotalSeconds:0.0} s; {crowd.Acknowledged:N0} commands acknowledged");
            if (watch.Elapsed - at < every) await Task.Delay(every - (watch.Elapsed - at));
        }
        await stop.CancelAsync();
        await living;
        await crowd.Settle();
        foreach (var silo in silos) await silo.Stop();

        var waits = kills.Select(k => crowd.LongestAfter(k, every)).ToList();
        Console.WriteLine($"{callers} callers, {length.TotalSeconds:0} s, {kills.Count} times a silo was {(gently ? "stopped with SIGTERM" : "killed with SIGKILL")} and started again{(door is null ? "" : ", all calls through haproxy")}");
        Console.WriteLine($"longest wait for an answer after each, s: {string.Join(" ", waits.Select(w => $"{w:0.0}"))}; the longest {waits.Max():0.0}");
        if (door is null) Console.WriteLine($"longest time until both silos that lived had answered a command again, s: {kills.Select(crowd.Recovered).Max():0.0}");
        return await trial.Reckon(crowd, length) && (gently ? crowd.Retries == 0 : waits.Max() <= 5);
    }
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
            catch (Exception e) when (ServedProgram.NoAnswer(e))
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
