using System.Collections.Concurrent;
using Npgsql;

namespace MediationHub.Store.Statistics;

/// <summary>
/// Figures of so many cases that reading them takes longer than a page should, kept in memory for whoever asks the same next: shown as they are for a few seconds, then once more while they are read anew behind the
/// page. They say themselves on which place of the log they stand. Figures of fewer cases are read each time.
/// </summary>
/// <param name="read">Reads them from the database.</param>
/// <param name="cases">How many cases they are about.</param>
/// <param name="clock">Measures how old they are; the machine's where none is given.</param>
internal sealed class KeptFigures<TKey, TFigures>(Func<TKey, CancellationToken, Task<TFigures>> read, Func<TFigures, long> cases, TimeProvider? clock = null) where TKey : notnull
{
    /// <summary>Of no more cases than this, nothing is kept.</summary>
    private const long Few = 50_000;

    /// <summary>Questions that are kept, some tens of kilobytes each.</summary>
    private const int Most = 100;

    private static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(5), s_old = TimeSpan.FromMinutes(1);
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly ConcurrentDictionary<TKey, Kept> _kept = new();

    /// <exception cref="NpgsqlException">The database is away.</exception>
    public async Task<TFigures> Of(TKey key, CancellationToken cancel)
    {
        if (!_kept.TryGetValue(key, out var kept) || _clock.GetElapsedTime(kept.At) > s_old) return await Read(key, cancel);
        if (_clock.GetElapsedTime(kept.At) > s_fresh && kept.IsFirstToAsk()) _ = Task.Run(() => ReadBehind(key), CancellationToken.None);
        return kept.Figures;
    }

    private async Task<TFigures> Read(TKey key, CancellationToken cancel)
    {
        var figures = await read(key, cancel);
        if (cases(figures) <= Few)
        {
            _kept.TryRemove(key, out _);
            return figures;
        }
        if (_kept.Count >= Most) _kept.Clear();
        _kept[key] = new(figures, _clock.GetTimestamp());
        return figures;
    }

    private async Task ReadBehind(TKey key)
    {
        try
        {
            await Read(key, CancellationToken.None);
        }
        catch (Exception e) when (e is NpgsqlException or ObjectDisposedException or InvalidOperationException)
        {
            // Whoever asks next reads them, and is told what is wrong.
            _kept.TryRemove(key, out _);
        }
    }

    private sealed class Kept(TFigures figures, long at)
    {
        private int _asked;

        public TFigures Figures => figures;
        public long At => at;
        public bool IsFirstToAsk() => Interlocked.Exchange(ref _asked, 1) == 0;
    }
}
