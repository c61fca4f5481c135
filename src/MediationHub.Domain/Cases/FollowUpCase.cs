using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Call back 回访: how performance goes, how satisfied the parties are.</summary>
/// <param name="Satisfaction">1 (low) to 5.</param>
/// <param name="Outcome"><c>performed</c> only where every line of the agreement is.</param>
/// <param name="PartyId">Who was asked by telephone: the satisfaction counts as that party's, as long as it does not answer its own form.</param>
/// <param name="NextOn">When to visit again, after <paramref name="On"/>; it runs as the clock <c>VISIT</c> until the next follow-up.</param>
public sealed record FollowUpCase(DateOnly On, Personal Notes, int? Satisfaction = null, Personal NextStep = default, Personal LateEntryReason = default, FollowUpOutcome? Outcome = null, DateOnly? NextOn = null, PartyId? PartyId = null) : ICaseCommand<FollowUpCase>
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
        var followUp = new FollowUp(On, Satisfaction, Notes, NextStep, Outcome, NextOn, PartyId);
        if (state.FollowUps.Contains(followUp)) return Decision.Nothing;

        var problems = new Problems();
        if (Satisfaction is < 1 or > 5) problems.Add("satisfaction", "满意度为1至5分。", "Satisfaction is 1 to 5.");
        problems.RequireText("notes", Notes, TextRules.Longest.Statement, "请填写回访情况。", "Say what came of it.");
        problems.CheckText("nextStep", NextStep, TextRules.Longest.Reason);
        if (Outcome is { } word && !Enum.IsDefined(word)) problems.Add("outcome", "请选择回访结果。", "Choose what came of it.");
        if (PartyId is not null) problems.RequireParty(state, "partyId", PartyId);
        if (NextOn <= On) problems.Add("nextOn", "下次回访日期应晚于本次回访日期。", "The next visit lies after this one.");
        var late = at.CheckDay(problems, this, "on", On, state.InForce?.EffectiveOn ?? state.Closing?.On, LateEntryReason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        if (Outcome is FollowUpOutcome.Performed && state.InForce is { Performed: false }) return CaseRefusals.StillUnperformed;
        return Decision.Of(new CaseFollowedUp(followUp), late);
    }
}
