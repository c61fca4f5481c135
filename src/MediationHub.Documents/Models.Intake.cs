namespace MediationHub.Documents;

/// <summary>Paper 1b: 口头申请笔录 (LMA 12; O17 §21: on the spot basic facts, dispute, reasons, time).</summary>
public sealed record OralApplicationRecordPaper : PaperModel
{
    /// <summary>2026年11月20日9时00分.</summary>
    [PaperField("记录时间")]
    public string? StartsAt { get; init; }

    [PaperField("记录地点")]
    public string? Place { get; init; }

    [PaperField("记录人")]
    public string? Recorder { get; init; }

    /// <summary>What was asked and answered at the desk; empty where only the application's own fields are known.</summary>
    [PaperField("问答", Optional = true)]
    public IReadOnlyList<OralAnswerText> Answers { get; init; } = [];

    [PaperField("调解请求")]
    public IReadOnlyList<ClaimText> Claims { get; init; } = [];

    /// <summary>Paragraphs parted by line breaks.</summary>
    [PaperField("事实与理由")]
    public string? Facts { get; init; }

    /// <summary>The day from which the applicant knew (LMA 27).</summary>
    [PaperField("知道权利受侵害的日期", Optional = true)]
    public string? KnewOn { get; init; }

    /// <summary>没有, or where the same dispute is decided or pending; null where it was not asked: left to be ticked by hand.</summary>
    [PaperField("同一争议的裁决、诉讼情况", Optional = true)]
    public string? Elsewhere { get; init; }

    [PaperField("证据清单", Optional = true)]
    public IReadOnlyList<EvidenceText> Evidence { get; init; } = [];

    [PaperField("签名栏")]
    public IReadOnlyList<SignatureText> Signatures { get; init; } = [];
}

/// <summary>Paper 2: 调解案件登记表, one page.</summary>
public sealed record RegistrationFormPaper : PaperModel
{
    [PaperField("案件来源")]
    public string? Source { get; init; }

    [PaperField("申请方式")]
    public string? Form { get; init; }

    [PaperField("收到申请时间")]
    public string? ReceivedAt { get; init; }

    [PaperField("登记日期")]
    public string? RegisteredOn { get; init; }

    /// <summary>The first few; <see cref="More"/> says how many there are.</summary>
    [PaperField("调解请求")]
    public IReadOnlyList<ClaimText> Claims { get; init; } = [];

    /// <summary>That parties or claims beyond those printed stand in the application.</summary>
    [PaperField("续页说明", Optional = true)]
    public string? More { get; init; }

    [PaperField("请求金额合计", Optional = true)]
    public AmountText? Total { get; init; }

    /// <summary>In short: the form is one page.</summary>
    [PaperField("争议概要")]
    public string? Facts { get; init; }

    /// <summary>1人, or 12人（集体争议）.</summary>
    [PaperField("涉及劳动者人数")]
    public string? Workers { get; init; }

    [PaperField("调解员", Optional = true)]
    public IReadOnlyList<MediatorText> Mediators { get; init; } = [];

    [PaperField("受理日期", Optional = true)]
    public string? AcceptedOn { get; init; }

    [PaperField("调解期限届满日", Optional = true)]
    public string? DueOn { get; init; }

    [PaperField("处理结果", Optional = true)]
    public string? Outcome { get; init; }

    [PaperField("结案日期", Optional = true)]
    public string? ClosedOn { get; init; }

    [PaperField("登记人")]
    public string? Registrar { get; init; }
}

/// <summary>Paper 3: 征询调解意见书 with its reply 回执, to one party.</summary>
public sealed record ConsentInquiryPaper : PaperModel
{
    [PaperField("征询对象")]
    public string? Addressee { get; init; }

    /// <summary>Null where the organization offers mediation itself, or a commission entrusted it.</summary>
    [PaperField("收到申请日期", Optional = true)]
    public string? ReceivedOn { get; init; }

    [PaperField("调解请求")]
    public IReadOnlyList<ClaimText> Claims { get; init; } = [];

    [PaperField("答复期限")]
    public string? ReplyBy { get; init; }
}

/// <summary>Paper 7: 授权委托书, for an employer with the 法定代表人身份证明书 on a page of its own.</summary>
public sealed record PowerOfAttorneyPaper : PaperModel
{
    /// <summary>申请人 or 被申请人.</summary>
    [PaperField("委托人身份")]
    public string? Role { get; init; }

    [PaperField("委托人")]
    public PartyText? Principal { get; init; }

    [PaperField("委托人的法定代表人（负责人）")]
    [System.Text.Json.Serialization.JsonIgnore]
    public string? Representative => Principal is EmployerText employer ? employer.LegalRepresentative : "本人";

    /// <summary>The other side's names.</summary>
    [PaperField("对方当事人")]
    public string? Opponents { get; init; }

    [PaperField("代理人")]
    public AgentText? Agent { get; init; }

    [PaperField("代理人证件号码", Optional = true)]
    public string? AgentIdNumber { get; init; }

    /// <summary>Special powers 特别授权: the agent may admit, change, give up claims and settle.</summary>
    public bool Special { get; init; }
}

/// <summary>Paper 27: 推举代表人书 of a collective dispute (LMA 7).</summary>
public sealed record RepresentativesElectionPaper : PaperModel
{
    /// <summary>Null: left to be written by hand.</summary>
    [PaperField("代表人", Optional = true)]
    public IReadOnlyList<WorkerText> Representatives { get; init; } = [];

    /// <summary>三至五: what the rulebook asks for.</summary>
    [PaperField("代表人人数")]
    public string? Number { get; init; }

    /// <summary>Lines for representatives who are not named yet.</summary>
    [PaperField("代表人空行", Optional = true)]
    public IReadOnlyList<string> BlankRepresentatives { get; init; } = [];

    public bool Special { get; init; } = true;

    [PaperField("劳动者名单")]
    public IReadOnlyList<WorkerText> Workers { get; init; } = [];

    /// <summary>Lines for workers whose names are not in the case.</summary>
    [PaperField("名单空行", Optional = true)]
    public IReadOnlyList<string> BlankWorkers { get; init; } = [];

    [PaperField("涉及劳动者人数")]
    public string? Involved { get; init; }
}

public sealed record WorkerText
{
    [PaperField("姓名")]
    public string? Name { get; init; }

    [PaperField("证件号码", Optional = true)]
    public string? IdNumber { get; init; }

    [PaperField("联系电话", Optional = true)]
    public string? Phone { get; init; }
}

/// <summary>One question of an oral application and what the applicant said.</summary>
public sealed record OralAnswerText
{
    [PaperField("问")]
    public string? Question { get; init; }

    [PaperField("答")]
    public string? Answer { get; init; }
}
