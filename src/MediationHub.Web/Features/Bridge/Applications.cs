using MediationHub.Domain.Access;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Periods;
using MediationHub.Store;
using MediationHub.Store.Rows;
using MediationHub.Store.Statistics;
using MediationHub.Web.Components;

namespace MediationHub.Web.Features.Bridge;

/// <summary>建议书发放率 with its numbers.</summary>
/// <param name="Issued">Recommendations issued in the months that count.</param>
/// <param name="Applications">Applications received in the same months and never mediated before.</param>
/// <param name="Rate">Percent; null where nothing is on record.</param>
/// <param name="Months">Commission-months on record that count, of so many <paramref name="Commissions"/>.</param>
/// <param name="MonthsExceeding">Months left out, since more was issued than is on record.</param>
public sealed record IssueRateShown(long Issued, long Applications, decimal? Rate, int Months, int Commissions, int MonthsExceeding, string Text)
{
    public static IssueRateShown Of(RecommendationIssueRate rate) => new(rate.Issued, rate.Applications, rate.Rate.Percent, rate.Months, rate.Commissions, rate.MonthsExceeding, RecommendationIssueRate.Text);

    public static async Task<IssueRateShown> Read(HubStore store, string? commission, string? unit, DateOnly from, DateOnly to, CancellationToken cancel) =>
        Of(RecommendationIssueRate.Of(await IssueRates.Read(store, commission, unit, from, to, cancel)));

    /// <summary>66.67%, or —.</summary>
    internal string Percent => Rate is { } rate ? $"{Display.Rate(rate)}%" : Display.NoFigure;

    /// <summary>What the rate stands on, and what it leaves out.</summary>
    internal string Basis => (Months == 0 ? MonthsExceeding == 0 ? "没有登记收到仲裁申请数" : "" : Commissions > 1 ? $"{Commissions} 个仲裁委员会、{Months} 个月次的登记" : $"{Months} 个月的登记")
        + (MonthsExceeding == 0 ? "" : $"{(Months == 0 ? "" : "；另有 ")}{MonthsExceeding} 个月发出的建议书多于登记的申请，不计入，请核对登记");
}

/// <summary>A month whose applications are on record.</summary>
/// <param name="Unmediated">Those that a recommendation could answer.</param>
/// <param name="Issued">Recommendations issued in that month.</param>
/// <param name="Rate">Percent; null where there was nothing to answer, or where more was issued than is on record.</param>
/// <param name="Exceeds">More was issued than there were applications: one of the numbers is wrong.</param>
/// <param name="Corrections">How often it was corrected.</param>
public sealed record ApplicationMonthShown(string Month, int Received, int AlreadyMediated, int Unmediated, int Issued, decimal? Rate, bool Exceeds, DateOnly RecordedOn, string RecordedBy, int Corrections);

/// <summary>The applications that a commission received in a year, month by month, with every entry.</summary>
/// <param name="Months">Those on record.</param>
/// <param name="Entries">The oldest first; the last one of a month counts.</param>
public sealed record ApplicationsShown(string CommissionId, int Version, int Year, IReadOnlyList<ApplicationMonthShown> Months, IssueRateShown IssueRate, IReadOnlyList<ApplicationsOfMonth> Entries)
{
    public static async Task<ApplicationsShown> Of(HubStore store, Actor actor, Stored<Commission> stored, int year, CancellationToken cancel)
    {
        var c = stored.State;
        var counted = await IssueRates.Read(store, c.Id.Value, null, new(year, 1, 1), new(year, 12, 31), cancel);
        var entries = c.Applications.FindAll(a => ReportPeriod.Parse(a.Month)!.Value.Year == year);
        var months = new List<ApplicationMonthShown>();
        foreach (var m in counted)
        {
            var code = ReportPeriod.Of(PeriodKind.Month, m.Month).Code;
            if (c.ApplicationsOf(code) is { } last)
                months.Add(new(code, m.Received, m.AlreadyMediated, m.Unmediated, m.Issued, m.Exceeds ? null : new Domain.Statistics.Rate(m.Issued, m.Unmediated).Percent, m.Exceeds, last.On, last.By, entries.Count(e => e.Month == code) - 1));
        }
        // A reason may name people; an auditor reads no names.
        return new(stored.Id, stored.Version, year, months, IssueRateShown.Of(RecommendationIssueRate.Of(counted)), actor.Is(Role.Auditor) ? [.. entries.Select(e => e with { Reason = default })] : entries);
    }

    /// <summary>Months that are over, the last one in front, two years back.</summary>
    internal static IReadOnlyList<Choice> MonthsOver(Commission c, DateOnly today) =>
        [.. Enumerable.Range(1, 24).Select(n => ReportPeriod.Of(PeriodKind.Month, new DateOnly(today.Year, today.Month, 1).AddMonths(-n))).Select(m => new Choice(m.Code, m.Name + (c.ApplicationsOf(m.Code) is { } known ? $"（已登记：收到 {known.Received} 件、已经调解过 {known.AlreadyMediated} 件）" : "")))];
}
