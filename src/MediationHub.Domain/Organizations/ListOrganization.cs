using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Organizations;

/// <summary>Publish a standing organization in the public roster 名册公开.</summary>
public sealed record ListOrganization(DateOnly On, Personal LateEntryReason = default) : ICommand<Organization>
{
    public Decision Decide(Organization state, Context at)
    {
        if (state.Listed) return Decision.Nothing;
        if (!state.Stands) return OrganizationRefusals.NotStanding(state);

        var problems = new Problems();
        var late = at.CheckDay(problems, this, "on", On, state.FiledOn, LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        return Decision.Of(new OrganizationListed(On), late);
    }
}
