using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>The office one level up opens a closed case again; its figures are restated wherever they stand.</summary>
public sealed record ApproveReopen : ICaseCommand<ApproveReopen>
{
    public static string Name => "approve-reopen";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at)
    {
        foreach (var refusal in RequestReopen.Missing(state, at)) yield return refusal;
        if (state.Stage is CaseStage.Closed && state.ReopenRequest is null) yield return CaseRefusals.NoReopenRequest;
    }

    public Decision Decide(MediationCase state, Context at) =>
        Missing(state, at).FirstOrDefault() is { } no ? no : new CaseReopened(state.ReopenRequest!.Ground, at.Today);
}
