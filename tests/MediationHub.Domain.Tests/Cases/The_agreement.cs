using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using static MediationHub.Domain.Tests.Cases.CaseStories;

namespace MediationHub.Domain.Tests.Cases;

/// <summary>O17 §26: what is agreed stands in terms from which the sentences are made.</summary>
public class Drafting_the_agreement
{
    private static readonly DraftAgreement Draft = new([new(TermKind.Payment, Employer, Worker, 12000m, DueOn: Day("2026-06-30"), Manner: "银行转账")]);

    [Fact]
    public void Puts_the_terms_on_paper_for_all_to_sign() =>
        Given(UntilHeld).On("2026-06-11 11:00").When(Draft).Then(Drafted).ThenState(s => s.Stage == CaseStage.AgreementDrafted && s.Agreement!.Status == AgreementStatus.Drafted);

    [Fact]
    public void Follows_a_session() => Given(UntilAccepted).On("2026-06-11").When(Draft).ThenRefused("no-session-held");

    [Fact]
    public void Before_acceptance_is_not_lawful() => Given(Registered, Consented).On("2026-06-11").When(Draft).ThenRefused("not-accepted-yet");

    [Fact]
    public void Needs_every_partys_ID_number() =>
        Given([Registered with { Parties = [Registered.Parties[0] with { IdNumber = default }, Registered.Parties[1]] }, .. UntilHeld.Skip(1)])
            .On("2026-06-11").When(Draft).ThenRefused("identification-missing").Saying("李某");

    [Fact]
    public void Needs_the_consent_of_a_party_added_meanwhile() =>
        Given([.. UntilHeld, new PartyAdded(new(new("r2"), PartySide.Respondent, Company with { Name = "用工公司", CreditCode = "91220101MA00000013" }), default)])
            .On("2026-06-11").When(Draft).ThenRefused("consent-missing");

    [Fact]
    public void Instalments_add_up_to_the_amount() =>
        Given(UntilHeld).On("2026-06-11").When(new DraftAgreement([new(TermKind.Payment, Employer, Worker, 12000m, [new(6000m, Day("2026-06-30")), new(5999.99m, Day("2026-07-31"))])]))
            .ThenInvalid("terms[0].instalments");

    [Fact]
    public void Instalments_alone_make_the_amount() =>
        Given(UntilHeld).On("2026-06-11").When(new DraftAgreement([new(TermKind.Payment, Employer, Worker, null, [new(6000m, Day("2026-06-30")), new(6000m, Day("2026-07-31"))])]))
            .ThenState(s => s.Agreement!.Terms[0].Amount == 12000m && s.Agreement.Terms[0].LastDueOn == Day("2026-07-31"));

    [Fact]
    public void Names_every_fault_of_every_term() =>
        Given(UntilHeld).On("2026-06-11").When(new DraftAgreement([
            new(TermKind.Payment, Employer, Worker, 0m),
            new(TermKind.Payment, new("x"), new("x"), 1.005m, DueOn: Day("2026-06-01")),
            new(TermKind.DocumentHandover, Employer, Worker, 5m),
            new(TermKind.Payment, Employer, Worker, null, [new(1m, Day("2026-07-31")), new(1m, Day("2026-06-30"))]),
        ])).ThenInvalid("terms[0].amount", "terms[0].dueOn", "terms[1].payerId", "terms[1].payeeId", "terms[1].amount", "terms[1].dueOn", "terms[2].amount", "terms[2].text", "terms[3].instalments[1].dueOn");

    [Fact]
    public void Needs_a_term() => Given(UntilHeld).On("2026-06-11").When(new DraftAgreement([])).ThenInvalid("terms");

    [Fact]
    public void Anew_voids_the_signatures_under_the_one_before() =>
        Given([.. UntilDrafted, WorkerSigned]).On("2026-06-11 11:00").When(new DraftAgreement([new(TermKind.Payment, Employer, Worker, 11000m, DueOn: Day("2026-06-30"))]))
            .ThenState(s => s.Agreement!.No == 2 && s.Agreement.Signatures.Count == 0);

    [Fact]
    public void In_force_is_not_edited() => Given(UntilEffective).On("2026-06-12").When(new DraftAgreement([new(TermKind.Payment, Employer, Worker, 11000m, DueOn: Day("2026-06-30"))])).ThenRefused("agreement-in-force");
}

/// <summary>LMA 7: who signs for many.</summary>
public class Drafting_a_collective_agreement
{
    private static readonly DraftAgreement Draft = new([new(TermKind.Payment, Employer, Worker, 12000m, DueOn: Day("2026-06-30"))]);
    private static IReadOnlyList<DomainEvent> Twelve => [A_collective_dispute.Twelve, A_collective_dispute.Members, Consented, Accepted, Held];

    [Fact]
    public void Needs_representatives_or_each_workers_consent() => Given(Twelve).On("2026-06-11").When(Draft).ThenRefused("representatives-needed");

    [Fact]
    public void Needs_representatives_who_may_settle() =>
        Given([.. Twelve, new RepresentativesChosen(new([new("m1"), new("m2"), new("m3")], AgentPowers.General, null))]).On("2026-06-11").When(Draft).ThenRefused("representatives-lack-powers");

    [Fact]
    public void Is_signed_by_the_representatives_and_the_other_side() =>
        Given([.. Twelve, new RepresentativesChosen(new([new("m1"), new("m2"), new("m3")], AgentPowers.Special, null))]).On("2026-06-11")
            .When(Draft).ThenState(s => s.Agreement!.Signers.SequenceEqual([new("m1"), new("m2"), new("m3"), Employer]));

    [Fact]
    public void With_each_workers_consent_is_signed_by_the_parties() =>
        Given([.. Twelve, new MembersImported([.. A_collective_dispute.Members.Members.Select(m => m with { Consents = true, ConsentedOn = Day("2026-06-11") })])]).On("2026-06-11")
            .When(Draft).ThenState(s => s.Agreement!.Signers.SequenceEqual([Worker, Employer]));
}

/// <summary>LMA 14 ¶2: parties, mediator, seal.</summary>
public class Signing_and_sealing
{
    private static SignAgreement Sign(PartyId party, string at) => new(new(PartyId: party), At(at));
    private static SignAgreement Sign(MediatorId mediator, string at) => new(new(MediatorId: mediator), At(at));

    [Fact]
    public void Takes_effect_with_the_last_of_all_signatures_and_the_seal() =>
        Given(UntilDrafted).On("2026-06-12").When(Sign(Worker, "2026-06-11 10:30")).Then(WorkerSigned)
            .When(Sign(Employer, "2026-06-11 10:40")).Then(EmployerSigned)
            .When(Sign(Wang, "2026-06-11 10:50")).Then(MediatorSigned)
            .When(new SealAgreement(At("2026-06-12 09:00"))).Then(TookEffect)
            .ThenState(s => s.Stage == CaseStage.AgreementEffective && s.Agreement!.EffectiveOn == Day("2026-06-12") && s.Agreement.Lines.Count == 1 && s.Outcome == null);

    [Fact]
    public void The_parties_sign_before_the_mediator() => Given([.. UntilDrafted, WorkerSigned]).On("2026-06-12").When(Sign(Wang, "2026-06-11 10:50")).ThenRefused("parties-sign-first").Saying("某某公司");

    [Fact]
    public void Nobody_is_asked_again_once_all_have_signed() => Given(UntilAllSigned).On("2026-06-12").When(Sign(new MediatorId("m9"), "2026-06-11 10:55")).ThenRefused("all-signed").Saying("加盖调解组织印章");

    [Fact]
    public void The_seal_comes_after_the_parties() => Given([.. UntilDrafted, WorkerSigned]).On("2026-06-12").When(new SealAgreement(At("2026-06-12 09:00"))).ThenRefused("parties-sign-first");

    [Fact]
    public void The_seal_comes_after_the_mediator() => Given([.. UntilDrafted, WorkerSigned, EmployerSigned]).On("2026-06-12").When(new SealAgreement(At("2026-06-12 09:00"))).ThenRefused("mediator-signs-first");

    [Fact]
    public void The_seal_does_not_lie_before_a_signature() => Given(UntilAllSigned).On("2026-06-12").When(new SealAgreement(At("2026-06-11 10:45"))).ThenInvalid("sealedAt");

    [Fact]
    public void The_same_signature_again_is_nothing_and_another_time_is_refused() =>
        Given([.. UntilDrafted, WorkerSigned]).On("2026-06-12").When(Sign(Worker, "2026-06-11 10:30")).ThenNothing().When(Sign(Worker, "2026-06-11 10:31")).ThenRefused("already-signed");

    [Fact]
    public void Nobody_signs_before_the_session() => Given(UntilDrafted).On("2026-06-12").When(Sign(Worker, "2026-06-11 08:59")).ThenInvalid("signedAt");

    [Fact]
    public void Nobody_signs_in_the_future() => Given(UntilDrafted).On("2026-06-12 09:00").When(Sign(Worker, "2026-06-12 09:01")).ThenInvalid("signedAt");

    [Fact]
    public void Nobody_signs_what_is_not_drafted() => Given(UntilHeld).On("2026-06-12").When(Sign(Worker, "2026-06-11 10:30")).ThenRefused("no-draft");

    [Fact]
    public void One_signer_at_a_time() => Given(UntilDrafted).On("2026-06-12").When(new SignAgreement(new(), At("2026-06-11 10:30"))).ThenInvalid("signer");

    [Fact]
    public void Only_its_signers_sign() => Given(UntilDrafted).On("2026-06-12").When(Sign(new PartyId("r2"), "2026-06-11 10:30")).ThenRefused("not-a-signer");

    [Fact]
    public void An_agent_signs_with_special_powers_only() =>
        Given([.. UntilDrafted, new AgentAppointed(Employer, new("g1", "周某", AgentPowers.General, Scan)), new AgentAppointed(Employer, new("g2", "吴某", AgentPowers.Special, Scan))]).On("2026-06-12")
            .When(new SignAgreement(new(PartyId: Employer, AgentId: "g1"), At("2026-06-11 10:40"))).ThenRefused("agent-lacks-powers")
            .When(new SignAgreement(new(PartyId: Employer, AgentId: "g2"), At("2026-06-11 10:40"))).ThenHappened(typeof(AgreementSigned));

    [Fact]
    public void Only_a_mediator_of_the_case_signs() => Given([.. UntilDrafted, WorkerSigned, EmployerSigned]).On("2026-06-12").When(Sign(Zhao, "2026-06-11 10:50")).ThenRefused("mediator-not-of-case");

    [Fact]
    public void An_appointment_made_afterwards_does_not_cover_the_signature() =>
        Given([.. UntilDrafted, WorkerSigned, EmployerSigned]).Knowing(Wang.Value, Mediating(Wang, "王某", "11010519491231002X", "13900000001") with { Appointments = [new(Center, Day("2026-06-12"), Day("2027-06-11"))] })
            .On("2026-06-12").When(Sign(Wang, "2026-06-11 10:50")).ThenRefused("mediator-not-eligible");

    [Fact]
    public void The_same_seal_again_is_nothing_and_another_time_is_refused() =>
        Given(UntilEffective).On("2026-06-12").When(new SealAgreement(At("2026-06-12 09:00"))).ThenNothing().When(new SealAgreement(At("2026-06-12 09:05"))).ThenRefused("agreement-in-force");

    [Fact]
    public void Late_entries_need_a_reason() =>
        Given(UntilDrafted).On("2026-06-18").When(Sign(Worker, "2026-06-11 10:30")).ThenInvalid("lateEntryReason")
            .When(Sign(Worker, "2026-06-11 10:30") with { LateEntryReason = "纸质协议补录" }).ThenHappened(typeof(AgreementSigned), typeof(EnteredLate));
}

/// <summary>An agreement in force is replaced by a supplement 补充协议, never edited.</summary>
public class A_supplementary_agreement
{
    private static readonly DraftAgreement Supplement = new([new(TermKind.Payment, Employer, Worker, 12000m, DueOn: Day("2026-07-31"))], Supplement: true);

    [Fact]
    public void Takes_the_place_of_the_one_in_force_once_signed_and_sealed() =>
        Given(UntilAgreed).On("2026-06-15").When(Supplement).ThenState(s => s.InForce!.No == 1 && s.Supplement!.No == 2)
            .When(new SignAgreement(new(PartyId: Worker), At("2026-06-15 09:00"))).When(new SignAgreement(new(PartyId: Employer), At("2026-06-15 09:10")))
            .When(new SignAgreement(new(MediatorId: Wang), At("2026-06-15 09:20"))).When(new SealAgreement(At("2026-06-15 09:30")))
            .ThenState(s => s.Stage == CaseStage.Closed && s.InForce!.No == 2 && s.Superseded.Single().Status == AgreementStatus.Superseded && s.FirstEffectiveOn == Day("2026-06-12"));

    [Fact]
    public void Waits_for_a_running_review() =>
        Given([.. UntilAgreed, new AgreementReviewNoted(new("rv-1", AgreementStatus.InReview, Day("2026-06-12")))]).On("2026-06-15").When(Supplement).ThenRefused("agreement-under-review");

    [Fact]
    public void Is_not_made_in_an_archived_case() => Given([.. UntilAgreed, new CaseArchived(Day("2026-06-15"), [])]).On("2026-06-15").When(Supplement).ThenRefused("case-ended");
}

/// <summary>The sentence of a term is made from its parts.</summary>
public class The_sentence_of_a_term
{
    private static string Sentence(Term term) => TermSentence.Of(After(UntilHeld), term);
    private static Term Of(TermKind kind, Personal text, DateOnly? due = null) => new(1, kind, Employer, Worker, null, [], due, default, default, text, null);

    [Fact]
    public void Of_a_payment_names_both_figures_the_day_and_the_way() => Assert.Equal(
        "被申请人某某公司于2026年6月30日前（含当日）一次性向申请人李某支付人民币12,000.00元（大写：壹万贰仟元整），履行方式：银行转账，收款账户：工商银行6222****。逾期不付的，双方另行依法处理。",
        Sentence(Wages with { BankAccount = "工商银行6222****", Text = "逾期不付的，双方另行依法处理。" }));

    [Fact]
    public void Of_instalments_names_every_one() => Assert.Equal(
        "被申请人某某公司向申请人李某支付人民币12,000.00元（大写：壹万贰仟元整），分2期支付：第1期于2026年6月30日前（含当日）支付人民币5,000.00元（大写：伍仟元整）；第2期于2026年7月31日前（含当日）支付人民币7,000.00元（大写：柒仟元整）。",
        Sentence(Wages with { DueOn = null, Manner = default, Instalments = [new(1, 5000m, Day("2026-06-30")), new(2, 7000m, Day("2026-07-31"))] }));

    [Fact]
    public void Of_a_handover_names_the_papers() => Assert.Equal(
        "被申请人某某公司于2026年6月20日前（含当日）向申请人李某交付下列材料：解除劳动合同证明。", Sentence(Of(TermKind.DocumentHandover, "解除劳动合同证明。", Day("2026-06-20"))));

    [Fact]
    public void Of_social_insurance_names_the_matter() => Assert.Equal(
        "被申请人某某公司为申请人李某办理下列社会保险事项：补缴2026年4月至5月养老保险费。", Sentence(Of(TermKind.SocialInsurance, "补缴2026年4月至5月养老保险费")));

    [Fact]
    public void Of_an_apology_names_the_way_once() => Assert.Equal(
        "被申请人某某公司以书面方式向申请人李某赔礼道歉。", Sentence(Of(TermKind.Apology, default) with { Manner = "书面" }));

    [Fact]
    public void Of_something_else_is_its_text() => Assert.Equal(
        "双方就本案再无其他争议。", Sentence(Of(TermKind.Other, "双方就本案再无其他争议。") with { PayerId = null, PayeeId = null }));

    [Fact]
    public void Names_a_worker_on_the_list() => Assert.StartsWith(
        "被申请人某某公司于2026年6月30日前（含当日）一次性向劳动者工人1号支付", TermSentence.Of(After(A_collective_dispute.Twelve, A_collective_dispute.Members), Wages with { PayeeId = new("m1") }));
}
