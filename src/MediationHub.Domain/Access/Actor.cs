using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Access;

/// <summary>What a person may be (design §8). The words are those of the API.</summary>
public enum Role
{
    Party,
    Mediator,
    Head,
    Clerk,
    Arbitrator,
    Director,
    City,
    Province,
    Auditor,
    Admin,

    /// <summary>The program itself: reactions, clocks, demo data.</summary>
    System,
}

/// <summary>Who asks: an account with its roles and what it is bound to.</summary>
/// <param name="Unit">The reporting unit (GB/T 2260 code or JL-CBS) whose subtree a city or province office sees.</param>
public sealed record Actor(
    string UserName,
    IReadOnlySet<Role> Roles,
    OrganizationId? Organization = null,
    MediatorId? Mediator = null,
    CommissionId? Commission = null,
    string? ArbitratorId = null,
    string? Unit = null)
{
    /// <summary>The program itself.</summary>
    public static readonly Actor System = new("system", new HashSet<Role> { Role.System });

    public bool Is(Role role) => Roles.Contains(role);
}
