using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Entrustments;

/// <summary>Keep in the entrustment that a paper was made, and from what.</summary>
public sealed record RecordEntrustmentPaper(NewPaper Paper) : ICommand<Entrustment>
{
    public Decision Decide(Entrustment state, Context at) =>
        state.Papers.Exists(p => p.Id == Paper.Id) ? Decision.Nothing
        : !state.Exists ? EntrustmentRefusals.Unknown
        : new EntrustmentPaperMade(Paper.KeptBy(at), Paper.Model);
}
