using System.Collections.Concurrent;
using MediationHub.Domain.Access;
using MediationHub.Domain.BaseLists;
using MediationHub.Domain.Calendars;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Destructions;
using MediationHub.Domain.Entrustments;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Statistics;
using MediationHub.Store.Keys;
using MediationHub.Store.Log;
using MediationHub.Store.Rows;
using MediationHub.Store.Telemetry;
using Npgsql;

namespace MediationHub.Store.Aggregates;

/// <summary>
/// Aggregates living in this process: a bounded cache of recent ones, one turn at a time for each id.
/// Several nodes on one database are safe, since every commit names the version it stands on.
/// </summary>
public sealed class EmbeddedAggregates : IAggregates
{
    private const int MostTries = 8;

    private readonly HubStore _store;
    private readonly int _capacity;
    private readonly ConcurrentDictionary<string, Place> _places = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string User, string Key), byte> _running = new();
    private long _clock;
    private int _count;
    private int _evicting;

    /// <param name="store">The log and what follows from it.</param>
    /// <param name="capacity">Most aggregates kept in memory.</param>
    public EmbeddedAggregates(HubStore store, int capacity = 20_000) => (_store, _capacity) = (store, capacity);

    /// <summary>Forgets a record that another node has changed; it is read anew when next asked for.</summary>
    /// <param name="id">Null: any record may have changed.</param>
    public void Forget(string? id)
    {
        if (id is null) foreach (var place in _places.Values) place.Forget();
        else if (_places.TryGetValue(id, out var place)) place.Forget();
        if (id is null or CalendarYears.Id or RulebookVersions.Id) _store.Law.Heard();
    }

    /// <summary>Gives a record's place in memory up, unless somebody is at it.</summary>
    public void Leave(string id)
    {
        if (_places.TryGetValue(id, out var place) && place.Turn.CurrentCount == 1 && _places.TryRemove(new(id, place))) Interlocked.Decrement(ref _count);
    }

    public async Task<Answer<TState>> Send<TState>(string id, ICommand<TState> command, Request request, CancellationToken cancel = default) where TState : class, IAggregate<TState>
    {
        var begun = Signals.Begin(command);
        var key = request.Idempotency;
        if (key is not null && !_running.TryAdd((key.UserName, key.Key), 0))
        {
            Signals.Answered(begun, command, AnswerKind.InProgress, null);
            return new(AnswerKind.InProgress);
        }
        try
        {
            var answer = await Turn(id, command, request, cancel);
            Signals.Answered(begun, command, answer.Kind, answer.Refusal?.Code);
            return answer;
        }
        catch (Exception e) when (Signals.Failed(begun, command, e))
        {
            throw;   // never: it is only looked at
        }
        finally
        {
            if (key is not null) _running.TryRemove((key.UserName, key.Key), out _);
        }
    }

    public async Task<Stored<TState>?> Find<TState>(string id, int? version = null, CancellationToken cancel = default) where TState : class, IAggregate<TState>
    {
        if (version is not { } at) return (await Peek<TState>(id, cancel))?.Stored;
        using var kept = await Load<TState>(id, at, cancel);
        return kept?.Stored;
    }

    public async Task<IReadOnlyList<Happened>> History<TState>(string id, int after = 0, CancellationToken cancel = default) where TState : class, IAggregate<TState>
    {
        if (await StreamRow(id, TState.Stream, cancel) is not { } row) return [];
        using var key = StreamKey.Open(_store.Keys, id, row.Key);
        return [.. (await _store.Log.Stream(id, after, cancel: cancel)).Select(e => new Happened(e.Version, e.At, e.Actor, EventCodec.Decode(e, key)))];
    }

    private async Task<Answer<TState>> Turn<TState>(string id, ICommand<TState> command, Request request, CancellationToken cancel = default) where TState : class, IAggregate<TState>
    {
        var place = PlaceOf(id);
        await place.Turn.WaitAsync(cancel);
        try
        {
            if (request.Newest) place.Kept = null;
            for (var tries = 1; ; tries++)
            {
                var remembered = place.Kept is not null;
                var heard = place.Heard;
                var kept = request.Fresh && tries == 1 ? null : await Current<TState>(place, id, cancel);
                var (answer, unit, next) = await Decide(id, kept, command, request, cancel);
                // A commit finds out that another node was here; what commits nothing has to look.
                if (remembered && kept is not null && unit is not { Streams.Count: > 0 } && await HasMoved(kept.Stored, cancel))
                {
                    place.Kept = null;
                    continue;
                }
                if (unit is null) return await FirstAnswerInstead(answer!, request, cancel);

                CommitResult result;
                unit.Span = Signals.Current;
                try
                {
                    result = await _store.Committer.Commit(unit);
                }
                catch
                {
                    place.Kept = null;   // it may or may not have been written: look again next time
                    ForgetBeside();
                    throw;
                }
                ForgetBeside();
                switch (result.Outcome)
                {
                    case CommitOutcome.Committed:
                        place.Keep(next(), heard);
                        if (unit.Amended is not null) await _store.Law.Refresh(CancellationToken.None);
                        return new(AnswerKind.Done, next().Stored);
                    // Who stood beside it in the transaction may have failed, too. And a recommendation and an entrustment shut each other out, each in words of its own: asked again, the command finds what came first.
                    // So do two base lists that were entered at once.
                    case CommitOutcome.NotUnique when (result.Beside || result.Taken!.Value.Scope is HandedArbitration.InMediation or BaseList.Turns) && tries < MostTries:
                        Signals.Again("unique");
                        continue;
                    case CommitOutcome.NotUnique:
                        return new(AnswerKind.Refused, kept?.Stored, KernelRefusals.Taken(result.Taken!.Value.Scope));
                    case CommitOutcome.Occupied:
                        return new(AnswerKind.Refused, kept?.Stored, await Sessions.Clashes.Refuse(this, result.Occupied!, cancel));
                    case CommitOutcome.AlreadyAnswered:
                        place.Kept = null;
                        return await FirstAnswerInstead(new Answer<TState>(AnswerKind.InProgress), request, cancel);
                    case CommitOutcome.LawChanged when tries < MostTries:
                        Signals.Again("law");
                        await _store.Law.Refresh(cancel);
                        continue;
                    case CommitOutcome.VersionConflict when tries < MostTries:
                        Signals.Again("version");
                        place.Kept = null;
                        continue;
                    default:
                        throw new StoreUnavailableException();
                }
            }
        }
        finally
        {
            place.Turn.Release();
        }

        // Its own turn was not waited for: what it has in memory may be behind the disk now.
        void ForgetBeside()
        {
            if (command is IWritesBeside<TState> { BesideId: { } other } && _places.TryGetValue(other, out var standing)) standing.Forget();
        }
    }

    /// <summary>Either an answer without a commit, or the unit to commit and what is kept once it is.</summary>
    private async Task<(Answer<TState>? Answer, Unit? Unit, Func<Kept<TState>> Next)> Decide<TState>(string id, Kept<TState>? kept, ICommand<TState> command, Request request, CancellationToken cancel = default) where TState : class, IAggregate<TState>
    {
        var state = kept?.Stored.State ?? TState.Empty;
        switch (Policy.Of(request.Actor, command, state, await UnitOf(request.Actor, state, cancel)))
        {
            case Access.Hidden: return (new(AnswerKind.NotFound), null, null!);
            case Access.Forbidden: return (new(AnswerKind.Forbidden, kept?.Stored), null, null!);
        }
        if (kept is not null && !await SeesCaseOf(request.Actor, state, cancel)) return (new(AnswerKind.NotFound), null, null!);
        if (request.Seen is { } seen && kept is not null && kept.Stored.Version != seen)
            return (new(AnswerKind.Stale, kept.Stored), null, null!);

        var law = _store.Law.Current;
        var beside = command is IWritesBeside<TState> { BesideId: { } other } && other != id ? await Load<TState>(other, int.MaxValue, cancel) : null;
        var context = await ContextFor(beside is null ? command.Reads(state) : [.. command.Reads(state), .. ((IWritesBeside<TState>)command).ReadsFor(beside.Stored.State)], request.Actor, law, cancel, beside is null ? null : (StreamRef.To<TState>(beside.Stored.Id), beside.Stored.State));
        var decision = (await Facts.Fill(_store, this, id, command, cancel)).Decide(state, context);
        if (decision.Refusal is { } refusal) return (new(AnswerKind.Refused, kept?.Stored, refusal), null, null!);
        if (decision.Events.Count == 0)
        {
            if (kept is null) return (new(AnswerKind.NotFound), null, null!);
            var same = new Answer<TState>(AnswerKind.Done, kept.Stored);
            return request.Idempotency is null ? (same, null, null!) : (null, new Unit([], _ => [], [], request.Idempotency, new(request.Idempotency.Request, id, kept.Stored.Version)) { Law = law }, () => kept);
        }

        if (kept is { Key.Destroyed: true }) return (new(AnswerKind.Refused, kept.Stored, KernelRefusals.Destroyed), null, null!);
        var projection = _store.Projection<TState>();
        // What is destroyed is forgotten here, too: the state goes on as anyone would read it from the log without the key.
        var unreadable = kept is not null && decision.Events.Any(e => e is IDestroysKey) ? await WithoutKey<TState>(id, kept.Stored.Version, cancel) : null;
        var key = unreadable?.Key ?? kept?.Key ?? StreamKey.Create(_store.Keys, id);
        Kept<TState>? next = null;
        var series = decision.Events.Concat(decision.Openings.SelectMany(o => o.Events)).OfType<INumbered>().Select(n => n.Series).ToList();
        var streams = decision.Openings.Select(o => o.Stream.Id).Prepend(id).ToList();
        if (decision.BesideEvents.Count > 0)
        {
            if (beside!.Key.Destroyed) return (new(AnswerKind.Refused, kept?.Stored, KernelRefusals.Destroyed), null, null!);
            streams.Add(beside.Stored.Id);
        }
        var openings = decision.Openings.Select(o => (Opening: o, Key: StreamKey.Create(_store.Keys, o.Stream.Id))).ToList();
        // Encoded here, on the caller's thread; only what awaits a number is left to the committer.
        var appends = series.Count == 0 ? Make([]) : [];
        var files = appends.Count > 0 ? appends[0].Files : NewFiles(state, decision.Events);
        if (await UnknownFiles(files, request.Actor, id, cancel)) return (new(AnswerKind.Refused, kept?.Stored, KernelRefusals.FileUnknown), null, null!);

        IReadOnlyList<Append> Make(IReadOnlyList<int> numbers)
        {
            var taken = 0;
            var made = new List<Append>(streams.Count);
            (var append, next) = Draft(projection, id, kept, key, Number(decision.Events), context, law, unreadable?.Stored.State);
            if (command is ITakesHold { HoldId: { Length: > 0 and <= 64 } hold } && request.Actor.Organization is { } house) append = append with { Takes = new(hold, house.Value, request.Actor.Is(Role.Head) ? null : request.Actor.UserName) };
            made.Add(append);
            foreach (var (opening, openingKey) in openings)
                made.Add(_store.Projection(opening.Stream.Type).DraftOpening(opening.Stream.Id, openingKey, Number(opening.Events), context, law));
            // What it takes over stays with the record that had it first, as with an opening.
            if (decision.BesideEvents.Count > 0) made.Add(Draft(projection, beside!.Stored.Id, beside, beside.Key, decision.BesideEvents, context, law).Append with { Files = [] });
            return made;

            IReadOnlyList<DomainEvent> Number(IReadOnlyList<DomainEvent> events) =>
                numbers.Count == 0 ? events : [.. events.Select(e => e is INumbered numbered ? numbered.Numbered(numbers[taken++]) : e)];
        }

        var answer = request.Idempotency is null ? null : new FirstAnswer(request.Idempotency.Request, id, (kept?.Stored.Version ?? 0) + decision.Events.Count);
        return (null, new Unit(series, Make, streams, request.Idempotency, answer) { Appends = appends, Law = law, Amended = Amended(() => next!.Stored.State, decision.Events.Count, law) }, () => next!);
    }

    /// <summary>The law with the new state of calendar or rulebook; null for any other record.</summary>
    private static Func<Law>? Amended<TState>(Func<TState> next, int events, Law law) where TState : class, IAggregate<TState> =>
        typeof(TState) == typeof(CalendarYears) ? () => law with { Calendar = ((CalendarYears)(object)next()).Calendar!, CalendarStream = law.CalendarStream + events }
        : typeof(TState) == typeof(RulebookVersions) ? () => law with { Rules = ((RulebookVersions)(object)next()).Rules!, RulebookStream = law.RulebookStream + events }
        : null;

    /// <summary>New events with all that changes by them: rows, counters, unique values.</summary>
    /// <param name="onto">The state that the events go on from, where it is another than what was kept: the same without its key.</param>
    internal static (Append Append, Kept<TState> Next) Draft<TState>(Projection<TState> projection, string id, Kept<TState>? kept, StreamKey key, IReadOnlyList<DomainEvent> events, Context context, Law law, TState? onto = null) where TState : class, IAggregate<TState>
    {
        var version = kept?.Stored.Version ?? 0;
        var head = kept?.Head ?? EventCodec.Beginning;
        var state = onto ?? kept?.Stored.State ?? TState.Empty;
        var encoded = new List<StoredEvent>(events.Count);
        foreach (var happened in events)
        {
            var stored = EventCodec.Encode(happened, StreamRef.To<TState>(id), version + encoded.Count + 1, context.Now, context.Actor.UserName, key, head);
            head = stored.Hash;
            encoded.Add(stored);
            state = state.Evolve(happened);
        }
        var next = new Kept<TState>(new(id, version + encoded.Count, state), head, key);
        var before = kept?.Following(projection, law) ?? Following.Nothing;
        var after = next.Following(projection, law);
        var append = new Append(
            StreamRef.To<TState>(id), version, key, encoded,
            RowChanges.Between(before.Rows, after.Rows), Difference(before.Counters, after.Counters),
            [.. after.UniqueValues.Except(before.UniqueValues)], [.. before.UniqueValues.Except(after.UniqueValues)],
            [.. after.Files.Except(before.Files)], [.. before.Organizations.Union(after.Organizations)])
        { DestroysKey = key.Destroyed };
        return (append, next);
    }

    private static List<KeyValuePair<CounterKey, long>> Difference(IReadOnlyList<KeyValuePair<CounterKey, long>> before, IReadOnlyList<KeyValuePair<CounterKey, long>> after)
    {
        if (before.Count == 0 && after.Count == 0) return [];
        var sums = new Dictionary<CounterKey, long>(before.Count + after.Count);
        foreach (var (key, n) in before) sums[key] = sums.GetValueOrDefault(key) - n;
        foreach (var (key, n) in after) sums[key] = sums.GetValueOrDefault(key) + n;
        return [.. sums.Where(s => s.Value != 0)];
    }

    public async Task<bool> Sees<TState>(Actor actor, TState state, CancellationToken cancel = default) where TState : class, IAggregate<TState> =>
        Policy.Sees(actor, state, await UnitOf(actor, state, cancel)) && await SeesCaseOf(actor, state, cancel);

    /// <summary>Whether a record that is seen with its case is seen by who sees the case.</summary>
    private async Task<bool> SeesCaseOf(Actor actor, object state, CancellationToken cancel) =>
        Policy.SeenWithCase(actor, state) is not { } c || (await Peek<MediationCase>(c.Value, cancel))?.Stored.State is not { } linked || Policy.Sees(actor, linked, null);

    /// <summary>The reporting unit of the organization that a case or a list is of, which the scope of an office is about.</summary>
    private async Task<string?> UnitOf(Actor actor, object state, CancellationToken cancel) =>
        actor.Unit is not null && state switch { MediationCase { Exists: true } c => c.OrganizationId, DestructionList { Exists: true } d => d.OrganizationId, _ => (OrganizationId?)null } is { } organization
            ? (await Peek<Organization>(organization.Value, cancel))?.Stored.State.Unit : null;

    private static IReadOnlyList<FileId> NewFiles<TState>(TState before, IReadOnlyList<DomainEvent> events) where TState : class, IAggregate<TState> =>
        before is IOwnsFiles owned ? [.. ((IOwnsFiles)events.Aggregate(before, (state, happened) => state.Evolve(happened))).Files.Except(owned.Files)] : [];

    /// <summary>A file that is named must be one that this person uploaded and no record has, or one that the record has already.</summary>
    private async Task<bool> UnknownFiles(IReadOnlyList<FileId> files, Actor actor, string id, CancellationToken cancel)
    {
        if (files.Count == 0) return false;
        var named = files.Select(f => f.Value).ToArray();
        await using var find = _store.Database.CreateCommand("select count(*) from files where id = any($1) and key is not null and (owner = $2 or (owner is null and (uploaded_by = $3 or $4)))");
        find.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = named });
        find.Parameters.Add(new NpgsqlParameter<string> { TypedValue = id });
        find.Parameters.Add(new NpgsqlParameter<string> { TypedValue = actor.UserName });
        find.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = actor.Is(Role.System) });
        return (long)(await find.ExecuteScalarAsync(cancel))! != named.Length;
    }

    /// <param name="beside">A record that is written to as well, as it was read for that.</param>
    private async Task<Context> ContextFor(IEnumerable<StreamRef> reads, Actor actor, Law law, CancellationToken cancel, (StreamRef Stream, object State)? beside = null)
    {
        var others = new Dictionary<StreamRef, object>();
        if (beside is { } read) others[read.Stream] = read.State;
        foreach (var other in reads.Distinct().Where(r => r != beside?.Stream)) others[other] = await _store.Projection(other.Type).StateOf(this, other.Id, cancel);
        return new Context(_store.Clock.GetUtcNow(), actor, law.Calendar, law.Rules) { Others = others };
    }

    /// <summary>Where a request says no or comes too late, it may be the same one sent again: then its first answer is the answer.</summary>
    private async Task<Answer<TState>> FirstAnswerInstead<TState>(Answer<TState> answer, Request request, CancellationToken cancel = default) where TState : class, IAggregate<TState>
    {
        if (request.Idempotency is not { } key || answer.Kind is AnswerKind.NotFound or AnswerKind.Forbidden) return answer;
        await using var find = _store.Database.CreateCommand("select request, stream, version from idempotency where user_name = $1 and key = $2 and at > now() - interval '24 hours'");
        find.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key.UserName });
        find.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key.Key });
        await using var reader = await find.ExecuteReaderAsync(cancel);
        if (!await reader.ReadAsync(cancel)) return answer;
        if (!reader.GetFieldValue<byte[]>(0).AsSpan().SequenceEqual(key.Request)) return new(AnswerKind.KeyReused);
        return new(AnswerKind.Again, await Find<TState>(reader.GetString(1), reader.GetInt32(2), cancel));
    }

    internal async Task<Kept<TState>?> Peek<TState>(string id, CancellationToken cancel) where TState : class, IAggregate<TState>
    {
        if (_places.TryGetValue(id, out var place) && place.Kept is { } kept)
        {
            place.Used = Interlocked.Increment(ref _clock);
            return kept as Kept<TState>;
        }
        // No turn is taken, so that two records may look at each other; what is kept meanwhile by a turn is newer and stays.
        place = PlaceOf(id);
        var heard = place.Heard;
        var loaded = await Load<TState>(id, int.MaxValue, cancel);
        return place.KeepFirst(loaded, heard) is { } newer ? newer as Kept<TState> : loaded;
    }

    private async Task<Kept<TState>?> Current<TState>(Place place, string id, CancellationToken cancel) where TState : class, IAggregate<TState>
    {
        if (place.Kept is { } known) return known as Kept<TState>;
        var heard = place.Heard;
        var loaded = await Load<TState>(id, int.MaxValue, cancel);
        place.Keep(loaded, heard);
        return loaded;
    }

    /// <summary>Whether another node has written the record since it was read.</summary>
    private async Task<bool> HasMoved<TState>(Stored<TState> stored, CancellationToken cancel) where TState : class, IAggregate<TState> =>
        await StreamRow(stored.Id, TState.Stream, cancel) is { } row && row.Version != stored.Version;

    /// <summary>The record as it reads once its key is gone.</summary>
    private async Task<Kept<TState>> WithoutKey<TState>(string id, int version, CancellationToken cancel) where TState : class, IAggregate<TState>
    {
        var key = StreamKey.Open(_store.Keys, id, null);
        var events = await _store.Log.Stream(id, upTo: version, cancel: cancel);
        return new(new(id, events.Count, events.Aggregate(TState.Empty, (state, stored) => state.Evolve(EventCodec.Decode(stored, key)))), events[^1].Hash, key);
    }

    private async Task<Kept<TState>?> Load<TState>(string id, int version, CancellationToken cancel) where TState : class, IAggregate<TState>
    {
        try
        {
            if (await StreamRow(id, TState.Stream, cancel) is not { } row) return null;
            var key = StreamKey.Open(_store.Keys, id, row.Key);
            var state = TState.Empty;
            var head = EventCodec.Beginning;
            var count = 0;
            foreach (var stored in await _store.Log.Stream(id, upTo: version, cancel: cancel))
            {
                state = state.Evolve(EventCodec.Decode(stored, key));
                head = stored.Hash;
                count++;
            }
            return new(new(id, count, state), head, key);
        }
        catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException)
        {
            throw new StoreUnavailableException(e);
        }
    }

    private async Task<(byte[]? Key, int Version)?> StreamRow(string id, string type, CancellationToken cancel)
    {
        await using var find = _store.Database.CreateCommand("select key, version from streams where id = $1 and type = $2");
        find.Parameters.Add(new NpgsqlParameter<string> { TypedValue = id });
        find.Parameters.Add(new NpgsqlParameter<string> { TypedValue = type });
        await using var reader = await find.ExecuteReaderAsync(cancel);
        if (!await reader.ReadAsync(cancel)) return null;
        return (await reader.IsDBNullAsync(0, cancel) ? null : reader.GetFieldValue<byte[]>(0), reader.GetInt32(1));
    }

    private Place PlaceOf(string id)
    {
        if (!_places.TryGetValue(id, out var place))
        {
            var fresh = new Place();
            place = _places.GetOrAdd(id, fresh);
            // Counted here, since the dictionary counts under all its locks.
            if (ReferenceEquals(place, fresh) && Interlocked.Increment(ref _count) > _capacity) Evict();
        }
        place.Used = Interlocked.Increment(ref _clock);
        return place;
    }

    /// <summary>The least recently used tenth goes; whoever holds one of them finishes its turn, and a commit on a stale version fails.</summary>
    private void Evict()
    {
        if (Interlocked.Exchange(ref _evicting, 1) != 0) return;
        var places = _places.ToArray();
        var used = Array.ConvertAll(places, p => p.Value.Used);
        Array.Sort(used);
        var edge = used[Math.Min(used.Length - 1, Math.Max(1, used.Length / 10))];
        foreach (var (key, old) in places)
            if (old.Used < edge && old.Turn.CurrentCount == 1 && _places.TryRemove(new(key, old))) Interlocked.Decrement(ref _count);
        Volatile.Write(ref _evicting, 0);
    }

    private sealed class Place
    {
        private int _heard;

        public SemaphoreSlim Turn { get; } = new(1);
        public object? Kept;
        public long Used { get; set; }

        /// <summary>How often another node's change was heard of: what was read before the last time is not kept.</summary>
        public int Heard => Volatile.Read(ref _heard);

        public void Forget()
        {
            Interlocked.Increment(ref _heard);
            Volatile.Write(ref Kept, null);
        }

        public void Keep(object? read, int heard)
        {
            Volatile.Write(ref Kept, read);
            if (Heard != heard) Volatile.Write(ref Kept, null);
        }

        /// <returns>What was there already; null where this is kept now.</returns>
        public object? KeepFirst(object? read, int heard)
        {
            var there = Interlocked.CompareExchange(ref Kept, read, null);
            if (there is null && read is not null && Heard != heard) Interlocked.CompareExchange(ref Kept, null, read);
            return there;
        }
    }
}

/// <summary>An aggregate in memory: its state, the hash its next event is chained to, and its key.</summary>
internal sealed class Kept<TState>(Stored<TState> stored, byte[] head, StreamKey key) : IDisposable where TState : class, IAggregate<TState>
{
    private (Following Of, Law Under)? _following;

    public Stored<TState> Stored => stored;
    public byte[] Head => head;
    public StreamKey Key => key;

    /// <summary>What follows from the state under a law: made once, and at the next command what was before.</summary>
    /// <remarks>After an amendment made anew: counters were brought over with it, rows that differ by the law alone are rewritten behind it.</remarks>
    public Following Following(Projection<TState> projection, Law law)
    {
        if (_following is not { } known || known.Under.Revision != law.Revision) _following = known = (projection.Follow(stored, law), law);
        return known.Of;
    }

    public void Dispose() => key.Dispose();
}
