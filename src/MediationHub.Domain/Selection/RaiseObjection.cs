using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Selection;

/// <summary>Object to an organization of the published list, under one's real name, before the publicity is over. It gets a number.</summary>
/// <param name="Name">The real name of the person or body.</param>
/// <param name="Contact">Telephone or address at which the answer is given.</param>
/// <param name="On">The day on which it came in.</param>
public sealed record RaiseObjection(NominationId NominationId, Personal Name = default, Personal Contact = default, Personal Text = default, DateOnly On = default, IReadOnlyList<FileId>? Proof = null, Personal LateEntryReason = default) : ICampaignCommand<RaiseObjection>
{
    /// <summary>So many objections of a campaign are taken on the public page; the office enters further ones, without limit.</summary>
    public const int MostFromPublic = 200;

    public static string Command => "raise-objection";
    static string ICampaignCommand<RaiseObjection>.Name => Command;

    public static IEnumerable<Refusal> Missing(Campaign state, Context at)
    {
        foreach (var refusal in state.At(CampaignStage.Publicity, CampaignStage.ObjectionHandling)) yield return refusal;
    }

    public Decision Decide(Campaign state, Context at)
    {
        if (state.Objections.Exists(o => o.NominationId == NominationId && o.Name == Name && o.Text == Text && o.On == On)) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var problems = new Problems();
        var publicity = state.ProvincePublicity!;
        if (!state.IsShortlisted(NominationId)) problems.Add("nominationId", "该组织不在公示名单中，请核对。", "The organization is not on the published list; check it.");
        problems.RequireText("name", Name, TextRules.Longest.Name, "异议须署真实姓名或者单位名称，请填写。", "An objection bears a real name; enter it.");
        problems.RequireText("contact", Contact, TextRules.Longest.Address, "请填写联系方式，以便答复。", "Give a way to reach you, so that it can be answered.");
        if (at.Actor.Is(Role.Party) && !Contact.IsEmpty && !Reaches(Contact.Value!)) problems.Add("contact", "按这一联系方式无法答复，请填写手机号码、加区号的座机号码、电子邮箱或者完整的通信地址。", "Nobody can be reached by this; give a telephone number, an e-mail address or a whole postal address.");
        problems.RequireText("text", Text, TextRules.Longest.Statement, "请写明异议的内容和理由。", "Say what you object to, and why.");
        if (Proof is { Count: > 20 }) problems.Add("proof", "材料最多20份。", "At most 20 files.");
        var late = at.CheckDay(problems, this, "on", On, publicity.From, LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        var due = publicity.DueBy(at);
        if (On > due.Due) return CampaignRefusals.PublicityOver(due.Due);
        // Nobody is signed in there, and each objection is kept for good.
        if (at.Actor.Is(Role.Party) && state.Objections.Count >= MostFromPublic) return CampaignRefusals.ObjectionsFull(MostFromPublic, publicity.Contact, publicity.Phone);
        return Decision.Of(new ObjectionRaised(state.Id, new(NominationId, Name, Contact, Text, Proof ?? [], On)), late);
    }

    /// <summary>A telephone number with its area, an e-mail address, or what is long enough to be a postal address. What the office takes in is as it came.</summary>
    private static bool Reaches(string contact) => contact.Count(char.IsAsciiDigit) >= 10 || (contact.IndexOf('@') is > 0 and var at && contact.IndexOf('.', at) > at + 1) || contact.Count(c => c is >= '\u4E00' and <= '\u9FFF') >= 6;
}
