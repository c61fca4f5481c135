using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Parties;
using MediationHub.Domain.Rulebook;
using MediationHub.Store;
using MediationHub.Web.Api;

namespace MediationHub.Web.Features.Destructions;

/// <summary>A case whose retention period is over and which stands on no list.</summary>
public sealed record DueCase(string Id, string Number, string OrganizationId, string OrganizationName, string Stage, string? Outcome, string DisputeType, DateOnly ClosedOn, string Class, DateOnly UntilOn, bool Held, string Applicants, string Respondents);

/// <summary>A destruction list among others.</summary>
public sealed record DestructionListed(string Id, int Version, string Number, string OrganizationId, string OrganizationName, string Stage, int Cases, string ProposedBy, DateOnly ProposedOn, int Approvals, int Destroyed);

/// <summary>What is due and what was proposed, filtered in SQL by what the person may see.</summary>
public sealed class DestructionLists(HubStore store)
{
    /// <param name="archived">True: those that may be proposed; false: ended cases past their period that were never archived.</param>
    public async Task<(IReadOnlyList<DueCase> Items, int Total, bool Exact)> Due(Actor actor, bool archived, int page, int pageSize, CancellationToken cancel)
    {
        var values = new DynamicParameters(new { today = ChinaTime.DayOf(store.Clock.GetUtcNow()), pageSize, skip = (page - 1) * pageSize });
        var from = Ended(actor, archived, values);
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var total = await connection.ExecuteScalarAsync<int>($"select count(*) from (select 1 {from} limit {Paging.CountedTo + 1}) t", values);
        if (total == 0) return ([], 0, true);
        var items = await connection.QueryAsync<DueCase>(
            $"select r.case_id as Id, r.number as Number, r.organization_id as OrganizationId, o.name as OrganizationName, r.stage as Stage, c.outcome as Outcome, c.dispute_type as DisputeType, r.closed_on as ClosedOn, r.class as Class, r.until_on as UntilOn, r.held as Held, c.applicants as Applicants, c.respondents as Respondents from (select r.* {from} order by r.until_on, r.case_id limit @pageSize offset @skip) r join case_rows c on c.id = r.case_id join organization_rows o on o.id = r.organization_id order by r.until_on, r.case_id", values);
        // Offices and the auditor do not learn from a list who a case is about.
        if (actor.Organization is null) items = items.Select(i => i with { Applicants = Masked(i.Applicants), Respondents = Masked(i.Respondents) });
        return ([.. items], Math.Min(total, Paging.CountedTo), total <= Paging.CountedTo);
    }

    /// <summary>How many cases are past their period and were never archived, counted to 10,000.</summary>
    public async Task<(int Total, bool Exact)> Unarchived(Actor actor, CancellationToken cancel)
    {
        var values = new DynamicParameters(new { today = ChinaTime.DayOf(store.Clock.GetUtcNow()) });
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var total = await connection.ExecuteScalarAsync<int>($"select count(*) from (select 1 {Ended(actor, archived: false, values)} limit {Paging.CountedTo + 1}) t", values);
        return (Math.Min(total, Paging.CountedTo), total <= Paging.CountedTo);
    }

    /// <summary>The cases past their period, in one's scope and on no list yet.</summary>
    private static string Ended(Actor actor, bool archived, DynamicParameters values)
    {
        var stage = archived
            ? "r.stage in ('archived', 'transferred') and (r.stage = 'archived' or exists (select 1 from case_retention n where n.case_id = r.transferred_to and n.destroyed_on is not null))"
            : "r.stage in ('closed', 'notAccepted')";
        return $"""
            from case_retention r join organization_rows o on o.id = r.organization_id
            where r.destroyed_on is null and r.until_on < @today and {stage} and {Scope(actor, "r", values)}
              and not exists (select 1 from unique_values u where u.scope = 'destruction-case' and u.value = r.case_id)
            """;
    }

    public async Task<(IReadOnlyList<DestructionListed> Items, int Total, bool Exact)> List(Actor actor, string? stage, int page, int pageSize, CancellationToken cancel)
    {
        var values = new DynamicParameters(new { stage, pageSize, skip = (page - 1) * pageSize });
        var from = $"from destruction_rows d join organization_rows o on o.id = d.organization_id where (@stage::text is null or d.stage = @stage) and {Scope(actor, "d", values)}";
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var total = await connection.ExecuteScalarAsync<int>($"select count(*) from (select 1 {from} limit {Paging.CountedTo + 1}) t", values);
        var items = await connection.QueryAsync<DestructionListed>(
            $"select d.id as Id, d.version as Version, d.number as Number, d.organization_id as OrganizationId, o.name as OrganizationName, d.stage as Stage, d.cases as Cases, d.proposed_by as ProposedBy, d.proposed_on as ProposedOn, d.approvals as Approvals, d.destroyed as Destroyed {from} order by (d.stage = 'proposed') desc, d.proposed_on desc, d.id desc limit @pageSize offset @skip", values);
        return ([.. items], Math.Min(total, Paging.CountedTo), total <= Paging.CountedTo);
    }

    private static string Masked(string names) => string.Join('、', names.Split('、').Select(Mask.Name));

    /// <summary>The SQL twin of the policy's scope of destruction lists.</summary>
    private static string Scope(Actor actor, string table, DynamicParameters values)
    {
        var scopes = new List<string>();
        if (actor.Is(Role.Auditor)) scopes.Add("true");
        if (actor.Organization is { } own && actor.Is(Role.Head))
        {
            values.Add("own", own.Value);
            scopes.Add($"{table}.organization_id = @own");
        }
        if (actor.Unit is { } unit && (actor.Is(Role.City) || actor.Is(Role.Province)))
        {
            values.Add("units", Regions.BuiltIn.All.Where(r => Regions.BuiltIn.IsWithin(r.Code, unit)).Select(r => r.Code).ToArray());
            scopes.Add("o.unit = any(@units)");
        }
        return scopes.Count == 0 ? "false" : $"({string.Join(" or ", scopes)})";
    }
}
