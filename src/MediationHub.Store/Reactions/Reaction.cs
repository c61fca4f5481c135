using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Rows;

namespace MediationHub.Store.Reactions;

/// <summary>
/// What follows in other records from what happened in one: a mediation letter in force confirms its agreement,
/// an entrustment accepted registers its case. It is told of each event it listens to in the order of the log, at least once,
/// by one node at a time. What it sends must do nothing when it is asked twice, and the id of what it creates must follow
/// from the record that it heard of, since a program killed after the effect is told of the same event again.
/// </summary>
public abstract class Reaction
{
    /// <summary>Under which its place in the log is kept. It never changes: another name begins at the start of the log.</summary>
    public abstract string Name { get; }

    /// <summary>The types of the events it is told of.</summary>
    public abstract IReadOnlyList<Type> ListensTo { get; }

    /// <summary>Sends what follows. After an exception the same event is told again later, and what comes after it waits.</summary>
    public abstract Task React(Heard heard, Reach reach, CancellationToken cancel);
}

/// <summary>One event that a reaction is told of.</summary>
/// <param name="Id">The record it happened to.</param>
/// <param name="Version">Of the record, with this event.</param>
/// <param name="At">When it was entered.</param>
public sealed record Heard(string Id, int Version, DateTimeOffset At, string Actor, DomainEvent Event);

/// <summary>What a reaction may do: look at records as they are on disk, and send commands as the program itself.</summary>
public sealed class Reach(IAggregates aggregates, Heard heard)
{
    private readonly List<(string Id, string Command, Refusal Refusal)> _refused = [];

    /// <summary>What was refused while this event was told of.</summary>
    internal IReadOnlyList<(string Id, string Command, Refusal Refusal)> Refused => _refused;

    /// <summary>The record that the event happened to, as it was right after it: the same whenever the event is told.</summary>
    public async Task<TState> StateThen<TState>(CancellationToken cancel = default) where TState : class, IAggregate<TState> =>
        (await aggregates.Find<TState>(heard.Id, heard.Version, cancel))!.State;

    /// <summary>A record as it stands on disk now, whichever node wrote it last; null where there is none.</summary>
    public Task<Stored<TState>?> Find<TState>(string id, CancellationToken cancel = default) where TState : class, IAggregate<TState> =>
        aggregates.Find<TState>(id, int.MaxValue, cancel);

    /// <summary>
    /// Sends a command down the one pipeline as the program itself. A rule may have come to say no meanwhile: the answer says so,
    /// it is logged, and the reaction goes on.
    /// </summary>
    /// <exception cref="Log.StoreUnavailableException">The outcome is not known: let it pass, the event is told again.</exception>
    public async Task<Answer<TState>> Send<TState>(string id, ICommand<TState> command, CancellationToken cancel = default) where TState : class, IAggregate<TState>
    {
        var answer = await aggregates.Send(id, command, new Request(Actor.System, Newest: true), cancel);
        if (answer.Refusal is { } refusal) _refused.Add((id, command.GetType().Name, refusal));
        return answer;
    }
}
