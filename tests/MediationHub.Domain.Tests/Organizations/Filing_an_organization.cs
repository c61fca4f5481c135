using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Tests.Kernel;
using static MediationHub.Domain.Tests.Organizations.AnOrganization;

namespace MediationHub.Domain.Tests.Organizations;

public class Filing_an_organization
{
    [Fact]
    public void begins_with_its_application() => Story<Organization>.Given(Drafted).On("2026-03-02")
        .When(new SubmitOrganization(Day(2)))
        .Then(new OrganizationSubmitted(Day(2)))
        .ThenState(s => s.Status == OrganizationStatus.Submitted && s.Since == Day(2));

    [Fact]
    public void is_not_asked_for_while_address_telephone_or_head_are_missing() => Story<Organization>
        .Given(new OrganizationDrafted(Id, new() { Code = "JL-0001", Name = "某调解组织", Type = OrganizationType.Other, Unit = "220100" })).On("2026-03-02")
        .When(new SubmitOrganization(Day(2)))
        .ThenRefused("organization-incomplete").Saying("办公地址、联系电话、负责人");

    [Fact]
    public void gives_a_number_of_the_reporting_unit_and_year() => Story<Organization>
        .Given(new OrganizationDrafted(Id, Complete with { Unit = "220122" }), Submitted).On("2026-03-04")
        .When(new FileOrganization(Day(4)))
        .Then(new OrganizationFiled(Day(4), "220100", "长春", 1))
        .ThenState(s => s.FilingNumber == "长春劳调备〔2026〕1号" && s.FiledOn == Day(4) && s.Status == OrganizationStatus.Filed);

    [Fact]
    public void of_a_provincial_organization_takes_the_province_s_number() => Story<Organization>
        .Given(new OrganizationDrafted(Id, Complete with { Unit = "220000" }), Submitted).On("2026-03-04")
        .When(new FileOrganization(Day(4)))
        .ThenState(s => s.FilingNumber == "吉劳调备〔2026〕1号");

    [Fact]
    public void numbers_each_unit_and_year_by_itself()
    {
        Assert.Equal("filing|220100|2026", Filed.Series);
        Assert.Equal("filing|220100|2025", (Filed with { On = new(2025, 12, 31) }).Series);
        Assert.Equal("长春劳调备〔2026〕12号", ((OrganizationFiled)Filed.Numbered(12)).FilingNumber);
    }

    [Fact]
    public void cannot_precede_its_application() => Story<Organization>.Given(Drafted, Submitted).On("2026-03-04")
        .When(new FileOrganization(Day(1)))
        .ThenInvalid("on");

    [Fact]
    public void may_return_the_application_item_by_item() => Story<Organization>.Given(Drafted, Submitted).On("2026-03-03")
        .When(new ReturnOrganization(Day(3), ["请补充印章名称", "请核对办公地址"]))
        .Then(new OrganizationReturned(Day(3), ["请补充印章名称", "请核对办公地址"]))
        .ThenState(s => s.Status == OrganizationStatus.Returned);

    [Fact]
    public void returns_nothing_without_saying_what_to_put_right() => Story<Organization>.Given(Drafted, Submitted).On("2026-03-03")
        .When(new ReturnOrganization(Day(3), []))
        .ThenInvalid("reasons")
        .When(new ReturnOrganization(Day(3), ["请核对办公地址", " "]))
        .ThenInvalid("reasons");

    [Fact]
    public void goes_on_after_a_return_once_things_are_put_right() => Story<Organization>.Given(That(OrganizationStatus.Returned)).On("2026-03-05")
        .When(new ChangeOrganizationProfile(new() { Address = "长春市南关区某街2号" }))
        .Then(new OrganizationProfileChanged(Complete with { Address = "长春市南关区某街2号" }))
        .When(new SubmitOrganization(Day(5)))
        .Then(new OrganizationSubmitted(Day(5)))
        .When(new FileOrganization(Day(5)))
        .ThenState(s => s.FilingNumber == "长春劳调备〔2026〕1号");

    [Fact]
    public void may_be_refused_with_a_reason() => Story<Organization>.Given(Drafted, Submitted).On("2026-03-03")
        .When(new RefuseOrganization(Day(3), "不属于劳动争议调解组织"))
        .Then(new OrganizationRefused(Day(3), "不属于劳动争议调解组织"))
        .ThenState(s => s.Status == OrganizationStatus.Refused);

    [Fact]
    public void is_not_refused_without_a_reason() => Story<Organization>.Given(Drafted, Submitted).On("2026-03-03")
        .When(new RefuseOrganization(Day(3), "  "))
        .ThenInvalid("reason");

    [Fact]
    public void leaves_the_application_untouched_while_it_is_examined() => Story<Organization>.Given(Drafted, Submitted)
        .When(new ChangeOrganizationProfile(new() { HeadName = "钱某某" }))
        .ThenRefused("organization-under-examination");
}
