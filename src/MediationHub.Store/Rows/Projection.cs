using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Statistics;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Keys;
using MediationHub.Store.Log;

namespace MediationHub.Store.Rows;

/// <summary>One stored aggregate as it stands at a version.</summary>
public sealed record Stored<TState>(string Id, int Version, TState State) where TState : class, IAggregate<TState>;

/// <summary>All that follows from one state.</summary>
internal sealed record Following(
    IReadOnlyList<Row> Rows, IReadOnlyList<KeyValuePair<CounterKey, long>> Counters, IReadOnlyList<UniqueValue> UniqueValues, IReadOnlyList<FileId> Files, IReadOnlyList<string> Organizations)
{
    public static readonly Following Nothing = new([], [], [], [], []);
}

/// <summary>What follows from the states of one stream type: read rows, statistics contribution, unique values, and who must hear of a change.</summary>
public abstract class Projection
{
    public abstract string Stream { get; }

    /// <summary>The tables that rows of this stream type stand in.</summary>
    public abstract IReadOnlyList<Table> Tables { get; }

    /// <summary>The same for states that are looked at once: it keeps nothing for the next time.</summary>
    internal virtual Projection Once => this;

    internal abstract Folding Begin(string id, Law law);
    internal abstract Task<object> StateOf(EmbeddedAggregates aggregates, string id, CancellationToken cancel);
    internal abstract Append DraftOpening(string id, StreamKey key, IReadOnlyList<DomainEvent> events, Context context, Law law);
}

/// <inheritdoc />
public abstract class Projection<TState> : Projection where TState : class, IAggregate<TState>
{
    public override string Stream => TState.Stream;

    /// <summary>The rows of a state: a pure function of it.</summary>
    public virtual void Rows(Stored<TState> stored, List<Row> into)
    {
    }

    /// <summary>The same where the law in force has a part in them.</summary>
    public virtual void Rows(Stored<TState> stored, Law law, List<Row> into) => Rows(stored, into);

    /// <summary>The time limit that waits, where the rows hold one of theirs alone: its last day follows from the law in force.</summary>
    public virtual CaseClock? Pressing(TState state, Law law) => null;

    /// <summary>What the state adds to the counters.</summary>
    public virtual void Contribute(TState state, Action<CounterKey, long> add)
    {
    }

    /// <summary>The same where the law in force has a part in it.</summary>
    public virtual void Contribute(TState state, Law law, Action<CounterKey, long> add) => Contribute(state, add);

    /// <summary>Values that no other stream may hold while this state does.</summary>
    public virtual IEnumerable<UniqueValue> UniqueValues(TState state) => state is IHoldsUnique holder ? holder.UniqueValues : [];

    /// <summary>Organizations whose figures or lists the state touches.</summary>
    public virtual IEnumerable<string> Organizations(TState state) => [];

    internal IReadOnlyList<Row> RowsOf(Stored<TState> stored, Law law)
    {
        var rows = new List<Row>(4);
        if (stored.Version > 0) Rows(stored, law, rows);
        return rows;
    }

    internal Following Follow(Stored<TState> stored, Law law)
    {
        var counters = new List<KeyValuePair<CounterKey, long>>();
        Contribute(stored.State, law, (key, n) => counters.Add(new(key, n)));
        return new(RowsOf(stored, law), counters, [.. UniqueValues(stored.State)], stored.State is IOwnsFiles owner ? [.. owner.Files] : [], [.. Organizations(stored.State)]);
    }

    internal override Folding Begin(string id, Law law) => new Folding<TState>(this, id, law);

    internal override async Task<object> StateOf(EmbeddedAggregates aggregates, string id, CancellationToken cancel) =>
        (await aggregates.Peek<TState>(id, cancel))?.Stored.State ?? TState.Empty;

    internal override Append DraftOpening(string id, StreamKey key, IReadOnlyList<DomainEvent> events, Context context, Law law) =>
        // What it takes over stays with the record that had it first: a file has one owner, and is reached through those it was handed on to.
        EmbeddedAggregates.Draft(this, id, null, key, events, context, law).Append with { Files = [] };
}

/// <summary>Folds one stream's events without naming its type: for the walk over the whole log.</summary>
internal abstract class Folding
{
    public abstract void Apply(DomainEvent happened);
    public abstract IReadOnlyList<Row> Rows();

    /// <summary>The time limit that waits, under this law or another.</summary>
    public abstract CaseClock? Pressing(Law under);

    public abstract void Contribute(Action<CounterKey, long> add);
    public abstract IEnumerable<UniqueValue> UniqueValues();

    /// <summary>The events say that the key was destroyed.</summary>
    public abstract bool Destroyed { get; }
}

internal sealed class Folding<TState>(Projection<TState> projection, string id, Law law) : Folding where TState : class, IAggregate<TState>
{
    private TState _state = TState.Empty;
    private int _version;

    public override void Apply(DomainEvent happened)
    {
        _state = _state.Evolve(happened);
        _version++;
    }

    public override IReadOnlyList<Row> Rows() => projection.RowsOf(new(id, _version, _state), law);
    public override CaseClock? Pressing(Law under) => projection.Pressing(_state, under);
    public override void Contribute(Action<CounterKey, long> add) => projection.Contribute(_state, law, add);
    public override IEnumerable<UniqueValue> UniqueValues() => projection.UniqueValues(_state);
    public override bool Destroyed => _state is IDestroyable { Destroyed: true };
}
