using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Organizations;

/// <summary>Apply for filing 备案申请, for the first time or once what was returned is put right.</summary>
public sealed record SubmitOrganization(DateOnly On, Personal LateEntryReason = default) : ICommand<Organization>
{
    public Decision Decide(Organization state, Context at)
    {
        if (state.Status is OrganizationStatus.Submitted) return Decision.Nothing;
        if (state.Status is not (OrganizationStatus.Draft or OrganizationStatus.Returned)) return OrganizationRefusals.AlreadyExamined(state);
        if (state.MissingForFiling().ToArray() is { Length: > 0 } missing) return OrganizationRefusals.Incomplete("申请备案", "apply for filing", missing);

        var problems = new Problems();
        var late = at.CheckDay(problems, this, "on", On, state.Since, LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        return Decision.Of(new OrganizationSubmitted(On), late);
    }
}
