using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>What merging 合并 and splitting 拆分 share: when a case may be put together anew, and what it is afterwards.</summary>
internal static class Regrouping
{
    /// <summary>
    /// Open, and nothing agreed yet that was agreed by these very parties. What a commission entrusted or recommended is answered as a whole,
    /// and counted once, so it is neither merged nor split.
    /// </summary>
    public static IEnumerable<Refusal> Regroupable(this MediationCase state, Context at)
    {
        foreach (var refusal in state.Between(at, CaseStage.Registered, CaseStage.InMediation)) yield return refusal;
        if (!state.IsOpen) yield break;
        if (state.Transfer is not null) yield return CaseRefusals.TransferPending;
        foreach (var refusal in state.Mediating()) yield return refusal;
        if (state.Stage <= CaseStage.InMediation && state.Agreement is not null) yield return CaseRefusals.AgreementOfRecord;
        if (state.Origin is { EntrustmentId: not null } or { RecommendationId: not null }) yield return CaseRefusals.LinkedCaseStaysWhole;
    }

    /// <summary>What stays when some have gone on in a case of their own.</summary>
    public static MediationCase Without(this MediationCase state, CaseSplit split)
    {
        var gone = split.People.ToHashSet();
        return state with
        {
            Parties = state.Parties.RemoveAll(p => gone.Contains(p.Id)),
            Members = [.. state.Members.Where(m => !gone.Contains(m.Id))],
            Claims = Renumbered(state.Claims.Where(c => !split.ClaimNos.Contains(c.No))),
            DisputeType = split.DisputeType,
            WorkersInvolved = split.WorkersInvolved,
            SplitInto = state.SplitInto.Add(split.NewCaseId),
            Others = state.Others.AddRange(NamesOf(state, gone.Contains)),
        };
    }

    /// <summary>The case with what another one brought into it.</summary>
    public static MediationCase With(this MediationCase state, CaseTakenIn taken) => state with
    {
        Parties = state.Parties.AddRange(taken.Parties),
        ApplicantsEver = state.ApplicantsEver + taken.Parties.Count(p => p.Side is PartySide.Applicant),
        RespondentsEver = state.RespondentsEver + taken.Parties.Count(p => p.Side is PartySide.Respondent),
        AgentsEver = state.AgentsEver + taken.Parties.Sum(p => p.Agents.Count),
        Claims = [.. state.Claims, .. taken.Claims],
        Members = [.. state.Members, .. taken.Members],
        MembersEver = state.MembersEver + taken.Members.Count,
        Evidence = state.Evidence.AddRange(taken.Evidence),
        Recusals = state.Recusals.AddRange(taken.Recusals),
        WorkersInvolved = taken.WorkersInvolved,
        Representatives = taken.EndsRepresentation ? null : state.Representatives,
        Facts = taken.Facts.IsEmpty || taken.Facts == Personal.Destroyed ? state.Facts : (Personal)$"{state.Facts}\n〔并入{taken.FromNumber}案件〕{taken.Facts}",
        TookIn = state.TookIn.Add(taken.From),
    };

    public static IReadOnlyList<Claim> Renumbered(IEnumerable<Claim> claims, int after = 0) => [.. claims.Select((c, i) => c with { No = after + i + 1 })];

    public static IEnumerable<Personal> NamesOf(MediationCase state, Func<PartyId, bool> which) =>
        state.Parties.Where(p => which(p.Id)).Select(p => p.Name).Concat(state.Members.Where(m => which(m.Id)).Select(m => m.Name));

    /// <summary>The main type of some claims: the dispute's where one of them has it, otherwise the first one's.</summary>
    public static string MainTypeOf(MediationCase state, IReadOnlyList<Claim> claims) =>
        claims.Any(c => c.Type == state.DisputeType) ? state.DisputeType : claims[0].Type;
}

/// <summary>
/// Who of some people is the same as someone else: by ID number or credit code where both have one, otherwise by name and telephone, and an employer by its name.
/// </summary>
internal sealed class SamePeople
{
    private readonly Dictionary<string, PartyId> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (PartyId Id, bool Numbered)> _names = new(StringComparer.Ordinal);

    public SamePeople(IEnumerable<Party> parties, IEnumerable<Member>? members = null)
    {
        foreach (var p in parties) Put(p.Id, p.Kind, p.Name, p.Identification, p.Phone);
        foreach (var m in members ?? []) Put(m.Id, PartyKind.Person, m.Name, m.IdNumber, m.Phone);
    }

    public PartyId? Find(Party p) => Find(p.Kind, p.Name, p.Identification, p.Phone);
    public PartyId? Find(Member m) => Find(PartyKind.Person, m.Name, m.IdNumber, m.Phone);

    /// <summary>Whether the same number stands among them.</summary>
    public bool HasNumberOf(Party p) => !p.Identification.IsEmpty && _numbers.ContainsKey(p.Identification.Value!);

    private void Put(PartyId id, PartyKind kind, Personal name, Personal number, Personal phone)
    {
        if (!number.IsEmpty) _numbers.TryAdd(number.Value!, id);
        if (NameKey(kind, name, phone) is { } key) _names.TryAdd(key, (id, !number.IsEmpty));
    }

    private PartyId? Find(PartyKind kind, Personal name, Personal number, Personal phone)
    {
        if (!number.IsEmpty && _numbers.TryGetValue(number.Value!, out var same)) return same;
        return NameKey(kind, name, phone) is { } key && _names.TryGetValue(key, out var named) && (number.IsEmpty || !named.Numbered) ? named.Id : null;
    }

    private static string? NameKey(PartyKind kind, Personal name, Personal phone) =>
        name.IsEmpty || name == Personal.Destroyed ? null : kind is PartyKind.Employer ? $"e|{name}" : phone.IsEmpty ? null : $"p|{name}|{phone}";
}
