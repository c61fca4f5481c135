using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>A piece of evidence was added by mistake: it is struck out with a reason and stays in the file, never deleted.</summary>
public sealed record WithdrawEvidence(string EvidenceId, Personal Reason) : ICaseCommand<WithdrawEvidence>
{
    public static string Name => "withdraw-evidence";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at)
    {
        if (!state.Exists) yield return CaseRefusals.Unknown;
        else if (state.Stage is CaseStage.Archived or CaseStage.Transferred) yield return CaseRefusals.FileClosed;
        else if (!state.Evidence.Exists(e => e.Withdrawal is null)) yield return CaseRefusals.NoEvidence;
    }

    public Decision Decide(MediationCase state, Context at)
    {
        var found = state.Evidence.Find(e => e.Id == EvidenceId);
        if (found?.Withdrawal is not null) return Decision.Nothing;

        var problems = new Problems();
        problems.RequireReason(Reason);
        if (found is null) problems.Add("evidenceId", "本案没有这份证据，请核对。", "The case has no such evidence; check its id.");
        if (problems.ToRefusal() is { } invalid) return invalid;
        return Missing(state, at).FirstOrDefault() is { } no ? no : new EvidenceWithdrawn(EvidenceId, new(Reason, at.Today));
    }
}
