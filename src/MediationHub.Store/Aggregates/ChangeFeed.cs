using System.Collections.Concurrent;
using System.Threading.Channels;
using MediationHub.Domain.Calendars;
using MediationHub.Domain.Rulebook;
using Npgsql;

namespace MediationHub.Store.Aggregates;

/// <summary>
/// Hears of every commit of every node (LISTEN/NOTIFY): which organizations' figures moved, which shared records changed.
/// After a lost connection it listens again and wakes everyone, since something may have been missed.
/// </summary>
/// <param name="figuresMoved">Told whenever any organization's figures moved, or may have.</param>
public sealed class ChangeFeed(NpgsqlDataSource database, Action<string> recordChanged, Action? figuresMoved = null) : IAsyncDisposable
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
                await using var connection = await database.OpenConnectionAsync(_stop.Token);
                connection.Notification += (_, heard) => Heard(heard.Channel, heard.Payload);
                await using (var listen = new NpgsqlCommand("listen organizations; listen records; listen inbox", connection)) await listen.ExecuteNonQueryAsync(_stop.Token);
                Wake(null);
                figuresMoved?.Invoke();
                recordChanged(CalendarYears.Id);   // the law may have been amended while nobody listened
                recordChanged(RulebookVersions.Id);
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

    private void Heard(string channel, string payload)
    {
        if (channel is "organizations")
        {
            figuresMoved?.Invoke();
            Wake(EveryOrganization);
        }
        foreach (var id in payload.Split(' '))
        {
            if (channel == "records") recordChanged(id);
            else Wake(channel == "inbox" ? InboxOf(id) : id);
        }
    }

    private void Wake(string? organization)
    {
        foreach (var (signal, watched) in _watchers)
            if (organization is null || watched == organization) signal.Writer.TryWrite("");
    }
}
