using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Selection;

/// <summary>Close nominations once the day of the cut-off is over. The program does so itself in the first minutes of the day after.</summary>
public sealed record CloseNomination : ICampaignCommand<CloseNomination>
{
    public static string Name => "close-nomination";

    public static IEnumerable<Refusal> Missing(Campaign state, Context at)
    {
        foreach (var refusal in state.At(CampaignStage.NominationOpen)) yield return refusal;
        if (state is { Exists: true, Stage: CampaignStage.NominationOpen } && at.Today <= state.CutOff) yield return CampaignRefusals.BeforeCutOff(state.CutOff!.Value);
    }

    public Decision Decide(Campaign state, Context at)
    {
        if (state.ClosedOn is not null) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        return new NominationClosed(at.Today);
    }
}
