namespace MediationHub.Documents.Tests;

/// <summary>The same case on the papers between the parties, the organization and the arbitration commission.</summary>
internal static partial class Samples
{
    private const string Commission = "松江市劳动人事争议仲裁委员会";

    private static readonly string[] AgreedTerms =
    [
        "被申请人松江市远航机械制造有限公司向申请人周明远支付人民币18,600.00元（大写：人民币壹万捌仟陆佰元整），分2期支付：第1期于2026年11月30日前（含当日）支付人民币9,300.00元（大写：人民币玖仟叁佰元整）；第2期于2026年12月31日前（含当日）支付人民币9,300.00元（大写：人民币玖仟叁佰元整），履行方式：银行转账，收款账户：6217000000000000000。",
        "被申请人松江市远航机械制造有限公司于2026年12月31日前（含当日）一次性向申请人周明远支付人民币12,400.50元（大写：人民币壹万贰仟肆佰元伍角），履行方式：银行转账。",
        "被申请人松江市远航机械制造有限公司于2026年11月27日前（含当日）向申请人周明远交付下列材料：解除劳动合同的证明。",
    ];

    private static readonly AddressText[] Addresses =
    [
        new() { Party = "周明远", Address = "松江市临江街道江畔路18号3单元502室", Phone = "13900000000" },
        new() { Party = "松江市远航机械制造有限公司", Address = "松江市高新区创业大道66号", Phone = "0431-80000000" },
    ];

    private static readonly ConsentText[] Consents = [new() { Party = "申请人周明远", On = "2026年11月9日" }, new() { Party = "被申请人松江市远航机械制造有限公司", On = "2026年11月10日" }];

    private static T Commissioned<T>(T paper, string? number) where T : CommissionPaper => Common(paper) with
    {
        Commission = Commission,
        CommissionPhone = "0431-80000088",
        CommissionAddress = "松江市人民路100号政务服务中心三楼",
        CaseNumber = number,
    };

    private static T Reviewed<T>(T paper, string? number = "松江劳人仲审〔2026〕12号") where T : ReviewPaper => Commissioned(paper, number) with
    {
        AgreementNumber = "松临劳调〔2026〕37号",
        EffectiveOn = "2026年11月6日",
    };

    private static T Handed<T>(T paper, string number) where T : HandedPaper => Commissioned(paper, number) with { ArbitrationNumber = "松劳人仲案字〔2026〕第321号" };

    public static ReviewApplicationPaper ReviewApplication() => Reviewed(new ReviewApplicationPaper
    {
        Addresses = Addresses,
        Signatures = [ApplicantSigns, RespondentSigns],
    }, null) with
    {
        Date = "2026年11月9日",
        Applicants = [Worker() with { Address = null, Phone = null }],
        Respondents = [Employer() with { Address = null, Phone = null }],
    };

    public static ReviewAcceptancePaper ReviewAcceptance() => Reviewed(new ReviewAcceptancePaper
    {
        FiledOn = "2026年11月9日",
        AcceptedOn = "2026年11月10日",
        DueOn = "2026年11月17日",
        Arbitrator = "顾怀民",
    }) with
    { Date = "2026年11月10日" };

    public static ReviewNonAcceptancePaper ReviewNonAcceptance() => Reviewed(new ReviewNonAcceptancePaper
    {
        FiledOn = "2026年11月25日",
        Ground = "第三项：超出规定的申请期间",
        Reason = "调解协议于2026年11月6日生效，申请期间至2026年11月23日届满，双方当事人于2026年11月25日共同提出申请。",
        ConfirmUntil = "2026年12月7日",
    }, null) with
    { Date = "2026年11月26日" };

    public static ReviewExtensionPaper ReviewExtension() => Reviewed(new ReviewExtensionPaper
    {
        AcceptedOn = "2026年11月10日",
        CurrentDue = "2026年11月17日",
        NewDue = "2026年11月24日",
        Days = "5个工作日",
        Reason = "需要向社会保险经办机构核实2026年7月至9月的缴费记录，经办机构答复于11月18日出具。",
        Arbitrator = "顾怀民",
        RequestedOn = "2026年11月16日",
    }) with
    { Date = "2026年11月16日" };

    public static MediationLetterPaper MediationLetter() => Reviewed(new MediationLetterPaper
    {
        FiledOn = "2026年11月9日",
        AcceptedOn = "2026年11月10日",
        Claims = Claims,
        Terms = AgreedTerms,
        Signatures = [new SignatureText { Role = "仲裁员", Name = "顾怀民", Manner = "签名" }],
        Recipients = ["周明远", "松江市远航机械制造有限公司"],
    }) with
    {
        Date = "2026年11月13日",
        Applicants = [Worker() with { Phone = null }],
        Respondents = [Employer() with { Phone = null, Post = null }],
    };

    public static ReviewRefusalPaper ReviewRefusal() => Reviewed(new ReviewRefusalPaper
    {
        AcceptedOn = "2026年11月10日",
        Grounds =
        [
            new GroundText { Ground = "第一项：违反法律、行政法规强制性规定", Reason = "协议第二项约定劳动者放弃被申请人应当缴纳的社会保险费，违反《中华人民共和国劳动法》第七十二条的规定。" },
            new GroundText { Ground = "第五项：内容不明确", Reason = "协议第三项没有写明办理手续的期限。" },
        ],
    }) with
    { Date = "2026年11月13日" };

    public static ReviewTerminationPaper ReviewTermination() => Reviewed(new ReviewTerminationPaper
    {
        AcceptedOn = "2026年11月10日",
        EndedOn = "2026年11月12日",
        WithdrawnBy = "申请人周明远",
    }) with
    { Date = "2026年11月12日" };

    public static EntrustmentInquiryPaper EntrustmentInquiry() => Handed(new EntrustmentInquiryPaper
    {
        Addressee = "松江市远航机械制造有限公司",
        Claims = Claims,
    }, "松劳人仲案字〔2026〕第321号") with
    { Date = "2026年11月9日" };

    public static EntrustmentLetterPaper EntrustmentLetter() => Handed(new EntrustmentLetterPaper
    {
        Claims = Claims,
        Facts = Facts,
        Consents = Consents,
        ConsentedOn = "2026年11月10日",
        DueOn = "2026年11月24日",
    }, "松江劳人仲委调〔2026〕5号") with
    { Date = "2026年11月11日" };

    public static EntrustmentResultPaper EntrustmentResult() => Handed(new EntrustmentResultPaper
    {
        LetterNumber = "松江劳人仲委调〔2026〕5号",
        EntrustedOn = "2026年11月11日",
        AcceptedOn = "2026年11月12日",
        EndedOn = "2026年11月20日",
        Result = "经调解，双方当事人达成调解协议。",
        Succeeded = true,
        EffectiveOn = "2026年11月20日",
        Terms = AgreedTerms,
        UndisputedFacts = ["申请人自2023年4月10日起在被申请人处工作，月工资6,200元。", "被申请人未支付2026年7月至9月工资共计18,600元。"],
        Evidence =
        [
            new HandedEvidenceText { Name = "2026年1月至6月银行工资流水", By = "周明远", Sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" },
            new HandedEvidenceText { Name = "涉及商业秘密的材料", By = "松江市远航机械制造有限公司" },
        ],
        Addresses = Addresses,
    }, "松临劳调〔2026〕52号") with
    { Date = "2026年11月23日" };

    public static RecommendationLetterPaper RecommendationLetter() => Handed(new RecommendationLetterPaper
    {
        ReceivedOn = "2026年11月9日",
        Claims = Claims,
        Choices =
        [
            new ChoiceText { Name = Organization, Address = "松江市临江街道政务服务中心二楼", Phone = "0431-80000001" },
            new ChoiceText { Name = "松江市总工会劳动争议调解中心", Address = "松江市解放大路9号", Phone = "0431-80000002" },
        ],
        ReplyDays = "三",
        PauseDays = "十五",
    }, "松江劳人仲建〔2026〕8号") with
    { Date = "2026年11月10日", Organization = null };

    public static PaymentOrderApplicationPaper PaymentOrderApplication() => Common(new PaymentOrderApplicationPaper
    {
        Court = "松江市高新区人民法院",
        EffectiveOn = "2026年11月6日",
        Lines =
        [
            new LineText { Item = "第1项第1期", Text = "支付款项", DueOn = "2026年11月30日", Owed = "9,300.00", Paid = "2,000.00", Outstanding = "7,300.00", Status = "逾期，部分履行" },
            new LineText { Item = "第1项第2期", Text = "支付款项", DueOn = "2026年12月31日", Owed = "9,300.00", Paid = "0.00", Outstanding = "9,300.00", Status = "逾期未履行" },
        ],
        Total = new AmountText { Figures = "16,600.00", Capitals = "壹万陆仟陆佰元整" },
        Signatures = [ApplicantSigns with { Manner = "签名" }],
    }) with
    { Date = "2027年1月4日" };
}
