using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Selection;

/// <summary>Keep in the campaign that a paper was made, and from what.</summary>
public sealed record RecordCampaignPaper(NewPaper Paper) : ICommand<Campaign>
{
    public Decision Decide(Campaign state, Context at) =>
        state.Papers.Exists(p => p.Id == Paper.Id) ? Decision.Nothing
        : !state.Exists ? CampaignRefusals.Unknown
        : new CampaignPaperMade(Paper.KeptBy(at), Paper.Model);
}
