using MediationHub.Domain.Parties;

namespace MediationHub.Domain.Cases;

/// <summary>
/// A case as an auditor reads it: who did what and when, but not who it is about. Names are masked where they stand by themselves, and in every other
/// personal text (facts, statements, offers, reasons, titles) the case's own people, their numbers and addresses give way to what they are in it.
/// </summary>
public static class NamelessCase
{
    public static MediationCase Of(MediationCase c)
    {
        if (!c.Exists || c.Destroyed) return c;
        // Personal texts are what is set apart when a case is written down: all of them go through the cover, whatever is added to a case later.
        var read = new NameCover(c).Of(c);
        return read with
        {
            // Numbers and addresses of people are left to the masks that everyone's view has.
            Parties = c.Parties.ConvertAll(p => Nameless(p, read.Party(p.Id)!)),
            Members = [.. c.Members.Zip(read.Members, (m, free) => m with { Name = Mask.Person(m.Name), Claim = free.Claim })],
        };
    }

    private static Party Nameless(Party p, Party free) => p with
    {
        Name = p.Kind is PartyKind.Person ? Mask.Person(p.Name) : Mask.Name(p.Name),
        LegalRepresentative = Mask.Person(p.LegalRepresentative),
        Contact = Mask.Person(p.Contact),
        Consent = free.Consent,
        Agents = [.. p.Agents.Select(a => a with { Name = Mask.Person(a.Name) })],
        AddressConfirmation = p.AddressConfirmation is { } c ? c with { Recipient = Mask.Person(c.Recipient) } : null,
    };
}
