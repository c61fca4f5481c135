using MediationHub.Domain.Calendars;
using MediationHub.Domain.Rulebook;
using MediationHub.Store.Keys;
using MediationHub.Store.Log;
using Npgsql;

namespace MediationHub.Store.Amendments;

/// <summary>
/// The law by which this node decides: a fold over the calendar and the rulebook of the log. It follows what other nodes amend, and every commit
/// is checked against the log, so that nothing is decided under a law that has been replaced (decision 0019).
/// </summary>
public sealed class LawInForce(LogReader log, KeyRing keys) : IDisposable
{
    /// <summary>Commits hold it shared, an amendment and each step of a recomputation alone.</summary>
    internal const long Lock = 0x4D484C41;   // "MHLA"

    private readonly SemaphoreSlim _turn = new(1);
    private CalendarYears _years = CalendarYears.Empty;
    private RulebookVersions _book = RulebookVersions.Empty;
    private volatile Law _current = Law.BuiltIn;

    /// <summary>What is in force as far as this node knows; what comes with the program before the log has any.</summary>
    public Law Current => _current;

    /// <summary>Every loaded version of every year.</summary>
    public CalendarYears Years => Volatile.Read(ref _years);

    /// <summary>What each version of the rulebook changed.</summary>
    public RulebookVersions Book => Volatile.Read(ref _book);

    /// <summary>Reads what was amended since.</summary>
    public async Task<Law> Refresh(CancellationToken cancel = default)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            var before = _current;
            var years = await log.Stream(CalendarYears.Id, before.CalendarStream, cancel: cancel);
            var book = await log.Stream(RulebookVersions.Id, before.RulebookStream, cancel: cancel);
            if (years.Count + book.Count == 0) return before;
            // Nothing personal stands in them, so no key is needed.
            using var none = StreamKey.Open(keys, CalendarYears.Id, null);
            Volatile.Write(ref _years, years.Aggregate(_years, (state, stored) => state.Evolve(EventCodec.Decode(stored, none))));
            Volatile.Write(ref _book, book.Aggregate(_book, (state, stored) => state.Evolve(EventCodec.Decode(stored, none))));
            return _current = new(_years.Calendar ?? before.Calendar, _book.Rules ?? before.Rules, before.CalendarStream + years.Count, before.RulebookStream + book.Count);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Somebody amended it: read it soon. Where that fails, the next commit finds out.</summary>
    internal async void Heard()
    {
        try
        {
            await Refresh();
        }
        catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException or ObjectDisposedException)
        {
        }
    }

    public void Dispose() => _turn.Dispose();
}
