using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Selection;

/// <summary>What the record gives for one item.</summary>
/// <param name="Value">What was measured; null where there was nothing to measure.</param>
/// <param name="Points">What the sheet gives for it; null where only people can judge.</param>
/// <param name="Why">In one sentence, for whoever scores.</param>
public sealed record MachinePoints(string ItemId, decimal? Value, decimal? Points, string Why);

/// <summary>Whether a gate is passed, and by what.</summary>
public sealed record GateResult(GateKind Kind, bool Met, string Text, string Found);

/// <summary>What follows from standards and metrics alone: the same for everyone who computes it.</summary>
public static class ScoreSheet
{
    /// <summary>Every item of the sheet with what the record gives for it.</summary>
    public static IReadOnlyList<MachinePoints> Of(CampaignStandards standards, SelectionMetrics metrics) => [.. standards.Items.Select(item => Of(item, metrics))];

    private static MachinePoints Of(ScoreItem item, SelectionMetrics metrics)
    {
        if (item.Measure is not { } measure) return new(item.Id, null, null, "由评审人依据材料和实地核查评定。");
        if (metrics.Of(measure) is not { } value) return new(item.Id, null, null, "没有可用的数据，由评审人依据材料评定。");
        var (zero, full) = (item.Zero!.Value, item.Full!.Value);
        var points = decimal.Round(Math.Clamp((value - zero) / (full - zero), 0, 1) * item.Points, 2, MidpointRounding.AwayFromZero);
        return new(item.Id, value, points, $"{measure.Chinese()}{value:0.##}{measure.Unit()}{(measure is Measure.Systems ? metrics.House.Proven : "")}；{zero:0.##}为0分，{full:0.##}为满分。");
    }

    /// <summary>Every gate with what the record says to it. A veto is found by people: the record can only point to one.</summary>
    public static IReadOnlyList<GateResult> Gates(CampaignStandards standards, SelectionMetrics metrics) => [.. standards.Gates.Select(gate => Gate(gate, standards, metrics))];

    private static GateResult Gate(Gate gate, CampaignStandards standards, SelectionMetrics metrics)
    {
        var (house, figures) = (metrics.House, metrics.Figures);
        var least = standards.MinimumFor(house.Type);
        (bool Met, string Found) result = gate.Kind switch
        {
            GateKind.ActiveMonths => (house.ActiveMonths >= (gate.Least ?? 12), $"正常运行{house.ActiveMonths}个月"),
            GateKind.Mediators => (house.Mediators >= (gate.Least ?? 1), $"在聘调解员{house.Mediators}人"),
            GateKind.SixSystems => (house.Systems >= 6, $"已建立{house.Systems}项{house.Proven}"),
            GateKind.RosterPublic => (house.Listed, house.Listed ? "已列入公开名册" : "未列入公开名册"),
            GateKind.SuccessRate => (standards.BelowTarget is not null || metrics.Meets(standards.SuccessTarget), figures.Closed == 0 ? "统计期内没有计入成功率的结案"
                : $"{figures.Succeeded}/{figures.Closed}，{SelectionMetrics.Percent(figures.Succeeded, figures.Closed):0.00}%，目标{standards.SuccessTarget}%{(standards.BelowTarget is not null && !metrics.Meets(standards.SuccessTarget) ? "；通知允许低于目标" : "")}"),
            GateKind.MinimumClosed => (figures.Closed >= least, $"结案{figures.Closed}件，同类最低{least}件"),
            GateKind.OnlineMediation => (house.Online, house.Online ? "已启用" : "未启用"),
            GateKind.ArbitrationLink => (house.LinkedCommission, house.LinkedCommission ? "已对接仲裁委员会" : "未登记对接的仲裁委员会"),
            GateKind.NoVeto => (true, house.Dismissed == 0 ? "未见记录" : $"统计期内解聘{house.Dismissed}人，请核对"),
            _ => throw new ArgumentOutOfRangeException(nameof(gate)),
        };
        return new(gate.Kind, result.Met, gate.Text, result.Found);
    }

    /// <summary>
    /// The points that stand: of two scores their mean; of three the mean of the two that lie closest together, and of all three where both neighbors are equally far.
    /// </summary>
    public static decimal Final(IReadOnlyList<decimal> totals)
    {
        if (totals.Count < 3) return Rounded(totals.Average());
        var sorted = totals.Order().ToArray();
        var (low, high) = (sorted[1] - sorted[0], sorted[2] - sorted[1]);
        return Rounded(low == high ? sorted.Average() : low < high ? (sorted[0] + sorted[1]) / 2 : (sorted[1] + sorted[2]) / 2);
    }

    private static decimal Rounded(decimal value) => decimal.Round(value, 2, MidpointRounding.AwayFromZero);
}
