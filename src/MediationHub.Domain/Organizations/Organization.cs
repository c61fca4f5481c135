using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Organizations;

/// <summary>Where an organization stands in its filing 备案 (domain §2f).</summary>
public enum OrganizationStatus { Draft, Submitted, Returned, Refused, Filed, Active, Rectifying, Suspended, Deregistered }

/// <summary>The kinds of mediation organization (domain §3.5).</summary>
public enum OrganizationType
{
    EnterpriseCommittee, InstitutionCommittee, TownshipCenter, PeoplesMediation, Industry, Regional, Chamber,
    Union, LegalService, ArbitrationCenter, JointCenter, SocialOrganization, Other,
}

/// <summary>A mediation organization 调解组织: its filing, profile and status.</summary>
public sealed record Organization : IAggregate<Organization>
{
    public static string Stream => "organization";
    public static Organization Empty { get; } = new();

    public OrganizationId Id { get; init; }
    public OrganizationStatus Status { get; init; }
    public OrganizationType Type { get; init; }

    /// <summary>The legal day of filing; a dispute received before it cannot be registered here.</summary>
    public DateOnly? FiledOn { get; init; }

    /// <summary>Only an active organization receives new cases.</summary>
    public bool ReceivesCases => Status is OrganizationStatus.Active;

    /// <summary>A suspended or rectifying one may finish what is open.</summary>
    public bool FinishesCases => Status is OrganizationStatus.Active or OrganizationStatus.Suspended or OrganizationStatus.Rectifying;

    public Organization Evolve(DomainEvent happened) => this;
}
