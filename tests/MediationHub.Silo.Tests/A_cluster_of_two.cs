using System.Collections.Concurrent;
using System.Diagnostics;
using MediationHub.Domain.Access;
using MediationHub.Domain.Calendars;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;
using MediationHub.Silo.Grains;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Keys;
using MediationHub.Store.Log;
using MediationHub.Store.Rows;
using MediationHub.Web.Hosting;
using Orleans;
using Orleans.Runtime;

namespace MediationHub.Silo.Tests;

public sealed class A_cluster_of_two(TwoSilos cluster) : IClassFixture<TwoSilos>
{
    private IAggregates One => cluster.One.Aggregates;
    private IAggregates Other => cluster.Other.Aggregates;

    [Fact]
    public void Has_a_grain_for_every_kind_of_record()
    {
        var records = typeof(MediationCase).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IAggregate<>)));
        var grains = typeof(ICaseGrain).Assembly.GetTypes().Where(t => t.IsInterface).SelectMany(t => t.GetInterfaces()).Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRecordGrain<>)).Select(i => i.GetGenericArguments()[0]);

        // The law lives in every node.
        var law = new[] { typeof(CalendarYears), typeof(RulebookVersions) };
        Assert.Equal(records.Except(law).Select(r => r.Name).Order(), grains.Select(g => g.Name).Distinct().Order());
    }

    [Fact]
    public async Task Takes_each_step_of_a_life_on_either_side()
    {
        var (id, life) = cluster.Life();
        for (var i = 0; i < life.Length; i++)
        {
            var (here, there) = i % 2 == 0 ? (One, Other) : (Other, One);
            var answered = await cluster.Do(here, id, life[i].Command);
            Assert.Equal(i + 1, answered.Version);
            Assert.Equal(i + 1, (await there.Find<MediationCase>(id.Value))!.Version);   // at once: no page needs a sticky session
            Assert.Equal(answered.State.Stage, (await here.Find<MediationCase>(id.Value))!.State.Stage);
        }

        var history = await Other.History<MediationCase>(id.Value);
        Assert.Equal(Enumerable.Range(1, life.Length), history.Select(h => h.Version));
        Assert.All(history, h => Assert.Equal(cluster.Offices[0].UserName, h.Actor));
        Assert.Equal(CaseStage.Closed, (await One.Find<MediationCase>(id.Value))!.State.Stage);
        Assert.Empty((await cluster.Verify()).Findings);
    }

    [Fact]
    public async Task Keeps_each_record_in_one_place()
    {
        var (id, life) = await cluster.Live(One, 3);
        await cluster.Do(Other, id, life[3].Command);

        var places = await Task.WhenAll(new[] { cluster.One, cluster.Other }.Select(async silo =>
            await silo.Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(silo.Grains.GetGrain<ICaseGrain>(id.Value))));
        Assert.All(places, place => Assert.Equal(cluster.One.Silo, place));   // where it was first asked for
    }

    [Fact]
    public async Task Loses_no_command_where_both_sides_send_at_once()
    {
        var (id, _) = await cluster.Live(One, 3);
        const int senders = 16;
        var answers = await Task.WhenAll(Enumerable.Range(0, senders).Select(i => Task.Run(() =>
        {
            var at = new DateTimeOffset(DateTime.UtcNow.Date.AddDays(3).AddHours(i), TimeSpan.Zero);
            return (i % 2 == 0 ? One : Other).Send(id.Value, new ScheduleSession(at, at.AddMinutes(30), $"第{i}调解室", SessionMode.OnSite), new Request(Actor.System));
        })));

        Assert.All(answers, a => Assert.Equal(AnswerKind.Done, a.Kind));
        Assert.Equal(Enumerable.Range(4, senders), answers.Select(a => a.Stored!.Version).Order());
        Assert.Equal(senders, (await Other.Find<MediationCase>(id.Value))!.State.Sessions.Count);
    }

    [Fact]
    public async Task Carries_out_a_request_once_whichever_silo_it_reaches()
    {
        var (id, life) = await cluster.Live(One, 2);
        var request = new Request(cluster.Offices[0].Actor, Seen: 2, new IdempotencyKey(cluster.Offices[0].UserName, NewId.Next("k"), [1, 2, 3]));

        Assert.Equal(AnswerKind.Done, (await One.Send(id.Value, life[2].Command, request)).Kind);
        var again = await Other.Send(id.Value, life[2].Command, request);

        Assert.Equal((AnswerKind.Again, 3), (again.Kind, again.Stored?.Version));
        Assert.Equal(AnswerKind.KeyReused, (await Other.Send(id.Value, life[2].Command, request with { Idempotency = request.Idempotency! with { Request = [9] } })).Kind);
        Assert.Equal(3, (await One.Find<MediationCase>(id.Value))!.Version);
    }

    [Fact]
    public async Task Tells_from_afar_why_it_says_no()
    {
        var (id, life) = await cluster.Live(One, 1);

        var refused = await Other.Send(id.Value, life[2].Command, new Request(cluster.Offices[0].Actor));
        Assert.Equal(AnswerKind.Refused, refused.Kind);
        Assert.Equal((await One.Send(id.Value, life[2].Command, new Request(cluster.Offices[0].Actor))).Refusal!.Chinese, refused.Refusal!.Chinese);
        Assert.Equal(AnswerKind.Stale, (await Other.Send(id.Value, life[1].Command, new Request(cluster.Offices[0].Actor, Seen: 7))).Kind);
    }

    [Fact]
    public async Task Carries_who_asks()
    {
        var (id, life) = await cluster.Live(One, 1);
        var stranger = cluster.Offices[1].Actor;
        var citizen = new Actor("auditor", new HashSet<Role> { Role.Auditor });

        Assert.Equal(AnswerKind.NotFound, (await Other.Send(id.Value, life[1].Command, new Request(stranger))).Kind);
        Assert.Equal(AnswerKind.Forbidden, (await Other.Send(id.Value, life[1].Command, new Request(citizen))).Kind);
        Assert.Equal(1, (await One.Find<MediationCase>(id.Value))!.Version);
    }

    [Fact]
    public async Task Carries_the_trace()
    {
        var (id, life) = await cluster.Live(One, 1);
        var sent = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "MediationHub.Store" or "test" || source.Name.StartsWith("Microsoft.Orleans", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = sent.Add,
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("test");
        ActivityTraceId trace;
        using (var page = source.StartActivity("page")!)
        {
            trace = page.TraceId;
            await cluster.Do(Other, id, life[1].Command);
        }

        var command = Assert.Single(sent, a => a.OperationName == "command" && a.TraceId == trace);
        Assert.Equal("RecordConsent", command.GetTagItem("command"));
    }

    [Fact]
    public async Task Lets_no_activation_commit_that_was_given_up()
    {
        var (id, life) = await cluster.Live(One, 2);
        // What a silo that nobody told remembers: it hears of no change.
        var forgotten = new EmbeddedAggregates(cluster.Other.Installation.Store);
        Assert.Equal(2, (await forgotten.Find<MediationCase>(id.Value))!.Version);
        await cluster.Do(One, id, life[2].Command);

        var stale = await forgotten.Send(id.Value, new AskConsent(ChinaTime.DayOf(cluster.ReceivedAt)), new Request(cluster.Offices[0].Actor, Seen: 2));
        Assert.Equal((AnswerKind.Stale, 3), (stale.Kind, stale.Stored?.Version));
        // Without a version seen it commits, too, but on what stands on disk.
        var later = new DateTimeOffset(DateTime.UtcNow.Date.AddDays(9).AddHours(2), TimeSpan.Zero);
        forgotten = new EmbeddedAggregates(cluster.Other.Installation.Store);
        await forgotten.Find<MediationCase>(id.Value);
        await cluster.Do(One, id, life[3].Command);
        var decidedAnew = await forgotten.Send(id.Value, new ScheduleSession(later, later.AddMinutes(30), "第九调解室", SessionMode.OnSite), new Request(Actor.System));
        Assert.Equal((AnswerKind.Done, 5), (decidedAnew.Kind, decidedAnew.Stored?.Version));
        Assert.Equal(2, decidedAnew.Stored!.State.Sessions.Count);
        Assert.Empty((await cluster.Verify()).Findings);
    }

    [Fact]
    public async Task Works_beside_the_embedded_runtime_on_one_database()
    {
        var keys = KeyRing.Open(Path.Combine(cluster.Folder, "installation.key"));
        await using var store = await HubStore.Open(cluster.Database, keys, Projections.All(keys));
        var embedded = new EmbeddedAggregates(store);
        await using var changes = new ChangeFeed(store, embedded.Forget);
        changes.Start();
        IAggregates[] nodes = [One, embedded, Other];

        var lives = await Task.WhenAll(Enumerable.Range(0, 12).Select(async n =>
        {
            var (id, life) = cluster.Life(n % 2);
            for (var i = 0; i < life.Length; i++)
            {
                var answer = await nodes[(n + i) % 3].Send(id.Value, life[i].Command, new Request(cluster.Offices[n % 2].Actor, i == 0 ? null : i));
                Assert.True(answer.Kind is AnswerKind.Done, $"{life[i].Name} through {(n + i) % 3}: {answer.Kind} {answer.Refusal?.Chinese}");
                Assert.Equal(i + 1, answer.Stored!.Version);
            }
            return id;
        }));

        foreach (var id in lives)
        {
            Assert.Equal(CaseStage.Closed, (await One.Find<MediationCase>(id.Value, int.MaxValue))!.State.Stage);
            Assert.Equal(11, (await embedded.History<MediationCase>(id.Value)).Count);
        }
        Assert.Empty((await cluster.Verify()).Findings);
    }

    [Fact]
    public async Task Drives_in_one_place_and_only_with_the_seat()
    {
        // Somebody of the cluster drives, so nobody else can.
        for (var watch = Stopwatch.StartNew(); await Store.Reactions.DriversSeat.Take(cluster.One.Installation.Store.Database) is { } free; await Task.Delay(50))
        {
            await free.DisposeAsync();
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), "nobody drives");
        }
        await using var count = cluster.One.Installation.Store.Database.CreateCommand("select count(*) from silo_reminders");
        Assert.Equal(1L, await count.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Holds_the_figures_of_an_organization_as_they_move()
    {
        var organization = cluster.Offices[1].Organization.Value;
        var grain = cluster.Other.Grains.GetGrain<IOrganizationGrain>(organization);
        var before = await grain.Figures();
        await cluster.Live(One, 11, office: 1);

        var counted = await OrganizationFigures.Of(cluster.One.Installation.Store, organization, before.To);
        Assert.True(counted.Succeeded > before.Succeeded);
        for (var watch = Stopwatch.StartNew(); !(await grain.Figures()).SameAs(counted); await Task.Delay(20))
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"the figures stay {await grain.Figures()}, not {counted}");
    }
}
