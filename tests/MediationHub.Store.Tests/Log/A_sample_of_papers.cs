using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Checklists;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Samplings;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Log;
using MediationHub.Store.Maintenance;
using MediationHub.Tests;
using MediationHub.Tests.Load;

namespace MediationHub.Store.Tests.Log;

/// <summary>A sample of ended cases is drawn by the program and can be drawn again from the log, whatever happened since.</summary>
[Collection(nameof(StoreServer))]
public class A_sample_of_papers(StoreServer server)
{
    private static readonly Actor Province = new("province", new HashSet<Role> { Role.Province }, Unit: "220000");

    [Fact]
    public async Task Is_drawn_again_the_same_after_other_cases_have_ended_and_one_was_reopened()
    {
        await using var hub = await OpenedStore.New(server);
        var day = ChinaTime.DayOf(OpenedStore.Morning);
        var cases = new List<CaseId>();
        for (var n = 0; n < 9; n++) cases.Add(await hub.Live(n));
        await hub.Live(20, Life.Steps - 1);                 // not ended
        await hub.Live(21, office: 1);                      // another organization's
        var drawn = await Drawn(hub, day);
        Assert.Equal(9, drawn.Draw!.PopulationSize);
        Assert.Equal(6, drawn.Picked.Count);
        Assert.All(drawn.Picked, p => Assert.Contains(p.CaseId, cases));

        for (var n = 30; n < 33; n++) await hub.Live(n);
        await hub.Send(drawn.Picked[0].CaseId, new RequestReopen("结案方式有误", ReopenGround.ClericalError));
        await hub.Send(drawn.Picked[0].CaseId, new ApproveReopen());

        var again = await Populations.At(hub.Store, hub.Aggregates, hub.Offices[0].Organization, day, day, new LogPosition(drawn.Draw.Tx, drawn.Draw.Position), default);
        Assert.True(drawn.Draw.Repeats(again));
        var now = await Populations.Now(hub.Store, hub.Aggregates, hub.Offices[0].Organization, day, day, default);
        Assert.Equal(11, now.Cases.Count);
        Assert.False(drawn.Draw.Repeats(now));
    }

    [Fact]
    public async Task Has_a_seed_that_nobody_chose_and_rows_that_a_rebuild_makes_again()
    {
        await using var hub = await OpenedStore.New(server);
        var day = ChinaTime.DayOf(OpenedStore.Morning);
        for (var n = 0; n < 6; n++) await hub.Live(n);
        var (one, other) = (await Drawn(hub, day, "ffffffffffffffffffffffffffffffff"), await Drawn(hub, day, "ffffffffffffffffffffffffffffffff"));
        Assert.NotEqual(one.Draw!.Seed, other.Draw!.Seed);
        Assert.DoesNotContain("ffffffffffffffffffffffffffffffff", new[] { one.Draw.Seed, other.Draw.Seed });

        foreach (var picked in one.Picked)
            Assert.Equal(AnswerKind.Done, (await hub.Aggregates.Send(one.Id.Value, new ScorePapers(picked.CaseId, [.. Checklist.Papers.Items.Select(i => new ScoredItem(i.Code, i.Points - 1))], "笔录缺少签名"), new Request(Province))).Kind);
        Assert.Equal(94m, (await hub.Aggregates.Send(one.Id.Value, new FinishSampling(), new Request(Province))).Stored!.State.Average);
        const string rows = "select to_jsonb(s)::text from sampling_rows s order by id";
        var before = await hub.Texts(rows);
        Assert.DoesNotContain(before, r => r.Contains("签名", StringComparison.Ordinal));
        await Rebuilding.Run(hub.Store);
        Assert.Equal(before, await hub.Texts(rows));
        Assert.Empty((await hub.Verify()).Findings);
    }

    private static async Task<Sampling> Drawn(OpenedStore hub, DateOnly day, string seed = "")
    {
        var id = NewId.Next("s");
        var answer = await hub.Aggregates.Send(id, new DrawSample(new(id), hub.Offices[0].Organization, day, day, 6, "选树核查") { Seed = seed }, new Request(Province));
        Assert.True(answer.Kind is AnswerKind.Done, answer.Refusal?.Chinese);
        return answer.Stored!.State;
    }
}
