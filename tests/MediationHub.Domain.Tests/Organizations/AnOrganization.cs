using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;

namespace MediationHub.Domain.Tests.Organizations;

/// <summary>A street center in 长春 and how it came to each status; all days lie in March 2026.</summary>
internal static class AnOrganization
{
    public static readonly OrganizationId Id = new("o1");

    public static readonly OrganizationProfile Complete = new()
    {
        Code = "JL-0001",
        Name = "长春市南关区某街道劳动争议调解中心",
        Type = OrganizationType.TownshipCenter,
        Unit = "220100",
        Address = "长春市南关区某街1号",
        Phone = "0431-88690000",
        HeadName = "赵某某",
        SealName = "某街道劳动争议调解中心",
        Coverage = "某街道辖区",
        Systems = MediationSystems.All,
        Posted = true,
    };

    public static readonly OrganizationDrafted Drafted = new(Id, Complete);
    public static readonly OrganizationSubmitted Submitted = new(Day(2));
    public static readonly OrganizationFiled Filed = new(Day(4), "220100", "长春", 1);
    public static readonly ProofAdded Seal = new(new(ProofKind.Seal, new("f1"), "印模", Day(5)));
    public static readonly ProofAdded Posted = new(new(ProofKind.Posted, new("f2"), "上墙照片", Day(5)));
    public static readonly OrganizationActivated Activated = new(Day(6));

    /// <summary>What happened up to a status.</summary>
    public static DomainEvent[] That(OrganizationStatus status) => status switch
    {
        OrganizationStatus.Draft => [Drafted],
        OrganizationStatus.Submitted => [Drafted, Submitted],
        OrganizationStatus.Returned => [Drafted, Submitted, new OrganizationReturned(Day(3), ["缺少负责人电话"])],
        OrganizationStatus.Refused => [Drafted, Submitted, new OrganizationRefused(Day(3), "不属于劳动争议调解组织")],
        OrganizationStatus.Filed => [Drafted, Submitted, Filed, Seal, Posted],
        OrganizationStatus.Active => [.. That(OrganizationStatus.Filed), Activated],
        OrganizationStatus.Rectifying => [.. That(OrganizationStatus.Active), new RectificationOrdered(Day(9), ["档案不齐"], Day(31))],
        OrganizationStatus.Suspended => [.. That(OrganizationStatus.Active), new OrganizationSuspended(Day(9), "办公场所搬迁")],
        _ => [.. That(OrganizationStatus.Active), new OrganizationDeregistered(Day(9), "机构撤并")],
    };

    public static DateOnly Day(int dayOfMarch) => new(2026, 3, dayOfMarch);
}
