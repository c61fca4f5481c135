using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using static MediationHub.Domain.Tests.Cases.CaseStories;

namespace MediationHub.Domain.Tests.Cases;

/// <summary>An agreement is performed when every line is.</summary>
public class Performing_an_agreement
{
    private static readonly Term Instalments = Wages with { DueOn = null, Instalments = [new(1, 5000m, Day("2026-06-30")), new(2, 7000m, Day("2026-07-31"))] };
    private static readonly Term Handover = new(2, TermKind.DocumentHandover, Employer, Worker, null, [], Day("2026-06-20"), default, default, "离职证明", null);
    private static readonly RecordPayment Pay = new(1, 5000m, Day("2026-06-15"), [Scan]);

    private static IReadOnlyList<DomainEvent> InForce(params Term[] terms) => [.. UntilHeld, Drafted with { Terms = terms }, WorkerSigned, EmployerSigned, MediatorSigned, TookEffect];

    [Fact]
    public void Takes_payments_up_to_what_is_owed() =>
        Given(UntilEffective).On("2026-06-15").When(Pay).ThenState(s => s.InForce!.Lines[0].Outstanding == 7000m && s.InForce.Lines[0].Status(Day("2026-06-15")) == PerformanceStatus.PartlyPerformed)
            .When(Pay with { Amount = 7000.01m }).ThenRefused("payment-above-owed").Saying("7,000.00")
            .When(Pay with { Amount = 7000m }).ThenState(s => s.InForce!.Performed && s.InForce.Lines[0].PerformedOn == Day("2026-06-15"));

    [Fact]
    public void Takes_the_same_payment_once_and_another_by_its_proof() =>
        Given(UntilEffective).On("2026-06-15").When(Pay).When(Pay).ThenNothing().When(Pay with { Proof = [new("f2")] }).ThenState(s => s.Payments.Count == 2);

    [Fact]
    public void Without_an_instalment_falls_on_the_earliest_due() =>
        Given(InForce(Instalments)).On("2026-06-15").When(Pay with { Amount = 6000m })
            .ThenState(s => s.InForce!.Lines[0].PerformedOn == Day("2026-06-15") && s.InForce.Lines[1].Paid == 1000m && s.Payments[0].Parts.Count == 2);

    [Fact]
    public void To_an_instalment_stays_within_it() =>
        Given(InForce(Instalments)).On("2026-06-15").When(Pay with { InstalmentNo = 2, Amount = 7000.5m }).ThenRefused("payment-above-owed")
            .When(Pay with { InstalmentNo = 3 }).ThenInvalid("instalmentNo").When(Pay with { TermNo = 7, Amount = 0m }).ThenInvalid("termNo", "amount");

    [Fact]
    public void With_an_unpaid_line_is_not_performed() =>
        Given(InForce(Instalments)).On("2026-06-15").When(Pay).ThenState(s => !s.InForce!.Performed && s.InForce.Lines[0].PerformedOn != null);

    [Fact]
    public void In_acts_is_recorded_by_act() =>
        Given(InForce(Wages, Handover)).On("2026-06-15").When(new RecordPerformance(1, Day("2026-06-15"))).ThenRefused("is-a-payment").When(Pay with { TermNo = 2 }).ThenRefused("not-a-payment")
            .When(new RecordPerformance(2, Day("2026-06-15"), [Scan])).ThenState(s => s.InForce!.Lines[1].PerformedOn == Day("2026-06-15") && s.Files.Contains(Scan))
            .When(new RecordPerformance(2, Day("2026-06-12"))).ThenRefused("already-performed");

    [Fact]
    public void Is_confirmed_by_the_payee_once_something_came() =>
        Given(UntilEffective).On("2026-06-15").When(new ConfirmReceipt(1, Day("2026-06-15"))).ThenRefused("nothing-received")
            .When(Pay).When(new ConfirmReceipt(1, Day("2026-06-15"))).ThenState(s => s.InForce!.Lines[0].ConfirmedOn == Day("2026-06-15"))
            .When(Pay with { Proof = [] }).ThenState(s => s.InForce!.Lines[0].ConfirmedOn == null);

    [Fact]
    public void Is_not_confirmed_before_it_came() =>
        Given([.. UntilEffective, new PaymentRecorded(new("p1", 1, 1, null, 5000m, Day("2026-06-15"), [new(null, 5000m)], []))])
            .On("2026-06-15").When(new ConfirmReceipt(1, Day("2026-06-14"))).ThenInvalid("on").When(new ConfirmReceipt(1, Day("2026-06-15"))).ThenHappened(typeof(ReceiptConfirmed));

    [Fact]
    public void Needs_an_agreement_in_force() =>
        Given(UntilAllSigned).On("2026-06-15").When(Pay).ThenRefused("no-agreement-in-force").When(new MarkDefault(1, Day("2026-06-15"))).ThenRefused("no-agreement-in-force").When(new StartRemedy(RemedyKind.Arbitration)).ThenRefused("no-agreement-in-force");

    [Fact]
    public void Goes_on_in_the_closed_and_the_archived_case()
    {
        Given(UntilAgreed).On("2026-06-15").When(Pay).ThenHappened(typeof(PaymentRecorded));
        Given([.. UntilAgreed, new CaseArchived(Day("2026-06-15"), [])]).On("2026-06-15").When(Pay).ThenHappened(typeof(PaymentRecorded)).When(new FollowUpCase(Day("2026-06-15"), "已付一半", 4)).ThenHappened(typeof(CaseFollowedUp));
    }

    [Fact]
    public void Does_not_begin_before_the_agreement_was_signed() => Given(UntilEffective).On("2026-06-15").When(Pay with { PaidOn = Day("2026-06-10") }).ThenInvalid("paidOn");
}

/// <summary>LMA 15: due today is not overdue.</summary>
public class An_unperformed_line
{
    [Fact]
    public void Is_in_default_from_the_day_after_its_due_day() =>
        Given(UntilAgreed).On("2026-06-30").When(new MarkDefault(1, Day("2026-06-30"))).ThenRefused("not-due-yet").Saying("2026-06-30")
            .On("2026-07-01").When(new MarkDefault(1, Day("2026-07-01"), Reason: "电话催告无果")).ThenState(s => s.InForce!.Lines[0].Status(Day("2026-07-01")) == PerformanceStatus.Defaulted)
            .On("2026-07-02").When(new MarkDefault(1, Day("2026-07-02"))).ThenNothing();

    [Fact]
    public void Without_a_due_day_is_never_in_default() =>
        Given([.. UntilHeld, Drafted with { Terms = [new(1, TermKind.DocumentHandover, Employer, Worker, null, [], null, default, default, "离职证明", null)] }, WorkerSigned, EmployerSigned, MediatorSigned, TookEffect])
            .On("2026-07-01").When(new MarkDefault(1, Day("2026-07-01"))).ThenRefused("not-due-yet");

    [Fact]
    public void That_is_performed_is_not_in_default() =>
        Given([.. UntilAgreed, new PaymentRecorded(new("p1", 1, 1, null, 12000m, Day("2026-06-20"), [new(null, 12000m)], []))]).On("2026-07-01").When(new MarkDefault(1, Day("2026-07-01"))).ThenRefused("already-performed");

    [Fact]
    public void Paid_late_is_performed_after_all() =>
        Given([.. UntilAgreed, new DefaultMarked(1, 1, null, Day("2026-07-01"), default)]).On("2026-07-02").When(new RecordPayment(1, 12000m, Day("2026-07-02")))
            .ThenState(s => s.InForce!.Lines[0].Status(Day("2026-07-02")) == PerformanceStatus.Performed);
}

/// <summary>LMA 15, 16, 9; INT1 51: each way is open only where the law opens it.</summary>
public class Starting_a_remedy
{
    private static IReadOnlyList<DomainEvent> Unpaid(Term term, OrganizationType organization = OrganizationType.TownshipCenter, string type = "07.1") =>
        [Registered with { OrganizationType = organization, DisputeType = type }, Consented, Accepted, Held, Drafted with { Terms = [term] }, WorkerSigned, EmployerSigned, MediatorSigned, TookEffect, Agreed];

    private static readonly AgreementReviewNoted Confirmed = new(new("rv-1", AgreementStatus.Confirmed, Day("2026-06-15")));

    [Theory]
    [InlineData(RemedyKind.Arbitration)]
    [InlineData(RemedyKind.PaymentOrder)]
    [InlineData(RemedyKind.DirectSuit)]
    [InlineData(RemedyKind.LabourInspection)]
    public void For_unpaid_wages_every_way_is_open(RemedyKind kind) => Given(Unpaid(Wages)).On("2026-07-01").When(new StartRemedy(kind)).Then(new RemedyStarted(new(kind, 1, Day("2026-07-01"), default)));

    [Fact]
    public void Waits_for_the_end_of_the_due_day() => Given(Unpaid(Wages)).On("2026-06-30").When(new StartRemedy(RemedyKind.PaymentOrder)).ThenRefused("nothing-overdue");

    private static readonly Term Handover = new(1, TermKind.DocumentHandover, Employer, Worker, null, [], Day("2026-06-20"), default, default, "离职证明", null);

    [Theory]
    [InlineData(RemedyKind.PaymentOrder)]
    [InlineData(RemedyKind.LabourInspection)]
    public void A_payment_order_and_a_complaint_are_not_for_acts(RemedyKind kind) =>
        Given(Unpaid(Handover)).On("2026-07-01").When(new StartRemedy(kind)).ThenRefused("remedy-not-open").Saying("不是付款").When(new StartRemedy(RemedyKind.Arbitration)).ThenHappened(typeof(RemedyStarted));

    [Theory]
    [InlineData(RemedyKind.PaymentOrder)]
    [InlineData(RemedyKind.LabourInspection)]
    [InlineData(RemedyKind.DirectSuit)]
    public void A_payment_order_a_complaint_and_a_direct_suit_are_not_for_an_employer(RemedyKind kind) =>
        Given(Unpaid(Wages with { PayerId = Worker, PayeeId = Employer })).On("2026-07-01").When(new StartRemedy(kind)).ThenRefused("remedy-not-open").Saying("劳动者针对用人单位").When(new StartRemedy(RemedyKind.Arbitration)).ThenHappened(typeof(RemedyStarted));

    [Theory]
    [InlineData("07.1", true)]   // wages
    [InlineData("10.1", true)]   // medical costs of work injury
    [InlineData("11", true)]     // severance
    [InlineData("12", true)]     // compensation
    [InlineData("14", false)]
    [InlineData("09", false)]
    public void A_payment_order_is_for_the_four_kinds_of_claims(string type, bool open)
    {
        var kinds = new[] { RemedyKind.PaymentOrder, RemedyKind.LabourInspection };
        foreach (var kind in kinds)
        {
            var story = Given(Unpaid(Wages with { ClaimType = type })).On("2026-07-01").When(new StartRemedy(kind));
            _ = open ? story.ThenHappened(typeof(RemedyStarted)) : story.ThenRefused("remedy-not-open").Saying("不属于这四类");
        }
    }

    [Theory]
    [InlineData("07.3", OrganizationType.TownshipCenter, null)]
    [InlineData("11", OrganizationType.TownshipCenter, "仅就劳动报酬")]
    [InlineData("07.1", OrganizationType.Chamber, "主持下达成")]
    public void A_direct_suit_is_for_wages_alone_and_a_body_of_LMA_10(string type, OrganizationType organization, string? because)
    {
        var story = Given(Unpaid(Wages, organization, type)).On("2026-07-01").When(new StartRemedy(RemedyKind.DirectSuit));
        _ = because is null ? story.ThenHappened(typeof(RemedyStarted)) : story.ThenRefused("remedy-not-open").Saying(because);
    }

    [Fact]
    public void A_direct_suit_is_not_for_an_agreement_about_more_than_wages() =>
        Given([Registered, Consented, Accepted, Held, Drafted with { Terms = [Wages, Handover with { No = 2 }] }, WorkerSigned, EmployerSigned, MediatorSigned, TookEffect, Agreed])
            .On("2026-07-01").When(new StartRemedy(RemedyKind.DirectSuit)).ThenRefused("remedy-not-open").Saying("还有其他事项").When(new StartRemedy(RemedyKind.PaymentOrder)).ThenHappened(typeof(RemedyStarted));

    [Fact]
    public void A_direct_suit_is_open_for_whatever_a_payment_order_was_asked_for_once_the_court_has_ended_it()
    {
        var severance = Unpaid(Wages with { ClaimType = "11" }, OrganizationType.Chamber, "11");
        var suit = new StartRemedy(RemedyKind.DirectSuit, OrderEndedOn: Day("2026-07-20"));
        Given(severance).On("2026-08-03").When(suit).ThenRefused("payment-order-missing");
        IReadOnlyList<DomainEvent> ordered = [.. severance, new RemedyStarted(new(RemedyKind.PaymentOrder, 1, Day("2026-07-02"), default))];
        Given(ordered).On("2026-08-03").When(new StartRemedy(RemedyKind.DirectSuit)).ThenRefused("payment-order-not-ended").When(suit with { OrderEndedOn = Day("2026-07-01") }).ThenRefused("payment-order-not-ended")
            .When(suit with { OrderEndedOn = Day("2026-08-04") }).ThenInvalid("orderEndedOn").When(new StartRemedy(RemedyKind.Arbitration, OrderEndedOn: Day("2026-07-20"))).ThenInvalid("orderEndedOn")
            .When(suit).Then(new RemedyStarted(new(RemedyKind.DirectSuit, 1, Day("2026-08-03"), default, Day("2026-07-20"))));
        var way = Remedies.Of(After([.. ordered]), At("2026-08-03")).Single(w => w.Kind is RemedyKind.DirectSuit);
        Assert.Equal((true, true, "法释〔2020〕26号第十三条第三款", 1), (way.Open, way.AfterOrder, way.Basis, way.TermNo));
        // A letter in force is enforced, whatever a court made of the order.
        Given([.. ordered, Confirmed]).On("2026-08-03").When(suit).ThenRefused("payment-order-missing");
    }

    [Theory]
    [InlineData(AgreementStatus.Effective)]
    [InlineData(AgreementStatus.InReview)]
    [InlineData(AgreementStatus.Returned)]
    public void Enforcement_is_of_a_confirmed_letter_in_force_alone(AgreementStatus status) =>
        Given([.. Unpaid(Wages), new AgreementReviewNoted(new("rv-1", status, Day("2026-06-15")))]).On("2026-07-01").When(new StartRemedy(RemedyKind.Enforcement)).ThenRefused("remedy-not-open").Saying("双方签收生效");

    [Theory]
    [InlineData(RemedyKind.Arbitration)]
    [InlineData(RemedyKind.PaymentOrder)]
    [InlineData(RemedyKind.DirectSuit)]
    public void A_letter_in_force_is_enforced_and_not_fought_over_again(RemedyKind kind) =>
        Given([.. Unpaid(Wages), Confirmed]).On("2026-07-01").When(new StartRemedy(kind)).ThenRefused("remedy-not-open").Saying("强制执行").When(new StartRemedy(RemedyKind.Enforcement)).ThenHappened(typeof(RemedyStarted));

    [Fact]
    public void Is_shown_with_its_article_or_the_reason_why_it_is_not_open()
    {
        var state = After([.. Unpaid(Wages, OrganizationType.Chamber)]);
        var before = Remedies.Of(state, At("2026-06-30"));
        Assert.All(before, w => Assert.Equal("nothing-overdue", w.Why?.Code));
        var ways = Remedies.Of(state, At("2026-07-01")).ToDictionary(w => w.Kind);
        Assert.Equal([RemedyKind.Arbitration, RemedyKind.PaymentOrder, RemedyKind.LabourInspection], ways.Values.Where(w => w.Open).Select(w => w.Kind));
        Assert.Equal((1, 12000m), (ways[RemedyKind.PaymentOrder].TermNo, ways[RemedyKind.PaymentOrder].Outstanding));
        Assert.Equal(["调解仲裁法第十五条", "调解仲裁法第十六条", "法释〔2020〕26号第五十一条第二款", "调解仲裁法第五十一条", "调解仲裁法第九条"], ways.Values.Select(w => w.Basis));
        Assert.All(ways.Values.Where(w => !w.Open), w => Assert.Equal(w.Basis, w.Why!.Basis));
        Assert.Empty(Remedies.Of(After([.. Unpaid(Wages), new PaymentRecorded(new("p1", 1, 1, null, 12000m, Day("2026-06-20"), [new(null, 12000m)], []))]), At("2026-07-01")));
        Assert.Empty(Remedies.Of(After(UntilHeld), At("2026-07-01")));
    }

    private static Context At(string day) => new(ChinaTime.At(Day(day), new TimeOnly(9, 0)), Domain.Access.Actor.System, Domain.Calendars.WorkCalendar.BuiltIn, Domain.Rulebook.RuleSet.BuiltIn);
}

public class Following_up
{
    [Fact]
    public void Keeps_what_was_said() => Given(UntilAgreed).On("2026-06-15").When(new FollowUpCase(Day("2026-06-15"), "已收到工资", 5)).Then(new CaseFollowedUp(new(Day("2026-06-15"), 5, "已收到工资", default)));

    [Fact]
    public void Says_performed_only_where_every_line_is() =>
        Given(UntilAgreed).On("2026-06-15").When(new FollowUpCase(Day("2026-06-15"), "称已付清", Outcome: FollowUpOutcome.Performed)).ThenRefused("still-unperformed")
            .When(new RecordPayment(1, 12000m, Day("2026-06-15"))).When(new FollowUpCase(Day("2026-06-15"), "已付清", Outcome: FollowUpOutcome.Performed)).ThenState(s => s.FollowUps[^1].Outcome == FollowUpOutcome.Performed);

    [Fact]
    public void Promises_the_next_visit_after_this_one() =>
        Given(UntilAgreed).On("2026-06-15").When(new FollowUpCase(Day("2026-06-15"), "月底再访", NextOn: Day("2026-06-15"))).ThenInvalid("nextOn")
            .When(new FollowUpCase(Day("2026-06-15"), "月底再访", Outcome: FollowUpOutcome.Delayed, NextOn: Day("2026-06-28"))).ThenState(s => Visit(s) == Day("2026-06-28"))
            .On("2026-06-26").When(new FollowUpCase(Day("2026-06-26"), "提前回访", NextOn: Day("2026-07-03"))).ThenState(s => Visit(s) == Day("2026-07-03"))
            .On("2026-07-03").When(new FollowUpCase(Day("2026-07-03"), "无需再访")).ThenState(s => Visit(s) == null);

    private static DateOnly? Visit(MediationCase state) => CaseClocks.Waiting(state, Domain.Calendars.WorkCalendar.BuiltIn, Domain.Rulebook.RuleSet.BuiltIn).SingleOrDefault(c => c.Rule == "VISIT")?.Due;

    [Fact]
    public void Names_what_is_wrong() => Given(UntilAgreed).On("2026-06-15").When(new FollowUpCase(Day("2026-06-11"), "", 6)).ThenInvalid("on", "notes", "satisfaction");

    [Fact]
    public void Follows_an_agreement_or_the_end() => Given(UntilHeld).On("2026-06-15").When(new FollowUpCase(Day("2026-06-15"), "情况")).ThenRefused("case-open");
}

/// <summary>What an arbitration review does to the agreement.</summary>
public class A_reviewed_agreement
{
    [Fact]
    public void Carries_the_reviews_word() =>
        Given(UntilAgreed).On("2026-06-15").When(new NoteReview("rv-1", AgreementStatus.InReview, Day("2026-06-15"))).ThenState(s => s.InForce!.Status == AgreementStatus.InReview)
            .When(new NoteReview("rv-1", AgreementStatus.Confirmed, Day("2026-06-15"))).ThenState(s => s.InForce!.Status == AgreementStatus.Confirmed && s.InForce.InForce);

    [Fact]
    public void Has_to_be_in_force() => Given(UntilDrafted).On("2026-06-15").When(new NoteReview("rv-1", AgreementStatus.InReview, Day("2026-06-15"))).ThenRefused("no-agreement-in-force");
}
