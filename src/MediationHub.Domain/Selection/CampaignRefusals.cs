using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;

namespace MediationHub.Domain.Selection;

/// <summary>Every "no" of a campaign.</summary>
public static class CampaignRefusals
{
    /// <summary>Where the yearly ten, the nomination by unit and the report to the national office stand.</summary>
    public const string Selection = "吉人社联〔2020〕93号四(二)1(5)";

    public static Refusal Unknown { get; } = new("campaign-unknown", "没有这项选树活动，请核对编号。", "There is no such campaign; check its id.");

    public static Refusal OnRecord { get; } = new("campaign-on-record", "这是往年活动的通知史料，没有推荐和结果数据，不能办理事项；请新建选树活动。", "This is only the notice of an earlier campaign; nothing can be done with it. Draw up a new one.");

    public static Refusal WrongStage(CampaignStage stage) => new("campaign-stage", $"活动现为“{stage.Chinese()}”，不能办理此事项，请刷新后核对。", $"The campaign is {stage}; this cannot be done with it. Load it again and look.");

    public static Refusal StandardsFixed { get; } = new("standards-fixed", "申报已经开始，标准不能再改变；确需调整的，请在下一批活动中规定。", "Nominations are open: the standards can no longer change. Put it into the next campaign.", Selection);

    public static Refusal DatesMissing(IEnumerable<CampaignDateKind> kinds) => new("dates-missing", $"以下日期尚未经人确认：{string.Join('、', kinds.Select(k => k.Chinese()))}。请先确认并写明来源。", "Dates are not confirmed yet; confirm each with its source.", Selection);

    public static Refusal DatesFixed { get; } = new("dates-fixed", "申报已经开始，统计期和申报起始日不能再改变；截止日只能延后，并须在截止之前确认。", "Nominations are open: window and first day are fixed; the cut-off can only be put off, before it is over.", Selection);

    public static Refusal DatesOrder { get; } = new("dates-order", "日期的先后不对：统计期起日不晚于止日，统计期止日、申报起始日均不晚于推荐截止日。请核对后重新确认。", "The dates are out of order: window from ≤ to ≤ cut-off, first day of nomination ≤ cut-off. Confirm them again.");

    public static Refusal CutOffBeforeNotice(DateOnly cutOff, DateOnly published) => new("cut-off-before-notice", $"推荐截止日（{cutOff:yyyy-MM-dd}）早于通知发布日（{published:yyyy-MM-dd}），各地来不及推荐，请先重新确认截止日。", $"The cut-off {cutOff:yyyy-MM-dd} lies before the day of publishing {published:yyyy-MM-dd}; confirm another cut-off first.", Selection);

    public static Refusal QuotaMissing { get; } = new("quota-missing", "还没有分配推荐名额，请先按报送单位分配。", "No quota is set yet; set one for the reporting units.", Selection);

    public static Refusal QuotaFixed { get; } = new("quota-fixed", "推荐已经截止，名额不能再调整；个别情形请记录特别批准。", "Nominations are closed: quotas are fixed. Record a special approval where needed.", Selection);

    public static Refusal NotYet(DateOnly from) => new("nomination-not-yet", $"申报自{from:yyyy-MM-dd}开始，请在该日办理；需要提前的，请先重新确认申报起始日。", $"Nominations begin on {from:yyyy-MM-dd}; open them then, or confirm another day first.");

    public static Refusal BeforeCutOff(DateOnly cutOff) => new("before-cut-off", $"推荐截止日为{cutOff:yyyy-MM-dd}，当日届满后才能截止，请在其后办理。", $"The cut-off is {cutOff:yyyy-MM-dd}; nominations close when that day is over.", Selection);

    public static Refusal ApprovalNotNeeded { get; } = Refusal.Invalid("late", "请选择特别批准的内容：逾期推荐或者超名额推荐。", "Say what is approved: a late nomination, or one beyond the quota.");

    public static Refusal NotScored(string name) => new("nomination-not-scored", $"{name}还没有完成评分，不能入围，请先完成两名评审人的评分。", "One of the nominations is not scored yet; have two scorers score it first.");

    public static Refusal NotVerified(string name) => new("nomination-not-verified", $"{name}还没有实地核查，不能入围，请先登记核查结果。", "One of the nominations was not verified on site yet; record the visit first.");

    public static Refusal EvaluationUnfinished(IReadOnlyList<UnfinishedNomination> unfinished) => new("evaluation-unfinished",
        $"以下推荐的评审还没有完成，不列入名单的将失去入选机会：{string.Join('；', unfinished.Take(10).Select(u => $"{u.Name}（{u.Words}）"))}{(unfinished.Count > 10 ? $"等{unfinished.Count}家" : "")}。请先完成评审，不合格的先行认定；确需先行确定名单的，请写明理由。",
        $"The evaluation of {unfinished.Count} nominations is not finished: have them scored and visited, or disqualify them; to go on without them give a reason (unscoredReason).", "评审完成后确定入围名单，本系统设定");

    public static Refusal PublicityRuns(DateOnly due) => new("publicity-running", $"公示至{due:yyyy-MM-dd}届满，公示期间不能作出决定，请在届满后办理。", $"Publicity runs until {due:yyyy-MM-dd}; nothing is decided before it is over.", "公示期满且没有未决异议方可决定，本系统设定");

    public static Refusal PublicityMissing { get; } = new("publicity-missing", "还没有进行省级公示，请先公示。", "There was no provincial publicity yet; start it first.", "公示期满且没有未决异议方可决定，本系统设定");

    public static Refusal PublicityProvisional(int year) => new("publicity-provisional", $"公示期跨入{year}年，该年放假安排尚未载入，期限未定，请先载入该年的日历。", $"The publicity ends in {year}, whose calendar is not loaded yet; load it first.");

    public static Refusal ObjectionsOpen(IEnumerable<int> numbers) => new("objection-open", $"第{string.Join('、', numbers)}号异议尚未答复，请先调查并答复。", "Objections are not answered yet; look into them and answer first.", "公示期满且没有未决异议方可决定，本系统设定");

    public static Refusal PublicityOver(DateOnly due) => new("publicity-over", $"公示已于{due:yyyy-MM-dd}届满，异议不再受理；发现重大问题的，请在决定后申请撤销。", $"Publicity ended on {due:yyyy-MM-dd}; objections are no longer taken. Ask for revocation after the decision where needed.");

    public static Refusal ObjectionsFull(int most, string contact, string phone) => new("objections-full", $"网上受理的异议已有{most}件，暂不能再提交；请向{contact}（{phone}）书面提出，由办公室登记编号。", $"The public form has taken {most} objections; bring yours to {contact} ({phone}) in writing, where it is numbered.");

    public static Refusal ObjectionUnknown(int number) => Refusal.Invalid("number", $"没有第{number}号异议，请核对。", $"There is no objection {number}; check its number.");

    public static Refusal ObjectionResolved(int number) => new("objection-resolved", $"第{number}号异议已经答复，不能改变。", $"Objection {number} was answered already; the answer stands.");

    public static Refusal ChosenNotActive(string name, OrganizationStatus status) => new("organization-not-active", $"{name}在决定之日为“{status.Chinese()}”，不能选定，请改选公示名单中的其他组织{(status is OrganizationStatus.Deregistered ? "" : "，或者待其恢复正常运行后决定")}。", $"One of those chosen is {status} on the day. Choose another of the published list, or decide once it is active again.", Selection);

    public static Refusal OverTarget(int chosen, int target) => new("over-target", $"选定{chosen}家，超过目标{target}家，请减少。", $"More are chosen ({chosen}) than the target of {target}; choose fewer.", Selection);

    public static Refusal NotOnShortlist { get; } = Refusal.Invalid("chosen", "只能从公示名单中选定，且异议成立的不能选定，请核对。", "Choose from the list that was made public, without those whose objection was upheld.");

    public static Refusal NotChosen { get; } = Refusal.Invalid("nominations", "只能上报已经公布且未被撤销的组织，请核对。", "Recommend only those that were decided on and not revoked.");

    public static Refusal NotRecommended { get; } = Refusal.Invalid("honored", "只能从上报名单中登记，请核对。", "Only those that were recommended can be honored.");

    public static Refusal NothingToRevoke { get; } = new("nothing-to-revoke", "该组织没有本次活动的称号，无需撤销，请核对。", "The organization has no honor of this campaign; check the nomination.");
}
