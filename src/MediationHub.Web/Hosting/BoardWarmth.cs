using MediationHub.Store.Statistics;
using Npgsql;

namespace MediationHub.Web.Hosting;

/// <summary>
/// Reads the figures that rankings and boards are made of once the program serves, so that whoever asks first does not wait for them: at a million cases they take 2.8 s to read and some 50 MB to keep (decision 0028).
/// It begins when the program is ready and holds nothing up; without it the first to ask has them read.
/// </summary>
public sealed class BoardWarmth(Rankings rankings, IHostApplicationLifetime life, ILogger<BoardWarmth> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var heard = life.ApplicationStarted.Register(started.SetResult);
        try
        {
            await started.Task.WaitAsync(stoppingToken);
            await rankings.Of(rankings.Query(), cancel: stoppingToken);
        }
        catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException)
        {
            log.LogWarning("the figures for rankings were not read ahead: {Kind}", e.GetType().Name);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // It stops before anybody asked.
        }
    }
}
