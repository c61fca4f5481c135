using MediationHub.Domain.Access;
using MediationHub.Domain.Calendars;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Amendments;
using MediationHub.Store.Maintenance;
using MediationHub.Tests;
using MediationHub.Tests.Load;

namespace MediationHub.Store.Tests.Amendments;

/// <summary>The amendments are made up. The cases are received on Monday, 2 November 2026: ACC3 until the 5th, MED15R until the 17th.</summary>
[Collection(nameof(StoreServer))]
public class An_amended_calendar(StoreServer server)
{
    private static readonly CalendarEntry[] Of2026 = [.. WorkCalendar.BuiltIn.DaysOf(2026).Select(d => new CalendarEntry(d.On, d.Kind, d.Holiday))];

    private static LoadCalendarYear With2026(params string[] off) =>
        new(2026, [.. Of2026, .. off.Select(day => new CalendarEntry(DateOnly.Parse(day), DayKind.Off, "补休"))], null, "虚构的调整", "虚构的调整");

    private static readonly LoadCalendarYear Load2027 = new(2027, [new(new(2026, 12, 31), DayKind.Off, "元旦"), new(new(2027, 1, 1), DayKind.Off, "元旦"), new(new(2027, 1, 4), DayKind.Off, "元旦")], null, "虚构的2027年安排");

    private static async Task Amend(EmbeddedAggregates aggregates, LoadCalendarYear load)
    {
        var answer = await aggregates.Send(CalendarYears.Id, load, new Request(Actor.System));
        Assert.True(answer.Kind is AnswerKind.Done, answer.Refusal?.Chinese);
    }

    private static Task<List<string>> Clocks(OpenedStore hub, CaseId id) =>
        hub.Texts($"select rule || ' ' || due_on || case when provisional then ' provisional' else '' end from case_clocks where case_id = '{id}' order by rule");

    private static Task<List<string>> Line(OpenedStore hub, CaseId id) => hub.Texts($"select due_rule || ' ' || due_on || ' v' || version from case_rows where id = '{id}'");

    private static async Task Clean(OpenedStore hub) => Assert.Empty((await hub.Verify()).Findings);

    [Fact]
    public async Task Stands_in_the_log_from_the_first_start_on()
    {
        await using var hub = await OpenedStore.New(server);
        Assert.Equal(15, await hub.Scalar("select count(*) from events where stream = 'calendar' and type = 'calendar.year-loaded/1'"));
        Assert.Equal(1, await hub.Scalar("select count(*) from events where stream = 'rulebook'"));
        Assert.Equal((15, 1), (hub.Store.Law.Current.CalendarStream, hub.Store.Law.Current.RulebookStream));
        await Amend(hub.Aggregates, Load2027);
        await hub.Reopen();
        Assert.Equal((16, 2, 2027), (hub.Store.Law.Current.CalendarStream, hub.Store.Calendar.Edition, hub.Store.Calendar.LastLoadedDay.Year));
        await Recomputation.Run(hub.Store);
        await Clean(hub);
    }

    [Fact]
    public async Task Moves_the_clocks_of_open_cases_and_only_those()
    {
        await using var hub = await OpenedStore.New(server);
        var (registered, mediated, other, closed) = (await hub.Live(1, 1), await hub.Live(2, 5), await hub.Live(3, 1, office: 1), await hub.Live(4));
        Assert.Equal(["ACC3 2026-11-05", "MED15R 2026-11-17"], await Clocks(hub, registered));
        var (before, ended) = (await hub.Texts("select r::text from case_rows r where stage = 'closed'"), await Line(hub, closed));

        await Amend(hub.Aggregates, With2026("2026-11-05", "2026-11-17"));
        Assert.True(await Recomputation.IsPending(hub.Store));
        Assert.Contains((await hub.Verify()).Findings, f => f.Contains("recompute"));
        var steps = new List<Recomputed>();
        var done = await Recomputation.Run(hub.Store, steps.Add);

        Assert.Equal((5, 5), (done.Total, done.Done));   // two of each registered case, one of the mediated
        Assert.Equal(done, steps[^1]);
        Assert.Equal(["ACC3 2026-11-06", "MED15R 2026-11-18"], await Clocks(hub, registered));
        Assert.Equal(["ACC3 2026-11-06", "MED15R 2026-11-18"], await Clocks(hub, other));
        Assert.Equal(["MED15R 2026-11-18"], await Clocks(hub, mediated));
        Assert.Equal(["ACC3 2026-11-06 v1"], await Line(hub, registered));
        Assert.Equal(before, await hub.Texts("select r::text from case_rows r where stage = 'closed'"));
        Assert.Equal(ended, await Line(hub, closed));
        Assert.Equal(new DateOnly(2026, 11, 17), CaseClocks.Closing((await hub.Aggregates.Find<MediationCase>(closed.Value))!.State, hub.Store.Calendar, hub.Store.Rules).Due);
        Assert.False(await Recomputation.IsPending(hub.Store));
        await Clean(hub);

        Assert.Equal(0, (await Recomputation.Run(hub.Store)).Done);   // nothing differs, nothing is written
        await Rebuilding.Run(hub.Store);
        Assert.Equal(["ACC3 2026-11-06", "MED15R 2026-11-18"], await Clocks(hub, registered));
    }

    [Fact]
    public async Task Settles_provisional_clocks_when_the_next_year_is_loaded()
    {
        await using var hub = await OpenedStore.New(server);
        hub.Clock.Now = OpenedStore.Morning.AddDays(48);   // Sunday, 20 December
        var id = new CaseId("c1");
        await hub.Send(id, Life.Of(hub.Offices[0], id, 1, hub.Clock.Now.AddHours(-1))[0].Command);
        Assert.Equal(["ACC3 2026-12-23 provisional", "MED15R 2027-01-04 provisional"], await Clocks(hub, id));

        await Amend(hub.Aggregates, Load2027);
        await Recomputation.Run(hub.Store);

        Assert.Equal(["ACC3 2026-12-23", "MED15R 2027-01-05"], await Clocks(hub, id));   // the 4th was made a day off
        await Clean(hub);
    }

    [Fact]
    public async Task Restates_which_acceptances_were_in_time_while_the_case_is_open_and_not_after()
    {
        await using var hub = await OpenedStore.New(server);
        var ids = new List<CaseId>();
        foreach (var n in new[] { 1, 2 })
        {
            var id = await hub.Live(n, 2);
            hub.Clock.Now = OpenedStore.Morning.AddDays(4);   // the 6th: a day late
            await hub.Send(id, new AcceptCase(hub.Offices[0].Mediator, ChinaTime.DayOf(hub.Clock.Now)));
            hub.Clock.Now = OpenedStore.Morning.AddHours(7);
            ids.Add(id);
        }
        const string inTime = "select coalesce(sum(n), 0) from counters where counter = 'accepted.inTime'";
        Assert.Equal(0, await hub.Scalar(inTime));
        hub.Clock.Now = OpenedStore.Morning.AddDays(7);
        await hub.Send(ids[1], new CloseCase(Outcome.Terminated, null, new(2026, 11, 6), TerminationGround.Death));

        await Amend(hub.Aggregates, With2026("2026-11-05"));
        Assert.Equal(1, await hub.Scalar(inTime));   // the open one; in the amendment's own transaction
        await Recomputation.Run(hub.Store);
        await Clean(hub);

        // A command on it afterwards counts nothing twice, and it keeps what held at its end.
        await hub.Send(ids[0], new CloseCase(Outcome.Terminated, null, new(2026, 11, 6), TerminationGround.Death));
        await Amend(hub.Aggregates, new LoadCalendarYear(2026, Of2026, null, "原安排", "撤销调整"));
        await Recomputation.Run(hub.Store);
        Assert.Equal(1, await hub.Scalar(inTime));
        await Clean(hub);
    }

    [Fact]
    public async Task Is_noticed_by_a_node_that_heard_nothing_before_it_commits_anything()
    {
        await using var hub = await OpenedStore.New(server);
        var id = await hub.Live(1, 2);
        var (other, there) = await hub.AnotherNode();
        await using var _ = other;
        await there.Find<MediationCase>(id.Value);
        hub.Clock.Now = OpenedStore.Morning.AddDays(4);

        await Amend(hub.Aggregates, With2026("2026-11-05"));
        Assert.True(other.Calendar.IsWorkingDay(new(2026, 11, 5)));   // it did not listen
        var answer = await there.Send(id.Value, new AcceptCase(hub.Offices[0].Mediator, new(2026, 11, 6)), new Request(Actor.System));

        Assert.Equal(AnswerKind.Done, answer.Kind);
        var accepted = Assert.IsType<CaseAccepted>((await there.History<MediationCase>(id.Value))[^1].Event);
        Assert.Equal((new DateOnly(2026, 11, 6), false), (accepted.Due, accepted.Late));
        Assert.Equal(hub.Store.Law.Current.Revision, other.Law.Current.Revision);
        hub.Aggregates.Forget(id.Value);
        await Recomputation.Run(hub.Store);
        await Clean(hub);
    }

    [Fact]
    public async Task Lets_no_case_be_decided_under_stale_law_while_another_node_amends()
    {
        await using var hub = await OpenedStore.New(server);
        var (other, there) = await hub.AnotherNode();
        await using var _ = other;
        hub.Clock.Now = OpenedStore.Morning.AddDays(5);   // Saturday; the cases are received on Tuesday, the 3rd
        var going = true;
        var cases = 0;
        var working = Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            var node = worker % 2 == 0 ? there : hub.Aggregates;
            for (var n = 0; Volatile.Read(ref going); n++)
            {
                var id = new CaseId(NewId.Next("c"));
                foreach (var step in Life.Of(hub.Offices[worker % 2], id, worker * 1000 + n, OpenedStore.Morning.AddDays(1)).Take(2))
                    Assert.Equal(AnswerKind.Done, (await node.Send(id.Value, step.Command, new Request(Actor.System))).Kind);
                Assert.Equal(AnswerKind.Done, (await node.Send(id.Value, new AcceptCase(hub.Offices[worker % 2].Mediator, new(2026, 11, 7)), new Request(Actor.System))).Kind);
                Interlocked.Increment(ref cases);
            }
        })).ToArray();

        // The 5th is a day off, is worked, is a day off …: accepting on the 7th is in time, late, in time.
        for (var round = 0; round < 12; round++)
        {
            var until = Volatile.Read(ref cases) + 10;
            while (Volatile.Read(ref cases) < until && !working.Any(w => w.IsFaulted)) await Task.Yield();
            await Amend(round % 3 == 0 ? there : hub.Aggregates, round % 2 == 0 ? With2026("2026-11-05") : new LoadCalendarYear(2026, Of2026, null, "原安排", "撤销调整"));
            if (round % 4 == 1) await Recomputation.Run(round % 3 == 0 ? hub.Store : other);
        }
        Volatile.Write(ref going, false);
        await Task.WhenAll(working);
        await Recomputation.Run(hub.Store);

        await Clean(hub);
        // What each acceptance says of its last day is what the calendar said when it was committed.
        Assert.Equal(0, await hub.Scalar(
            """
            select count(*) from events e
            join lateral (select data::json #>> '{arrangement,source}' as source from events y where y.stream = 'calendar' and (y.tx, y.position) < (e.tx, e.position) order by y.tx desc, y.position desc limit 1) law on true
            where e.type = 'case.accepted/1' and (e.data::json ->> 'due' = '2026-11-09') <> (law.source = '虚构的调整')
            """));
        Assert.True(await hub.Scalar("select count(distinct data::json ->> 'due') from events where type = 'case.accepted/1'") == 2);
    }

    [Fact]
    public async Task Is_worked_off_where_it_was_broken_off()
    {
        await using var hub = await OpenedStore.New(server);
        var (first, second) = (await hub.Live(1, 1), await hub.Live(2, 1));
        await Amend(hub.Aggregates, With2026("2026-11-05", "2026-11-17"));
        await Assert.ThrowsAsync<OperationCanceledException>(() => Recomputation.Run(hub.Store, _ => throw new OperationCanceledException()));
        Assert.True(await Recomputation.IsPending(hub.Store));

        await hub.Reopen();
        var rest = await Recomputation.Run(hub.Store);

        Assert.Equal(2, rest.Done);   // the clocks that end on the 17th; those of the 5th were done
        Assert.Equal(["ACC3 2026-11-06", "MED15R 2026-11-18"], await Clocks(hub, first));
        Assert.Equal(await Clocks(hub, first), await Clocks(hub, second));
        await Clean(hub);
    }

    [Fact]
    public async Task Shows_what_would_move_before_it_is_made()
    {
        await using var hub = await OpenedStore.New(server);
        await hub.Live(1, 1);
        await hub.Live(2, 5);
        var state = hub.Store.Law.Years;
        var loaded = With2026("2026-11-17").Decide(state, new(hub.Clock.Now, Actor.System, hub.Store.Calendar, hub.Store.Rules)).Events;
        var after = hub.Store.Law.Current with { Calendar = loaded.Aggregate(state, (s, e) => s.Evolve(e)).Calendar! };

        var preview = await AmendmentPreview.Of(hub.Store, after);

        var move = Assert.Single(preview.Moves);
        Assert.Equal(("MED15R", new DateOnly(2026, 11, 17), new DateOnly(2026, 11, 18), 2L), (move.Rule, move.Due, move.NextDue, move.Count));
        Assert.Equal((hub.Offices[0].Organization.Value, 2L), Assert.Single(preview.Organizations));
        Assert.Equal((2, 0, 0, 0), (preview.Moved, preview.Settled, preview.MoreInTime, preview.MoreLate));
        Assert.Equal(["MED15R 2026-11-17"], await hub.Texts("select distinct rule || ' ' || due_on from case_clocks where rule = 'MED15R'"));   // nothing has happened
    }

    [Fact]
    public async Task A_changed_rule_moves_what_began_from_its_day_on()
    {
        await using var hub = await OpenedStore.New(server);
        var id = await hub.Live(1, 1);
        var change = new ChangeRule("ACC3", 5, PeriodUnit.Working, Roll.None, "虚构的办法", "逾期记为瑕疵", "五个工作日", "D", new(2026, 11, 3), "虚构的修改");
        Assert.Equal(AnswerKind.Done, (await hub.Aggregates.Send(RulebookVersions.Id, change, new Request(Actor.System))).Kind);
        Assert.Equal(0, (await Recomputation.Run(hub.Store)).Done);   // received the day before
        Assert.Equal(["ACC3 2026-11-05", "MED15R 2026-11-17"], await Clocks(hub, id));

        Assert.Equal(AnswerKind.Done, (await hub.Aggregates.Send(RulebookVersions.Id, change with { EffectiveFrom = new(2026, 11, 2), Reason = "施行日期有误" }, new Request(Actor.System))).Kind);
        Assert.Equal(1, (await Recomputation.Run(hub.Store)).Done);
        Assert.Equal(["ACC3 2026-11-09", "MED15R 2026-11-17"], await Clocks(hub, id));
        await Clean(hub);
    }
}
