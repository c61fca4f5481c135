using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Maintenance;
using MediationHub.Tests;
using MediationHub.Tests.Load;

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
