using System.Text.Json.Serialization;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Domain.Selection;

/// <summary>
/// A reporting unit nominates the organization 推荐 on one of its places: within its quota, before the cut-off, an organization that was active throughout the window, with the seals of all tripartite bodies.
/// Late or beyond the quota only where a special approval is on record.
/// </summary>
/// <param name="Place">Which of the unit's places, from 1: the order of its recommendation.</param>
/// <param name="SelfScores">The unit's own scores, for the items it chooses.</param>
public sealed record Nominate(int Place, [property: MayBeLeftOut] IReadOnlyList<RecommendationSeal> Seals, Personal Opinion, DateOnly On, IReadOnlyList<ItemPoints>? SelfScores = null, Personal LateEntryReason = default) : INominationCommand<Nominate>
{
    public static string Name => "nominate";

    /// <summary>What the record says now, over the window up to today. Read by the pipeline, never by the caller.</summary>
    [JsonIgnore]
    public SelectionMetrics? Current { get; init; }

    /// <summary>The unit's places that other nominations take. Read by the pipeline, never by the caller.</summary>
    [JsonIgnore]
    public IReadOnlyCollection<int> Taken { get; init; } = [];

    public IEnumerable<StreamRef> Reads(Nomination state) => NominationGuide.Reads(state);

    public static IEnumerable<Refusal> Missing(Nomination state, Context at)
    {
        if (state.Exists && at.Actor.Unit is { } own && own != state.Unit) yield return NominationRefusals.NotYourLevel;
        // Where the organization belongs to the unit itself, no county stands between.
        var direct = state.Region == state.Unit;
        if (state is { Exists: true, Stage: NominationStage.OrgSubmitted } && !direct) yield return NominationRefusals.CountyFirst;
        else foreach (var refusal in state.At(NominationStage.CountyChecked, NominationStage.OrgSubmitted)) yield return refusal;
        if (state is not { Exists: true, Stage: NominationStage.CountyChecked or NominationStage.OrgSubmitted }) yield break;
        var (campaign, organization) = (at.CampaignOf(state), at.OrganizationOf(state));
        if (Statements.ClosedFor(state, campaign, state.OrganizationId, at.Today) is { } closed) yield return closed;
        foreach (var refusal in NominationGuide.Standing(organization, campaign, at.Today)) yield return refusal;
        if (campaign.QuotaOf(state.Unit) is null or { Places: 0, Reserves: 0 } && !campaign.ApprovedOverQuota(state.OrganizationId)) yield return NominationRefusals.NoQuota(Regions.BuiltIn.NameOf(state.Unit));
    }

    public Decision Decide(Nomination state, Context at)
    {
        if (state is { Stage: NominationStage.PrefectureRecommended, Recommendation: { } made } && made.Place == Place) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var campaign = at.CampaignOf(state);
        var quota = campaign.QuotaOf(state.Unit) ?? new(state.Unit, 0, 0);
        if (!campaign.ApprovedOverQuota(state.OrganizationId) && Enumerable.Range(1, quota.Places + quota.Reserves).All(Taken.Contains)) return NominationRefusals.QuotaUsed(Regions.BuiltIn.NameOf(state.Unit), quota.Places, quota.Reserves);

        var problems = new Problems();
        if (Place is < 1 or > 500) problems.Add("place", "请填写推荐排序，从1开始。", "Say which place it takes, from 1.");
        problems.RequireText("opinion", Opinion, TextRules.Longest.Reason, "请填写推荐意见。", "Write the opinion.");
        var seals = Seals ?? [];
        foreach (var (seal, i) in seals.Select((s, i) => (s, i)))
            if (seal.On == default || seal.On > at.Today) problems.Add($"seals[{i}].on", "请填写盖章日期，不得晚于今日。", "Give the day of the seal, not in the future.");
        Scores.Check(problems, "selfScores", campaign.Standards!, SelfScores ?? [], complete: false);
        var late = at.CheckDay(problems, this, "on", On, state.County?.On ?? state.SubmittedOn, LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;

        if (campaign.Standards!.Seals.Where(b => !seals.Any(s => s.Body == b)).ToArray() is { Length: > 0 } missing) return NominationRefusals.SealsMissing(missing);
        var over = Place > quota.Places + quota.Reserves;
        if (over && !campaign.ApprovedOverQuota(state.OrganizationId)) return NominationRefusals.OverQuota(Regions.BuiltIn.NameOf(state.Unit), quota.Places, quota.Reserves, Place);
        if (campaign.Standards.BelowTarget is null && Current?.Meets(campaign.Standards.SuccessTarget) is not true)
            return NominationRefusals.BelowTarget(Current?.Figures.Succeeded ?? 0, Current?.Figures.Closed ?? 0, campaign.Standards.SuccessTarget);

        var afterCutOff = at.Today > campaign.CutOff && !(state.FirstNominatedOn <= campaign.CutOff);
        return Decision.Of(new OrganizationNominated(new(state.Unit, Place, !over && Place > quota.Places, afterCutOff, over, Opinion, [.. seals.Where(s => campaign.Standards.Seals.Contains(s.Body)).DistinctBy(s => s.Body)], SelfScores ?? [], at.Actor.UserName, On)), late);
    }
}
