using System.Diagnostics;
using System.Net;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Silo.Grains;
using MediationHub.Tests.Load;
using MediationHub.Web.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Runtime;

namespace MediationHub.Silo.Tests;

public sealed class A_silo_that_comes_and_goes(TwoSilos cluster) : IClassFixture<TwoSilos>
{
    [Fact]
    public async Task Says_that_it_leaves_while_it_still_serves_and_hands_its_records_over()
    {
        var leaving = await SiloNode.Start(cluster.Database, cluster.Folder, drain: TimeSpan.FromSeconds(3));
        var (id, life) = await cluster.Live(leaving.Aggregates, 3);
        using var http = new HttpClient { BaseAddress = leaving.Address };
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode);

        var stopping = Task.Run(async () => await leaving.DisposeAsync());
        for (var watch = Stopwatch.StartNew(); (await http.GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode is not HttpStatusCode.ServiceUnavailable;) Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), "it stays ready");
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri("/sign-in", UriKind.Relative))).StatusCode);
        await cluster.Do(leaving.Aggregates, id, life[3].Command);   // a request that came in time
        Assert.False(stopping.IsCompleted);
        await stopping;

        await cluster.Do(cluster.One.Aggregates, id, life[4].Command);
        Assert.Equal(5, (await cluster.Other.Aggregates.Find<MediationCase>(id.Value))!.Version);
        Assert.Equal(cluster.One.Silo, await cluster.One.Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(cluster.One.Grains.GetGrain<ICaseGrain>(id.Value)));
        Assert.Empty((await cluster.Verify()).Findings);
    }

    [Fact]
    public async Task Is_ready_only_once_it_is_warm_and_writes_nothing_for_that()
    {
        var (id, _) = await cluster.Live(cluster.Other.Aggregates, 3);
        var here = cluster.One.App.Services;
        var warming = new WarmUp(here.GetRequiredService<IServer>(), cluster.One.Installation, cluster.One.Aggregates, NullLogger<WarmUp>.Instance);
        await using var cold = new ServiceCollection().AddSingleton(warming).AddSingleton(here.GetRequiredService<Drain>()).AddSingleton(here.GetRequiredService<ILocalSiloDetails>()).AddSingleton(here.GetRequiredService<ISiloStatusOracle>()).BuildServiceProvider();
        var runtime = here.GetRequiredService<HubRuntime>();
        Assert.True(runtime.IsReady(here));
        Assert.False(runtime.IsReady(cold));
        var written = await Written();
        await warming.StartedAsync(CancellationToken.None);

        Assert.True(runtime.IsReady(cold));
        Assert.Equal(written, await Written());
        Assert.Equal(3, (await cluster.One.Installation.Aggregates.Find<MediationCase>(id.Value))!.Version);

        async Task<long> Written()
        {
            await using var count = cluster.One.Installation.Store.Database.CreateCommand("select (select count(*) from events) + (select count(*) from case_rows)");
            return (long)(await count.ExecuteScalarAsync())!;
        }
    }

    /// <summary>While a cluster is brought to another version: an older silo would leave out of a command what it does not know yet.</summary>
    [Fact]
    public async Task Takes_no_command_from_a_silo_of_another_build()
    {
        var older = await SiloNode.Start(cluster.Database, cluster.Folder, (services, _) =>
        {
            services.AddSingleton(new Build("older"));
            return Task.CompletedTask;
        });
        var (id, life) = await cluster.Live(older.Aggregates, 3);
        var told = await cluster.One.Grains.GetGrain<ICaseGrain>(id.Value).Send(new(Build.This, life[3].Command, new(cluster.Offices[0].Actor)));
        Assert.True(told is { Answer: null, Strange: true });
        Assert.Equal(3, (await cluster.One.Aggregates.Find<MediationCase>(id.Value))!.Version);

        // The request is carried out where it came in, and the next one on the other side stands on it.
        for (var i = 3; i < life.Length; i++) Assert.Equal(i + 1, (await cluster.Do(i % 2 == 0 ? older.Aggregates : cluster.One.Aggregates, id, life[i].Command)).Version);
        Assert.Equal(CaseStage.Closed, (await older.Aggregates.Find<MediationCase>(id.Value))!.State.Stage);
        await older.DisposeAsync();
        Assert.Empty((await cluster.Verify()).Findings);
    }

    /// <summary>As Compose starts them: on a database and a folder with nothing in them.</summary>
    [Fact]
    public async Task Starts_for_the_first_time_beside_two_others()
    {
        var (database, folder) = (await cluster.NewDatabase(), Directory.CreateTempSubdirectory("mediationhub-silo-").FullName);
        var silos = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => SiloNode.Start(database, folder))));
        try
        {
            var members = await silos[0].Grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true);
            Assert.Equal(silos.Select(s => s.Silo).ToHashSet(), members.Keys.ToHashSet());
            // One installation key: what one seals the others read.
            var office = await Province.Found(silos[0].Aggregates, silos[0].Installation.Files, "001", ChinaTime.DayOf(DateTimeOffset.UtcNow));
            Assert.Equal((await silos[0].Aggregates.Find<Mediator>(office.Mediator.Value))!.State.Name, (await silos[2].Aggregates.Find<Mediator>(office.Mediator.Value))!.State.Name);
        }
        finally
        {
            foreach (var silo in silos) await silo.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }
}
