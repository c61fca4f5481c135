using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>
/// Put the terms on paper (O17 §26). Until the agreement takes effect a new draft may take its place; signatures under the one before count no more.
/// An agreement in force is never edited: a supplement replaces it once signed and sealed.
/// </summary>
/// <param name="Supplement">A supplementary agreement 补充协议.</param>
public sealed record DraftAgreement(IReadOnlyList<TermEntry>? Terms, bool Supplement = false) : ICaseCommand<DraftAgreement>
{
    public static string Name => "draft-agreement";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at)
    {
        if (!state.Exists) yield return CaseRefusals.Unknown;
        else if (state.InForce is { } agreement && state.Stage is CaseStage.InMediation or CaseStage.AgreementEffective or CaseStage.Closed)
        {
            if (agreement.Status is AgreementStatus.InReview or AgreementStatus.Confirmed) yield return CaseRefusals.UnderReview;
            if (agreement.Ruling is not null) yield return CaseRefusals.CourtConfirmed;
        }
        else foreach (var refusal in state.Between(at, CaseStage.InMediation, CaseStage.AgreementDrafted).Concat(state.NotDecidedElsewhere())) yield return refusal;
        if (!state.Exists || state.Stage is < CaseStage.InMediation or > CaseStage.Closed) yield break;

        foreach (var refusal in state.Mediating()) yield return refusal;
        if (!state.AllConsent) yield return CaseRefusals.ConsentMissing(state.NotConsented);
        if (state.Parties.FindAll(p => p.Identification.IsEmpty) is { IsEmpty: false } unidentified) yield return CaseRefusals.IdentificationMissing(unidentified);
        if (SignersOf(state, at).No is { } no) yield return no;
    }

    public Decision Decide(MediationCase state, Context at)
    {
        var problems = new Problems();
        var terms = problems.CheckTerms(state, at, Terms);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if ((state.Draft ?? state.InForce) is { } now && TermChecks.Same(now.Terms, terms)) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        if (state.InForce is not null && !Supplement) return CaseRefusals.AgreementInForce;
        return new AgreementDrafted(state.DraftsEver + 1, Supplement: state.InForce is not null, terms, SignersOf(state, at).Signers, at.Today);
    }

    /// <summary>Every party signs; in a collective dispute the workers' representatives with powers to settle, or each worker by name (LMA 7).</summary>
    private static (IReadOnlyList<PartyId> Signers, Refusal? No) SignersOf(MediationCase state, Context at)
    {
        PartyId[] all = [.. state.Parties.Select(p => p.Id)];
        if (!state.IsCollective(at.Rules.Settings.CollectiveThreshold.Value)) return (all, null);

        var workers = state.WorkerSide();
        if (state.Representatives is { Powers: AgentPowers.Special } chosen)
            return ([.. chosen.People, .. state.Parties.Where(p => p.Side != workers).Select(p => p.Id)], null);
        var named = state.Parties.Count(p => p.Side == workers) + state.Members.Count;
        if (named >= state.WorkersInvolved && state.Members.All(m => m.Consents is true)) return (all, null);
        return ([], state.Representatives is null ? CaseRefusals.RepresentativesNeeded : CaseRefusals.RepresentativesLackPowers);
    }
}
