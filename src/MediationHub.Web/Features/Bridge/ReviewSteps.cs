using System.Text.Json.Nodes;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Reviews;
using MediationHub.Web.Forms;

namespace MediationHub.Web.Features.Bridge;

/// <summary>The steps of a review, each by the API's own command.</summary>
public static class ReviewSteps
{
    private const string Any = "—";

    private static readonly Dictionary<string, FieldKind> Kinds = new()
    {
        ["joinedAt"] = FieldKind.Instant, ["sealedAt"] = FieldKind.Instant, ["ground"] = FieldKind.Whole, ["grounds[].ground"] = FieldKind.Whole, ["conflict"] = FieldKind.YesNo, ["atCounter"] = FieldKind.Tick,
        ["parties"] = FieldKind.TickList, ["proof"] = FieldKind.TickList, ["files"] = FieldKind.TickList,
    };

    /// <summary>In the order in which the next of them is looked for.</summary>
    public static IReadOnlyList<RecordStep<Review>> All { get; } =
    [
        Of<JoinReview>("join", "登记对方加入", "已登记加入共同申请。", (r, at) => new(First(r.StillToJoin, r), at.Now)) with { About = "仲裁审查由双方共同申请，以最后一方加入之日为申请日（劳动人事争议仲裁办案规则第七十四条）。", Takes = "proof" },
        Of<AcceptReview>("accept", "受理", "已受理并编号，审查期限开始计算。", (r, at) => new(at.Today, r.FiledLate ? Any : default)) with { About = "受理之日起五个工作日内审查完毕（劳动人事争议仲裁办案规则第七十六条）。" },
        Of<DeclineReview>("decline", "不予受理", "已决定不予受理，理由已告知调解组织。", (_, at) => new(1, Any, at.Today)) with { Grave = true, About = "调解协议的效力不因不予受理而改变。" },
        Of<AssignReviewer>("assign", "指派仲裁员", "已指派仲裁员。", (_, _) => new(new(Any))) with { WaitsFor = ["approval-pending"], About = "一名仲裁员审查。与本案当事人、代理人有利害关系或者主持过本案调解的，不能指派（调解仲裁法第三十三条）。" },
        Of<ApproveRequest>("approve", "批准", "已批准。", (_, _) => new()) with { WaitsFor = ["own-request", "not-the-approver", "extension-after-due"] },
        Of<ReturnRequest>("return", "退回仲裁员", "已退回仲裁员，审查继续进行。", (_, at) => new($"{Any}{at.Now.Ticks}")) with { WaitsFor = ["own-request", "not-the-approver"], About = "退回后由仲裁员继续审查，意见会显示给仲裁员。" },
        Of<MakeLetter>("make-letter", "制作调解书", "调解书的内容已经确定。请在“文书”中制作仲裁调解书正本，送达双方。", (_, at) => new(at.Now)) with { WaitsFor = ["approval-pending", "agreement-changed"], About = "经审查，调解协议形式和内容合法有效的，根据协议制作调解书，内容与协议一致（劳动人事争议仲裁办案规则第七十七条）。" },
        Of<ServeLetter>("record-service", "登记送达", "送达情况已登记。", (r, at) => new(First(r.StillToSign, r), ServiceMethod.Posting, ServiceResult.Returned, at.Today)) with { Takes = "proof", About = "调解书经双方签收后生效；一方拒绝签收的，调解书不生效，审查终结。" },
        Of<DeclareConflict>("declare", "回避声明", "回避声明已登记。", (_, _) => new(true, Any)) with { About = "有应当回避的情形的，退出本案，由仲裁院负责人另行指派。不声明而开始审查的，视为声明没有回避情形。" },
        Of<RecordInquiry>("record-inquiry", "登记询问", "询问已登记。", (r, at) => new([r.Signers[0]], $"{Any}{at.Now.Ticks}")) with { Takes = "files", About = "询问记录只保存在仲裁委，不转给调解组织。" },
        Of<ExtendReview>("extend", "延长审查期限", "已提交延长审查期限。", (_, at) => new($"{Any}{at.Now.Ticks}")) with { WaitsFor = ["already-extended", "extension-after-due", "approval-pending"], About = "特殊情况需要延期的，在期限届满前经批准可以延长五个工作日，限一次（劳动人事争议仲裁办案规则第七十六条）。" },
        Of<RefuseReview>("refuse", "不予制作调解书", "不予制作调解书已提交。", (_, at) => new([new(6, $"{Any}{at.Now.Ticks}")])) with { Grave = true, WaitsFor = ["approval-pending"], About = "勾选适用的情形，逐项写明理由；理由随结果退回调解组织（劳动人事争议仲裁办案规则第七十八条）。" },
        Of<WithdrawReview>("withdraw", "撤回申请", "已准予撤回。", (r, at) => new(r.Signers[0], Any, at.Today)) with { Grave = true, About = "调解书送达双方前，一方或者双方撤回申请的，应当准许。调解协议的效力不变。" },
    ];

    private static PartyId First(IEnumerable<PartyId> waiting, Review r) => waiting.Append(r.Signers[0]).First();

    private static RecordStep<Review> Of<TCommand>(string name, string text, string done, Func<Review, Context, TCommand?> attempt, Func<JsonObject, JsonObject>? shape = null) where TCommand : class, ICommand<Review> =>
        RecordStep.Of<Review, TCommand>(name, text, done, attempt, shape) with { Kinds = Kinds };
}
