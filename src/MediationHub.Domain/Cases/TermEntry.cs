using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <param name="Amount">CNY.</param>
public sealed record InstalmentEntry(decimal Amount, DateOnly DueOn);

/// <summary>One term as it is entered.</summary>
/// <param name="Amount">CNY; may be left out where instalments say it.</param>
/// <param name="ClaimType">A dispute type's code; left out, the case's main type.</param>
public sealed record TermEntry(
    TermKind Kind, PartyId? PayerId = null, PartyId? PayeeId = null, decimal? Amount = null, IReadOnlyList<InstalmentEntry>? Instalments = null,
    DateOnly? DueOn = null, Personal Manner = default, Personal BankAccount = default, Personal Text = default, string? ClaimType = null);

internal static class TermChecks
{
    private static readonly Instalment[] None = [];

    /// <summary>The terms as they are kept, and everything that is wrong with them.</summary>
    public static IReadOnlyList<Term> CheckTerms(this Problems problems, MediationCase state, Context at, IReadOnlyList<TermEntry>? entries)
    {
        if (entries is not { Count: > 0 }) problems.Add("terms", "请至少填写一项协议条款。", "Give one term at least.");
        return [.. (entries ?? []).Select((t, i) => problems.CheckTerm($"terms[{i}]", i + 1, state, at, t))];
    }

    public static bool Same(IReadOnlyList<Term> one, IReadOnlyList<Term> other) => one.Count == other.Count && one.Zip(other).All(t =>
        t.First with { Instalments = None } == t.Second with { Instalments = None } && t.First.Instalments.SequenceEqual(t.Second.Instalments));

    private static Term CheckTerm(this Problems problems, string path, int no, MediationCase state, Context at, TermEntry entry)
    {
        problems.RequireWord($"{path}.kind", entry.Kind);
        // 其他 may bind both sides alike, so nobody in particular does it for somebody.
        if (entry.Kind is not TermKind.Other || entry.PayerId is not null) problems.RequirePerson($"{path}.payerId", state, entry.PayerId);
        if (entry.Kind is not TermKind.Other || entry.PayeeId is not null) problems.RequirePerson($"{path}.payeeId", state, entry.PayeeId);
        if (entry.PayerId is not null && entry.PayerId == entry.PayeeId) problems.Add($"{path}.payeeId", "义务人和权利人不能是同一人。", "Nobody owes something to themselves.");
        problems.CheckText($"{path}.manner", entry.Manner, TextRules.Longest.Title);
        problems.CheckText($"{path}.bankAccount", entry.BankAccount, TextRules.Longest.Title);
        problems.CheckText($"{path}.text", entry.Text, TextRules.Longest.Statement);
        if (entry.ClaimType is not null) problems.CheckDisputeType($"{path}.claimType", at, entry.ClaimType);
        if (entry.DueOn < state.ReceivedOn) problems.Add($"{path}.dueOn", "履行期限不得早于收到申请的日期。", "The due day cannot lie before the application.");

        var instalments = (entry.Instalments ?? []).Select((x, i) => new Instalment(i + 1, x.Amount, x.DueOn)).ToArray();
        if (entry.Kind is TermKind.Payment) problems.CheckPayment(path, state, entry, instalments);
        else
        {
            if (entry.Amount is not null) problems.Add($"{path}.amount", "只有付款条款填写金额。", "Only a payment has an amount.");
            if (instalments.Length > 0) problems.Add($"{path}.instalments", "只有付款条款可以分期。", "Only a payment has instalments.");
            if (entry.Kind is not TermKind.Apology) problems.Require($"{path}.text", entry.Text.Value, "请填写具体内容。", "Say what is to be done.");
        }
        return new Term(no, entry.Kind, entry.PayerId, entry.PayeeId,
            entry.Amount ?? (instalments.Length > 0 ? instalments.Sum(i => i.Amount) : null),
            instalments.Length > 0 ? instalments : None, instalments.Length > 0 ? null : entry.DueOn, entry.Manner, entry.BankAccount, entry.Text, entry.ClaimType);
    }

    private static void CheckPayment(this Problems problems, string path, MediationCase state, TermEntry entry, Instalment[] instalments)
    {
        if (entry.Amount is null && instalments.Length == 0) problems.Add($"{path}.amount", "请填写付款金额。", "Give the amount.");
        if (entry.Amount is { } amount) problems.CheckAmount($"{path}.amount", amount);
        if (entry.DueOn is null && instalments.Length == 0) problems.Add($"{path}.dueOn", "请填写履行期限,或者分期。", "Give the due day, or instalments.");
        foreach (var i in instalments)
        {
            problems.CheckAmount($"{path}.instalments[{i.No - 1}].amount", i.Amount);
            if (i.DueOn < state.ReceivedOn) problems.Add($"{path}.instalments[{i.No - 1}].dueOn", "请填写不早于收到申请日期的履行期限。", "Give a due day not before the application.");
            else if (i.No > 1 && i.DueOn < instalments[i.No - 2].DueOn) problems.Add($"{path}.instalments[{i.No - 1}].dueOn", "各期应按日期先后排列。", "Put the instalments in order of their days.");
        }
        if (entry.Amount is { } total && instalments.Length > 0 && instalments.Sum(i => i.Amount) != total)
            problems.Add($"{path}.instalments", $"各期金额合计{Money.Format(instalments.Sum(i => i.Amount))}元,与总额{Money.Format(total)}元不符。", "The instalments do not add up to the amount.");
    }

    private static void CheckAmount(this Problems problems, string field, decimal amount)
    {
        problems.Add(field, Money.Check(amount));
        if (amount == 0) problems.Add(field, "付款金额应大于0。", "A payment is more than nothing.");
    }

    private static void RequirePerson(this Problems problems, string field, MediationCase state, PartyId? id)
    {
        if (id is not { Value: not null } given || !state.IsPartyOrMember(given)) problems.RequireParty(state, field, id);
    }
}
