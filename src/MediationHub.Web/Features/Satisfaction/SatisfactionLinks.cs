using System.Security.Cryptography;
using System.Text;
using Dapper;
using MediationHub.Domain.Kernel;
using MediationHub.Store;

namespace MediationHub.Web.Features.Satisfaction;

/// <summary>
/// The private link and the short code of each party of a case. Both follow from the installation's key, so that nothing is stored for a party that never answers;
/// who has neither the key nor the link cannot make one. Neither holds anything personal.
/// </summary>
public sealed class SatisfactionLinks(HubStore store)
{
    private const string Digits = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int ProofLength = 16;   // 80 bits
    private const int CodeLength = 8;     // 40 bits, and only beside the case's number

    private readonly byte[] _key = store.Keys.Derive("satisfaction-links");

    /// <summary>What stands in the address: case, party, proof.</summary>
    public string TokenOf(CaseId id, PartyId party) => $"{id.Value}-{party.Value}-{Proof("link", id, party, ProofLength)}";

    /// <summary>What is written on paper or said by telephone, together with the case's number: <c>k7qm-2xpa</c>.</summary>
    public string CodeOf(CaseId id, PartyId party) => Proof("code", id, party, CodeLength).Insert(CodeLength / 2, "-");

    /// <summary>Whose link this is; null where nobody's.</summary>
    public (CaseId Case, PartyId Party)? Read(string token)
    {
        if (token.Length > 120 || token.LastIndexOf('-') is not (> 0 and var second) || token.LastIndexOf('-', second - 1) is not (> 0 and var first)) return null;
        var (id, party) = (new CaseId(token[..first]), new PartyId(token[(first + 1)..second]));
        return Equal(token[(second + 1)..], Proof("link", id, party, ProofLength)) ? (id, party) : null;
    }

    /// <summary>Whose short code this is, among the parties that cases of this number could have; null where nobody's.</summary>
    public async Task<(CaseId Case, PartyId Party)?> Find(string number, string code, CancellationToken cancel)
    {
        var given = TextRules.Code(code).Replace("-", "").ToLowerInvariant().Replace('o', '0').Replace('i', '1').Replace('l', '1');
        if (given.Length != CodeLength) return null;
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var parties = await connection.QueryAsync<(string Case, string Party)>(
            "select p.case_id, p.party_id from case_rows c join case_parties p on p.case_id = c.id where c.number = @number limit 200", new { number = number.Trim() });
        foreach (var (id, party) in parties)
            if (Equal(given, Proof("code", new(id), new(party), CodeLength))) return (new(id), new(party));
        return null;
    }

    private string Proof(string kind, CaseId id, PartyId party, int length)
    {
        var mac = HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{kind}|{id.Value}|{party.Value}"));
        return string.Create(length, mac, static (text, bytes) =>
        {
            for (var i = 0; i < text.Length; i++) text[i] = Digits[bytes[i] & 31];
        });
    }

    private static bool Equal(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}
