using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;

namespace MediationHub.Domain.Cases;

/// <summary>
/// Let some of several applicants go on, with what they ask for, in a case of their own at the same organization: with its own number, the receipt, consents,
/// acceptance and extensions kept. Sessions and offers stay here, and so does evidence that was for the mediator or for somebody who stays alone.
/// </summary>
/// <param name="NewCaseId">Given by the caller.</param>
/// <param name="PartyIds">Applicants who go; of a collective dispute also workers on the list.</param>
/// <param name="ClaimNos">The claims that go, by number.</param>
public sealed record SplitCase(CaseId NewCaseId, IReadOnlyList<PartyId>? PartyIds, IReadOnlyList<int>? ClaimNos, Personal Reason) : ICaseCommand<SplitCase>
{
    public static string Name => "split";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at)
    {
        foreach (var refusal in state.Regroupable(at)) yield return refusal;
        if (state.IsOpen && (state.Applicants.Count() < 2 || state.Claims.Count < 2)) yield return CaseRefusals.NothingToSplit;
    }

    public Decision Decide(MediationCase state, Context at)
    {
        if (state.SplitInto.Contains(NewCaseId)) return Decision.Nothing;

        var people = (PartyIds ?? []).ToHashSet();
        var claimNos = (ClaimNos ?? []).ToHashSet();
        var workersApply = state.WorkerSide() is PartySide.Applicant;
        var problems = new Problems();
        problems.RequireReason(Reason);
        Party[] going = [.. state.Applicants.Where(p => people.Contains(p.Id))];
        Member[] members = workersApply ? [.. state.Members.Where(m => people.Contains(m.Id))] : [];
        if (going.Length == 0) problems.Add("partyIds", "请至少选择一名拆出的申请人；名单中的劳动者随申请人拆出。", "Choose one applicant at least who goes; workers on the list go along with one.");
        else if (going.Length + members.Length < people.Count) problems.Add("partyIds", "只能拆出本案的申请人和名单中的劳动者，请核对。", "Only applicants and workers on the list of this case can go; check the ids.");
        else if (state.Exists && going.Length == state.Applicants.Count()) problems.Add("partyIds", "至少一名申请人留在原案。", "One applicant at least stays.");
        Claim[] claims = [.. state.Claims.Where(c => claimNos.Contains(c.No))];
        if (claims.Length == 0) problems.Add("claimNos", "请至少选择一项随案拆出的请求。", "Choose one claim at least that goes.");
        else if (claims.Length < claimNos.Count) problems.Add("claimNos", "本案没有所选的请求，请核对。", "The case has no such claim; check the numbers.");
        else if (claims.Length == state.Claims.Count) problems.Add("claimNos", "至少一项请求留在原案。", "One claim at least stays.");
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var (goingWorkers, stayingWorkers) = Workers(state, going, members, workersApply);
        if (workersApply && state.Representatives is { } chosen)
        {
            if (chosen.People.Any(people.Contains)) return CaseRefusals.RepresentativesStay;
            var threshold = at.Rules.Settings.CollectiveThreshold.Value;
            if (stayingWorkers < threshold) return CaseRefusals.SplitBelowCollective(threshold);
        }
        Claim[] staying = [.. state.Claims.Where(c => !claimNos.Contains(c.No))];
        Party[] parties = [.. going, .. state.Respondents];
        var here = parties.Select(p => p.Id).Concat(members.Select(m => m.Id)).ToHashSet();
        var opened = new CaseRegistered(
            NewCaseId, state.OrganizationId, state.OrganizationType, "", RegisterCase.NumberPattern(at.Find<Organization>(state.OrganizationId.Value)!, at), at.Today.Year,
            state.Source, state.Form, state.ReceivedAt, at.Today, parties, Regrouping.MainTypeOf(state, claims), Regrouping.Renumbered(claims), state.Facts, state.OccurredOn, state.KnewOn,
            goingWorkers, workersApply ? members : state.Members, workersApply ? null : state.Representatives, [.. EvidenceFor(state, here)], state.RecordFileId,
            (state.Origin ?? new CaseOrigin()) with { TransferredFrom = null, SplitFrom = state.Id }, state.Oral, Unit: state.Unit, Court: state.Court, Elsewhere: state.Elsewhere,
            Others: [.. state.Others, .. Regrouping.NamesOf(state, id => !here.Contains(id) && (workersApply || state.Party(id) is not null))]);
        return ((Decision)new CaseSplit(NewCaseId, [.. going.Select(p => p.Id), .. members.Select(m => m.Id)], [.. claims.Select(c => c.No)], Regrouping.MainTypeOf(state, staying), stayingWorkers, Reason, at.Today))
            .Opening(new Opening(StreamRef.To<MediationCase>(NewCaseId.Value), [opened, .. StandingOf(state, here, at)]));
    }

    /// <summary>How many workers go and stay. Where they are the respondents, all of them are in both cases.</summary>
    private static (int Going, int Staying) Workers(MediationCase state, Party[] going, Member[] members, bool workersApply)
    {
        if (!workersApply) return (state.WorkersInvolved, state.WorkersInvolved);
        var persons = new SamePeople(going);
        var count = Math.Max(1, going.Count(p => p.Kind is PartyKind.Person) + members.Count(m => persons.Find(m) is null));
        return (count, Math.Max(1, state.WorkersInvolved - count));
    }

    private static IEnumerable<Evidence> EvidenceFor(MediationCase state, HashSet<PartyId> here) =>
        from e in state.Evidence
        where e.Withdrawal is null && e.Visibility is not EvidenceVisibility.MediatorOnly
        let own = e.PartyId is { } party && here.Contains(party)
        where own || e.Visibility is EvidenceVisibility.AllParties
        select own ? e : e with { PartyId = null };   // whoever stays is nobody's party there

    /// <summary>How far the dispute had come: what was decided for all of them holds for those who go, too.</summary>
    private static IEnumerable<DomainEvent> StandingOf(MediationCase state, HashSet<PartyId> here, Context at)
    {
        if (state.ConsentAskedOn is { } asked) yield return new ConsentAsked(asked);
        foreach (var recusal in state.Recusals.Where(r => r.Granted is true))
        {
            yield return new RecusalRequested(recusal.MediatorId, recusal.Reason, recusal.RequestedOn);
            yield return new RecusalDecided(recusal.MediatorId, true, recusal.Answer);
        }
        if (state.AcceptedOn is { } accepted)
        {
            var due = at.Rules.Clock("ACC3", state.ReceivedOn, at.Calendar);
            yield return new CaseAccepted(state.Lead!.Value, accepted, due.Due, state.AcceptedLate, due.RulebookVersion);
        }
        foreach (var m in state.Mediators)
            if (state.AcceptedOn is null || m.Role is not MediatorRole.Lead || m.From != state.AcceptedOn) yield return new MediatorAssigned(m.MediatorId, m.Role, m.From);
        foreach (var (cause, i) in state.LimitationCauses.Select((c, i) => (c, i))) yield return new LimitationCauseNoted(cause with { Id = $"l{i + 1}" });
        foreach (var extension in state.Extensions)
            yield return new TermExtended(extension with { Signatures = [.. extension.Signatures.Where(s => here.Contains(s.PartyId))] }, at.Rules.Version);
    }
}
