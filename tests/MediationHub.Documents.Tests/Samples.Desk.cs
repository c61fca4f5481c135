namespace MediationHub.Documents.Tests;

/// <summary>The same case on the papers that stand beside the main road: intake, service, follow-up.</summary>
internal static partial class Samples
{
    public static OralApplicationRecordPaper OralApplicationRecord() => Common(new OralApplicationRecordPaper
    {
        StartsAt = "2026年10月26日9时30分",
        Place = "松江市临江街道劳动人事争议调解中心接待室",
        Recorder = "韩立新",
        Claims = Claims,
        Facts = Facts,
        KnewOn = "2026年8月15日",
        Evidence = [new EvidenceText { Name = "劳动合同" }, new EvidenceText { Name = "2026年1月至6月银行工资流水" }],
        Signatures = [ApplicantSigns, new SignatureText { Role = "记录人", Name = "韩立新", Manner = "签名" }],
    }) with
    { Date = "2026年10月26日" };

    public static RegistrationFormPaper RegistrationForm() => Common(new RegistrationFormPaper
    {
        Source = "当事人申请",
        Form = "书面",
        ReceivedAt = "2026年10月26日9时30分",
        RegisteredOn = "2026年10月26日",
        Claims = Claims,
        Total = Both,
        Facts = "申请人于2023年4月10日入职被申请人处，从事数控车床操作工作，约定月工资6,200元。自2026年7月起，被申请人以订单减少、资金周转困难为由未发放工资，申请人于2026年10月9日书面通知解除劳动合同。",
        Workers = "1人",
        Mediators = Mediators,
        AcceptedOn = "2026年10月28日",
        DueOn = "2026年11月10日",
        Outcome = "达成协议",
        ClosedOn = "2026年11月6日",
        Registrar = "韩立新",
    });

    public static ConsentInquiryPaper ConsentInquiry() => Common(new ConsentInquiryPaper
    {
        Addressee = "松江市远航机械制造有限公司",
        ReceivedOn = "2026年10月26日",
        Claims = Claims,
        ReplyBy = "2026年10月29日",
    }) with
    { Date = "2026年10月26日" };

    public static SessionNoticePaper SessionNotice() => Common(new SessionNoticePaper
    {
        Addressees = ["周明远", "松江市远航机械制造有限公司"],
        StartsAt = "2026年11月5日（星期四）9时00分",
        EndsAt = "11时00分",
        Place = "松江市临江街道劳动人事争议调解中心第一调解室",
        Mode = "现场",
        Mediators = Mediators,
    }) with
    { Date = "2026年10月30日" };

    public static PowerOfAttorneyPaper PowerOfAttorney() => Common(new PowerOfAttorneyPaper
    {
        Role = "被申请人",
        Principal = Employer(),
        Opponents = "周明远",
        Agent = new AgentText { Name = "宋文静", Identity = "人力资源部经理", Powers = "特别授权", Phone = "13700000000" },
        Special = true,
    }) with
    { Date = "2026年10月29日" };

    public static ExtensionConsentPaper ExtensionConsent() => Common(new ExtensionConsentPaper
    {
        AcceptedOn = "2026年10月28日",
        CurrentDue = "2026年11月10日",
        Days = "5日",
        NewDue = "2026年11月16日",
        Reason = "双方正在核对考勤记录和工资表",
        Signatures = [ApplicantSigns, RespondentSigns, MediatorSigns],
    }) with
    { Date = "2026年11月9日" };

    public static RepresentativesElectionPaper RepresentativesElection() => Common(new RepresentativesElectionPaper
    {
        Representatives = [.. Enumerable.Range(1, 3).Select(n => new WorkerText { Name = $"工友{n:00}", IdNumber = "220102199003070048", Phone = "13900000000" })],
        Number = "3至5",
        Workers = [.. Enumerable.Range(1, 10).Select(n => new WorkerText { Name = $"工友{n:00}", IdNumber = "220102199003070048" })],
        BlankWorkers = ["11", "12"],
        Involved = "12人",
    }) with
    { Date = "2026年10月26日" };

    public static WithdrawalPaper Withdrawal() => Common(new WithdrawalPaper
    {
        ReceivedOn = "2026年10月26日",
        AcceptedOn = "2026年10月28日",
        Settled = true,
        Reason = "被申请人已付清工资",
        Signatures = [ApplicantSigns],
        Mediators = [MediatorSigns],
    }) with
    { Date = "2026年11月4日" };

    public static AddressConfirmationPaper AddressConfirmation() => Common(new AddressConfirmationPaper
    {
        Role = "被申请人",
        Party = Employer(),
        Address = "松江市高新区创业大道66号",
        Phone = "0431-80000000",
    }) with
    { Date = "2026年10月28日" };

    public static ServiceReceiptPaper ServiceReceipt() => Common(new ServiceReceiptPaper
    {
        Document = "受理通知书",
        MadeOn = "2026年10月28日",
        Role = "被申请人",
        Recipient = "松江市远航机械制造有限公司",
        Address = "松江市高新区创业大道66号",
        Phone = "0431-80000000",
        Server = "韩立新",
        Attempts =
        [
            new AttemptText { On = "2026年10月28日", Method = "直接送达", Result = "拒收", Note = "前台人员拒绝签收" },
            new AttemptText { On = "2026年10月29日", Method = "张贴送达", Result = "拒收", Note = "张贴于单位大门并拍照" },
        ],
        ServedOn = "2026年11月3日",
        Why = "张贴并留有照片、录像，3个工作日期满视为送达",
    }) with
    { Date = "2026年11月3日" };

    public static FollowUpRecordPaper FollowUpRecord() => Common(new FollowUpRecordPaper
    {
        On = "2026年12月2日",
        Number = "第一次",
        Outcome = "达成协议（2026年11月6日）",
        Lines =
        [
            new LineText { Item = "第1项第1期", Text = "支付款项", DueOn = "2026年11月30日", Owed = "9,300.00", Paid = "9,300.00", Outstanding = "0.00", Status = "已履行" },
            new LineText { Item = "第1项第2期", Text = "支付款项", DueOn = "2026年12月31日", Owed = "9,300.00", Paid = "0.00", Outstanding = "9,300.00", Status = "未到期" },
            new LineText { Item = "第3项", Text = "交付材料", DueOn = "2026年11月27日", Status = "已履行" },
        ],
        Notes = "申请人表示第一期款项已于11月28日到账，离职证明已经收到。\n被申请人表示第二期将按期支付。",
        Result = "正在按期履行",
        Satisfaction = "非常满意",
        NextStep = "第二期付款到期后再次回访。",
        NextOn = "2027年1月4日",
        Signatures = [MediatorSigns],
    }) with
    { Date = "2026年12月2日" };

    public static PerformanceDemandPaper PerformanceDemand() => Common(new PerformanceDemandPaper
    {
        Addressee = "松江市远航机械制造有限公司",
        EffectiveOn = "2026年11月6日",
        Lines = [new LineText { Item = "第1项第2期", Text = "支付款项", DueOn = "2026年12月31日", Owed = "9,300.00", Paid = "0.00", Outstanding = "9,300.00", Status = "逾期未履行" }],
        Total = Half,
        PerformBy = "2027年1月11日",
        Arbitration = true,
        PaymentOrder = true,
        LaborInspection = true,
    }) with
    { Date = "2027年1月4日" };
}
