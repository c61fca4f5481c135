using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Log;
using MediationHub.Store.Maintenance;
using MediationHub.Tests;
using MediationHub.Tests.Load;
using Npgsql;

namespace MediationHub.Store.Tests.Log;

[Collection(nameof(StoreServer))]
public class Rows_of_an_earlier_program(StoreServer server)
{
    [Fact]
    public async Task Are_made_anew_at_the_first_start_and_only_then()
    {
        await using var hub = await OpenedStore.New(server);
        await hub.Live(1);
        await hub.Execute("delete from case_search; update case_rows set applicants = ''; update installation set projections = 'of an earlier program'");
        await hub.Reopen();
        Assert.Empty((await hub.Verify()).Findings);
        Assert.NotEqual("of an earlier program", Assert.Single(await hub.Texts("select projections from installation")));

        await hub.Execute("update case_rows set claimed = 1");
        await hub.Reopen();
        Assert.NotEmpty((await hub.Verify()).Findings);   // nobody rebuilds what has not changed
    }

    /// <summary>With ten million events the first row came after half a minute of sorting, and the program gave up at its start.</summary>
    [Fact]
    public async Task Are_made_from_a_log_that_may_take_any_time_to_be_sorted()
    {
        await using var hub = await OpenedStore.New(server);
        await hub.Live(1);
        await using var hurried = await hub.AnotherNode("Command Timeout=1");
        await using var reading = await hurried.AtLength.OpenConnectionAsync();
        await using var own = new NpgsqlConnection(hub.ConnectionString);
        await own.OpenAsync();
        Task<int> whole;
        await using (var slow = await own.BeginTransactionAsync())
        {
            await using var hold = new NpgsqlCommand("lock table events in access exclusive mode", own);
            await hold.ExecuteNonQueryAsync();
            whole = Task.Run(() => LogReader.ByStream(reading).Count());
            const string waited = "select count(*) from pg_stat_activity where datname = current_database() and query like 'copy %' and wait_event_type = 'Lock' and now() - query_start > interval '1.5 seconds'";
            while (!whole.IsCompleted && await hub.Scalar(waited) == 0) await Task.Yield();
            await slow.CommitAsync();
        }
        Assert.Equal(await hub.Scalar("select count(*) from events"), await whole);
    }

    [Fact]
    public async Task Keep_their_indexes_when_they_are_made_anew()
    {
        await using var hub = await OpenedStore.New(server);
        const string indexes = "select indexdef from pg_indexes where schemaname = 'public' order by 1";
        var before = await hub.Texts(indexes);
        await hub.Live(1);
        await Rebuilding.Run(hub.Store);
        Assert.Equal(before, await hub.Texts(indexes));
    }

    [Fact]
    public async Task Hold_no_word_of_facts_or_records()
    {
        await using var hub = await OpenedStore.New(server);
        var id = await hub.Live(2);
        var c = (await hub.Aggregates.Find<MediationCase>(id.Value))!.State;
        var rows = string.Join('\n', await hub.Texts("select s::text from case_search s")) + string.Join('\n', await hub.Texts("select r::text from case_rows r"));
        Assert.All(c.Sessions.SelectMany(s => s.Record!.Statements).Select(s => s.Text.Value!).Append(c.Facts.Value!), text => Assert.DoesNotContain(text[..6], rows));
        Assert.Equal(2, await hub.Scalar($"select count(*) from case_search where case_id = '{id}'"));   // the dispute, and the one session
    }
}
