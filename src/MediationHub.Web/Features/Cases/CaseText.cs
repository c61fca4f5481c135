using System.Text.Json;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Parties;
using MediationHub.Domain.Rulebook;
using MediationHub.Web.Components;

namespace MediationHub.Web.Features.Cases;

/// <summary>The office's words for what stands in a case, shared by its pages.</summary>
public static class CaseText
{
    public static string Chinese(this CaseSource source) => source switch
    {
        CaseSource.PartyApplication => "当事人申请",
        CaseSource.OwnInitiative => "主动调解",
        CaseSource.CommissionEntrusted => "仲裁委员会委托",
        CaseSource.CommissionRecommended => "仲裁委员会建议",
        CaseSource.CourtAssigned => "人民法院委派",
        CaseSource.CourtEntrusted => "人民法院委托",
        CaseSource.PetitionTransfer => "信访、监察、热线转办",
        CaseSource.UnionTransfer => "工会转办",
        _ => "在线平台",
    };

    public static string Chinese(this ApplicationForm form) => form switch { ApplicationForm.Written => "书面", ApplicationForm.Oral => "口头", _ => "线上" };

    public static string Chinese(this PartySide side) => side is PartySide.Applicant ? "申请人" : "被申请人";

    public static string Chinese(this PartyKind kind) => kind is PartyKind.Person ? "自然人" : "用人单位";

    public static string Chinese(this Sex sex) => sex is Sex.Male ? "男" : "女";

    public static string Chinese(this EmploymentForm form) => form switch
    {
        EmploymentForm.Contract => "劳动合同",
        EmploymentForm.Dispatch => "劳务派遣",
        EmploymentForm.PartTime => "非全日制",
        EmploymentForm.Platform => "新就业形态",
        EmploymentForm.PublicInstitution => "事业单位聘用",
        _ => "其他",
    };

    public static string Chinese(this EmployerNature nature) => nature switch
    {
        EmployerNature.StateOwned => "国有企业",
        EmployerNature.Private => "民营企业",
        EmployerNature.Foreign => "外商投资企业",
        EmployerNature.Individual => "个体工商户",
        EmployerNature.Government => "机关",
        EmployerNature.PublicInstitution => "事业单位",
        EmployerNature.SocialGroup => "社会团体",
        EmployerNature.PrivateNonEnterprise => "民办非企业单位",
        _ => "其他",
    };

    public static string Chinese(this EmployerSize size) => size switch { EmployerSize.Large => "大型", EmployerSize.Medium => "中型", EmployerSize.Small => "小型", _ => "微型" };

    public static string Chinese(this AgentPowers powers) => powers is AgentPowers.Special ? "特别授权" : "一般授权";

    public static string Chinese(this MediatorRole role) => role is MediatorRole.Lead ? "主办" : "协办";

    public static string Chinese(this RejectGround ground) => ground switch
    {
        RejectGround.OutOfScope => "不属于受理范围",
        RejectGround.ApplicantRefused => "申请人不同意调解",
        RejectGround.AlreadyDecided => "已有生效的裁决、判决或者调解书",
        RejectGround.PendingInArbitration => "仲裁或者诉讼正在处理",
        RejectGround.Duplicate => "重复申请",
        RejectGround.NotCompetent => "不属于本组织管辖",
        _ => "其他",
    };

    /// <summary>Where the same dispute stands besides, with what is known of it there.</summary>
    public static string Chinese(this ElsewhereDispute elsewhere)
    {
        var known = string.Join('，', new[] { elsewhere.Body.Value, elsewhere.Number.Value, elsewhere.On is { } on ? Display.Day(on) : null }.Where(t => !string.IsNullOrWhiteSpace(t)));
        return known.Length == 0 ? elsewhere.Kind.Chinese() : $"{elsewhere.Kind.Chinese()}（{known}）";
    }

    /// <summary>What an earlier case tells of the dispute, as a warning.</summary>
    public static string Chinese(this Register.KnownElsewhere known) => known switch
    {
        Register.KnownElsewhere.InReview => "调解协议正在仲裁审查",
        Register.KnownElsewhere.Confirmed => "已置换仲裁调解书",
        Register.KnownElsewhere.CourtConfirmed => "调解协议已经司法确认",
        Register.KnownElsewhere.ForCommission => "受仲裁委员会委托或者建议调解，正在办理",
        _ => "受人民法院委派或者委托调解，正在办理",
    };

    public static string Chinese(this FailureCode code) => code switch
    {
        FailureCode.PositionsApart => "双方诉求差距大",
        FailureCode.PartyWithdrew => "一方不愿继续调解",
        FailureCode.PartyAbsent => "一方无正当理由缺席",
        FailureCode.PartyNotReachable => "无法联系一方",
        FailureCode.EvidenceDisputed => "事实证据争议大",
        FailureCode.EmployerInsolvent => "用人单位无履行能力",
        FailureCode.TimeExpired => "调解期限届满",
        _ => "其他",
    };

    public static string Chinese(this TerminationGround ground) => ground switch { TerminationGround.Death => "当事人死亡", TerminationGround.Deregistered => "用人单位注销", _ => "已由其他途径处理" };

    public static string Chinese(this SuspensionGround ground) => ground is SuspensionGround.Service ? "等待送达" : "等待鉴定";

    public static string Chinese(this ReopenGround ground) => ground is ReopenGround.ClericalError ? "登记笔误" : "存在欺诈";

    public static string Chinese(this ServiceMethod method) => method switch
    {
        ServiceMethod.Direct => "直接送达",
        ServiceMethod.LeftWithWitness => "留置送达",
        ServiceMethod.Post => "邮寄送达",
        ServiceMethod.Electronic => "电子送达",
        ServiceMethod.Entrusted => "委托送达",
        ServiceMethod.Posting => "张贴送达",
        _ => "公告送达",
    };

    public static string Chinese(this ElectronicChannel channel) => channel switch { ElectronicChannel.Sms => "短信", ElectronicChannel.Email => "电子邮件", ElectronicChannel.Messenger => "即时通讯", ElectronicChannel.Platform => "在线平台", _ => "传真" };

    public static string Chinese(this ServiceResult result) => result switch { ServiceResult.Received => "已收到", ServiceResult.Signed => "已签收", ServiceResult.Refused => "拒收", ServiceResult.NotReached => "未送达", _ => "退回" };

    public static string Chinese(this EvidenceVisibility visibility) => visibility switch { EvidenceVisibility.AllParties => "各方可见", EvidenceVisibility.SubmittingParty => "仅提交人可见", _ => "仅调解员可见" };

    public static string Chinese(this DossierVolume volume) => volume is DossierVolume.Main ? "正卷" : "副卷";

    public static string Chinese(this RetentionClass kind) => kind switch { RetentionClass.Long => "长期类", _ => "普通类" };

    public static string Chinese(this FollowUpOutcome outcome) => outcome switch
    {
        FollowUpOutcome.Performed => "已履行完毕",
        FollowUpOutcome.OnTrack => "正在按期履行",
        FollowUpOutcome.Delayed => "请求延期履行",
        FollowUpOutcome.Refused => "拒绝履行",
        FollowUpOutcome.NotReached => "未能联系上",
        _ => "其他",
    };

    public static string Chinese(this RemedyKind kind) => kind switch
    {
        RemedyKind.Arbitration => "申请劳动人事争议仲裁",
        RemedyKind.PaymentOrder => "向人民法院申请支付令",
        RemedyKind.DirectSuit => "直接向人民法院起诉",
        RemedyKind.Enforcement => "申请强制执行",
        _ => "向劳动保障监察机构投诉",
    };

    public static string Chinese(this SessionMode mode) => mode switch { SessionMode.OnSite => "现场", SessionMode.Online => "线上", _ => "电话" };

    public static string Chinese(this SessionResult result) => result switch { SessionResult.Continues => "继续调解", SessionResult.AgreementReached => "达成一致", SessionResult.NoAgreement => "未达成一致", _ => "中止会议" };

    public static string Chinese(this SessionStatus status) => status switch { SessionStatus.Scheduled => "已安排", SessionStatus.Held => "已召开", SessionStatus.Cancelled => "已取消", _ => "已中止" };

    public static string Chinese(this TermKind kind) => kind switch
    {
        TermKind.Payment => "支付款项",
        TermKind.DocumentHandover => "交付材料",
        TermKind.ContractAct => "办理劳动合同事项",
        TermKind.SocialInsurance => "办理社会保险",
        TermKind.Apology => "赔礼道歉",
        _ => "其他",
    };

    public static string Chinese(this AgreementStatus status) => status switch
    {
        AgreementStatus.Drafted => "待签署",
        AgreementStatus.Effective => "已生效",
        AgreementStatus.InReview => "仲裁审查中",
        AgreementStatus.Confirmed => "已置换仲裁调解书",
        AgreementStatus.Returned => "审查未予确认",
        AgreementStatus.Invalidated => "已被认定无效或者撤销",
        AgreementStatus.CourtConfirmed => "已经司法确认",
        _ => "已被补充协议替代",
    };

    /// <summary>Where an agreement stands, and by which ruling it does not any more.</summary>
    public static string StatusText(AgreementStatus status, RulingKind? ruling) => (status, ruling) switch
    {
        (AgreementStatus.Invalidated, RulingKind.Void) => "已被认定无效",
        (AgreementStatus.Invalidated, RulingKind.Revoked) => "已被撤销",
        _ => status.Chinese(),
    };

    public static string Chinese(this RulingKind kind) => kind switch { RulingKind.Void => "认定协议无效", RulingKind.Revoked => "撤销协议", _ => "司法确认" };

    public static string Chinese(this LimitationCauseKind kind) => kind switch
    {
        LimitationCauseKind.ClaimedFromOther => "向对方当事人主张权利",
        LimitationCauseKind.Negotiated => "提出协商要求，协商未成",
        LimitationCauseKind.SoughtRelief => "向有关部门请求权利救济",
        LimitationCauseKind.PromisedToPerform => "对方当事人同意履行义务",
        _ => "不可抗力或者其他正当理由不能申请仲裁",
    };

    public static string Chinese(this CourtProcedure procedure) => procedure switch { CourtProcedure.Ordinary => "普通程序", _ => "简易程序" };

    public static string Chinese(this RulingBody body) => body switch { RulingBody.Court => "人民法院", _ => "劳动人事争议仲裁委员会" };

    public static string Chinese(this PerformanceStatus status) => status switch
    {
        PerformanceStatus.Pending => "待履行",
        PerformanceStatus.PartlyPerformed => "部分履行",
        PerformanceStatus.Performed => "已履行",
        PerformanceStatus.Overdue => "逾期",
        _ => "未履行",
    };

    public static string Chinese(this PaperKind kind) => kind switch
    {
        PaperKind.Application => "调解申请书",
        PaperKind.OralApplicationRecord => "口头申请笔录",
        PaperKind.RegistrationForm => "调解案件登记表",
        PaperKind.ConsentInquiry => "征询调解意见书",
        PaperKind.AcceptanceNotice => "受理通知书",
        PaperKind.NonAcceptanceNotice => "不予受理通知书",
        PaperKind.SessionNotice => "调解会议通知书",
        PaperKind.PowerOfAttorney => "授权委托书",
        PaperKind.ExtensionConsent => "延长调解期限同意书",
        PaperKind.SessionRecord => "调解笔录",
        PaperKind.MediationAgreement => "调解协议书",
        PaperKind.TerminationNotice => "终止调解告知书",
        PaperKind.Withdrawal => "撤回调解申请书",
        PaperKind.AddressConfirmation => "送达地址确认书",
        PaperKind.ServiceReceipt => "送达回证",
        PaperKind.FollowUpRecord => "回访记录",
        PaperKind.PerformanceDemand => "履行催告函",
        PaperKind.ReviewApplication => "仲裁审查申请书",
        PaperKind.ReviewAcceptance => "仲裁审查受理通知书",
        PaperKind.ReviewNonAcceptance => "仲裁审查不予受理通知书",
        PaperKind.ReviewExtension => "仲裁审查延期审批表",
        PaperKind.MediationLetter => "仲裁调解书",
        PaperKind.ReviewRefusal => "不予制作调解书通知书",
        PaperKind.ReviewTermination => "终止仲裁审查通知书",
        PaperKind.EntrustmentInquiry => "委托调解征询意见书",
        PaperKind.EntrustmentLetter => "委托调解函",
        PaperKind.EntrustmentResult => "委托调解结果反馈函",
        PaperKind.RecommendationLetter => "调解建议书",
        PaperKind.NominationForm => "金牌调解组织申报表",
        PaperKind.RecommendationSummary => "推荐汇总表",
        PaperKind.PublicityNotice => "公示公告",
        PaperKind.ScoreSheet => "核查评分表",
        PaperKind.ObjectionSheet => "异议处理表",
        PaperKind.DecisionNotice => "公布文件",
        PaperKind.NationalLetter => "上报函",
        PaperKind.DossierCover => "卷宗封面",
        PaperKind.DossierIndex => "卷内目录",
        PaperKind.PaymentOrderApplication => "支付令申请书",
        _ => "推举代表人书",
    };

    /// <summary>The word that stands for a value in the API and in forms.</summary>
    public static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>The stage behind the word of a row.</summary>
    public static CaseStage StageOf(string word) => Enum.Parse<CaseStage>(word, ignoreCase: true);

    /// <summary>A case's stage as people call it: one that went into another case of the same organization was not handed to anybody.</summary>
    public static string StageText(CaseStage stage, bool merged) => stage is CaseStage.Transferred && merged ? Merged : stage.Chinese();

    public static string StageText(CaseListed row) => StageText(StageOf(row.Stage), row.Merged);

    public const string Merged = "已并案";

    /// <summary>The options of a word list.</summary>
    public static IReadOnlyList<Choice> Choices<T>(Func<T, string> text) where T : struct, Enum => [.. Enum.GetValues<T>().Select(v => new Choice(Word(v), text(v)))];

    public static readonly IReadOnlyList<Choice> YesNo = [new("true", "是"), new("false", "否")];

    /// <summary>Dispute types, each under the one it belongs to.</summary>
    public static IReadOnlyList<Choice> DisputeTypes(RuleSet rules) =>
        [.. rules.DisputeTypes.All.Select(t => new Choice(t.Code, $"{t.Code} {FullWidth(t.Name)}", Group: (rules.DisputeTypes.Find(t.Parent) ?? (rules.DisputeTypes.All.Any(o => o.Parent == t.Code) ? t : null)) is { } whole ? FullWidth(whole.Name) : null))];

    public static string DisputeType(RuleSet rules, string code) => FullWidth(rules.DisputeTypes.NameOf(code));

    public static Tone Tone(CaseStage stage, Outcome? outcome) => stage switch
    {
        CaseStage.Accepted or CaseStage.InMediation or CaseStage.AgreementDrafted => Components.Tone.Info,
        CaseStage.AgreementEffective => Components.Tone.Success,
        CaseStage.Closed or CaseStage.Archived when outcome?.Class() is OutcomeClass.Succeeded or OutcomeClass.Partial => Components.Tone.Success,
        CaseStage.Closed or CaseStage.Archived when outcome?.Class() is OutcomeClass.Failed => Components.Tone.Error,
        CaseStage.Registered or CaseStage.ConsentPending => Components.Tone.Warning,
        _ => Components.Tone.Neutral,
    };

    /// <summary>A sentence of the rules with the punctuation that Chinese pages use.</summary>
    public static string FullWidth(string text) => string.Create(text.Length, text, static (full, from) =>
    {
        var opened = false;
        for (var i = 0; i < from.Length; i++)
        {
            var beside = (i > 0 && IsChinese(full[i - 1])) || (i + 1 < from.Length && IsChinese(from[i + 1]));
            if (from[i] is '(') opened = beside;
            full[i] = from[i] switch
            {
                ')' when opened || beside => '）',
                '(' when beside => '（',
                ',' when beside => '，',
                ';' when beside => '；',
                ':' when beside => '：',
                var c => c,
            };
        }
    });

    private static bool IsChinese(char c) => c is (>= '\u4e00' and <= '\u9fff') or (>= '\u3000' and <= '\u303f') or (>= '\uff00' and <= '\uff60') or '“' or '”';
}
