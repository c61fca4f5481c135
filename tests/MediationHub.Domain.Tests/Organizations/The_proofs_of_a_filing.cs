using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Tests.Kernel;
using static MediationHub.Domain.Tests.Organizations.AnOrganization;

namespace MediationHub.Domain.Tests.Organizations;

public class The_proofs_of_a_filing
{
    [Fact]
    public void stand_beside_it_with_their_day() => Story<Organization>.Given(Drafted).On("2026-03-02")
        .When(new AddProof(ProofKind.Seal, new("f1"), "印章印模"))
        .Then(new ProofAdded(new(ProofKind.Seal, new("f1"), "印章印模", Day(2))))
        .ThenState(s => s.Proves(ProofKind.Seal) && s.Files.Single() == new FileId("f1"));

    [Fact]
    public void are_called_by_their_kind_where_nobody_named_them() => Story<Organization>.Given(Drafted).On("2026-03-02")
        .When(new AddProof(ProofKind.Posted, new("f1")))
        .Then(new ProofAdded(new(ProofKind.Posted, new("f1"), "上墙照片", Day(2))));

    [Fact]
    public void need_a_kind_and_a_file() => Story<Organization>.Given(Drafted)
        .When(new AddProof(null, default))
        .ThenInvalid("kind", "fileId");

    [Fact]
    public void are_taken_back_with_a_reason_and_prove_nothing_any_more() => Story<Organization>.Given(That(OrganizationStatus.Filed)).On("2026-03-06")
        .When(new WithdrawProof(new("f1"), "印章更换"))
        .Then(new ProofWithdrawn(new("f1"), "印章更换"))
        .ThenState(s => !s.Proves(ProofKind.Seal))
        .When(new ActivateOrganization(Day(6)) { ActiveMediators = 1 })
        .ThenRefused("organization-incomplete").Saying("请先补齐：印模。");

    [Fact]
    public void are_not_taken_back_without_one() => Story<Organization>.Given(That(OrganizationStatus.Filed)).On("2026-03-06")
        .When(new WithdrawProof(new("f1"), " "))
        .ThenInvalid("reason");

    [Fact]
    public void that_nobody_added_cannot_be_taken_back() => Story<Organization>.Given(Drafted)
        .When(new WithdrawProof(new("f9"), "存错"))
        .ThenRefused("proof-not-found");

    [Theory]
    [InlineData(OrganizationStatus.Refused)]
    [InlineData(OrganizationStatus.Deregistered)]
    public void are_closed_with_the_organization(OrganizationStatus ended) => Story<Organization>.Given(That(ended)).On("2026-03-20")
        .When(new AddProof(ProofKind.Premises, new("f9")))
        .ThenRefused("organization-ended");
}
