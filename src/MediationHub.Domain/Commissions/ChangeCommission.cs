using MediationHub.Domain.Access;
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
        // The house keeps its own particulars; what it is competent for, the office above says. An office has a unit, the house has none.
        if (at.Actor.Unit is null && !at.Actor.Is(Role.System))
        {
            var before = state.Profile;
            if (after.Code != before.Code || after.Level != before.Level || after.Unit != before.Unit || !(after.Jurisdiction ?? []).SequenceEqual(before.Jurisdiction ?? [])) return CommissionRefusals.SetFromAbove;
            if (after.DirectorAccount != before.DirectorAccount && !state.IsDirectedBy(at.Actor)) return CommissionRefusals.NotTheDirector;
        }
        var problems = new Problems();
        after.Check(problems);
        if (Changes.Jurisdiction is not null) after.CheckReach(problems, at.Actor);
        return problems.ToRefusal() is { } invalid ? invalid : new CommissionChanged(after);
    }
}
