using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;

namespace MediationHub.Domain.Selection;

/// <summary>Every "no" of a nomination.</summary>
public static class NominationRefusals
{
    private const string Selection = CampaignRefusals.Selection;

    public static Refusal Unknown { get; } = new("nomination-unknown", "没有这项推荐，请核对编号。", "There is no such nomination; check its id.");

    public static Refusal WrongStage(NominationStage stage) => new("nomination-stage", $"该项推荐现为“{stage.Chinese()}”，不能办理此事项，请刷新后核对。", $"The nomination is {stage}; this cannot be done with it. Load it again and look.");

    public static Refusal CampaignNotOpen(CampaignStage stage) => new("nomination-closed", $"活动现为“{stage.Chinese()}”，不在申报推荐阶段，不能办理；请留意申报起止日期。", $"The campaign is {stage}: no applications are taken now. Mind its dates.", Selection);

    public static Refusal CutOffOver(DateOnly cutOff) => new("nomination-late", $"推荐已于{cutOff:yyyy-MM-dd}截止（按日历日计算，不顺延），逾期推荐须由省三方办公室先行记录特别批准。", $"The cut-off was {cutOff:yyyy-MM-dd}, a calendar date that does not roll; a late nomination needs a special approval on record.", Selection);

    public static Refusal OverQuota(string unit, int places, int reserves, int place) => new("nomination-over-quota", $"{unit}的推荐名额为{places}家、候补{reserves}家，不能推荐第{place}名；超名额推荐须由省三方办公室先行记录特别批准。", $"The unit has {places} places and {reserves} reserves; place {place} needs a special approval on record.", Selection);

    public static Refusal QuotaUsed(string unit, int places, int reserves) => new("nomination-quota-used", $"{unit}的推荐名额（{places}家、候补{reserves}家）已经用完；确需再推荐的，请省三方办公室先行记录超名额推荐的特别批准。", $"The unit's {places} places and {reserves} reserves are all given; one more needs a special approval of the provincial office on record.", Selection);

    public static Refusal CountyNotNeeded { get; } = new("county-not-needed", "该组织直接由推荐单位管理，没有县级审核环节，请由推荐单位直接推荐。", "The organization belongs to the reporting unit itself: no county checks it; the unit nominates it directly.");

    public static Refusal NoQuota(string unit) => new("nomination-no-quota", $"{unit}没有分配推荐名额，请与省三方办公室联系。", "The unit has no quota in this campaign; ask the provincial office.", Selection);

    public static Refusal SealsMissing(IEnumerable<string> bodies) => new("seals-missing", $"推荐须由三方各成员单位盖章，尚缺：{string.Join('、', bodies)}。请补齐后推荐。", "The seals of all tripartite bodies are needed; add the missing ones with their days.", Selection);

    public static Refusal OrganizationNotActive(string name, OrganizationStatus status) => new("organization-not-active", $"{name}现为“{status.Chinese()}”，整改、暂停期间的组织不能推荐，请在恢复后的活动中申报。", $"The organization is {status}; one that is rectifying or suspended is not nominated. Apply again once it is active.", Selection);

    public static Refusal OrganizationNoLongerActive(string name, OrganizationStatus status) => new("organization-not-active", $"{name}推荐后状态有变，为“{status.Chinese()}”，不能继续办理。{(status is OrganizationStatus.Deregistered ? "" : "请待其恢复正常运行后办理；")}不再参评的，请退回补正或者由推荐单位撤回。", $"The organization is {status} since it was nominated. Go on once it is active again; otherwise return the nomination, or have it withdrawn.", Selection);

    public static Refusal NotActiveThroughout(string name, DateOnly on, OrganizationStatus status, DateOnly from, DateOnly to) => new("organization-not-active-throughout", $"{name}于{on:yyyy-MM-dd}为“{status.Chinese()}”，在统计期（{from:yyyy-MM-dd}至{to:yyyy-MM-dd}）内未全程正常运行，不能推荐，请在下一批活动中申报。", $"The organization was {status} on {on:yyyy-MM-dd}: it has to be active throughout the window. Apply in the next campaign.", Selection);

    public static Refusal BelowTarget(long succeeded, long closed, int target) => new("success-below-target", closed == 0 ? $"统计期内没有计入成功率的结案，达不到{target}%的要求，不能推荐，请在下一批活动中申报。"
        : $"统计期内调解成功率为{succeeded}/{closed}（{SelectionMetrics.Percent(succeeded, closed):0.00}%），低于{target}%，通知没有另行允许，不能推荐。请在达标后申报。",
        $"The success rate in the window is {succeeded} of {closed}, below {target} percent, and the notice allows no exception. Apply once the target is reached.", "吉人社联〔2020〕93号四(二)1(2)");

    public static Refusal OtherProvince { get; } = Refusal.Invalid("organizationId", "该组织不属于本次活动的省份，请核对。", "The organization is of another province than the campaign; check it.");

    public static Refusal CountyFirst { get; } = new("county-check-missing", "县（市、区）级还没有审核，请先由县级审核并填写意见。", "The county has not checked it yet; have it checked first.", Selection);

    public static Refusal NotYourLevel { get; } = new("unit-not-reporting", "推荐由报送单位（市、州，长白山管委会，梅河口市）作出，县级只审核，请报市级推荐。", "A reporting unit nominates; a county only checks. Hand it on to the unit.", Selection);

    public static Refusal NoCommitment { get; } = Refusal.Invalid("commitment", "请承诺申报内容真实，并承担不实的责任。", "Confirm that what is said is true.");

    public static Refusal ReserveNeedsReason { get; } = Refusal.Invalid("substitution", "候补组织只能递补，请填写递补的缘由。", "A reserve comes in only in the place of another: say why.");

    public static Refusal MetricsFrozen(DateTimeOffset at) => new("metrics-frozen", $"统计数据已于{ChinaTime.Show(at)}冻结，不能再改变；其后的更正另列差异，不影响评审。", $"The figures were frozen at {ChinaTime.Show(at)} and do not change; later corrections are shown as differences.", "推荐截止日数据冻结，本系统设定");

    public static Refusal NotFrozen { get; } = new("metrics-not-frozen", "统计数据尚未冻结，请在推荐截止、数据冻结后办理。", "The figures are not frozen yet; this waits for the cut-off.");

    public static Refusal TooEarlyToFreeze { get; } = new("before-cut-off", "推荐截止后才冻结数据，请在截止后办理。", "Figures are frozen once nominations are closed.");

    public static Refusal EvaluationNotBegun(CampaignStage stage) => stage > CampaignStage.Evaluation
        ? new("evaluation-over", $"活动现为“{stage.Chinese()}”，复核评审已经结束，不能再办理此事项；确有必要的，请书面告知省三方办公室。", $"The campaign is {stage}: its evaluation is over. Tell the provincial office in writing where something is wrong.")
        : new("evaluation-not-begun", $"活动现为“{stage.Chinese()}”，不在复核评审阶段，请由省三方办公室先开始评审。", $"The campaign is {stage}: it is not being evaluated. The provincial office begins the evaluation.");

    public static Refusal GatesFailed(IReadOnlyCollection<GateResult> gates) => new("gates-failed", $"以下门槛没有达到，不能认定合格：{string.Join("；", gates.Select(g => $"{g.Text}（{g.Found}）"))}。请退回补正或者认定不合格。", "Gates are not passed; return the nomination or disqualify it.", Selection);

    public static Refusal NothingFails { get; } = Refusal.Invalid("gates", "请指出没有达到的门槛，或者成立的一票否决情形。", "Name the gate that is not passed, or the veto that holds.");

    public static Refusal GatePassed(string text) => new("gate-passed", $"冻结数据显示“{text}”已经达到，不能以此认定不合格，请核对。", "By the frozen figures this gate is passed; it is no ground. Check it.");

    public static Refusal ScorerUnknown { get; } = Refusal.Invalid("scorerId", "没有这名评审人，请先聘请或者指定。", "There is no such scorer; appoint or assign one first.");

    public static Refusal ScorerOfOrganization(string name) => new("scorer-of-nominated-organization", $"评审人属于本次活动中被推荐的{name}，应当回避，请另选评审人。", "The scorer is of an organization that is nominated in this campaign; choose another.", "评审人利益冲突回避，本系统设定");

    public static Refusal ScorerMediatesThere(string name) => new("scorer-mediates-there", $"评审人是或者曾是{name}的聘任调解员，应当回避，请指定其他评审人。", "The scorer is or was an appointed mediator of the organization; assign another.", "评审人利益冲突回避，本系统设定");

    public static Refusal ScorerOfUnit { get; } = new("scorer-of-nominating-unit", "评审人来自作出推荐的报送单位，应当回避，请指定其他评审人。", "The scorer is of the unit that nominates; assign another.", "评审人利益冲突回避，本系统设定");

    public static Refusal ScorerOfUnitsCommission(string commission) => new("scorer-of-nominating-unit", $"评审人所在的{commission}设在推荐单位的辖区，应当回避，请指定其他地区的评审人。", "The scorer's commission lies within the unit that nominates; assign somebody from elsewhere.", "评审人利益冲突回避，本系统设定");

    public static Refusal ScorerOfHost(string host) => new("scorer-of-host", $"评审人属于设立该组织的{host}，应当回避，请指定其他评审人。", "The scorer works for the body that hosts the organization; assign another.", "评审人利益冲突回避，本系统设定");

    public static Refusal ScorerDecides { get; } = new("scorer-of-deciding-office", "省三方办公室组织评审并作出决定，其人员不担任评审人，请聘请其他专家。", "The office that runs and decides the campaign does not score; appoint somebody else.", "评审人利益冲突回避，本系统设定");

    public static Refusal ScorerMayMediateThere(string name) => new("scorer-may-mediate-there", $"{name}的名册中有与评审人同名的调解员，请核实；确系不同的人的，请写明核实情况后再指定。", "A mediator of the organization has the same name; make sure that it is another person, and say how.", "评审人利益冲突回避，本系统设定");

    public static Refusal ScorersEnough { get; } = new("scorers-enough", "评审人已经足够；两份评分差距超过规定，或者省三方办公室认为评分有误、写明理由的，才指定第三人。", "There are scorers enough: a third comes only where the two differ too much, or where the office says why it has to.");

    public static Refusal ScorerInConflict { get; } = new("scorer-in-conflict", "评审人已声明有利益冲突，不能评分，请由省三方办公室另行指定。", "The scorer declared a conflict and does not score; another is assigned.", "评审人利益冲突回避，本系统设定");

    public static Refusal InterestMissing { get; } = new("interest-not-declared", "评分前须声明有无利益冲突，请先作出声明。", "Declare first whether anything stands in the way.", "评审人利益冲突回避，本系统设定");

    public static Refusal InterestDeclared { get; } = new("interest-declared", "利益冲突的声明已经作出，不能改变；情况有变的，请告知省三方办公室。", "The declaration was made and stands; tell the provincial office where things have changed.");

    public static Refusal ScoreStands { get; } = new("score-given", "评分已经提交。另一份评分提交以前确需更正的，请办理“更正评分”并写明理由；两份都已提交的，请书面告知省三方办公室。", "The score was given. Until the other sheet is in it can be corrected, with the reason, by correct-score; after that tell the provincial office.");

    public static Refusal NothingToCorrect { get; } = new("score-missing", "您还没有提交过这项推荐的评分，没有可以更正的内容。", "You have given no score here that could be corrected.");

    public static Refusal NothingCorrected { get; } = Refusal.Invalid("items", "更正后的评分与原评分相同，请核对。", "The sheet is the same as it was; check it.");

    public static Refusal ScoresCompared { get; } = new("scores-compared", "两份评分都已提交，独立评分到此完成，不能再更正；确有错误的，请书面告知省三方办公室，由其说明理由、指定第三名评审人评分。",
        "Both sheets are in: independent scores are not corrected any more. Tell the provincial office where one is wrong; with the reason it has a third scorer decide.", "两人独立评分，本系统设定");

    public static Refusal ScoresClosed { get; } = new("scores-closed", "入围名单已经确定，评分不能再更正；确有错误的，请书面告知省三方办公室。", "The shortlist is drawn up: scores stand. Tell the provincial office in writing where one is wrong.", "入围后评分不再更正，本系统设定");

    public static Refusal NotYourSheet { get; } = new("not-your-sheet", "有账号的评审人须本人评分；由办公室录入的只限没有账号的评审人，请核对。", "A scorer with an account scores alone; the office enters only the sheets of those without one.");
}
