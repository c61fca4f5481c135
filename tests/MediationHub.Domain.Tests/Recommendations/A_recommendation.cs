using MediationHub.Domain.Cases;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Entrustments;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Recommendations;
using MediationHub.Domain.Tests.Kernel;
using MediationHub.Domain.Tests.Reviews;
using static MediationHub.Domain.Tests.Cases.CaseStories;

namespace MediationHub.Domain.Tests.Recommendations;

/// <summary>李某 went straight to arbitration on Monday, 8 June 2026; the commission recommends mediation.</summary>
public class A_recommendation
{
    private static readonly CaseId Linked = LinkedCase.IdFor("recommendation", "rc-1");

    private static readonly RecommendationIssued Issued = new(
        new("rc-1"), ReviewStories.House, "长春劳人仲建〔2026〕1号", "长春劳人仲建〔2026〕{number}号", 2026, "收〔2026〕第88号", Day("2026-06-08"),
        new([new(Worker, PartySide.Applicant, Li), new(Employer, PartySide.Respondent, Company)], "07.1", [new(1, "07.1", "支付2026年4月至5月工资", 12000m)], default), [Center, Neighbor], Day("2026-06-08"));

    private static readonly RecommendationDelivered Delivered = new(Day("2026-06-09"), Day("2026-06-12"), false, 1);
    private static readonly RecommendationAgreed Agreed = new(Center, Linked, Day("2026-06-10"), 2, Day("2026-06-25"), false, 1);

    private static Story<Recommendation> Given(params IEnumerable<DomainEvent> events) => Story<Recommendation>.Given(events).By(ReviewStories.Clerk)
        .Knowing<Commission>(ReviewStories.House.Value, ReviewStories.TheHouse).Knowing(Center.Value, Active(Center, "CC-01", "220100")).Knowing(Neighbor.Value, Active(Neighbor, "JL-02", "220200"));

    private static IssueRecommendation Issue => new(new("rc-1"), ReviewStories.House, "收〔2026〕第88号", Day("2026-06-08"), [Li], [Company], "07.1", [new("07.1", "支付2026年4月至5月工资", 12000m)], default, [Center, Neighbor]);

    [Fact]
    public void Offers_a_choice_of_organizations() => Given().On("2026-06-08").When(Issue).Then(Issued);

    /// <summary>R33 §69: before acceptance.</summary>
    [Fact]
    public void Is_not_issued_once_the_arbitration_is_accepted_and_entrusted() => Given().On("2026-06-08").When(Issue with { Entrusted = true }).ThenRefused("arbitration-accepted");

    /// <summary>The commit compares this value with those of entrustments: it stands while the recommendation does, and after a settlement, but not once acceptance goes on.</summary>
    [Fact]
    public void Holds_its_arbitration_while_it_is_under_way_or_settled()
    {
        var issued = Recommendation.Empty.Evolve(Issued);
        var agreed = issued.Evolve(Delivered).Evolve(Agreed);
        var resumed = agreed.Evolve(new AcceptanceResumed("暂缓受理期限届满", Day("2026-06-26"), Day("2026-07-01")));
        Assert.All(new[] { issued, issued.Evolve(Delivered), agreed, agreed.Evolve(new RecommendationSettled(Day("2026-06-20"))) }, r => Assert.Equal([HandedArbitration.Recommended, HandedArbitration.InMediation], r.UniqueValues.Select(u => u.Scope)));
        Assert.All(new[] { issued.Evolve(Delivered).Evolve(new RecommendationDeclined(Day("2026-06-10"))), issued.Evolve(Delivered).Evolve(new RecommendationReplyLapsed(Day("2026-06-12"))), resumed, resumed.Evolve(new RecommendationSettled(Day("2026-07-02"))) },
            r => Assert.Equal(HandedArbitration.Recommended, Assert.Single(r.UniqueValues).Scope));
    }

    /// <summary>No pause without the applicant's agreement.</summary>
    [Fact]
    public void Delivered_alone_pauses_nothing() => Given(Issued).On("2026-06-09").When(new DeliverRecommendation(Day("2026-06-09"))).ThenState(s => !s.Paused)
        .ThenState(s => RecommendationClocks.Acceptance(s, Domain.Calendars.WorkCalendar.BuiltIn, Domain.Rulebook.RuleSet.BuiltIn) is { Superseded: false, DoneOn: null } clock && clock.Due == Day("2026-06-15"));

    [Fact]
    public void Keeps_its_papers() => Given(Issued).On("2026-06-08").When(new RecordRecommendationPaper(new("rc-1.p1", PaperKind.RecommendationLetter, "template", "model", "page", "{}", new("f1"))))
        .ThenHappened(typeof(RecommendationPaperMade)).ThenState(s => s.Papers.Count == 1 && s.Files.Contains(new FileId("f1")));

    [Fact]
    public void Offers_only_those_that_receive_cases() => Given().Knowing(Neighbor.Value, Active(Neighbor, "JL-02", "220200") with { Status = Domain.Organizations.OrganizationStatus.Suspended }).On("2026-06-08").When(Issue).ThenInvalid("organizations[1]");

    [Fact]
    public void Gives_three_working_days_for_the_reply() => Given(Issued).On("2026-06-09").When(new DeliverRecommendation(Day("2026-06-09"))).Then(Delivered);

    [Fact]
    public void Pauses_acceptance_only_with_a_yes_and_keeps_the_elapsed_working_days() => Given(Issued, Delivered).On("2026-06-10 11:00").When(new RecordReply(true, Day("2026-06-10"), Center)).Then(Agreed)
        .ThenState(s => s.Paused && s.ElapsedWorkingDays == 2)
        .ThenState(s => RecommendationClocks.Acceptance(s, Domain.Calendars.WorkCalendar.BuiltIn, Domain.Rulebook.RuleSet.BuiltIn).Superseded);

    [Fact]
    public void Begins_a_case_in_which_the_applicant_has_consented_and_the_other_side_is_asked() => Given(Issued, Delivered).On("2026-06-10 11:00").When(new RecordReply(true, Day("2026-06-10"), Center))
        .ThenOpens<MediationCase>(Linked.Value, new CaseRegistered(
            Linked, Center, Domain.Organizations.OrganizationType.TownshipCenter, "", "长春（CC-01）劳调〔2026〕{number}号", 2026, CaseSource.CommissionRecommended, ApplicationForm.Written, At("2026-06-10 09:00"), Day("2026-06-10"),
            [new(Worker, PartySide.Applicant, Li) { Consent = new(true, Day("2026-06-10"), ByApplication: true) }, new(Employer, PartySide.Respondent, Company)],
            "07.1", [new(1, "07.1", "支付2026年4月至5月工资", 12000m)], default, null, null, 1, [], null, [], null, new(RecommendationId: "rc-1"), Unit: "220100"));

    [Fact]
    public void Needs_one_of_the_offered_organizations_for_a_yes()
    {
        Given(Issued, Delivered).On("2026-06-10").When(new RecordReply(true, Day("2026-06-10"))).ThenInvalid("organizationId");
        Given(Issued, Delivered).Knowing("else", Active(new("else"), "X-1", "220100")).On("2026-06-10").When(new RecordReply(true, Day("2026-06-10"), new OrganizationId("else"))).ThenInvalid("organizationId");
    }

    [Fact]
    public void With_a_no_pauses_nothing_and_acceptance_is_due_as_before() => Given(Issued, Delivered).On("2026-06-10").When(new RecordReply(false, Day("2026-06-10"))).Then(new RecommendationDeclined(Day("2026-06-10")))
        .ThenState(s => RecommendationClocks.Acceptance(s, Domain.Calendars.WorkCalendar.BuiltIn, Domain.Rulebook.RuleSet.BuiltIn).Due == Day("2026-06-15"))
        .When(new ResumeAcceptance("申请人不同意调解", Day("2026-06-10"))).ThenState(s => s.Stage == RecommendationStage.Resumed);

    [Fact]
    public void Without_a_reply_in_time_counts_as_declined() => Given(Issued, Delivered)
        .On("2026-06-12").When(new LapseReply()).ThenRefused("reply-still-due")
        .On("2026-06-15").When(new LapseReply()).Then(new RecommendationReplyLapsed(Day("2026-06-12"))).ThenState(s => s.Stage == RecommendationStage.NoReply);

    [Fact]
    public void Takes_no_reply_after_the_last_day() => Given(Issued, Delivered).On("2026-06-15").When(new RecordReply(true, Day("2026-06-15"), Center)).ThenRefused("reply-too-late");

    [Fact]
    public void Is_not_resumed_while_the_applicant_may_still_reply() => Given(Issued, Delivered).On("2026-06-12").When(new ResumeAcceptance("不等了", Day("2026-06-12"))).ThenRefused("reply-still-due");

    [Fact]
    public void Resumed_after_no_reply_says_both() => Given(Issued, Delivered).On("2026-06-15").When(new ResumeAcceptance("逾期未答复", Day("2026-06-15"))).ThenHappened(typeof(RecommendationReplyLapsed), typeof(AcceptanceResumed));

    [Fact]
    public void Resumes_with_the_rest_of_the_five_working_days() => Given(Issued, Delivered, Agreed).On("2026-06-16").When(new NoteRecommendationEnd(false, Day("2026-06-16")))
        .ThenHappened(typeof(AcceptanceResumed)).ThenState(s => s.Stage == RecommendationStage.Resumed)
        // Two of the five had run; the rest are 17, 18 and 22 June, since 19 June is a holiday.
        .ThenState(s => RecommendationClocks.Acceptance(s, Domain.Calendars.WorkCalendar.BuiltIn, Domain.Rulebook.RuleSet.BuiltIn).Due == Day("2026-06-22"));

    [Fact]
    public void Pauses_for_fifteen_days_at_most() => Given(Issued, Delivered, Agreed)
        .On("2026-06-25").When(new EndPause()).ThenRefused("pause-not-over")
        .On("2026-06-26").When(new EndPause()).ThenState(s => s.Stage == RecommendationStage.Resumed && s.ResumedOn == Day("2026-06-25"));

    [Fact]
    public void Is_settled_by_the_linked_cases_agreement_even_after_the_pause()
    {
        Given(Issued, Delivered, Agreed).On("2026-06-16").When(new NoteRecommendationEnd(true, Day("2026-06-16"))).Then(new RecommendationSettled(Day("2026-06-16")));
        Given(Issued, Delivered, Agreed, new AcceptanceResumed("期满", Day("2026-06-25"), Day("2026-06-30"))).On("2026-06-26").When(new NoteRecommendationEnd(true, Day("2026-06-26"))).ThenState(s => s.Stage == RecommendationStage.Settled);
    }

    [Fact]
    public void Hears_of_the_end_of_the_case_that_came_from_it()
    {
        var c = After(UntilAgreed) with { Origin = new(RecommendationId: "rc-1") };
        Assert.Equal(("rc-1", new NoteRecommendationEnd(true, Day("2026-06-12"))), CaseConsequences.ForRecommendation(c));
        Assert.Equal(new NoteRecommendationEnd(false, Day("2026-06-12")), CaseConsequences.ForRecommendation(After([.. UntilHeld, Closed(Outcome.NoAgreement, "2026-06-12")]) with { Origin = new(RecommendationId: "rc-1") })!.Value.Command);
        Assert.Null(CaseConsequences.ForRecommendation(After(UntilAgreed)));
    }

    [Fact]
    public void Told_twice_happens_once() => Given(Issued, Delivered, Agreed).On("2026-06-16").When(new NoteRecommendationEnd(true, Day("2026-06-16"))).When(new NoteRecommendationEnd(true, Day("2026-06-16"))).ThenNothing();

    [Fact]
    public void Is_issued_once_for_one_application()
    {
        var state = Recommendation.Empty.Evolve(Issued);
        Assert.Equal([new(HandedArbitration.Recommended, "cc|收〔2026〕第88号"), new UniqueValue(HandedArbitration.InMediation, "cc|收〔2026〕第88号")], state.UniqueValues);
    }

    [Fact]
    public void Is_answered_only_once_it_is_delivered() => Given(Issued).On("2026-06-09").When(new RecordReply(false, Day("2026-06-09"))).ThenRefused("recommendation-stage");
}
