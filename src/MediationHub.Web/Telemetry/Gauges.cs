using System.Diagnostics.Metrics;
using MediationHub.Domain.Statistics;
using MediationHub.Store;
using MediationHub.Store.Telemetry;

namespace MediationHub.Web.Telemetry;

/// <summary>The gauges of every organization for the current year. Rate and distance are made from the same integers as everywhere; a rate over nothing is not sent.</summary>
internal sealed class OrganizationGauges : IDisposable
{
    public const string Name = "MediationHub.Organizations";

    /// <summary>Series of one gauge; one series is one organization. The SDK's own limit is 2,000.</summary>
    public const int MostSeries = 50_000;

    private readonly Meter _meter = new(Name);

    public OrganizationGauges(YearFigures figures, HubStore store)
    {
        // Unrounded, so that no rate below the target is sent as the target.
        _meter.CreateObservableGauge("mediation.organization.success_rate", () => figures.Current.Where(f => f.Rate.Denominator > 0).Select(f => new Measurement<double>(100.0 * f.Rate.Numerator / f.Rate.Denominator, f.Labels)),
            "%", "Success rate of the year's closings by the default definition");
        _meter.CreateObservableGauge("mediation.organization.closed_cases", () => figures.Current.Select(f => new Measurement<long>(f.Closed, f.Labels)), "{case}", "Closings of the year that count in the rate");
        _meter.CreateObservableGauge("mediation.organization.distance_to_target", () =>
        {
            var target = store.Rules.Settings.SuccessTarget.Value;
            // Of a target that no number of successes reaches any more, there is no distance.
            return from f in figures.Current let distance = f.Rate.ToTarget(target) where distance is not null select new Measurement<long>(distance.Value, f.Labels);
        }, "{case}", "How many more successes in a row reach the target; 0 where it is met");
    }

    public void Dispose() => _meter.Dispose();
}

/// <summary>What waits, as it was last counted, and the state of this node. Nothing is asked of the database while figures are collected.</summary>
internal sealed class HubGauges : IDisposable
{
    public const string Name = "MediationHub";

    private static readonly string[] Types = [.. Api.ApiWord.All<Domain.Organizations.OrganizationType>()];

    private readonly Meter _meter = new(Name);

    public HubGauges(HubStore store)
    {
        _meter.CreateObservableGauge("mediationhub.commits.waiting", () => store.CommitsWaiting, "{command}", "Commands decided and not yet taken into a transaction");
        _meter.CreateObservableGauge("mediationhub.store.available", () => Available is { } answers ? [new Measurement<int>(answers ? 1 : 0)] : Array.Empty<Measurement<int>>(), description: "1 where the database answered when it was last asked, else 0");
        _meter.CreateObservableGauge("mediation.success_rate.target", () => store.Rules.Settings.SuccessTarget.Value, "%", "The target in force");
        _meter.CreateObservableGauge("mediation.minimum_closed", () => Types.Select(t => new Measurement<long>(store.Rules.Settings.MinimumClosed.Value.Of(t), new KeyValuePair<string, object?>("type", t))), "{case}", "The least number of closings for an organization of this type to be ranked, and to be told that it is below the target");
        _meter.CreateObservableGauge("mediationhub.reactions.lag", () => Of(b => b.Reactions.Select(r => new Measurement<long>(r.Behind, new KeyValuePair<string, object?>("reaction", r.Reaction)))), "{event}", "Events that a reaction has not been told of yet");
        _meter.CreateObservableGauge("mediationhub.reactions.delay", () => Of(b => b.Reactions.Select(r => new Measurement<double>(r.Waits.TotalSeconds, new KeyValuePair<string, object?>("reaction", r.Reaction)))), "s", "How long the oldest of them has waited");
        _meter.CreateObservableGauge("mediationhub.clocks.overdue", () => Of(b => b.Overdue.Select(o => new Measurement<long>(o.Value, new KeyValuePair<string, object?>("rule", o.Key)))), "{clock}", "Clocks past their due day, by the rule of the time limit");
        _meter.CreateObservableGauge("mediationhub.outbox.items", () => Of(b => b.Outbox.Select(o => new Measurement<long>(o.Value, new("channel", o.Key.Channel), new KeyValuePair<string, object?>("state", o.Key.State)))), "{item}", "Reminders that wait, failed for good, or of which nobody knows whether they arrived (the latter two of the last week)");
    }

    /// <summary>Null before the database was first asked.</summary>
    public bool? Available { get; set; }

    /// <summary>Null where it cannot be known.</summary>
    public BacklogFigures? Backlog { get; set; }

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<T>> Of<T>(Func<BacklogFigures, IEnumerable<Measurement<T>>> measure) where T : struct => Backlog is { } backlog ? measure(backlog) : [];
}
