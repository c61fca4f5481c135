using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Recommendations;

/// <summary>Keep in the recommendation that a paper was made, and from what.</summary>
public sealed record RecordRecommendationPaper(NewPaper Paper) : ICommand<Recommendation>
{
    public Decision Decide(Recommendation state, Context at) =>
        state.Papers.Exists(p => p.Id == Paper.Id) ? Decision.Nothing
        : !state.Exists ? RecommendationRefusals.Unknown
        : new RecommendationPaperMade(Paper.KeptBy(at), Paper.Model);
}
