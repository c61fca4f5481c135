using MediationHub.Domain.Access;
using MediationHub.Domain.Calendars;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Parties;
using MediationHub.Domain.Rulebook;
using static MediationHub.Domain.Tests.Cases.CaseStories;

namespace MediationHub.Domain.Tests.Cases;

/// <summary>LMA 12, O17 §21: an application is put into the register.</summary>
public class Registering_a_case
{
    private static readonly RegisterCase Application = new(
        new("case-1"), Center, CaseSource.PartyApplication, ApplicationForm.Written, At("2026-06-08 09:10"),
        [Li with { BirthDate = default, Gender = null, Phone = "138 0000 0001", IdType = null }], [Company], "07.1", [new("07.1", "支付2026年4月至5月工资", 12000m)],
        "李某在某某公司工作,公司未付两个月工资。", null, Day("2026-05-20"), 1);

    [Fact]
    public void Gives_it_the_next_number_of_the_organization_and_year() =>
        Given().On("2026-06-08").When(Application).Then(Registered)
            .ThenState(s => s.Stage == CaseStage.Registered && s.Number == "长春（CC-01）劳调〔2026〕1号");

    [Fact]
    public void Takes_the_application_as_the_applicants_consent_and_asks_the_respondents() =>
        Given().On("2026-06-08").When(Application)
            .ThenState(s => s.Party(Worker)!.Consents && s.Party(Employer)!.Consent == null && !s.AllConsent);

    [Fact]
    public void On_the_organizations_own_initiative_needs_the_consent_of_all() =>
        Given().On("2026-06-08").When(Application with { Source = CaseSource.OwnInitiative }).ThenState(s => s.NotConsented.Count() == 2);

    [Fact]
    public void Counts_the_workers_by_name_where_no_number_is_given() =>
        Given().On("2026-06-08").When(Application with { WorkersInvolved = null, Applicants = [Li, Li with { Name = "张某", IdNumber = "11010519491231002X" }] })
            .ThenState(s => s.WorkersInvolved == 2 && s.Parties.Count == 3);

    [Fact]
    public void Names_every_field_that_is_wrong_at_once() =>
        Given().On("2026-06-08").When(Application with
        {
            Applicants = [Li with { Name = "", IdNumber = "220102199003070049" }],
            Respondents = [Company with { CreditCode = "91350100M000100Y44", Phone = "12345" }],
            DisputeType = "77",
            Claims = [new("07.1", "", -1m)],
            WorkersInvolved = 0,
            KnewOn = Day("2026-06-09"),
        }).ThenInvalid("applicants[0].name", "applicants[0].idNumber", "respondents[0].creditCode", "respondents[0].phone", "disputeType", "claims[0].text", "claims[0].amount", "workersInvolved", "knewOn");

    [Fact]
    public void Needs_both_sides_and_a_claim() =>
        Given().On("2026-06-08").When(Application with { Applicants = [], Respondents = null, Claims = [] }).ThenInvalid("applicants", "respondents", "claims");

    [Fact]
    public void Needs_the_ID_number_and_the_credit_code() =>
        Given().On("2026-06-08").When(Application with { Applicants = [Li with { IdNumber = default }], Respondents = [Company with { CreditCode = default }] })
            .ThenInvalid("applicants[0].idNumber", "respondents[0].creditCode");

    [Fact]
    public void May_lack_them_where_the_application_is_oral() =>
        Given().On("2026-06-08").When(Application with { Form = ApplicationForm.Oral, Applicants = [Li with { IdNumber = default }], Respondents = [Company with { CreditCode = default }] })
            .ThenHappened(typeof(CaseRegistered));

    [Fact]
    public void Checks_other_documents_by_their_own_form() =>
        Given().On("2026-06-08").When(Application with { Applicants = [Li with { IdType = IdType.HkMacaoTravelPermit, IdNumber = "H1234567" }] }).ThenInvalid("applicants[0].idNumber");

    [Fact]
    public void Does_not_take_one_party_twice() =>
        Given().On("2026-06-08").When(Application with { Respondents = [Company, Company] }).ThenInvalid("respondents[1].creditCode");

    [Fact]
    public void Does_not_lie_in_the_future() =>
        Given().On("2026-06-08 09:00").When(Application).ThenInvalid("receivedAt");

    [Fact]
    public void More_than_three_working_days_late_needs_a_reason() =>
        Given().On("2026-06-12").When(Application).ThenInvalid("lateEntryReason");

    [Fact]
    public void Late_with_a_reason_is_counted() =>
        Given().On("2026-06-12").When(Application with { LateEntryReason = "停电" }).ThenHappened(typeof(CaseRegistered), typeof(EnteredLate)).ThenState(s => s.LateEntries == 1);

    [Fact]
    public void Is_for_an_active_organization_only() =>
        Given().Knowing(Center.Value, Active(Center, "CC-01", "220100") with { Status = OrganizationStatus.Suspended })
            .On("2026-06-08").When(Application).ThenRefused("organization-not-receiving");

    [Fact]
    public void Is_for_an_organization_that_exists() =>
        Given().On("2026-06-08").When(Application with { OrganizationId = new("nowhere") }).ThenInvalid("organizationId");

    [Fact]
    public void Was_not_received_before_the_organization_was_filed() =>
        Given().Knowing(Center.Value, Active(Center, "CC-01", "220100") with { FiledOn = Day("2026-06-09") })
            .On("2026-06-09").When(Application).ThenRefused("received-before-filing");

    [Fact]
    public void Was_not_received_on_a_day_on_which_the_organization_was_not_active() =>
        Given().Knowing(Center.Value, Active(Center, "CC-01", "220100") with { Periods = [new(OrganizationStatus.Filed, Day("2026-06-01")), new(OrganizationStatus.Active, Day("2026-06-09"))] })
            .On("2026-06-09").When(Application).ThenRefused("received-while-not-active");

    [Fact]
    public void From_a_commission_stands_consented_and_counts_by_the_entrustments_clock() =>
        Given().On("2026-06-08").When(Application with { Source = CaseSource.CommissionEntrusted, Origin = new(EntrustmentId: "e-1", ConsentedOn: Day("2026-06-05")) })
            .ThenState(s => s.Stage == CaseStage.ConsentPending && s.AllConsent)
            .ThenState(s => CaseClocks.Closing(s, WorkCalendar.BuiltIn, RuleSet.BuiltIn) is var clock && clock.Rule == "ENT10" && clock.From == Day("2026-06-05"));

    [Fact]
    public void Only_the_program_links_a_case() => Assert.Throws<InvalidOperationException>(() =>
        Given().On("2026-06-08").By(Head(Center)).When(Application with { Origin = new(EntrustmentId: "e-1") }));
}
