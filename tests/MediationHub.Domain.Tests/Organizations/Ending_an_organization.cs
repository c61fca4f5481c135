using MediationHub.Domain.Organizations;
using MediationHub.Domain.Tests.Kernel;
using static MediationHub.Domain.Tests.Organizations.AnOrganization;

namespace MediationHub.Domain.Tests.Organizations;

public class Ending_an_organization
{
    [Fact]
    public void waits_until_its_open_cases_are_closed_or_transferred() => Story<Organization>.Given(That(OrganizationStatus.Suspended)).On("2026-03-10")
        .When(new DeregisterOrganization(Day(10), "机构撤并") { OpenCases = 3 })
        .ThenRefused("organization-has-open-cases").Saying("3件未结案件");

    [Theory]
    [InlineData(OrganizationStatus.Filed)]
    [InlineData(OrganizationStatus.Active)]
    [InlineData(OrganizationStatus.Rectifying)]
    [InlineData(OrganizationStatus.Suspended)]
    public void takes_it_out_of_the_public_roster(OrganizationStatus status) => Story<Organization>.Given([.. That(status), new OrganizationListed(Day(6))]).On("2026-03-10")
        .When(new DeregisterOrganization(Day(10), "机构撤并"))
        .Then(new OrganizationDeregistered(Day(10), "机构撤并"))
        .ThenState(s => !s.Listed && !s.FinishesCases && !s.UniqueValues.Any());

    [Fact]
    public void needs_a_reason() => Story<Organization>.Given(That(OrganizationStatus.Active)).On("2026-03-10")
        .When(new DeregisterOrganization(Day(10), ""))
        .ThenInvalid("reason");
}

public class The_public_roster
{
    [Fact]
    public void holds_organizations_on_file() => Story<Organization>.Given(That(OrganizationStatus.Active)).On("2026-03-10")
        .When(new ListOrganization(Day(10)))
        .Then(new OrganizationListed(Day(10)))
        .ThenState(s => s.Listed);

    [Fact]
    public void is_left_for_a_reason() => Story<Organization>.Given([.. That(OrganizationStatus.Active), new OrganizationListed(Day(6))]).On("2026-03-10")
        .When(new UnlistOrganization(Day(10), ""))
        .ThenInvalid("reason")
        .When(new UnlistOrganization(Day(10), "信息核对中"))
        .Then(new OrganizationUnlisted(Day(10), "信息核对中"))
        .ThenState(s => !s.Listed);

    [Theory]
    [InlineData(OrganizationStatus.Draft)]
    [InlineData(OrganizationStatus.Submitted)]
    [InlineData(OrganizationStatus.Refused)]
    [InlineData(OrganizationStatus.Deregistered)]
    public void holds_no_other(OrganizationStatus status) => Story<Organization>.Given(That(status)).On("2026-03-10")
        .When(new ListOrganization(Day(10)))
        .ThenRefused("organization-not-standing");
}
