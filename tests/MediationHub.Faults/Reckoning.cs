using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MediationHub.Tests.Load;
using Npgsql;

namespace MediationHub.Faults;

/// <summary>Holds what callers were told against what stands in the database.</summary>
internal static partial class Reckoning
{
    /// <summary>Before anything is sent again: what was acknowledged is there, and of what was not, all or nothing.</summary>
    public static async Task NothingLostOrHalfDone(ServedHub hub, Crowd crowd)
    {
        var stored = await Stored(hub);
        foreach (var lived in crowd.Cases)
        {
            var mine = stored.GetValueOrDefault(hub.Keys.Hash(lived.Applicant)) ?? [];
            Assert.True(mine.Count <= 1, $"{lived.N} was registered {mine.Count} times");
            if (mine is not [var found])
            {
                Assert.Equal(0, lived.Version);
                Assert.True(lived.Open is null || !await Answered(hub, lived.Open.Key));
                continue;
            }
            var carriedOut = found.Version == lived.Version + 1;
            Assert.True(carriedOut ? lived.Open is not null : found.Version == lived.Version, $"{found.Id}: {lived.Version} commands acknowledged, version {found.Version}");
            if (lived.Open is { } open) Assert.Equal(carriedOut, await Answered(hub, open.Key));
        }
    }

    /// <summary>Once every command has its answer: each is there once, each case once, numbers have no gap.</summary>
    public static async Task EverythingOnce(ServedHub hub, Crowd crowd)
    {
        var stored = await Stored(hub);
        foreach (var lived in crowd.Cases)
        {
            var found = Assert.Single(stored[hub.Keys.Hash(lived.Applicant)]);
            Assert.Equal(lived.Id, found.Id);
            Assert.Equal(lived.Version, found.Version);
            Assert.Equal(Enumerable.Range(1, lived.Version), found.Events);
            Assert.Equal(Enumerable.Range(1, lived.Version), lived.Commands.Select(c => c.Answer!.Version));
        }
        await NumbersHaveNoGap(hub);
        Assert.Empty(crowd.Unexpected);
    }

    /// <summary>Whoever sends an acknowledged command again gets the first answer, and nothing happens.</summary>
    public static async Task RetriesGiveTheFirstAnswer(ServedHub hub, Crowd crowd, Random random)
    {
        using var client = new HubClient(hub.Address);
        var answered = crowd.Cases.SelectMany(c => c.Commands.Where(s => s.Answer is not null), (c, sent) => (Case: c, Sent: sent)).ToArray();
        random.Shuffle(answered);
        foreach (var (lived, sent) in answered.Take(60))
        {
            var again = await crowd.Send(client, lived, sent);
            Assert.Equal(sent.Answer!.Status, again.Status);
            Assert.Equal(sent.Answer.Version, again.Version);
            Assert.Equal(Record(sent.Answer), Record(again));
        }
    }

    /// <summary>The record in an answer, without what hangs on the moment it is looked at.</summary>
    private static string Record(Reply reply)
    {
        var body = JsonNode.Parse(reply.Body)!.AsObject();
        foreach (var today in new[] { "deadlines", "allowed", "performance", "possibleDuplicates" }) body.Remove(today);
        return body.ToJsonString();
    }

    private sealed record Found(string Id, int Version, List<int> Events);

    /// <summary>Cases by the hash of the applicant's identity number.</summary>
    private static async Task<Dictionary<string, List<Found>>> Stored(ServedHub hub)
    {
        await using var connection = await hub.Database();
        await using var ask = new NpgsqlCommand(
            """
            select p.id_hash, s.id, s.version, array(select e.version from events e where e.stream = s.id order by e.version)
            from streams s join case_parties p on p.case_id = s.id where s.type = 'case' and p.side = 'applicant'
            """, connection);
        await using var reader = await ask.ExecuteReaderAsync();
        var stored = new Dictionary<string, List<Found>>();
        while (await reader.ReadAsync())
        {
            var hash = reader.GetString(0);
            if (!stored.TryGetValue(hash, out var list)) stored[hash] = list = [];
            list.Add(new(reader.GetString(1), reader.GetInt32(2), [.. reader.GetFieldValue<int[]>(3)]));
        }
        return stored;
    }

    private static async Task<bool> Answered(ServedHub hub, string key)
    {
        await using var connection = await hub.Database();
        await using var ask = new NpgsqlCommand("select exists (select from idempotency where key = $1)", connection) { Parameters = { new() { Value = key } } };
        return (bool)(await ask.ExecuteScalarAsync())!;
    }

    private static async Task NumbersHaveNoGap(ServedHub hub)
    {
        await using var connection = await hub.Database();
        await using var ask = new NpgsqlCommand("select organization_id, number from case_rows", connection);
        await using var reader = await ask.ExecuteReaderAsync();
        var numbers = new List<(string Series, int Number)>();
        while (await reader.ReadAsync())
        {
            var parts = Number().Match(reader.GetString(1));
            numbers.Add(($"{reader.GetString(0)} {parts.Groups[1]}", int.Parse(parts.Groups[2].Value)));
        }
        foreach (var series in numbers.GroupBy(n => n.Series))
            Assert.Equal(Enumerable.Range(1, series.Count()), series.Select(n => n.Number).Order());
    }

    [GeneratedRegex("〔([0-9]{4})〕([0-9]+)号$")]
    private static partial Regex Number();
}
