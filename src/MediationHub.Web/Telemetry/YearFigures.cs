using MediationHub.Domain.Statistics;
using MediationHub.Store;
using MediationHub.Store.Statistics;
using Npgsql;

namespace MediationHub.Web.Telemetry;

/// <summary>One organization's rate of the current year.</summary>
/// <param name="Labels">Id, code, name, type and unit: what the public roster says, and nobody's name.</param>
/// <param name="Closed">S + P + F.</param>
internal sealed record OrganizationFigure(KeyValuePair<string, object?>[] Labels, Rate Rate, long Closed);

/// <summary>
/// The rate of every organization since 1 January by the default definition, from the board in memory that rankings are made of. Once a second the board looks whether the log went on,
/// and reads anew the days of those organizations that it names; where it did not, nothing is made anew.
/// </summary>
internal sealed class YearFigures(HubStore store, ILogger<YearFigures> log)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly Rankings _rankings = new(store);
    private volatile IReadOnlyList<OrganizationFigure> _current = [];

    /// <summary>Organizations on file, and those deregistered that closed a case this year.</summary>
    public IReadOnlyList<OrganizationFigure> Current => _current;

    /// <summary>Follows the board until cancelled.</summary>
    public async Task Follow(CancellationToken cancel)
    {
        using var beat = new PeriodicTimer(Beat);
        (RankingQuery?, RateSheet?) shown = default;
        do
        {
            try
            {
                var query = _rankings.Query();
                var sheet = await store.Board.Sheet(query.Counters, cancel: cancel);
                if (shown.Item1 == query && shown.Item2?.Counts(sheet) is true) continue;
                _current = [.. sheet.Contenders(query).Select(Of)];
                shown = (query, sheet);
            }
            catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException)
            {
                // What was known last stands until the database answers again.
                if (shown.Item1 is not null) log.LogWarning("the figures of organizations wait for the database: {Kind}", e.GetType().Name);
                shown = default;
            }
        }
        while (await beat.WaitForNextTickAsync(cancel));
    }

    private static OrganizationFigure Of(Contender c) =>
        new([new("organization", c.OrganizationId), new("code", c.Code), new("name", c.Name), new("type", c.Type), new("unit", c.Unit)], c.Standing.Rate, c.Standing.Closed);
}
