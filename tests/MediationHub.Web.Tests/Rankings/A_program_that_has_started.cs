using System.Diagnostics;
using MediationHub.Web.Tests.Api;
using Microsoft.Extensions.DependencyInjection;

namespace MediationHub.Web.Tests.Rankings;

/// <summary>The first ranking after a start does not wait for a million cases to be read.</summary>
public class A_program_that_has_started(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task Has_the_figures_of_the_ranking_at_hand_before_anybody_asks()
    {
        var needed = hub.Services.GetRequiredService<Store.Statistics.Rankings>().Query().Counters;
        for (var watch = Stopwatch.StartNew(); !hub.Installation.Store.Board.Holds(needed); await Task.Delay(20)) Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), "nobody asked, and nothing was read");
        Assert.True(hub.Installation.Store.Board.Holds(needed));
    }
}
