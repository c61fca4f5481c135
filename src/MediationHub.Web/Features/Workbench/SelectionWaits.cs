using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Selection;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Selection;
using MediationHub.Web.Features.Selection;
using MediationHub.Web.Forms;

namespace MediationHub.Web.Features.Workbench;

/// <summary>A nomination in gold selection that waits for the caller.</summary>
/// <param name="Year">Of the campaign; with <paramref name="Batch"/> its name.</param>
/// <param name="Command">The step's name in the API; null where the record itself says what can be done.</param>
/// <param name="What">The step.</param>
/// <param name="CutOffOn">Until when units may nominate; null where that is not what it waits for.</param>
public sealed record WaitingNomination(string NominationId, string CampaignId, int Year, int Batch, string OrganizationId, string OrganizationName, NominationStage Stage, string? Command, string What, DateOnly? CutOffOn);

/// <summary>A campaign of gold selection that waits for the office that runs it.</summary>
/// <param name="Command">The step's name in the API; null where something has to be said on the campaign's page before: <paramref name="Before"/>.</param>
/// <param name="What">The step.</param>
public sealed record WaitingCampaign(string CampaignId, string Name, int Year, int Batch, CampaignStage Stage, string? Command, string What, string? Before);

/// <summary>Finds the nominations whose next step is this person's: to apply, to check and to nominate, to receive and to qualify, to declare an interest and to score, to verify; and the campaigns that the office itself has to carry on.</summary>
public sealed class SelectionWaits(HubStore store, IAggregates aggregates, StepDesk desk)
{
    private const int Most = 30;

    /// <summary>The steps that carry a nomination on at each stage, the first of them in front. A visit carries nothing on, and is waited for all the same.</summary>
    private static readonly Dictionary<NominationStage, string[]> Steps = new()
    {
        [NominationStage.Draft] = ["submit"],
        [NominationStage.Returned] = ["submit"],
        [NominationStage.OrgSubmitted] = ["check-by-county", "nominate"],
        [NominationStage.CountyChecked] = ["nominate"],
        [NominationStage.PrefectureRecommended] = ["receive"],
        [NominationStage.ProvinceReceived] = ["qualify"],
        [NominationStage.Qualified] = ["score", "declare-interest", "assign-scorer", "verify-on-site"],
    };

    /// <summary>What carries a campaign on at each stage. The national office's answer is waited for elsewhere.</summary>
    private static readonly Dictionary<CampaignStage, string> CampaignStep = new()
    {
        [CampaignStage.Drafted] = "publish",
        [CampaignStage.Published] = "open-nomination",
        [CampaignStage.NominationOpen] = "close-nomination",
        [CampaignStage.NominationClosed] = "begin-evaluation",
        [CampaignStage.Evaluation] = "shortlist",
        [CampaignStage.Shortlisted] = "start-publicity",
        [CampaignStage.Publicity] = "decide",
        [CampaignStage.ObjectionHandling] = "resolve-objection",
        [CampaignStage.Decided] = "recommend",
    };

    /// <summary>Steps whose day has not come are nobody's yet.</summary>
    private static readonly string[] NotYetDue = ["nomination-not-yet", "before-cut-off", "publicity-running", "publicity-provisional"];

    /// <summary>The campaigns whose next step is due and this person's.</summary>
    public async Task<IReadOnlyList<WaitingCampaign>> Campaigns(Actor actor, CancellationToken cancel)
    {
        if (!actor.Is(Role.Province) || actor.Unit is null) return [];
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var waiting = new List<WaitingCampaign>();
        foreach (var id in await connection.QueryAsync<string>("select id from campaign_rows where unit = @Unit and stage not in ('recommendedToNational', 'tracking', 'ended', 'onRecord') order by year, batch", new { actor.Unit }))
        {
            if (await aggregates.Find<Campaign>(id, cancel: cancel) is not { } stored || !CampaignStep.TryGetValue(stored.State.Stage, out var name)) continue;
            var c = stored.State;
            if (await desk.Offered(CampaignSteps.All.Where(s => s.Name == name), actor, stored, cancel) is not [var next] || NotYetDue.Contains(next.NotYet?.Code)) continue;
            // A list is drawn up when whoever came this far has been evaluated; before that others are at work.
            if (name is "shortlist" && (!await connection.ExecuteScalarAsync<bool>("select exists (select 1 from nomination_rows where campaign_id = @id and stage = 'scored')", new { id }) || (await SelectionReadings.Unfinished(store, aggregates, id, cancel)).Count > 0)) continue;
            waiting.Add(new(id, c.Name, c.Year, c.Batch, c.Stage, next.NotYet is null ? name : null, next.Step.Text, next.NotYet?.Chinese));
        }
        return waiting;
    }

    /// <summary>At most thirty, those longest at their stage in front.</summary>
    public async Task<IReadOnlyList<WaitingNomination>> Of(Actor actor, CancellationToken cancel)
    {
        // Narrowed to what can be this person's at all; the step's own rule decides.
        var mine = new List<string> { "(n.stage = 'qualified' and @me = any(n.scorers))" };
        if (actor.Is(Role.Head) && actor.Organization is not null) mine.Add("(n.stage in ('draft', 'returned') and n.organization_id = @house)");
        if (actor.Is(Role.City) && actor.Unit is not null) mine.Add("(n.stage in ('orgSubmitted', 'countyChecked') and n.region = any(@regions))");
        if (actor.Is(Role.Province) && actor.Unit is not null) mine.Add("(n.stage in ('prefectureRecommended', 'provinceReceived', 'qualified') and n.region = any(@regions))");
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var rows = await connection.QueryAsync<(string Id, string Campaign, int Year, int Batch, string Organization, string Name, DateOnly? CutOff)>(
            $"""
            select n.id, n.campaign_id, c.year, c.batch, n.organization_id, coalesce(o.name, n.organization_id), c.cut_off_on
            from nomination_rows n join campaign_rows c on c.id = n.campaign_id left join organization_rows o on o.id = n.organization_id
            where c.stage in ('nominationOpen', 'nominationClosed', 'evaluation') and ({string.Join(" or ", mine)}) order by n.stage_on, n.id
            """,
            new
            {
                me = actor.UserName, house = actor.Organization?.Value,
                regions = actor.Unit is { } unit ? Regions.BuiltIn.All.Where(r => Regions.BuiltIn.IsWithin(r.Code, unit)).Select(r => r.Code).ToArray() : [],
            });
        var waiting = new List<WaitingNomination>();
        foreach (var row in rows)
        {
            if (waiting.Count == Most) break;
            if (await aggregates.Find<Nomination>(row.Id, cancel: cancel) is not { } stored || !Steps.TryGetValue(stored.State.Stage, out var names)) continue;
            var n = stored.State;
            // An organization of the unit's own has no county above it.
            var offered = await desk.Offered(names.Where(name => name switch { "verify-on-site" => n.Visits.Count == 0, "check-by-county" => n.Region != n.Unit, _ => true }).Select(name => NominationSteps.All.First(s => s.Name == name)), actor, stored, cancel);
            // Where gates are not met, or the organization is no longer active, the office has to say so: the record shows which.
            if (offered.FirstOrDefault(s => s.NotYet is null || s.NotYet.Code is "gates-failed" || (s.NotYet.Code is "organization-not-active" && n.Stage is NominationStage.ProvinceReceived)) is not { } next) continue;
            waiting.Add(new(row.Id, row.Campaign, row.Year, row.Batch, row.Organization, row.Name, n.Stage, next.NotYet is null ? next.Step.Name : null, next.Step.Text, n.Stage <= NominationStage.CountyChecked || n.Stage is NominationStage.Returned ? row.CutOff : null));
        }
        return waiting;
    }
}
