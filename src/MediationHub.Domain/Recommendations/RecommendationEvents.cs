using System.Text.Json.Serialization;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Recommendations;

/// <summary>A commission recommends mediation to who applied for arbitration, before it accepts (R33 §69).</summary>
/// <param name="Number">The letter's number; empty until the store gave the sequence number.</param>
/// <param name="ReceivedOn">The day on which the arbitration application was received: the acceptance clock runs from it.</param>
/// <param name="Organizations">The choice that is offered.</param>
[Wire("recommendation.issued/1")]
public sealed record RecommendationIssued(
    RecommendationId Id, CommissionId CommissionId, string Number, string NumberPattern, int Year, string ArbitrationNumber, DateOnly ReceivedOn, HandedDispute Dispute,
    IReadOnlyList<OrganizationId> Organizations, DateOnly On) : DomainEvent, INumbered
{
    [JsonIgnore]
    public string Series => $"recommendation|{CommissionId}|{Year}";
    public DomainEvent Numbered(int number) => this with { Number = NumberPattern.Replace("{number}", $"{number}") };
}

/// <param name="ReplyDue">The last day for the reply (REC3).</param>
[Wire("recommendation.delivered/1")]
public sealed record RecommendationDelivered(DateOnly On, DateOnly ReplyDue, bool Provisional, int RulebookVersion) : DomainEvent;

/// <summary>The applicant agrees to mediate first: acceptance pauses 暂缓受理, and a case begins at the chosen organization.</summary>
/// <param name="ElapsedWorkingDays">Of the five for acceptance; they are kept.</param>
/// <param name="PauseDue">The last day of the pause (REC15).</param>
[Wire("recommendation.agreed/1")]
public sealed record RecommendationAgreed(OrganizationId OrganizationId, CaseId CaseId, DateOnly On, int ElapsedWorkingDays, DateOnly PauseDue, bool Provisional, int RulebookVersion) : DomainEvent;

/// <summary>The applicant does not want mediation: the application is dealt with as if nothing had been recommended.</summary>
[Wire("recommendation.declined/1")]
public sealed record RecommendationDeclined(DateOnly On) : DomainEvent;

/// <summary>No reply came in time, which is taken as a no.</summary>
[Wire("recommendation.reply-lapsed/1")]
public sealed record RecommendationReplyLapsed(DateOnly On) : DomainEvent;

/// <summary>The mediation led to an agreement: the application for arbitration is withdrawn, or the agreement reviewed.</summary>
[Wire("recommendation.settled/1")]
public sealed record RecommendationSettled(DateOnly On) : DomainEvent;

/// <summary>Acceptance goes on; of its working days the elapsed ones are kept.</summary>
/// <param name="Due">The last day for accepting (ARB5).</param>
[Wire("recommendation.resumed/1")]
public sealed record AcceptanceResumed(Personal Reason, DateOnly On, DateOnly Due) : DomainEvent;

/// <param name="Model">What it was made from; the log keeps it, the state does not.</param>
[Wire("recommendation.paper-made/1")]
public sealed record RecommendationPaperMade(CasePaper Paper, Personal Model) : DomainEvent;
