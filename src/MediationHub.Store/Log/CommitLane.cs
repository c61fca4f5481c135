using System.Diagnostics;
using System.Threading.Channels;
using MediationHub.Store.Amendments;
using MediationHub.Store.Telemetry;
using Npgsql;

namespace MediationHub.Store.Log;

/// <summary>
/// Takes whatever waits, writes it in one transaction on a connection of its own, and answers each caller.
/// Two lanes hardly ever write the same stream, since nobody gives a record a second command before the first is answered; where a command writes to another
/// record beside its own, the lane behind waits for the one that commits and finds its version taken;
/// numbers and counters they take in the same order, so that they never wait for each other in a circle.
/// </summary>
internal sealed class CommitLane : IAsyncDisposable
{
    /// <summary>Most commands in one transaction.</summary>
    private const int MostInBatch = 512;

    /// <summary>So often a batch is tried again although nothing stands against any of its commands.</summary>
    private const int MostFruitless = 3;

    private readonly NpgsqlDataSource _database;
    private readonly long _txOffset;
    private readonly TimeProvider _clock;
    private readonly ChannelReader<Unit> _waiting;
    private readonly SemaphoreSlim _turn;
    private readonly Action _written;
    private readonly Task _loop;
    private NpgsqlConnection? _connection;
    private bool _writing;
    private bool _committing;

    /// <param name="waiting">What all lanes take from.</param>
    /// <param name="turn">Held by the lane that gathers and writes; passed on before the commit, which waits for the disk.</param>
    public CommitLane(NpgsqlDataSource database, long txOffset, TimeProvider clock, ChannelReader<Unit> waiting, SemaphoreSlim turn, Action written)
    {
        (_database, _txOffset, _clock, _waiting, _turn, _written) = (database, txOffset, clock, waiting, turn, written);
        _loop = Task.Run(Loop);
    }

    /// <summary>The server's process behind this lane's connection; 0 while there is none.</summary>
    public int ServerProcess { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _loop;
        await Disconnect();
    }

    private async Task Loop()
    {
        var batch = new List<Unit>(MostInBatch);
        var streams = new HashSet<string>(StringComparer.Ordinal);
        Unit? held = null;
        while (held is not null || await _waiting.WaitToReadAsync())
        {
            await TakeTurn();
            batch.Clear();
            streams.Clear();
            while (batch.Count < MostInBatch && (held is not null || _waiting.TryRead(out held)))
            {
                if (batch.Count > 0 && (held.Amended is not null || batch[^1].Amended is not null)) break;   // an amendment of the law goes alone
                if (!held.Streams.All(streams.Add)) break;   // a second command on the same stream waits for the next transaction
                batch.Add(held);
                held = null;
            }
            if (batch.Count > 0) await Write(batch);
            PassTurn();
        }
    }

    /// <summary>Writes until each of the batch has its answer.</summary>
    private async Task Write(List<Unit> batch)
    {
        var (fruitless, reconnected) = (0, false);
        while (batch.Count > 0)
        {
            await TakeTurn();
            var began = Stopwatch.GetTimestamp();
            using var span = Signals.Commit(batch);
            try
            {
                if (await TryWrite(batch))
                {
                    _written();
                    Signals.Committed(span, batch, began);
                    foreach (var unit in batch) unit.Done.SetResult(new(CommitOutcome.Committed));
                    return;
                }
                var failed = await CommitFaults.Of(_connection!, batch);
                foreach (var (unit, result) in failed) unit.Done.SetResult(result);
                batch = [.. batch.Where(u => !failed.ContainsKey(u))];
                if (failed.Count == 0 && ++fruitless >= MostFruitless)
                {
                    await EachAlone(batch, new InvalidDataException($"what stands in the log of {string.Join(", ", batch[0].Streams)} contradicts its head: run verify"));
                    return;
                }
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure)
            {
                // Another node holds rows of ours in the other order: nothing was written, write again.
            }
            catch (PostgresException e) when (e.SqlState.StartsWith("22", StringComparison.Ordinal) || e.SqlState.StartsWith("23", StringComparison.Ordinal))
            {
                await EachAlone(batch, e);
                return;
            }
            catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException or ObjectDisposedException or InvalidOperationException { Source: "Npgsql" })
            {
                await Disconnect();
                if (!_committing && !reconnected)
                {
                    reconnected = true;   // the server was restarted behind an idle connection: what was never told to commit may be sent again
                    continue;
                }
                foreach (var unit in batch) unit.Done.SetException(new StoreUnavailableException(e));
                return;
            }
            catch (Exception e)
            {
                await Disconnect();
                await EachAlone(batch, e);
                return;
            }
        }
    }

    /// <summary>One of them is at fault: the others must not suffer.</summary>
    private async Task EachAlone(List<Unit> batch, Exception fault)
    {
        if (batch.Count == 1) batch[0].Done.SetException(fault);
        else foreach (var unit in batch) await Write([unit]);
    }

    /// <summary>One transaction. Committed where everything could be written; otherwise rolled back.</summary>
    private async Task<bool> TryWrite(List<Unit> batch)
    {
        _committing = false;
        var connection = await Connected();
        if (batch.Exists(u => u.Law.Revision != batch[0].Law.Revision)) return false;   // some were decided before an amendment
        await using var transaction = await connection.BeginTransactionAsync();
        if (batch[0].Amended is not null)
        {
            // It waits for the commits under way, and those that come wait for it.
            await using var alone = new NpgsqlCommand($"select pg_advisory_xact_lock({LawInForce.Lock})", connection);
            await alone.ExecuteNonQueryAsync();
        }
        await TakeNumbers(connection, batch);
        await using var statements = new CommitStatements(connection, transaction, _txOffset, _clock);
        statements.Write(batch);
        if (!await statements.Execute())
        {
            await transaction.RollbackAsync();
            return false;
        }
        if (batch[0] is { Amended: { } amended, Appends: [{ Expected: > 0, Events: [.., var last] }] } amendment)   // what is taken over at first start amends nothing
            await Amendment.Write(connection, amendment.Law, amended(), last.Actor, Domain.Kernel.ChinaTime.DayOf(last.At));
        PassTurn();
        _committing = true;
        await transaction.CommitAsync();
        return true;
    }

    private async Task TakeTurn()
    {
        if (_writing) return;
        await _turn.WaitAsync();
        _writing = true;
    }

    private void PassTurn()
    {
        if (!_writing) return;
        _writing = false;
        _turn.Release();
    }

    private static async Task TakeNumbers(NpgsqlConnection connection, List<Unit> batch)
    {
        var wanted = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var unit in batch)
            foreach (var series in unit.Series) wanted[series] = wanted.GetValueOrDefault(series) + 1;
        var next = new Dictionary<string, int>(StringComparer.Ordinal);
        if (wanted.Count > 0)
        {
            await using var take = new NpgsqlCommand("insert into numbers (series, last) select * from unnest($1::text[], $2::integer[]) on conflict (series) do update set last = numbers.last + excluded.last returning series, last", connection);
            take.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. wanted.Keys] });
            take.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. wanted.Values] });
            await using var reader = await take.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                var series = reader.GetString(0);
                next[series] = reader.GetInt32(1) - wanted[series];
            }
        }
        foreach (var unit in batch)
        {
            if (unit.Series.Count > 0 || unit.Appends.Count == 0) unit.Appends = unit.Make([.. unit.Series.Select(s => ++next[s])]);
        }
    }

    private async Task<NpgsqlConnection> Connected()
    {
        if (_connection is { State: System.Data.ConnectionState.Open }) return _connection;
        await Disconnect();
        _connection = await _database.OpenConnectionAsync();
        ServerProcess = _connection.ProcessID;
        return _connection;
    }

    private async Task Disconnect()
    {
        if (_connection is null) return;
        try { await _connection.DisposeAsync(); }
        catch (Exception e) when (e is NpgsqlException or IOException) { /* it is gone, which is what we want */ }
        _connection = null;
        ServerProcess = 0;
    }
}
