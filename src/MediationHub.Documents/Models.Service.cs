namespace MediationHub.Documents;

/// <summary>送达地址确认书 of one party (CPL 87–90), printed before it signs.</summary>
public sealed record AddressConfirmationPaper : PaperModel
{
    /// <summary>申请人 or 被申请人.</summary>
    [PaperField("当事人身份")]
    public string? Role { get; init; }

    [PaperField("当事人")]
    public PartyText? Party { get; init; }

    // What is known already; blank lines are filled in by hand.

    [PaperField("送达地址", Optional = true)]
    public string? Address { get; init; }

    [PaperField("代收人", Optional = true)]
    public string? Recipient { get; init; }

    [PaperField("联系电话", Optional = true)]
    public string? Phone { get; init; }

    [PaperField("电子送达渠道", Optional = true)]
    public string? Channel { get; init; }

    [PaperField("电子送达号码", Optional = true)]
    public string? Account { get; init; }

    /// <summary>The rulebook holds the party to its address: the notice says what follows.</summary>
    public bool Binds { get; init; } = true;
}

/// <summary>Paper 13: 送达回证, one paper and one recipient; blank lines before the attempt, filled in after it.</summary>
public sealed record ServiceReceiptPaper : PaperModel
{
    /// <summary>受理通知书.</summary>
    [PaperField("送达的文书")]
    public string? Document { get; init; }

    /// <summary>The day on which that paper was made.</summary>
    [PaperField("文书制作日期")]
    public string? MadeOn { get; init; }

    [PaperField("份数")]
    public string? Copies { get; init; } = "1份";

    /// <summary>申请人 or 被申请人.</summary>
    [PaperField("受送达人身份")]
    public string? Role { get; init; }

    [PaperField("受送达人")]
    public string? Recipient { get; init; }

    [PaperField("送达地址", Optional = true)]
    public string? Address { get; init; }

    [PaperField("联系电话", Optional = true)]
    public string? Phone { get; init; }

    [PaperField("送达人")]
    public string? Server { get; init; }

    [PaperField("送达情况", Optional = true)]
    public IReadOnlyList<AttemptText> Attempts { get; init; } = [];

    /// <summary>The day that counts, and why.</summary>
    [PaperField("送达日期", Optional = true)]
    public string? ServedOn { get; init; }

    [PaperField("送达日期的依据", Optional = true)]
    public string? Why { get; init; }
}

public sealed record AttemptText
{
    [PaperField("日期")]
    public string? On { get; init; }

    /// <summary>直接送达.</summary>
    [PaperField("方式")]
    public string? Method { get; init; }

    /// <summary>已签收.</summary>
    [PaperField("结果")]
    public string? Result { get; init; }

    [PaperField("说明", Optional = true)]
    public string? Note { get; init; }
}
