using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Destructions;

/// <summary>Refuse a destruction list, or take one's own proposal back: its cases stay, and may be proposed again.</summary>
public sealed record RefuseDestruction(Personal Reason) : ICommand<DestructionList>
{
    public Decision Decide(DestructionList state, Context at)
    {
        if (state.Stage is DestructionStage.Refused) return Decision.Nothing;

        var problems = new Problems();
        problems.RequireText("reason", Reason, TextRules.Longest.Reason, "请填写不同意销毁的理由。", "Say why the files are not destroyed.");
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (!state.Exists) return DestructionRefusals.Unknown;
        if (state.Stage is not DestructionStage.Proposed) return DestructionRefusals.Decided(state.Stage);
        return new DestructionRefused(at.Actor.UserName, Reason, at.Today);
    }
}
