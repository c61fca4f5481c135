using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Rulebook;
using static MediationHub.Domain.Tests.Cases.CaseStories;

namespace MediationHub.Domain.Tests.Cases;

/// <summary>O17 §§22–23, PML 17: mediation is voluntary.</summary>
public class Asking_for_consent
{
    [Fact]
    public void Makes_the_case_wait_for_the_answer() =>
        Given(Registered).On("2026-06-08").When(new AskConsent(Day("2026-06-08"))).Then(new ConsentAsked(Day("2026-06-08"))).ThenState(s => s.Stage == CaseStage.ConsentPending);

    [Fact]
    public void Does_not_come_before_the_receipt() =>
        Given(Registered).On("2026-06-09").When(new AskConsent(Day("2026-06-05"))).ThenInvalid("on");

    [Fact]
    public void Is_over_once_the_case_is_accepted() =>
        Given(UntilAccepted).On("2026-06-11").When(new AskConsent(Day("2026-06-11"))).ThenRefused("already-accepted");
}

public class Recording_consent
{
    private static readonly RecordConsent Yes = new(Employer, true, Day("2026-06-09"));
    private static readonly RecordConsent No = new(Employer, false, Day("2026-06-09"), "不同意调解");

    [Fact]
    public void Works_from_the_register_too_and_alone_never_accepts() =>
        Given(Registered).On("2026-06-09").When(Yes).Then(Consented).ThenState(s => s.Stage == CaseStage.ConsentPending && s.AllConsent);

    [Fact]
    public void A_refusal_ends_the_case_before_acceptance() =>
        Given(Registered).On("2026-06-09").When(No).Then(new PartyRefusedMediation(Employer, "不同意调解", Day("2026-06-09")))
            .ThenState(s => s.Stage == CaseStage.NotAccepted && s.Outcome == Outcome.RespondentRefused);

    [Fact]
    public void A_consent_may_be_taken_back_before_acceptance() =>
        Given(Registered, Consented).On("2026-06-10").When(No with { On = Day("2026-06-10") }).ThenHappened(typeof(PartyRefusedMediation));

    [Fact]
    public void Is_recorded_once() =>
        Given(Registered, Consented).On("2026-06-10").When(Yes with { On = Day("2026-06-10") }).ThenRefused("consent-recorded");

    [Fact]
    public void An_applicants_consent_is_the_application() =>
        Given(Registered).On("2026-06-09").When(Yes with { PartyId = Worker }).ThenNothing();

    [Fact]
    public void An_applicant_who_changes_their_mind_withdraws() =>
        Given(Registered).On("2026-06-09").When(No with { PartyId = Worker }).ThenRefused("applicant-withdraws");

    [Fact]
    public void Is_of_a_party_of_the_case() =>
        Given(Registered).On("2026-06-09").When(Yes with { PartyId = new("r9") }).ThenInvalid("partyId");

    [Fact]
    public void After_acceptance_a_refusal_closes_the_case_as_stopped_instead() =>
        Given(UntilAccepted).On("2026-06-11").When(No with { On = Day("2026-06-11") }).ThenRefused("already-accepted");

    [Fact]
    public void A_party_added_after_acceptance_is_asked_too() =>
        Given([.. UntilAccepted, new PartyAdded(new(new("r2"), PartySide.Respondent, Company with { Name = "用工公司", CreditCode = default }), default)])
            .On("2026-06-11").When(Yes with { PartyId = new("r2"), On = Day("2026-06-11") }).ThenState(s => s.AllConsent && s.Stage == CaseStage.Accepted);

    [Fact]
    public void A_party_added_after_acceptance_that_refuses_leaves() =>
        Given([.. UntilAccepted, new PartyAdded(new(new("r2"), PartySide.Respondent, Company with { Name = "用工公司", CreditCode = default }), default)])
            .On("2026-06-11").When(No with { PartyId = new("r2"), On = Day("2026-06-11") }).ThenRefused("refusing-party-leaves");
}

/// <summary>O17 §22: in scope, both parties agree, within three working days.</summary>
public class Accepting_a_case
{
    private static readonly AcceptCase Accept = new(Wang, Day("2026-06-10"));

    [Fact]
    public void Needs_every_partys_consent() => Given(Registered).On("2026-06-10").When(Accept).ThenRefused("consent-missing").Saying("某某公司");

    [Fact]
    public void With_every_consent_gives_it_its_lead_mediator() =>
        Given(Registered, Consented).On("2026-06-10").When(Accept).Then(Accepted).ThenState(s => s.Stage == CaseStage.Accepted && s.Lead == Wang);

    [Fact]
    public void Is_in_time_on_the_third_working_day() =>
        Given(Registered, Consented).On("2026-06-11").When(Accept with { On = Day("2026-06-11") }).ThenState(s => !s.AcceptedLate);

    [Fact]
    public void Is_marked_late_on_the_fourth_working_day_and_not_blocked() =>
        Given(Registered, Consented).On("2026-06-12").When(Accept with { On = Day("2026-06-12") }).Then(Accepted with { On = Day("2026-06-12"), Late = true });

    [Fact]
    public void Does_not_come_before_the_last_consent() =>
        Given(Registered, Consented).On("2026-06-10").When(Accept with { On = Day("2026-06-08") }).ThenInvalid("on");

    [Fact]
    public void Happens_once() =>
        Given(UntilAccepted).On("2026-06-11").When(Accept with { On = Day("2026-06-11") }).ThenRefused("already-accepted");

    [Fact]
    public void Is_for_disputes_in_scope() =>
        Given(Registered with { DisputeType = "20" }, Consented).Under(RulesWithout("20")).On("2026-06-10").When(Accept).ThenRefused("out-of-scope");

    [Fact]
    public void Needs_a_mediator_of_the_roster() =>
        Given(Registered, Consented).On("2026-06-10").When(Accept with { MediatorId = new("nobody") }).ThenInvalid("mediatorId");

    [Fact]
    public void Needs_a_mediator_whose_term_holds_that_day() =>
        Given(Registered, Consented).Knowing(Wang.Value, Mediating(Wang, "王某", "11010519491231002X", "13900000001") with { Appointments = [new(Center, Day("2026-06-11"), Day("2027-06-10"))] })
            .On("2026-06-11").When(Accept).ThenRefused("mediator-not-eligible");

    [Fact]
    public void Keeps_a_mediator_out_who_is_a_party_by_ID_number() =>
        Given(Registered, Consented).Knowing(Wang.Value, Mediating(Wang, "李某", "220102199003070048", "13900000001")).On("2026-06-10").When(Accept).ThenRefused("mediator-conflict");

    [Fact]
    public void Keeps_a_mediator_out_who_is_an_agent_by_name_and_telephone() =>
        Given(Registered, Consented, new AgentAppointed(Employer, new("g1", "王某", AgentPowers.General, Scan, "13900000001")))
            .On("2026-06-10").When(Accept).ThenRefused("mediator-conflict");

    [Fact]
    public void Does_not_take_a_namesake_for_the_party() =>
        Given(Registered, Consented, new AgentAppointed(Employer, new("g1", "王某", AgentPowers.General, Scan, "13700000000"))).On("2026-06-10").When(Accept).ThenHappened(typeof(CaseAccepted));

    [Fact]
    public void Is_for_an_organization_that_still_works() =>
        Given(Registered, Consented).Knowing(Center.Value, Active(Center, "CC-01", "220100") with { Status = OrganizationStatus.Deregistered })
            .On("2026-06-10").When(Accept).ThenRefused("organization-not-working");

    [Fact]
    public void A_suspended_organization_finishes_what_is_open() =>
        Given(Registered, Consented).Knowing(Center.Value, Active(Center, "CC-01", "220100") with { Status = OrganizationStatus.Suspended })
            .On("2026-06-10").When(Accept).ThenHappened(typeof(CaseAccepted));

    private static RuleSet RulesWithout(string type)
    {
        using var json = typeof(RuleSet).Assembly.GetManifestResourceStream("MediationHub.Domain.Rulebook.rulebook-1.json")!;
        using var reader = new StreamReader(json);
        var text = reader.ReadToEnd().Replace($"\"{type}\", \"99\"]", "\"99\"]");
        return RuleSet.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)));
    }
}

public class Rejecting_a_case
{
    private static readonly RejectCase Reject = new(RejectGround.PendingInArbitration, "仲裁委已受理", Day("2026-06-09"));

    [Fact]
    public void Ends_it_with_ground_and_reason() =>
        Given(Registered).On("2026-06-09").When(Reject).Then(new CaseNotAccepted(RejectGround.PendingInArbitration, "仲裁委已受理", Day("2026-06-09")))
            .ThenState(s => s.Stage == CaseStage.NotAccepted && s.Outcome == Outcome.NotAccepted);

    [Fact]
    public void Works_while_consent_is_awaited() => Given(Registered, Consented).On("2026-06-09").When(Reject).ThenHappened(typeof(CaseNotAccepted));

    [Fact]
    public void Needs_a_reason() => Given(Registered).On("2026-06-09").When(Reject with { Reason = "" }).ThenInvalid("reason");

    [Fact]
    public void Is_over_once_accepted() => Given(UntilAccepted).On("2026-06-11").When(Reject with { On = Day("2026-06-11") }).ThenRefused("already-accepted");

    [Fact]
    public void Does_not_happen_to_an_ended_case() => Given(UntilAgreed).On("2026-06-15").When(Reject with { On = Day("2026-06-12") }).ThenRefused("case-ended");
}
