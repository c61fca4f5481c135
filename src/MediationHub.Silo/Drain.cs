using Microsoft.Extensions.Hosting;

namespace MediationHub.Silo;

/// <summary>
/// Leaves without a request lost: told to stop, the silo first says that it is not ready and goes on serving until the proxy has looked;
/// then it takes no more, finishes what it has, and hands its grains over.
/// </summary>
public sealed class Drain(ClusterSettings settings) : IHostedLifecycleService
{
    private volatile bool _leaving;

    public bool Leaving => _leaving;

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        _leaving = true;
        return Task.Delay(settings.Drain, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
