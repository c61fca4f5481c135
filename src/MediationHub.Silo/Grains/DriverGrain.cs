using MediationHub.Silo.Grains;
using MediationHub.Store.Rows;
using MediationHub.Web.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace MediationHub.Silo.Grains;

/// <summary>Drives clocks, reminders and reactions for the whole cluster.</summary>
public interface IDriverGrain : IGrainWithStringKey
{
    /// <summary>Sees to it that something drives, now and after every silo has gone and come.</summary>
    Task Wake();
}

/// <summary>
/// One activation in the cluster, woken by a reminder that is kept in the database: where its silo dies, another silo hears the next one.
/// It drives only while it has the driver's seat, so that a node of the embedded runtime on the same database, or an activation that the
/// cluster has given up, is never driving beside it.
/// </summary>
public sealed class DriverGrain(Driver driver, Installation installation, ILogger<DriverGrain> log) : Grain, IDriverGrain, IRemindable, IDisposable
{
    public const string Key = "driver";

    /// <summary>So long, at most, nobody drives after a silo was lost and the cluster has noticed it.</summary>
    internal static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan BetweenRounds = TimeSpan.FromMinutes(5);
    private readonly CancellationTokenSource _stop = new();
    private Task _driving = Task.CompletedTask;
    private long? _wokeOrganizations;

    public async Task Wake()
    {
        await this.RegisterOrUpdateReminder("drive", Period, Period);
        await Drive();
    }

    public Task ReceiveReminder(string reminderName, TickStatus status) => Drive();

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _driving;   // the seat is free for the next
    }

    public void Dispose() => _stop.Dispose();

    private async Task Drive()
    {
        if (_driving.IsCompleted) _driving = Task.Run(() => driver.Drive(_stop.Token));
        if (_wokeOrganizations is { } last && Environment.TickCount64 - last < BetweenRounds.TotalMilliseconds) return;
        _wokeOrganizations = Environment.TickCount64;
        foreach (var organization in await OrganizationFigures.Active(installation.Store, _stop.Token))
            GrainFactory.GetGrain<IOrganizationGrain>(organization).Follow().Ignore();
        log.LogDebug("the organizations were woken");
    }
}
