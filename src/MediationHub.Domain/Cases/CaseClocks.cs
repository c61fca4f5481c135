using MediationHub.Domain.Calendars;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Domain.Cases;

public enum DeadlineStatus { Running, Met, Missed, Superseded }

/// <summary>How near a due day is: amber from 3 natural days ahead, red on the day, overdue from the day after.</summary>
public enum Light { Green, Amber, Red, Overdue }

/// <summary>One time limit of a case, whatever day it is looked at. Rows keep this; status and light are read off it for a day.</summary>
/// <param name="Rule">The rule's id; <c>TERM</c> for a line of the agreement.</param>
/// <param name="Due">The last day in time.</param>
/// <param name="Provisional">Nothing expires by it.</param>
/// <param name="DoneOn">The day on which what was due came about; null while it has not.</param>
/// <param name="Superseded">Another clock took its place.</param>
/// <param name="DrivesClosing">The case closes in time by this one.</param>
public sealed record CaseClock(
    string Rule, DateOnly From, DateOnly Raw, DateOnly Due, bool Provisional, string Basis,
    DateOnly? DoneOn = null, bool Superseded = false, bool DrivesClosing = false, int? TermNo = null, int? InstalmentNo = null)
{
    /// <summary>So many natural days before the due day the light turns amber.</summary>
    public const int AmberDays = 3;

    public DeadlineStatus StatusOn(DateOnly today) =>
        Superseded ? DeadlineStatus.Superseded
        : DoneOn is { } done ? done <= Due ? DeadlineStatus.Met : DeadlineStatus.Missed
        : today > Due && !Provisional ? DeadlineStatus.Missed
        : DeadlineStatus.Running;

    /// <summary>What is done or no longer counts is green; what was missed and still waits is overdue.</summary>
    /// <remarks>Nothing is overdue by a provisional clock: it stands at red until the year's days are known.</remarks>
    public Light LightOn(DateOnly today) => Superseded || DoneOn is not null ? Light.Green : LightOn(Due, Provisional && today > Due ? Due : today);

    /// <summary>The light of a due day that still waits.</summary>
    public static Light LightOn(DateOnly due, DateOnly today) => (due.DayNumber - today.DayNumber) switch
    {
        < 0 => Light.Overdue,
        0 => Light.Red,
        <= AmberDays => Light.Amber,
        _ => Light.Green,
    };

    public CaseDeadline On(DateOnly today) => new(Rule, From, Raw, Due, StatusOn(today), LightOn(today), Provisional, Basis, TermNo, InstalmentNo);
}

/// <summary>One time limit of a case as a day shows it (<c>deadlines[]</c>).</summary>
public sealed record CaseDeadline(
    string Rule, DateOnly From, DateOnly Raw, DateOnly Due, DeadlineStatus Status, Light Light, bool Provisional, string Basis, int? TermNo, int? InstalmentNo);

/// <summary>Every time limit of a case (domain §1.2): a pure function of its state, the calendar and the rulebook.</summary>
public static class CaseClocks
{
    /// <summary>The time limits as <paramref name="today"/> shows them.</summary>
    public static IReadOnlyList<CaseDeadline> Deadlines(MediationCase state, WorkCalendar calendar, RuleSet rules, DateOnly today) =>
        [.. Of(state, calendar, rules).Select(c => c.On(today))];

    /// <summary>The time limits, whatever day it is.</summary>
    public static IReadOnlyList<CaseClock> Of(MediationCase state, WorkCalendar calendar, RuleSet rules) => !state.Exists || state.Past is not null ? [] :
    [
        Shown(rules.Clock("ACC3", state.ReceivedOn, calendar)) with { DoneOn = state.AcceptedOn ?? state.Closing?.On },
        .. Mediation(state, calendar, rules),
        .. Review(state, calendar, rules),
        .. Performance(state),
    ];

    /// <summary>
    /// The clock by which the case has to be closed: ENT10 for an entrusted one, MED15A for an enterprise committee once it accepted
    /// (a setting), MED15R for all others; extensions included.
    /// </summary>
    public static Clock Closing(MediationCase state, WorkCalendar calendar, RuleSet rules)
    {
        var (rule, from) = Driving(state, rules);
        return rules.Clock(rule, from, calendar, ExtensionOf(rule, state.ExtendedDays, rules));
    }

    private static (string Rule, DateOnly From) Driving(MediationCase state, RuleSet rules) =>
        state.Origin is { EntrustmentId: not null } origin ? ("ENT10", origin.ConsentedOn ?? state.ReceivedOn)
        : state.OrganizationType is OrganizationType.EnterpriseCommittee && rules.Settings.CommitteeClosesBy.Value == "MED15A" && state.AcceptedOn is { } accepted ? ("MED15A", accepted)
        : ("MED15R", state.ReceivedOn);

    private static int ExtensionOf(string rule, int days, RuleSet rules) => rules.Limit(rule).Extendable ? days : 0;

    private static IEnumerable<CaseClock> Mediation(MediationCase state, WorkCalendar calendar, RuleSet rules)
    {
        var driving = Driving(state, rules);
        List<(string Rule, DateOnly From)> clocks = [driving];
        if (driving.Rule is "MED15A") clocks.Insert(0, ("MED15R", state.ReceivedOn));
        else if (driving.Rule is "MED15R" && state.OrganizationType is OrganizationType.EnterpriseCommittee && state.AcceptedOn is { } accepted) clocks.Add(("MED15A", accepted));

        // A case that expired ended as of its last day, yet not in time.
        DateOnly? EndedOn(DateOnly due) => state.Outcome is Outcome.Expired ? due.AddDays(1) : state.Closing?.On;

        foreach (var (rule, from) in clocks)
        {
            var days = 0;
            foreach (var extension in state.Extensions)
            {
                yield return Shown(rules.Clock(rule, from, calendar, ExtensionOf(rule, days, rules))) with { Superseded = true };
                days += extension.Days;
            }
            var clock = Shown(rules.Clock(rule, from, calendar, ExtensionOf(rule, days, rules)));
            yield return clock with { DoneOn = EndedOn(clock.Due), DrivesClosing = rule == driving.Rule };
        }
    }

    /// <summary>The joint application for arbitration review; an agreement about the existence of employment never goes there (R33 §75).</summary>
    private static IEnumerable<CaseClock> Review(MediationCase state, WorkCalendar calendar, RuleSet rules)
    {
        if (state.InForce is not { EffectiveOn: { } effective } || !state.IsReviewable(rules)) yield break;
        yield return Shown(rules.Clock("RVW15", effective, calendar)) with { DoneOn = state.Review?.FiledOn };
    }

    /// <summary>A day the parties agreed on is that day: it does not roll.</summary>
    private static IEnumerable<CaseClock> Performance(MediationCase state) =>
        from line in state.InForce?.Lines ?? []
        where line.DueOn is not null
        select new CaseClock("TERM", state.InForce!.EffectiveOn!.Value, line.DueOn!.Value, line.DueOn.Value, Provisional: false, "调解协议约定", line.PerformedOn,
            TermNo: line.TermNo, InstalmentNo: line.InstalmentNo);

    private static CaseClock Shown(Clock clock) => new(clock.Rule, clock.From, clock.Raw, clock.Due, clock.Provisional, clock.Basis);
}
