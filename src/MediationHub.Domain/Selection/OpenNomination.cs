using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Selection;

/// <summary>Open nominations on or after the confirmed first day. From here on the standards are fixed. The program opens them itself on that day.</summary>
public sealed record OpenNomination : ICampaignCommand<OpenNomination>
{
    public static string Name => "open-nomination";

    public static IEnumerable<Refusal> Missing(Campaign state, Context at)
    {
        foreach (var refusal in state.At(CampaignStage.Published)) yield return refusal;
        if (state is { Exists: true, Stage: CampaignStage.Published } && at.Today < state.NominationFrom) yield return CampaignRefusals.NotYet(state.NominationFrom!.Value);
    }

    public Decision Decide(Campaign state, Context at)
    {
        if (state.OpenedOn is not null) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        return new NominationOpened(at.Today);
    }
}
