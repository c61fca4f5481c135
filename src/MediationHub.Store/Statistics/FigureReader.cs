using Dapper;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Statistics;
using Npgsql;

namespace MediationHub.Store.Statistics;

/// <summary>Figures of one organization, or of a reporting unit or province joined together, for any period, from the counters as they stand.</summary>
/// <param name="Open">Received up to the end of the period, and neither ended nor archived now.</param>
/// <param name="Immature">Of the cohort definitions (A1, A3), those whose last case is not yet due.</param>
public sealed record FiguresOfPeriod(DateOnly From, DateOnly To, PeriodFigures Period, long Open, IReadOnlySet<RateBasis> Immature, FiguresAsOf AsOf)
{
    public Figures Figures => Period.Figures;
}

/// <inheritdoc cref="FiguresOfPeriod"/>
public sealed class FigureReader
{
    private readonly HubStore _store;
    private readonly KeptFigures<(string Unit, DateOnly From, DateOnly To), FiguresOfPeriod> _kept;

    public FigureReader(HubStore store)
    {
        _store = store;
        _kept = new(ReadUnit, f => f.Figures[Counters.Registered] + f.Figures.Counted);
    }

    private const string Ended = "('succeeded', 'partial', 'failed', 'outcome.withdrawn', 'outcome.terminated')";

    /// <param name="from">First day, inclusive.</param>
    /// <param name="to">Last day, inclusive.</param>
    public async Task<FiguresOfPeriod> OfOrganization(string organization, DateOnly from, DateOnly to, CancellationToken cancel = default)
    {
        await using var connection = await _store.Database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        var figures = await OfOrganization(connection, organization, from, to);
        await transaction.CommitAsync(cancel);
        return figures;
    }

    /// <summary>The same within a reader's own transaction, which sees one moment throughout.</summary>
    internal Task<FiguresOfPeriod> OfOrganization(NpgsqlConnection connection, string organization, DateOnly from, DateOnly to) =>
        Read(connection, "organization = @own", "organization_id = @own", new DynamicParameters(new { own = organization }), null, from, to);

    /// <summary>All organizations of a region and those below it. A case counts where its region belonged on the day of its receipt.</summary>
    /// <param name="unit">A region's code.</param>
    public Task<FiguresOfPeriod> OfUnit(string unit, DateOnly from, DateOnly to, CancellationToken cancel = default) => _kept.Of((unit, from, to), cancel);

    private async Task<FiguresOfPeriod> ReadUnit((string Unit, DateOnly From, DateOnly To) asked, CancellationToken cancel)
    {
        var (unit, from, to) = asked;
        await using var connection = await _store.Database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        var organizations = (await connection.QueryAsync<(string Id, string Unit)>("select id, unit from organization_rows")).AsList();
        var regions = Regions.BuiltIn;
        var code = regions.Find(unit)?.Code ?? unit;
        string[] within = [.. organizations.Where(o => regions.IsWithin(o.Unit, code)).Select(o => o.Id)];
        // Organizations of regions that were moved between units: what they had before counts with the unit of that time.
        var moved = regions.Moved.Select(r => r.Code).ToHashSet(StringComparer.Ordinal);
        string[] former = regions.Find(code) is { Level: RegionLevel.ReportingUnit } ? [.. organizations.Where(o => regions.Find(o.Unit) is { } region && moved.Contains(region.Code)).Select(o => o.Id)] : [];
        var all = within.Length == organizations.Count;
        var values = new DynamicParameters(new { within, former = former.Except(within).ToArray() });
        // What is open counts with the unit of its receipt, too.
        var figures = await Read(connection, all ? "true" : "organization = any(@within)", former.Length > 0 ? ReportedBy.Condition(code, values) : all ? "true" : "organization_id = any(@within)", values, former.Length > 0 ? code : null, from, to);
        await transaction.CommitAsync(cancel);
        return figures;
    }

    private async Task<FiguresOfPeriod> Read(NpgsqlConnection connection, string ofCounters, string ofCases, DynamicParameters values, string? unit, DateOnly from, DateOnly to)
    {
        var today = ChinaTime.DayOf(_store.Clock.GetUtcNow());
        values.AddDynamicParams(new { from, to, today, start = ChinaTime.At(from, TimeOnly.MinValue).UtcDateTime, end = ChinaTime.At(to.AddDays(1), TimeOnly.MinValue).UtcDateTime });
        // Since: what was accepted and ended from the first day on, which takes the cases that are open now back to those that were open then.
        const string sums = """
            coalesce(sum(n) filter (where day <= @to and not (starts_with(counter, 'performanceDue') and day >= @today)), 0)::bigint as N, sum(n)::bigint as Since
            """;
        var ofUnits = unit is null ? "" : $"select counter, {sums} from counters where organization = any(@former) and counter like '%@%' and day >= @from group by counter;";
        // Asked together: who waits for one organization's rate waits for the way to the database more than for the answer.
        await using var answers = await connection.QueryMultipleAsync(
            $"""
            select counter, {sums} from counters where {ofCounters} and day >= @from{(to >= today ? "" : $" and (day <= @to or counter in ('accepted', 'ended.unaccepted', {Ended[1..]}{(unit is null ? "" : " or counter like '%@%'")})")} group by counter;
            {ofUnits}
            select count(*) filter (where received_at < @end), count(*) filter (where accepted_on is not null),
              coalesce(bool_or(waits and accepted_on between @from and @to), false), coalesce(bool_or(waits and received_at >= @start and received_at < @end), false)
            from (select c.received_at, c.accepted_on, exists (select 1 from case_clocks k where k.case_id = c.id and k.rule in ('MED15R', 'MED15A', 'ENT10', 'CRT30', 'CRT15', 'CRT7') and k.due_on >= @today) as waits
                  from case_rows c where {ofCases} and not c.ended) o;
            select position, at from events order by tx desc, position desc limit 1
            """, values);
        var counted = (await answers.ReadAsync<(string Counter, long N, long Since)>()).AsList();
        if (unit is not null) counted = Regrouped(counted, await answers.ReadAsync<(string Counter, long N, long Since)>(), unit);
        // Open is a state, not a day: what had been received by the end of the period and has not ended.
        var (open, openAccepted, accepted, received) = await answers.ReadSingleAsync<(long, long, bool, bool)>();
        var (position, at) = await answers.ReadSingleOrDefaultAsync<(long, DateTimeOffset)>();

        var since = counted.ToDictionary(c => c.Counter, c => c.Since);
        long Since(string counter) => since.GetValueOrDefault(counter);
        var endedSince = Since(Counters.Succeeded) + Since(Counters.Partial) + Since(Counters.Failed) + Since(Counters.Of(Outcome.Withdrawn)) + Since(Counters.Of(Outcome.Terminated)) - Since(Counters.EndedUnaccepted);
        var figures = new Figures(counted.Where(c => c.N != 0).ToDictionary(c => c.Counter, c => c.N));
        var immature = new HashSet<RateBasis>();
        if (accepted) immature.Add(RateBasis.Acceptance);
        if (received) immature.Add(RateBasis.Receipt);
        return new(from, to, new(figures, openAccepted - Since(Counters.Accepted) + endedSince), open, immature, new(position, at.ToOffset(ChinaTime.Offset)));
    }

    /// <summary>The unit's own: without what belongs to another unit, with what belongs to it from elsewhere.</summary>
    private static List<(string Counter, long N, long Since)> Regrouped(List<(string Counter, long N, long Since)> within, IEnumerable<(string Counter, long N, long Since)> elsewhere, string unit)
    {
        var sums = within.Where(c => !c.Counter.Contains('@')).ToDictionary(c => c.Counter, c => (c.N, c.Since));
        foreach (var c in within.Where(c => c.Counter.Contains('@') && !c.Counter.EndsWith($"@{unit}", StringComparison.Ordinal))) Add(c, -1);
        foreach (var c in elsewhere.Where(c => c.Counter.EndsWith($"@{unit}", StringComparison.Ordinal))) Add(c, 1);
        return [.. sums.Select(s => (s.Key, s.Value.N, s.Value.Since))];

        void Add((string Counter, long N, long Since) c, int sign)
        {
            var name = c.Counter[..c.Counter.IndexOf('@')];
            var (n, s) = sums.GetValueOrDefault(name);
            sums[name] = (n + sign * c.N, s + sign * c.Since);
        }
    }
}
