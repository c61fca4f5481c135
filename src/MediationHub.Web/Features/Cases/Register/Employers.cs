using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Search;

namespace MediationHub.Web.Features.Cases.Register;

/// <summary>An employer that the person has met in a case before.</summary>
public sealed record EmployerShown(string Name, string? CreditCode, string? LegalRepresentative, int Cases);

/// <summary>Employers of the organization's earlier cases, as far as the person may open those; nothing of other houses.</summary>
public sealed class Employers(HubStore store, IAggregates aggregates, CaseScope scope)
{
    public const int Shortest = 2;

    private sealed record Row(string Name, string? CreditCode, long Cases, string CaseId);

    /// <param name="query">The beginning of a credit code, or some of the name; shorter than <see cref="Shortest"/> finds nothing.</param>
    public async Task<IReadOnlyList<EmployerShown>> Find(Actor actor, string? query, CancellationToken cancel)
    {
        var text = TextRules.HalfWidth(query).Trim();
        return text.Length < Shortest || text.Length > 100 || text.Any(char.IsControl) ? [] : await Select(actor, "and (p.name like @some or p.id_masked like @start)", text, cancel);
    }

    /// <summary>Those met most recently, for a page without JavaScript.</summary>
    public Task<IReadOnlyList<EmployerShown>> Recent(Actor actor, CancellationToken cancel) => Select(actor, "and c.id in (select id from case_rows where organization_id = @organization order by received_at desc, id desc limit 60)", "", cancel);

    private async Task<IReadOnlyList<EmployerShown>> Select(Actor actor, string which, string text, CancellationToken cancel)
    {
        if (actor.Organization is not { } own) return [];
        var values = new DynamicParameters(new { organization = own.Value, some = Like.Containing(text), start = Like.StartingWith(text.ToUpperInvariant()) });
        if (await scope.Of(actor, values, null, null, cancel) is not { } seen) return [];
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var rows = await connection.QueryAsync<Row>(
            $"""
            select p.name as Name, max(p.id_masked) as CreditCode, count(distinct c.id) as Cases, (array_agg(c.id order by c.received_at desc))[1] as CaseId
            from case_parties p join case_rows c on c.id = p.case_id
            where p.organization_id = @organization and c.organization_id = @organization and p.kind = 'employer' {which} and {seen.Sql}
            group by p.name order by max(c.received_at) desc limit 8
            """, values);
        var shown = new List<EmployerShown>();
        foreach (var row in rows)
        {
            var state = text.Length == 0 ? null : (await aggregates.Find<MediationCase>(row.CaseId, cancel: cancel))?.State;
            shown.Add(new(row.Name, row.CreditCode, state?.Parties.Find(p => p.Name == row.Name)?.LegalRepresentative.Value, (int)row.Cases));
        }
        return shown;
    }
}
