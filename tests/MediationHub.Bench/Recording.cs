using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Statistics;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Log;
using MediationHub.Store.Rows;
using MediationHub.Tests.Load;

namespace MediationHub.Bench;

/// <summary>Everything that one command of the full path writes, recorded from it, to be written again under other ids.</summary>
/// <param name="Series">The number series that the registration takes from.</param>
/// <param name="NumberText">How the recorded number stands in data and rows.</param>
internal sealed record Recorded(string? Series, string NumberText, int Expected, int KeyLength, IReadOnlyList<StoredEvent> Events, IReadOnlyList<Row> Rows, IReadOnlyList<Row> Deletes, IReadOnlyList<KeyValuePair<CounterKey, long>> Counters);

/// <summary>
/// The lives that the raw contestants replay: what the full path itself makes of the same commands (the events' exact bytes, rows, counters),
/// so that all contestants fill the same tables, columns and indexes with values of the same size.
/// </summary>
internal sealed class Recording
{
    private const int LivesPerOffice = 8;
    private const int NumberDigits = 4;

    private readonly Dictionary<OrganizationId, List<Recorded[]>> _lives = [];

    /// <summary>A life of the office, one entry for each command.</summary>
    public Recorded[] Life(Office office) => _lives[office.Organization][Random.Shared.Next(LivesPerOffice)];

    public static async Task<Recording> Of(HubStore store, IAggregates aggregates, Office[] offices)
    {
        var recording = new Recording();
        for (var i = 0; i < offices.Length; i++)
        {
            var office = offices[i];
            var others = new Dictionary<StreamRef, object>
            {
                [StreamRef.To<Organization>(office.Organization.Value)] = (await aggregates.Find<Organization>(office.Organization.Value))!.State,
                [StreamRef.To<Mediator>(office.Mediator.Value)] = (await aggregates.Find<Mediator>(office.Mediator.Value))!.State,
            };
            recording._lives[office.Organization] = [.. Enumerable.Range(0, LivesPerOffice).Select(n => Record(store, office, others, i * LivesPerOffice + n))];
        }
        return recording;
    }

    private static Recorded[] Record(HubStore store, Office office, Dictionary<StreamRef, object> others, int n)
    {
        var id = new CaseId(NewId.Next("c"));
        var projection = store.Projection<MediationCase>();
        var key = Store.Keys.StreamKey.Create(store.Keys, id.Value);
        Kept<MediationCase>? kept = null;
        return [.. Tests.Load.Life.Of(office, id, n, DateTimeOffset.UtcNow.AddHours(-1)).Select(step =>
        {
            var context = new Context(store.Clock.GetUtcNow(), office.Actor, store.Calendar, store.Rules) { Others = others };
            var decision = step.Command.Decide(kept?.Stored.State ?? MediationCase.Empty, context);
            if (decision.Refusal is not null || decision.Events.Count == 0) throw new InvalidOperationException($"{step.Name}: {decision.Refusal?.Chinese}");
            var number = (int)Math.Pow(10, NumberDigits) - 1;
            List<DomainEvent> events = [.. decision.Events.Select(e => e is INumbered numbered ? numbered.Numbered(number) : e)];
            var expected = kept?.Stored.Version ?? 0;
            (var append, kept) = EmbeddedAggregates.Draft(projection, id.Value, kept, key, events, context, store.Law.Current);
            if (append.Claims.Count + append.Releases.Count + append.Files.Count > 0) throw new InvalidOperationException("a life came to write what the replay does not know");
            return new Recorded(decision.Events.OfType<INumbered>().SingleOrDefault()?.Series, kept.Stored.State.Number, expected, append.Key.Wrapped!.Length, append.Events, append.Rows.Upserts, append.Rows.Deletes, append.Counters);
        })];
    }
}

/// <summary>One recorded command under a fresh case id, with fresh random bytes wherever the full path's are random.</summary>
internal sealed class Replayed
{
    /// <param name="id">The same for all commands of a life.</param>
    public Replayed(Recorded recorded, string id, string user)
    {
        (Recorded, Id, UserName) = (recorded, id, user);
        Key = recorded.Expected == 0 ? Noise(recorded.KeyLength) : null;
        RequestKey = Guid.NewGuid().ToString("N");
        Request = Noise(32);
        Sealed = [.. recorded.Events.Select(e => e.Sealed is { } bytes ? Noise(bytes.Length) : null)];
        Hashes = [.. recorded.Events.Select(_ => Noise(32))];
    }

    public Recorded Recorded { get; }
    public string Id { get; }
    public string UserName { get; }

    /// <summary>The case number's running part, once it is taken.</summary>
    public int Number { get; set; }

    public byte[]? Key { get; }
    public string RequestKey { get; }
    public byte[] Request { get; }
    public byte[]?[] Sealed { get; }
    public byte[][] Hashes { get; }
    public DateTime At { get; } = DateTime.UtcNow;
    public int Next => Recorded.Expected + Recorded.Events.Count;

    public string Data(int i)
    {
        var data = Recorded.Events[i].Data;
        return Recorded.Series is null ? data : data.Replace(Recorded.Events[i].Stream, Id, StringComparison.Ordinal).Replace(Recorded.NumberText, NumberText, StringComparison.Ordinal);
    }

    /// <summary>The recorded row under this life's id, number and hashes.</summary>
    public Row Row(Row row)
    {
        var values = (object?[])row.Values.Clone();
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = row.Table.Columns[i].Name switch
            {
                "number" => NumberText,
                "id_hash" => values[i] is null ? null : Convert.ToHexStringLower(Noise(16)),
                _ => values[i] is string text && text == row.Stream ? Id : values[i],
            };
        }
        return new(row.Table, values);
    }

    private string NumberText => Recorded.NumberText.Replace("9999", $"{Number:0000}", StringComparison.Ordinal);

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        Random.Shared.NextBytes(bytes);
        return bytes;
    }
}
