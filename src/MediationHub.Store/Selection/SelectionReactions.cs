using Dapper;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Selection;
using MediationHub.Store.Reactions;

namespace MediationHub.Store.Selection;

/// <summary>Nominations follow what their campaign decides, and honors come to stand on the organizations' own records.</summary>
public sealed class NominationsFollowCampaign(HubStore store) : Reaction
{
    public override string Name => "nominations-follow-campaign";
    public override IReadOnlyList<Type> ListensTo => CampaignConsequences.Steps;

    public override async Task React(Heard heard, Reach reach, CancellationToken cancel)
    {
        foreach (var id in await Nominations(heard.Id, cancel)) await reach.Send(id, new FollowCampaign(), cancel);

        var campaign = await reach.StateThen<Campaign>(cancel);
        switch (heard.Event)
        {
            case CampaignDecided { Decision: var decision }:
                foreach (var id in decision.Chosen) await Honor(id, HonorLevel.Province, decision.Document, decision.On);
                break;
            case NationalResultRecorded { Result: var result }:
                foreach (var id in result.Honored) await Honor(id, HonorLevel.National, result.Document, result.On);
                break;
            case CampaignHonorRevoked { Revocation: var revocation } when Place(revocation.NominationId) is { } place:
                await reach.Send(place.OrganizationId.Value, new RevokeOrganizationHonor(campaign.Id, revocation.On), cancel);
                break;
        }

        ShortlistPlace? Place(NominationId id) => campaign.Shortlist.FirstOrDefault(p => p.NominationId == id);

        async Task Honor(NominationId id, HonorLevel level, string document, DateOnly on)
        {
            if (Place(id) is { } place) await reach.Send(place.OrganizationId.Value, new HonorOrganization(new(campaign.Id, id, level, campaign.Name, document, on)), cancel);
        }
    }

    private async Task<IReadOnlyList<string>> Nominations(string campaign, CancellationToken cancel)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<string>("select id from nomination_rows where campaign_id = @campaign order by id", new { campaign })];
    }
}
