using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Parties;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Files;
using MediationHub.Store.Log;
using MediationHub.Store.Tests;
using MediationHub.Tests;
using MediationHub.Tests.Load;

namespace MediationHub.Faults;

[Collection(nameof(StoreServer))]
public class Two_nodes_on_one_database(StoreServer server)
{
    [Fact]
    public async Task Lose_no_update_and_make_none_twice_when_they_work_on_the_same_cases()
    {
        const int workers = 8, each = 25;
        await using var hub = await OpenedStore.New(server);
        var (other, second) = await hub.AnotherNode();
        await using var _ = other;
        var cases = await Task.WhenAll(Enumerable.Range(0, 3).Select(n => hub.Live(n, 3)));

        var conflicts = 0;
        await Task.WhenAll(Enumerable.Range(0, workers).Select(w => Task.Run(async () =>
        {
            var node = w % 2 == 0 ? hub.Aggregates : second;
            for (var i = 0; i < each; i++)
            {
                var id = cases[(w + i) % cases.Length];
                var minute = w * each + i;
                var command = new ScheduleSession(OpenedStore.Morning.AddDays(1).AddMinutes(minute * 30), OpenedStore.Morning.AddDays(1).AddMinutes(minute * 30 + 30), "第二调解室", SessionMode.OnSite);
                var key = new IdempotencyKey("mediator", $"{w}-{i}", [1]);
                while (true)
                {
                    var seen = (await node.Find<MediationCase>(id.Value))!.Version;
                    try
                    {
                        var answer = await node.Send(id.Value, command, new Request(Actor.System, seen, key));
                        if (answer.Kind is AnswerKind.Done or AnswerKind.Again) break;
                        Assert.Equal(AnswerKind.Stale, answer.Kind);
                    }
                    catch (StoreUnavailableException)
                    {
                        // Too many conflicts in a row: nothing was done.
                    }
                    Interlocked.Increment(ref conflicts);
                }
            }
        })));

        Assert.True(conflicts > 0, "they never met");
        var all = new List<DateTimeOffset>();
        foreach (var id in cases)
        {
            var stored = (await second.Find<MediationCase>(id.Value, int.MaxValue))!;
            Assert.Equal(3 + stored.State.Sessions.Count, stored.Version);
            Assert.Equal(stored.State.Sessions.Select((_, i) => $"s{i + 1}"), stored.State.Sessions.Select(s => s.Id));
            all.AddRange(stored.State.Sessions.Select(s => s.StartsAt));
        }
        Assert.Equal(workers * each, all.Count);
        Assert.Equal(all.Count, all.Distinct().Count());
        Assert.Empty((await hub.Verify()).Findings);
    }

    [Fact]
    public async Task Carry_out_a_request_once_that_reaches_both()
    {
        await using var hub = await OpenedStore.New(server);
        var (other, second) = await hub.AnotherNode();
        await using var _ = other;
        for (var n = 0; n < 20; n++)
        {
            var key = new IdempotencyKey("mediator", $"register-{n}", [1]);
            var answers = await Task.WhenAll(new IAggregates[] { hub.Aggregates, second }.Select(node => Task.Run(() =>
            {
                var id = new CaseId(NewId.Next("c"));
                return node.Send(id.Value, Life.Of(hub.Offices[0], id, n, OpenedStore.Morning)[0].Command, new Request(Actor.System, null, key));
            })));
            Assert.Single(answers, a => a.Kind is AnswerKind.Done);
            Assert.Single(answers, a => a.Kind is AnswerKind.Again);
            Assert.Equal(answers[0].Stored!.Id, answers[1].Stored!.Id);
        }
        Assert.Equal(20, await hub.Scalar("select count(*) from case_rows"));
        Assert.Empty((await hub.Verify()).Findings);
    }

    [Fact]
    public async Task Enter_a_person_into_the_roster_once()
    {
        await using var hub = await OpenedStore.New(server);
        var (other, second) = await hub.AnotherNode();
        await using var _ = other;
        var born = new DateOnly(1985, 6, 1);
        for (var n = 0; n < 10; n++)
        {
            var profile = new MediatorProfile { Name = "孙桂兰", Sex = Sex.Female, BornOn = born, IdType = IdType.ResidentId, IdNumber = People.ResidentNumber(born, 2 * n), Phone = "13844010002", Employer = "绿园区总工会", FullTime = false };
            var answers = await Task.WhenAll(new[] { hub.Aggregates, second }.Select((node, i) => Task.Run(() =>
                node.Send($"twin{n}{i}", new NominateMediator(new($"twin{n}{i}"), profile, QualitiesConfirmed: true), new Request(Actor.System)))));
            Assert.Single(answers, a => a.Kind is AnswerKind.Done);
            Assert.Equal("mediator-already-registered", Assert.Single(answers, a => a.Kind is AnswerKind.Refused).Refusal!.Code);
        }
        Assert.Empty((await hub.Verify()).Findings);
    }

    [Fact]
    public async Task Give_an_uploaded_file_to_one_case_where_two_used_to_name_it()
    {
        await using var hub = await OpenedStore.New(server);
        var (other, second) = await hub.AnotherNode();
        await using var _ = other;
        var files = new FileStore(hub.Store, Path.Combine(hub.Folder, "files"));
        for (var n = 0; n < 10; n++)
        {
            var (file, _) = await files.Add("工资条.pdf", "%PDF-1.4 x"u8.ToArray(), "mediator");
            var cases = await Task.WhenAll(hub.Live(n * 2, 3), hub.Live(n * 2 + 1, 3));
            var answers = await Task.WhenAll(cases.Select((id, i) => Task.Run(() =>
                (i == 0 ? hub.Aggregates : second).Send(id.Value, new AddEvidence(file!.Id, "工资条", new PartyId("a1")), new Request(Actor.System)))));
            Assert.Single(answers, a => a.Kind is AnswerKind.Done);
            Assert.Single(answers, a => a.Kind is AnswerKind.Refused);
        }
        Assert.Empty((await hub.Verify()).Findings);
    }

    [Fact]
    public async Task Say_no_only_on_what_stands_on_disk()
    {
        await using var hub = await OpenedStore.New(server);
        var (other, second) = await hub.AnotherNode();   // it listens to nobody
        await using var _ = other;
        var id = await hub.Live(1, 1);
        Assert.Equal(1, (await second.Find<MediationCase>(id.Value))!.Version);
        await hub.Send(id, Life.Of(hub.Offices[0], id, 1, OpenedStore.Morning)[1].Command);

        // What the second remembers would refuse the acceptance, and call the version that was seen on the first node stale.
        var accepted = await second.Send(id.Value, Life.Of(hub.Offices[0], id, 1, OpenedStore.Morning)[2].Command, new Request(Actor.System, Seen: 2));
        Assert.Equal((AnswerKind.Done, 3), (accepted.Kind, accepted.Stored?.Version));
    }

    [Fact]
    public async Task Show_a_case_as_the_other_left_it()
    {
        await using var hub = await OpenedStore.New(server);
        var (other, second) = await hub.AnotherNode();
        await using var _ = other;
        var id = await hub.Live(1, 2);
        await using var feed = new ChangeFeed(other, second.Forget);
        await using var told = feed.Watch(hub.Offices[0].Organization.Value, default).GetAsyncEnumerator();
        await told.MoveNextAsync();
        feed.Start();
        await told.MoveNextAsync();   // it listens now
        Assert.Equal(2, (await second.Find<MediationCase>(id.Value))!.Version);

        var steps = Life.Of(hub.Offices[0], id, 1, OpenedStore.Morning);
        for (var version = 3; version <= 6; version++)
        {
            await hub.Send(id, steps[version - 1].Command);
            while ((await second.Find<MediationCase>(id.Value))!.Version < version) await told.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        }
    }
}
