using System.Text.Json.Serialization;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Domain.Cases;

/// <summary>A dispute stands in the organization's register under a number that is never given again.</summary>
/// <param name="Number">The case number 案号; empty until the store gave the sequence number.</param>
/// <param name="NumberPattern">Everything of the number but <c>{number}</c>.</param>
/// <param name="Oral">The record of an application made by word of mouth.</param>
/// <param name="DuplicateReason">Why it was registered although an earlier case looked the same.</param>
/// <param name="Year">The year of registration in Asia/Shanghai, to which the number belongs.</param>
/// <param name="Unit">The organization's region then: where the case counts is decided by it and the day of receipt.</param>
/// <param name="Court">Of a case from a court, where it was said: from when its days count.</param>
/// <param name="Others">Of a case that was split off: the names of the people who stayed, whom the texts it took along speak of.</param>
/// <param name="Elsewhere">Whether the same dispute is before a commission or court as well; null where it was not asked.</param>
[Wire("case.registered/1")]
public sealed record CaseRegistered(
    CaseId Id, OrganizationId OrganizationId, OrganizationType OrganizationType, string Number, string NumberPattern, int Year,
    CaseSource Source, ApplicationForm Form, DateTimeOffset ReceivedAt, DateOnly RegisteredOn, IReadOnlyList<Party> Parties,
    string DisputeType, IReadOnlyList<Claim> Claims, Personal Facts, DateOnly? OccurredOn, DateOnly? KnewOn, int WorkersInvolved,
    IReadOnlyList<Member> Members, Representatives? Representatives, IReadOnlyList<Evidence> Evidence, FileId? RecordFileId, CaseOrigin? Origin,
    OralRecord? Oral = null, Personal DuplicateReason = default, string? Unit = null, CourtReferral? Court = null, IReadOnlyList<Personal>? Others = null, ElsewhereDispute? Elsewhere = null) : DomainEvent, INumbered
{
    [JsonIgnore]
    public string Series => $"case|{OrganizationId}|{Year}";
    public DomainEvent Numbered(int number) => this with { Number = NumberPattern.Replace("{number}", $"{number}") };
}

[Wire("case.consent-asked/1")]
public sealed record ConsentAsked(DateOnly On) : DomainEvent;

[Wire("case.consent-given/1")]
public sealed record PartyConsented(PartyId PartyId, DateOnly On) : DomainEvent;

/// <summary>A party does not want mediation, so there is none (PML 17, O17 §23): the end before acceptance.</summary>
[Wire("case.mediation-refused/1")]
public sealed record PartyRefusedMediation(PartyId PartyId, Personal Reason, DateOnly On, LawVersion? Law = null) : DomainEvent;

/// <param name="Due">The last day for accepting in time (ACC3).</param>
/// <param name="Late">Accepted after it: recorded, not blocked.</param>
/// <param name="Elsewhere">What the parties said when it was asked at last whether the same dispute stands before a commission or court; left out where that was known, or not asked.</param>
[Wire("case.accepted/1")]
public sealed record CaseAccepted(MediatorId MediatorId, DateOnly On, DateOnly Due, bool Late, int RulebookVersion, ElsewhereDispute? Elsewhere = null) : DomainEvent;

/// <param name="Elsewhere">Where the same dispute stands before a commission or court, asked at last; left out where that was known, or not asked.</param>
[Wire("case.not-accepted/1")]
public sealed record CaseNotAccepted(RejectGround Ground, Personal Reason, DateOnly On, LawVersion? Law = null, ElsewhereDispute? Elsewhere = null) : DomainEvent;

/// <summary>A recorded fact was wrong. Fields left empty stay as they were.</summary>
/// <param name="AcceptedLate">Whether the acceptance was late, decided anew by another receipt; null where it stays.</param>
[Wire("case.corrected/1")]
public sealed record CaseCorrected(CaseCorrection Fields, Personal Reason, bool? AcceptedLate = null) : DomainEvent;

[Wire("case.claims-changed/1")]
public sealed record ClaimsChanged(IReadOnlyList<Claim> Claims, string DisputeType, Personal Reason) : DomainEvent;

[Wire("case.party-added/1")]
public sealed record PartyAdded(Party Party, Personal Reason) : DomainEvent;

[Wire("case.party-removed/1")]
public sealed record PartyRemoved(PartyId PartyId, Personal Reason) : DomainEvent;

[Wire("case.agent-appointed/1")]
public sealed record AgentAppointed(PartyId PartyId, Agent Agent) : DomainEvent;

/// <summary>A party confirmed by its signature where papers reach it.</summary>
[Wire("case.address-confirmed/1")]
public sealed record AddressConfirmed(PartyId PartyId, AddressConfirmation Confirmation) : DomainEvent;

[Wire("case.representatives-chosen/1")]
public sealed record RepresentativesChosen(Representatives Representatives) : DomainEvent;

/// <summary>The list of workers of a collective dispute, as it is after the import.</summary>
[Wire("case.members-imported/1")]
public sealed record MembersImported(IReadOnlyList<Member> Members) : DomainEvent;

[Wire("case.member-removed/1")]
public sealed record MemberRemoved(PartyId MemberId, Personal Reason) : DomainEvent;

[Wire("case.evidence-added/1")]
public sealed record EvidenceAdded(Evidence Evidence) : DomainEvent;

/// <param name="Evidence">As it is after the change.</param>
[Wire("case.evidence-changed/1")]
public sealed record EvidenceChanged(Evidence Evidence) : DomainEvent;

/// <summary>Added by mistake: struck out, never deleted.</summary>
[Wire("case.evidence-withdrawn/1")]
public sealed record EvidenceWithdrawn(string EvidenceId, EvidenceWithdrawal Withdrawal) : DomainEvent;

[Wire("case.mediator-assigned/1")]
public sealed record MediatorAssigned(MediatorId MediatorId, MediatorRole Role, DateOnly On) : DomainEvent;

[Wire("case.recusal-requested/1")]
public sealed record RecusalRequested(MediatorId MediatorId, Personal Reason, DateOnly On) : DomainEvent;

[Wire("case.recusal-decided/1")]
public sealed record RecusalDecided(MediatorId MediatorId, bool Granted, Personal Reason) : DomainEvent;

/// <param name="Booked">It lies ahead: the case's mediators are kept free for it, and the room where it has one.</param>
/// <param name="Room">The room that is kept free, as the organization names it.</param>
[Wire("case.session-scheduled/1")]
public sealed record SessionScheduled(string SessionId, DateTimeOffset StartsAt, DateTimeOffset EndsAt, Personal Place, SessionMode Mode, bool Private, IReadOnlyList<PartyId> Attendees, bool Booked = false, Personal Room = default) : DomainEvent;

/// <param name="Booked">As for one that is scheduled.</param>
[Wire("case.session-moved/1")]
public sealed record SessionMoved(string SessionId, DateTimeOffset StartsAt, DateTimeOffset EndsAt, Personal Place, SessionMode Mode, Personal Reason, bool Booked = false, Personal Room = default) : DomainEvent;

[Wire("case.session-cancelled/1")]
public sealed record SessionCancelled(string SessionId, Personal Reason) : DomainEvent;

/// <summary>A session is to be public, as every party asked (O17 §24).</summary>
/// <param name="FileId">The signed request.</param>
[Wire("case.session-made-public/1")]
public sealed record SessionMadePublic(string SessionId, IReadOnlyList<PublicRequest> Requests, FileId? FileId) : DomainEvent;

/// <summary>A party took its request back: the session is not public.</summary>
[Wire("case.session-made-confidential/1")]
public sealed record SessionMadeConfidential(string SessionId, PartyId PartyId, Personal Reason) : DomainEvent;

/// <summary>A session took place and its record stands; for a walk-in it is also the first that is heard of it.</summary>
/// <param name="OpensMediation">Both sides were there or it went on: from the first such session on, the case is in mediation.</param>
[Wire("case.session-held/1")]
public sealed record SessionHeld(Session Session, IReadOnlyList<Offer> Offers, bool OpensMediation) : DomainEvent;

[Wire("case.offer-released/1")]
public sealed record OfferReleased(string OfferId, DateTimeOffset At) : DomainEvent;

[Wire("case.extended/1")]
public sealed record TermExtended(TermExtension Extension, int RulebookVersion) : DomainEvent;

[Wire("case.suspended/1")]
public sealed record CaseSuspended(Suspension Suspension) : DomainEvent;

[Wire("case.resumed/1")]
public sealed record CaseResumed(DateOnly On) : DomainEvent;

/// <summary>Terms are on paper. A new draft takes the place of the one before and of all signatures under it.</summary>
[Wire("case.agreement-drafted/1")]
public sealed record AgreementDrafted(int No, bool Supplement, IReadOnlyList<Term> Terms, IReadOnlyList<PartyId> Signers, DateOnly On) : DomainEvent;

[Wire("case.agreement-signed/1")]
public sealed record AgreementSigned(int No, AgreementSignature Signature) : DomainEvent;

/// <summary>All signatures and the seal are there: the agreement binds the parties (LMA 14).</summary>
/// <param name="At">The last of all signatures and the seal.</param>
[Wire("case.agreement-took-effect/1")]
public sealed record AgreementTookEffect(int No, DateTimeOffset SealedAt, DateTimeOffset At) : DomainEvent;

/// <param name="RecordedOn">The day of the decision; the end itself may lie before, as of an expired term.</param>
/// <param name="Performance">For an oral agreement: what was performed at once.</param>
[Wire("case.closed/1")]
public sealed record CaseClosed(Closing Closing, DateOnly RecordedOn, TerminationGround? Ground, Personal Note, ImmediatePerformance? Performance) : DomainEvent;

[Wire("case.withdrawn/1")]
public sealed record ApplicationWithdrawn(Closing Closing, IReadOnlyList<FileId> Proof, Personal Reason) : DomainEvent;

[Wire("case.transfer-proposed/1")]
public sealed record TransferProposed(OrganizationId To, Personal Reason) : DomainEvent;

[Wire("case.transfer-declined/1")]
public sealed record TransferDeclined(OrganizationId By, Personal Reason) : DomainEvent;

[Wire("case.transferred/1")]
public sealed record CaseTransferred(OrganizationId To, CaseId NewCaseId, DateOnly On, LawVersion? Law = null) : DomainEvent;

/// <summary>Some of the applicants went on, with what they ask for, in a case of their own 拆分. What was said until then stays here.</summary>
/// <param name="People">Who went: applicants, and workers on the list.</param>
/// <param name="ClaimNos">Which claims went, by their numbers until then.</param>
/// <param name="DisputeType">The main type of what stays.</param>
/// <param name="WorkersInvolved">How many workers stay.</param>
[Wire("case.split/1")]
public sealed record CaseSplit(CaseId NewCaseId, IReadOnlyList<PartyId> People, IReadOnlyList<int> ClaimNos, string DisputeType, int WorkersInvolved, Personal Reason, DateOnly On) : DomainEvent;

/// <summary>The case was taken into one that the same organization had received before 合并, and is counted there.</summary>
[Wire("case.merged/1")]
public sealed record CaseMerged(CaseId Into, Personal Reason, DateOnly On, LawVersion? Law = null) : DomainEvent;

/// <summary>A later case was taken into this one: what it brings, under the ids that it has here. Receipt, number and time limits stay those of this case.</summary>
/// <param name="Parties">Who was not here yet.</param>
/// <param name="Claims">Numbered on from the last one here.</param>
/// <param name="Members">Workers who were not on the list yet.</param>
/// <param name="Recusals">Granted there: whoever was recused takes no part here.</param>
/// <param name="WorkersInvolved">How many workers are involved from now on.</param>
/// <param name="EndsRepresentation">The representatives were not chosen by the workers who came: they are chosen anew.</param>
[Wire("case.taken-in/1")]
public sealed record CaseTakenIn(
    CaseId From, string FromNumber, IReadOnlyList<Party> Parties, IReadOnlyList<Claim> Claims, IReadOnlyList<Member> Members, IReadOnlyList<Evidence> Evidence, IReadOnlyList<Recusal> Recusals,
    int WorkersInvolved, bool EndsRepresentation, Personal Facts, Personal Reason, DateOnly On) : DomainEvent;

[Wire("case.payment-recorded/1")]
public sealed record PaymentRecorded(Payment Payment) : DomainEvent;

[Wire("case.performance-recorded/1")]
public sealed record PerformanceRecorded(int AgreementNo, int TermNo, DateOnly On, IReadOnlyList<FileId> Proof) : DomainEvent;

[Wire("case.receipt-confirmed/1")]
public sealed record ReceiptConfirmed(int AgreementNo, int TermNo, int? InstalmentNo, DateOnly On, FileId? FileId) : DomainEvent;

[Wire("case.followed-up/1")]
public sealed record CaseFollowedUp(FollowUp FollowUp) : DomainEvent;

/// <summary>A party answered, or changed its answer, how satisfied it is with the handling of its case.</summary>
[Wire("case.satisfaction-answered/1")]
public sealed record SatisfactionAnswered(PartyId PartyId, SatisfactionScores Scores, Personal Comment, DateOnly On) : DomainEvent;

[Wire("case.default-marked/1")]
public sealed record DefaultMarked(int AgreementNo, int TermNo, int? InstalmentNo, DateOnly On, Personal Reason) : DomainEvent;

[Wire("case.remedy-started/1")]
public sealed record RemedyStarted(Remedy Remedy) : DomainEvent;

/// <param name="Model">What it was made from; the log keeps it, the state does not.</param>
[Wire("case.paper-made/1")]
public sealed record PaperMade(CasePaper Paper, Personal Model) : DomainEvent;

[Wire("case.service-recorded/1")]
public sealed record ServiceRecorded(ServiceAttempt Attempt) : DomainEvent;

/// <summary>The agreement's arbitration review moved on.</summary>
[Wire("case.review-noted/1")]
public sealed record AgreementReviewNoted(ReviewNote Note) : DomainEvent;

/// <summary>A court or commission ruled on the agreement: void, revoked, or confirmed.</summary>
[Wire("case.agreement-ruled/1")]
public sealed record AgreementRuled(int AgreementNo, AgreementRuling Ruling) : DomainEvent;

/// <summary>The ruling was recorded by mistake, or was itself set aside 裁判被改判、撤销: the agreement stands as before it.</summary>
[Wire("case.ruling-withdrawn/1")]
public sealed record RulingWithdrawn(int AgreementNo, Personal Reason, DateOnly On) : DomainEvent;

/// <summary>Something interrupted or suspended the limitation of arbitration (LMA 27 ¶¶2–3).</summary>
[Wire("case.limitation-cause-noted/1")]
public sealed record LimitationCauseNoted(LimitationCause Cause) : DomainEvent;

/// <summary>It was noted by mistake: the time limits run as if it had not been.</summary>
[Wire("case.limitation-cause-struck/1")]
public sealed record LimitationCauseStruck(string CauseId, Personal Reason, DateOnly On) : DomainEvent;

[Wire("case.archived/1")]
public sealed record CaseArchived(DateOnly On, IReadOnlyList<ArchivedScan> Scans) : DomainEvent;

[Wire("case.reopening-requested/1")]
public sealed record ReopeningRequested(ReopenRequest Request) : DomainEvent;

[Wire("case.reopened/1")]
public sealed record CaseReopened(ReopenGround Ground, DateOnly On) : DomainEvent;

/// <summary>A case of the organization's old ledger was taken over, or what the ledger now says of it: how it ended before this program was used.</summary>
/// <param name="On">The legal day of the import.</param>
[Wire("case.imported/1")]
public sealed record CaseImported(CaseId Id, OrganizationId OrganizationId, OrganizationType OrganizationType, ImportSource Source, DateOnly On, PastCase Past) : DomainEvent;

/// <summary>A paper that exists only as a signed original stands in the file as a scan.</summary>
[Wire("case.scan-added/1")]
public sealed record ScanAdded(ArchivedScan Scan) : DomainEvent;

[Wire("case.hold-placed/1")]
public sealed record HoldPlaced(LegalHold Hold) : DomainEvent;

[Wire("case.hold-lifted/1")]
public sealed record HoldLifted(Personal Reason, DateOnly On) : DomainEvent;

/// <summary>The retention period was over and two people approved: the key of the case is destroyed in the same transaction.</summary>
[Wire("case.destroyed/1")]
public sealed record CaseDestroyed(DestructionListId ListId, string ListNumber, DateOnly On) : DomainEvent, IDestroysKey;
