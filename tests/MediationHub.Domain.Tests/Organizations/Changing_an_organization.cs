using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Tests.Kernel;
using static MediationHub.Domain.Tests.Organizations.AnOrganization;

namespace MediationHub.Domain.Tests.Organizations;

public class Changing_an_organization
{
    private static Story<Organization> Active => Story<Organization>.Given(That(OrganizationStatus.Active)).On("2026-03-10");

    [Fact]
    public void changes_a_draft_plainly() => Story<Organization>.Given(Drafted)
        .When(new ChangeOrganizationProfile(new() { Name = "某镇劳动争议调解中心", Code = "JL-0002", Unit = "220112" }))
        .Then(new OrganizationProfileChanged(Complete with { Name = "某镇劳动争议调解中心", Code = "JL-0002", Unit = "220112" }));

    [Fact]
    public void changes_plain_particulars_without_a_reason() => Active
        .When(new ChangeOrganizationProfile(new() { Phone = "0431-88690001", PremisesArea = 60.5m, FundingSource = "财政预算", CommissionId = new("c1") }))
        .Then(new OrganizationProfileChanged(Complete with { Phone = "0431-88690001", PremisesArea = 60.5m, FundingSource = "财政预算", CommissionId = new("c1") }));

    [Fact]
    public void of_head_and_address_is_a_change_filing_and_keeps_how_it_was() => Active
        .When(new ChangeOrganizationProfile(new() { HeadName = "钱某某", Address = "长春市南关区某街9号" }, Day(10), "换届并搬迁"))
        .Then(new FilingChanged(Day(10), new(Complete.Name, "钱某某", "长春市南关区某街9号"), "换届并搬迁"))
        .ThenState(s => s.HeadName == "钱某某" && s.Formerly.Single() == new FormerParticulars(new(Complete.Name, Complete.HeadName, Complete.Address), Day(10)));

    [Fact]
    public void of_name_and_seal_together_gives_both_events() => Active
        .When(new ChangeOrganizationProfile(new() { Name = "某街道劳动人事争议调解中心", SealName = "某街道劳动人事争议调解中心" }, Day(10), "更名"))
        .Then(
            new FilingChanged(Day(10), new("某街道劳动人事争议调解中心", Complete.HeadName, Complete.Address), "更名"),
            new OrganizationProfileChanged(Complete with { Name = "某街道劳动人事争议调解中心", SealName = "某街道劳动人事争议调解中心" }));

    [Fact]
    public void of_a_filed_particular_needs_its_day_and_reason() => Active
        .When(new ChangeOrganizationProfile(new() { HeadName = "钱某某", Phone = "123" }))
        .ThenInvalid("on", "reason", "phone");

    [Fact]
    public void of_a_filed_particular_cannot_precede_the_filing_nor_the_last_change() => Active
        .When(new ChangeOrganizationProfile(new() { HeadName = "钱某某" }, Day(3), "换届", "补录"))
        .ThenInvalid("on")
        .When(new ChangeOrganizationProfile(new() { HeadName = "钱某某" }, Day(10), "换届"))
        .ThenHappened(typeof(FilingChanged))
        .When(new ChangeOrganizationProfile(new() { HeadName = "孙某某" }, Day(9), "换届"))
        .ThenInvalid("on");

    [Fact]
    public void leaves_code_type_and_region_as_filed() => Active
        .When(new ChangeOrganizationProfile(new() { Code = "JL-0002" })).ThenRefused("organization-identity-filed")
        .When(new ChangeOrganizationProfile(new() { Type = OrganizationType.Union })).ThenRefused("organization-identity-filed")
        .When(new ChangeOrganizationProfile(new() { Unit = "220200" })).ThenRefused("organization-identity-filed");

    [Fact]
    public void to_what_it_is_already_does_nothing() => Active
        .When(new ChangeOrganizationProfile(Complete))
        .ThenNothing();

    [Theory]
    [InlineData(OrganizationStatus.Refused)]
    [InlineData(OrganizationStatus.Deregistered)]
    public void is_over_once_it_has_ended(OrganizationStatus status) => Story<Organization>.Given(That(status)).On("2026-03-10")
        .When(new ChangeOrganizationProfile(new() { Phone = "0431-88690001" }))
        .ThenRefused("organization-not-standing");
}
