using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Take a party out of the case, with the reason; each side keeps one.</summary>
public sealed record RemoveParty(PartyId PartyId, Personal Reason) : ICaseCommand<RemoveParty>
{
    public static string Name => "remove-party";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at)
    {
        foreach (var refusal in state.Between(at, CaseStage.Registered, CaseStage.InMediation)) yield return refusal;
        if (state.IsOpen && state.Applicants.Count() == 1 && state.Respondents.Count() == 1) yield return CaseRefusals.LastOfSide;
    }

    public Decision Decide(MediationCase state, Context at)
    {
        var problems = new Problems();
        problems.RequireParty(state, "partyId", PartyId);
        problems.RequireReason(Reason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var side = state.Party(PartyId)!.Side;
        return state.Parties.Count(p => p.Side == side) == 1 ? CaseRefusals.LastOfSide : new PartyRemoved(PartyId, Reason);
    }
}
