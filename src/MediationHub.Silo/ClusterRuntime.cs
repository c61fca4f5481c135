using MediationHub.Silo.Grains;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Schema;
using MediationHub.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Serialization;

namespace MediationHub.Silo;

/// <summary>Records live as grains of a cluster; membership, reminders and snapshots stand in the same PostgreSQL as the log.</summary>
public class ClusterRuntime(ClusterSettings settings) : HubRuntime
{
    /// <summary>Cluster and service: one database holds one of them.</summary>
    public const string Name = "mediationhub";

    internal const string Storage = "snapshots";
    internal const string Measured = "MediationHub.Silo";
    private const string Invariant = "Npgsql";

    public override bool FeedsOrganizationGauges => true;
    public override IReadOnlyList<string> Sources => ["Microsoft.Orleans.Application"];
    public override IReadOnlyList<string> Meters => [Measured, "Microsoft.Orleans"];

    public static HubRuntime From(IConfiguration configuration) => new ClusterRuntime(ClusterSettings.From(configuration));

    public override Task Prepare(Installation installation, Action<string> say, CancellationToken cancel = default) =>
        Migrator.Apply(installation.Store.Database, typeof(ClusterRuntime).Assembly, "silo_schema_versions", say, cancel);

    public override void AddTo(WebApplicationBuilder builder, Installation installation)
    {
        // Membership is the cluster's heart: it has connections of its own and never waits behind the log's.
        // Automatic preparation took writes of snapshots from 0.25 to 0.40 of raw upserts.
        var database = new NpgsqlConnectionStringBuilder(installation.Settings.ConnectionString) { ApplicationName = "mediationhub-silo", MaxAutoPrepare = 40, AutoPrepareMinUsages = 2, MaxPoolSize = 10 }.ConnectionString;

        builder.Logging.AddFilter("Orleans", LogLevel.Warning).AddFilter("Microsoft.Orleans", LogLevel.Warning).AddFilter("Polly", LogLevel.Warning)
            // Known and meant so: no server GC beside PostgreSQL on small machines, and a single reminder every few seconds.
            .AddFilter("Orleans.Runtime.Silo", LogLevel.Error).AddFilter("Orleans.Hosting.ReminderOptionsValidator", LogLevel.Error);
        builder.Services.AddSingleton<IAggregates, ClusterAggregates>();
        builder.Services.AddSingleton(new OrganizationGauges(installation.Store));
        builder.Services.AddSingleton<Drain>().AddSingleton(settings).AddSingleton(Build.This);
        builder.Services.AddHostedService(all => all.GetRequiredService<Drain>());
        builder.Services.AddSingleton<WarmUp>().AddHostedService(all => all.GetRequiredService<WarmUp>());
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(60) + settings.Drain);
        builder.Host.UseOrleans((_, silo) =>
        {
            silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (Name, Name));
            silo.Configure<EndpointOptions>(here => (here.AdvertisedIPAddress, here.SiloPort, here.GatewayPort) = (settings.Address, settings.Port, 0));   // no client but the silos themselves
            silo.UseAdoNetClustering(table => (table.Invariant, table.ConnectionString) = (Invariant, database));
            silo.UseAdoNetReminderService(table => (table.Invariant, table.ConnectionString) = (Invariant, database));
            silo.AddAdoNetGrainStorage(Storage, table => (table.Invariant, table.ConnectionString, table.GrainStorageSerializer) = (Invariant, database, new WireOnTheWay.Snapshots()));
            silo.Configure<ClusterMembershipOptions>(Membership);
            silo.Configure<SiloMessagingOptions>(messages => messages.ResponseTimeout = TimeSpan.FromSeconds(10));
            silo.Configure<ConnectionOptions>(connections => (connections.OpenConnectionTimeout, connections.ConnectionRetryDelay) = (TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(200)));
            silo.Configure<GrainCollectionOptions>(idle => idle.CollectionAge = TimeSpan.FromMinutes(10));
            silo.Configure<ReminderOptions>(reminders => reminders.MinimumReminderPeriod = DriverGrain.Period);
            silo.AddActivityPropagation();
            silo.Services.AddSerializer(WireOnTheWay.AddTo);
            silo.AddStartupTask(WakeTheDriver);
        });
    }

    public override bool IsReady(IServiceProvider services) =>
        !services.GetRequiredService<Drain>().Leaving && services.GetRequiredService<WarmUp>().Done && services.GetRequiredService<ILocalSiloDetails>() is { SiloAddress: var here } && services.GetRequiredService<ISiloStatusOracle>().GetApproximateSiloStatus(here) is SiloStatus.Active;

    /// <summary>
    /// A silo that was killed is given up after two looks that failed, one second apart, by two others (by one where only one is left):
    /// some 3 seconds instead of the 11 of the default settings. Below a second a busy silo would be taken for a dead one.
    /// </summary>
    private static void Membership(ClusterMembershipOptions membership)
    {
        membership.ProbeTimeout = TimeSpan.FromSeconds(1);
        membership.NumMissedProbesLimit = 2;
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
        membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
        membership.DefunctSiloExpiration = TimeSpan.FromDays(1);
    }

    /// <summary>The first start of all writes the reminder without which nobody ever drives, so it does not give up at once: a silo that was killed may still be in the way.</summary>
    private static async Task WakeTheDriver(IServiceProvider services, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await services.GetRequiredService<IGrainFactory>().GetGrain<IDriverGrain>(DriverGrain.Key).Wake();
                return;
            }
            catch (Exception e) when (e is OrleansException or TimeoutException && tries < 10)
            {
                services.GetRequiredService<ILogger<ClusterRuntime>>().LogWarning("the driver could not be woken yet: {Kind}", e.GetType().Name);
                await Task.Delay(TimeSpan.FromSeconds(1), cancel);
            }
        }
    }
}
