using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Commissions;

/// <summary>An arbitrator leaves the roster; what is assigned already is assigned anew by the institute.</summary>
public sealed record EndArbitrator(ArbitratorId ArbitratorId, DateOnly On) : ICommand<Commission>
{
    public Decision Decide(Commission state, Context at)
    {
        if (!state.Exists) return CommissionRefusals.Unknown;
        if (state.Arbitrator(ArbitratorId) is not { } arbitrator) return CommissionRefusals.ArbitratorUnknown;
        if (arbitrator.LeftOn is not null) return Decision.Nothing;
        var problems = new Problems();
        if (On == default || On < arbitrator.From || On > at.Today) problems.Add("on", "离任日期应在聘任日期与今日之间。", "The day lies between the appointment and today.");
        return problems.ToRefusal() is { } invalid ? invalid : new ArbitratorLeft(ArbitratorId, On);
    }
}
