using MediationHub.Domain.Access;
using MediationHub.Domain.Checklists;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Selection;
using MediationHub.Domain.Tests.Kernel;
using static MediationHub.Domain.Tests.Selection.SelectionStories;

namespace MediationHub.Domain.Tests.Selection;

public class Qualifying_a_nomination
{
    private static Story<Nomination> Given(SelectionMetrics? metrics = null) => GivenNomination([.. UntilReceived, new NominationMetricsFrozen(metrics ?? Metrics())], Evaluating).On("2026-07-02").By(Province);

    [Fact]
    public void Rests_on_the_frozen_figures() => GivenNomination(UntilReceived, Evaluating).On("2026-07-02").By(Province).When(new QualifyNomination(true)).ThenRefused("metrics-not-frozen");

    [Fact]
    public void Belongs_to_the_evaluation() => GivenNomination(UntilFrozen, Closed).On("2026-06-29").By(Province).When(new QualifyNomination(true)).ThenRefused("evaluation-not-begun");

    [Fact]
    public void Passes_every_gate() => Given().When(new QualifyNomination(true)).ThenState(n => n.Stage == NominationStage.Qualified && n.Gates.Count == 9);

    [Fact]
    public void Is_refused_where_a_gate_is_not_passed() => Given(Metrics() with { House = Metrics().House with { ActiveMonths = 11, Listed = false } }).When(new QualifyNomination(true)).ThenRefused("gates-failed").Saying("正常运行11个月");

    /// <summary>The gates look at the frozen window; what happened to the organization since is looked at today.</summary>
    [Fact]
    public void Is_refused_for_one_that_was_suspended_since() => Given().Knowing(House.Value, Active.Evolve(new OrganizationSuspended(Day("2026-07-01"), "改造"))).When(new QualifyNomination(true)).ThenRefused("organization-not-active").Saying("暂停");

    [Fact]
    public void Is_refused_for_one_that_has_to_put_things_right_or_is_gone()
    {
        Given().Knowing(House.Value, Active.Evolve(new RectificationOrdered(Day("2026-07-01"), ["名册"], Day("2026-08-01")))).When(new QualifyNomination(true)).ThenRefused("organization-not-active").Saying("限期整改");
        Given().Knowing(House.Value, Active.Evolve(new OrganizationDeregistered(Day("2026-07-01"), "撤并"))).When(new QualifyNomination(true)).ThenRefused("organization-not-active").Saying("已注销”，不能继续办理。不再参评的");
    }

    [Fact]
    public void Asks_for_the_least_number_of_closed_cases_of_the_type() => Given(Metrics(18, 19)).When(new QualifyNomination(true)).ThenRefused("gates-failed").Saying("同类最低20件");

    [Fact]
    public void Needs_somebody_to_say_that_no_veto_holds() => Given().When(new QualifyNomination(false)).ThenInvalid("noVeto");

    [Fact]
    public void Needs_a_word_on_a_dismissal_within_the_window() => Given(Metrics() with { House = Metrics().House with { Dismissed = 1 } }).When(new QualifyNomination(true)).ThenInvalid("note");

    [Fact]
    public void Is_denied_for_a_veto() => Given().When(new DisqualifyNomination([], ["fees"], "查实收费")).ThenState(n => n.Stage == NominationStage.Disqualified);

    [Fact]
    public void Is_not_denied_for_a_gate_that_is_passed() => Given().When(new DisqualifyNomination([GateKind.SixSystems], [], "制度不全")).ThenRefused("gate-passed");

    [Fact]
    public void Is_not_denied_without_a_ground() => Given().When(new DisqualifyNomination([], [], "印象不佳")).ThenInvalid("gates");
}

/// <summary>Two people at least.</summary>
public class Verifying_on_site
{
    private static readonly VerifyOnSite See = new(Visit.On, Visit.Verifiers, Visit.Dimensions, Visit.Summary);

    private static Story<Nomination> Given() => GivenNomination(UntilQualified, Evaluating).On("2026-07-08").By(Province);

    [Fact]
    public void Scores_the_four_dimensions() => Given().When(See).Then(new NominationVerified(Visit));

    [Fact]
    public void Takes_two_people_at_least() => Given().When(See with { Verifiers = [Visit.Verifiers[0]] }).ThenInvalid("verifiers");

    [Fact]
    public void Does_not_count_one_person_twice() => Given().When(See with { Verifiers = [Visit.Verifiers[0], Visit.Verifiers[0]] }).ThenInvalid("verifiers");

    [Fact]
    public void Takes_nobody_of_the_organization_itself() => Given().When(See with { Verifiers = [Visit.Verifiers[0], new("孙三", Active.Name)] }).ThenInvalid("verifiers[1].employer");

    [Fact]
    public void Gives_no_more_points_than_the_dimension_has() => Given().When(See with { Dimensions = [.. Visit.Dimensions.Select(d => d.Dimension is Dimension.Support ? d with { Points = 15.5m } : d)] }).ThenInvalid("dimensions[3].points").Saying("0至15分");

    [Fact]
    public void Belongs_to_the_evaluation()
    {
        GivenNomination(UntilFrozen, Closed).On("2026-06-29").By(Province).When(See with { On = Day("2026-06-29") }).ThenRefused("evaluation-not-begun");
        GivenNomination(UntilQualified, Shortlisted).On("2026-07-18").By(Province).When(See with { On = Day("2026-07-18") }).ThenRefused("evaluation-over");
    }

    [Fact]
    public void Leaves_no_dimension_out() => Given().When(See with { Dimensions = [.. Visit.Dimensions.Take(3)] }).ThenInvalid("dimensions");
}

public class Assigning_scorers
{
    private static Story<Nomination> Given(params IEnumerable<DomainEvent> more) => GivenNomination([.. UntilQualified, .. more], Evaluating).On("2026-07-03").By(Province);

    private static IEnumerable<DomainEvent> With(Scorer scorer) => Evaluating.Select(e => e is ScorerAppointed a && a.Scorer.Id == scorer.Id ? new ScorerAppointed(scorer) : e);

    [Fact]
    public void Takes_a_scorer_of_the_campaign() => Given().When(new AssignScorer(Account.Id)).Then(new NominationScorerAssigned(Account, Day("2026-07-03"), "province"));

    [Fact]
    public void Is_refused_for_somebody_of_the_nominated_organization() =>
        GivenNomination(UntilQualified, With(Account with { OrganizationId = House })).On("2026-07-03").By(Province).When(new AssignScorer(Account.Id)).ThenRefused("scorer-of-nominated-organization").Saying("回避");

    [Fact]
    public void Is_refused_for_a_declared_person_employed_there() =>
        GivenNomination(UntilQualified, With(Declared with { Employer = Active.Name })).On("2026-07-03").By(Province).When(new AssignScorer(Declared.Id)).ThenRefused("scorer-of-nominated-organization");

    [Fact]
    public void Is_refused_for_a_mediator_of_the_organization() => Given().When(new AssignScorer(Account.Id) { Ties = new(true, false) }).ThenRefused("scorer-mediates-there");

    [Fact]
    public void Is_refused_for_somebody_of_the_unit_that_nominates() =>
        GivenNomination(UntilQualified, With(Account with { Unit = "220184" })).On("2026-07-03").By(Province).When(new AssignScorer(Account.Id)).ThenRefused("scorer-of-nominating-unit");

    [Fact]
    public void Is_refused_for_somebody_of_a_commission_in_the_unit_that_nominates()
    {
        Given().When(new AssignScorer(Account.Id) { Ties = new(false, false, CommissionRegions: ["220184"]) }).ThenRefused("scorer-of-nominating-unit").Saying("长春市仲裁委");
        Given().When(new AssignScorer(Account.Id) { Ties = new(false, false, CommissionRegions: ["220200"]) }).ThenHappened(typeof(NominationScorerAssigned));
    }

    [Fact]
    public void Is_refused_for_somebody_of_another_organization_nominated_in_the_campaign() =>
        Given().When(new AssignScorer(Account.Id) { Ties = new(false, false, "桦甸市调解中心") }).ThenRefused("scorer-of-nominated-organization").Saying("桦甸市调解中心");

    [Fact]
    public void Is_refused_for_somebody_of_the_body_that_hosts_the_organization() =>
        GivenNomination(UntilQualified, With(Declared with { Employer = "河南街道办事处" })).Knowing(House.Value, Active with { Profile = Active.Profile with { HostName = "河南街道办事处" } }).On("2026-07-03").By(Province)
            .When(new AssignScorer(Declared.Id)).ThenRefused("scorer-of-host");

    [Fact]
    public void Is_refused_for_the_office_that_decides() =>
        GivenNomination(UntilQualified, With(Account with { Unit = "220000" })).On("2026-07-03").By(Province).When(new AssignScorer(Account.Id)).ThenRefused("scorer-of-deciding-office");

    [Fact]
    public void Asks_twice_where_a_mediator_there_has_the_same_name() =>
        Given().When(new AssignScorer(Declared.Id) { Ties = new(false, true) }).ThenRefused("scorer-may-mediate-there").When(new AssignScorer(Declared.Id, "身份证号不同") { Ties = new(false, true) }).ThenHappened(typeof(NominationScorerAssigned));

    /// <summary>What is wrong in a sheet after both are in is decided by a third person, with a reason on record.</summary>
    [Fact]
    public void Takes_a_third_for_two_that_stand_only_with_a_reason()
    {
        DomainEvent[] stands = [.. WithScorers, new NominationScoreGiven(Given(Account, 80)), new NominationScoreGiven(Given(OtherAccount, 84)), new NominationScored(82, 4, 2, Day("2026-07-09"))];
        GivenNomination(stands, Evaluating).On("2026-07-10").By(Province).When(new AssignScorer(Declared.Id)).ThenInvalid("moderation")
            .When(new AssignScorer(Declared.Id, Moderation: "评审人书面说明漏看制度文本")).Then(new NominationScorerAssigned(Declared, Day("2026-07-10"), "province", "评审人书面说明漏看制度文本"))
            .ThenState(n => n.Stage == NominationStage.Qualified && n.FinalScore == null && n.Spread == null && n.NeedsThird(Standards) && n.ScoresFor("expert").Single().ScorerId == Account.Id && !n.ScoresFor("province").Any());
        var three = new DomainEvent[] { new NominationScorerAssigned(Declared, Day("2026-07-10"), "province", "评分有误"), new NominationInterestDeclared(Declared.Id, false, default, Day("2026-07-10")) };
        GivenNomination([.. stands, .. three], Evaluating).On("2026-07-11").By(Province).When(new ScoreNomination(Sheet(), ScorerId: Declared.Id)).ThenHappened(typeof(NominationScoreGiven), typeof(NominationScored))
            .ThenState(n => n.Stage == NominationStage.Scored && n.Scores.Count == 3).When(new AssignScorer(new("e9"), Moderation: "再看")).ThenRefused("scorers-enough");
    }

    [Fact]
    public void Takes_no_third_while_two_agree() => Given(new NominationScorerAssigned(Account, Day("2026-07-03"), "province"), new NominationScorerAssigned(OtherAccount, Day("2026-07-03"), "province")).When(new AssignScorer(Declared.Id)).ThenRefused("scorers-enough");

    [Fact]
    public void Takes_a_third_where_two_differ_by_more_than_the_gap() =>
        GivenNomination([.. WithScorers, new NominationScoreGiven(Given(Account, 90)), new NominationScoreGiven(Given(OtherAccount, 79.5m))], Evaluating).On("2026-07-10").By(Province).When(new AssignScorer(Declared.Id)).ThenHappened(typeof(NominationScorerAssigned));

    [Fact]
    public void Replaces_one_who_declared_a_conflict() =>
        Given(new NominationScorerAssigned(Account, Day("2026-07-03"), "province"), new NominationScorerAssigned(OtherAccount, Day("2026-07-03"), "province"), new NominationInterestDeclared(Account.Id, true, "亲属在该中心", Day("2026-07-03"))).When(new AssignScorer(Declared.Id)).ThenHappened(typeof(NominationScorerAssigned));

    [Fact]
    public void Belongs_to_the_evaluation() => GivenNomination(UntilQualified, Closed).On("2026-06-30").By(Province).When(new AssignScorer(Account.Id)).ThenRefused("evaluation-not-begun");

    private static ScoreGiven Given(Scorer scorer, decimal total) => SelectionStories.Given(scorer, total);
}

public class Appointing_scorers
{
    private static Story<Campaign> Now => GivenCampaign(Closed).On("2026-06-29");

    [Fact]
    public void Takes_name_and_house_from_the_account() =>
        Now.When(new AppointScorer("expert") { Account = new("韩明谦", "长春市仲裁委", null, null, null) }).ThenState(c => c.Scorers[0].Name == (Personal)"韩明谦" && c.Scorers[0].Employer == "长春市仲裁委");

    [Fact]
    public void Is_refused_for_an_account_that_does_not_exist() => Now.When(new AppointScorer("nobody")).ThenInvalid("userName");

    [Fact]
    public void Needs_name_and_employer_of_somebody_without_an_account() => Now.When(new AppointScorer()).ThenInvalid("name", "employer");

    [Fact]
    public void Is_refused_for_the_office_that_decides()
    {
        Now.When(new AppointScorer("province") { Account = new("宋远航", "吉林省人社部门", null, null, "220000") }).ThenRefused("scorer-of-deciding-office");
        Now.When(new AppointScorer(Name: "宋远航", Employer: "吉林省协调劳动关系三方办公室")).ThenRefused("scorer-of-deciding-office");
    }

    [Fact]
    public void Is_refused_for_somebody_of_a_nominated_organization() =>
        Now.When(new AppointScorer("head") { Account = new("孙丽雪", "桦甸市调解中心", new("org-2"), null, null), NominatedHouse = "桦甸市调解中心" }).ThenRefused("scorer-of-nominated-organization");

    [Fact]
    public void Ends_once_the_list_is_public() => GivenCampaign(InPublicity).On("2026-07-21").When(new AppointScorer(Name: "李教授", Employer: "吉林大学")).ThenRefused("campaign-stage");
}

/// <summary>The gap is a setting.</summary>
public class Scoring_a_nomination
{
    private static Story<Nomination> Given(params IEnumerable<DomainEvent> more) => GivenNomination([.. WithScorers, .. more], Evaluating).On("2026-07-09").By(Expert);

    [Fact]
    public void Waits_for_the_declaration_of_interests() =>
        GivenNomination([.. UntilQualified, new NominationScorerAssigned(Account, Day("2026-07-03"), "province")], Evaluating).On("2026-07-09").By(Expert).When(new ScoreNomination(Sheet())).ThenRefused("interest-not-declared");

    [Fact]
    public void Is_not_for_one_who_declared_a_conflict() =>
        GivenNomination([.. UntilQualified, new NominationScorerAssigned(Account, Day("2026-07-03"), "province"), new NominationInterestDeclared(Account.Id, true, "亲属", Day("2026-07-03"))], Evaluating).On("2026-07-09").By(Expert).When(new ScoreNomination(Sheet())).ThenRefused("scorer-in-conflict");

    /// <summary>Who was appointed there after having been assigned, or whose organization was nominated since.</summary>
    [Fact]
    public void Is_refused_to_who_has_come_to_be_tied_to_a_nominated_organization()
    {
        var declared = GivenNomination([.. UntilQualified, new NominationScorerAssigned(Account, Day("2026-07-03"), "province"), new NominationInterestDeclared(Account.Id, false, default, Day("2026-07-03"))], Evaluating).On("2026-07-09").By(Expert);
        declared.When(new ScoreNomination(Sheet()) { Ties = new Dictionary<ScorerId, ScorerTies> { [Account.Id] = new(true, false) } }).ThenRefused("scorer-mediates-there");
        declared.When(new ScoreNomination(Sheet()) { Ties = new Dictionary<ScorerId, ScorerTies> { [Account.Id] = new(false, false, "桦甸市调解中心") } }).ThenRefused("scorer-of-nominated-organization");
        declared.When(new ScoreNomination(Sheet()) { Ties = new Dictionary<ScorerId, ScorerTies> { [Account.Id] = new(false, true) } }).ThenHappened(typeof(NominationScoreGiven));
    }

    /// <summary>Otherwise nobody could take the place of one who may not score any more.</summary>
    [Fact]
    public void Frees_the_place_of_who_says_before_scoring_that_something_stands_in_the_way_after_all()
    {
        Story<Nomination> Declared() => GivenNomination([.. UntilQualified, new NominationScorerAssigned(Account, Day("2026-07-03"), "province"), new NominationInterestDeclared(Account.Id, false, default, Day("2026-07-03"))], Evaluating).On("2026-07-09");
        Declared().By(Expert).When(new DeclareInterest(true, "已受聘到该组织")).ThenHappened(typeof(NominationInterestDeclared));
        Declared().By(Province).When(new DeclareInterest(true, "已受聘到该组织", Account.Id)).ThenHappened(typeof(NominationInterestDeclared));
        Declared().By(Province).When(new DeclareInterest(false, "没有", Account.Id)).ThenRefused("not-your-sheet");
        Declared().By(Expert).When(new DeclareInterest(false, "另一句话")).ThenRefused("interest-declared");
        var scored = Declared().By(Expert).When(new ScoreNomination(Sheet())).ThenHappened(typeof(NominationScoreGiven));
        scored.When(new DeclareInterest(true, "已受聘到该组织")).ThenRefused("interest-declared");
        scored.When(new CorrectScore(Sheet(), "重算", 1, "加分") { Ties = new Dictionary<ScorerId, ScorerTies> { [Account.Id] = new(true, false) } }).ThenRefused("scorer-mediates-there");
    }

    [Fact]
    public void Is_for_those_who_are_assigned() => Given().By(new Actor("stranger", new HashSet<Role> { Role.Director })).When(new ScoreNomination(Sheet())).ThenInvalid("scorerId");

    [Fact]
    public void Leaves_the_sheet_of_a_scorer_with_an_account_to_that_account() => Given().By(Province).When(new ScoreNomination(Sheet(), ScorerId: Account.Id)).ThenRefused("not-your-sheet");

    [Fact]
    public void Takes_the_signed_sheet_of_one_without_an_account_from_the_office() =>
        GivenNomination([.. UntilQualified, new NominationScorerAssigned(Declared, Day("2026-07-03"), "province"), new NominationInterestDeclared(Declared.Id, false, default, Day("2026-07-03"))], Evaluating).On("2026-07-09").By(Province)
            .When(new ScoreNomination(Sheet(), ScorerId: Declared.Id, Sheet: new("f1"))).ThenState(n => n.Scores[0].Sheet == new FileId("f1"));

    [Fact]
    public void Gives_points_within_the_range_of_each_item() => Given().When(new ScoreNomination([.. Sheet().Select(i => i.ItemId is "D2" ? i with { Points = 3.5m } : i.ItemId is "D3" ? i with { Points = -1 } : i)])).ThenInvalid("items[15].points", "items[16].points");

    [Fact]
    public void Leaves_no_item_out() => Given().When(new ScoreNomination([.. Sheet().Skip(1)])).ThenInvalid("items").Saying("六项制度");

    [Fact]
    public void Says_why_where_it_differs_from_what_the_record_gives() => Given().When(new ScoreNomination([.. Sheet(less: 3).Select(i => i with { Reason = default })])).ThenInvalid("items[0].reason").Saying("“六项制度”的评分与系统计算的12分不同");

    [Fact]
    public void Gives_a_bonus_within_its_limit_and_with_a_reason() => Given().When(new ScoreNomination(Sheet(), Bonus: 5.5m)).ThenInvalid("bonus", "bonusReason");

    [Fact]
    public void Stands_once_it_is_given() => Given().When(new ScoreNomination(Sheet())).When(new ScoreNomination(Sheet(3))).ThenRefused("score-given");

    [Fact]
    public void Names_each_item_once_and_with_two_decimals_at_most() => Given().When(new ScoreNomination([.. Sheet().Select(i => i.ItemId is "D2" ? i with { Points = 1.125m } : i), new("D3", 1), new("X9", 1)])).ThenInvalid("items[15].points", "items[18].itemId", "items[19].itemId");

    [Fact]
    public void Asks_for_no_reason_where_the_points_themselves_are_out_of_range() =>
        Given().When(new ScoreNomination([.. Sheet().Select(i => i.ItemId is "A1" ? i with { Points = 12.5m } : i)])).ThenInvalid("items[0].points");

    [Fact]
    public void Goes_on_for_what_a_list_that_is_not_public_leaves_out() =>
        GivenNomination([Begun with { Id = new("k7") }, .. WithScorers.Skip(1)], Shortlisted).On("2026-07-18").By(Expert).When(new ScoreNomination(Sheet())).ThenHappened(typeof(NominationScoreGiven));

    [Fact]
    public void Is_over_once_the_shortlist_is_drawn_up() => GivenNomination(WithScorers, Shortlisted).On("2026-07-18").By(Expert).When(new ScoreNomination(Sheet())).ThenRefused("evaluation-over");

    [Fact]
    public void Does_not_follow_on_a_declaration_that_was_changed() =>
        GivenNomination([.. UntilQualified, new NominationScorerAssigned(Account, Day("2026-07-03"), "province"), new NominationInterestDeclared(Account.Id, true, "亲属", Day("2026-07-03"))], Evaluating).On("2026-07-09").By(Expert).When(new DeclareInterest(false)).ThenRefused("interest-declared");

    [Fact]
    public void Shows_nobody_the_others_score_before_both_are_in()
    {
        var one = Given(new NominationScoreGiven(SelectionStories.Given(OtherAccount, 90)));
        one.When(new DeclareInterest(false)).ThenNothing().ThenState(n => !n.ScoresFor("expert").Any() && !n.ScoresFor("province").Any() && n.ScoresFor("other").Count() == 1);
    }

    [Fact]
    public void Takes_the_mean_of_two_and_shows_their_spread() =>
        Given().When(new ScoreNomination(Sheet())).ThenHappened(typeof(NominationScoreGiven)).By(OtherExpert).When(new ScoreNomination(Sheet(less: 3))).ThenHappened(typeof(NominationScoreGiven), typeof(NominationScored))
            .ThenState(n => n.Stage == NominationStage.Scored && n.Spread == 3 && n.FinalScore == n.Scores[0].Total - 1.5m && n.ScoresFor("expert").Count() == 2);

    [Fact]
    public void Does_not_stand_on_two_that_differ_by_more_than_the_gap() =>
        Given(new NominationScoreGiven(SelectionStories.Given(OtherAccount, 60))).When(new ScoreNomination(Sheet())).ThenHappened(typeof(NominationScoreGiven)).ThenState(n => n.FinalScore == null && n.NeedsThird(Standards));

    /// <summary>More than ten, not ten.</summary>
    [Fact]
    public void Stands_on_two_that_differ_by_exactly_the_gap()
    {
        var mine = Sheet().Sum(i => i.Points);
        Given(new NominationScoreGiven(SelectionStories.Given(OtherAccount, mine - 10))).When(new ScoreNomination(Sheet())).ThenState(n => n.FinalScore == mine - 5);
    }

    [Fact]
    public void Stands_on_the_closest_two_of_three() => Assert.Equal((81m, 90m, 80m), (ScoreSheet.Final([80, 95, 82]), ScoreSheet.Final([70, 92, 88]), ScoreSheet.Final([70, 80, 90])));
}

/// <summary>A slip of the pen is put right by whoever made it, before anything was decided on it; the reason stays in the log.</summary>
public class Correcting_a_score
{
    private static readonly decimal Total = Sheet().Sum(i => i.Points);

    private static IReadOnlyList<DomainEvent> One => [.. WithScorers, new NominationScoreGiven(Mine)];
    private static IReadOnlyList<DomainEvent> Both => [.. One, new NominationScoreGiven(Given(OtherAccount, Total)), new NominationScored(Total, 0, 2, Day("2026-07-09"))];
    private static ScoreGiven Mine => Given(Account, Total);

    private static Story<Nomination> Of(IEnumerable<DomainEvent> events, IEnumerable<DomainEvent>? campaign = null) => GivenNomination(events, campaign ?? Evaluating).On("2026-07-13").By(Expert);

    [Fact]
    public void Takes_the_new_sheet_in_the_place_of_the_old_one_and_keeps_why()
    {
        var score = new ScoreGiven(Account.Id, Sheet(less: 2), 0, default, "复看后更正", Total - 2, "expert", null, Day("2026-07-13"));
        Of(One).When(new CorrectScore(Sheet(less: 2), "漏看制度文本", Comment: "复看后更正")).Then(new NominationScoreCorrected(score, Total, "漏看制度文本"))
            .ThenState(n => n.Scores.Count == 1 && n.Scores[0].Total == Total - 2 && n.Corrections[0] == new ScoreCorrection(Account.Id, Total, Total - 2, null, "漏看制度文本", Day("2026-07-13")));
    }

    /// <summary>Until the second sheet is in, nobody could have been guided by the other's points.</summary>
    [Fact]
    public void Is_refused_once_both_sheets_are_in() => Of(Both).When(new CorrectScore(Sheet(less: 3), "制度文本不全")).ThenRefused("scores-compared").Saying("第三名评审人")
        .By(OtherExpert).When(new CorrectScore(Sheet(less: 3), "制度文本不全")).ThenRefused("scores-compared");

    /// <summary>A third is asked for, which tells both that they lie far apart; who moves towards the other now would decide instead of the third.</summary>
    [Fact]
    public void Is_refused_while_two_that_lie_too_far_apart_wait_for_a_third() =>
        Of([.. WithScorers, new NominationScoreGiven(Given(Account, Total - 12) with { Items = Sheet(less: 12) }), new NominationScoreGiven(Given(OtherAccount, Total))]).When(new CorrectScore(Sheet(), "漏看制度文本")).ThenRefused("scores-compared");

    /// <summary>Records of earlier years hold corrections made after both sheets were in: they read as they did.</summary>
    [Fact]
    public void Made_after_both_were_in_before_this_rule_still_stands()
    {
        var n = new DomainEvent[] { new NominationScoreCorrected(Given(Account, Total - 12), Total, "没有制度文本") }.Aggregate(Both.Aggregate(Nomination.Empty, (state, happened) => state.Evolve(happened)), (state, happened) => state.Evolve(happened));
        Assert.True(n is { Stage: NominationStage.Qualified, FinalScore: null, Spread: null } && n.NeedsThird(Standards));
        n = n.Evolve(new NominationScored(Total - 6, 12, 2, Day("2026-07-13")));
        Assert.Equal((NominationStage.Scored, Total - 6), (n.Stage, n.FinalScore));
    }

    [Fact]
    public void Needs_a_reason() => Of(One).When(new CorrectScore(Sheet(less: 2), default)).ThenInvalid("reason");

    [Fact]
    public void Changes_something() => Of(One).When(new CorrectScore(Sheet(), "核对")).ThenInvalid("items");

    [Fact]
    public void Is_checked_like_a_first_score() => Of(One).When(new CorrectScore([.. Sheet().Select(i => i.ItemId is "D2" ? i with { Points = 3.5m } : i)], "更正", Bonus: 6)).ThenInvalid("items[15].points", "bonus", "bonusReason");

    [Fact]
    public void Is_for_whoever_gave_it() => Of(One).By(OtherExpert).When(new CorrectScore(Sheet(less: 2), "更正")).ThenRefused("score-missing").By(new Actor("stranger", new HashSet<Role> { Role.Director })).When(new CorrectScore(Sheet(less: 2), "更正")).ThenInvalid("scorerId");

    [Fact]
    public void Of_an_account_is_not_the_offices_to_make() => Of(One).By(Province).When(new CorrectScore(Sheet(less: 2), "更正", ScorerId: Account.Id)).ThenRefused("not-your-sheet");

    [Fact]
    public void Of_a_signed_sheet_keeps_both_sheets()
    {
        var entered = Given(Declared, Total) with { Sheet = new("f1") };
        Of([.. UntilQualified, new NominationScorerAssigned(Declared, Day("2026-07-03"), "province"), new NominationInterestDeclared(Declared.Id, false, default, Day("2026-07-03")), new NominationScoreGiven(entered)]).By(Province)
            .When(new CorrectScore(Sheet(less: 2), "录入有误", ScorerId: Declared.Id, Sheet: new("f2"))).ThenState(n => n.Scores[0].Sheet == new FileId("f2") && n.Files.Contains(new("f1")) && n.Files.Contains(new("f2")));
    }

    [Fact]
    public void Is_refused_once_the_shortlist_is_drawn_up() => Of(One, Shortlisted).When(new CorrectScore(Sheet(less: 2), "更正")).ThenRefused("scores-closed").Saying("入围名单已经确定");

    [Fact]
    public void Is_refused_during_publicity_and_after_the_decision()
    {
        Of([.. Both, new NominationShortlisted(Day("2026-07-17")), new NominationInPublicity(Day("2026-07-20"))], InPublicity).When(new CorrectScore(Sheet(less: 2), "更正")).ThenRefused("scores-closed");
        Of([.. Both, new NominationNotSelected(Day("2026-07-28"))], Decided).When(new CorrectScore(Sheet(less: 2), "更正")).ThenRefused("scores-closed");
    }

    [Fact]
    public void Is_refused_where_nothing_was_scored() => Of(WithScorers).When(new CorrectScore(Sheet(), "更正")).ThenRefused("score-missing");
}

/// <summary>The machine's part of the sheet: one pure function from frozen figures.</summary>
public class The_score_sheet
{
    private static decimal? Points(string item, SelectionMetrics metrics) => ScoreSheet.Of(Standards, metrics).Single(m => m.ItemId == item).Points;

    /// <summary>Wilson 45/60 = 62.77 %: (62.77 − 40) / 40 × 12 = 6.83.</summary>
    [Fact]
    public void Gives_success_by_Wilsons_bound_from_40_to_80_percent() => Assert.Equal(6.83m, Points("C1", Metrics()));

    [Fact]
    public void Gives_nothing_at_40_percent_and_all_from_80_percent_on() => Assert.Equal((0m, 12m), (Points("C1", Metrics(12, 20)), Points("C1", Metrics(980, 1000))));

    [Fact]
    public void Knows_Wilsons_reference_values() => Assert.Equal([20.65m, 59.58m, 38.66m, 46.18m, 62.77m, 56.93m],
        new[] { (1, 1), (9, 10), (12, 20), (30, 50), (45, 60), (600, 1000) }.Select(x => SelectionMetrics.Wilson(x.Item1, x.Item2)!.Value));

    [Fact]
    public void Gives_two_points_for_each_of_the_six_systems() => Assert.Equal(8m, Points("A1", Metrics() with { House = Metrics().House with { Systems = 4 } }));

    [Fact]
    public void Says_beside_the_systems_how_many_have_their_document_on_file()
    {
        var metrics = Metrics() with { House = Metrics().House with { SystemsProven = 1 } };
        Assert.Contains("已建立制度6项，其中1项有文件存档", ScoreSheet.Of(Standards, metrics).Single(m => m.ItemId == "A1").Why);
        Assert.Equal("已建立6项，其中1项有文件存档", ScoreSheet.Gates(Standards, metrics).Single(g => g.Kind is GateKind.SixSystems).Found);
        Assert.Equal("已建立6项", ScoreSheet.Gates(Standards, Metrics()).Single(g => g.Kind is GateKind.SixSystems).Found);
    }

    [Fact]
    public void Leaves_to_people_what_has_no_figures() => Assert.Null(Points("C4", Metrics() with { Figures = Metrics().Figures with { PerformanceDue = 0, PerformedInTime = 0 } }));

    [Fact]
    public void Leaves_to_people_what_nothing_measures() => Assert.Null(Points("D3", Metrics()));

    [Fact]
    public void Never_gives_more_than_an_item_has() => Assert.All(ScoreSheet.Of(Standards, Metrics(1000, 1000)), m => Assert.True(m.Points is null || (m.Points >= 0 && m.Points <= Standards.Item(m.ItemId)!.Points), m.ItemId));
}
