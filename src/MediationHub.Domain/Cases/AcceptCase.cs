using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>
/// Accept a registered dispute (O17 §22: in scope and both parties agree). What a commission or court has decided or is deciding is accepted only where it sent the
/// dispute itself (R33 §§69, 70; CPL 125).
/// </summary>
/// <param name="Elsewhere">Whether the same dispute is decided or pending before a commission or court, where nobody asked at registration; what is on record already is corrected, not said again.</param>
public sealed record AcceptCase(MediatorId MediatorId, DateOnly On, Personal LateEntryReason = default, ElsewhereDispute? Elsewhere = null) : ICaseCommand<AcceptCase>
{
    public static string Name => "accept";

    public IEnumerable<StreamRef> Reads(MediationCase state) => state.ReadsMediator(MediatorId);

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at)
    {
        foreach (var refusal in state.Between(at, CaseStage.Registered, CaseStage.ConsentPending)) yield return refusal;
        if (!state.IsOpen || state.AcceptedOn is not null) yield break;
        if (!at.Rules.Accepts(state.DisputeType)) yield return CaseRefusals.OutOfScope;
        if (state.BarredBy is { } elsewhere) yield return CaseRefusals.DisputeElsewhere(elsewhere, accepted: false);
        if (!state.AllConsent) yield return CaseRefusals.ConsentMissing(state.NotConsented);
    }

    public Decision Decide(MediationCase state, Context at)
    {
        if (state.AcceptedOn == On && state.Lead == MediatorId && (Elsewhere is null || Elsewhere == state.Elsewhere)) return Decision.Nothing;

        var problems = new Problems();
        var late = at.CheckDay(problems, this, "on", On, NotBefore(state), LateEntryReason);
        problems.CheckElsewhere("elsewhere", Elsewhere, at.Today, state.Elsewhere);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        if ((state with { Elsewhere = Elsewhere ?? state.Elsewhere }).BarredBy is { } found) return CaseRefusals.DisputeElsewhere(found, accepted: false);
        if (state.MayTakePart(at, MediatorId, On) is { } unfit) return unfit;

        var due = at.Rules.Clock("ACC3", state.ReceivedOn, at.Calendar);
        return Decision.Of(new CaseAccepted(MediatorId, On, due.Due, Late: On > due.Due && !due.Provisional, due.RulebookVersion, Elsewhere), late);   // late is recorded, not blocked
    }

    private static DateOnly NotBefore(MediationCase state) =>
        state.Parties.Where(p => p.Consents).Select(p => p.Consent!.On).Append(state.ReceivedOn).Max();
}
