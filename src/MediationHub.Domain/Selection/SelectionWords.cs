namespace MediationHub.Domain.Selection;

/// <summary>The words of gold selection in the office's Chinese.</summary>
public static class SelectionWords
{
    public static string Chinese(this CampaignStage stage) => stage switch
    {
        CampaignStage.Drafted => "草拟",
        CampaignStage.Published => "已发布通知",
        CampaignStage.NominationOpen => "申报推荐",
        CampaignStage.NominationClosed => "推荐截止",
        CampaignStage.Evaluation => "复核评审",
        CampaignStage.Shortlisted => "入围",
        CampaignStage.Publicity => "公示",
        CampaignStage.ObjectionHandling => "异议处理",
        CampaignStage.Decided => "已公布",
        CampaignStage.RecommendedToNational => "已上报国家",
        CampaignStage.Tracking => "动态管理",
        CampaignStage.Ended => "结束",
        _ => "通知史料",
    };

    public static string Chinese(this NominationStage stage) => stage switch
    {
        NominationStage.Draft => "草稿",
        NominationStage.OrgSubmitted => "组织已申报",
        NominationStage.CountyChecked => "县级已审核",
        NominationStage.PrefectureRecommended => "市级已推荐",
        NominationStage.ProvinceReceived => "省级已接收",
        NominationStage.Qualified => "资格合格",
        NominationStage.Returned => "退回补正",
        NominationStage.Disqualified => "资格不合格",
        NominationStage.Withdrawn => "已撤回",
        NominationStage.Scored => "已评分",
        NominationStage.Shortlisted => "入围",
        NominationStage.NotSelected => "未入选",
        NominationStage.InPublicity => "公示中",
        NominationStage.Confirmed => "选定",
        NominationStage.RemovedOnObjection => "异议成立，退出",
        NominationStage.Recommended => "已上报国家",
        NominationStage.NationallyHonored => "国家级称号",
        NominationStage.NotHonored => "未获国家级称号",
        _ => "已撤销",
    };

    public static string Chinese(this CampaignDateKind kind) => kind switch
    {
        CampaignDateKind.WindowFrom => "统计期起日",
        CampaignDateKind.WindowTo => "统计期止日",
        CampaignDateKind.NominationFrom => "申报起始日",
        _ => "推荐截止日",
    };

    public static string Chinese(this GateKind gate) => gate switch
    {
        GateKind.ActiveMonths => "运行时间",
        GateKind.Mediators => "调解员",
        GateKind.SixSystems => "六项制度",
        GateKind.RosterPublic => "名册公开",
        GateKind.SuccessRate => "调解成功率",
        GateKind.MinimumClosed => "最低结案数",
        GateKind.OnlineMediation => "互联网+调解",
        GateKind.ArbitrationLink => "调裁衔接",
        _ => "一票否决",
    };

    public static string Chinese(this Measure measure) => measure switch
    {
        Measure.Systems => "已建立制度",
        Measure.Posted => "名称、上墙、照片具备",
        Measure.Roster => "列入公开名册",
        Measure.ArbitrationLink => "对接、审查、委托具备",
        Measure.Staffing => "调解员(专职计2)",
        Measure.Training => "人均培训",
        Measure.PaperQuality => "文书抽查得分率",
        Measure.Qualifications => "有专业资格占比",
        Measure.Success => "保守成功率",
        Measure.Volume => "同类组织中不低于",
        Measure.OnTime => "按期办结率",
        Measure.Performance => "按期履行率",
        Measure.Review => "仲裁审查申请率",
        Measure.Satisfaction => "满意度",
        Measure.Premises => "场所检查得分率",
        _ => "互联网+调解已启用",
    };

    internal static string Unit(this Measure measure) => measure switch
    {
        Measure.Systems or Measure.Posted or Measure.ArbitrationLink => "项",
        Measure.Roster or Measure.Online => "",
        Measure.Staffing => "",
        Measure.Training => "学时",
        _ => "%",
    };

    public static string Chinese(this EvaluationLack lack) => lack switch
    {
        EvaluationLack.Qualification => "资格未审核",
        EvaluationLack.Scores => "评分未完成",
        EvaluationLack.ThirdScore => "第三人未评分",
        _ => "未实地核查",
    };

    public static string Chinese(this SpecialApproval approval) => (approval.Late, approval.OverQuota) switch
    {
        (true, true) => "逾期推荐、超名额推荐",
        (true, false) => "逾期推荐",
        _ => "超名额推荐",
    };

    public static string Chinese(this PublicityLevel level) => level is PublicityLevel.Province ? "省级公示" : "国家级公示";

    public static string Chinese(this LocalLevel level) => level is LocalLevel.County ? "县级公示" : "市级公示";

    public static string Chinese(this RevocationGround ground) => ground switch
    {
        RevocationGround.Fraud => "弄虚作假",
        RevocationGround.MajorIncident => "发生重大事件",
        _ => "组织注销、停止工作",
    };
}
