using MediationHub.Domain.Access;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Tests.Kernel;
using MediationHub.Domain.Tests.Reviews;
using static MediationHub.Domain.Tests.Cases.CaseStories;

namespace MediationHub.Domain.Tests.Commissions;

public class A_commission
{
    private static Story<Commission> Given(params IEnumerable<DomainEvent> events) => Story<Commission>.Given(events);

    [Fact]
    public void Is_established_with_its_seat() => Given().On("2026-06-15").When(new EstablishCommission(ReviewStories.House, ReviewStories.Established.Profile)).Then(ReviewStories.Established).ThenState(s => s.Jurisdiction.SequenceEqual(new[] { "220100" }));

    [Fact]
    public void Needs_code_name_level_and_a_known_region() => Given().On("2026-06-15").When(new EstablishCommission(ReviewStories.House, new() { Unit = "000000", Jurisdiction = ["999999"] })).ThenInvalid("code", "name", "level", "unit", "jurisdiction[0]");

    [Fact]
    public void Keeps_what_a_change_leaves_out() => Given(ReviewStories.Established).On("2026-06-15").When(new ChangeCommission(new() { InstituteName = "长春市劳动人事争议仲裁院" }))
        .ThenState(s => s.Profile.InstituteName == "长春市劳动人事争议仲裁院" && s.Name == "长春市劳动人事争议仲裁委员会");

    [Fact]
    public void Appoints_arbitrators_by_their_certificates() => Given(ReviewStories.Established).On("2026-06-15").When(new AppointArbitrator(ReviewStories.Han, "韩明谦", "zc-001", Day("2026-06-01"))).ThenState(s => s.Arbitrator(ReviewStories.Han)!.CertificateNumber == "ZC-001")
        .When(new AppointArbitrator(new("other"), "赵某", "ZC-001", Day("2026-06-01"))).ThenRefused("certificate-number-taken");

    [Fact]
    public void Lets_an_arbitrator_go() => Given(ReviewStories.TheHouse).On("2026-06-15").When(new EndArbitrator(ReviewStories.Han, Day("2026-06-15"))).ThenState(s => !s.Arbitrator(ReviewStories.Han)!.ServesOn(Day("2026-06-15")) && s.Arbitrator(ReviewStories.Han)!.ServesOn(Day("2026-06-14")));

    [Fact]
    public void Delegates_approval_from_today_on_and_never_back()
    {
        Given(ReviewStories.TheHouse).On("2026-06-15").By(ReviewStories.Director).When(new DelegateApproval("deputy", "院长", Day("2026-06-14"), Day("2026-12-31"))).ThenRefused("delegation-backdated");
        Given(ReviewStories.TheHouse).On("2026-06-15").By(ReviewStories.Director).When(new DelegateApproval("director", "本人", Day("2026-06-15"), Day("2026-12-31"))).ThenRefused("delegates-to-self");
        Given(ReviewStories.TheHouse).On("2026-06-15").By(ReviewStories.Director).When(new DelegateApproval("deputy", "院长", Day("2026-06-15"), Day("2026-12-31")))
            .ThenState(s => s.Delegations.Single().HoldsOn(Day("2026-12-31"))).When(new EndDelegation("deputy")).ThenState(s => !s.Delegations.Single().HoldsOn(Day("2026-06-15")));
    }

    private static readonly Actor Deputy = new("deputy", new HashSet<Role> { Role.Director }, Commission: ReviewStories.House);
    private static readonly Actor City = new("city", new HashSet<Role> { Role.City }, Unit: "220100");

    private static readonly CommissionEstablished Directed = ReviewStories.Established with { Profile = ReviewStories.Established.Profile with { DirectorAccount = "director" } };

    /// <summary>R33 §76: the director, or the head of the institute whom the director delegated; who was delegated does not pass it on.</summary>
    [Fact]
    public void Lets_only_its_director_delegate_take_back_and_name_another_account()
    {
        Given(Directed).On("2026-06-15").By(Deputy).When(new DelegateApproval("third", "某人", Day("2026-06-15"), Day("2026-12-31"))).ThenRefused("not-the-director")
            .When(new ChangeCommission(new() { DirectorAccount = "deputy" })).ThenRefused("not-the-director")
            .By(ReviewStories.Director).When(new DelegateApproval("deputy", "院长", Day("2026-06-15"), Day("2026-12-31"))).ThenHappened(typeof(ApprovalDelegated))
            .By(Deputy).When(new EndDelegation("deputy")).ThenRefused("not-the-director").When(new DelegateApproval("third", "某人", Day("2026-06-15"), Day("2026-12-31"))).ThenRefused("not-the-director")
            .By(ReviewStories.Director).When(new EndDelegation("deputy")).ThenHappened(typeof(DelegationEnded)).When(new ChangeCommission(new() { DirectorAccount = "deputy" })).ThenHappened(typeof(CommissionChanged));
        // While none is named, each account with the role may approve, and name itself.
        Given(ReviewStories.Established).On("2026-06-15").By(Deputy).When(new ChangeCommission(new() { DirectorAccount = "deputy" })).ThenHappened(typeof(CommissionChanged));
    }

    [Fact]
    public void Does_not_say_itself_what_it_is_competent_for()
    {
        foreach (var changes in new CommissionProfile[] { new() { Jurisdiction = ["220000"] }, new() { Unit = "220200" }, new() { Code = "X-1" }, new() { Level = CommissionLevel.Province } })
            Given(ReviewStories.Established).On("2026-06-15").By(ReviewStories.Director).When(new ChangeCommission(changes)).ThenRefused("set-from-above");
        Given(ReviewStories.Established).On("2026-06-15").By(ReviewStories.Director).When(new ChangeCommission(new() { Address = "人民大街二号" })).ThenHappened(typeof(CommissionChanged));
    }

    [Fact]
    public void Gets_from_an_office_only_regions_that_are_the_offices_own()
    {
        Given().On("2026-06-15").By(City).When(new EstablishCommission(ReviewStories.House, ReviewStories.Established.Profile with { Jurisdiction = ["220112", "220200"] })).ThenInvalid("jurisdiction[1]");
        Given(ReviewStories.Established).On("2026-06-15").By(City).When(new ChangeCommission(new() { Jurisdiction = ["220000"] })).ThenInvalid("jurisdiction[0]")
            .When(new ChangeCommission(new() { Jurisdiction = ["220112", "220113"] })).ThenState(s => s.Jurisdiction.SequenceEqual(new[] { "220112", "220113" }));
    }

    [Fact]
    public void Numbers_its_papers_by_region_and_prefix() => Assert.Equal("长春（南关）劳人仲审〔2026〕{number}号",
        (Commission.Empty with { Id = ReviewStories.House, Profile = new() { Unit = "220100", NumberPrefix = "（南关）" } }).NumberPattern("{region}{body}劳人仲审〔{year}〕{number}号", 2026));
}
