using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>The head grants or declines the recusal. A mediator who is recused never comes back to this case.</summary>
public sealed record DecideRecusal(bool Granted, Personal Reason = default) : ICaseCommand<DecideRecusal>
{
    public static string Name => "decide-recusal";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at)
    {
        foreach (var refusal in state.Between(at, CaseStage.Registered, CaseStage.AgreementDrafted)) yield return refusal;
        if (state.IsOpen && state.OpenRecusal is null) yield return CaseRefusals.NoRecusalPending;
    }

    public Decision Decide(MediationCase state, Context at)
    {
        if (state.OpenRecusal is null && !state.Recusals.IsEmpty && state.Recusals[^1] is var last && last.Granted == Granted && last.Answer == Reason) return Decision.Nothing;

        var problems = new Problems();
        problems.CheckText("reason", Reason, TextRules.Longest.Reason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        return new RecusalDecided(state.OpenRecusal!.MediatorId, Granted, Reason);
    }
}
