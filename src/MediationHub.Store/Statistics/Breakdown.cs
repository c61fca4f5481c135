using System.Data;
using Dapper;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Statistics;

namespace MediationHub.Store.Statistics;

/// <summary>By what ended cases are told apart.</summary>
public enum CaseDimension
{
    /// <summary>The main dispute type, those below it with it: <c>07</c>.</summary>
    DisputeType,

    /// <summary>From whom the case came: the word of <see cref="CaseSource"/>.</summary>
    Source,

    /// <summary>Ten workers or more (LMA 7): <c>true</c> or <c>false</c>.</summary>
    Collective,
}

/// <summary>How many cases of one kind ended in one way.</summary>
public sealed record EndedKind(string DisputeType, string Source, bool Collective, Outcome Outcome, long Cases);

/// <summary>How many cases of one kind were received and accepted; each dispute once, as in the counters.</summary>
public sealed record TakenKind(string DisputeType, string Source, bool Collective, long Registered, long Accepted);

/// <summary>Cases of one kind that mediation ended one way or the other (S, P, F), by the natural days from receipt to closing.</summary>
/// <param name="Claimed">CNY.</param>
public sealed record ClosedKind(string DisputeType, string Source, bool Collective, int Days, long Cases, long People, decimal Claimed);

/// <summary>How many agreements of one kind had their last day of performance in the period, and how many of them have been performed whole, in time or later.</summary>
public sealed record DueKind(string DisputeType, string Source, bool Collective, long Due, long Performed);

/// <summary>One kind of cases.</summary>
/// <param name="Key">See <see cref="CaseDimension"/>.</param>
/// <param name="Excluded">Ended, and in no success rate: withdrawn, not accepted, refused, transferred, ended otherwise, void.</param>
/// <param name="Registered">Received in the period; transferred and void ones are left out. <paramref name="Accepted"/> likewise.</param>
/// <param name="People">Workers involved in what S, P and F count; so are <paramref name="Claimed"/> (CNY) and <paramref name="Days"/>.</param>
/// <param name="Due">Agreements whose last day of performance lies in the period and has passed; <paramref name="Performed"/> have been performed whole, in time or later.</param>
public sealed record BreakdownGroup(string Key, long Succeeded, long Partial, long Failed, long Excluded, long Registered, long Accepted, long People, decimal Claimed, DaysToClose Days, long Due, long Performed)
{
    /// <summary>S / (S + P + F).</summary>
    public Rate Rate => new(Succeeded, Succeeded + Partial + Failed);
}

/// <summary>What was taken in and what ended in a period, by kind. The groups of each dimension add up to the figures of the period.</summary>
public sealed record Breakdown(DateOnly From, DateOnly To, IReadOnlyList<EndedKind> Kinds, IReadOnlyList<TakenKind> Taken, IReadOnlyList<ClosedKind> Closed, IReadOnlyList<DueKind> Due, FiguresAsOf AsOf)
{
    /// <summary>The groups of one dimension, in the order of their keys.</summary>
    public IReadOnlyList<BreakdownGroup> By(CaseDimension dimension)
    {
        string Key(string type, string source, bool collective) => dimension switch { CaseDimension.DisputeType => type, CaseDimension.Source => source, _ => collective ? "true" : "false" };
        var ended = Kinds.ToLookup(k => Key(k.DisputeType, k.Source, k.Collective));
        var taken = Taken.ToLookup(k => Key(k.DisputeType, k.Source, k.Collective));
        var closed = Closed.ToLookup(k => Key(k.DisputeType, k.Source, k.Collective));
        var due = Due.ToLookup(k => Key(k.DisputeType, k.Source, k.Collective));
        return
        [
            .. from key in ended.Select(g => g.Key).Concat(taken.Select(g => g.Key)).Concat(due.Select(g => g.Key)).Distinct().Order(StringComparer.Ordinal)
               let e = ended[key]
               select new BreakdownGroup(key, Sum(e, OutcomeClass.Succeeded), Sum(e, OutcomeClass.Partial), Sum(e, OutcomeClass.Failed), Sum(e, OutcomeClass.Excluded),
                   taken[key].Sum(t => t.Registered), taken[key].Sum(t => t.Accepted), closed[key].Sum(c => c.People), closed[key].Sum(c => c.Claimed),
                   DaysToClose.Of(new Figures(closed[key].GroupBy(c => c.Days).ToDictionary(d => Counters.Days(d.Key), d => d.Sum(c => c.Cases)))), due[key].Sum(d => d.Due), due[key].Sum(d => d.Performed)),
        ];
    }

    private static long Sum(IEnumerable<EndedKind> kinds, OutcomeClass of) => kinds.Where(k => k.Outcome.Class() == of).Sum(k => k.Cases);
}

/// <summary>
/// Tells the cases of a period apart by dispute type, source and size, from their rows: a counter for each kind would cost every closing three more rows, and nobody needs the answer in a millisecond (decision 0028).
/// </summary>
public sealed class BreakdownReader
{
    private readonly HubStore _store;
    private readonly KeptFigures<(string Unit, DateOnly From, DateOnly To), Breakdown> _kept;

    public BreakdownReader(HubStore store)
    {
        _store = store;
        _kept = new(ReadUnit, b => b.Kinds.Sum(k => k.Cases) + b.Taken.Sum(t => t.Registered));
    }

    /// <param name="from">First day of closing, inclusive.</param>
    /// <param name="to">Last day of closing, inclusive.</param>
    public Task<Breakdown> OfOrganization(string organization, DateOnly from, DateOnly to, CancellationToken cancel = default)
    {
        var values = new DynamicParameters(new { organization });
        return Read("c.organization_id = @organization", values, from, to, cancel);
    }

    /// <summary>All organizations of a region and those below it; a case counts where its region belonged on the day of its receipt.</summary>
    public Task<Breakdown> OfUnit(string unit, DateOnly from, DateOnly to, CancellationToken cancel = default) => _kept.Of((unit, from, to), cancel);

    private Task<Breakdown> ReadUnit((string Unit, DateOnly From, DateOnly To) asked, CancellationToken cancel)
    {
        var values = new DynamicParameters();
        return Read(ReportedBy.Condition(asked.Unit, values), values, asked.From, asked.To, cancel);
    }

    private async Task<Breakdown> Read(string condition, DynamicParameters values, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        values.AddDynamicParams(new { from, to, start = ChinaTime.At(from, TimeOnly.MinValue).UtcDateTime, end = ChinaTime.At(to.AddDays(1), TimeOnly.MinValue).UtcDateTime, counted = Counted, passed = ChinaTime.DayOf(_store.Clock.GetUtcNow()).AddDays(-1) is var yesterday && to < yesterday ? to : yesterday });
        await using var connection = await _store.Database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        // One reading of what ended: by the way in which it ended, and by the days that it took.
        var ended = (await connection.QueryAsync<EndedRow>(
            $"""
            select e.type, e.source, e.collective, e.outcome, e.days, count(*) as cases, coalesce(sum(e.workers), 0)::bigint as people, coalesce(sum(e.claimed), 0) as claimed
            from (select split_part(c.dispute_type, '.', 1) as type, c.source, c.workers >= {CaseContribution.CollectiveThreshold} as collective, c.outcome, c.workers, c.claimed,
                    case when c.outcome = any(@counted) then c.closed_on - (c.received_at at time zone 'Asia/Shanghai')::date end as days
                  from case_rows c where c.ended and not c.imported and c.closed_on between @from and @to and {condition}) e
            group by grouping sets ((e.type, e.source, e.collective, e.outcome), (e.type, e.source, e.collective, e.days)) order by 1, 2, 3, 4, 5
            """, values)).AsList();
        // Each half has an index of its own; what was accepted in the period ended no earlier than it begins, or is open.
        var taken = await connection.QueryAsync<(string Type, string Source, bool Collective, long Registered, long Accepted)>(
            $"""
            select split_part(c.dispute_type, '.', 1), c.source, c.workers >= {CaseContribution.CollectiveThreshold},
              count(*) filter (where c.received_at >= @start and c.received_at < @end), count(*) filter (where c.accepted_on between @from and @to)
            from (select dispute_type, source, workers, received_at, accepted_on, organization_id from case_rows where not ended and not imported and received_at < @end
                  union all
                  select dispute_type, source, workers, received_at, accepted_on, organization_id from case_rows where ended and not imported and closed_on >= @from and received_at < @end and outcome not in ('transferred', 'void')) c
            where {condition} group by 1, 2, 3 order by 1, 2, 3
            """, values);
        // What of a day that has not passed is due is not counted yet, as in the counters.
        var due = await connection.QueryAsync<(string Type, string Source, bool Collective, long Due, long Performed)>(
            $"""
            select split_part(c.dispute_type, '.', 1), c.source, c.workers >= {CaseContribution.CollectiveThreshold}, count(*), count(a.performed_on)
            from agreement_rows a join case_rows c on c.id = a.case_id
            where a.last_due_on between @from and @passed and a.effective_on is not null and a.status <> 'superseded' and not c.imported and c.outcome is distinct from 'transferred' and c.outcome is distinct from 'void' and {condition} group by 1, 2, 3
            """, values);
        var (position, at) = await connection.QuerySingleOrDefaultAsync<(long, DateTimeOffset)>("select position, at from events order by tx desc, position desc limit 1");
        await transaction.CommitAsync(cancel);
        return new(from, to, [.. ended.Where(k => k.Outcome is not null).Select(k => new EndedKind(k.Type, k.Source, k.Collective, Outcomes[k.Outcome!], k.Cases))],
            [.. taken.Where(t => t.Registered + t.Accepted > 0).Select(t => new TakenKind(t.Type, t.Source, t.Collective, t.Registered, t.Accepted))], [.. ended.Where(c => c.Days is not null).Select(c => new ClosedKind(c.Type, c.Source, c.Collective, c.Days!.Value, c.Cases, c.People, c.Claimed))],
            [.. due.Select(d => new DueKind(d.Type, d.Source, d.Collective, d.Due, d.Performed))], new(position, at.ToOffset(ChinaTime.Offset)));
    }

    /// <summary>A row by outcome has no days, one by days no outcome; where neither stands, what has no days is summed up.</summary>
    private sealed record EndedRow(string Type, string Source, bool Collective, string? Outcome, int? Days, long Cases, long People, decimal Claimed);

    private static readonly Dictionary<string, Outcome> Outcomes = Enum.GetValues<Outcome>().ToDictionary(o => Rows.CaseProjection.Word(o));

    /// <summary>S, P and F.</summary>
    private static readonly string[] Counted = [.. Outcomes.Where(o => o.Value.Class() is not OutcomeClass.Excluded).Select(o => o.Key)];
}
