using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Entrustments;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Tests.Kernel;
using MediationHub.Domain.Tests.Reviews;
using static MediationHub.Domain.Tests.Cases.CaseStories;

namespace MediationHub.Domain.Tests.Entrustments;

/// <summary>长春's commission entrusts 李某's arbitration to the center. Both consented by Tuesday, 9 June 2026; the ten working days end on Wednesday, 24 June, since 19 June is a holiday.</summary>
internal static class EntrustmentStories
{
    public static readonly CaseId Linked = LinkedCase.IdFor("entrustment", "en-1");
    public static readonly Actor Clerk = ReviewStories.Clerk;
    public static readonly Actor TheHead = Head(Center);

    public static readonly EntrustmentProposed Proposed = new(new("en-1"), ReviewStories.House, Center, "长劳人仲案字〔2026〕第321号",
        new([new(Worker, PartySide.Applicant, Li), new(Employer, PartySide.Respondent, Company)], "07.1", [new(1, "07.1", "支付2026年4月至5月工资", 12000m)], "公司未付两个月工资。"), Day("2026-06-08"));

    public static readonly EntrustmentConsented WorkerConsents = new(Worker, Day("2026-06-08"));
    public static readonly EntrustmentConsented EmployerConsents = new(Employer, Day("2026-06-09"));
    public static readonly DisputeEntrusted Entrusted = new(ReviewStories.House, "长春劳人仲委调〔2026〕1号", "长春劳人仲委调〔2026〕{number}号", 2026, Day("2026-06-10"), Day("2026-06-24"), false, 1);
    public static readonly EntrustmentAccepted Accepted = new(Linked, Day("2026-06-10"));

    public static IReadOnlyList<DomainEvent> UntilConsented => [Proposed, WorkerConsents, EmployerConsents];
    public static IReadOnlyList<DomainEvent> UntilEntrusted => [.. UntilConsented, Entrusted];
    public static IReadOnlyList<DomainEvent> UntilUnderWay => [.. UntilEntrusted, Accepted];

    public static Story<Entrustment> Given(params IEnumerable<DomainEvent> events) => Story<Entrustment>.Given(events)
        .Knowing<Commission>(ReviewStories.House.Value, ReviewStories.TheHouse)
        .Knowing(Center.Value, Active(Center, "CC-01", "220100"));

    public static MediationCase Case(params IEnumerable<DomainEvent> events) => After(events) with { Id = Linked, Origin = new CaseOrigin("en-1", ConsentedOn: Day("2026-06-09")) };
}

public class Entrusting_a_dispute
{
    private static ProposeEntrustment Proposal => new(new("en-1"), ReviewStories.House, Center, "长劳人仲案字〔2026〕第321号", [Li], [Company], "07.1", [new("07.1", "支付2026年4月至5月工资", 12000m)], "公司未付两个月工资。");

    [Fact]
    public void Is_proposed_before_the_hearing() => EntrustmentStories.Given().On("2026-06-08").By(EntrustmentStories.Clerk).When(Proposal).Then(EntrustmentStories.Proposed);

    [Fact]
    public void Is_refused_once_the_hearing_opened()
    {
        EntrustmentStories.Given().On("2026-06-08").By(EntrustmentStories.Clerk).When(Proposal with { HearingOpened = true }).ThenRefused("hearing-opened");
        EntrustmentStories.Given(EntrustmentStories.UntilConsented).On("2026-06-10").By(EntrustmentStories.Clerk).When(new EntrustDispute(Day("2026-06-10"), HearingOpened: true)).ThenRefused("hearing-opened");
    }

    [Fact]
    public void Goes_only_to_an_organization_that_receives_cases_and_is_not_a_partys_own()
    {
        EntrustmentStories.Given().Knowing(Center.Value, Active(Center, "CC-01", "220100") with { Status = Domain.Organizations.OrganizationStatus.Suspended }).On("2026-06-08").By(EntrustmentStories.Clerk).When(Proposal).ThenRefused("organization-not-receiving");
        var own = Active(Center, "CC-01", "220100");
        EntrustmentStories.Given().Knowing(Center.Value, own with { Profile = own.Profile with { HostCreditCode = "91350100M000100Y43" } }).On("2026-06-08").By(EntrustmentStories.Clerk).When(Proposal).ThenRefused("organization-in-conflict");
    }

    /// <summary>The same dispute is not mediated, and counted, twice.</summary>
    [Fact]
    public void Waits_until_a_recommendation_in_the_same_dispute_is_done_with() => EntrustmentStories.Given().On("2026-06-08").By(EntrustmentStories.Clerk)
        .When(Proposal with { Recommended = "长春劳人仲建〔2026〕1号" }).ThenRefused("recommendation-open").Saying("长春劳人仲建〔2026〕1号");

    /// <summary>Acceptance went on after fifteen days, but the organization has not closed its case yet.</summary>
    [Fact]
    public void Waits_until_the_case_of_a_recommendation_is_closed_though_acceptance_goes_on() => EntrustmentStories.Given().On("2026-06-08").By(EntrustmentStories.Clerk)
        .When(Proposal with { StillMediated = "长春劳人仲建〔2026〕1号" }).ThenRefused("recommended-case-open").Saying("长春劳人仲建〔2026〕1号");

    /// <summary>The commit compares these values over all records.</summary>
    [Fact]
    public void Holds_its_arbitration_however_the_number_is_written_until_an_organization_declines_it()
    {
        var proposed = Entrustment.Empty.Evolve(EntrustmentStories.Proposed);
        Assert.Equal([HandedArbitration.Entrusted, HandedArbitration.InMediation], proposed.UniqueValues.Select(u => u.Scope));
        Assert.Equal(proposed.UniqueValues, Entrustment.Empty.Evolve(EntrustmentStories.Proposed with { ArbitrationNumber = $" {EntrustmentStories.Proposed.ArbitrationNumber} " }).UniqueValues);
        Assert.Empty(proposed.Evolve(new EntrustmentDeclined("人手不足", Day("2026-06-09"))).UniqueValues);
    }

    [Fact]
    public void Needs_every_partys_dated_consent() => EntrustmentStories.Given([EntrustmentStories.Proposed, EntrustmentStories.WorkerConsents]).On("2026-06-09").By(EntrustmentStories.Clerk)
        .When(new EntrustDispute(Day("2026-06-09"))).ThenRefused("consent-missing").Saying("某某公司")
        .When(new RecordEntrustmentConsent(Employer, Day("2026-06-09"))).Then(EntrustmentStories.EmployerConsents).ThenState(s => s.Stage == EntrustmentStage.Consented && s.ConsentedOn == Day("2026-06-09"));

    [Fact]
    public void Counts_ten_working_days_from_the_later_consent() => EntrustmentStories.Given(EntrustmentStories.UntilConsented).On("2026-06-10").By(EntrustmentStories.Clerk).When(new EntrustDispute(Day("2026-06-10"))).Then(EntrustmentStories.Entrusted);

    [Fact]
    public void Counts_from_the_later_consent_in_whatever_order_they_were_recorded() => EntrustmentStories.Given(EntrustmentStories.Proposed).On("2026-06-09").By(EntrustmentStories.Clerk)
        .When(new RecordEntrustmentConsent(Employer, Day("2026-06-09"))).ThenState(s => s.ConsentedOn == null).When(new RecordEntrustmentConsent(Employer, Day("2026-06-08"))).ThenRefused("consent-recorded")
        .When(new RecordEntrustmentConsent(Worker, Day("2026-06-08"))).ThenState(s => s.ConsentedOn == Day("2026-06-09") && s.Stage == EntrustmentStage.Consented)
        .When(new EntrustDispute(Day("2026-06-08"))).ThenInvalid("on");

    [Fact]
    public void Comes_too_late_once_they_are_over()
    {
        EntrustmentStories.Given(EntrustmentStories.UntilConsented).On("2026-06-25").By(EntrustmentStories.Clerk).When(new EntrustDispute(Day("2026-06-25"))).ThenRefused("entrustment-term-over");
        EntrustmentStories.Given(EntrustmentStories.UntilEntrusted).On("2026-06-25").By(EntrustmentStories.TheHead).When(new AcceptEntrustment(Day("2026-06-25"))).ThenRefused("entrustment-term-over");
    }

    [Fact]
    public void Of_one_arbitration_stands_once_while_it_was_not_declined()
    {
        var state = EntrustmentStories.UntilEntrusted.Aggregate(Entrustment.Empty, (s, e) => s.Evolve(e));
        Assert.Equal([new(HandedArbitration.Entrusted, "cc|长劳人仲案字〔2026〕第321号"), new UniqueValue(HandedArbitration.InMediation, "cc|长劳人仲案字〔2026〕第321号")], state.UniqueValues);
        Assert.Empty(state.Evolve(new EntrustmentDeclined("人手不足", Day("2026-06-11"))).UniqueValues);
    }
}

public class Accepting_an_entrustment
{
    [Fact]
    public void Begins_a_case_of_the_organizations_own_with_the_consents_copied_and_ENT10_as_its_clock() => EntrustmentStories.Given(EntrustmentStories.UntilEntrusted).On("2026-06-10 11:00").By(EntrustmentStories.TheHead)
        .When(new AcceptEntrustment(Day("2026-06-10"))).Then(EntrustmentStories.Accepted)
        .ThenOpens<MediationCase>(EntrustmentStories.Linked.Value, new CaseRegistered(
            EntrustmentStories.Linked, Center, Domain.Organizations.OrganizationType.TownshipCenter, "", "长春（CC-01）劳调〔2026〕{number}号", 2026, CaseSource.CommissionEntrusted, ApplicationForm.Written, At("2026-06-10 09:00"), Day("2026-06-10"),
            [new(Worker, PartySide.Applicant, Li) { Consent = new(true, Day("2026-06-08")) }, new(Employer, PartySide.Respondent, Company) { Consent = new(true, Day("2026-06-09")) }],
            "07.1", [new(1, "07.1", "支付2026年4月至5月工资", 12000m)], "公司未付两个月工资。", null, null, 1, [], null, [], null, new("en-1", ConsentedOn: Day("2026-06-09")), Unit: "220100"));

    [Fact]
    public void Makes_a_case_that_waits_for_acceptance_with_ENT10_instead_of_MED15R()
    {
        var c = After(Registered with { Source = CaseSource.CommissionEntrusted, Origin = new("en-1", ConsentedOn: Day("2026-06-09")) });
        Assert.Equal(CaseStage.ConsentPending, c.Stage);
        Assert.Equal(["ACC3", "ENT10"], CaseClocks.Of(c, Domain.Calendars.WorkCalendar.BuiltIn, Domain.Rulebook.RuleSet.BuiltIn).Where(x => !x.Warns).Select(x => x.Rule));
    }

    [Fact]
    public void Gives_the_case_an_id_that_follows_from_the_entrustment()
    {
        Assert.Equal(LinkedCase.IdFor("entrustment", "en-1"), LinkedCase.IdFor("entrustment", "en-1"));
        Assert.NotEqual(LinkedCase.IdFor("entrustment", "en-1"), LinkedCase.IdFor("recommendation", "en-1"));
        Assert.Matches("^c[0-9a-z]{26}$", LinkedCase.IdFor("entrustment", "en-1").Value);
    }

    [Fact]
    public void May_be_declined_with_a_reason() => EntrustmentStories.Given(EntrustmentStories.UntilEntrusted).On("2026-06-10").By(EntrustmentStories.TheHead).When(new DeclineEntrustment(default)).ThenInvalid("reason")
        .When(new DeclineEntrustment("本组织无此类专业调解员")).ThenState(s => s.Stage == EntrustmentStage.Declined).When(new AcceptEntrustment(Day("2026-06-10"))).ThenRefused("entrustment-stage");

    [Fact]
    public void Comes_after_the_letter() => EntrustmentStories.Given(EntrustmentStories.UntilConsented).On("2026-06-10").By(EntrustmentStories.TheHead).When(new AcceptEntrustment(Day("2026-06-10"))).ThenRefused("entrustment-stage");
}

public class The_result_of_an_entrustment
{
    private static readonly MediationCase Done = EntrustmentStories.Case(UntilAgreed);

    [Fact]
    public void Is_the_linked_cases_closing() => EntrustmentStories.Given(EntrustmentStories.UntilUnderWay).Knowing(EntrustmentStories.Linked.Value, Done).On("2026-06-12 16:00").By(EntrustmentStories.TheHead)
        .When(new ReturnResult(Day("2026-06-12"), ["双方自2026年3月起存在劳动关系。"])).ThenHappened(typeof(EntrustmentEnded), typeof(EntrustmentResultReturned))
        .ThenState(s => s is { Stage: EntrustmentStage.Returned, Result: EntrustmentResult.Succeeded, ReturnedLate: false } && s.Extract!.Agreement!.TotalAmount == 12000m);

    [Fact]
    public void Waits_for_the_case_to_be_closed() => EntrustmentStories.Given(EntrustmentStories.UntilUnderWay).Knowing(EntrustmentStories.Linked.Value, EntrustmentStories.Case(UntilHeld)).On("2026-06-12").By(EntrustmentStories.TheHead)
        .When(new ReturnResult(Day("2026-06-12"))).ThenRefused("linked-case-open");

    [Fact]
    public void Is_due_one_working_day_after_the_end() => EntrustmentStories.Given([.. EntrustmentStories.UntilUnderWay, new EntrustmentEnded(EntrustmentResult.Succeeded, Day("2026-06-12"))]).Knowing(EntrustmentStories.Linked.Value, Done)
        .On("2026-06-16").By(EntrustmentStories.TheHead).When(new ReturnResult(Day("2026-06-16"))).ThenState(s => s.ReturnedLate && s.Stage == EntrustmentStage.Returned);

    [Theory]
    [InlineData(Outcome.Agreed, EntrustmentResult.Succeeded), InlineData(Outcome.SettledWithdrawn, EntrustmentResult.Succeeded), InlineData(Outcome.Partial, EntrustmentResult.Partial), InlineData(Outcome.NoAgreement, EntrustmentResult.Failed)]
    [InlineData(Outcome.Expired, EntrustmentResult.Expired), InlineData(Outcome.Withdrawn, EntrustmentResult.Failed)]
    public void Says_no_more_than_what_came_of_it(Outcome outcome, EntrustmentResult result)
    {
        var c = EntrustmentStories.Case([.. UntilEffective, Closed(outcome, "2026-06-12")]);
        Assert.Equal(new NoteEntrustmentEnd(result, Day("2026-06-12")), CaseConsequences.ForEntrustment(c)!.Value.Command);
    }

    [Fact]
    public void Of_a_transferred_case_comes_from_where_it_went() => Assert.Null(CaseConsequences.ForEntrustment(EntrustmentStories.Case([.. UntilEffective, new CaseTransferred(Neighbor, new("case-2"), Day("2026-06-12"))])));

    [Fact]
    public void Told_twice_happens_once() => EntrustmentStories.Given(EntrustmentStories.UntilUnderWay).On("2026-06-12").When(new NoteEntrustmentEnd(EntrustmentResult.Failed, Day("2026-06-12")))
        .ThenState(s => s.Stage == EntrustmentStage.Failed).When(new NoteEntrustmentEnd(EntrustmentResult.Failed, Day("2026-06-12"))).ThenNothing();
}

public class An_entrustment_that_runs_out
{
    [Fact]
    public void Goes_back_to_the_tribunal_on_the_day_after() => EntrustmentStories.Given(EntrustmentStories.UntilUnderWay).Knowing(EntrustmentStories.Linked.Value, EntrustmentStories.Case(UntilHeld))
        .On("2026-06-24").When(new ExpireEntrustment()).ThenRefused("entrustment-not-over")
        .On("2026-06-25").When(new ExpireEntrustment()).Then(new EntrustmentEnded(EntrustmentResult.Expired, Day("2026-06-24")));

    [Fact]
    public void Is_not_one_whose_agreement_took_effect_in_time() => EntrustmentStories.Given(EntrustmentStories.UntilUnderWay).Knowing(EntrustmentStories.Linked.Value, EntrustmentStories.Case(UntilEffective))
        .On("2026-06-25").When(new ExpireEntrustment()).ThenNothing();

    [Fact]
    public void Though_nobody_accepted_it_runs_out_too() => EntrustmentStories.Given(EntrustmentStories.UntilEntrusted).On("2026-06-25").When(new ExpireEntrustment()).ThenState(s => s.Stage == EntrustmentStage.Expired);

    [Fact]
    public void Does_not_let_the_organization_go_on()
    {
        Assert.IsType<CloseCase>(CaseConsequences.OfExpiry(EntrustmentStories.Case(UntilHeld), Day("2026-06-25")));
        Assert.IsType<RejectCase>(CaseConsequences.OfExpiry(EntrustmentStories.Case(Registered), Day("2026-06-25")));
        Assert.Null(CaseConsequences.OfExpiry(EntrustmentStories.Case(UntilAgreed), Day("2026-06-25")));
        Assert.Null(CaseConsequences.OfExpiry(EntrustmentStories.Case(UntilEffective), Day("2026-06-25")));
    }

    [Fact]
    public void Still_sends_its_result_back() => EntrustmentStories.Given([.. EntrustmentStories.UntilUnderWay, new EntrustmentEnded(EntrustmentResult.Expired, Day("2026-06-24"))]).Knowing(EntrustmentStories.Linked.Value, EntrustmentStories.Case(UntilHeld))
        .On("2026-06-25").By(EntrustmentStories.TheHead).When(new ReturnResult(Day("2026-06-25"))).ThenState(s => s is { Stage: EntrustmentStage.Returned, Result: EntrustmentResult.Expired });
}
