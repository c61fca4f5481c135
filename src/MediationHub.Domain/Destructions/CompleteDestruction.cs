using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Destructions;

/// <summary>Close an approved list once each of its cases is destroyed, or may no longer be (a hold was placed meanwhile). The program gives this itself.</summary>
public sealed record CompleteDestruction : ICommand<DestructionList>
{
    public IEnumerable<StreamRef> Reads(DestructionList state) => state.Items.SelectMany(i => i.Successors.Prepend(i.CaseId)).Select(c => StreamRef.To<MediationCase>(c.Value));

    public Decision Decide(DestructionList state, Context at)
    {
        if (state.Stage is DestructionStage.CarriedOut) return Decision.Nothing;
        if (!state.Exists) return DestructionRefusals.Unknown;
        if (state.Stage is not DestructionStage.Approved) return DestructionRefusals.NotApproved;

        var left = new List<DestructionLeft>();
        foreach (var item in state.Items)
        {
            var c = at.Find<MediationCase>(item.CaseId.Value);
            if (c is { Destroyed: true }) continue;
            if (c is null || CaseRetention.Against(c, at, [.. item.Successors.Select(next => at.Find<MediationCase>(next.Value))]).FirstOrDefault() is not { } no) return DestructionRefusals.Unfinished;
            left.Add(new(item.CaseId, no.Code));
        }
        return new DestructionCarriedOut(state.Items.Count - left.Count, left, at.Today);
    }
}
