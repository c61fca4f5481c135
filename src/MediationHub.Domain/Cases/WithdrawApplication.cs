using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>The applicant takes the application back. Settled counts only with a proof.</summary>
public sealed record WithdrawApplication(bool Settled, IReadOnlyList<FileId>? Proof, DateOnly On, Personal Reason = default, Personal LateEntryReason = default) : ICaseCommand<WithdrawApplication>
{
    public static string Name => "withdraw";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at)
    {
        foreach (var refusal in state.Between(at, CaseStage.Registered, CaseStage.AgreementDrafted)) yield return refusal;
        if (state.IsOpen && state.Stage is not CaseStage.AgreementEffective && state.InForce is not null) yield return CaseRefusals.AgreementInForce;
    }

    public Decision Decide(MediationCase state, Context at)
    {
        var proof = Proof ?? [];
        var outcome = Settled && proof.Count > 0 ? Outcome.SettledWithdrawn : Outcome.Withdrawn;
        if (state.Stage is CaseStage.Closed && state.Outcome == outcome && state.Closing!.On == On) return Decision.Nothing;

        var problems = new Problems();
        problems.CheckText("reason", Reason, TextRules.Longest.Reason);
        var late = at.CheckDay(problems, this, "on", On, CaseRules.Later(state.ReceivedOn, state.AcceptedOn), LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        if (outcome is Outcome.SettledWithdrawn && state.BarredBy is { } elsewhere) return CaseRefusals.DisputeElsewhere(elsewhere, state.AcceptedOn is not null);
        return Decision.Of(new ApplicationWithdrawn(state.EndingWith(outcome, On, [], at), proof, Reason), late);
    }
}
