using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using static MediationHub.Domain.Tests.Cases.CaseStories;

namespace MediationHub.Domain.Tests.Cases;

/// <summary>Every outcome has its own ground.</summary>
public class Closing_a_case
{
    private static CloseCase Close(Outcome outcome, string on, params FailureReason[] reasons) => new(outcome, reasons, Day(on));
    private static readonly FailureReason Apart = new(FailureCode.PositionsApart);

    [Fact]
    public void As_agreed_needs_the_agreement_in_force() =>
        Given(UntilEffective).On("2026-06-12").When(Close(Outcome.Agreed, "2026-06-12")).Then(Agreed).ThenState(s => s.Stage == CaseStage.Closed && s.Outcome == Outcome.Agreed);

    [Theory]
    [InlineData(Outcome.Agreed)]
    [InlineData(Outcome.Partial)]
    public void As_agreed_or_partial_without_the_agreement_is_refused(Outcome outcome) => Given(UntilAllSigned).On("2026-06-12").When(Close(outcome, "2026-06-12")).ThenRefused("agreement-needed");

    [Fact]
    public void As_agreed_lies_between_the_effect_and_today() =>
        Given(UntilEffective).On("2026-06-12").When(Close(Outcome.Agreed, "2026-06-11")).ThenInvalid("on").When(Close(Outcome.Agreed, "2026-06-15")).ThenInvalid("on");

    [Fact]
    public void On_the_last_day_is_in_time_and_the_day_after_is_not()
    {
        Given(UntilEffective).On("2026-06-23").When(Close(Outcome.Agreed, "2026-06-23")).ThenState(s => s.Closing!.InTime);
        Given(UntilEffective).On("2026-06-24").When(Close(Outcome.Agreed, "2026-06-24")).ThenState(s => !s.Closing!.InTime && s.Closing.Due == Day("2026-06-23"));
    }

    [Fact]
    public void Without_agreement_needs_a_session_and_reasons() =>
        Given(UntilHeld).On("2026-06-12").When(Close(Outcome.NoAgreement, "2026-06-12")).ThenInvalid("reasons")
            .When(Close(Outcome.NoAgreement, "2026-06-12", Apart with { PartyId = Employer })).ThenState(s => s.Outcome == Outcome.NoAgreement && s.Closing!.Reasons.Count == 1);

    [Fact]
    public void Without_agreement_and_without_a_session_is_refused() => Given(UntilAccepted).On("2026-06-12").When(Close(Outcome.NoAgreement, "2026-06-12", Apart)).ThenRefused("no-session-held");

    [Fact]
    public void Reasons_name_parties_of_the_case() => Given(UntilHeld).On("2026-06-12").When(Close(Outcome.NoAgreement, "2026-06-12", Apart with { PartyId = new("x") })).ThenInvalid("reasons[0].partyId");

    [Fact]
    public void A_draft_that_nobody_signs_may_fail() => Given([.. UntilDrafted, WorkerSigned]).On("2026-06-12").When(Close(Outcome.NoAgreement, "2026-06-12", Apart)).ThenHappened(typeof(CaseClosed));

    [Theory]
    [InlineData(Outcome.Stopped, FailureCode.PartyWithdrew)]
    [InlineData(Outcome.Absent, FailureCode.PartyAbsent)]
    public void As_stopped_or_absent_follows_acceptance(Outcome outcome, FailureCode code)
    {
        Given(UntilAccepted).On("2026-06-12").When(Close(outcome, "2026-06-12", new FailureReason(code, Employer))).ThenHappened(typeof(CaseClosed));
        Given(Registered, Consented).On("2026-06-12").When(Close(outcome, "2026-06-12", new FailureReason(code, Employer))).ThenRefused("not-accepted-yet");
    }

    [Fact]
    public void A_failure_does_not_undo_an_agreement_in_force() => Given(UntilEffective).On("2026-06-12").When(Close(Outcome.NoAgreement, "2026-06-12", Apart)).ThenRefused("agreement-in-force");

    [Fact]
    public void Orally_needs_a_record_signed_by_both_sides_and_performance_at_once() =>
        Given(UntilHeld).On("2026-06-11 12:00").When(Close(Outcome.AgreedOral, "2026-06-11")).ThenRefused("oral-agreement-unproven").Saying("调解不成")
            .When(Close(Outcome.AgreedOral, "2026-06-11") with { Performance = new("当场支付现金", 3000m, [Scan]) }).ThenState(s => s.Outcome == Outcome.AgreedOral && s.Files.Contains(Scan));

    [Fact]
    public void Orally_with_a_record_that_one_side_signed_is_refused() =>
        Given([.. UntilAccepted, Held with { Session = Held.Session with { Signatures = [new(Worker)] } }]).On("2026-06-11 12:00")
            .When(Close(Outcome.AgreedOral, "2026-06-11") with { Performance = new("当场支付现金", 3000m) }).ThenRefused("oral-agreement-unproven");

    [Fact]
    public void As_expired_waits_for_the_end_of_the_last_day() =>
        Given(UntilHeld).On("2026-06-23").When(Close(Outcome.Expired, "2026-06-23")).ThenRefused("not-expired");

    [Fact]
    public void As_expired_is_effective_as_of_the_last_day_and_not_in_time() =>
        Given(UntilHeld).On("2026-06-24").When(Close(Outcome.Expired, "2026-06-24"))
            .Then(new CaseClosed(new(Outcome.Expired, Day("2026-06-23"), [], Day("2026-06-23"), false), Day("2026-06-24"), null, default, null));

    [Fact]
    public void As_expired_counts_the_extension() =>
        Given([.. UntilHeld, new TermExtended(new(10, [], Day("2026-07-03")), 1)]).On("2026-06-24").When(Close(Outcome.Expired, "2026-06-24")).ThenRefused("not-expired")
            .On("2026-07-06").When(Close(Outcome.Expired, "2026-07-06")).ThenState(s => s.Closing!.On == Day("2026-07-03"));

    [Fact]
    public void As_terminated_takes_the_ground() =>
        Given(UntilAccepted).On("2026-06-12").When(Close(Outcome.Terminated, "2026-06-12") with { Ground = TerminationGround.Death }).ThenState(s => s.Outcome == Outcome.Terminated);

    [Fact]
    public void As_void_is_the_heads_to_decide_once_the_case_was_accepted_and_says_why() =>
        Given(UntilHeld).On("2026-06-12").By(new Actor("mediator", new HashSet<Role> { Role.Mediator }, Center, Wang)).When(Close(Outcome.Void, "2026-06-12") with { Note = "重复登记" }).ThenRefused("void-by-head")
            .By(Head(Center)).When(Close(Outcome.Void, "2026-06-12")).ThenRefused("void-needs-note")
            .When(Close(Outcome.Void, "2026-06-12") with { Note = "与前案重复登记" }).ThenState(s => s.Outcome == Outcome.Void);

    [Fact]
    public void As_absent_names_nobody_who_was_there() =>
        Given(UntilHeld).On("2026-06-12").When(Close(Outcome.Absent, "2026-06-12", new FailureReason(FailureCode.PartyAbsent, Employer))).ThenRefused("party-was-present");

    [Fact]
    public void As_void_keeps_the_number() =>
        Given(Registered).On("2026-06-12").When(Close(Outcome.Void, "2026-06-12") with { Note = "重复登记" }).ThenState(s => s.Outcome == Outcome.Void && s.Number == Registered.Number);

    [Theory]
    [InlineData(Outcome.Withdrawn, "use-withdraw")]
    [InlineData(Outcome.SettledWithdrawn, "use-withdraw")]
    [InlineData(Outcome.Transferred, "use-transfer")]
    [InlineData(Outcome.NotAccepted, "use-reject")]
    [InlineData(Outcome.RespondentRefused, "use-reject")]
    public void Other_outcomes_have_their_own_commands(Outcome outcome, string code) => Given(UntilHeld).On("2026-06-12").When(Close(outcome, "2026-06-12")).ThenRefused(code);

    [Fact]
    public void Happens_once() => Given(UntilAgreed).On("2026-06-12").When(Close(Outcome.Partial, "2026-06-12")).ThenRefused("case-ended");
}

public class Withdrawing_the_application
{
    private static readonly WithdrawApplication Withdraw = new(false, null, Day("2026-06-11"), "不再主张");

    [Fact]
    public void Settled_with_proof_counts_as_settled() => Given(UntilAccepted).On("2026-06-11").When(Withdraw with { Settled = true, Proof = [Scan] }).ThenState(s => s.Outcome == Outcome.SettledWithdrawn && s.Files.Contains(Scan));

    [Fact]
    public void Settled_without_proof_counts_as_not_settled() => Given(UntilAccepted).On("2026-06-11").When(Withdraw with { Settled = true }).ThenState(s => s.Outcome == Outcome.Withdrawn);

    [Fact]
    public void Works_from_the_register_on() => Given(Registered).On("2026-06-11").When(Withdraw).ThenState(s => s.Stage == CaseStage.Closed && s.Outcome == Outcome.Withdrawn);

    [Fact]
    public void Is_over_once_the_agreement_took_effect() => Given(UntilEffective).On("2026-06-12").When(Withdraw with { On = Day("2026-06-12") }).ThenRefused("agreement-in-force");
}

public class Transferring_a_case
{
    private static readonly TransferCase Offer = new(Neighbor, "用人单位住所地在吉林市");
    private static readonly CaseId New = new("case-2");

    [Fact]
    public void Gives_it_a_number_of_its_own_at_the_receiver_and_keeps_the_receipt() =>
        Given(UntilAccepted).On("2026-06-11").When(Offer).Then(new TransferProposed(Neighbor, "用人单位住所地在吉林市"))
            .By(Head(Neighbor)).When(new AcceptTransfer(New)).Then(new CaseTransferred(Neighbor, New, Day("2026-06-11")))
            .ThenOpens<MediationCase>("case-2", Registered with
            {
                Id = New,
                OrganizationId = Neighbor,
                Unit = "220200",
                Number = "",
                NumberPattern = "吉林（JL-02）劳调〔2026〕{number}号",
                RegisteredOn = Day("2026-06-11"),
                Parties = [Registered.Parties[0], Registered.Parties[1] with { Consent = new(true, Day("2026-06-09")) }],
                Origin = new(TransferredFrom: new("case-1")),
            })
            .ThenState(s => s.Stage == CaseStage.Transferred && s.Outcome == Outcome.Transferred && s.TransferredTo == New);

    [Fact]
    public void Keeps_the_consents_and_waits_for_the_receivers_own_acceptance() =>
        Given(Registered with { Parties = [Registered.Parties[0], Registered.Parties[1] with { Id = new("r2"), Consent = new(true, Day("2026-06-09")) }], Origin = new(TransferredFrom: new("case-1")) })
            .On("2026-06-11").When(new AddParty(PartySide.Respondent, Company with { Name = "用工公司", CreditCode = default }))
            .ThenState(s => s.Stage == CaseStage.ConsentPending && s.AcceptedOn == null && s.Parties[2].Id == new PartyId("r3"));

    [Fact]
    public void Is_answered_by_the_receiver_only() => Given([.. UntilAccepted, new TransferProposed(Neighbor, "管辖")]).On("2026-06-11").By(Head(Center)).When(new AcceptTransfer(New)).ThenRefused("not-the-receiver");

    [Fact]
    public void Declined_leaves_it_where_it_is() =>
        Given([.. UntilAccepted, new TransferProposed(Neighbor, "管辖")]).On("2026-06-11").By(Head(Neighbor)).When(new DeclineTransfer("不在本辖区")).ThenState(s => s.Transfer == null && s.Stage == CaseStage.Accepted);

    [Fact]
    public void Goes_to_another_organization_that_receives() =>
        Given(UntilAccepted).Knowing(Neighbor.Value, Active(Neighbor, "JL-02", "220200") with { Status = OrganizationStatus.Suspended }).On("2026-06-11")
            .When(Offer).ThenRefused("organization-not-receiving").When(Offer with { OrganizationId = Center }).ThenInvalid("organizationId").When(Offer with { OrganizationId = new("nowhere"), Reason = "" }).ThenInvalid("organizationId", "reason");

    [Fact]
    public void Waits_for_one_answer_at_a_time() =>
        Given([.. UntilAccepted, new TransferProposed(new("third"), "管辖")]).On("2026-06-11").When(Offer).ThenRefused("transfer-pending");

    [Fact]
    public void Leaves_an_organization_that_no_longer_works() =>
        Given(UntilAccepted).Knowing(Center.Value, Active(Center, "CC-01", "220100") with { Status = OrganizationStatus.Deregistered }).On("2026-06-11").When(Offer).ThenHappened(typeof(TransferProposed));

    [Fact]
    public void Is_not_for_an_agreement_in_force() => Given(UntilEffective).On("2026-06-12").When(Offer).ThenRefused("agreement-in-force");

    [Fact]
    public void Nobody_accepts_what_was_not_offered() => Given(UntilAccepted).On("2026-06-11").When(new AcceptTransfer(New)).ThenRefused("no-transfer-pending");
}

/// <summary>PML 27, notice 档案管理.</summary>
public class Archiving_a_case
{
    private static PaperMade Paper(string id, PaperKind kind) => new(new(id, kind, "t", "m", "r", "mediator", At("2026-06-12 09:00"), new($"page-{id}")), "{}");
    private static IReadOnlyList<DomainEvent> Complete => [.. UntilAgreed, Paper("p1", PaperKind.Application), Paper("p2", PaperKind.AcceptanceNotice), Paper("p3", PaperKind.SessionRecord), Paper("p4", PaperKind.MediationAgreement)];

    [Fact]
    public void Needs_every_paper_of_its_outcome() => Given(Complete).On("2026-06-15").When(new ArchiveCase()).ThenState(s => s.Stage == CaseStage.Archived && s.Outcome == Outcome.Agreed);

    [Fact]
    public void Names_the_papers_that_are_missing() =>
        Given([.. UntilAgreed, Paper("p1", PaperKind.Application)]).On("2026-06-15").When(new ArchiveCase()).ThenRefused("archive-incomplete").Saying("受理通知书、调解笔录、调解协议书");

    [Fact]
    public void Takes_scans_for_papers() =>
        Given([.. Complete.SkipLast(1)]).On("2026-06-15").When(new ArchiveCase(Scans: [new(PaperKind.MediationAgreement, Scan)])).ThenState(s => s.Files.Contains(Scan));

    [Fact]
    public void Of_a_case_that_was_not_accepted_needs_the_notice() =>
        Given(Registered, new CaseNotAccepted(RejectGround.NotCompetent, "不属本辖区", Day("2026-06-09"))).On("2026-06-15").When(new ArchiveCase()).ThenRefused("archive-incomplete").Saying("不予受理通知书");

    [Fact]
    public void Of_a_void_registration_needs_nothing() => Given(Registered, Closed(Outcome.Void, "2026-06-09")).On("2026-06-15").When(new ArchiveCase()).ThenHappened(typeof(CaseArchived));

    [Fact]
    public void Is_done_once() =>
        Given(Complete).On("2026-06-15").When(new ArchiveCase()).When(new ArchiveCase()).ThenNothing()
            .On("2026-06-16").When(new ArchiveCase()).ThenRefused("already-archived").Saying("2026-06-15").When(new ArchiveCase(Day("2026-06-15"), [new(PaperKind.Withdrawal, Scan)])).ThenRefused("already-archived");

    [Fact]
    public void Is_not_offered_again()
    {
        var archived = After([.. Complete, new CaseArchived(Day("2026-06-15"), [])]);
        var at = new Context(At("2026-06-16 10:00"), MediationHub.Domain.Access.Actor.System, MediationHub.Domain.Calendars.WorkCalendar.BuiltIn, MediationHub.Domain.Rulebook.RuleSet.BuiltIn);
        Assert.Contains(CaseGuide.Allowed(archived, at), a => a is { Command: "archive", Ok: false });
    }

    [Fact]
    public void Comes_after_closing() => Given(UntilEffective).On("2026-06-15").When(new ArchiveCase()).ThenRefused("case-open");
}

public class Reopening_a_case
{
    private static readonly RequestReopen Request = new("结案方式录错");

    [Fact]
    public void Asked_below_and_approved_above_goes_back_to_mediation() =>
        Given([.. UntilHeld, Closed(Outcome.NoAgreement, "2026-06-12")]).On("2026-06-15").When(Request).ThenState(s => s.Stage == CaseStage.Closed)
            .By(new Actor("city", new HashSet<Role> { Role.City })).When(new ApproveReopen()).ThenState(s => s.Stage == CaseStage.InMediation && s.Outcome == null && s.ReopenRequest == null);

    [Fact]
    public void Keeps_the_agreement_in_force_and_may_be_closed_again() =>
        Given([.. UntilAgreed, new CaseReopened(ReopenGround.ClericalError, Day("2026-06-15"))]).On("2026-06-15")
            .When(new CloseCase(Outcome.Partial, [], Day("2026-06-15"))).ThenState(s => s.Outcome == Outcome.Partial && s.InForce!.No == 1);

    [Fact]
    public void Of_one_that_was_never_accepted_goes_back_to_the_register() =>
        Assert.Equal(CaseStage.Registered, After(Registered, Closed(Outcome.Withdrawn, "2026-06-09"), new CaseReopened(ReopenGround.ClericalError, Day("2026-06-10"))).Stage);

    [Fact]
    public void Needs_a_reason() => Given(UntilAgreed).On("2026-06-15").When(new RequestReopen(default)).ThenInvalid("reason");

    [Fact]
    public void Needs_a_request() => Given(UntilAgreed).On("2026-06-15").When(new ApproveReopen()).ThenRefused("no-reopen-request");

    [Fact]
    public void Comes_before_the_archive() => Given([.. UntilAgreed, new CaseArchived(Day("2026-06-15"), [])]).On("2026-06-15").When(Request).ThenRefused("case-archived");

    [Fact]
    public void Is_for_a_closed_case() => Given(UntilHeld).On("2026-06-15").When(Request).ThenRefused("case-open");
}
