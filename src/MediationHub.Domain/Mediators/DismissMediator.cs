using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Mediators;

/// <summary>Dismiss a mediator 解聘 from one organization, or from the roster altogether where none is named (PML 15, O17 §§19, 35).</summary>
public sealed record DismissMediator(DismissalGround? Ground, Personal Reason, DateOnly On, OrganizationId? OrganizationId = null, Personal LateEntryReason = default) : ICommand<Mediator>
{
    public Decision Decide(Mediator state, Context at)
    {
        if (state.DismissedOn is not null) return Decision.Nothing;
        if (OrganizationId is { } organization && !state.Running(organization, On).Any())
            return state.WasEndedAt(organization) ? Decision.Nothing : MediatorRefusals.NotAppointed;

        var problems = new Problems();
        if (Ground is null) problems.Add("ground", "请选择解聘事由。", "Choose the ground of dismissal.");
        var late = at.CheckDay(problems, this, "on", On, state.NominatedOn, LateEntryReason);
        problems.RequireText("reason", Reason, TextRules.Longest.Reason, "请写明解聘的具体情形。", "Say what happened.");

        return problems.ToRefusal() is { } invalid ? invalid : Decision.Of(new MediatorDismissed(OrganizationId, Ground!.Value, Reason, On), late);
    }
}
