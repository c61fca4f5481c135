using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Recommendations;

/// <summary>The days for the reply are over: no reply is a no. The program gives this itself; nothing lapses by a provisional day.</summary>
public sealed record LapseReply : ICommand<Recommendation>
{
    public Decision Decide(Recommendation state, Context at)
    {
        if (state.Exists && state.Stage is not RecommendationStage.Delivered) return Decision.Nothing;
        if (!state.Exists) return RecommendationRefusals.Unknown;
        var reply = RecommendationClocks.Reply(state, at);
        if (at.Today <= reply.Due || reply.Provisional) return RecommendationRefusals.ReplyStillDue(reply.Due);
        return new RecommendationReplyLapsed(reply.Due);
    }
}
