using Xunit.Abstractions;

namespace MediationHub.Faults;

[Collection(nameof(ServedHub))]
public class The_program_killed_in_mid_work(ITestOutputHelper output)
{
    /// <summary>Five rounds in every test run; <c>ops/faults</c> asks for fifty.</summary>
    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("MEDIATIONHUB_FAULTS_ROUNDS") ?? "5");

    [Fact]
    public async Task Loses_nothing_it_acknowledged_and_does_nothing_twice()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("MEDIATIONHUB_FAULTS_SEED"), out var given) ? given : Environment.TickCount;
        output.WriteLine($"MEDIATIONHUB_FAULTS_SEED={seed}");
        var random = new Random(seed);
        await using var hub = await ServedHub.Start(offices: 4);
        var crowd = new Crowd(hub, callers: 24);
        for (var round = 1; round <= Rounds; round++)
        {
            var life = TimeSpan.FromMilliseconds(random.Next(100, 2_500));
            using var end = new CancellationTokenSource();
            var living = crowd.Live(persistent: false, end.Token);
            await Task.Delay(life);
            await hub.Kill();
            await end.CancelAsync();
            await living;
            output.WriteLine($"round {round}: killed after {life.TotalMilliseconds:0} ms, {crowd.Acknowledged} commands acknowledged so far, {crowd.Cases.Count(c => c.Open is not null)} unanswered");

            await hub.StartProgram();
            await Reckoning.NothingLostOrHalfDone(hub, crowd);
            await crowd.Settle();
            await Reckoning.EverythingOnce(hub, crowd);
            await Reckoning.RetriesGiveTheFirstAnswer(hub, crowd, random);
            await Reckoning.EverythingOnce(hub, crowd);
            Assert.Null(await hub.Verify());
        }
        Assert.True(crowd.Acknowledged > Rounds * 24, $"only {crowd.Acknowledged} commands in {Rounds} rounds");
    }
}

/// <summary>These start whole programs: one after the other.</summary>
[CollectionDefinition(nameof(ServedHub))]
public sealed class ServedHubCollection;
