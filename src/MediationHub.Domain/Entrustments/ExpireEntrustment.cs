using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Entrustments;

/// <summary>
/// The ten working days are over without an agreement: the dispute goes back to the tribunal by itself (R33 §70). Nothing expires by a provisional day.
/// The program gives this itself.
/// </summary>
public sealed record ExpireEntrustment : ICommand<Entrustment>
{
    public IEnumerable<StreamRef> Reads(Entrustment state) => EntrustmentGuide.Reads(state);

    public Decision Decide(Entrustment state, Context at)
    {
        if (state.Exists && !state.IsUnderWay) return Decision.Nothing;
        if (!state.Exists) return EntrustmentRefusals.Unknown;
        var term = EntrustmentClocks.Term(state, at);
        if (at.Today <= term.Due || term.Provisional) return EntrustmentRefusals.NotOver(term.Due);
        var c = state.CaseId is { } id ? at.Find<MediationCase>(id.Value) : null;
        if (c is not null && Entrustment.ResultOf(c) is { } result) return new EntrustmentEnded(result, c.Closing!.On);
        // An agreement that took effect in time is a result, though nobody has closed the case yet.
        if (c?.FirstEffectiveOn <= term.Due) return Decision.Nothing;
        return new EntrustmentEnded(EntrustmentResult.Expired, term.Due);
    }
}
