using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Tests.Kernel;

namespace MediationHub.Domain.Tests.Organizations;

public class Importing_an_organization
{
    private static readonly ImportSource Row5 = new("i1", 5);
    private static readonly ImportedFiling Active2020 = new(new(2020, 6, 10), "长劳备〔2020〕3号", OrganizationStatus.Active, true);

    private static ImportOrganization Import(OrganizationProfile? profile = null, ImportedFiling? filing = null) => new(AnOrganization.Id, profile ?? AnOrganization.Complete, filing, Row5);

    [Fact]
    public void takes_over_its_filing_as_history_without_a_reason_for_the_late_entry() => Story<Organization>.Given()
        .On("2026-11-20").When(Import(filing: Active2020))
        .Then(new OrganizationDrafted(AnOrganization.Id, AnOrganization.Complete), new OrganizationImported(Row5, new(2026, 11, 20), Active2020))
        .ThenState(o => o.Status == OrganizationStatus.Active && o.FiledOn == new DateOnly(2020, 6, 10) && o.FilingNumber == "长劳备〔2020〕3号" && o.Listed)
        .ThenState(o => o.StatusOn(new(2021, 1, 1)) == OrganizationStatus.Active && o.LateEntries == 0 && o.ImportId == "i1");

    [Fact]
    public void knows_of_a_suspension_or_an_end_only_since_the_day_of_the_import() => Story<Organization>.Given()
        .On("2026-11-20").When(Import(filing: Active2020 with { Status = OrganizationStatus.Suspended }))
        .ThenState(o => o.Status == OrganizationStatus.Suspended && o.StatusOn(new(2026, 11, 19)) == OrganizationStatus.Active && o.Since == new DateOnly(2026, 11, 20));

    [Fact]
    public void leaves_one_that_is_not_on_file_a_draft() => Story<Organization>.Given()
        .On("2026-11-20").When(Import()).ThenState(o => o.Status == OrganizationStatus.Draft && o.FiledOn == null);

    [Fact]
    public void asks_of_a_filed_one_what_a_filing_asks() => Story<Organization>.Given()
        .On("2026-11-20").When(Import(AnOrganization.Complete with { Address = default, Phone = default, HeadName = default }, Active2020)).ThenInvalid("address", "phone", "headName");

    [Fact]
    public void is_not_filed_in_the_future_nor_before_it_was_founded() => Story<Organization>.Given()
        .On("2026-11-20")
        .When(Import(filing: Active2020 with { FiledOn = new(2026, 11, 21) })).ThenInvalid("filedOn")
        .When(Import(AnOrganization.Complete with { FoundedOn = new(2020, 7, 1) }, Active2020)).ThenInvalid("filedOn");

    [Theory]
    [InlineData(OrganizationStatus.Rectifying), InlineData(OrganizationStatus.Submitted), InlineData(OrganizationStatus.Refused)]
    public void does_not_begin_in_the_middle_of_a_step(OrganizationStatus status) => Story<Organization>.Given()
        .On("2026-11-20").When(Import(filing: Active2020 with { Status = status })).ThenInvalid("status");

    [Fact]
    public void puts_a_draft_on_file() => Story<Organization>.Given(AnOrganization.Drafted)
        .On("2026-11-20").When(Import(filing: Active2020)).Then(new OrganizationImported(Row5, new(2026, 11, 20), Active2020)).ThenState(o => o.Status == OrganizationStatus.Active);

    [Fact]
    public void changes_only_what_differs_and_a_blank_changes_nothing() => Story<Organization>.Given(AnOrganization.That(OrganizationStatus.Active))
        .On("2026-11-20")
        .When(Import(new OrganizationProfile { PremisesArea = 60 }, Active2020))
        .Then(new OrganizationImported(Row5, new(2026, 11, 20), null), new OrganizationProfileChanged(AnOrganization.Complete with { PremisesArea = 60 }))
        .ThenState(o => o.FilingNumber == AnOrganization.Filed.FilingNumber)
        .When(Import(new OrganizationProfile { HeadName = "钱某某" }))
        .ThenHappened(typeof(OrganizationImported), typeof(FilingChanged));

    [Fact]
    public void cannot_change_what_it_was_filed_as() => Story<Organization>.Given(AnOrganization.That(OrganizationStatus.Active))
        .On("2026-11-20").When(Import(AnOrganization.Complete with { Code = "JL-0002" }, Active2020)).ThenRefused("organization-identity-filed");
}
