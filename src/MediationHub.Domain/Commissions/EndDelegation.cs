using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Commissions;

/// <summary>Take a delegation back; from today on only the director approves.</summary>
public sealed record EndDelegation(string UserName) : ICommand<Commission>
{
    public Decision Decide(Commission state, Context at)
    {
        if (!state.Exists) return CommissionRefusals.Unknown;
        if (!state.IsDirectedBy(at.Actor)) return CommissionRefusals.NotTheDirector;
        return state.Delegations.Exists(d => d.UserName == UserName && d.EndedOn is null && d.Until >= at.Today) ? new DelegationEnded(UserName, at.Today) : Decision.Nothing;
    }
}
