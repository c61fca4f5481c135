using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;

namespace MediationHub.Domain.Cases;

/// <summary>Why the law does not open a remedy for a line of an agreement.</summary>
public enum RemedyBar { Confirmed, CourtConfirmed, NoLetter, NotMoney, NotToWorker, OtherKind, NotWagesAlone, OtherBody }

/// <summary>One way that the law knows where an agreement is not performed, as it stands on a day.</summary>
/// <param name="TermNo">The overdue term that opens it; null where it is not open.</param>
/// <param name="Outstanding">CNY, what is overdue of that term; null where it is not money.</param>
/// <param name="Why">Why it is not open; null where it is.</param>
public sealed record RemedyWay(RemedyKind Kind, string Basis, int? TermNo, decimal? Outstanding, Refusal? Why)
{
    /// <summary>Open once the court has ended the payment order that was asked for.</summary>
    public bool AfterOrder { get; init; }

    public bool Open => Why is null;
}

/// <summary>Which remedies are open for what is overdue of an agreement: LMA 15, 16, 51 and 9, INT1 13 and 51. The command, the pages and the papers ask here.</summary>
public static class Remedies
{
    /// <summary>Every way, open or with its reason; none where no agreement is in force or all of it is performed.</summary>
    public static IReadOnlyList<RemedyWay> Of(MediationCase state, Context at)
    {
        if (state.InForce is not { Performed: false } agreement) return [];
        var overdue = Overdue(state, at.Today).ToArray();
        return [.. Enum.GetValues<RemedyKind>().Select(kind =>
        {
            var term = Array.Find(overdue, t => IsOpen(kind, state, t, at));
            var ordered = term is null && kind is RemedyKind.DirectSuit ? Array.Find(overdue, t => IsOpenAfterOrder(state, t)) : null;
            term ??= ordered;
            var why = term is not null ? null : overdue.Length == 0 ? CaseRefusals.NothingOverdue : Bar(kind, state, overdue, at);
            decimal? outstanding = term?.Kind is TermKind.Payment ? agreement.Lines.Where(l => l.TermNo == term.No && l.IsOverdue(at.Today)).Sum(l => l.Outstanding) : null;
            return new RemedyWay(kind, ordered is not null ? CaseRefusals.AfterOrderBasis : kind is RemedyKind.Enforcement && agreement.Standing is AgreementStatus.CourtConfirmed ? CaseRefusals.CourtEnforcement : CaseRefusals.BasisOf(kind), term?.No, outstanding, why) { AfterOrder = ordered is not null };
        })];
    }

    /// <summary>The terms with a line whose due day has ended unperformed.</summary>
    public static IEnumerable<Term> Overdue(MediationCase state, DateOnly on) =>
        state.InForce!.Terms.Where(t => state.InForce.Lines.Any(l => l.TermNo == t.No && l.IsOverdue(on)));

    /// <summary>Whether the law opens this way for an overdue term of the agreement in force.</summary>
    public static bool IsOpen(RemedyKind kind, MediationCase state, Term term, Context at) => Against(kind, state, term, at) is null;

    /// <summary>
    /// A payment order was asked for on this term: once the court has ended that procedure, the worker sues on the agreement directly (INT1 13 ¶3),
    /// whatever else it holds and whichever body it was made before.
    /// </summary>
    public static bool IsOpenAfterOrder(MediationCase state, Term term) =>
        state.InForce is { Enforceable: false } && term is { Kind: TermKind.Payment, Amount: > 0 } && IsOwedToWorker(state, term) && state.PaymentOrder(term.No) is not null;

    /// <summary>The payment order that was asked for on this term.</summary>
    public static Remedy? PaymentOrder(this MediationCase state, int termNo) => state.Remedies.Find(r => r.Kind is RemedyKind.PaymentOrder && r.TermNo == termNo);

    /// <summary>Why this way is open for none of the terms: of a payment rather than of an act.</summary>
    internal static Refusal Bar(RemedyKind kind, MediationCase state, IReadOnlyList<Term> terms, Context at) =>
        CaseRefusals.RemedyNotOpen(kind, Against(kind, state, terms.FirstOrDefault(t => t.Kind is TermKind.Payment) ?? terms[0], at)!.Value);

    private static RemedyBar? Against(RemedyKind kind, MediationCase state, Term term, Context at)
    {
        var agreement = state.InForce!;
        if (kind is RemedyKind.Enforcement) return agreement.Enforceable ? null : RemedyBar.NoLetter;
        // What is lawfully owed and not paid, labour inspection looks into whatever papers there are.
        if (agreement.Enforceable && kind is not RemedyKind.LabourInspection) return agreement.Standing is AgreementStatus.Confirmed ? RemedyBar.Confirmed : RemedyBar.CourtConfirmed;
        if (kind is RemedyKind.Arbitration) return null;

        if (term is not { Kind: TermKind.Payment, Amount: > 0 }) return RemedyBar.NotMoney;
        if (!IsOwedToWorker(state, term)) return RemedyBar.NotToWorker;
        var (settings, types) = (at.Rules.Settings, at.Rules.DisputeTypes);
        if (kind is not RemedyKind.DirectSuit) return types.IsWithinAny(term.ClaimType ?? state.DisputeType, settings.PaymentOrderTypes.Value) ? null : RemedyBar.OtherKind;

        if (!agreement.Terms.All(t => t.Kind is TermKind.Payment && types.IsWithinAny(t.ClaimType ?? state.DisputeType, settings.DirectSuitTypes.Value))) return RemedyBar.NotWagesAlone;
        return state.OrganizationType is OrganizationType.EnterpriseCommittee or OrganizationType.PeoplesMediation or OrganizationType.TownshipCenter ? null : RemedyBar.OtherBody;
    }

    private static bool IsOwedToWorker(MediationCase state, Term term) =>
        term is { PayerId: { } payer, PayeeId: { } payee }
        && state.Party(payer) is { Kind: PartyKind.Employer } && state.Party(payee) is null or { Kind: PartyKind.Person };
}
