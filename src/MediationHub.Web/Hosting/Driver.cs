using System.Diagnostics;
using MediationHub.Store.Alerts;
using MediationHub.Store.Log;
using MediationHub.Store.Reactions;
using MediationHub.Web.Features.Bridge;
using MediationHub.Web.Features.Reminders;
using Npgsql;

namespace MediationHub.Web.Hosting;

/// <summary>Drives reactions, what runs out at the bridge to arbitration, reminders and alerts while this node has the driver's seat; while another has it, asks for it now and then.</summary>
public sealed class Driver(Installation installation, Reactions reactions, BridgeWatch bridge, Postman postman, AlertWatch alerts, ILogger<Driver> log) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan UntilAskedAgain = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var seat = await DriversSeat.Take(installation.Store.Database, stoppingToken);
                if (seat is null) await Task.Delay(UntilAskedAgain, stoppingToken);
                else await Drive(seat, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or StoreUnavailableException or IOException or InvalidOperationException or OperationCanceledException)
            {
                log.LogWarning("reactions and reminders wait for the database: {Kind}", e.GetType().Name);
                await Task.WhenAny(Task.Delay(UntilAskedAgain, stoppingToken));
            }
        }
    }

    /// <summary>A mail server that does not answer holds up no reaction, so reminders go their own way; where one of both loses the database, both stop.</summary>
    private async Task Drive(DriversSeat seat, CancellationToken stop)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var running = new[] { React(seat, both.Token), Remind(both.Token) };
        await Task.WhenAny(running);
        await both.CancelAsync();
        try
        {
            await Task.WhenAll(running);
        }
        catch (OperationCanceledException)
        {
            stop.ThrowIfCancellationRequested();
            foreach (var one in running) if (one.Exception is { } problem) throw problem.InnerException!;
        }
    }

    private async Task React(DriversSeat seat, CancellationToken cancel)
    {
        while (true)
        {
            await seat.Hold(cancel);
            await reactions.Round(seat, cancel);
            await bridge.Look(cancel);
            await Task.Delay(Beat, cancel);
        }
    }

    private async Task Remind(CancellationToken cancel)
    {
        await postman.Begin(cancel);
        for (var looked = 0L; ; await Task.Delay(Beat, cancel))
        {
            if (looked == 0 || Stopwatch.GetElapsedTime(looked) > BetweenLooks)
            {
                await postman.Make(cancel);
                await alerts.Look(cancel);
                looked = Stopwatch.GetTimestamp();
            }
            await postman.Send(cancel);
        }
    }
}
