using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Periods;
using MediationHub.Domain.Statistics;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Periods;
using MediationHub.Tests;
using MediationHub.Tests.Load;

namespace MediationHub.Store.Tests.Periods;

/// <summary>Monthly, quarterly and annual reports balance, and stay what they were.</summary>
[Collection(nameof(StoreServer))]
public class Closing_periods_of_a_province(StoreServer server)
{
    private static readonly Actor Office = new("province", new HashSet<Role> { Role.Province }, Unit: "220000");
    private static readonly ReportPeriod October = ReportPeriod.Parse("2026-10")!.Value;
    private static readonly ReportPeriod November = ReportPeriod.Parse("2026-11")!.Value;

    [Fact]
    public async Task Balance_exactly_and_stay_as_they_were_whatever_is_reopened_transferred_or_found_void()
    {
        await using var hub = await OpenedStore.New(server);
        var ledger = new PeriodLedger(hub.Store, hub.Aggregates);
        var mid = new DateTimeOffset(2026, 10, 15, 10, 0, 0, TimeSpan.FromHours(8));
        hub.Clock.Now = mid.AddHours(1);
        var closed = await Live(hub, 1, Life.Steps, mid);
        await Live(hub, 2, Life.Steps, mid);
        var moved = await Live(hub, 3, 3, mid);      // accepted
        var mistaken = await Live(hub, 4, 3, mid);   // accepted
        await Live(hub, 5, 3, mid);
        await Live(hub, 6, 2, mid);                  // registered and consented: in no balance yet
        await Live(hub, 7, Life.Steps, mid, office: 1);

        hub.Clock.Now = OpenedStore.Morning;
        var october = await Close(hub, ledger, October);
        Assert.Equal([("o000", 0L, 5L, 2L, 3L), ("o001", 0L, 1L, 1L, 0L)], october.Figures.Select(r => (r.OrganizationId, r.Figures.OpenBefore, r.Figures.Accepted, r.Figures.Closed, r.Figures.OpenAfter)));
        Assert.All(october.Figures, r => Assert.Equal(("220100", 0L), (r.Unit, r.Figures.Gap)));
        Assert.Empty(await ledger.Corrections(october));
        await BalancesLikeTheCases(hub, october.Figures, October);

        // A clerical error, a case that belongs elsewhere, and one that was registered by mistake.
        await hub.Send(closed, new RequestReopen("结案方式选错"));
        await hub.Send(closed, new ApproveReopen());
        await hub.Send(moved, new TransferCase(hub.Offices[1].Organization, "被申请人在其辖区"));
        var taken = new CaseId(NewId.Next("c"));
        await hub.Send(moved, new AcceptTransfer(taken));
        await hub.Send(mistaken, new CloseCase(Outcome.Void, null, ChinaTime.DayOf(hub.Clock.Now), Note: "重复登记"));
        await hub.Send(taken, new AcceptCase(hub.Offices[1].Mediator, ChinaTime.DayOf(hub.Clock.Now)));

        var corrections = await ledger.Corrections(october);
        Assert.Equal(["o000", "o001"], corrections.Select(c => c.Row.OrganizationId));
        var change = corrections[0].Change;
        Assert.Equal(1, corrections[1].Change[Counters.Registered]);   // the receiver's from its receipt on
        Assert.Equal((0L, -2L, -1L, -1L), (change.OpenBefore, change.Accepted, change.Closed, change.OpenAfter));
        Assert.Equal((5L, 3L), (corrections[0].Frozen.Accepted, corrections[0].Now.Accepted));

        hub.Clock.Now = OpenedStore.Morning.AddDays(30);
        var november = await Close(hub, ledger, November);
        Assert.Equal(october.Digest, november.Previous);
        Assert.Equal([("o000", 2L, 0L, 0L, 2L), ("o001", 0L, 1L, 0L, 1L)], november.Figures.Select(r => (r.OrganizationId, r.Figures.OpenBefore, r.Figures.Accepted, r.Figures.Closed, r.Figures.OpenAfter)));
        await BalancesLikeTheCases(hub, november.Figures, November);

        // The closed month is what it was, and cannot be closed again.
        await hub.Reopen();
        ledger = new PeriodLedger(hub.Store, hub.Aggregates);
        var again = await ledger.Close("220000", October, new Request(Office));
        Assert.Equal("period-frozen", again.Refusal?.Code);
        var kept = (await hub.Aggregates.Find<ClosedPeriod>("220000-2026-10"))!.State.Closing!;
        Assert.Equal(october.Digest, kept.Digested());
        Assert.Null(PeriodLedger.Fault(hub.Store.Keys, kept));
        Assert.Empty((await hub.Verify()).Findings);
    }

    [Fact]
    public async Task Are_found_out_where_a_figure_or_its_signature_was_changed()
    {
        await using var hub = await OpenedStore.New(server);
        var ledger = new PeriodLedger(hub.Store, hub.Aggregates);
        await hub.Live(1);
        hub.Clock.Now = OpenedStore.Morning.AddDays(30);
        var closed = await Close(hub, ledger, November);
        Assert.Null(PeriodLedger.Fault(hub.Store.Keys, closed));
        var changed = closed with { Rows = [closed.Rows[0] with { After = closed.Rows[0].After + 1 }] };
        Assert.NotNull(PeriodLedger.Fault(hub.Store.Keys, changed));
        Assert.NotNull(PeriodLedger.Fault(hub.Store.Keys, changed with { Digest = changed.Digested() }));   // whoever writes the digest anew cannot sign it
        await hub.Execute("update events set data = replace(data, '\"before\":0', '\"before\":1') where type = 'period.closed/1'");
        Assert.Contains((await hub.Verify()).Findings, f => f.Contains("220000-2026-11", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Name_a_place_in_the_log_that_nothing_in_them_lies_behind()
    {
        await using var hub = await OpenedStore.New(server);
        var ledger = new PeriodLedger(hub.Store, hub.Aggregates);
        await hub.Live(1);
        hub.Clock.Now = OpenedStore.Morning.AddDays(30);

        // Another writer is in the middle of its transaction: the reading waits for it, and so has it.
        await using var connection = await hub.Store.Database.OpenConnectionAsync();
        await using var writing = await connection.BeginTransactionAsync();
        await using (var write = new Npgsql.NpgsqlCommand("insert into counters select organization, day, 'accepted', 1 from (select organization, min(day) + 1 as day from counters group by 1 order by 1 limit 1) c; lock table events in row exclusive mode", connection)) await write.ExecuteNonQueryAsync();
        var closing = ledger.Close("220000", November, new Request(Office));
        while (await hub.Scalar("select count(*) from pg_locks where relation = 'events'::regclass and mode = 'ShareLock' and not granted") == 0) await Task.Yield();
        await writing.CommitAsync();
        var answer = await closing;
        // The counter of nothing that happened: the balance does not add up, and nothing was closed.
        Assert.Equal("period-unbalanced", answer.Refusal?.Code);
        Assert.Null(await hub.Aggregates.Find<ClosedPeriod>("220000-2026-11"));
    }

    /// <summary>A province has 12,000 organizations: of a closed period only those are read again that the log names since somebody looked.</summary>
    [Fact]
    public async Task Are_compared_again_only_where_the_log_went_on()
    {
        await using var hub = await OpenedStore.New(server);
        var ledger = new PeriodLedger(hub.Store, hub.Aggregates);
        var mine = await hub.Live(1);
        await hub.Live(2, office: 1);
        hub.Clock.Now = OpenedStore.Morning.AddDays(30);
        var november = await Close(hub, ledger, November);
        Assert.Empty(await ledger.Corrections(november));

        // A figure that no event stands behind is not looked for while the log stands still, nor when it names another organization.
        await hub.Execute("update counters set n = n + 1 where organization = 'o001' and counter = 'accepted'");
        Assert.Empty(await ledger.Corrections(november));
        await hub.Send(mine, new RequestReopen("结案方式选错"));
        await hub.Send(mine, new ApproveReopen());
        Assert.Equal([("o000", -1L)], (await ledger.Corrections(november)).Select(d => (d.Row.OrganizationId, d.Change.Closed)));
        Assert.Equal([("o000", -1L)], (await ledger.Corrections(november)).Select(d => (d.Row.OrganizationId, d.Change.Closed)));
        Assert.Equal(["o000", "o001"], (await new PeriodLedger(hub.Store, hub.Aggregates).Corrections(november)).Select(d => d.Row.OrganizationId));

        // The signed figures were never touched.
        Assert.Equal(november.Digest, (await hub.Aggregates.Find<ClosedPeriod>("220000-2026-11"))!.State.Closing!.Digested());
    }

    [Fact]
    public async Task Take_what_a_later_program_counts_besides_for_no_correction()
    {
        await using var hub = await OpenedStore.New(server);
        var ledger = new PeriodLedger(hub.Store, hub.Aggregates);
        await hub.Live(1);   // to be paid by 1 January 2027
        var year = new DateOnly(2026, 1, 1);
        Assert.Equal(0, (await ledger.Read("220000", year, year.AddYears(2))).Rows.Single().Figures[Counters.PerformanceDue]);   // not due before its day has passed
        hub.Clock.Now = OpenedStore.Morning.AddDays(100);
        Assert.Equal(1, (await ledger.Read("220000", year, year.AddYears(2))).Rows.Single().Figures[Counters.PerformanceDue]);

        var january = await Close(hub, ledger, ReportPeriod.Parse("2027-01")!.Value);
        Assert.True(january.Figures.Single().Figures[Counters.OwedAmount] > 0);
        var without = january.Counters.Where(c => c != Counters.OwedAmount).ToList();
        var earlier = january with { Digest = "earlier", Counters = without, Rows = [.. january.Rows.Select(r => r with { N = [.. january.Counters.Zip(r.N).Where(n => n.First != Counters.OwedAmount).Select(n => n.Second)] })] };
        Assert.Empty(await ledger.Corrections(earlier));
    }

    /// <summary>Domain §3.7: 公主岭 reported to 四平 when the case was received, and reports to 长春 since.</summary>
    [Fact]
    public async Task Count_a_case_where_its_region_reported_on_the_day_of_its_receipt()
    {
        await using var hub = await OpenedStore.New(server);
        var ledger = new PeriodLedger(hub.Store, hub.Aggregates);
        await hub.Live(1);
        await hub.Live(2, 3);
        await hub.Execute("update organization_rows set unit = '220184' where id = 'o000'");
        // The first of the two was received before the region was moved: it is counted beside the organization's own figures.
        await hub.Execute("insert into counters select organization, day, counter || '@220300', 1 from counters where organization = 'o000' and counter in ('accepted', 'succeeded', 'outcome.agreed', 'closed.inTime', 'closed.days.0')");
        var day = ChinaTime.DayOf(hub.Clock.Now);

        var province = (await ledger.Read("220000", day, day)).Rows;
        Assert.Equal([("220300", 1L, 1L, 0L, 0L), ("220100", 1L, 0L, 1L, 0L)], province.Select(r => (r.Unit, r.Figures.Accepted, r.Figures.Closed, r.Figures.OpenAfter, r.Figures.Gap)));
        Assert.Equal(["220300"], (await ledger.Read("220300", day, day)).Rows.Select(r => r.Unit));
        Assert.Equal(["220100"], (await ledger.Read("220100", day, day)).Rows.Select(r => r.Unit));
        Assert.Equal([("220300", 1L)], (await ledger.Read("220000", day, day)).Days.Select(d => (d.Unit, d.Closed.Sum(c => c.Cases))));
    }

    private static async Task<CaseId> Live(OpenedStore hub, int n, int steps, DateTimeOffset at, int office = 0)
    {
        var id = new CaseId(NewId.Next("c"));
        foreach (var step in Life.Of(hub.Offices[office], id, n, at).Take(steps)) await hub.Send(id, step.Command);
        return id;
    }

    private static async Task<PeriodClosed> Close(OpenedStore hub, PeriodLedger ledger, ReportPeriod period)
    {
        var answer = await ledger.Close("220000", period, new Request(Office));
        Assert.True(answer.Kind is AnswerKind.Done, answer.Refusal?.Chinese);
        return answer.Stored!.State.Closing!;
    }

    /// <summary>The same counted from the cases themselves, one by one.</summary>
    private static async Task BalancesLikeTheCases(OpenedStore hub, IReadOnlyList<PeriodRow> rows, ReportPeriod period)
    {
        var cases = new List<MediationCase>();
        foreach (var id in await hub.Texts("select id from streams where type = 'case'")) cases.Add((await hub.Aggregates.Find<MediationCase>(id))!.State);
        foreach (var office in hub.Offices)
        {
            var own = cases.Where(c => c.OrganizationId == office.Organization && c.AcceptedOn is not null && c.Outcome is not (Outcome.Transferred or Outcome.Void)).ToList();
            var row = rows.SingleOrDefault(r => r.OrganizationId == office.Organization.Value)?.Figures ?? ReportFigures.Nothing;
            Assert.Equal(own.Count(c => c.AcceptedOn < period.From && !(c.Closing?.On < period.From)), row.OpenBefore);
            Assert.Equal(own.Count(c => c.AcceptedOn >= period.From && c.AcceptedOn <= period.To), row.Accepted);
            Assert.Equal(own.Count(c => c.Closing?.On >= period.From && c.Closing.On <= period.To), row.Closed);
            Assert.Equal(own.Count(c => c.AcceptedOn <= period.To && !(c.Closing?.On <= period.To)), row.OpenAfter);
        }
    }
}
