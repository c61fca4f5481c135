using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Selection;

/// <summary>Replace the standards, as long as nominations are not open.</summary>
public sealed record ChangeStandards(CampaignStandards Standards, Personal Reason) : ICampaignCommand<ChangeStandards>
{
    public static string Name => "change-standards";

    public static IEnumerable<Refusal> Missing(Campaign state, Context at)
    {
        if (state is { Exists: true, StandardsFixed: true, Stage: not CampaignStage.OnRecord }) yield return CampaignRefusals.StandardsFixed;
        else foreach (var refusal in state.At(CampaignStage.Drafted, CampaignStage.Published)) yield return refusal;
    }

    public Decision Decide(Campaign state, Context at)
    {
        if (state.Standards is { } present && Standards is not null && present.Same(Standards)) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var problems = new Problems();
        Standards!.Check(problems);
        problems.RequireText("reason", Reason, TextRules.Longest.Reason, "请填写改变标准的理由或者依据。", "Say why the standards change.");
        return problems.ToRefusal() is { } invalid ? invalid : new CampaignStandardsChanged(Standards, Reason, at.Today);
    }
}
