using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Tests.Kernel;

namespace MediationHub.Domain.Tests.Mediators;

public class Importing_a_mediator
{
    private static readonly ImportSource Row3 = new("i1", 3);
    private static readonly ImportedTerm Long = new(AMediator.Center, new(2024, 1, 1), new(2026, 12, 31));

    private static ImportMediator Import(ImportedTerm? term = null, string? certificate = "JL2024001", decimal? hours = null, MediatorProfile? profile = null, ImportSource? source = null) =>
        new(AMediator.Id, profile ?? AMediator.Complete, certificate, null, null, null, term, hours, source ?? Row3);

    private static Story<Mediator> Given(params IEnumerable<DomainEvent> events) => Story<Mediator>.Given(events).Knowing(AMediator.Center.Value, AMediator.ActiveCenter).On("2026-11-20");

    [Fact]
    public void takes_over_certificate_and_term_as_history() => Given()
        .When(Import(Long, hours: 24))
        .Then(
            new MediatorNominated(AMediator.Id, AMediator.Complete, new(2026, 11, 20)), new MediatorImported(Row3),
            new MediatorCertified(new Certificate("JL2024001", ImportMediator.UnknownIssuer, Long.From, null)), new MediatorAppointed(AMediator.Center, Long.From, Long.Until),
            new TrainingRecorded(new(new(2026, 11, 20), 24, ImportMediator.TrainingTopic)))
        .ThenState(m => m.MayMediateAt(AMediator.Center, new(2026, 11, 20)) && m.LateEntries == 0);

    [Fact]
    public void needs_a_certificate_for_a_term() => Given().When(Import(Long, certificate: null)).ThenInvalid("certificateNumber");

    [Fact]
    public void is_no_way_to_backdate_the_appointment_of_someone_known() => Given(AMediator.Nominated, AMediator.Certified)
        .When(Import(new ImportedTerm(AMediator.Center, new(2026, 3, 6), new(2027, 3, 5)), certificate: null)).ThenRefused("appointment-backdated");

    [Fact]
    public void takes_a_second_term_of_the_same_import_as_history_too() => Given()
        .Knowing(AMediator.Union.Value, AMediator.ActiveCenter)
        .When(Import(Long)).ThenHappened(typeof(MediatorNominated), typeof(MediatorImported), typeof(MediatorCertified), typeof(MediatorAppointed))
        .When(Import(Long with { OrganizationId = AMediator.Union }, source: Row3 with { Row = 4 })).ThenHappened(typeof(MediatorImported), typeof(MediatorAppointed))
        .ThenState(m => m.Appointments.Count == 2);

    [Fact]
    public void changes_only_what_differs() => Given(AMediator.Nominated, AMediator.Certified, AMediator.Appointed)
        .When(Import(new(AMediator.Center, AMediator.Appointed.From, AMediator.Appointed.Until), "JL2026001", profile: new MediatorProfile { Education = "硕士" }))
        .Then(new MediatorImported(Row3), new MediatorProfileChanged(AMediator.Complete with { Education = "硕士" }, Row3.Reason));

    [Fact]
    public void leaves_a_longer_term_to_the_renewal() => Given(AMediator.Nominated, AMediator.Certified, AMediator.Appointed)
        .When(Import(new(AMediator.Center, AMediator.Appointed.From, AMediator.Appointed.Until.AddYears(1)), "JL2026001")).ThenRefused("appointment-backdated");

    [Fact]
    public void does_not_bring_back_who_was_dismissed() => Given(AMediator.Nominated, AMediator.Certified, AMediator.Dismissed).When(Import(Long)).ThenRefused("mediator-dismissed");

    [Fact]
    public void stays_within_the_offices_region() => Given()
        .By(new Actor("city", new HashSet<Role> { Role.City }, Unit: "220200")).When(Import(Long)).ThenRefused("organization-not-yours")
        .By(new Actor("city", new HashSet<Role> { Role.City }, Unit: "220100")).When(Import(Long)).ThenState(m => m.Appointments.Count == 1);

    [Fact]
    public void of_an_enterprise_committee_is_on_its_staff() => Given()
        .Knowing(AMediator.Center.Value, AMediator.ActiveCenter with { Type = OrganizationType.EnterpriseCommittee, Profile = AMediator.ActiveCenter.Profile with { HostName = "某某公司" } })
        .When(Import(Long)).ThenRefused("mediator-not-on-staff");
}
