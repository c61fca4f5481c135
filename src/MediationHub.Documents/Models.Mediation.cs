namespace MediationHub.Documents;

/// <summary>Paper 6: 调解会议通知书.</summary>
public sealed record SessionNoticePaper : PaperModel
{
    /// <summary>Who is told, in the order of the parties.</summary>
    [PaperField("被通知人")]
    public IReadOnlyList<string> Addressees { get; init; } = [];

    /// <summary>2026年11月24日（星期二）9时00分.</summary>
    [PaperField("开始时间")]
    public string? StartsAt { get; init; }

    [PaperField("预计结束时间")]
    public string? EndsAt { get; init; }

    [PaperField("地点")]
    public string? Place { get; init; }

    /// <summary>现场, 线上 or 电话.</summary>
    [PaperField("方式")]
    public string? Mode { get; init; }

    /// <summary>The place is a link or a number.</summary>
    public bool Remote { get; init; }

    [PaperField("调解员")]
    public IReadOnlyList<MediatorText> Mediators { get; init; } = [];
}

/// <summary>Paper 8: 延长调解期限同意书, printed before the parties sign (O17 §29).</summary>
public sealed record ExtensionConsentPaper : PaperModel
{
    [PaperField("受理日期")]
    public string? AcceptedOn { get; init; }

    /// <summary>The last day on which the parties may sign.</summary>
    [PaperField("原期限届满日")]
    public string? CurrentDue { get; init; }

    /// <summary>5日.</summary>
    [PaperField("延长天数")]
    public string? Days { get; init; }

    [PaperField("新的期限届满日")]
    public string? NewDue { get; init; }

    [PaperField("延长原因")]
    public string? Reason { get; init; }

    [PaperField("签名栏")]
    public IReadOnlyList<SignatureText> Signatures { get; init; } = [];
}

/// <summary>Paper 12: 撤回调解申请书, and the organization's record of it below.</summary>
public sealed record WithdrawalPaper : PaperModel
{
    [PaperField("收到申请日期")]
    public string? ReceivedOn { get; init; }

    [PaperField("受理日期", Optional = true)]
    public string? AcceptedOn { get; init; }

    /// <summary>The parties settled by themselves.</summary>
    public bool Settled { get; init; }

    /// <summary>Without a stop at its end.</summary>
    [PaperField("撤回原因", Optional = true)]
    public string? Reason { get; init; }

    /// <summary>The day from which the case is closed; left to be written by hand before.</summary>
    [PaperField("准予撤回日期", Optional = true)]
    public string? GrantedOn { get; init; }

    [PaperField("签名栏")]
    public IReadOnlyList<SignatureText> Signatures { get; init; } = [];

    [PaperField("调解员签名栏")]
    public IReadOnlyList<SignatureText> Mediators { get; init; } = [];
}
