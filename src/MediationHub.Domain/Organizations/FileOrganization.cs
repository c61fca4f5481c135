using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Domain.Organizations;

/// <summary>Put an organization on file 备案. It gets the next number of its reporting unit and year.</summary>
public sealed record FileOrganization(DateOnly On, Personal LateEntryReason = default) : ICommand<Organization>
{
    public Decision Decide(Organization state, Context at)
    {
        if (state.Status is OrganizationStatus.Filed && state.FiledOn == On) return Decision.Nothing;
        if (state.Status is not OrganizationStatus.Submitted) return OrganizationRefusals.NotUnderExamination(state);

        var problems = new Problems();
        var late = at.CheckDay(problems, this, "on", On, state.Since, LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;

        var unit = Regions.BuiltIn.ReportingUnitOf(state.Unit) ?? Regions.BuiltIn.Find(state.Unit)!;   // a provincial organization is filed by the province
        return Decision.Of(new OrganizationFiled(On, unit.Code, unit.Short), late);
    }
}
