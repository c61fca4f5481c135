using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Domain.Cases;

/// <summary>Whether an award on a claim would be final for the employer.</summary>
public enum FinalAwardVerdict { Yes, No, Unknown }

/// <summary>
/// What would become of a claim in arbitration: an award on it is final for the employer 一裁终局, who can only ask the court to set it aside, while the worker may still sue (LMA 47–49).
/// Each claim is looked at by itself (INT1 19). Computed for the people at the table, stored nowhere; it blocks nothing.
/// </summary>
/// <param name="Basis">Why, with the figures.</param>
public sealed record FinalAward(FinalAwardVerdict Verdict, Text Basis)
{
    /// <param name="unit">The region whose minimum wage counts; null where it is not known.</param>
    /// <param name="workers">How many workers the claim is for: what is asked for several of them is told apart only by each one's share.</param>
    /// <param name="on">The day by which the minimum wage is taken.</param>
    public static FinalAward Of(Claim claim, string? unit, int workers, RuleSet rules, DateOnly on)
    {
        var (awards, types) = (rules.Settings.FinalAwards.Value, rules.DisputeTypes);
        if (types.IsWithinAny(claim.Type, awards.Standards)) return new(FinalAwardVerdict.Yes, new("因执行国家的劳动标准发生的争议，不论金额（调解仲裁法第四十七条第二项）", "A dispute about the State's labour standards, whatever the amount (LMA 47, item 2)."));
        if (!types.IsWithinAny(claim.Type, awards.Capped)) return new(FinalAwardVerdict.No, new("不属于调解仲裁法第四十七条所列的争议", "Not among the disputes of LMA 47."));
        if (claim.Amount is not { } amount) return new(FinalAwardVerdict.Unknown, new("未填写请求金额", "No amount is given."));
        if (rules.Settings.MinimumWageOf(unit, on) is not { } wage) return new(FinalAwardVerdict.Unknown, new("未录入当地最低工资", "Nobody entered the local minimum wage."));
        var most = wage.Monthly * awards.Months;
        var cap = $"当地月最低工资{Money.Format(wage.Monthly)}元（{wage.EffectiveFrom:yyyy-MM-dd}起执行）的{awards.Months}个月，即{Money.Format(most)}元";
        var said = $"{awards.Months} months of the local minimum wage of {Money.Format(wage.Monthly)} (from {wage.EffectiveFrom:yyyy-MM-dd}), {Money.Format(most)}";
        if (amount <= most) return new(FinalAwardVerdict.Yes, new($"请求{Money.Format(amount)}元，不超过{cap}（调解仲裁法第四十七条第一项）", $"{Money.Format(amount)} is no more than {said} (LMA 47, item 1)."));
        return workers > 1
            ? new(FinalAwardVerdict.Unknown, new($"请求{Money.Format(amount)}元涉及{workers}名劳动者，应按每人的数额判断是否不超过{cap}", $"{Money.Format(amount)} is asked for {workers} workers: each one's share is compared with {said}."))
            : new(FinalAwardVerdict.No, new($"请求{Money.Format(amount)}元，超过{cap}（调解仲裁法第四十七条第一项）", $"{Money.Format(amount)} is more than {said} (LMA 47, item 1)."));
    }
}
