using System.Diagnostics;
using MediationHub.Domain.Access;
using MediationHub.Domain.Selection;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Log;
using MediationHub.Store.Selection;
using Npgsql;

namespace MediationHub.Web.Features.Selection;

/// <summary>Takes the notices of earlier campaigns over at first start, and looks once a minute at what a campaign's calendar says. Several nodes may look at once: the records decide.</summary>
public sealed class SelectionWatch(SelectionDeadlines deadlines, IAggregates aggregates, ILogger<SelectionWatch> log) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        var (recorded, looked) = (false, 0L);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    if (!recorded)
                    {
                        foreach (var past in PastCampaign.BuiltIn) await aggregates.Send(past.Id.Value, new RecordCampaign(past), new Request(Actor.System), stoppingToken);
                        recorded = true;
                    }
                    if (looked != 0 && Stopwatch.GetElapsedTime(looked) < Between) continue;
                    await deadlines.Run(stoppingToken);
                    looked = Stopwatch.GetTimestamp();
                }
                catch (Exception e) when (e is NpgsqlException or StoreUnavailableException or IOException or TimeoutException)
                {
                    log.LogWarning("the campaigns wait for the database: {Kind}", e.GetType().Name);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped alone it would otherwise take the host down with it.
        }
    }
}
