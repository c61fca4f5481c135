using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Say better what a piece of evidence is, what it proves and who may see it. The file itself stays as it was handed in.</summary>
/// <param name="Purpose">What it is to prove 证明目的.</param>
/// <param name="BusinessSecret">It holds a business secret: people of other houses do not open it.</param>
public sealed record ChangeEvidence(
    string EvidenceId, Personal Title, PartyId? PartyId = null, Personal Purpose = default, EvidenceVisibility Visibility = EvidenceVisibility.AllParties, bool BusinessSecret = false) : ICaseCommand<ChangeEvidence>
{
    public static string Name => "change-evidence";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at) => WithdrawEvidence.Missing(state, at);

    public Decision Decide(MediationCase state, Context at)
    {
        var found = state.Evidence.Find(e => e.Id == EvidenceId);
        var changed = found is null ? null : found with { Title = Title, PartyId = PartyId, Purpose = Purpose, Visibility = Visibility, BusinessSecret = BusinessSecret };
        if (found is not null && changed == found) return Decision.Nothing;

        var problems = new Problems();
        if (found is null) problems.Add("evidenceId", "本案没有这份证据，请核对。", "The case has no such evidence; check its id.");
        AddEvidence.Check(problems, state, Title, PartyId, Purpose, Visibility);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        if (found!.Withdrawal is not null) return CaseRefusals.EvidenceWithdrawn;
        return new EvidenceChanged(changed!);
    }
}
