namespace MediationHub.Documents;

// Papers of a gold selection. The official form was not found; the fields are what the notices ask for.

/// <summary>Head of every paper of a campaign.</summary>
public abstract record SelectionPaper : PaperModel
{
    [PaperField("选树活动名称")]
    public string? Campaign { get; init; }

    [PaperField("通知")]
    public string? Notice { get; init; }
}

/// <summary>Figures of one calendar year, as printed.</summary>
public sealed record SelectionYearText
{
    [PaperField("年度")]
    public string? Year { get; init; }

    [PaperField("受理")]
    public string? Accepted { get; init; }

    [PaperField("结案")]
    public string? Closed { get; init; }

    [PaperField("成功")]
    public string? Succeeded { get; init; }

    /// <summary>— where nothing was closed.</summary>
    [PaperField("成功率")]
    public string? Rate { get; init; }

    [PaperField("人数")]
    public string? People { get; init; }

    [PaperField("金额")]
    public string? Amount { get; init; }

    [PaperField("按期办结率")]
    public string? InTime { get; init; }

    [PaperField("协议履行率")]
    public string? Performed { get; init; }

    [PaperField("仲裁审查")]
    public string? Reviews { get; init; }

    [PaperField("委托调解")]
    public string? Entrusted { get; init; }
}

/// <summary>Paper 29: 申报表. What the record knows is taken from it, what only the organization can say stands as it wrote it.</summary>
public sealed record NominationFormPaper : SelectionPaper
{
    // The head's name, the base's telephone and address are the organization's.
    [PaperField("组织类型")]
    public string? OrganizationKind { get; init; }

    [PaperField("成立时间", Optional = true)]
    public string? FoundedOn { get; init; }

    [PaperField("备案时间")]
    public string? FiledOn { get; init; }

    [PaperField("备案号", Optional = true)]
    public string? FilingNumber { get; init; }

    [PaperField("主管单位", Optional = true)]
    public string? Supervisor { get; init; }

    [PaperField("负责人")]
    public string? Head { get; init; }

    [PaperField("覆盖范围", Optional = true)]
    public string? Coverage { get; init; }

    [PaperField("专职调解员人数")]
    public string? FullTime { get; init; }

    [PaperField("兼职调解员人数")]
    public string? PartTime { get; init; }

    [PaperField("大专以上学历人数")]
    public string? Educated { get; init; }

    [PaperField("持证人数")]
    public string? Certified { get; init; }

    [PaperField("办公面积", Optional = true)]
    public string? Premises { get; init; }

    [PaperField("设施设备", Optional = true)]
    public string? Equipment { get; init; }

    [PaperField("经费来源", Optional = true)]
    public string? Funding { get; init; }

    [PaperField("制度清单", Optional = true)]
    public IReadOnlyList<string> Systems { get; init; } = [];

    [PaperField("近三年办案情况")]
    public IReadOnlyList<SelectionYearText> Years { get; init; } = [];

    [PaperField("典型案例")]
    public string? Cases { get; init; }

    [PaperField("主要做法与成效")]
    public string? Practices { get; init; }

    [PaperField("获奖情况", Optional = true)]
    public string? Awards { get; init; }

    [PaperField("联系人", Optional = true)]
    public string? Contact { get; init; }

    [PaperField("县级意见", Optional = true)]
    public string? CountyOpinion { get; init; }

    [PaperField("县级审核单位", Optional = true)]
    public string? CountyOffice { get; init; }

    [PaperField("推荐单位")]
    public string? Unit { get; init; }

    [PaperField("推荐意见", Optional = true)]
    public string? UnitOpinion { get; init; }

    /// <summary>The bodies whose seals the recommendation carries.</summary>
    [PaperField("盖章单位")]
    public IReadOnlyList<string> Seals { get; init; } = [];

    [PaperField("统计口径")]
    public string? Definition { get; init; }
}

/// <summary>One recommended organization in a list.</summary>
public sealed record RecommendedText
{
    [PaperField("序号")]
    public string? Number { get; init; }

    [PaperField("单位")]
    public string? Unit { get; init; }

    [PaperField("组织名称")]
    public string? Name { get; init; }

    [PaperField("组织类型")]
    public string? OrganizationKind { get; init; }

    [PaperField("排序")]
    public string? Place { get; init; }

    /// <summary>What sets the row apart: nominated late or beyond the quota by special approval, returned, disqualified.</summary>
    [PaperField("备注", Optional = true)]
    public string? Note { get; init; }

    [PaperField("成功率", Optional = true)]
    public string? Rate { get; init; }

    [PaperField("联系人", Optional = true)]
    public string? Contact { get; init; }

    [PaperField("联系电话", Optional = true)]
    public string? Phone { get; init; }
}

/// <summary>Paper 29: 推荐汇总表 of one reporting unit.</summary>
public sealed record RecommendationSummaryPaper : SelectionPaper
{
    [PaperField("推荐单位")]
    public string? Unit { get; init; }

    [PaperField("名额")]
    public string? Quota { get; init; }

    [PaperField("推荐的组织")]
    public IReadOnlyList<RecommendedText> Rows { get; init; } = [];

    [PaperField("盖章单位")]
    public IReadOnlyList<string> Seals { get; init; } = [];
}

/// <summary>Paper 29: 公示公告.</summary>
public sealed record PublicityNoticePaper : SelectionPaper
{
    /// <summary>The office that publishes.</summary>
    [PaperField("公示单位")]
    public string? Office { get; init; }

    [PaperField("公示起始日期")]
    public string? From { get; init; }

    [PaperField("公示截止日期")]
    public string? Until { get; init; }

    [PaperField("公示工作日数")]
    public string? Days { get; init; }

    [PaperField("公示的组织")]
    public IReadOnlyList<RecommendedText> Rows { get; init; } = [];

    [PaperField("受理异议的部门")]
    public string? Contact { get; init; }

    [PaperField("联系电话")]
    public string? Phone { get; init; }
}

/// <summary>Paper 29: 异议处理表 of one objection. Who objected stands on it covered; the office knows the name from the record.</summary>
public sealed record ObjectionSheetPaper : SelectionPaper
{
    [PaperField("异议编号")]
    public string? Number { get; init; }

    [PaperField("受理单位")]
    public string? Office { get; init; }

    [PaperField("推荐单位")]
    public string? Unit { get; init; }

    [PaperField("公示期")]
    public string? Publicity { get; init; }

    /// <summary>Covered: 王**.</summary>
    [PaperField("异议人")]
    public string? Objector { get; init; }

    [PaperField("收到日期")]
    public string? ReceivedOn { get; init; }

    [PaperField("异议内容")]
    public string? Text { get; init; }

    [PaperField("材料份数", Optional = true)]
    public string? Proof { get; init; }

    // Empty until it is answered: the sheet is filled in by hand then.
    [PaperField("调查情况", Optional = true)]
    public string? Finding { get; init; }

    [PaperField("处理意见", Optional = true)]
    public string? Conclusion { get; init; }

    [PaperField("答复内容", Optional = true)]
    public string? Reply { get; init; }

    [PaperField("答复日期", Optional = true)]
    public string? AnsweredOn { get; init; }
}

/// <summary>Paper 29: 公布文件, which announces whom the tripartite meeting chose.</summary>
public sealed record DecisionNoticePaper : SelectionPaper
{
    [PaperField("公布单位")]
    public string? Office { get; init; }

    [PaperField("文号")]
    public string? Number { get; init; }

    [PaperField("三方会议")]
    public string? Meeting { get; init; }

    [PaperField("公示起始日期")]
    public string? From { get; init; }

    [PaperField("公示截止日期")]
    public string? Until { get; init; }

    [PaperField("选定的组织")]
    public IReadOnlyList<RecommendedText> Rows { get; init; } = [];

    /// <summary>The bodies that issue it.</summary>
    [PaperField("发文单位")]
    public IReadOnlyList<string> Issuers { get; init; } = [];
}

/// <summary>Paper 29: 上报函 to the national office, with the list.</summary>
public sealed record NationalLetterPaper : SelectionPaper
{
    [PaperField("报送单位")]
    public string? Office { get; init; }

    /// <summary>Empty where the letter is drawn up before its number is registered.</summary>
    [PaperField("文号", Optional = true)]
    public string? Number { get; init; }

    [PaperField("三方会议")]
    public string? Meeting { get; init; }

    [PaperField("公布文件")]
    public string? Decision { get; init; }

    [PaperField("公示起始日期")]
    public string? From { get; init; }

    [PaperField("公示截止日期")]
    public string? Until { get; init; }

    [PaperField("上报的组织")]
    public IReadOnlyList<RecommendedText> Rows { get; init; } = [];

    [PaperField("联系部门")]
    public string? Contact { get; init; }

    [PaperField("联系电话")]
    public string? Phone { get; init; }
}

/// <summary>One item of a score sheet.</summary>
public sealed record ScoreLineText
{
    [PaperField("编号")]
    public string? Item { get; init; }

    [PaperField("项目")]
    public string? Name { get; init; }

    [PaperField("分值")]
    public string? Points { get; init; }

    /// <summary>What the record gives, with why.</summary>
    [PaperField("系统计算", Optional = true)]
    public string? Machine { get; init; }

    [PaperField("推荐单位评分", Optional = true)]
    public string? Own { get; init; }

    [PaperField("评分", Optional = true)]
    public string? Given { get; init; }
}

/// <summary>A dimension of a score sheet.</summary>
public sealed record ScoreGroupText
{
    [PaperField("方面")]
    public string? Name { get; init; }

    [PaperField("合计分值")]
    public string? Points { get; init; }

    [PaperField("评分项")]
    public IReadOnlyList<ScoreLineText> Lines { get; init; } = [];
}

/// <summary>Paper 29: 核查评分表, with what the record gives, for one scorer to fill in or as it was filled in.</summary>
public sealed record ScoreSheetPaper : SelectionPaper
{
    [PaperField("推荐单位")]
    public string? Unit { get; init; }

    [PaperField("统计期")]
    public string? Window { get; init; }

    [PaperField("评分方面")]
    public IReadOnlyList<ScoreGroupText> Groups { get; init; } = [];

    [PaperField("加分上限", Optional = true)]
    public string? Bonus { get; init; }

    [PaperField("加分", Optional = true)]
    public string? BonusGiven { get; init; }

    /// <summary>Empty on a sheet to be filled in.</summary>
    [PaperField("总分", Optional = true)]
    public string? Total { get; init; }

    [PaperField("评审人", Optional = true)]
    public string? Scorer { get; init; }

    [PaperField("评语", Optional = true)]
    public string? Comment { get; init; }

    [PaperField("标准来源")]
    public string? Source { get; init; }
}
