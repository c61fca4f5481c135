using MediationHub.Documents;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Web.Features.Cases;

namespace MediationHub.Web.Features.Papers;

public sealed partial record PaperModels
{
    /// <summary>Papers that are meant for somebody's hands, newest first.</summary>
    public IReadOnlyList<CasePaper> Served => [.. Case.Papers.Where(PaperRecipes.IsServed).Reverse()];

    public PaperDraft AddressConfirmation(PaperRequest ask)
    {
        var party = PartyOf(ask) ?? Case.Parties.Find(p => p.AddressConfirmation is null) ?? Case.Parties[0];
        var known = party.AddressConfirmation;
        return new(Headed(new AddressConfirmationPaper
        {
            Date = Day(At.Today),
            Role = RoleOf(party.Id),
            Party = Text(party),
            Address = known?.Address.Value ?? party.ServiceAddress.Value ?? party.Address.Value,
            Recipient = known?.Recipient.Value ?? party.Contact.Value,
            Phone = known?.Phone.Value ?? party.Phone.Value,
            Channel = known?.Channel?.Chinese(),
            Account = known?.Account.Value,
            Binds = At.Rules.Settings.ConfirmedAddressBinds.Value,
        }), party.Id);
    }

    public PaperDraft ServiceReceipt(PaperRequest ask)
    {
        var paper = ask.PaperId is { } id ? Case.Papers.Find(p => p.Id == id)! : Served[0];
        var party = PartyOf(ask) ?? Case.Party(PaperRecipes.Recipients(Case, paper).FirstOrDefault()) ?? Case.Parties[0];
        var standing = ServiceStanding.Of(Case, paper.Id, party.Id, At.Calendar, At.Rules);
        return new(Headed(new ServiceReceiptPaper
        {
            Date = Day(At.Today),
            Document = paper.Kind.Chinese(),
            MadeOn = Day(ChinaTime.DayOf(paper.At)),
            Role = RoleOf(party.Id),
            Recipient = party.Name,
            Address = party.AddressConfirmation?.Address.Value ?? party.ServiceAddress.Value ?? party.Address.Value,
            Phone = party.AddressConfirmation?.Phone.Value ?? party.Phone.Value,
            Server = Maker,
            Attempts = [.. standing.Attempts.Select(r => new AttemptText { On = Day(r.Attempt.On), Method = r.Attempt.Method.Chinese(), Result = r.Attempt.Result.Chinese(), Note = r.Attempt.Note.Value?.TrimEnd('。') })],
            ServedOn = standing.ServedOn is { } on ? Day(on) : null,
            Why = standing.Counting is { } counting ? CaseText.FullWidth(counting.Why.Chinese) : null,
        }), party.Id, paper.Id);
    }
}
