namespace MediationHub.Documents;

/// <summary>The papers that cases, reviews, entrustments, recommendations and gold selections can make. The API's word is the member's name in camel case.</summary>
public enum PaperKind
{
    Application,
    OralApplicationRecord,
    RegistrationForm,
    ConsentInquiry,
    AcceptanceNotice,
    NonAcceptanceNotice,
    SessionNotice,
    PowerOfAttorney,
    ExtensionConsent,
    RepresentativesElection,
    SessionRecord,
    MediationAgreement,
    TerminationNotice,
    Withdrawal,
    AddressConfirmation,
    ServiceReceipt,
    FollowUpRecord,
    PerformanceDemand,
    DossierCover,
    DossierIndex,
    ReviewApplication,
    ReviewAcceptance,
    ReviewNonAcceptance,
    ReviewExtension,
    MediationLetter,
    ReviewRefusal,
    ReviewTermination,
    EntrustmentInquiry,
    EntrustmentLetter,
    EntrustmentResult,
    RecommendationLetter,
    PaymentOrderApplication,
    NominationForm,
    RecommendationSummary,
    PublicityNotice,
    ObjectionSheet,
    DecisionNotice,
    NationalLetter,
    ScoreSheet,
    Bulletin,
}

/// <summary>Who signs or seals a paper.</summary>
public enum PaperSigner
{
    Applicant,
    Respondent,

    /// <summary>The one party that the paper is for or by.</summary>
    Party,

    /// <summary>Every worker of a collective dispute.</summary>
    Worker,

    Mediator,
    Recorder,

    /// <summary>Who hands the paper over, and a witness where it is left.</summary>
    Server,

    OrganizationSeal,

    Arbitrator,

    /// <summary>Who approves at a commission: its director, or the head of the institute it delegates.</summary>
    Director,

    CommissionSeal,

    /// <summary>An office: of a county, of a reporting unit, of the province.</summary>
    OfficeSeal,

    Scorer,
}

/// <summary>On whom a paper is served.</summary>
public enum PaperAudience
{
    /// <summary>It stays in the file, or is handed in by a party.</summary>
    Nobody,

    Applicants,
    All,

    /// <summary>The party that it was made for.</summary>
    Addressee,
}

/// <summary>What is fixed about a kind of paper.</summary>
/// <param name="Word">The API's word; the template is the file of this name.</param>
/// <param name="Title">The title in Chinese as printed.</param>
/// <param name="Model">The model type that the template reads.</param>
/// <param name="Signers">Whose signatures or seal it needs, in the order of signing.</param>
/// <param name="Audience">On whom it is served.</param>
public sealed record PaperForm(PaperKind Kind, string Word, string Title, Type Model, IReadOnlyList<PaperSigner> Signers, PaperAudience Audience = PaperAudience.Nobody)
{
    public static IReadOnlyList<PaperForm> All { get; } =
    [
        // LMA 12: the applicant's own paper, or its record where the application was oral.
        new(PaperKind.Application, "application", "调解申请书", typeof(ApplicationPaper), [PaperSigner.Applicant]),
        new(PaperKind.OralApplicationRecord, "oralApplicationRecord", "口头申请笔录", typeof(OralApplicationRecordPaper), [PaperSigner.Applicant, PaperSigner.Recorder]),
        new(PaperKind.RegistrationForm, "registrationForm", "调解案件登记表", typeof(RegistrationFormPaper), [PaperSigner.Recorder]),
        // O17 §22: the other side's consent is asked first.
        new(PaperKind.ConsentInquiry, "consentInquiry", "征询调解意见书", typeof(ConsentInquiryPaper), [PaperSigner.OrganizationSeal, PaperSigner.Party], PaperAudience.Addressee),
        new(PaperKind.AcceptanceNotice, "acceptanceNotice", "受理通知书", typeof(AcceptanceNoticePaper), [PaperSigner.OrganizationSeal], PaperAudience.All),
        // O17 §22: written notice to the applicant.
        new(PaperKind.NonAcceptanceNotice, "nonAcceptanceNotice", "不予受理通知书", typeof(NonAcceptanceNoticePaper), [PaperSigner.OrganizationSeal], PaperAudience.Applicants),
        new(PaperKind.SessionNotice, "sessionNotice", "调解会议通知书", typeof(SessionNoticePaper), [PaperSigner.OrganizationSeal], PaperAudience.All),
        new(PaperKind.PowerOfAttorney, "powerOfAttorney", "授权委托书", typeof(PowerOfAttorneyPaper), [PaperSigner.Party]),
        // O17 §29: signed by both sides before the term ends.
        new(PaperKind.ExtensionConsent, "extensionConsent", "延长调解期限同意书", typeof(ExtensionConsentPaper), [PaperSigner.Applicant, PaperSigner.Respondent, PaperSigner.Mediator]),
        // LMA 7: every worker signs.
        new(PaperKind.RepresentativesElection, "representativesElection", "推举代表人书", typeof(RepresentativesElectionPaper), [PaperSigner.Worker]),
        new(PaperKind.SessionRecord, "sessionRecord", "调解笔录", typeof(SessionRecordPaper),
            [PaperSigner.Applicant, PaperSigner.Respondent, PaperSigner.Mediator, PaperSigner.Recorder]),
        // LMA 14 ¶2: both parties, then the mediator, then the seal.
        new(PaperKind.MediationAgreement, "mediationAgreement", "调解协议书", typeof(MediationAgreementPaper),
            [PaperSigner.Applicant, PaperSigner.Respondent, PaperSigner.Mediator, PaperSigner.OrganizationSeal], PaperAudience.All),
        // O17 §30: the parties sign that mediation ended and that arbitration is open.
        new(PaperKind.TerminationNotice, "terminationNotice", "终止调解告知书", typeof(TerminationNoticePaper),
            [PaperSigner.Applicant, PaperSigner.Respondent, PaperSigner.Mediator, PaperSigner.OrganizationSeal], PaperAudience.All),
        new(PaperKind.Withdrawal, "withdrawal", "撤回调解申请书", typeof(WithdrawalPaper), [PaperSigner.Applicant, PaperSigner.Mediator, PaperSigner.OrganizationSeal]),
        // CPL 87–90.
        new(PaperKind.AddressConfirmation, "addressConfirmation", "送达地址确认书", typeof(AddressConfirmationPaper), [PaperSigner.Party]),
        new(PaperKind.ServiceReceipt, "serviceReceipt", "送达回证", typeof(ServiceReceiptPaper), [PaperSigner.Party, PaperSigner.Server]),
        new(PaperKind.FollowUpRecord, "followUpRecord", "回访记录", typeof(FollowUpRecordPaper), [PaperSigner.Mediator]),
        new(PaperKind.PerformanceDemand, "performanceDemand", "履行催告函", typeof(PerformanceDemandPaper), [PaperSigner.OrganizationSeal], PaperAudience.Addressee),
        // Papers of the archive, which nobody signs.
        new(PaperKind.DossierCover, "dossierCover", "卷宗封面", typeof(DossierCoverPaper), []),
        new(PaperKind.DossierIndex, "dossierIndex", "卷内目录", typeof(DossierIndexPaper), []),
        // R33 §74: both sides apply together.
        new(PaperKind.ReviewApplication, "reviewApplication", "仲裁审查申请书", typeof(ReviewApplicationPaper), [PaperSigner.Applicant, PaperSigner.Respondent]),
        new(PaperKind.ReviewAcceptance, "reviewAcceptance", "仲裁审查受理通知书", typeof(ReviewAcceptancePaper), [PaperSigner.CommissionSeal], PaperAudience.All),
        new(PaperKind.ReviewNonAcceptance, "reviewNonAcceptance", "仲裁审查不予受理通知书", typeof(ReviewNonAcceptancePaper), [PaperSigner.CommissionSeal], PaperAudience.All),
        // R33 §76: approved inside the commission.
        new(PaperKind.ReviewExtension, "reviewExtension", "仲裁审查延期审批表", typeof(ReviewExtensionPaper), [PaperSigner.Arbitrator, PaperSigner.Director]),
        // LMA 42: signed by the arbitrator, sealed, and in force once both sides signed for it.
        new(PaperKind.MediationLetter, "mediationLetter", "仲裁调解书", typeof(MediationLetterPaper),
            [PaperSigner.Arbitrator, PaperSigner.CommissionSeal, PaperSigner.Applicant, PaperSigner.Respondent], PaperAudience.All),
        new(PaperKind.ReviewRefusal, "reviewRefusal", "不予制作调解书通知书", typeof(ReviewRefusalPaper), [PaperSigner.CommissionSeal], PaperAudience.All),
        new(PaperKind.ReviewTermination, "reviewTermination", "终止仲裁审查通知书", typeof(ReviewTerminationPaper), [PaperSigner.CommissionSeal], PaperAudience.All),
        // R33 §70: both sides are asked, then the organization.
        new(PaperKind.EntrustmentInquiry, "entrustmentInquiry", "委托调解征询意见书", typeof(EntrustmentInquiryPaper), [PaperSigner.CommissionSeal, PaperSigner.Party], PaperAudience.Addressee),
        new(PaperKind.EntrustmentLetter, "entrustmentLetter", "委托调解函", typeof(EntrustmentLetterPaper), [PaperSigner.CommissionSeal]),
        new(PaperKind.EntrustmentResult, "entrustmentResult", "委托调解结果反馈函", typeof(EntrustmentResultPaper), [PaperSigner.OrganizationSeal]),
        // R33 §69: to who applied for arbitration.
        new(PaperKind.RecommendationLetter, "recommendationLetter", "调解建议书", typeof(RecommendationLetterPaper), [PaperSigner.CommissionSeal, PaperSigner.Applicant], PaperAudience.Applicants),
        // LMA 16: the worker applies to a court.
        new(PaperKind.PaymentOrderApplication, "paymentOrderApplication", "支付令申请书", typeof(PaymentOrderApplicationPaper), [PaperSigner.Party]),
        // Gold selection.
        new(PaperKind.NominationForm, "nominationForm", "金牌调解组织申报表", typeof(NominationFormPaper), [PaperSigner.OrganizationSeal, PaperSigner.OfficeSeal]),
        new(PaperKind.RecommendationSummary, "recommendationSummary", "推荐汇总表", typeof(RecommendationSummaryPaper), [PaperSigner.OfficeSeal]),
        new(PaperKind.PublicityNotice, "publicityNotice", "公示公告", typeof(PublicityNoticePaper), [PaperSigner.OfficeSeal]),
        new(PaperKind.ObjectionSheet, "objectionSheet", "异议处理表", typeof(ObjectionSheetPaper), [PaperSigner.OfficeSeal]),
        new(PaperKind.DecisionNotice, "decisionNotice", "公布文件", typeof(DecisionNoticePaper), [PaperSigner.OfficeSeal]),
        new(PaperKind.NationalLetter, "nationalLetter", "上报函", typeof(NationalLetterPaper), [PaperSigner.OfficeSeal]),
        new(PaperKind.ScoreSheet, "scoreSheet", "核查评分表", typeof(ScoreSheetPaper), [PaperSigner.Scorer]),
        // Of a reporting period, which belongs to no case.
        new(PaperKind.Bulletin, "bulletin", "劳动人事争议调解信息通报", typeof(BulletinPaper), []),
    ];

    public static PaperForm Of(PaperKind kind) => All.Single(form => form.Kind == kind);

    /// <summary>The form of an API word, or null where there is none.</summary>
    public static PaperForm? Of(string word) => All.SingleOrDefault(form => form.Word == word);
}
