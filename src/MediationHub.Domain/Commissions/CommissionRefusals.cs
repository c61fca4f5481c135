using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Commissions;

/// <summary>Every "no" of a commission.</summary>
public static class CommissionRefusals
{
    public static Refusal Unknown { get; } = new("commission-unknown", "没有这个仲裁委员会，请核对编号。", "There is no such commission; check its id.");

    public static Refusal ArbitratorUnknown { get; } = Refusal.Invalid("arbitratorId", "名册中没有这名仲裁员，请核对。", "The roster has no such arbitrator; check the id.");

    public static Refusal DelegationBackdated { get; } = new("delegation-backdated", "委托不能早于今日生效，以免追认已作出的批准，请把起始日改为今日或者以后。",
        "A delegation does not reach back: let it begin today or later.", "劳动人事争议仲裁办案规则第七十七条");

    public static Refusal NotTheDirector { get; } = new("not-the-director", "本委已经指定主任账号，只有主任本人可以委托审批、终止委托或者改换主任账号，请由主任办理。",
        "The commission has named its director: only the director delegates approvals, takes them back or names another account.", "劳动人事争议仲裁办案规则第七十六条");

    public static Refusal SetFromAbove { get; } = new("set-from-above", "代码、级别、所在地和管辖区划由省、市（州）三方办公室变更，请报其办理。",
        "Code, level, seat and jurisdiction are changed by the office above; ask it.", "调解仲裁法第十七条");

    public static Refusal MonthNotOver(string month) => new("month-not-over", $"{month}尚未结束，收到的申请还会增加，请于次月登记。", "The month is not over: more applications may come. Record it in the month after.", "按整月统计（本系统设定）");

    public static Refusal DelegatesToSelf { get; } = new("delegates-to-self", "不能委托给本人，请填写仲裁院负责人的用户名。", "Nobody delegates to themselves: name the head of the institute.");
}
