using System.Diagnostics;
using System.Text.Json;
using Xunit.Abstractions;

namespace MediationHub.Faults;

[Collection(nameof(ServedHub))]
public class PostgreSQL_gone_in_mid_work(ITestOutputHelper output)
{
    [Theory]
    [InlineData("QUIT")]
    [InlineData("KILL")]
    public async Task Is_said_plainly_and_work_goes_on_by_itself_when_it_is_back(string signal)
    {
        await using var hub = await ServedHub.Start(offices: 4);
        var crowd = new Crowd(hub, callers: 24);
        using var end = new CancellationTokenSource();
        var living = crowd.Live(persistent: true, end.Token);
        await Until(() => crowd.Acknowledged > 200);

        await hub.Signal(signal);
        await Until(() => !crowd.Unavailable.IsEmpty);
        var before = crowd.Acknowledged;
        var away = Stopwatch.StartNew();
        await Until(() => crowd.Acknowledged > before + 200);
        output.WriteLine($"{signal}: 200 more commands acknowledged {away.Elapsed.TotalSeconds:0.0} s after the first 503; {crowd.Unavailable.Count} callers were told");

        // Again at once, while everything is still warm.
        await hub.Signal(signal);
        await Task.Delay(500);
        before = crowd.Acknowledged;
        await Until(() => crowd.Acknowledged > before + 200);
        await end.CancelAsync();
        await living;

        foreach (var told in crowd.Unavailable)
        {
            using var problem = JsonDocument.Parse(told.Body);
            Assert.Equal("store-unavailable", problem.RootElement.GetProperty("code").GetString());
            Assert.Contains("数据库暂时无法使用", problem.RootElement.GetProperty("detail").GetString());
        }
        await Reckoning.NothingLostOrHalfDone(hub, crowd);
        await crowd.Settle();
        await Reckoning.EverythingOnce(hub, crowd);
        await Reckoning.RetriesGiveTheFirstAnswer(hub, crowd, new Random(1));
        Assert.Null(await hub.Verify());

        async Task Until(Func<bool> reached)
        {
            for (var watch = Stopwatch.StartNew(); !reached(); await Task.Delay(10))
                Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{signal}: stuck at {crowd.Acknowledged} acknowledged, {crowd.Unavailable.Count} unavailable, {string.Join('\n', crowd.Unexpected.Take(3))}");
        }
    }
}
