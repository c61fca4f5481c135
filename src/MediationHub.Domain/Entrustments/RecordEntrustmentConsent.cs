using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Entrustments;

/// <summary>Record that a party consented to mediation by the organization, and on which day: the ten working days are counted from the last of these days (R33 §70).</summary>
public sealed record RecordEntrustmentConsent(PartyId PartyId, DateOnly On, Personal LateEntryReason = default) : IEntrustmentCommand<RecordEntrustmentConsent>
{
    public static string Name => "record-consent";

    public static IEnumerable<Refusal> Missing(Entrustment state, Context at) => state.At(EntrustmentStage.Proposed);

    public Decision Decide(Entrustment state, Context at)
    {
        if (state.Exists && state.Consents.TryGetValue(PartyId, out var on) && on == On) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var problems = new Problems();
        if (PartyId.Value is null || state.Dispute.Party(PartyId) is null) problems.Add("partyId", "没有这名当事人，请核对。", "There is no such party; check the id.");
        else if (state.Consents.ContainsKey(PartyId)) return EntrustmentRefusals.ConsentRecorded;
        var late = at.CheckDay(problems, this, "on", On, null, LateEntryReason);
        return problems.ToRefusal() is { } invalid ? invalid : Decision.Of(new EntrustmentConsented(PartyId, On), late);
    }
}
