using System.Diagnostics;
using MediationHub.Silo.Tests;

namespace MediationHub.Silo.Bench;

/// <summary>An installation goes from the embedded runtime to a cluster and back as docs/cluster.md says, under load: in between both serve on one database.</summary>
internal static class Change
{
    /// <param name="embedded">The program with the embedded runtime.</param>
    /// <param name="program">The silo.</param>
    /// <param name="each">How long each of the five states of the change lasts.</param>
    public static async Task<bool> Run(string folder, string embedded, string program, TimeSpan each, int callers)
    {
        await using var trial = await Trial.Begin(folder);
        var (alone, silos) = (trial.Node(embedded), new[] { trial.Node(program), trial.Node(program) });
        await alone.Start();
        var crowd = new Crowd([alone.Address, .. silos.Select(s => s.Address)], trial.Offices, await trial.SignIn(alone.Address), callers);
        using var stop = new CancellationTokenSource();
        var living = crowd.Live(stop.Token);
        var watch = Stopwatch.StartNew();
        await Stay("the embedded runtime alone");
        foreach (var silo in silos) await silo.Start();
        await Stay("both");
        await alone.Stop();
        await Stay("two silos alone");
        await alone.Start();
        await Stay("both again");
        foreach (var silo in silos) await silo.Stop();
        await Stay("the embedded runtime alone again");
        await stop.CancelAsync();
        await living;
        await crowd.Settle();
        var length = watch.Elapsed;
        await alone.Stop();
        Console.WriteLine($"{callers} callers, {length.TotalSeconds:0} s, from the embedded runtime to two silos and back");
        return await trial.Reckon(crowd, length);

        async Task Stay(string how)
        {
            var before = crowd.Acknowledged;
            await Task.Delay(each);
            Trial.Say($"{how}: {(crowd.Acknowledged - before) / each.TotalSeconds:N0} commands/s, {crowd.Retries} attempts sent again so far");
            if (crowd.Acknowledged == before) throw new InvalidOperationException($"{how}: nothing was acknowledged");
        }
    }
}
