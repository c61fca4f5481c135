using System.Diagnostics;
using System.Runtime.CompilerServices;
using MediationHub.Silo.Tests;
using MediationHub.Web.Tests.Api;
using Microsoft.AspNetCore.Builder;

namespace MediationHub.Silo.Journeys;

/// <summary>The same hub, served by two silos behind one address, of which one is killed every while and started again.</summary>
internal sealed class ClusteredHub : RunningHub
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan FirstKill = TimeSpan.FromSeconds(5);

    /// <summary>Each kill waits half as long again as the one before: a silo that has just started shows each page for its first time, and the class with the most pages would hardly get on.</summary>
    private const double Longer = 1.5;

    private readonly TaskCompletionSource _over = new();
    private FrontDoor _door = null!;
    private Task _killing = Task.CompletedTask;

    [ModuleInitializer]
    internal static void Begin() => (TestTime.Shift, Make) = (TimeSpan.Zero, () => new ClusteredHub());

    protected override async Task<Uri> Serve(WebApplication app)
    {
        var settings = Installation.Settings;
        var program = Path.Combine(AppContext.BaseDirectory, "mediationhub-silo.dll");
        SiloProcess[] silos = [new(program, settings.ConnectionString!, settings.DataFolder), new(program, settings.ConnectionString!, settings.DataFolder)];
        foreach (var silo in silos) await silo.Start();
        Installation.Changes.Start();   // what tests do past the silos is done on what stands on disk
        _door = await FrontDoor.Open(silos);
        _killing = Task.Run(KillInTurn);
        return _door.Address;
    }

    protected override async Task StopServing(WebApplication app)
    {
        _over.SetResult();
        try
        {
            await _killing;
        }
        finally
        {
            await _door.DisposeAsync();
        }
        Assert.True(_door.Kills > 0, "no silo was killed");
    }

    private async Task KillInTurn()
    {
        var (wait, next) = (FirstKill, 0);
        for (var since = Stopwatch.StartNew(); await Task.WhenAny(Task.Delay(Glance), _over.Task) != _over.Task;)
        {
            await _door.StartDeclaredDead();
            if (since.Elapsed < wait) continue;
            await _door.Kill(next);
            next = 1 - next;
            wait *= Longer;
            since.Restart();
        }
    }
}
