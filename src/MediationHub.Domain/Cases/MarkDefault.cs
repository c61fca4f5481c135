using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Mark a line as not performed 未履行, from the day after its due day.</summary>
public sealed record MarkDefault(int TermNo, DateOnly On, int? InstalmentNo = null, Personal Reason = default, Personal LateEntryReason = default) : ICaseCommand<MarkDefault>
{
    public static string Name => "mark-default";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at)
    {
        foreach (var refusal in state.InForce()) yield return refusal;
        if (state.InForce is { } agreement && !agreement.Lines.Any(l => l.IsOverdue(at.Today))) yield return CaseRefusals.NothingOverdue;
    }

    public Decision Decide(MediationCase state, Context at)
    {
        var line = state.Line(TermNo, InstalmentNo);
        if (line is { PerformedOn: null, DefaultedOn: not null }) return Decision.Nothing;

        var problems = new Problems();
        problems.RequireLine(state, TermNo, InstalmentNo);
        problems.CheckText("reason", Reason, TextRules.Longest.Reason);
        var late = at.CheckDay(problems, this, "on", On, state.InForce?.EffectiveOn, LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (state.InForce().FirstOrDefault() is { } no) return no;
        if (line!.PerformedOn is not null) return CaseRefusals.AlreadyPerformed;
        if (!line.IsOverdue(On)) return CaseRefusals.NotDueYet(line.DueOn);
        return Decision.Of(new DefaultMarked(state.InForce!.No, TermNo, line.InstalmentNo, On, Reason), late);
    }
}
