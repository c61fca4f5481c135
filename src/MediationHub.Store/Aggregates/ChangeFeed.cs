using System.Collections.Concurrent;
using System.Threading.Channels;
using Npgsql;

namespace MediationHub.Store.Aggregates;

/// <summary>
/// Hears of every commit of every node (LISTEN/NOTIFY): which organizations' figures moved, which records changed.
/// After a lost connection it listens again, wakes everyone and trusts nothing in memory, since something may have been missed.
/// </summary>
/// <param name="recordChanged">Told the id of each record that changed; null: any may have.</param>
/// <param name="figuresMoved">Told whenever any organization's figures moved, or may have.</param>
public sealed class ChangeFeed(HubStore store, Action<string?> recordChanged, Action? figuresMoved = null) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Channel<string>, string> _watchers = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _listening = Task.CompletedTask;

    /// <summary>What to watch for a change of any organization's figures.</summary>
    public const string EveryOrganization = "*";

    /// <summary>What to watch for a change of a person's inbox.</summary>
    public static string InboxOf(string userName) => $"inbox|{userName}";

    public void Start() => _listening = Task.Run(Listen);

    /// <summary>Yields once at once and then after each change of the organization's figures, or of an inbox, until cancelled. Changes that come while the reader is busy are one.</summary>
    public async IAsyncEnumerable<bool> Watch(string organization, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var signal = Channel.CreateBounded<string>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        _watchers[signal] = organization;
        try
        {
            yield return true;
            await foreach (var _ in signal.Reader.ReadAllAsync(cancel)) yield return true;
        }
        finally
        {
            _watchers.TryRemove(signal, out _);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (var watcher in _watchers.Keys) watcher.Writer.TryComplete();
        await _listening;
        _stop.Dispose();
    }

    private async Task Listen()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = await store.Database.OpenConnectionAsync(_stop.Token);
                connection.Notification += (_, heard) => Heard(heard);
                await using (var listen = new NpgsqlCommand("listen organizations; listen records; listen cases; listen inbox", connection)) await listen.ExecuteNonQueryAsync(_stop.Token);
                recordChanged(null);   // also the law may have been amended while nobody listened
                Wake(null);
                figuresMoved?.Invoke();
                while (true) await connection.WaitAsync(_stop.Token);
            }
            catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException)
            {
                try { await Task.Delay(500, _stop.Token); }
                catch (OperationCanceledException) { return; }
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private void Heard(NpgsqlNotificationEventArgs heard)
    {
        if (heard.Channel == "cases" && store.Committer.Owns(heard.PID)) return;
        if (heard.Channel is "organizations")
        {
            figuresMoved?.Invoke();
            Wake(EveryOrganization);
        }
        foreach (var id in heard.Payload.Split(' '))
        {
            if (heard.Channel is "records" or "cases") recordChanged(id);
            else Wake(heard.Channel == "inbox" ? InboxOf(id) : id);
        }
    }

    private void Wake(string? organization)
    {
        foreach (var (signal, watched) in _watchers)
            if (organization is null || watched == organization) signal.Writer.TryWrite("");
    }
}
