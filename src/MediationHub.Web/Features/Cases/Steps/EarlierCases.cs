using Dapper;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Store;
using MediationHub.Web.Components;

namespace MediationHub.Web.Features.Cases.Steps;

/// <summary>The open cases of the same organization, received before, that have an employer or a person in common on the same side, told by number.</summary>
internal static class EarlierCases
{
    private const int Most = 50;

    private sealed record Row(string Id, string Number, DateTime ReceivedAt, string Applicants, string Respondents);

    public static async Task<IReadOnlyList<Choice>> Of(HubStore store, MediationCase c, CancellationToken cancel)
    {
        var numbered = c.Parties.Where(p => !p.Identification.IsEmpty).ToList();
        if (numbered.Count == 0) return [];
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var rows = await connection.QueryAsync<Row>(
            """
            select c.id as Id, c.number as Number, c.received_at as ReceivedAt, c.applicants as Applicants, c.respondents as Respondents
            from case_rows c
            where c.organization_id = @organization and c.id <> @id and c.received_at <= @received and (c.accepted_on is null) = @unaccepted and c.stage in ('registered', 'consentPending', 'accepted', 'inMediation')
              and c.id in (select p.case_id from case_parties p join unnest(@sides::text[], @hashes::text[]) as u(side, hash) on p.id_hash = u.hash and p.side = u.side)
            order by c.received_at desc limit @most
            """,
            new
            {
                organization = c.OrganizationId.Value,
                id = c.Id.Value,
                received = c.ReceivedAt.UtcDateTime,
                unaccepted = c.AcceptedOn is null,
                sides = numbered.Select(p => CaseText.Word(p.Side)).ToArray(),
                hashes = numbered.Select(p => store.Keys.Hash(p.Identification!)).ToArray(),
                most = Most,
            });
        // Received in the same minute: the number tells which came first.
        return [.. rows.Where(r => r.ReceivedAt < c.ReceivedAt.UtcDateTime || CameBefore(r.Number, c.Number)).Select(r => new Choice(r.Id, $"{r.Number}：{r.Applicants}诉{r.Respondents}", $"{ChinaTime.Show(r.ReceivedAt)} 收到"))];
    }

    private static bool CameBefore(string one, string other) => one.Length != other.Length ? one.Length < other.Length : string.CompareOrdinal(one, other) < 0;
}
