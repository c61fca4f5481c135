using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Statistics;
using static MediationHub.Domain.Tests.Cases.CaseStories;
using static MediationHub.Domain.Tests.Statistics.A_success_rate;

namespace MediationHub.Domain.Tests.Statistics;

public class An_indicator
{
    private static Rate Of(string id, Figures figures, long openBefore = 0) => Indicators.Of(new(figures, openBefore)).Single(i => i.Id == id).Rate;

    [Fact]
    public void Of_closing_is_over_those_open_at_the_start_and_those_accepted()
    {
        // Of the worked example 17 were accepted, of which 14 ended by S, P or F and one was withdrawn.
        var period = new PeriodFigures(Counted(WorkedExample()), 3);
        Assert.Equal(new Rate(15, 20), Of("closing", period.Figures, 3));
        Assert.Equal(new Balance(3, 17, 15, 5), Indicators.BalanceOf(period));
    }

    [Fact]
    public void Of_closing_counts_nothing_that_was_never_accepted()
    {
        var figures = Counted(After(Registered, Closed(Outcome.Withdrawn, "2026-06-12")), After(Registered, Closed(Outcome.SettledWithdrawn, "2026-06-12")), Ended(Outcome.NoAgreement));
        Assert.Equal(new Rate(1, 1), Of("closing", figures));
        Assert.Equal(1, figures["succeeded"]);   // though the settlement is a success
    }

    [Fact]
    public void Leaves_out_what_was_registered_by_mistake()
    {
        var figures = Counted(Ended(Outcome.Void), After(UntilAgreed));
        Assert.Equal((2, 1, 1), (figures["registered"], figures["registered.void"], figures["accepted"]));
        Assert.Equal(new Balance(0, 1, 1, 0), Indicators.BalanceOf(new(figures, 0)));
        Assert.Equal(1, Indicators.Totals(new(figures, 0))["registered"]);
    }

    [Fact]
    public void Counts_a_transferred_dispute_once_and_at_the_receiver()
    {
        var old = After([.. UntilAccepted, new CaseTransferred(Neighbor, new("case-2"), Day("2026-06-11"))]);
        var anew = After([Registered with { Id = new("case-2"), OrganizationId = Neighbor }, Consented, Accepted, Held, Closed(Outcome.NoAgreement, "2026-06-15")]);
        var (giver, both) = (Counted(old), Counted(old, anew));
        Assert.Equal([("outcome.transferred", 1L)], giver.Sums.Select(s => (s.Key, s.Value)));
        Assert.Equal((1, 1, 1), (both["registered"], both["accepted"], both["failed"]));
    }

    [Fact]
    public void Of_performance_tells_what_was_performed_by_itself_from_what_was_demanded()
    {
        DomainEvent Paid(string on) => new PaymentRecorded(new("p1", 1, 1, null, 12000m, Day(on), [new(null, 12000m)], []));
        var demand = new PaperMade(new CasePaper("pa1", PaperKind.PerformanceDemand, "", "", "", "head", At("2026-07-02 10:00"), new("f9")), default);
        var figures = Counted(
            After([.. UntilAgreed, Paid("2026-06-29")]), After([.. UntilAgreed, Paid("2026-07-03")]), After([.. UntilAgreed, demand, Paid("2026-07-06")]),
            After([.. UntilAgreed, demand, new RemedyStarted(new(RemedyKind.PaymentOrder, 1, Day("2026-07-05"), default)), Paid("2026-07-20")]), After(UntilAgreed));
        Assert.Equal((new Rate(1, 5), new Rate(4, 5), new Rate(2, 5)), (Of("performance", figures), Of("performedAtAll", figures), Of("performedByThemselves", figures)));
        Assert.Equal((1, 1), (figures[Counters.PerformedAfterDemand], figures[Counters.PerformedAfterRemedy]));
    }

    /// <summary>§4.4, 协议履行率 by amount: 36,000 yuan are due; 8,000 were paid by their day, 13,000 after it, 15,000 not at all.</summary>
    [Fact]
    public void Of_performance_by_amount_counts_what_was_paid_in_part_and_each_instalment_by_its_own_day()
    {
        DomainEvent Paid(string on, params (int? Instalment, decimal Amount)[] parts) => new PaymentRecorded(new("p1", 1, 1, null, parts.Sum(p => p.Amount), Day(on), [.. parts.Select(p => new PaymentPart(p.Instalment, p.Amount))], []));
        var inTwo = Drafted with { Terms = [Wages with { Instalments = [new(1, 8000m, Day("2026-06-30")), new(2, 4000m, Day("2026-07-31"))], DueOn = null }] };
        var figures = Counted(
            After([.. UntilHeld, inTwo, WorkerSigned, EmployerSigned, MediatorSigned, TookEffect, Agreed, Paid("2026-06-30", (1, 8000m)), Paid("2026-08-05", (2, 1000m))]),
            After([.. UntilAgreed, Paid("2026-07-03", (null, 12000m))]),
            After(UntilAgreed));
        Assert.Equal((3, 0, 1), (figures[Counters.PerformanceDue], figures[Counters.PerformedInTime], figures[Counters.PerformedLate]));
        Assert.Equal((new Rate(800_000, 3_600_000), new Rate(2_100_000, 3_600_000)), (Of("performanceAmount", figures), Of("performedAmountAtAll", figures)));
        Assert.Equal((22.22m, 58.33m), (Of("performanceAmount", figures).Percent, Of("performedAmountAtAll", figures).Percent));
        Assert.Equal((RateUnit.Money, 3L), Indicators.Of(new(figures, 0)).Single(i => i.Id == "performanceAmount") is var i ? (i.Unit, i.Sample) : default);
    }

    [Fact]
    public void Of_performance_by_amount_is_about_the_agreement_in_force_alone()
    {
        // 4,000 were paid under the first agreement; the supplement asks for 6,000 by the end of August, of which nothing was paid.
        var supplement = new AgreementDrafted(2, true, [Wages with { Amount = 6000m, DueOn = Day("2026-08-31") }], [Worker, Employer], Day("2026-07-02"));
        DomainEvent[] anew = [supplement, .. new[] { WorkerSigned, EmployerSigned, MediatorSigned }.Select(s => s with { No = 2 }), TookEffect with { No = 2, At = At("2026-07-03 09:00"), SealedAt = At("2026-07-03 09:00") }];
        var figures = Counted(After([.. UntilAgreed, new PaymentRecorded(new("p1", 1, 1, null, 4000m, Day("2026-06-29"), [new(null, 4000m)], [])), .. anew]));
        Assert.Equal(new Rate(0, 600_000), Of("performanceAmount", figures));
        Assert.Equal(400_000, figures[Counters.PaidAmount]);   // on its day, it was paid all the same
    }

    /// <summary>Every line of the table in §4.4 that the record can answer. 建议书发放率 is made of what commissions record (<c>RecommendationIssueRate</c>). 组建率 is made of the base lists that offices enter (<c>EstablishmentRate</c>).</summary>
    [Fact]
    public void Stands_for_every_line_that_the_record_answers() =>
        Assert.Equal(["closing", "onTime", "acceptedInTime", "reviewApplication", "reviewConfirmation", "courtConfirmation", "performance", "performedAtAll", "performedByThemselves", "performanceAmount", "performedAmountAtAll", "entrusted"],
            Indicators.Of(new(Counted(), 0)).Select(i => i.Id));

    [Fact]
    public void Of_nothing_is_none_and_not_zero() => Assert.All(Indicators.Of(new(Counted(), 0)), i => Assert.Null(i.Rate.Percent));

    [Fact]
    public void Of_review_applications_leaves_out_agreements_about_the_existence_of_employment()
    {
        var figures = Counted(After(UntilAgreed), After([Registered with { DisputeType = "01" }, .. UntilAgreed.Skip(1)]));
        Assert.Equal(new Rate(0, 1), Of("reviewApplication", figures));
    }

    [Fact]
    public void Of_days_gives_median_and_ninetieth_percentile_exactly()
    {
        // 3 and 4 days, then 8 cases of 5, 20 … 80 days.
        var figures = new Figures(new Dictionary<string, long> { ["closed.days.3"] = 1, ["closed.days.4"] = 1, ["closed.days.5"] = 2, ["closed.days.20"] = 3, ["closed.days.80"] = 2, ["closed.days.120"] = 1, ["closed.days.9@220300"] = 7 });
        Assert.Equal(new DaysToClose(10, 20m, 80, 35.7m), DaysToClose.Of(figures));
        Assert.Equal(new DaysToClose(2, 3.5m, 4, 3.5m), DaysToClose.Of(new(new Dictionary<string, long> { ["closed.days.3"] = 1, ["closed.days.4"] = 1 })));
        Assert.Equal(new DaysToClose(0, null, null, null), DaysToClose.Of(new(new Dictionary<string, long>())));
    }

    [Fact]
    public void Of_days_is_that_of_a_sorted_list_whatever_it_holds()
    {
        var random = new Random(20261121);
        for (var round = 0; round < 200; round++)
        {
            var days = Enumerable.Range(0, random.Next(1, 60)).Select(_ => random.Next(0, 90)).Order().ToArray();
            var figures = new Figures(days.GroupBy(d => d).ToDictionary(g => Counters.Days(g.Key), g => (long)g.Count()));
            var n = days.Length;
            var median = n % 2 == 1 ? days[n / 2] : (days[n / 2 - 1] + days[n / 2]) / 2m;
            Assert.Equal((n, median, days[(int)Math.Ceiling(0.9 * n) - 1]), DaysToClose.Of(figures) is var d ? ((int)d.Cases, d.Median, d.Ninetieth) : default);
        }
    }

    /// <summary>公主岭 reported to 四平 until 2020-06-18, and a case keeps the unit of its receipt.</summary>
    [Fact]
    public void Of_a_case_received_before_its_region_was_moved_counts_with_the_unit_of_that_day()
    {
        MediationCase Received(string on, string? unit) => After([Registered with { Unit = unit, ReceivedAt = At($"{on} 09:00") }]);
        Assert.Equal((1, 1), Counted(Received("2020-06-18", "220184")) is var before ? (before["registered"], before["registered@220300"]) : default);
        Assert.Equal([("registered", 1L)], Counted(Received("2020-06-19", "220184")).Sums.Where(s => s.Key.StartsWith("registered", StringComparison.Ordinal) && s.Value == 1 && !s.Key.Contains("people")).Select(s => (s.Key, s.Value)));
        Assert.DoesNotContain(Counted(Received("2020-06-18", "220100")).Sums, s => s.Key.Contains('@'));
        Assert.DoesNotContain(Counted(Received("2020-06-18", null)).Sums, s => s.Key.Contains('@'));
    }
}
