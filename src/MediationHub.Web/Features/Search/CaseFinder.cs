using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Store;
using MediationHub.Store.Search;
using MediationHub.Web.Api;

namespace MediationHub.Web.Features.Search;

/// <summary>A search as a question to the database.</summary>
/// <param name="Sql">Selects the ids of the cases as <c>case_id</c>, each perhaps more than once; null where nothing can be found, or it goes by type.</param>
/// <param name="Types">Dispute types by whose names an office searches.</param>
public sealed record Found(SearchQuery Query, string? Sql, DynamicParameters Values, IReadOnlyList<string> Types, IReadOnlyList<FoundTerm> Terms)
{
    /// <summary>
    /// The cases, each once and one more than are ever counted, as the common table <c>f(id)</c>: found first and only then put together with anything else,
    /// since otherwise the planner walks all cases in order of their ids.
    /// </summary>
    public string Common => $"with t as materialized ({Sql}), f as materialized (select distinct case_id as id from t limit {Paging.CountedTo + 1})";
}

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

    public Found Find(Actor actor, SearchQuery query)
    {
        if (actor.Organization is null) return ByNumber(query);
        var (own, me) = (actor.Organization.Value.Value, actor.Mediator?.Value);
        var (values, parts, terms) = (new DynamicParameters(new { house = own, self = me }), new List<string>(), new List<FoundTerm>());
        for (var i = 0; i < query.Terms.Count; i++)
        {
            var term = new FoundTerm(_keys.Of(own, query.Terms[i]), me is null ? [] : _keys.Of(me, query.Terms[i]));
            terms.Add(term);
            values.Add($"house{i}", term.House);
            values.Add($"own{i}", term.Own);
            var part = $"select case_id from case_search where grams @> @house{i} and scope = @house";
            parts.Add(me is null ? $"({part})" : $"({part} union all select case_id from case_search where grams @> @own{i} and scope = @self)");
        }
        var sql = string.Join(" intersect ", parts);
        if (query.Identification is { } identification)
        {
            values.Add("hash", store.Keys.Hash(identification));
            sql = $"({sql}) union select case_id from case_parties where id_hash = @hash and organization_id = @house";
        }
        return new(query, sql, values, [], terms);
    }

    /// <summary>The order of what was found: the number itself, then a party's whole name, then a part of one.</summary>
    public static string Rank(Found found, DynamicParameters values)
    {
        values.Add("asNumber", found.Query.AsNumber);
        values.Add("asName", found.Query.Text);
        return "case when c.number = @asNumber then 0 when strpos(c.applicants, @asName) = 0 and strpos(c.respondents, @asName) = 0 then 3 when @asName = any(string_to_array(c.applicants || '、' || c.respondents, '、')) then 1 else 2 end";
    }

    /// <summary>The condition that a case holds every term, to be asked case by case.</summary>
    public static string Holds(Found found, DynamicParameters values)
    {
        values.AddDynamicParams(found.Values);
        return string.Join(" and ", found.Terms.Select((_, i) =>
            $"exists (select 1 from case_search s where s.case_id = c.id and ((s.scope = @house and s.grams @> @house{i}) or (s.scope = @self and s.grams @> @own{i})))"));
    }

    private Found ByNumber(SearchQuery query)
    {
        var types = store.Rules.DisputeTypes.All.Where(t => t.Name.Contains(query.Text, StringComparison.OrdinalIgnoreCase)).Select(t => t.Code).ToArray();
        if (types.Length > 0) return new(query, null, new(), [.. store.Rules.DisputeTypes.All.Where(t => store.Rules.DisputeTypes.IsWithinAny(t.Code, types)).Select(t => t.Code)], []);
        var grams = _grams.NumberGrams(query.Text);
        var values = new DynamicParameters();
        values.Add("public", grams);   // by name, so that it is among what a total is kept for
        return new(query, grams.Length == 0 ? null : "select case_id from case_search where grams @> @public and part = 'case'", values, [], []);
    }
}
