using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Entrustments;

/// <summary>The linked case came to its end. The program gives this itself.</summary>
public sealed record NoteEntrustmentEnd(EntrustmentResult Result, DateOnly On) : ICommand<Entrustment>
{
    public Decision Decide(Entrustment state, Context at) =>
        state is { Exists: true, Stage: EntrustmentStage.AcceptedByOrganization } ? new EntrustmentEnded(Result, On) : Decision.Nothing;
}
