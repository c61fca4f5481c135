using MediationHub.Domain.Entrustments;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Recommendations;
using MediationHub.Web.Forms;

namespace MediationHub.Web.Features.Bridge;

/// <summary>The steps of an entrustment, at the commission and at the organization.</summary>
public static class EntrustmentSteps
{
    private const string Any = "—";

    public static IReadOnlyList<RecordStep<Entrustment>> All { get; } =
    [
        RecordStep.Of<Entrustment, RecordEntrustmentConsent>("record-consent", "登记当事人同意", "已登记当事人同意。", (e, at) => new(e.NotConsented.Select(p => p.Id).Append(e.Dispute.Parties[0].Id).First(), at.Today)) with { About = "委托调解须经双方当事人同意；调解期限自最后一方同意之日起十个工作日（劳动人事争议仲裁办案规则第七十条）。" },
        RecordStep.Of<Entrustment, EntrustDispute>("entrust", "发出委托调解函", "已委托，等待调解组织接受。请在“文书”中制作委托调解函正本。", (_, at) => new(at.Today)) with { WaitsFor = ["consent-missing", "entrustment-term-over"], Kinds = new Dictionary<string, FieldKind> { ["hearingOpened"] = FieldKind.Tick }, About = "开庭前可以委托。发出后调解组织即可看到本件。" },
        RecordStep.Of<Entrustment, AcceptEntrustment>("accept", "接受委托", "已接受委托，案件已登记。", (_, at) => new(at.Today)) with { WaitsFor = ["entrustment-term-over", "organization-not-receiving"], About = "接受后自动登记一件调解案件，双方的同意随案转入，调解期限仍自双方同意之日起算。" },
        RecordStep.Of<Entrustment, DeclineEntrustment>("decline", "不接受委托", "已告知仲裁委不接受委托。", (_, _) => new(Any)) with { Grave = true, About = "理由会告知仲裁委，由其另行安排。" },
        RecordStep.Of<Entrustment, ReturnResult>("return-result", "反馈调解结果", "结果已反馈仲裁委。请在“文书”中制作反馈函正本。", (_, at) => new(at.Today, [])) with
        {
            WaitsFor = ["linked-case-open"], Kinds = new Dictionary<string, FieldKind> { ["undisputedFacts"] = FieldKind.Lines },
            About = "随结果转交调解协议、无争议事实、证据清单和送达地址；陈述、调解方案和调解不成的原因不转交。",
        },
        RecordStep.Of<Entrustment, RecordDisposition>("record-disposition", "登记后续处理", "后续处理已登记。", (_, at) => new(DispositionKind.HearingResumed, at.Today)) with
        {
            About = "登记仲裁庭在委托调解之后的处理：达成协议的，可以据以制作调解书，或者由申请人撤回仲裁申请；部分达成协议的，可以制作部分调解书，其余部分继续审理；未达成协议的，恢复审理（劳动人事争议仲裁办案规则第七十二条、第七十三条）。",
        },
        RecordStep.Of<Entrustment, CorrectDisposition>("correct-disposition", "更正后续处理", "后续处理已更正。", (e, at) => new(DispositionKind.HearingResumed, at.Today, default)) with { About = "登记有误的，更正并说明理由；原登记仍保留在记录中。" },
    ];
}

/// <summary>The steps of a recommendation, all of them the commission's.</summary>
public static class RecommendationSteps
{
    private const string Any = "—";

    public static IReadOnlyList<RecordStep<Recommendation>> All { get; } =
    [
        RecordStep.Of<Recommendation, DeliverRecommendation>("deliver", "登记送达", "送达已登记，等待申请人答复。", (_, at) => new(at.Today)) with { About = "送达后开始计算答复期限；逾期不答复的，视为不同意调解，受理期限照常计算。" },
        RecordStep.Of<Recommendation, RecordReply>("record-reply", "登记答复", "答复已登记。", (_, at) => new(false, at.Today)) with { WaitsFor = ["reply-too-late"], Kinds = new Dictionary<string, FieldKind> { ["agrees"] = FieldKind.YesNo }, About = "同意调解的，暂缓受理，已经过的工作日保留，所选调解组织即登记案件；不同意的，受理期限照常计算。" },
        RecordStep.Of<Recommendation, ResumeAcceptance>("resume", "恢复受理", "已恢复受理，剩余期限继续计算。", (_, at) => new(Any, at.Today)) with { WaitsFor = ["reply-still-due"], About = "调解不成、期限届满或者申请人要求的，恢复受理；暂缓前经过的工作日计入期限。" },
    ];
}
