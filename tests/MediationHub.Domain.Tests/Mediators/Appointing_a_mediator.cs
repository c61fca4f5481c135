using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Tests.Kernel;
using MediationHub.Domain.Tests.Organizations;
using static MediationHub.Domain.Tests.Mediators.AMediator;

namespace MediationHub.Domain.Tests.Mediators;

public class Appointing_a_mediator
{
    private static readonly AppointMediator Appoint = new(Center, Day(6), new(2027, 3, 5));

    private static Story<Mediator> Ready => Story<Mediator>.Given(Nominated, Certified).Knowing(Center.Value, ActiveCenter).On("2026-03-06");

    [Fact]
    public void lets_mediate_at_that_organization_within_the_term() => Ready
        .When(Appoint)
        .Then(Appointed)
        .ThenState(s => !s.MayMediateAt(Center, Day(5)) && s.MayMediateAt(Center, Day(6)) && s.MayMediateAt(Center, new(2027, 3, 5)) && !s.MayMediateAt(Center, new(2027, 3, 6)))
        .ThenState(s => !s.MayMediateAt(Union, Day(6)))
        .ThenState(s => s.StatusOn(Day(6)) == MediatorStatus.Appointed && s.StatusOn(new(2027, 3, 6)) == MediatorStatus.Expired);

    [Theory]
    [InlineData(OrganizationStatus.Draft)]
    [InlineData(OrganizationStatus.Submitted)]
    [InlineData(OrganizationStatus.Filed)]
    [InlineData(OrganizationStatus.Suspended)]
    public void comes_before_the_organization_is_active(OrganizationStatus status) => Ready.Knowing(Center.Value, Fold(AnOrganization.That(status)))
        .When(Appoint)
        .Then(Appointed);

    [Theory]
    [InlineData(OrganizationStatus.Refused)]
    [InlineData(OrganizationStatus.Deregistered)]
    public void is_refused_where_the_organization_has_ended(OrganizationStatus status) => Ready.Knowing(Center.Value, Fold(AnOrganization.That(status)))
        .When(Appoint)
        .ThenRefused("organization-ended");

    [Fact]
    public void names_an_organization_that_does_not_exist_and_a_term_that_is_too_short() => Ready
        .When(new AppointMediator(new("o9"), Day(6), new(2027, 3, 4)))
        .ThenInvalid("organizationId", "until");

    [Theory]
    [InlineData("2027-03-04", false)]
    [InlineData("2027-03-05", true)]
    public void lasts_a_year_at_least(string until, bool long_enough)
    {
        var story = Ready.When(Appoint with { Until = DateOnly.Parse(until) });
        if (long_enough) story.Then(Appointed);
        else story.ThenInvalid("until").Saying("2027-03-05");
    }

    [Theory]
    [InlineData("9999-12-31", "9999-12-31", "from")]
    [InlineData("2026-03-06", "9999-12-31", "until")]
    public void looks_twice_at_a_year_that_cannot_be_meant(string from, string until, string field) => Ready
        .When(new AppointMediator(Center, DateOnly.Parse(from), DateOnly.Parse(until)))
        .ThenInvalid(field);

    [Fact]
    public void needs_the_first_day() => Ready
        .When(new AppointMediator(Center, default, new(2027, 3, 5)))
        .ThenInvalid("from");

    // Friday 2026-03-06: Wednesday the 11th is the third working day after it, Thursday the 12th the fourth.
    [Theory]
    [InlineData("2026-03-11", true)]
    [InlineData("2026-03-12", false)]
    public void is_never_backdated_to_cover_an_agreement_signed_before(string today, bool allowed)
    {
        var story = Ready.On(today).When(Appoint);
        if (allowed) story.Then(Appointed);
        else story.ThenRefused("appointment-backdated");
    }

    [Fact]
    public void may_begin_in_the_future() => Ready
        .When(new AppointMediator(Center, Day(20), new(2027, 3, 19)))
        .Then(new MediatorAppointed(Center, Day(20), new(2027, 3, 19)))
        .ThenState(s => s.StatusOn(Day(10)) == MediatorStatus.Certified);

    [Fact]
    public void follows_the_certificate() => Ready
        .When(Appoint with { From = Day(3) })
        .ThenRefused("mediator-not-certified");

    [Fact]
    public void gives_no_right_to_mediate_once_the_certificate_ran_out() => Ready
        .When(Appoint with { Until = new(2030, 3, 5) })
        .ThenState(s => s.MayMediateAt(Center, new(2029, 3, 3)) && !s.MayMediateAt(Center, new(2029, 3, 4)));

    [Fact]
    public void does_not_overlap_a_term_there() => Story<Mediator>.Given(Nominated, Certified, Appointed).Knowing(Center.Value, ActiveCenter).On("2026-03-10")
        .When(Appoint)
        .ThenNothing()
        .When(new AppointMediator(Center, Day(10), new(2027, 6, 30)))
        .ThenRefused("mediator-already-appointed");

    [Fact]
    public void may_serve_several_organizations_by_separate_terms() => Story<Mediator>.Given(Nominated, Certified, Appointed).Knowing(Union.Value, ActiveCenter).On("2026-03-10")
        .When(new AppointMediator(Union, Day(10), new(2028, 3, 9)))
        .Then(new MediatorAppointed(Union, Day(10), new(2028, 3, 9)))
        .ThenState(s => s.MayMediateAt(Center, Day(10)) && s.MayMediateAt(Union, Day(10)))
        .ThenState(s => s.AppointmentAt(Union, Day(10))!.Until == new DateOnly(2028, 3, 9) && s.AppointmentAt(Center, Day(10))!.Until == new DateOnly(2027, 3, 5))
        .ThenState(s => s.TermsEnding(new(2027, 1, 1), new(2027, 12, 31)).Single().Organization == Center);

    [Theory]
    [InlineData("某机械厂", true)]
    [InlineData("某街道办事处", false)]
    public void to_an_enterprise_committee_takes_its_own_staff(string employer, bool staff)
    {
        var committee = new OrganizationDrafted(Center, AnOrganization.Complete with { Type = OrganizationType.EnterpriseCommittee, HostName = "某机械厂" });
        var story = Story<Mediator>.Given(Nominated with { Profile = Complete with { Employer = employer } }, Certified).Knowing<Organization>(Center.Value, committee).On("2026-03-06").When(Appoint);
        if (staff) story.Then(Appointed);
        else story.ThenRefused("mediator-not-on-staff");
    }

    [Fact]
    public void waits_while_suspended() => Story<Mediator>.Given(Nominated, Certified, Appointed, Suspended).Knowing(Union.Value, ActiveCenter).On("2026-03-10")
        .When(new AppointMediator(Union, Day(10), new(2027, 3, 9)))
        .ThenRefused("mediator-suspended");

    [Fact]
    public void is_over_once_dismissed() => Story<Mediator>.Given(Nominated, Certified, Appointed, Dismissed).Knowing(Union.Value, ActiveCenter).On("2026-03-10")
        .When(new AppointMediator(Union, Day(10), new(2027, 3, 9)))
        .ThenRefused("mediator-dismissed");
}

public class Renewing_a_term
{
    private static readonly MediatorAssessed Competent = new(2026, AssessmentGrade.Competent, default, default);
    private static readonly AppointmentRenewed Renewed = new(Center, new(2027, 3, 6), new(2028, 3, 5));
    private static readonly RenewAppointment Renew = new(Center, new(2028, 3, 5));

    private static Story<Mediator> Assessed => Story<Mediator>.Given(Nominated, Certified, Appointed, Competent).On("2027-03-01");

    [Fact]
    public void goes_on_from_the_day_after_the_last() => Assessed
        .When(Renew)
        .Then(Renewed)
        .ThenState(s => s.MayMediateAt(Center, new(2027, 3, 5)) && s.MayMediateAt(Center, new(2027, 3, 6)) && s.MayMediateAt(Center, new(2028, 3, 5)))
        .ThenState(s => !s.TermsEnding(new(2027, 3, 1), new(2027, 3, 31)).Any());

    [Fact]
    public void needs_the_assessment_of_the_year_before() => Story<Mediator>.Given(Nominated, Certified, Appointed).On("2027-03-01")
        .When(Renew)
        .ThenRefused("assessment-missing").Saying("2026年度考核");

    [Fact]
    public void is_refused_to_whom_the_assessment_found_incompetent() => Story<Mediator>
        .Given(Nominated, Certified, Appointed, Competent with { Grade = AssessmentGrade.Incompetent }).On("2027-03-01")
        .When(Renew)
        .ThenRefused("assessment-failed");

    [Fact]
    public void lasts_a_year_at_least() => Assessed
        .When(Renew with { Until = new(2028, 3, 4) })
        .ThenInvalid("until");

    [Fact]
    public void is_not_backdated_once_the_term_is_long_over() => Assessed.On("2027-03-15")
        .When(Renew)
        .ThenRefused("appointment-expired");

    [Fact]
    public void needs_a_certificate_that_is_still_valid() => Story<Mediator>
        .Given(Nominated, new MediatorCertified(Certified.Certificate with { ValidUntil = new(2027, 3, 5) }), Appointed, Competent).On("2027-03-01")
        .When(Renew)
        .ThenRefused("mediator-not-certified");

    [Fact]
    public void needs_a_term_to_renew() => Assessed
        .When(Renew with { OrganizationId = Union })
        .ThenRefused("mediator-not-appointed");

    [Fact]
    public void waits_while_suspended() => Story<Mediator>.Given(Nominated, Certified, Appointed, Competent, Suspended).On("2027-03-01")
        .When(Renew)
        .ThenRefused("mediator-suspended");

    [Fact]
    public void is_over_once_dismissed() => Story<Mediator>.Given(Nominated, Certified, Appointed, Competent, Dismissed).On("2027-03-01")
        .When(Renew)
        .ThenRefused("mediator-dismissed");
}
