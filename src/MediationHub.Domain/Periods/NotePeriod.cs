using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Periods;

/// <summary>Add a remark 情况说明 to a closed period; its figures stay.</summary>
public sealed record NotePeriod(Personal Note) : ICommand<ClosedPeriod>
{
    public Decision Decide(ClosedPeriod state, Context at)
    {
        var problems = new Problems();
        problems.RequireText("note", Note, TextRules.Longest.Reason, "请填写情况说明。", "Write the remark.");
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (!state.Exists) return PeriodRefusals.NotClosed;
        Personal clean = TextRules.Clean(Note);
        return state.Notes.Exists(n => n.Note == clean) ? Decision.Nothing : new PeriodNoted(clean, at.Today, at.Actor.UserName);
    }
}
