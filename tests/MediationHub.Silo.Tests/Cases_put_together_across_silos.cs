using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Silo.Grains;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Rows;
using MediationHub.Tests.Load;
using Orleans;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace MediationHub.Silo.Tests;

/// <summary>A merger writes two records in one transaction; each of them may live on another silo than the other, and than the request.</summary>
public sealed class Cases_put_together_across_silos(TwoSilos cluster) : IClassFixture<TwoSilos>
{
    private static readonly Request AsProgram = new(Actor.System, Newest: true);
    private static int _hours;

    private IAggregates One => cluster.One.Aggregates;
    private IAggregates Other => cluster.Other.Aggregates;

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Stand_merged_for_whoever_asks_next_on_any_silo(bool sameSilo, bool askedWhereItLives)
    {
        for (var round = 0; round < 6; round++)
        {
            var (home, away) = round % 2 == 0 ? (cluster.One, cluster.Other) : (cluster.Other, cluster.One);
            var (first, second) = (await Case(home), await Case(sameSilo ? home : away));
            await LivesOn(home, first);
            await LivesOn(sameSilo ? home : away, second);

            var through = (sameSilo == askedWhereItLives ? home : away).Aggregates;
            var merged = await through.Send(second.Value, new MergeCase(first, "同一用人单位同一事由"), new Request(Actor.System));
            Assert.Equal((AnswerKind.Done, true, CaseStage.Transferred), (merged.Kind, merged.Stored?.State.Merged, merged.Stored?.State.Stage));
            // The very next page, wherever it is asked for, and what both then send on the version that it showed.
            foreach (var silo in new[] { home, away })
            {
                Assert.Equal((4, 3, 4), Seen(await silo.Aggregates.Find<MediationCase>(first.Value)));
                Assert.True((await silo.Aggregates.Find<MediationCase>(second.Value))!.State.Merged);
            }
            var at = new DateTimeOffset(DateTime.UtcNow.Date.AddDays(2).AddHours(Interlocked.Increment(ref _hours)), TimeSpan.Zero);
            var next = await away.Aggregates.Send(first.Value, new ScheduleSession(at, at.AddMinutes(30), $"第{NewId.Next("r")}调解室", SessionMode.OnSite), new Request(cluster.Offices[0].Actor, Seen: 4));
            Assert.Equal((AnswerKind.Done, 5), (next.Kind, next.Stored?.Version));
            Assert.Equal("case-ended", (await home.Aggregates.Send(second.Value, new AskConsent(ChinaTime.DayOf(cluster.ReceivedAt)), new Request(cluster.Offices[0].Actor))).Refusal?.Code);
        }
        Assert.Empty((await cluster.Verify()).Findings);

        static (int, int, int) Seen(Stored<MediationCase>? stored) => (stored!.Version, stored.State.Parties.Count, stored.State.Claims.Count);
    }

    [Fact]
    public async Task Stand_merged_for_the_next_page_though_the_news_of_it_is_late()
    {
        var (first, second) = (await Case(cluster.One), await Case(cluster.Other));
        await LivesOn(cluster.One, first);
        // Nobody hears of a commit until both listen again, half a second later.
        await using (var cut = cluster.One.Installation.Store.Database.CreateCommand("select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity where datname = current_database() and query like 'listen %'"))
            Assert.Equal(2L, await cut.ExecuteScalarAsync());
        Assert.Equal(2, (await One.Find<MediationCase>(first.Value))!.State.Parties.Count);
        var merged = await Other.Send(second.Value, new MergeCase(first, "一并调解"), new Request(Actor.System));

        Assert.Equal((AnswerKind.Done, 3, 3), (merged.Kind, (await One.Find<MediationCase>(first.Value))!.State.Parties.Count, (await Other.Find<MediationCase>(first.Value))!.State.Parties.Count));
    }

    [Fact]
    public async Task Lose_nothing_that_is_done_to_either_while_they_are_merged()
    {
        for (var round = 0; round < 12; round++)
        {
            var (home, away) = round % 2 == 0 ? (cluster.One, cluster.Other) : (cluster.Other, cluster.One);
            var (first, second) = (await Case(home), await Case(away));
            var merging = (round % 4 < 2 ? home : away).Aggregates.Send(second.Value, new MergeCase(first, "一并调解"), AsProgram);
            // To the absorbed case on its own silo, to the taking one on its own, both from the other side.
            var adding = home.Aggregates.Send(second.Value, new AddParty(PartySide.Applicant, new() { Kind = PartyKind.Person, Name = "钱某", Phone = $"138{round:00000000}" }), AsProgram);
            var stating = away.Aggregates.Send(first.Value, new AddParty(PartySide.Applicant, new() { Kind = PartyKind.Person, Name = "孙某", Phone = $"139{round:00000000}" }), AsProgram);
            await Task.WhenAll(merging, adding, stating);

            Assert.Equal((AnswerKind.Done, AnswerKind.Done), ((await merging).Kind, (await stating).Kind));
            var (into, from) = (await FromTheLog(first), await FromTheLog(second));
            Assert.Equal((4, first, true), (into.Claims.Count, from.TransferredTo!.Value, from.Merged));
            if ((await adding).Kind is not AnswerKind.Done) Assert.Equal("case-ended", (await adding).Refusal?.Code);
            // Whoever was added before the merger went along; afterwards nobody could be.
            Assert.Equal((await adding).Kind is AnswerKind.Done ? 4 : 3, into.Applicants.Count());
            foreach (var silo in new[] { One, Other }) Assert.Equal(into.Parties.Count, (await silo.Find<MediationCase>(first.Value))!.State.Parties.Count);
        }
        Assert.Empty((await cluster.Verify()).Findings);
    }

    /// <summary>Neither waits for the other's turn, so they do not wait in a circle.</summary>
    [Fact]
    public async Task Are_merged_one_way_where_each_is_sent_into_the_other()
    {
        for (var round = 0; round < 8; round++)
        {
            var (a, b) = (await Case(cluster.One), await Case(cluster.Other));
            var answers = await Task.WhenAll(
                (round % 2 == 0 ? One : Other).Send(a.Value, new MergeCase(b, "一并调解"), AsProgram),
                (round % 3 == 0 ? One : Other).Send(b.Value, new MergeCase(a, "一并调解"), AsProgram));
            Assert.Equal(["Done", "Refused"], answers.Select(x => $"{x.Kind}").Order());
            Assert.Equal("case-ended", answers.Single(x => x.Kind is AnswerKind.Refused).Refusal!.Code);
            var now = new[] { await FromTheLog(a), await FromTheLog(b) };
            Assert.Equal(4, now.Single(c => c.IsOpen).Claims.Count);
        }
        Assert.Empty((await cluster.Verify()).Findings);
    }

    [Fact]
    public async Task Lose_no_claim_in_a_chain_of_mergers_at_once()
    {
        var cases = new List<CaseId>();
        for (var n = 0; n < 8; n++) cases.Add(await Case(n % 3 == 0 ? cluster.One : cluster.Other));
        var answers = await Task.WhenAll(Enumerable.Range(1, 7).Select(i => (i % 2 == 0 ? One : Other).Send(cases[i].Value, new MergeCase(cases[i - 1], "一并调解"), AsProgram)));
        Assert.All(answers, a => Assert.True(a.Kind is AnswerKind.Done || a.Refusal?.Code is "case-ended", $"{a.Kind} {a.Refusal?.Code}"));
        var now = await Task.WhenAll(cases.Select(FromTheLog));
        Assert.Equal((16, 8), (now.Where(c => c.IsOpen).Sum(c => c.Claims.Count), now.Where(c => c.IsOpen).Sum(c => c.WorkersInvolved)));
        Assert.Empty((await cluster.Verify()).Findings);
    }

    [Fact]
    public async Task Are_split_once_and_put_together_again_from_either_side()
    {
        for (var round = 0; round < 4; round++)
        {
            var (home, away) = round % 2 == 0 ? (cluster.One, cluster.Other) : (cluster.Other, cluster.One);
            var whole = await Case(home);
            await cluster.Do(away.Aggregates, whole, new AddParty(PartySide.Applicant, new() { Kind = PartyKind.Person, Name = "钱某", Phone = $"137{round:00000000}" }));
            CaseId[] parts = [new(NewId.Next("c")), new(NewId.Next("c"))];
            var answers = await Task.WhenAll(parts.Select((p, i) => (i == 0 ? home : away).Aggregates.Send(whole.Value, new SplitCase(p, [new("a2")], [2], "分别调解"), AsProgram)));
            Assert.Equal(["Done", "Refused"], answers.Select(a => $"{a.Kind}").Order());
            var part = (await FromTheLog(whole)).SplitInto.Single();
            foreach (var silo in new[] { home, away })
            {
                Assert.Equal((1, 1), ((await silo.Aggregates.Find<MediationCase>(whole.Value))!.State.Applicants.Count(), (await silo.Aggregates.Find<MediationCase>(part.Value))!.State.Applicants.Count()));
                Assert.Equal(CaseStage.Accepted, (await silo.Aggregates.Find<MediationCase>(part.Value))!.State.Stage);
            }
            await LivesOn(home, part);
            Assert.Equal(AnswerKind.Done, (await away.Aggregates.Send(part.Value, new MergeCase(whole, "双方愿一并调解"), new Request(Actor.System))).Kind);
            foreach (var silo in new[] { home, away })
                Assert.Equal((2, 2), ((await silo.Aggregates.Find<MediationCase>(whole.Value))!.State.Applicants.Count(), (await silo.Aggregates.Find<MediationCase>(whole.Value))!.State.Claims.Count));
        }
        Assert.Empty((await cluster.Verify()).Findings);
    }

    /// <summary>A silo on which one or the other lives, or both, is killed while they are merged: each merger is there whole, once, and every answer tells so.</summary>
    [Fact]
    public async Task Are_whole_when_a_silo_is_killed_between_their_mergers()
    {
        for (var round = 0; round < 2; round++)
        {
            var victim = new SiloProcess(Path.Combine(AppContext.BaseDirectory, "mediationhub-silo.dll"), cluster.Database, cluster.Folder);
            await victim.Start();
            var pairs = new List<(CaseId First, CaseId Second)>();
            try
            {
                var there = await Joined();
                for (var n = 0; n < 24; n++)
                {
                    var pair = (First: await Case(n % 4 == 0 ? cluster.One : null, n % 4 == 0 ? null : there), Second: await Case(n % 4 == 1 ? cluster.Other : null, n % 4 == 1 ? null : there));
                    Assert.Equal([n % 4 != 0, n % 4 != 1], [await PlaceOf(pair.First) == there, await PlaceOf(pair.Second) == there]);
                    pairs.Add(pair);
                }
                var done = 0;
                var killed = Task.CompletedTask;
                var answers = await Task.WhenAll(pairs.Select(async (pair, i) =>
                {
                    var answer = await (i % 2 == 0 ? One : Other).Send(pair.Second.Value, new MergeCase(pair.First, "一并调解"), AsProgram);
                    if (Interlocked.Increment(ref done) == 4) killed = victim.Kill();
                    return answer;
                }));
                await killed;
                Assert.All(answers, a => Assert.True(a.Kind is AnswerKind.Done, $"{a.Kind} {a.Refusal?.Chinese}"));
            }
            finally
            {
                if (pairs.Count < 24) await victim.Kill();
            }
            foreach (var (first, second) in pairs)
            {
                foreach (var silo in new[] { One, Other }) Assert.Equal(4, (await silo.Find<MediationCase>(first.Value))!.State.Claims.Count);
                Assert.Equal((1, 1), ((await FromTheLog(first)).TookIn.Count, await Events(second, "case.merged/1")));
                Assert.Equal(AnswerKind.Done, (await One.Send(second.Value, new MergeCase(first, "一并调解"), AsProgram)).Kind);   // asked again it is the same
                Assert.Equal(1, await Events(first, "case.taken-in/1"));
            }
            Assert.Empty((await cluster.Verify()).Findings);
        }

        async Task<SiloAddress> Joined()
        {
            while (true)
            {
                var hosts = await cluster.One.Grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true);
                if (hosts.Keys.SingleOrDefault(h => !h.Equals(cluster.One.Silo) && !h.Equals(cluster.Other.Silo)) is { } third) return third;
                await Task.Delay(50);
            }
        }
    }

    /// <summary>A case of one worker against the one company of these tests, accepted, living on a silo.</summary>
    private async Task<CaseId> Case(SiloNode? silo, SiloAddress? place = null)
    {
        var (id, life) = cluster.Life();
        var company = ((RegisterCase)Life.Of(cluster.Offices[0], id, 500, cluster.ReceivedAt)[0].Command).Respondents;
        if (place is not null) RequestContext.Set(IPlacementDirector.PlacementHintKey, place);
        try
        {
            var through = (silo ?? cluster.One).Aggregates;
            await cluster.Do(through, id, (RegisterCase)life[0].Command with { Respondents = company });
            foreach (var step in life[1..3]) await cluster.Do(through, id, step.Command);
        }
        finally
        {
            RequestContext.Clear();
        }
        return id;
    }

    private async Task LivesOn(SiloNode silo, CaseId id)
    {
        await silo.Aggregates.Find<MediationCase>(id.Value);
        Assert.Equal(silo.Silo, await PlaceOf(id));
    }

    private ValueTask<SiloAddress?> PlaceOf(CaseId id) => cluster.One.Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(cluster.One.Grains.GetGrain<ICaseGrain>(id.Value));

    private async Task<MediationCase> FromTheLog(CaseId id) => (await cluster.One.Installation.Aggregates.Find<MediationCase>(id.Value, int.MaxValue))!.State;

    private async Task<int> Events(CaseId id, string type)
    {
        await using var count = cluster.One.Installation.Store.Database.CreateCommand("select count(*)::int from events where stream = $1 and type = $2");
        count.Parameters.AddWithValue(id.Value);
        count.Parameters.AddWithValue(type);
        return (int)(await count.ExecuteScalarAsync())!;
    }
}
