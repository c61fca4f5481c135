using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Tests.Kernel;
using static MediationHub.Domain.Tests.Mediators.AMediator;

namespace MediationHub.Domain.Tests.Mediators;

public class Certifying_a_mediator
{
    private const string Issuer = "长春市人力资源和社会保障局";

    [Fact]
    public void records_number_issuer_and_validity() => Story<Mediator>.Given(Nominated).On("2026-03-04")
        .When(new CertifyMediator("jl2026001", Issuer, Day(4), new(2029, 3, 3)))
        .Then(Certified)
        .ThenState(s => !s.CertifiedOn(Day(3)) && s.CertifiedOn(Day(4)) && s.CertifiedOn(new(2029, 3, 3)) && !s.CertifiedOn(new(2029, 3, 4)))
        .ThenState(s => s.StatusOn(Day(4)) == MediatorStatus.Certified);

    [Fact]
    public void names_every_field_that_is_wrong() => Story<Mediator>.Given(Nominated).On("2026-03-04")
        .When(new CertifyMediator("", " ", Day(5), Day(5)))
        .ThenInvalid("certificateNumber", "issuer", "on", "validUntil");

    [Fact]
    public void says_why_an_old_certificate_is_entered_late() => Story<Mediator>.Given(Nominated).On("2026-03-04")
        .When(new CertifyMediator("JL2020001", Issuer, new(2026, 2, 26), null, "台账补录"))
        .Then(new MediatorCertified(new("JL2020001", Issuer, new(2026, 2, 26), null)), new EnteredLate("CertifyMediator", new(2026, 2, 26), 5, "台账补录"))
        .ThenState(s => s.LateEntries == 1 && s.CertifiedOn(new(2099, 1, 1)));

    [Fact]
    public void never_before_the_mediator_was_of_age() => Story<Mediator>.Given(Nominated).On("2026-03-04")
        .When(new CertifyMediator("JL2008001", Issuer, new(2008, 3, 6), null, "台账补录"))
        .ThenInvalid("on");

    [Fact]
    public void takes_a_new_number_for_every_certificate() => Story<Mediator>.Given(Nominated, Certified).On("2026-03-10")
        .When(new CertifyMediator("JL2026001", Issuer, Day(10), new(2032, 3, 9)))
        .ThenRefused("certificate-number-used")
        .When(new CertifyMediator("JL2026002", Issuer, Day(10), new(2032, 3, 9)))
        .ThenHappened(typeof(MediatorCertified))
        .ThenState(s => s.UniqueValues.SequenceEqual([new("mediator-certificate", "JL2026001"), new UniqueValue("mediator-certificate", "JL2026002")]));

    [Fact]
    public void is_over_once_dismissed() => Story<Mediator>.Given(Nominated, Certified, Dismissed).On("2026-03-10")
        .When(new CertifyMediator("JL2026002", Issuer, Day(10)))
        .ThenRefused("mediator-dismissed");
}
