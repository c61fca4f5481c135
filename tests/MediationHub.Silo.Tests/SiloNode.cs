using System.Net;
using MediationHub.Domain.Kernel;
using MediationHub.Silo;
using MediationHub.Store.Aggregates;
using MediationHub.Tests.Load;
using MediationHub.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace MediationHub.Silo.Tests;

/// <summary>One silo with its whole web application, in this process.</summary>
public sealed class SiloNode : IAsyncDisposable
{
    private SiloNode(Installation installation, WebApplication app) => (Installation, App) = (installation, app);

    public Installation Installation { get; }
    public WebApplication App { get; }
    public IAggregates Aggregates => App.Services.GetRequiredService<IAggregates>();
    public IGrainFactory Grains => App.Services.GetRequiredService<IGrainFactory>();
    public SiloAddress Silo => App.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;
    public Uri Address => new(App.Urls.Single());

    /// <param name="more">Further services of the silo.</param>
    /// <param name="drain">So long it goes on serving once it is told to stop.</param>
    public static async Task<SiloNode> Start(string database, string folder, Func<IServiceCollection, Installation, Task>? more = null, TimeSpan drain = default)
    {
        var installation = await Installation.Open(Settings(database, folder), _ => { });
        var services = new ServiceCollection();
        var runtime = new WithMore(new(IPAddress.Loopback, ServedProgram.FreePort(), drain), services);
        await runtime.Prepare(installation, _ => { });
        if (more is not null) await more(services, installation);
        var app = HubApplication.Build(installation, runtime);
        await app.StartAsync();
        return new(installation, app);
    }

    /// <summary>Organizations with their mediators, set up a week ago.</summary>
    public static async Task<Office[]> Found(string database, string folder, int offices)
    {
        await using var installation = await Installation.Open(Settings(database, folder), _ => { });
        installation.Clock.Hold(DateTimeOffset.UtcNow.AddDays(-7));
        return await Province.Found(installation.Aggregates, installation.Files, offices, ChinaTime.DayOf(installation.Clock.GetUtcNow()));
    }

    public static HubSettings Settings(string database, string folder) => new(folder, database, Demo: false, ClockShift: default, ["http://127.0.0.1:0"], Key: null, Chromium: null, TemplateOverrides: null);

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        await Installation.DisposeAsync();
    }

    private sealed class WithMore(ClusterSettings settings, ServiceCollection more) : ClusterRuntime(settings)
    {
        public override void AddTo(WebApplicationBuilder builder, Installation installation)
        {
            base.AddTo(builder, installation);
            foreach (var service in more) builder.Services.Add(service);
        }
    }
}
