using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Parties;

namespace MediationHub.Domain.Cases;

/// <summary>
/// What crosses from a mediation case to an arbitration commission, and all that does: parties, claims, agreement, undisputed facts,
/// the list of evidence, addresses for service. Statements, offers, private sessions, the applicant's account of the facts and reasons of failure stay.
/// It is taken once and kept with the record it was handed to, so that both sides can show later what was handed over.
/// </summary>
/// <param name="Mediators">Who mediated: none of them reviews it.</param>
public sealed record CaseExtract(
    CaseId CaseId, string Number, OrganizationId OrganizationId, string DisputeType, int WorkersInvolved, IReadOnlyList<ExtractParty> Parties, IReadOnlyList<Claim> Claims,
    IReadOnlyList<Personal> UndisputedFacts, IReadOnlyList<ExtractEvidence> Evidence, ExtractAgreement? Agreement, IReadOnlyList<MediatorId> Mediators)
{
    /// <summary>What a commission may know of the case as it stands.</summary>
    /// <param name="hashes">SHA-256 of the evidence's files, where they are known.</param>
    public static CaseExtract Of(MediationCase c, IReadOnlyDictionary<FileId, string>? hashes = null) => new(
        c.Id, c.Number, c.OrganizationId, c.DisputeType, c.WorkersInvolved,
        [.. c.Parties.Select(ExtractParty.Of), .. Signing(c).Select(m => ExtractParty.Of(m, c.WorkerSide()))],
        c.Claims,
        // What was held true in a private session was said to the mediator alone.
        [.. c.Sessions.Where(s => s is { TookPlace: true, Private: false }).SelectMany(s => s.Record?.UndisputedFacts ?? []).Distinct()],
        // What a party gave for the organization's eyes alone is no more the commission's than the other side's.
        [.. c.Evidence.Where(e => e is { Withdrawal: null, Visibility: EvidenceVisibility.AllParties }).Select(e => e.BusinessSecret
            ? new ExtractEvidence(e.Id, "涉及商业秘密的材料", e.PartyId, default, null)
            : new ExtractEvidence(e.Id, e.Title, e.PartyId, e.Purpose, hashes?.GetValueOrDefault(e.FileId)))],
        c.InForce is { } agreement ? ExtractAgreement.Of(c, agreement) : null,
        [.. c.Mediators.Select(m => m.MediatorId)]);

    public ExtractParty? Party(PartyId id) => Parties.FirstOrDefault(p => p.Id == id);

    /// <summary>The name of a party, for sentences to people.</summary>
    public Personal NameOf(PartyId id) => Party(id)?.Name ?? id.Value;

    /// <summary>Members of a collective dispute who sign for it.</summary>
    private static IEnumerable<Member> Signing(MediationCase c) => c.Members.Where(m => c.InForce?.Signers.Contains(m.Id) is true);
}

/// <summary>A party as a commission sees it.</summary>
/// <param name="AddressConfirmed">The party confirmed the address for service by its signature.</param>
public sealed record ExtractParty(
    PartyId Id, PartySide Side, PartyKind Kind, Personal Name, IdType? IdType, Personal IdNumber, Personal CreditCode, Personal LegalRepresentative,
    Personal Phone, Personal ServiceAddress, bool AddressConfirmed, IReadOnlyList<ExtractAgent> Agents)
{
    internal static ExtractParty Of(Party p) => new(
        p.Id, p.Side, p.Kind, p.Name, p.IdType, p.IdNumber, p.CreditCode, p.LegalRepresentative,
        p.AddressConfirmation?.Phone is { IsEmpty: false } confirmed ? confirmed : p.Phone,
        p.AddressConfirmation?.Address is { IsEmpty: false } bound ? bound : p.ServiceAddress.Or(p.Address), p.AddressConfirmation is not null,
        [.. p.Agents.Select(a => new ExtractAgent(a.Name, a.Powers, a.Phone, a.IdNumber))]);

    internal static ExtractParty Of(Member m, PartySide side) =>
        new(m.Id, side, PartyKind.Person, m.Name, m.IdNumber.IsEmpty ? null : Parties.IdType.ResidentId, m.IdNumber, default, default, m.Phone, default, false, []);

    /// <summary>The number that tells this party from every other.</summary>
    [JsonIgnore]
    public Personal Identification => Kind is PartyKind.Person ? IdNumber : CreditCode;
}

public sealed record ExtractAgent(Personal Name, AgentPowers Powers, Personal Phone, Personal IdNumber);

/// <summary>One line of the list of evidence; the evidence itself stays.</summary>
/// <param name="Sha256">Of the file, in hex, where it was handed over with a result.</param>
public sealed record ExtractEvidence(string Id, Personal Title, PartyId? PartyId, Personal Purpose, string? Sha256);

/// <summary>The agreement as it was in force when it was handed over.</summary>
/// <param name="Sentences">One for each term.</param>
/// <param name="TermsHash">Tells these terms from any others.</param>
public sealed record ExtractAgreement(
    int No, DateOnly EffectiveOn, DateTimeOffset EffectiveAt, IReadOnlyList<Term> Terms, IReadOnlyList<Personal> Sentences, decimal TotalAmount, IReadOnlyList<PartyId> Signers, Personal TermsHash)
{
    internal static ExtractAgreement Of(MediationCase c, Agreement a) => new(
        a.No, a.EffectiveOn!.Value, a.EffectiveAt!.Value, a.Terms, [.. a.Terms.Select(t => (Personal)TermSentence.Of(c, t))], a.TotalAmount, a.Signers, Cases.TermsHash.Of(a.Terms));
}

/// <summary>A hash over every part of every term, in one written form. It is as personal as the terms themselves, since few possibilities can be tried.</summary>
public static class TermsHash
{
    public static Personal Of(IReadOnlyList<Term> terms) => PersonalTray.Plainly(() =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(terms, Wire.Json))));
}

/// <summary>One part of one term that reads otherwise than it should.</summary>
/// <param name="Field">As the API names it, such as <c>terms[0].amount</c>.</param>
public sealed record TermDifference(string Field, string Agreed, string Written);

/// <summary>Where two lists of terms differ, part by part.</summary>
public static class TermDifferences
{
    public static IReadOnlyList<TermDifference> Between(IReadOnlyList<Term> agreed, IReadOnlyList<Term> written)
    {
        var found = new List<TermDifference>();
        for (var i = 0; i < Math.Max(agreed.Count, written.Count); i++)
        {
            var path = $"terms[{i}]";
            if (i >= written.Count) found.Add(new(path, $"第{i + 1}项", "缺少"));
            else if (i >= agreed.Count) found.Add(new(path, "没有这一项", $"第{i + 1}项"));
            else found.AddRange(OfOne(path, agreed[i], written[i]));
        }
        return found;
    }

    private static IEnumerable<TermDifference> OfOne(string path, Term a, Term b)
    {
        (string Field, string? Agreed, string? Written)[] parts =
        [
            ("kind", $"{a.Kind}", $"{b.Kind}"), ("payerId", a.PayerId?.Value, b.PayerId?.Value), ("payeeId", a.PayeeId?.Value, b.PayeeId?.Value),
            ("amount", Amount(a.Amount), Amount(b.Amount)), ("dueOn", Day(a.DueOn), Day(b.DueOn)),
            ("manner", a.Manner, b.Manner), ("text", a.Text, b.Text), ("claimType", a.ClaimType, b.ClaimType),
            ("instalments", a.Instalments.Count > 0 ? $"{a.Instalments.Count}期" : null, b.Instalments.Count > 0 ? $"{b.Instalments.Count}期" : null),
        ];
        // An account that is wrong does not give away the right one.
        if (a.BankAccount != b.BankAccount) yield return new($"{path}.bankAccount", Masked(a.BankAccount), Masked(b.BankAccount));
        foreach (var (field, agreed, written) in parts)
            if (agreed != written) yield return new($"{path}.{field}", agreed ?? "（无）", written ?? "（无）");
        for (var i = 0; i < Math.Min(a.Instalments.Count, b.Instalments.Count); i++)
        {
            if (a.Instalments[i].Amount != b.Instalments[i].Amount) yield return new($"{path}.instalments[{i}].amount", Amount(a.Instalments[i].Amount)!, Amount(b.Instalments[i].Amount)!);
            if (a.Instalments[i].DueOn != b.Instalments[i].DueOn) yield return new($"{path}.instalments[{i}].dueOn", Day(a.Instalments[i].DueOn)!, Day(b.Instalments[i].DueOn)!);
        }
    }

    private static string Masked(Personal account) => account.IsEmpty ? "（无）" : Mask.BankAccount(account);

    private static string? Amount(decimal? amount) => amount is { } given ? Money.Format(given) : null;
    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd");
}
