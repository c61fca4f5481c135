using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Reviews;

/// <summary>The other side joins. With the last of those who signed the agreement the application is filed, on that day (R33 §74).</summary>
/// <param name="AtCounter">Handed in at the counter: in time until it closes, otherwise until midnight (CC 203).</param>
/// <param name="PostedOn">The day of the postmark, where it came by post (CPL 85).</param>
/// <param name="Obstacle">With a part that comes late: what kept the party from acting, to ask for more time (CPL 86).</param>
public sealed record JoinReview(
    PartyId PartyId, DateTimeOffset JoinedAt, IReadOnlyList<FileId>? Proof = null, Personal LateEntryReason = default, bool AtCounter = false, DateOnly? PostedOn = null, Personal PostingProof = default,
    Personal Obstacle = default, DateOnly? ObstacleEndedOn = null) : IReviewCommand<JoinReview>
{
    public static string Name => "join";

    public IEnumerable<StreamRef> Reads(Review state) => ReviewGuide.Reads(state);

    public static IEnumerable<Refusal> Missing(Review state, Context at) => state switch
    {
        { Exists: false } => [ReviewRefusals.Unknown],
        { Stage: ReviewStage.Applied } => [],
        { IsOpen: true } => [ReviewRefusals.FiledAlready],
        _ => [ReviewRefusals.Ended(state.Stage)],
    };

    public Decision Decide(Review state, Context at)
    {
        if (state.Exists && state.Joined.Exists(j => j.PartyId == PartyId)) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var problems = new Problems();
        problems.RequireSigner(state, "partyId", PartyId);
        var late = at.CheckInstant(problems, this, "joinedAt", JoinedAt, state.Extract.Agreement!.EffectiveAt, LateEntryReason);
        var handedIn = new HandedIn(JoinedAt, AtCounter, PostedOn, PostingProof, Obstacle, ObstacleEndedOn);
        handedIn.Check(problems, state.Extract.Agreement.EffectiveOn, state.FilingDue, state.FilingProvisional, at);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (state.AgreementGone(at) is { } gone) return gone;

        var joined = new ReviewJoined(handedIn.Join(PartyId, Proof, at));
        var last = state.StillToJoin.All(p => p == PartyId);
        return Decision.Of(joined, last ? Filing([.. state.Joined, joined.Joining], state.FilingDue, state.FilingProvisional, at) : null, late);
    }

    /// <summary>Filed on the day of the last to join; late where one of them came after the end of the last day, which is earlier at the counter than online (CC 203), and was not posted before (CPL 85). By a provisional clock nothing is late.</summary>
    internal static ReviewFiled Filing(IReadOnlyList<ReviewJoin> joined, DateOnly due, bool provisional, Context at)
    {
        var last = joined.MaxBy(j => j.At)!;
        return new(ChinaTime.DayOf(last.At), Late: !provisional && joined.Any(j => !HandedIn.InTime(j, due, at)));
    }
}
