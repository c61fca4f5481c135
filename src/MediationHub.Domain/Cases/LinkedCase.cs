using System.Security.Cryptography;
using System.Text;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;

namespace MediationHub.Domain.Cases;

/// <summary>A dispute that a commission hands to an organization: what is known of it there, with the parties by name.</summary>
public sealed record HandedDispute(IReadOnlyList<Party> Parties, string DisputeType, IReadOnlyList<Claim> Claims, Personal Facts)
{
    public Party? Party(PartyId id) => Parties.FirstOrDefault(p => p.Id == id);
    public string Names(PartySide side) => string.Join('、', Parties.Where(p => p.Side == side).Select(p => p.Name.Value));
}

/// <summary>The dispute as it is entered at the commission.</summary>
internal static class HandedDisputes
{
    public static HandedDispute Check(Problems problems, Context at, IReadOnlyList<PartyDetails>? applicants, IReadOnlyList<PartyDetails>? respondents, string disputeType, IReadOnlyList<ClaimEntry>? claims, Personal facts)
    {
        (string Path, PartySide Side, int No, PartyDetails Details)[] entries =
        [
            .. (applicants ?? []).Select((p, i) => ($"applicants[{i}]", PartySide.Applicant, i + 1, p.Cleaned())),
            .. (respondents ?? []).Select((p, i) => ($"respondents[{i}]", PartySide.Respondent, i + 1, p.Cleaned())),
        ];
        if (applicants is not { Count: > 0 }) problems.Add("applicants", "请至少填写一名申请人。", "Give one applicant at least.");
        if (respondents is not { Count: > 0 }) problems.Add("respondents", "请至少填写一名被申请人。", "Give one respondent at least.");
        foreach (var (path, _, _, details) in entries) problems.CheckParty(path, details, identified: false, at.Today);
        problems.CheckTwice(entries.Select(e => (e.Path, e.Details)));
        problems.CheckDisputeType("disputeType", at, disputeType);
        problems.CheckClaims(at, claims);
        problems.CheckText("facts", facts, TextRules.Longest.Facts);
        return new([.. entries.Select(e => new Party(PartyId.From($"{(e.Side is PartySide.Applicant ? 'a' : 'r')}{e.No}"), e.Side, e.Details))], disputeType, (claims ?? []).Numbered(), facts);
    }

    /// <summary>The organization is of a party's own house: it mediates its own dispute only as that house's committee, never for the commission.</summary>
    public static bool IsOfParty(this Organization organization, HandedDispute dispute) => dispute.Parties.Any(p => p.Kind is PartyKind.Employer
        && (organization.Profile.HostCreditCode is { } code && p.CreditCode == code || organization.Profile.HostName is { } host && p.Name == host));
}

/// <summary>
/// The case that an organization works on for a commission. It begins in the transaction that links it, so there is never one without the other,
/// and its id follows from the record that it is linked to, so there is never a second.
/// </summary>
public static class LinkedCase
{
    private const string Digits = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <param name="kind">The stream that it is linked to.</param>
    /// <param name="id">Its record.</param>
    public static CaseId IdFor(string kind, string id)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}/{id}"));
        return new("c" + string.Concat(Enumerable.Range(0, 26).Select(i => Digits[hash[i] & 31])));
    }

    internal static Opening Open(CaseId id, Organization organization, CaseSource source, HandedDispute dispute, IReadOnlyList<Party> parties, CaseOrigin origin, DateOnly receivedOn, Context at) =>
        new(StreamRef.To<MediationCase>(id.Value),
        [
            new CaseRegistered(
                id, organization.Id, organization.Type, "", RegisterCase.NumberPattern(organization, at), at.Today.Year, source, ApplicationForm.Written,
                Opened(receivedOn, at), at.Today, parties, dispute.DisputeType, dispute.Claims, dispute.Facts, null, null,
                Math.Max(1, dispute.Parties.Count(p => p.Kind is PartyKind.Person)), [], null, [], null, origin, Unit: organization.Unit),
        ]);

    /// <summary>Only the day of receipt is known: it counts from the opening of the office, or from now where that is still ahead.</summary>
    private static DateTimeOffset Opened(DateOnly on, Context at) => ChinaTime.At(on, new(9, 0)) is var opening && opening <= at.Now ? opening : at.Now;
}
