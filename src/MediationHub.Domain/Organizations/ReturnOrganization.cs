using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Organizations;

/// <summary>Send an application for filing back, saying item by item what to put right 补正.</summary>
public sealed record ReturnOrganization(DateOnly On, IReadOnlyList<Personal> Reasons, Personal LateEntryReason = default) : ICommand<Organization>
{
    public Decision Decide(Organization state, Context at)
    {
        if (state.Status is OrganizationStatus.Returned) return Decision.Nothing;
        if (state.Status is not OrganizationStatus.Submitted) return OrganizationRefusals.NotUnderExamination(state);

        var problems = new Problems();
        var late = at.CheckDay(problems, this, "on", On, state.Since, LateEntryReason);
        problems.RequireItems("reasons", Reasons, TextRules.Longest.Reason, "请逐项写明需要补正的内容。", "Say item by item what has to be put right.");
        if (problems.ToRefusal() is { } invalid) return invalid;
        return Decision.Of(new OrganizationReturned(On, Reasons), late);
    }
}
