using MediationHub.Domain.Kernel;
using MediationHub.Domain.Parties;

namespace MediationHub.Domain.Cases;

/// <summary>One worker of a collective dispute as imported.</summary>
/// <param name="Amount">CNY.</param>
/// <param name="MemberId">The worker on the list who is put right, name and number included; left out, equals are found.</param>
/// <param name="Consents">Agrees to settle as proposed; left out while not known.</param>
public sealed record MemberEntry(Personal Name, Personal IdNumber = default, Personal Phone = default, Personal Claim = default, decimal? Amount = null, bool? Consents = null, DateOnly? ConsentedOn = null, PartyId? MemberId = null);

/// <summary>Import the list of workers. Who is on it already (same ID number, or name and telephone) is updated; nobody is dropped.</summary>
public sealed record ImportMembers(IReadOnlyList<MemberEntry>? Members) : ICaseCommand<ImportMembers>
{
    public static string Name => "import-members";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at) => state.Between(at, CaseStage.Registered, CaseStage.AgreementDrafted);

    public Decision Decide(MediationCase state, Context at)
    {
        var problems = new Problems();
        var members = Merged(state, problems, at);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (members.SequenceEqual(state.Members)) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        return new MembersImported(members);
    }

    private List<Member> Merged(MediationCase state, Problems problems, Context at)
    {
        List<Member> members = [.. state.Members];
        var ever = state.MembersEver;
        var places = members.Select((m, i) => (Key: KeyOf(m.Name, m.IdNumber, m.Phone), i)).ToDictionary(m => m.Key, m => m.i);
        if (Members is not { Count: > 0 }) problems.Add("members", "请提供名单。", "Give the list.");
        foreach (var (entry, row) in (Members ?? []).Select((m, row) => (m, row)))
        {
            string path = $"members[{row}]", idNumber = IdDocument.Normalize(entry.IdNumber), phone = Phone.Normalize(entry.Phone);
            problems.RequireText($"{path}.name", entry.Name, TextRules.Longest.Name, "请填写姓名。", "Give the name.");
            if (idNumber.Length > 0) problems.Add($"{path}.idNumber", ResidentId.Check(idNumber, at.Today));
            if (phone.Length > 0) problems.Add($"{path}.phone", Phone.Check(phone));
            problems.CheckText($"{path}.claim", entry.Claim, TextRules.Longest.Reason);
            if (entry.Amount is { } amount) problems.Add($"{path}.amount", Money.Check(amount));
            if (entry.ConsentedOn > at.Today) problems.Add($"{path}.consentedOn", "日期不得晚于今日。", "The day must not lie in the future.");

            var key = KeyOf(entry.Name, idNumber, phone);
            int place;
            if (entry.MemberId is { } chosen)
            {
                place = members.FindIndex(m => m.Id == chosen);
                if (place < 0)
                {
                    problems.Add($"{path}.memberId", "名单中没有这个人,请核对。", "There is no such worker on the list.");
                    continue;
                }
                if (places.TryGetValue(key, out var other) && other != place) problems.Add($"{path}.{(idNumber.Length > 0 ? "idNumber" : "name")}", "名单中已有此人,请核对。", "This worker stands on the list already.");
                places.Remove(KeyOf(members[place].Name, members[place].IdNumber, members[place].Phone));
                places[key] = place;
            }
            else if (!places.TryGetValue(key, out place)) (places[key], place) = (members.Count, members.Count);
            var member = new Member(place < members.Count ? members[place].Id : PartyId.From($"m{++ever}"), entry.Name, idNumber, phone, entry.Claim, entry.Amount, entry.Consents,
                entry.Consents is null ? null : entry.ConsentedOn ?? (place < members.Count && members[place].Consents == entry.Consents ? members[place].ConsentedOn : at.Today));
            if (place < members.Count) members[place] = member;
            else members.Add(member);
        }
        return members;
    }

    private static string KeyOf(Personal name, Personal idNumber, Personal phone) => idNumber.IsEmpty ? $"{name}|{phone}" : $"{idNumber}";
}
