using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Parties;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Maintenance;
using MediationHub.Tests;
using MediationHub.Tests.Load;

namespace MediationHub.Store.Tests.Sessions;

[Collection(nameof(StoreServer))]
public class Two_sessions_at_one_time(StoreServer server)
{
    private const int UntilAccepted = 3;
    private static readonly DateTimeOffset Tomorrow = OpenedStore.Morning.AddDays(1);

    private static ScheduleSession At(int minutes, string place = "第二调解室", SessionMode mode = SessionMode.OnSite) => new(Tomorrow.AddMinutes(minutes), Tomorrow.AddMinutes(minutes + 60), place, mode);

    private static async Task<Answer<MediationCase>> Try(EmbeddedAggregates node, CaseId id, ICommand<MediationCase> command, Actor? actor = null) => await node.Send(id.Value, command, new Request(actor ?? Actor.System));

    [Fact]
    public async Task Of_one_mediator_are_never_both_fixed_though_two_nodes_try_at_once()
    {
        await using var hub = await OpenedStore.New(server);
        var (other, second) = await hub.AnotherNode();
        await using var _ = other;
        var (one, two) = (await hub.Live(1, UntilAccepted), await hub.Live(2, UntilAccepted));
        for (var round = 0; round < 25; round++)
        {
            var (mine, theirs) = (At(round * 120), At(round * 120 + 30, mode: SessionMode.Online));
            var answers = await Task.WhenAll(Task.Run(() => Try(hub.Aggregates, one, mine)), Task.Run(() => Try(second, two, theirs)));
            var refused = Assert.Single(answers, a => a.Kind is AnswerKind.Refused);
            var done = Assert.Single(answers, a => a.Kind is AnswerKind.Done);
            Assert.Equal("mediator-busy", refused.Refusal!.Code);
            Assert.Contains($"案件 {done.Stored!.State.Number} 的调解会议", refused.Refusal.Chinese);
        }
        Assert.Equal(25, await hub.Scalar("select count(*) from session_rows"));
        Assert.Empty((await hub.Verify()).Findings);
    }

    [Fact]
    public async Task Asked_for_by_many_in_one_transaction_refuse_all_but_one_and_nobody_else()
    {
        await using var hub = await OpenedStore.New(server);
        var rivals = await Task.WhenAll(Enumerable.Range(0, 12).Select(n => hub.Live(n, UntilAccepted)));
        var others = await Task.WhenAll(Enumerable.Range(20, 12).Select(n => hub.Live(n, UntilAccepted, office: 1)));
        var answers = await Task.WhenAll(rivals.Select(id => Task.Run(() => Try(hub.Aggregates, id, At(0)))).Concat(others.Select((id, i) => Task.Run(() => Try(hub.Aggregates, id, At(i * 60))))));
        Assert.Single(answers.Take(12), a => a.Kind is AnswerKind.Done);
        Assert.All(answers.Take(12).Where(a => a.Kind is not AnswerKind.Done), a => Assert.Equal("mediator-busy", a.Refusal!.Code));
        Assert.All(answers.Skip(12), a => Assert.Equal(AnswerKind.Done, a.Kind));   // one after the other is no clash
        Assert.Empty((await hub.Verify()).Findings);
    }

    [Fact]
    public async Task In_one_room_are_refused_and_elsewhere_are_not()
    {
        await using var hub = await OpenedStore.New(server);
        var (one, two) = (await hub.Live(1, UntilAccepted), await hub.Live(2, 2));
        await Colleague(hub);
        await hub.Send(two, new AcceptCase(new("zhao"), ChinaTime.DayOf(OpenedStore.Morning)));
        await hub.Send(one, At(0));
        var refused = await Try(hub.Aggregates, two, At(30, " 第二调解室 "));
        Assert.Equal("room-busy", refused.Refusal!.Code);
        await hub.Send(two, At(30, "第三调解室"));

        // Once the rooms are listed, a place that is none of them is not kept free.
        await hub.Aggregates.Send(hub.Offices[0].Organization.Value, new ListRooms(["第二调解室"]), new Request(Actor.System));
        await hub.Send(one, At(120, "用人单位会议室"));
        await hub.Send(two, At(120, "用人单位会议室"));
        await hub.Send(one, At(240));
        Assert.Equal("room-busy", (await Try(hub.Aggregates, two, At(270, "朝阳区第000劳动争议调解中心第二调解室"))).Refusal!.Code);
        Assert.Empty((await hub.Verify()).Findings);
    }

    [Fact]
    public async Task Clash_no_more_once_the_first_is_moved_called_off_held_or_its_case_ended()
    {
        await using var hub = await OpenedStore.New(server);
        var (one, two) = (await hub.Live(1, UntilAccepted), await hub.Live(2, UntilAccepted));
        await hub.Send(one, At(0));
        await hub.Send(one, new MoveSession("s1", Tomorrow.AddHours(5), Tomorrow.AddHours(6)));
        await hub.Send(two, At(0));
        Assert.Equal("mediator-busy", (await Try(hub.Aggregates, two, new MoveSession("s1", Tomorrow.AddMinutes(330), Tomorrow.AddMinutes(390)))).Refusal!.Code);
        await hub.Send(one, new CancelSession("s1", "双方自行协商"));
        await hub.Send(two, new MoveSession("s1", Tomorrow.AddMinutes(330), Tomorrow.AddMinutes(390)));
        await hub.Send(one, At(0));
        await hub.Send(one, new CloseCase(Outcome.Stopped, [new(FailureCode.PartyWithdrew, new("r1"))], ChinaTime.DayOf(OpenedStore.Morning)));
        await hub.Send(two, At(0));
        Assert.Equal(2, await hub.Scalar("select count(*) from session_rows"));
        hub.Clock.Now = Tomorrow.AddHours(2);
        await hub.Send(two, new HoldSession("s2", [new(new("a1"), true), new(new("r1"), true)], new([], [], SessionResult.Adjourned)));
        Assert.Equal(1, await hub.Scalar("select count(*) from session_rows"));
        Assert.Empty((await hub.Verify()).Findings);
    }

    [Fact]
    public async Task Count_for_the_mediator_also_when_one_party_is_heard_alone()
    {
        await using var hub = await OpenedStore.New(server);
        var (one, two) = (await hub.Live(1, UntilAccepted), await hub.Live(2, UntilAccepted));
        await hub.Send(one, At(0, "电话", SessionMode.Phone) with { Private = true, Attendees = [new("r1")] });
        Assert.Equal("mediator-busy", (await Try(hub.Aggregates, two, At(30))).Refusal!.Code);
    }

    [Fact]
    public async Task Keep_a_mediator_from_being_given_a_case_whose_session_lies_there()
    {
        await using var hub = await OpenedStore.New(server);
        var (one, two) = (await hub.Live(1, UntilAccepted), await hub.Live(2, 2));
        await Colleague(hub);
        await hub.Send(two, new AcceptCase(new("zhao"), ChinaTime.DayOf(OpenedStore.Morning)));
        await hub.Send(one, At(0));
        await hub.Send(two, At(0, "第三调解室"));
        var refused = await Try(hub.Aggregates, one, new AssignMediator(new("zhao"), MediatorRole.Assisting));
        Assert.Equal("mediator-busy", refused.Refusal!.Code);
        Assert.Contains("赵和", refused.Refusal.Chinese);
        await hub.Send(two, new MoveSession("s1", Tomorrow.AddHours(3), Tomorrow.AddHours(4)));
        await hub.Send(one, new AssignMediator(new("zhao"), MediatorRole.Assisting));
        Assert.Equal(3, await hub.Scalar("select count(*) from session_rows"));
        Assert.Empty((await hub.Verify()).Findings);
    }

    [Fact]
    public async Task That_are_over_take_nobody_and_write_no_row()
    {
        await using var hub = await OpenedStore.New(server);
        var (one, two) = (await hub.Live(1, UntilAccepted), await hub.Live(2, UntilAccepted));
        foreach (var id in new[] { one, two }) await hub.Send(id, new ScheduleSession(OpenedStore.Morning.AddHours(1), OpenedStore.Morning.AddHours(2), "第二调解室", SessionMode.OnSite));
        Assert.Equal(0, await hub.Scalar("select count(*) from session_rows"));
    }

    [Fact]
    public async Task Stand_again_after_rows_are_made_anew()
    {
        await using var hub = await OpenedStore.New(server);
        var (one, two) = (await hub.Live(1, UntilAccepted), await hub.Live(2, UntilAccepted));
        await hub.Send(one, At(0));
        var kept = await new Store.Sessions.SlotHolds(hub.Store).Keep(hub.Offices[0].Organization, "mediator", hub.Offices[0].Mediator, null, Tomorrow.AddHours(3), Tomorrow.AddHours(4), TimeSpan.FromMinutes(30), default);
        Assert.NotNull(kept.Kept);
        await Rebuilding.Run(hub.Store);
        Assert.Equal(2, await hub.Scalar("select count(*) from session_rows"));
        Assert.Equal("mediator-busy", (await Try(hub.Aggregates, two, At(0))).Refusal!.Code);
        Assert.Empty((await hub.Verify()).Findings);
    }

    /// <summary>A second mediator at the first office.</summary>
    internal static async Task Colleague(OpenedStore hub)
    {
        var (day, born) = (ChinaTime.DayOf(OpenedStore.Morning), new DateOnly(1982, 2, 2));
        foreach (var command in new ICommand<Mediator>[]
        {
            new NominateMediator(new("zhao"), new() { Name = "赵和", Sex = Sex.Male, BornOn = born, IdType = IdType.ResidentId, IdNumber = People.ResidentNumber(born, 7), Phone = "13844010009", Employer = "街道办事处", FullTime = true }, QualitiesConfirmed: true),
            new CertifyMediator("TJ777", "吉林省人力资源和社会保障厅", day),
            new AppointMediator(hub.Offices[0].Organization, day, day.AddYears(3).AddDays(-1)),
        })
        {
            var answer = await hub.Aggregates.Send("zhao", command, new Request(Actor.System));
            Assert.True(answer.Kind is AnswerKind.Done, answer.Refusal?.Chinese);
        }
    }
}

[Collection(nameof(StoreServer))]
public class A_slot_kept_beforehand(StoreServer server)
{
    private static readonly DateTimeOffset Tomorrow = OpenedStore.Morning.AddDays(1);
    private static readonly TimeSpan HalfAnHour = TimeSpan.FromMinutes(30);

    private static ScheduleSession Session(string? hold = null) => new(Tomorrow, Tomorrow.AddHours(1), "第二调解室", SessionMode.OnSite, HoldId: hold);

    [Fact]
    public async Task Keeps_others_away_until_it_runs_out_by_itself()
    {
        await using var hub = await OpenedStore.New(server);
        var (id, holds, office) = (await hub.Live(1, 3), new Store.Sessions.SlotHolds(hub.Store), hub.Offices[0]);
        Assert.NotNull((await holds.Keep(office.Organization, "head", office.Mediator, null, Tomorrow, Tomorrow.AddHours(1), HalfAnHour, default)).Kept);
        var refused = await hub.Aggregates.Send(id.Value, Session(), new Request(office.Actor));
        Assert.Equal("mediator-busy", refused.Refusal!.Code);
        Assert.Contains("已预留（至 2026-11-02 17:30）", refused.Refusal.Chinese);
        var again = await holds.Keep(office.Organization, office.UserName, office.Mediator, null, Tomorrow.AddMinutes(30), Tomorrow.AddHours(2), HalfAnHour, default);
        Assert.Equal("head", again.Occupied?.By.HeldBy);

        hub.Clock.Now += TimeSpan.FromMinutes(31);
        Assert.Equal(AnswerKind.Done, (await hub.Aggregates.Send(id.Value, Session(), new Request(office.Actor))).Kind);
        Assert.Empty((await hub.Verify()).Findings);
    }

    [Fact]
    public async Task Gives_its_place_to_the_session_it_was_kept_for()
    {
        await using var hub = await OpenedStore.New(server);
        var (id, holds, office) = (await hub.Live(1, 3), new Store.Sessions.SlotHolds(hub.Store), hub.Offices[0]);
        var kept = (await holds.Keep(office.Organization, office.UserName, office.Mediator, null, Tomorrow, Tomorrow.AddHours(1), HalfAnHour, default)).Kept!;
        var answer = await hub.Aggregates.Send(id.Value, Session(kept.CaseId), new Request(office.Actor));
        Assert.True(answer.Kind is AnswerKind.Done, answer.Refusal?.Chinese);
        Assert.Equal(1, await hub.Scalar("select count(*) from session_rows"));
        Assert.Empty((await hub.Verify()).Findings);
    }

    [Fact]
    public async Task Of_somebody_else_is_taken_by_the_head_alone()
    {
        await using var hub = await OpenedStore.New(server);
        var (id, holds, office) = (await hub.Live(1, 3), new Store.Sessions.SlotHolds(hub.Store), hub.Offices[0]);
        var kept = (await holds.Keep(office.Organization, "somebody", office.Mediator, null, Tomorrow, Tomorrow.AddHours(1), HalfAnHour, default)).Kept!;
        Assert.Equal("mediator-busy", (await hub.Aggregates.Send(id.Value, Session(kept.CaseId), new Request(office.Actor))).Refusal?.Code);
        Assert.False(await holds.Release(kept.CaseId, office.Organization, office.UserName, default));
        Assert.False(await holds.Release(kept.CaseId, hub.Offices[1].Organization, null, default));
        var head = new Actor("head", new HashSet<Role> { Role.Head }, office.Organization);
        Assert.Equal(AnswerKind.Done, (await hub.Aggregates.Send(id.Value, Session(kept.CaseId), new Request(head))).Kind);
    }

    [Fact]
    public async Task Is_kept_no_more_than_twenty_times_by_one_person()
    {
        await using var hub = await OpenedStore.New(server);
        var (holds, office) = (new Store.Sessions.SlotHolds(hub.Store), hub.Offices[0]);
        for (var i = 0; i < Store.Sessions.SlotHolds.Most; i++)
            Assert.NotNull((await holds.Keep(office.Organization, "head", office.Mediator, null, Tomorrow.AddHours(i), Tomorrow.AddHours(i + 1), HalfAnHour, default)).Kept);
        Assert.True((await holds.Keep(office.Organization, "head", office.Mediator, null, Tomorrow.AddHours(30), Tomorrow.AddHours(31), HalfAnHour, default)).TooMany);
    }
}
