using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Parties;
using static MediationHub.Domain.Tests.Cases.CaseStories;

namespace MediationHub.Domain.Tests.Cases;

/// <summary>A recorded fact is put right with its reason; what stood before stays in the log.</summary>
public class Correcting_a_case
{
    private static CorrectCase Correct(CaseCorrection fields) => new(fields, "录入笔误");

    [Fact]
    public void Changes_only_what_it_names() =>
        Given(Registered).On("2026-06-09").When(Correct(new() { DisputeType = "07.2", WorkersInvolved = 2 }))
            .ThenState(s => s.DisputeType == "07.2" && s.WorkersInvolved == 2 && s.Facts == Registered.Facts && s.Form == ApplicationForm.Written);

    [Fact]
    public void Needs_a_reason() => Given(Registered).On("2026-06-09").When(new CorrectCase(new() { WorkersInvolved = 2 }, default)).ThenInvalid("reason");

    [Fact]
    public void To_the_same_values_is_nothing() => Given(Registered).On("2026-06-09").When(Correct(new() { WorkersInvolved = 1 })).ThenNothing();

    /// <summary>The log tells of what was corrected, not of what a form sends along with it.</summary>
    [Fact]
    public void Leaves_out_what_stands_already_and_parties_of_whom_nothing_changes()
    {
        Given(Registered).On("2026-06-09")
            .When(Correct(new() { DisputeType = Registered.DisputeType, WorkersInvolved = 2, Parties = [new() { PartyId = Worker }, new() { PartyId = Employer, Name = Registered.Parties[1].Name }] }))
            .Then(new CaseCorrected(new() { WorkersInvolved = 2 }, "录入笔误"));
        Given(Registered).On("2026-06-09").When(Correct(new() { Form = Registered.Form, Parties = [new() { PartyId = Worker }, new() { PartyId = Employer }] })).ThenNothing();
    }

    [Fact]
    public void Moves_the_receipt_back_under_its_own_entry() =>
        Given(Registered).On("2026-06-09").When(Correct(new() { ReceivedAt = At("2026-06-05 16:00") })).ThenState(s => s.ReceivedOn == Day("2026-06-05"));

    [Fact]
    public void Does_not_move_the_receipt_behind_a_step_that_follows_it() =>
        Given(UntilAccepted).On("2026-06-11").When(Correct(new() { ReceivedAt = At("2026-06-10 16:00") })).ThenInvalid("receivedAt");

    [Fact]
    public void Does_not_move_the_receipt_before_the_filing_of_the_organization() =>
        Given(Registered).Knowing(Center.Value, Active(Center, "CC-01", "220100") with { FiledOn = Day("2026-06-08") })
            .On("2026-06-09").When(Correct(new() { ReceivedAt = At("2026-06-05 16:00") })).ThenRefused("received-before-filing");

    [Fact]
    public void Fills_in_what_an_oral_applicant_did_not_have_at_hand() =>
        Given(Registered with { Parties = [Registered.Parties[0] with { IdNumber = default, IdType = null, BirthDate = default }, Registered.Parties[1]] })
            .On("2026-06-09").When(Correct(new() { Parties = [new() { PartyId = Worker, IdNumber = "220102199003070048" }] }))
            .ThenState(s => s.Party(Worker)!.IdType == IdType.ResidentId && s.Party(Worker)!.BirthDate == "1990-03-07" && s.Party(Worker)!.Name == "李某" && s.Party(Worker)!.Consents);

    [Fact]
    public void Checks_the_new_values_under_their_own_path() =>
        Given(Registered).On("2026-06-09").When(Correct(new() { Parties = [new() { PartyId = Worker, IdNumber = "1" }, new() { PartyId = new("x9") }] }))
            .ThenInvalid("parties[0].idNumber", "parties[1].partyId");

    [Fact]
    public void After_the_agreement_took_effect_waits_for_reopening() =>
        Given(UntilEffective).On("2026-06-12").When(Correct(new() { WorkersInvolved = 2 })).ThenRefused("agreement-in-force");

    [Fact]
    public void Of_an_ended_case_waits_for_reopening() => Given(UntilAgreed).On("2026-06-15").When(Correct(new() { WorkersInvolved = 2 })).ThenRefused("case-ended");

    [Fact]
    public void Of_how_a_party_is_reached_works_at_any_time() =>
        Given(UntilAgreed).On("2026-06-15").When(Correct(new() { Parties = [new() { PartyId = Worker, Phone = "13700000009" }] })).ThenState(s => s.Party(Worker)!.Phone == "13700000009");
}

public class Changing_the_claims
{
    private static readonly ChangeClaims Change = new([new("07.1", "支付工资", 12000m), new("11", "支付经济补偿", 8000.5m)]);

    [Fact]
    public void Replaces_them_and_numbers_them_anew() =>
        Given(UntilHeld).On("2026-06-12").When(Change).ThenState(s => s.Claims.Count == 2 && s.Claims[1].No == 2 && s.DisputeType == "07.1");

    [Fact]
    public void Needs_claims_that_can_be() => Given(Registered).On("2026-06-09").When(new ChangeClaims([new("7", "支付", 1.005m)])).ThenInvalid("claims[0].type", "claims[0].amount");

    [Fact]
    public void Is_over_once_the_agreement_took_effect() => Given(UntilEffective).On("2026-06-12").When(Change).ThenRefused("agreement-in-force");
}

/// <summary>LMA 22: the dispatching and the using unit are parties together.</summary>
public class Adding_and_removing_parties
{
    private static readonly PartyDetails User = new() { Kind = PartyKind.Employer, Name = "用工公司", CreditCode = "91220101MA00000013" };
    private static readonly AddParty Add = new(PartySide.Respondent, User with { CreditCode = default });

    [Fact]
    public void An_added_respondent_has_not_consented_yet() =>
        Given(Registered, Consented).On("2026-06-10").When(Add).ThenState(s => s.Party(new("r2"))!.Consent == null && !s.AllConsent);

    [Fact]
    public void An_added_applicant_applies() =>
        Given(Registered).On("2026-06-10").When(new AddParty(PartySide.Applicant, Li with { Name = "张某", IdNumber = "11010519491231002X" })).ThenState(s => s.Party(new("a2"))!.Consents);

    [Fact]
    public void Nobody_stands_twice() =>
        Given(Registered).On("2026-06-10").When(new AddParty(PartySide.Respondent, Li)).ThenInvalid("party.idNumber");

    [Fact]
    public void Ids_are_not_given_again() =>
        Given(Registered).On("2026-06-10").When(Add).When(new RemoveParty(new("r2"), "误列")).When(Add).ThenState(s => s.Party(new("r3")) != null && s.Party(new("r2")) == null);

    [Fact]
    public void The_last_of_a_side_stays() => Given(Registered).On("2026-06-10").When(new RemoveParty(Employer, "误列")).ThenRefused("last-of-side");

    [Fact]
    public void Removing_needs_a_party_and_a_reason() => Given(Registered).On("2026-06-10").When(new RemoveParty(new("r7"), "")).ThenInvalid("partyId", "reason");

    [Fact]
    public void Parties_of_a_draft_stay() => Given(UntilDrafted).On("2026-06-12").When(Add).ThenRefused("agreement-drafted");
}

/// <summary>Power of attorney: to settle takes special powers.</summary>
public class Appointing_an_agent
{
    private static readonly AppointAgent Appoint = new(Employer, "周某", AgentPowers.General, Scan, "13600000000");

    [Fact]
    public void Keeps_the_power_of_attorney() =>
        Given(Registered).On("2026-06-09").When(Appoint).Then(new AgentAppointed(Employer, new("g1", "周某", AgentPowers.General, Scan, "13600000000"))).ThenState(s => s.Files.Contains(Scan));

    [Fact]
    public void Anew_replaces_the_same_persons_powers() =>
        Given(Registered).On("2026-06-09").When(Appoint).When(Appoint with { Powers = AgentPowers.Special }).ThenState(s => s.Party(Employer)!.Agents.Single().Powers == AgentPowers.Special);

    [Fact]
    public void A_party_has_two_at_most() =>
        Given(Registered).On("2026-06-09").When(Appoint).When(Appoint with { Name = "吴某" }).When(Appoint with { Name = "郑某" }).ThenRefused("too-many-agents");

    [Fact]
    public void Needs_name_and_paper() =>
        Given(Registered).On("2026-06-09").When(new AppointAgent(new("r9"), default, AgentPowers.General, default)).ThenInvalid("partyId", "name", "fileId");
}

/// <summary>LMA 7: ten workers and more speak through three to five representatives.</summary>
public class A_collective_dispute
{
    internal static readonly CaseRegistered Twelve = Registered with { WorkersInvolved = 12 };
    internal static readonly MembersImported Members = new([.. Enumerable.Range(1, 12).Select(i => new Member(new($"m{i}"), $"工人{i}号", default, default, default, 1000m, null, null))]);
    private static readonly ChooseRepresentatives Choose = new([new("m1"), new("m2"), new("m3")], AgentPowers.Special, Scan);

    [Fact]
    public void Chooses_three_to_five() =>
        Given(Twelve, Members).On("2026-06-09").When(Choose).Then(new RepresentativesChosen(new([new("m1"), new("m2"), new("m3")], AgentPowers.Special, Scan)));

    [Fact]
    public void Does_not_choose_two() => Given(Twelve, Members).On("2026-06-09").When(Choose with { Representatives = [new("m1"), new("m2")] }).ThenRefused("representatives-count");

    [Fact]
    public void Does_not_choose_six() =>
        Given(Twelve, Members).On("2026-06-09").When(Choose with { Representatives = [.. Enumerable.Range(1, 6).Select(i => new PartyId($"m{i}"))] }).ThenRefused("representatives-count");

    [Fact]
    public void Chooses_from_the_workers() =>
        Given(Twelve, Members).On("2026-06-09").When(Choose with { Representatives = [new("m1"), Employer, new("m99")] }).ThenInvalid("representatives[1]", "representatives[2]");

    [Fact]
    public void Of_nine_workers_is_none() => Given(Registered with { WorkersInvolved = 9 }, Members).On("2026-06-09").When(Choose).ThenRefused("not-collective");

    [Fact]
    public void Imports_its_workers_and_updates_those_on_the_list() =>
        Given(Twelve).On("2026-06-09").When(new ImportMembers([new("工人甲", "11010519491231002X", Amount: 100m), new("工人乙", Phone: "13500000000")]))
            .When(new ImportMembers([new("工人甲", "11010519491231002x", Amount: 200m, Consents: true), new("工人丙")]))
            .ThenState(s => s.Members.Count == 3 && s.Members[0].Amount == 200m && s.Members[0].ConsentedOn == Day("2026-06-09") && s.Members[2].Id == new PartyId("m3"));

    [Fact]
    public void Puts_one_worker_right_even_the_name_and_number() =>
        Given(Twelve, Members).On("2026-06-09").When(new ImportMembers([new("工人甲", "11010519491231002X", "13500000000", "支付工资", 250m, true, MemberId: new("m3"))]))
            .ThenState(s => s.Members.Count == 12 && s.Members[2].Id == new PartyId("m3") && s.Members[2].Name == "工人甲" && s.Members[2].Amount == 250m && s.Members[2].ConsentedOn == Day("2026-06-09"));

    [Fact]
    public void Has_nobody_on_its_list_twice() =>
        Given(Twelve, Members).On("2026-06-09").When(new ImportMembers([new("工人2号", MemberId: new("m3")), new("工人丁", MemberId: new("m99"))])).ThenInvalid("members[0].name", "members[1].memberId");

    [Fact]
    public void Takes_a_worker_off_its_list_and_never_gives_the_id_again() =>
        Given(Twelve, Members).On("2026-06-09").When(new RemoveMember(new("m12"), "重复录入")).Then(new MemberRemoved(new("m12"), "重复录入"))
            .When(new ImportMembers([new("工人新", "11010519491231002X")])).ThenState(s => s.Members.Count == 12 && s.Members[^1].Id == new PartyId("m13") && s.Members.All(m => m.Id != new PartyId("m12")));

    [Fact]
    public void Keeps_the_others_as_they_are_when_one_is_taken_off() =>
        Given(Twelve, Members).On("2026-06-09").When(new RemoveMember(new("m1"), "误列")).When(new ImportMembers([new("工人改名", MemberId: new("m3"))]))
            .ThenState(s => s.Members.Count == 11 && s.Members[1].Id == new PartyId("m3") && s.Members[1].Name == "工人改名");

    [Fact]
    public void Keeps_its_representatives_on_the_list_until_others_are_chosen() =>
        Given(Twelve, Members).On("2026-06-09").When(Choose).When(new RemoveMember(new("m2"), "误列")).ThenRefused("representative-on-list");

    [Fact]
    public void Takes_nobody_off_without_a_reason_who_is_not_on_it_or_after_the_draft() =>
        Given(Twelve, Members).On("2026-06-09").When(new RemoveMember(new("m99"), "")).ThenInvalid("memberId", "reason");

    [Fact]
    public void Names_the_rows_that_cannot_be() =>
        Given(Twelve).On("2026-06-09").When(new ImportMembers([new("工人甲", "123"), new("", Amount: -1m)])).ThenInvalid("members[0].idNumber", "members[1].name", "members[1].amount");
}

public class Adding_evidence
{
    [Fact]
    public void Puts_the_file_into_the_case() =>
        Given(UntilAccepted).On("2026-06-11").When(new AddEvidence(Scan, "工资条", Worker)).Then(new EvidenceAdded(new("e1", Scan, "工资条", Worker, AddedOn: Day("2026-06-11")))).ThenState(s => s.Files.Contains(Scan));

    [Fact]
    public void Needs_file_title_and_a_party_of_the_case() => Given(UntilAccepted).On("2026-06-11").When(new AddEvidence(default, "", new("x"))).ThenInvalid("fileId", "title", "partyId");

    [Fact]
    public void Is_over_with_the_case() => Given(UntilAgreed).On("2026-06-15").When(new AddEvidence(Scan, "工资条")).ThenRefused("case-ended");
}

public class Assigning_a_mediator
{
    [Fact]
    public void A_new_lead_takes_the_place_of_the_one_before() =>
        Given(UntilAccepted).On("2026-06-11").When(new AssignMediator(Zhao, MediatorRole.Lead)).ThenState(s => s.Lead == Zhao && s.Mediators.Count == 1);

    [Fact]
    public void An_assistant_stands_beside_the_lead() =>
        Given(UntilAccepted).On("2026-06-11").When(new AssignMediator(Zhao, MediatorRole.Assisting)).ThenState(s => s.Lead == Wang && s.Mediators.Count == 2);

    [Fact]
    public void Needs_a_term_that_holds_today() =>
        Given(UntilAccepted).Knowing(Zhao.Value, Mediating(Zhao, "赵某", "110105194912310038", "13900000002") with { Appointments = [] })
            .On("2026-06-11").When(new AssignMediator(Zhao, MediatorRole.Lead)).ThenRefused("mediator-not-eligible");

    [Fact]
    public void Keeps_a_member_of_the_dispute_out() =>
        Given([A_collective_dispute.Twelve, new MembersImported([new(new("m1"), "赵某", "110105194912310038", default, default, null, null, null)])])
            .On("2026-06-11").When(new AssignMediator(Zhao, MediatorRole.Lead)).ThenRefused("mediator-conflict");
}

public class Asking_a_mediator_to_withdraw
{
    private static readonly RequestRecusal Ask = new(Wang, "与被申请人有亲属关系");

    [Fact]
    public void Stops_mediating_until_the_head_decides() =>
        Given(UntilAccepted).On("2026-06-11").When(Ask).When(new ScheduleSession(At("2026-06-12 09:00"), At("2026-06-12 10:00"), "第一调解室", SessionMode.OnSite)).ThenRefused("recusal-pending");

    [Fact]
    public void Granted_takes_the_mediator_off_the_case_for_good() =>
        Given(UntilAccepted).On("2026-06-11").When(Ask).When(new DecideRecusal(true, "情况属实")).ThenState(s => s.Lead == null)
            .When(new AssignMediator(Wang, MediatorRole.Lead)).ThenRefused("mediator-recused");

    [Fact]
    public void Declined_leaves_everything_as_it_was() =>
        Given(UntilAccepted).On("2026-06-11").When(Ask).When(new DecideRecusal(false, "理由不成立")).ThenState(s => s.Lead == Wang && s.OpenRecusal == null);

    [Fact]
    public void Is_about_a_mediator_of_the_case() => Given(UntilAccepted).On("2026-06-11").When(Ask with { MediatorId = Zhao }).ThenRefused("mediator-not-of-case");

    [Fact]
    public void Nothing_is_decided_that_nobody_asked() => Given(UntilAccepted).On("2026-06-11").When(new DecideRecusal(true)).ThenRefused("no-recusal-pending");

    [Fact]
    public void Without_a_lead_nothing_is_mediated() =>
        Given([.. UntilAccepted, new RecusalRequested(Wang, "亲属", Day("2026-06-11")), new RecusalDecided(Wang, true, default)])
            .On("2026-06-11").When(new ScheduleSession(At("2026-06-12 09:00"), At("2026-06-12 10:00"), "第一调解室", SessionMode.OnSite)).ThenRefused("mediator-missing");
}
