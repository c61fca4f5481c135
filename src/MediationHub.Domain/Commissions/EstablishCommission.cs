using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Commissions;

/// <summary>Put an arbitration commission into the register, with the institute that works for it and the regions it is competent for.</summary>
public sealed record EstablishCommission(CommissionId Id, CommissionProfile Profile) : ICommand<Commission>
{
    public Decision Decide(Commission state, Context at)
    {
        if (state.Exists) return Decision.Nothing;
        var profile = Profile.Cleaned();
        var problems = new Problems();
        profile.Check(problems);
        profile.CheckReach(problems, at.Actor);
        return problems.ToRefusal() is { } invalid ? invalid : new CommissionEstablished(Id, profile);
    }
}
