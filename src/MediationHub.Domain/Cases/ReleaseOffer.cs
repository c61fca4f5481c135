using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Let the other side know of an offer that was made in private.</summary>
public sealed record ReleaseOffer(string OfferId) : ICaseCommand<ReleaseOffer>
{
    public static string Name => "release-offer";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at)
    {
        foreach (var refusal in state.Between(at, CaseStage.Accepted, CaseStage.AgreementDrafted)) yield return refusal;
        if (state.IsOpen && state.Offers.TrueForAll(o => o.Open)) yield return CaseRefusals.OfferUnknown;
    }

    public Decision Decide(MediationCase state, Context at)
    {
        if (state.Offers.Find(o => o.Id == OfferId) is not { } offer) return CaseRefusals.OfferUnknown;
        if (offer.Open) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        return new OfferReleased(OfferId, at.Now);
    }
}
