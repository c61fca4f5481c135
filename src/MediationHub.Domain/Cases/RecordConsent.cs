using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>
/// Record what a party answered. Consent alone never accepts; a refusal ends the case before it is accepted (O17 §23, PML 17).
/// A party added after acceptance is asked too: it consents, or leaves.
/// </summary>
public sealed record RecordConsent(PartyId PartyId, bool Consents, DateOnly On, Personal Reason = default, Personal LateEntryReason = default) : ICaseCommand<RecordConsent>
{
    public static string Name => "record-consent";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at) =>
        state.Between(at, CaseStage.Registered, state.AllConsent ? CaseStage.ConsentPending : CaseStage.AgreementDrafted);

    public Decision Decide(MediationCase state, Context at)
    {
        var party = state.Party(PartyId);
        if (party?.Consent is { } said && said.Given == Consents && (said.ByApplication || said.On == On)) return Decision.Nothing;

        var problems = new Problems();
        problems.RequireParty(state, "partyId", PartyId);
        problems.CheckText("reason", Reason, TextRules.Longest.Reason);
        var late = at.CheckDay(problems, this, "on", On, state.ReceivedOn, LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        if (Consents) return party!.Consents ? CaseRefusals.ConsentRecorded(party.Consent!.On) : Decision.Of(new PartyConsented(PartyId, On), late);
        if (party!.Consent is { ByApplication: true }) return CaseRefusals.ApplicantWithdraws;
        if (state.AcceptedOn is not null) return party.Consents ? CaseRefusals.AlreadyAccepted : CaseRefusals.RefusingPartyLeaves;
        return Decision.Of(new PartyRefusedMediation(PartyId, Reason, On, at.Law), late);
    }
}
