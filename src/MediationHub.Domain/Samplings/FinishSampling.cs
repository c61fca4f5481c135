using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Samplings;

/// <summary>Close a sampling once every case is scored: its average stands, and the organization sees it.</summary>
public sealed record FinishSampling : ICommand<Sampling>
{
    public Decision Decide(Sampling state, Context at)
    {
        if (!state.Exists) return SamplingRefusals.Unknown;
        if (state.Stage is SamplingStage.Finished) return Decision.Nothing;
        if (state.Stage is not SamplingStage.Open) return SamplingRefusals.Ended;
        var open = state.Picked.Count - state.Scores.Count;
        return open > 0 ? SamplingRefusals.NotAllScored(open)
            : new SamplingFinished(at.Today, Math.Round(state.Scores.Sum(s => s.Score) / state.Scores.Count, 2, MidpointRounding.AwayFromZero));
    }
}
