namespace MediationHub.Documents;

/// <summary>卷宗封面.</summary>
public sealed record DossierCoverPaper : PaperModel
{
    /// <summary>正卷 or 副卷.</summary>
    [PaperField("卷别")]
    public string? Volume { get; init; }

    [PaperField("处理结果")]
    public string? Result { get; init; }

    [PaperField("调解员", Optional = true)]
    public IReadOnlyList<MediatorText> Mediators { get; init; } = [];

    [PaperField("立案日期")]
    public string? OpenedOn { get; init; }

    [PaperField("结案日期")]
    public string? ClosedOn { get; init; }

    [PaperField("归档日期", Optional = true)]
    public string? ArchivedOn { get; init; }

    [PaperField("件数")]
    public string? Items { get; init; }

    /// <summary>Left open to be written in where pages were not counted.</summary>
    [PaperField("页数", Optional = true)]
    public string? Pages { get; init; }

    /// <summary>Such as 5年（至2031年6月12日）.</summary>
    [PaperField("保管期限")]
    public string? Retention { get; init; }
}

/// <summary>卷内目录 and 备考表, together or one of them.</summary>
public sealed record DossierIndexPaper : PaperModel
{
    [PaperField("卷内材料", Optional = true)]
    public IReadOnlyList<DossierVolumeText> Volumes { get; init; } = [];

    [PaperField("备考", Optional = true)]
    public DossierNotesText? Notes { get; init; }
}

public sealed record DossierVolumeText
{
    [PaperField("卷别")]
    public string? Name { get; init; }

    [PaperField("材料", Optional = true)]
    public IReadOnlyList<DossierLineText> Lines { get; init; } = [];
}

public sealed record DossierLineText
{
    [PaperField("序号")]
    public string? No { get; init; }

    [PaperField("材料名称")]
    public string? Title { get; init; }

    /// <summary>Who made it or handed it in.</summary>
    [PaperField("责任者", Optional = true)]
    public string? By { get; init; }

    [PaperField("日期", Optional = true)]
    public string? On { get; init; }

    /// <summary>Such as 3–5; open where pages were not counted.</summary>
    [PaperField("页次", Optional = true)]
    public string? Pages { get; init; }

    [PaperField("备注", Optional = true)]
    public string? Remark { get; init; }
}

public sealed record DossierNotesText
{
    [PaperField("卷内情况")]
    public IReadOnlyList<string> Lines { get; init; } = [];

    [PaperField("立卷人", Optional = true)]
    public string? FiledBy { get; init; }
}
