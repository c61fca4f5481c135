using MediationHub.Store.Log;
using MediationHub.Store.Reactions;
using Npgsql;

namespace MediationHub.Web.Hosting;

/// <summary>Drives reactions while this node has the driver's seat; while another has it, asks for it now and then.</summary>
public sealed class Driver(Installation installation, Reactions reactions, ILogger<Driver> log) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan UntilAskedAgain = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var seat = await DriversSeat.Take(installation.Store.Database, stoppingToken);
                while (seat is not null)
                {
                    await reactions.Round(seat, stoppingToken);
                    await Task.Delay(Beat, stoppingToken);
                }
                await Task.Delay(UntilAskedAgain, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or StoreUnavailableException or IOException or InvalidOperationException)
            {
                log.LogWarning("reactions wait for the database: {Kind}", e.GetType().Name);
                await Task.WhenAny(Task.Delay(UntilAskedAgain, stoppingToken));
            }
        }
    }
}
