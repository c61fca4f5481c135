using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Reviews;
using MediationHub.Domain.Statistics;
using MediationHub.Domain.Tests.Kernel;
using static MediationHub.Domain.Tests.Cases.CaseStories;
using static MediationHub.Domain.Tests.Reviews.ReviewStories;

namespace MediationHub.Domain.Tests.Reviews;

public class The_joint_application
{
    [Fact]
    public void Of_one_side_is_not_filed() => Tell().On("2026-06-15").By(Mediator).When(Application)
        .ThenHappened(typeof(ReviewApplied)).ThenState(s => s.Stage == ReviewStage.Applied && s.FiledOn == null && s.CommissionId == House && s.FilingDue == Day("2026-06-29"));

    [Fact]
    public void Counts_as_filed_on_the_day_the_second_side_joins() => Tell(Applied).On("2026-06-17").By(Mediator)
        .When(new JoinReview(Employer, At("2026-06-17 09:00"))).ThenState(s => s.Stage == ReviewStage.Filed && s.FiledOn == Day("2026-06-17") && !s.FiledLate);

    [Fact]
    public void On_the_fifteenth_day_rolled_over_the_weekend_is_in_time() => Tell(Applied).On("2026-06-29").By(Mediator)
        .When(new JoinReview(Employer, At("2026-06-29 09:00"))).ThenState(s => !s.FiledLate);

    [Fact]
    public void After_the_fifteen_days_is_filed_and_marked_late() => Tell(Applied).On("2026-06-30").By(Mediator)
        .When(new JoinReview(Employer, At("2026-06-30 09:00"))).ThenState(s => s.Stage == ReviewStage.Filed && s.FiledLate);

    /// <summary>CC 203: where there are business hours, the last day ends with them.</summary>
    [Theory]
    [InlineData("2026-06-29 17:00", true, false)]
    [InlineData("2026-06-29 17:01", true, true)]
    [InlineData("2026-06-29 23:59", false, false)]
    [InlineData("2026-06-30 00:00", false, true)]
    public void Comes_in_time_online_until_midnight_and_at_the_counter_until_it_closes(string at, bool counter, bool late) => Tell(Applied).On("2026-06-30").By(Mediator)
        .When(new JoinReview(Employer, At(at), AtCounter: counter)).ThenState(s => s.FiledLate == late && s.FiledOn == ChinaTime.DayOf(At(at)) && s.Joined[^1].AtCounter == counter);

    /// <summary>CPL 85, in arbitration by R33 §19: what was posted before the end is in time, and the days on the way do not count.</summary>
    [Theory]
    [InlineData("2026-06-29", false)]
    [InlineData("2026-06-24", false)]
    [InlineData("2026-06-30", true)]
    public void Posted_by_the_last_day_is_in_time_whenever_it_comes(string posted, bool late) => Tell(Applied).On("2026-07-02").By(Mediator)
        .When(ByPost(posted)).ThenState(s => s.FiledLate == late && s.FiledOn == Day("2026-07-02") && s.Joined[^1].PostedOn == Day(posted) && s.Joined[^1].PostingProof == "EMS 1031234567890" && s.JudgedOn == Day(posted));

    [Fact]
    public void Posted_in_time_keeps_its_clock_and_names_the_day_of_posting()
    {
        Tell(Applied).On("2026-07-02").By(Mediator).When(ByPost("2026-06-29")).ThenState(s => Filing(s) is { Status: DeadlineStatus.Met } met && met.PostedOn == Day("2026-06-29"));
        Tell(Applied).On("2026-07-02").By(Mediator).When(ByPost("2026-06-30")).ThenState(s => Filing(s) is { Status: DeadlineStatus.Missed, PostedOn: null });
    }

    [Fact]
    public void Handed_in_after_the_counter_closed_on_the_last_day_has_missed_its_clock() => Tell(Applied).On("2026-06-30").By(Mediator)
        .When(new JoinReview(Employer, At("2026-06-29 17:01"), AtCounter: true)).ThenState(s => Filing(s).Status == DeadlineStatus.Missed);

    [Fact]
    public void Posted_in_time_is_noted_in_time_at_the_case()
    {
        var filed = new DomainEvent[] { Applied, new ReviewJoined(Joined.Joining with { At = At("2026-07-02 10:00"), PostedOn = Day("2026-06-29"), PostingProof = "EMS 1031234567890" }), new ReviewFiled(Day("2026-07-02"), false) };
        var (_, note) = ReviewConsequences.Of(filed.Aggregate(Review.Empty, (r, e) => r.Evolve(e)), 3, filed[^1])!.Value;
        var noted = TheCase.Evolve(new AgreementReviewNoted(new(note.ReviewId, note.Status, note.FiledOn, PostedOn: note.PostedOn)));
        var clock = CaseClocks.Of(noted, Domain.Calendars.WorkCalendar.BuiltIn, Domain.Rulebook.RuleSet.BuiltIn).Single(c => c.Rule == "RVW15");
        Assert.Equal((DeadlineStatus.Met, Day("2026-06-29"), Day("2026-07-02")), (clock.StatusOn(Day("2026-07-02")), clock.PostedOn!.Value, note.FiledOn));
        var why = CaseClocks.Explain(clock.On(Day("2026-07-02"), 3), Domain.Calendars.WorkCalendar.BuiltIn, Domain.Rulebook.RuleSet.BuiltIn)!;
        Assert.Equal((true, "期间届满日,交邮"), (why.Posting!.InTime, why.Steps[^1].Note));
    }

    [Theory]
    [InlineData("2026-07-03")]   // in the future
    [InlineData("2026-07-02")]   // after it was received
    [InlineData("2026-06-11")]   // before the agreement took effect
    public void Is_not_posted_on_a_day_that_cannot_be(string posted) => Tell(Applied).On("2026-07-02").By(Mediator).When(ByPost(posted) with { JoinedAt = At("2026-07-01 10:00") }).ThenInvalid("postedOn");

    [Fact]
    public void Posted_needs_its_proof_and_was_not_handed_in_at_the_counter()
    {
        Tell(Applied).On("2026-07-02").By(Mediator).When(ByPost("2026-06-29") with { PostingProof = default }).ThenInvalid("postingProof");
        Tell(Applied).On("2026-07-02").By(Mediator).When(ByPost("2026-06-29") with { PostedOn = null }).ThenInvalid("postedOn");
        Tell(Applied).On("2026-07-02").By(Mediator).When(ByPost("2026-06-29") with { AtCounter = true }).ThenInvalid("postedOn");
        Tell().On("2026-06-15").By(Mediator).When(Application with { PostedOn = Day("2026-06-16"), PostingProof = "邮戳" }).ThenInvalid("postedOn");
    }

    /// <summary>CPL 86: more time is asked for within ten days after the obstacle ended. 11 July 2026 is a Saturday: the tenth day rolls to Monday.</summary>
    [Theory]
    [InlineData("2026-07-13 09:00", "2026-07-01", "2026-07-13", false)]
    [InlineData("2026-07-14 09:00", "2026-07-01", "2026-07-13", true)]
    [InlineData("2026-07-13 09:00", "2026-07-13", "2026-07-23", false)]
    public void Missed_through_force_majeure_asks_for_more_time_within_ten_days(string joined, string ended, string due, bool late) => Tell(Applied).On("2026-07-14").By(Mediator)
        .When(new JoinReview(Employer, At(joined), Obstacle: "暴雨洪水，道路中断", ObstacleEndedOn: Day(ended)))
        .ThenState(s => s.FiledLate && s.Joined[^1].MoreTime is { Provisional: false } asked && asked.Due == Day(due) && asked.Late == late && asked.RequestedOn == ChinaTime.DayOf(At(joined)) && asked.Cause == "暴雨洪水，道路中断");

    [Fact]
    public void Missed_through_force_majeure_may_ask_with_the_first_sides_application() => Tell().On("2026-06-30").By(Mediator)
        .When(Application with { AppliedAt = At("2026-06-30 09:00"), Obstacle = "暴雨洪水", ObstacleEndedOn = Day("2026-06-28") })
        .ThenState(s => s.Stage == ReviewStage.Applied && s.Joined[0].MoreTime!.Due == Day("2026-07-08"));

    [Fact]
    public void Asks_for_no_more_time_where_it_is_in_time_or_the_obstacle_lasts()
    {
        Tell(Applied).On("2026-06-29").By(Mediator).When(new JoinReview(Employer, At("2026-06-29 09:00"), Obstacle: "洪水", ObstacleEndedOn: Day("2026-06-20"))).ThenInvalid("obstacle");
        Tell(Applied with { Provisional = true }).On("2026-06-30").By(Mediator).When(new JoinReview(Employer, At("2026-06-30 09:00"), Obstacle: "洪水", ObstacleEndedOn: Day("2026-06-20"))).ThenInvalid("obstacle");
        Tell(Applied).On("2026-06-30").By(Mediator).When(new JoinReview(Employer, At("2026-06-30 09:00"), Obstacle: "洪水")).ThenInvalid("obstacleEndedOn");
        Tell(Applied).On("2026-06-30").By(Mediator).When(new JoinReview(Employer, At("2026-06-30 09:00"), ObstacleEndedOn: Day("2026-06-20"))).ThenInvalid("obstacle");
        foreach (var impossible in new[] { "2026-07-01", "2026-06-11" })
            Tell(Applied).On("2026-06-30").By(Mediator).When(new JoinReview(Employer, At("2026-06-30 09:00"), Obstacle: "洪水", ObstacleEndedOn: Day(impossible))).ThenInvalid("obstacleEndedOn");
    }

    private static JoinReview ByPost(string posted) => new(Employer, At("2026-07-02 10:00"), PostedOn: Day(posted), PostingProof: "EMS 1031234567890");

    private static CaseDeadline Filing(Review s) => ReviewClocks.Of(s, Domain.Calendars.WorkCalendar.BuiltIn, Domain.Rulebook.RuleSet.BuiltIn)[0].On(Day("2026-07-02"), 3);

    [Fact]
    public void Is_never_late_by_a_provisional_clock() => Tell(Applied with { Provisional = true }).On("2026-06-30").By(Mediator)
        .When(new JoinReview(Employer, At("2026-06-30 09:00"))).ThenState(s => !s.FiledLate);

    [Fact]
    public void Needs_an_agreement_in_force() => Tell().Knowing(TheCase.Id.Value, After(UntilAllSigned)).On("2026-06-15").By(Mediator).When(Application).ThenRefused("no-agreement-in-force");

    [Fact]
    public void Is_never_made_for_an_agreement_about_the_existence_of_employment() =>
        Tell().Knowing(TheCase.Id.Value, After([Registered with { DisputeType = "01" }, .. UntilAgreed.Skip(1)])).On("2026-06-15").By(Mediator).When(Application).ThenRefused("not-reviewable");

    [Fact]
    public void Is_not_made_again_once_the_agreement_is_confirmed() =>
        Tell().Knowing(TheCase.Id.Value, After([.. UntilAgreed, new AgreementReviewNoted(new("old", AgreementStatus.Confirmed, Day("2026-06-13")))])).On("2026-06-15").By(Mediator).When(Application).ThenRefused("agreement-confirmed");

    [Fact]
    public void Is_not_made_by_another_organization() => Tell().On("2026-06-15").By(Head(Neighbor)).When(Application).ThenInvalid("caseId");

    [Fact]
    public void Is_joined_only_by_who_signed_the_agreement() => Tell(Applied).On("2026-06-15").By(Mediator).When(new JoinReview(new("r9"), At("2026-06-15 09:30"))).ThenInvalid("partyId");

    [Fact]
    public void Is_not_accepted_while_one_side_has_not_joined() => Tell(Applied).On("2026-06-15").By(Clerk).When(new AcceptReview(Day("2026-06-15"))).ThenRefused("review-one-sided").Saying("某某公司");

    [Fact]
    public void Is_not_joined_once_a_supplementary_agreement_took_its_place() =>
        Tell(Applied).Knowing(TheCase.Id.Value, TheCase with { Agreement = TheCase.Agreement! with { No = 2 } }).On("2026-06-15").By(Mediator).When(new JoinReview(Employer, At("2026-06-15 09:30"))).ThenRefused("agreement-changed");

    [Fact]
    public void Does_not_lie_before_the_agreements_effect() => Tell().On("2026-06-15").By(Mediator).When(Application with { AppliedAt = At("2026-06-11 09:00") }).ThenInvalid("appliedAt");

    [Fact]
    public void Shows_what_is_still_missing_before_it_is_sent()
    {
        var items = ReviewPackage.Of(TheCase);
        Assert.Contains(items, i => i is { Ok: true, Needed: true } && i.What.Chinese == "已生效的调解协议");
        Assert.Contains(items, i => !i.Ok && i.What.Chinese == "某某公司的送达地址");
        Assert.All(items.Where(i => i.Needed), i => Assert.True(i.Ok));
    }
}

public class The_competent_commission
{
    [Fact]
    public void Is_that_of_the_place_of_performance_first() => Tell().On("2026-06-15").By(Mediator).When(Application with { PlaceOfPerformance = "220200" })
        .ThenState(s => s.CommissionId == new CommissionId("jl") && s.Competence!.Ground == CompetenceGround.PlaceOfPerformance);

    [Fact]
    public void Is_then_that_of_the_employers_seat_and_last_that_of_the_organizations()
    {
        var inJilin = TheCase with { Parties = TheCase.Parties.ConvertAll(p => p.Id == Employer ? p with { Address = "吉林市船营区解放路1号" } : p) };
        Tell().Knowing(TheCase.Id.Value, inJilin).On("2026-06-15").By(Mediator).When(Application).ThenState(s => s.CommissionId == new CommissionId("jl") && s.Competence!.Ground == CompetenceGround.EmployerSeat);
        Tell().On("2026-06-15").By(Mediator).When(Application).ThenState(s => s.CommissionId == House && s.Competence!.Ground == CompetenceGround.OrganizationSeat && s.Competence.Text.Contains("长春市"));
    }

    [Fact]
    public void May_be_another_by_choice_which_is_said_to_the_clerk() => Tell().On("2026-06-15").By(Mediator).When(Application with { CommissionId = new("jl") })
        .ThenState(s => s.CommissionId == new CommissionId("jl") && s.Competence!.Ground == null && s.Competence.Text.Contains("长春市劳动人事争议仲裁委员会"));

    [Fact]
    public void Is_asked_for_where_none_can_be_found() => Tell().On("2026-06-15").By(Mediator).When(Application with { Commissions = [], OrganizationUnit = null }).ThenInvalid("commissionId");
}

public class Accepting_a_review
{
    [Fact]
    public void Gives_it_a_number_and_five_working_days() => Tell(UntilFiled).On("2026-06-15").By(Clerk).When(new AcceptReview(Day("2026-06-15"))).Then(Taken);

    [Fact]
    public void Filed_late_needs_a_reason_to_extend_the_time()
    {
        var late = new DomainEvent[] { Applied, Joined, Filed with { On = Day("2026-06-30"), Late = true } };
        Tell(late).On("2026-06-30").By(Clerk).When(new AcceptReview(Day("2026-06-30"))).ThenRefused("filed-late").Saying("2026-06-29");
        Tell(late).On("2026-06-30").By(Clerk).When(new AcceptReview(Day("2026-06-30"), "因洪水交通中断，依法顺延")).ThenState(s => s.Stage == ReviewStage.Accepted && !s.LateReason.IsEmpty);
        var asked = new DomainEvent[] { Applied, new ReviewJoined(Joined.Joining with { At = At("2026-06-30 09:30"), MoreTime = new("洪水", Day("2026-06-28"), Day("2026-06-30"), Day("2026-07-08"), false, false, 1) }), late[^1] };
        Tell(asked).On("2026-06-30").By(Clerk).When(new AcceptReview(Day("2026-06-30"))).ThenRefused("filed-late");   // that it was asked for decides nothing
        Tell(asked).On("2026-06-30").By(Clerk).When(new AcceptReview(Day("2026-06-30"), "洪水属实，准予顺延")).ThenState(s => s.Stage == ReviewStage.Accepted);
        Tell(asked).On("2026-06-30").By(Clerk).When(new DeclineReview(3, "障碍不影响线上申请，不予顺延", Day("2026-06-30"))).ThenState(s => s.Stage == ReviewStage.NotAccepted);
        Tell(late).On("2026-06-30").By(Clerk).When(new DeclineReview(3, "超过十五日", Day("2026-06-30"))).ThenState(s => s.Stage == ReviewStage.NotAccepted && s.NotAccepted!.Ground == 3);
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5)]
    public void Is_declined_on_one_of_five_grounds(int ground) => Tell(UntilFiled).On("2026-06-15").By(Clerk).When(new DeclineReview(ground, "理由", Day("2026-06-15"))).Then(new ReviewNotAccepted(ground, "理由", Day("2026-06-15")));

    [Theory]
    [InlineData(0), InlineData(6)]
    public void Is_declined_on_no_other_ground(int ground) => Tell(UntilFiled).On("2026-06-15").By(Clerk).When(new DeclineReview(ground, default, Day("2026-06-15"))).ThenInvalid("ground", "reason");

    [Fact]
    public void Happens_once()
    {
        Tell(UntilTaken).On("2026-06-16").By(Clerk).When(new AcceptReview(Day("2026-06-16"))).ThenRefused("review-accepted");
        Tell(UntilTaken).On("2026-06-16").By(Clerk).When(new DeclineReview(2, "理由", Day("2026-06-16"))).ThenRefused("review-accepted");
    }
}

public class The_reviewing_arbitrator
{
    [Fact]
    public void Is_assigned_once_it_is_accepted()
    {
        Tell(UntilFiled).On("2026-06-15").By(Director).When(new AssignReviewer(Han)).ThenRefused("review-not-accepted-yet");
        Tell(UntilTaken).On("2026-06-15").By(Director).When(new AssignReviewer(Han)).Then(Assigned);
    }

    [Fact]
    public void Is_never_the_cases_mediator() => Tell(UntilTaken).On("2026-06-15").By(Director).When(new AssignReviewer(Wang2)).ThenRefused("arbitrator-was-mediator");

    [Fact]
    public void Is_never_the_cases_mediator_under_another_id() => Tell(UntilTaken)
        .Knowing<Commission>(House.Value, [Established, new ArbitratorAppointed(new(Wang2, "王某", "ZC-002", false, Day("2025-01-01"), IdNumber: "11010519491231002X"))])
        .On("2026-06-15").By(Director).When(new AssignReviewer(Wang2)).ThenRefused("arbitrator-was-mediator");

    [Fact]
    public void Is_never_of_a_partys_staff() => Tell(UntilTaken).On("2026-06-15").By(Director).When(new AssignReviewer(Clerk2)).ThenRefused("arbitrator-related").Saying("某某公司");

    [Theory]
    [InlineData("李某", "220102199003070048")]   // a party
    [InlineData("陈某", "")]                     // the legal representative
    public void Is_never_a_party_or_who_stands_for_one(string name, string idNumber) => Tell(UntilTaken)
        .Knowing<Commission>(House.Value, [Established, new ArbitratorAppointed(new(Han, name, "ZC-001", true, Day("2025-01-01"), IdNumber: idNumber))])
        .On("2026-06-15").By(Director).When(new AssignReviewer(Han)).ThenRefused("arbitrator-related");

    [Fact]
    public void Is_never_an_agent_of_a_party()
    {
        var agent = new ExtractAgent("孙某", AgentPowers.General, "13700000000", default);
        var extract = Extract with { Parties = [.. Extract.Parties.Select(p => p.Id == Worker ? p with { Agents = [agent] } : p)] };
        Tell([Applied with { Extract = extract }, Joined, Filed, Taken])
            .Knowing<Commission>(House.Value, [Established, new ArbitratorAppointed(new(Han, "孙某", "ZC-001", true, Day("2025-01-01"), Phone: "13700000000"))])
            .On("2026-06-15").By(Director).When(new AssignReviewer(Han)).ThenRefused("arbitrator-related");
    }

    [Fact]
    public void Of_the_same_name_with_another_ID_number_is_another_person() => Tell(UntilTaken)
        .Knowing<Commission>(House.Value, [Established, new ArbitratorAppointed(new(Han, "李某", "ZC-001", true, Day("2025-01-01"), IdNumber: "220102197506150014"))])
        .On("2026-06-15").By(Director).When(new AssignReviewer(Han)).ThenHappened(typeof(ReviewArbitratorAssigned));

    [Fact]
    public void Serves_on_that_day() => Tell(UntilTaken)
        .Knowing<Commission>(House.Value, [.. TheHouse, new ArbitratorLeft(Han, Day("2026-06-10"))])
        .On("2026-06-15").By(Director).When(new AssignReviewer(Han)).ThenRefused("arbitrator-not-serving");

    [Fact]
    public void Declares_that_nothing_stands_in_the_way() => Tell([.. UntilTaken, Assigned]).On("2026-06-15").By(Arb).When(new DeclareConflict(false)).Then(Declared);

    [Fact]
    public void Declares_it_by_acting() => Tell([.. UntilTaken, Assigned]).On("2026-06-16").By(Arb).When(new RecordInquiry([Worker], "自愿签署。"))
        .ThenHappened(typeof(ReviewNoConflictDeclared), typeof(ReviewInquiryRecorded)).ThenState(s => s.Arbitrator!.DeclaredOn == Day("2026-06-16"));

    [Fact]
    public void With_a_conflict_withdraws_and_is_not_assigned_again() => Tell([.. UntilTaken, Assigned]).On("2026-06-15").By(Arb).When(new DeclareConflict(true, "与申请人系亲属"))
        .ThenState(s => s.Stage == ReviewStage.Accepted && s.Arbitrator == null).By(Director).When(new AssignReviewer(Han)).ThenRefused("arbitrator-withdrew");

    [Fact]
    public void Alone_acts_in_the_review()
    {
        foreach (var act in new ICommand<Review>[] { new MakeLetter(At("2026-06-16 09:00")), new RefuseReview([new(5, "不明确")]), new ExtendReview("理由"), new RecordInquiry([Worker], "问"), new DeclareConflict(true, "理由") })
            Tell(UntilReview).On("2026-06-16").By(Another).When(act).ThenRefused("not-the-arbitrator");
    }
}

public class Extending_a_review
{
    private static readonly ReviewApprovalRequested Requested = new(new(ReviewRequestKind.Extension, "需核实社保缴费记录", [], "arbitrator", Day("2026-06-22")));

    [Fact]
    public void Is_asked_for_by_the_arbitrator_and_approved_by_the_director() => Tell(UntilReview).On("2026-06-22").By(Arb).When(new ExtendReview("需核实社保缴费记录")).Then(Requested)
        .By(Director).When(new ApproveRequest()).ThenState(s => s.Extension!.Due == Day("2026-06-30") && s.Due == Day("2026-06-30") && s.Pending == null && s.Extension.ApprovedBy == "director");

    [Fact]
    public void May_be_decided_by_the_director_alone() => Tell(UntilReview).On("2026-06-23").By(Director).When(new ExtendReview("特殊情况")).ThenHappened(typeof(ReviewExtended));

    [Fact]
    public void Is_approved_on_the_last_day_and_never_after_it()
    {
        Tell([.. UntilReview, Requested]).On("2026-06-23").By(Director).When(new ApproveRequest()).ThenHappened(typeof(ReviewExtended));
        Tell([.. UntilReview, Requested]).On("2026-06-24").By(Director).When(new ApproveRequest()).ThenRefused("extension-after-due");
        Tell(UntilReview).On("2026-06-24").By(Arb).When(new ExtendReview("理由")).ThenRefused("extension-after-due");
    }

    [Fact]
    public void Happens_once() => Tell(UntilReview).On("2026-06-22").By(Director).When(new ExtendReview("特殊情况")).When(new ExtendReview("又一次")).ThenRefused("already-extended");

    [Fact]
    public void Is_returned_with_a_comment_and_may_be_asked_for_again() => Tell([.. UntilReview, Requested]).On("2026-06-22").By(Director).When(new ReturnRequest("理由不充分"))
        .ThenState(s => s.Pending == null && s.Returned.Count == 1).By(Arb).When(new ExtendReview("需到社保经办机构核实")).ThenHappened(typeof(ReviewApprovalRequested));

    [Fact]
    public void Is_approved_by_whom_the_commission_delegated_and_by_nobody_else()
    {
        var house = new DomainEvent[] { Established with { Profile = Established.Profile with { DirectorAccount = "director" } }, TheHouse[1], new ApprovalDelegated(new("deputy", "院长", Day("2026-06-20"), Day("2026-06-22"))) };
        var deputy = new Actor("deputy", new HashSet<Role> { Role.Director }, Commission: House);
        Tell([.. UntilReview, Requested]).Knowing<Commission>(House.Value, house).On("2026-06-22").By(deputy).When(new ApproveRequest()).ThenHappened(typeof(ReviewExtended));
        Tell([.. UntilReview, Requested]).Knowing<Commission>(House.Value, house).On("2026-06-23").By(deputy).When(new ApproveRequest()).ThenRefused("not-the-approver");
    }

    [Fact]
    public void Is_never_approved_by_who_asked_for_it()
    {
        var both = new Actor("arbitrator", new HashSet<Role> { Role.Arbitrator, Role.Director }, Commission: House, ArbitratorId: "han");
        Tell(UntilReview).On("2026-06-22").By(both).When(new ExtendReview("需核实")).ThenHappened(typeof(ReviewApprovalRequested)).When(new ApproveRequest()).ThenRefused("own-request");
    }

    /// <summary>R33 §76: ten working days in all; what is decided within them is in time.</summary>
    [Fact]
    public void Gives_ten_working_days_in_all_and_what_is_decided_in_them_is_in_time()
    {
        var extended = new ReviewExtended(new("需核实", Day("2026-06-30"), false, "director", Day("2026-06-22")), 1);
        Tell([.. UntilReview, extended]).On("2026-06-30 16:00").By(Arb).When(new MakeLetter(At("2026-06-30 15:00"))).ThenState(s => !s.Letter!.Late);
        Tell([.. UntilReview, extended]).On("2026-07-01 16:00").By(Arb).When(new MakeLetter(At("2026-07-01 15:00"))).ThenState(s => s.Letter!.Late);
        Tell([.. UntilReview, extended]).On("2026-06-29").By(Arb).When(new ExtendReview("再延")).ThenRefused("already-extended").Saying("2026-06-30");
    }

    [Fact]
    public void Needs_something_to_approve() => Tell(UntilReview).On("2026-06-16").By(Director).When(new ApproveRequest()).ThenRefused("nothing-to-approve");
}

public class The_mediation_letter
{
    [Fact]
    public void Says_what_the_agreement_says() => Tell(UntilReview).On("2026-06-16 16:00").By(Arb).When(new MakeLetter(At("2026-06-16 15:00"))).Then(Made);

    [Fact]
    public void May_be_written_out_as_agreed() => Tell(UntilReview).On("2026-06-16 16:00").By(Arb)
        .When(new MakeLetter(At("2026-06-16 15:00"), [new(TermKind.Payment, Employer, Worker, 12000m, null, Day("2026-06-30"), "银行转账")])).Then(Made);

    [Fact]
    public void With_a_changed_amount_is_refused_and_the_part_named()
    {
        var story = Tell(UntilReview).On("2026-06-16 16:00").By(Arb).When(new MakeLetter(At("2026-06-16 15:00"), [new(TermKind.Payment, Employer, Worker, 11000m, null, Day("2026-06-30"), "银行转账")])).ThenRefused("letter-differs");
        story.Saying("1处不同");
        Assert.Equal(["terms[0].amount"], TermDifferences.Between(Extract.Agreement!.Terms, [Extract.Agreement.Terms[0] with { Amount = 11000m }]).Select(d => d.Field));
    }

    [Fact]
    public void Has_neither_a_term_more_nor_one_less()
    {
        Assert.Equal(["terms[0]"], TermDifferences.Between(Extract.Agreement!.Terms, []).Select(d => d.Field));
        Assert.Equal(["terms[1]"], TermDifferences.Between(Extract.Agreement.Terms, [.. Extract.Agreement.Terms, Extract.Agreement.Terms[0]]).Select(d => d.Field));
    }

    [Fact]
    public void Names_every_part_that_differs()
    {
        var term = Extract.Agreement!.Terms[0];
        var agreed = term with { Instalments = [new(1, 6000m, Day("2026-06-30")), new(2, 6000m, Day("2026-07-31"))], DueOn = null };
        Assert.Equal(["terms[0].bankAccount", "terms[0].payerId", "terms[0].manner", "terms[0].text", "terms[0].instalments[0].amount", "terms[0].instalments[1].dueOn"],
            TermDifferences.Between([agreed], [agreed with { PayerId = Worker, Manner = "现金", BankAccount = "1", Text = "另行", Instalments = [new(1, 5000m, Day("2026-06-30")), new(2, 6000m, Day("2026-08-01"))] }]).Select(d => d.Field));
        Assert.NotEqual(TermsHash.Of([agreed]), TermsHash.Of([agreed with { DueOn = Day("2026-08-01") }]));
    }

    [Fact]
    public void With_another_account_does_not_give_away_the_right_one()
    {
        var term = Extract.Agreement!.Terms[0] with { BankAccount = "6222021234567890123" };
        var difference = Assert.Single(TermDifferences.Between([term], [term with { BankAccount = "1" }]));
        Assert.Equal(("terms[0].bankAccount", "6222***********0123"), (difference.Field, difference.Agreed));
    }

    [Fact]
    public void Is_not_made_once_the_agreement_was_replaced() =>
        Tell(UntilReview).Knowing(TheCase.Id.Value, TheCase with { Agreement = TheCase.Agreement! with { No = 2 } }).On("2026-06-16 16:00").By(Arb).When(new MakeLetter(At("2026-06-16 15:00"))).ThenRefused("agreement-changed");

    [Fact]
    public void Made_after_the_term_is_marked_late_and_not_blocked() => Tell(UntilReview).On("2026-06-24 16:00").By(Arb).When(new MakeLetter(At("2026-06-24 15:00"))).ThenState(s => s.Letter!.Late);

    [Fact]
    public void Is_not_made_before_an_arbitrator_is_assigned() => Tell(UntilTaken).On("2026-06-16").By(Arb).When(new MakeLetter(At("2026-06-16 09:00"))).ThenRefused("review-not-assigned");

    [Fact]
    public void Is_in_force_only_when_both_have_signed_for_it() => Tell(UntilLetter).On("2026-06-18").By(Clerk)
        .When(new ServeLetter(Worker, ServiceMethod.Direct, ServiceResult.Signed, Day("2026-06-17"))).Then(WorkerSigns).ThenState(s => s.Stage == ReviewStage.LetterMade)
        .When(new ServeLetter(Employer, ServiceMethod.Post, ServiceResult.NotReached, Day("2026-06-17"))).ThenState(s => s.Stage == ReviewStage.LetterMade)
        .When(new ServeLetter(Employer, ServiceMethod.Direct, ServiceResult.Signed, Day("2026-06-18"))).ThenHappened(typeof(ReviewLetterServed), typeof(ReviewInForce)).ThenState(s => s.Stage == ReviewStage.InForce && s.EndedOn == Day("2026-06-18"));

    [Fact]
    public void Refused_by_one_side_ends_the_review_unsigned() => Tell([.. UntilLetter, WorkerSigns]).On("2026-06-18").By(Clerk)
        .When(new ServeLetter(Employer, ServiceMethod.Direct, ServiceResult.Refused, Day("2026-06-18"))).ThenHappened(typeof(ReviewLetterServed), typeof(ReviewEndedUnsigned)).ThenState(s => s.Stage == ReviewStage.EndedUnsigned && s.UnsignedBy == Employer);

    [Theory]
    [InlineData(ServiceMethod.PublicNotice), InlineData(ServiceMethod.Posting), InlineData(ServiceMethod.LeftWithWitness)]
    public void Is_not_signed_for_by_leaving_or_notice(ServiceMethod method) => Tell(UntilLetter).On("2026-06-17").By(Clerk).When(new ServeLetter(Worker, method, ServiceResult.Signed, Day("2026-06-17"))).ThenRefused("letter-must-be-signed");

    [Fact]
    public void Is_signed_for_once() => Tell([.. UntilLetter, WorkerSigns]).On("2026-06-18").By(Clerk).When(new ServeLetter(Worker, ServiceMethod.Direct, ServiceResult.Refused, Day("2026-06-18"))).ThenRefused("letter-signed");

    [Fact]
    public void Is_not_served_before_it_is_made() => Tell(UntilReview).On("2026-06-16").By(Clerk).When(new ServeLetter(Worker, ServiceMethod.Direct, ServiceResult.Signed, Day("2026-06-16"))).ThenRefused("no-letter-yet");
}

public class Refusing_a_letter
{
    private static readonly IReadOnlyList<ReviewReason> Unclear = [new(5, "第一项没有写明履行地点")];

    [Fact]
    public void Is_asked_for_by_the_arbitrator_and_approved_by_the_director() => Tell(UntilReview).On("2026-06-16").By(Arb).When(new RefuseReview(Unclear, Day("2026-06-16")))
        .ThenHappened(typeof(ReviewApprovalRequested)).ThenState(s => s.Stage == ReviewStage.UnderReview)
        .By(Director).When(new ApproveRequest()).ThenHappened(typeof(ReviewRefused)).ThenState(s => s.Stage == ReviewStage.Refused && s.RefusedFor[0].Ground == 5 && s.EndedOn == Day("2026-06-16"));

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6)]
    public void Rests_on_one_of_six_grounds(int ground) => Tell(UntilReview).On("2026-06-16").By(Director).When(new RefuseReview([new(ground, "理由")], Day("2026-06-16")))
        .ThenHappened(typeof(ReviewRefused)).ThenState(s => ReviewConsequences.Of(s, 9, new ReviewRefused(s.RefusedFor, Day("2026-06-16"), "director"))!.Value.Command.Tainted == ground <= 4);

    [Fact]
    public void Gives_a_reason_for_each_ground()
    {
        Tell(UntilReview).On("2026-06-16").By(Director).When(new RefuseReview([])).ThenInvalid("grounds");
        Tell(UntilReview).On("2026-06-16").By(Director).When(new RefuseReview([new(7, "理由"), new(1, default)])).ThenInvalid("grounds[0].ground", "grounds[1].reason");
    }

    [Fact]
    public void Waits_while_another_request_does() => Tell(UntilReview).On("2026-06-16").By(Arb).When(new ExtendReview("需核实")).When(new RefuseReview(Unclear)).ThenRefused("approval-pending")
        .When(new MakeLetter(At("2026-06-16 09:00"))).ThenRefused("approval-pending");

    [Fact]
    public void Comes_after_no_letter() => Tell(UntilLetter).On("2026-06-17").By(Director).When(new RefuseReview(Unclear)).ThenRefused("letter-made");
}

public class Withdrawing_a_review
{
    [Fact]
    public void Is_granted_at_every_stage_before_the_letter_is_served_on_all()
    {
        foreach (var events in new[] { [Applied], UntilFiled, UntilTaken, UntilReview, UntilLetter, [.. UntilLetter, WorkerSigns] })
            Tell(events).On("2026-06-18").By(Mediator).When(new WithdrawReview(Worker, "双方另行协商", Day("2026-06-18"))).ThenHappened(typeof(ReviewWithdrawn)).ThenState(s => s.Stage == ReviewStage.Withdrawn);
    }

    [Fact]
    public void Is_too_late_once_both_have_signed() => Tell([.. UntilLetter, WorkerSigns, new ReviewLetterServed(new(Employer, ServiceMethod.Direct, ServiceResult.Signed, Day("2026-06-17"), [], default)), new ReviewInForce(Day("2026-06-17"))])
        .On("2026-06-18").By(Mediator).When(new WithdrawReview(Worker, "反悔", Day("2026-06-18"))).ThenRefused("letter-in-force");

    /// <summary>R33 §§76, 79: withdrawn, not accepted or unsigned, the agreement stands as before, and both may apply anew while the fifteen days last.</summary>
    [Fact]
    public void Leaves_the_agreement_to_be_applied_for_anew()
    {
        foreach (var status in new[] { AgreementStatus.Effective, AgreementStatus.Returned })
            Tell().Knowing(TheCase.Id.Value, After([.. UntilAgreed, new AgreementReviewNoted(new("old", status, Day("2026-06-13")))])).On("2026-06-15").By(Mediator).When(Application).ThenHappened(typeof(ReviewApplied));
        Tell().Knowing(TheCase.Id.Value, After([.. UntilAgreed, new AgreementReviewNoted(new("old", AgreementStatus.InReview, Day("2026-06-13")))])).On("2026-06-15").By(Mediator).When(Application).ThenRefused("agreement-under-review");
    }

    [Fact]
    public void Is_granted_to_those_who_signed_alone() => Tell(UntilReview).On("2026-06-18").By(Mediator).When(new WithdrawReview(new("r9"), "另行协商", Day("2026-06-18"))).ThenInvalid("partyId");

    [Fact]
    public void Leaves_nothing_to_be_done() => Tell([.. UntilReview, new ReviewWithdrawn(Worker, "协商", Day("2026-06-16"))]).On("2026-06-17").By(Arb).When(new MakeLetter(At("2026-06-17 09:00"))).ThenRefused("review-ended");
}

public class What_a_review_means_for_the_agreement
{
    private static NoteReview? Note(IReadOnlyList<DomainEvent> before, DomainEvent happened)
    {
        var then = before.Append(happened).Aggregate(Review.Empty, (s, e) => s.Evolve(e));
        return ReviewConsequences.Of(then, before.Count + 1, happened)?.Command;
    }

    [Fact]
    public void Follows_each_of_its_ends()
    {
        Assert.Equal(AgreementStatus.InReview, Note([Applied, Joined], Filed)!.Status);
        Assert.Equal(AgreementStatus.Confirmed, Note([.. UntilLetter, WorkerSigns], new ReviewInForce(Day("2026-06-17")))!.Status);
        Assert.Equal(AgreementStatus.Returned, Note(UntilReview, new ReviewRefused([new(3, "疑似虚假")], Day("2026-06-17"), "director"))!.Status);
        Assert.Equal(AgreementStatus.Effective, Note(UntilReview, new ReviewWithdrawn(Worker, "协商", Day("2026-06-17")))!.Status);
        Assert.Equal(AgreementStatus.Effective, Note(UntilFiled, new ReviewNotAccepted(2, "管辖", Day("2026-06-17")))!.Status);
        Assert.Equal(AgreementStatus.Effective, Note(UntilLetter, new ReviewEndedUnsigned(Employer, Day("2026-06-17")))!.Status);
        Assert.Null(Note([], Applied));
    }

    [Fact]
    public void Told_twice_or_late_changes_nothing() => Cases.CaseStories.Given(UntilAgreed).On("2026-06-18")
        .When(new NoteReview("rv-1", AgreementStatus.InReview, Day("2026-06-15"), Step: 3)).ThenHappened(typeof(AgreementReviewNoted))
        .When(new NoteReview("rv-1", AgreementStatus.Confirmed, Day("2026-06-15"), Step: 9)).ThenState(s => s.InForce!.Status == AgreementStatus.Confirmed)
        .When(new NoteReview("rv-1", AgreementStatus.InReview, Day("2026-06-15"), Step: 3)).ThenNothing().ThenState(s => s.InForce!.Status == AgreementStatus.Confirmed);

    [Fact]
    public void Of_an_older_review_does_not_touch_a_newer_one() => Cases.CaseStories.Given(UntilAgreed).On("2026-06-18")
        .When(new NoteReview("rv-1", AgreementStatus.Effective, Day("2026-06-15"), Step: 5))
        .When(new NoteReview("rv-2", AgreementStatus.InReview, Day("2026-06-17"), Step: 3))
        .When(new NoteReview("rv-1", AgreementStatus.InReview, Day("2026-06-15"), Step: 3)).ThenNothing().ThenState(s => s.Review!.ReviewId == "rv-2");

    [Fact]
    public void Tells_that_a_letter_was_made_and_not_signed_for()
    {
        Assert.True(Note(UntilLetter, new ReviewEndedUnsigned(Employer, Day("2026-06-17")))!.Unsigned);
        Assert.False(Note(UntilReview, new ReviewWithdrawn(Worker, "协商", Day("2026-06-17")))!.Unsigned);
    }
}

public class The_rate_of_applications
{
    private static readonly Dictionary<string, (NoteReview Note, bool Again)> s_earlier = new()
    {
        ["notAcceptedOrWithdrawn"] = (new("rv-0", AgreementStatus.Effective, Day("2026-06-13"), Step: 5), false),
        ["unsigned"] = (new("rv-0", AgreementStatus.Effective, Day("2026-06-13"), Step: 9, Unsigned: true), true),
        ["returned"] = (new("rv-0", AgreementStatus.Returned, Day("2026-06-13"), Step: 7), true),
    };

    public static TheoryData<string> Earlier => [.. s_earlier.Keys];

    /// <summary>§4.4: agreements with an accepted review, not accepted reviews.</summary>
    [Theory, MemberData(nameof(Earlier))]
    public void Counts_an_agreement_once_however_often_it_is_reviewed(string earlier)
    {
        var (note, again) = s_earlier[earlier];
        Story<Review>.Given([]).On("2026-06-15").By(Mediator).Knowing(TheCase.Id.Value, After([.. UntilAgreed, new AgreementReviewNoted(new(note.ReviewId, note.Status, note.FiledOn, note.Tainted, note.Step, Unsigned: note.Unsigned))]))
            .Knowing<Commission>(House.Value, TheHouse)
            .When(Application).ThenState(s => s.Again == again && s.FirstEffectiveOn == TheCase.FirstEffectiveOn);
        Assert.Equal(again ? 0 : 1, Counted(Applied with { Again = again }));
    }

    /// <summary>An application written down before its agreement's first day was kept counts by the day that its extract names.</summary>
    [Fact]
    public void Counts_what_was_applied_for_before() => Assert.Equal(1, Counted(Applied));

    [Fact]
    public void Counts_by_the_day_on_which_the_case_first_had_an_agreement() => Assert.Equal(1, Counted(Applied with { FirstEffectiveOn = Day("2026-05-30") }, "2026-05-30"));

    private static long Counted(ReviewApplied applied, string? day = null)
    {
        var review = UntilReview.Skip(1).Prepend(applied).Aggregate(Review.Empty, (r, e) => r.Evolve(e));
        long counted = 0;
        ReviewContribution.Contribute(review, (key, value) => counted += key.Counter == Counters.ReviewAccepted && key.Day == (day is null ? TheCase.FirstEffectiveOn : Day(day)) ? value : 0);
        return counted;
    }
}

public class What_crosses_to_a_commission
{
    [Fact]
    public void Is_no_statement_no_offer_no_private_session_no_account_of_the_facts()
    {
        var secret = Held with
        {
            Session = Held.Session with { Record = new([new("李某", "陈述甲")], ["双方存在劳动关系。"], SessionResult.Continues) },
            Offers = [new("o1", "s1", Employer, "7654321.98", "方案乙", false)],
        };
        var confidential = new SessionHeld(Held.Session with { Id = "s2", Private = true, Record = new([new("李某", "私下丙")], ["私下无争议丁"], SessionResult.Continues) }, [], true);
        var c = After([
            Registered with { Facts = "事实戊" }, Consented, Domain.Tests.Cases.CaseStories.Accepted, secret, confidential,
            new EvidenceAdded(new("e1", new("f1"), "工资条", Worker, "证明工资")), new EvidenceAdded(new("e2", new("f2"), "仅调解员己", Worker, "庚", EvidenceVisibility.MediatorOnly)),
            new EvidenceAdded(new("e3", new("f3"), "配方辛", Employer, "壬", BusinessSecret: true)), new EvidenceAdded(new("e4", new("f4"), "仅提交人癸", Employer, "子", EvidenceVisibility.SubmittingParty)),
            Drafted, WorkerSigned, EmployerSigned, MediatorSigned, TookEffect]);
        var crossed = System.Text.Json.JsonSerializer.Serialize(CaseExtract.Of(c, new Dictionary<FileId, string> { [new("f1")] = "ab12" }), Wire.Json);
        Assert.All(["陈述甲", "方案乙", "私下丙", "私下无争议丁", "事实戊", "仅调解员己", "庚", "配方辛", "壬", "仅提交人癸", "子", "7654321.98"], s => Assert.DoesNotContain(s, crossed));
        Assert.All(["李某", "某某公司", "支付2026年4月至5月工资", "双方存在劳动关系。", "工资条", "ab12", "涉及商业秘密的材料", "12,000.00"], s => Assert.Contains(s, crossed));
    }
}

public class The_guide_of_a_review
{
    [Fact]
    public void Says_what_may_be_done_and_what_is_missing()
    {
        var state = UntilReview.Aggregate(Review.Empty, (s, e) => s.Evolve(e));
        var at = new Context(At("2026-06-16 10:00"), Director, Domain.Calendars.WorkCalendar.BuiltIn, Domain.Rulebook.RuleSet.BuiltIn) { Others = new Dictionary<StreamRef, object> { [StreamRef.To<MediationCase>(TheCase.Id.Value)] = TheCase } };
        var allowed = ReviewGuide.Allowed(state, at, _ => true);
        Assert.Equal(["assign", "declare", "record-inquiry", "extend", "make-letter", "refuse", "withdraw"], allowed.Where(a => a.Ok).Select(a => a.Command));
        Assert.All(allowed.Where(a => !a.Ok), a => Assert.NotEmpty(a.Missing));
        Assert.Equal(["RVW15", "RVWACC", "RVW5"], ReviewClocks.Of(state, at.Calendar, at.Rules).Select(c => c.Rule));
        Assert.Equal(Day("2026-06-23"), ReviewClocks.Pressing(state, at.Calendar, at.Rules)!.Due);
    }
}
