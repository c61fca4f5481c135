using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Statistics;
using MediationHub.Tests;
using MediationHub.Tests.Load;
using Npgsql;

namespace MediationHub.Store.Tests.Statistics;

/// <summary>The board shows what is committed, in whatever order: a slow transaction neither holds the others back nor is passed over when it ends.</summary>
[Collection(nameof(StoreServer))]
public class A_board_beside_slow_transactions(StoreServer server)
{
    [Fact]
    public async Task Counts_each_closing_when_it_is_committed_and_no_other()
    {
        await using var hub = await OpenedStore.New(server);
        var (other, there) = await hub.AnotherNode();
        await using var _ = other;
        var slow = await hub.Live(1, Life.Steps - 1, office: 1);
        var quick = await hub.Live(2, Life.Steps - 1, office: 0);
        Assert.Equal(("0/0", "0/0"), await Shown(hub));

        Task<Answer<MediationCase>> closing;
        await using (var connection = await hub.Store.Database.OpenConnectionAsync())
        await using (var held = await connection.BeginTransactionAsync())
        {
            await using (var hold = new NpgsqlCommand("select id from case_rows where id = $1 for update", connection) { Transaction = held, Parameters = { new() { Value = slow.Value } } }) await hold.ExecuteNonQueryAsync();
            closing = there.Send(slow.Value, Closing(hub, slow, 1, office: 1), new Request(Domain.Access.Actor.System));
            while (await hub.Scalar("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and backend_xid is not null") == 0) await Task.Delay(5);

            await hub.Send(quick, Closing(hub, quick, 2, office: 0));
            Assert.Equal(("1/1", "0/0"), await Shown(hub));
        }
        Assert.Equal(AnswerKind.Done, (await closing).Kind);
        Assert.Equal(("1/1", "1/1"), await Shown(hub));

        // Its transaction is the older one.
        Assert.Equal(1, await hub.Scalar($"select count(*) from events s, events q where s.stream = '{slow.Value}' and q.stream = '{quick.Value}' and s.type = q.type and s.type like 'case.closed/%' and s.tx < q.tx"));
        using var afresh = new RateBoard(hub.Store, hub.Store.Log);
        Assert.Equal(await Shown(hub), await Shown(hub, afresh));
    }

    /// <summary>Organizations move only with events that an earlier look did not see, so that a long transaction does not have everything behind its beginning read again and again.</summary>
    [Fact]
    public async Task Reads_nothing_again_that_it_has_seen()
    {
        await using var hub = await OpenedStore.New(server);
        await using var connection = await hub.Store.Database.OpenConnectionAsync();
        await using var held = await connection.BeginTransactionAsync();
        await using (var number = new NpgsqlCommand("select pg_current_xact_id()", connection) { Transaction = held }) await number.ExecuteNonQueryAsync();
        await hub.Live(1);
        var query = new Store.Statistics.Rankings(hub.Store).Query();
        var first = await hub.Store.Board.Sheet(query.Counters);
        hub.Store.Board.Touch();
        var again = await hub.Store.Board.Sheet(query.Counters);
        Assert.NotSame(first, again);
        Assert.Same(first.Groups[0], again.Groups[0]);
    }

    private static ICommand<MediationCase> Closing(OpenedStore hub, CaseId id, int n, int office) => Life.Of(hub.Offices[office], id, n, OpenedStore.Morning).Last().Command;

    /// <summary>The success rates of the two organizations as the board has them now; a figure of the same moment, reckoned from the counters alone, is the same.</summary>
    private static async Task<(string First, string Second)> Shown(OpenedStore hub, RateBoard? board = null)
    {
        var query = new Store.Statistics.Rankings(hub.Store).Query();
        hub.Store.Board.Touch();
        var sheet = await (board ?? hub.Store.Board).Sheet(query.Counters);
        var ranking = sheet.Rank(query);
        string Of(int office) => ranking.Of(hub.Offices[office].Organization.Value)!.Contender.Standing.Rate is var rate ? $"{rate.Numerator}/{rate.Denominator}" : "";
        for (var office = 0; office < 2; office++)
        {
            var figures = await new FigureReader(hub.Store).OfOrganization(hub.Offices[office].Organization.Value, query.From, query.To);
            var rate = query.Rules.Definition.Of(figures.Figures);
            Assert.Equal($"{rate.Numerator}/{rate.Denominator}", Of(office));
            Assert.Equal(figures.AsOf, sheet.AsOf);
        }
        return (Of(0), Of(1));
    }
}
