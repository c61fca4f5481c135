using MediationHub.Domain.Calendars;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Parties;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Domain.Cases;

public enum DeadlineStatus { Running, Met, Missed, Superseded }

/// <summary>How near a due day is: amber from 3 natural days ahead, red on the day, overdue from the day after.</summary>
public enum Light { Green, Amber, Red, Overdue }

/// <summary>One time limit of a case, whatever day it is looked at. Rows keep this; status and light are read off it for a day.</summary>
/// <param name="Rule">The rule's id; <c>TERM</c> for a line of the agreement, <c>VISIT</c> for the next follow-up.</param>
/// <param name="Due">The last day in time.</param>
/// <param name="Provisional">Nothing expires by it.</param>
/// <param name="RulebookVersion">The version of the rulebook that made it.</param>
/// <param name="CalendarEdition">The edition of the calendar that made it.</param>
/// <param name="Subject">What of the case it is about, where there are several: a term (<c>1</c>, <c>1/2</c>), a paper and its recipient; otherwise empty.</param>
/// <param name="Extend">Days that the parties or the commission added.</param>
/// <param name="DoneOn">The day on which what was due came about; null while it has not.</param>
/// <param name="Superseded">Another clock took its place.</param>
/// <param name="DrivesClosing">The case closes in time by this one.</param>
/// <param name="FreesParties">After this one the parties may turn to arbitration, whatever the organization does (LMA 14).</param>
/// <param name="Ripens">Nobody has to act: what it stands for comes about when the days have passed.</param>
/// <param name="Warns">A right of a party, told as a warning: it blocks nothing.</param>
/// <param name="Pauses">Days on which it did not run; null where it always ran.</param>
/// <param name="PostedOn">The day of posting that kept it, although what was posted came after the last day (CPL 85).</param>
public sealed record CaseClock(
    string Rule, DateOnly From, DateOnly Raw, DateOnly Due, bool Provisional, string Basis, int RulebookVersion, string Subject = "", int Extend = 0,
    DateOnly? DoneOn = null, bool Superseded = false, bool DrivesClosing = false, bool FreesParties = false, bool Ripens = false, bool Warns = false, int? TermNo = null, int? InstalmentNo = null, int CalendarEdition = 1,
    IReadOnlyList<LimitationPause>? Pauses = null, DateOnly? PostedOn = null)
{
    public static CaseClock Of(Clock clock) => new(clock.Rule, clock.From, clock.Raw, clock.Due, clock.Provisional, clock.Basis, clock.RulebookVersion, CalendarEdition: clock.CalendarEdition);

    public DeadlineStatus StatusOn(DateOnly today) =>
        Superseded ? DeadlineStatus.Superseded
        : Ripens ? today >= Due && !Provisional ? DeadlineStatus.Met : DeadlineStatus.Running
        : DoneOn is { } done ? done <= Due || Provisional ? DeadlineStatus.Met : DeadlineStatus.Missed
        : today > Due && !Provisional ? DeadlineStatus.Missed
        : DeadlineStatus.Running;

    /// <summary>What is done, ripens by itself or no longer counts is green; what was missed and still waits is overdue.</summary>
    /// <param name="amberDays">So many natural days before the due day the light turns amber.</param>
    /// <remarks>Nothing is overdue by a provisional clock: it stands at red until the year's days are known.</remarks>
    public Light LightOn(DateOnly today, int amberDays) => Superseded || Ripens || DoneOn is not null ? Light.Green : LightOn(Due, Provisional && today > Due ? Due : today, amberDays);

    /// <summary>The light of a due day that still waits.</summary>
    public static Light LightOn(DateOnly due, DateOnly today, int amberDays) => (due.DayNumber - today.DayNumber) switch
    {
        < 0 => Light.Overdue,
        0 => Light.Red,
        var ahead when ahead <= amberDays => Light.Amber,
        _ => Light.Green,
    };

    public CaseDeadline On(DateOnly today, int amberDays) => new(
        Rule, From, Raw, Due, StatusOn(today), LightOn(today, amberDays), Provisional, Basis, RulebookVersion, TermNo, InstalmentNo, Subject.Length == 0 ? null : Subject, Extend == 0 ? null : Extend, DrivesClosing, FreesParties, Warns, CalendarEdition, Pauses, PostedOn);
}

/// <summary>One time limit of a case as a day shows it (<c>deadlines[]</c>).</summary>
public sealed record CaseDeadline(
    string Rule, DateOnly From, DateOnly Raw, DateOnly Due, DeadlineStatus Status, Light Light, bool Provisional, string Basis, int RulebookVersion,
    int? TermNo = null, int? InstalmentNo = null, string? Subject = null, int? Extend = null, bool DrivesClosing = false, bool FreesParties = false, bool Warns = false, int CalendarEdition = 1, IReadOnlyList<LimitationPause>? Pauses = null,
    DateOnly? PostedOn = null);

/// <summary>Every time limit of a case: a pure function of its state, the calendar and the rulebook.</summary>
/// <remarks>An ended case keeps the law of its closing for what lay before; what runs after it (review, confirmation, limitation) goes by the law in force.</remarks>
public static class CaseClocks
{
    /// <summary>The time limits as <paramref name="today"/> shows them.</summary>
    public static IReadOnlyList<CaseDeadline> Deadlines(MediationCase state, WorkCalendar calendar, RuleSet rules, DateOnly today) =>
        [.. Of(state, calendar, rules).Select(c => c.On(today, rules.Settings.AmberDays.Value))];

    /// <summary>The time limits, whatever day it is.</summary>
    public static IReadOnlyList<CaseClock> Of(MediationCase state, WorkCalendar calendar, RuleSet rules)
    {
        if (!state.Exists || state.Past is not null) return [];
        var (then, atThatTime) = LawOf(state, calendar, rules);
        return
        [
            CaseClock.Of(atThatTime.Clock("ACC3", state.ReceivedOn, then)) with { DoneOn = state.AcceptedOn ?? state.Closing?.On },
            .. Mediation(state, then, atThatTime, superseded: true),
            .. Review(state, calendar, rules),
            .. Performance(state, rules),
            .. Visit(state, rules),
            .. Enforcement(state, calendar, rules),
            .. Service(state, calendar, rules),
            .. LimitationClocks.Of(state, calendar, rules),
        ];
    }

    /// <summary>A time limit of a case down to the day, under the law that made it; null for a day that the parties agreed on.</summary>
    /// <param name="calendar">The calendar in force; it knows its earlier editions.</param>
    /// <param name="rules">The rulebook in force; it knows its earlier versions.</param>
    public static DeadlineExplanation? Explain(CaseDeadline deadline, WorkCalendar calendar, RuleSet rules) =>
        rules.AsOf(deadline.RulebookVersion) is var then && then.Knows(deadline.Rule) ? LimitationClocks.Explained(then.Explained(deadline.Rule, deadline.From, calendar.AsOf(deadline.CalendarEdition), deadline.Extend ?? 0, deadline.PostedOn), deadline) : null;

    /// <summary>The time limits that somebody still waits for: of the procedure while the case is open, of performance until it is done. The read rows are made of these.</summary>
    public static IEnumerable<CaseClock> Waiting(MediationCase state, WorkCalendar calendar, RuleSet rules)
    {
        if (!state.Exists || state.Past is not null || state.Destroyed) yield break;
        if (state.Closing is null)
        {
            if (state.AcceptedOn is null) yield return CaseClock.Of(rules.Clock("ACC3", state.ReceivedOn, calendar));
            foreach (var clock in Mediation(state, calendar, rules, superseded: false)) yield return clock;
        }
        foreach (var clock in Performance(state, rules))
            if (clock.DoneOn is null) yield return clock;
        foreach (var clock in Visit(state, rules)) yield return clock;
    }

    /// <summary>
    /// The clock by which the case has to be closed: ENT10 for an entrusted one, the court's for what a court sent and said from when, MED15A for an enterprise committee once it accepted
    /// (a setting), MED15R for all others; extensions included. Of an ended case as it stood at its end.
    /// </summary>
    public static Clock Closing(MediationCase state, WorkCalendar calendar, RuleSet rules)
    {
        var (then, atThatTime) = LawOf(state, calendar, rules);
        var (rule, from) = Driving(state, atThatTime);
        return atThatTime.Agreed(rule, from, then, ExtensionOf(rule, from, state.ExtendedDays, atThatTime));
    }

    /// <summary>The case was accepted after the last day for it. By a provisional clock nothing is late yet; an ended case keeps what held at its end.</summary>
    public static bool AcceptedLate(MediationCase state, WorkCalendar calendar, RuleSet rules)
    {
        if (state.AcceptedOn is not { } accepted || state.Past is not null) return false;
        var (then, atThatTime) = LawOf(state, calendar, rules);
        return accepted > AcceptedInTimeUntil(state.ReceivedOn, then, atThatTime);
    }

    /// <summary>The last day on which the acceptance of what was received on this day counts as in time; by a provisional clock any day does.</summary>
    public static DateOnly AcceptedInTimeUntil(DateOnly received, WorkCalendar calendar, RuleSet rules) =>
        rules.Clock("ACC3", received, calendar) is { Provisional: false } clock ? clock.Due : new(9999, 1, 1);

    private static (WorkCalendar Calendar, RuleSet Rules) LawOf(MediationCase state, WorkCalendar calendar, RuleSet rules) =>
        state.Closing is { } closing ? (calendar.AsOf(closing.Law?.Calendar ?? 1), rules.AsOf(closing.Law?.Rulebook ?? 1)) : (calendar, rules);

    private static (string Rule, DateOnly From) Driving(MediationCase state, RuleSet rules) =>
        state.Origin is { EntrustmentId: not null } origin ? ("ENT10", origin.ConsentedOn ?? state.ReceivedOn)
        : state.Court is { } court && OfCourt(state.Source, court.Procedure) is { } rule ? (rule, court.From)
        : state.OrganizationType is OrganizationType.EnterpriseCommittee && rules.Settings.CommitteeClosesBy.Value == "MED15A" && state.AcceptedOn is { } accepted ? ("MED15A", accepted)
        : ("MED15R", state.ReceivedOn);

    /// <summary>The court's own days (在线调解规则 §24): thirty before filing, fifteen after it in the ordinary procedure, seven in the summary one; null where the general clock holds.</summary>
    private static string? OfCourt(CaseSource source, CourtProcedure? procedure) => (source, procedure) switch
    {
        (CaseSource.CourtAssigned, _) => "CRT30",
        (CaseSource.CourtEntrusted, CourtProcedure.Ordinary) => "CRT15",
        (CaseSource.CourtEntrusted, CourtProcedure.Summary) => "CRT7",
        _ => null,
    };

    private static int ExtensionOf(string rule, DateOnly from, int days, RuleSet rules) => rules.Limit(rule, from).Extendable ? days : 0;

    private static IEnumerable<CaseClock> Mediation(MediationCase state, WorkCalendar calendar, RuleSet rules, bool superseded)
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
                if (superseded) yield return CaseClock.Of(rules.Agreed(rule, from, calendar, ExtensionOf(rule, from, days, rules))) with { Extend = days, Superseded = true };
                days += extension.Days;
            }
            var extend = ExtensionOf(rule, from, days, rules);
            var clock = CaseClock.Of(rules.Agreed(rule, from, calendar, extend));
            yield return clock with { Extend = extend, DoneOn = EndedOn(clock.Due), DrivesClosing = rule == driving.Rule, FreesParties = rule is "MED15R" };
        }
    }

    /// <summary>The joint application for arbitration review, and beside it for the court's confirmation, until one of them was made; an agreement about the existence of employment never goes to the commission (R33 §75).</summary>
    private static IEnumerable<CaseClock> Review(MediationCase state, WorkCalendar calendar, RuleSet rules)
    {
        if (state.InForce is not { EffectiveOn: { } effective, Ruling: null }) yield break;
        if (state.IsReviewable(rules)) yield return CaseClock.Of(rules.Clock("RVW15", effective, calendar)) with { DoneOn = state.Review?.PostedOn ?? state.Review?.FiledOn, PostedOn = state.Review?.PostedOn, Warns = true };
        // One track closes the other.
        if (state.Review is null) yield return CaseClock.Of(rules.Clock("JC30", effective, calendar)) with { Warns = true };
    }

    /// <summary>A day the parties agreed on is that day: it does not roll.</summary>
    private static IEnumerable<CaseClock> Performance(MediationCase state, RuleSet rules) =>
        from line in state.InForce?.Lines ?? []
        where line.DueOn is not null
        select new CaseClock("TERM", state.InForce!.EffectiveOn!.Value, line.DueOn!.Value, line.DueOn.Value, Provisional: false, "调解协议约定", rules.Version, line.InstalmentNo is { } no ? $"{line.TermNo}/{no}" : $"{line.TermNo}",
            DoneOn: line.PerformedOn, TermNo: line.TermNo, InstalmentNo: line.InstalmentNo);

    /// <summary>The visit that the last follow-up promised; the next one takes its place.</summary>
    private static IEnumerable<CaseClock> Visit(MediationCase state, RuleSet rules)
    {
        if (state.FollowUps is [.., { NextOn: { } next } last]) yield return new("VISIT", last.On, next, next, Provisional: false, "回访约定", rules.Version);
    }

    /// <summary>A letter of the commission, or what the court confirmed, can be enforced for two years from the last day of the last instalment (CPL 250).</summary>
    private static IEnumerable<CaseClock> Enforcement(MediationCase state, WorkCalendar calendar, RuleSet rules)
    {
        if (state.InForce is not { Enforceable: true, Performed: false } agreement || agreement.Lines.Max(l => l.DueOn) is not { } last) yield break;
        yield return CaseClock.Of(rules.Clock("ENF2", last, calendar)) with { DoneOn = Started(state, RemedyKind.Enforcement), Warns = true };
    }

    /// <summary>What was left or posted counts as served when the days have passed (R33 §20, CPL 95).</summary>
    private static IEnumerable<CaseClock> Service(MediationCase state, WorkCalendar calendar, RuleSet rules) =>
        from attempt in state.Service
        let rule = attempt.Method is ServiceMethod.PublicNotice ? "PUB30" : attempt.IsLeft ? "POST3" : null
        where rule is not null
        select CaseClock.Of(rules.Clock(rule, attempt.On, calendar)) with { Subject = $"{attempt.PaperId}/{attempt.PartyId}", Ripens = true };

    internal static DateOnly? Started(MediationCase state, params RemedyKind[] kinds) => state.Remedies.Find(r => kinds.Contains(r.Kind))?.On;

}
