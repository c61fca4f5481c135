using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Store.Amendments;

/// <summary>Clocks of open cases, and of reviews, entrustments and recommendations that wait, that would end on another day.</summary>
/// <param name="Extend">Days that were added by agreement.</param>
/// <param name="Count">How many; which cases they are is nothing to an administrator.</param>
public sealed record MovedClocks(string Rule, DateOnly From, int Extend, DateOnly Due, bool Provisional, DateOnly NextDue, bool NextProvisional, long Count);

/// <summary>What an amendment would do, before it is made.</summary>
/// <param name="Moves">Ordered by the present last day.</param>
/// <param name="Organizations">Organizations with a clock that moves, and how many of theirs do; the most in front.</param>
/// <param name="MoreInTime">Acceptances of open cases that count as late now and would be in time.</param>
/// <param name="MoreLate">The other way round.</param>
public sealed record AmendmentPreview(IReadOnlyList<MovedClocks> Moves, IReadOnlyList<(string OrganizationId, long Count)> Organizations, long MoreInTime, long MoreLate)
{
    private const int MostOrganizations = 20;

    /// <summary>Clocks whose last day is another one.</summary>
    public long Moved => Moves.Where(m => m.Due != m.NextDue).Sum(m => m.Count);

    /// <summary>Clocks that stay, but are no longer (or are now) provisional.</summary>
    public long Settled => Moves.Where(m => m.Due == m.NextDue).Sum(m => m.Count);

    /// <param name="after">The law as it would be.</param>
    public static async Task<AmendmentPreview> Of(HubStore store, Law after, CancellationToken cancel = default)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var moves = await Recomputation.Moves(connection, after, cancel);
        var flipped = await Amendment.Flipped(connection, store.Law.Current, after, ChinaTime.DayOf(store.Clock.GetUtcNow()));
        List<(string, long)> organizations = [];
        if (moves.Count > 0)
        {
            await using var find = new Npgsql.NpgsqlCommand(
                $"""
                select k.organization_id, count(*) from case_clocks k join unnest($1::text[], $2::date[], $3::integer[]) as u(rule, from_on, extend)
                  on k.rule = u.rule and k.from_on = u.from_on and k.extend = u.extend
                group by 1 order by 2 desc, 1 limit {MostOrganizations}
                """, connection)
            { CommandTimeout = 0 };
            var distinct = moves.DistinctBy(m => (m.Rule, m.From, m.Extend)).ToList();
            find.Parameters.Add(new Npgsql.NpgsqlParameter<string[]> { TypedValue = [.. distinct.Select(m => m.Rule)] });
            find.Parameters.Add(new Npgsql.NpgsqlParameter<DateOnly[]> { TypedValue = [.. distinct.Select(m => m.From)] });
            find.Parameters.Add(new Npgsql.NpgsqlParameter<int[]> { TypedValue = [.. distinct.Select(m => m.Extend)] });
            await using var reader = await find.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel)) organizations.Add((reader.GetString(0), reader.GetInt64(1)));
        }
        // A case and its entrustment may wait by the same clock: both are told.
        var every = moves.Select(m => new MovedClocks(m.Rule, m.From, m.Extend, m.Due, m.Provisional, m.NextDue, m.NextProvisional, m.Rows)).Concat(await BridgeRows.Moves(store, connection, after, cancel))
            .GroupBy(m => m with { Count = 0 }).Select(g => g.Key with { Count = g.Sum(m => m.Count) });
        return new(
            [.. every.OrderBy(m => m.Due).ThenBy(m => m.Rule, StringComparer.Ordinal).ThenBy(m => m.From)],
            organizations, flipped.Where(f => f.Change > 0).Sum(f => f.Change), -flipped.Where(f => f.Change < 0).Sum(f => f.Change));
    }
}
