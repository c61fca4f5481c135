using MediationHub.Domain.Kernel;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Keys;
using MediationHub.Store.Log;
using MediationHub.Store.Telemetry;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MediationHub.Store.Reactions;

/// <summary>
/// Tells each reaction what happened, from its own checkpoint on, only below the oldest running transaction, so that an event which
/// commits late is not passed over. The checkpoint is saved after the effects: what was told but not saved is told again.
/// </summary>
public sealed class Reactions(HubStore store, IAggregates aggregates, IEnumerable<Reaction> reactions, ILogger<Reactions> log)
{
    /// <summary>Events read at once.</summary>
    private const int Page = 200;

    /// <summary>A reaction that is further behind than so many events of the log is not counted to the end.</summary>
    private const int MostCounted = 100_000;

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly IReadOnlyList<Reaction> _reactions = [.. reactions];
    private readonly Dictionary<string, (int Failures, long NotBefore)> _broken = [];

    /// <summary>The names of all reactions.</summary>
    public IEnumerable<string> Names => _reactions.Select(r => r.Name);

    /// <summary>Tells every reaction what it has not heard yet; one that breaks off holds up only itself, and is tried again after a pause.</summary>
    /// <returns>How many events were told.</returns>
    /// <exception cref="NpgsqlException">The database does not answer, or the seat is lost.</exception>
    public async Task<int> Round(DriversSeat seat, CancellationToken cancel = default)
    {
        var told = 0;
        foreach (var reaction in _reactions)
        {
            if (_broken.TryGetValue(reaction.Name, out var pause) && Environment.TickCount64 < pause.NotBefore) continue;
            try
            {
                told += await CatchUp(reaction, seat, cancel);
                _broken.Remove(reaction.Name);
            }
            catch (Exception e) when (e is not (NpgsqlException or StoreUnavailableException or OperationCanceledException))
            {
                var failures = pause.Failures + 1;
                _broken[reaction.Name] = (failures, Environment.TickCount64 + (long)Math.Min(LongestPause.TotalMilliseconds, 250 * Math.Pow(2, Math.Min(failures, 20))));
                Signals.ReactionFailed(reaction.Name);
                log.LogError("reaction {Reaction} broke off and will be tried again: {Kind} at {Where}", reaction.Name, e.GetType().Name, e.StackTrace?.Split('\n').FirstOrDefault()?.Trim());
            }
        }
        return told;
    }

    /// <summary>How far each reaction is behind the log.</summary>
    /// <exception cref="NpgsqlException">The database does not answer.</exception>
    public async Task<IReadOnlyList<ReactionLag>> Lags(CancellationToken cancel = default)
    {
        var lags = new List<ReactionLag>(_reactions.Count);
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        foreach (var reaction in _reactions)
        {
            var at = await Checkpoint(reaction.Name, connection, cancel);
            await using var count = new NpgsqlCommand("select count(*), min(at) from (select type, at from events where (tx, position) > ($1, $2) order by tx, position limit $3) e where type = any($4)", connection);
            count.Parameters.Add(new NpgsqlParameter<long> { TypedValue = at.Tx });
            count.Parameters.Add(new NpgsqlParameter<long> { TypedValue = at.Position });
            count.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MostCounted });
            count.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. reaction.ListensTo.Select(Wire.NameOf)] });
            await using var reader = await count.ExecuteReaderAsync(cancel);
            await reader.ReadAsync(cancel);
            var waits = await reader.IsDBNullAsync(1, cancel) ? TimeSpan.Zero : store.Clock.GetUtcNow() - new DateTimeOffset(reader.GetDateTime(1));
            lags.Add(new(reaction.Name, reader.GetInt64(0), waits < TimeSpan.Zero ? TimeSpan.Zero : waits));
        }
        return lags;
    }

    private async Task<int> CatchUp(Reaction reaction, DriversSeat seat, CancellationToken cancel)
    {
        var at = await Checkpoint(reaction.Name, seat.Connection, cancel);
        // A place of a real event, never a bare transaction number: a database restored from a dump counts those anew.
        var newest = await store.Log.Newest(cancel);
        if (!newest.IsAfter(at)) return 0;

        var types = reaction.ListensTo.Select(Wire.NameOf).ToArray();
        for (var told = 0; ;)
        {
            var events = await store.Log.Between(at, newest, types, Page, cancel);
            foreach (var stored in events)
            {
                await Tell(reaction, stored, cancel);
                await Save(reaction.Name, at = new(stored.Tx, stored.Position), seat.Connection, cancel);
                told++;
            }
            if (events.Count == Page) continue;
            if (newest.IsAfter(at)) await Save(reaction.Name, newest, seat.Connection, cancel);
            return told;
        }
    }

    private async Task Tell(Reaction reaction, StoredEvent stored, CancellationToken cancel)
    {
        using var span = Signals.Reaction(reaction.Name);
        using var key = await KeyOf(stored.Stream, cancel);
        var heard = new Heard(stored.Stream, stored.Version, stored.At, stored.Actor, EventCodec.Decode(stored, key));
        var reach = new Reach(aggregates, heard);
        await reaction.React(heard, reach, cancel);
        Signals.ReactionTold(reaction.Name, 1, reach.Refused.Count);
        foreach (var (id, command, refusal) in reach.Refused)
        {
            log.LogWarning("reaction {Reaction} on {Stream}#{Version}: {Command} to {Id} was refused, {Code}", reaction.Name, stored.Stream, stored.Version, command, id, refusal.Code);
        }
    }

    private async Task<StreamKey> KeyOf(string stream, CancellationToken cancel)
    {
        await using var find = store.Database.CreateCommand("select key from streams where id = $1");
        find.Parameters.Add(new NpgsqlParameter<string> { TypedValue = stream });
        return StreamKey.Open(store.Keys, stream, await find.ExecuteScalarAsync(cancel) as byte[]);
    }

    private static async Task<LogPosition> Checkpoint(string reaction, NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var find = new NpgsqlCommand("select tx, position from checkpoints where reader = $1", connection);
        find.Parameters.Add(new NpgsqlParameter<string> { TypedValue = ReaderOf(reaction) });
        await using var reader = await find.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? new(reader.GetInt64(0), reader.GetInt64(1)) : LogPosition.Start;
    }

    private static async Task Save(string reaction, LogPosition at, NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var save = new NpgsqlCommand(
            """
            insert into checkpoints (reader, tx, position) values ($1, $2, $3)
            on conflict (reader) do update set tx = excluded.tx, position = excluded.position
            where (excluded.tx, excluded.position) > (checkpoints.tx, checkpoints.position)
            """, connection);
        save.Parameters.Add(new NpgsqlParameter<string> { TypedValue = ReaderOf(reaction) });
        save.Parameters.Add(new NpgsqlParameter<long> { TypedValue = at.Tx });
        save.Parameters.Add(new NpgsqlParameter<long> { TypedValue = at.Position });
        await save.ExecuteNonQueryAsync(cancel);
    }

    private static string ReaderOf(string reaction) => $"reaction|{reaction}";
}

/// <summary>How far one reaction is behind the log.</summary>
/// <param name="Behind">Events that it has not been told of yet.</param>
/// <param name="Waits">For how long the oldest of them has waited.</param>
public sealed record ReactionLag(string Reaction, long Behind, TimeSpan Waits);
