using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Statistics;

namespace MediationHub.Domain.Selection;

/// <summary>What the counters say of one organization in the window of a campaign, both days included. Money is in yuan.</summary>
/// <param name="ClosedInTime">Of S+P+F.</param>
/// <param name="Effective">Agreements that took effect in the window.</param>
/// <param name="ReviewFiled">Of those, with a review.</param>
/// <param name="PerformanceDue">Agreements whose last due day lies in the window.</param>
/// <param name="VolumePercent">Percent of the organizations of its type that closed no more cases; null where it has none.</param>
public sealed record SelectionFigures(
    long Succeeded, long Partial, long Failed, long Accepted, long ClosedInTime, long Effective, long ReviewFiled, long ReviewsClosed, long ReviewsInForce, long PerformanceDue, long PerformedInTime,
    long People, decimal ClaimedAmount, decimal AgreedAmount, long EntrustedClosed, long EntrustedSucceeded, decimal? VolumePercent)
{
    public long Closed => Succeeded + Partial + Failed;
}

/// <summary>What filing and roster say of the organization at the end of the window.</summary>
/// <param name="ActiveMonths">Whole months since it last became active, up to the end of the window.</param>
/// <param name="Systems">How many of the six are in place.</param>
/// <param name="Posted">Of three: a name by the norm, rules posted, a photo of them.</param>
/// <param name="Trained">Hours of training of all its mediators in the twelve months before.</param>
/// <param name="Dismissed">Mediators dismissed from the roster within the window.</param>
public sealed record SelectionHouse(
    OrganizationType Type, int ActiveMonths, int Systems, int Posted, bool Listed, bool Online, bool LinkedCommission, decimal? PremisesArea, int Mediators, int FullTime, int Qualified, decimal Trained, int Dismissed, int? SystemsProven = null)
{
    /// <summary>The documents on file beside what the organization says of its systems; nothing for figures frozen before they were counted.</summary>
    internal string Proven => SystemsProven is { } on ? $"，其中{on}项有文件存档" : "";
}

/// <summary>Papers drawn as a sample and judged.</summary>
/// <param name="Percent">Of the points that could be reached.</param>
public sealed record PaperQuality(int Sampled, decimal Percent);

/// <summary>What the parties said afterwards.</summary>
/// <param name="Percent">Of the best possible answer.</param>
public sealed record PartiesSatisfaction(int Answers, decimal Percent);

/// <summary>The last inspection of the premises.</summary>
/// <param name="Percent">Of the points that could be reached.</param>
public sealed record PremisesFound(DateOnly On, decimal Percent);

/// <summary>What is measured beside the cases; each part is null where nothing was recorded.</summary>
public sealed record SelectionEvidence(PaperQuality? Papers = null, PartiesSatisfaction? Satisfaction = null, PremisesFound? Premises = null);

/// <summary>All that the record says of a nominated organization: frozen at the cut-off, and read anew to show what was corrected since.</summary>
/// <param name="From">First day of the window.</param>
/// <param name="To">Last day of the window.</param>
/// <param name="Definition">What the success rate counts.</param>
/// <param name="Position">The place in the log that the figures stand on.</param>
public sealed record SelectionMetrics(DateOnly From, DateOnly To, KeptDefinition Definition, long Position, DateTimeOffset TakenAt, SelectionFigures Figures, SelectionHouse House, SelectionEvidence Evidence)
{
    /// <summary>Decided on integers; nothing closed meets nothing.</summary>
    public bool Meets(int target) => Figures.Closed > 0 && 100 * Figures.Succeeded >= target * Figures.Closed;

    /// <summary>The value of a measure; null where there is nothing to measure.</summary>
    public decimal? Of(Measure measure) => measure switch
    {
        Measure.Systems => House.Systems,
        Measure.Posted => House.Posted,
        Measure.Roster => House.Listed ? 1 : 0,
        Measure.ArbitrationLink => (House.LinkedCommission ? 1 : 0) + (Figures.ReviewFiled > 0 ? 1 : 0) + (Figures.EntrustedClosed > 0 ? 1 : 0),
        Measure.Staffing => House.Mediators + House.FullTime,
        Measure.Training => House.Mediators == 0 ? null : Rounded(House.Trained / House.Mediators),
        Measure.PaperQuality => Evidence.Papers?.Percent,
        Measure.Qualifications => Percent(House.Qualified, House.Mediators),
        Measure.Success => Wilson(Figures.Succeeded, Figures.Closed),
        Measure.Volume => Figures.VolumePercent,
        Measure.OnTime => Percent(Figures.ClosedInTime, Figures.Closed),
        Measure.Performance => Percent(Figures.PerformedInTime, Figures.PerformanceDue),
        Measure.Review => Percent(Figures.ReviewFiled, Figures.Effective),
        Measure.Satisfaction => Evidence.Satisfaction?.Percent,
        Measure.Premises => Evidence.Premises?.Percent,
        Measure.Online => House.Online ? 1 : 0,
        _ => throw new ArgumentOutOfRangeException(nameof(measure)),
    };

    /// <summary>Percent, half up to two decimals; null where there is nothing to divide by.</summary>
    public static decimal? Percent(long n, long of) => of == 0 ? null : Rounded(100m * n / of);

    /// <summary>The lower bound of the 95 % Wilson interval, percent to 2 decimals; null where nothing is closed.</summary>
    public static decimal? Wilson(long succeeded, long closed) => Statistics.Wilson.Lower(new Rate(succeeded, closed), closed, 1.959964m);

    /// <summary>The figures in which a later reading differs, each in the office's words; the day of reading is none of them.</summary>
    public IEnumerable<MetricsChange> ChangesTo(SelectionMetrics later)
    {
        foreach (var (name, of) in Lines)
            if (of(this) is var before && of(later) is var after && before != after) yield return new(name, before, after);
    }

    /// <summary>Every figure with its name, as it is shown and compared.</summary>
    public static IReadOnlyList<(string Name, Func<SelectionMetrics, string> Of)> Lines { get; } =
    [
        ("调解成功", m => $"{m.Figures.Succeeded}件"), ("部分达成", m => $"{m.Figures.Partial}件"), ("调解不成", m => $"{m.Figures.Failed}件"),
        ("调解成功率", m => Shown(Percent(m.Figures.Succeeded, m.Figures.Closed))), ("保守成功率", m => Shown(m.Of(Measure.Success))),
        ("受理", m => $"{m.Figures.Accepted}件"), ("按期办结率", m => Shown(m.Of(Measure.OnTime))), ("协议履行率", m => Shown(m.Of(Measure.Performance))), ("仲裁审查申请率", m => Shown(m.Of(Measure.Review))),
        ("审查办结", m => $"{m.Figures.ReviewsClosed}件"), ("制作调解书", m => $"{m.Figures.ReviewsInForce}件"), ("委托调解", m => $"{m.Figures.EntrustedClosed}件"), ("委托调解成功", m => $"{m.Figures.EntrustedSucceeded}件"),
        ("涉及人数", m => $"{m.Figures.People}人"), ("申请金额", m => $"{m.Figures.ClaimedAmount:#,##0.00}元"), ("协议金额", m => $"{m.Figures.AgreedAmount:#,##0.00}元"), ("同类组织办案量位置", m => Shown(m.Figures.VolumePercent)),
        ("正常运行", m => $"{m.House.ActiveMonths}个月"), ("制度", m => $"{m.House.Systems}项"), ("名称、上墙", m => $"{m.House.Posted}项"), ("名册公开", m => m.House.Listed ? "是" : "否"), ("互联网+调解", m => m.House.Online ? "是" : "否"),
        ("对接仲裁委", m => m.House.LinkedCommission ? "是" : "否"), ("调解员", m => $"{m.House.Mediators}人"), ("专职调解员", m => $"{m.House.FullTime}人"), ("有专业资格", m => $"{m.House.Qualified}人"), ("培训", m => $"{m.House.Trained:0.##}学时"), ("解聘", m => $"{m.House.Dismissed}人"),
        ("文书抽查", m => m.Evidence.Papers is { } p ? $"{p.Sampled}份，{p.Percent:0.00}%" : "无"), ("满意度", m => m.Evidence.Satisfaction is { } s ? $"{s.Answers}份，{s.Percent:0.00}%" : "无"), ("场所检查", m => m.Evidence.Premises is { } i ? $"{i.On:yyyy-MM-dd}，{i.Percent:0.00}%" : "无"),
    ];

    private static string Shown(decimal? percent) => percent is { } known ? $"{known:0.00}%" : "—";

    private static decimal Rounded(decimal value) => decimal.Round(value, 2, MidpointRounding.AwayFromZero);
}

/// <summary>A figure that reads otherwise than when it was frozen.</summary>
public sealed record MetricsChange(string Name, string Frozen, string Now);
