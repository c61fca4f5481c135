using MediationHub.Domain.Calendars;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Tests.Kernel;
using static MediationHub.Domain.Tests.Cases.CaseStories;

namespace MediationHub.Domain.Tests.Cases;

/// <summary>Before filing 委派 or after it 委托, over the court's platform (在线调解规则 §24). Received on Monday, 8 June 2026.</summary>
public class A_case_that_a_court_sent
{
    private static CaseRegistered Sent(CaseSource source, CourtReferral? court) => Registered with { Source = source, Court = court };

    private static CaseClock Driving(params DomainEvent[] events) => CaseClocks.Of(After(events), WorkCalendar.BuiltIn, RuleSet.BuiltIn).Single(c => c is { DrivesClosing: true, Superseded: false });

    [Theory]
    [InlineData(CaseSource.CourtAssigned, null, "CRT30", "2026-07-09")]
    [InlineData(CaseSource.CourtEntrusted, CourtProcedure.Ordinary, "CRT15", "2026-06-24")]
    [InlineData(CaseSource.CourtEntrusted, CourtProcedure.Summary, "CRT7", "2026-06-16")]
    public void Has_thirty_days_before_filing_fifteen_or_seven_after_it(CaseSource source, CourtProcedure? procedure, string rule, string due)
    {
        var clock = Driving(Sent(source, new(Day("2026-06-09"), procedure)));
        Assert.Equal((rule, Day("2026-06-09"), Day(due)), (clock.Rule, clock.From, clock.Due));
    }

    [Theory, InlineData(CaseSource.CourtAssigned), InlineData(CaseSource.CourtEntrusted)]
    public void Without_the_day_goes_by_the_general_clock(CaseSource source) => Assert.Equal("MED15R", Driving(Sent(source, null)).Rule);

    [Fact]
    public void Entrusted_without_the_procedure_goes_by_the_general_clock() => Assert.Equal("MED15R", Driving(Sent(CaseSource.CourtEntrusted, new(Day("2026-06-09")))).Rule);

    [Fact]
    public void Once_it_turns_out_to_come_from_elsewhere_goes_by_the_general_clock() =>
        Assert.Equal("MED15R", Driving(Sent(CaseSource.CourtAssigned, new(Day("2026-06-09"))), new CaseCorrected(new() { Source = CaseSource.PetitionTransfer }, "来源登记错误", null)).Rule);

    [Fact]
    public void Is_closed_in_time_by_the_courts_days()
    {
        DomainEvent[] until = [Sent(CaseSource.CourtAssigned, new(Day("2026-06-09"))), .. UntilHeld.Skip(1)];
        CaseStories.Given(until).On("2026-07-09").When(new CloseCase(Outcome.NoAgreement, [new(FailureCode.PositionsApart)], Day("2026-07-09"))).ThenState(s => s.Closing!.InTime);
        CaseStories.Given(until).On("2026-07-10").When(new CloseCase(Outcome.NoAgreement, [new(FailureCode.PositionsApart)], Day("2026-07-10"))).ThenState(s => !s.Closing!.InTime);
    }

    [Fact]
    public void May_be_extended_by_all()
    {
        DomainEvent[] until = [Sent(CaseSource.CourtEntrusted, new(Day("2026-06-09"), CourtProcedure.Summary)), .. UntilHeld.Skip(1)];
        CaseStories.Given(until).On("2026-06-16").When(new ExtendTerm(7, [new(Worker, Day("2026-06-16")), new(Employer, Day("2026-06-16"))]))
            .ThenState(s => CaseClocks.Closing(s, WorkCalendar.BuiltIn, RuleSet.BuiltIn) is { Rule: "CRT7" } clock && clock.Due == Day("2026-06-23"));
    }

    [Fact]
    public void Says_when_it_was_taken_over_and_nothing_that_cannot_be()
    {
        static Story<MediationCase> Sent(CaseSource source, CourtReferral court) => CaseStories.Given().On("2026-06-10").When(new RegisterCase(
            new("case-9"), Center, source, ApplicationForm.Written, At("2026-06-08 09:10"), [Li], [Company], "07.1", [new("07.1", "支付工资", 12000m)], Court: court));

        Sent(CaseSource.CourtEntrusted, new(Day("2026-06-08"), CourtProcedure.Ordinary)).ThenState(s => s.Court!.Procedure == CourtProcedure.Ordinary);
        Sent(CaseSource.PartyApplication, new(Day("2026-06-09"))).ThenInvalid("court");
        Sent(CaseSource.CourtAssigned, new(Day("2026-06-11"))).ThenInvalid("court.from");
        Sent(CaseSource.CourtAssigned, new(Day("2026-06-07"))).ThenInvalid("court.from");
        Sent(CaseSource.CourtAssigned, new(Day("2026-06-09"), CourtProcedure.Summary)).ThenInvalid("court.procedure");
    }

    [Fact]
    public void Can_be_put_right_later() => CaseStories.Given([Sent(CaseSource.CourtAssigned, null)]).On("2026-06-10")
        .When(new CorrectCase(new() { Court = new(Day("2026-06-09")) }, "补充平台接受日期")).ThenState(s => s.Court == new CourtReferral(Day("2026-06-09"), null));
}
