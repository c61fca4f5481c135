using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;

namespace MediationHub.Domain.Cases;

/// <summary>
/// Take this case into one that the same organization received before, of the same employer or person on the same side: the dispute goes on there, under that case's
/// number, receipt and time limits, and is counted there alone. Parties, claims, list of workers and evidence go along; sessions and offers stay here,
/// and so does evidence that was for the mediator alone. Both cases change in one transaction.
/// </summary>
public sealed record MergeCase(CaseId IntoCaseId, Personal Reason) : ICaseCommand<MergeCase>, IWritesBeside<MediationCase>
{
    public static string Name => "merge";

    string? IWritesBeside<MediationCase>.BesideId => IntoCaseId.Value;

    public IEnumerable<StreamRef> Reads(MediationCase state) => IntoCaseId.Value is null ? state.ReadsOrganization() : [.. state.ReadsOrganization(), StreamRef.To<MediationCase>(IntoCaseId.Value)];

    public IEnumerable<StreamRef> ReadsFor(MediationCase beside) => beside.Mediators.Select(m => StreamRef.To<Mediator>(m.MediatorId.Value));

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at)
    {
        foreach (var refusal in state.Regroupable(at)) yield return refusal;
        if (state.IsOpen && Over(state, at) is { } over) yield return over;
        // What is not for mediation does not get into it by way of another case.
        if (state.IsOpen && state.BarredBy is { } elsewhere) yield return CaseRefusals.DisputeElsewhere(elsewhere, state.AcceptedOn is not null);
    }

    public Decision Decide(MediationCase state, Context at)
    {
        if (state is { Merged: true } && state.TransferredTo == IntoCaseId) return Decision.Nothing;

        var problems = new Problems();
        problems.RequireReason(Reason);
        // Another organization's case does not exist for this one.
        var target = IntoCaseId.Value is null ? null : at.Find<MediationCase>(IntoCaseId.Value);
        if (IntoCaseId.Value is not null && IntoCaseId == state.Id) problems.Add("intoCaseId", "不能并入本案自身，请选择另一案件。", "A case is not merged into itself; choose another one.");
        else if (target is null || target.OrganizationId != state.OrganizationId) problems.Add("intoCaseId", "本组织没有这个案件，请核对。", "The organization has no such case; check its id.");
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        if (Missing(target!, at).FirstOrDefault() is { } notThere) return CaseRefusals.OfTarget(notThere, target!.Number);
        if (state.ReceivedAt < target!.ReceivedAt) return CaseRefusals.MergeIntoEarlier(target.Number);
        if (state.AcceptedOn is null != target.AcceptedOn is null) return CaseRefusals.MergeStagesDiffer;

        var standing = new SamePeople(target.Parties);
        if (!state.Parties.Exists(p => standing.HasNumberOf(p) && target.Party(standing.Find(p)!.Value)!.Side == p.Side)) return CaseRefusals.NoCommonParty;
        if (state.Parties.Exists(p => standing.Find(p) is { } same && target.Party(same)!.Side != p.Side)) return CaseRefusals.PartiesOpposed;
        // Nobody is taken into a mediation that it has not agreed to, and nobody's yes to one dispute stands for another.
        Party[] silent = [.. state.NotConsented.Where(p => target.AcceptedOn is not null || (standing.Find(p) is { } same && target.Party(same)!.Consents))];
        if (silent.Length > 0) return CaseRefusals.ConsentMissing(silent);
        if (target.Mediators.Exists(m => state.Recusals.Exists(r => r.MediatorId == m.MediatorId && r.Granted is true) || (at.Find<Mediator>(m.MediatorId.Value) is { } mediator && state.IsConcerned(mediator))))
            return CaseRefusals.MergeMediatorUnfit;

        return ((Decision)new CaseMerged(IntoCaseId, Reason, at.Today, at.Law)).Beside(Brought(state, target, standing, at));
    }

    /// <summary>The term has run out: the case ends as it ended, and no other term is borrowed for it. By a provisional clock nothing is over.</summary>
    private static Refusal? Over(MediationCase state, Context at) =>
        CaseClocks.Closing(state, at.Calendar, at.Rules) is { Provisional: false } clock && at.Today > clock.Due ? CaseRefusals.TermOver(clock.Due) : null;

    private CaseTakenIn Brought(MediationCase state, MediationCase target, SamePeople standing, Context at)
    {
        var listed = new SamePeople(target.Parties, target.Members);
        var ids = new Dictionary<PartyId, PartyId>();
        List<Party> parties = [];
        List<Member> members = [];
        int applicants = target.ApplicantsEver, respondents = target.RespondentsEver, agents = target.AgentsEver, memberNo = target.MembersEver;
        foreach (var party in state.Parties)
        {
            if (standing.Find(party) is { } same)
            {
                ids[party.Id] = same;
                continue;
            }
            var id = ids[party.Id] = PartyId.From(party.Side is PartySide.Applicant ? $"a{++applicants}" : $"r{++respondents}");
            parties.Add(party with { Id = id, Agents = [.. party.Agents.Select(a => a with { Id = $"g{++agents}" })] });
        }
        foreach (var member in state.Members)
        {
            if (listed.Find(member) is { } same) ids[member.Id] = same;
            else members.Add(member with { Id = ids[member.Id] = PartyId.From($"m{++memberNo}") });
        }
        var side = state.WorkerSide();
        var known = state.Parties.Count(p => p.Side == side && p.Kind is PartyKind.Person && listed.Find(p) is not null) + state.Members.Count(m => listed.Find(m) is not null);
        var newWorkers = members.Count > 0 || parties.Exists(p => p.Side == side);
        var evidenceNo = MediationCase.Highest(target.Evidence.Select(e => e.Id));
        return new CaseTakenIn(
            state.Id, state.Number, parties, Regrouping.Renumbered(state.Claims, target.Claims.Select(c => c.No).DefaultIfEmpty().Max()), members,
            [.. state.Evidence.Where(e => e.Withdrawal is null && e.Visibility is not EvidenceVisibility.MediatorOnly && !target.Evidence.Exists(x => x.FileId == e.FileId))
                .Select(e => e with { Id = $"e{++evidenceNo}", PartyId = e.PartyId is { } by && ids.TryGetValue(by, out var now) ? now : null })],
            [.. state.Recusals.Where(r => r.Granted is true && !target.Recusals.Exists(x => x.MediatorId == r.MediatorId && x.Granted is true))],
            target.WorkersInvolved + Math.Max(0, state.WorkersInvolved - known), target.Representatives is not null && newWorkers, state.Facts, Reason, at.Today);
    }
}
