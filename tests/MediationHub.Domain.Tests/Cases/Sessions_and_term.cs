using MediationHub.Domain.Calendars;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Rulebook;
using static MediationHub.Domain.Tests.Cases.CaseStories;

namespace MediationHub.Domain.Tests.Cases;

public class Scheduling_a_session
{
    private static readonly ScheduleSession Tomorrow = new(At("2026-06-12 09:00"), At("2026-06-12 11:00"), "第一调解室", SessionMode.OnSite);

    [Fact]
    public void Tells_all_parties_and_leaves_the_case_accepted() =>
        Given(UntilAccepted).On("2026-06-11").When(Tomorrow).ThenState(s => s.Stage == CaseStage.Accepted && s.Sessions[0].Attendees.Count == 2 && s.Sessions[0].Status == SessionStatus.Scheduled);

    [Fact]
    public void Before_acceptance_is_not_lawful() => Given(Registered, Consented).On("2026-06-11").When(Tomorrow).ThenRefused("not-accepted-yet");

    [Fact]
    public void Needs_both_sides() => Given(UntilAccepted).On("2026-06-11").When(Tomorrow with { Attendees = [Worker] }).ThenRefused("both-sides-not-notified");

    [Fact]
    public void In_private_needs_one_side_only() => Given(UntilAccepted).On("2026-06-11").When(Tomorrow with { Attendees = [Worker], Private = true }).ThenHappened(typeof(SessionScheduled));

    [Fact]
    public void Needs_times_a_place_and_parties_of_the_case() =>
        Given(UntilAccepted).On("2026-06-11").When(new ScheduleSession(At("2026-06-09 09:00"), At("2026-06-09 08:00"), "", SessionMode.Phone, false, [new("x")]))
            .ThenInvalid("startsAt", "endsAt", "place", "attendees[0]");

    [Fact]
    public void May_be_moved_and_called_off() =>
        Given(UntilAccepted).On("2026-06-11").When(Tomorrow).When(new MoveSession("s1", At("2026-06-15 09:00"), At("2026-06-15 10:00"), Reason: "被申请人出差"))
            .ThenState(s => s.Sessions[0].StartsAt == At("2026-06-15 09:00") && s.Sessions[0].Place == "第一调解室")
            .When(new CancelSession("s1", "双方自行协商")).ThenState(s => s.Sessions[0].Status == SessionStatus.Cancelled)
            .When(new MoveSession("s1", At("2026-06-16 09:00"), At("2026-06-16 10:00"))).ThenRefused("session-over");

    [Fact]
    public void That_is_not_there_is_neither_moved_nor_called_off() =>
        Given(UntilAccepted).On("2026-06-11").When(new MoveSession("s7", At("2026-06-15 09:00"), At("2026-06-15 10:00"))).ThenRefused("session-unknown").When(new CancelSession("s7", "误排")).ThenRefused("session-unknown");

    [Fact]
    public void That_lies_ahead_takes_time_and_room_and_one_that_is_over_takes_neither() =>
        Given(UntilAccepted).On("2026-06-11").When(Tomorrow).ThenState(s => s.Sessions[0] is { Booked: true, Sequence: 0 } && s.Sessions[0].Room == "第一调解室")
            .When(Tomorrow with { StartsAt = At("2026-06-10 09:00"), EndsAt = At("2026-06-10 10:00") }).ThenState(s => !s.Sessions[1].Booked && s.Sessions[1].Room.IsEmpty)
            .When(Tomorrow with { Mode = SessionMode.Phone, Place = "电话" }).ThenState(s => s.Sessions[2].Booked && s.Sessions[2].Room.IsEmpty);

    [Fact]
    public void That_is_moved_and_called_off_counts_its_changes_and_frees_what_it_took() =>
        Given(UntilAccepted).On("2026-06-11").When(Tomorrow).When(new MoveSession("s1", At("2026-06-15 09:00"), At("2026-06-15 10:00"), "第二调解室"))
            .ThenState(s => s.Sessions[0] is { Booked: true, Sequence: 1 } && s.Sessions[0].Room == "第二调解室")
            .When(new CancelSession("s1", "双方自行协商")).ThenState(s => s.Sessions[0] is { Booked: false, Sequence: 2 } && s.Sessions[0].Room.IsEmpty);

    [Fact]
    public void That_was_never_held_takes_nobody_once_the_case_has_ended_and_is_opened_again() =>
        Given([.. UntilAccepted, new SessionScheduled("s1", At("2026-06-12 09:00"), At("2026-06-12 10:00"), "第一调解室", SessionMode.OnSite, false, [Worker, Employer], true, "第一调解室"), Closed(Outcome.Stopped, "2026-06-11"), new CaseReopened(ReopenGround.ClericalError, Day("2026-06-11"))])
            .ThenState(s => s.IsOpen && !s.Sessions[0].Booked);

    [Fact]
    public void That_was_held_is_not_called_off() => Given(UntilHeld).On("2026-06-12").When(new CancelSession("s1", "误排")).ThenRefused("session-over");
}

/// <summary>LMA 13, PML 27: a session is closed by its record.</summary>
public class Holding_a_session
{
    private static readonly HoldSession WalkIn = new(
        null, [new(Worker, true), new(Employer, true, "周某代")], new([new("李某", "公司欠我两个月工资。")], ["双方存在劳动关系。"], SessionResult.Continues),
        StartsAt: At("2026-06-11 09:00"), EndsAt: At("2026-06-11 10:00"), Place: "第一调解室", Mode: SessionMode.OnSite, ReadBack: true, Signatures: [new(Worker), new(Employer)]);

    [Fact]
    public void Makes_the_accepted_case_one_in_mediation() =>
        Given(UntilAccepted).On("2026-06-11 11:00").When(WalkIn).ThenState(s => s.Stage == CaseStage.InMediation && s.Sessions[0].Status == SessionStatus.Held && s.Sessions[0].HeldBy == Wang);

    /// <summary>PML 27: whether it was read back, or given to read, stands in the record; it is not forced.</summary>
    [Fact]
    public void Says_whether_the_record_was_read_back_and_does_not_wait_for_it() =>
        Given(UntilAccepted).On("2026-06-11 11:00").When(WalkIn with { ReadBack = false }).ThenState(s => s.Sessions[0] is { TookPlace: true, ReadBack: false });

    /// <summary>Nobody's identity was checked where nobody came.</summary>
    [Fact]
    public void Says_whether_identities_were_checked_of_who_was_there()
    {
        Given(UntilAccepted).On("2026-06-11 11:00").When(WalkIn with { IdentityChecked = true }).ThenState(s => s.Sessions[0].IdentityChecked);
        Given(UntilAccepted).On("2026-06-11 11:00").When(WalkIn with { IdentityChecked = true, Attendance = [new(Worker, false), new(Employer, false)], Record = new([], [], SessionResult.Adjourned), Signatures = [] }).ThenState(s => s.Sessions[0] is { TookPlace: true, IdentityChecked: false });
    }

    [Fact]
    public void As_scheduled_takes_time_and_place_from_the_schedule() =>
        Given([.. UntilAccepted, new SessionScheduled("s1", At("2026-06-11 09:00"), At("2026-06-11 10:00"), "第一调解室", SessionMode.Online, false, [Worker, Employer])])
            .On("2026-06-11 11:00").When(WalkIn with { SessionId = "s1", StartsAt = null, EndsAt = null, Place = default, Mode = null })
            .ThenState(s => s.Sessions.Count == 1 && s.Sessions[0].Mode == SessionMode.Online && s.Sessions[0].TookPlace);

    [Fact]
    public void As_scheduled_does_not_come_before_its_time() =>
        Given([.. UntilAccepted, new SessionScheduled("s1", At("2026-06-12 09:00"), At("2026-06-12 10:00"), "第一调解室", SessionMode.OnSite, false, [Worker, Employer])])
            .On("2026-06-11 11:00").When(WalkIn with { SessionId = "s1", StartsAt = null, EndsAt = null }).ThenRefused("session-ahead");

    [Fact]
    public void Does_not_lie_in_the_future() => Given(UntilAccepted).On("2026-06-11 08:00").When(WalkIn).ThenInvalid("startsAt", "endsAt").On("2026-06-11 09:30").When(WalkIn).ThenInvalid("endsAt");

    [Fact]
    public void Before_acceptance_is_not_lawful() => Given(Registered, Consented).On("2026-06-11 11:00").When(WalkIn).ThenRefused("not-accepted-yet");

    [Fact]
    public void With_an_empty_record_does_not_end() =>
        Given(UntilAccepted).On("2026-06-11 11:00").When(WalkIn with { Record = new([], [], SessionResult.Continues) }).ThenInvalid("record.statements")
            .When(WalkIn with { Record = new([], ["双方存在劳动关系。"], SessionResult.Continues) }).ThenHappened(typeof(SessionHeld));

    [Fact]
    public void Is_signed_by_all_who_were_there_or_says_why_not() =>
        Given(UntilAccepted).On("2026-06-11 11:00").When(WalkIn with { Signatures = [new(Worker)] }).ThenInvalid("signatures").Saying("某某公司")
            .When(WalkIn with { Signatures = [new(Worker)], UnsignedReason = "被申请人线上参会，笔录已发送确认" }).ThenState(s => s.Sessions[0].UnsignedReason == "被申请人线上参会，笔录已发送确认");

    [Fact]
    public void Without_a_record_does_not_end() => Given(UntilAccepted).On("2026-06-11 11:00").When(WalkIn with { Record = null }).ThenInvalid("record");

    [Fact]
    public void Names_what_is_wrong_with_it() =>
        Given(UntilAccepted).On("2026-06-11 11:00").When(WalkIn with { Attendance = [], Record = new([new("", "")], [], SessionResult.Continues), Offers = [new(Worker, default), new(new("x"), "少要一点", -1m)], Signatures = [new(new("y"))] })
            .ThenInvalid("attendance", "record.statements[0].by", "record.statements[0].text", "offers[0].text", "offers[1].byPartyId", "offers[1].amount", "signatures[0].partyId");

    [Fact]
    public void Is_recorded_once() =>
        Given(UntilHeld).On("2026-06-11 11:00").When(WalkIn with { SessionId = "s1", EndsAt = At("2026-06-11 10:30") }).ThenRefused("session-over");

    [Fact]
    public void That_was_called_off_did_not_take_place() =>
        Given([.. UntilAccepted, new SessionScheduled("s1", At("2026-06-11 09:00"), At("2026-06-11 10:00"), "第一调解室", SessionMode.OnSite, false, [Worker, Employer]), new SessionCancelled("s1", "改期")])
            .On("2026-06-11 11:00").When(WalkIn with { SessionId = "s1" }).ThenRefused("session-over");

    [Fact]
    public void Adjourned_for_an_absent_side_does_not_open_mediation() =>
        Given(UntilAccepted).On("2026-06-11 11:00").When(WalkIn with { Attendance = [new(Worker, true), new(Employer, false)], Record = new([], [], SessionResult.Adjourned), Signatures = [new(Worker)] })
            .ThenState(s => s.Stage == CaseStage.Accepted && s.Sessions[0].Status == SessionStatus.Adjourned);

    [Fact]
    public void Cannot_begin_before_the_application_was_received_be_it_on_the_same_day() =>
        Given([.. UntilAccepted.Select(e => e is CaseRegistered r ? r with { ReceivedAt = At("2026-06-10 09:30:40") } : e)]).On("2026-06-11 11:00")
            .When(WalkIn with { StartsAt = At("2026-06-10 09:29"), EndsAt = At("2026-06-10 09:50") }).ThenInvalid("startsAt");

    [Fact]
    public void May_end_in_the_minute_in_which_it_began_but_not_before() =>
        Given(UntilAccepted).On("2026-06-11 11:00").When(WalkIn with { EndsAt = At("2026-06-11 08:59") }).ThenInvalid("endsAt")
            .When(WalkIn with { EndsAt = At("2026-06-11 09:00") }).ThenHappened(typeof(SessionHeld));

    [Fact]
    public void To_which_nobody_came_was_adjourned() =>
        Given(UntilAccepted).On("2026-06-11 11:00").When(WalkIn with { Attendance = [new(Worker, false), new(Employer, false)], Signatures = [] }).ThenInvalid("record.result");

    [Fact]
    public void Comes_to_no_agreement_in_the_absence_of_a_side() =>
        Given(UntilAccepted).On("2026-06-11 11:00").When(WalkIn with { Attendance = [new(Worker, true), new(Employer, false)], Record = new([], ["双方存在劳动关系。"], SessionResult.AgreementReached), Signatures = [new(Worker)] }).ThenInvalid("record.result");

    [Fact]
    public void Is_signed_by_nobody_who_was_not_there() =>
        Given(UntilAccepted).On("2026-06-11 11:00").When(WalkIn with { Attendance = [new(Worker, true), new(Employer, false)], Record = new([], ["双方存在劳动关系。"], SessionResult.Continues), Signatures = [new(Worker), new(Employer)] }).ThenInvalid("signatures[1].partyId");

    [Fact]
    public void Is_not_fixed_more_than_a_year_ahead() =>
        Given(UntilAccepted).On("2026-06-11 11:00").When(new ScheduleSession(At("2027-06-12 09:00"), At("2027-06-12 10:00"), "调解室", SessionMode.OnSite)).ThenInvalid("startsAt");

    [Fact]
    public void In_private_keeps_statements_and_offers_with_the_mediator_until_released() =>
        Given(UntilAccepted).On("2026-06-11 11:00").When(WalkIn with { Private = true, Attendance = [new(Worker, true)], Offers = [new(Worker, "一次付清可以少要", 10000m)] })
            .ThenState(s => !s.Offers[0].Open && s.Offers[0].Amount == "10000.00" && s.Sessions[0].Disclosed().Record!.Statements.Count == 0)
            .When(new ReleaseOffer("o1")).Then(new OfferReleased("o1", At("2026-06-11 11:00"))).ThenState(s => s.Offers[0].Open)
            .When(new ReleaseOffer("o2")).ThenRefused("offer-unknown");

    [Fact]
    public void Late_needs_a_reason() => Given(UntilAccepted).On("2026-06-17").When(WalkIn).ThenInvalid("lateEntryReason").When(WalkIn with { LateEntryReason = "外出巡回调解" }).ThenHappened(typeof(SessionHeld), typeof(EnteredLate));

    [Fact]
    public void After_the_agreement_took_effect_is_no_more() =>
        Given(UntilEffective).On("2026-06-12").When(WalkIn with { StartsAt = At("2026-06-12 09:00"), EndsAt = At("2026-06-12 09:30") }).ThenRefused("agreement-in-force");
}

/// <summary>O17 §29, LMA 14 ¶3: 15 days from 8 June end on 23 June 2026, a Tuesday.</summary>
public class Extending_the_term
{
    private static readonly ExtendTerm Ten = new(10, [new(Worker, Day("2026-06-22")), new(Employer, Day("2026-06-23"))]);

    [Fact]
    public void Signed_by_all_on_the_last_day_counts_from_the_whole() =>
        Given(UntilHeld).On("2026-06-23").When(Ten).Then(new TermExtended(new(10, [new(Worker, Day("2026-06-22")), new(Employer, Day("2026-06-23"))], Day("2026-07-03")), 1));

    [Fact]
    public void Signed_after_the_last_day_is_none() =>
        Given(UntilHeld).On("2026-06-24").When(Ten with { Signatures = [new(Worker, Day("2026-06-22")), new(Employer, Day("2026-06-24"))] }).ThenRefused("extension-after-due");

    [Fact]
    public void Signed_by_one_side_is_none() => Given(UntilHeld).On("2026-06-23").When(Ten with { Signatures = [new(Worker, Day("2026-06-22"))] }).ThenRefused("extension-needs-all").Saying("某某公司");

    [Fact]
    public void Signed_in_time_may_be_entered_after_the_last_day_with_the_signed_paper() =>
        Given(UntilHeld).On("2026-06-25").When(Ten with { FileId = Scan }).ThenHappened(typeof(TermExtended)).ThenState(s => s.Files.Contains(Scan));

    [Fact]
    public void Entered_after_the_last_day_without_the_signed_paper_is_not_believed() =>
        Given(UntilHeld).On("2026-06-24").When(Ten).ThenInvalid("fileId").On("2026-06-23").When(Ten).ThenHappened(typeof(TermExtended));

    [Fact]
    public void Signed_in_time_and_entered_late_needs_a_reason() => Given(UntilHeld).On("2026-06-30").When(Ten).ThenInvalid("lateEntryReason");

    [Fact]
    public void Adds_up_and_the_earlier_clocks_stay_visible() =>
        Given(UntilHeld).On("2026-06-23").When(Ten).When(Ten with { Days = 5, Signatures = [new(Worker, Day("2026-06-23")), new(Employer, Day("2026-06-23"))] })
            .ThenState(s => s.Extensions[1].Due == Day("2026-07-08"))
            .ThenState(s => Assert.Equal(
                [DeadlineStatus.Superseded, DeadlineStatus.Superseded, DeadlineStatus.Running],
                CaseClocks.Deadlines(s, WorkCalendar.BuiltIn, RuleSet.BuiltIn, Day("2026-06-23")).Where(d => d.Rule == "MED15R").Select(d => d.Status)));

    [Fact]
    public void Has_an_end() => Given(UntilHeld).On("2026-06-23").When(Ten with { Days = int.MaxValue }).ThenRefused("extension-too-long");

    [Fact]
    public void Needs_days_and_signatures() => Given(UntilHeld).On("2026-06-23").When(new ExtendTerm(0, null)).ThenInvalid("days", "signatures");

    [Fact]
    public void Of_an_entrusted_case_is_not_possible() =>
        Given([Registered with { Origin = new(EntrustmentId: "e-1", ConsentedOn: Day("2026-06-08")) }, Consented, Accepted]).On("2026-06-12")
            .When(Ten with { Signatures = [new(Worker, Day("2026-06-12")), new(Employer, Day("2026-06-12"))] }).ThenRefused("not-extendable");

    [Fact]
    public void Of_a_collective_dispute_is_signed_by_its_representatives() =>
        Given([A_collective_dispute.Twelve, A_collective_dispute.Members, Consented, Accepted, new RepresentativesChosen(new([new("m1"), new("m2"), new("m3")], AgentPowers.Special, null))]).On("2026-06-12")
            .When(new ExtendTerm(5, [new(Employer, Day("2026-06-12")), new(new("m1"), Day("2026-06-12")), new(new("m2"), Day("2026-06-12")), new(new("m3"), Day("2026-06-12"))])).ThenHappened(typeof(TermExtended));

    [Fact]
    public void Before_acceptance_is_not_possible() => Given(Registered).On("2026-06-12").When(Ten with { Signatures = [new(Worker, Day("2026-06-12"))] }).ThenRefused("not-accepted-yet");
}

public class Suspending_a_case
{
    private static readonly SuspendCase Suspend = new(SuspensionGround.Appraisal, "等待劳动能力鉴定", Day("2026-06-12"), [Worker, Employer]);

    [Fact]
    public void Needs_the_agreement_of_all() => Given(UntilHeld).On("2026-06-12").When(Suspend with { AgreedBy = [Worker] }).ThenRefused("suspension-needs-all");

    [Fact]
    public void Stops_mediating_and_no_time_limit() =>
        Given(UntilHeld).On("2026-06-12").When(Suspend).ThenState(s => s.Suspended && s.Stage == CaseStage.InMediation)
            .ThenState(s => CaseClocks.Closing(s, WorkCalendar.BuiltIn, RuleSet.BuiltIn).Due == Day("2026-06-23"))
            .When(new DraftAgreement([new(TermKind.Payment, Employer, Worker, 12000m, DueOn: Day("2026-06-30"))])).ThenRefused("case-suspended");

    [Fact]
    public void Ends_with_resuming() =>
        Given([.. UntilHeld, new CaseSuspended(new(SuspensionGround.Appraisal, "等待劳动能力鉴定", Day("2026-06-12")))]).On("2026-06-15")
            .When(new ResumeCase(Day("2026-06-15"))).Then(new CaseResumed(Day("2026-06-15"))).ThenState(s => !s.Suspended);

    [Fact]
    public void Does_not_resume_what_goes_on() => Given(UntilHeld).On("2026-06-15").When(new ResumeCase(Day("2026-06-15"))).ThenRefused("not-suspended");
}

/// <summary>Every clock of a case, as a day shows it.</summary>
public class The_clocks_of_a_case
{
    private static IReadOnlyList<CaseDeadline> Seen(MediationCase state, string today) => CaseClocks.Deadlines(state, WorkCalendar.BuiltIn, RuleSet.BuiltIn, Day(today));

    [Theory]
    [InlineData("2026-06-19", Light.Green)]
    [InlineData("2026-06-20", Light.Amber)]
    [InlineData("2026-06-22", Light.Amber)]
    [InlineData("2026-06-23", Light.Red)]
    [InlineData("2026-06-24", Light.Overdue)]
    public void Are_amber_three_days_ahead_red_on_the_day_and_overdue_from_the_day_after(string today, Light light) =>
        Assert.Equal(light, Seen(After(UntilHeld), today).Single(d => d.Rule == "MED15R").Light);

    [Fact]
    public void Acceptance_is_met_or_missed_and_then_green()
    {
        Assert.Equal((DeadlineStatus.Met, Light.Green), Seen(After(UntilAccepted), "2026-07-01").Where(d => d.Rule == "ACC3").Select(d => (d.Status, d.Light)).Single());
        Assert.Equal(DeadlineStatus.Missed, Seen(After(Registered, Consented, Accepted with { On = Day("2026-06-12"), Late = true }), "2026-06-12").Single(d => d.Rule == "ACC3").Status);
        Assert.Equal((DeadlineStatus.Missed, Light.Overdue), Seen(After(Registered), "2026-06-12").Where(d => d.Rule == "ACC3").Select(d => (d.Status, d.Light)).Single());
    }

    [Fact]
    public void An_enterprise_committee_has_both_and_closes_by_the_one_from_acceptance()
    {
        var state = After(Registered with { OrganizationType = OrganizationType.EnterpriseCommittee }, Consented, Accepted);
        Assert.Equal(["ACC3 2026-06-11", "MED15R 2026-06-23", "MED15A 2026-06-25"], Seen(state, "2026-06-11").Where(d => !d.Warns).Select(d => $"{d.Rule} {d.Due:yyyy-MM-dd}"));
        Assert.Equal("MED15A", CaseClocks.Closing(state, WorkCalendar.BuiltIn, RuleSet.BuiltIn).Rule);
    }

    [Fact]
    public void The_term_is_met_by_closing_in_time_and_an_expired_case_missed_it()
    {
        Assert.Equal(DeadlineStatus.Met, Seen(After(UntilAgreed), "2026-07-01").Single(d => d.Rule == "MED15R").Status);
        Assert.Equal(DeadlineStatus.Missed, Seen(After([.. UntilHeld, Closed(Outcome.Expired, "2026-06-23")]), "2026-07-01").Single(d => d.Rule == "MED15R").Status);
    }

    [Fact]
    public void An_agreement_in_force_starts_the_clock_for_its_review_and_one_for_each_line() =>
        Assert.Equal(["RVW15 2026-06-29", "TERM 2026-06-30"], Seen(After(UntilEffective), "2026-06-12").Where(d => d.Rule is "RVW15" or "TERM").Select(d => $"{d.Rule} {d.Due:yyyy-MM-dd}"));

    [Fact]
    public void The_existence_of_employment_is_never_reviewed() =>
        Assert.DoesNotContain(Seen(After([Registered with { DisputeType = "01" }, .. UntilEffective.Skip(1)]), "2026-06-12"), d => d.Rule == "RVW15");

    [Fact]
    public void What_runs_past_the_loaded_years_is_provisional_and_nothing_expires_by_it()
    {
        var state = After(Registered with { ReceivedAt = At("2029-06-08 09:10") }, Consented, Accepted with { On = Day("2029-06-10") }, Held);
        Assert.Equal((DeadlineStatus.Running, true), Seen(state, "2029-08-01").Where(d => d.Rule == "MED15R").Select(d => (d.Status, d.Provisional)).Single());
        Given(Registered with { ReceivedAt = At("2029-06-08 09:10") }, Consented, Accepted with { On = Day("2029-06-10") }, Held)
            .On("2029-08-01").When(new CloseCase(Outcome.Expired, [], Day("2029-08-01"))).ThenRefused("term-provisional");
    }
}
