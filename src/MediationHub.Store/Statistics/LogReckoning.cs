using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Statistics;
using MediationHub.Store.Log;
using MediationHub.Store.Rows;
using Npgsql;
using NpgsqlTypes;

namespace MediationHub.Store.Statistics;

/// <summary>How far a reckoning is.</summary>
/// <param name="Events">Events read so far.</param>
/// <param name="InLog">Events of the whole log.</param>
public sealed record ReckoningProgress(long Events, long InLog);

/// <summary>A ranking reckoned from the log alone, and how much was read for it.</summary>
/// <param name="Events">Events that say something that is counted; all others were passed over.</param>
public sealed record Reckoned(RankingAsOf Ranking, long Cases, long Events, long InLog);

/// <summary>
/// <c>mediationhub recompute --from --to</c>: a ranking from the events alone, without a row, a counter or a figure in memory. Each case is folded anew and says what it counts;
/// names, statements and offers stay sealed. The digits must be those of the board.
/// </summary>
public static class LogReckoning
{
    private const int EventsInChunk = 4_000;

    /// <summary>What happens in a case that changes one of a ranking's counters.</summary>
    internal static readonly Type[] Telling =
    [
        typeof(CaseRegistered), typeof(PartyRefusedMediation), typeof(CaseAccepted), typeof(CaseNotAccepted), typeof(CaseCorrected), typeof(ClaimsChanged), typeof(AgreementDrafted), typeof(AgreementTookEffect),
        typeof(AgreementReviewNoted), typeof(AgreementRuled), typeof(RulingWithdrawn), typeof(CaseClosed), typeof(ApplicationWithdrawn), typeof(CaseTransferred), typeof(CaseSplit), typeof(CaseMerged), typeof(CaseTakenIn), typeof(PaymentRecorded), typeof(PerformanceRecorded), typeof(DefaultMarked), typeof(CaseReopened),
    ];

    /// <exception cref="InvalidDataException">An event that this program does not know.</exception>
    public static async Task<Reckoned> Run(HubStore store, RankingQuery query, Action<ReckoningProgress>? progress = null, CancellationToken cancel = default)
    {
        var law = await store.Law.Refresh(cancel);
        await using var connection = await store.AtLength.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        var (asOf, inLog) = await Extent(connection, cancel);
        var organizations = await Organizations(store, connection, cancel);

        var sums = new Dictionary<string, long[]>(StringComparer.Ordinal);
        var chunks = Channel.CreateBounded<Task<Part>>(Environment.ProcessorCount * 3);
        var reading = Task.Run(async () =>
        {
            Exception? failure = null;
            try
            {
                var chunk = new List<Told>(EventsInChunk + 64);
                foreach (var told in Cases(connection))
                {
                    if (chunk.Count >= EventsInChunk && chunk[^1].Stream != told.Stream)
                    {
                        await Post(chunk);
                        chunk = new List<Told>(EventsInChunk + 64);
                    }
                    chunk.Add(told);
                }
                if (chunk.Count > 0) await Post(chunk);
            }
            catch (Exception e)
            {
                failure = e;
            }
            chunks.Writer.Complete(failure);

            Task Post(List<Told> events) => chunks.Writer.WriteAsync(Task.Run(() => Count(events, query, law), cancel), cancel).AsTask();
        }, cancel);

        var (events, cases) = (0L, 0L);
        await foreach (var chunk in chunks.Reader.ReadAllAsync(cancel))
        {
            var part = await chunk;
            (events, cases) = (events + part.Events, cases + part.Cases);
            foreach (var (organization, own) in part.Sums)
            {
                if (!sums.TryGetValue(organization, out var known)) sums[organization] = own;
                else for (var i = 0; i < own.Length; i++) known[i] += own[i];
            }
            progress?.Invoke(new(events, inLog));
        }
        await reading;
        await transaction.CommitAsync(cancel);

        var names = RateBoard.Places.Keys.ToArray();
        var contenders = organizations.Where(o => (query.Type is null || o.Type == query.Type) && (query.Unit is null || Regions.BuiltIn.IsWithin(o.Unit, query.Unit)))
            .Select(o => new Contender(o.Id, o.Code, o.Name, o.Type, o.Unit, o.Status, StandingOf(query.Rules.Definition, names, sums.GetValueOrDefault(o.Id))))
            .Where(c => new RatedOrganization(c.OrganizationId, c.Code, c.Name, c.Type, c.Unit, c.Status).IsCompared(c.Standing.Sample));
        return new(new(query, Ranking.Of(contenders, query.Rules), asOf, law), cases, events, inLog);
    }

    private static Standing StandingOf(RateDefinition definition, string[] names, long[]? sums)
    {
        var figures = new Figures(sums is null ? new Dictionary<string, long>() : names.Index().ToDictionary(n => n.Item, n => sums[n.Index]));
        return new(definition.Of(figures), definition.Sample(figures), figures[Counters.Succeeded], figures[Counters.Partial], figures[Counters.Failed], figures[Counters.Of(Outcome.AgreedOral)],
            figures[Counters.ClosedInTime], figures[Counters.PerformanceDue], figures[Counters.PerformedInTime]);
    }

    private readonly record struct Told(string Stream, string Type, byte[] Data);

    private sealed record Part(long Events, long Cases, Dictionary<string, long[]> Sums);

    private static Part Count(List<Told> events, RankingQuery query, Law law)
    {
        var sums = new Dictionary<string, long[]>(StringComparer.Ordinal);
        var tray = new PersonalTray { Destroyed = true };   // what is sealed stays sealed: nothing of it is counted
        var (state, cases) = (MediationCase.Empty, 0L);
        tray.With(() =>
        {
            for (var i = 0; i < events.Count; i++)
            {
                var type = Wire.TypeOf(events[i].Type) ?? throw new InvalidDataException($"unknown event {events[i].Type}: this program is older than its data");
                state = state.Evolve((DomainEvent)JsonSerializer.Deserialize(events[i].Data, type, Sparing)!);
                if (i + 1 < events.Count && events[i + 1].Stream == events[i].Stream) continue;
                CaseContribution.Contribute(state, law.Calendar, law.Rules, Add);
                (state, cases) = (MediationCase.Empty, cases + 1);
            }
            return 0;
        });
        return new(events.Count, cases, sums);

        void Add(CounterKey key, long n)
        {
            if (key.Day < query.From || key.Day > query.To || !Index.TryGetValue(key.Counter, out var at)) return;
            if (key.Day > query.Passed && key.Counter.StartsWith(Counters.PerformanceDue, StringComparison.Ordinal)) return;
            if (!sums.TryGetValue(key.Organization.Value, out var own)) sums[key.Organization.Value] = own = new long[Index.Count];
            own[at] += n;
        }
    }

    private static readonly Dictionary<string, int> Index = RateBoard.Places.Keys.Index().ToDictionary(p => p.Item, p => p.Index, StringComparer.Ordinal);

    private static async Task<(FiguresAsOf AsOf, long InLog)> Extent(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var read = new NpgsqlCommand("select e.position, e.at, (select coalesce(sum(version), 0)::bigint from streams) from events e order by e.tx desc, e.position desc limit 1", connection) { CommandTimeout = 0 };
        await using var reader = await read.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? (new(reader.GetInt64(0), new DateTimeOffset(reader.GetDateTime(1)).ToOffset(ChinaTime.Offset)), reader.GetInt64(2)) : (default, 0);
    }

    /// <summary>Every organization as its own events leave it.</summary>
    private static async Task<List<RatedOrganization>> Organizations(HubStore store, NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var find = new NpgsqlCommand("select id from streams where type = 'organization'", connection) { CommandTimeout = 0 };
        List<string> ids = [];
        await using (var reader = await find.ExecuteReaderAsync(cancel))
            while (await reader.ReadAsync(cancel)) ids.Add(reader.GetString(0));
        using var none = Keys.StreamKey.Open(store.Keys, Organization.Stream, null);
        List<RatedOrganization> found = [];
        foreach (var chunk in ids.Chunk(1_000))
            foreach (var events in (await LogReader.Streams(connection, chunk, cancel)).GroupBy(e => e.Stream, StringComparer.Ordinal))
            {
                var o = events.Aggregate(Organization.Empty, (state, stored) => state.Evolve(EventCodec.Decode(stored, none)));
                found.Add(new(events.Key, o.Code, o.Name, CaseProjection.Word(o.Type), o.Unit, CaseProjection.Word(o.Status)));
            }
        return found;
    }

    private static IEnumerable<Told> Cases(NpgsqlConnection connection)
    {
        var types = string.Join(", ", Telling.Select(t => $"'{Wire.NameOf(t)}'"));
        using var export = connection.BeginBinaryExport($"copy (select stream, type, convert_to(data, 'UTF8') from events where type in ({types}) order by stream, version) to stdout (format binary)");
        var names = Telling.ToDictionary(t => Wire.NameOf(t), t => Wire.NameOf(t), StringComparer.Ordinal);
        var stream = "";
        while (export.StartRow() != -1)
        {
            var next = export.Read<string>(NpgsqlDbType.Text);
            if (next != stream) stream = next;
            yield return new(stream, names[export.Read<string>(NpgsqlDbType.Text)], export.Read<byte[]>(NpgsqlDbType.Bytea));
        }
    }

    /// <summary>Events without what is never counted: who the parties are and what they said is passed over unread.</summary>
    private static readonly JsonSerializerOptions Sparing = new(Wire.Json)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver
        {
            Modifiers =
            {
                type =>
                {
                    if (type.Type != typeof(CaseRegistered) && type.Type != typeof(CaseTakenIn)) return;
                    foreach (var property in type.Properties)
                    {
                        if (property.PropertyType == typeof(IReadOnlyList<Party>)) property.CustomConverter = new PassedOver<Party>();
                        else if (property.PropertyType == typeof(IReadOnlyList<Member>)) property.CustomConverter = new PassedOver<Member>();
                        else if (property.PropertyType == typeof(IReadOnlyList<Evidence>)) property.CustomConverter = new PassedOver<Evidence>();
                    }
                },
            },
        },
    };

    private sealed class PassedOver<T> : JsonConverter<IReadOnlyList<T>>
    {
        public override IReadOnlyList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            reader.Skip();
            return [];
        }

        public override void Write(Utf8JsonWriter writer, IReadOnlyList<T> value, JsonSerializerOptions options) => throw new NotSupportedException();
    }
}
