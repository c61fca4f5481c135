using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Organizations;

/// <summary>Order an active organization to put things right by a day 限期整改. Until it resumes it receives no new cases and may finish open ones.</summary>
public sealed record OrderRectification(DateOnly On, IReadOnlyList<Personal> Items, DateOnly DueOn, Personal LateEntryReason = default) : ICommand<Organization>
{
    public Decision Decide(Organization state, Context at)
    {
        if (state.Status is OrganizationStatus.Rectifying && state.RectifyBy == DueOn) return Decision.Nothing;
        if (state.Status is not OrganizationStatus.Active) return OrganizationRefusals.NotActive(state);

        var problems = new Problems();
        var late = at.CheckDay(problems, this, "on", On, state.Since, LateEntryReason);
        problems.RequireItems("items", Items, TextRules.Longest.Reason, "请逐项写明整改内容。", "Say item by item what has to be put right.");
        if (DueOn <= On) problems.Add("dueOn", "整改期限应晚于责令整改的日期。", "The day to be ready by lies after the day of the order.");
        if (problems.ToRefusal() is { } invalid) return invalid;
        return Decision.Of(new RectificationOrdered(On, Items, DueOn), late);
    }
}
