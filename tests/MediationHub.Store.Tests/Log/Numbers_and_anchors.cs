using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Log;
using MediationHub.Store.Maintenance;
using MediationHub.Tests;
using MediationHub.Tests.Load;

namespace MediationHub.Store.Tests.Log;

[Collection(nameof(StoreServer))]
public class Numbers_of_cases(StoreServer server)
{
    [Fact]
    public async Task Are_unique_and_without_gaps_though_every_third_registration_fails()
    {
        await using var hub = await OpenedStore.New(server);
        var key = new IdempotencyKey("mediator", "one key for many", new byte[32]);
        await Task.WhenAll(Enumerable.Range(0, 90).Select(async n =>
        {
            var id = new CaseId(NewId.Next("c"));
            var register = Life.Of(hub.Offices[0], id, n, OpenedStore.Morning)[0].Command;
            // Every third sends the same idempotency key: all but one of these are turned away inside the committing transaction.
            await hub.Aggregates.Send(id.Value, register, new Request(Actor.System, Idempotency: n % 3 == 0 ? key with { Key = $"k{n % 2}" } : null));
        }));
        var numbers = (await hub.Texts("select number from case_rows")).Select(n => int.Parse(n[(n.IndexOf('〕') + 1)..].TrimEnd('号'))).Order().ToList();
        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
        Assert.InRange(numbers.Count, 61, 62);
    }

    [Fact]
    public async Task Begin_anew_for_each_organization_and_year()
    {
        await using var hub = await OpenedStore.New(server);
        await hub.Live(1, 1, office: 0);
        await hub.Live(2, 1, office: 1);
        hub.Clock.Now = OpenedStore.Morning.AddDays(60);
        var id = new CaseId(NewId.Next("c"));
        var stored = await hub.Send(id, Life.Of(hub.Offices[0], id, 3, hub.Clock.Now.AddHours(-1))[0].Command);
        Assert.EndsWith("〔2027〕1号", stored.State.Number);
        Assert.Equal(2, await hub.Scalar("select count(*) from case_rows where number like '%〔2026〕1号'"));
    }
}

[Collection(nameof(StoreServer))]
public class Daily_anchors(StoreServer server)
{
    [Fact]
    public async Task Cover_everything_and_show_what_was_changed_behind_them()
    {
        await using var hub = await OpenedStore.New(server);
        var anchors = new Anchors(hub.Store, hub.Aggregates, hub.AnchorFile);
        var id = await hub.Live(1);
        var first = await anchors.SignToday();
        Assert.Same(first, (await hub.Aggregates.Find<AnchorLog>(AnchorLog.Id))!.State.Last);
        Assert.Equal(first, await anchors.SignToday());   // one a day
        await hub.Live(2, 1);
        // A transaction of another test on the same server holds back what an anchor may cover; the next one covers it.
        var events = await hub.Store.Log.Stream(id.Value);
        var (signed, last) = (first is null ? 0 : 1, first);
        do
        {
            hub.Clock.Now = hub.Clock.Now.AddDays(1);
            last = await anchors.SignToday();
            if (last is not null) signed++;
        }
        while (last is null || last.Position < events[^1].Position);
        var report = await hub.Verify();
        Assert.Empty(report.Findings);
        Assert.Equal(signed, report.Anchors);

        // Someone with the database but without the signing key rewrites an event and its whole chain: the chain is sound, the anchor is not.
        var previous = events.Count > 1 ? events[^2].Hash : EventCodec.Beginning;
        var forged = events[^1] with { Actor = "somebody" };
        var hash = Convert.ToHexString(EventCodec.Hash(forged, previous));
        await hub.Execute($"update events set actor = 'somebody', hash = '\\x{hash}' where stream = '{id}' and version = {forged.Version}; update streams set head = '\\x{hash}' where id = '{id}'");
        Assert.Contains("的锚与日志不符", Assert.Single((await hub.Verify()).Findings));
    }

    [Fact]
    public async Task Outside_the_database_show_a_log_that_was_cut_short()
    {
        await using var hub = await OpenedStore.New(server);
        var anchors = new Anchors(hub.Store, hub.Aggregates, hub.AnchorFile);
        await hub.Live(1, 2);
        await anchors.SignToday();
        await hub.Execute("delete from events where stream = 'anchors'; delete from streams where id = 'anchors'");
        await hub.Reopen();
        Assert.Contains("库外锚文件中", Assert.Single((await hub.Verify()).Findings));
    }
}

[Collection(nameof(StoreServer))]
public class A_restored_database(StoreServer server)
{
    [Fact]
    public async Task Whose_transactions_begin_again_at_small_numbers_is_still_read_in_order()
    {
        await using var hub = await OpenedStore.New(server);
        await hub.Live(1, 3);
        await hub.Execute("update events set tx = tx + 1000000000");   // as if they had been written on a server that had lived longer
        await hub.Reopen();
        var later = await hub.Live(2, 2);
        var all = await hub.Read(LogPosition.Start, 10_000);
        Assert.Equal(await hub.Scalar("select count(*) from events"), all.Count);
        Assert.Equal([later.Value, later.Value], all.TakeLast(2).Select(e => e.Stream));   // behind everything written before the restore
        Assert.All(all.GroupBy(e => e.Stream), s => Assert.Equal(Enumerable.Range(1, s.Count()), s.Select(e => e.Version)));
        Assert.Empty((await hub.Verify()).Findings);
    }
}
