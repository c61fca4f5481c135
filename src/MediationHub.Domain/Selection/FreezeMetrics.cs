using System.Text.Json.Serialization;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Selection;

/// <summary>
/// Freeze what the record says of the organization once nominations are closed, with the version of the definition. The program does so itself in the first minutes after the cut-off;
/// what was frozen never changes.
/// </summary>
public sealed record FreezeMetrics : INominationCommand<FreezeMetrics>
{
    public static string Name => "freeze-metrics";

    /// <summary>What the record says now, over the window. Read by the pipeline, never by the caller.</summary>
    [JsonIgnore]
    public SelectionMetrics? Metrics { get; init; }

    public IEnumerable<StreamRef> Reads(Nomination state) => NominationGuide.Reads(state);

    /// <summary>Whether there is something to freeze: pages ask this of every nomination, and before the cut-off it is answered without reading any figures.</summary>
    public static bool IsDue(Nomination nomination, Campaign campaign) => campaign.ClosedOn is not null && nomination.Metrics is null;

    public static IEnumerable<Refusal> Missing(Nomination state, Context at)
    {
        if (!state.Exists) yield return NominationRefusals.Unknown;
        else if (state.Metrics is { } frozen) yield return NominationRefusals.MetricsFrozen(frozen.TakenAt);
        else if (!state.IsNominated || state.IsOut) yield return NominationRefusals.WrongStage(state.Stage);
        else if (at.CampaignOf(state).ClosedOn is null) yield return NominationRefusals.TooEarlyToFreeze;
    }

    public Decision Decide(Nomination state, Context at)
    {
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        return new NominationMetricsFrozen(Metrics ?? throw new InvalidOperationException("the pipeline reads the metrics"));
    }
}
