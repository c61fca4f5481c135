using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Parties;
using MediationHub.Domain.Tests.Organizations;

namespace MediationHub.Domain.Tests.Mediators;

/// <summary>A mediator nominated on 2026-03-02, certified on the 4th, appointed from the 6th for a year.</summary>
internal static class AMediator
{
    public static readonly MediatorId Id = new("m1");
    public static readonly OrganizationId Center = AnOrganization.Id;
    public static readonly OrganizationId Union = new("o2");

    public static readonly MediatorProfile Complete = new()
    {
        Name = "李某某",
        Sex = Sex.Female,
        BornOn = new(1990, 3, 7),
        IdType = IdType.ResidentId,
        IdNumber = "220102199003070048",
        Phone = "13800000000",
        Education = "本科",
        Employer = "某街道办事处",
        Position = "科员",
        FullTime = true,
        Qualifications = [Qualification.Lawyer, Qualification.SocialWorker],
    };

    public static readonly MediatorNominated Nominated = new(Id, Complete, Day(2));
    public static readonly MediatorCertified Certified = new(new Certificate("JL2026001", "长春市人力资源和社会保障局", Day(4), new(2029, 3, 3)));
    public static readonly MediatorAppointed Appointed = new(Center, Day(6), new(2027, 3, 5));
    public static readonly MediatorSuspended Suspended = new(Day(9), "接受调查");
    public static readonly MediatorDismissed Dismissed = new(null, DismissalGround.TookBenefits, "收受当事人礼金", Day(9));

    public static readonly Organization ActiveCenter = Fold(AnOrganization.That(OrganizationStatus.Active));

    public static Organization Fold(IEnumerable<DomainEvent> events) => events.Aggregate(Organization.Empty, (state, happened) => state.Evolve(happened));
    public static DateOnly Day(int dayOfMarch) => AnOrganization.Day(dayOfMarch);
}
