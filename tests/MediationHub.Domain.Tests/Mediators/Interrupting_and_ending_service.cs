using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Tests.Kernel;
using static MediationHub.Domain.Tests.Mediators.AMediator;

namespace MediationHub.Domain.Tests.Mediators;

public class Suspending_a_mediator
{
    private static Story<Mediator> Serving => Story<Mediator>.Given(Nominated, Certified, Appointed).On("2026-03-09");

    [Fact]
    public void stops_mediation_everywhere_until_it_is_lifted() => Serving
        .When(new SuspendMediator(Day(9), "接受调查"))
        .Then(Suspended)
        .ThenState(s => s.StatusOn(Day(9)) == MediatorStatus.Suspended)
        .On("2026-03-12").When(new LiftSuspension(Day(12)))
        .Then(new SuspensionLifted(Day(12)))
        .ThenState(s => s.MayMediateAt(Center, Day(8)) && !s.MayMediateAt(Center, Day(9)) && !s.MayMediateAt(Center, Day(11)) && s.MayMediateAt(Center, Day(12)));

    [Fact]
    public void says_why() => Serving
        .When(new SuspendMediator(Day(9), ""))
        .ThenInvalid("reason");

    [Fact]
    public void follows_the_end_of_the_one_before() => Story<Mediator>.Given(Nominated, Certified, Appointed, Suspended, new SuspensionLifted(Day(12))).On("2026-03-13")
        .When(new SuspendMediator(Day(11), "再次接受调查"))
        .ThenInvalid("on");

    [Fact]
    public void concerns_those_who_serve() => Story<Mediator>.Given(Nominated, Certified).On("2026-03-09")
        .When(new SuspendMediator(Day(9), "接受调查"))
        .ThenRefused("mediator-not-appointed");

    [Fact]
    public void is_not_lifted_before_it_began() => Story<Mediator>.Given(Nominated, Certified, Appointed, Suspended).On("2026-03-10")
        .When(new LiftSuspension(Day(8)))
        .ThenInvalid("on");

    [Fact]
    public void that_is_not_there_needs_no_lifting() => Serving
        .When(new LiftSuspension(Day(9)))
        .ThenNothing();

    [Fact]
    public void is_over_once_dismissed() => Story<Mediator>.Given(Nominated, Certified, Appointed, Suspended, Dismissed).On("2026-03-10")
        .When(new LiftSuspension(Day(10))).ThenRefused("mediator-dismissed");

    [Fact]
    public void cannot_follow_a_dismissal() => Story<Mediator>.Given(Nominated, Certified, Appointed, Dismissed).On("2026-03-10")
        .When(new SuspendMediator(Day(10), "接受调查")).ThenRefused("mediator-dismissed");
}

public class Dismissing_a_mediator
{
    private static readonly MediatorAppointed AtUnion = new(Union, Day(6), new(2027, 3, 5));

    private static Story<Mediator> AtTwo => Story<Mediator>.Given(Nominated, Certified, Appointed, AtUnion).On("2026-03-09");

    [Fact]
    public void from_the_roster_ends_every_term_that_day() => AtTwo
        .When(new DismissMediator(DismissalGround.TookBenefits, "收受当事人礼金", Day(9)))
        .Then(Dismissed)
        .ThenState(s => s.MayMediateAt(Center, Day(8)) && !s.MayMediateAt(Center, Day(9)) && !s.MayMediateAt(Union, Day(9)))
        .ThenState(s => s.StatusOn(Day(8)) == MediatorStatus.Appointed && s.StatusOn(Day(9)) == MediatorStatus.Dismissed);

    [Fact]
    public void from_one_organization_leaves_the_other_term() => AtTwo
        .When(new DismissMediator(DismissalGround.UnableToServe, "长期出差", Day(9), Union))
        .Then(new MediatorDismissed(Union, DismissalGround.UnableToServe, "长期出差", Day(9)))
        .ThenState(s => s.MayMediateAt(Center, Day(9)) && !s.MayMediateAt(Union, Day(9)) && s.StatusOn(Day(9)) == MediatorStatus.Appointed);

    [Fact]
    public void lets_the_same_organization_appoint_anew_later() => Story<Mediator>
        .Given(Nominated, Certified, Appointed, new MediatorDismissed(Center, DismissalGround.UnableToServe, "长期出差", Day(9))).Knowing(Center.Value, ActiveCenter).On("2026-03-20")
        .When(new AppointMediator(Center, Day(20), new(2027, 3, 19)))
        .ThenState(s => !s.MayMediateAt(Center, Day(19)) && s.MayMediateAt(Center, Day(20)));

    [Fact]
    public void needs_a_ground_a_reason_and_a_day() => AtTwo
        .When(new DismissMediator(null, "", default))
        .ThenInvalid("ground", "reason", "on");

    [Fact]
    public void concerns_organizations_that_appointed_the_mediator() => AtTwo
        .When(new DismissMediator(DismissalGround.Bias, "偏袒一方", Day(9), new OrganizationId("o9")))
        .ThenRefused("mediator-not-appointed");
}

public class Leaving
{
    [Fact]
    public void ends_every_term_that_day() => Story<Mediator>.Given(Nominated, Certified, Appointed).On("2026-03-09")
        .When(new LeaveOrganization(Day(9), Reason: "退休"))
        .Then(new MediatorLeft(null, Day(9), "退休"))
        .ThenState(s => s.MayMediateAt(Center, Day(8)) && !s.MayMediateAt(Center, Day(9)) && s.StatusOn(Day(9)) == MediatorStatus.Left);

    [Fact]
    public void one_of_two_organizations_keeps_the_other() => Story<Mediator>.Given(Nominated, Certified, Appointed, new MediatorAppointed(Union, Day(6), new(2027, 3, 5))).On("2026-03-09")
        .When(new LeaveOrganization(Day(9), Union))
        .Then(new MediatorLeft(Union, Day(9), default))
        .ThenState(s => s.MayMediateAt(Center, Day(9)) && s.StatusOn(Day(9)) == MediatorStatus.Appointed);

    [Fact]
    public void does_not_bar_a_new_appointment() => Story<Mediator>.Given(Nominated, Certified, Appointed, new MediatorLeft(Center, Day(9), default)).Knowing(Center.Value, ActiveCenter).On("2026-03-20")
        .When(new AppointMediator(Center, Day(20), new(2027, 3, 19)))
        .ThenState(s => s.StatusOn(Day(20)) == MediatorStatus.Appointed);

    [Fact]
    public void needs_a_term_to_leave() => Story<Mediator>.Given(Nominated, Certified).On("2026-03-09")
        .When(new LeaveOrganization(Day(9)))
        .ThenRefused("mediator-not-appointed");

    [Fact]
    public void needs_a_term_that_still_runs() => Story<Mediator>.Given(Nominated, Certified, Appointed).On("2027-03-10")
        .When(new LeaveOrganization(new(2027, 3, 10)))
        .ThenRefused("mediator-not-appointed");

    [Fact]
    public void is_not_open_once_dismissed() => Story<Mediator>.Given(Nominated, Certified, Appointed, Dismissed).On("2026-03-10")
        .When(new LeaveOrganization(Day(10)))
        .ThenRefused("mediator-dismissed");
}
