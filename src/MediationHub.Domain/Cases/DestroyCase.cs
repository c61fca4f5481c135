using MediationHub.Domain.Destructions;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>
/// Destroy a file that an approved list names: its key goes, and with it everything that tells who the case was about (PIPL 19, 47).
/// The program gives this itself, for each case of the list. A case with whose files others go on, after a transfer, a merger or a split, goes last.
/// </summary>
public sealed record DestroyCase(DestructionListId ListId) : ICommand<MediationCase>
{
    public IEnumerable<StreamRef> Reads(MediationCase state) =>
        [StreamRef.To<DestructionList>(ListId.Value), .. state.Successors.Select(next => StreamRef.To<MediationCase>(next.Value))];

    public Decision Decide(MediationCase state, Context at)
    {
        if (state.Destroyed) return Decision.Nothing;
        if (!state.Exists) return CaseRefusals.Unknown;
        if (at.Find<DestructionList>(ListId.Value) is not { Stage: DestructionStage.Approved } list || !list.Names(state.Id)) return DestructionRefusals.NotApproved;
        if (CaseRetention.Against(state, at, [.. state.Successors.Select(next => at.Find<MediationCase>(next.Value))]).FirstOrDefault() is { } no) return no;
        return new CaseDestroyed(ListId, list.Number, at.Today);
    }
}
