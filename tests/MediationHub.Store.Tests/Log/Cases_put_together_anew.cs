using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Log;
using MediationHub.Tests;
using MediationHub.Tests.Load;
using Npgsql;

namespace MediationHub.Store.Tests.Log;

/// <summary>A merger writes two records that stand already, in one transaction: whatever else happens to either, both have it or neither.</summary>
[Collection(nameof(StoreServer))]
public class Cases_put_together_anew(StoreServer server)
{
    private static readonly Request AsProgram = new(Actor.System, Newest: true);

    /// <summary>A case of one worker against the one company of these tests.</summary>
    private static async Task<CaseId> Case(OpenedStore hub, int n, bool accepted = true)
    {
        var id = new CaseId(NewId.Next("c"));
        var steps = Life.Of(hub.Offices[0], id, n, OpenedStore.Morning.AddMinutes(n));
        var company = ((RegisterCase)Life.Of(hub.Offices[0], id, 500, OpenedStore.Morning)[0].Command).Respondents;
        await hub.Send(id, (RegisterCase)steps[0].Command with { Respondents = company });
        foreach (var step in steps[1..3].TakeWhile(_ => accepted)) await hub.Send(id, step.Command);
        return id;
    }

    private static async Task<MediationCase> FromTheLog(OpenedStore hub, CaseId id) => (await new EmbeddedAggregates(hub.Store).Find<MediationCase>(id.Value, int.MaxValue))!.State;

    private static Task<long> Counted(OpenedStore hub, string counter) => hub.Scalar($"select coalesce(sum(n), 0) from counters where counter = '{counter}'");

    [Fact]
    public async Task A_merged_case_is_counted_once_and_both_records_say_so()
    {
        await using var hub = await OpenedStore.New(server);
        var (first, second) = (await Case(hub, 1), await Case(hub, 2));
        var number = (await FromTheLog(hub, first)).Number;
        await hub.Send(second, new MergeCase(first, "同一用人单位同一事由"));

        var gone = await FromTheLog(hub, second);
        Assert.Equal((CaseStage.Transferred, first, true), (gone.Stage, gone.TransferredTo!.Value, gone.Merged));
        // What this process had in memory of the other record is not what it goes on with.
        foreach (var into in new[] { (await hub.Aggregates.Find<MediationCase>(first.Value))!.State, await FromTheLog(hub, first) })
            Assert.Equal((number, 3, 4, 2), (into.Number, into.Parties.Count, into.Claims.Count, into.WorkersInvolved));
        Assert.Equal((1L, 1L, 2L, 1L), (await Counted(hub, "registered"), await Counted(hub, "accepted"), await Counted(hub, "registered.people"), await Counted(hub, "outcome.transferred")));
        Assert.Equal(3, await hub.Scalar($"select count(*) from case_parties where case_id = '{first}'"));
        Assert.Empty((await hub.Verify()).Findings);
        await hub.Send(second, new MergeCase(first, "同一用人单位同一事由"));   // asked twice
        Assert.Equal(4, (await FromTheLog(hub, first)).Claims.Count);
    }

    [Fact]
    public async Task A_node_that_has_the_earlier_case_in_memory_goes_on_from_the_merged_one()
    {
        await using var hub = await OpenedStore.New(server);
        var (first, second) = (await Case(hub, 1), await Case(hub, 2));
        var (store, node) = await hub.AnotherNode();
        await using var _ = store;
        Assert.Equal(2, (await node.Find<MediationCase>(first.Value))!.State.Parties.Count);
        await hub.Send(second, new MergeCase(first, "一并调解"));
        var answer = await node.Send(first.Value, new TransferCase(hub.Offices[1].Organization, "住所地在该辖区"), new Request(Actor.System));
        Assert.Equal((AnswerKind.Done, 3, true), (answer.Kind, answer.Stored!.State.Parties.Count, answer.Stored.State.Transfer is not null));
        Assert.Empty((await hub.Verify()).Findings);
    }

    [Fact]
    public async Task Merged_while_the_earlier_one_is_closed_elsewhere_has_one_order_or_the_other()
    {
        await using var hub = await OpenedStore.New(server);
        var (store, node) = await hub.AnotherNode();
        await using var _ = store;
        var merged = 0;
        for (var round = 0; round < 10; round++)
        {
            var (first, second) = (await Case(hub, 2 * round, accepted: false), await Case(hub, 2 * round + 1, accepted: false));
            var merging = hub.Aggregates.Send(second.Value, new MergeCase(first, "一并调解"), AsProgram);
            var closing = node.Send(first.Value, new CloseCase(Outcome.Void, null, ChinaTime.DayOf(hub.Clock.Now)), AsProgram);
            await Task.WhenAll(merging, closing);
            var (into, from) = (await FromTheLog(hub, first), await FromTheLog(hub, second));
            Assert.Equal((AnswerKind.Done, CaseStage.Closed), ((await closing).Kind, into.Stage));
            if ((await merging).Kind is AnswerKind.Done)
            {
                merged++;
                Assert.Equal((CaseStage.Transferred, 4, second), (from.Stage, into.Claims.Count, into.TookIn.Single()));
            }
            else
            {
                Assert.Equal("case-ended", (await merging).Refusal!.Code);
                Assert.Equal((CaseStage.Registered, 2, 0), (from.Stage, into.Claims.Count, into.TookIn.Count));
            }
        }
        Assert.Empty((await hub.Verify()).Findings);
        Assert.Equal(merged, await Counted(hub, "outcome.transferred"));
    }

    [Fact]
    public async Task Asked_of_many_at_once_one_case_goes_into_one_only()
    {
        await using var hub = await OpenedStore.New(server);
        var (store, node) = await hub.AnotherNode();
        await using var _ = store;
        var earlier = new List<CaseId>();
        for (var n = 0; n < 6; n++) earlier.Add(await Case(hub, n));
        var last = await Case(hub, 9);
        var answers = await Task.WhenAll(earlier.Select((into, i) => (i % 2 == 0 ? hub.Aggregates : node).Send(last.Value, new MergeCase(into, "一并调解"), AsProgram)));
        Assert.Single(answers, a => a.Kind is AnswerKind.Done);
        Assert.All(answers.Where(a => a.Kind is not AnswerKind.Done), a => Assert.Equal("case-ended", a.Refusal!.Code));
        Assert.Equal([4, 2, 2, 2, 2, 2], (await Task.WhenAll(earlier.Select(e => FromTheLog(hub, e)))).Select(c => c.Claims.Count).OrderDescending());
        Assert.Empty((await hub.Verify()).Findings);
    }

    [Fact]
    public async Task A_chain_of_mergers_at_once_loses_no_claim()
    {
        await using var hub = await OpenedStore.New(server);
        var (store, node) = await hub.AnotherNode();
        await using var _ = store;
        var cases = new List<CaseId>();
        for (var n = 0; n < 8; n++) cases.Add(await Case(hub, n));
        var answers = await Task.WhenAll(Enumerable.Range(1, 7).Select(i => (i % 2 == 0 ? hub.Aggregates : node).Send(cases[i].Value, new MergeCase(cases[i - 1], "一并调解"), AsProgram)));
        Assert.All(answers, a => Assert.True(a.Kind is AnswerKind.Done || a.Refusal?.Code is "case-ended", $"{a.Kind} {a.Refusal?.Code}"));
        var now = await Task.WhenAll(cases.Select(c => FromTheLog(hub, c)));
        Assert.Equal(16, now.Where(c => c.IsOpen).Sum(c => c.Claims.Count));
        Assert.Equal(8, now.Where(c => c.IsOpen).Sum(c => c.WorkersInvolved));
        Assert.Equal((now.Count(c => c.IsOpen), 8 - now.Count(c => c.IsOpen)), ((int)await Counted(hub, "registered"), (int)await Counted(hub, "outcome.transferred")));
        Assert.Empty((await hub.Verify()).Findings);
    }

    /// <summary>Every connection is cut while mergers are written: each of them is there whole, or not at all and done when it is asked for again.</summary>
    [Fact]
    public async Task Cut_off_anywhere_a_merger_is_whole_or_not_there()
    {
        await using var hub = await OpenedStore.New(server);
        var pairs = new List<(CaseId First, CaseId Second)>();
        for (var n = 0; n < 12; n++) pairs.Add((await Case(hub, 2 * n), await Case(hub, 2 * n + 1)));
        for (var round = 0; round < 3; round++)
        {
            var (began, aggregates) = (await hub.Scalar("select count(*) from events where type = 'case.merged/1'"), hub.Aggregates);
            var merging = Task.Run(async () =>
            {
                foreach (var (first, second) in pairs) await aggregates.Send(second.Value, new MergeCase(first, "一并调解"), AsProgram);
            });
            await using (var own = new NpgsqlConnection(hub.ConnectionString + ";Pooling=false"))
            {
                await own.OpenAsync();
                await using var count = new NpgsqlCommand("select count(*) from events where type = 'case.merged/1'", own);
                while (!merging.IsCompleted && (long)(await count.ExecuteScalarAsync())! < began + 2) await Task.Yield();
                await using var cut = new NpgsqlCommand("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()", own);
                await cut.ExecuteNonQueryAsync();
            }
            try { await merging; }
            catch (Exception e) when (e is StoreUnavailableException or NpgsqlException or IOException) { /* asked for again below */ }
            await hub.Reopen();
            Assert.Equal(await hub.Scalar("select count(*) from events where type = 'case.merged/1'"), await hub.Scalar("select count(*) from events where type = 'case.taken-in/1'"));
            Assert.Empty((await hub.Verify()).Findings);
        }
        foreach (var (first, second) in pairs)
        {
            await hub.Send(second, new MergeCase(first, "一并调解"));
            Assert.Equal(4, (await FromTheLog(hub, first)).Claims.Count);
        }
        Assert.Equal((12L, 12L), (await Counted(hub, "registered"), await Counted(hub, "outcome.transferred")));
        Assert.Empty((await hub.Verify()).Findings);
    }

    [Fact]
    public async Task A_case_split_by_two_at_once_is_split_once_and_numbered_without_a_gap()
    {
        await using var hub = await OpenedStore.New(server);
        var (store, node) = await hub.AnotherNode();
        await using var _ = store;
        var id = await Case(hub, 1);
        await hub.Send(id, new AddParty(PartySide.Applicant, new() { Kind = PartyKind.Person, Name = "钱某", Phone = "13800009999" }));
        CaseId[] parts = [new(NewId.Next("c")), new(NewId.Next("c"))];
        var answers = await Task.WhenAll(parts.Select((part, i) => (i == 0 ? hub.Aggregates : node).Send(id.Value, new SplitCase(part, [new("a2")], [2], "分别调解"), AsProgram)));
        Assert.Equal(["Done", "Refused"], answers.Select(a => $"{a.Kind}").Order());
        var whole = await FromTheLog(hub, id);
        var part = await FromTheLog(hub, whole.SplitInto.Single());
        Assert.Equal((1, 1, 1, 1), (whole.Applicants.Count(), whole.Claims.Count, part.Applicants.Count(), part.Claims.Count));
        Assert.Equal((CaseStage.Accepted, whole.ReceivedAt, id), (part.Stage, part.ReceivedAt, part.Origin!.SplitFrom!.Value));
        Assert.EndsWith("2号", part.Number);
        Assert.Equal(2, await Counted(hub, "registered"));
        Assert.Equal(2, await hub.Scalar("select count(*) from case_rows"));
        Assert.Empty((await hub.Verify()).Findings);
    }
}
