using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Store;
using MediationHub.Store.Search;
using MediationHub.Web.Api;

namespace MediationHub.Web.Features.Search;

/// <summary>What a search found.</summary>
/// <param name="Ids">The cases, in no order; empty where they are <paramref name="Common"/> or found by type.</param>
/// <param name="Common">More than are ever counted.</param>
/// <param name="Types">Dispute types by whose names an office searches.</param>
public sealed record Found(SearchQuery Query, IReadOnlyList<string> Ids, bool Common, IReadOnlyList<string> Types, IReadOnlyList<FoundTerm> Terms);

/// <summary>One term's hashes: in the organization's scope, in the mediator's own, and for everybody.</summary>
public sealed record FoundTerm(int[] House, int[] Own);

/// <summary>
/// Finds cases by what is written in them. An organization's people search its numbers, parties, claims, facts and records; a mediator also the own private sessions.
/// Offices and auditors, who open a case with a reason or see it masked, search numbers and dispute types alone: a hit must tell them nothing about a person (decision 0012).
/// </summary>
public sealed class CaseFinder(HubStore store)
{
    private readonly SearchKeys _keys = new(store.Keys);
    private readonly CaseGrams _grams = new(new SearchKeys(store.Keys));

    public async Task<Found> Find(Actor actor, SearchQuery query, CancellationToken cancel)
    {
        if (actor.Organization is null) return await ByNumber(query, cancel);
        var (own, me) = (actor.Organization.Value.Value, actor.Mediator?.Value);
        var (values, parts, terms) = (new DynamicParameters(new { own, me, most = Paging.CountedTo + 1 }), new List<string>(), new List<FoundTerm>());
        for (var i = 0; i < query.Terms.Count; i++)
        {
            var term = new FoundTerm(_keys.Of(own, query.Terms[i]), me is null ? [] : _keys.Of(me, query.Terms[i]));
            terms.Add(term);
            values.Add($"house{i}", term.House);
            values.Add($"own{i}", term.Own);
            var part = $"select case_id from case_search where grams @> @house{i} and scope = @own";
            parts.Add(me is null ? $"({part})" : $"({part} union select case_id from case_search where grams @> @own{i} and scope = @me)");
        }
        var sql = string.Join(" intersect ", parts);
        if (query.Identification is { } identification)
        {
            values.Add("hash", store.Keys.Hash(identification));
            sql = $"({sql}) union select case_id from case_parties where id_hash = @hash and organization_id = @own";
        }
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var ids = (await connection.QueryAsync<string>($"select case_id from ({sql}) t limit @most", values)).AsList();
        return ids.Count > Paging.CountedTo ? new(query, [], true, [], terms) : new(query, ids, false, [], terms);
    }

    /// <summary>The order of what was found: the number itself, then a party's whole name, then a part of one.</summary>
    public static string Rank(Found found, DynamicParameters values)
    {
        values.Add("asNumber", found.Query.AsNumber);
        values.Add("asName", found.Query.Text);
        return "case when c.number = @asNumber then 0 when @asName = any(string_to_array(c.applicants || '、' || c.respondents, '、')) then 1 when position(@asName in c.applicants || '、' || c.respondents) > 0 then 2 else 3 end";
    }

    /// <summary>The condition that a case holds every term, to be asked case by case.</summary>
    public static string Holds(Found found, Actor actor, DynamicParameters values)
    {
        values.Add("house", actor.Organization?.Value);
        values.Add("self", actor.Mediator?.Value);
        return string.Join(" and ", found.Terms.Select((term, i) =>
        {
            values.Add($"house{i}", term.House);
            values.Add($"own{i}", term.Own);
            return $"exists (select 1 from case_search s where s.case_id = c.id and ((s.scope = @house and s.grams @> @house{i}) or (s.scope = @self and s.grams @> @own{i})))";
        }));
    }

    private async Task<Found> ByNumber(SearchQuery query, CancellationToken cancel)
    {
        var types = store.Rules.DisputeTypes.All.Where(t => t.Name.Contains(query.Text, StringComparison.OrdinalIgnoreCase)).Select(t => t.Code).ToArray();
        if (types.Length > 0) return new(query, [], false, [.. store.Rules.DisputeTypes.All.Where(t => store.Rules.DisputeTypes.IsWithinAny(t.Code, types)).Select(t => t.Code)], []);
        var grams = _grams.NumberGrams(query.Text);
        if (grams.Length == 0) return new(query, [], false, [], []);
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var ids = (await connection.QueryAsync<string>("select case_id from case_search where grams @> @grams and part = 'case' limit @most", new { grams, most = Paging.CountedTo })).AsList();
        return new(query, ids, false, [], []);
    }
}
