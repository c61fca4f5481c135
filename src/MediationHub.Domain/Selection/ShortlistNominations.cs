using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;

namespace MediationHub.Domain.Selection;

/// <summary>Put nominations on the shortlist 入围, in the order given: scored by two people at least and verified on site. It may be drawn up anew until it is made public; until then who is not on it is still evaluated.</summary>
/// <param name="UnscoredReason">Why the list is drawn up although others that came this far lack scores, a third score or a visit; needed only then.</param>
public sealed record ShortlistNominations([property: MayBeLeftOut] IReadOnlyList<NominationId> Nominations, Personal Note = default, Personal UnscoredReason = default) : ICampaignCommand<ShortlistNominations>
{
    public static string Name => "shortlist";

    private IReadOnlyList<NominationId> Named => [.. (Nominations ?? []).Where(n => n.Value is not null).Distinct().Take(501)];

    /// <summary>The nominated organizations, by nomination: their names on the list. Read by the pipeline, never by the caller.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyDictionary<NominationId, string> Names { get; init; } = new Dictionary<NominationId, string>();

    /// <summary>Nominations of the campaign whose evaluation is not finished. Read by the pipeline, never by the caller.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<UnfinishedNomination> Unfinished { get; init; } = [];

    public static IEnumerable<Refusal> Missing(Campaign state, Context at) => state.At(CampaignStage.Evaluation, CampaignStage.Shortlisted);

    public IEnumerable<StreamRef> Reads(Campaign state) => Named.Select(n => StreamRef.To<Nomination>(n.Value));

    public Decision Decide(Campaign state, Context at)
    {
        var named = Named;
        if (state.Stage is CampaignStage.Shortlisted && state.Shortlist.Select(p => p.NominationId).SequenceEqual(named)) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var problems = new Problems();
        if (named.Count == 0) problems.Add("nominations", "请至少选择一个推荐。", "Choose at least one nomination.");
        if (named.Count > 500) problems.Add("nominations", "入围名单最多500家。", "The shortlist has at most 500 places.");
        problems.Add("note", TextRules.Check(Note, TextRules.Longest.Reason));
        problems.Add("unscoredReason", TextRules.Check(UnscoredReason, TextRules.Longest.Reason));
        var places = new List<ShortlistPlace>();
        foreach (var id in named)
        {
            if (at.Find<Nomination>(id.Value) is not { } nomination || nomination.CampaignId != state.Id)
            {
                problems.Add("nominations", "名单中有不属于本次活动的推荐，请核对。", "One of the nominations is not of this campaign; check the list.");
                break;
            }
            places.Add(new(id, nomination.OrganizationId, Names.GetValueOrDefault(id, nomination.OrganizationId.Value), nomination.Unit, nomination.FinalScore ?? 0));
        }
        if (problems.ToRefusal() is { } invalid) return invalid;
        foreach (var place in places)
        {
            var nomination = at.Find<Nomination>(place.NominationId.Value)!;
            if (nomination.FinalScore is null || nomination.Stage is NominationStage.Disqualified or NominationStage.Withdrawn or NominationStage.Returned) return CampaignRefusals.NotScored(place.Name);
            if (nomination.Visits.IsEmpty) return CampaignRefusals.NotVerified(place.Name);
        }
        var unfinished = Unfinished.Where(u => !named.Contains(u.Id)).ToArray();
        if (unfinished.Length > 0 && UnscoredReason.IsEmpty) return CampaignRefusals.EvaluationUnfinished(unfinished);
        return new CampaignShortlisted(places, Note, at.Today, unfinished.Length > 0 ? UnscoredReason : default);
    }
}

/// <summary>A nomination that got as far as the evaluation and is not through it.</summary>
/// <param name="Name">Of the organization.</param>
public sealed record UnfinishedNomination(NominationId Id, string Name, IReadOnlyList<EvaluationLack> Lacks)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public string Words => string.Join('、', Lacks.Select(l => l.Chinese()));
}
