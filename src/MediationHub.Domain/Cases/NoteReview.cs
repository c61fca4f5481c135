using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>The agreement's arbitration review moved on: filed, confirmed by a letter, returned without one, or withdrawn (then the agreement stays as effective as before).</summary>
/// <param name="PostedOn">The day of posting that made the application in time although it came after the last day (CPL 85).</param>
/// <param name="Step">The review's version that says so; 0 where it is not told in steps.</param>
public sealed record NoteReview(string ReviewId, AgreementStatus Status, DateOnly FiledOn, bool Tainted = false, int Step = 0, IReadOnlyList<ReviewReason>? Reasons = null, DateOnly? PostedOn = null, bool Unsigned = false) : ICommand<MediationCase>
{
    public Decision Decide(MediationCase state, Context at)
    {
        var note = new ReviewNote(ReviewId, Status, FiledOn, Tainted, Step, Reasons, PostedOn, Unsigned);
        if (state.Review == note) return Decision.Nothing;
        // The program may be told of a step again after it was killed, and later steps may have been noted meanwhile.
        if (Step > 0 && state.Reviews.Find(r => r.ReviewId == ReviewId) is { } known && known.Step >= Step) return Decision.Nothing;
        if (Status is not (AgreementStatus.Effective or AgreementStatus.InReview or AgreementStatus.Confirmed or AgreementStatus.Returned)) throw new InvalidOperationException($"a review does not leave an agreement {Status}");
        // A ruling may have come meanwhile: how the review went is known all the same.
        return state.FirstEffectiveOn is null ? state.InForce().First() : new AgreementReviewNoted(note);
    }
}
