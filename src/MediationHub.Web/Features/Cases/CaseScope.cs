using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Domain.Rulebook;
using MediationHub.Store;

namespace MediationHub.Web.Features.Cases;

/// <summary>The SQL twin of the policy's scope of cases, for case_rows named <c>c</c>.</summary>
public sealed class CaseScope(HubStore store)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);
    private (long At, Dictionary<string, string> Units)? _organizations;

    /// <summary>The condition for the cases that this person sees; null where there can be none.</summary>
    /// <param name="organization">Narrowed to one organization.</param>
    /// <param name="unit">Narrowed to a region and those below it.</param>
    /// <param name="house">The column of the organization, where rows beside those of cases have their own.</param>
    public async Task<string?> Of(Actor actor, DynamicParameters values, string? organization, string? unit, CancellationToken cancel, string house = "c.organization_id")
    {
        var scopes = new List<string>();
        if (actor.Organization is { } own)
        {
            values.Add("own", own.Value);
            if (actor.Is(Role.Head))
            {
                scopes.Add($"{house} = @own");
                if (await Offered(own.Value, cancel) is { Length: > 0 } offered)
                {
                    values.Add("offered", offered);
                    scopes.Add("c.id = any(@offered)");
                }
            }
            else if (actor.Is(Role.Mediator))
            {
                values.Add("me", actor.Mediator?.Value ?? "");
                scopes.Add($"({house} = @own and (c.mediators = '{{}}' or @me = any(c.mediators)))");
            }
        }
        var wide = actor.Is(Role.Auditor) ? "" : actor.Is(Role.City) || actor.Is(Role.Province) ? actor.Unit : null;
        if (wide is not null)
        {
            var all = await Organizations(cancel);
            var seen = all.Where(o => wide.Length == 0 || Regions.BuiltIn.IsWithin(o.Value, wide)).Select(o => o.Key).ToHashSet(StringComparer.Ordinal);
            if (organization is not null) seen.IntersectWith([organization]);
            if (unit is not null) seen.RemoveWhere(o => !Regions.BuiltIn.IsWithin(all[o], unit));
            if (seen.Count == all.Count && all.Count > 0) return "true";
            if (seen.Count == 1)
            {
                values.Add("seen", seen.First());
                scopes.Add($"{house} = @seen");
            }
            else if (seen.Count > 0)
            {
                values.Add("seen", seen.ToArray());
                scopes.Add($"{house} = any(@seen)");
            }
        }
        else if (organization is not null)
        {
            values.Add("organization", organization);
            scopes = [.. scopes.Select(s => $"({s} and {house} = @organization)")];
        }
        return scopes.Count switch { 0 => null, 1 => scopes[0], _ => $"({string.Join(" or ", scopes)})" };
    }

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
