namespace MediationHub.Documents.Tests;

/// <summary>One case of invented people, on paper from application to end. Names, numbers and accounts belong to nobody.</summary>
internal static partial class Samples
{
    public const string Organization = "松江市临江街道劳动人事争议调解中心";

    public static PaperModel Of(PaperKind kind) => kind switch
    {
        PaperKind.Application => Application(),
        PaperKind.AcceptanceNotice => AcceptanceNotice(),
        PaperKind.NonAcceptanceNotice => NonAcceptanceNotice(),
        PaperKind.SessionRecord => SessionRecord(),
        PaperKind.MediationAgreement => Agreement(),
        PaperKind.TerminationNotice => TerminationNotice(),
        PaperKind.OralApplicationRecord => OralApplicationRecord(),
        PaperKind.RegistrationForm => RegistrationForm(),
        PaperKind.ConsentInquiry => ConsentInquiry(),
        PaperKind.SessionNotice => SessionNotice(),
        PaperKind.PowerOfAttorney => PowerOfAttorney(),
        PaperKind.ExtensionConsent => ExtensionConsent(),
        PaperKind.RepresentativesElection => RepresentativesElection(),
        PaperKind.Withdrawal => Withdrawal(),
        PaperKind.AddressConfirmation => AddressConfirmation(),
        PaperKind.ServiceReceipt => ServiceReceipt(),
        PaperKind.FollowUpRecord => FollowUpRecord(),
        PaperKind.PerformanceDemand => PerformanceDemand(),
        PaperKind.DossierCover => DossierCover(),
        PaperKind.DossierIndex => DossierIndex(),
        PaperKind.ReviewApplication => ReviewApplication(),
        PaperKind.ReviewAcceptance => ReviewAcceptance(),
        PaperKind.ReviewNonAcceptance => ReviewNonAcceptance(),
        PaperKind.ReviewExtension => ReviewExtension(),
        PaperKind.MediationLetter => MediationLetter(),
        PaperKind.ReviewRefusal => ReviewRefusal(),
        PaperKind.ReviewTermination => ReviewTermination(),
        PaperKind.EntrustmentInquiry => EntrustmentInquiry(),
        PaperKind.EntrustmentLetter => EntrustmentLetter(),
        PaperKind.EntrustmentResult => EntrustmentResult(),
        PaperKind.RecommendationLetter => RecommendationLetter(),
        PaperKind.PaymentOrderApplication => PaymentOrderApplication(),
        PaperKind.NominationForm => NominationForm(),
        PaperKind.RecommendationSummary => RecommendationSummary(),
        PaperKind.PublicityNotice => PublicityNotice(),
        PaperKind.ObjectionSheet => ObjectionSheet(),
        PaperKind.DecisionNotice => DecisionNotice(),
        PaperKind.NationalLetter => NationalLetter(),
        PaperKind.ScoreSheet => ScoreSheet(),
        PaperKind.Bulletin => Bulletin(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static TheoryData<PaperKind> Kinds => new(Enum.GetValues<PaperKind>());

    public static readonly AmountText Wages = new() { Figures = "18,600.00", Capitals = "壹万捌仟陆佰元整" };
    public static readonly AmountText Severance = new() { Figures = "12,400.50", Capitals = "壹万贰仟肆佰元伍角" };
    public static readonly AmountText Both = new() { Figures = "31,000.50", Capitals = "叁万壹仟元伍角" };
    public static readonly AmountText Half = new() { Figures = "9,300.00", Capitals = "玖仟叁佰元整" };

    public static PersonText Worker(string name = "周明远") => new()
    {
        Name = name,
        Sex = "男",
        Birth = "1990年3月7日",
        IdType = "居民身份证",
        IdNumber = "220102199003070048",
        Address = "松江市临江街道江畔路18号3单元502室",
        Phone = "13900000000",
        Agents = [new AgentText { Name = "许静", Identity = "松江市法律援助中心律师", Powers = "特别授权", Phone = "13800000000" }],
    };

    public static EmployerText Employer(string name = "松江市远航机械制造有限公司") => new()
    {
        Name = name,
        CreditCode = "91350100M000100Y43",
        Address = "松江市高新区创业大道66号",
        Phone = "0431-80000000",
        LegalRepresentative = "郑国栋",
        Post = "总经理",
    };

    private static readonly ClaimText[] Claims =
    [
        new() { Text = "支付2026年7月至9月拖欠的工资", Amount = Wages },
        new() { Text = "支付解除劳动合同的经济补偿", Amount = Severance },
        new() { Text = "出具解除劳动合同的证明，并办理档案和社会保险关系转移手续" },
    ];

    private const string Facts =
        "申请人于2023年4月10日入职被申请人处，从事数控车床操作工作，双方签订了三年期劳动合同，约定月工资6,200元，每月15日发放上月工资。\n"
        + "自2026年7月起，被申请人以订单减少、资金周转困难为由未发放工资。申请人多次催要未果，于2026年10月9日以未及时足额支付劳动报酬为由书面通知被申请人解除劳动合同。";

    private static readonly MediatorText[] Mediators =
        [new() { Name = "沈慧", Role = "主持", Phone = "0431-80000001" }, new() { Name = "韩立新", Role = "协助" }];

    private static readonly SignatureText ApplicantSigns = new() { Role = "申请人", Name = "周明远" };
    private static readonly SignatureText RespondentSigns = new() { Role = "被申请人", Name = "松江市远航机械制造有限公司" };
    private static readonly SignatureText MediatorSigns = new() { Role = "调解员", Name = "沈慧", Manner = "签名" };

    private static T Common<T>(T paper) where T : PaperModel => paper with
    {
        Organization = Organization,
        OrganizationPhone = "0431-80000001",
        OrganizationAddress = "松江市临江街道政务服务中心二楼",
        CaseNumber = "松临劳调〔2026〕37号",
        Date = "2026年11月20日",
        Applicants = [Worker()],
        Respondents = [Employer()],
        DisputeType = "劳动报酬、经济补偿",
    };

    public static ApplicationPaper Application() => Common(new ApplicationPaper
    {
        Claims = Claims,
        Total = Both,
        Facts = Facts,
        Elsewhere = "没有",
        Evidence =
        [
            new EvidenceText { Name = "劳动合同", Copies = "1份3页", Shows = "劳动关系和工资标准" },
            new EvidenceText { Name = "2026年1月至6月银行工资流水", Copies = "1份2页", Shows = "工资发放情况和欠薪起始时间" },
            new EvidenceText { Name = "解除劳动合同通知书及邮寄凭证", Copies = "1份2页", Shows = "解除的时间和理由" },
        ],
        Signatures = [ApplicantSigns],
    }) with
    { CaseNumber = null, Date = "2026年10月26日" };

    public static AcceptanceNoticePaper AcceptanceNotice() => Common(new AcceptanceNoticePaper
    {
        ReceivedOn = "2026年10月26日",
        AcceptedOn = "2026年10月28日",
        Mediators = Mediators,
        ReleaseOn = "2026年11月10日",
        DueOn = "2026年11月12日",
        Materials = ["法定代表人身份证明", "2026年7月至9月考勤记录和工资表"],
        MaterialsDueOn = "2026年11月2日",
    }) with
    { Date = "2026年10月28日" };

    public static NonAcceptanceNoticePaper NonAcceptanceNotice() => Common(new NonAcceptanceNoticePaper
    {
        ReceivedOn = "2026年10月26日",
        Grounds = ["经征询，被申请人松江市远航机械制造有限公司于2026年10月27日书面表示不同意调解。"],
        Basis = "《企业劳动争议协商调解规定》第二十二条",
        Routes = new RoutesText { Commission = "松江市劳动人事争议仲裁委员会", WageDebtSuit = true, LaborInspection = true },
    }) with
    { Date = "2026年10月28日" };

    public static SessionRecordPaper SessionRecord() => Common(new SessionRecordPaper
    {
        Session = "第一次",
        StartsAt = "2026年11月5日9时00分",
        EndsAt = "2026年11月5日11时20分",
        Place = "松江市临江街道劳动人事争议调解中心第一调解室",
        Mode = "现场",
        Mediators = Mediators,
        Recorder = "韩立新",
        Attendees =
        [
            new AttendeeText { Role = "申请人", Name = "周明远", Presence = "到场", Identity = "居民身份证，核对无误" },
            new AttendeeText { Role = "申请人的委托代理人", Name = "许静", Presence = "到场", Identity = "律师执业证、授权委托书" },
            new AttendeeText { Role = "被申请人的法定代表人", Name = "郑国栋", Presence = "线上参加", Identity = "居民身份证、营业执照" },
        ],
        IdentityCheck = "调解员核对了到场人员的身份证件和代理权限。双方当事人对对方参加人员的身份均无异议。",
        RightsAnswers =
        [
            new StatementText { By = "申请人周明远", Text = "听清楚了，不申请回避。" },
            new StatementText { By = "被申请人", Text = "听清楚了，不申请回避。" },
        ],
        Statements =
        [
            new StatementText { By = "申请人周明远", Text = "我要求支付7月到9月的工资18,600元和经济补偿。\n公司从7月起没有发过工资，我问过三次，都说等货款到账。" },
            new StatementText { By = "被申请人", Text = "欠付三个月工资属实，公司资金困难，希望分期支付。" },
        ],
        UndisputedFacts = ["申请人自2023年4月10日起在被申请人处工作，月工资6,200元。", "被申请人未支付2026年7月至9月工资共计18,600元。"],
        ReleasedOffers = [new StatementText { By = "被申请人", Text = "愿意在两个月内分两期付清工资。" }],
        Result = "双方当事人就工资和经济补偿达成一致，由本组织制作调解协议书。",
        ReadBack = "以上笔录已交双方当事人阅读，双方确认与陈述一致，无需更正。",
        Signatures =
        [
            ApplicantSigns, new SignatureText { Role = "申请人的委托代理人", Name = "许静", Manner = "签名" }, RespondentSigns, MediatorSigns,
            new SignatureText { Role = "记录人", Name = "韩立新", Manner = "签名" },
        ],
    }) with
    { Date = "2026年11月5日" };

    public static MediationAgreementPaper Agreement() => Common(new MediationAgreementPaper
    {
        AcceptedOn = "2026年10月28日",
        Mediators = Mediators,
        Claims = Claims,
        Facts = Facts,
        Terms =
        [
            new TermText
            {
                Text = "被申请人向申请人支付2026年7月至9月工资人民币18,600.00元（大写：人民币壹万捌仟陆佰元整）。",
                Period = "2026年12月31日前分两期付清", Manner = "银行转账至申请人指定账户",
                Instalments = [new InstalmentText { DueOn = "2026年11月30日", Amount = Half }, new InstalmentText { DueOn = "2026年12月31日", Amount = Half }],
            },
            new TermText { Text = "被申请人向申请人支付经济补偿人民币12,400.50元（大写：人民币壹万贰仟肆佰元伍角）。", Period = "2026年12月31日前", Manner = "银行转账至申请人指定账户" },
            new TermText { Text = "被申请人为申请人出具解除劳动合同的证明，并办理档案和社会保险关系转移手续。", Period = "2026年11月27日前", Manner = "证明当面交付，手续由被申请人直接办理" },
        ],
        Accounts = [new AccountText { Payee = "周明远", Bank = "中国邮政储蓄银行松江市江畔路支行", Number = "6217 0000 0000 0000 000" }],
        Liability = ["被申请人任一期逾期支付的，申请人有权要求一次性支付全部未付款项。"],
        Signatures = [ApplicantSigns, RespondentSigns, MediatorSigns, new SignatureText { Role = "调解员", Name = "韩立新", Manner = "签名" }],
    });

    public static TerminationNoticePaper TerminationNotice() => Common(new TerminationNoticePaper
    {
        ReceivedOn = "2026年10月26日",
        AcceptedOn = "2026年10月28日",
        EndedOn = "2026年11月20日",
        Reasons = ["双方当事人对经济补偿的支付条件意见不一致，在调解期限内未达成协议。"],
        Routes = new RoutesText { Commission = "松江市劳动人事争议仲裁委员会", LaborInspection = true },
        Signatures = [ApplicantSigns, RespondentSigns, MediatorSigns],
    });

    /// <summary>Thirty workers, sixty terms, facts over several pages.</summary>
    public static MediationAgreementPaper Large()
    {
        var workers = Enumerable.Range(1, 30).Select(n => $"工友{n:00}").ToList();
        return Agreement() with
        {
            Applicants = [.. workers.Select(name => Worker(name) with { Agents = [] })],
            Facts = string.Join('\n', Enumerable.Repeat(Facts, 6)),
            Terms = [.. Enumerable.Range(1, 60).Select(n => new TermText
            {
                Text = $"被申请人向{workers[(n - 1) % 30]}支付第{n}项款项人民币9,300.00元（大写：人民币玖仟叁佰元整），款项性质为拖欠的劳动报酬。",
                Period = "2026年12月31日前", Manner = "银行转账",
            })],
            Copies = "本协议书一式三十二份，各方当事人各执一份，调解组织留存一份。",
            Signatures = [.. workers.Select(name => new SignatureText { Role = "申请人", Name = name, Manner = "签名" }), RespondentSigns, MediatorSigns],
        };
    }

    private static DossierCoverPaper DossierCover() => new()
    {
        Organization = Organization,
        CaseNumber = "松江（LJ-01）劳调〔2026〕18号",
        Date = "2026年11月21日",
        Applicants = [Worker()],
        Respondents = [Employer()],
        DisputeType = "劳动报酬、经济补偿",
        Volume = "正卷",
        Result = "达成协议",
        Mediators = Mediators,
        OpenedOn = "2026年11月3日",
        ClosedOn = "2026年11月18日",
        ArchivedOn = "2026年11月21日",
        Items = "9",
        Pages = "23",
        Retention = "10年（至2036年11月18日）",
    };

    private static DossierIndexPaper DossierIndex() => new()
    {
        Organization = Organization,
        CaseNumber = "松江（LJ-01）劳调〔2026〕18号",
        Date = "2026年11月21日",
        Applicants = [Worker()],
        Respondents = [Employer()],
        DisputeType = "劳动报酬、经济补偿",
        Volumes =
        [
            new() { Name = "正卷", Lines = [new() { No = "1", Title = "调解申请书", By = "申请人", On = "2026-11-02", Pages = "1–2" }, new() { No = "2", Title = "工资条", By = "周明远", Pages = "3", Remark = "扫描件" }] },
            new() { Name = "副卷", Lines = [new() { No = "1", Title = "考勤表", By = "周明远", On = "2026-11-04", Remark = "已撤回" }] },
        ],
        Notes = new() { Lines = ["正卷 2 件", "副卷 1 件", "共 3 页，封面和目录不编页次"], FiledBy = "沈慧" },
    };
}
