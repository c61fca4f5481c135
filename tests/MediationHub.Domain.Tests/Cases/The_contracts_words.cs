using System.Text.Json;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using static MediationHub.Domain.Tests.Cases.CaseStories;

namespace MediationHub.Domain.Tests.Cases;

/// <summary>The commands' fields are those of the REST contract: its bodies become commands as they are.</summary>
public class The_contracts_words
{
    private static TCommand Body<TCommand>(string json) => JsonSerializer.Deserialize<TCommand>(json, Wire.Json)!;

    [Fact]
    public void Carry_a_case_from_the_application_to_the_archive() => Given()
        .On("2026-11-02").When(Body<RegisterCase>("""
            {"id":"case-1","organizationId":"center","source":"partyApplication","form":"written","receivedAt":"2026-11-02T09:10:00+08:00",
             "applicants":[{"kind":"person","name":"李某","idType":"residentId","idNumber":"220102199003070048","phone":"13800000000","address":"长春市"}],
             "respondents":[{"kind":"employer","name":"某某公司","creditCode":"91220101MA00000013","legalRepresentative":"陈某","phone":"0431-88690000"}],
             "disputeType":"07.1","claims":[{"type":"07.1","text":"支付2026年8月至9月工资","amount":12000.00}],
             "facts":"公司未付两个月工资。","knewOn":"2026-10-08","workersInvolved":1}
            """)).ThenHappened(typeof(CaseRegistered))
        .When(Body<AskConsent>("""{"on":"2026-11-02"}""")).ThenHappened(typeof(ConsentAsked))
        .On("2026-11-03").When(Body<RecordConsent>("""{"partyId":"r1","consents":true,"on":"2026-11-03"}""")).ThenHappened(typeof(PartyConsented))
        .When(Body<AcceptCase>("""{"mediatorId":"wang","on":"2026-11-03"}""")).ThenHappened(typeof(CaseAccepted))
        .When(Body<AppointAgent>("""{"partyId":"r1","name":"周某","powers":"special","fileId":"f9"}""")).ThenHappened(typeof(AgentAppointed))
        .When(Body<CorrectCase>("""{"fields":{"parties":[{"partyId":"a1","phone":"13800000002"}],"workersInvolved":2},"reason":"笔误"}""")).ThenHappened(typeof(CaseCorrected))
        .When(Body<AddEvidence>("""{"fileId":"f2","title":"工资条","partyId":"a1"}""")).ThenHappened(typeof(EvidenceAdded))
        .When(Body<ScheduleSession>("""{"startsAt":"2026-11-04T09:00:00+08:00","endsAt":"2026-11-04T10:00:00+08:00","place":"第一调解室","mode":"onSite","private":false,"attendees":["a1","r1"]}""")).ThenHappened(typeof(SessionScheduled))
        .On("2026-11-04 11:00").When(Body<HoldSession>("""
            {"sessionId":"s1","attendance":[{"partyId":"a1","present":true},{"partyId":"r1","present":true,"via":"周某"}],
             "record":{"statements":[{"by":"李某","text":"欠两个月工资。"}],"undisputedFacts":["存在劳动关系。"],"result":"agreementReached"},
             "offers":[{"byPartyId":"r1","amount":8000,"text":"分两期"}],"readBack":true,"signatures":[{"partyId":"a1"},{"partyId":"r1"}]}
            """)).ThenHappened(typeof(SessionHeld))
        .When(Body<ExtendTerm>("""{"days":5,"signatures":[{"partyId":"a1","signedOn":"2026-11-04"},{"partyId":"r1","signedOn":"2026-11-04"}]}""")).ThenHappened(typeof(TermExtended))
        .When(Body<DraftAgreement>("""
            {"terms":[{"kind":"payment","payerId":"r1","payeeId":"a1","amount":12000.00,"instalments":[{"amount":6000,"dueOn":"2026-11-10"},{"amount":6000,"dueOn":"2026-12-10"}],"manner":"银行转账"},
                      {"kind":"documentHandover","payerId":"r1","payeeId":"a1","dueOn":"2026-11-10","text":"离职证明"}]}
            """)).ThenHappened(typeof(AgreementDrafted))
        .When(Body<SignAgreement>("""{"signer":{"partyId":"a1"},"signedAt":"2026-11-04T10:10:00+08:00","fileId":"f3"}""")).ThenHappened(typeof(AgreementSigned))
        .When(Body<SignAgreement>("""{"signer":{"partyId":"r1"},"signedAt":"2026-11-04T10:11:00+08:00"}""")).ThenHappened(typeof(AgreementSigned))
        .When(Body<SignAgreement>("""{"signer":{"mediatorId":"wang"},"signedAt":"2026-11-04T10:12:00+08:00"}""")).ThenHappened(typeof(AgreementSigned))
        .When(Body<SealAgreement>("""{"sealedAt":"2026-11-04T10:30:00+08:00"}""")).ThenHappened(typeof(AgreementTookEffect))
        .When(Body<CloseCase>("""{"outcome":"agreed","reasons":[],"on":"2026-11-04"}""")).ThenHappened(typeof(CaseClosed))
        .On("2026-11-10").When(Body<RecordPayment>("""{"termNo":1,"instalmentNo":1,"amount":6000,"paidOn":"2026-11-10","proof":["f4"]}""")).ThenHappened(typeof(PaymentRecorded))
        .When(Body<RecordPerformance>("""{"termNo":2,"on":"2026-11-10","proof":["f5"]}""")).ThenHappened(typeof(PerformanceRecorded))
        .On("2026-12-11").When(Body<MarkDefault>("""{"termNo":1,"on":"2026-12-11"}""")).ThenHappened(typeof(DefaultMarked))
        .When(Body<StartRemedy>("""{"kind":"paymentOrder"}""")).ThenHappened(typeof(RemedyStarted))
        .When(Body<ArchiveCase>("""{"scans":[{"kind":"application","fileId":"f6"},{"kind":"acceptanceNotice","fileId":"f6"},{"kind":"sessionRecord","fileId":"f6"},{"kind":"mediationAgreement","fileId":"f6"}]}""")).ThenHappened(typeof(CaseArchived))
        .ThenState(s => s.Files.Distinct().Count() == 6);

    [Theory]
    [InlineData(typeof(CaseStage), "registered consentPending accepted inMediation agreementDrafted agreementEffective closed notAccepted transferred archived")]
    [InlineData(typeof(Outcome), "agreed agreedOral settledWithdrawn partial noAgreement expired stopped absent withdrawn notAccepted respondentRefused transferred terminated void")]
    [InlineData(typeof(CaseSource), "partyApplication ownInitiative commissionEntrusted commissionRecommended courtAssigned courtEntrusted petitionTransfer unionTransfer onlinePlatform")]
    [InlineData(typeof(RejectGround), "outOfScope applicantRefused alreadyDecided pendingInArbitration duplicate notCompetent other")]
    [InlineData(typeof(FailureCode), "positionsApart partyWithdrew partyAbsent partyNotReachable evidenceDisputed employerInsolvent timeExpired other")]
    [InlineData(typeof(TermKind), "payment documentHandover contractAct socialInsurance apology other")]
    [InlineData(typeof(ServiceMethod), "direct leftWithWitness post electronic entrusted posting publicNotice")]
    [InlineData(typeof(ServiceResult), "received signed refused notReached returned")]
    [InlineData(typeof(RemedyKind), "arbitration paymentOrder directSuit enforcement labourInspection")]
    [InlineData(typeof(FollowUpOutcome), "performed onTrack delayed refused notReached other")]
    [InlineData(typeof(AgreementStatus), "drafted effective inReview confirmed returned superseded invalidated courtConfirmed")]
    [InlineData(typeof(RulingKind), "void revoked confirmed")]
    [InlineData(typeof(RulingBody), "court commission")]
    [InlineData(typeof(ElsewhereKind), "none decided pendingInArbitration pendingInCourt")]
    [InlineData(typeof(SessionResult), "continues agreementReached noAgreement adjourned")]
    [InlineData(typeof(SessionStatus), "scheduled held cancelled adjourned")]
    public void Are_the_words_of_the_code(Type words, string expected) =>
        Assert.Equal(expected, string.Join(' ', Enum.GetValues(words).Cast<object>().Select(w => JsonSerializer.Serialize(w, words, Wire.Json).Trim('"'))));

    [Fact]
    public void A_state_goes_through_JSON_and_back()
    {
        var state = After([.. UntilAgreed, new PaymentRecorded(new("p1", 1, 1, null, 1000m, Day("2026-06-15"), [new(null, 1000m)], [Scan]))]);
        var text = JsonSerializer.Serialize(state, Wire.Json);
        Assert.Equal(text, JsonSerializer.Serialize(JsonSerializer.Deserialize<MediationCase>(text, Wire.Json), Wire.Json));
        Assert.DoesNotContain("null", text);
    }
}
