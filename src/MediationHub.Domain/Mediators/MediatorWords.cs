namespace MediationHub.Domain.Mediators;

/// <summary>The roster in the office's words.</summary>
public static class MediatorWords
{
    public static string Chinese(this MediatorStatus status) => status switch
    {
        MediatorStatus.Nominated => "待发证",
        MediatorStatus.Certified => "已发证，未聘任",
        MediatorStatus.Appointed => "在聘",
        MediatorStatus.Expired => "聘期届满",
        MediatorStatus.Suspended => "暂停履职",
        MediatorStatus.Dismissed => "已解聘",
        _ => "已离任",
    };

    public static string Chinese(this DismissalGround ground) => ground switch
    {
        DismissalGround.Bias => "偏袒一方当事人",
        DismissalGround.InsultedParty => "侮辱当事人",
        DismissalGround.TookBenefits => "索取、收受财物或者牟取其他不正当利益",
        DismissalGround.LeakedSecrets => "泄露当事人的个人隐私、商业秘密",
        DismissalGround.UnableToServe => "不能履行调解员职责",
        _ => "其他",
    };

    public static string Chinese(this AssessmentGrade grade) => grade switch
    {
        AssessmentGrade.Excellent => "优秀",
        AssessmentGrade.Competent => "称职",
        AssessmentGrade.BasicallyCompetent => "基本称职",
        _ => "不称职",
    };

    public static string Chinese(this Qualification qualification) => qualification switch
    {
        Qualification.Lawyer => "律师",
        Qualification.Arbitrator => "仲裁员",
        Qualification.LaborRelationsCoordinator => "劳动关系协调员",
        Qualification.SocialWorker => "社会工作者",
        Qualification.PeoplesMediator => "人民调解员",
        _ => "其他",
    };
}
