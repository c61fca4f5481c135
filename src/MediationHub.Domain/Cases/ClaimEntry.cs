using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>One claim as it is entered.</summary>
/// <param name="Type">A dispute type's code.</param>
/// <param name="Amount">CNY.</param>
public sealed record ClaimEntry(string Type, Personal Text, decimal? Amount = null, Personal Period = default);

internal static class ClaimChecks
{
    public static IReadOnlyList<Claim> Numbered(this IReadOnlyList<ClaimEntry> claims) =>
        [.. claims.Select((c, i) => new Claim(i + 1, c.Type, c.Text, c.Amount, c.Period))];

    public static void CheckClaims(this Problems problems, Context at, IReadOnlyList<ClaimEntry>? claims)
    {
        if (claims is not { Count: > 0 }) problems.Add("claims", "请至少填写一项调解请求。", "Give one claim at least.");
        foreach (var (claim, i) in (claims ?? []).Select((c, i) => (c, i)))
        {
            problems.CheckDisputeType($"claims[{i}].type", at, claim.Type);
            problems.RequireText($"claims[{i}].text", claim.Text, TextRules.Longest.Reason, "请填写请求内容。", "Say what is asked for.");
            problems.CheckText($"claims[{i}].period", claim.Period, TextRules.Longest.Title);
            if (claim.Amount is { } amount) problems.Add($"claims[{i}].amount", Money.Check(amount));
        }
    }

    public static void CheckDisputeType(this Problems problems, string field, Context at, string? code)
    {
        if (at.Rules.DisputeTypes.Find(code) is null) problems.Add(field, "没有这个争议类型,请从列表中选择。", "There is no such dispute type; choose one from the list.");
    }
}
