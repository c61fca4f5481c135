using System.Globalization;
using MediationHub.Domain.Cases;

namespace MediationHub.Domain.Statistics;

/// <summary>Days from receipt to closing over many cases, exact.</summary>
/// <param name="Cases">S + P + F.</param>
/// <param name="Median">Natural days; of an even number of cases the mean of the middle two. Null where nothing was closed.</param>
/// <param name="Ninetieth">So many days or fewer sufficed for 90 % of the cases. Null where nothing was closed.</param>
/// <param name="Mean">To 2 decimals.</param>
public sealed record DaysToClose(long Cases, decimal? Median, int? Ninetieth, decimal? Mean)
{
    /// <summary>Read off the counters <c>closed.days.</c>n.</summary>
    public static DaysToClose Of(Figures figures)
    {
        var counted = figures.Sums.Where(s => s.Value > 0 && s.Key.StartsWith(Counters.ClosedDays, StringComparison.Ordinal) && !s.Key.Contains('@', StringComparison.Ordinal))
            .Select(s => (Days: int.Parse(s.Key.AsSpan(Counters.ClosedDays.Length), NumberStyles.None, CultureInfo.InvariantCulture), Cases: s.Value)).OrderBy(s => s.Days).ToList();
        var n = counted.Sum(c => c.Cases);
        if (n == 0) return new(0, null, null, null);
        return new(n, (At((n + 1) / 2) + At(n / 2 + 1)) / 2m, At((9 * n + 9) / 10), decimal.Round((decimal)counted.Sum(c => c.Days * c.Cases) / n, 2, MidpointRounding.AwayFromZero));

        // The days of the case that stands at a place, from 1, when all are put in order.
        int At(long place)
        {
            foreach (var (days, cases) in counted)
                if ((place -= cases) <= 0) return days;
            return counted[^1].Days;
        }
    }
}

/// <summary>What is under way across a period: open at its start + accepted − ended = open at its end, which must balance.</summary>
/// <param name="Ended">Of those accepted: by S, P, F, withdrawal (X1) or another end (X5).</param>
public sealed record Balance(long OpenBefore, long Accepted, long Ended, long OpenAfter);

/// <summary>The figures of some days.</summary>
/// <param name="Figures">By the day each is about; of performance (<c>performanceDue</c> …) only days that have passed.</param>
/// <param name="OpenBefore">Accepted and not ended at the start of the period.</param>
public sealed record PeriodFigures(Figures Figures, long OpenBefore);

/// <summary>One indicator: a name, a fraction and its percentage.</summary>
/// <param name="Id">Stable.</param>
/// <param name="Numerator">The cell that opens the numerator down to its cases; null where it is made of several, or of money.</param>
/// <param name="Denominator">Likewise.</param>
/// <param name="Unit">What the fraction counts: cases, or money in fen.</param>
/// <param name="Sample">Cases behind the fraction: the denominator itself, or for money the agreements.</param>
public sealed record Indicator(string Id, string Name, string Text, Rate Rate, string? Numerator, string? Denominator, RateUnit Unit, long Sample)
{
    internal Indicator(string id, string name, string text, Rate rate, string? numerator = null, string? denominator = null) : this(id, name, text, rate, numerator, denominator, RateUnit.Cases, rate.Denominator)
    {
    }
}

/// <summary>Every indicator from counters: a pure function, the same for an organization, a reporting unit and a province.</summary>
public static class Indicators
{
    /// <summary>Accepted ones that ended in the period: what was never accepted was never under way.</summary>
    public static Balance BalanceOf(PeriodFigures period)
    {
        var f = period.Figures;
        var ended = f.Counted + f[Counters.Of(Outcome.Withdrawn)] + f[Counters.Of(Outcome.Terminated)] - f[Counters.EndedUnaccepted];
        return new(period.OpenBefore, f[Counters.Accepted], ended, period.OpenBefore + f[Counters.Accepted] - ended);
    }

    /// <summary>The rates, in the order in which they are reported.</summary>
    public static IReadOnlyList<Indicator> Of(PeriodFigures period)
    {
        var (f, balance) = (period.Figures, BalanceOf(period));
        var performed = f[Counters.PerformedInTime] + f[Counters.PerformedLate];
        return
        [
            new("closing", "调解结案率", "已受理案件中结案（成功、部分达成、未成功、撤回、其他终止）÷（期初未结＋当期受理）", new(balance.Ended, balance.OpenBefore + balance.Accepted)),
            new("onTime", "按期办结率", "在期限（含依法延长）内结案 ÷ 结案（成功、部分达成、未成功）", new(f[Counters.ClosedInTime], f.Counted), "closed.inTime", "denominator"),
            new("acceptedInTime", "受理及时率", "在受理期限内受理 ÷ 当期受理", new(f[Counters.AcceptedInTime], f[Counters.Accepted]), "accepted.inTime", "accepted"),
            new("reviewApplication", "仲裁审查申请率", "审查申请已受理的协议 ÷ 当期生效且可以申请审查的协议（确认劳动关系的、已经司法确认的除外）", new(f[Counters.ReviewAccepted], f[Counters.AgreementsEffective] - f[Counters.NotReviewable])),
            new("reviewConfirmation", "仲裁审查确认率", "制作调解书并已生效 ÷ 当期审查终结（生效、不予制作、未签收），撤回另列", new(f[Counters.ReviewInForce], f[Counters.ReviewClosed]), "reviews.inForce", "reviews.closed"),
            new("courtConfirmation", "司法确认率", "人民法院裁定确认的协议 ÷ 当期生效的协议", new(f[Counters.CourtConfirmed], f[Counters.AgreementsEffective]), "agreementsEffective.courtConfirmed", "agreementsEffective"),
            new("performance", "协议履行率", "全部按期履行 ÷ 最后一期履行期已届满的协议", new(f[Counters.PerformedInTime], f[Counters.PerformanceDue]), "performanceDue.inTime", "performanceDue"),
            new("performedAtAll", "协议履行完毕率", "全部履行（含逾期履行）÷ 最后一期履行期已届满的协议", new(performed, f[Counters.PerformanceDue]), null, "performanceDue"),
            new("performedByThemselves", "自动履行率", "未经催告、未启动救济而全部履行 ÷ 最后一期履行期已届满的协议", new(performed - f[Counters.PerformedAfterDemand] - f[Counters.PerformedAfterRemedy], f[Counters.PerformanceDue]), null, "performanceDue"),
            new("performanceAmount", "金额履行率", "各期按期支付的金额 ÷ 最后一期履行期已届满的协议应支付的金额", new(f[Counters.PaidAmountInTime], f[Counters.OwedAmount]), null, null, RateUnit.Money, f[Counters.PerformanceDue]),
            new("performedAmountAtAll", "金额履行完毕率", "已支付的金额（含逾期支付）÷ 最后一期履行期已届满的协议应支付的金额", new(f[Counters.PaidAmountInTime] + f[Counters.PaidAmountLate], f[Counters.OwedAmount]), null, null, RateUnit.Money, f[Counters.PerformanceDue]),
            new("entrusted", "委托调解成功率", "仲裁委员会委托和法院委派、委托的案件中成功 ÷ 结案（成功、部分达成、未成功）", new(f[Counters.EntrustedSucceeded], f[Counters.EntrustedClosed]), "entrusted.succeeded", "entrusted.closed"),
        ];
    }

    /// <summary>The name of an indicator by its id.</summary>
    public static string NameOf(string id) => s_names[id];

    private static readonly Dictionary<string, string> s_names = Of(new(new Figures(new Dictionary<string, long>()), 0)).ToDictionary(i => i.Id, i => i.Name);

    /// <summary>Numbers that are no rates; amounts in fen.</summary>
    public static IReadOnlyDictionary<string, long> Totals(PeriodFigures period)
    {
        var f = period.Figures;
        return new Dictionary<string, long>
        {
            ["registered"] = f[Counters.Registered] - f[Counters.RegisteredVoid],
            ["people"] = f[Counters.RegisteredPeople],
            ["collective"] = f[Counters.RegisteredCollective],
            ["claimedOnReceipt"] = f[Counters.RegisteredAmount],
            ["claimed"] = f[Counters.ClaimedAmount],
            ["agreed"] = f[Counters.AgreedAmount],
            ["paid"] = f[Counters.PaidAmount],
            ["agreements"] = f[Counters.AgreementsEffective],
            ["reviewsWithdrawn"] = f[Counters.ReviewWithdrawn],
            ["reviewsNotAccepted"] = f[Counters.ReviewNotAccepted],
            ["performedAfterDemand"] = f[Counters.PerformedAfterDemand],
            ["performedAfterRemedy"] = f[Counters.PerformedAfterRemedy],
        };
    }
}
