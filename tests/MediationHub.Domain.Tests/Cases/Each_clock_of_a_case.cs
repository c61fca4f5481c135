using MediationHub.Domain.Access;
using MediationHub.Domain.Calendars;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Parties;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Statistics;
using static MediationHub.Domain.Tests.Cases.CaseStories;
using Outcome = MediationHub.Domain.Cases.Outcome;

namespace MediationHub.Domain.Tests.Cases;

/// <summary>Each clock of a case under its rule. The case: received on Monday 8 June 2026, accepted on the 10th.</summary>
public class Each_clock_of_a_case
{
    private static readonly RuleSet Rules = RuleSet.BuiltIn;
    private static readonly WorkCalendar Calendar = WorkCalendar.BuiltIn;

    private static CaseDeadline Seen(MediationCase state, string rule, string today, string? subject = null) =>
        Assert.Single(CaseClocks.Deadlines(state, Calendar, Rules, Day(today)), d => d.Rule == rule && d.Status is not DeadlineStatus.Superseded && (subject is null || d.Subject == subject));

    private static bool Has(MediationCase state, string rule) => CaseClocks.Of(state, Calendar, Rules).Any(c => c.Rule == rule);

    [Fact]
    public void ACC3_runs_three_working_days_and_is_overdue_from_the_day_after()
    {
        var waiting = After(Registered, Consented);
        Assert.Equal((Day("2026-06-11"), DeadlineStatus.Running, Light.Red), Seen(waiting, "ACC3", "2026-06-11") is var d ? (d.Due, d.Status, d.Light) : default);
        Assert.Equal((DeadlineStatus.Missed, Light.Overdue), Seen(waiting, "ACC3", "2026-06-12") is var late ? (late.Status, late.Light) : default);
        Assert.Equal(DeadlineStatus.Met, Seen(After(UntilAccepted), "ACC3", "2026-06-12").Status);
    }

    [Fact]
    public void MED15R_frees_the_parties_while_MED15A_is_what_an_enterprise_committee_is_judged_by()
    {
        var committee = After([Registered with { OrganizationType = OrganizationType.EnterpriseCommittee }, Consented, Accepted]);
        var (receipt, acceptance) = (Seen(committee, "MED15R", "2026-06-15"), Seen(committee, "MED15A", "2026-06-15"));
        Assert.Equal((Day("2026-06-23"), true, false), (receipt.Due, receipt.FreesParties, receipt.DrivesClosing));
        Assert.Equal((Day("2026-06-25"), false, true), (acceptance.Due, acceptance.FreesParties, acceptance.DrivesClosing));
        Assert.False(Has(After(UntilAccepted), "MED15A"));
    }

    [Fact]
    public void An_agreed_extension_lengthens_the_clock_and_the_one_before_is_superseded()
    {
        var extended = After([.. UntilAccepted, new TermExtended(new(10, [new(Worker, Day("2026-06-20")), new(Employer, Day("2026-06-20"))], Day("2026-07-03")), 1)]);
        Assert.Equal((Day("2026-07-03"), 10), Seen(extended, "MED15R", "2026-06-25") is var d ? (d.Due, d.Extend) : default);
        Assert.Equal([DeadlineStatus.Superseded, DeadlineStatus.Running], CaseClocks.Deadlines(extended, Calendar, Rules, Day("2026-06-25")).Where(d => d.Rule == "MED15R").Select(d => d.Status));
    }

    [Fact]
    public void RVW15_and_JC30_run_from_the_effect_of_the_agreement()
    {
        var agreed = After(UntilAgreed);   // in effect on 12 June
        Assert.Equal(Day("2026-06-29"), Seen(agreed, "RVW15", "2026-06-20").Due);   // the 27th is a Saturday
        Assert.Equal(Day("2026-07-13"), Seen(agreed, "JC30", "2026-06-20").Due);    // the 12th is a Sunday
        Assert.False(Has(After([.. UntilAgreed, new AgreementReviewNoted(new("rv", AgreementStatus.InReview, Day("2026-06-15")))]), "JC30"));   // one track closes the other
    }

    [Fact]
    public void LIM1_is_interrupted_by_the_application_and_runs_anew_from_the_failure_of_mediation()
    {
        var failed = After([.. UntilHeld, Closed(Outcome.NoAgreement, "2026-06-12")]);
        Assert.Equal((Day("2027-05-20"), DeadlineStatus.Met, true), Seen(failed, "LIM1", "2026-06-20", "knew") is var first ? (first.Due, first.Status, first.Warns) : default);
        Assert.Equal((Day("2026-06-12"), DeadlineStatus.Running), Seen(failed, "LIM1", "2026-06-20", "again") is var again ? (again.From, again.Status) : default);
        Assert.Equal(DeadlineStatus.Met, Seen(After([.. UntilHeld, Closed(Outcome.NoAgreement, "2026-06-12"), new RemedyStarted(new(RemedyKind.Arbitration, 1, Day("2026-07-01"), default))]), "LIM1", "2027-08-01", "again").Status);
    }

    [Fact]
    public void LIM1_runs_anew_from_the_end_of_a_period_of_performance_that_was_not_kept()
    {
        Assert.Equal(Day("2026-06-30"), Seen(After(UntilAgreed), "LIM1", "2026-07-20", "again").From);
        var paid = After([.. UntilAgreed, new PaymentRecorded(new("p1", 1, 1, null, 12000m, Day("2026-06-25"), [new(null, 12000m)], []))]);
        Assert.DoesNotContain(CaseClocks.Of(paid, Calendar, Rules), c => c is { Rule: "LIM1", Subject: "again" });
    }

    [Fact]
    public void LIM1_never_blocks_an_application() =>
        Given().On("2026-06-08").When(new RegisterCase(new("case-9"), Center, CaseSource.PartyApplication, ApplicationForm.Written, At("2026-06-08 09:10"), [Li], [Company], "07.1", [new("07.1", "支付工资", 12000m)], "公司未付工资。", null, Day("2024-01-02")))
            .ThenHappened(typeof(CaseRegistered)).ThenState(s => Seen(s, "LIM1", "2026-06-08", "knew").Status == DeadlineStatus.Missed);

    private static CaseRegistered Owed(DateOnly? left, bool? employed, params string[] types) => Registered with
    {
        Parties = [.. Registered.Parties.Select(p => p.Side is PartySide.Applicant ? p with { LeftOn = left, Employed = employed } : p)],
        DisputeType = types[0],
        Claims = [.. types.Select((t, i) => new Claim(i + 1, t, "支付", 100m))],
    };

    [Fact]
    public void LIMWAGE_runs_a_year_from_the_end_of_the_employment_and_not_from_the_day_the_arrears_were_known()
    {
        var left = After(Owed(Day("2026-01-15"), false, "07.1"));
        Assert.Equal((Day("2026-01-15"), Day("2027-01-15"), true), Seen(left, "LIMWAGE", "2026-06-20") is var d ? (d.From, d.Due, d.Warns) : default);
        Assert.False(Has(left, "LIM1"));
    }

    [Fact]
    public void No_limitation_runs_for_arrears_while_the_employment_lasts()
    {
        var employed = After([Owed(null, true, "07.1"), .. UntilHeld.Skip(1), Closed(Outcome.NoAgreement, "2026-06-12")]);
        Assert.DoesNotContain(CaseClocks.Of(employed, Calendar, Rules), c => c.Rule is "LIM1" or "LIMWAGE");
        // What the worker asks besides is under the ordinary year, and so is what nobody recorded anything of.
        Assert.True(Has(After(Owed(null, true, "07.1", "11")), "LIM1"));
        Assert.True(Has(After(Owed(null, null, "07.1")), "LIM1"));
    }

    [Fact]
    public void After_failed_mediation_the_year_for_arrears_begins_with_the_end_of_the_employment_where_that_came_later()
    {
        var left = After([Owed(Day("2026-06-30"), false, "07.1"), .. UntilHeld.Skip(1), Closed(Outcome.NoAgreement, "2026-06-12")]);
        Assert.Equal(Day("2026-06-30"), Seen(left, "LIMWAGE", "2026-07-20", "again").From);
        Assert.Equal(Day("2026-06-12"), Seen(After([Owed(Day("2026-01-15"), false, "07.1"), .. UntilHeld.Skip(1), Closed(Outcome.NoAgreement, "2026-06-12")]), "LIM1", "2026-07-20", "again").From);
    }

    [Fact]
    public void Each_is_laid_open_to_the_day_it_names_under_the_law_that_made_it()
    {
        // A made-up amendment: 11 and 23 June become days off; and the ordinary term a week longer.
        var amended = Calendar.With(2026, [.. Calendar.DaysOf(2026), new(new(2026, 6, 11), DayKind.Off, "补休", 2026), new(new(2026, 6, 23), DayKind.Off, "补休", 2026)]);
        var changed = Rules.With(2, Rules.Limit("MED15R") with { Count = 22, Version = 2, EffectiveFrom = Day("2020-01-01") });
        var (open, closed) = (After(UntilHeld), After([.. UntilHeld, Closed(Outcome.NoAgreement, "2026-06-12")]));
        foreach (var state in new[] { open, closed, After(UntilAgreed), After([.. UntilAccepted, new TermExtended(new(10, [new(Worker, Day("2026-06-20")), new(Employer, Day("2026-06-20"))], Day("2026-07-03")), 1)]) })
        {
            foreach (var d in CaseClocks.Deadlines(state, amended, changed, Day("2026-06-25")).Where(d => d.Rule is not "TERM"))
            {
                var why = CaseClocks.Explain(d, amended, changed)!;
                Assert.Equal((d.Due, d.Due, d.Raw, d.Provisional), (why.Due, why.Steps[^1].On, why.Raw, why.Provisional));
            }
        }
        Assert.Equal((2, 2, 22), Seen(open, "MED15R") is var now ? (now.RulebookVersion, now.CalendarEdition, CaseClocks.Explain(now, amended, changed)!.Count) : default);
        Assert.Equal((1, 1, 15), Seen(closed, "MED15R") is var then ? (then.RulebookVersion, then.CalendarEdition, CaseClocks.Explain(then, amended, changed)!.Count) : default);

        CaseDeadline Seen(MediationCase state, string rule) => CaseClocks.Deadlines(state, amended, changed, Day("2026-06-25")).Single(d => d.Rule == rule);
    }

    [Fact]
    public void ENF2_runs_two_years_from_the_last_instalment_of_a_confirmed_agreement()
    {
        var confirmed = After([.. UntilAgreed, new AgreementReviewNoted(new("rv", AgreementStatus.Confirmed, Day("2026-06-15")))]);
        Assert.Equal((Day("2026-06-30"), Day("2028-06-30")), Seen(confirmed, "ENF2", "2026-07-20") is var d ? (d.From, d.Due) : default);
        Assert.False(Has(After(UntilAgreed), "ENF2"));
    }

    [Fact]
    public void POST3_ripens_by_itself_after_three_working_days()
    {
        var posted = After([.. UntilAccepted, new ServiceRecorded(new("p1", Employer, ServiceMethod.Posting, ServiceResult.Refused, Day("2026-06-12"), [Scan], default))]);
        Assert.Equal((Day("2026-06-17"), DeadlineStatus.Running, Light.Green), Seen(posted, "POST3", "2026-06-16") is var d ? (d.Due, d.Status, d.Light) : default);
        Assert.Equal(DeadlineStatus.Met, Seen(posted, "POST3", "2026-06-17").Status);
    }

    [Fact]
    public void TERM_keeps_the_agreed_day_and_waits_until_it_is_performed()
    {
        Assert.Equal(["TERM"], CaseClocks.Waiting(After(UntilAgreed), Calendar, Rules).Select(c => c.Rule));
        Assert.Equal(Light.Overdue, Seen(After(UntilAgreed), "TERM", "2026-07-01").Light);
    }

    [Fact]
    public void Rows_have_the_clocks_that_somebody_waits_for()
    {
        Assert.Equal(["ACC3", "MED15R"], CaseClocks.Waiting(After(Registered), Calendar, Rules).Select(c => c.Rule));
        Assert.Equal(["MED15R"], CaseClocks.Waiting(After(UntilAccepted), Calendar, Rules).Select(c => c.Rule));
        Assert.Equal(["MED15R", "TERM"], CaseClocks.Waiting(After(UntilEffective), Calendar, Rules).Select(c => c.Rule));
        Assert.Empty(CaseClocks.Waiting(After([.. UntilHeld, Closed(Outcome.NoAgreement, "2026-06-12")]), Calendar, Rules));
    }

    [Fact]
    public void Nothing_is_overdue_or_late_by_a_provisional_clock()
    {
        var december = After(Registered with { ReceivedAt = At("2026-12-28 09:00") }, Consented);
        Assert.Equal((true, DeadlineStatus.Running, Light.Red), Seen(december, "ACC3", "2027-01-20") is var d ? (d.Provisional, d.Status, d.Light) : default);
        var accepted = december.Evolve(new CaseAccepted(Wang, Day("2027-01-20"), Day("2026-12-31"), false, 1));
        Assert.False(CaseClocks.AcceptedLate(accepted, Calendar, Rules));
        // Once the year is loaded, it is.
        var loaded = Calendar.With(2027, [new(new(2027, 1, 1), DayKind.Off, "元旦", 2027)]);
        Assert.True(CaseClocks.AcceptedLate(accepted, loaded, Rules));
        Assert.Equal((1, 0), (Sum(accepted, Calendar), Sum(accepted, loaded)));

        static long Sum(MediationCase state, WorkCalendar calendar)
        {
            long sum = 0;
            CaseContribution.Contribute(state, calendar, Rules, (key, n) => sum += key.Counter == Counters.AcceptedInTime ? n : 0);
            return sum;
        }
    }

    [Fact]
    public void A_closed_case_keeps_the_law_of_its_closing()
    {
        // A made-up amendment: 11 and 23 June become days off.
        var amended = Calendar.With(2026, [.. Calendar.DaysOf(2026), new(new(2026, 6, 11), DayKind.Off, "补休", 2026), new(new(2026, 6, 23), DayKind.Off, "补休", 2026)]);
        var (open, closed) = (After(UntilHeld), After([.. UntilHeld, Closed(Outcome.NoAgreement, "2026-06-12")]));
        Assert.Equal((Day("2026-06-12"), Day("2026-06-24")), Due(open, amended));
        Assert.Equal((Day("2026-06-11"), Day("2026-06-23")), Due(closed, amended));
        // One that ended under the amended days keeps those.
        var closedLater = After([.. UntilHeld, new CaseClosed(new(Outcome.NoAgreement, Day("2026-06-12"), [], Day("2026-06-24"), true, Law: new(2, 1)), Day("2026-06-12"), null, default, null)]);
        Assert.Equal((Day("2026-06-12"), Day("2026-06-24")), Due(closedLater, amended.With(2026, [.. Calendar.DaysOf(2026)])));
        Assert.Equal((Day("2026-06-11"), Day("2026-06-23")), Due(closed.Evolve(new CaseReopened(ReopenGround.ClericalError, Day("2026-06-13"))), Calendar));

        static (DateOnly, DateOnly) Due(MediationCase state, WorkCalendar calendar) =>
            (CaseClocks.Of(state, calendar, Rules).Single(c => c.Rule == "ACC3").Due, CaseClocks.Of(state, calendar, Rules).Single(c => c.Rule == "MED15R").Due);
    }

    [Fact]
    public void A_case_that_ends_under_an_amended_law_says_so()
    {
        var amended = Calendar.With(2026, [.. Calendar.DaysOf(2026), new(new(2026, 6, 23), DayKind.Off, "补休", 2026)]);
        var at = new Context(At("2026-06-24 10:00"), Actor.System, amended, Rules) { Others = new Dictionary<StreamRef, object> { [StreamRef.To<Organization>(Center.Value)] = Active(Center, "CC-01", "220100") } };
        var closed = Assert.IsType<CaseClosed>(Assert.Single(new CloseCase(Outcome.NoAgreement, [new(FailureCode.PositionsApart)], Day("2026-06-24")).Decide(After(UntilHeld), at).Events));
        Assert.Equal((new LawVersion(2, 1), true, Day("2026-06-24")), (closed.Closing.Law, closed.Closing.InTime, closed.Closing.Due));
    }

    [Fact]
    public void An_extension_is_not_too_late_by_a_provisional_clock() =>
        Given([Registered with { ReceivedAt = At("2026-12-18 09:00"), RegisteredOn = Day("2026-12-18") }, Consented with { On = Day("2026-12-18") }, Accepted with { On = Day("2026-12-21") }]).On("2027-01-06")
            .When(new ExtendTerm(5, [new(Worker, Day("2027-01-05")), new(Employer, Day("2027-01-05"))])).ThenHappened(typeof(TermExtended));
}
