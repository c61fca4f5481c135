using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Mediators;

/// <summary>What every term of appointment has to keep to.</summary>
internal static class Terms
{
    /// <summary>The rulebook's least length (one year by O17 §19, two in Hainan), both days included.</summary>
    public static Text? TooShort(DateOnly from, DateOnly until, Context at)
    {
        var years = at.Rules.Settings.MediatorTermMinimumYears.Value;
        var shortest = from.AddYears(years).AddDays(-1);
        return until >= shortest ? null : new(
            $"聘期不得少于{years}年,截止日最早为{shortest:yyyy-MM-dd}(企业劳动争议协商调解规定第十九条)。",
            $"A term is {years} year(s) at least: the last day is {shortest:yyyy-MM-dd} or later (O17 §19).");
    }

    /// <summary>It would begin further back than an entry may lag behind.</summary>
    public static bool Backdated(DateOnly from, Context at) => at.WorkingDaysSince(from) > at.Rules.Settings.LateEntryWorkingDays.Value;
}
