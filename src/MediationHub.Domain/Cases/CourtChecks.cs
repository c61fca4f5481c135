using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>What may be said of a court's referral.</summary>
internal static class CourtChecks
{
    public static void CheckCourt(this Problems problems, string field, CourtReferral? court, CaseSource source, DateOnly receivedOn, DateOnly today)
    {
        if (court is null) return;
        if (source is not (CaseSource.CourtAssigned or CaseSource.CourtEntrusted))
        {
            problems.Add(field, "只有人民法院委派、委托的案件填写此项，请删去或者更正案件来源。", "Only of a case that a court assigned or entrusted; leave it out or correct the source.");
            return;
        }
        if (court.From == default) problems.Add($"{field}.from", "请填写在人民法院调解平台接受委派、委托的日期。", "Enter the day on which it was taken over on the court's platform.");
        else if (court.From > today) problems.Add($"{field}.from", "日期不得晚于今日。", "The day must not lie in the future.");
        else if (court.From < receivedOn) problems.Add($"{field}.from", $"接受日期不得早于收到的日期（{receivedOn:yyyy-MM-dd}）。", $"It cannot be taken over before it was received ({receivedOn:yyyy-MM-dd}).");
        if (court.Procedure is { } procedure) problems.RequireWord($"{field}.procedure", procedure);
        if (source is CaseSource.CourtAssigned && court.Procedure is not null) problems.Add($"{field}.procedure", "立案前委派的案件没有审理程序，请删去。", "Before filing there is no procedure; leave it out.");
    }
}
