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

    [Fact]
    public void Numbers_its_papers_by_region_and_prefix() => Assert.Equal("长春（南关）劳人仲审〔2026〕{number}号",
        (Commission.Empty with { Id = ReviewStories.House, Profile = new() { Unit = "220100", NumberPrefix = "（南关）" } }).NumberPattern("{region}{body}劳人仲审〔{year}〕{number}号", 2026));
}
