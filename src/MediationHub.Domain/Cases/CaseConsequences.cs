using MediationHub.Domain.Entrustments;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Recommendations;

namespace MediationHub.Domain.Cases;

/// <summary>What the end of a linked case means for the entrustment or recommendation it came from: pure functions, so that telling them again gives the same.</summary>
public static class CaseConsequences
{
    /// <param name="then">The case after its end.</param>
    public static (string Id, NoteEntrustmentEnd Command)? ForEntrustment(MediationCase then) =>
        then.Origin?.EntrustmentId is { } id && Entrustment.ResultOf(then) is { } result ? (id, new NoteEntrustmentEnd(result, then.Closing!.On)) : null;

    /// <inheritdoc cref="ForEntrustment"/>
    public static (string Id, NoteRecommendationEnd Command)? ForRecommendation(MediationCase then) =>
        then.Origin?.RecommendationId is { } id && then.Closing is { Outcome: not Outcome.Transferred } closing ? (id, new NoteRecommendationEnd(closing.Outcome.Class() is OutcomeClass.Succeeded, closing.On)) : null;

    /// <summary>What an entrustment that ran out does to its case: the organization goes on no longer (R33 §70). Null where the case has ended already.</summary>
    /// <param name="now">The case as it stands.</param>
    public static ICommand<MediationCase>? OfExpiry(MediationCase now, DateOnly today) =>
        !now.IsOpen || now.InForce is not null ? null
        : now.AcceptedOn is null ? new RejectCase(RejectGround.Other, "委托调解期限届满前未受理，争议退回仲裁庭", today)
        : new CloseCase(Outcome.Expired, [], today, Note: "委托调解期限届满，争议退回仲裁庭");
}
