namespace MediationHub.Documents;

// Papers between the parties, organizations and arbitration commissions. What was said and offered in mediation,
// and why it failed, has no place in any of these models.

/// <summary>Head and tail of a paper of an arbitration commission, or to one. The number is the commission's.</summary>
public abstract record CommissionPaper : PaperModel
{
    [PaperField("仲裁委员会名称")]
    public string? Commission { get; init; }

    [PaperField("仲裁委员会联系电话", Optional = true)]
    public string? CommissionPhone { get; init; }

    [PaperField("仲裁委员会地址", Optional = true)]
    public string? CommissionAddress { get; init; }
}

/// <summary>A paper about the review of one mediation agreement. Applicants and respondents are those of the mediation; both sides apply.</summary>
public abstract record ReviewPaper : CommissionPaper
{
    /// <summary>The number of the mediation case in which the agreement was made.</summary>
    [PaperField("调解案号")]
    public string? AgreementNumber { get; init; }

    [PaperField("调解协议生效日期")]
    public string? EffectiveOn { get; init; }
}

/// <summary>Where papers reach a party.</summary>
public sealed record AddressText
{
    [PaperField("当事人")]
    public string? Party { get; init; }

    [PaperField("送达地址", Optional = true)]
    public string? Address { get; init; }

    [PaperField("联系电话", Optional = true)]
    public string? Phone { get; init; }
}

/// <summary>Paper 16: 仲裁审查申请书, by both sides (R33 §74). Evidence stands in a list of its own: one side need not know what the other handed in.</summary>
public sealed record ReviewApplicationPaper : ReviewPaper
{
    [PaperField("送达地址")]
    public IReadOnlyList<AddressText> Addresses { get; init; } = [];

    [PaperField("签名栏")]
    public IReadOnlyList<SignatureText> Signatures { get; init; } = [];
}

/// <summary>Paper 17: 仲裁审查受理通知书 (R33 §75).</summary>
public sealed record ReviewAcceptancePaper : ReviewPaper
{
    /// <summary>The day the last side joined.</summary>
    [PaperField("共同申请日期")]
    public string? FiledOn { get; init; }

    [PaperField("受理日期")]
    public string? AcceptedOn { get; init; }

    /// <summary>The last day of the review (R33 §76).</summary>
    [PaperField("审查期限届满日")]
    public string? DueOn { get; init; }

    /// <summary>Null while nobody is assigned.</summary>
    [PaperField("仲裁员", Optional = true)]
    public string? Arbitrator { get; init; }
}

/// <summary>Paper 17: 仲裁审查不予受理通知书 (R33 §75).</summary>
public sealed record ReviewNonAcceptancePaper : ReviewPaper
{
    [PaperField("共同申请日期")]
    public string? FiledOn { get; init; }

    /// <summary>第三项：超出规定的申请期间.</summary>
    [PaperField("不予受理的情形")]
    public string? Ground { get; init; }

    /// <summary>A finished sentence.</summary>
    [PaperField("不予受理的理由")]
    public string? Reason { get; init; }

    /// <summary>The last day for asking a court to confirm the agreement (CPL 205); null where that is not open or over.</summary>
    [PaperField("司法确认申请期限", Optional = true)]
    public string? ConfirmUntil { get; init; }
}

/// <summary>Paper 18: 仲裁审查延期审批表 (R33 §76), inside the commission.</summary>
public sealed record ReviewExtensionPaper : ReviewPaper
{
    [PaperField("受理日期")]
    public string? AcceptedOn { get; init; }

    [PaperField("原审查期限届满日")]
    public string? CurrentDue { get; init; }

    [PaperField("延长后的审查期限届满日")]
    public string? NewDue { get; init; }

    /// <summary>5个工作日.</summary>
    [PaperField("延长天数")]
    public string? Days { get; init; }

    [PaperField("延长的理由")]
    public string? Reason { get; init; }

    [PaperField("仲裁员")]
    public string? Arbitrator { get; init; }

    [PaperField("报批日期")]
    public string? RequestedOn { get; init; }

    // Left to be written by hand before the approval.

    [PaperField("批准日期", Optional = true)]
    public string? ApprovedOn { get; init; }

    [PaperField("批准人", Optional = true)]
    public string? Approver { get; init; }
}

/// <summary>Paper 19: 仲裁调解书 made from a mediation agreement (R33 §77, LMA 42).</summary>
public sealed record MediationLetterPaper : ReviewPaper
{
    [PaperField("共同申请日期")]
    public string? FiledOn { get; init; }

    [PaperField("受理日期")]
    public string? AcceptedOn { get; init; }

    [PaperField("当事人的请求")]
    public IReadOnlyList<ClaimText> Claims { get; init; } = [];

    /// <summary>The agreement's own sentences, word for word and in its order.</summary>
    [PaperField("协议条款")]
    public IReadOnlyList<string> Terms { get; init; } = [];

    /// <summary>The arbitrator's.</summary>
    [PaperField("签名栏")]
    public IReadOnlyList<SignatureText> Signatures { get; init; } = [];

    /// <summary>Who signs for the letter: all of them, or it has no effect.</summary>
    [PaperField("受送达人")]
    public IReadOnlyList<string> Recipients { get; init; } = [];
}

/// <summary>One ground and its reason.</summary>
public sealed record GroundText
{
    /// <summary>第五项：内容不明确.</summary>
    [PaperField("情形")]
    public string? Ground { get; init; }

    /// <summary>A finished sentence.</summary>
    [PaperField("理由")]
    public string? Reason { get; init; }
}

/// <summary>Paper 20: 不予制作调解书通知书 (R33 §78).</summary>
public sealed record ReviewRefusalPaper : ReviewPaper
{
    [PaperField("受理日期")]
    public string? AcceptedOn { get; init; }

    [PaperField("不予制作调解书的情形")]
    public IReadOnlyList<GroundText> Grounds { get; init; } = [];
}

/// <summary>Paper 21: 终止仲裁审查通知书 (R33 §79).</summary>
public sealed record ReviewTerminationPaper : ReviewPaper
{
    [PaperField("受理日期")]
    public string? AcceptedOn { get; init; }

    [PaperField("终止审查日期")]
    public string? EndedOn { get; init; }

    /// <summary>Who withdrew; why stays with them.</summary>
    [PaperField("撤回人", Optional = true)]
    public string? WithdrawnBy { get; init; }

    /// <summary>Who would not sign for the letter.</summary>
    [PaperField("拒绝签收人", Optional = true)]
    public string? UnsignedBy { get; init; }

    /// <summary>No letter is made (R33 §78).</summary>
    public bool Refused { get; init; }

    [PaperField("终止审查的原因")]
    [System.Text.Json.Serialization.JsonIgnore]
    public string? Any => WithdrawnBy is not null || UnsignedBy is not null || Refused ? "有" : null;
}

/// <summary>A paper about an arbitration that a commission hands, or offers to hand, to mediation before it goes on itself.</summary>
public abstract record HandedPaper : CommissionPaper
{
    /// <summary>The number of the arbitration, or of the application for it.</summary>
    [PaperField("仲裁案号")]
    public string? ArbitrationNumber { get; init; }
}

/// <summary>Paper 22, first half: 委托调解征询意见书 to one party (R33 §70).</summary>
public sealed record EntrustmentInquiryPaper : HandedPaper
{
    [PaperField("征询对象")]
    public string? Addressee { get; init; }

    [PaperField("仲裁请求")]
    public IReadOnlyList<ClaimText> Claims { get; init; } = [];
}

/// <summary>A party's consent and its day.</summary>
public sealed record ConsentText
{
    [PaperField("当事人")]
    public string? Party { get; init; }

    [PaperField("同意日期")]
    public string? On { get; init; }
}

/// <summary>Paper 22, second half: 委托调解函 to the organization (R33 §70).</summary>
public sealed record EntrustmentLetterPaper : HandedPaper
{
    [PaperField("仲裁请求")]
    public IReadOnlyList<ClaimText> Claims { get; init; } = [];

    /// <summary>As the application for arbitration gives them.</summary>
    [PaperField("申请仲裁的事实和理由", Optional = true)]
    public string? Facts { get; init; }

    [PaperField("当事人同意情况")]
    public IReadOnlyList<ConsentText> Consents { get; init; } = [];

    /// <summary>The later of the consents, from which the ten days count.</summary>
    [PaperField("各方同意之日")]
    public string? ConsentedOn { get; init; }

    [PaperField("委托调解期限届满日")]
    public string? DueOn { get; init; }
}

/// <summary>One line of the list of evidence; the evidence itself stays.</summary>
public sealed record HandedEvidenceText
{
    [PaperField("名称")]
    public string? Name { get; init; }

    [PaperField("提交人", Optional = true)]
    public string? By { get; init; }

    /// <summary>In hex; null where the file was not handed over.</summary>
    [PaperField("文件校验值", Optional = true)]
    public string? Sha256 { get; init; }
}

/// <summary>Paper 23: 委托调解结果反馈函 to the commission. It says what came of the mediation, never why it failed.</summary>
public sealed record EntrustmentResultPaper : HandedPaper
{
    /// <summary>The number of the letter of entrustment.</summary>
    [PaperField("委托调解函文号")]
    public string? LetterNumber { get; init; }

    [PaperField("委托日期")]
    public string? EntrustedOn { get; init; }

    /// <summary>Null where the days ran out before the organization took it on.</summary>
    [PaperField("接受委托日期", Optional = true)]
    public string? AcceptedOn { get; init; }

    [PaperField("调解结束日期")]
    public string? EndedOn { get; init; }

    /// <summary>A finished sentence.</summary>
    [PaperField("调解结果")]
    public string? Result { get; init; }

    public bool Succeeded { get; init; }
    public bool Partial { get; init; }

    [PaperField("调解协议生效日期", Optional = true)]
    public string? EffectiveOn { get; init; }

    [PaperField("协议条款", Optional = true)]
    public IReadOnlyList<string> Terms { get; init; } = [];

    [PaperField("无争议事实", Optional = true)]
    public IReadOnlyList<string> UndisputedFacts { get; init; } = [];

    [PaperField("证据清单", Optional = true)]
    public IReadOnlyList<HandedEvidenceText> Evidence { get; init; } = [];

    [PaperField("送达地址", Optional = true)]
    public IReadOnlyList<AddressText> Addresses { get; init; } = [];
}

/// <summary>An organization that may be chosen.</summary>
public sealed record ChoiceText
{
    [PaperField("名称")]
    public string? Name { get; init; }

    [PaperField("地址", Optional = true)]
    public string? Address { get; init; }

    [PaperField("联系电话", Optional = true)]
    public string? Phone { get; init; }
}

/// <summary>Paper 24: 调解建议书 to who applied for arbitration, with its reply slip (R33 §69).</summary>
public sealed record RecommendationLetterPaper : HandedPaper
{
    [PaperField("收到仲裁申请日期")]
    public string? ReceivedOn { get; init; }

    [PaperField("仲裁请求")]
    public IReadOnlyList<ClaimText> Claims { get; init; } = [];

    [PaperField("可以选择的调解组织")]
    public IReadOnlyList<ChoiceText> Choices { get; init; } = [];

    /// <summary>Working days for the reply, counted from receiving the letter: 三.</summary>
    [PaperField("答复期限")]
    public string? ReplyDays { get; init; }

    /// <summary>The last day for the reply; null before the letter was delivered.</summary>
    [PaperField("答复期限届满日", Optional = true)]
    public string? ReplyDueOn { get; init; }

    /// <summary>Days for which acceptance may pause: 十五.</summary>
    [PaperField("暂缓受理的期限")]
    public string? PauseDays { get; init; }
}

/// <summary>Paper 26: 支付令申请书 of a worker to a court, on a mediation agreement (LMA 16; CPL 225).</summary>
public sealed record PaymentOrderApplicationPaper : PaperModel
{
    [PaperField("受理法院")]
    public string? Court { get; init; }

    [PaperField("调解协议生效日期")]
    public string? EffectiveOn { get; init; }

    /// <summary>What is due and unpaid.</summary>
    [PaperField("逾期未支付的款项")]
    public IReadOnlyList<LineText> Lines { get; init; } = [];

    [PaperField("请求给付金额")]
    public AmountText? Total { get; init; }

    [PaperField("签名栏")]
    public IReadOnlyList<SignatureText> Signatures { get; init; } = [];
}
