using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>A party asks that a mediator withdraws 回避; until the head decides, nothing is mediated.</summary>
public sealed record RequestRecusal(MediatorId MediatorId, Personal Reason) : ICaseCommand<RequestRecusal>
{
    public static string Name => "request-recusal";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at)
    {
        foreach (var refusal in state.Between(at, CaseStage.Registered, CaseStage.AgreementDrafted)) yield return refusal;
        if (state.IsOpen && state.Mediators.IsEmpty) yield return CaseRefusals.MediatorMissing;
        if (state.OpenRecusal is not null) yield return CaseRefusals.RecusalPending;
    }

    public Decision Decide(MediationCase state, Context at)
    {
        if (state.OpenRecusal is { } open && open.MediatorId == MediatorId) return Decision.Nothing;

        var problems = new Problems();
        problems.RequireReason(Reason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        if (!state.Mediators.Exists(m => m.MediatorId == MediatorId)) return CaseRefusals.MediatorNotOfCase;
        return new RecusalRequested(MediatorId, Reason, at.Today);
    }
}
