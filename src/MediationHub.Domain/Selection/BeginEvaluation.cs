using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Selection;

/// <summary>Begin to examine what was nominated 复核评审.</summary>
public sealed record BeginEvaluation(DateOnly On, Personal LateEntryReason = default) : ICampaignCommand<BeginEvaluation>
{
    public static string Name => "begin-evaluation";

    public static IEnumerable<Refusal> Missing(Campaign state, Context at) => state.At(CampaignStage.NominationClosed);

    public Decision Decide(Campaign state, Context at)
    {
        if (state.EvaluationOn is not null) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var problems = new Problems();
        var late = at.CheckDay(problems, this, "on", On, state.ClosedOn, LateEntryReason);
        return problems.ToRefusal() is { } invalid ? invalid : Decision.Of(new EvaluationBegun(On), late);
    }
}
