using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Statistics;
using static MediationHub.Domain.Tests.Cases.CaseStories;

namespace MediationHub.Domain.Tests.Cases;

public class Splitting_a_case
{
    private static readonly CaseId New = new("case-2");
    private static readonly PartyId Second = new("a2");
    private static readonly PartyDetails Zhang = new() { Kind = PartyKind.Person, Name = "张某", IdNumber = "110105194912310038", Phone = "13800000003" };

    /// <summary>李某 and 张某 apply together, each for wages of their own.</summary>
    private static readonly CaseRegistered Joint = Registered with
    {
        Parties = [Registered.Parties[0], new(Second, PartySide.Applicant, Zhang) { Consent = new(true, Day("2026-06-08"), ByApplication: true) }, Registered.Parties[1]],
        Claims = [Registered.Claims[0], new(2, "11", "支付张某经济补偿", 5000m)],
        WorkersInvolved = 2,
    };

    private static IReadOnlyList<DomainEvent> JointUntilAccepted => [Joint, Consented, Accepted];
    private static readonly SplitCase Split = new(New, [Second], [2], "事实不同，分别调解");

    [Fact]
    public void Opens_a_case_of_its_own_with_a_number_of_its_own_and_the_same_receipt() =>
        Given(JointUntilAccepted).On("2026-06-11").When(Split)
            .Then(new CaseSplit(New, [Second], [2], "07.1", 1, "事实不同，分别调解", Day("2026-06-11")))
            .ThenOpened<MediationCase>("case-2", c =>
            {
                Assert.Equal((Center, Joint.ReceivedAt, Day("2026-06-11"), new CaseId("case-1")), (c.OrganizationId, c.ReceivedAt, c.RegisteredOn, c.Origin!.SplitFrom!.Value));
                Assert.Equal(["张某", "某某公司"], c.Parties.Select(p => p.Name.Value));
                Assert.Equal((1, "11", 5000m, 1), (c.Claims.Single().No, c.DisputeType, c.Claims.Single().Amount!.Value, c.WorkersInvolved));
            })
            .ThenState(s => s.Stage == CaseStage.Accepted && s.Parties.Count == 2 && s.Claims.Count == 1 && s.DisputeType == "07.1" && s.WorkersInvolved == 1 && s.SplitInto.Contains(New));

    [Fact]
    public void Keeps_consents_acceptance_mediators_and_extensions() =>
        Given([.. JointUntilAccepted, new MediatorAssigned(Zhao, MediatorRole.Assisting, Day("2026-06-11")), new TermExtended(new(5, [new(Worker, Day("2026-06-11")), new(Second, Day("2026-06-11")), new(Employer, Day("2026-06-11"))], Day("2026-06-28")), 1)])
            .On("2026-06-12").When(Split).ThenOpened<MediationCase>("case-2", c =>
            {
                Assert.True(c.AllConsent);
                Assert.Equal((CaseStage.Accepted, Day("2026-06-10"), false, Wang), (c.Stage, c.AcceptedOn!.Value, c.AcceptedLate, c.Lead!.Value));
                Assert.Contains(c.Mediators, m => m.MediatorId == Zhao && m.Role is MediatorRole.Assisting);
                Assert.Equal(5, c.ExtendedDays);
                Assert.Equal([Second, Employer], c.Extensions[0].Signatures.Select(s => s.PartyId));
            });

    [Fact]
    public void Before_acceptance_waits_for_the_same_answers() =>
        Given([Joint, new ConsentAsked(Day("2026-06-08"))]).On("2026-06-09").When(Split)
            .ThenOpened<MediationCase>("case-2", c => Assert.Equal((CaseStage.ConsentPending, null, "某某公司"), (c.Stage, c.AcceptedOn, c.NotConsented.Single().Name.Value)));

    [Fact]
    public void Whoever_was_recused_is_recused_there_too() =>
        Given([.. JointUntilAccepted, new RecusalRequested(Wang, "亲属", Day("2026-06-11")), new RecusalDecided(Wang, true, default), new MediatorAssigned(Zhao, MediatorRole.Lead, Day("2026-06-11"))])
            .On("2026-06-12").When(Split).ThenOpened<MediationCase>("case-2", c => Assert.Equal((Zhao, Day("2026-06-11"), true), (c.Lead!.Value, c.Mediators.Single().From, c.Recusals.Exists(r => r.MediatorId == Wang && r.Granted is true))));

    [Fact]
    public void Leaves_sessions_offers_and_what_was_told_in_confidence_behind() =>
        Given([.. JointUntilAccepted, Held,
            new EvidenceAdded(new("e1", Scan, "共同的通知", Worker)), new EvidenceAdded(new("e2", new("f2"), "李某的病历", Worker, default, EvidenceVisibility.SubmittingParty)), new EvidenceAdded(new("e3", new("f3"), "底线", Second, default, EvidenceVisibility.MediatorOnly)),
            new EvidenceAdded(new("e4", new("f4"), "张某的工资条", Second, default, EvidenceVisibility.SubmittingParty)), new EvidenceAdded(new("e5", new("f5"), "误登", Second)), new EvidenceWithdrawn("e5", new("误登", Day("2026-06-11")))])
            .On("2026-06-12").When(Split).ThenOpened<MediationCase>("case-2", c =>
            {
                Assert.Empty(c.Sessions);
                Assert.Equal(CaseStage.Accepted, c.Stage);
                Assert.Equal(["e1 ", "e4 a2"], c.Evidence.Select(e => $"{e.Id} {e.PartyId}"));
            })
            .ThenState(s => s.Sessions.Count == 1 && s.Evidence.Count == 5);

    [Fact]
    public void Counts_two_disputes_by_the_receipt_of_the_one()
    {
        Dictionary<string, long> Of(params MediationCase[] cases)
        {
            var sums = new Dictionary<string, long>();
            foreach (var c in cases) CaseContribution.Contribute(c, Domain.Calendars.WorkCalendar.BuiltIn, Domain.Rulebook.RuleSet.BuiltIn, (key, n) => sums[$"{key.Day:MM-dd} {key.Counter}"] = sums.GetValueOrDefault($"{key.Day:MM-dd} {key.Counter}") + n);
            return sums;
        }
        var whole = Of(After(JointUntilAccepted));
        MediationCase? part = null, rest = null;
        Given(JointUntilAccepted).On("2026-06-11").When(Split).ThenOpened<MediationCase>("case-2", c => part = c).ThenState(c => rest = c);
        var parts = Of(rest!, part!);
        Assert.Equal((1L, 2L), (whole[$"06-08 {Counters.Registered}"], parts[$"06-08 {Counters.Registered}"]));
        Assert.Equal((1L, 2L), (whole[$"06-10 {Counters.Accepted}"], parts[$"06-10 {Counters.Accepted}"]));
        Assert.Equal(parts[$"06-10 {Counters.Accepted}"], parts[$"06-10 {Counters.AcceptedInTime}"]);
        foreach (var same in new[] { Counters.RegisteredPeople, Counters.RegisteredAmount }) Assert.Equal(whole[$"06-08 {same}"], parts[$"06-08 {same}"]);
    }

    [Fact]
    public void Hides_from_an_auditor_who_stayed_and_who_went()
    {
        MediationCase? part = null, rest = null;
        Given([Joint with { Facts = "李某和张某都没有领到工资。" }, Consented, Accepted]).On("2026-06-11").When(Split).ThenOpened<MediationCase>("case-2", c => part = c).ThenState(c => rest = c);
        foreach (var shown in new[] { NamelessCase.Of(part!), NamelessCase.Of(rest!) })
            Assert.DoesNotMatch("李某|张某", shown.Facts.Value);
    }

    [Fact]
    public void Needs_applicants_and_claims_on_both_sides_of_it() =>
        Given(JointUntilAccepted).On("2026-06-11")
            .When(Split with { PartyIds = [Worker, Second] }).ThenInvalid("partyIds").When(Split with { ClaimNos = [1, 2] }).ThenInvalid("claimNos")
            .When(Split with { PartyIds = [], ClaimNos = null, Reason = default }).ThenInvalid("partyIds", "claimNos", "reason")
            .When(Split with { PartyIds = [Second, Employer] }).ThenInvalid("partyIds").When(Split with { PartyIds = [Second, new("a9")], ClaimNos = [2, 9] }).ThenInvalid("partyIds", "claimNos")
            .When(Split with { PartyIds = [.. Enumerable.Range(3, 10_000).Select(n => new PartyId($"a{n}"))] }).ThenInvalid("partyIds");

    [Fact]
    public void Is_not_for_a_single_dispute() => Given(UntilAccepted).On("2026-06-11").When(Split with { PartyIds = [Worker], ClaimNos = [1] }).ThenInvalid("partyIds", "claimNos")
        .ThenDecided(_ => Assert.Contains(SplitCase.Missing(After(UntilAccepted), ContextAt("2026-06-11")), r => r.Code == "nothing-to-split"));

    [Theory]
    [InlineData("agreement-drafted")]
    [InlineData("agreement-in-force")]
    [InlineData("case-suspended")]
    [InlineData("transfer-pending")]
    [InlineData("recusal-pending")]
    [InlineData("case-ended")]
    [InlineData("agreement-of-record")]
    public void Waits_for_what_is_under_way(string code)
    {
        IReadOnlyList<DomainEvent> held = [.. JointUntilAccepted, Held];
        IReadOnlyList<DomainEvent> effective = [.. held, Drafted, WorkerSigned, EmployerSigned, MediatorSigned, TookEffect];
        IReadOnlyList<DomainEvent> events = code switch
        {
            "agreement-drafted" => [.. held, Drafted],
            "agreement-in-force" => effective,
            "case-suspended" => [.. held, new CaseSuspended(new(SuspensionGround.Service, "送达", Day("2026-06-12")))],
            "transfer-pending" => [.. held, new TransferProposed(Neighbor, "管辖")],
            "recusal-pending" => [.. held, new RecusalRequested(Wang, "亲属", Day("2026-06-12"))],
            "case-ended" => [.. held, Closed(Outcome.NoAgreement, "2026-06-12")],
            _ => [.. effective, Agreed, new CaseReopened(ReopenGround.Fraud, Day("2026-06-12"))],
        };
        Given(events).On("2026-06-12").When(Split).ThenRefused(code);
    }

    [Fact]
    public void Is_not_for_what_a_commission_handed_over() =>
        Given([Joint with { Source = CaseSource.CommissionEntrusted, Origin = new("ent-1", ConsentedOn: Day("2026-06-08")) }, Consented, Accepted]).On("2026-06-11").When(Split).ThenRefused("linked-case-stays-whole");

    [Fact]
    public void Of_a_collective_dispute_takes_workers_from_the_list_along_and_keeps_enough_for_the_representatives()
    {
        Member[] list = [.. Enumerable.Range(1, 14).Select(n => new Member(new($"m{n}"), $"工人{n}", default, $"1380000{n:0000}", default, null, null, null))];
        IReadOnlyList<DomainEvent> collective = [Joint with { Members = list, WorkersInvolved = 16, Representatives = new([Worker, new("m1"), new("m2")], AgentPowers.Special, null) }, Consented, Accepted];
        Given(collective).On("2026-06-11")
            .When(Split with { PartyIds = [Second, new("m1")] }).ThenRefused("representatives-stay")
            .When(Split with { PartyIds = [Second, .. Enumerable.Range(3, 9).Select(n => new PartyId($"m{n}"))] }).ThenRefused("split-below-collective").Saying("10人")
            .When(Split with { PartyIds = [Second, new("m14")] })
            .ThenOpened<MediationCase>("case-2", c => Assert.Equal((2, "工人14", null), (c.WorkersInvolved, c.Members.Single().Name.Value, c.Representatives)))
            .ThenState(s => s.WorkersInvolved == 14 && s.Members.Count == 13 && s.Representatives != null);
    }

    internal static Context ContextAt(string day) => new(At($"{day} 10:00"), Domain.Access.Actor.System, Domain.Calendars.WorkCalendar.BuiltIn, Domain.Rulebook.RuleSet.BuiltIn)
    {
        Others = new Dictionary<StreamRef, object> { [StreamRef.To<Organization>(Center.Value)] = Active(Center, "CC-01", "220100") },
    };
}

public class Merging_cases
{
    private static readonly CaseId Earlier = new("case-0");
    private static readonly PartyDetails Sun = new() { Kind = PartyKind.Person, Name = "孙某", IdNumber = "110105194912310038", Phone = "13800000004" };
    private static readonly MergeCase Merge = new(Earlier, "同一用人单位同一事由");

    /// <summary>孙某 has applied against the same company three days before.</summary>
    private static readonly CaseRegistered First = Registered with
    {
        Id = Earlier,
        Number = "长春（CC-01）劳调〔2026〕7号",
        ReceivedAt = At("2026-06-05 09:00"),
        RegisteredOn = Day("2026-06-05"),
        Parties = [new(new("a1"), PartySide.Applicant, Sun) { Consent = new(true, Day("2026-06-05"), ByApplication: true) }, Registered.Parties[1]],
        Claims = [new(1, "07.1", "支付孙某工资", 8000m)],
        Facts = "孙某未领到工资。",
    };

    private static IReadOnlyList<DomainEvent> FirstUntilAccepted => [First, Consented, Accepted];

    private static Kernel.Story<MediationCase> Between(IReadOnlyList<DomainEvent> later, IReadOnlyList<DomainEvent> earlier) => Given(later).Knowing<MediationCase>("case-0", earlier);

    [Fact]
    public void Takes_parties_claims_and_facts_into_the_earlier_case_whose_number_and_receipt_stay() =>
        Between(UntilAccepted, FirstUntilAccepted).On("2026-06-11").When(Merge)
            .Then(new CaseMerged(Earlier, "同一用人单位同一事由", Day("2026-06-11")))
            .ThenState(s => s.Stage == CaseStage.Transferred && s.Outcome == Outcome.Transferred && s.TransferredTo == Earlier && s.Merged)
            .ThenBeside("case-0", c =>
            {
                Assert.Equal((First.Number, First.ReceivedAt, CaseStage.Accepted), (c.Number, c.ReceivedAt, c.Stage));
                Assert.Equal([("a1", "孙某"), ("r1", "某某公司"), ("a2", "李某")], c.Parties.Select(p => (p.Id.Value, p.Name.Value)));
                Assert.True(c.AllConsent);
                Assert.Equal([(1, 8000m), (2, 12000m)], c.Claims.Select(x => (x.No, x.Amount!.Value)));
                Assert.Equal((2, new CaseId("case-1")), (c.WorkersInvolved, c.TookIn.Single()));
                Assert.Equal($"孙某未领到工资。\n〔并入{Registered.Number}案件〕{Registered.Facts}", c.Facts.Value);
            });

    [Fact]
    public void Who_joins_it_afterwards_gets_an_id_that_nobody_had() =>
        Between(UntilAccepted, FirstUntilAccepted).On("2026-06-11").When(Merge)
            .ThenBeside("case-0", c => Assert.Equal((2, 1), (c.ApplicantsEver, c.RespondentsEver)));

    [Fact]
    public void Counts_the_dispute_once_and_at_the_earlier_case()
    {
        MediationCase? into = null, from = null;
        Between(UntilAccepted, FirstUntilAccepted).On("2026-06-11").When(Merge).ThenBeside("case-0", c => into = c).ThenState(c => from = c);
        var sums = new Dictionary<string, long>();
        foreach (var c in new[] { into!, from! }) CaseContribution.Contribute(c, Domain.Calendars.WorkCalendar.BuiltIn, Domain.Rulebook.RuleSet.BuiltIn, (key, n) => sums[key.Counter] = sums.GetValueOrDefault(key.Counter) + n);
        Assert.Equal((1L, 1L, 2L, 2_000_000L), (sums[Counters.Registered], sums[Counters.Accepted], sums[Counters.RegisteredPeople], sums[Counters.RegisteredAmount]));
        Assert.Equal(1, sums[Counters.Of(Outcome.Transferred)]);
    }

    [Fact]
    public void The_same_person_in_both_stands_there_once() =>
        Between(UntilAccepted, [First with { Parties = [new(new("a1"), PartySide.Applicant, Li) { Consent = new(true, Day("2026-06-05"), ByApplication: true) }, Registered.Parties[1]] }, Consented, Accepted]).On("2026-06-11").When(Merge)
            .ThenBeside("case-0", c => Assert.Equal((2, 2, 1), (c.Parties.Count, c.Claims.Count, c.WorkersInvolved)));

    [Fact]
    public void Takes_evidence_along_under_the_ids_there_except_what_was_for_the_mediator() =>
        Between(
            [.. UntilAccepted, new EvidenceAdded(new("e1", Scan, "工资条", Worker)), new EvidenceAdded(new("e2", new("f2"), "底线", Worker, default, EvidenceVisibility.MediatorOnly)), new EvidenceAdded(new("e3", new("f3"), "公司说明", Employer))],
            [.. FirstUntilAccepted, new EvidenceAdded(new("e1", new("f9"), "考勤表", new("a1")))])
            .On("2026-06-11").When(Merge).ThenBeside("case-0", c =>
            {
                Assert.Equal([("e1", "考勤表", "a1"), ("e2", "工资条", "a2"), ("e3", "公司说明", "r1")], c.Evidence.Select(e => (e.Id, e.Title.Value, e.PartyId!.Value.Value)));
                Assert.Equal(3, c.Files.Count());
            });

    [Fact]
    public void Of_collective_disputes_joins_the_lists_and_has_representatives_chosen_anew()
    {
        Member Of(string id, string name, string phone) => new(new(id), name, default, phone, default, null, null, null);
        Between(
            [Registered with { Members = [Of("m1", "周某", "13800000011"), Of("m2", "吴某", "13800000012")], WorkersInvolved = 3 }, Consented, Accepted],
            [First with { Members = [Of("m1", "周某", "13800000011"), Of("m2", "郑某", "13800000013")], WorkersInvolved = 12, Representatives = new([new("a1"), new("m1"), new("m2")], AgentPowers.Special, null) }, Consented, Accepted])
            .On("2026-06-11").When(Merge).ThenBeside("case-0", c =>
            {
                Assert.Equal([("m1", "周某"), ("m2", "郑某"), ("m3", "吴某")], c.Members.Select(m => (m.Id.Value, m.Name.Value)));
                Assert.Equal((14, 3, null), (c.WorkersInvolved, c.MembersEver, c.Representatives));
            });
    }

    [Fact]
    public void Goes_from_the_later_case_into_the_earlier_one() =>
        Between(UntilAccepted, [First with { ReceivedAt = At("2026-06-08 09:11") }, Consented, Accepted]).On("2026-06-11").When(Merge).ThenRefused("merge-into-earlier").Saying(First.Number);

    [Fact]
    public void Stays_within_the_organization_and_never_goes_into_itself() =>
        Between(UntilAccepted, [First with { OrganizationId = Neighbor }, Consented, Accepted]).On("2026-06-11").When(Merge).ThenInvalid("intoCaseId")
            .When(Merge with { IntoCaseId = new("case-1") }).ThenInvalid("intoCaseId").When(Merge with { IntoCaseId = new("nowhere") }).ThenInvalid("intoCaseId")
            .When(new MergeCase(default, default)).ThenInvalid("intoCaseId", "reason");

    [Fact]
    public void Needs_a_party_in_common_on_the_same_side()
    {
        var other = Company with { Name = "另一公司", CreditCode = "91220101MA00000013" };
        Between(UntilAccepted, [First with { Parties = [First.Parties[0], new(Employer, PartySide.Respondent, other)] }, Consented, Accepted]).On("2026-06-11").When(Merge).ThenRefused("no-common-party");
        Between(UntilAccepted, [First with { Parties = [new(new("a1"), PartySide.Applicant, Company) { Consent = new(true, Day("2026-06-05"), ByApplication: true) }, new(Employer, PartySide.Respondent, Li)] }, Consented, Accepted])
            .On("2026-06-11").When(Merge).ThenRefused("no-common-party");
        Between(UntilAccepted, [First with { Parties = [First.Parties[0], First.Parties[1], new(new("r2"), PartySide.Respondent, Li) { Consent = new(true, Day("2026-06-05")) }] }, Consented, Accepted])
            .On("2026-06-11").When(Merge).ThenRefused("parties-opposed");
    }

    [Fact]
    public void Needs_both_accepted_or_neither() =>
        Between([Registered, Consented], FirstUntilAccepted).On("2026-06-11").When(Merge).ThenRefused("merge-stages-differ");

    [Fact]
    public void Before_acceptance_nobodys_yes_to_one_dispute_stands_for_the_other() =>
        Between([Registered], [First, Consented]).On("2026-06-09").When(Merge).ThenRefused("consent-missing").Saying("某某公司");

    [Fact]
    public void Before_acceptance_it_still_waits_for_the_answers_that_are_missing() =>
        Between([Registered], [First]).On("2026-06-09").When(Merge).ThenBeside("case-0", c => Assert.Equal((CaseStage.Registered, "某某公司"), (c.Stage, c.NotConsented.Single().Name.Value)));

    [Theory]
    [InlineData("case-ended")]
    [InlineData("agreement-drafted")]
    [InlineData("case-suspended")]
    [InlineData("transfer-pending")]
    [InlineData("linked-case-stays-whole")]
    [InlineData("term-over")]
    public void Is_refused_where_either_of_them_cannot_take_part(string code)
    {
        IReadOnlyList<DomainEvent> Troubled(CaseRegistered registered) => code switch
        {
            "case-ended" => [registered, Consented, Accepted, Closed(Outcome.NoAgreement, "2026-06-11")],
            "agreement-drafted" => [registered, Consented, Accepted, Held, Drafted],
            "case-suspended" => [registered, Consented, Accepted, new CaseSuspended(new(SuspensionGround.Service, "送达", Day("2026-06-11")))],
            "transfer-pending" => [registered, Consented, Accepted, new TransferProposed(Neighbor, "管辖")],
            "linked-case-stays-whole" => [registered with { Origin = new(RecommendationId: "rec-1") }, Consented, Accepted],
            _ => [registered, Consented, Accepted],
        };
        var day = code is "term-over" ? "2026-06-23" : "2026-06-12";   // the earlier one's fifteen days are over then, the later one's run till that day
        Between(UntilAccepted, Troubled(First)).On(day).When(Merge).ThenRefused(code).Saying($"拟并入的{First.Number}");
        if (code is not "term-over") Between(Troubled(Registered), FirstUntilAccepted).On(day).When(Merge).ThenRefused(code);
        else Between(UntilAccepted, [First, Consented, Accepted, new TermExtended(new(20, [], Day("2026-07-10")), 1)]).On("2026-06-24").When(Merge).ThenRefused(code);
    }

    [Fact]
    public void Needs_a_mediator_there_who_is_free_of_both() =>
        Between([.. UntilAccepted, new RecusalRequested(Wang, "亲属", Day("2026-06-11")), new RecusalDecided(Wang, true, default), new MediatorAssigned(Zhao, MediatorRole.Lead, Day("2026-06-11"))], FirstUntilAccepted)
            .On("2026-06-12").When(Merge).ThenRefused("merge-mediator-unfit");

    [Fact]
    public void A_mediator_there_who_is_a_party_here_is_not_free() =>
        Between([Registered with { Parties = [new(Worker, PartySide.Applicant, Li with { Name = "王某", IdNumber = "11010519491231002X" }) { Consent = new(true, Day("2026-06-08"), ByApplication: true) }, Registered.Parties[1]] }, Consented, Accepted with { MediatorId = Zhao }], FirstUntilAccepted)
            .On("2026-06-12").When(Merge).ThenRefused("merge-mediator-unfit");

    [Fact]
    public void A_merged_case_takes_nothing_in_any_more() =>
        Between(UntilAccepted, [.. FirstUntilAccepted, new CaseMerged(new("case-x"), "同一事由", Day("2026-06-10"))]).On("2026-06-11").When(Merge).ThenRefused("case-ended");

    [Fact]
    public void Its_file_is_destroyed_after_the_one_it_went_into_and_a_whole_after_its_parts()
    {
        var merged = After([.. UntilAccepted, new CaseMerged(Earlier, "同一事由", Day("2026-06-11"))]);
        Assert.Equal([Earlier], merged.Successors);
        var at = Splitting_a_case.ContextAt("2060-01-04");
        Assert.Contains(CaseRetention.Against(merged, at, [After(FirstUntilAccepted)]), r => r.Code == "successor-not-destroyed");
        Assert.DoesNotContain(CaseRetention.Against(merged, at, [After([.. FirstUntilAccepted, new CaseDestroyed(new("d1"), "1号", Day("2050-01-01"))])]), r => r.Code == "successor-not-destroyed");
    }
}
