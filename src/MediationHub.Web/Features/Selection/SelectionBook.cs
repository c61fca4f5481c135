using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Selection;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Web.Components;

namespace MediationHub.Web.Features.Selection;

/// <summary>Choices and words that the pages of gold selection need beside the record itself.</summary>
public sealed class SelectionBook(HubStore store, IAggregates aggregates, SelectionLists lists)
{
    public DateOnly Today => ChinaTime.DayOf(store.Clock.GetUtcNow());

    public async Task<Campaign?> Campaign(CampaignId id, CancellationToken cancel) => (await aggregates.Find<Campaign>(id.Value, cancel: cancel))?.State;

    /// <summary>Every nomination of the campaign that this person may see.</summary>
    public async Task<IReadOnlyList<NominationListed>> Nominations(Actor actor, string campaign, CancellationToken cancel) => (await lists.Nominations(actor, campaign, null, 1, 1000, cancel)).Items;

    /// <summary>Nominations whose evaluation is not finished.</summary>
    public Task<IReadOnlyList<UnfinishedNomination>> Unfinished(string campaign, CancellationToken cancel) => Store.Selection.SelectionReadings.Unfinished(store, aggregates, campaign, cancel);

    /// <summary>Why the organization cannot begin an application now; null where it can.</summary>
    public async Task<Refusal?> NoApplication(Actor actor, Campaign campaign, OrganizationId organization, CancellationToken cancel)
    {
        var command = new DraftNomination(default, campaign.Id, organization);
        var others = new Dictionary<StreamRef, object> { [StreamRef.To<Campaign>(campaign.Id.Value)] = campaign, [StreamRef.To<Organization>(organization.Value)] = (await aggregates.Find<Organization>(organization.Value, cancel: cancel))?.State ?? Organization.Empty };
        return command.Decide(Nomination.Empty, new(store.Clock.GetUtcNow(), actor, store.Calendar, store.Rules) { Others = others }).Refusal is { Kind: RefusalKind.Rule } no ? no : null;
    }

    /// <summary>Organizations of the province, by region.</summary>
    public async Task<IReadOnlyList<Choice>> Organizations(string province, CancellationToken cancel)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var rows = await connection.QueryAsync<(string Id, string Name, string Unit)>("select id, name, unit from organization_rows where status = 'active' order by unit, name limit 2000");
        return [.. rows.Where(r => Regions.BuiltIn.IsWithin(r.Unit, province)).Select(r => new Choice(r.Id, r.Name, Group: Regions.BuiltIn.NameOf(r.Unit)))];
    }

    /// <summary>The places that a unit has not given yet, reserves behind.</summary>
    public async Task<IReadOnlyList<Choice>> FreePlaces(Campaign campaign, Nomination nomination, CancellationToken cancel)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var taken = (await connection.QueryAsync<int>("select place from nomination_rows where campaign_id = @campaign and unit = @unit and place is not null and stage <> 'withdrawn' and id <> @own", new { campaign = campaign.Id.Value, unit = nomination.Unit, own = nomination.Id.Value ?? "" })).ToHashSet();
        var quota = campaign.QuotaOf(nomination.Unit) ?? new(nomination.Unit, 0, 0);
        var most = quota.Places + quota.Reserves;
        var places = Enumerable.Range(1, most).Where(p => !taken.Contains(p)).Select(p => new Choice($"{p}", $"第 {p} 名{(p > quota.Places ? "（候补）" : "")}")).ToList();
        if (campaign.ApprovedOverQuota(nomination.OrganizationId)) places.Add(new($"{Math.Max(most, taken.DefaultIfEmpty().Max()) + 1}", $"第 {Math.Max(most, taken.DefaultIfEmpty().Max()) + 1} 名（特别批准超名额）"));
        return places;
    }

    /// <summary>Reporting units of a province.</summary>
    public static IReadOnlyList<Choice> Units(string province) => [.. Regions.BuiltIn.ReportingUnits(province).Select(r => new Choice(r.Code, r.Name))];
}

/// <summary>How stages are drawn.</summary>
public static class SelectionLook
{
    public static Tone Tone(CampaignStage stage) => stage switch
    {
        CampaignStage.Drafted or CampaignStage.OnRecord or CampaignStage.Ended => Components.Tone.Neutral,
        CampaignStage.ObjectionHandling => Components.Tone.Warning,
        CampaignStage.Decided or CampaignStage.RecommendedToNational or CampaignStage.Tracking => Components.Tone.Success,
        _ => Components.Tone.Info,
    };

    public static Tone Tone(NominationStage stage) => stage switch
    {
        NominationStage.Draft or NominationStage.NotSelected or NominationStage.Withdrawn or NominationStage.NotHonored => Components.Tone.Neutral,
        NominationStage.Returned => Components.Tone.Warning,
        NominationStage.Disqualified or NominationStage.RemovedOnObjection or NominationStage.Revoked => Components.Tone.Error,
        NominationStage.Confirmed or NominationStage.Recommended or NominationStage.NationallyHonored => Components.Tone.Success,
        _ => Components.Tone.Info,
    };

    public static NominationStage Nomination(string word) => Enum.Parse<NominationStage>(word, ignoreCase: true);

    public static string Type(string word) => Enum.Parse<OrganizationType>(word, ignoreCase: true).Chinese();

    public static CampaignStage Campaign(string word) => Enum.Parse<CampaignStage>(word, ignoreCase: true);

    /// <summary>The way of a campaign, as far as it has come.</summary>
    public static IReadOnlyList<Step> Steps(Campaign c)
    {
        if (c.Stage is CampaignStage.OnRecord) return [];
        static string? On(DateOnly? day) => day?.ToString("MM-dd");
        return Drawn(
        [
            ("发布通知", c.PublishedOn is not null, On(c.PublishedOn)), ("申报推荐", c.ClosedOn is not null, On(c.OpenedOn)), ("复核评审", c.ShortlistedOn is not null, On(c.EvaluationOn)),
            ("公示", c.Decision is not null, On(c.ProvincePublicity?.From)), ("决定公布", c.Decision is not null, On(c.Decision?.On)), ("上报国家", c.Recommendation is not null, On(c.Recommendation?.On)), ("国家结果", c.Result is not null, On(c.Result?.On)),
        ]);
    }

    /// <summary>The way of a nomination, or where it ended.</summary>
    public static IReadOnlyList<Step> Steps(Nomination n)
    {
        static string? On(DateOnly? day) => day?.ToString("MM-dd");
        var recommended = n.Recommendation is not null && n.Stage is not (NominationStage.Draft or NominationStage.OrgSubmitted or NominationStage.CountyChecked);
        var chosen = n.Stage is NominationStage.Confirmed or NominationStage.Recommended or NominationStage.NationallyHonored or NominationStage.NotHonored;
        List<(string Text, bool Done, string? Note)> road =
        [
            ("组织申报", n.SubmittedOn is not null && n.Stage is not (NominationStage.Returned or NominationStage.Draft), On(n.SubmittedOn)),
            .. n.Region == n.Unit && n.County is null ? Array.Empty<(string, bool, string?)>() : [("县级审核", n.County is not null, On(n.County?.On))],
            ("市级推荐", recommended && n.Stage is not NominationStage.Returned, On(n.Recommendation?.On)), ("省级接收", n.ReceivedOn is not null && n.Stage is not NominationStage.Returned, On(n.ReceivedOn)), ("资格审核", n.QualifiedOn is not null, On(n.QualifiedOn)),
            ("评分", n.FinalScore is not null, null), ("公示", chosen, null), ("选定", chosen, chosen ? On(n.StageOn) : null),
        ];
        if (n.IsOut || n.Stage is NominationStage.NotSelected or NominationStage.RemovedOnObjection or NominationStage.Revoked)
            return [.. road.TakeWhile(s => s.Done).Select(s => new Step(s.Text, StepState.Done, s.Note)), new(n.Stage.Chinese(), StepState.Stopped, On(n.StageOn))];
        return Drawn(road);
    }

    private static IReadOnlyList<Step> Drawn(IReadOnlyList<(string Text, bool Done, string? Note)> road)
    {
        var now = road.TakeWhile(s => s.Done).Count();
        return [.. road.Select((s, i) => new Step(s.Text, s.Done ? StepState.Done : i == now ? StepState.Current : StepState.Upcoming, s.Note))];
    }
}
