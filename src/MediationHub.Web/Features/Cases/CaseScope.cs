using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Domain.Rulebook;
using MediationHub.Store;

namespace MediationHub.Web.Features.Cases;

/// <summary>The cases that a person sees, as a condition.</summary>
/// <param name="OneHouse">They are all of one organization, and few enough to be looked through.</param>
public sealed record Seen(string Sql, bool OneHouse);

/// <summary>The SQL twin of the policy's scope of cases, for rows that hold a case's organization and mediators.</summary>
public sealed class CaseScope(HubStore store)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);
    private (long At, Dictionary<string, string> Units)? _organizations;

    /// <summary>The condition for the cases that this person sees; null where there can be none.</summary>
    /// <param name="organization">Narrowed to one organization.</param>
    /// <param name="unit">Narrowed to a region and those below it.</param>
    /// <param name="rows">The name of the rows, which hold organization and mediators as those of cases do.</param>
    /// <param name="key">Their column of the case's id.</param>
    public async Task<Seen?> Of(Actor actor, DynamicParameters values, string? organization, string? unit, CancellationToken cancel, string rows = "c", string key = "id")
    {
        var (scopes, many) = (new List<string>(), false);
        if (actor.Organization is { } own)
        {
            values.Add("own", own.Value);
            if (actor.Is(Role.Head))
            {
                scopes.Add($"{rows}.organization_id = @own");
                if (await Offered(own.Value, cancel) is { Length: > 0 } offered)
                {
                    values.Add("offered", offered);
                    scopes.Add($"{rows}.{key} = any(@offered)");
                }
            }
            else if (actor.Is(Role.Mediator))
            {
                values.Add("me", actor.Mediator?.Value ?? "");
                scopes.Add($"({rows}.organization_id = @own and ({rows}.mediators = '{{}}' or @me = any({rows}.mediators)))");
            }
        }
        var wide = actor.Is(Role.Auditor) ? "" : actor.Is(Role.City) || actor.Is(Role.Province) ? actor.Unit : null;
        if (wide is not null)
        {
            var all = await Organizations(cancel);
            var seen = all.Where(o => wide.Length == 0 || Regions.BuiltIn.IsWithin(o.Value, wide)).Select(o => o.Key).ToHashSet(StringComparer.Ordinal);
            if (organization is not null) seen.IntersectWith([organization]);
            if (unit is not null) seen.RemoveWhere(o => !Regions.BuiltIn.IsWithin(all[o], unit));
            if (seen.Count == all.Count && all.Count > 0) return new("true", false);
            if (seen.Count == 1)
            {
                values.Add("seen", seen.First());
                scopes.Add($"{rows}.organization_id = @seen");
            }
            else if (seen.Count > 0)
            {
                many = true;
                // Written out, since a plan that does not know how many there are reads all cases of a large city to count some of them. Ids hold no quotes.
                scopes.Add($"{rows}.organization_id = any('{{{string.Join(',', seen.Where(IsPlain).Order(StringComparer.Ordinal))}}}'::text[])");
            }
        }
        else if (organization is not null)
        {
            values.Add("organization", organization);
            scopes = [.. scopes.Select(s => $"({s} and {rows}.organization_id = @organization)")];
        }
        return scopes.Count switch { 0 => null, 1 => new(scopes[0], !many), _ => new($"({string.Join(" or ", scopes)})", false) };
    }

    private static bool IsPlain(string id) => id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    /// <summary>Cases that wait for this organization to take them over: seldom any.</summary>
    private async Task<string[]> Offered(string organization, CancellationToken cancel)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<string>("select id from case_rows where offered_to = @organization", new { organization })];
    }

    /// <summary>Every organization with its region, as of two seconds ago at most.</summary>
    private async Task<Dictionary<string, string>> Organizations(CancellationToken cancel)
    {
        if (_organizations is { } known && Environment.TickCount64 - known.At < Fresh.TotalMilliseconds) return known.Units;
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var units = (await connection.QueryAsync<(string Id, string Unit)>("select id, unit from organization_rows")).ToDictionary(o => o.Id, o => o.Unit, StringComparer.Ordinal);
        _organizations = (Environment.TickCount64, units);
        return units;
    }
}
