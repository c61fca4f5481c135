namespace MediationHub.Domain.Kernel;

/// <summary>Something was entered later than the rulebook's few working days after it happened. It stands behind the event it belongs to, and is counted.</summary>
/// <param name="Command">The command that was late.</param>
/// <param name="On">The legal day on which it happened.</param>
/// <param name="WorkingDaysLate">Working days from that day to the day of entry.</param>
[Wire("entry.late/1")]
public sealed record EnteredLate(string Command, DateOnly On, int WorkingDaysLate, Personal Reason) : DomainEvent;

/// <summary>
/// The one rule for every day and instant that is entered by hand: it lies neither in the future nor before the step it follows,
/// and whoever enters it late says why. The time of entry itself is kept by the log.
/// </summary>
public static class LateEntry
{
    /// <summary>Checks a legal day in Asia/Shanghai. Gives the event to add where the entry is late and explained.</summary>
    /// <param name="field">The day's field in the API.</param>
    /// <param name="notBefore">The day of the step that this one follows; null where it follows none.</param>
    public static EnteredLate? CheckDay(this Context at, Problems problems, object command, string field, DateOnly on, DateOnly? notBefore, Personal reason)
    {
        if (on == default) problems.Add(field, "请填写日期。", "Enter the day.");
        else if (on > at.Today) problems.Add(field, "日期不得晚于今日。", "The day must not lie in the future.");
        else if (on < notBefore) problems.Add(field, $"日期不得早于上一环节的日期（{notBefore:yyyy-MM-dd}）。", $"The day must not lie before the step it follows ({notBefore:yyyy-MM-dd}).");
        else return at.ExplainLate(problems, command, on, reason);
        return null;
    }

    /// <summary>Checks an instant, as <see cref="CheckDay"/> checks a day; lateness is counted from its day in Asia/Shanghai.</summary>
    public static EnteredLate? CheckInstant(this Context at, Problems problems, object command, string field, DateTimeOffset happenedAt, DateTimeOffset? notBefore, Personal reason)
    {
        if (happenedAt == default) problems.Add(field, "请填写时间。", "Enter the time.");
        else if (happenedAt > at.Now) problems.Add(field, "时间不得晚于当前时间。", "The time must not lie in the future.");
        else if (happenedAt < notBefore) problems.Add(field, $"时间不得早于上一环节的时间({ChinaTime.Show(notBefore.Value)})。", $"The time must not lie before the step it follows ({ChinaTime.Show(notBefore.Value)}).");
        else return at.ExplainLate(problems, command, ChinaTime.DayOf(happenedAt), reason);
        return null;
    }

    private static EnteredLate? ExplainLate(this Context at, Problems problems, object command, DateOnly on, Personal reason)
    {
        var days = at.WorkingDaysSince(on);
        var grace = at.Rules.Settings.LateEntryWorkingDays.Value;
        if (days <= grace) return null;
        problems.Add("lateEntryReason", TextRules.Check(reason, TextRules.Longest.Reason));
        if (!reason.IsEmpty) return new EnteredLate(command.GetType().Name, on, days, reason);
        problems.Add("lateEntryReason",
            $"补录已超过{grace}个工作日（迟{days}个工作日），请填写补录原因。",
            $"This is entered {days} working days late; more than {grace} need a reason.");
        return null;
    }
}
