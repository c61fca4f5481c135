using System.Text.Json.Serialization;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Domain.Cases;

/// <summary>A mediator of the case.</summary>
public sealed record AssignedMediator(MediatorId MediatorId, MediatorRole Role, DateOnly From);

/// <summary>A party's request that a mediator withdraws 回避. Undecided while <paramref name="Granted"/> is null.</summary>
public sealed record Recusal(MediatorId MediatorId, DateOnly RequestedOn, Personal Reason, bool? Granted = null, Personal Answer = default);

/// <summary>Which people of the dispute may see a piece of evidence.</summary>
public enum EvidenceVisibility { AllParties, SubmittingParty, MediatorOnly }

/// <summary>Something a party handed in.</summary>
/// <param name="Id"><c>e1</c>, <c>e2</c> … within the case.</param>
/// <param name="Purpose">What it is to prove 证明目的.</param>
/// <param name="BusinessSecret">It holds a business secret: people of other houses do not open it.</param>
/// <param name="Withdrawal">Struck out as added by mistake; it stays in the file.</param>
/// <param name="AddedOn">Null where it came with the registration, or with a transfer.</param>
public sealed record Evidence(
    string Id, FileId FileId, Personal Title, PartyId? PartyId, Personal Purpose = default, EvidenceVisibility Visibility = EvidenceVisibility.AllParties, bool BusinessSecret = false,
    EvidenceWithdrawal? Withdrawal = null, DateOnly? AddedOn = null);

/// <summary>Why and when a piece of evidence was struck out.</summary>
public sealed record EvidenceWithdrawal(Personal Reason, DateOnly On);

/// <summary>One file of several that are handed in together.</summary>
public sealed record EvidenceFile(FileId FileId, Personal Title);

/// <summary>More time that all parties agreed on before the term ran out (O17 §29).</summary>
/// <param name="Days">Days of the clock's unit.</param>
/// <param name="Due">The new last day.</param>
public sealed record TermExtension(int Days, IReadOnlyList<ExtensionSignature> Signatures, DateOnly Due, FileId? FileId = null);

public sealed record ExtensionSignature(PartyId PartyId, DateOnly SignedOn);

/// <summary>The case rests while something is awaited; no time limit of the law stops.</summary>
public sealed record Suspension(SuspensionGround Ground, Personal Reason, DateOnly On);

/// <summary>Why mediation failed, and through whom.</summary>
public sealed record FailureReason(FailureCode Code, PartyId? PartyId = null);

/// <summary>How and when a case ended.</summary>
/// <param name="On">The legal day of the end; for an expired case the last day of its term.</param>
/// <param name="Due">The last day of the mediation term as it stood at the end; null where the case was never mediated.</param>
/// <param name="InTime">It ended on or before that day.</param>
/// <param name="PerformedAtOnce">CNY paid on the spot under an oral agreement.</param>
/// <param name="Law">The law it ended under, which an amendment does not change; null for the first.</param>
public sealed record Closing(Outcome Outcome, DateOnly On, IReadOnlyList<FailureReason> Reasons, DateOnly? Due, bool InTime, decimal? PerformedAtOnce = null, LawVersion? Law = null);

/// <summary>What was performed at once under an oral agreement (PML 28).</summary>
/// <param name="Amount">CNY; null where it was not money.</param>
public sealed record ImmediatePerformance(Personal Text, decimal? Amount = null, IReadOnlyList<FileId>? Proof = null);

/// <summary>A handing over to another organization that the receiver has not answered yet.</summary>
public sealed record TransferProposal(OrganizationId To, Personal Reason);

/// <summary>A request to open the closed case again, for the office one level up to answer.</summary>
public sealed record ReopenRequest(ReopenGround Ground, Personal Reason, string By);

/// <summary>A paper that was made: what it was made from and what came out are told by their hashes.</summary>
/// <param name="PartyId">The one party it is for or by; null: all, or the organization itself.</param>
/// <param name="About">Which of several things of the case it is about, such as a session's or a paper's id; null where there is only one.</param>
public sealed record CasePaper(string Id, PaperKind Kind, string TemplateHash, string ModelHash, string RenderedHash, string By, DateTimeOffset At, FileId PageId, PartyId? PartyId = null, string? About = null);

/// <summary>One attempt to serve a paper on a party.</summary>
public sealed record ServiceAttempt(string PaperId, PartyId PartyId, ServiceMethod Method, ServiceResult Result, DateOnly On, IReadOnlyList<FileId> Proof, Personal Note)
{
    /// <summary>The paper came into the recipient's hands.</summary>
    [JsonIgnore]
    public bool Reached => Result is ServiceResult.Signed or ServiceResult.Received && Method is not ServiceMethod.PublicNotice;

    /// <summary>It was left or posted without anybody taking it.</summary>
    [JsonIgnore]
    public bool IsLeft => Method is ServiceMethod.LeftWithWitness or ServiceMethod.Posting && !Reached;
}

/// <summary>A signed original that was scanned for the archive.</summary>
/// <param name="Title">What it is, where its kind does not say it.</param>
public sealed record ArchivedScan(PaperKind Kind, FileId FileId, Personal Title = default);

/// <summary>The file is kept beyond its period.</summary>
/// <param name="By">User name.</param>
/// <param name="ByOffice">Placed by a city or provincial office, and lifted only by one.</param>
public sealed record LegalHold(Personal Reason, DateOnly On, string By, bool ByOffice);

/// <summary>The file was destroyed: when, and by which list.</summary>
public sealed record DestroyedFile(DestructionListId ListId, string ListNumber, DateOnly On);

/// <summary>Where a case of a commission, a recommendation or another organization came from.</summary>
/// <param name="ConsentedOn">The day on which the last party agreed to mediate, where all did before.</param>
/// <param name="SplitFrom">The case of the same organization that it was a part of.</param>
public sealed record CaseOrigin(string? EntrustmentId = null, string? RecommendationId = null, CaseId? TransferredFrom = null, DateOnly? ConsentedOn = null, CaseId? SplitFrom = null);

/// <summary>Something that interrupted or suspended the limitation of arbitration, as a party showed it.</summary>
/// <param name="Id"><c>l1</c>, <c>l2</c> … within the case.</param>
/// <param name="On">The day of it; of a suspension the first day on which nobody could apply.</param>
/// <param name="Until">Of a suspension: its last day; null while it lasts.</param>
/// <param name="Proof">At least one file.</param>
public sealed record LimitationCause(string Id, LimitationCauseKind Kind, DateOnly On, DateOnly? Until, IReadOnlyList<FileId> Proof, Personal Note);

/// <summary>Days on which the limitation does not run.</summary>
/// <param name="Until">Included; null while it lasts.</param>
public sealed record LimitationPause(DateOnly From, DateOnly? Until)
{
    public bool Holds(DateOnly day) => day >= From && (Until is null || day <= Until);
}

/// <summary>What a court's assignment 委派 (before filing) or entrustment 委托 (after it) says of the time for mediation (在线调解规则 §24).</summary>
/// <param name="From">The day on which the organization took it over on the court's platform; the days count from it.</param>
/// <param name="Procedure">Of an entrustment: without it the general clock holds.</param>
public sealed record CourtReferral(DateOnly From, CourtProcedure? Procedure = null);

/// <summary>What was said of the same dispute being before a commission or court as well.</summary>
/// <param name="Body">The commission or court.</param>
/// <param name="Number">The number of the case, award or judgment there.</param>
/// <param name="On">The day on which it was decided, or filed there.</param>
public sealed record ElsewhereDispute(ElsewhereKind Kind, Personal Body = default, Personal Number = default, DateOnly? On = null);

/// <summary>What an arbitration review says about the agreement.</summary>
/// <param name="FiledOn">The day the second party joined the application.</param>
/// <param name="Tainted">Refused for a breach of law, harm to others, false evidence or lack of free will (R33 §78, grounds 1–4).</param>
/// <param name="Step">The review's version that says so: what is told again, or late, changes nothing.</param>
/// <param name="Reasons">Why no letter was made, for the organization.</param>
/// <param name="Unsigned">A letter was made and a party would not sign for it.</param>
public sealed record ReviewNote(string ReviewId, AgreementStatus Status, DateOnly FiledOn, bool Tainted = false, int Step = 0, IReadOnlyList<ReviewReason>? Reasons = null, DateOnly? PostedOn = null, bool Unsigned = false);

/// <summary>One ground for which a commission made no letter (R33 §78).</summary>
/// <param name="Ground">1 to 6.</param>
public sealed record ReviewReason(int Ground, Personal Reason);
