using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Samplings;

/// <summary>End a sampling without a result; that it was drawn and why it ended stays on record.</summary>
public sealed record AbandonSampling(Personal Reason) : ICommand<Sampling>
{
    public Decision Decide(Sampling state, Context at)
    {
        if (!state.Exists) return SamplingRefusals.Unknown;
        if (state.Stage is SamplingStage.Abandoned) return Decision.Nothing;
        if (state.Stage is not SamplingStage.Open) return SamplingRefusals.Ended;
        var problems = new Problems();
        problems.RequireReason(Reason);
        return problems.ToRefusal() is { } invalid ? invalid : new SamplingAbandoned(at.Today, Reason);
    }
}
