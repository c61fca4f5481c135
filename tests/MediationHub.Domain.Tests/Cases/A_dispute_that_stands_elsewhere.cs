using MediationHub.Domain.Access;
using MediationHub.Domain.Calendars;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Tests.Kernel;
using static MediationHub.Domain.Tests.Cases.CaseStories;

namespace MediationHub.Domain.Tests.Cases;

/// <summary>Decided, or pending in arbitration or court: not for mediation unless the commission (R33 §§69, 70) or the court (CPL 125) sends it.</summary>
public class A_dispute_that_stands_elsewhere
{
    private static readonly ElsewhereDispute Pending = new(ElsewhereKind.PendingInArbitration, "长春市劳动人事争议仲裁委员会", "长劳人仲案字〔2026〕12号", Day("2026-06-02"));
    private static readonly AcceptCase Accept = new(Wang, Day("2026-06-10"));

    private static CaseRegistered Told(ElsewhereDispute? elsewhere, CaseSource source = CaseSource.PartyApplication) => Registered with { Elsewhere = elsewhere, Source = source };
    private static CaseCorrected Found(ElsewhereDispute elsewhere) => new(new() { Elsewhere = elsewhere }, "对方告知");

    private static Context Today => new(At("2026-06-12 10:00"), Actor.System, WorkCalendar.BuiltIn, RuleSet.BuiltIn)
    {
        Others = new Dictionary<StreamRef, object> { [StreamRef.To<Domain.Organizations.Organization>(Center.Value)] = Active(Center, "CC-01", "220100") },
    };

    [Theory]
    [InlineData(ElsewhereKind.Decided, "已有生效的裁决、判决或者调解书", "调解仲裁法第五十一条")]
    [InlineData(ElsewhereKind.PendingInArbitration, "仲裁委员会委托调解或者发出调解建议书", "劳动人事争议仲裁办案规则第六十九条、第七十条")]
    [InlineData(ElsewhereKind.PendingInCourt, "人民法院委派或者委托", "民事诉讼法第一百二十五条")]
    public void Is_not_accepted_and_the_refusal_says_what_to_do(ElsewhereKind kind, string says, string basis) =>
        Given(Told(new(kind)), Consented).On("2026-06-10").When(Accept).ThenRefused("dispute-elsewhere").Saying(says)
            .ThenDecided(d => Assert.Equal(basis, d.Refusal!.Basis));

    [Fact]
    public void Is_rejected_on_its_ground() =>
        Given(Told(Pending), Consented).On("2026-06-10").When(new RejectCase(RejectGround.PendingInArbitration, "仲裁委员会已经受理", Day("2026-06-10"))).ThenHappened(typeof(CaseNotAccepted));

    [Theory]
    [InlineData(ElsewhereKind.PendingInArbitration, CaseSource.CommissionEntrusted), InlineData(ElsewhereKind.PendingInArbitration, CaseSource.CommissionRecommended)]
    [InlineData(ElsewhereKind.PendingInCourt, CaseSource.CourtAssigned), InlineData(ElsewhereKind.PendingInCourt, CaseSource.CourtEntrusted)]
    [InlineData(ElsewhereKind.Decided, CaseSource.CommissionEntrusted), InlineData(ElsewhereKind.Decided, CaseSource.CourtAssigned)]
    public void Is_accepted_where_those_before_whom_it_stands_sent_it(ElsewhereKind kind, CaseSource source) =>
        Given(Told(new(kind, Number: "〔2026〕12号"), source), Consented).On("2026-06-10").When(Accept).ThenHappened(typeof(CaseAccepted));

    [Theory]
    [InlineData(CaseSource.CommissionEntrusted), InlineData(CaseSource.CommissionRecommended)]
    public void Is_not_accepted_from_a_commission_that_no_letter_names(CaseSource source) =>
        Given(Told(new(ElsewhereKind.PendingInArbitration), source), Consented).On("2026-06-10").When(Accept).ThenRefused("dispute-elsewhere").Saying("须写明仲裁案号");

    [Theory]
    [InlineData(ElsewhereKind.PendingInArbitration, CaseSource.CourtAssigned), InlineData(ElsewhereKind.PendingInArbitration, CaseSource.CourtEntrusted)]
    [InlineData(ElsewhereKind.PendingInCourt, CaseSource.CommissionEntrusted), InlineData(ElsewhereKind.PendingInCourt, CaseSource.CommissionRecommended)]
    public void Is_not_accepted_from_those_before_whom_it_does_not_stand(ElsewhereKind kind, CaseSource source) =>
        Given(Told(new(kind), source), Consented).On("2026-06-10").When(Accept).ThenRefused("dispute-elsewhere");

    [Theory]
    [InlineData(CaseSource.OwnInitiative), InlineData(CaseSource.PetitionTransfer), InlineData(CaseSource.UnionTransfer), InlineData(CaseSource.OnlinePlatform)]
    public void Is_not_accepted_from_any_other_source(CaseSource source) =>
        Given(Told(Pending, source), Consented).On("2026-06-10").When(Accept).ThenRefused("dispute-elsewhere");

    [Fact]
    public void Sent_by_a_commission_is_accepted_whatever_its_source_was_corrected_to() =>
        Given(Told(Pending) with { Origin = new(EntrustmentId: "en-1") }, Consented).On("2026-06-10").When(Accept).ThenHappened(typeof(CaseAccepted));

    [Fact]
    public void Does_not_get_more_time() =>
        Given([.. UntilAccepted, Found(Pending)]).On("2026-06-12").When(new ExtendTerm(5, [new(Worker, Day("2026-06-12")), new(Employer, Day("2026-06-12"))])).ThenRefused("dispute-elsewhere");

    [Fact]
    public void Is_not_lost_where_an_acceptance_is_said_again_with_another_answer() =>
        Given(Told(new(ElsewhereKind.None)), Consented).On("2026-06-10")
            .When(Accept with { Elsewhere = new(ElsewhereKind.None) }).ThenHappened(typeof(CaseAccepted))
            .When(Accept with { Elsewhere = new(ElsewhereKind.None) }).ThenNothing()
            .When(Accept with { Elsewhere = Pending }).ThenInvalid("elsewhere.kind");

    [Fact]
    public void Is_not_lost_where_a_rejection_is_said_again_with_another_answer()
    {
        var reject = new RejectCase(RejectGround.PendingInArbitration, "仲裁委员会已经受理", Day("2026-06-10"), Elsewhere: Pending);
        Given(Told(null), Consented).On("2026-06-10")
            .When(reject).ThenHappened(typeof(CaseNotAccepted))
            .When(reject).ThenNothing()
            .When(reject with { Elsewhere = new(ElsewhereKind.PendingInCourt) }).ThenInvalid("elsewhere.kind");
    }

    [Fact]
    public void Is_accepted_where_nobody_asked_or_there_is_none()
    {
        Given(Told(null), Consented).On("2026-06-10").When(Accept).ThenHappened(typeof(CaseAccepted));
        Given(Told(new(ElsewhereKind.None)), Consented).On("2026-06-10").When(Accept).ThenHappened(typeof(CaseAccepted));
    }

    [Fact]
    public void Is_asked_about_before_acceptance_where_nobody_did()
    {
        AllowedCommand Accepting(params DomainEvent[] events) => CaseGuide.Allowed(After(events), Today).Single(a => a.Command == "accept");
        Assert.True(After(Told(null), Consented).ElsewhereUnasked);
        Assert.True(Accepting(Told(null), Consented).Ok);
        Assert.Contains("受理前询问当事人", Accepting(Told(null), Consented).Note?.Chinese);
        Assert.Contains("elsewhere", Accepting(Told(null), Consented).Note?.English);
        foreach (var known in new[] { Told(new(ElsewhereKind.None)), Told(null) with { Origin = new(EntrustmentId: "en-1") }, Told(null) with { Origin = new(RecommendationId: "re-1") } })
        {
            Assert.False(After(known, Consented).ElsewhereUnasked);
            Assert.DoesNotContain("询问当事人", Accepting(known, Consented).Note?.Chinese ?? "");
        }
        Assert.False(After(UntilAccepted).ElsewhereUnasked);
    }

    [Fact]
    public void Is_said_with_the_rejection_and_stays_on_record()
    {
        var reject = new RejectCase(RejectGround.PendingInArbitration, "仲裁委员会已经受理", Day("2026-06-10"), Elsewhere: Pending);
        Given(Told(null), Consented).On("2026-06-10").When(reject).ThenHappened(typeof(CaseNotAccepted)).ThenState(s => s.Elsewhere == Pending);
        Given(Told(Pending), Consented).On("2026-06-10").When(reject with { Elsewhere = null }).ThenHappened(typeof(CaseNotAccepted)).ThenState(s => s.Elsewhere == Pending);
        Given(Told(null), Consented).On("2026-06-10").When(reject with { Elsewhere = Pending with { On = Day("2026-06-11") } }).ThenInvalid("elsewhere.on");
        Given(Told(new(ElsewhereKind.None)), Consented).On("2026-06-10").When(reject).ThenInvalid("elsewhere.kind").Saying("请先办理更正");
    }

    [Fact]
    public void Is_said_with_the_acceptance_and_stands_in_its_way_as_if_it_had_been_known()
    {
        Given(Told(null), Consented).On("2026-06-10").When(Accept with { Elsewhere = new(ElsewhereKind.None) }).ThenHappened(typeof(CaseAccepted)).ThenState(s => s.Elsewhere!.Kind == ElsewhereKind.None && s.BarredBy == null);
        Given(Told(null), Consented).On("2026-06-10").When(Accept with { Elsewhere = Pending }).ThenRefused("dispute-elsewhere").Saying("仲裁或者诉讼正在处理");
        Given(Told(null, CaseSource.CommissionEntrusted), Consented).On("2026-06-10").When(Accept with { Elsewhere = Pending }).ThenHappened(typeof(CaseAccepted)).ThenState(s => s.Elsewhere == Pending);
        Given(Told(null), Consented).On("2026-06-10").When(Accept with { Elsewhere = new(ElsewhereKind.None, Number: "12") }).ThenInvalid("elsewhere.kind");
        Given(Told(null), Consented).On("2026-06-10").When(Accept with { Elsewhere = Pending with { On = Day("2026-06-11") } }).ThenInvalid("elsewhere.on");
        // What is on record is corrected with a reason, not said over.
        Given(Told(new(ElsewhereKind.None)), Consented).On("2026-06-10").When(Accept with { Elsewhere = Pending }).ThenInvalid("elsewhere.kind").Saying("请先办理更正");
        Given(Told(new(ElsewhereKind.None)), Consented).On("2026-06-10").When(Accept with { Elsewhere = new(ElsewhereKind.None) }).ThenHappened(typeof(CaseAccepted));
    }

    [Fact]
    public void Is_told_at_registration()
    {
        static Story<MediationCase> Register(ElsewhereDispute elsewhere) => CaseStories.Given().On("2026-06-10").When(new RegisterCase(
            new("case-9"), Center, CaseSource.PartyApplication, ApplicationForm.Written, At("2026-06-08 09:10"), [Li], [Company], "07.1", [new("07.1", "支付工资", 12000m)], Elsewhere: elsewhere));

        Register(Pending).ThenState(s => s.Elsewhere == Pending && s.BarredBy == Pending);
        Register(new(ElsewhereKind.None)).ThenState(s => s.Elsewhere!.Kind == ElsewhereKind.None && s.BarredBy == null);
        Register(Pending with { On = Day("2026-06-11") }).ThenInvalid("elsewhere.on");
        Register(new(ElsewhereKind.None, "长春市朝阳区人民法院")).ThenInvalid("elsewhere.kind");
        Register(Pending with { Body = new string('委', 101), Number = "〔2026〕\u0007" }).ThenInvalid("elsewhere.body", "elsewhere.number");
        Register(new((ElsewhereKind)9)).ThenInvalid("elsewhere.kind");
    }

    [Fact]
    public void Is_corrected_with_a_reason_and_then_accepted() => Given(Told(Pending), Consented).On("2026-06-10")
        .When(new CorrectCase(new() { Elsewhere = new(ElsewhereKind.None) }, "")).ThenInvalid("reason")
        .When(new CorrectCase(new() { Elsewhere = new(ElsewhereKind.None) }, "申请人已撤回仲裁申请")).ThenHappened(typeof(CaseCorrected)).ThenState(s => s.BarredBy == null)
        .When(Accept).ThenHappened(typeof(CaseAccepted));

    [Fact]
    public void That_comes_out_before_acceptance_stops_it() => Given(Registered, Consented).On("2026-06-10")
        .When(new CorrectCase(new() { Elsewhere = Pending }, "被申请人告知")).ThenState(s => s.BarredBy == Pending)
        .When(Accept).ThenRefused("dispute-elsewhere");

    [Fact]
    public void That_comes_out_after_acceptance_lets_nothing_more_be_agreed()
    {
        var draft = new DraftAgreement([new(TermKind.Payment, Employer, Worker, 9000m, DueOn: Day("2026-06-30"))]);
        Given([.. UntilAccepted, Found(Pending)]).On("2026-06-12")
            .When(new ScheduleSession(At("2026-06-16 09:00"), At("2026-06-16 10:00"), "第一调解室", SessionMode.OnSite)).ThenRefused("dispute-elsewhere").Saying("其他终止");
        Given([.. UntilHeld, Found(Pending)]).On("2026-06-12").When(draft).ThenRefused("dispute-elsewhere")
            .When(new CloseCase(Outcome.AgreedOral, [], Day("2026-06-12"), Performance: new("当场支付", 9000m))).ThenRefused("dispute-elsewhere");
        Given([.. UntilDrafted, Found(Pending)]).On("2026-06-12").When(new SignAgreement(new Signer(PartyId: Worker), At("2026-06-11 10:30"))).ThenRefused("dispute-elsewhere");
        Given([.. UntilAllSigned, Found(Pending)]).On("2026-06-12").When(new SealAgreement(At("2026-06-12 09:00"))).ThenRefused("dispute-elsewhere");
    }

    [Fact]
    public void That_comes_out_after_acceptance_still_has_its_past_recorded() =>
        Given([.. UntilAccepted, Found(Pending)]).On("2026-06-12")
            .When(new HoldSession(null, [new(Worker, true), new(Employer, true)], new([], ["双方存在劳动关系。"], SessionResult.Continues), ReadBack: true, Signatures: [new(Worker), new(Employer)], StartsAt: At("2026-06-11 14:00"), EndsAt: At("2026-06-11 15:00"), Place: "第一调解室"))
            .ThenHappened(typeof(SessionHeld));

    [Fact]
    public void That_comes_out_after_acceptance_is_closed_withdrawn_or_transferred_as_any_other()
    {
        DomainEvent[] found = [.. UntilHeld, Found(Pending)];
        Given(found).On("2026-06-12").When(new CloseCase(Outcome.Terminated, [], Day("2026-06-12"), TerminationGround.DecidedElsewhere)).ThenState(s => s.Outcome == Outcome.Terminated);
        Given(found).On("2026-06-12").When(new CloseCase(Outcome.NoAgreement, [new(FailureCode.PositionsApart)], Day("2026-06-12"))).ThenState(s => s.Outcome == Outcome.NoAgreement);
        Given(found).On("2026-06-12").When(new WithdrawApplication(false, null, Day("2026-06-12"))).ThenState(s => s.Outcome == Outcome.Withdrawn);
        Given(found).On("2026-06-12").When(new WithdrawApplication(true, [new("proof-1")], Day("2026-06-12"))).ThenRefused("dispute-elsewhere");   // no success of mediation
        Given(found).On("2026-06-12").When(new TransferCase(Neighbor, "由其处理")).ThenHappened(typeof(TransferProposed));
    }

    [Fact]
    public void Goes_on_once_it_is_withdrawn_there_or_sent_from_there()
    {
        var draft = new DraftAgreement([new(TermKind.Payment, Employer, Worker, 9000m, DueOn: Day("2026-06-30"))]);
        Given([.. UntilHeld, Found(Pending)]).On("2026-06-12").When(new CorrectCase(new() { Elsewhere = new(ElsewhereKind.None) }, "已撤回仲裁申请")).When(draft).ThenHappened(typeof(AgreementDrafted));
        Given([.. UntilHeld, Found(Pending)]).On("2026-06-12").When(new CorrectCase(new() { Source = CaseSource.CommissionEntrusted }, "仲裁委员会委托")).When(draft).ThenHappened(typeof(AgreementDrafted));
    }

    [Fact]
    public void Says_the_way_out_as_the_next_step()
    {
        Assert.Equal("reject", CaseGuide.Next(After(Told(Pending), Consented), Today)!.Command);
        Assert.Equal("accept", CaseGuide.Next(After(Told(Pending, CaseSource.CommissionRecommended), Consented), Today)!.Command);
        Assert.Equal("close", CaseGuide.Next(After([.. UntilDrafted, Found(Pending)]), Today)!.Command);
    }

    [Fact]
    public void Stays_what_it_is_at_the_organization_it_is_transferred_to() =>
        Given(Told(Pending), new TransferProposed(Neighbor, "管辖")).On("2026-06-10").By(Head(Neighbor)).When(new AcceptTransfer(new("case-2")))
            .ThenOpened<MediationCase>("case-2", c => Assert.Equal(Pending, c.BarredBy));

    [Fact]
    public void Stays_what_it_is_in_both_parts_of_a_split()
    {
        var joint = Told(Pending) with
        {
            Parties = [Registered.Parties[0], new(new("a2"), PartySide.Applicant, Li with { Name = "张某", IdNumber = "110105194912310038" }) { Consent = new(true, Day("2026-06-08"), ByApplication: true) }, Registered.Parties[1]],
            Claims = [Registered.Claims[0], new(2, "11", "支付张某经济补偿", 5000m)],
        };
        Given(joint, Consented).On("2026-06-10").When(new SplitCase(new("case-2"), [new("a2")], [2], "只有一人申请了仲裁"))
            .ThenOpened<MediationCase>("case-2", c => Assert.Equal(Pending, c.BarredBy)).ThenState(s => s.BarredBy == Pending);
    }

    [Fact]
    public void Does_not_get_into_mediation_by_a_merger()
    {
        var earlier = Registered with { Id = new("case-0"), Number = "长春（CC-01）劳调〔2026〕7号", ReceivedAt = At("2026-06-05 09:00"), RegisteredOn = Day("2026-06-05") };
        var merge = new MergeCase(new("case-0"), "同一事由");
        Given(Told(Pending), Consented).Knowing<MediationCase>("case-0", [earlier, Consented]).On("2026-06-10").When(merge).ThenRefused("dispute-elsewhere");
        Given(Registered, Consented).Knowing<MediationCase>("case-0", [earlier with { Elsewhere = Pending }, Consented]).On("2026-06-10").When(merge).ThenRefused("dispute-elsewhere").Saying("拟并入的");
        Given(Registered, Consented).Knowing<MediationCase>("case-0", [earlier, Consented]).On("2026-06-10").When(merge).ThenHappened(typeof(CaseMerged));
    }
}
