using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Who signs: a party (a representative, a member), perhaps through an agent with special powers, or the mediator.</summary>
public sealed record Signer(PartyId? PartyId = null, MediatorId? MediatorId = null, string? AgentId = null);

/// <summary>Record a signature under the draft: the parties first, then the mediator (LMA 14).</summary>
/// <param name="FileId">The scan of the signed page.</param>
public sealed record SignAgreement(Signer Signer, DateTimeOffset SignedAt, FileId? FileId = null, Personal LateEntryReason = default) : ICaseCommand<SignAgreement>
{
    public static string Name => "sign-agreement";

    public IEnumerable<StreamRef> Reads(MediationCase state) => state.ReadsMediator(Signer?.MediatorId ?? default);

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at)
    {
        if (Open(state, at) is { Length: > 0 } closed) return closed;
        return state.Draft is { MediatorSignature: not null } ? [CaseRefusals.AllSigned] : [];
    }

    /// <summary>Why nothing is signed or sealed now.</summary>
    internal static Refusal[] Open(MediationCase state, Context at)
    {
        if (state.Supplement is null) return [.. state.Between(at, CaseStage.AgreementDrafted, CaseStage.AgreementDrafted), .. state.Mediating(), .. state.NotDecidedElsewhere()];
        return [.. state.Working(at), .. state.Stage is CaseStage.Archived ? [CaseRefusals.Archived] : Array.Empty<Refusal>()];
    }

    public Decision Decide(MediationCase state, Context at)
    {
        var signer = Signer ?? new Signer();
        var draft = state.Draft;
        if ((draft ?? state.InForce)?.Signatures.FirstOrDefault(s => s.PartyId == signer.PartyId && s.MediatorId == signer.MediatorId) is { } signed)
            return signed.SignedAt == SignedAt ? Decision.Nothing : CaseRefusals.AlreadySigned;

        var problems = new Problems();
        if (signer.PartyId is null == signer.MediatorId is null) problems.Add("signer", "请指明签名的当事人或者调解员(只填一个)。", "Name the party or the mediator who signs, one of them.");
        var late = at.CheckInstant(problems, this, "signedAt", SignedAt, NotBefore(state), LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        if ((signer.PartyId is { } party ? PartyMaySign(state, draft!, party, signer.AgentId) : MediatorMaySign(state, draft!, at, signer.MediatorId!.Value)) is { } refusal) return refusal;
        return Decision.Of(new AgreementSigned(draft!.No, new AgreementSignature(signer.PartyId, signer.MediatorId, signer.AgentId, SignedAt, FileId)), late);
    }

    /// <summary>An agreement comes out of the mediation: nobody signs before the last session began. A supplement follows the agreement it replaces.</summary>
    private static DateTimeOffset? NotBefore(MediationCase state) =>
        state.Supplement is not null ? state.InForce?.EffectiveAt : state.Sessions.Where(s => s.TookPlace).Max(s => (DateTimeOffset?)s.StartsAt);

    private static Refusal? PartyMaySign(MediationCase state, Agreement draft, PartyId party, string? agentId)
    {
        if (!draft.Signers.Contains(party)) return CaseRefusals.NotASigner;
        if (agentId is null) return null;
        return state.Party(party)?.Agents.FirstOrDefault(a => a.Id == agentId) is { Powers: AgentPowers.Special } ? null : CaseRefusals.AgentLacksPowers;
    }

    private Refusal? MediatorMaySign(MediationCase state, Agreement draft, Context at, MediatorId mediator)
    {
        if (draft.StillToSign.ToArray() is { Length: > 0 } lacking) return CaseRefusals.PartiesSignFirst(lacking.Select(state.NameOf));
        if (!state.Mediators.Exists(m => m.MediatorId == mediator)) return CaseRefusals.MediatorNotOfCase;
        // An appointment made afterwards does not cover the signature.
        return state.MayTakePart(at, mediator, ChinaTime.DayOf(SignedAt));
    }
}
