using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Take a worker off the list of a collective dispute, with the reason. A representative is replaced first; how many workers are involved is corrected apart.</summary>
public sealed record RemoveMember(PartyId MemberId, Personal Reason) : ICaseCommand<RemoveMember>
{
    public static string Name => "remove-member";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at)
    {
        foreach (var refusal in state.Between(at, CaseStage.Registered, CaseStage.InMediation)) yield return refusal;
        if (state.IsOpen && state.Members.Count == 0) yield return CaseRefusals.NoMembers;
    }

    public Decision Decide(MediationCase state, Context at)
    {
        if (state.Members.All(m => m.Id != MemberId) && state.HadMember(MemberId)) return Decision.Nothing;

        var problems = new Problems();
        if (state.Members.All(m => m.Id != MemberId)) problems.Add("memberId", "名单中没有这个人,请核对。", "There is no such worker on the list.");
        problems.RequireReason(Reason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        return state.Representatives?.People.Contains(MemberId) is true ? CaseRefusals.RepresentativeStays : new MemberRemoved(MemberId, Reason);
    }
}
