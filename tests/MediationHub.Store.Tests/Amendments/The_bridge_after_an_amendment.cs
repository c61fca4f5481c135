using MediationHub.Domain.Access;
using MediationHub.Domain.Calendars;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Entrustments;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Recommendations;
using MediationHub.Domain.Reviews;
using MediationHub.Domain.Rulebook;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Amendments;
using MediationHub.Store.Bridge;
using MediationHub.Store.Maintenance;
using MediationHub.Tests;
using MediationHub.Tests.Load;

namespace MediationHub.Store.Tests.Amendments;

/// <summary>The last days of reviews, entrustments and recommendations stand in their rows; all begins on Monday, 2 November 2026. The amendments are made up.</summary>
[Collection(nameof(StoreServer))]
public class The_bridge_after_an_amendment(StoreServer server)
{
    private const string Rows =
        """
        select t from (select 'review ' || stage || ' ' || coalesce(due_rule, '-') || ' ' || coalesce(due_on::text, '-') || case when due_provisional then ' provisional' else '' end as t from review_rows
          union all select 'entrustment ' || stage || ' ' || coalesce(due_rule, '-') || ' ' || coalesce(due_on::text, '-') || case when due_provisional then ' provisional' else '' end from entrustment_rows
          union all select 'recommendation ' || stage || ' ' || coalesce(due_rule, '-') || ' ' || coalesce(due_on::text, '-') || case when due_provisional then ' provisional' else '' end from recommendation_rows) u order by 1
        """;

    private static readonly CommissionId House = new("house");
    private static readonly DateOnly Today = ChinaTime.DayOf(OpenedStore.Morning);
    private static readonly CalendarEntry[] Of2026 = [.. WorkCalendar.BuiltIn.DaysOf(2026).Select(d => new CalendarEntry(d.On, d.Kind, d.Holiday))];
    private static readonly PartyDetails Person = new() { Kind = PartyKind.Person, Name = "孙小川", Phone = "13800000009" };
    private static readonly PartyDetails Firm = new() { Kind = PartyKind.Employer, Name = "长春某某物流有限公司" };

    [Fact]
    public async Task Of_the_calendar_stands_in_its_rows_as_rebuilding_would_make_them_and_what_ended_stays()
    {
        await using var hub = await Opened();
        var before = await hub.Texts(Rows);
        Assert.Equal(
            ["entrustment acceptedByOrganization ENT10 2026-11-16", "entrustment entrusted ENT10 2026-11-16", "recommendation agreed REC15 2026-11-17", "recommendation delivered REC3 2026-11-05",
             "review filed RVWACC 2026-11-09", "review notAccepted - -", "review underReview RVW5 2026-11-09"], before);
        var ended = await hub.Texts("select r::text from review_rows r where ended_on is not null");

        await Send(hub, CalendarYears.Id, new LoadCalendarYear(2026, [.. Of2026, new CalendarEntry(new(2026, 11, 5), DayKind.Off, "补休"), new CalendarEntry(new(2026, 11, 17), DayKind.Off, "补休")], null, "虚构的调整", "虚构的调整"));
        Assert.Equal(before, await hub.Texts(Rows));
        Assert.Contains((await hub.Verify()).Findings, f => f.Contains("recompute"));
        await Recomputation.Run(hub.Store);

        string[] after =
            ["entrustment acceptedByOrganization ENT10 2026-11-18", "entrustment entrusted ENT10 2026-11-18", "recommendation agreed REC15 2026-11-18", "recommendation delivered REC3 2026-11-06",
             "review filed RVWACC 2026-11-10", "review notAccepted - -", "review underReview RVW5 2026-11-10"];
        Assert.Equal(after, await hub.Texts(Rows));
        Assert.Equal(ended, await hub.Texts("select r::text from review_rows r where ended_on is not null"));
        Assert.Empty((await hub.Verify()).Findings);
        Assert.Equal(0, (await Recomputation.Run(hub.Store)).Done);   // nothing differs, nothing is written
        await Rebuilding.Run(hub.Store);
        Assert.Equal(after, await hub.Texts(Rows));
    }

    [Fact]
    public async Task Of_the_calendar_is_shown_before_it_is_made()
    {
        await using var hub = await Opened();
        var before = await hub.Texts(Rows);
        var state = hub.Store.Law.Years;
        var loaded = new LoadCalendarYear(2026, [.. Of2026, new CalendarEntry(new(2026, 11, 5), DayKind.Off, "补休")], null, "虚构的调整", "虚构的调整").Decide(state, new(hub.Clock.Now, Actor.System, hub.Store.Calendar, hub.Store.Rules)).Events;
        var preview = await AmendmentPreview.Of(hub.Store, hub.Store.Law.Current with { Calendar = loaded.Aggregate(state, (s, e) => s.Evolve(e)).Calendar! });

        Assert.Equal(
            ["REC3 2026-11-05 2026-11-06", "RVW5 2026-11-09 2026-11-10", "RVWACC 2026-11-09 2026-11-10"],
            preview.Moves.Where(m => m.Rule is "REC3" or "RVW5" or "RVWACC").Select(m => $"{m.Rule} {m.Due:yyyy-MM-dd} {m.NextDue:yyyy-MM-dd}").Order(StringComparer.Ordinal));
        Assert.Contains(preview.Moves, m => m is { Rule: "ENT10", Count: >= 2 });
        Assert.Equal(before, await hub.Texts(Rows));
    }

    [Fact]
    public async Task Of_a_rule_moves_what_hangs_on_it()
    {
        await using var hub = await Opened();
        await Send(hub, RulebookVersions.Id, new ChangeRule("RVW5", 7, PeriodUnit.Working, Roll.None, "虚构的办法", "逾期记为瑕疵", "七个工作日", "D", new(2026, 11, 2), "虚构的修改"));
        var done = await Recomputation.Run(hub.Store);
        Assert.Contains("review underReview RVW5 2026-11-11", await hub.Texts(Rows));
        Assert.Contains("review filed RVWACC 2026-11-09", await hub.Texts(Rows));
        Assert.Equal(1, await hub.Scalar($"select done from recomputations where revision = {hub.Store.Law.Current.Revision}"));
        Assert.Equal(1, done.Done);
        Assert.Empty((await hub.Verify()).Findings);
    }

    [Fact]
    public async Task Of_the_next_year_settles_what_was_provisional()
    {
        await using var hub = await Opened(OpenedStore.Morning.AddDays(57));   // Tuesday, 29 December
        Assert.All(await hub.Texts(Rows), r => Assert.True(r.EndsWith("provisional") || r.EndsWith("- -") || r.Contains("2026"), r));
        Assert.Contains(await hub.Texts(Rows), r => r.EndsWith("provisional"));
        await Send(hub, CalendarYears.Id, new LoadCalendarYear(2027, [new(new(2026, 12, 31), DayKind.Off, "元旦"), new(new(2027, 1, 1), DayKind.Off, "元旦"), new(new(2027, 1, 4), DayKind.Off, "元旦")], null, "虚构的2027年安排"));
        await Recomputation.Run(hub.Store);
        Assert.DoesNotContain(await hub.Texts(Rows), r => r.EndsWith("provisional"));
        Assert.Empty((await hub.Verify()).Findings);

        // What began under an unknown year runs out by itself, too, once the year is known.
        hub.Clock.Now = OpenedStore.Morning.AddDays(57 + 60);
        await new BridgeDeadlines(hub.Store, hub.Aggregates).Run();
        Assert.Equal(["entrustment expired", "entrustment expired", "recommendation noReply", "recommendation resumed"], (await hub.Texts(Rows)).Select(r => string.Join(' ', r.Split(' ').Take(2))));
        Assert.Empty((await hub.Verify()).Findings);
    }

    [Fact]
    public async Task Goes_on_where_it_was_broken_off()
    {
        await using var hub = await Opened();
        await Send(hub, CalendarYears.Id, new LoadCalendarYear(2026, [.. Of2026, new CalendarEntry(new(2026, 11, 5), DayKind.Off, "补休")], null, "虚构的调整", "虚构的调整"));
        var rows = 0;
        await Assert.ThrowsAsync<OperationCanceledException>(() => Recomputation.Run(hub.Store, at => { if (at.Done > 0 && ++rows == 2) throw new OperationCanceledException(); }));
        Assert.True(await Recomputation.IsPending(hub.Store));
        await hub.Reopen();
        await Recomputation.Run(hub.Store);
        Assert.False(await Recomputation.IsPending(hub.Store));
        Assert.Empty((await hub.Verify()).Findings);
    }

    /// <summary>A review that is filed, one under review, one declined; an entrustment sent and one accepted; a recommendation delivered and one agreed to.</summary>
    private async Task<OpenedStore> Opened(DateTimeOffset? morning = null)
    {
        var hub = await OpenedStore.New(server);
        await Send(hub, House.Value, new EstablishCommission(House, new() { Code = "CC-ZC", Name = "长春市劳动人事争议仲裁委员会", Level = CommissionLevel.City, Unit = "220100" }));
        await Send(hub, House.Value, new AppointArbitrator(new("han"), "韩明谦", "ZC-001", Today));
        var today = Today;
        if (morning is { } other)
        {
            hub.Clock.Now = other.AddHours(7);
            today = ChinaTime.DayOf(other);
        }
        else
        {
            foreach (var n in Enumerable.Range(7, 3))
            {
                var c = await hub.Live(n, Life.Steps - 1);
                var review = $"v{n}";
                await Send(hub, review, new ApplyForReview(new(review), c, new("a1"), OpenedStore.Morning.AddHours(2)));
                await Send(hub, review, new JoinReview(new("r1"), OpenedStore.Morning.AddHours(3)));
            }
            await Send(hub, "v8", new AcceptReview(today));
            await Send(hub, "v8", new AssignReviewer(new("han")));
            await Send(hub, "v9", new DeclineReview(2, "不属本委管辖", today));
        }
        foreach (var (id, accepts) in new[] { ("en-1", false), ("en-2", true) })
        {
            await Send(hub, id, new ProposeEntrustment(new(id), House, hub.Offices[0].Organization, $"长劳人仲案字〔2026〕{id}", [Person], [Firm], "07.1", [new("07.1", "支付工资", 5000m)]));
            await Send(hub, id, new RecordEntrustmentConsent(new("a1"), today));
            await Send(hub, id, new RecordEntrustmentConsent(new("r1"), today));
            await Send(hub, id, new EntrustDispute(today));
            if (accepts) await Send(hub, id, new AcceptEntrustment(today));
        }
        foreach (var (id, agrees) in new[] { ("rc-1", true), ("rc-2", false) })
        {
            await Send(hub, id, new IssueRecommendation(new(id), House, $"收〔2026〕{id}", today, [Person], [Firm], "07.1", [new("07.1", "支付工资", 5000m)], default, [hub.Offices[0].Organization]));
            await Send(hub, id, new DeliverRecommendation(today));
            if (agrees) await Send(hub, id, new RecordReply(true, today, hub.Offices[0].Organization));
        }
        return hub;
    }

    private static async Task Send<TState>(OpenedStore hub, string id, ICommand<TState> command) where TState : class, IAggregate<TState>
    {
        var answer = await hub.Aggregates.Send(id, command, new Request(Actor.System));
        Assert.True(answer.Kind is AnswerKind.Done, $"{command.GetType().Name}: {answer.Kind} {answer.Refusal?.Chinese}");
    }
}
