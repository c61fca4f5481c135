using System.Threading.Channels;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Statistics;
using MediationHub.Store.Keys;
using MediationHub.Store.Log;
using MediationHub.Store.Rows;
using Npgsql;

namespace MediationHub.Store.Maintenance;

/// <summary>A stream as the table of streams has it.</summary>
internal sealed record StreamHead(string Id, string Type, int Version, byte[] Head, byte[]? Key)
{
    /// <summary>Events of it were found. Marked and not removed: other threads look up their own meanwhile.</summary>
    public bool Walked { get; set; }
}

/// <summary>All that follows from one stream's events, or the first thing wrong with it.</summary>
internal sealed record Walked(string Id, int Events, string? Broken, IReadOnlyList<Row> Rows, IReadOnlyList<KeyValuePair<CounterKey, long>> Counters, IReadOnlyList<UniqueValue> UniqueValues);

/// <summary>Walks the whole log stream by stream, checking the chain and computing what follows, on all processors, in order.</summary>
internal static class LogWalk
{
    /// <summary>So few that what is under way is still young when the garbage collector looks.</summary>
    private const int EventsInChunk = 400;

    public static async Task Run(HubStore store, NpgsqlConnection snapshot, Func<Walked, Task> inOrder, Action<long> progress, CancellationToken cancel)
    {
        var heads = await Heads(snapshot, cancel);
        var law = await store.Law.Refresh(cancel);
        var chunks = Channel.CreateBounded<Task<List<Walked>>>(Environment.ProcessorCount * 4);
        var reading = Task.Run(async () =>
        {
            Exception? failure = null;
            try
            {
                var chunk = new List<List<LoggedEvent>>();
                var inChunk = 0;
                var stream = new List<LoggedEvent>();
                foreach (var stored in LogReader.ByStream(snapshot))
                {
                    if (stream.Count > 0 && stream[0].Stream != stored.Stream)
                    {
                        chunk.Add(stream);
                        stream = [];
                        if (inChunk >= EventsInChunk)
                        {
                            await Post(chunk);
                            (chunk, inChunk) = ([], 0);
                        }
                    }
                    stream.Add(stored);
                    inChunk++;
                }
                if (stream.Count > 0) chunk.Add(stream);
                if (chunk.Count > 0) await Post(chunk);
            }
            catch (Exception e)
            {
                failure = e;
            }
            chunks.Writer.Complete(failure);

            Task Post(List<List<LoggedEvent>> streams) => chunks.Writer.WriteAsync(Task.Run(() => streams.ConvertAll(s => Walk(store, law, heads, s)), cancel), cancel).AsTask();
        }, cancel);

        long done = 0;
        await foreach (var chunk in chunks.Reader.ReadAllAsync(cancel))
        {
            foreach (var walked in await chunk)
            {
                await inOrder(walked);
                done += walked.Events;
            }
            progress(done);
        }
        await reading;
        foreach (var missing in heads.Values.Where(h => !h.Walked).OrderBy(h => h.Id, StringComparer.Ordinal))
            await inOrder(new(missing.Id, 0, $"{missing.Type}/{missing.Id} 的事件全部缺失(应有 {missing.Version} 条)", [], [], []));
    }

    private static Walked Walk(HubStore store, Law law, Dictionary<string, StreamHead> heads, List<LoggedEvent> events)
    {
        var id = events[0].Stream;
        if (!heads.TryGetValue(id, out var head)) return Broken($"{id} 有事件而无记录头");
        head.Walked = true;

        var before = EventCodec.Beginning;
        for (var i = 0; i < events.Count; i++)
        {
            var stored = events[i];
            if (stored.Version != i + 1) return Broken($"{head.Type}/{id} 缺少第 {i + 1} 条事件");
            if (!stored.Hash.AsSpan().SequenceEqual(EventCodec.Hash(stored, before)))
                return Broken($"{head.Type}/{id} 第 {stored.Version} 条事件 {stored.Type} 的内容与其哈希不符(记录序号 {stored.Position})");
            before = stored.Hash;
        }
        if (head.Version != events.Count) return Broken($"{head.Type}/{id} 应有 {head.Version} 条事件,实有 {events.Count} 条");
        if (!head.Head.AsSpan().SequenceEqual(before)) return Broken($"{head.Type}/{id} 的记录头与最后一条事件的哈希不符");

        try
        {
            using var key = StreamKey.Open(store.Keys, id, head.Key);
            var folding = store.Projection(head.Type).Once.Begin(id, law);
            foreach (var stored in events) folding.Apply(EventCodec.Decode(stored, key));
            var counters = new Dictionary<CounterKey, long>();
            folding.Contribute((k, n) => counters[k] = counters.GetValueOrDefault(k) + n);
            // The rows of a destroyed case hold no names; what it counted stays counted.
            if (key.Destroyed && !folding.Destroyed) return Broken($"{head.Type}/{id} 的密钥缺失,而日志中没有销毁的记录");
            if (!key.Destroyed && folding.Destroyed) return Broken($"{head.Type}/{id} 已记录销毁,密钥却仍在库中");
            return new(id, events.Count, null, folding.Rows(), [.. counters], [.. folding.UniqueValues()]);
        }
        catch (Exception e) when (e is System.Security.Cryptography.CryptographicException or System.Text.Json.JsonException or InvalidDataException)
        {
            return Broken($"{head.Type}/{id} 无法读取:{e.Message}");
        }

        Walked Broken(string what) => new(id, events.Count, what, [], [], []);
    }

    private static async Task<Dictionary<string, StreamHead>> Heads(NpgsqlConnection connection, CancellationToken cancel)
    {
        var heads = new Dictionary<string, StreamHead>(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand("select id, type, version, head, key from streams", connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var id = reader.GetString(0);
            heads[id] = new(id, reader.GetString(1), reader.GetInt32(2), reader.GetFieldValue<byte[]>(3), await reader.IsDBNullAsync(4, cancel) ? null : reader.GetFieldValue<byte[]>(4));
        }
        return heads;
    }
}
