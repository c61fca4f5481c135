using MediationHub.Domain.Calendars;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Domain.Reviews;

/// <summary>The time limits of a review: a pure function of its state, the calendar and the rulebook.</summary>
public static class ReviewClocks
{
    public static IReadOnlyList<CaseClock> Of(Review state, WorkCalendar calendar, RuleSet rules)
    {
        if (!state.Exists) return [];
        var clocks = new List<CaseClock> { CaseClock.Of(rules.Clock("RVW15", state.Extract.Agreement!.EffectiveOn, calendar)) with { DoneOn = state.JudgedOn ?? state.EndedOn, PostedOn = state.PostedInTimeOn } };
        if (state.FiledOn is { } filed) clocks.Add(CaseClock.Of(rules.Clock("RVWACC", filed, calendar)) with { DoneOn = state.AcceptedOn ?? state.EndedOn });
        if (state.AcceptedOn is not { } accepted) return clocks;

        var decided = state.Letter is { } letter ? Kernel.ChinaTime.DayOf(letter.SealedAt) : state.EndedOn;
        var first = CaseClock.Of(rules.Clock("RVW5", accepted, calendar));
        if (state.Extension is null) clocks.Add(first with { DoneOn = decided });
        else
        {
            clocks.Add(first with { Superseded = true });
            clocks.Add(CaseClock.Of(rules.Clock("RVW5", accepted, calendar, rules.Limit("RVW5").Extension?.Max ?? 0)) with { DoneOn = decided });
        }
        return clocks;
    }

    /// <summary>The one that presses now; null where nothing runs.</summary>
    public static CaseClock? Pressing(Review state, WorkCalendar calendar, RuleSet rules) =>
        state.IsOpen ? Of(state, calendar, rules).Where(c => c is { DoneOn: null, Superseded: false }).MinBy(c => c.Due) : null;
}
