using MediationHub.Domain.Calendars;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Domain.Cases;

/// <summary>
/// The limitation of arbitration (LMA 27): a year from the day the applicant knew, interrupted by applying for mediation, running anew
/// from the failure of mediation, or from the end of a period of performance that was not kept. For arrears of wages none runs while the
/// employment lasts, and a year from its end (fourth paragraph). Other interruptions that were shown, and a complaint to the labour inspection,
/// let it run anew from their day (second paragraph); force majeure lets it stand still (third). A warning; it never blocks.
/// </summary>
internal static class LimitationClocks
{
    public static IEnumerable<CaseClock> Of(MediationCase state, WorkCalendar calendar, RuleSet rules)
    {
        var types = state.Claims.Select(c => c.Type).DefaultIfEmpty(state.DisputeType).ToList();
        var wages = types.Exists(t => rules.DisputeTypes.IsWithinAny(t, rules.Settings.WageArrearsTypes.Value));
        var others = !types.TrueForAll(t => rules.DisputeTypes.IsWithinAny(t, rules.Settings.WageArrearsTypes.Value));
        var workers = state.Applicants.Where(p => p.Kind is PartyKind.Person).ToList();
        var left = workers.Min(p => p.LeftOn);
        var employed = left is null && workers.Exists(p => p.Employed is true);

        // Where nothing is recorded of the employment, the ordinary year is what a careful mediator warns of.
        if (state.KnewOn is { } knew && (others || (left is null && !employed)))
            foreach (var clock in Run(state, "LIM1", knew, "knew", state.ReceivedOn, calendar, rules)) yield return clock;
        if (wages && left is { } end && end <= state.ReceivedOn)
            foreach (var clock in Run(state, "LIMWAGE", end, "left", state.ReceivedOn, calendar, rules)) yield return clock;
        DateOnly? restart = state.InForce is { Enforceable: false } agreement ? agreement.Lines.Where(l => l.PerformedOn is null).Min(l => l.DueOn)
            // Nothing was settled: the day on which mediation ended is the earliest from which the year may be counted.
            : state is { Agreement: { Invalidated: true } invalid, Closing: not null } ? invalid.EffectiveOn
            : state.Closing is { Outcome: Outcome.NoAgreement or Outcome.Expired or Outcome.Stopped or Outcome.Absent or Outcome.Withdrawn or Outcome.NotAccepted or Outcome.RespondentRefused } closing ? closing.On
            : null;
        if (restart is not { } from || (wages && !others && employed)) yield break;
        var (rule, start) = wages && !others && left > from ? ("LIMWAGE", left.Value) : ("LIM1", from);
        foreach (var clock in Run(state, rule, start, "again", CaseClocks.Started(state, RemedyKind.Arbitration, RemedyKind.PaymentOrder, RemedyKind.DirectSuit), calendar, rules)) yield return clock;
    }

    /// <summary>One run of the limitation, and those that begin anew with each interruption before it was over.</summary>
    private static IEnumerable<CaseClock> Run(MediationCase state, string rule, DateOnly from, string subject, DateOnly? done, WorkCalendar calendar, RuleSet rules)
    {
        var interruptions = state.LimitationCauses.Where(c => c.Kind is not LimitationCauseKind.ForceMajeure).Select(c => c.On)
            .Concat(state.Remedies.Where(r => r.Kind is RemedyKind.LabourInspection).Select(r => r.On)).Distinct().Order().ToList();
        var clock = Paused(state, CaseClock.Of(rules.Clock(rule, from, calendar)) with { Subject = subject, Warns = true }, calendar);
        foreach (var day in interruptions.Where(d => d > from && (done is null || d < done)))
        {
            // What had run out cannot be interrupted any more.
            if (day > clock.Due) break;
            yield return clock with { DoneOn = day };
            clock = Paused(state, CaseClock.Of(rules.Clock(rule, day, calendar)) with { Subject = "interrupted", Warns = true }, calendar);
        }
        yield return clock with { DoneOn = done };
    }

    /// <summary>The rest of the period goes on after each suspension that lies in it; while one lasts, nobody knows the last day.</summary>
    private static CaseClock Paused(MediationCase state, CaseClock clock, WorkCalendar calendar)
    {
        var (raw, lasts) = (clock.Raw, false);
        List<LimitationPause> pauses = [];
        foreach (var cause in state.LimitationCauses.Where(c => c.Kind is LimitationCauseKind.ForceMajeure).OrderBy(c => c.On))
        {
            var first = cause.On > clock.From ? cause.On : clock.From.AddDays(1);
            if (first > raw) break;
            if (cause.Until < first) continue;
            pauses.Add(new(first, cause.Until));
            if (cause.Until is not { } until)
            {
                lasts = true;
                break;
            }
            raw = raw.AddDays(until.DayNumber - first.DayNumber + 1);
        }
        if (pauses.Count == 0) return clock;
        var due = calendar.WorkingDayOnOrAfter(raw);
        return clock with { Raw = raw, Due = due, Provisional = clock.Provisional || lasts || !calendar.IsSettled(due), Pauses = pauses };
    }

    /// <summary>The explanation of a limitation that stood still for a while: every day, with those that do not count.</summary>
    public static DeadlineExplanation Explained(DeadlineExplanation plain, CaseDeadline deadline) => deadline.Pauses is not { Count: > 0 } pauses ? plain : plain with
    {
        Raw = deadline.Raw,
        Due = deadline.Due,
        Rolled = deadline.Raw != deadline.Due,
        Provisional = deadline.Provisional,
        Steps = [.. Steps(deadline, pauses)],
        EndsOnline = plain.EndsOnline.AddDays(deadline.Due.DayNumber - plain.Due.DayNumber),
        EndsAtCounter = plain.EndsAtCounter.AddDays(deadline.Due.DayNumber - plain.Due.DayNumber),
    };

    private static IEnumerable<DeadlineStep> Steps(CaseDeadline deadline, IReadOnlyList<LimitationPause> pauses)
    {
        var counted = 0;
        for (var day = deadline.From.AddDays(1); day <= deadline.Due; day = day.AddDays(1))
        {
            var paused = pauses.Any(p => p.Holds(day));
            List<string> notes = [];
            if (day == deadline.From.AddDays(1)) notes.Add("次日起算");
            if (paused) notes.Add("时效中止");
            if (day >= deadline.Raw && day < deadline.Due) notes.Add("顺延");
            if (day == deadline.Due) notes.Add("期间届满日");
            yield return new(day, paused || day > deadline.Raw ? null : ++counted, notes.Count == 0 ? null : string.Join(',', notes));
        }
    }
}
