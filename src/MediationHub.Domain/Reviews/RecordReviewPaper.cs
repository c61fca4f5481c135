using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Reviews;

/// <summary>Keep in the review that a paper was made, and from what.</summary>
public sealed record RecordReviewPaper(NewPaper Paper) : ICommand<Review>
{
    public Decision Decide(Review state, Context at) =>
        state.Papers.Exists(p => p.Id == Paper.Id) ? Decision.Nothing
        : !state.Exists ? ReviewRefusals.Unknown
        : new ReviewPaperMade(Paper.KeptBy(at), Paper.Model);
}
