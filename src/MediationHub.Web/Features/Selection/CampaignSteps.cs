using MediationHub.Domain.Kernel;
using MediationHub.Domain.Selection;
using MediationHub.Web.Forms;

namespace MediationHub.Web.Features.Selection;

/// <summary>The steps of a campaign, in the order in which they come; all but one are the provincial office's.</summary>
public static class CampaignSteps
{
    private const string Any = "—";

    private static Dictionary<string, FieldKind> Kinds(params (string, FieldKind)[] kinds) => kinds.ToDictionary(k => k.Item1, k => k.Item2);

    public static IReadOnlyList<RecordStep<Campaign>> All { get; } =
    [
        RecordStep.Of<Campaign, StateDate>("state-date", "抄录日期原文", "日期原文已抄录。", (_, _) => new(CampaignDateKind.CutOff, null, "", "")) with { About = "照抄通知的原话和出处；前后不一的，逐条抄录，不作取舍。" },
        RecordStep.Of<Campaign, ConfirmDate>("confirm-date", "确认日期", "日期已确认。", (_, _) => new(CampaignDateKind.CutOff, default, "")) with { About = "确认采用哪一天，并写明来源；通知原文另有写法或者前后不一的，须说明理由。截止日按日历日计算，不因节假日顺延。" },
        RecordStep.Of<Campaign, SetQuota>("set-quota", "分配名额", "名额已分配。", (_, _) => new(Any, 1)) with { Kinds = Kinds(("places", FieldKind.Whole), ("reserves", FieldKind.Whole)), About = "按报送单位分配，合计可以多于目标数（差额）。每次调整连同理由留有记录。" },
        RecordStep.Of<Campaign, ChangeStandards>("change-standards", "改变标准", "标准已改变。", (c, _) => c.Standards is { } s ? new(s with { Target = s.Target + 1 }, default) : null) with
        {
            Kinds = Kinds(("standards.target", FieldKind.Whole), ("standards.successTarget", FieldKind.Whole), ("standards.minimum", FieldKind.Whole), ("standards.minimumByType[].cases", FieldKind.Whole), ("standards.publicityDays", FieldKind.Whole),
                ("standards.scoreGap", FieldKind.Money), ("standards.verifiers", FieldKind.Whole), ("standards.bonus", FieldKind.Money), ("standards.seals", FieldKind.Lines), ("standards.gates[].least", FieldKind.Whole),
                ("standards.items[].points", FieldKind.Money), ("standards.items[].zero", FieldKind.Money), ("standards.items[].full", FieldKind.Money)),
            About = "申报开始后，标准不能再改变。",
        },
        RecordStep.Of<Campaign, PublishCampaign>("publish", "发布通知", "通知已发布。", (_, at) => new(at.Today)) with { WaitsFor = ["dates-missing", "dates-order", "cut-off-before-notice", "quota-missing"], About = "发布后各地可以看到活动、标准、名额和日期。" },
        RecordStep.Of<Campaign, OpenNomination>("open-nomination", "开始申报推荐", "申报推荐已开始，标准不能再改变。", (_, _) => new()) with { WaitsFor = ["nomination-not-yet"], About = "到申报起始日，系统也会自动开始。" },
        RecordStep.Of<Campaign, CloseNomination>("close-nomination", "截止推荐", "推荐已截止，统计数据随即冻结。", (_, _) => new()) with { WaitsFor = ["before-cut-off"], About = "截止日届满后，系统自动截止并冻结统计数据。" },
        RecordStep.Of<Campaign, BeginEvaluation>("begin-evaluation", "开始复核评审", "复核评审已开始。", (_, at) => new(at.Today)) with { About = "资格审核、实地核查和评分在本阶段进行。" },
        RecordStep.Of<Campaign, ShortlistNominations>("shortlist", "确定入围名单", "入围名单已确定。", (_, _) => new([])) with { Kinds = Kinds(("nominations", FieldKind.TickList)), About = "从已经完成评分和实地核查的推荐中选择，可以多于目标数。公示以前可以重新确定，没有列入的仍可继续评审。" },
        RecordStep.Of<Campaign, StartPublicity>("start-publicity", "开始公示", "公示已登记。", (c, at) => new(at.Today, "", "", "", Level: c.Stage is CampaignStage.RecommendedToNational ? PublicityLevel.National : PublicityLevel.Province)) with
        {
            Kinds = Kinds(("days", FieldKind.Whole)), About = "公示期自次日起按工作日计算；期间任何人可以实名提出异议，不能作出决定。",
            Called = c => c.Stage is CampaignStage.RecommendedToNational ? ("登记国家级公示", "国家协调劳动关系三方办公室公示上报名单的，登记在此；对国家级公示的异议由国家协调劳动关系三方办公室受理。") : null,
        },
        RecordStep.Of<Campaign, RaiseObjection>("raise-objection", "登记异议", "异议已登记并编号。", (_, at) => new(default, default, default, default, at.Today)) with { Several = ["proof"], Kinds = Kinds(("proof", FieldKind.TickList)), About = "异议须署真实姓名或者单位名称，只供调查使用，不予公开。" },
        RecordStep.Of<Campaign, ResolveObjection>("resolve-objection", "答复异议", "异议已答复。", (c, at) => c.OpenObjections.FirstOrDefault() is { } open ? new(open.Number, null, default, default, at.Today) : null) with
        { Kinds = Kinds(("number", FieldKind.Whole), ("upheld", FieldKind.YesNo)), About = "调查后作出结论并答复异议人；异议成立的，该组织退出名单。" },
        RecordStep.Of<Campaign, DecideCampaign>("decide", "作出决定并公布", "决定已公布，称号已记入各组织档案。", (_, at) => new([], "", "", at.Today)) with
        { WaitsFor = ["publicity-running", "publicity-provisional", "objection-open"], Kinds = Kinds(("chosen", FieldKind.TickList)), Takes = "minutes", About = "公示期满且没有未决异议方可决定，选定数不超过目标数。" },
        RecordStep.Of<Campaign, RecommendToNational>("recommend", "上报国家", "已登记上报和回执。", (_, at) => new("", "", at.Today)) with { Kinds = Kinds(("nominations", FieldKind.TickList)), Takes = "receiptFile", About = "登记上报函文号和国家协调劳动关系三方办公室的回执。" },
        RecordStep.Of<Campaign, RecordNationalResult>("record-national-result", "登记国家结果", "国家结果已登记。", (_, at) => new([], "", at.Today)) with { Kinds = Kinds(("honored", FieldKind.TickList)), About = "勾选获得国家级称号的组织；都没有获得的，不勾选。" },
        RecordStep.Of<Campaign, ApproveSpecially>("approve-specially", "记录特别批准", "特别批准已记录。", (_, _) => new(default, "", default, Late: true)) with { Kinds = Kinds(("late", FieldKind.Tick), ("overQuota", FieldKind.Tick)), About = "逾期或者超名额推荐，须先有批准文件。" },
        RecordStep.Of<Campaign, AppointScorer>("appoint-scorer", "聘请评审人", "评审人已聘请。", (_, _) => new()) with { About = "省三方办公室和被推荐组织的人员不能聘请。有账号的，本人登录评分；没有账号的，由办公室依签字的评分表录入。" },
        RecordStep.Of<Campaign, RevokeHonor>("revoke", "撤销称号", "称号已撤销。", (c, at) => c.Decision?.Chosen.Where(n => !c.IsRevoked(n)).Select(n => (NominationId?)n).FirstOrDefault() is { } first ? new(first, RevocationGround.Fraud, default, "", at.Today) : null) with
        { Grave = true, About = "弄虚作假、发生重大事件或者组织注销的，撤销称号，并记入该组织档案。" },
        RecordStep.Of<Campaign, EndCampaign>("end", "总结并结束", "活动已结束。", (_, at) => new(default, at.Today)) with { About = "总结分析，提炼推广典型经验。结束后仍可撤销称号。" },
    ];

    /// <summary>The steps that carry the campaign on; the others stand beside it.</summary>
    public static IReadOnlyCollection<string> Aside { get; } = ["state-date", "confirm-date", "set-quota", "change-standards", "approve-specially", "appoint-scorer", "raise-objection", "revoke", "end"];
}

/// <summary>The steps of a nomination, of the organization, the offices above it and the scorers.</summary>
public static class NominationSteps
{
    private const string Any = "—";

    private static Dictionary<string, FieldKind> Kinds(params (string, FieldKind)[] kinds) => kinds.ToDictionary(k => k.Item1, k => k.Item2);

    public static IReadOnlyList<RecordStep<Nomination>> All { get; } =
    [
        RecordStep.Of<Nomination, SubmitNomination>("submit", "提交申报", "申报已提交，等待审核推荐。", (_, _) => new(true)) with { WaitsFor = ["nomination-late", "nomination-closed", "organization-not-active", "organization-not-active-throughout"], Kinds = Kinds(("commitment", FieldKind.Tick)), About = "统计数据由系统从办案记录中取得，不需填报。" },
        RecordStep.Of<Nomination, ChangeNomination>("change", "填写申报内容", "申报内容已保存。", (_, _) => new(new NominationStatement(default, default, Any, default, default, []))) with { Several = ["statement.files"], Kinds = Kinds(("statement.files", FieldKind.TickList)) },
        RecordStep.Of<Nomination, CheckByCounty>("check-by-county", "县级审核", "县级审核意见已登记。", (_, at) => new("", default, at.Today)) with { About = "县（市、区）级没有账号的，由市级代为登记其审核意见。" },
        RecordStep.Of<Nomination, Nominate>("nominate", "推荐", "已推荐到省三方办公室。", (n, at) => new(n.Recommendation?.Place ?? 0, [], default, at.Today)) with
        {
            WaitsFor = ["county-check-missing", "nomination-late", "nomination-no-quota", "nomination-quota-used", "organization-not-active", "organization-not-active-throughout"],
            Kinds = Kinds(("place", FieldKind.Whole)), About = "在本单位名额内、截止日以前推荐，三方各成员单位盖章；统计期内成功率未达标的不能推荐。",
        },
        RecordStep.Of<Nomination, ReceiveNomination>("receive", "接收", "已接收。", (_, at) => new(at.Today)),
        RecordStep.Of<Nomination, QualifyNomination>("qualify", "认定资格合格", "已认定资格合格。", (_, _) => new(false)) with { WaitsFor = ["metrics-not-frozen", "evaluation-not-begun", "gates-failed", "organization-not-active"], Kinds = Kinds(("noVeto", FieldKind.Tick)), About = "依据冻结的统计数据逐项核对门槛，并核对有无一票否决情形。" },
        RecordStep.Of<Nomination, DeclareInterest>("declare-interest", "声明利益关系", "声明已登记。", (n, at) => (Whose(n, at, s => s.HasConflict is null) ?? Whose(n, at, s => DeclareInterest.MayTakeBack(n, s))) is { } own ? new(null, ScorerId: own) : null) with { Kinds = Kinds(("hasConflict", FieldKind.YesNo)), About = "评分以前，如实声明与被推荐组织有无利益关系。声明以后、评分以前情况有变的，应当补充声明，由办公室另行指定评审人。" },
        RecordStep.Of<Nomination, ScoreNomination>("score", "评分", "评分已提交。", (n, at) => Whose(n, at, s => s.HasConflict is not true && !n.Scores.Exists(g => g.ScorerId == s.Id)) is { } own ? new([], ScorerId: own) : null) with
        { WaitsFor = ["interest-not-declared", "evaluation-not-begun"], Kinds = Kinds(("items[].points", FieldKind.Money), ("bonus", FieldKind.Money)), Takes = "sheet", About = "独立评分，提交以前看不到他人的评分；与系统计算不同的，写明理由。提交后确需更正的，只能在另一份评分提交以前，并须写明理由。" },
        RecordStep.Of<Nomination, CorrectScore>("correct-score", "更正评分", "评分已更正。", (n, at) => Whose(n, at, s => n.Scores.Exists(g => g.ScorerId == s.Id)) is { } own ? new([], Any, ScorerId: own) : null) with
        { Kinds = Kinds(("items[].points", FieldKind.Money), ("bonus", FieldKind.Money)), Takes = "sheet", About = "另一份评分提交以前可以更正，原评分和理由留有记录；两份都已提交的，不能再更正。" },
        RecordStep.Of<Nomination, AssignScorer>("assign-scorer", "指定评审人", "评审人已指定。", (_, _) => new(default)) with { WaitsFor = ["evaluation-not-begun"], About = "两名评审人独立评分；两人相差超过规定分数，或者评分成立后发现有误、写明理由的，再指定一人。本次活动被推荐组织的人员和聘任调解员、推荐单位及其辖区仲裁机构的人员、设立单位的人员，应当回避；省三方办公室的人员不评分。" },
        RecordStep.Of<Nomination, VerifyOnSite>("verify-on-site", "登记实地核查", "实地核查已登记。", (_, at) => new(at.Today, [], [], default)) with
        { WaitsFor = ["evaluation-not-begun"], Several = ["photos"], Kinds = Kinds(("photos", FieldKind.TickList), ("dimensions[].points", FieldKind.Money)), About = "核查人员不少于标准规定的人数，且不能来自被核查的组织；四个维度分别评分。" },
        RecordStep.Of<Nomination, PublishLocally>("publish-locally", "登记本级公示", "本级公示已登记。", (_, at) => new(LocalLevel.Prefecture, at.Today, 0, "", "")) with { Kinds = Kinds(("days", FieldKind.Whole)), About = "县级、市级在推荐以前自行公示的，登记在此；省级公示另行进行。" },
        RecordStep.Of<Nomination, ReturnNomination>("return", "退回补正", "已退回补正。", (_, _) => new(Any)) with { About = "退回后由该组织修改并重新提交；截止日以前推荐过的，不算逾期。" },
        RecordStep.Of<Nomination, FreezeMetrics>("freeze-metrics", "冻结统计数据", "统计数据已冻结。", (n, _) => n.Metrics is null ? new() : null) with { WaitsFor = ["before-cut-off"], About = "系统在截止后自动冻结；冻结后不能改变，其后的更正另列差异。" },
        RecordStep.Of<Nomination, DisqualifyNomination>("disqualify", "认定不合格", "已认定不合格。", (_, _) => new([], [], Any)) with { WaitsFor = ["metrics-not-frozen"], Grave = true, Kinds = Kinds(("gates", FieldKind.TickList), ("vetoes", FieldKind.TickList)), About = "指出没有达到的门槛或者成立的一票否决情形，并写明事实。" },
        RecordStep.Of<Nomination, WithdrawNomination>("withdraw", "撤回", "已撤回，名额可以另行使用。", (_, _) => new(Any)) with { Grave = true },
    ];

    /// <summary>Whose sheet this person would enter now: one that waits, else any, which is then refused with the reason; null where none is this person's.</summary>
    private static ScorerId? Whose(Nomination n, Context at, Func<AssignedScorer, bool> waits) => (n.EnteredBy(at.Actor).FirstOrDefault(waits) ?? n.EnteredBy(at.Actor).FirstOrDefault())?.Id;

    /// <summary>The steps that do not carry the nomination on by themselves.</summary>
    public static IReadOnlyCollection<string> Aside { get; } = ["change", "publish-locally", "return", "freeze-metrics", "disqualify", "withdraw", "verify-on-site", "correct-score"];
}
