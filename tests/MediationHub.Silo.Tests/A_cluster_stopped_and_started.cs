using System.Diagnostics;
using System.Text.Json;
using MediationHub.Silo.Grains;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace MediationHub.Silo.Tests;

public sealed class A_cluster_stopped_and_started(TwoSilos cluster) : IClassFixture<TwoSilos>
{
    /// <summary>Every state that a grain stores: written by one start, read by the next. What Orleans writes by default could not be.</summary>
    [Fact]
    public async Task Reads_back_what_its_grains_stored()
    {
        var organization = cluster.Offices[0].Organization.Value;
        await cluster.Live(cluster.One.Aggregates, 11);
        var grain = cluster.Other.Grains.GetGrain<IOrganizationGrain>(organization);
        for (var watch = Stopwatch.StartNew(); (await grain.Figures()).Counted == 0; await Task.Delay(20)) Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), "the figures do not move");
        var figures = await grain.Figures();
        await cluster.StopBoth();
        await cluster.StartBoth();

        var stored = new GrainState<KeptFigures>();
        var storage = cluster.One.App.Services.GetRequiredKeyedService<IGrainStorage>(ClusterRuntime.Storage);
        await storage.ReadStateAsync("figures", cluster.One.Grains.GetGrain<IOrganizationGrain>(organization).GetGrainId(), stored);
        Assert.True(stored.RecordExists);
        Assert.True(stored.State!.Last!.SameAs(figures), $"{stored.State.Last} is not {figures}");
        Assert.Equal(figures.Rate, (await cluster.Other.Grains.GetGrain<IOrganizationGrain>(organization).Figures()).Rate);
    }

    [Fact]
    public void Has_stored_states_of_no_other_kind()
    {
        var states = from type in typeof(OrganizationGrain).Assembly.GetTypes()
                     from constructor in type.GetConstructors()
                     from parameter in constructor.GetParameters()
                     where parameter.ParameterType.IsGenericType && parameter.ParameterType.GetGenericTypeDefinition() == typeof(IPersistentState<>)
                     select parameter.ParameterType.GetGenericArguments()[0];
        Assert.Equal([typeof(KeptFigures)], states);
        var kept = new KeptFigures { Last = new("o1", new(2026, 1, 1), new(2026, 11, 2), 7, 2, 1, 5, 9, 8, DateTimeOffset.UnixEpoch) };
        Assert.Equal(kept.Last, JsonSerializer.Deserialize<KeptFigures>(JsonSerializer.SerializeToUtf8Bytes(kept, WireOnTheWay.Json), WireOnTheWay.Json)!.Last);
    }

    [Fact]
    public async Task Goes_on_where_it_was_and_hands_the_seat_on()
    {
        var (id, life) = await cluster.Live(cluster.Other.Aggregates, 4);
        await cluster.One.DisposeAsync();   // the first started: it has driven so far
        await cluster.Do(cluster.Other.Aggregates, id, life[4].Command);
        for (var patience = 0; await MediationHub.Store.Reactions.DriversSeat.Take(cluster.Other.Installation.Store.Database) is { } free; patience++)
        {
            await free.DisposeAsync();
            Assert.True(patience < 300, "the other does not drive");
            await Task.Delay(100);
        }
        await cluster.Other.DisposeAsync();
        await cluster.StartBoth();

        Assert.Equal(5, (await cluster.One.Aggregates.Find<Domain.Cases.MediationCase>(id.Value))!.Version);
        await cluster.Do(cluster.One.Aggregates, id, life[5].Command);
        Assert.Empty((await cluster.Verify()).Findings);
    }
}
