namespace MediationHub.Domain.Cases;

/// <summary>Where a case stands. The open stages come first and in their order, so that "before" and "after" can be asked.</summary>
public enum CaseStage
{
    Registered, ConsentPending, Accepted, InMediation, AgreementDrafted, AgreementEffective,
    Closed, NotAccepted, Transferred, Archived,
}

/// <summary>How a case ended.</summary>
public enum Outcome
{
    Agreed, AgreedOral, SettledWithdrawn, Partial, NoAgreement, Expired, Stopped, Absent,
    Withdrawn, NotAccepted, RespondentRefused, Transferred, Terminated, Void,
}

/// <summary>What an outcome counts as in the success rate: S, P, F, or left out of it.</summary>
public enum OutcomeClass { Succeeded, Partial, Failed, Excluded }

/// <summary>Where a case came from.</summary>
public enum CaseSource
{
    PartyApplication, OwnInitiative, CommissionEntrusted, CommissionRecommended,
    CourtAssigned, CourtEntrusted, PetitionTransfer, UnionTransfer, OnlinePlatform,
}

/// <summary>The procedure in which the court hears what it entrusted after filing 委托: the ordinary or the summary one.</summary>
public enum CourtProcedure { Ordinary, Summary }

/// <summary>How the application was made (LMA 12).</summary>
public enum ApplicationForm { Written, Oral, Online }

/// <summary>Why a dispute is not accepted.</summary>
public enum RejectGround { OutOfScope, ApplicantRefused, AlreadyDecided, PendingInArbitration, Duplicate, NotCompetent, Other }

/// <summary>Where the same dispute stands besides: nowhere, decided by a commission or court, or pending there.</summary>
public enum ElsewhereKind { None, Decided, PendingInArbitration, PendingInCourt }

/// <summary>Why mediation failed.</summary>
public enum FailureCode { PositionsApart, PartyWithdrew, PartyAbsent, PartyNotReachable, EvidenceDisputed, EmployerInsolvent, TimeExpired, Other }

/// <summary>Why mediation ended without failing (X5).</summary>
public enum TerminationGround { Death, Deregistered, DecidedElsewhere }

/// <summary>What a suspension waits for. Both parties agree to it; it stops no time limit of the law.</summary>
public enum SuspensionGround { Service, Appraisal }

/// <summary>
/// What interrupts the limitation of arbitration besides applying for mediation: claiming from the other side, seeking relief, the other side's promise to perform
/// (LMA 27 ¶2); or what suspends it: force majeure or another proper reason (¶3).
/// </summary>
public enum LimitationCauseKind { ClaimedFromOther, Negotiated, SoughtRelief, PromisedToPerform, ForceMajeure }

/// <summary>What a mediator does in a case.</summary>
public enum MediatorRole { Lead, Assisting }

/// <summary>Why a closed case is opened again.</summary>
public enum ReopenGround { ClericalError, Fraud }

/// <summary>How a document is served (CPL 87–95, R33 §20).</summary>
public enum ServiceMethod { Direct, LeftWithWitness, Post, Electronic, Entrusted, Posting, PublicNotice }

/// <summary>What came of one attempt to serve a document.</summary>
public enum ServiceResult { Received, Signed, Refused, NotReached, Returned }

/// <summary>A channel by which a party agreed to be served electronically; its arrival can be confirmed (CPL 90).</summary>
public enum ElectronicChannel { Sms, Email, Messenger, Platform, Fax }

/// <summary>What came of a follow-up visit: all is done, it goes on in time, the debtor asked for more time, refuses, could not be reached, or something else.</summary>
public enum FollowUpOutcome { Performed, OnTrack, Delayed, Refused, NotReached, Other }

/// <summary>What a party does where an agreement is not performed.</summary>
public enum RemedyKind { Arbitration, PaymentOrder, DirectSuit, Enforcement, LabourInspection }

/// <summary>The papers of a case, of its reviews, of what a commission hands over, and of a gold selection.</summary>
public enum PaperKind
{
    Application, OralApplicationRecord, RegistrationForm, ConsentInquiry, AcceptanceNotice, NonAcceptanceNotice, SessionNotice,
    PowerOfAttorney, ExtensionConsent, SessionRecord, MediationAgreement, TerminationNotice, Withdrawal, AddressConfirmation, ServiceReceipt,
    FollowUpRecord, PerformanceDemand, ReviewApplication, ReviewAcceptance, ReviewNonAcceptance, ReviewExtension, MediationLetter,
    ReviewRefusal, ReviewTermination, EntrustmentLetter, EntrustmentResult, RecommendationLetter, DossierCover, DossierIndex,
    PaymentOrderApplication, RepresentativesElection, EntrustmentInquiry,
    NominationForm, RecommendationSummary, PublicityNotice, ScoreSheet, ObjectionSheet, DecisionNotice, NationalLetter,
}

/// <summary>What the words above mean to the law and to people.</summary>
public static class CaseWords
{
    /// <summary>Which outcome counts as what: every outcome stands here once.</summary>
    public static OutcomeClass Class(this Outcome outcome) => outcome switch
    {
        Outcome.Agreed or Outcome.AgreedOral or Outcome.SettledWithdrawn => OutcomeClass.Succeeded,
        Outcome.Partial => OutcomeClass.Partial,
        Outcome.NoAgreement or Outcome.Expired or Outcome.Stopped or Outcome.Absent => OutcomeClass.Failed,
        _ => OutcomeClass.Excluded,
    };

    /// <summary>The stage in the office's words.</summary>
    public static string Chinese(this CaseStage stage) => stage switch
    {
        CaseStage.Registered => "已登记",
        CaseStage.ConsentPending => "征询中",
        CaseStage.Accepted => "已受理",
        CaseStage.InMediation => "调解中",
        CaseStage.AgreementDrafted => "拟协议",
        CaseStage.AgreementEffective => "协议生效",
        CaseStage.Closed => "已结案",
        CaseStage.NotAccepted => "不予受理",
        CaseStage.Transferred => "已移送",
        _ => "已归档",
    };

    /// <summary>Where the same dispute stands besides, in the office's words.</summary>
    public static string Chinese(this ElsewhereKind kind) => kind switch
    {
        ElsewhereKind.None => "没有",
        ElsewhereKind.Decided => "已由仲裁裁决或者法院判决",
        ElsewhereKind.PendingInArbitration => "正在仲裁",
        _ => "正在诉讼",
    };

    /// <summary>The outcome in the office's words.</summary>
    public static string Chinese(this Outcome outcome) => outcome switch
    {
        Outcome.Agreed => "达成协议",
        Outcome.AgreedOral => "口头协议并即时履行",
        Outcome.SettledWithdrawn => "和解撤回",
        Outcome.Partial => "部分达成协议",
        Outcome.NoAgreement => "调解不成",
        Outcome.Expired => "逾期未达成协议",
        Outcome.Stopped => "受理后一方不同意调解",
        Outcome.Absent => "缺席终止",
        Outcome.Withdrawn => "撤回申请",
        Outcome.NotAccepted => "不予受理",
        Outcome.RespondentRefused => "受理前一方不同意调解",
        Outcome.Transferred => "移送",
        Outcome.Terminated => "其他终止",
        _ => "登记作废",
    };
}
