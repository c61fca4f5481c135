using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Recommendations;

/// <summary>The pause lasts fifteen days at most (a setting): then acceptance goes on. The program gives this itself; nothing ends by a provisional day.</summary>
public sealed record EndPause : ICommand<Recommendation>
{
    public Decision Decide(Recommendation state, Context at)
    {
        if (state.Exists && state.Stage is not RecommendationStage.Agreed) return Decision.Nothing;
        if (!state.Exists) return RecommendationRefusals.Unknown;
        var pause = RecommendationClocks.Pause(state, at);
        if (at.Today <= pause.Due || pause.Provisional) return RecommendationRefusals.PauseNotOver(pause.Due);
        return ResumeAcceptance.Resumed(state, "暂缓受理期限届满", pause.Due, at);
    }
}
