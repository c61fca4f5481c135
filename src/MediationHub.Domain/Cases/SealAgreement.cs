using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Put the organization's seal under the agreement, after the parties and the mediator; it takes effect with the last of all (LMA 14).</summary>
public sealed record SealAgreement(DateTimeOffset SealedAt, Personal LateEntryReason = default) : ICaseCommand<SealAgreement>
{
    public static string Name => "seal-agreement";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at)
    {
        foreach (var refusal in SignAgreement.Open(state, at)) yield return refusal;
        if (state.Draft is not { } draft) yield break;
        if (draft.StillToSign.ToArray() is { Length: > 0 } lacking) yield return CaseRefusals.PartiesSignFirst(lacking.Select(state.NameOf));
        if (draft.MediatorSignature is null) yield return CaseRefusals.MediatorSignsFirst;
    }

    public Decision Decide(MediationCase state, Context at)
    {
        if (state.Draft is null && state.InForce?.SealedAt == SealedAt) return Decision.Nothing;

        var signedAt = state.Draft?.Signatures.Max(s => (DateTimeOffset?)s.SignedAt);
        var problems = new Problems();
        var late = at.CheckInstant(problems, this, "sealedAt", SealedAt, signedAt, LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        return Decision.Of(new AgreementTookEffect(state.Draft!.No, SealedAt, SealedAt > signedAt ? SealedAt : signedAt!.Value), late);
    }
}
