using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Tests.Kernel;
using static MediationHub.Domain.Tests.Organizations.AnOrganization;

namespace MediationHub.Domain.Tests.Organizations;

public class Drafting_an_organization
{
    private static readonly OrganizationProfile Least = new() { Code = "JL-0001", Name = "某公司劳动争议调解委员会", Type = OrganizationType.EnterpriseCommittee, Unit = "220200" };

    [Fact]
    public void needs_code_name_type_and_region_only() => Story<Organization>.Given()
        .When(new CreateOrganization(Id, Least))
        .Then(new OrganizationDrafted(Id, Least))
        .ThenState(s => s.Status == OrganizationStatus.Draft && s.Type == OrganizationType.EnterpriseCommittee && s.Code == "JL-0001");

    [Fact]
    public void names_everything_that_is_wrong_at_once() => Story<Organization>.Given().On("2026-03-02")
        .When(new CreateOrganization(Id, new()
        {
            Code = "编码",
            Unit = "999999",
            Phone = "12345",
            HostCreditCode = "91350100M000100Y40",
            FoundedOn = Day(3),
            OnlineSince = Day(3),
            PremisesArea = 0,
            CoveredEmployers = -1,
            Committee = new(3, 2, true),
            HeadName = new string('长', 101),
            Coverage = "响铃\a",
        }))
        .ThenInvalid("code", "name", "type", "unit", "phone", "hostCreditCode", "foundedOn", "onlineSince", "premisesArea", "coveredEmployers", "committee", "headName", "coverage");

    [Fact]
    public void keeps_numbers_in_their_plain_form_and_a_former_region_under_its_present_code() => Story<Organization>.Given()
        .When(new CreateOrganization(Id, Least with { Code = " ｊｌ－0001 ", Unit = "220381", Phone = "+86 138 0000 0000", HostCreditCode = "91350100m000100y43" }))
        .Then(new OrganizationDrafted(Id, Least with { Unit = "220184", Phone = "13800000000", HostCreditCode = "91350100M000100Y43" }));

    [Theory]
    [InlineData(2, 2, true)]
    [InlineData(3, 2, false)]
    [InlineData(0, 0, false)]
    public void asks_for_as_many_worker_members_as_employer_members(int workers, int employers, bool fits)
    {
        var story = Story<Organization>.Given().When(new CreateOrganization(Id, Least with { Committee = new(workers, employers, true) }));
        if (fits) story.ThenHappened(typeof(OrganizationDrafted));
        else story.ThenInvalid("committee");
    }

    [Fact]
    public void twice_under_the_same_id_does_nothing() => Story<Organization>.Given(Drafted)
        .When(new CreateOrganization(Id, Least))
        .ThenNothing();
}
