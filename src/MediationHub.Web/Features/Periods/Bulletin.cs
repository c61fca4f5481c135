using MediationHub.Documents;
using MediationHub.Domain.BaseLists;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Periods;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Statistics;
using MediationHub.Web.Components;
using MediationHub.Web.Features.BaseLists;
using MediationHub.Web.Features.Rankings;

namespace MediationHub.Web.Features.Periods;

/// <summary>
/// The bulletin 信息通报 of a closed period, drafted from its figures for the office to edit and send. It leaves the office, so groups of fewer than the least number are not shown, nor any figure that such a group
/// follows from: a unit's line is covered for what was accepted and closed, what is open in it for either end of the period, and as many units with it as it takes (<see cref="SmallGroups.Cover"/>); of the balance and of the outcomes no three are said beside one that is not.
/// </summary>
public static class Bulletin
{
    private const string Cover = "＊";

    /// <param name="before">The period before, where it is closed: for the comparison.</param>
    /// <param name="least">No smaller group is shown.</param>
    /// <param name="issue">What the province's commissions recorded of the period's months, as it stands when the bulletin is drafted: commissions record later than a period is closed.</param>
    /// <param name="establishment">组建率 on the period's last day; places and organizations are counted, no people, so nothing is covered.</param>
    public static BulletinPaper Model(ClosedPeriod state, PeriodClosed? before, int least, DateOnly today, RecommendationIssueRate? issue = null, IReadOnlyList<EstablishmentShown>? establishment = null)
    {
        var (closed, rows) = (state.Closing!, state.Closing!.Figures);
        var (period, total, target) = (ReportPeriod.Parse(closed.Period)!.Value, PeriodDesk.Sum(rows), closed.Definition.Target);
        var province = Regions.BuiltIn.NameOf(closed.Province);
        var units = PeriodDesk.ByUnit(closed.Province, rows).Where(u => u.Unit.Level is RegionLevel.ReportingUnit).ToList();
        // Organizations of the province itself are in its sums and in no unit's line.
        var elsewhere = total.Minus(ReportFigures.Sum(units.Select(u => u.Figures)));
        var covered = SmallGroups.Cover([.. units.Select(u => (u.Unit.Code, Done(u.Figures)))], least, Done(elsewhere));
        var openCovered = SmallGroups.Cover([.. units.Select(u => (u.Unit.Code, Open(u.Figures)))], least, Open(elsewhere), covered);
        var days = KeptDays.Of(closed.Days);
        string Shown(long n) => SmallGroups.MayShow(n, least) ? n.ToString("N0") : $"少于{least}";
        return new()
        {
            Office = $"{province}协调劳动关系三方会议办公室",
            Period = period.Name,
            Date = Printed(today),
            Issue = period.Kind switch { PeriodKind.Month => $"{period.Year}年第{period.Number}期", PeriodKind.Quarter => $"{period.Year}年第{period.Number}期（季度）", _ => $"{period.Year}年（年度）" },
            Overall = $"{period.Name}，全省{Balanced(total, least)}。"
                + $"登记案件涉及劳动者{Shown(total[Counters.RegisteredPeople])}人，其中十人以上集体争议{Shown(total[Counters.RegisteredCollective])}件；结案的案件达成协议金额{Display.Money(total[Counters.AgreedAmount] / 100m)}元。",
            Success = total.Denominator == 0 ? "当期没有计入成功率的结案案件。"
                : !SmallGroups.MayShow(total.Denominator, least) ? $"计入成功率的结案案件少于{least}件，不作统计。"
                : $"结案案件中，调解成功{total.Succeeded:N0}件、{Others(total, least)}，调解成功率{Display.Rate(total.Rate.Percent)}%（{total.Succeeded:N0}/{total.Denominator:N0}），{(total.Rate.Meets(target) ? "达到" : "未达到")}{target}%的目标。",
            Compared = before is null ? "上期未结转，不作比较。" : PeriodDesk.Sum(before.Figures) is var was
                ? $"与{ReportPeriod.Parse(before.Period)!.Value.Name}相比，受理{Change(total.Accepted, was.Accepted, least)}，结案{Change(total.Closed, was.Closed, least)}，成功率{(SmallGroups.MayShow(total.Denominator, least) && SmallGroups.MayShow(was.Denominator, least) ? Points(total.Rate.Percent, was.Rate.Percent) : "不作比较")}。" : "",
            Units = [.. units.Select(u => covered.Contains(u.Unit.Code)
                ? new BulletinUnit { Name = u.Unit.Name, Accepted = Cover, Closed = Cover, Open = Cover, Succeeded = Cover, Rate = Cover, Met = Cover }
                : new BulletinUnit
                {
                    Name = u.Unit.Name, Accepted = $"{u.Figures.Accepted:N0}", Closed = $"{u.Figures.Closed:N0}", Open = openCovered.Contains(u.Unit.Code) ? Cover : $"{u.Figures.OpenAfter:N0}", Succeeded = $"{u.Figures.Succeeded:N0}/{u.Figures.Denominator:N0}",
                    Rate = u.Figures.Rate.Percent is { } rate ? Display.Rate(rate) : "—", Met = u.Figures.Denominator == 0 ? "—" : u.Figures.Rate.Meets(target) ? "达标" : "未达标",
                })],
            Quality = [.. total.Indicators.Where(i => i.Rate.Denominator > 0 && SmallGroups.MayShow(i.Sample, least) && (i.Id is not "closing" || BalanceShown(total, least))).Select(i => $"{i.Name}{Display.Rate(i.Rate.Percent)}%（{RankingText.Numbers(IndicatorShown.Of(i))}）"),
                .. issue is { Applications: > 0 } && SmallGroups.MayShow(issue.Applications, least) && SmallGroups.MayShow(issue.Issued, least)
                    ? new[] { $"调解建议书发放率{Display.Rate(issue.Rate.Percent)}%（{issue.Issued:N0}/{issue.Applications:N0}，按{issue.Commissions}个仲裁委员会起草时登记的收到仲裁申请数）" } : [],
                .. (establishment ?? []).Where(e => e.Rate is not null).Select(e => $"{e.Kind.Chinese()}组建率{Display.Rate(e.Rate)}%（{e.Having:N0}/{e.Base:N0}，截至{Printed(e.On)}，按{e.Counted}个报送单位登记的基数）"),
                .. days.Cases >= least ? new[] { $"办理天数中位数{Display.Plain(days.Median!.Value)}天，90%的案件在{days.Ninetieth}天内办结" } : []],
            Below = units.Where(u => !covered.Contains(u.Unit.Code) && u.Figures.Denominator > 0 && !u.Figures.Rate.Meets(target)).Select(u => u.Unit.Name).ToList() is { Count: > 0 } names
                ? $"{string.Join('、', names)}的调解成功率低于{target}%，请分析未成功案件的原因，加强对所属调解组织的指导。" : $"各报送单位的调解成功率均未低于{target}%，或者案件较少不作比较。",
            Notes = [.. state.Notes.Select(n => n.Note.Value ?? "")],
            Basis = PeriodReport.Basis(closed) + $"。标“{Cover}”的，案件数少于{least}件，或者由它可以推出少于{least}件的案件数，不列明细。",
        };
    }

    /// <summary>What a unit did in the period: with a small group among it, its line is covered.</summary>
    private static IReadOnlyList<long> Done(ReportFigures f) => [f.Accepted, f.Closed, f.Denominator];

    /// <summary>What was open at either end: the beginning follows from the end, less what was accepted, and what was closed; and it is the end of the period before.</summary>
    private static IReadOnlyList<long> Open(ReportFigures f) => [f.OpenBefore, f.OpenAfter];

    private static bool BalanceShown(ReportFigures f, int least) => new[] { f.OpenBefore, f.Accepted, f.Closed, f.OpenAfter }.All(n => SmallGroups.MayShow(n, least));

    /// <summary>The balance; of four figures any three give the fourth, so that beside a small one a second is left out.</summary>
    private static string Balanced(ReportFigures f, int least)
    {
        var parts = new (string Name, long N)[] { ("上期未结", f.OpenBefore), ("当期受理", f.Accepted), ("当期结案", f.Closed), ("期末未结", f.OpenAfter) };
        var small = parts.Where(p => !SmallGroups.MayShow(p.N, least)).ToList();
        // The smallest of those that are not small, where there is one to hide behind.
        var beside = small.Count == 1 ? parts.Where(p => p.N >= least).OrderBy(p => p.N).Select(p => p.Name).FirstOrDefault() : null;
        return string.Join('，', parts.Where(p => p.Name != beside).Select(p => small.Contains(p) ? $"{p.Name}少于{least}件" : $"{p.Name}{p.N:N0}件"));
    }

    /// <summary>What did not succeed: told apart where neither part is small.</summary>
    private static string Others(ReportFigures f, int least) => (f[Counters.Partial], f[Counters.Failed]) is var (partial, failed) && SmallGroups.MayShow(partial, least) && SmallGroups.MayShow(failed, least)
        ? $"部分达成{partial:N0}件、未成功{failed:N0}件" : $"部分达成或者未成功{partial + failed:N0}件";

    /// <summary>A difference gives a small figure away where the other one is known.</summary>
    private static string Change(long now, long was, int least) => !SmallGroups.MayShow(now, least) || !SmallGroups.MayShow(was, least) ? "不作比较"
        : now == was ? "持平" : now > was ? $"增加{now - was:N0}件" : $"减少{was - now:N0}件";

    private static string Points(decimal? now, decimal? was) => (now, was) switch
    {
        ({ } n, { } w) when n == w => "持平",
        ({ } n, { } w) => $"{(n > w ? "上升" : "下降")}{Display.Rate(Math.Abs(n - w))}个百分点",
        _ => "不作比较",
    };

    private static string Printed(DateOnly day) => $"{day.Year}年{day.Month}月{day.Day}日";
}
