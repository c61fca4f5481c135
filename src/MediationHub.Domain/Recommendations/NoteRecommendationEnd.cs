using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Recommendations;

/// <summary>The linked case came to its end: settled, or acceptance goes on. The program gives this itself.</summary>
/// <param name="Settled">With an agreement or a settlement. Why it was not stays with the organization.</param>
public sealed record NoteRecommendationEnd(bool Settled, DateOnly On) : ICommand<Recommendation>
{
    public Decision Decide(Recommendation state, Context at) => state switch
    {
        { Stage: RecommendationStage.Agreed } when state.Exists && !Settled => ResumeAcceptance.Resumed(state, "调解未达成协议", On, at),
        // An agreement after the pause is one, too.
        { Exists: true, AgreedOn: not null, Stage: RecommendationStage.Agreed or RecommendationStage.Resumed } when Settled => new RecommendationSettled(On),
        _ => Decision.Nothing,
    };
}
