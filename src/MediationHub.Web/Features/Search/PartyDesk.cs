using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;
using MediationHub.Store;
using MediationHub.Web.Api;
using MediationHub.Web.Features.Cases;

namespace MediationHub.Web.Features.Search;

/// <summary>A person or an employer among the cases that were found.</summary>
/// <param name="CaseId">The newest of its cases, through which its page is reached.</param>
/// <param name="Recent">Cases received within the period that makes an employer a serial one.</param>
public sealed record PartyFound(string CaseId, string PartyId, string Name, string Kind, string? IdMasked, int Cases, int Recent);

/// <summary>
/// Every case of one person or employer. They are known again by the keyed hash of the identity number or credit code; somebody without one only by the name,
/// within the same organization, which the page says.
/// </summary>
public sealed class PartyDesk(HubStore store, CaseScope scope)
{
    /// <summary>From here on an employer counts as a serial one.</summary>
    public SerialEmployer Serial => store.Rules.Settings.SerialEmployer.Value;

    private DateTime Since => ChinaTime.At(ChinaTime.DayOf(store.Clock.GetUtcNow()).AddMonths(-Serial.Months), TimeOnly.MinValue).UtcDateTime;

    /// <summary>The cases of the same party, as ids; counted to where lists are.</summary>
    public async Task<(IReadOnlyList<string> Cases, int Recent, bool ByName)> CasesOf(Actor actor, MediationCase c, Party party, CancellationToken cancel)
    {
        var byName = party.Identification.IsEmpty;
        var values = new DynamicParameters();
        if (await scope.Of(actor, values, null, null, cancel) is not { } seen) return ([], 0, byName);
        values.AddDynamicParams(new { hash = byName ? null : store.Keys.Hash(party.Identification!), house = c.OrganizationId.Value, name = party.Name.Value, kind = ApiWord.Of(party.Kind), since = Since, most = Paging.CountedTo });
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var found = (await connection.QueryAsync<(string Id, bool Recent)>(
            $"select c.id, c.received_at > @since from case_rows c where c.id in (select p.case_id from case_parties p where {(byName ? "p.organization_id = @house and p.name = @name and p.kind = @kind" : "p.id_hash = @hash")}) and {seen.Sql} order by c.received_at desc limit @most", values)).AsList();
        return ([.. found.Select(f => f.Id)], found.Count(f => f.Recent), byName);
    }

    /// <summary>Whether so many cases of the period make this party a serial employer.</summary>
    public bool IsSerial(PartyKind kind, int recent) => kind is PartyKind.Employer && recent >= Serial.Cases;

    /// <summary>Those of the listed cases in which a serial employer stands, as far as the own organization knows.</summary>
    public async Task<IReadOnlySet<string>> SerialAmong(Actor actor, IEnumerable<string> cases, CancellationToken cancel)
    {
        if (actor.Organization is not { } own) return new HashSet<string>();
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return (await connection.QueryAsync<string>(
            """
            select p.case_id from case_parties p where p.case_id = any(@cases) and p.kind = 'employer' and p.id_hash is not null
              and (select count(*) from (select 1 from case_parties q where q.id_hash = p.id_hash and q.received_at > @since and q.organization_id = @own limit @least) t) >= @least
            """, new { cases = cases.ToArray(), own = own.Value, since = Since, least = Serial.Cases })).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The people and employers by the searched name or number among the cases that were found, those with most cases first.</summary>
    public async Task<IReadOnlyList<PartyFound>> Among(Actor actor, Found found, CancellationToken cancel)
    {
        const int looked = 2_000;
        var values = new DynamicParameters();
        if (actor.Organization is null || found.Sql is null || await scope.Of(actor, values, null, null, cancel) is not { } seen) return [];
        values.AddDynamicParams(found.Values);
        values.AddDynamicParams(new { looked, terms = found.Query.Terms.ToArray(), number = found.Query.Identification is { } id ? store.Keys.Hash(id) : null, since = Since });
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<PartyFound>(
            $"""
            {found.Common}
            select (array_agg(p.case_id order by p.received_at desc))[1] as CaseId, (array_agg(p.party_id order by p.received_at desc))[1] as PartyId, max(p.name) as Name, max(p.kind) as Kind, max(p.id_masked) as IdMasked,
              count(distinct p.case_id)::integer as Cases, (count(distinct p.case_id) filter (where p.received_at > @since))::integer as Recent
            from (select id from f limit @looked) f join case_parties p on p.case_id = f.id join case_rows c on c.id = f.id
            where {seen.Sql} and (p.id_hash = @number or exists (select 1 from unnest(@terms::text[]) t(term) where position(t.term in p.name) > 0))
            group by coalesce(p.id_hash, p.kind || ' ' || p.name) order by count(distinct p.case_id) desc, max(p.name) limit 6
            """, values)];
    }
}
