using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Call back 回访: how performance goes, how satisfied the parties are.</summary>
/// <param name="Satisfaction">1 (low) to 5.</param>
public sealed record FollowUpCase(DateOnly On, Personal Notes, int? Satisfaction = null, Personal NextStep = default, Personal LateEntryReason = default) : ICaseCommand<FollowUpCase>
{
    public static string Name => "follow-up";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at)
    {
        if (!state.Exists) yield return CaseRefusals.Unknown;
        else if (state.Past is not null) yield return CaseRefusals.FromOldLedger;
        else if (state.InForce is null && state.Stage is not (CaseStage.Closed or CaseStage.Archived)) yield return CaseRefusals.NotEnded(state.Stage);
    }

    public Decision Decide(MediationCase state, Context at)
    {
        var followUp = new FollowUp(On, Satisfaction, Notes, NextStep);
        if (state.FollowUps.Contains(followUp)) return Decision.Nothing;

        var problems = new Problems();
        if (Satisfaction is < 1 or > 5) problems.Add("satisfaction", "满意度为1至5分。", "Satisfaction is 1 to 5.");
        problems.RequireText("notes", Notes, TextRules.Longest.Statement, "请填写回访情况。", "Say what came of it.");
        problems.CheckText("nextStep", NextStep, TextRules.Longest.Reason);
        var late = at.CheckDay(problems, this, "on", On, state.InForce?.EffectiveOn ?? state.Closing?.On, LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        return Decision.Of(new CaseFollowedUp(followUp), late);
    }
}
