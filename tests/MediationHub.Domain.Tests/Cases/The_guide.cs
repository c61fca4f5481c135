using MediationHub.Domain.Access;
using MediationHub.Domain.Calendars;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Rulebook;
using static MediationHub.Domain.Tests.Cases.CaseStories;

namespace MediationHub.Domain.Tests.Cases;

/// <summary>What the page offers is what the commands allow.</summary>
public class The_guide
{
    private static readonly (string Stage, IReadOnlyList<DomainEvent> Events)[] Stages =
    [
        ("registered", [Registered]), ("consentPending", [Registered, Consented]), ("accepted", UntilAccepted), ("inMediation", UntilHeld),
        ("drafted", UntilDrafted), ("signed", UntilAllSigned), ("effective", UntilEffective), ("agreed", UntilAgreed),
        ("failed", [.. UntilHeld, Closed(Outcome.NoAgreement, "2026-06-12")]), ("refused", [Registered, new PartyRefusedMediation(Employer, default, Day("2026-06-09"))]),
        ("archived", [.. UntilAgreed, new CaseArchived(Day("2026-06-12"), [])]), ("suspended", [.. UntilHeld, new CaseSuspended(new(SuspensionGround.Service, "送达", Day("2026-06-12")))]),
        ("recusal", [.. UntilHeld, new RecusalRequested(Wang, "亲属", Day("2026-06-12"))]), ("reopened", [.. UntilAgreed, new CaseReopened(ReopenGround.ClericalError, Day("2026-06-12"))]),
        ("transferring", [.. UntilAccepted, new TransferProposed(Neighbor, "管辖")]), ("transferred", [.. UntilAccepted, new CaseTransferred(Neighbor, new("case-2"), Day("2026-06-12"))]),
        ("barred", [Registered with { Elsewhere = new(ElsewhereKind.Decided) }, Consented]), ("barred after acceptance", [.. UntilDrafted, new CaseCorrected(new() { Elsewhere = new(ElsewhereKind.PendingInCourt) }, "对方告知")]),
        ("asked to reopen", [.. UntilAgreed, new ReopeningRequested(new(ReopenGround.Fraud, "虚假协议", "head"))]),
    ];

    /// <summary>One sound command of each kind; its body fits the case at the stage where it belongs.</summary>
    private static readonly Dictionary<string, ICommand<MediationCase>> Sound = new()
    {
        ["ask-consent"] = new AskConsent(Day("2026-06-12")),
        ["record-consent"] = new RecordConsent(Employer, false, Day("2026-06-12")),
        ["accept"] = new AcceptCase(Zhao, Day("2026-06-12")),
        ["reject"] = new RejectCase(RejectGround.Other, "另有原因", Day("2026-06-12")),
        ["correct"] = new CorrectCase(new() { Parties = [new() { PartyId = Worker, Phone = "13700000009" }] }, "换号"),
        ["change-claims"] = new ChangeClaims([new("11", "支付经济补偿", 1m)]),
        ["add-party"] = new AddParty(PartySide.Respondent, Company with { Name = "用工公司", CreditCode = default }),
        ["appoint-agent"] = new AppointAgent(Employer, "周某", AgentPowers.Special, Scan),
        ["add-evidence"] = new AddEvidence(Scan, "工资条"),
        ["assign-mediator"] = new AssignMediator(Zhao, MediatorRole.Assisting),
        ["schedule-session"] = new ScheduleSession(At("2026-06-16 09:00"), At("2026-06-16 10:00"), "第一调解室", SessionMode.OnSite),
        ["hold-session"] = new HoldSession(null, [new(Worker, true), new(Employer, true)], new([], ["双方存在劳动关系。"], SessionResult.Continues), Signatures: [new(Worker), new(Employer)], StartsAt: At("2026-06-12 14:00"), EndsAt: At("2026-06-12 15:00"), Place: "第一调解室"),
        ["extend"] = new ExtendTerm(5, [new(Worker, Day("2026-06-12")), new(Employer, Day("2026-06-12"))]),
        ["suspend"] = new SuspendCase(SuspensionGround.Appraisal, "鉴定", Day("2026-06-12"), [Worker, Employer]),
        ["resume"] = new ResumeCase(Day("2026-06-15")),
        ["draft-agreement"] = new DraftAgreement([new(TermKind.Payment, Employer, Worker, 9000m, DueOn: Day("2026-06-30"))], Supplement: true),
        ["close"] = new CloseCase(Outcome.Agreed, [], Day("2026-06-12")),
        ["withdraw"] = new WithdrawApplication(false, null, Day("2026-06-12")),
        ["transfer"] = new TransferCase(Neighbor, "另一理由"),
        ["accept-transfer"] = new AcceptTransfer(new("case-3")),
        ["decline-transfer"] = new DeclineTransfer("不在本辖区"),
        ["record-payment"] = new RecordPayment(1, 100m, Day("2026-06-12")),
        ["follow-up"] = new FollowUpCase(Day("2026-06-12"), "情况"),
        ["decide-recusal"] = new DecideRecusal(false, "理由不成立"),
        ["seal-agreement"] = new SealAgreement(At("2026-06-12 09:30")),
        ["request-reopen"] = new RequestReopen("录错"),
        ["approve-reopen"] = new ApproveReopen(),
    };

    public static TheoryData<string> StageNames => [.. Stages.Select(s => s.Stage)];

    [Theory, MemberData(nameof(StageNames))]
    public void Says_no_exactly_where_the_command_does(string stage)
    {
        var state = After(Stages.First(s => s.Stage == stage).Events);
        foreach (var allowed in CaseGuide.Allowed(state, Context(state)).Where(a => Sound.ContainsKey(a.Command)))
        {
            var decision = Sound[allowed.Command].Decide(state, Context(state));
            if (!allowed.Ok)
            {
                var said = decision.Refusal?.Chinese;
                Assert.True(decision.Events.Count == 0, $"{allowed.Command} at {stage} happens though the guide says {allowed.Missing[0].Chinese}");
                Assert.True(said is null || decision.Refusal!.Kind is RefusalKind.Invalid || allowed.Missing.Any(m => m.Chinese == said) || decision.Refusal.Code is "agreement-in-force", $"{allowed.Command} at {stage} says {said}");
            }
            else if (decision.Refusal is { } no && allowed.Command is not "close")
                Assert.Fail($"{allowed.Command} at {stage}: the guide says yes, the command {no.Code}");
        }
    }

    [Theory]
    [InlineData("registered", "record-consent")]
    [InlineData("consentPending", "accept")]
    [InlineData("accepted", "schedule-session")]
    [InlineData("inMediation", "draft-agreement")]
    [InlineData("drafted", "sign-agreement")]
    [InlineData("signed", "seal-agreement")]
    [InlineData("effective", "close")]
    [InlineData("agreed", "record-payment")]
    [InlineData("failed", "archive")]
    [InlineData("refused", "archive")]
    [InlineData("suspended", "resume")]
    [InlineData("recusal", "decide-recusal")]
    [InlineData("reopened", "close")]
    [InlineData("transferring", "accept-transfer")]
    [InlineData("asked to reopen", "approve-reopen")]
    public void Leads_to_the_next_lawful_step(string stage, string command)
    {
        var state = After(Stages.First(s => s.Stage == stage).Events);
        Assert.Equal(command, CaseGuide.Next(state, Context(state))?.Command);
    }

    [Fact]
    public void Leads_an_expired_case_to_its_closing()
    {
        var state = After(UntilHeld);
        Assert.Equal("close", CaseGuide.Next(state, Context(state, "2026-06-24"))?.Command);
    }

    [Fact]
    public void Says_what_is_missing_in_both_languages()
    {
        var state = After(Registered);
        var accept = CaseGuide.Allowed(state, Context(state)).Single(a => a.Command == "accept");
        Assert.Equal((false, "尚未取得某某公司的同意,调解须各方自愿,请先登记其意见。", "Consent is missing of r1; record it first."), (accept.Ok, accept.Missing.Single().Chinese, accept.Missing.Single().English));
    }

    [Fact]
    public void Says_after_a_reopening_that_the_next_draft_is_a_supplement()
    {
        var reopened = After([.. UntilAgreed, new CaseReopened(ReopenGround.ClericalError, Day("2026-06-12"))]);
        var draft = CaseGuide.Allowed(reopened, Context(reopened)).Single(a => a.Command == "draft-agreement");
        Assert.True(draft.Ok);
        Assert.Contains("supplement: true", draft.Note?.Chinese);
        Assert.Contains("supplement: true", draft.Note?.English);
        Assert.Null(CaseGuide.Allowed(After(UntilHeld), Context(After(UntilHeld))).Single(a => a.Command == "draft-agreement").Note);
    }

    [Fact]
    public void Tells_a_mediator_that_a_case_accepted_for_a_colleague_goes_out_of_sight()
    {
        var state = After(Registered with { Elsewhere = new(ElsewhereKind.None) }, Consented);
        AllowedCommand Accept(Role role) => CaseGuide.Allowed(state, Context(state) with { Actor = new("someone", new HashSet<Role> { role }, Center) }).Single(a => a.Command == "accept");
        Assert.Contains("不再能查看本案", Accept(Role.Mediator).Note?.Chinese);
        Assert.Null(Accept(Role.Head).Note);
    }

    [Fact]
    public void Says_before_an_agreement_is_drafted_that_an_employers_representative_is_not_on_record()
    {
        var state = After(UntilHeld);
        string? Note(MediationCase c) => CaseGuide.Allowed(c, Context(c)).Single(a => a.Command == "draft-agreement").Note?.Chinese;
        Assert.Null(Note(state with { Parties = [.. state.Parties.Select(p => p with { LegalRepresentative = "张三" })] }));
        Assert.Contains("法定代表人(负责人)尚未登记", Note(state with { Parties = [.. state.Parties.Select(p => p with { LegalRepresentative = default })] }));
    }

    [Fact]
    public void Asks_for_the_signed_paper_once_the_term_is_over()
    {
        var state = After(UntilHeld);
        string? NoteOn(string day) => CaseGuide.Allowed(state, Context(state, day)).Single(a => a.Command == "extend").Note?.Chinese;
        Assert.Null(NoteOn("2026-06-23"));
        Assert.Contains("延期同意书", NoteOn("2026-06-24"));
    }

    [Fact]
    public void Knows_nothing_of_a_case_that_is_not_there()
    {
        var nowhere = Context(MediationCase.Empty);
        Assert.Null(CaseGuide.Next(MediationCase.Empty, nowhere));
        Assert.All(CaseGuide.Allowed(MediationCase.Empty, nowhere), a => Assert.Equal(CaseRefusals.Unknown.Chinese, a.Missing[0].Chinese));
        Assert.All(Sound.Values, command => Assert.Empty(command.Decide(MediationCase.Empty, nowhere).Events));
    }

    [Fact]
    public void Knows_every_command_of_a_case()
    {
        var names = typeof(MediationCase).Assembly.GetTypes()
            .Where(t => t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ICaseCommand<>)) && !t.IsInterface)
            .Select(t => t.GetInterfaceMap(typeof(ICaseCommand<>).MakeGenericType(t)))
            .Select(m => (string)m.TargetMethods[Array.FindIndex(m.InterfaceMethods, i => i.Name == "get_Name")].Invoke(null, null)!);
        Assert.Equal(names.Order(StringComparer.Ordinal), CaseGuide.Allowed(After(Registered), Context(After(Registered))).Select(a => a.Command).Order(StringComparer.Ordinal));
    }

    private static Context Context(MediationCase state, string today = "2026-06-15") => new(At($"{today} 10:00"), Actor.System, WorkCalendar.BuiltIn, RuleSet.BuiltIn)
    {
        Others = new Dictionary<StreamRef, object>
        {
            [StreamRef.To<Organization>("center")] = Active(Center, "CC-01", "220100"),
            [StreamRef.To<Organization>("neighbor")] = Active(Neighbor, "JL-02", "220200"),
            [StreamRef.To<Mediator>("wang")] = Mediating(Wang, "王某", "11010519491231002X", "13900000001"),
            [StreamRef.To<Mediator>("zhao")] = Mediating(Zhao, "赵某", "110105194912310038", "13900000002"),
        },
    };
}
