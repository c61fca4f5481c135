using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Mediators;

/// <summary>What every term of appointment has to keep to.</summary>
internal static class Terms
{
    /// <summary>Checks the days: at least the rulebook's years (one by O17 §19, two in Hainan), both days included, and within sight.</summary>
    public static void CheckTerm(this Problems problems, DateOnly from, DateOnly until, Context at)
    {
        if (from == default) problems.Add("from", "请填写聘期起始日。", "Enter the first day of the term.");
        else if (from > at.Today.AddYears(at.Rules.Settings.MediatorTermMaximumYears.Value)) problems.Add("from", "聘期起始日过远，请核对年份。", "The first day lies too far ahead; check the year.");
        else CheckLength(problems, from, until, at.Rules.Settings.MediatorTermMinimumYears.Value, at.Rules.Settings.MediatorTermMaximumYears.Value);
    }

    private static void CheckLength(Problems problems, DateOnly from, DateOnly until, int years, int most)
    {
        var (shortest, longest) = (from.AddYears(years).AddDays(-1), from.AddYears(most).AddDays(-1));
        if (until < shortest)
            problems.Add("until",
                $"聘期不得少于{years}年，截止日最早为{shortest:yyyy-MM-dd}（企业劳动争议协商调解规定第十九条）。",
                $"A term is {years} year(s) at least: the last day is {shortest:yyyy-MM-dd} or later (O17 §19).");
        else if (until > longest)
            problems.Add("until", $"聘期不得超过{most}年，请核对截止日。", $"A term is {most} years at most; check the last day.");
    }

    /// <summary>It would begin further back than an entry may lag behind.</summary>
    public static bool Backdated(DateOnly from, Context at) => at.WorkingDaysSince(from) > at.Rules.Settings.LateEntryWorkingDays.Value;
}
