using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Reviews;
using MediationHub.Domain.Tests.Kernel;
using static MediationHub.Domain.Tests.Cases.CaseStories;

namespace MediationHub.Domain.Tests.Reviews;

/// <summary>The review of 李某's agreement, in force on Friday, 12 June 2026, at the commission of 长春. 19 June is a holiday.</summary>
internal static class ReviewStories
{
    public static readonly CommissionId House = new("cc");
    public static readonly ArbitratorId Han = new("han");
    public static readonly ArbitratorId Wang2 = new("wang-arb");
    public static readonly ArbitratorId Clerk2 = new("staff-arb");

    public static readonly CommissionEstablished Established = new(House, new() { Code = "CC-ZC", Name = "长春市劳动人事争议仲裁委员会", Level = CommissionLevel.City, Unit = "220100" });

    public static IReadOnlyList<DomainEvent> TheHouse =>
    [
        Established,
        new ArbitratorAppointed(new(Han, "韩明谦", "ZC-001", true, Day("2025-01-01"), IdNumber: "220102197506150014")),
        new ArbitratorAppointed(new(Wang2, "王某", "ZC-002", false, Day("2025-01-01"), MediatorId: Wang)),
        new ArbitratorAppointed(new(Clerk2, "刘某", "ZC-003", false, Day("2025-01-01"), Employer: "某某公司")),
    ];

    public static readonly MediationCase TheCase = After(UntilAgreed);
    public static readonly CaseExtract Extract = CaseExtract.Of(TheCase);

    public static readonly Actor Mediator = new("mediator", new HashSet<Role> { Role.Mediator }, Center, Wang);
    public static readonly Actor Clerk = new("clerk", new HashSet<Role> { Role.Clerk }, Commission: House);
    public static readonly Actor Arb = new("arbitrator", new HashSet<Role> { Role.Arbitrator }, Commission: House, ArbitratorId: "han");
    public static readonly Actor Another = new("another", new HashSet<Role> { Role.Arbitrator }, Commission: House, ArbitratorId: "other");
    public static readonly Actor Director = new("director", new HashSet<Role> { Role.Director }, Commission: House);

    public static readonly ReviewApplied Applied = new(
        new("rv-1"), House, new(CompetenceGround.OrganizationSeat, "220100", "调解组织所在地在长春市，由长春市劳动人事争议仲裁委员会管辖"), Extract, new(Worker, At("2026-06-15 09:00"), [], "mediator"), Day("2026-06-29"), false, 1);

    public static readonly ReviewJoined Joined = new(new(Employer, At("2026-06-15 09:30"), [], "mediator"));
    public static readonly ReviewFiled Filed = new(Day("2026-06-15"), false);
    public static readonly ReviewAccepted Taken = new(House, "长春劳人仲审〔2026〕1号", "长春劳人仲审〔2026〕{number}号", 2026, Day("2026-06-15"), Day("2026-06-23"), false, default, 1);
    public static readonly ReviewArbitratorAssigned Assigned = new(Han, Day("2026-06-15"), "director");
    public static readonly ReviewNoConflictDeclared Declared = new(Han, Day("2026-06-15"), false);
    public static readonly ReviewLetterMade Made = new(new(Extract.Agreement!.Terms, Extract.Agreement.TermsHash, At("2026-06-16 15:00"), Han, false));
    public static readonly ReviewLetterServed WorkerSigns = new(new(Worker, ServiceMethod.Direct, ServiceResult.Signed, Day("2026-06-17"), [], default));

    public static IReadOnlyList<DomainEvent> UntilFiled => [Applied, Joined, Filed];
    public static IReadOnlyList<DomainEvent> UntilTaken => [.. UntilFiled, Taken];
    public static IReadOnlyList<DomainEvent> UntilReview => [.. UntilTaken, Assigned, Declared];
    public static IReadOnlyList<DomainEvent> UntilLetter => [.. UntilReview, Made];

    public static Story<Review> Tell(params IEnumerable<DomainEvent> events) => Story<Review>.Given(events)
        .Knowing(TheCase.Id.Value, TheCase)
        .Knowing<Commission>(House.Value, TheHouse)
        .Knowing(Wang.Value, Mediating(Wang, "王某", "11010519491231002X", "13900000001"));

    public static ApplyForReview Application => new(new("rv-1"), TheCase.Id, Worker, At("2026-06-15 09:00"))
    {
        Commissions = [new(House, "长春市劳动人事争议仲裁委员会", ["220100"]), new(new("jl"), "吉林市劳动人事争议仲裁委员会", ["220200"])],
        OrganizationUnit = "220100",
    };
}
