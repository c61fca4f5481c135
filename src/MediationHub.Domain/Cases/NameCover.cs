using System.Text.Json;
using System.Text.RegularExpressions;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Parties;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Domain.Cases;

/// <summary>
/// Takes the people of one case out of its free texts: names and the usual short forms (李某, 李女士, 小李, 宏达公司) become 申请人, 被申请人, 代理人;
/// ID numbers, telephones, addresses and accounts become what they are. What is written otherwise, such as a nickname, is beyond it.
/// </summary>
internal sealed partial class NameCover
{
    private const string IdNumber = "〔证件号码〕", Phone = "〔电话〕", Account = "〔账号〕", Address = "〔地址〕", Code = "〔信用代码〕", Mail = "〔邮箱〕";

    private readonly IReadOnlyDictionary<string, string> _words;
    private readonly Regex? _pattern;
    private readonly Regex? _shortForms;
    private readonly IReadOnlyDictionary<string, string> _surnames;

    public NameCover(MediationCase c)
        : this(c.Parties, c.Members, new[] { c.Agreement, c.Supplement }.OfType<Agreement>().Concat(c.Superseded).SelectMany(a => a.Terms).Select(t => t.BankAccount), c.Others) { }

    /// <param name="parties">The case's own people.</param>
    /// <param name="members">Workers of a collective dispute who are no parties by name.</param>
    /// <param name="accounts">Bank accounts that its terms name.</param>
    /// <param name="others">People whose part of the dispute is another case.</param>
    public NameCover(IReadOnlyList<Party> parties, IReadOnlyList<Member> members, IEnumerable<Personal> accounts, IEnumerable<Personal>? others = null)
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        var surnames = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var party in parties)
        {
            var same = parties.Where(p => p.Side == party.Side).ToList();
            var role = party.Side is PartySide.Applicant ? "申请人" : "被申请人";
            var label = same.Count == 1 ? role : $"{role}{same.IndexOf(party) + 1}";
            Named(party.Name, label, person: party.Kind is PartyKind.Person);
            Named(party.LegalRepresentative, $"{label}法定代表人");
            Named(party.Contact, $"{label}联系人");
            Numbers(party.IdNumber, party.Phone, party.Email);
            Put(party.CreditCode, Code);
            Put(party.Address, Address);
            Put(party.ServiceAddress, Address);
            foreach (var agent in party.Agents)
            {
                Named(agent.Name, $"{label}代理人");
                Numbers(agent.IdNumber, agent.Phone, default);
            }
            if (party.AddressConfirmation is { } confirmed)
            {
                Named(confirmed.Recipient, $"{label}代收人");
                Numbers(default, confirmed.Phone, default);
                Put(confirmed.Address, Address);
                Put(confirmed.Account, Account);
            }
            if (party.Kind is PartyKind.Employer)
                foreach (var form in ShortForms(party.Name.Value ?? "")) Put(form, label);
        }
        foreach (var member in members)
        {
            Named(member.Name, "劳动者");
            Numbers(member.IdNumber, member.Phone, default);
        }
        foreach (var other in others ?? []) Named(other, "另案当事人");
        foreach (var account in accounts) Put(account, Account);

        (_words, _surnames) = (words, surnames);
        // The longest first: a company's whole name before what people call it.
        if (words.Count > 0) _pattern = new(string.Join('|', words.Keys.OrderByDescending(w => w.Length).Select(Regex.Escape)), RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        if (surnames.Count > 0)
        {
            var any = string.Join('|', surnames.Keys.OrderByDescending(s => s.Length).Select(Regex.Escape));
            _shortForms = new($"(?:(?<=^|\\P{{IsCJKUnifiedIdeographs}})[小老])?(?<surname>{any})(?:某+|先生|女士|师傅|同志|经理|主任|老板|总(?![共计数额体是结和]))|(?<![大最从])[小老](?<surname>{any})(?=[\\P{{IsCJKUnifiedIdeographs}}说称问的和与在向]|$)", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }

        void Named(Personal name, string label, bool person = true)
        {
            Put(name, label);
            if (!person || name.Value is not { Length: >= 2 } whole) return;
            // 崔某（人力资源经理）: elsewhere the name stands without the post.
            var own = Mask.OwnName(whole);
            if (own != whole) Put(own, label);
            if (own.Length is < 2 or > 4) return;
            var surname = own.Length == 4 ? own[..2] : own[..1];
            // Two people of one surname: it no longer says which.
            surnames[surname] = surnames.TryGetValue(surname, out var other) && other != label ? "当事人" : label;
        }

        void Numbers(Personal id, Personal phone, Personal mail)
        {
            Put(id, IdNumber);
            Put(phone, Phone);
            Put(mail, Mail);
        }

        void Put(Personal text, string label)
        {
            if (text.Value?.Trim() is { Length: >= 2 } value && text != Personal.Destroyed) words.TryAdd(value, label);
        }
    }

    /// <summary>The same record with every personal text of it covered: whatever is added to it later goes through here too.</summary>
    public T Of<T>(T record) where T : class
    {
        var tray = new PersonalTray();
        var json = tray.With(() => JsonSerializer.Serialize(record, Wire.Json));
        var covered = new PersonalTray();
        covered.Texts.AddRange(tray.Texts.Select(In));
        return covered.With(() => JsonSerializer.Deserialize<T>(json, Wire.Json))!;
    }

    /// <summary>The same text without them.</summary>
    public string In(string text)
    {
        if (text == Personal.Destroyed.Value) return text;
        var covered = _pattern is null ? text : _pattern.Replace(text, m => _words[m.Value]);
        if (_shortForms is not null) covered = _shortForms.Replace(covered, m => _surnames[m.Groups["surname"].Value]);
        covered = Ids().Replace(covered, IdNumber);
        covered = Mobiles().Replace(covered, Phone);
        covered = Accounts().Replace(covered, Account);
        // “申请人 李某” has become “申请人 申请人”.
        return Twice().Replace(covered, "");
    }

    /// <summary>What people call a company: without its region in front, and without what kind of company it is.</summary>
    private static IEnumerable<string> ShortForms(string name)
    {
        var core = name;
        foreach (var place in Regions.BuiltIn.All.SelectMany(r => new[] { r.Name, r.Name.TrimEnd('省', '市', '县', '区') }).Where(n => n.Length >= 2).OrderByDescending(n => n.Length))
            if (core.StartsWith(place, StringComparison.Ordinal) && core.Length > place.Length + 3) core = core[place.Length..].TrimStart('省', '市', '县', '区');
        core = Kinds().Replace(core, "");
        if (core.Length < 2 || core == name) yield break;
        yield return core + "公司";
        if (core.Length >= 4) yield return core;
        if (core.Length >= 4) yield return core[..2] + "公司";
    }

    [GeneratedRegex("(?<![0-9])[0-9]{17}[0-9Xx](?![0-9])")]
    private static partial Regex Ids();

    [GeneratedRegex("(?<![0-9])1[3-9][0-9]{9}(?![0-9])")]
    private static partial Regex Mobiles();

    [GeneratedRegex("(?<![0-9])[0-9]{16,19}(?![0-9])")]
    private static partial Regex Accounts();

    [GeneratedRegex("(?<!被)(被申请人|申请人|劳动者)[ \u3000]*(?=\\1)")]
    private static partial Regex Twice();

    [GeneratedRegex("(?:股份有限公司|有限责任公司|集团有限公司|有限公司|集团公司|公司|集团|分公司|总厂|厂|店|中心|事务所|合作社)$")]
    private static partial Regex Kinds();
}
