using System.Text.Json.Serialization;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Entrustments;

/// <summary>A commission wants to entrust a dispute to an organization before it is heard (R33 §70).</summary>
[Wire("entrustment.proposed/1")]
public sealed record EntrustmentProposed(EntrustmentId Id, CommissionId CommissionId, OrganizationId OrganizationId, string ArbitrationNumber, HandedDispute Dispute, DateOnly On) : DomainEvent;

[Wire("entrustment.consented/1")]
public sealed record EntrustmentConsented(PartyId PartyId, DateOnly On) : DomainEvent;

/// <summary>The letter 委托调解函 goes out.</summary>
/// <param name="Number">The letter's number; empty until the store gave the sequence number.</param>
/// <param name="Due">The last day of the mediation, counted from the later consent (ENT10).</param>
[Wire("entrustment.entrusted/1")]
public sealed record DisputeEntrusted(CommissionId CommissionId, string Number, string NumberPattern, int Year, DateOnly On, DateOnly Due, bool Provisional, int RulebookVersion) : DomainEvent, INumbered
{
    [JsonIgnore]
    public string Series => $"entrustment|{CommissionId}|{Year}";
    public DomainEvent Numbered(int number) => this with { Number = NumberPattern.Replace("{number}", $"{number}") };
}

/// <param name="CaseId">The case that the organization works on; it begins with this event.</param>
[Wire("entrustment.accepted/1")]
public sealed record EntrustmentAccepted(CaseId CaseId, DateOnly On) : DomainEvent;

[Wire("entrustment.declined/1")]
public sealed record EntrustmentDeclined(Personal Reason, DateOnly On) : DomainEvent;

/// <summary>The mediation came to its end: with an agreement, without one, or because its days ran out.</summary>
[Wire("entrustment.ended/1")]
public sealed record EntrustmentEnded(EntrustmentResult Result, DateOnly On) : DomainEvent;

/// <summary>The letter with the result 委托调解结果反馈函, and what crosses with it.</summary>
/// <param name="UndisputedFacts">What both sides hold true, by the organization's letter.</param>
/// <param name="Extract">What the commission is given of the case; null where none was ever begun.</param>
/// <param name="Due">The last day for the letter.</param>
[Wire("entrustment.result-returned/1")]
public sealed record EntrustmentResultReturned(DateOnly On, IReadOnlyList<Personal> UndisputedFacts, CaseExtract? Extract, DateOnly Due, bool Late) : DomainEvent;

/// <summary>What the tribunal did once the mediation was over: the hearing went on, a letter was made, or the application was withdrawn (R33 §§72–73).</summary>
[Wire("entrustment.disposed/1")]
public sealed record EntrustmentDisposed(Disposition Disposition) : DomainEvent;

/// <summary>What was recorded of the tribunal's doing was wrong.</summary>
/// <param name="Disposition">As it is right.</param>
[Wire("entrustment.disposition-corrected/1")]
public sealed record DispositionCorrected(Disposition Disposition, Personal Reason) : DomainEvent;

/// <param name="Model">What it was made from; the log keeps it, the state does not.</param>
[Wire("entrustment.paper-made/1")]
public sealed record EntrustmentPaperMade(CasePaper Paper, Personal Model) : DomainEvent;
