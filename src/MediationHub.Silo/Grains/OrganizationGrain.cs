using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Store;
using MediationHub.Store.Log;
using MediationHub.Store.Rows;
using MediationHub.Web.Api;
using MediationHub.Web.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orleans.Concurrency;
using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Storage;

namespace MediationHub.Silo.Grains;

/// <summary>A mediation organization: its record, and its figures as they move.</summary>
public interface IOrganizationGrain : IRecordGrain<Organization>
{
    /// <summary>The figures of the year so far from memory; right after a start those that were kept last.</summary>
    [AlwaysInterleave]
    Task<OrganizationFigures> Figures();

    /// <summary>Stays in memory and follows the figures.</summary>
    [AlwaysInterleave]
    Task Follow();
}

/// <summary>What an organization's grain keeps over a restart.</summary>
public sealed class KeptFigures
{
    public OrganizationFigures? Last { get; set; }
}

/// <summary>
/// Adds to the record what only one place in the cluster should do: it reads the organization's counters anew whenever a commit of any
/// node moved them, feeds the gauges, and keeps a snapshot now and then. The counters stay the truth; the snapshot shows something at once after a start.
/// </summary>
[PreferLocalPlacement]
public sealed class OrganizationGrain(
    Installation installation, Build build, OrganizationGauges gauges, ILogger<OrganizationGrain> log,
    [PersistentState("figures", ClusterRuntime.Storage)] IPersistentState<KeptFigures> kept) : RecordGrain<Organization>(installation, build), IOrganizationGrain, IDisposable
{
    /// <summary>Changes that come within are one: gauges are asked for every some seconds, and a hundred busy organizations read their counters beside the commits.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan BetweenSnapshots = TimeSpan.FromMinutes(1);
    private readonly CancellationTokenSource _stop = new();
    private Task _following = Task.CompletedTask;
    private OrganizationFigures? _figures;
    private long _keptAt;
    private bool _moved;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _figures = kept.State.Last is { } last && last.To.Year == Today.Year ? last : null;
        _following = FollowChanges(_stop.Token);
        return Task.CompletedTask;
    }

    public async Task<OrganizationFigures> Figures() => _figures ?? await Read(_stop.Token);

    public async Task Follow()
    {
        if (_following.IsCompleted) _following = FollowChanges(_stop.Token);
        if (_figures is { } figures && figures.To != Today) await Read(_stop.Token);   // the day has turned
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _following;
        gauges.Remove(Id, this);
        if (_moved) await Keep();
        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    public void Dispose() => _stop.Dispose();

    private DateOnly Today => ChinaTime.DayOf(Installation.Clock.GetUtcNow());

    private async Task FollowChanges(CancellationToken stop)
    {
        try
        {
            await foreach (var _ in Installation.Changes.Watch(Id, stop))
            {
                await Read(stop);
                if (_moved && (_keptAt == 0 || Environment.TickCount64 - _keptAt > BetweenSnapshots.TotalMilliseconds)) await Keep();
                await Task.Delay(Breath, stop);
            }
        }
        catch (OperationCanceledException)
        {
            // The grain leaves.
        }
        catch (Exception e) when (e is NpgsqlException or StoreUnavailableException or IOException or TimeoutException)
        {
            log.LogWarning("figures wait for the database: {Kind}", e.GetType().Name);   // until it is told to follow again
        }
    }

    private async Task<OrganizationFigures> Read(CancellationToken cancel)
    {
        var read = await OrganizationFigures.Of(Installation.Store, Id, Today, cancel);
        if (_figures is { } before && before.IsAfter(read)) return before;   // two readings overtook each other
        _moved |= _figures is null || !_figures.SameAs(read);
        _figures = read;
        if ((await Installation.Aggregates.Find<Organization>(Id, cancel: cancel))?.State is { } organization) gauges.Set(this, read, organization);
        return read;
    }

    private async Task Keep()
    {
        kept.State.Last = _figures;
        try
        {
            await kept.WriteStateAsync();
            (_moved, _keptAt) = (false, Environment.TickCount64);
        }
        catch (InconsistentStateException)
        {
            await kept.ReadStateAsync();   // another activation kept its own meanwhile: the next one overwrites it
        }
        catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException)
        {
            log.LogWarning("the snapshot of figures could not be kept: {Kind}", e.GetType().Name);
        }
    }
}

/// <summary>The gauges of the organizations that live in this silo, by the names that they have everywhere. An organization's come from one silo.</summary>
public sealed class OrganizationGauges : IDisposable
{
    private readonly ConcurrentDictionary<string, (OrganizationGrain By, OrganizationFigures Figures, KeyValuePair<string, object?>[] Labels)> _all = new();
    private readonly Meter _meter = new("MediationHub.Organizations");

    internal Meter Meter => _meter;

    public OrganizationGauges(HubStore store)
    {
        // Unrounded, so that no rate below the target is sent as the target.
        _meter.CreateObservableGauge("mediation.organization.success_rate", () => from o in _all.Values where o.Figures.Counted > 0 select new Measurement<double>(100.0 * o.Figures.Succeeded / o.Figures.Counted, o.Labels),
            "%", "Success rate of the year's closings by the default definition");
        _meter.CreateObservableGauge("mediation.organization.closed_cases", () => from o in _all.Values select new Measurement<long>(o.Figures.Counted, o.Labels), "{case}", "Closings of the year that count in the rate");
        _meter.CreateObservableGauge("mediation.organization.distance_to_target", () =>
        {
            var target = store.Rules.Settings.SuccessTarget.Value;
            return from o in _all.Values let distance = o.Figures.Rate.ToTarget(target) where distance is not null select new Measurement<long>(distance.Value, o.Labels);
        }, "{case}", "How many more successes in a row reach the target; 0 where it is met");
    }

    internal void Set(OrganizationGrain by, OrganizationFigures figures, Organization of) =>
        _all[figures.Organization] = (by, figures, [new("organization", figures.Organization), new("code", of.Code), new("name", of.Name), new("type", ApiWord.Of(of.Type)), new("unit", of.Unit)]);

    internal void Remove(string organization, OrganizationGrain by)
    {
        if (_all.TryGetValue(organization, out var there) && ReferenceEquals(there.By, by)) _all.TryRemove(organization, out _);
    }

    public void Dispose() => _meter.Dispose();
}
