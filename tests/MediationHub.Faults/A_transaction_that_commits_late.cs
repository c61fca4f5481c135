using System.Diagnostics;
using MediationHub.Store.Log;
using MediationHub.Store.Tests;
using MediationHub.Tests;
using Npgsql;

namespace MediationHub.Faults;

[Collection(nameof(StoreServer))]
public class A_transaction_that_commits_late(StoreServer server)
{
    [Fact]
    public async Task Is_not_passed_over_by_readers_and_is_read_once_in_its_place()
    {
        await using var hub = await OpenedStore.New(server);
        await hub.Live(1, 2);
        var read = new List<StoredEvent>();
        await ReadUntil(hub, read, await hub.Scalar("select count(*) from events"));
        var offset = await hub.Scalar("select tx_offset from installation");

        await using var connection = await hub.Store.Database.OpenConnectionAsync();
        await using var held = await connection.BeginTransactionAsync();
        await using (var insert = new NpgsqlCommand($"insert into events (tx, stream, version, type, at, actor, data, hash) values (pg_current_xact_id()::text::bigint + {offset}, 'held', 1, 'entry.late/1', now(), 'test', '{{}}', '\\x00')", connection))
            await insert.ExecuteNonQueryAsync();
        await hub.Live(2, 3);   // commits while the other is held

        for (var i = 0; i < 5; i++)
        {
            Assert.Empty(await hub.Read(At(read), 1_000));
            Assert.Equal(At(read), await hub.Store.Log.Newest());
        }

        await held.CommitAsync();
        await ReadUntil(hub, read, await hub.Scalar("select count(*) from events"));
        Assert.Equal(read.Count, read.Select(e => (e.Stream, e.Version)).Distinct().Count());
        Assert.Equal(read.OrderBy(e => e.Tx).ThenBy(e => e.Position), read);
        Assert.Equal("held", read[^4].Stream);   // before the three that were committed first
    }

    [Fact]
    public async Task Holds_back_nobody_where_it_belongs_to_another_database()
    {
        await using var hub = await OpenedStore.New(server);
        await using var other = await OpenedStore.New(server);
        await using var connection = await other.Store.Database.OpenConnectionAsync();
        await using var held = await connection.BeginTransactionAsync();
        await using (var number = new NpgsqlCommand("select pg_current_xact_id()", connection)) await number.ExecuteNonQueryAsync();

        await hub.Live(1, 2);
        Assert.Equal(await hub.Scalar("select count(*) from events"), (await hub.Read(LogPosition.Start, 1_000)).Count);
    }

    [Fact]
    public async Task Is_read_once_by_a_reader_that_runs_beside_many_writers()
    {
        await using var hub = await OpenedStore.New(server);
        var writing = Task.WhenAll(Enumerable.Range(0, 40).Select(n => hub.Live(n, office: n % 2)));
        var read = new List<StoredEvent>();
        while (!writing.IsCompleted) read.AddRange(await hub.Read(At(read), 100));
        await writing;
        await ReadUntil(hub, read, await hub.Scalar("select count(*) from events"));
        Assert.Equal(read.Count, read.Select(e => (e.Stream, e.Version)).Distinct().Count());
        foreach (var stream in read.GroupBy(e => e.Stream)) Assert.Equal(Enumerable.Range(1, stream.Count()), stream.Select(e => e.Version));
    }

    private static LogPosition At(List<StoredEvent> read) => read.Count == 0 ? LogPosition.Start : new(read[^1].Tx, read[^1].Position);

    /// <summary>What the server does by itself in this database, such as to analyze a table, holds readers back for a moment, too.</summary>
    private static async Task ReadUntil(OpenedStore hub, List<StoredEvent> read, long events)
    {
        for (var watch = Stopwatch.StartNew(); read.Count < events; await Task.Delay(5))
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{read.Count} of {events} events can be read");
            read.AddRange(await hub.Read(At(read), 1_000));
        }
        Assert.Equal(events, read.Count);
    }
}
