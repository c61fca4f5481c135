using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;

namespace MediationHub.Tests.Load;

/// <summary>One command of a life.</summary>
/// <param name="Name">Its name in the API; empty for the registration.</param>
public sealed record LifeStep(string Name, ICommand<MediationCase> Command);

/// <summary>
/// A whole case as offices enter it: registered with both parties, consented, accepted, one session with its record and offers,
/// an agreement of two terms, three signatures, the seal, the closing. Eleven commands, each with the texts a person would write.
/// </summary>
public static class Life
{
    public const int Steps = 11;

    private static readonly PartyId Worker = new("a1"), Firm = new("r1");

    /// <param name="n">Makes the people of this life others than those of the next.</param>
    /// <param name="receivedAt">The application; what follows happens within the hour after it.</param>
    public static LifeStep[] Of(Office office, CaseId id, int n, DateTimeOffset receivedAt)
    {
        var day = ChinaTime.DayOf(receivedAt);
        var end = ChinaTime.DayOf(receivedAt.AddMinutes(50));
        var wage = 4_200 + n % 40 * 50;
        return
        [
            new("", Registration(office, id, n, receivedAt, wage)),
            Step(new RecordConsent(Firm, true, day)),
            Step(new AcceptCase(office.Mediator, day)),
            Step(new ScheduleSession(receivedAt.AddMinutes(5), receivedAt.AddMinutes(35), "朝阳区政务服务中心三楼第二调解室", SessionMode.OnSite)),
            Step(Session(n, wage)),
            Step(Agreement(day, wage)),
            Step(new SignAgreement(new(PartyId: Worker), receivedAt.AddMinutes(36))),
            Step(new SignAgreement(new(PartyId: Firm), receivedAt.AddMinutes(38))),
            Step(new SignAgreement(new(MediatorId: office.Mediator), receivedAt.AddMinutes(40))),
            Step(new SealAgreement(receivedAt.AddMinutes(45))),
            Step(new CloseCase(Outcome.Agreed, null, end, Note: "双方当场达成调解协议,调解员已告知协议的效力、履行期限和申请仲裁审查的期限。")),
        ];

        static LifeStep Step<TCommand>(TCommand command) where TCommand : ICaseCommand<TCommand> => new(TCommand.Name, command);
    }

    private static RegisterCase Registration(Office office, CaseId id, int n, DateTimeOffset receivedAt, int wage)
    {
        var day = ChinaTime.DayOf(receivedAt);
        return new(
            id, office.Organization, CaseSource.PartyApplication, ApplicationForm.Written, receivedAt,
            [
                new()
                {
                    Kind = PartyKind.Person,
                    Name = People.Name(n),
                    Phone = People.Mobile(n),
                    Address = $"吉林省长春市朝阳区红旗街 {n % 300 + 1} 号 {n % 7 + 1} 单元 {n % 20 + 101} 室",
                    IdNumber = People.ResidentNumber(n),
                    Ethnicity = "汉族",
                    Position = "后厨帮工",
                    HiredOn = day.AddDays(-500),
                    Employed = true,
                    EmploymentForm = EmploymentForm.Contract,
                    MigrantWorker = n % 3 == 0,
                    MonthlyWage = wage,
                },
            ],
            [
                new()
                {
                    Kind = PartyKind.Employer,
                    Name = People.Employer(n),
                    Phone = "0431-85620011",
                    Address = $"吉林省长春市朝阳区前进大街 {n % 900 + 1} 号",
                    CreditCode = People.CreditCode(n),
                    LegalRepresentative = People.Name(n + 7_919),
                    LegalRepresentativePost = "总经理",
                    Contact = People.Name(n + 104_729),
                    Nature = EmployerNature.Private,
                    Size = EmployerSize.Small,
                    Headcount = 20 + n % 60,
                },
            ],
            "07.1",
            [
                new("07.1", "请求支付拖欠的工资,自三个月前起每月仅发放部分工资,余款一直未付。", wage * 3m, "最近三个月"),
                new("07", "请求支付法定节假日加班工资,共四天,有排班表为证。", 880m, "国庆期间"),
            ],
            "申请人于一年多前入职被申请人处从事后厨工作,双方签订了书面劳动合同,约定月工资按时足额发放。近三个月被申请人以经营困难为由每月只发放部分工资,申请人多次催要未果。国庆期间申请人按排班出勤四天,未安排补休,也未支付加班工资。申请人提交了劳动合同、工资银行流水和排班表。",
            day.AddDays(-90), day.AddDays(-30));
    }

    private static HoldSession Session(int n, int wage) => new(
        "s1",
        [new(Worker, true), new(Firm, true, "委托人事主管到场")],
        new(
            [
                new("申请人", "我从去年入职,一直按时上班。最近三个月每月只发一部分工资,问了几次都说等回款。国庆四天我都上班了,没有补休也没有加班费。"),
                new("被申请人", "拖欠的情况属实,公司今年确实困难,主要客户的货款没有收回来。工资愿意补发,希望能分两次支付。加班工资认可三天,另外一天是员工之间自行换班。"),
                new("调解员", "根据劳动法和工资支付规定,工资应当足额支付,经营困难不是拖欠的理由。分期可以协商,但应有明确的日期。换班的一天,请双方核对排班表。"),
                new("申请人", "排班表上写得很清楚。为了尽快了结,我可以接受三天的加班工资,但第一笔款要在一个月内到账。"),
            ],
            ["申请人在被申请人处工作,月工资标准双方无异议。", "被申请人尚欠申请人三个月的部分工资。"],
            SessionResult.AgreementReached),
        [new(Worker, "一次性支付全部拖欠工资和四天加班工资", wage * 3m + 880), new(Firm, "分两期支付拖欠工资,加班工资按三天计算", wage * 3m + 660)],
        ReadBack: true,
        Signatures: [new(Worker), new(Firm)],
        Place: $"朝阳区政务服务中心三楼第{n % 3 + 1}调解室");

    private static DraftAgreement Agreement(DateOnly day, int wage) => new(
    [
        new(TermKind.Payment, Firm, Worker, wage * 3m, [new(wage * 2m, day.AddDays(30)), new(wage, day.AddDays(60))], Manner: "银行转账", BankAccount: "6217000940001234567", Text: "拖欠的工资分两期支付。", ClaimType: "07.1"),
        new(TermKind.Payment, Firm, Worker, 660m, DueOn: day.AddDays(30), Manner: "银行转账", BankAccount: "6217000940001234567", Text: "国庆期间三天的加班工资。", ClaimType: "07"),
    ]);
}
