using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Commissions;

/// <summary>Change what is known of a commission; a field left out stays.</summary>
public sealed record ChangeCommission(CommissionProfile Changes) : ICommand<Commission>
{
    public Decision Decide(Commission state, Context at)
    {
        if (!state.Exists) return CommissionRefusals.Unknown;
        var after = state.Profile.With(Changes.Cleaned());
        if (after with { Jurisdiction = null } == state.Profile with { Jurisdiction = null } && (after.Jurisdiction ?? []).SequenceEqual(state.Profile.Jurisdiction ?? [])) return Decision.Nothing;
        var problems = new Problems();
        after.Check(problems);
        return problems.ToRefusal() is { } invalid ? invalid : new CommissionChanged(after);
    }
}
