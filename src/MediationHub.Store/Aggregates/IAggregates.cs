using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Log;
using MediationHub.Store.Rows;

namespace MediationHub.Store.Aggregates;

/// <summary>
/// The seam between what is asked and where an aggregate lives: a turn in this process, or a grain in a cluster.
/// Everything that changes anything comes through <see cref="Send{TState}"/>.
/// </summary>
public interface IAggregates
{
    /// <summary>Authorizes, loads, decides, commits and answers. The answer stands only once it is on disk.</summary>
    /// <exception cref="StoreUnavailableException">The outcome is not known; sending the same again is safe.</exception>
    Task<Answer<TState>> Send<TState>(string id, ICommand<TState> command, Request request, CancellationToken cancel = default) where TState : class, IAggregate<TState>;

    /// <summary>A record's state, now or as it was at a version; null where there is none.</summary>
    Task<Stored<TState>?> Find<TState>(string id, int? version = null, CancellationToken cancel = default) where TState : class, IAggregate<TState>;

    /// <summary>Whether the record exists for this person.</summary>
    Task<bool> Sees<TState>(Actor actor, TState state, CancellationToken cancel = default) where TState : class, IAggregate<TState>;

    /// <summary>What happened to a record, in order, with time of entry and actor.</summary>
    Task<IReadOnlyList<Happened>> History<TState>(string id, int after = 0, CancellationToken cancel = default) where TState : class, IAggregate<TState>;
}

/// <summary>Who asks, what they saw, and their own name for the request.</summary>
/// <param name="Seen">The version the person decided on; null where the command does not depend on it.</param>
/// <param name="Fresh">The record's id was made for this request: nothing stands under it, so nothing is looked for.</param>
/// <param name="Newest">The record is read from disk first: another node may have written it, and nobody would ask again after a refusal.</param>
public sealed record Request(Actor Actor, int? Seen = null, IdempotencyKey? Idempotency = null, bool Fresh = false, bool Newest = false);

/// <summary>One event of a record with when and by whom it was entered.</summary>
public sealed record Happened(int Version, DateTimeOffset At, string Actor, DomainEvent Event);

public enum AnswerKind
{
    /// <summary>Done, or it was so already.</summary>
    Done,

    /// <summary>The same request was answered before: this is that answer.</summary>
    Again,

    /// <summary>A rule or the entry says no.</summary>
    Refused,

    /// <summary>No such record, or none that this person may know of.</summary>
    NotFound,

    /// <summary>Visible, but the command is not this person's.</summary>
    Forbidden,

    /// <summary>The record has changed since the person saw it.</summary>
    Stale,

    /// <summary>The idempotency key stands for another request.</summary>
    KeyReused,

    /// <summary>The first request with this key is still running.</summary>
    InProgress,
}

/// <summary>What came of a request.</summary>
/// <param name="Stored">The record as it now is (as it was then, for <see cref="AnswerKind.Again"/>).</param>
public sealed record Answer<TState>(AnswerKind Kind, Stored<TState>? Stored = null, Refusal? Refusal = null) where TState : class, IAggregate<TState>;
