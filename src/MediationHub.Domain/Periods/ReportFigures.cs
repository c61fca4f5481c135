using MediationHub.Domain.Cases;
using MediationHub.Domain.Statistics;

namespace MediationHub.Domain.Periods;

/// <summary>
/// What one organization, a unit or a province did in a period: 上期未结 + 当期受理 − 当期结案 = 期末未结, and every counter behind it.
/// A case is in the balance from its acceptance to its end; what was never accepted, was transferred away or was registered by mistake is not.
/// </summary>
/// <param name="OpenBefore">上期未结: accepted before the period and not ended before it.</param>
/// <param name="OpenAfter">期末未结: accepted by its last day and not ended by then, counted by itself.</param>
/// <param name="Counted">Sums of counters over the period; what is 0 is left out.</param>
public sealed record ReportFigures(long OpenBefore, long OpenAfter, IReadOnlyDictionary<string, long> Counted)
{
    public static ReportFigures Nothing { get; } = new(0, 0, new Dictionary<string, long>());

    /// <summary>The counters that a closed period keeps: all that rates and indicators are made of.</summary>
    public static IReadOnlyList<string> Kept { get; } =
    [
        Counters.Registered, Counters.RegisteredVoid, Counters.RegisteredSucceeded, Counters.RegisteredPeople, Counters.RegisteredCollective, Counters.RegisteredAmount,
        Counters.Accepted, Counters.AcceptedInTime, Counters.AcceptedSucceeded,
        Counters.Succeeded, Counters.Partial, Counters.Failed, Counters.SucceededTainted, Counters.SucceededPeople,
        Counters.ClosedInTime, Counters.ClosedPeople, Counters.ClaimedAmount, Counters.AgreedAmount, Counters.EndedUnaccepted, Counters.EntrustedClosed, Counters.EntrustedSucceeded,
        .. Enum.GetValues<Outcome>().Select(Counters.Of),
        Counters.AgreementsEffective, Counters.ReviewFiled, Counters.ReviewAccepted, Counters.NotReviewable, Counters.CourtConfirmed, Counters.PaidAmount,
        Counters.PerformanceDue, Counters.PerformedInTime, Counters.PerformedLate, Counters.PerformedAfterDemand, Counters.PerformedAfterRemedy,
        Counters.OwedAmount, Counters.PaidAmountInTime, Counters.PaidAmountLate,
        Counters.ReviewClosed, Counters.ReviewInForce, Counters.ReviewRefused, Counters.ReviewUnsigned, Counters.ReviewWithdrawn, Counters.ReviewNotAccepted,
    ];

    /// <summary>0 where nothing was counted.</summary>
    public long this[string counter] => Counted.GetValueOrDefault(counter);

    public long this[Outcome outcome] => this[Counters.Of(outcome)];

    public long Accepted => this[Counters.Accepted];
    public long Succeeded => this[Counters.Succeeded];

    /// <summary>S + P + F: what the success rate is about.</summary>
    public long Denominator => this[Counters.Succeeded] + this[Counters.Partial] + this[Counters.Failed];

    /// <summary>当期结案: accepted cases that ended in the period, withdrawn and terminated ones among them.</summary>
    public long Closed => Denominator + this[Outcome.Withdrawn] + this[Outcome.Terminated] - this[Counters.EndedUnaccepted];

    /// <summary>What the balance leaves over; 0 in every figure that may be kept.</summary>
    public long Gap => OpenBefore + Accepted - Closed - OpenAfter;

    /// <summary>Every rate, in the order in which they are reported.</summary>
    public IReadOnlyList<Indicator> Indicators => Statistics.Indicators.Of(new(new Figures(Counted), OpenBefore));

    public Rate Rate => new(Succeeded, Denominator);

    public bool IsEmpty => OpenBefore == 0 && OpenAfter == 0 && Counted.All(c => c.Value == 0);

    public ReportFigures Plus(ReportFigures other) => Combined(other, 1);

    /// <summary>All of them together.</summary>
    public static ReportFigures Sum(IEnumerable<ReportFigures> figures)
    {
        var (before, after, sums) = (0L, 0L, new Dictionary<string, long>());
        foreach (var one in figures)
        {
            (before, after) = (before + one.OpenBefore, after + one.OpenAfter);
            foreach (var (counter, n) in one.Counted) sums[counter] = sums.GetValueOrDefault(counter) + n;
        }
        return new(before, after, sums.Where(s => s.Value != 0).ToDictionary());
    }

    /// <summary>What is more here than there: a correction.</summary>
    public ReportFigures Minus(ReportFigures other) => Combined(other, -1);

    private ReportFigures Combined(ReportFigures other, int sign)
    {
        var sums = new Dictionary<string, long>(Counted);
        foreach (var (counter, n) in other.Counted)
        {
            var sum = sums.GetValueOrDefault(counter) + sign * n;
            if (sum == 0) sums.Remove(counter);
            else sums[counter] = sum;
        }
        return new(OpenBefore + sign * other.OpenBefore, OpenAfter + sign * other.OpenAfter, sums);
    }
}

/// <summary>One organization's figures in one reporting unit. An organization whose region was moved between units has a row in each.</summary>
/// <param name="Name">As it was when the period was closed.</param>
/// <param name="Type">The word of its type.</param>
/// <param name="Unit">Code of the reporting unit that the cases belong to; the province's for an organization of the province itself.</param>
public sealed record PeriodRow(string OrganizationId, string Name, string Type, string Unit, ReportFigures Figures);

/// <summary>What a correction entered later changed in a row of a closed period.</summary>
/// <param name="Frozen">As the period was closed.</param>
/// <param name="Now">The same days as the record says now.</param>
public sealed record PeriodDelta(PeriodRow Row, ReportFigures Frozen, ReportFigures Now)
{
    public ReportFigures Change => Now.Minus(Frozen);
}

/// <summary>Compares a closed period with the record as it is now. The closed one is never rewritten.</summary>
public static class PeriodDeltas
{
    /// <summary>Rows that would be others today, in the order of the closed period; new ones behind.</summary>
    public static IReadOnlyList<PeriodDelta> Between(IReadOnlyList<PeriodRow> frozen, IReadOnlyList<PeriodRow> now)
    {
        var then = frozen.ToDictionary(Key);
        var current = now.ToDictionary(Key);
        return
        [
            .. frozen.Select(row => new PeriodDelta(row, row.Figures, current.TryGetValue(Key(row), out var today) ? today.Figures : ReportFigures.Nothing))
                .Concat(now.Where(row => !then.ContainsKey(Key(row))).Select(row => new PeriodDelta(row, ReportFigures.Nothing, row.Figures)))
                .Where(delta => !delta.Change.IsEmpty),
        ];
    }

    private static (string, string) Key(PeriodRow row) => (row.OrganizationId, row.Unit);
}
