using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Access;

/// <summary>What a person may be. The words are those of the API.</summary>
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
/// <param name="Case">The one case that a party came to by its private link; an account is never bound to one.</param>
/// <param name="Party">Which party of that case.</param>
/// <param name="Unit">The reporting unit (GB/T 2260 code or JL-CBS) whose subtree a city or province office sees.</param>
public sealed record Actor(
    string UserName,
    IReadOnlySet<Role> Roles,
    OrganizationId? Organization = null,
    MediatorId? Mediator = null,
    CommissionId? Commission = null,
    string? ArbitratorId = null,
    string? Unit = null,
    CaseId? Case = null,
    PartyId? Party = null)
{
    /// <summary>The program itself.</summary>
    public static readonly Actor System = new("system", new HashSet<Role> { Role.System });

    /// <summary>A party who came by the private link of its case, without an account.</summary>
    public static Actor ByLink(CaseId @case, PartyId party) => new("party", new HashSet<Role> { Role.Party }, Case: @case, Party: party);

    public bool Is(Role role) => Roles.Contains(role);
}
