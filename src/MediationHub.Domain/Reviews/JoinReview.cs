using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Reviews;

/// <summary>The other side joins. With the last of those who signed the agreement the application is filed, on that day (R33 §74).</summary>
public sealed record JoinReview(PartyId PartyId, DateTimeOffset JoinedAt, IReadOnlyList<FileId>? Proof = null, Personal LateEntryReason = default) : IReviewCommand<JoinReview>
{
    public static string Name => "join";

    public IEnumerable<StreamRef> Reads(Review state) => [.. state.ReadsCommission(), .. state.Exists ? [StreamRef.To<MediationCase>(state.Extract.CaseId.Value)] : Array.Empty<StreamRef>()];

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
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (at.Find<MediationCase>(state.Extract.CaseId.Value) is { Destroyed: false } c && c.InForce?.No != state.Extract.Agreement.No) return ReviewRefusals.AgreementChanged;

        var joined = new ReviewJoined(new(PartyId, JoinedAt, Proof ?? [], at.Actor.UserName));
        var last = state.StillToJoin.All(p => p == PartyId);
        var filedOn = state.Joined.Select(j => j.At).Append(JoinedAt).Max();
        return Decision.Of(joined, last ? Filing(ChinaTime.DayOf(filedOn), state.FilingDue) : null, late);
    }

    internal static ReviewFiled Filing(DateOnly on, DateOnly due) => new(on, Late: on > due);
}
