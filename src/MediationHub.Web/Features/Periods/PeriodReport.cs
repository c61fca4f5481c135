using MediationHub.Documents.Sheets;
using MediationHub.Domain.BaseLists;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Periods;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Statistics;
using MediationHub.Web.Components;
using MediationHub.Web.Features.BaseLists;
using MediationHub.Web.Features.Organizations;
using MediationHub.Web.Features.Rankings;

namespace MediationHub.Web.Features.Periods;

/// <summary>One column of the statistical report.</summary>
public sealed record ReportColumn(string Header, double Width, SheetColumnKind Kind, Func<ReportFigures, object?> Value);

/// <summary>
/// The statistical report 统计报表 in the yearbook's layout: open before, accepted, closed by the manner of the end, open after, then people, money and rates. The sums stand above what they are made of.
/// </summary>
public static class PeriodReport
{
    /// <param name="target">Percent.</param>
    public static IReadOnlyList<ReportColumn> Columns(int target) =>
    [
        Count("上期未结（件）", f => f.OpenBefore),
        Count("当期受理（件）", f => f.Accepted),
        Count("当期结案（件）", f => f.Closed),
        .. new[] { Outcome.Agreed, Outcome.AgreedOral, Outcome.SettledWithdrawn, Outcome.Partial, Outcome.NoAgreement, Outcome.Expired, Outcome.Stopped, Outcome.Absent, Outcome.Withdrawn, Outcome.Terminated }
            .Select(o => Count($"其中：{o.Chinese()}", f => f[o])),
        Count("减：未经受理即结束", f => f[Counters.EndedUnaccepted]),
        Count("期末未结（件）", f => f.OpenAfter),
        Count("另：不予受理", f => f[Outcome.NotAccepted]),
        Count("另：被申请人不同意", f => f[Outcome.RespondentRefused]),
        Count("另：移送", f => f[Outcome.Transferred]),
        Count("另：登记作废", f => f[Outcome.Void]),
        Count("登记（件）", f => f[Counters.Registered] - f[Counters.RegisteredVoid]),
        Count("涉及劳动者（人）", f => f[Counters.RegisteredPeople]),
        Count("集体争议（件）", f => f[Counters.RegisteredCollective]),
        Money("请求金额（元）", f => f[Counters.ClaimedAmount]),
        Money("协议金额（元）", f => f[Counters.AgreedAmount]),
        Money("已履行金额（元）", f => f[Counters.PaidAmount]),
        Count("调解成功（件）", f => f.Succeeded),
        Count("成功率分母（件）", f => f.Denominator),
        new("调解成功率（%）", 12, SheetColumnKind.Text, f => f.Rate.Percent is { } rate ? Display.Rate(rate) : Display.NoFigure),
        new($"达标（≥{target}%）", 10, SheetColumnKind.Text, f => f.Denominator == 0 ? Display.NoFigure : f.Rate.Meets(target) ? "达标" : "未达标"),
        .. ReportFigures.Nothing.Indicators.Select(i => new ReportColumn($"{i.Name}（%）", 14, SheetColumnKind.Text, f => IndicatorShown.Of(f.Indicators.First(x => x.Id == i.Id)) is { Rate: { } rate } n ? $"{Display.Rate(rate)}（{RankingText.Numbers(n)}）" : Display.NoFigure)),
    ];

    /// <summary>Writes the report as a sheet.</summary>
    /// <param name="rows">The organizations that the person sees, in order of unit.</param>
    /// <param name="counted">What commissions recorded of the period's months: of commissions, so in the sums alone.</param>
    /// <param name="establishment">组建率 of the province on the period's last day, by the bases that are on record: of units, so in the sums alone.</param>
    /// <returns>How many rows.</returns>
    public static Task<int> Write(Stream into, PeriodClosed closed, IReadOnlyList<PeriodRow> rows, bool whole, string by, DateTimeOffset now, IReadOnlyList<CountedMonth> counted, IReadOnlyList<EstablishmentShown> establishment, CancellationToken cancel)
    {
        var (period, columns) = (ReportPeriod.Parse(closed.Period)!.Value, Columns(closed.Definition.Target));
        var title = $"{Regions.BuiltIn.NameOf(closed.Province)}劳动人事争议调解情况统计报表（{period.Name}）";
        var head = new SheetHead("统计报表", [new("报送单位", 20), new("调解组织", 40), new("组织类型", 18), .. columns.Select(c => new SheetColumn(c.Header, c.Width, c.Kind)),
            new("收到仲裁申请中未经调解（件）", 14, SheetColumnKind.Number), new("发出调解建议书（份）", 14, SheetColumnKind.Number), new("调解建议书发放率（%）", 16),
            .. establishment.SelectMany(e => new SheetColumn[] { new($"{e.Kind.Chinese()}基数（{e.Kind.Measure()}）", 14, SheetColumnKind.Number), new($"已组建（{e.Kind.Measure()}）", 12, SheetColumnKind.Number), new($"{e.Name}（%）", 16) })], title,
            Basis(closed) + $"；建议书发放率按导出时各仲裁委员会的登记：{RecommendationIssueRate.Text}；组建率按导出时登记的基数，截至{Display.Day(period.To)}；{by}于 {ChinaTime.Show(now)} 导出");
        return SheetWriter.Write(into, head, Lines(), cancel);

        IEnumerable<IReadOnlyList<object?>> Lines()
        {
            if (whole) yield return Line("合计", "", "", PeriodDesk.Sum(closed.Figures), counted, closed.Province);
            foreach (var unit in rows.GroupBy(r => r.Unit))
            {
                var name = Regions.BuiltIn.NameOf(unit.Key);
                if (whole || rows.Count > 1) yield return Line(name, "小计", "", PeriodDesk.Sum(unit), [.. counted.Where(m => Regions.BuiltIn.IsWithin(m.Unit, unit.Key) && (unit.Key != closed.Province || m.Unit == unit.Key))], unit.Key);
                foreach (var row in unit) yield return Line(name, row.Name, Enum.TryParse<OrganizationType>(row.Type, ignoreCase: true, out var type) ? type.Chinese() : row.Type, row.Figures);
            }
        }

        IReadOnlyList<object?> Line(string unit, string organization, string type, ReportFigures figures, IReadOnlyList<CountedMonth>? months = null, string? sum = null) => [unit, organization, type, .. columns.Select(c => c.Value(figures)), .. Issue(months), .. establishment.SelectMany(e => Established(e, sum))];

        object?[] Established(EstablishmentShown e, string? sum) =>
            sum is null ? [null, null, null] : sum == closed.Province ? e.Counted > 0 ? [e.Base, e.Having, e.Rate is { } all ? Display.Rate(all) : Display.NoFigure] : [null, null, null]
            : e.Units.FirstOrDefault(u => u.Unit == sum) is { Base: { } size } one ? [size, one.Having, one.Exceeds ? "基数待更新" : one.Rate is { } rate ? Display.Rate(rate) : Display.NoFigure] : [null, null, null];

        // An organization receives no applications for arbitration.
        static object?[] Issue(IReadOnlyList<CountedMonth>? months)
        {
            if (months is null) return [null, null, null];
            var rate = RecommendationIssueRate.Of(months);
            var said = (rate.Rate.Percent is { } percent ? Display.Rate(percent) : Display.NoFigure) + (rate.MonthsExceeding > 0 ? $"（另有{rate.MonthsExceeding}个月待核对）" : "");
            return rate.Months > 0 ? [rate.Applications, rate.Issued, said] : [null, null, said];
        }
    }

    /// <summary>What the figures mean and what they stand on: beside every table.</summary>
    public static string Basis(PeriodClosed closed) =>
        $"口径：{closed.Definition.Text.TrimEnd('。')}（第{closed.Definition.Version}版，目标{closed.Definition.Target}%）；数据截至记录序号 {closed.AsOf.Position}（{ChinaTime.Show(closed.AsOf.At)}）；摘要 {closed.Digest[..16]}";

    private static ReportColumn Count(string header, Func<ReportFigures, long> value) => new(header, 12, SheetColumnKind.Number, f => value(f));
    private static ReportColumn Money(string header, Func<ReportFigures, long> fen) => new(header, 16, SheetColumnKind.Money, f => fen(f) / 100m);
}
