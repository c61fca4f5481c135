using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Reviews;

/// <summary>What a step of a review means for the agreement and its case: a pure function, so that telling it again gives the same.</summary>
public static class ReviewConsequences
{
    /// <summary>The events that mean something for the case.</summary>
    public static IReadOnlyList<Type> Steps { get; } = [typeof(ReviewFiled), typeof(ReviewNotAccepted), typeof(ReviewRefused), typeof(ReviewInForce), typeof(ReviewWithdrawn), typeof(ReviewEndedUnsigned)];

    /// <summary>The command to the case; null where the step means nothing for it.</summary>
    /// <param name="then">The review right after the event.</param>
    /// <param name="version">The review's version with the event.</param>
    public static (CaseId Case, NoteReview Command)? Of(Review then, int version, DomainEvent happened)
    {
        if (then.FiledOn is not { } filedOn) return null;
        return happened switch
        {
            ReviewFiled => Note(AgreementStatus.InReview),
            ReviewInForce => Note(AgreementStatus.Confirmed),
            ReviewRefused e => Note(AgreementStatus.Returned, e.Grounds.Any(g => ReviewWords.Taints(g.Ground)), e.Grounds),
            // The agreement stays as binding as it was: not accepted, withdrawn, or a letter that one side would not sign for.
            ReviewNotAccepted or ReviewWithdrawn => Note(AgreementStatus.Effective),
            ReviewEndedUnsigned => Note(AgreementStatus.Effective, unsigned: true),
            _ => ((CaseId, NoteReview)?)null,
        };

        (CaseId, NoteReview)? Note(AgreementStatus status, bool tainted = false, IReadOnlyList<ReviewReason>? reasons = null, bool unsigned = false) =>
            (then.Extract.CaseId, new NoteReview(then.Id.Value, status, filedOn, tainted, version, reasons, then.PostedInTimeOn, unsigned));
    }
}
