using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;

namespace MediationHub.Domain.Cases;

/// <summary>Record what a party does about an overdue line; each way is open only where the law opens it (domain §2b).</summary>
/// <param name="TermNo">Left out: the first overdue term for which the remedy is open.</param>
/// <param name="On">Left out: today.</param>
public sealed record StartRemedy(RemedyKind Kind, int? TermNo = null, DateOnly? On = null, Personal Note = default, Personal LateEntryReason = default) : ICaseCommand<StartRemedy>
{
    public static string Name => "start-remedy";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at) => MarkDefault.Missing(state, at);

    public Decision Decide(MediationCase state, Context at)
    {
        var on = On ?? at.Today;
        if (state.Remedies.Exists(r => r.Kind == Kind && (TermNo is null || r.TermNo == TermNo) && (On is null || r.On == On))) return Decision.Nothing;

        var problems = new Problems();
        problems.RequireWord("kind", Kind);
        if (TermNo is { } no) problems.RequireLine(state, no, null);
        problems.CheckText("note", Note, TextRules.Longest.Reason);
        var late = at.CheckDay(problems, this, "on", on, state.InForce?.EffectiveOn, LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (Missing(state, at).FirstOrDefault() is { } refusal) return refusal;

        var overdue = Overdue(state, on).Where(t => TermNo is null || t.No == TermNo).ToArray();
        if (overdue.Length == 0) return CaseRefusals.NothingOverdue;
        return overdue.FirstOrDefault(t => IsOpen(Kind, state, t, at)) is { } term
            ? Decision.Of(new RemedyStarted(new Remedy(Kind, term.No, on, Note)), late)
            : CaseRefusals.RemedyNotOpen(Kind);
    }

    private static IEnumerable<Term> Overdue(MediationCase state, DateOnly on) =>
        state.InForce!.Terms.Where(t => state.InForce.Lines.Any(l => l.TermNo == t.No && l.IsOverdue(on)));

    /// <summary>Whether the law opens this way for an overdue term of the agreement in force.</summary>
    public static bool IsOpen(RemedyKind kind, MediationCase state, Term term, Context at)
    {
        var (settings, types) = (at.Rules.Settings, at.Rules.DisputeTypes);
        var confirmed = state.InForce!.Status is AgreementStatus.Confirmed;
        // Wages, medical costs of work injury, severance or compensation, which an employer owes to a worker (LMA 16, LMA 9).
        var wages = term is { Kind: TermKind.Payment } && OwedToWorker(state, term) && types.IsWithinAny(term.ClaimType ?? state.DisputeType, settings.PaymentOrderTypes.Value);
        return kind switch
        {
            RemedyKind.Arbitration => !confirmed,
            RemedyKind.PaymentOrder => wages && !confirmed,
            RemedyKind.LabourInspection => wages,
            RemedyKind.DirectSuit => !confirmed && OwedToWorker(state, term)
                && state.OrganizationType is OrganizationType.EnterpriseCommittee or OrganizationType.PeoplesMediation or OrganizationType.TownshipCenter
                && state.InForce.Terms.All(t => t.Kind is TermKind.Payment && types.IsWithinAny(t.ClaimType ?? state.DisputeType, settings.DirectSuitTypes.Value)),
            _ => confirmed,
        };
    }

    private static bool OwedToWorker(MediationCase state, Term term) =>
        term is { PayerId: { } payer, PayeeId: { } payee }
        && state.Party(payer) is { Kind: PartyKind.Employer } && state.Party(payee) is null or { Kind: PartyKind.Person };
}
