using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Replace what is asked for, before an agreement is drafted on it.</summary>
/// <param name="DisputeType">The new main type; left out it stays.</param>
public sealed record ChangeClaims(IReadOnlyList<ClaimEntry>? Claims, string? DisputeType = null, Personal Reason = default) : ICaseCommand<ChangeClaims>
{
    public static string Name => "change-claims";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at) => state.Between(at, CaseStage.Registered, CaseStage.AgreementDrafted);

    public Decision Decide(MediationCase state, Context at)
    {
        var problems = new Problems();
        problems.CheckClaims(at, Claims);
        if (DisputeType is not null) problems.CheckDisputeType("disputeType", at, DisputeType);
        problems.CheckText("reason", Reason, TextRules.Longest.Reason);
        if (problems.ToRefusal() is { } invalid) return invalid;

        var claims = Claims!.Numbered();
        var type = DisputeType ?? state.DisputeType;
        if (state.Exists && claims.SequenceEqual(state.Claims) && type == state.DisputeType) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        return new ClaimsChanged(claims, type, Reason);
    }
}
