using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;

namespace MediationHub.Domain.Mediators;

/// <summary>
/// Appoint a certified mediator to an organization for a term 聘任. Several organizations may, each by itself.
/// An appointment is never backdated: that could cover an agreement signed without one.
/// </summary>
/// <param name="Until">The last day of the term.</param>
public sealed record AppointMediator(OrganizationId OrganizationId, DateOnly From, DateOnly Until) : ICommand<Mediator>
{
    public IEnumerable<StreamRef> Reads(Mediator state) => [StreamRef.To<Organization>(OrganizationId.Value)];

    public Decision Decide(Mediator state, Context at)
    {
        if (state.Appointments.Contains(new Appointment(OrganizationId, From, Until))) return Decision.Nothing;

        var problems = new Problems();
        var organization = at.Find<Organization>(OrganizationId.Value);
        if (organization is null) problems.Add("organizationId", "调解组织不存在，请重新选择。", "There is no such organization; choose another.");
        problems.CheckTerm(From, Until, at);
        if (problems.ToRefusal() is { } invalid) return invalid;

        if (state.DismissedOn is not null) return MediatorRefusals.Dismissed;
        if (organization!.Status is OrganizationStatus.Refused or OrganizationStatus.Deregistered) return MediatorRefusals.OrganizationEnded;
        if (state.SuspendedOn(at.Today)) return MediatorRefusals.Suspended;
        if (!state.CertifiedOn(From)) return MediatorRefusals.NotCertified(From);
        if (Terms.Backdated(From, at)) return MediatorRefusals.Backdated(at.Rules.Settings.LateEntryWorkingDays.Value);
        if (state.Appointments.FirstOrDefault(a => a.Organization == OrganizationId && a.EndedOn is null && a.From <= Until && From <= a.Until) is { } overlapping)
            return MediatorRefusals.AlreadyAppointed(overlapping);
        if (organization is { Type: OrganizationType.EnterpriseCommittee, Profile.HostName: { } host } && host != state.Profile.Employer.Value)
            return MediatorRefusals.NotOnItsStaff(host);

        return new MediatorAppointed(OrganizationId, From, Until);
    }
}
