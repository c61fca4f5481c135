using System.Diagnostics;
using MediationHub.Store.Alerts;
using MediationHub.Store.Log;
using MediationHub.Store.Reactions;
using MediationHub.Web.Features.Bridge;
using MediationHub.Web.Features.Reminders;
using Npgsql;

namespace MediationHub.Web.Hosting;

/// <summary>Drives reactions, what runs out at the bridge to arbitration, reminders and alerts while this node has the driver's seat.</summary>
public sealed class Driver(Installation installation, Reactions reactions, BridgeWatch bridge, Postman postman, AlertWatch alerts, ILogger<Driver> log)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(20);

    /// <summary>Takes the seat where it is free and drives until cancelled; returns where another node has it, and when the seat or the database is lost.</summary>
    public async Task Drive(CancellationToken cancel)
    {
        try
        {
            await using var seat = await DriversSeat.Take(installation.Store.Database, cancel);
            if (seat is not null) await Drive(seat, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Whoever asked to stop knows.
        }
        catch (Exception e) when (e is NpgsqlException or StoreUnavailableException or IOException or InvalidOperationException or OperationCanceledException)
        {
            log.LogWarning("reactions and reminders wait for the database: {Kind}", e.GetType().Name);
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

/// <summary>Asks for the driver's seat now and then as long as the program runs.</summary>
public sealed class DriverOfThisNode(Driver driver) : BackgroundService
{
    private static readonly TimeSpan UntilAskedAgain = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await driver.Drive(stoppingToken);
            await Task.WhenAny(Task.Delay(UntilAskedAgain, stoppingToken));
        }
    }
}
