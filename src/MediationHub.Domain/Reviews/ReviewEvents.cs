using System.Text.Json.Serialization;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Reviews;

/// <summary>One side applied for the review of an agreement (R33 §74). It is not filed before the others join.</summary>
/// <param name="Extract">What the commission is given of the case.</param>
/// <param name="Due">The last day for the joint application (RVW15).</param>
/// <param name="FirstEffectiveOn">Since when the case has had an agreement in effect, this one or one before it; null in records from before this was kept.</param>
/// <param name="Again">An earlier review of the same case was accepted and ended without a letter in force.</param>
[Wire("review.applied/1")]
public sealed record ReviewApplied(ReviewId Id, CommissionId CommissionId, CompetenceReason Competence, CaseExtract Extract, ReviewJoin Application, DateOnly Due, bool Provisional, int RulebookVersion,
    DateOnly? FirstEffectiveOn = null, bool Again = false) : DomainEvent;

[Wire("review.joined/1")]
public sealed record ReviewJoined(ReviewJoin Joining) : DomainEvent;

/// <summary>The last of those who signed the agreement joined: the application is filed on that day.</summary>
/// <param name="Late">After the fifteen days: whether it is accepted nevertheless is for a person to decide.</param>
[Wire("review.filed/1")]
public sealed record ReviewFiled(DateOnly On, bool Late) : DomainEvent;

/// <param name="Number">The review's number; empty until the store gave the sequence number.</param>
/// <param name="Due">The last day of the review (RVW5).</param>
/// <param name="LateReason">Why it was accepted although it was filed late.</param>
[Wire("review.accepted/1")]
public sealed record ReviewAccepted(CommissionId CommissionId, string Number, string NumberPattern, int Year, DateOnly On, DateOnly Due, bool Provisional, Personal LateReason, int RulebookVersion) : DomainEvent, INumbered
{
    [JsonIgnore]
    public string Series => $"review|{CommissionId}|{Year}";
    public DomainEvent Numbered(int number) => this with { Number = NumberPattern.Replace("{number}", $"{number}") };
}

/// <param name="Ground">1 to 5 (R33 §75).</param>
[Wire("review.not-accepted/1")]
public sealed record ReviewNotAccepted(int Ground, Personal Reason, DateOnly On) : DomainEvent;

[Wire("review.arbitrator-assigned/1")]
public sealed record ReviewArbitratorAssigned(ArbitratorId ArbitratorId, DateOnly On, string By) : DomainEvent;

/// <summary>The arbitrator declared that nothing stands in the way (LMA 33).</summary>
/// <param name="ByActing">Taking up the review declares it.</param>
[Wire("review.no-conflict-declared/1")]
public sealed record ReviewNoConflictDeclared(ArbitratorId ArbitratorId, DateOnly On, bool ByActing) : DomainEvent;

/// <summary>The arbitrator declared a conflict and withdraws; another is assigned.</summary>
[Wire("review.conflict-declared/1")]
public sealed record ReviewConflictDeclared(ArbitratorId ArbitratorId, Personal Reason, DateOnly On) : DomainEvent;

[Wire("review.inquiry-recorded/1")]
public sealed record ReviewInquiryRecorded(ReviewInquiry Inquiry) : DomainEvent;

/// <summary>An extension or a refusal waits for approval.</summary>
[Wire("review.approval-requested/1")]
public sealed record ReviewApprovalRequested(ReviewRequest Request) : DomainEvent;

[Wire("review.request-returned/1")]
public sealed record ReviewRequestReturned(Personal Comment, string By, DateOnly On) : DomainEvent;

/// <summary>Five working days more, once (R33 §76).</summary>
[Wire("review.extended/1")]
public sealed record ReviewExtended(ReviewExtension Extension, int RulebookVersion) : DomainEvent;

/// <summary>The mediation letter was made; its terms are those of the agreement (R33 §77).</summary>
[Wire("review.letter-made/1")]
public sealed record ReviewLetterMade(ReviewLetter Letter) : DomainEvent;

/// <summary>No letter is made, for one or more of the six grounds (R33 §78).</summary>
[Wire("review.refused/1")]
public sealed record ReviewRefused(IReadOnlyList<ReviewReason> Grounds, DateOnly On, string ApprovedBy) : DomainEvent;

/// <summary>One attempt to serve the letter on one party.</summary>
[Wire("review.letter-served/1")]
public sealed record ReviewLetterServed(LetterService Service) : DomainEvent;

/// <summary>Everybody signed for the letter: it is in force and can be enforced (LMA 42, 51).</summary>
/// <param name="On">The day of the last signature.</param>
[Wire("review.in-force/1")]
public sealed record ReviewInForce(DateOnly On) : DomainEvent;

[Wire("review.withdrawn/1")]
public sealed record ReviewWithdrawn(PartyId PartyId, Personal Reason, DateOnly On) : DomainEvent;

/// <summary>A party refused to sign for the letter: it has no effect, and the review ends.</summary>
[Wire("review.ended-unsigned/1")]
public sealed record ReviewEndedUnsigned(PartyId PartyId, DateOnly On) : DomainEvent;

/// <param name="Model">What it was made from; the log keeps it, the state does not.</param>
[Wire("review.paper-made/1")]
public sealed record ReviewPaperMade(CasePaper Paper, Personal Model) : DomainEvent;
