using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Record the signed confirmation of a party's address for service 送达地址确认书 (CPL 87–90). A later one takes its place.</summary>
/// <param name="Channel">By which the party agrees to be served electronically; left out: it does not.</param>
/// <param name="Account">The number or address of that channel.</param>
/// <param name="FileId">The signed confirmation.</param>
public sealed record ConfirmAddress(
    PartyId PartyId, Personal Address, DateOnly On, FileId FileId,
    Personal Recipient = default, Personal Phone = default, ElectronicChannel? Channel = null, Personal Account = default, Personal LateEntryReason = default) : ICaseCommand<ConfirmAddress>
{
    public static string Name => "confirm-address";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at)
    {
        if (!state.Exists) yield return CaseRefusals.Unknown;
        else if (state.Past is not null) yield return CaseRefusals.FromOldLedger;
        else if (state.Stage is CaseStage.Transferred) yield return CaseRefusals.Ended(state.Stage);
    }

    public Decision Decide(MediationCase state, Context at)
    {
        var confirmation = new AddressConfirmation(Address, Recipient, Parties.Phone.Normalize(Phone), Channel, Channel is ElectronicChannel.Sms ? Parties.Phone.Normalize(Account) : Account, On, FileId);
        if (state.Party(PartyId)?.AddressConfirmation == confirmation) return Decision.Nothing;

        var problems = new Problems();
        problems.RequireParty(state, "partyId", PartyId);
        problems.RequireText("address", Address, TextRules.Longest.Address, "请填写当事人确认的送达地址。", "Give the address that the party confirms.");
        problems.CheckText("recipient", Recipient, TextRules.Longest.Name);
        if (!confirmation.Phone.IsEmpty) problems.Add("phone", Parties.Phone.Check(confirmation.Phone));
        problems.Require("fileId", FileId.Value, "请上传当事人签名的送达地址确认书。", "Add the signed confirmation.");
        CheckChannel(problems, confirmation.Account);
        var late = at.CheckDay(problems, this, "on", On, state.ReceivedOn, LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        return Decision.Of(new AddressConfirmed(PartyId, confirmation), late);
    }

    private void CheckChannel(Problems problems, Personal account)
    {
        if (Channel is not { } channel)
        {
            if (!account.IsEmpty) problems.Add("channel", "填写了电子送达号码的,请选择电子送达的渠道。", "Choose the channel that the number or address belongs to.");
            return;
        }
        problems.RequireWord("channel", channel);
        problems.RequireText("account", account, TextRules.Longest.Name, "请填写电子送达的号码或者地址。", "Give the number or address for electronic service.");
        if (channel is ElectronicChannel.Sms && !account.IsEmpty && !Parties.Phone.IsMobile(account)) problems.Add("account", "短信送达请填写手机号码。", "Service by SMS needs a mobile number.");
        if (channel is ElectronicChannel.Email && !account.IsEmpty && account.Value!.IndexOf('@') is < 1) problems.Add("account", "请填写电子邮件地址。", "Give an e-mail address.");
    }
}
