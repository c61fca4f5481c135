using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Decline to mediate 不予受理, with the ground told to the applicant (O17 §22).</summary>
/// <param name="Elsewhere">Whether the same dispute is decided or pending before a commission or court, where nobody asked before; what is on record already is corrected, not said again.</param>
public sealed record RejectCase(RejectGround Ground, Personal Reason, DateOnly On, Personal LateEntryReason = default, ElsewhereDispute? Elsewhere = null) : ICaseCommand<RejectCase>
{
    public static string Name => "reject";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at) => state.Between(at, CaseStage.Registered, CaseStage.ConsentPending);

    public Decision Decide(MediationCase state, Context at)
    {
        if (state.RejectGround == Ground && state.Closing?.On == On && (Elsewhere is null || Elsewhere == state.Elsewhere)) return Decision.Nothing;

        var problems = new Problems();
        problems.RequireWord("ground", Ground);
        problems.RequireReason(Reason);
        var late = at.CheckDay(problems, this, "on", On, state.ReceivedOn, LateEntryReason);
        problems.CheckElsewhere("elsewhere", Elsewhere, at.Today, state.Elsewhere);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        return Decision.Of(new CaseNotAccepted(Ground, Reason, On, at.Law, Elsewhere), late);
    }
}
