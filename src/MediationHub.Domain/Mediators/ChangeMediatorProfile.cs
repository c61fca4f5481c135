using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Mediators;

/// <summary>Change or correct what is known about a mediator, saying why; a field left out stays.</summary>
public sealed record ChangeMediatorProfile(MediatorProfile Changes, Personal Reason) : ICommand<Mediator>
{
    public Decision Decide(Mediator state, Context at)
    {
        var after = state.Profile.With(Changes.Cleaned());
        if (after == state.Profile) return Decision.Nothing;

        var problems = new Problems();
        after.Check(problems, at);
        problems.RequireText("reason", Reason, TextRules.Longest.Reason, "请填写变更或更正的原因。", "Say why this is changed or corrected.");
        return problems.ToRefusal() is { } invalid ? invalid : new MediatorProfileChanged(after, Reason);
    }
}
