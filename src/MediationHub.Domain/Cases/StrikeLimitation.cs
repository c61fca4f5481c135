using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Strike out what was noted about the limitation by mistake, and say why; the entry itself stays in the record.</summary>
public sealed record StrikeLimitation(string? CauseId, Personal Reason) : ICaseCommand<StrikeLimitation>
{
    public static string Name => "strike-limitation";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at)
    {
        foreach (var refusal in NoteLimitation.Missing(state, at)) yield return refusal;
        if (state.Exists && state.LimitationCauses.IsEmpty) yield return CaseRefusals.NoLimitationCause;
    }

    public Decision Decide(MediationCase state, Context at)
    {
        // Struck already: an id is given once.
        if (CauseId is ['l', .. var number] && int.TryParse(number, out var no) && no >= 1 && no <= state.LimitationCausesEver && !state.LimitationCauses.Exists(c => c.Id == CauseId)) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } refusal) return refusal;
        var problems = new Problems();
        problems.RequireReason(Reason);
        if (!state.LimitationCauses.Exists(c => c.Id == CauseId)) problems.Add("causeId", "没有这项时效事由，请刷新后重新选择。", "There is no such cause; reload and choose again.");
        return problems.ToRefusal() is { } invalid ? invalid : new LimitationCauseStruck(CauseId!, Reason, at.Today);
    }
}
