using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Selection;

/// <summary>The nomination follows what its campaign decided. The program gives this itself; where it stands there already, nothing happens.</summary>
public sealed record FollowCampaign : ICommand<Nomination>
{
    public IEnumerable<StreamRef> Reads(Nomination state) => NominationGuide.Reads(state);

    public Decision Decide(Nomination state, Context at)
    {
        if (!state.Exists) return NominationRefusals.Unknown;
        if (CampaignConsequences.Of(at.CampaignOf(state), state) is not var (stage, on) || stage == state.Stage) return Decision.Nothing;
        return stage switch
        {
            NominationStage.ProvinceReceived or NominationStage.Qualified or NominationStage.Scored => new NominationEvaluationResumed(on),
            NominationStage.Shortlisted => new NominationShortlisted(on),
            NominationStage.NotSelected => new NominationNotSelected(on),
            NominationStage.InPublicity => new NominationInPublicity(on),
            NominationStage.Confirmed => new NominationConfirmed(on),
            NominationStage.RemovedOnObjection => new NominationRemoved(on),
            NominationStage.Recommended => new NominationRecommended(on),
            NominationStage.NationallyHonored => new NominationNationallyHonored(on),
            NominationStage.NotHonored => new NominationNotHonored(on),
            NominationStage.Revoked => new NominationRevoked(on),
            _ => throw new InvalidOperationException($"a campaign does not make a nomination {stage}"),
        };
    }
}

/// <summary>What a campaign's decisions mean for a nomination and for the organization: a pure function, so that telling it again gives the same.</summary>
public static class CampaignConsequences
{
    /// <summary>The events of a campaign after which its nominations stand elsewhere.</summary>
    public static IReadOnlyList<Type> Steps { get; } =
        [typeof(CampaignShortlisted), typeof(PublicityStarted), typeof(ObjectionResolved), typeof(CampaignDecided), typeof(CampaignRecommended), typeof(NationalResultRecorded), typeof(CampaignHonorRevoked)];

    /// <summary>Where the nomination stands by the campaign; null where the campaign says nothing of it.</summary>
    public static (NominationStage Stage, DateOnly On)? Of(Campaign campaign, Nomination nomination)
    {
        if (nomination.IsOut || campaign.ShortlistedOn is not { } shortlistedOn) return null;
        var id = nomination.Id;
        if (campaign.Revocations.Find(r => r.NominationId == id) is { } revoked) return (NominationStage.Revoked, revoked.On);
        if (campaign.Recommendation is { } sent && sent.Nominations.Contains(id))
            return campaign.Result is { } result ? (result.Honored.Contains(id) ? NominationStage.NationallyHonored : NominationStage.NotHonored, result.On) : (NominationStage.Recommended, sent.On);
        if (campaign.Objections.Find(o => o.NominationId == id && o.Reply is { Upheld: true }) is { } objection) return (NominationStage.RemovedOnObjection, objection.Reply!.On);
        if (campaign.Decision is { } decision) return (decision.Chosen.Contains(id) ? NominationStage.Confirmed : NominationStage.NotSelected, decision.On);
        // Until the list is public it may be drawn up anew: who is not on it is evaluated further, or again.
        if (campaign.ProvincePublicity is not { } publicity) return campaign.IsShortlisted(id) ? (NominationStage.Shortlisted, shortlistedOn) : nomination.Stage is NominationStage.Shortlisted or NominationStage.NotSelected ? (nomination.EvaluatedTo, shortlistedOn) : null;
        return campaign.IsShortlisted(id) ? (NominationStage.InPublicity, publicity.From) : (NominationStage.NotSelected, publicity.From);
    }
}
