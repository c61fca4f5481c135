using MediationHub.Domain.Destructions;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>
/// Destroy a file that an approved list names: its key goes, and with it everything that tells who the case was about (PIPL 19, 47).
/// The program gives this itself, for each case of the list. A case that went to another organization goes last: its files went along.
/// </summary>
public sealed record DestroyCase(DestructionListId ListId) : ICommand<MediationCase>
{
    public IEnumerable<StreamRef> Reads(MediationCase state) =>
        [StreamRef.To<DestructionList>(ListId.Value), .. state.TransferredTo is { } next ? [StreamRef.To<MediationCase>(next.Value)] : Array.Empty<StreamRef>()];

    public Decision Decide(MediationCase state, Context at)
    {
        if (state.Destroyed) return Decision.Nothing;
        if (!state.Exists) return CaseRefusals.Unknown;
        if (at.Find<DestructionList>(ListId.Value) is not { Stage: DestructionStage.Approved } list || !list.Names(state.Id)) return DestructionRefusals.NotApproved;
        var successor = state.TransferredTo is { } next ? at.Find<MediationCase>(next.Value) : null;
        if (CaseRetention.Against(state, at, successor).FirstOrDefault() is { } no) return no;
        return new CaseDestroyed(ListId, list.Number, at.Today);
    }
}
