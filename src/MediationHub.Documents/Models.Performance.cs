namespace MediationHub.Documents;

/// <summary>One payment or act that the agreement asks for, with how far it is done.</summary>
public sealed record LineText
{
    /// <summary>第1项第2期.</summary>
    [PaperField("协议项")]
    public string? Item { get; init; }

    /// <summary>What is to be done, in short.</summary>
    [PaperField("内容")]
    public string? Text { get; init; }

    [PaperField("履行期限")]
    public string? DueOn { get; init; }

    /// <summary>In figures; null for what is not money.</summary>
    [PaperField("应付金额", Optional = true)]
    public string? Owed { get; init; }

    [PaperField("已付金额", Optional = true)]
    public string? Paid { get; init; }

    [PaperField("未付金额", Optional = true)]
    public string? Outstanding { get; init; }

    /// <summary>已履行, 部分履行, 未到期, 逾期未履行.</summary>
    [PaperField("履行情况")]
    public string? Status { get; init; }
}

/// <summary>Paper 14: 回访记录.</summary>
public sealed record FollowUpRecordPaper : PaperModel
{
    [PaperField("回访日期")]
    public string? On { get; init; }

    /// <summary>第一次, where there was more than one.</summary>
    [PaperField("次数", Optional = true)]
    public string? Number { get; init; }

    /// <summary>达成协议, and the day.</summary>
    [PaperField("案件处理结果", Optional = true)]
    public string? Outcome { get; init; }

    [PaperField("履行情况", Optional = true)]
    public IReadOnlyList<LineText> Lines { get; init; } = [];

    [PaperField("回访情况")]
    public string? Notes { get; init; }

    /// <summary>正在按期履行.</summary>
    [PaperField("回访结果", Optional = true)]
    public string? Result { get; init; }

    /// <summary>非常满意.</summary>
    [PaperField("满意度", Optional = true)]
    public string? Satisfaction { get; init; }

    [PaperField("后续安排", Optional = true)]
    public string? NextStep { get; init; }

    [PaperField("下次回访日期", Optional = true)]
    public string? NextOn { get; init; }

    [PaperField("签名栏")]
    public IReadOnlyList<SignatureText> Signatures { get; init; } = [];
}

/// <summary>Paper 15: 履行催告函, to one party that owes.</summary>
public sealed record PerformanceDemandPaper : PaperModel
{
    [PaperField("催告对象")]
    public string? Addressee { get; init; }

    [PaperField("协议生效日期")]
    public string? EffectiveOn { get; init; }

    [PaperField("逾期未履行的事项")]
    public IReadOnlyList<LineText> Lines { get; init; } = [];

    [PaperField("未付金额合计", Optional = true)]
    public AmountText? Total { get; init; }

    [PaperField("催告履行期限")]
    public string? PerformBy { get; init; }

    // Which ways are open to the other side; the wording and its articles stand in the template.

    /// <summary>LMA 15.</summary>
    public bool Arbitration { get; init; }

    /// <summary>LMA 16.</summary>
    public bool PaymentOrder { get; init; }

    /// <summary>INT1 51 ¶2.</summary>
    public bool DirectSuit { get; init; }

    /// <summary>LMA 51: there is a mediation letter.</summary>
    public bool Enforcement { get; init; }

    /// <summary>LMA 9.</summary>
    public bool LaborInspection { get; init; }

    [PaperField("救济途径")]
    [System.Text.Json.Serialization.JsonIgnore]
    public string? Any => Arbitration || PaymentOrder || DirectSuit || Enforcement || LaborInspection ? "有" : null;
}
