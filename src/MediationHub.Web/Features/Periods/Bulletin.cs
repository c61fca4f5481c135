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
/// follows from: <see cref="BulletinCover"/>.
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
        var cover = new BulletinCover(total, [.. units.Select(u => (u.Unit.Code, u.Figures))], total.Minus(ReportFigures.Sum(units.Select(u => u.Figures))), before is null ? null : PeriodDesk.Sum(before.Figures), issue, least);
        var days = KeptDays.Of(closed.Days);
        return new()
        {
            Office = $"{province}协调劳动关系三方办公室",
            Period = period.Name,
            Date = Printed(today),
            Issue = period.Kind switch { PeriodKind.Month => $"{period.Year}年第{period.Number}期", PeriodKind.Quarter => $"{period.Year}年第{period.Number}期（季度）", _ => $"{period.Year}年（年度）" },
            Overall = $"{period.Name}，全省{Balanced(total, cover, least)}。"
                + $"登记案件涉及劳动者{Told(cover.People, total[Counters.RegisteredPeople], least)}人，其中十人以上集体争议{Told(cover.Collective, total[Counters.RegisteredCollective], least)}件{(SmallGroups.MayShow(total.Succeeded + total[Counters.Partial], least) ? $"；结案的案件达成协议金额{Display.Money(total[Counters.AgreedAmount] / 100m)}元" : "")}。",
            Success = total.Denominator == 0 ? "当期没有计入成功率的结案案件。"
                : !SmallGroups.MayShow(total.Denominator, least) ? $"计入成功率的结案案件少于{least}件，不作统计。"
                : cover.Outcomes ? $"结案案件中，调解成功{total.Succeeded:N0}件、{Others(total, cover)}，调解成功率{Display.Rate(total.Rate.Percent)}%（{total.Succeeded:N0}/{total.Denominator:N0}），{(total.Rate.Meets(target) ? "达到" : "未达到")}{target}%的目标。"
                : $"结案案件的调解成功率{(total.Rate.Meets(target) ? "达到" : "未达到")}{target}%的目标；成功、未成功或者不计入的案件中有少于{least}件的，不列明细。",
            Compared = before is null ? "上期未结转，不作比较。" : PeriodDesk.Sum(before.Figures) is var was
                ? $"与{ReportPeriod.Parse(before.Period)!.Value.Name}相比，受理{(cover.AcceptedCompared ? Change(total.Accepted, was.Accepted) : "不作比较")}，结案{(cover.ClosedCompared ? Change(total.Closed, was.Closed) : "不作比较")}，成功率{(cover.RateCompared ? Points(total.Rate.Percent, was.Rate.Percent) : "不作比较")}。" : "",
            Units = [.. units.Select(u => (u.Unit, u.Figures, Cover: cover.Units[u.Unit.Code])).Select(u => new BulletinUnit
            {
                Name = u.Unit.Name,
                Accepted = u.Cover.Flow ? $"{u.Figures.Accepted:N0}" : Cover,
                Closed = u.Cover.Flow ? $"{u.Figures.Closed:N0}" : Cover,
                Open = u.Cover.Open ? $"{u.Figures.OpenAfter:N0}" : Cover,
                Succeeded = u.Cover.Outcomes ? $"{u.Figures.Succeeded:N0}/{u.Figures.Denominator:N0}" : Cover,
                Rate = !u.Cover.Outcomes ? Cover : u.Figures.Rate.Percent is { } rate ? Display.Rate(rate) : "—",
                Met = !u.Cover.Met ? Cover : u.Figures.Denominator == 0 ? "—" : u.Figures.Rate.Meets(target) ? "达标" : "未达标",
            })],
            Quality = [.. total.Indicators.Where(i => i.Rate.Denominator > 0 && cover.Indicators.Contains(i.Id)).Select(i => $"{i.Name}{Display.Rate(i.Rate.Percent)}%（{RankingText.Numbers(IndicatorShown.Of(i))}）"),
                .. issue is { Applications: > 0 } && cover.Issue
                    ? new[] { $"调解建议书发放率{Display.Rate(issue.Rate.Percent)}%（{issue.Issued:N0}/{issue.Applications:N0}，按{issue.Commissions}个仲裁委员会起草时登记的收到仲裁申请数）" } : [],
                .. (establishment ?? []).Where(e => e.Rate is not null).Select(e => $"{e.Kind.Chinese()}组建率{Display.Rate(e.Rate)}%（{e.Having:N0}/{e.Base:N0}，截至{Printed(e.On)}，按{e.Counted}个报送单位登记的基数）"),
                .. days.Cases >= least ? new[] { $"办理天数中位数{Display.Plain(days.Median!.Value)}天，90%的案件在{days.Ninetieth}天内办结" } : []],
            Below = units.Where(u => cover.Units[u.Unit.Code].Met && u.Figures.Denominator > 0 && !u.Figures.Rate.Meets(target)).Select(u => u.Unit.Name).ToList() is { Count: > 0 } names
                ? $"{string.Join('、', names)}的调解成功率低于{target}%，请分析未成功案件的原因，加强对所属调解组织的指导。" : $"各报送单位的调解成功率均未低于{target}%，或者案件较少不作比较。",
            Notes = [.. state.Notes.Select(n => n.Note.Value ?? "")],
            Basis = PeriodReport.Basis(closed) + $"。标“{Cover}”的，案件数少于{least}件，或者由它可以推出少于{least}件的案件数，不列明细。",
        };
    }

    /// <summary>The balance; of four figures any three give the fourth, so that beside a small one a second is left out.</summary>
    private static string Balanced(ReportFigures f, BulletinCover cover, int least)
    {
        var parts = new (string Name, bool Shown, long N)[] { ("上期未结", cover.Before, f.OpenBefore), ("当期受理", cover.Accepted, f.Accepted), ("当期结案", cover.Closed, f.Closed), ("期末未结", cover.After, f.OpenAfter) };
        return string.Join('，', parts.Where(p => p.Shown || !SmallGroups.MayShow(p.N, least)).Select(p => $"{p.Name}{Told(p.Shown, p.N, least)}件"));
    }

    private static string Told(bool shown, long n, int least) => shown ? $"{n:N0}" : $"少于{least}";

    /// <summary>What did not succeed: told apart where neither part is small.</summary>
    private static string Others(ReportFigures f, BulletinCover cover) => cover.Apart
        ? $"部分达成{f[Counters.Partial]:N0}件、未成功{f[Counters.Failed]:N0}件" : $"部分达成或者未成功{f[Counters.Partial] + f[Counters.Failed]:N0}件";

    private static string Change(long now, long was) => now == was ? "持平" : now > was ? $"增加{now - was:N0}件" : $"减少{was - now:N0}件";

    private static string Points(decimal? now, decimal? was) => (now, was) switch
    {
        ({ } n, { } w) when n == w => "持平",
        ({ } n, { } w) => $"{(n > w ? "上升" : "下降")}{Display.Rate(Math.Abs(n - w))}个百分点",
        _ => "不作比较",
    };

    private static string Printed(DateOnly day) => $"{day.Year}年{day.Month}月{day.Day}日";
}
