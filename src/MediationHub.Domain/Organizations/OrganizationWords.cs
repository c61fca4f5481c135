namespace MediationHub.Domain.Organizations;

/// <summary>Organizations in the office's words.</summary>
public static class OrganizationWords
{
    public static string Chinese(this OrganizationStatus status) => status switch
    {
        OrganizationStatus.Draft => "未申请备案",
        OrganizationStatus.Submitted => "备案审查中",
        OrganizationStatus.Returned => "退回补正",
        OrganizationStatus.Refused => "不予备案",
        OrganizationStatus.Filed => "已备案，未启用",
        OrganizationStatus.Active => "正常运行",
        OrganizationStatus.Rectifying => "限期整改",
        OrganizationStatus.Suspended => "暂停",
        _ => "已注销",
    };

    public static string Chinese(this OrganizationType type) => type switch
    {
        OrganizationType.EnterpriseCommittee => "企业劳动争议调解委员会",
        OrganizationType.InstitutionCommittee => "事业（机关）单位调解委员会",
        OrganizationType.TownshipCenter => "乡镇（街道）调解中心",
        OrganizationType.PeoplesMediation => "基层人民调解组织",
        OrganizationType.Industry => "行业性调解组织",
        OrganizationType.Regional => "区域性调解组织",
        OrganizationType.Chamber => "商（协）会调解组织",
        OrganizationType.Union => "工会调解组织",
        OrganizationType.LegalService => "律师事务所、法律服务机构",
        OrganizationType.ArbitrationCenter => "仲裁院调解中心",
        OrganizationType.JointCenter => "一站式联合调处中心",
        OrganizationType.SocialOrganization => "社会组织",
        _ => "其他",
    };

    public static string Chinese(this ProofKind kind) => kind switch
    {
        ProofKind.Registration => "调解登记制度",
        ProofKind.Records => "调解记录制度",
        ProofKind.Archives => "档案管理制度",
        ProofKind.Statistics => "统计分析制度",
        ProofKind.Reporting => "信息通报制度",
        ProofKind.Screening => "争议排查制度",
        ProofKind.Posted => "上墙照片",
        ProofKind.Seal => "印模",
        ProofKind.Premises => "办公场所",
        ProofKind.Equipment => "设施设备",
        ProofKind.Funding => "经费保障",
        _ => "其他材料",
    };

    public static string Chinese(this InspectionResult result) => result switch
    {
        InspectionResult.Met => "达到",
        InspectionResult.Partly => "部分达到",
        InspectionResult.NotMet => "未达到",
        _ => "不适用",
    };
}
