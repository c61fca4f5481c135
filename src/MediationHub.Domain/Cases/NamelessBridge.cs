using MediationHub.Domain.Entrustments;
using MediationHub.Domain.Parties;
using MediationHub.Domain.Recommendations;
using MediationHub.Domain.Reviews;

namespace MediationHub.Domain.Cases;

/// <summary>Reviews, entrustments and recommendations as an auditor reads them: as <see cref="NamelessCase"/> does it for cases, in names and in free texts alike.</summary>
public static class NamelessBridge
{
    public static Review Of(Review r)
    {
        if (!r.Exists) return r;
        var read = CoverOf(r.Extract).Of(r);
        return read with
        {
            Extract = Restored(r.Extract, read.Extract),
            // A hash names nobody, and is compared.
            Letter = read.Letter is null ? null : read.Letter with { Terms = Restored(r.Letter!.Terms, read.Letter.Terms), TermsHash = r.Letter.TermsHash },
        };
    }

    public static Entrustment Of(Entrustment e)
    {
        if (!e.Exists) return e;
        var read = CoverOf(e.Dispute.Parties, e.Extract).Of(e);
        return read with { Dispute = read.Dispute with { Parties = Masked(e.Dispute.Parties) }, Extract = e.Extract is null ? null : Restored(e.Extract, read.Extract!) };
    }

    public static Recommendation Of(Recommendation r)
    {
        if (!r.Exists) return r;
        var read = CoverOf(r.Dispute.Parties, null).Of(r);
        return read with { Dispute = read.Dispute with { Parties = Masked(r.Dispute.Parties) } };
    }

    private static NameCover CoverOf(CaseExtract c) => CoverOf([], c);

    private static NameCover CoverOf(IReadOnlyList<Party> parties, CaseExtract? c) => new(
        c is null ? parties : [.. c.Parties.Select(AsParty), .. parties.Where(p => c.Parties.All(x => x.Id != p.Id))], [], c?.Agreement?.Terms.Select(t => t.BankAccount) ?? []);

    private static Party AsParty(ExtractParty p) => new()
    {
        Id = p.Id, Side = p.Side, Kind = p.Kind, Name = p.Name, IdType = p.IdType, IdNumber = p.IdNumber, CreditCode = p.CreditCode, LegalRepresentative = p.LegalRepresentative, Phone = p.Phone, ServiceAddress = p.ServiceAddress,
        Agents = [.. p.Agents.Select((a, i) => new Agent($"g{i + 1}", a.Name, a.Powers, default, a.Phone, a.IdNumber))],
    };

    /// <summary>Numbers, addresses and accounts are left to the masks that everyone's view has.</summary>
    private static CaseExtract Restored(CaseExtract own, CaseExtract read) => read with
    {
        Parties = [.. own.Parties.Select(p => p with { Name = p.Kind is PartyKind.Person ? Mask.Person(p.Name) : Mask.Name(p.Name), LegalRepresentative = Mask.Person(p.LegalRepresentative), Agents = [.. p.Agents.Select(a => a with { Name = Mask.Person(a.Name) })] })],
        Agreement = own.Agreement is null ? null : read.Agreement! with { Terms = Restored(own.Agreement.Terms, read.Agreement.Terms), TermsHash = own.Agreement.TermsHash },
    };

    private static IReadOnlyList<Term> Restored(IReadOnlyList<Term> own, IReadOnlyList<Term> read) => [.. own.Zip(read, (o, r) => r with { BankAccount = Mask.AccountNumber(o.BankAccount) })];   // its holder has a name

    private static IReadOnlyList<Party> Masked(IReadOnlyList<Party> parties) =>
        [.. parties.Select(p => p with { Name = p.Kind is PartyKind.Person ? Mask.Person(p.Name) : Mask.Name(p.Name), LegalRepresentative = Mask.Person(p.LegalRepresentative), Contact = Mask.Person(p.Contact), Agents = [.. p.Agents.Select(a => a with { Name = Mask.Person(a.Name) })] })];
}
