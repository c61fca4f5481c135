namespace MediationHub.Domain.Reviews;

/// <summary>Where a review stands. The open stages come first and in their order.</summary>
public enum ReviewStage { Applied, Filed, Accepted, UnderReview, LetterMade, InForce, NotAccepted, Refused, Withdrawn, EndedUnsigned }

/// <summary>What waits for the approval of the director or the head of the institute.</summary>
public enum ReviewRequestKind { Extension, Refusal }

/// <summary>The words of a review in the office's Chinese, and the grounds of the articles.</summary>
public static class ReviewWords
{
    /// <summary>Why an application is not accepted, ground 1 to 5 (R33 §75).</summary>
    public static IReadOnlyList<string> NotAcceptedGrounds { get; } =
        ["不属于仲裁委员会受理争议范围", "不属于本仲裁委员会管辖", "超出规定的申请期间", "确认劳动关系", "调解协议已经人民法院司法确认"];

    /// <summary>Why no letter is made, ground 1 to 6 (R33 §78).</summary>
    public static IReadOnlyList<string> RefusalGrounds { get; } =
        ["违反法律、行政法规强制性规定", "损害国家利益、社会公共利益或者公民、法人、其他组织合法权益", "当事人提供证据材料有弄虚作假嫌疑", "违反自愿原则", "内容不明确", "其他不能制作调解书的情形"];

    /// <summary>Grounds that taint the agreement itself (R33 §78, 1 to 4).</summary>
    public static bool Taints(int ground) => ground is >= 1 and <= 4;

    public static string Chinese(this ReviewStage stage) => stage switch
    {
        ReviewStage.Applied => "待共同申请",
        ReviewStage.Filed => "待立案",
        ReviewStage.Accepted => "已受理",
        ReviewStage.UnderReview => "审查中",
        ReviewStage.LetterMade => "送达中",
        ReviewStage.InForce => "调解书生效",
        ReviewStage.NotAccepted => "不予受理",
        ReviewStage.Refused => "不予制作调解书",
        ReviewStage.Withdrawn => "撤回申请",
        _ => "一方未签收，终止",
    };

    public static string Chinese(this ReviewRequestKind kind) => kind is ReviewRequestKind.Extension ? "延长审查期限" : "不予制作调解书";

    /// <summary>Nothing more is decided in it.</summary>
    public static bool IsEnded(this ReviewStage stage) => stage >= ReviewStage.InForce;
}
