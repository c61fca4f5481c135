using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Let the case rest while a service or an appraisal is awaited, as all parties agreed. It stops no time limit of the law.</summary>
/// <param name="AgreedBy">Every party.</param>
public sealed record SuspendCase(SuspensionGround Ground, Personal Reason, DateOnly On, IReadOnlyList<PartyId>? AgreedBy, Personal LateEntryReason = default) : ICaseCommand<SuspendCase>
{
    public static string Name => "suspend";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at) =>
        [.. state.Between(at, CaseStage.Accepted, CaseStage.AgreementDrafted), .. state.Suspended ? [CaseRefusals.Suspended] : Array.Empty<Refusal>()];

    public Decision Decide(MediationCase state, Context at)
    {
        if (state.Suspension == new Suspension(Ground, Reason, On)) return Decision.Nothing;

        var problems = new Problems();
        problems.RequireWord("ground", Ground);
        problems.RequireReason(Reason);
        var late = at.CheckDay(problems, this, "on", On, state.AcceptedOn, LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        if (!state.Parties.TrueForAll(p => AgreedBy?.Contains(p.Id) is true)) return CaseRefusals.SuspensionNeedsAll;
        return Decision.Of(new CaseSuspended(new Suspension(Ground, Reason, On)), late);
    }
}
