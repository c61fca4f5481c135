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
public sealed record TakenKind(string DisputeType, string Source, bool Collective, long Registered, long Accepted, long AcceptedInTime);

/// <summary>Cases of one kind that mediation ended one way or the other (S, P, F), by the natural days from receipt to closing.</summary>
/// <param name="Claimed">CNY.</param>
public sealed record ClosedKind(string DisputeType, string Source, bool Collective, int Days, long Cases, long InTime, long People, decimal Claimed);

/// <summary>How many agreements of one kind had their last day of performance in the period, and how many of them have been performed whole: in time, and in time or later.</summary>
public sealed record DueKind(string DisputeType, string Source, bool Collective, long Due, long Performed, long PerformedInTime);

/// <summary>Agreements of one kind that took effect in the period: those that can go to review, those whose review was accepted, those that a court confirmed; and the reviews that ended in the period, with those of them that are in force.</summary>
public sealed record ReviewKind(string DisputeType, string Source, bool Collective, long Effective, long Reviewable, long Reviewed, long CourtConfirmed, long ReviewsClosed, long ReviewsInForce);

/// <summary>One kind of cases.</summary>
/// <param name="Key">See <see cref="CaseDimension"/>.</param>
/// <param name="Excluded">Ended, and in no success rate: withdrawn, not accepted, refused, transferred, ended otherwise, void.</param>
/// <param name="Registered">Received in the period; transferred and void ones are left out. <paramref name="Accepted"/> likewise.</param>
/// <param name="People">Workers involved in what S, P and F count; so are <paramref name="Claimed"/> (CNY) and <paramref name="Days"/>.</param>
/// <param name="Due">Agreements whose last day of performance lies in the period and has passed; <paramref name="Performed"/> have been performed whole, in time (<paramref name="PerformedInTime"/>) or later.</param>
/// <param name="Effective">Agreements that took effect in the period, and of them <paramref name="Reviewable"/>, <paramref name="Reviewed"/> and <paramref name="CourtConfirmed"/>: see <see cref="ReviewKind"/>.</param>
public sealed record BreakdownGroup(
    string Key, long Succeeded, long Partial, long Failed, long Excluded, long Registered, long Accepted, long AcceptedInTime, long InTime, long People, decimal Claimed, DaysToClose Days, long Due, long Performed, long PerformedInTime,
    long Effective, long Reviewable, long Reviewed, long CourtConfirmed, long ReviewsClosed, long ReviewsInForce)
{
    /// <summary>S / (S + P + F).</summary>
    public Rate Rate => new(Succeeded, Succeeded + Partial + Failed);

    /// <summary>The indicators of §4.4 that are told by kind, by their ids there, each with the words of <see cref="CountedCases"/> for its two numbers; null where other filters find them.</summary>
    public IReadOnlyList<(string Indicator, Rate Rate, string? Numerator, string? Denominator)> Rates =>
    [
        ("acceptedInTime", new(AcceptedInTime, Accepted), "acceptedInTime", null),
        ("onTime", new(InTime, Rate.Denominator), "closedInTime", null),
        ("performance", new(PerformedInTime, Due), "performedInTime", "performanceDue"),
        ("performedAtAll", new(Performed, Due), "performed", "performanceDue"),
        ("reviewApplication", new(Reviewed, Reviewable), "reviewed", "reviewable"),
        ("reviewConfirmation", new(ReviewsInForce, ReviewsClosed), "reviewsInForce", "reviewsEnded"),
        ("courtConfirmation", new(CourtConfirmed, Effective), "courtConfirmed", "effective"),
    ];
}

/// <summary>What was taken in and what ended in a period, by kind. The groups of each dimension add up to the figures of the period.</summary>
public sealed record Breakdown(DateOnly From, DateOnly To, IReadOnlyList<EndedKind> Kinds, IReadOnlyList<TakenKind> Taken, IReadOnlyList<ClosedKind> Closed, IReadOnlyList<DueKind> Due, IReadOnlyList<ReviewKind> Reviews, FiguresAsOf AsOf)
{
    /// <summary>The groups of one dimension, in the order of their keys.</summary>
    public IReadOnlyList<BreakdownGroup> By(CaseDimension dimension)
    {
        string Key(string type, string source, bool collective) => dimension switch { CaseDimension.DisputeType => type, CaseDimension.Source => source, _ => collective ? "true" : "false" };
        var ended = Kinds.ToLookup(k => Key(k.DisputeType, k.Source, k.Collective));
        var taken = Taken.ToLookup(k => Key(k.DisputeType, k.Source, k.Collective));
        var closed = Closed.ToLookup(k => Key(k.DisputeType, k.Source, k.Collective));
        var due = Due.ToLookup(k => Key(k.DisputeType, k.Source, k.Collective));
        var reviews = Reviews.ToLookup(k => Key(k.DisputeType, k.Source, k.Collective));
        return
        [
            .. from key in ended.Select(g => g.Key).Concat(taken.Select(g => g.Key)).Concat(due.Select(g => g.Key)).Concat(reviews.Select(g => g.Key)).Distinct().Order(StringComparer.Ordinal)
               let e = ended[key]
               select new BreakdownGroup(key, Sum(e, OutcomeClass.Succeeded), Sum(e, OutcomeClass.Partial), Sum(e, OutcomeClass.Failed), Sum(e, OutcomeClass.Excluded),
                   taken[key].Sum(t => t.Registered), taken[key].Sum(t => t.Accepted), taken[key].Sum(t => t.AcceptedInTime), closed[key].Sum(c => c.InTime), closed[key].Sum(c => c.People), closed[key].Sum(c => c.Claimed),
                   DaysToClose.Of(new Figures(closed[key].GroupBy(c => c.Days).ToDictionary(d => Counters.Days(d.Key), d => d.Sum(c => c.Cases)))),
                   due[key].Sum(d => d.Due), due[key].Sum(d => d.Performed), due[key].Sum(d => d.PerformedInTime),
                   reviews[key].Sum(r => r.Effective), reviews[key].Sum(r => r.Reviewable), reviews[key].Sum(r => r.Reviewed), reviews[key].Sum(r => r.CourtConfirmed), reviews[key].Sum(r => r.ReviewsClosed), reviews[key].Sum(r => r.ReviewsInForce)),
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
            select e.type, e.source, e.collective, e.outcome, e.days, count(*) as cases, count(*) filter (where e.closed_in_time) as intime, coalesce(sum(e.workers), 0)::bigint as people, coalesce(sum(e.claimed), 0) as claimed
            from (select split_part(c.dispute_type, '.', 1) as type, c.source, c.workers >= {CaseContribution.CollectiveThreshold} as collective, c.outcome, c.workers, c.claimed, c.closed_in_time,
                    case when c.outcome = any(@counted) then c.closed_on - (c.received_at at time zone 'Asia/Shanghai')::date end as days
                  from case_rows c where c.ended and not c.imported and c.closed_on between @from and @to and {condition}) e
            group by grouping sets ((e.type, e.source, e.collective, e.outcome), (e.type, e.source, e.collective, e.days)) order by 1, 2, 3, 4, 5
            """, values)).AsList();
        // Each half has an index of its own; what was accepted in the period ended no earlier than it begins, or is open. Open ones were accepted in time by the law in force, which says so of the day of their receipt.
        var taken = await connection.QueryAsync<(string Type, string Source, bool Collective, long Registered, long Accepted, long InTime, DateOnly? OpenReceived, DateOnly? OpenAccepted)>(
            $"""
            select split_part(c.dispute_type, '.', 1), c.source, c.workers >= {CaseContribution.CollectiveThreshold},
              count(*) filter (where c.received_at >= @start and c.received_at < @end), count(*) filter (where c.accepted_on between @from and @to), count(*) filter (where c.accepted_in_time and c.accepted_on between @from and @to), c.open_received, c.open_accepted
            from (select dispute_type, source, workers, received_at, accepted_on, organization_id, null::boolean as accepted_in_time,
                    case when accepted_on between @from and @to then (received_at at time zone 'Asia/Shanghai')::date end as open_received, case when accepted_on between @from and @to then accepted_on end as open_accepted
                  from case_rows where not ended and not imported and received_at < @end
                  union all
                  select dispute_type, source, workers, received_at, accepted_on, organization_id, accepted_in_time, null, null from case_rows where ended and not imported and closed_on >= @from and received_at < @end and outcome not in ('transferred', 'void')) c
            where {condition} group by 1, 2, 3, 7, 8 order by 1, 2, 3
            """, values);
        var law = _store.Law.Current;
        var inTimeUntil = new Dictionary<DateOnly, DateOnly>();
        bool InTime(DateOnly received, DateOnly accepted)
        {
            if (!inTimeUntil.TryGetValue(received, out var until)) inTimeUntil[received] = until = CaseClocks.AcceptedInTimeUntil(received, law.Calendar, law.Rules);
            return accepted <= until;
        }
        // What of a day that has not passed is due is not counted yet, as in the counters.
        var due = await connection.QueryAsync<(string Type, string Source, bool Collective, long Due, long Performed, long InTime)>(
            $"""
            select split_part(c.dispute_type, '.', 1), c.source, c.workers >= {CaseContribution.CollectiveThreshold}, count(*), count(a.performed_on), count(*) filter (where a.performed_in_time)
            from agreement_rows a join case_rows c on c.id = a.case_id
            where a.last_due_on between @from and @passed and a.effective_on is not null and a.status <> 'superseded' and {CountedCases.Once} and {condition} group by 1, 2, 3
            """, values);
        var reviews = await connection.QueryAsync<(string Type, string Source, bool Collective, long Effective, long Reviewable, long Reviewed, long CourtConfirmed, long Closed, long InForce)>(
            $"""
            select split_part(c.dispute_type, '.', 1), c.source, c.workers >= {CaseContribution.CollectiveThreshold}, sum(r.effective)::bigint, sum(r.reviewable)::bigint, sum(r.reviewed)::bigint, sum(r.court)::bigint, sum(r.closed)::bigint, sum(r.in_force)::bigint
            from (select case_id, 1 as effective, reviewable::int as reviewable, (exists (select 1 from review_rows r where r.case_id = a.case_id and {CountedCases.ReviewAccepted}))::int as reviewed, (status = 'courtConfirmed')::int as court, 0 as closed, 0 as in_force
                  from agreement_rows a where first_effective_on between @from and @to
                  union all
                  select r.case_id, 0, 0, 0, 0, 1, (r.stage = 'inForce')::int from review_rows r where r.ended_on between @from and @to and r.stage in ('inForce', 'refused', 'endedUnsigned')) r
            join case_rows c on c.id = r.case_id where (r.effective = 0 or {CountedCases.Once}) and {condition} group by 1, 2, 3 order by 1, 2, 3
            """, values);
        var (position, at) = await connection.QuerySingleOrDefaultAsync<(long, DateTimeOffset)>("select position, at from events order by tx desc, position desc limit 1");
        await transaction.CommitAsync(cancel);
        return new(from, to, [.. ended.Where(k => k.Outcome is not null).Select(k => new EndedKind(k.Type, k.Source, k.Collective, Outcomes[k.Outcome!], k.Cases))],
            [.. taken.Where(t => t.Registered + t.Accepted > 0).Select(t => new TakenKind(t.Type, t.Source, t.Collective, t.Registered, t.Accepted, t is { OpenReceived: { } received, OpenAccepted: { } accepted } ? InTime(received, accepted) ? t.Accepted : 0 : t.InTime))],
            [.. ended.Where(c => c.Days is not null).Select(c => new ClosedKind(c.Type, c.Source, c.Collective, c.Days!.Value, c.Cases, c.InTime, c.People, c.Claimed))],
            [.. due.Select(d => new DueKind(d.Type, d.Source, d.Collective, d.Due, d.Performed, d.InTime))],
            [.. reviews.Select(r => new ReviewKind(r.Type, r.Source, r.Collective, r.Effective, r.Reviewable, r.Reviewed, r.CourtConfirmed, r.Closed, r.InForce))], new(position, at.ToOffset(ChinaTime.Offset)));
    }

    /// <summary>A row by outcome has no days, one by days no outcome; where neither stands, what has no days is summed up.</summary>
    private sealed record EndedRow(string Type, string Source, bool Collective, string? Outcome, int? Days, long Cases, long InTime, long People, decimal Claimed);

    private static readonly Dictionary<string, Outcome> Outcomes = Enum.GetValues<Outcome>().ToDictionary(o => Rows.CaseProjection.Word(o));

    /// <summary>S, P and F.</summary>
    internal static readonly string[] Counted = [.. Outcomes.Where(o => o.Value.Class() is not OutcomeClass.Excluded).Select(o => o.Key)];
}
