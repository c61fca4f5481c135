using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Decline to mediate 不予受理, with the ground told to the applicant (O17 §22).</summary>
public sealed record RejectCase(RejectGround Ground, Personal Reason, DateOnly On, Personal LateEntryReason = default) : ICaseCommand<RejectCase>
{
    public static string Name => "reject";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at) => state.Between(at, CaseStage.Registered, CaseStage.ConsentPending);

    public Decision Decide(MediationCase state, Context at)
    {
        if (state.RejectGround == Ground && state.Closing?.On == On) return Decision.Nothing;

        var problems = new Problems();
        problems.RequireWord("ground", Ground);
        problems.RequireReason(Reason);
        var late = at.CheckDay(problems, this, "on", On, state.ReceivedOn, LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        return Decision.Of(new CaseNotAccepted(Ground, Reason, On, at.Law), late);
    }
}
