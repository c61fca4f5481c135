using MediationHub.Domain.Kernel;
using MediationHub.Domain.Periods;

namespace MediationHub.Domain.Commissions;

/// <summary>
/// Record how many applications for arbitration were received in a month that is over, and in how many of them the dispute had been mediated before. The others are those that a recommendation
/// of mediation may answer (R33 §69), the denominator of 建议书发放率. Said again with other numbers it is a correction and needs the reason; nothing is overwritten.
/// </summary>
/// <param name="Month">Such as <c>2026-10</c>.</param>
/// <param name="Received">Applications received 收到仲裁申请.</param>
/// <param name="AlreadyMediated">Of them those whose dispute was mediated before 已经调解过的.</param>
/// <param name="Reason">Needed for a correction.</param>
public sealed record CountApplications(string Month, int? Received, int? AlreadyMediated, Personal Reason = default) : ICommand<Commission>
{
    private const int Most = 1_000_000;

    /// <summary>Recommendations of mediation, and the law they rest on, begin with this month (LMA in force).</summary>
    private static readonly DateOnly s_first = new(2008, 5, 1);

    public Decision Decide(Commission state, Context at)
    {
        if (!state.Exists) return CommissionRefusals.Unknown;
        var month = ReportPeriod.Parse(Month?.Trim()) is { Kind: PeriodKind.Month } given && given.From >= s_first ? given : (ReportPeriod?)null;
        if (month is { } m && state.ApplicationsOf(m.Code) is { } same && same.Received == Received && same.AlreadyMediated == AlreadyMediated) return Decision.Nothing;

        var problems = new Problems();
        if (month is null) problems.Add("month", "请选择月份，例如 2026-10。", "Give the month as 2026-10.");
        if (Received is not (>= 0 and <= Most)) problems.Add("received", "请填写当月收到的仲裁申请件数，没有的填 0。", "Give the number of applications received, 0 where there were none.");
        if (AlreadyMediated is not (>= 0 and <= Most)) problems.Add("alreadyMediated", "请填写其中已经调解过的件数，没有的填 0。", "Give how many of them had been mediated before, 0 where there were none.");
        else if (AlreadyMediated > Received) problems.Add("alreadyMediated", $"已经调解过的（{AlreadyMediated}件）不能多于收到的（{Received}件），请核对。", "No more can have been mediated before than were received.");
        problems.Add("reason", TextRules.Check(Reason, TextRules.Longest.Reason));
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (month!.Value.To >= at.Today) return CommissionRefusals.MonthNotOver(month.Value.Name);
        if (state.ApplicationsOf(month.Value.Code) is { } known && Reason.IsEmpty)
            return Refusal.Invalid("reason", $"{month.Value.Name}已经登记为收到{known.Received}件、已经调解过{known.AlreadyMediated}件，更正请写明原因。", "This month is on record with other numbers: say why they are corrected.");
        return new ApplicationsCounted(month.Value.Code, Received!.Value, AlreadyMediated!.Value, Reason, at.Today, at.Actor.UserName);
    }
}
