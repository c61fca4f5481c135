using MediationHub.Domain.Cases;
using MediationHub.Domain.Entrustments;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Tests.Kernel;
using static MediationHub.Domain.Tests.Cases.CaseStories;

namespace MediationHub.Domain.Tests.Entrustments;

/// <summary>The result came back on Friday, 12 June 2026; the tribunal goes on from there.</summary>
public class After_entrusted_mediation
{
    private const string LetterNumber = "长劳人仲案字〔2026〕第321号";

    private static Story<Entrustment> Returned(EntrustmentResult result) => EntrustmentStories
        .Given([.. EntrustmentStories.UntilUnderWay, new EntrustmentEnded(result, Day("2026-06-12")), new EntrustmentResultReturned(Day("2026-06-12"), [], null, Day("2026-06-15"), false)])
        .On("2026-06-15").By(EntrustmentStories.Clerk);

    private static RecordDisposition Letter => new(DispositionKind.LetterMade, Day("2026-06-15"), LetterNumber);

    [Fact]
    public void The_tribunal_makes_a_letter_of_what_was_agreed() => Returned(EntrustmentResult.Succeeded)
        .When(Letter with { Number = null }).ThenInvalid("number")
        .When(Letter).Then(new EntrustmentDisposed(new(DispositionKind.LetterMade, Day("2026-06-15"), LetterNumber, Partial: false)))
        .ThenState(s => s is { Stage: EntrustmentStage.Returned, Disposition.Kind: DispositionKind.LetterMade });

    [Fact]
    public void A_letter_of_an_agreement_in_part_is_a_partial_letter() => Returned(EntrustmentResult.Partial)
        .When(Letter).Then(new EntrustmentDisposed(new(DispositionKind.LetterMade, Day("2026-06-15"), LetterNumber, Partial: true)));

    [Fact]
    public void The_application_is_withdrawn_where_all_was_settled()
    {
        var withdrawal = new RecordDisposition(DispositionKind.ApplicationWithdrawn, Day("2026-06-15"));
        Returned(EntrustmentResult.Succeeded).When(withdrawal with { Number = LetterNumber }).ThenInvalid("number").When(withdrawal).ThenState(s => s.Disposition is { Kind: DispositionKind.ApplicationWithdrawn, Number: null });
        Returned(EntrustmentResult.Partial).When(withdrawal).ThenRefused("withdrawal-without-agreement");
    }

    [Theory, InlineData(EntrustmentResult.Failed), InlineData(EntrustmentResult.Expired)]
    public void Without_an_agreement_the_hearing_goes_on(EntrustmentResult result)
    {
        Assert.Equal([DispositionKind.HearingResumed], RecordDisposition.Open(new Entrustment { Result = result }));
        Returned(result).When(Letter).ThenRefused("letter-without-agreement").When(new RecordDisposition(DispositionKind.ApplicationWithdrawn, Day("2026-06-15"))).ThenRefused("withdrawal-without-agreement")
            .When(new RecordDisposition(DispositionKind.HearingResumed, Day("2026-06-15"))).ThenState(s => s.Disposition!.Kind == DispositionKind.HearingResumed);
    }

    /// <summary>A party may go back on what was agreed before it has received the letter (LMA 42).</summary>
    [Fact]
    public void Even_after_an_agreement_the_hearing_may_go_on() => Returned(EntrustmentResult.Succeeded)
        .When(new RecordDisposition(DispositionKind.HearingResumed, Day("2026-06-15"))).ThenState(s => s.Disposition!.Kind == DispositionKind.HearingResumed);

    [Fact]
    public void Where_nobody_took_the_dispute_the_hearing_goes_on() => EntrustmentStories.Given([.. EntrustmentStories.UntilEntrusted, new EntrustmentDeclined("人手不足", Day("2026-06-11"))]).On("2026-06-12").By(EntrustmentStories.Clerk)
        .When(new RecordDisposition(DispositionKind.LetterMade, Day("2026-06-12"), LetterNumber)).ThenRefused("letter-without-agreement")
        .When(new RecordDisposition(DispositionKind.HearingResumed, Day("2026-06-12"))).ThenState(s => s.Stage == EntrustmentStage.Declined && s.Disposition is not null);

    [Fact]
    public void Is_recorded_when_the_result_is_back_and_not_of_a_day_before() => EntrustmentStories.Given(EntrustmentStories.UntilUnderWay).On("2026-06-12").By(EntrustmentStories.Clerk).When(Letter with { On = Day("2026-06-12") }).ThenRefused("result-not-returned")
        .When(new NoteEntrustmentEnd(EntrustmentResult.Succeeded, Day("2026-06-12"))).ThenState(s => s.Stage == EntrustmentStage.Succeeded).When(Letter with { On = Day("2026-06-12") }).ThenRefused("result-not-returned");

    [Fact]
    public void Lies_neither_before_the_result_nor_ahead() => Returned(EntrustmentResult.Succeeded).When(Letter with { On = Day("2026-06-11") }).ThenInvalid("on").When(Letter with { On = Day("2026-06-16") }).ThenInvalid("on");

    [Fact]
    public void Is_recorded_once_and_corrected_with_a_reason() => Returned(EntrustmentResult.Succeeded)
        .When(new CorrectDisposition(DispositionKind.HearingResumed, Day("2026-06-15"), "登记有误")).ThenRefused("disposition-missing")
        .When(Letter).ThenState(s => s.Disposition!.Kind == DispositionKind.LetterMade)
        .When(new RecordDisposition(DispositionKind.ApplicationWithdrawn, Day("2026-06-15"))).ThenRefused("disposition-recorded")
        .When(new CorrectDisposition(DispositionKind.ApplicationWithdrawn, Day("2026-06-15"), default)).ThenInvalid("reason")
        // What changes nothing still gives its reason.
        .When(new CorrectDisposition(DispositionKind.LetterMade, Day("2026-06-15"), default, LetterNumber)).ThenInvalid("reason")
        .When(new CorrectDisposition(DispositionKind.LetterMade, Day("2026-06-15"), "核对无误", LetterNumber)).ThenNothing()
        .When(new CorrectDisposition(DispositionKind.ApplicationWithdrawn, Day("2026-06-15"), "申请人当庭撤回，没有制作调解书。")).Then(new DispositionCorrected(new(DispositionKind.ApplicationWithdrawn, Day("2026-06-15"), null, false), "申请人当庭撤回，没有制作调解书。"))
        .ThenState(s => s.Disposition is { Kind: DispositionKind.ApplicationWithdrawn, Number: null });

    [Fact]
    public void Waits_in_the_docket_for_five_working_days()
    {
        var state = ((DomainEvent[])[.. EntrustmentStories.UntilUnderWay, new EntrustmentEnded(EntrustmentResult.Succeeded, Day("2026-06-12")), new EntrustmentResultReturned(Day("2026-06-12"), [], null, Day("2026-06-15"), false)]).Aggregate(Entrustment.Empty, (s, e) => s.Evolve(e));
        // 19 June 2026 is a holiday.
        Assert.Equal(("ENTNEXT", Day("2026-06-22")), EntrustmentClocks.Pressing(state, Domain.Calendars.WorkCalendar.BuiltIn, RuleSet.BuiltIn) is { } clock ? (clock.Rule, clock.Due) : default);
        Assert.Null(EntrustmentClocks.Pressing(state.Evolve(new EntrustmentDisposed(new(DispositionKind.HearingResumed, Day("2026-06-15"), null, false))), Domain.Calendars.WorkCalendar.BuiltIn, RuleSet.BuiltIn));
    }
}
