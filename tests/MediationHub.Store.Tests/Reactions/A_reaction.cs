using System.Diagnostics;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Keys;
using MediationHub.Store.Log;
using MediationHub.Store.Reactions;
using MediationHub.Tests;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace MediationHub.Store.Tests.Reactions;

/// <summary>Every accepted case is kept on hold: an effect that stands in the log once, however often it is asked for.</summary>
[Collection(nameof(StoreServer))]
public class A_reaction(StoreServer server)
{
    [Fact]
    public async Task Is_told_what_happened_in_the_order_of_the_log_and_once()
    {
        await using var hub = await OpenedStore.New(server);
        var cases = new List<CaseId>();
        for (var n = 0; n < 3; n++) cases.Add(await hub.Live(n, 3));
        var held = new HoldOnAcceptance();
        await Drive(hub, held, until: 3);
        Assert.Equal(cases.Select(c => c.Value), held.Heard.Select(h => h.Id));
        foreach (var id in cases) Assert.Equal(1, await Holds(hub, id));

        var late = await hub.Live(9, 3);
        await Drive(hub, held, until: 4);
        Assert.Equal(late.Value, held.Heard[^1].Id);
        Assert.Equal(4, held.Heard.Count);
    }

    [Fact]
    public async Task Goes_on_from_its_own_checkpoint_after_a_restart_and_another_one_begins_at_the_start()
    {
        await using var hub = await OpenedStore.New(server);
        await hub.Live(1, 3);
        await Drive(hub, new HoldOnAcceptance(), until: 1);
        await hub.Reopen();
        var second = await hub.Live(2, 3);

        var again = new HoldOnAcceptance();
        await Drive(hub, again, until: 1);
        Assert.Equal(second.Value, Assert.Single(again.Heard).Id);

        var other = new HoldOnAcceptance("another");
        await Drive(hub, other, until: 2);
        Assert.Equal(2, other.Heard.Count);
        Assert.Equal(2, await hub.Scalar("select count(*) from events where type = 'case.hold-placed/1'"));
    }

    [Fact]
    public async Task Doubles_nothing_when_it_was_killed_between_the_effect_and_the_checkpoint()
    {
        await using var hub = await OpenedStore.New(server);
        var id = await hub.Live(1, 3);
        var killed = new HoldOnAcceptance { BreaksOffAfterTheEffect = 1 };
        await Drive(hub, killed, until: 1);
        Assert.Equal(1, await Holds(hub, id));
        Assert.Equal(0, await hub.Scalar("select count(*) from checkpoints"));

        await hub.Reopen();
        var restarted = new HoldOnAcceptance();
        await Drive(hub, restarted, until: 1);
        Assert.Equal(id.Value, Assert.Single(restarted.Heard).Id);
        Assert.Equal(1, await Holds(hub, id));
        Assert.Equal(1, await hub.Scalar("select count(*) from checkpoints"));
        Assert.Empty((await hub.Verify()).Findings);
    }

    [Fact]
    public async Task Passes_over_no_event_that_commits_late()
    {
        await using var hub = await OpenedStore.New(server);
        var reaction = new HoldOnAcceptance { Sends = false };
        await hub.Live(1, 3);
        await Drive(hub, reaction, until: 1);
        var offset = await hub.Scalar("select tx_offset from installation");

        await using var connection = await hub.Store.Database.OpenConnectionAsync();
        await using var held = await connection.BeginTransactionAsync();
        await Insert(connection, Accepted(hub, "held"), offset);
        var after = await hub.Live(2, 3);   // committed while the other is held
        for (var i = 0; i < 5; i++)
        {
            await Once(hub, reaction);
            Assert.Single(reaction.Heard);
        }

        await held.CommitAsync();
        await Drive(hub, reaction, until: 3);
        Assert.Equal(["held", after.Value], reaction.Heard.Skip(1).Select(h => h.Id));
    }

    [Fact]
    public async Task Is_driven_by_one_node_at_a_time_and_by_the_other_when_that_one_dies()
    {
        await using var hub = await OpenedStore.New(server);
        var (other, aggregates) = await hub.AnotherNode();
        await using var _ = other;
        await hub.Live(1, 3);

        var first = (await DriversSeat.Take(hub.Store.Database))!;
        Assert.Null(await DriversSeat.Take(other.Database));
        await using (var kill = other.Database.CreateCommand("select pg_terminate_backend($1)"))
        {
            kill.Parameters.Add(new NpgsqlParameter<int> { TypedValue = first.Connection.ProcessID });
            await kill.ExecuteNonQueryAsync();
        }
        DriversSeat? second = null;
        for (var watch = Stopwatch.StartNew(); second is null; second = await DriversSeat.Take(other.Database)) Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), "the seat of a dead node is not free");

        // The dead node does not know yet: it may repeat an effect, but never moves the checkpoint.
        var dead = new HoldOnAcceptance();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => Of(hub.Store, hub.Aggregates, dead).Round(first));
        Assert.Equal(0, await hub.Scalar("select count(*) from checkpoints"));

        var living = new HoldOnAcceptance();
        var driven = Of(other, aggregates, living);
        for (var watch = Stopwatch.StartNew(); living.Heard.Count == 0; await driven.Round(second)) Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), "nothing was told");
        Assert.Equal(1, await hub.Scalar("select count(*) from events where type = 'case.hold-placed/1'"));
        await second.DisposeAsync();
        await first.DisposeAsync();
    }

    [Fact]
    public async Task Decides_on_what_stands_on_disk_where_another_node_wrote_last()
    {
        await using var hub = await OpenedStore.New(server);
        var (other, aggregates) = await hub.AnotherNode();
        await using var _ = other;
        var id = await hub.Live(1, 3);
        await hub.Send(id, new PlaceHold("法院调取卷宗"));
        Assert.NotNull(await aggregates.Find<MediationCase>(id.Value));   // kept there as it is now
        await hub.Send(id, new LiftHold("审理终结"));

        var reaction = new HoldOnAcceptance();
        await using var seat = (await DriversSeat.Take(other.Database))!;
        var driven = Of(other, aggregates, reaction);
        for (var watch = Stopwatch.StartNew(); reaction.Heard.Count == 0; await driven.Round(seat)) Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), "nothing was told");
        Assert.Equal(AnswerKind.Done, Assert.Single(reaction.Answers));
        Assert.Equal(2, await Holds(hub, id));
    }

    [Fact]
    public async Task That_breaks_off_holds_up_only_itself()
    {
        await using var hub = await OpenedStore.New(server);
        await hub.Live(1, 3);
        var (broken, sound) = (new HoldOnAcceptance("broken") { BreaksOffAfterTheEffect = int.MaxValue }, new HoldOnAcceptance("sound"));
        await using var seat = (await DriversSeat.Take(hub.Store.Database))!;
        var driven = Of(hub.Store, hub.Aggregates, broken, sound);
        for (var watch = Stopwatch.StartNew(); sound.Heard.Count == 0; await driven.Round(seat)) Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), "nothing was told");
        Assert.NotEmpty(broken.Heard);
        Assert.Equal(["reaction|sound"], await hub.Texts("select reader from checkpoints"));
    }

    [Fact]
    public async Task Goes_on_where_a_rule_says_no()
    {
        await using var hub = await OpenedStore.New(server);
        var id = await hub.Live(1, 3);
        await hub.Send(id, new PlaceHold("审计抽查"));   // held for another reason already
        var reaction = new HoldOnAcceptance();
        await Drive(hub, reaction, until: 1);
        Assert.Equal(AnswerKind.Refused, Assert.Single(reaction.Answers));
        Assert.Equal(1, await hub.Scalar("select count(*) from checkpoints"));
    }

    private static Store.Reactions.Reactions Of(HubStore store, IAggregates aggregates, params Reaction[] reactions) => new(store, aggregates, reactions, NullLogger<Store.Reactions.Reactions>.Instance);

    private static async Task Once(OpenedStore hub, Reaction reaction)
    {
        await using var seat = (await DriversSeat.Take(hub.Store.Database))!;
        await Of(hub.Store, hub.Aggregates, reaction).Round(seat);
    }

    /// <summary>Transactions of other databases on the server hold readers back for a moment, too.</summary>
    private static async Task Drive(OpenedStore hub, HoldOnAcceptance reaction, int until)
    {
        for (var watch = Stopwatch.StartNew(); reaction.Heard.Count < until; await Once(hub, reaction)) Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{reaction.Heard.Count} of {until} events were told");
        Assert.Equal(until, reaction.Heard.Count);
    }

    private static Task<long> Holds(OpenedStore hub, CaseId id) => hub.Scalar($"select count(*) from events where type = 'case.hold-placed/1' and stream = '{id}'");

    private static (StoredEvent Event, StreamKey Key) Accepted(OpenedStore hub, string id)
    {
        var key = StreamKey.Create(hub.Store.Keys, id);
        return (EventCodec.Encode(new CaseAccepted(hub.Offices[0].Mediator, ChinaTime.DayOf(OpenedStore.Morning), ChinaTime.DayOf(OpenedStore.Morning).AddDays(2), Late: false, RulebookVersion: 1), new("case", id), 1, OpenedStore.Morning, "test", key, EventCodec.Beginning), key);
    }

    private static async Task Insert(NpgsqlConnection connection, (StoredEvent Event, StreamKey Key) held, long offset)
    {
        var (stored, key) = held;
        await using var insert = new NpgsqlCommand(
            $"""
            with stream as (insert into streams (id, type, version, head, key) values ($1, 'case', 1, $2, $3))
            insert into events (tx, stream, version, type, at, actor, data, sealed, hash) values (pg_current_xact_id()::text::bigint + {offset}, $1, 1, $4, $5, $6, $7, $8, $2)
            """, connection);
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = stored.Stream });
        insert.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = stored.Hash });
        insert.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = key.Wrapped! });
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = stored.Type });
        insert.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = stored.At });
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = stored.Actor });
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = stored.Data });
        insert.Parameters.Add(new NpgsqlParameter { Value = (object?)stored.Sealed ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bytea });
        await insert.ExecuteNonQueryAsync();
    }

    private sealed class HoldOnAcceptance(string name = "hold-on-acceptance") : Reaction
    {
        public List<Heard> Heard { get; } = [];
        public List<AnswerKind> Answers { get; } = [];
        public bool Sends { get; init; } = true;
        public int BreaksOffAfterTheEffect { get; set; }

        public override string Name => name;
        public override IReadOnlyList<Type> ListensTo { get; } = [typeof(CaseAccepted)];

        public override async Task React(Heard heard, Reach reach, CancellationToken cancel)
        {
            Heard.Add(heard);
            if (!Sends) return;
            Assert.Equal(CaseStage.Accepted, (await reach.StateThen<MediationCase>(cancel)).Stage);
            Answers.Add((await reach.Send(heard.Id, new PlaceHold("受理后由程序保留"), cancel)).Kind);
            if (BreaksOffAfterTheEffect-- > 0) throw new InvalidOperationException("killed here");
        }
    }
}
