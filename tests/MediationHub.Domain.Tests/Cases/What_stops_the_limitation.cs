using MediationHub.Domain.Calendars;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;
using static MediationHub.Domain.Tests.Cases.CaseStories;

namespace MediationHub.Domain.Tests.Cases;

/// <summary>LMA 27 ¶¶2–3. 李某 knew on 20 May 2025; the application came on 8 June 2026, after the plain year had run out.</summary>
public class What_stops_the_limitation
{
    private static readonly CaseRegistered Late = Registered with { KnewOn = Day("2025-05-20") };

    private static LimitationCauseNoted Noted(LimitationCauseKind kind, string on, string? until = null) => new(new("l1", kind, Day(on), until is null ? null : Day(until), [Scan], default));

    private static CaseDeadline[] Limits(params IEnumerable<DomainEvent> events) =>
        [.. CaseClocks.Deadlines(After(events), WorkCalendar.BuiltIn, RuleSet.BuiltIn, Day("2026-06-15")).Where(d => d.Rule is "LIM1")];

    [Fact]
    public void Without_any_cause_the_year_had_run_out() => Assert.Equal(DeadlineStatus.Missed, Assert.Single(Limits(Late)).Status);

    [Theory, InlineData(LimitationCauseKind.ClaimedFromOther), InlineData(LimitationCauseKind.SoughtRelief), InlineData(LimitationCauseKind.PromisedToPerform)]
    public void A_claim_made_of_the_other_side_lets_it_run_anew(LimitationCauseKind kind)
    {
        var limits = Limits(Late, Noted(kind, "2025-10-15"));
        Assert.Equal([("knew", Day("2025-05-20"), DeadlineStatus.Met), ("interrupted", Day("2025-10-15"), DeadlineStatus.Met)], limits.Select(d => (d.Subject, d.From, d.Status)));
        Assert.Equal(Day("2026-10-15"), limits[1].Due);
    }

    /// <summary>O17 §§10 and 31: asked to negotiate on 10 October 2025, the other side did not answer within the five days of NEG5; from their end the year runs anew.</summary>
    [Fact]
    public void A_negotiation_that_failed_lets_it_run_anew_from_its_end()
    {
        var end = RuleSet.BuiltIn.Clock("NEG5", Day("2025-10-10"), WorkCalendar.BuiltIn).Due;
        Assert.Equal(Day("2025-10-15"), end);
        Given(Late).On("2026-06-15").When(new NoteLimitation(LimitationCauseKind.Negotiated, end, Proof: [Scan])).Then(Noted(LimitationCauseKind.Negotiated, "2025-10-15"));
        var limits = Limits(Late, Noted(LimitationCauseKind.Negotiated, "2025-10-15"));
        Assert.Equal([("knew", Day("2025-05-20"), DeadlineStatus.Met), ("interrupted", Day("2025-10-15"), DeadlineStatus.Met)], limits.Select(d => (d.Subject, d.From, d.Status)));
        Assert.Equal(Day("2026-10-15"), limits[1].Due);
    }

    [Fact]
    public void Cannot_interrupt_what_had_run_out() => Assert.Equal(DeadlineStatus.Missed, Assert.Single(Limits(Late, Noted(LimitationCauseKind.PromisedToPerform, "2026-06-01"))).Status);

    [Fact]
    public void Force_majeure_lets_it_stand_still_explained_down_to_the_day()
    {
        var limit = Assert.Single(Limits(Late, Noted(LimitationCauseKind.ForceMajeure, "2025-08-01", "2025-08-31")));
        // 20 May 2026 and 31 days: Saturday, 20 June 2026, in the holiday of the dragon boat festival.
        Assert.Equal((Day("2026-06-20"), Day("2026-06-22"), DeadlineStatus.Met), (limit.Raw, limit.Due, limit.Status));
        var why = CaseClocks.Explain(limit, WorkCalendar.BuiltIn, RuleSet.BuiltIn)!;
        Assert.Equal((limit.Raw, limit.Due), (why.Raw, why.Due));
        Assert.Equal(31, why.Steps.Count(s => s.Note?.Contains("时效中止", StringComparison.Ordinal) is true && s.Day is null));
        Assert.Equal(365, why.Steps.Max(s => s.Day));
        Assert.Equal(why.Steps.Single(s => s.On == Day("2025-07-31")).Day + 1, why.Steps.Single(s => s.On == Day("2025-09-01")).Day);
    }

    [Fact]
    public void While_force_majeure_lasts_nobody_knows_the_last_day() => Assert.True(Assert.Single(Limits(Late, Noted(LimitationCauseKind.ForceMajeure, "2026-05-01"))).Provisional);

    [Fact]
    public void Force_majeure_outside_the_year_stops_nothing()
    {
        Assert.Equal(Day("2026-05-20"), Assert.Single(Limits(Late, Noted(LimitationCauseKind.ForceMajeure, "2025-01-01", "2025-05-20"))).Due);
        Assert.Equal(Day("2026-05-20"), Assert.Single(Limits(Late, Noted(LimitationCauseKind.ForceMajeure, "2026-05-21", "2026-05-30"))).Due);
    }

    /// <summary>The agreement was to be performed by 30 June 2026.</summary>
    [Fact]
    public void A_complaint_to_the_labour_inspection_interrupts_by_itself()
    {
        var limits = Limits([.. UntilAgreed, new RemedyStarted(new(RemedyKind.LabourInspection, 1, Day("2026-07-15"), default))]);
        Assert.Equal([("knew", DeadlineStatus.Met), ("again", DeadlineStatus.Met), ("interrupted", DeadlineStatus.Running)], limits.Select(d => (d.Subject, d.Status)));
        Assert.Equal(Day("2026-07-15"), limits[2].From);
    }

    [Fact]
    public void Needs_a_day_and_proof_and_can_be_struck_out()
    {
        var note = new NoteLimitation(LimitationCauseKind.ClaimedFromOther, Day("2025-10-15"), Proof: [Scan]);
        Given(Late).On("2026-06-15").When(note with { Proof = null }).ThenInvalid("proof").When(note with { On = default }).ThenInvalid("on").When(note with { On = Day("2026-06-16") }).ThenInvalid("on")
            .When(note with { Until = Day("2025-10-16") }).ThenInvalid("until")
            .When(note).Then(Noted(LimitationCauseKind.ClaimedFromOther, "2025-10-15"))
            .When(new StrikeLimitation("l1", default)).ThenInvalid("reason").When(new StrikeLimitation("l9", "有误")).ThenInvalid("causeId")
            .When(new StrikeLimitation("l1", "申请人说明有误")).ThenState(s => s.LimitationCauses.IsEmpty && s.Files.Contains(Scan))
            .When(new StrikeLimitation("l9", "有误")).ThenRefused("no-limitation-cause");
    }

    [Fact]
    public void Suspensions_do_not_overlap()
    {
        var note = new NoteLimitation(LimitationCauseKind.ForceMajeure, Day("2025-08-01"), Day("2025-08-31"), [Scan]);
        Given(Late).On("2026-06-15").When(note with { Until = Day("2025-07-31") }).ThenInvalid("until").When(note).ThenHappened(typeof(LimitationCauseNoted))
            .When(note with { On = Day("2025-08-31"), Until = null }).ThenInvalid("on").When(note with { On = Day("2025-09-01"), Until = null }).ThenState(s => s.LimitationCauses.Count == 2);
    }

    /// <summary>It warns the parties; whoever arbitrates decides.</summary>
    [Fact]
    public void Is_noted_on_an_ended_case_too() => Given([.. UntilHeld, Closed(Outcome.NoAgreement, "2026-06-12")]).On("2026-07-15").When(new NoteLimitation(LimitationCauseKind.SoughtRelief, Day("2026-07-10"), Proof: [Scan])).ThenHappened(typeof(LimitationCauseNoted));
}
