using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Parties;
using MediationHub.Domain.Tests.Kernel;

namespace MediationHub.Domain.Tests.Cases;

/// <summary>
/// The dispute that the stories tell: 李某 asks 某某公司 for 12,000 yuan of wages at a township center on Monday, 8 June 2026.
/// Its events stand here in their order; a story takes as many as it needs.
/// </summary>
internal static class CaseStories
{
    public static readonly OrganizationId Center = new("center");
    public static readonly OrganizationId Neighbor = new("neighbor");
    public static readonly MediatorId Wang = new("wang");
    public static readonly MediatorId Zhao = new("zhao");
    public static readonly PartyId Worker = new("a1");
    public static readonly PartyId Employer = new("r1");
    public static readonly FileId Scan = new("f1");

    public static readonly PartyDetails Li = new() { Kind = PartyKind.Person, Name = "李某", IdType = IdType.ResidentId, IdNumber = "220102199003070048", BirthDate = "1990-03-07", Gender = Sex.Female, Phone = "13800000001", Address = "长春市南关区人民大街1号" };
    public static readonly PartyDetails Company = new() { Kind = PartyKind.Employer, Name = "某某公司", CreditCode = "91350100M000100Y43", LegalRepresentative = "陈某", Phone = "0431-88690000" };

    public static readonly CaseRegistered Registered = new(
        new("case-1"), Center, OrganizationType.TownshipCenter, "长春（CC-01）劳调〔2026〕1号", "长春（CC-01）劳调〔2026〕{number}号", 2026,
        CaseSource.PartyApplication, ApplicationForm.Written, At("2026-06-08 09:10"), Day("2026-06-08"),
        [new(Worker, PartySide.Applicant, Li) { Consent = new(true, Day("2026-06-08"), ByApplication: true) }, new(Employer, PartySide.Respondent, Company)],
        "07.1", [new(1, "07.1", "支付2026年4月至5月工资", 12000m)], "李某在某某公司工作,公司未付两个月工资。", null, Day("2026-05-20"), 1, [], null, [], null, null, Unit: "220100");

    public static readonly PartyConsented Consented = new(Employer, Day("2026-06-09"));
    public static readonly CaseAccepted Accepted = new(Wang, Day("2026-06-10"), Day("2026-06-11"), false, 1);

    public static readonly SessionHeld Held = new(
        new Session
        {
            Id = "s1",
            StartsAt = At("2026-06-11 09:00"),
            EndsAt = At("2026-06-11 11:00"),
            Place = "第一调解室",
            Status = SessionStatus.Held,
            HeldBy = Wang,
            Attendance = [new(Worker, true), new(Employer, true)],
            ReadBack = true,
            Signatures = [new(Worker), new(Employer)],
            Record = new([new("李某", "公司欠我两个月工资。")], ["双方存在劳动关系。"], SessionResult.AgreementReached),
        }, [], true);

    public static readonly Term Wages = new(1, TermKind.Payment, Employer, Worker, 12000m, [], Day("2026-06-30"), "银行转账", default, default, null);
    public static readonly AgreementDrafted Drafted = new(1, false, [Wages], [Worker, Employer], Day("2026-06-11"));
    public static readonly AgreementSigned WorkerSigned = Signed(Worker, "2026-06-11 10:30");
    public static readonly AgreementSigned EmployerSigned = Signed(Employer, "2026-06-11 10:40");
    public static readonly AgreementSigned MediatorSigned = new(1, new(null, Wang, null, At("2026-06-11 10:50"), null));
    public static readonly AgreementTookEffect TookEffect = new(1, At("2026-06-12 09:00"), At("2026-06-12 09:00"));
    public static readonly CaseClosed Agreed = Closed(Outcome.Agreed, "2026-06-12");

    public static IReadOnlyList<DomainEvent> UntilAccepted => [Registered, Consented, Accepted];
    public static IReadOnlyList<DomainEvent> UntilHeld => [.. UntilAccepted, Held];
    public static IReadOnlyList<DomainEvent> UntilDrafted => [.. UntilHeld, Drafted];
    public static IReadOnlyList<DomainEvent> UntilAllSigned => [.. UntilDrafted, WorkerSigned, EmployerSigned, MediatorSigned];
    public static IReadOnlyList<DomainEvent> UntilEffective => [.. UntilAllSigned, TookEffect];
    public static IReadOnlyList<DomainEvent> UntilAgreed => [.. UntilEffective, Agreed];

    public static AgreementSigned Signed(PartyId party, string at) => new(1, new(party, null, null, At(at), null));
    public static CaseClosed Closed(Outcome outcome, string on) => new(new(outcome, Day(on), [], Day("2026-06-23"), true), Day(on), null, default, null);

    /// <summary>A story of this case, at a center that works, with two mediators in its roster.</summary>
    public static Story<MediationCase> Given(params IEnumerable<DomainEvent> events) => Story<MediationCase>.Given(events)
        .Knowing(Center.Value, Active(Center, "CC-01", "220100"))
        .Knowing(Neighbor.Value, Active(Neighbor, "JL-02", "220200"))
        .Knowing(Wang.Value, Mediating(Wang, "王某", "11010519491231002X", "13900000001"))
        .Knowing(Zhao.Value, Mediating(Zhao, "赵某", "110105194912310038", "13900000002"));

    public static Organization Active(OrganizationId id, string code, string unit) => new()
    {
        Id = id,
        Status = OrganizationStatus.Active,
        Type = OrganizationType.TownshipCenter,
        FiledOn = Day("2024-03-01"),
        Periods = [new(OrganizationStatus.Submitted, Day("2024-02-26")), new(OrganizationStatus.Filed, Day("2024-03-01")), new(OrganizationStatus.Active, Day("2024-03-04"))],
        Profile = new() { Code = code, Name = "劳动争议调解中心", Unit = unit },
    };

    public static Mediator Mediating(MediatorId id, string name, string idNumber, string phone) => new()
    {
        Id = id,
        Name = name,
        IdNumber = idNumber,
        Profile = new() { Name = name, IdNumber = idNumber, Phone = phone },
        Certificates = [new("吉-001", "省人社厅", Day("2024-01-01"), null)],
        Appointments = [new(Center, Day("2025-01-01"), Day("2026-12-31"))],
    };

    public static Actor Head(OrganizationId organization) => new("head", new HashSet<Role> { Role.Head }, organization);

    public static DateOnly Day(string day) => DateOnly.Parse(day);
    public static DateTimeOffset At(string moment) => ChinaTime.At(DateOnly.Parse(moment.Split(' ')[0]), TimeOnly.Parse(moment.Split(' ')[1]));

    /// <summary>The case after these events.</summary>
    public static MediationCase After(params IEnumerable<DomainEvent> events) => events.Aggregate(MediationCase.Empty, (state, happened) => state.Evolve(happened));
}
