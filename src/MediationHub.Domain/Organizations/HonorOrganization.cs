using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Organizations;

/// <summary>An honor from a gold selection stands on the organization's record. The program gives this itself, following the campaign's decision.</summary>
public sealed record HonorOrganization(OrganizationHonor Honor) : ICommand<Organization>
{
    public Decision Decide(Organization state, Context at) =>
        !state.Exists || state.Honors.Any(h => h.CampaignId == Honor.CampaignId && h.Level == Honor.Level) ? Decision.Nothing : new OrganizationHonored(Honor);
}

/// <summary>Every honor of one campaign is taken back. The program gives this itself.</summary>
public sealed record RevokeOrganizationHonor(CampaignId CampaignId, DateOnly On) : ICommand<Organization>
{
    public Decision Decide(Organization state, Context at) =>
        state.Honors.Any(h => h.CampaignId == CampaignId && h.RevokedOn is null) ? new OrganizationHonorRevoked(CampaignId, On) : Decision.Nothing;
}
