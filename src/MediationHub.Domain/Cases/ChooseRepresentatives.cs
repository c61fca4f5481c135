using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Record whom the workers of a collective dispute chose to speak for them (LMA 7).</summary>
/// <param name="Representatives">Parties of the workers' side, or members.</param>
/// <param name="Powers">Special powers: those represented agreed that the representatives may settle.</param>
/// <param name="FileId">The signed election.</param>
public sealed record ChooseRepresentatives(IReadOnlyList<PartyId>? Representatives, AgentPowers Powers = AgentPowers.Special, FileId? FileId = null) : ICaseCommand<ChooseRepresentatives>
{
    public static string Name => "choose-representatives";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at)
    {
        foreach (var refusal in state.Between(at, CaseStage.Registered, CaseStage.AgreementDrafted)) yield return refusal;
        var threshold = at.Rules.Settings.CollectiveThreshold.Value;
        if (state.IsOpen && !state.IsCollective(threshold)) yield return CaseRefusals.NotCollective(threshold);
    }

    public Decision Decide(MediationCase state, Context at)
    {
        PartyId[] people = [.. (Representatives ?? []).Distinct()];
        if (state.Representatives is { } now && now.Powers == Powers && now.FileId == FileId && now.People.SequenceEqual(people)) return Decision.Nothing;

        var problems = new Problems();
        problems.RequireWord("powers", Powers);
        foreach (var (id, i) in people.Select((id, i) => (id, i)))
            if (!(state.Party(id) is { } party ? party.Side == state.WorkerSide() : state.IsPartyOrMember(id)))
                problems.Add($"representatives[{i}]", "代表人应为本案劳动者一方的当事人或者成员。", "A representative is a party or member of the workers' side.");
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var number = at.Rules.Settings.Representatives.Value;
        if (!number.Holds(people.Length)) return CaseRefusals.RepresentativesCount(number.Min, number.Max);
        return new RepresentativesChosen(new Representatives(people, Powers, FileId));
    }
}
