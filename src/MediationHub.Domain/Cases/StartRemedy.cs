using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Record what a party does about an overdue line; each way is open only where the law opens it (domain §2b).</summary>
/// <param name="TermNo">Left out: the first overdue term for which the remedy is open.</param>
/// <param name="On">Left out: today.</param>
public sealed record StartRemedy(RemedyKind Kind, int? TermNo = null, DateOnly? On = null, Personal Note = default, Personal LateEntryReason = default) : ICaseCommand<StartRemedy>
{
    public static string Name => "start-remedy";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at) => MarkDefault.Missing(state, at);

    public Decision Decide(MediationCase state, Context at)
    {
        var on = On ?? at.Today;
        if (state.Remedies.Exists(r => r.Kind == Kind && (TermNo is null || r.TermNo == TermNo) && (On is null || r.On == On))) return Decision.Nothing;

        var problems = new Problems();
        problems.RequireWord("kind", Kind);
        if (TermNo is { } no) problems.RequireLine(state, no, null);
        problems.CheckText("note", Note, TextRules.Longest.Reason);
        var late = at.CheckDay(problems, this, "on", on, state.InForce?.EffectiveOn, LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (Missing(state, at).FirstOrDefault() is { } refusal) return refusal;

        var overdue = Remedies.Overdue(state, on).Where(t => TermNo is null || t.No == TermNo).ToArray();
        if (overdue.Length == 0) return CaseRefusals.NothingOverdue;
        return overdue.FirstOrDefault(t => Remedies.IsOpen(Kind, state, t, at)) is { } term
            ? Decision.Of(new RemedyStarted(new Remedy(Kind, term.No, on, Note)), late)
            : Remedies.Bar(Kind, state, overdue, at);
    }
}
