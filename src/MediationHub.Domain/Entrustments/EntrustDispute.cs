using MediationHub.Domain.Commissions;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Entrustments;

/// <summary>Send the letter of entrustment (R33 §70): all consented, the hearing has not opened, and the ten working days are not over.</summary>
/// <param name="HearingOpened">The hearing opened meanwhile: then nothing is entrusted any more.</param>
public sealed record EntrustDispute(DateOnly On, bool HearingOpened = false, Personal LateEntryReason = default) : IEntrustmentCommand<EntrustDispute>
{
    public static string Name => "entrust";

    public IEnumerable<StreamRef> Reads(Entrustment state) => state.Exists ? [StreamRef.To<Commission>(state.CommissionId.Value)] : [];

    public static IEnumerable<Refusal> Missing(Entrustment state, Context at)
    {
        if (state is { Exists: true, Stage: EntrustmentStage.Proposed }) return [EntrustmentRefusals.ConsentMissing(state.NotConsented.Select(p => p.Name))];
        return state.At(EntrustmentStage.Consented);
    }

    public Decision Decide(Entrustment state, Context at)
    {
        if (state.EntrustedOn == On) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var problems = new Problems();
        var late = at.CheckDay(problems, this, "on", On, state.ConsentedOn, LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (HearingOpened) return EntrustmentRefusals.HearingOpened;
        var clock = at.Rules.Clock("ENT10", state.ConsentedOn!.Value, at.Calendar);
        if (On > clock.Due && !clock.Provisional) return EntrustmentRefusals.TermOver(clock.Due);

        var commission = at.Find<Commission>(state.CommissionId.Value) ?? throw new InvalidOperationException($"commission {state.CommissionId} is gone");
        return Decision.Of(
            new DisputeEntrusted(state.CommissionId, "", commission.NumberPattern(at.Rules.Settings.NumberPatterns.Value.Entrustment, at.Today.Year), at.Today.Year, On, clock.Due, clock.Provisional, clock.RulebookVersion), late);
    }
}
