using System.Text.Json.Serialization;

namespace MediationHub.Documents;

// What a template may read: finished texts only. Dates come as they are printed (2026年11月21日), numbers of days and sums are
// decided by the caller. Every property that a paper cannot do without carries its Chinese name for the refusal.

/// <summary>Head and tail of every paper.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "paper")]
[JsonDerivedType(typeof(ApplicationPaper), "application")]
[JsonDerivedType(typeof(AcceptanceNoticePaper), "acceptanceNotice")]
[JsonDerivedType(typeof(NonAcceptanceNoticePaper), "nonAcceptanceNotice")]
[JsonDerivedType(typeof(SessionRecordPaper), "sessionRecord")]
[JsonDerivedType(typeof(MediationAgreementPaper), "mediationAgreement")]
[JsonDerivedType(typeof(TerminationNoticePaper), "terminationNotice")]
[JsonDerivedType(typeof(OralApplicationRecordPaper), "oralApplicationRecord")]
[JsonDerivedType(typeof(RegistrationFormPaper), "registrationForm")]
[JsonDerivedType(typeof(ConsentInquiryPaper), "consentInquiry")]
[JsonDerivedType(typeof(SessionNoticePaper), "sessionNotice")]
[JsonDerivedType(typeof(PowerOfAttorneyPaper), "powerOfAttorney")]
[JsonDerivedType(typeof(ExtensionConsentPaper), "extensionConsent")]
[JsonDerivedType(typeof(RepresentativesElectionPaper), "representativesElection")]
[JsonDerivedType(typeof(WithdrawalPaper), "withdrawal")]
[JsonDerivedType(typeof(AddressConfirmationPaper), "addressConfirmation")]
[JsonDerivedType(typeof(ServiceReceiptPaper), "serviceReceipt")]
[JsonDerivedType(typeof(FollowUpRecordPaper), "followUpRecord")]
[JsonDerivedType(typeof(PerformanceDemandPaper), "performanceDemand")]
[JsonDerivedType(typeof(DossierCoverPaper), "dossierCover")]
[JsonDerivedType(typeof(DossierIndexPaper), "dossierIndex")]
[JsonDerivedType(typeof(ReviewApplicationPaper), "reviewApplication")]
[JsonDerivedType(typeof(ReviewAcceptancePaper), "reviewAcceptance")]
[JsonDerivedType(typeof(ReviewNonAcceptancePaper), "reviewNonAcceptance")]
[JsonDerivedType(typeof(ReviewExtensionPaper), "reviewExtension")]
[JsonDerivedType(typeof(MediationLetterPaper), "mediationLetter")]
[JsonDerivedType(typeof(ReviewRefusalPaper), "reviewRefusal")]
[JsonDerivedType(typeof(ReviewTerminationPaper), "reviewTermination")]
[JsonDerivedType(typeof(EntrustmentInquiryPaper), "entrustmentInquiry")]
[JsonDerivedType(typeof(EntrustmentLetterPaper), "entrustmentLetter")]
[JsonDerivedType(typeof(EntrustmentResultPaper), "entrustmentResult")]
[JsonDerivedType(typeof(BulletinPaper), "bulletin")]
[JsonDerivedType(typeof(RecommendationLetterPaper), "recommendationLetter")]
[JsonDerivedType(typeof(PaymentOrderApplicationPaper), "paymentOrderApplication")]
[JsonDerivedType(typeof(NominationFormPaper), "nominationForm")]
[JsonDerivedType(typeof(RecommendationSummaryPaper), "recommendationSummary")]
[JsonDerivedType(typeof(PublicityNoticePaper), "publicityNotice")]
[JsonDerivedType(typeof(ScoreSheetPaper), "scoreSheet")]
[JsonDerivedType(typeof(ObjectionSheetPaper), "objectionSheet")]
[JsonDerivedType(typeof(DecisionNoticePaper), "decisionNotice")]
[JsonDerivedType(typeof(NationalLetterPaper), "nationalLetter")]
public abstract record PaperModel
{
    /// <summary>A recommendation leaves the choice of one.</summary>
    [PaperField("调解组织名称", OptionalIn = [PaperKind.RecommendationLetter, PaperKind.RecommendationSummary, PaperKind.PublicityNotice, PaperKind.DecisionNotice, PaperKind.NationalLetter, PaperKind.Bulletin])]
    public string? Organization { get; init; }

    [PaperField("调解组织联系电话", Optional = true)]
    public string? OrganizationPhone { get; init; }

    [PaperField("调解组织地址", Optional = true)]
    public string? OrganizationAddress { get; init; }

    /// <summary>An application is written before its number is given, and what is not accepted gets none.</summary>
    [PaperField("案号", OptionalIn = [PaperKind.Application, PaperKind.ReviewApplication, PaperKind.ReviewNonAcceptance, PaperKind.NominationForm, PaperKind.RecommendationSummary, PaperKind.PublicityNotice, PaperKind.ScoreSheet, PaperKind.ObjectionSheet, PaperKind.DecisionNotice, PaperKind.NationalLetter, PaperKind.Bulletin])]
    public string? CaseNumber { get; init; }

    [PaperField("文书日期")]
    public string? Date { get; init; }

    [PaperField("申请人", OptionalIn = [PaperKind.NominationForm, PaperKind.RecommendationSummary, PaperKind.PublicityNotice, PaperKind.ScoreSheet, PaperKind.ObjectionSheet, PaperKind.DecisionNotice, PaperKind.NationalLetter, PaperKind.Bulletin])]
    public IReadOnlyList<PartyText> Applicants { get; init; } = [];

    [PaperField("被申请人", OptionalIn = [PaperKind.NominationForm, PaperKind.RecommendationSummary, PaperKind.PublicityNotice, PaperKind.ScoreSheet, PaperKind.ObjectionSheet, PaperKind.DecisionNotice, PaperKind.NationalLetter, PaperKind.Bulletin])]
    public IReadOnlyList<PartyText> Respondents { get; init; } = [];

    /// <summary>In the words after 因 and before 发生争议: 劳动报酬、经济补偿.</summary>
    [PaperField("争议类型", OptionalIn = [PaperKind.Application, PaperKind.NominationForm, PaperKind.RecommendationSummary, PaperKind.PublicityNotice, PaperKind.ScoreSheet, PaperKind.ObjectionSheet, PaperKind.DecisionNotice, PaperKind.NationalLetter, PaperKind.Bulletin])]
    public string? DisputeType { get; init; }
}

/// <summary>One party as printed. What an applicant may not know of the other side, an application does without.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(PersonText), "person")]
[JsonDerivedType(typeof(EmployerText), "employer")]
public abstract record PartyText
{
    [PaperField("姓名（名称）")]
    public string? Name { get; init; }

    [PaperField("地址", Optional = true)]
    public string? Address { get; init; }

    [PaperField("联系电话", Optional = true)]
    public string? Phone { get; init; }

    [PaperField("代理人", Optional = true)]
    public IReadOnlyList<AgentText> Agents { get; init; } = [];

    /// <summary>For the templates: which wording applies.</summary>
    [JsonIgnore]
    public abstract bool IsPerson { get; }

    /// <summary>For the templates: the same under a name of its own, where the paper is about one party.</summary>
    [JsonIgnore]
    public bool IsEmployer => !IsPerson;
}

public sealed record PersonText : PartyText
{
    [PaperField("性别", Optional = true)]
    public string? Sex { get; init; }

    /// <summary>The day of birth, without 出生.</summary>
    [PaperField("出生日期", Optional = true)]
    public string? Birth { get; init; }

    /// <summary>The name of the document: 居民身份证.</summary>
    [PaperField("证件类型", OnlyIn = [PaperKind.MediationAgreement, PaperKind.ReviewApplication, PaperKind.MediationLetter, PaperKind.PaymentOrderApplication])]
    public string? IdType { get; init; }

    [PaperField("证件号码", OnlyIn = [PaperKind.MediationAgreement, PaperKind.ReviewApplication, PaperKind.MediationLetter, PaperKind.PaymentOrderApplication])]
    public string? IdNumber { get; init; }

    public override bool IsPerson => true;
}

public sealed record EmployerText : PartyText
{
    [PaperField("统一社会信用代码", OnlyIn = [PaperKind.MediationAgreement, PaperKind.ReviewApplication, PaperKind.MediationLetter, PaperKind.PaymentOrderApplication])]
    public string? CreditCode { get; init; }

    /// <summary>法定代表人, or 负责人, 经营者.</summary>
    [PaperField("代表人称谓")]
    public string? RepresentativeRole { get; init; } = "法定代表人";

    [PaperField("法定代表人（负责人）", Optional = true)]
    public string? LegalRepresentative { get; init; }

    [PaperField("职务", Optional = true)]
    public string? Post { get; init; }

    public override bool IsPerson => false;
}

public sealed record AgentText
{
    [PaperField("姓名")]
    public string? Name { get; init; }

    /// <summary>Firm and profession, or the relation to the party.</summary>
    [PaperField("身份", Optional = true)]
    public string? Identity { get; init; }

    /// <summary>一般授权 or 特别授权.</summary>
    [PaperField("代理权限")]
    public string? Powers { get; init; }

    [PaperField("联系电话", Optional = true)]
    public string? Phone { get; init; }
}

/// <summary>A sum in both forms.</summary>
public sealed record AmountText
{
    /// <summary>18,600.00, without a unit.</summary>
    [PaperField("小写金额")]
    public string? Figures { get; init; }

    /// <summary>壹万捌仟陆佰元整, without 人民币.</summary>
    [PaperField("大写金额")]
    public string? Capitals { get; init; }
}

public sealed record ClaimText
{
    /// <summary>Without a stop at its end: the sum follows.</summary>
    [PaperField("内容")]
    public string? Text { get; init; }

    /// <summary>Null for a claim that asks for no money.</summary>
    [PaperField("金额", Optional = true)]
    public AmountText? Amount { get; init; }
}

/// <summary>Someone's words: 申请人张三 and what was said, paragraphs parted by line breaks.</summary>
public sealed record StatementText
{
    [PaperField("发言人")]
    public string? By { get; init; }

    [PaperField("内容")]
    public string? Text { get; init; }
}

/// <summary>A line to sign on.</summary>
public sealed record SignatureText
{
    /// <summary>申请人, 被申请人, 调解员, 记录人.</summary>
    [PaperField("身份")]
    public string? Role { get; init; }

    [PaperField("姓名（名称）")]
    public string? Name { get; init; }

    /// <summary>签名, 盖章 or 签名或者盖章.</summary>
    [PaperField("签署方式")]
    public string? Manner { get; init; } = "签名或者盖章";

    /// <summary>Left to be written by hand where null.</summary>
    [PaperField("签署日期", Optional = true)]
    public string? SignedOn { get; init; }

    /// <summary>The signature as it was drawn on the screen: a PNG or JPEG as a <c>data:</c> address. It stands in the page, not in the model that is kept.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string? Drawn { get; init; }

    /// <summary>SHA-256 of the picture, lower-case hex: which signature it was.</summary>
    public string? DrawnHash { get; init; }
}

/// <summary>Where the parties may turn. The wording and its articles stand in the template.</summary>
public sealed record RoutesText
{
    /// <summary>LMA 5.</summary>
    public bool Arbitration { get; init; } = true;

    /// <summary>The commission that is competent, where it is known.</summary>
    [PaperField("仲裁委员会", Optional = true)]
    public string? Commission { get; init; }

    /// <summary>INT1 15: a worker who holds a written acknowledgement of wages owed may sue directly.</summary>
    public bool WageDebtSuit { get; init; }

    /// <summary>LMA 9: complaint to the labor authority about unpaid wages, work-injury medical costs, compensation.</summary>
    public bool LaborInspection { get; init; }

    /// <summary>Further finished sentences.</summary>
    [PaperField("其他途径", Optional = true)]
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>A notice that closes one way must name another.</summary>
    [PaperField("具体途径")]
    [JsonIgnore]
    public string? Any => Arbitration || WageDebtSuit || LaborInspection || Others.Any(other => !string.IsNullOrWhiteSpace(other)) ? "有" : null;
}

/// <summary>Paper 1: 调解申请书 (LMA 12).</summary>
public sealed record ApplicationPaper : PaperModel
{
    [PaperField("调解请求")]
    public IReadOnlyList<ClaimText> Claims { get; init; } = [];

    /// <summary>Sum of the money claims.</summary>
    [PaperField("请求金额合计", Optional = true)]
    public AmountText? Total { get; init; }

    /// <summary>Paragraphs parted by line breaks.</summary>
    [PaperField("事实与理由")]
    public string? Facts { get; init; }

    /// <summary>没有, or where the same dispute is decided or pending; null where it was not asked.</summary>
    [PaperField("同一争议的裁决、诉讼情况", Optional = true)]
    public string? Elsewhere { get; init; }

    [PaperField("证据清单", Optional = true)]
    public IReadOnlyList<EvidenceText> Evidence { get; init; } = [];

    [PaperField("签名栏")]
    public IReadOnlyList<SignatureText> Signatures { get; init; } = [];
}

public sealed record EvidenceText
{
    [PaperField("名称")]
    public string? Name { get; init; }

    [PaperField("份数", Optional = true)]
    public string? Copies { get; init; }

    [PaperField("证明事项", Optional = true)]
    public string? Shows { get; init; }
}

/// <summary>Paper 4: 受理通知书, to both parties.</summary>
public sealed record AcceptanceNoticePaper : PaperModel
{
    /// <summary>The day the application, or the commission's letter, was received; null where the organization offered mediation itself.</summary>
    [PaperField("收到申请日期", Optional = true)]
    public string? ReceivedOn { get; init; }

    [PaperField("受理日期")]
    public string? AcceptedOn { get; init; }

    [PaperField("调解员")]
    public IReadOnlyList<MediatorText> Mediators { get; init; } = [];

    /// <summary>
    /// Last day of the fifteen days from receipt, after which the parties may turn to arbitration (LMA 14 ¶3);
    /// of an entrusted case the last of the ten working days from both consents (R33 §70).
    /// </summary>
    [PaperField("调解期限届满日")]
    public string? ReleaseOn { get; init; }

    /// <summary>The day by which the organization itself closes the case; left out where it is the same day.</summary>
    [PaperField("本组织结案期限", Optional = true)]
    public string? DueOn { get; init; }

    /// <summary>What the court's rule says of the days, where a court sent the case.</summary>
    [PaperField("法院委派、委托的调解期限", Optional = true)]
    public string? CourtTerm { get; init; }

    /// <summary>The arbitration commission that entrusted the case.</summary>
    [PaperField("委托机关", Optional = true)]
    public string? EntrustedBy { get; init; }

    /// <summary>Without stops at their ends.</summary>
    [PaperField("需要补充的材料", Optional = true)]
    public IReadOnlyList<string> Materials { get; init; } = [];

    [PaperField("补充材料期限", Optional = true)]
    public string? MaterialsDueOn { get; init; }
}

public sealed record MediatorText
{
    [PaperField("姓名")]
    public string? Name { get; init; }

    /// <summary>主持 or 协助.</summary>
    [PaperField("分工", Optional = true)]
    public string? Role { get; init; }

    [PaperField("联系电话", Optional = true)]
    public string? Phone { get; init; }
}

/// <summary>Paper 5: 不予受理通知书, to the applicant.</summary>
public sealed record NonAcceptanceNoticePaper : PaperModel
{
    /// <summary>The day the application, or the commission's letter, was received; null where the organization offered mediation itself.</summary>
    [PaperField("收到申请日期", Optional = true)]
    public string? ReceivedOn { get; init; }

    /// <summary>Finished sentences.</summary>
    [PaperField("不予受理的理由")]
    public IReadOnlyList<string> Grounds { get; init; } = [];

    /// <summary>The rule that the decision rests on, with its article, where the organization is bound by one (O17 §22 for enterprise committees).</summary>
    [PaperField("依据", Optional = true)]
    public string? Basis { get; init; }

    [PaperField("其他救济途径")]
    public RoutesText? Routes { get; init; } = new();
}

/// <summary>Paper 9: 调解笔录. Private sessions have none.</summary>
public sealed record SessionRecordPaper : PaperModel
{
    /// <summary>第一次, where there was more than one.</summary>
    [PaperField("次数", Optional = true)]
    public string? Session { get; init; }

    /// <summary>2026年11月20日9时00分.</summary>
    [PaperField("开始时间")]
    public string? StartsAt { get; init; }

    [PaperField("结束时间")]
    public string? EndsAt { get; init; }

    [PaperField("地点")]
    public string? Place { get; init; }

    /// <summary>现场, 线上 or 电话.</summary>
    [PaperField("方式")]
    public string? Mode { get; init; }

    [PaperField("调解员")]
    public IReadOnlyList<MediatorText> Mediators { get; init; } = [];

    [PaperField("记录人")]
    public string? Recorder { get; init; }

    [PaperField("到场人员")]
    public IReadOnlyList<AttendeeText> Attendees { get; init; } = [];

    /// <summary>How identities and powers were checked, and that nobody objected.</summary>
    [PaperField("身份核对情况")]
    public string? IdentityCheck { get; init; }

    /// <summary>What the parties answered after their rights and duties were read.</summary>
    [PaperField("对权利义务告知的答复", Optional = true)]
    public IReadOnlyList<StatementText> RightsAnswers { get; init; } = [];

    [PaperField("当事人陈述", Optional = true)]
    public IReadOnlyList<StatementText> Statements { get; init; } = [];

    [PaperField("无争议的事实", Optional = true)]
    public IReadOnlyList<string> UndisputedFacts { get; init; } = [];

    /// <summary>That every party asked for a public session; not printed otherwise.</summary>
    [PaperField("公开进行", Optional = true)]
    public string? Openness { get; init; }

    /// <summary>That this copy holds no offers, where it leaves the organization.</summary>
    [PaperField("隐去方案的说明", Optional = true)]
    public string? Withheld { get; init; }

    /// <summary>Only offers whose makers released them. Empty: the section is not printed.</summary>
    [PaperField("调解方案", Optional = true)]
    public IReadOnlyList<StatementText> ReleasedOffers { get; init; } = [];

    [PaperField("调解结果")]
    public string? Result { get; init; }

    /// <summary>That the record was read out or read, and what was corrected.</summary>
    [PaperField("笔录核对情况")]
    public string? ReadBack { get; init; }

    [PaperField("签名栏")]
    public IReadOnlyList<SignatureText> Signatures { get; init; } = [];
}

public sealed record AttendeeText
{
    /// <summary>申请人, 被申请人的委托代理人…</summary>
    [PaperField("身份")]
    public string? Role { get; init; }

    [PaperField("姓名（名称）")]
    public string? Name { get; init; }

    /// <summary>到场, 未到场, 线上参加.</summary>
    [PaperField("到场情况")]
    public string? Presence { get; init; }

    [PaperField("身份核对", Optional = true)]
    public string? Identity { get; init; }
}

/// <summary>Paper 10: 调解协议书 (LMA 14; O17 §26: parties, requests, result, period and manner of performance).</summary>
public sealed record MediationAgreementPaper : PaperModel
{
    [PaperField("受理日期")]
    public string? AcceptedOn { get; init; }

    [PaperField("调解员")]
    public IReadOnlyList<MediatorText> Mediators { get; init; } = [];

    [PaperField("调解请求")]
    public IReadOnlyList<ClaimText> Claims { get; init; } = [];

    [PaperField("争议事实")]
    public string? Facts { get; init; }

    [PaperField("协议条款")]
    public IReadOnlyList<TermText> Terms { get; init; } = [];

    [PaperField("收款账户", Optional = true)]
    public IReadOnlyList<AccountText> Accounts { get; init; } = [];

    /// <summary>What the parties agreed for the case of non-performance. Empty: the law's own consequences are named.</summary>
    [PaperField("违约责任", Optional = true)]
    public IReadOnlyList<string> Liability { get; init; } = [];

    /// <summary>A sentence that replaces the usual three copies.</summary>
    [PaperField("协议份数", Optional = true)]
    public string? Copies { get; init; }

    /// <summary>R33 §75 (4): an agreement that confirms an employment relationship is not reviewed.</summary>
    public bool ReviewOpen { get; init; } = true;

    [PaperField("签名栏")]
    public IReadOnlyList<SignatureText> Signatures { get; init; } = [];
}

public sealed record TermText
{
    /// <summary>The finished sentence with its full stop, and its sum in figures and capitals where it is about money.</summary>
    [PaperField("内容")]
    public string? Text { get; init; }

    /// <summary>2026年12月31日前, 本协议生效之日….</summary>
    [PaperField("履行期限")]
    public string? Period { get; init; }

    /// <summary>银行转账, 当面交付….</summary>
    [PaperField("履行方式")]
    public string? Manner { get; init; }

    [PaperField("分期", Optional = true)]
    public IReadOnlyList<InstalmentText> Instalments { get; init; } = [];
}

public sealed record InstalmentText
{
    [PaperField("到期日")]
    public string? DueOn { get; init; }

    [PaperField("金额")]
    public AmountText? Amount { get; init; }
}

public sealed record AccountText
{
    [PaperField("收款人")]
    public string? Payee { get; init; }

    [PaperField("开户银行")]
    public string? Bank { get; init; }

    [PaperField("账号")]
    public string? Number { get; init; }
}

/// <summary>Paper 11: 终止调解告知书 (O17 §30).</summary>
public sealed record TerminationNoticePaper : PaperModel
{
    /// <summary>Null where nobody applied: an entrusted case, or one that the organization offered to mediate.</summary>
    [PaperField("收到申请日期", Optional = true)]
    public string? ReceivedOn { get; init; }

    [PaperField("受理日期", Optional = true)]
    public string? AcceptedOn { get; init; }

    [PaperField("终止调解日期")]
    public string? EndedOn { get; init; }

    /// <summary>Finished sentences that keep what was said in confidence out.</summary>
    [PaperField("终止调解的原因")]
    public IReadOnlyList<string> Reasons { get; init; } = [];

    [PaperField("其他救济途径")]
    public RoutesText? Routes { get; init; } = new();

    [PaperField("签名栏")]
    public IReadOnlyList<SignatureText> Signatures { get; init; } = [];
}
