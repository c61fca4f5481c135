using MediationHub.Store;
using MediationHub.Store.Amendments;
using Npgsql;

namespace MediationHub.Web.Features.Law;

/// <summary>Rewrites clocks behind an amendment of the law, also one that another node made or that a stopped program left behind.</summary>
public sealed class Recomputer(HubStore store, ILogger<Recomputer> log) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim _called = new(0);

    /// <summary>Begins at once, and waits a little for the end, so that a small recomputation is finished when its page is shown.</summary>
    public async Task Call(TimeSpan most, CancellationToken cancel)
    {
        _called.Release();
        var until = Environment.TickCount64 + (long)most.TotalMilliseconds;
        while (Environment.TickCount64 < until && await Recomputation.IsPending(store, cancel)) await Task.Delay(50, cancel);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                try
                {
                    if (await Recomputation.IsPending(store, stoppingToken)) await Work(stoppingToken);
                }
                catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException)
                {
                    log.LogWarning("clocks could not be recomputed, tried again soon: {Kind}", e.GetType().Name);
                }
                await _called.WaitAsync(Round, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // It goes on where it stopped when the program starts again.
        }
    }

    private async Task Work(CancellationToken cancel)
    {
        var (began, told) = (TimeProvider.System.GetTimestamp(), 0L);
        var done = await Recomputation.Run(store, at =>
        {
            if (at.Done - told < 100_000) return;
            told = at.Done;
            log.LogInformation("recomputing clocks: {Done} of {Total}", at.Done, at.Total);
        }, cancel);
        log.LogInformation("law amended: {Clocks} clocks and {Cases} case rows rewritten in {Seconds:0.0} s", done.Done, done.Cases, TimeProvider.System.GetElapsedTime(began).TotalSeconds);
    }
}
