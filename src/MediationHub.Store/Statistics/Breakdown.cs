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

/// <summary>One kind of cases.</summary>
/// <param name="Key">See <see cref="CaseDimension"/>.</param>
/// <param name="Excluded">Ended, and in no success rate: withdrawn, not accepted, refused, transferred, ended otherwise, void.</param>
public sealed record BreakdownGroup(string Key, long Succeeded, long Partial, long Failed, long Excluded)
{
    /// <summary>S / (S + P + F).</summary>
    public Rate Rate => new(Succeeded, Succeeded + Partial + Failed);
}

/// <summary>What ended in a period, by kind. The groups of each dimension add up to the figures of the period.</summary>
public sealed record Breakdown(DateOnly From, DateOnly To, IReadOnlyList<EndedKind> Kinds, FiguresAsOf AsOf)
{
    /// <summary>The groups of one dimension, in the order of their keys.</summary>
    public IReadOnlyList<BreakdownGroup> By(CaseDimension dimension) =>
    [
        .. from kind in Kinds
           group kind by dimension switch { CaseDimension.DisputeType => kind.DisputeType, CaseDimension.Source => kind.Source, _ => kind.Collective ? "true" : "false" } into group_
           orderby group_.Key
           select new BreakdownGroup(group_.Key, Sum(group_, OutcomeClass.Succeeded), Sum(group_, OutcomeClass.Partial), Sum(group_, OutcomeClass.Failed), Sum(group_, OutcomeClass.Excluded)),
    ];

    private static long Sum(IEnumerable<EndedKind> kinds, OutcomeClass of) => kinds.Where(k => k.Outcome.Class() == of).Sum(k => k.Cases);
}

/// <summary>
/// Tells the ended cases of a period apart by dispute type, source and size, from their rows: a counter for each kind would cost every closing three more rows, and nobody needs the answer in a millisecond (decision 0028).
/// </summary>
public sealed class BreakdownReader(HubStore store)
{
    /// <param name="from">First day of closing, inclusive.</param>
    /// <param name="to">Last day of closing, inclusive.</param>
    public Task<Breakdown> OfOrganization(string organization, DateOnly from, DateOnly to, CancellationToken cancel = default)
    {
        var values = new DynamicParameters(new { organization });
        return Read("c.organization_id = @organization", values, from, to, cancel);
    }

    /// <summary>All organizations of a region and those below it; a case counts where its region belonged on the day of its receipt.</summary>
    public Task<Breakdown> OfUnit(string unit, DateOnly from, DateOnly to, CancellationToken cancel = default)
    {
        var values = new DynamicParameters();
        return Read(ReportedBy.Condition(unit, values), values, from, to, cancel);
    }

    private async Task<Breakdown> Read(string condition, DynamicParameters values, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        values.AddDynamicParams(new { from, to });
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        var kinds = await connection.QueryAsync<(string Type, string Source, bool Collective, string Outcome, long N)>(
            $"""
            select split_part(c.dispute_type, '.', 1), c.source, c.workers >= {CaseContribution.CollectiveThreshold}, c.outcome, count(*) from case_rows c
            where c.ended and not c.imported and c.closed_on between @from and @to and {condition} group by 1, 2, 3, 4 order by 1, 2, 3, 4
            """, values);
        var (position, at) = await connection.QuerySingleOrDefaultAsync<(long, DateTimeOffset)>("select position, at from events order by tx desc, position desc limit 1");
        await transaction.CommitAsync(cancel);
        return new(from, to, [.. kinds.Select(k => new EndedKind(k.Type, k.Source, k.Collective, Outcomes[k.Outcome], k.N))], new(position, at.ToOffset(ChinaTime.Offset)));
    }

    private static readonly Dictionary<string, Outcome> Outcomes = Enum.GetValues<Outcome>().ToDictionary(o => Rows.CaseProjection.Word(o));
}
