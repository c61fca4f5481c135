using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Periods;

/// <summary>Every "no" of a reporting period.</summary>
public static class PeriodRefusals
{
    public static Refusal Frozen(ReportPeriod period) => new("period-frozen",
        $"{period.Name}已经结转，数据不能修改。后来的更正请看“更正情况”；需要说明的，可以补充情况说明。",
        "The period is closed and its figures cannot be changed: later corrections are shown beside them, and a remark may be added.");

    public static Refusal NotOver(ReportPeriod period) => new("period-not-over",
        $"{period.Name}到{period.To:yyyy年M月d日}为止，尚未结束，请在次日以后结转。", $"The period lasts until {period.To:yyyy-MM-dd}; close it after that day.");

    public static Refusal Unbalanced(string organization) => new("period-unbalanced",
        $"“{organization}”的上期未结、当期受理、当期结案与期末未结不平，没有结转。请由系统管理员核验台账（mediationhub verify）后重试。",
        "The balance of an organization does not add up; nothing was closed. Have the administrator verify the record, then try again.");

    public static Refusal NotAProvince { get; } = Refusal.Invalid("unit", "结转以省为单位，请填写省级行政区划代码。", "A period is closed for a province: give its code.");

    public static Refusal Elsewhere(string own) => Refusal.Invalid("unit", $"这个单位不属于{own}，请从本省的报送单位中选择。", "This unit belongs to another province; choose one of your own.");

    public static Refusal NotClosed { get; } = new("period-open", "该期间尚未结转，结转后再补充说明。", "The period is not closed yet; a remark is added once it is.");

    public static Refusal Backwards { get; } = Refusal.Invalid("to", "截止日期早于起始日期，请调换。", "The period ends before it begins.");
}
