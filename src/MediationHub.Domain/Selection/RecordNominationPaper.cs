using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Selection;

/// <summary>Keep in the nomination that a paper was made, and from what.</summary>
public sealed record RecordNominationPaper(NewPaper Paper) : ICommand<Nomination>
{
    public Decision Decide(Nomination state, Context at) =>
        state.Papers.Exists(p => p.Id == Paper.Id) ? Decision.Nothing
        : !state.Exists ? NominationRefusals.Unknown
        : new NominationPaperMade(Paper.KeptBy(at), Paper.Model);
}
