using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>The payee confirms that what was paid or done arrived.</summary>
public sealed record ConfirmReceipt(int TermNo, DateOnly On, int? InstalmentNo = null, FileId? FileId = null, Personal LateEntryReason = default) : ICaseCommand<ConfirmReceipt>
{
    public static string Name => "confirm-receipt";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at)
    {
        foreach (var refusal in state.InForce()) yield return refusal;
        if (state.InForce is { } agreement && !agreement.Lines.Any(Waits)) yield return CaseRefusals.NothingReceived;
    }

    public Decision Decide(MediationCase state, Context at)
    {
        var lines = state.InForce?.Lines.Where(l => l.TermNo == TermNo && (InstalmentNo is null || l.InstalmentNo == InstalmentNo)).ToArray() ?? [];
        if (lines.Any(l => l.ConfirmedOn == On)) return Decision.Nothing;

        var problems = new Problems();
        problems.RequireLine(state, TermNo, InstalmentNo);
        var late = at.CheckDay(problems, this, "on", On, CameOn(state, lines.FirstOrDefault(Waits)) ?? state.PerformedFrom(), LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (state.InForce().FirstOrDefault() is { } no) return no;
        return lines.FirstOrDefault(Waits) is { } line ? Decision.Of(new ReceiptConfirmed(state.InForce!.No, TermNo, line.InstalmentNo, On, FileId), late) : CaseRefusals.NothingReceived;
    }

    /// <summary>Nothing is confirmed before it came: the day of the last payment on the line, or of the act.</summary>
    private static DateOnly? CameOn(MediationCase state, PerformanceLine? line) => line is null ? null
        : line.PerformedOn ?? state.Payments.Where(p => p.AgreementNo == state.InForce?.No && p.TermNo == line.TermNo && p.Parts.Any(part => part.InstalmentNo == line.InstalmentNo)).Max(p => (DateOnly?)p.PaidOn);

    private static bool Waits(PerformanceLine line) => line.ConfirmedOn is null && (line.Paid > 0 || line.PerformedOn is not null);
}
