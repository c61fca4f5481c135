using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;

namespace MediationHub.Domain.Entrustments;

/// <summary>
/// The organization accepts: a case of its own begins in the same transaction, with its own number, the consents copied and ENT10 as its clock.
/// It is counted once, at the organization; the arbitration goes on beside it.
/// </summary>
public sealed record AcceptEntrustment(DateOnly On, Personal LateEntryReason = default) : IEntrustmentCommand<AcceptEntrustment>
{
    public static string Name => "accept";

    public IEnumerable<StreamRef> Reads(Entrustment state) => EntrustmentGuide.Reads(state);

    public static IEnumerable<Refusal> Missing(Entrustment state, Context at)
    {
        foreach (var refusal in state.At(EntrustmentStage.Entrusted)) yield return refusal;
        if (state is { Exists: true, Stage: EntrustmentStage.Entrusted } && EntrustmentClocks.Term(state, at) is { Provisional: false } term && at.Today > term.Due) yield return EntrustmentRefusals.TermOver(term.Due);
    }

    public Decision Decide(Entrustment state, Context at)
    {
        if (state.CaseId is not null) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var problems = new Problems();
        var late = at.CheckDay(problems, this, "on", On, state.EntrustedOn, LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (at.Find<Organization>(state.OrganizationId.Value) is not { ReceivesCases: true } organization) return CaseRefusals.OrganizationNotReceiving;

        var id = LinkedCase.IdFor(Entrustment.Stream, state.Id.Value);
        var consented = state.Dispute.Parties.Select(p => p with { Consent = new Consent(true, state.Consents[p.Id]) }).ToArray();
        return Decision.Of(new EntrustmentAccepted(id, On), late).Opening(LinkedCase.Open(
            id, organization, CaseSource.CommissionEntrusted, state.Dispute, consented, new CaseOrigin(EntrustmentId: state.Id.Value, ConsentedOn: state.ConsentedOn), On, at));
    }
}
