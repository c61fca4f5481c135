namespace MediationHub.Documents;

/// <summary>Paper 30: the bulletin 信息通报 of a closed reporting period (notices: 统计分析、信息通报). It names no person; small groups come covered already.</summary>
public sealed record BulletinPaper : PaperModel
{
    [PaperField("发文单位")]
    public string? Office { get; init; }

    /// <summary>2026年10月.</summary>
    [PaperField("期间")]
    public string? Period { get; init; }

    /// <summary>2026年第10期.</summary>
    [PaperField("期号")]
    public string? Issue { get; init; }

    [PaperField("总体情况")]
    public string? Overall { get; init; }

    [PaperField("调解成功率")]
    public string? Success { get; init; }

    [PaperField("与上期比较", Optional = true)]
    public string? Compared { get; init; }

    [PaperField("各报送单位情况")]
    public IReadOnlyList<BulletinUnit> Units { get; init; } = [];

    [PaperField("办理质量", Optional = true)]
    public IReadOnlyList<string> Quality { get; init; } = [];

    [PaperField("需要关注的情况")]
    public string? Below { get; init; }

    [PaperField("情况说明", Optional = true)]
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Definition, version, place in the log, digest.</summary>
    [PaperField("数据说明")]
    public string? Basis { get; init; }
}

/// <summary>A reporting unit's line.</summary>
public sealed record BulletinUnit
{
    [PaperField("单位名称")]
    public string? Name { get; init; }

    [PaperField("受理")]
    public string? Accepted { get; init; }

    [PaperField("结案")]
    public string? Closed { get; init; }

    [PaperField("未结")]
    public string? Open { get; init; }

    [PaperField("成功")]
    public string? Succeeded { get; init; }

    [PaperField("成功率")]
    public string? Rate { get; init; }

    [PaperField("是否达标")]
    public string? Met { get; init; }
}
