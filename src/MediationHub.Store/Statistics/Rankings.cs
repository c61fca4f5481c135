using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Statistics;

namespace MediationHub.Store.Statistics;

/// <summary>A ranking and the place in the log it stands on.</summary>
public sealed record RankingAsOf(RankingQuery Query, Ranking Ranking, FiguresAsOf AsOf, Law Law);

/// <summary>Rankings of organizations over any period, by any definition, from the board in memory.</summary>
public sealed class Rankings(HubStore store)
{
    /// <summary>How old the figures of a live board may be while others are read.</summary>
    public static readonly TimeSpan LiveAge = TimeSpan.FromMilliseconds(250);

    /// <summary>The legal day in Asia/Shanghai.</summary>
    public DateOnly Today => ChinaTime.DayOf(store.Clock.GetUtcNow());

    /// <summary>A question under the law in force; what is left out is the current calendar year, the whole province, every type, the closing definition and the settings.</summary>
    /// <exception cref="KeyNotFoundException">No such definition.</exception>
    public RankingQuery Query(DateOnly? from = null, DateOnly? to = null, string? unit = null, string? type = null, string? definition = null, int? target = null, MinimumClosed? minimum = null)
    {
        var (settings, today) = (store.Rules.Settings, Today);
        return new(from ?? new(today.Year, 1, 1), to ?? new(today.Year, 12, 31), unit, type,
            new(settings.Definition(definition ?? RateDefinition.Default) ?? throw new KeyNotFoundException($"no definition {definition}"), target ?? settings.SuccessTarget.Value, minimum ?? settings.MinimumClosed.Value, settings.WilsonZ.Value),
            today.AddDays(-1));
    }

    /// <param name="live">A quarter of a second old will do: the board that moves while one looks at it.</param>
    /// <exception cref="Npgsql.NpgsqlException">The database is away.</exception>
    public async Task<RankingAsOf> Of(RankingQuery query, bool live = false, CancellationToken cancel = default)
    {
        var sheet = await store.Board.Sheet(query.Counters, live ? LiveAge : default, cancel);
        return new(query, sheet.Rank(query), sheet.AsOf, store.Law.Current);
    }

    /// <summary>A ranking, and that of the whole province and every type from the same figures.</summary>
    public async Task<(RankingAsOf Of, Ranking Whole)> WithWhole(RankingQuery query, CancellationToken cancel)
    {
        var sheet = await store.Board.Sheet(query.Counters, cancel: cancel);
        return (new(query, sheet.Rank(query), sheet.AsOf, store.Law.Current), sheet.Rank(query with { Unit = null, Type = null }));
    }

    /// <summary>Two rankings of the same figures.</summary>
    /// <param name="more">What is assumed to be counted besides in the second, by organization.</param>
    public async Task<(Ranking Before, Ranking After, FiguresAsOf AsOf)> Compare(RankingQuery before, RankingQuery after, IReadOnlyDictionary<string, Figures> more, CancellationToken cancel)
    {
        var sheet = await store.Board.Sheet([.. before.Counters, .. after.Counters], cancel: cancel);
        return (sheet.Rank(before), more.Count == 0 ? sheet.Rank(after) : Ranking.Of(sheet.Contenders(after, more), after.Rules), sheet.AsOf);
    }
}
