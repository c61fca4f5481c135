using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Reviews;

/// <summary>Every "no" of a review.</summary>
public static class ReviewRefusals
{
    private const string R74 = "劳动人事争议仲裁办案规则第七十四条";
    private const string R75 = "劳动人事争议仲裁办案规则第七十五条";
    private const string R76 = "劳动人事争议仲裁办案规则第七十六条";
    private const string R77 = "劳动人事争议仲裁办案规则第七十七条";
    private const string L33 = "调解仲裁法第三十三条";
    private const string L42 = "调解仲裁法第四十二条";

    // Where it stands

    public static Refusal Unknown { get; } = new("review-unknown", "没有这件仲裁审查，请核对编号。", "There is no such review; check its id.");

    public static Refusal Ended(ReviewStage stage) => new("review-ended", $"仲裁审查已经结束（{stage.Chinese()}），不能再办理；符合条件的，由双方另行共同申请。", $"The review has ended ({stage}); where the law allows it, both parties apply anew.");

    public static Refusal LetterInForce { get; } = new("letter-in-force", "调解书已经各方签收生效，不能再撤回或者变更；不履行的，可以申请人民法院强制执行。", "The letter was signed for by all and is in force; what is not performed can be enforced.", L42);

    public static Refusal OneSided(IEnumerable<Personal> missing) => new("review-one-sided",
        $"仲裁审查须由双方当事人共同申请，尚缺：{string.Join('、', missing)}。请先登记其加入。", "A review is applied for by both parties together; record the joining of the other side first.", R74);

    public static Refusal FiledAlready { get; } = new("review-filed", "各方已经共同提出申请，不需要再加入。", "Everybody has joined already.", R74);

    public static Refusal NotAcceptedYet { get; } = new("review-not-accepted-yet", "尚未立案，请先决定受理或者不予受理。", "It is not accepted yet: decide on acceptance first.", R75);

    public static Refusal AcceptedAlready(ReviewStage stage) => new("review-accepted", $"申请已经受理（{stage.Chinese()}），不能再办理立案前的事项。", $"The application is accepted already ({stage}).", R75);

    public static Refusal NobodyAssigned { get; } = new("review-not-assigned", "尚未指派仲裁员，请先指派。", "No arbitrator is assigned yet; assign one first.", R76);

    public static Refusal NoLetterYet { get; } = new("no-letter-yet", "尚未制作调解书，请先由仲裁员制作并加盖印章。", "There is no letter yet: the arbitrator makes it first.", R77);

    public static Refusal LetterMade { get; } = new("letter-made", "调解书已经制作，不能再办理审查中的事项；请办理送达。", "The letter is made; serve it.", R77);

    // The application

    public static Refusal NotReviewable { get; } = new("not-reviewable", "涉及确认劳动关系的调解协议不能申请仲裁审查，当事人可以就此申请仲裁。", "An agreement about the existence of employment cannot be reviewed; the parties may arbitrate.", $"{R75}第（四）项");

    public static Refusal ConfirmedAlready { get; } = new("agreement-confirmed", "该协议已由仲裁调解书确认，不需要再申请。", "The agreement is confirmed by a letter already.", R77);

    public static Refusal UnderReviewAlready { get; } = new("agreement-under-review", "该协议正在仲裁审查中，请等待结果。", "The agreement is under review already; wait for the result.", R74);

    public static Refusal SupplementPending { get; } = new("supplement-pending", "正在拟定补充协议，请待其生效后就新的协议申请。", "A supplementary agreement is being drafted: apply once it is in force.", R74);

    public static Refusal AgreementChanged { get; } = new("agreement-changed", "申请之后协议已被补充协议替代，请撤回本申请，就现行协议重新共同申请。", "A supplementary agreement took the place of the one applied for: withdraw, and apply for the one in force.", R74);

    public static Refusal CourtConfirmed { get; } = new("agreement-court-confirmed", "该协议已经人民法院司法确认：尚未受理的，以第五项不予受理；已经受理的，由当事人撤回申请。", "The court has confirmed the agreement: decline on ground 5, or have the application withdrawn.", $"{R75}第（五）项");

    public static Refusal AgreementInvalidated(AgreementRuling ruling) => new("agreement-invalidated",
        $"该协议已于{ruling.On:yyyy-MM-dd}被{(ruling.Kind is RulingKind.Void ? "认定无效" : "撤销")}，不能再制作或者签收调解书；请由当事人撤回申请，或者不予制作。",
        $"The agreement was {(ruling.Kind is RulingKind.Void ? "found void" : "revoked")} with effect of {ruling.On:yyyy-MM-dd}: no letter comes of it; have the application withdrawn, or refuse the letter.", R77);

    public static Refusal FiledLate(DateOnly due, DateOnly filedOn) => new("filed-late",
        $"共同申请于{filedOn:yyyy-MM-dd}提出，已超过期限（{due:yyyy-MM-dd}），应以第三项不予受理；因不可抗力等正当理由准予顺延的，请写明理由后受理。",
        $"Filed on {filedOn:yyyy-MM-dd}, after the last day ({due:yyyy-MM-dd}): decline it on ground 3, or say why the time is extended.", $"{R75}第（三）项");

    // The arbitrator

    public static Refusal NotServing(Personal name) => new("arbitrator-not-serving", $"{name}当日不在本委仲裁员名册中，请另行指派。", "The arbitrator does not serve on that day; assign another.", "调解仲裁法第二十条");

    public static Refusal WithdrewBefore(Personal name) => new("arbitrator-withdrew", $"{name}已在本案回避或者被更换，请另行指派。", "This arbitrator withdrew from the review or was replaced; assign another.", L33);

    public static Refusal WasMediator(Personal name) => new("arbitrator-was-mediator", $"{name}是本案的调解员，不能审查自己主持达成的协议，请另行指派。", "This arbitrator mediated the case and does not review the agreement; assign another.", L33);

    public static Refusal IsParty(Personal name, Personal party) => new("arbitrator-related", $"{name}与本案当事人、代理人或者法定代表人{party}为同一人或者同名，应当回避；确系同名的，请先在名册中补登证件号。", "The arbitrator is, or has the name of, a party, an agent or a legal representative; assign another, or enter the ID number that tells them apart.", L33);

    public static Refusal OnItsStaff(Personal name, Personal employer) => new("arbitrator-related", $"{name}的工作单位是本案当事人{employer}，应当回避，请另行指派。", "The arbitrator works for a party; assign another.", L33);

    public static Refusal NotTheArbitrator { get; } = new("not-the-arbitrator", "只有本案的仲裁员可以办理此事项，请由其办理或者重新指派。", "Only the arbitrator of this review does that.", R76);

    // Approval and time

    public static Refusal NotTheApprover { get; } = new("not-the-approver", "只有仲裁委员会主任或者在委托期内的仲裁院负责人可以批准。", "Only the director approves, or the head of the institute while the delegation lasts.", R76);

    public static Refusal OwnRequest { get; } = new("own-request", "不能批准自己提出的请求，请由主任或者受委托的另一人批准。", "Nobody approves a request of their own.", R76);

    public static Refusal ApprovalPending { get; } = new("approval-pending", "有一项请求正在等待批准，请待批准或者退回后再办理。", "A request waits for approval; wait for the answer.", R76);

    public static Refusal NothingToApprove { get; } = new("nothing-to-approve", "没有等待批准的请求。", "Nothing waits for approval.");

    public static Refusal ExtendedAlready(DateOnly due) => new("already-extended", $"审查期限已经延长一次（至{due:yyyy-MM-dd}），不能再次延长。", $"The term was extended once already, to {due:yyyy-MM-dd}; there is no second extension.", R76);

    public static Refusal ExtensionAfterDue(DateOnly due) => new("extension-after-due", $"审查期限已于{due:yyyy-MM-dd}届满，届满后不能再批准延长。", $"The term ended on {due:yyyy-MM-dd}; it cannot be extended any more.", R76);

    // The letter

    public static Refusal LetterDiffers(IReadOnlyList<TermDifference> differences) => new("letter-differs",
        $"调解书的内容应当与调解协议一致，现有{differences.Count}处不同，请照协议改正；协议本身有问题的，不予制作调解书。",
        $"The letter says the same as the agreement; {differences.Count} part(s) differ. Write them as agreed, or refuse the letter.", R77)
    {
        Kind = RefusalKind.Changed,
        Fields = differences.ToDictionary(d => d.Field, d => new[] { new Text($"协议为“{d.Agreed}”，调解书为“{d.Written}”。", $"Agreed: {d.Agreed}; written: {d.Written}.") }),
    };

    public static Refusal SignedAlready(Personal name) => new("letter-signed", $"{name}已经签收调解书，不需要再次送达。", "This party has signed for the letter already.", L42);

    public static Refusal MustBeSigned { get; } = new("letter-must-be-signed", "调解书经双方签收才生效，留置、张贴、公告不能作为签收。", "A letter takes effect by signature; leaving, posting and public notice are none.", L42);
}
