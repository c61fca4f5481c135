using MediationHub.Domain.Commissions;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;

namespace MediationHub.Domain.Reviews;

/// <summary>Assign the one arbitrator who reviews (R33 §76), after looking for what stands in the way (LMA 33). Another takes the place of the one before.</summary>
/// <param name="On">Left out: today.</param>
public sealed record AssignReviewer(ArbitratorId ArbitratorId, DateOnly? On = null, Personal LateEntryReason = default) : IReviewCommand<AssignReviewer>
{
    public static string Name => "assign";

    public IEnumerable<StreamRef> Reads(Review state) =>
        [.. state.ReadsCommission(), .. state.Exists ? state.Extract.Mediators.Select(m => StreamRef.To<Mediator>(m.Value)) : []];

    public static IEnumerable<Refusal> Missing(Review state, Context at) => state.At(ReviewStage.Accepted, ReviewStage.UnderReview);

    public Decision Decide(Review state, Context at)
    {
        if (state is { Exists: true, Arbitrator: { } now } && now.ArbitratorId == ArbitratorId) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        if (state.Pending is not null) return ReviewRefusals.ApprovalPending;

        var problems = new Problems();
        var on = On ?? at.Today;
        var late = at.CheckDay(problems, this, "on", on, state.AcceptedOn, LateEntryReason);
        var commission = at.Find<Commission>(state.CommissionId.Value);
        var arbitrator = ArbitratorId.Value is null ? null : commission?.Arbitrator(ArbitratorId);
        if (arbitrator is null) problems.Add("arbitratorId", "本委名册中没有这名仲裁员，请核对。", "The commission's roster has no such arbitrator; check the id.");
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (!arbitrator!.ServesOn(on)) return ReviewRefusals.NotServing(arbitrator.Name);
        if (state.Formerly.Contains(ArbitratorId)) return ReviewRefusals.WithdrewBefore(arbitrator.Name);
        if (ArbitratorConflict.Of(arbitrator, state.Extract, state.Extract.Mediators.Select(m => at.Find<Mediator>(m.Value)).OfType<Mediator>()) is { } conflict) return conflict;
        return Decision.Of(new ReviewArbitratorAssigned(ArbitratorId, on, at.Actor.UserName), late);
    }
}
