using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Selection;

/// <summary>End the campaign with its summary 总结. Honors can be taken back afterwards, too.</summary>
public sealed record EndCampaign(Personal Summary, DateOnly On, Personal LateEntryReason = default) : ICampaignCommand<EndCampaign>
{
    public static string Name => "end";

    public static IEnumerable<Refusal> Missing(Campaign state, Context at) => state.At(CampaignStage.Decided, CampaignStage.Tracking);

    public Decision Decide(Campaign state, Context at)
    {
        if (state.EndedOn is not null) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var problems = new Problems();
        problems.RequireText("summary", Summary, TextRules.Longest.Facts, "请填写总结。", "Write the summary.");
        var late = at.CheckDay(problems, this, "on", On, state.Result?.On ?? state.Decision!.On, LateEntryReason);
        return problems.ToRefusal() is { } invalid ? invalid : Decision.Of(new CampaignEnded(Summary, On), late);
    }
}
