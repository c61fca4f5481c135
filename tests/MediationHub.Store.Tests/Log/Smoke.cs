using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Keys;
using MediationHub.Store.Maintenance;
using MediationHub.Store.Rows;
using MediationHub.Tests;

namespace MediationHub.Store.Tests.Log;

[Collection(nameof(StoreServer))]
public class Smoke(StoreServer server)
{
    [Fact]
    public async Task Works()
    {
        var dir = Directory.CreateTempSubdirectory();
        var keys = KeyRing.Open(Path.Combine(dir.FullName, "k"));
        await using var store = await HubStore.Open(await server.NewDatabaseAsync(), keys, [new AnchorProjection()]);
        var aggregates = new EmbeddedAggregates(store);
        var tasks = Enumerable.Range(0, 200).Select(i => Task.Run(async () =>
        {
            for (var d = 1; d <= 5; d++)
            {
                var a = await aggregates.Send($"x{i}", new KeepAnchor(new AnchorSigned(new DateOnly(2026, 1, d), 1, 1, 1, "r", "s")), new Request(Actor.System));
                Assert.Equal(AnswerKind.Done, a.Kind);
                Assert.Equal(d, a.Stored!.Version);
            }
        }));
        await Task.WhenAll(tasks);
        var anchors = new Anchors(store, aggregates, Path.Combine(dir.FullName, "a"));
        Assert.NotNull(await anchors.SignToday());
        var report = await Verification.Run(store, aggregates, Path.Combine(dir.FullName, "a"));
        Assert.Empty(report.Findings);
        Assert.Equal(1001, report.Events);
    }
}
