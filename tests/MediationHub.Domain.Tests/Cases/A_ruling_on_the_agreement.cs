using MediationHub.Domain.Access;
using MediationHub.Domain.Calendars;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Reviews;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Statistics;
using MediationHub.Domain.Tests.Kernel;
using MediationHub.Domain.Tests.Reviews;
using static MediationHub.Domain.Tests.Cases.CaseStories;

namespace MediationHub.Domain.Tests.Cases;

/// <summary>What a court or commission ruled on an agreement (§2b, 被认定无效/撤销; 司法确认, CPL 205–206) lies over it: everything that asks for an agreement in force follows.</summary>
public class A_ruling_on_the_agreement
{
    private static readonly RecordRuling Void = new(RulingKind.Void, RulingBody.Court, "长春市朝阳区人民法院", "（2026）吉0104民初77号", Day("2026-07-20"), [Scan], "欺诈");
    private static readonly RecordRuling ByCourt = Void with { Kind = RulingKind.Confirmed, DocumentNo = "（2026）吉0104民特3号", On = Day("2026-07-06"), Note = default };
    private static readonly AgreementRuled Voided = Ruled(Void);
    private static readonly AgreementRuled Sealed = Ruled(ByCourt);
    private static readonly ReviewJoined BothJoin = ReviewStories.Joined;

    private static WorkCalendar Calendar => WorkCalendar.BuiltIn;
    private static RuleSet Rules => RuleSet.BuiltIn;
    private static Context In(string day) => new(ChinaTime.At(Day(day), new(10, 0)), Actor.System, Calendar, Rules);
    private static AgreementRuled Ruled(RecordRuling r) => new(1, new(r.Kind, r.Body, r.BodyName, r.DocumentNo!, r.On, r.Proof!, r.Note));

    [Theory]
    [InlineData(RulingKind.Void, AgreementStatus.Invalidated)]
    [InlineData(RulingKind.Revoked, AgreementStatus.Invalidated)]
    [InlineData(RulingKind.Confirmed, AgreementStatus.CourtConfirmed)]
    public void Is_recorded_once_with_its_document(RulingKind kind, AgreementStatus standing) =>
        Given(UntilAgreed).On("2026-07-22").When(Void with { Kind = kind }).ThenState(s => s.Agreement!.Standing == standing && s.Agreement.Status == AgreementStatus.Effective && s.Files.Contains(Scan) && s.Stage == CaseStage.Closed)
            .When(Void with { Kind = kind }).ThenNothing().When(Void with { Kind = kind, DocumentNo = "另一号" }).ThenRefused("ruling-recorded");

    [Fact]
    public void Needs_body_number_day_and_document() =>
        Given(UntilAgreed).On("2026-07-22").When(new RecordRuling((RulingKind)9, (RulingBody)9, default, " ", default)).ThenInvalid("kind", "body", "bodyName", "documentNo", "on", "proof");

    [Fact]
    public void Has_taken_effect_after_the_agreement_and_not_ahead() =>
        Given(UntilAgreed).On("2026-07-22").When(Void with { On = Day("2026-07-23") }).ThenInvalid("on").When(Void with { On = Day("2026-06-11") }).ThenInvalid("on").When(Void with { On = Day("2026-06-12") }).ThenHappened(typeof(AgreementRuled));

    [Fact]
    public void Comes_when_it_comes_and_is_no_late_entry() =>
        Given(UntilAgreed).On("2026-12-01").When(Void).Then(Voided);

    [Fact]
    public void That_confirms_is_a_courts() =>
        Given(UntilAgreed).On("2026-07-22").When(ByCourt with { Body = RulingBody.Commission }).ThenInvalid("body").Saying("仲裁审查");

    [Fact]
    public void Is_on_an_agreement_in_force() => Given(UntilAllSigned).On("2026-07-22").When(Void).ThenRefused("no-agreement-in-force");

    [Fact]
    public void Is_not_on_an_agreement_whose_place_a_letter_took() =>
        Given([.. UntilAgreed, new AgreementReviewNoted(new("rv-1", AgreementStatus.Confirmed, Day("2026-06-15")))]).On("2026-07-22").When(Void).ThenRefused("letter-stands").When(ByCourt).ThenRefused("letter-stands");

    [Fact]
    public void That_voids_ends_performance_and_remedies() =>
        Given([.. UntilAgreed, Voided]).On("2026-07-22")
            .When(new RecordPayment(1, 5000m, Day("2026-07-21"), [Scan])).ThenRefused("agreement-invalidated").Saying("2026-07-20")
            .When(new RecordPerformance(1, Day("2026-07-21"))).ThenRefused("agreement-invalidated").When(new ConfirmReceipt(1, Day("2026-07-21"))).ThenRefused("agreement-invalidated")
            .When(new MarkDefault(1, Day("2026-07-21"))).ThenRefused("agreement-invalidated").When(new StartRemedy(RemedyKind.PaymentOrder)).ThenRefused("agreement-invalidated")
            .ThenState(s => Remedies.Of(s, In("2026-07-22")).Count == 0);

    /// <summary>Only the year in which the dispute can be brought before the commission is left, from the day on which mediation ended (LMA 27).</summary>
    [Fact]
    public void That_voids_stops_the_agreements_clocks_and_leaves_the_limitation()
    {
        var clocks = CaseClocks.Deadlines(After([.. UntilAgreed, Voided]), Calendar, Rules, Day("2026-07-22"));
        Assert.DoesNotContain(clocks, c => c.Rule is "TERM" or "RVW15" or "JC30" or "ENF2");
        Assert.Equal((Day("2026-06-12"), Day("2027-06-14")), clocks.Single(c => c.Rule is "LIM1" && c.Subject is "again") is var year ? (year.From, year.Due) : default);
    }

    [Fact]
    public void That_voids_lets_an_open_case_go_on_to_another_agreement() =>
        Given([.. UntilEffective, Voided]).On("2026-07-22").ThenState(s => s.Stage == CaseStage.InMediation && s.InForce == null)
            .When(new CloseCase(Outcome.Agreed, [], Day("2026-07-22"))).ThenRefused("agreement-needed")
            .When(new DraftAgreement([new(TermKind.Payment, Employer, Worker, 9000m, DueOn: Day("2026-08-30"), Manner: "银行转账")])).ThenHappened(typeof(AgreementDrafted))
            .ThenState(s => s is { Stage: CaseStage.AgreementDrafted, Draft.No: 2, Supplement: null } && s.Superseded is [{ Invalidated: true, No: 1 }] && s.Files.Contains(Scan));

    [Fact]
    public void That_was_withdrawn_leaves_the_agreement_as_before() =>
        Given([.. UntilAgreed, Voided]).On("2026-07-22").When(new WithdrawRuling(default)).ThenInvalid("reason").When(new WithdrawRuling("二审改判有效")).Then(new RulingWithdrawn(1, "二审改判有效", Day("2026-07-22")))
            .ThenState(s => s.InForce!.Standing == AgreementStatus.Effective && s.Stage == CaseStage.Closed)
            .When(new WithdrawRuling("再撤")).ThenRefused("no-ruling").When(Void).ThenHappened(typeof(AgreementRuled));

    [Fact]
    public void That_was_withdrawn_gives_an_open_case_its_agreement_back() =>
        Given([.. UntilEffective, Voided]).On("2026-07-22").When(new WithdrawRuling("登记错误")).ThenState(s => s.Stage == CaseStage.AgreementEffective && s.InForce != null);

    [Fact]
    public void That_confirms_opens_enforcement_by_the_court_and_closes_review_and_supplement()
    {
        var story = Given([.. UntilAgreed, Sealed]).On("2026-07-22");
        story.When(new StartRemedy(RemedyKind.Arbitration)).ThenRefused("remedy-not-open").Saying("司法确认").When(new DraftAgreement([new(TermKind.Payment, Employer, Worker, 9000m, DueOn: Day("2026-08-30"))], Supplement: true)).ThenRefused("agreement-court-confirmed")
            .When(new StartRemedy(RemedyKind.Enforcement)).ThenHappened(typeof(RemedyStarted)).When(new RecordPayment(1, 5000m, Day("2026-07-21"), [Scan])).ThenHappened(typeof(PaymentRecorded));
        var state = After([.. UntilAgreed, Sealed]);
        var way = Remedies.Of(state, In("2026-07-22")).Single(w => w.Open && w.Kind is RemedyKind.Enforcement);
        Assert.Equal("民事诉讼法第二百零六条", way.Basis);
        var clocks = CaseClocks.Deadlines(state, Calendar, Rules, Day("2026-07-22"));
        Assert.DoesNotContain(clocks, c => c.Rule is "RVW15" or "JC30");
        Assert.Equal(Day("2028-06-30"), clocks.Single(c => c.Rule is "ENF2").Due);
    }

    /// <summary>R33 §75 ground 5, §77: the same agreement does not go two ways, and nothing is confirmed that binds nobody.</summary>
    [Theory]
    [InlineData(RulingKind.Confirmed, "agreement-court-confirmed")]
    [InlineData(RulingKind.Void, "agreement-invalidated")]
    [InlineData(RulingKind.Revoked, "agreement-invalidated")]
    public void Keeps_the_agreement_from_review(RulingKind kind, string code)
    {
        var ruled = After([.. UntilAgreed, Ruled(Void with { Kind = kind, On = Day("2026-06-15") })]);
        Story<Review> Reviewing(params IEnumerable<DomainEvent> events) => ReviewStories.Tell(events).Knowing(ruled.Id.Value, ruled).On("2026-06-17 16:00");

        Reviewing().By(ReviewStories.Mediator).When(ReviewStories.Application).ThenRefused(code);
        Reviewing(ReviewStories.Applied).By(ReviewStories.Mediator).When(new JoinReview(Employer, BothJoin.Joining.At)).ThenRefused(code);
        Reviewing(ReviewStories.UntilFiled).By(ReviewStories.Clerk).When(new AcceptReview(Day("2026-06-17"))).ThenRefused(code).When(new DeclineReview(5, "法院已作裁判", Day("2026-06-17"))).ThenHappened(typeof(ReviewNotAccepted));
        Reviewing(ReviewStories.UntilReview).By(ReviewStories.Arb).When(new MakeLetter(At("2026-06-17 15:00"))).ThenRefused(code);
        Reviewing(ReviewStories.UntilLetter).By(ReviewStories.Clerk).When(new ServeLetter(Worker, ServiceMethod.Direct, ServiceResult.Signed, Day("2026-06-17"))).ThenRefused(code)
            .When(new ServeLetter(Worker, ServiceMethod.Direct, ServiceResult.Refused, Day("2026-06-17"))).ThenHappened(typeof(ReviewLetterServed), typeof(ReviewEndedUnsigned));
    }

    [Fact]
    public void Does_not_hide_how_a_running_review_went_on() =>
        Given([.. UntilAgreed, new AgreementReviewNoted(new("rv-1", AgreementStatus.InReview, Day("2026-06-15"))), Voided]).On("2026-07-22")
            .When(new NoteReview("rv-1", AgreementStatus.Effective, Day("2026-06-15"), Step: 6)).ThenState(s => s.Review!.Status == AgreementStatus.Effective && s.Agreement!.Standing == AgreementStatus.Invalidated);

    /// <summary>§4.3 A4: a success whose agreement was voided is none in the net rate; under the closing definition it stays one, and what was agreed was agreed.</summary>
    [Fact]
    public void That_voids_is_taken_off_the_net_rate_alone()
    {
        var (before, after) = (Counted(After(UntilAgreed)), Counted(After([.. UntilAgreed, Voided])));
        Assert.Equal((1, 0, 1), (before[Counters.Succeeded], before[Counters.SucceededTainted], before[Counters.PerformanceDue]));
        Assert.Equal((1, 1, 0), (after[Counters.Succeeded], after[Counters.SucceededTainted], after[Counters.PerformanceDue]));
        Assert.Equal((before[Counters.AgreedAmount], before[Counters.AgreementsEffective]), (after[Counters.AgreedAmount], after[Counters.AgreementsEffective]));
    }

    /// <summary>§4.4 司法确认率: court-confirmed ÷ effective.</summary>
    [Fact]
    public void That_confirms_counts_among_the_agreements_of_its_day()
    {
        var figures = Counted(After([.. UntilAgreed, Sealed]), After(UntilAgreed), After([.. UntilAgreed, Voided]));
        Assert.Equal(new Rate(1, 3), Indicators.Of(new(figures, 0)).Single(i => i.Id is "courtConfirmation").Rate);
        // 仲裁审查申请率: what a court confirmed is none of those that can go to review.
        Assert.Equal(new Rate(0, 2), Indicators.Of(new(figures, 0)).Single(i => i.Id is "reviewApplication").Rate);
    }

    private static Figures Counted(params MediationCase[] cases)
    {
        var sums = new Dictionary<string, long>();
        foreach (var c in cases) CaseContribution.Contribute(c, Calendar, Rules, (key, n) => sums[key.Counter] = sums.GetValueOrDefault(key.Counter) + n);
        return new Figures(sums);
    }
}
