using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Recommendations;

/// <summary>Every "no" of a recommendation.</summary>
public static class RecommendationRefusals
{
    internal const string R69 = "劳动人事争议仲裁办案规则第六十九条";

    public static Refusal Unknown { get; } = new("recommendation-unknown", "没有这份调解建议书，请核对编号。", "There is no such recommendation; check its id.");

    public static Refusal WrongStage(RecommendationStage stage) => new("recommendation-stage", $"调解建议现为“{stage.Chinese()}”，不能办理此事项，请刷新后核对。", $"The recommendation is {stage}; this cannot be done with it.", R69);

    public static Refusal AcceptedAlready { get; } = new("arbitration-accepted", "该争议已经立案并委托调解，调解建议书应当在受理前发出，请核对收件号或者案号。", "The arbitration is accepted and entrusted already; mediation is recommended before acceptance.", R69);

    public static Refusal ReplyTooLate(DateOnly due) => new("reply-too-late", $"答复期限已于{due:yyyy-MM-dd}届满，视为不同意调解，请恢复受理。", $"The days for the reply ended on {due:yyyy-MM-dd}: it counts as a no; let acceptance go on.", R69);

    public static Refusal ReplyStillDue(DateOnly due) => new("reply-still-due", $"申请人可以在{due:yyyy-MM-dd}以前答复，请待其答复；受理期限照常计算，没有暂缓。", $"The applicant may reply until {due:yyyy-MM-dd}; acceptance has not paused.", R69);

    public static Refusal PauseNotOver(DateOnly due) => new("pause-not-over", $"暂缓受理到{due:yyyy-MM-dd}才届满。", $"The pause lasts until {due:yyyy-MM-dd}.", R69);
}
