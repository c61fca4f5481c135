using System.Collections.Concurrent;
using Dapper;
using MediationHub.Domain.Kernel;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using Npgsql;

namespace MediationHub.Web.Telemetry;

/// <summary>One organization's closings of the current year.</summary>
/// <param name="Labels">Id, code, name, type and unit: what the public roster says, and nobody's name.</param>
/// <param name="Counted">Successes, partial ones and failures together (domain §4.2).</param>
internal sealed record OrganizationFigure(KeyValuePair<string, object?>[] Labels, long Succeeded, long Counted);

/// <summary>
/// What every organization closed since 1 January, in memory: read once, and after that only for those of which a commit of any node told that they moved,
/// at most once a second. An hour later, after a lost connection and in a new year everything is read again.
/// </summary>
internal sealed class YearFigures(HubStore store, ChangeFeed changes, ILogger<YearFigures> log)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ReadAgain = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, OrganizationFigure> _figures = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private HashSet<string> _moved = new(StringComparer.Ordinal);
    private bool _all = true;

    /// <summary>Filed organizations, and those that closed a case this year whatever became of them.</summary>
    public IEnumerable<OrganizationFigure> Current => _figures.Values;

    /// <summary>Follows the changes until cancelled.</summary>
    public async Task Follow(CancellationToken cancel)
    {
        using var moves = changes.OnMoved(Heard);
        using var beat = new PeriodicTimer(Beat);
        var (year, read) = (0, TimeProvider.System.GetTimestamp());
        do
        {
            var today = ChinaTime.DayOf(store.Clock.GetUtcNow());
            bool all;
            string[] moved;
            lock (_lock)
            {
                all = _all || today.Year != year || TimeProvider.System.GetElapsedTime(read) > ReadAgain;
                moved = all ? [] : [.. _moved];
                (_all, _moved) = (false, new(StringComparer.Ordinal));
            }
            if (!all && moved.Length == 0) continue;
            try
            {
                await Read(all ? null : moved, new(today.Year, 1, 1), new(today.Year, 12, 31), cancel);
                if (all) (year, read) = (today.Year, TimeProvider.System.GetTimestamp());
            }
            catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException)
            {
                Heard(null);
                log.LogWarning("the figures of organizations wait for the database: {Kind}", e.GetType().Name);
            }
        }
        while (await beat.WaitForNextTickAsync(cancel));
    }

    private void Heard(string? organization)
    {
        lock (_lock)
        {
            if (organization is null) _all = true;
            else _moved.Add(organization);
        }
    }

    private async Task Read(string[]? organizations, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        var (counted, listed) = organizations is null ? ("", "true") : ("organization = any(@organizations) and", "o.id = any(@organizations)");
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var rows = await connection.QueryAsync<(string Id, string Code, string Name, string Type, string Unit, long Succeeded, long Counted)>(new CommandDefinition(
            $"""
            select o.id, o.code, o.name, o.type, o.unit, coalesce(c.succeeded, 0), coalesce(c.counted, 0) from organization_rows o
            left join (select organization, coalesce(sum(n) filter (where counter = 'succeeded'), 0)::bigint as succeeded, sum(n)::bigint as counted from counters
                       where {counted} day between @from and @to and counter in ('succeeded', 'partial', 'failed') group by organization) c on c.organization = o.id
            where {listed} and (o.status in ('filed', 'active', 'rectifying', 'suspended') or c.counted > 0)
            """, new { organizations, from, to }, cancellationToken: cancel));
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            found.Add(row.Id);
            _figures[row.Id] = new([new("organization", row.Id), new("code", row.Code), new("name", row.Name), new("type", row.Type), new("unit", row.Unit)], row.Succeeded, row.Counted);
        }
        foreach (var id in organizations ?? [.. _figures.Keys])
            if (!found.Contains(id)) _figures.TryRemove(id, out _);
    }
}
