using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using MediationHub.Domain.Cases;
using MediationHub.Tests.Load;

namespace MediationHub.Faults;

/// <summary>One command as its caller knows it: sent under one idempotency key until an answer comes.</summary>
internal sealed class Sent(LifeStep step, string? caseId, int seen)
{
    public LifeStep Step => step;
    public string? CaseId => caseId;
    public int Seen => seen;
    public string Key { get; } = Guid.NewGuid().ToString("N");

    /// <summary>The first acknowledgement; null while there is none.</summary>
    public Reply? Answer { get; set; }
}

/// <summary>One case that a caller lives.</summary>
internal sealed class LivedCase(Office office, int n, string applicant)
{
    public Office Office => office;
    public int N => n;

    /// <summary>The applicant's identity number, which no other case of the crowd has.</summary>
    public string Applicant => applicant;

    public string? Id { get; set; }
    /// <summary>May be read while the caller goes on.</summary>
    public ImmutableList<Sent> Commands { get; set; } = [];

    /// <summary>The version that the caller knows of.</summary>
    public int Version => Commands.Count(c => c.Answer is not null);

    /// <summary>Sent but not answered.</summary>
    public Sent? Open => Commands is [.., { Answer: null } last] ? last : null;
}

/// <summary>Callers who live cases through HTTP whatever happens to the program, and remember what they were told.</summary>
internal sealed class Crowd(ServedHub hub, int callers)
{
    private readonly LivedCase?[] _living = new LivedCase?[callers];
    private int _cases;

    public ConcurrentBag<LivedCase> Cases { get; } = [];

    /// <summary>Answers that were neither an acknowledgement nor "unavailable": there must be none.</summary>
    public ConcurrentBag<string> Unexpected { get; } = [];

    /// <summary>Answers 503.</summary>
    public ConcurrentBag<Reply> Unavailable { get; } = [];

    public int Acknowledged => Cases.Sum(c => c.Version);

    /// <summary>Lives on until cancelled. Without an answer a caller sends the same again, if <paramref name="persistent"/>; otherwise it stops there.</summary>
    public async Task Live(bool persistent, CancellationToken cancel)
    {
        using var client = new HubClient(hub.Address);
        await Task.WhenAll(Enumerable.Range(0, callers).Select(i => Task.Run(async () =>
        {
            while (!cancel.IsCancellationRequested)
            {
                var lived = _living[i] ??= Begin(i);
                if (await Next(client, lived) || persistent) continue;
                return;
            }
        }, CancellationToken.None)));
    }

    /// <summary>Sends again whatever is unanswered, until it is.</summary>
    public async Task Settle()
    {
        using var client = new HubClient(hub.Address);
        await Task.WhenAll(_living.OfType<LivedCase>().Where(l => l.Open is not null).Select(async lived =>
        {
            for (var tries = 0; !await Next(client, lived); tries++) Assert.True(tries < 100, $"no answer to {lived.Open?.Step.Name} after {tries} tries: {string.Join('\n', Unexpected.Take(3))}");
        }));
    }

    /// <summary>The next command, or the unanswered one again.</summary>
    /// <returns>Whether it was acknowledged.</returns>
    private async Task<bool> Next(HubClient client, LivedCase lived)
    {
        if (lived.Open is null)
        {
            var steps = Life.Of(lived.Office, default, lived.N, ReceivedAt);
            lived.Commands = lived.Commands.Add(new(steps[lived.Commands.Count], lived.Id, lived.Version));
        }
        var sent = lived.Commands[^1];
        try
        {
            var reply = await Send(client, lived, sent);
            if (reply.Done)
            {
                sent.Answer = reply;
                lived.Id ??= reply.NewId;
                if (lived.Commands.Count == Life.Steps) _living[Array.IndexOf(_living, lived)] = null;
                return true;
            }
            if (reply.Status is HttpStatusCode.ServiceUnavailable) Unavailable.Add(reply);
            else if (reply.Status is not HttpStatusCode.Conflict || reply.Code != "in-progress") Unexpected.Add($"{sent.Step.Name}: {reply}");
        }
        catch (Exception e) when (ServedProgram.NoAnswer(e))
        {
            // The program is gone: whether the command was carried out nobody knows.
        }
        await Task.Delay(50, CancellationToken.None);
        return false;
    }

    /// <summary>Sends a command exactly as it was sent first.</summary>
    public async Task<Reply> Send(HubClient client, LivedCase lived, Sent sent)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await client.Send(sent.Step, sent.CaseId, sent.Seen, hub.Tokens[lived.Office], sent.Key, limit.Token);
    }

    private DateTimeOffset ReceivedAt { get; } = DateTimeOffset.UtcNow.AddHours(-2);

    private LivedCase Begin(int caller)
    {
        var n = Interlocked.Increment(ref _cases);
        var lived = new LivedCase(hub.Offices[caller % hub.Offices.Count], n, People.ResidentNumber(n));
        Cases.Add(lived);
        return lived;
    }
}
