using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Go on with a suspended case.</summary>
public sealed record ResumeCase(DateOnly On, Personal LateEntryReason = default) : ICaseCommand<ResumeCase>
{
    public static string Name => "resume";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at)
    {
        foreach (var refusal in state.Between(at, CaseStage.Accepted, CaseStage.AgreementDrafted)) yield return refusal;
        if (state.IsOpen && !state.Suspended) yield return CaseRefusals.NotSuspended;
    }

    public Decision Decide(MediationCase state, Context at)
    {
        var problems = new Problems();
        var late = at.CheckDay(problems, this, "on", On, state.Suspension?.On, LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        return Decision.Of(new CaseResumed(On), late);
    }
}
