using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>The agreement's arbitration review moved on: filed, confirmed by a letter, returned without one, or withdrawn (then the agreement stays as effective as before).</summary>
public sealed record NoteReview(string ReviewId, AgreementStatus Status, DateOnly FiledOn, bool Tainted = false) : ICommand<MediationCase>
{
    public Decision Decide(MediationCase state, Context at)
    {
        var note = new ReviewNote(ReviewId, Status, FiledOn, Tainted);
        if (state.Review == note) return Decision.Nothing;
        if (Status is AgreementStatus.Drafted or AgreementStatus.Superseded) throw new InvalidOperationException($"a review does not leave an agreement {Status}");
        return state.InForce().FirstOrDefault() is { } no ? no : new AgreementReviewNoted(note);
    }
}
