using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Recommendations;

/// <summary>Go on with the acceptance of the application: after a no, no reply in time, or a mediation that led to nothing. The elapsed working days are kept.</summary>
public sealed record ResumeAcceptance(Personal Reason, DateOnly On, Personal LateEntryReason = default) : IRecommendationCommand<ResumeAcceptance>
{
    public static string Name => "resume";

    public static IEnumerable<Refusal> Missing(Recommendation state, Context at)
    {
        if (state is { Exists: true, Stage: RecommendationStage.Delivered } && RecommendationClocks.Reply(state, at) is var reply && (at.Today <= reply.Due || reply.Provisional)) yield return RecommendationRefusals.ReplyStillDue(reply.Due);
        foreach (var refusal in state.At(RecommendationStage.Delivered, RecommendationStage.Agreed, RecommendationStage.Declined, RecommendationStage.NoReply)) yield return refusal;
    }

    public Decision Decide(Recommendation state, Context at)
    {
        if (state.ResumedOn == On) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        var problems = new Problems();
        problems.RequireText("reason", Reason, TextRules.Longest.Reason, "请写明恢复受理的原因。", "Say why acceptance goes on.");
        var late = at.CheckDay(problems, this, "on", On, state.AgreedOn ?? state.DeclinedOn ?? state.LapsedOn ?? (state.DeliveredOn is null ? (DateOnly?)null : RecommendationClocks.Reply(state, at).Due.AddDays(1)), LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        return Decision.Of(state.Stage is RecommendationStage.Delivered ? new RecommendationReplyLapsed(RecommendationClocks.Reply(state, at).Due) : null, Resumed(state, Reason, On, at), late);
    }

    /// <summary>Acceptance goes on, from a pause with the rest of its days, otherwise on the clock that never stopped.</summary>
    internal static AcceptanceResumed Resumed(Recommendation state, Personal reason, DateOnly on, Context at) => new(reason, on,
        state.AgreedOn is null ? at.Rules.Clock("ARB5", state.ReceivedOn, at.Calendar).Due : RecommendationClocks.Remaining(state, on, at.Calendar, at.Rules).Due);
}
