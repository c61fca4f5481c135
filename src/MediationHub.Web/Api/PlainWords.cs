using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;

namespace MediationHub.Web.Api;

/// <summary>What happened, in one plain phrase: for the timeline and for what changed since someone looked.</summary>
public static class PlainWords
{
    private static readonly Dictionary<string, Text> Titles = new()
    {
        ["case.registered/1"] = new("登记案件", "Case registered"),
        ["case.consent-asked/1"] = new("征询被申请人意见", "Consent asked"),
        ["case.consent-given/1"] = new("当事人同意调解", "A party consented"),
        ["case.mediation-refused/1"] = new("当事人不同意调解", "A party refused mediation"),
        ["case.accepted/1"] = new("受理", "Accepted"),
        ["case.not-accepted/1"] = new("不予受理", "Not accepted"),
        ["case.corrected/1"] = new("更正登记内容", "Corrected"),
        ["case.claims-changed/1"] = new("变更调解请求", "Claims changed"),
        ["case.party-added/1"] = new("追加当事人", "Party added"),
        ["case.party-removed/1"] = new("撤去当事人", "Party removed"),
        ["case.agent-appointed/1"] = new("委托代理人", "Agent appointed"),
        ["case.address-confirmed/1"] = new("确认送达地址", "Address for service confirmed"),
        ["case.representatives-chosen/1"] = new("推选代表", "Representatives chosen"),
        ["case.imported/1"] = new("由历史台账导入", "Taken over from the old ledger"),
        ["organization.imported/1"] = new("由登记册导入", "Taken over from a register"),
        ["mediator.imported/1"] = new("由登记册导入", "Taken over from a register"),
        ["case.members-imported/1"] = new("导入集体争议人员名单", "Member list imported"),
        ["case.member-removed/1"] = new("从集体争议名单移出", "Worker taken off the list"),
        ["case.evidence-added/1"] = new("提交证据", "Evidence added"),
        ["case.evidence-changed/1"] = new("修改证据说明", "Evidence described anew"),
        ["case.evidence-withdrawn/1"] = new("撤回证据", "Evidence withdrawn"),
        ["case.mediator-assigned/1"] = new("指派调解员", "Mediator assigned"),
        ["case.recusal-requested/1"] = new("申请调解员回避", "Recusal requested"),
        ["case.recusal-decided/1"] = new("决定回避申请", "Recusal decided"),
        ["case.session-scheduled/1"] = new("安排调解会议", "Session scheduled"),
        ["case.session-moved/1"] = new("调解会议改期", "Session moved"),
        ["case.session-cancelled/1"] = new("取消调解会议", "Session cancelled"),
        ["case.session-held/1"] = new("召开调解会议并记录", "Session held"),
        ["case.offer-released/1"] = new("公开当事人方案", "Offer released"),
        ["case.extended/1"] = new("延长调解期限", "Term extended"),
        ["case.suspended/1"] = new("中止", "Suspended"),
        ["case.resumed/1"] = new("恢复调解", "Resumed"),
        ["case.agreement-drafted/1"] = new("拟定调解协议", "Agreement drafted"),
        ["case.agreement-signed/1"] = new("签署调解协议", "Agreement signed"),
        ["case.agreement-sealed/1"] = new("加盖调解组织印章", "Agreement sealed"),
        ["case.agreement-took-effect/1"] = new("调解协议生效", "Agreement took effect"),
        ["case.closed/1"] = new("结案", "Closed"),
        ["case.withdrawn/1"] = new("撤回申请", "Application withdrawn"),
        ["case.transfer-proposed/1"] = new("提出移送", "Transfer proposed"),
        ["case.transfer-declined/1"] = new("移送未被接收", "Transfer declined"),
        ["case.transferred/1"] = new("移送其他调解组织", "Transferred"),
        ["case.payment-recorded/1"] = new("登记付款", "Payment recorded"),
        ["case.performance-recorded/1"] = new("登记履行", "Performance recorded"),
        ["case.receipt-confirmed/1"] = new("确认收款", "Receipt confirmed"),
        ["case.followed-up/1"] = new("回访", "Followed up"),
        ["case.default-marked/1"] = new("标记未履行", "Default marked"),
        ["case.remedy-started/1"] = new("启动救济途径", "Remedy started"),
        ["case.paper-made/1"] = new("制作文书", "Paper made"),
        ["case.service-recorded/1"] = new("登记送达", "Service recorded"),
        ["case.review-noted/1"] = new("仲裁审查有进展", "Review moved on"),
        ["case.archived/1"] = new("归档", "Archived"),
        ["case.reopening-requested/1"] = new("申请重新开启", "Reopening requested"),
        ["case.reopened/1"] = new("重新开启", "Reopened"),
        ["case.scan-added/1"] = new("补充扫描件", "Scan added"),
        ["case.hold-placed/1"] = new("冻结销毁", "Hold placed"),
        ["case.hold-lifted/1"] = new("解除冻结", "Hold lifted"),
        ["case.destroyed/1"] = new("卷宗销毁", "File destroyed"),
        ["destruction.proposed/1"] = new("提出销毁清册", "Destruction list proposed"),
        ["destruction.approved/1"] = new("批准销毁", "Destruction approved"),
        ["destruction.refused/1"] = new("退回销毁清册", "Destruction refused"),
        ["destruction.carried-out/1"] = new("清册执行完毕", "Destruction carried out"),
        ["entry.late/1"] = new("补录说明", "Late entry explained"),
        ["anchor.signed/1"] = new("签署每日锚", "Daily anchor signed"),
        ["organization.drafted/1"] = new("建立组织档案", "Record created"),
        ["organization.submitted/1"] = new("提交备案申请", "Filing submitted"),
        ["organization.filed/1"] = new("准予备案", "Filed"),
        ["organization.returned/1"] = new("退回补正", "Returned for completion"),
        ["organization.refused/1"] = new("不予备案", "Filing refused"),
        ["organization.activated/1"] = new("启用", "Activated"),
        ["organization.rectification-ordered/1"] = new("责令限期整改", "Rectification ordered"),
        ["organization.suspended/1"] = new("暂停", "Suspended"),
        ["organization.resumed/1"] = new("恢复", "Resumed"),
        ["organization.deregistered/1"] = new("注销", "Deregistered"),
        ["organization.profile-changed/1"] = new("变更组织信息", "Profile changed"),
        ["organization.proof-added/1"] = new("补充备案材料", "Proof added"),
        ["organization.proof-withdrawn/1"] = new("撤下备案材料", "Proof taken back"),
        ["organization.listed/1"] = new("列入公开名册", "Listed"),
        ["organization.unlisted/1"] = new("移出公开名册", "Unlisted"),
        ["organization.filing-changed/1"] = new("变更备案", "Filing changed"),
        ["mediator.nominated/1"] = new("提名调解员", "Nominated"),
        ["mediator.profile-changed/1"] = new("变更个人信息", "Profile changed"),
        ["mediator.certified/1"] = new("登记发证", "Certified"),
        ["mediator.appointed/1"] = new("聘任", "Appointed"),
        ["mediator.renewed/1"] = new("续聘", "Renewed"),
        ["mediator.suspended/1"] = new("暂停履职", "Suspended"),
        ["mediator.suspension-lifted/1"] = new("解除暂停", "Suspension lifted"),
        ["mediator.dismissed/1"] = new("解聘", "Dismissed"),
        ["mediator.left/1"] = new("离任", "Left"),
        ["mediator.training-recorded/1"] = new("登记培训", "Training recorded"),
        ["mediator.assessed/1"] = new("登记年度考核", "Assessed"),
    };

    /// <summary>The event's phrase; its details stand beside it in the timeline.</summary>
    public static string Title(DomainEvent happened, bool english = false)
    {
        var name = Wire.NameOf(happened);
        return Titles.TryGetValue(name, out var title) ? english ? title.English : title.Chinese : name;
    }

    /// <summary>Whether the wire name has a phrase: checked over all events by a test.</summary>
    public static bool Knows(string wireName) => Titles.ContainsKey(wireName);

    /// <summary>What is worth saying beside the phrase; null where the phrase says it all. Statements, offers and reasons are never part of it.</summary>
    public static string? Detail(DomainEvent happened) => happened switch
    {
        CaseRegistered e => e.Number,
        CaseAccepted { Late: true } e => $"超过受理期限({e.Due:yyyy-MM-dd}),已记录",
        CaseClosed e => e.Closing.Outcome.Chinese(),
        ApplicationWithdrawn e => e.Closing.Outcome.Chinese(),
        SessionScheduled e => ChinaTime.Show(e.StartsAt),
        SessionMoved e => $"改至 {ChinaTime.Show(e.StartsAt)}",
        SessionHeld e => $"{ChinaTime.Show(e.Session.StartsAt)},{(e.Session.Private ? "单独会谈" : "共同会谈")}",
        TermExtended e => $"延长至 {e.Extension.Due:yyyy-MM-dd}",
        AgreementDrafted e => $"第 {e.No} 稿,{e.Terms.Count} 项",
        AgreementTookEffect e => $"生效时间 {ChinaTime.Show(e.At)}",
        PaymentRecorded e => $"第 {e.Payment.TermNo} 项,{e.Payment.Amount:#,##0.00} 元,{e.Payment.PaidOn:yyyy-MM-dd}",
        CaseDestroyed e => e.ListNumber,
        EnteredLate e => $"{e.On:yyyy-MM-dd} 的事项,迟 {e.WorkingDaysLate} 个工作日录入",
        _ => null,
    };
}
