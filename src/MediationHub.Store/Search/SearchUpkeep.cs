using Npgsql;

namespace MediationHub.Store.Search;

/// <summary>
/// Sorts what was written into the search index, once a second where anything was: a command only appends to the index's waiting list, which a search reads as well.
/// Sorting in as part of a command held up all commands of its batch by some 80 ms each time the list was full.
/// </summary>
internal sealed class SearchUpkeep : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private readonly NpgsqlDataSource _database;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private volatile bool _written = true;   // a killed program may have left something waiting

    public SearchUpkeep(NpgsqlDataSource database)
    {
        _database = database;
        _loop = Task.Run(Loop);
    }

    /// <summary>Something was committed that may have to be sorted in.</summary>
    public void Written() => _written = true;

    public async ValueTask DisposeAsync()
    {
        if (_loop.IsCompleted) return;   // asked twice
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private async Task Loop()
    {
        using var timer = new PeriodicTimer(Every);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                if (!_written) continue;
                _written = false;
                try
                {
                    await using var sort = _database.CreateCommand("select gin_clean_pending_list(to_regclass('case_search_by_gram')) where to_regclass('case_search_by_gram') is not null");
                    await sort.ExecuteNonQueryAsync(_stop.Token);
                }
                catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException)
                {
                    _written = true;   // the list stays and is searched; the next round sorts it in
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The store closes.
        }
    }
}
