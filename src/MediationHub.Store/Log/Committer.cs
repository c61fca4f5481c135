using System.Threading.Channels;
using Npgsql;

namespace MediationHub.Store.Log;

/// <summary>
/// Group commit: gathers the finished decisions of many callers and writes them in one transaction with array parameters.
/// A version conflict, a repeated idempotency key or a value taken fails only its own caller; the rest commit.
/// While one transaction waits for the disk, the next is written on another connection; no two are written at once, since larger ones cost less.
/// </summary>
internal sealed class Committer : IAsyncDisposable
{
    /// <summary>Transactions under way at once.</summary>
    private const int Lanes = 2;

    private readonly Channel<Unit> _waiting = Channel.CreateUnbounded<Unit>();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CommitLane[] _lanes;

    /// <param name="clock">By which slots that were kept run out.</param>
    /// <param name="written">Told of every transaction.</param>
    public Committer(NpgsqlDataSource database, long txOffset, TimeProvider clock, Action written) =>
        _lanes = [.. Enumerable.Range(0, Lanes).Select(_ => new CommitLane(database, txOffset, clock, _waiting.Reader, _turn, written))];

    /// <summary>Whether a server process works for this committer: what it tells everyone is no news here.</summary>
    public bool Owns(int serverProcess) => Array.Exists(_lanes, l => l.ServerProcess == serverProcess);

    /// <summary>Commands decided and not taken into a transaction yet.</summary>
    public int Waiting => _waiting.Reader.Count;

    /// <exception cref="StoreUnavailableException">The outcome is unknown or the database is away.</exception>
    public Task<CommitResult> Commit(Unit unit) =>
        _waiting.Writer.TryWrite(unit) ? unit.Done.Task : Task.FromException<CommitResult>(new StoreUnavailableException());

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        foreach (var lane in _lanes) await lane.DisposeAsync();
        _turn.Dispose();
    }
}
