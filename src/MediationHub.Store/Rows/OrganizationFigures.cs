using MediationHub.Domain.Statistics;
using Npgsql;

namespace MediationHub.Store.Rows;

/// <summary>What an organization's counters say of the year so far, as one small reading that can be kept in memory.</summary>
/// <param name="From">The first of January.</param>
/// <param name="To">The legal day of the reading.</param>
/// <param name="Open">Cases that have not ended.</param>
/// <param name="Tx">With <paramref name="Position"/>: the newest event when it was read.</param>
/// <param name="At">When it was read.</param>
public sealed record OrganizationFigures(string Organization, DateOnly From, DateOnly To, long Succeeded, long Partial, long Failed, long Open, long Tx, long Position, DateTimeOffset At)
{
    /// <summary>Cases that the success rate counts.</summary>
    public long Counted => Succeeded + Partial + Failed;

    public Rate Rate => new(Succeeded, Counted);

    /// <summary>Read behind <paramref name="other"/>.</summary>
    public bool IsAfter(OrganizationFigures other) => (Tx, Position).CompareTo((other.Tx, other.Position)) > 0;

    /// <summary>The same figures, whenever they were read.</summary>
    public bool SameAs(OrganizationFigures other) => this with { Tx = other.Tx, Position = other.Position, At = other.At } == other;

    /// <summary>Reads the counters of one organization.</summary>
    /// <exception cref="NpgsqlException">The database does not answer.</exception>
    public static async Task<OrganizationFigures> Of(HubStore store, string organization, DateOnly today, CancellationToken cancel = default)
    {
        var from = new DateOnly(today.Year, 1, 1);
        // One statement, one snapshot: the place in the log goes with the figures.
        await using var read = store.Database.CreateCommand(
            """
            select coalesce(sum(n) filter (where counter = 'succeeded'), 0)::bigint, coalesce(sum(n) filter (where counter = 'partial'), 0)::bigint, coalesce(sum(n) filter (where counter = 'failed'), 0)::bigint,
              (select count(*) from case_rows where organization_id = $1 and not ended),
              coalesce((select tx from events order by tx desc, position desc limit 1), 0), coalesce((select position from events order by tx desc, position desc limit 1), 0)
            from counters where organization = $1 and day between $2 and $3 and counter in ('succeeded', 'partial', 'failed')
            """);
        read.Parameters.Add(new NpgsqlParameter<string> { TypedValue = organization });
        read.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = from });
        read.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = today });
        await using var row = await read.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return new(organization, from, today, row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), store.Clock.GetUtcNow());
    }

    /// <summary>The organizations that work on cases.</summary>
    public static async Task<IReadOnlyList<string>> Active(HubStore store, CancellationToken cancel = default)
    {
        var ids = new List<string>();
        await using var read = store.Database.CreateCommand("select id from organization_rows where status in ('active', 'rectifying', 'suspended') order by id");
        await using var rows = await read.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) ids.Add(rows.GetString(0));
        return ids;
    }
}
