using System.Net;
using MediationHub.Domain.Cases;
using MediationHub.Store.Aggregates;
using MediationHub.Web.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MediationHub.Silo;

/// <summary>
/// Goes the main ways once before the silo says that it is ready, so that nobody waits while code is compiled and connections are opened: the
/// sign-in page by its own port, and the cases worked on last through their grains, wherever they are. It only reads.
/// </summary>
public sealed class WarmUp(IServer server, Installation installation, IAggregates aggregates, ILogger<WarmUp> log) : IHostedLifecycleService
{
    private const int Cases = 24, AtOnce = 4;

    /// <summary>A silo that stays cold is better than one that does not come.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private volatile bool _done;

    public bool Done => _done;

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Longest);
        try
        {
            await Task.WhenAll(Ask(limit.Token), Read(limit.Token));
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)   // whatever it is: one record that this build cannot read, too
        {
            log.LogWarning("not warmed up: {Kind}", e.GetType().Name);
        }
        _done = true;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task Ask(CancellationToken cancel)
    {
        var here = server.Features.Get<IServerAddressesFeature>()?.Addresses.Select(BindingAddress.Parse).FirstOrDefault(a => a.Scheme == Uri.UriSchemeHttp && !a.IsUnixPipe);
        if (here is null) return;
        var host = IPAddress.TryParse(here.Host.Trim('[', ']'), out var address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any) ? here.Host : "127.0.0.1";
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
        for (var i = 0; i < 3; i++) await http.GetByteArrayAsync(new Uri($"http://{host}:{here.Port}/sign-in"), cancel);
    }

    private async Task Read(CancellationToken cancel)
    {
        var last = new List<string>(Cases);
        await using (var command = installation.Store.Database.CreateCommand($"select distinct stream from (select stream, type from events order by tx desc, position desc limit {10 * Cases}) e where type like 'case.%' limit {Cases}"))
        await using (var reader = await command.ExecuteReaderAsync(cancel))
            while (await reader.ReadAsync(cancel)) last.Add(reader.GetString(0));
        await Parallel.ForEachAsync(last, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (id, stop) => await aggregates.Find<MediationCase>(id, cancel: stop));
    }
}
