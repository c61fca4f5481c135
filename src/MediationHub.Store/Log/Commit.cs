using System.Diagnostics;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Statistics;
using MediationHub.Store.Keys;
using MediationHub.Store.Rows;

namespace MediationHub.Store.Log;

/// <summary>A user's own name for one request, so that sending it again has no second effect (24 hours).</summary>
/// <param name="Request">SHA-256 of method, path and body.</param>
public sealed record IdempotencyKey(string UserName, string Key, byte[] Request);

/// <summary>Where the first answer to an idempotent request is found: the stream at the version it then had.</summary>
public sealed record FirstAnswer(byte[] Request, string Stream, int Version);

/// <summary>One stream's part of a commit: its new events and all that follows from them.</summary>
internal sealed record Append(
    StreamRef Stream,
    int Expected,
    StreamKey Key,
    IReadOnlyList<StoredEvent> Events,
    RowChanges Rows,
    IReadOnlyList<KeyValuePair<CounterKey, long>> Counters,
    IReadOnlyList<UniqueValue> Claims,
    IReadOnlyList<UniqueValue> Releases,
    IReadOnlyList<FileId> Files,
    IReadOnlyList<string> Organizations)
{
    /// <summary>With these events the stream's key and those of its files are destroyed.</summary>
    public bool DestroysKey { get; init; }

    /// <summary>The kept slot whose place a session takes, and whose it must be.</summary>
    public TakenHold? Takes { get; init; }
}

/// <param name="HeldBy">The person who keeps it; null: anybody of the organization.</param>
internal sealed record TakenHold(string Id, string Organization, string? HeldBy);

/// <summary>Everything that one command commits, or nothing of it.</summary>
/// <param name="Series">Number series that must each give the next number before the appends can be made.</param>
/// <param name="Make">Makes the appends from the numbers; called again with other numbers when the batch had to be written anew.</param>
internal sealed record Unit(IReadOnlyList<string> Series, Func<IReadOnlyList<int>, IReadOnlyList<Append>> Make, IReadOnlyList<string> Streams, IdempotencyKey? Idempotency, FirstAnswer? Answer)
{
    /// <summary>The law that it was decided under.</summary>
    public required Law Law { get; init; }

    /// <summary>The law as it is once this is committed; null for all that does not amend it.</summary>
    public Func<Law>? Amended { get; init; }

    public TaskCompletionSource<CommitResult> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    public IReadOnlyList<Append> Appends { get; set; } = [];

    /// <summary>The span of the command, where one is recorded.</summary>
    public Activity? Span { get; set; }
}

/// <summary>How a commit ended for its caller.</summary>
internal enum CommitOutcome
{
    Committed,

    /// <summary>The stream has moved on since it was read.</summary>
    VersionConflict,

    /// <summary>The same idempotency key was committed before.</summary>
    AlreadyAnswered,

    /// <summary>Another stream holds a value that must be unique.</summary>
    NotUnique,

    /// <summary>The law was amended since it was decided: decide again.</summary>
    LawChanged,
    /// <summary>A mediator or a room is taken at the time.</summary>
    Occupied,
}

/// <param name="Beside">What must be unique was asked for by another command of the same transaction, which may itself fail yet.</param>
internal readonly record struct CommitResult(CommitOutcome Outcome, UniqueValue? Taken = null, Occupied? Occupied = null, bool Beside = false);

/// <summary>The database does not answer or the outcome of a commit is unknown: nothing was acknowledged; the same request may be sent again.</summary>
public sealed class StoreUnavailableException(Exception? inner = null)
    : Exception("数据库暂时无法使用,您的操作没有得到确认。请稍候用同一页面重试。", inner);
