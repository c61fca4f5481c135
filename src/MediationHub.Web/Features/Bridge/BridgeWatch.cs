using System.Diagnostics;
using MediationHub.Store.Bridge;
using MediationHub.Store.Log;
using Npgsql;

namespace MediationHub.Web.Features.Bridge;

/// <summary>Looks once a second at the ends of linked cases and once a minute at what ran out. Several nodes may look at once: the records decide.</summary>
public sealed class BridgeWatch(LinkedCaseEnds ends, BridgeDeadlines deadlines, ILogger<BridgeWatch> log) : BackgroundService
{
    private static readonly TimeSpan BetweenDeadlines = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        var looked = 0L;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await ends.Run(stoppingToken);
                if (looked != 0 && Stopwatch.GetElapsedTime(looked) < BetweenDeadlines) continue;
                await deadlines.Run(stoppingToken);
                looked = Stopwatch.GetTimestamp();
            }
            catch (Exception e) when (e is NpgsqlException or StoreUnavailableException or IOException or TimeoutException)
            {
                log.LogWarning("the bridge's records wait for the database: {Kind}", e.GetType().Name);
            }
        }
    }
}
