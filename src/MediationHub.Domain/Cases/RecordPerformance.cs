using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Record that something other than money was done under the agreement.</summary>
public sealed record RecordPerformance(int TermNo, DateOnly On, IReadOnlyList<FileId>? Proof = null, Personal LateEntryReason = default) : ICaseCommand<RecordPerformance>
{
    public static string Name => "record-performance";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at)
    {
        foreach (var refusal in state.InForce()) yield return refusal;
        if (state.InForce is { } agreement && !agreement.Lines.Any(l => l.Owed is null && l.PerformedOn is null)) yield return CaseRefusals.AlreadyPerformed;
    }

    public Decision Decide(MediationCase state, Context at)
    {
        if (state.Line(TermNo, null) is { Owed: null } done && done.PerformedOn == On) return Decision.Nothing;

        var problems = new Problems();
        problems.RequireLine(state, TermNo, null);
        var late = at.CheckDay(problems, this, "on", On, state.PerformedFrom(), LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (state.InForce().FirstOrDefault() is { } no) return no;
        var line = state.Line(TermNo, null)!;
        if (line.Owed is not null) return CaseRefusals.IsMoney;
        return line.PerformedOn is not null ? CaseRefusals.AlreadyPerformed : Decision.Of(new PerformanceRecorded(state.InForce!.No, TermNo, On, Proof ?? []), late);
    }
}
