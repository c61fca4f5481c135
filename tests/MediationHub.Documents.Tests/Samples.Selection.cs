namespace MediationHub.Documents.Tests;

internal static partial class Samples
{
    private const string Selection = "2026年度松江省金牌劳动人事争议调解组织选树";
    private const string SelectionNotice = "《关于开展金牌劳动人事争议调解组织选树工作的通知》（松三方〔2026〕3号）";
    private static readonly string[] Seals = ["人力资源和社会保障局", "总工会", "企业联合会/企业家协会", "工商业联合会"];

    public static NominationFormPaper NominationForm() => new()
    {
        Campaign = Selection,
        Notice = SelectionNotice,
        Date = "2026年11月21日",
        Organization = Organization,
        OrganizationKind = "乡镇（街道）调解中心",
        OrganizationAddress = "松江市临江街道政务服务中心二楼",
        OrganizationPhone = "0431-80000001",
        FoundedOn = "2021年3月1日",
        FiledOn = "2021年4月6日",
        FilingNumber = "松江劳调备〔2021〕12号",
        Supervisor = "松江市人力资源和社会保障局",
        Head = "赵启明",
        Coverage = "临江街道辖区，覆盖企业320家",
        FullTime = "3",
        PartTime = "5",
        Educated = "7",
        Certified = "8",
        Premises = "120平方米",
        Equipment = "调解室两间，音像设备一套",
        Funding = "街道财政",
        Systems = ["调解登记", "调解记录", "档案管理", "统计分析", "信息通报", "争议排查"],
        Years =
        [
            new() { Year = "2024", Accepted = "86", Closed = "81", Succeeded = "52", Rate = "64.20%", People = "97", Amount = "1,204,600.00", InTime = "96.30%", Performed = "88.24%", Reviews = "6", Entrusted = "4" },
            new() { Year = "2025", Accepted = "93", Closed = "90", Succeeded = "61", Rate = "67.78%", People = "118", Amount = "1,566,020.50", InTime = "97.78%", Performed = "91.53%", Reviews = "9", Entrusted = "7" },
            new() { Year = "2026", Accepted = "71", Closed = "66", Succeeded = "47", Rate = "71.21%", People = "80", Amount = "988,400.00", InTime = "98.48%", Performed = "—", Reviews = "8", Entrusted = "5" },
        ],
        Cases = "某餐饮企业拖欠二十三名劳动者两个月工资，经两次调解会议达成分期支付协议，全部按期履行。",
        Practices = "一是建立争议排查台账，每月走访用工密集的企业。\n二是推行“互联网+调解”，外出务工人员在线参加调解。",
        Awards = "2025年度松江市优秀调解组织",
        Contact = "孙晓梅，0431-80000003",
        CountyOffice = "松江市人力资源和社会保障局",
        CountyOpinion = "情况属实，同意推荐。",
        Unit = "松江市",
        UnitOpinion = "同意推荐。",
        Seals = Seals,
        Definition = "调解成功率（结案口径）＝成功 ÷（成功＋部分达成＋未成功）。",
    };

    public static RecommendationSummaryPaper RecommendationSummary() => new()
    {
        Campaign = Selection,
        Notice = SelectionNotice,
        Date = "2026年11月21日",
        Unit = "松江市",
        Quota = "2个，候补1个",
        Seals = Seals,
        Rows =
        [
            new() { Number = "1", Unit = "松江市", Name = Organization, OrganizationKind = "乡镇（街道）调解中心", Place = "1", Rate = "71.21%", Contact = "孙晓梅", Phone = "0431-80000003" },
            new() { Number = "2", Unit = "松江市", Name = "松江市机械行业劳动争议调解委员会", OrganizationKind = "行业性调解组织", Place = "2（候补）", Rate = "66.67%" },
        ],
    };

    public static PublicityNoticePaper PublicityNotice() => new()
    {
        Campaign = Selection,
        Notice = SelectionNotice,
        Date = "2026年12月1日",
        Office = "松江省协调劳动关系三方办公室",
        From = "2026年12月1日",
        Until = "2026年12月8日",
        Days = "5",
        Contact = "省人力资源和社会保障厅调解仲裁管理处",
        Phone = "0431-80000009",
        Rows =
        [
            new() { Number = "1", Unit = "松江市", Name = Organization, OrganizationKind = "乡镇（街道）调解中心", Place = "1" },
            new() { Number = "2", Unit = "白桦市", Name = "白桦市总工会劳动争议调解中心", OrganizationKind = "工会调解组织", Place = "2" },
        ],
    };

    public static ObjectionSheetPaper ObjectionSheet() => new()
    {
        Campaign = Selection,
        Notice = SelectionNotice,
        Date = "2026年12月7日",
        Organization = Organization,
        Office = "松江省协调劳动关系三方办公室",
        Number = "2",
        Unit = "松江市",
        Publicity = "2026年12月1日至2026年12月8日",
        Objector = "王**",
        ReceivedOn = "2026年12月3日",
        Text = "该组织名册公示栏长期没有更新。\n有的调解员已经离任。",
        Proof = "1",
        Finding = "现场核对名册公示栏，与在聘人员一致。",
        Conclusion = "异议不成立。",
        Reply = "经核查，名册公示内容与在聘人员一致。",
        AnsweredOn = "2026年12月7日",
    };

    public static DecisionNoticePaper DecisionNotice() => new()
    {
        Campaign = Selection,
        Notice = SelectionNotice,
        Date = "2026年12月11日",
        Office = "松江省协调劳动关系三方办公室",
        Number = "松三方〔2026〕21号",
        Meeting = "省协调劳动关系三方第四十一次会议",
        From = "2026年12月1日",
        Until = "2026年12月8日",
        Issuers = ["松江省人力资源和社会保障厅", "松江省总工会"],
        Rows = [new() { Number = "1", Unit = "松江市", Name = Organization, OrganizationKind = "乡镇（街道）调解中心", Place = "1" }],
    };

    public static NationalLetterPaper NationalLetter() => new()
    {
        Campaign = Selection,
        Notice = SelectionNotice,
        Date = "2026年12月15日",
        Office = "松江省协调劳动关系三方办公室",
        Number = "松三方函〔2026〕9号",
        Meeting = "省协调劳动关系三方第四十一次会议",
        Decision = "松三方〔2026〕21号文件",
        From = "2026年12月1日",
        Until = "2026年12月8日",
        Contact = "省人力资源和社会保障厅调解仲裁管理处",
        Phone = "0431-80000009",
        Rows = [new() { Number = "1", Unit = "松江市", Name = Organization, OrganizationKind = "乡镇（街道）调解中心", Place = "1", Rate = "71.21%" }],
    };

    public static ScoreSheetPaper ScoreSheet() => new()
    {
        Campaign = Selection,
        Notice = SelectionNotice,
        Date = "2026年11月21日",
        Organization = Organization,
        Unit = "松江市",
        Window = "2025年11月1日至2026年10月31日",
        Groups =
        [
            new()
            {
                Name = "制度机制",
                Points = "25",
                Lines =
                [
                    new() { Item = "A1", Name = "六项制度", Points = "12", Machine = "12分：已建立制度6项；0为0分，6为满分。", Own = "12", Given = "12" },
                    new() { Item = "A4", Name = "调裁衔接机制", Points = "13", Machine = "由评审人依据材料和实地核查评定。" },
                ],
            },
            new() { Name = "服务能力", Points = "75", Lines = [new() { Item = "C1", Name = "调解成功率（按保守成功率）", Points = "75", Machine = "37.5分：保守成功率60%；40为0分，80为满分。", Given = "36" }] },
        ],
        Bonus = "5",
        BonusGiven = "1",
        Total = "49",
        Scorer = "钱立群",
        Comment = "制度健全，台账规范。",
        Source = "通知没有公布评分表；本表依据通知要求设定。",
    };
}
