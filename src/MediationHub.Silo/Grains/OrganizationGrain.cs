using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Store.Rows;
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
    Installation installation, OrganizationGauges gauges, ILogger<OrganizationGrain> log,
    [PersistentState("figures", ClusterRuntime.Storage)] IPersistentState<KeptFigures> kept) : RecordGrain<Organization>(installation), IOrganizationGrain, IDisposable
{
    /// <summary>Changes that come within are one.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(500);

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
        catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException)
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
        gauges.Set(Id, this, read);
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

/// <summary>The figures of the organizations that live in this silo, as gauges. An organization's figures come from one silo.</summary>
public sealed class OrganizationGauges : IDisposable
{
    private readonly ConcurrentDictionary<string, (OrganizationGrain By, OrganizationFigures Figures)> _all = new();
    private readonly Meter _meter = new(ClusterRuntime.Measured);

    public OrganizationGauges()
    {
        _meter.CreateObservableGauge("mediationhub.organization.success_rate", () => Each(f => f.Rate), "%", "Success rate of the year so far, for organizations with anything counted");
        _meter.CreateObservableGauge("mediationhub.organization.counted", () => Each(f => f.Counted), "{case}", "Cases of the year so far that the success rate counts");
        _meter.CreateObservableGauge("mediationhub.organization.open", () => Each(f => f.Open), "{case}", "Cases that have not ended");
    }

    internal void Set(string organization, OrganizationGrain by, OrganizationFigures figures) => _all[organization] = (by, figures);

    internal void Remove(string organization, OrganizationGrain by)
    {
        if (_all.TryGetValue(organization, out var there) && ReferenceEquals(there.By, by)) _all.TryRemove(organization, out _);
    }

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<double>> Each(Func<OrganizationFigures, decimal?> value)
    {
        foreach (var (organization, (_, figures)) in _all)
            if (value(figures) is { } number) yield return new((double)number, new KeyValuePair<string, object?>("organization", organization));
    }
}
