using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Domain.Rulebook;
using MediationHub.Store;

namespace MediationHub.Web.Features.Selection;

/// <summary>A campaign among others.</summary>
public sealed record CampaignListed(string Id, int Version, string Unit, string Name, int Year, int Batch, string Stage, int Target, DateOnly? NominationFrom, DateOnly? CutOffOn, DateOnly? PublicityDueOn);

/// <summary>A nomination among those of its campaign.</summary>
public sealed record NominationListed(
    string Id, int Version, string CampaignId, string OrganizationId, string OrganizationName, string Type, string Region, string Unit, string Stage, DateOnly? SubmittedOn, int? Place, bool Reserve, bool Frozen, int Scores, decimal? FinalScore, DateOnly? StageOn);

/// <summary>Lists of gold selection, filtered in SQL by what the person may see.</summary>
public sealed class SelectionLists(HubStore store)
{
    /// <summary>Campaigns, those of this year in front; drafts only for the office that draws them up and for the auditor.</summary>
    public async Task<(IReadOnlyList<CampaignListed> Items, int Total)> Campaigns(Actor actor, string? stage, int page, int pageSize, CancellationToken cancel)
    {
        var drafts = actor.Is(Role.Auditor) || actor.Is(Role.Province);
        var where = "where (@stage::text is null or stage = @stage) and (stage <> 'drafted' or (@drafts and (@unit::text is null or unit = @unit)))";
        var values = new { stage, drafts, unit = actor.Is(Role.Auditor) ? null : actor.Unit, pageSize, skip = (page - 1) * pageSize };
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var total = await connection.ExecuteScalarAsync<int>($"select count(*) from campaign_rows {where}", values);
        var items = await connection.QueryAsync<CampaignListed>(
            $"""
            select id as "Id", version as "Version", unit as "Unit", name as "Name", year as "Year", batch as "Batch", stage as "Stage", target as "Target", nomination_from as "NominationFrom", cut_off_on as "CutOffOn", publicity_due_on as "PublicityDueOn"
            from campaign_rows {where} order by stage = 'onRecord', unit, year desc, batch desc, id limit @pageSize offset @skip
            """, values);
        return ([.. items], total);
    }

    /// <summary>The nominations of a campaign that this person may see, by unit and place.</summary>
    public async Task<(IReadOnlyList<NominationListed> Items, int Total)> Nominations(Actor actor, string? campaign, string? stage, int page, int pageSize, CancellationToken cancel)
    {
        var where = "where (@campaign::text is null or n.campaign_id = @campaign) and (@stage::text is null or n.stage = @stage) and (" + Scope(actor) + ")";
        var values = new
        {
            campaign, stage, me = actor.UserName, house = actor.Organization?.Value, pageSize, skip = (page - 1) * pageSize,
            regions = actor.Unit is { } unit ? Regions.BuiltIn.All.Where(r => Regions.BuiltIn.IsWithin(r.Code, unit)).Select(r => r.Code).ToArray() : [],
        };
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var total = await connection.ExecuteScalarAsync<int>($"select count(*) from nomination_rows n {where}", values);
        var items = await connection.QueryAsync<NominationListed>(
            $"""
            select n.id as "Id", n.version as "Version", n.campaign_id as "CampaignId", n.organization_id as "OrganizationId", coalesce(o.name, n.organization_id) as "OrganizationName", coalesce(o.type, 'other') as "Type", n.region as "Region", n.unit as "Unit",
              n.stage as "Stage", n.submitted_on as "SubmittedOn", n.place as "Place", n.reserve as "Reserve", n.frozen as "Frozen", n.scores as "Scores", n.final_score as "FinalScore", n.stage_on as "StageOn"
            from nomination_rows n left join organization_rows o on o.id = n.organization_id {where} order by n.unit, n.place nulls last, n.id limit @pageSize offset @skip
            """, values);
        return ([.. items.Select(i => SelectionView.SeesScore(actor, i.Stage) ? i : i with { Scores = 0, FinalScore = null })], total);
    }

    /// <summary>How many places each unit has given in a campaign, reserves among them.</summary>
    public async Task<IReadOnlyDictionary<string, int>> Given(string campaign, CancellationToken cancel)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return (await connection.QueryAsync<(string Unit, long N)>("select unit, count(*) from nomination_rows where campaign_id = @campaign and place is not null and stage <> 'withdrawn' group by unit", new { campaign })).ToDictionary(g => g.Unit, g => (int)g.N);
    }

    /// <summary>The SQL twin of the policy's scope.</summary>
    private static string Scope(Actor actor) =>
        actor.Is(Role.Auditor) ? "n.submitted_on is not null"
        : string.Join(" or ", new[]
        {
            "(n.submitted_on is not null and @me = any(n.scorers))",
            actor.Is(Role.Head) && actor.Organization is not null ? "n.organization_id = @house" : null,
            (actor.Is(Role.City) || actor.Is(Role.Province)) && actor.Unit is not null ? "(n.submitted_on is not null and n.region = any(@regions))" : null,
        }.OfType<string>());
}
