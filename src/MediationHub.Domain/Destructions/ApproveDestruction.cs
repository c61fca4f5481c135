using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Destructions;

/// <summary>Approve a destruction list as one of two people besides its proposer, at least one of them of the office above. With the second approval the cases are destroyed.</summary>
public sealed record ApproveDestruction(Personal Comment = default) : ICommand<DestructionList>
{
    public Decision Decide(DestructionList state, Context at)
    {
        var by = at.Actor.UserName;
        if (state.Approvals.Exists(a => a.By == by)) return Decision.Nothing;

        var problems = new Problems();
        problems.Add("comment", TextRules.Check(Comment, TextRules.Longest.Reason));
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (!state.Exists) return DestructionRefusals.Unknown;
        if (state.Stage is not DestructionStage.Proposed) return DestructionRefusals.Decided(state.Stage);
        if (state.ProposedBy == by) return DestructionRefusals.OwnProposal;

        var office = at.Actor.Organization is null && (at.Actor.Is(Role.City) || at.Actor.Is(Role.Province));
        var last = state.Approvals.Count + 1 >= DestructionList.Approvers;
        if (last && !office && !state.Approvals.Exists(a => a.ByOffice)) return DestructionRefusals.OfficeMissing;
        return new DestructionApproved(new(by, office, at.Today, Comment));
    }
}
