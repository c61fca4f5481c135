using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Selection;

/// <summary>Publish the notice, once every date is confirmed and places are allotted.</summary>
public sealed record PublishCampaign(DateOnly On, Personal LateEntryReason = default) : ICampaignCommand<PublishCampaign>
{
    public static string Name => "publish";

    public static IEnumerable<Refusal> Missing(Campaign state, Context at)
    {
        foreach (var refusal in state.At(CampaignStage.Drafted)) yield return refusal;
        if (state is not { Exists: true, Stage: CampaignStage.Drafted }) yield break;
        if (Enum.GetValues<CampaignDateKind>().Where(k => !state.Dates.ContainsKey(k)).ToArray() is { Length: > 0 } missing) yield return CampaignRefusals.DatesMissing(missing);
        else if (CampaignDates.OutOfOrder(state.On)) yield return CampaignRefusals.DatesOrder;
        if (!state.Quotas.Exists(q => q.Places > 0)) yield return CampaignRefusals.QuotaMissing;
    }

    public Decision Decide(Campaign state, Context at)
    {
        if (state.PublishedOn is not null) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var problems = new Problems();
        var late = at.CheckDay(problems, this, "on", On, state.Notice.IssuedOn, LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        return state.CutOff < On ? CampaignRefusals.CutOffBeforeNotice(state.CutOff.Value, On) : Decision.Of(new CampaignPublished(On), late);
    }
}
