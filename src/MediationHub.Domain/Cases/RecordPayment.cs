using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Record money paid under the agreement, never more than is owed. Without an instalment it falls on the earliest open ones.</summary>
/// <param name="Amount">CNY.</param>
public sealed record RecordPayment(int TermNo, decimal Amount, DateOnly PaidOn, IReadOnlyList<FileId>? Proof = null, int? InstalmentNo = null, Personal LateEntryReason = default) : ICaseCommand<RecordPayment>
{
    public static string Name => "record-payment";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at)
    {
        foreach (var refusal in state.InForce()) yield return refusal;
        if (state.InForce is { } agreement && !agreement.Lines.Any(l => l.Outstanding > 0)) yield return CaseRefusals.AlreadyPerformed;
    }

    public Decision Decide(MediationCase state, Context at)
    {
        var proof = Proof ?? [];
        if (state.Payments.Exists(p => (p.AgreementNo, p.TermNo, p.InstalmentNo, p.Amount, p.PaidOn) == (state.InForce?.No ?? 0, TermNo, InstalmentNo, Amount, PaidOn) && p.Proof.SequenceEqual(proof))) return Decision.Nothing;

        var lines = state.InForce?.Lines.Where(l => l.TermNo == TermNo && (InstalmentNo is null || l.InstalmentNo == InstalmentNo)).OrderBy(l => l.DueOn).ToArray() ?? [];
        var problems = new Problems();
        problems.Add("amount", Money.Check(Amount));
        if (Amount == 0) problems.Add("amount", "付款金额应大于0。", "A payment is more than nothing.");
        if (state.InForce is not null && lines.Length == 0) problems.Add(InstalmentNo is null ? "termNo" : "instalmentNo", "协议没有这项条款或者期次,请核对。", "The agreement has no such term or instalment.");
        var late = at.CheckDay(problems, this, "paidOn", PaidOn, state.PerformedFrom(), LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (state.InForce().FirstOrDefault() is { } no) return no;
        if (lines[0].Owed is null) return CaseRefusals.NotMoney;
        if (Amount > lines.Sum(l => l.Outstanding)) return CaseRefusals.PaymentAboveOwed(lines.Sum(l => l.Outstanding));
        return Decision.Of(new PaymentRecorded(new Payment($"p{state.Payments.Count + 1}", state.InForce!.No, TermNo, InstalmentNo, Amount, PaidOn, [.. Split(lines, Amount)], proof)), late);
    }

    private static IEnumerable<PaymentPart> Split(IEnumerable<PerformanceLine> lines, decimal amount)
    {
        foreach (var line in lines.Where(l => l.Outstanding > 0))
        {
            if (amount == 0) yield break;
            var part = Math.Min(amount, line.Outstanding);
            amount -= part;
            yield return new PaymentPart(line.InstalmentNo, part);
        }
    }
}

internal static class Lines
{
    /// <summary>Performance may begin while the agreement is being signed, before the seal makes it effective.</summary>
    public static DateOnly? PerformedFrom(this MediationCase state) =>
        state.InForce is { } agreement ? ChinaTime.DayOf(agreement.Signatures.Min(s => s.SignedAt)) : null;

    /// <summary>The line a command names; without an instalment the term's only or its first unperformed one.</summary>
    public static PerformanceLine? Line(this MediationCase state, int termNo, int? instalmentNo)
    {
        var lines = state.InForce?.Lines.Where(l => l.TermNo == termNo && (instalmentNo is null || l.InstalmentNo == instalmentNo)).ToArray() ?? [];
        return lines.FirstOrDefault(l => l.PerformedOn is null) ?? lines.LastOrDefault();
    }

    public static void RequireLine(this Problems problems, MediationCase state, int termNo, int? instalmentNo)
    {
        if (state.InForce is not null && state.Line(termNo, instalmentNo) is null)
            problems.Add(instalmentNo is null ? "termNo" : "instalmentNo", "协议没有这项条款或者期次,请核对。", "The agreement has no such term or instalment.");
    }
}
