using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Selection;
using MediationHub.Domain.Tests.Kernel;
using static MediationHub.Domain.Tests.Selection.SelectionStories;

namespace MediationHub.Domain.Tests.Selection;

public class Applying_in_a_campaign
{
    private static readonly DraftNomination Draft = new(First, Id, House, Statement);

    [Fact]
    public void Begins_with_a_draft_at_the_organizations_reporting_unit() => GivenNomination([]).On("2026-06-04").By(Head).When(Draft).Then(Begun);

    [Fact]
    public void Waits_for_the_campaign_to_open() => GivenNomination([], Published).On("2026-06-01").By(Head).When(Draft).ThenRefused("nomination-closed");

    [Fact]
    public void Is_not_for_an_organization_of_another_province() => GivenNomination([]).Knowing(House.Value, Active with { Profile = Active.Profile with { Unit = "460100" } }).By(Head).When(Draft).ThenInvalid("organizationId");

    [Fact]
    public void Is_not_for_a_suspended_organization() =>
        GivenNomination([Begun]).Knowing(House.Value, Active.Evolve(new OrganizationSuspended(Day("2026-06-01"), "改造"))).By(Head).When(new SubmitNomination(true)).ThenRefused("organization-not-active").Saying("暂停");

    [Fact]
    public void Needs_the_commitment_to_the_truth() => GivenNomination([Begun]).By(Head).When(new SubmitNomination(false)).ThenInvalid("commitment");

    [Fact]
    public void Needs_practices_and_somebody_to_ask() =>
        GivenNomination([Begun with { Statement = new(default, default, null, default, default, []) }]).By(Head).When(new SubmitNomination(true)).ThenInvalid("statement.practices", "statement.contactName", "statement.contactPhone");

    [Fact]
    public void Tells_its_practices_in_1500_characters() =>
        GivenNomination([Begun]).By(Head).When(new ChangeNomination(Statement with { Practices = new string('好', 1501) })).ThenInvalid("statement.practices");

    [Fact]
    public void Cannot_be_changed_once_it_was_handed_in() => GivenNomination([Begun, Submitted]).By(Head).When(new ChangeNomination(Statement with { Cases = "另一案例" })).ThenRefused("nomination-stage");
}

/// <summary>吉人社联〔2020〕93号四(二)1(5).</summary>
public class Nominating_an_organization
{
    private static readonly Nominate Now = new(1, Seals, "同意推荐。", Day("2026-06-10")) { Current = Metrics() };

    private static Story<Nomination> Given(IEnumerable<DomainEvent>? campaign = null) => GivenNomination(UntilChecked, campaign);

    [Fact]
    public void Keeps_place_opinion_and_the_four_seals() => Given().When(Now).Then(new OrganizationNominated(Recommendation)).ThenState(n => n.Stage == NominationStage.PrefectureRecommended);

    [Fact]
    public void Needs_the_seal_of_each_of_the_four_bodies() => Given().When(Now with { Seals = [.. Seals.Skip(1)] }).ThenRefused("seals-missing").Saying("人力资源和社会保障局");

    [Fact]
    public void Comes_in_time_on_the_day_of_the_cut_off_though_it_is_a_Saturday() => Given().On("2026-06-27 23:59").When(Now with { On = Day("2026-06-26") }).ThenHappened(typeof(OrganizationNominated));

    /// <summary>A calendar date: the Saturday does not roll to Monday.</summary>
    [Fact]
    public void Is_late_on_the_day_after_since_the_cut_off_does_not_roll() => Given().On("2026-06-28").When(Now with { On = Day("2026-06-26") }).ThenRefused("nomination-late").Saying("不顺延");

    [Fact]
    public void Is_possible_late_only_with_a_special_approval_on_record() =>
        Given([.. Closed, new SpecialApprovalRecorded(new(House, true, false, "省三方〔2026〕特1号", "材料邮寄延误", "province", Day("2026-06-29")))]).On("2026-06-30").When(Now with { On = Day("2026-06-30") }).ThenState(n => n.Recommendation!.Late);

    [Fact]
    public void Stays_within_places_and_reserves() => Given().When(Now with { Place = 3 }).ThenRefused("nomination-over-quota").Saying("不能推荐第3名");

    [Fact]
    public void Beyond_the_places_is_a_reserve() => Given().When(Now with { Place = 2 }).ThenState(n => n.Recommendation!.Reserve);

    [Fact]
    public void Beyond_the_quota_needs_a_special_approval_on_record() =>
        Given([.. Open, new SpecialApprovalRecorded(new(House, false, true, "省三方〔2026〕特2号", "边远地区", "province", Day("2026-06-09")))]).When(Now with { Place = 3 }).ThenState(n => n.Recommendation!.OverQuota);

    [Fact]
    public void Needs_a_quota_for_the_unit() => Given(Open.Where(e => e is not CampaignQuotaSet)).When(Now).ThenRefused("nomination-no-quota");

    [Fact]
    public void Holds_its_place_against_any_other_of_the_unit() => Given().When(Now).ThenState(n => n.UniqueValues.Contains(new UniqueValue("nomination-place", "g1|220100|1")));

    [Fact]
    public void Is_for_an_organization_active_throughout_the_window() =>
        Given().Knowing(House.Value, Active.Evolve(new OrganizationSuspended(Day("2025-05-06"), "改造")).Evolve(new OrganizationResumed(Day("2025-06-03"), default))).When(Now).ThenRefused("organization-not-active-throughout").Saying("2025-05-06");

    [Fact]
    public void Is_not_for_one_that_became_active_within_the_window() => Given().Knowing(House.Value, new DomainEvent[] {
        new OrganizationDrafted(House, Active.Profile), new OrganizationFiled(Day("2025-02-01"), "220100", "长春", 1), new OrganizationActivated(Day("2025-02-03")) }.Aggregate(Organization.Empty, (s, e) => s.Evolve(e))).When(Now).ThenRefused("organization-not-active-throughout");

    [Fact]
    public void Is_not_for_one_that_has_to_put_things_right() => Given().Knowing(House.Value, Active.Evolve(new RectificationOrdered(Day("2026-06-01"), ["名册"], Day("2026-07-01")))).When(Now).ThenRefused("organization-not-active").Saying("限期整改");

    [Fact]
    public void Is_not_for_a_suspended_one() => Given().Knowing(House.Value, Active.Evolve(new OrganizationSuspended(Day("2026-06-08"), "改造"))).When(Now).ThenRefused("organization-not-active").Saying("暂停");

    [Fact]
    public void Is_not_received_while_the_organization_is_suspended() => GivenNomination(UntilNominated).On("2026-06-12").By(Province).Knowing(House.Value, Active.Evolve(new OrganizationSuspended(Day("2026-06-11"), "改造")))
        .When(new ReceiveNomination(Day("2026-06-12"))).ThenRefused("organization-not-active").Saying("推荐后状态有变，为“暂停”");

    [Fact]
    public void Is_received_late_as_of_a_day_before_the_organization_was_suspended() => GivenNomination(UntilNominated).On("2026-06-15").By(Province).Knowing(House.Value, Active.Evolve(new OrganizationSuspended(Day("2026-06-14"), "改造")))
        .When(new ReceiveNomination(Day("2026-06-12"), LateEntryReason: "停电，次日补录")).ThenState(n => n.Stage == NominationStage.ProvinceReceived);

    [Fact]
    public void Is_not_possible_before_nominations_open_or_once_they_are_closed()
    {
        Given(Published).When(Now).ThenRefused("nomination-closed");
        Given(Evaluating).On("2026-07-02").When(Now with { On = Day("2026-07-02") }).ThenRefused("nomination-late");
    }

    [Fact]
    public void Takes_a_place_from_one_on_an_opinion_and_seals_of_days_that_have_come() =>
        Given().When(Now with { Place = 0, Opinion = default, Seals = [Seals[0] with { On = Day("2026-06-11") }, .. Seals.Skip(1)] }).ThenInvalid("place", "opinion", "seals[0].on");

    /// <summary>35/60 = 58.33 %; 36/60 = 60 % passes on integers.</summary>
    [Fact]
    public void Is_refused_below_the_success_target() =>
        Given().When(Now with { Current = Metrics(35, 60) }).ThenRefused("success-below-target").Saying("58.33%").When(Now with { Current = Metrics(36, 60) }).ThenHappened(typeof(OrganizationNominated));

    [Fact]
    public void Does_not_round_into_a_pass() => Given().When(Now with { Current = Metrics(14999, 25000) }).ThenRefused("success-below-target").Saying("60.00%");

    [Fact]
    public void Is_possible_below_the_target_where_the_notice_allows_it() =>
        Given(Open.Select(e => e is CampaignDrafted d ? d with { Standards = d.Standards with { BelowTarget = "边远地区可以适当放宽" } } : e)).When(Now with { Current = Metrics(35, 60) }).ThenHappened(typeof(OrganizationNominated));

    [Fact]
    public void Needs_the_countys_check_first() => GivenNomination([Begun, Submitted]).When(Now).ThenRefused("county-check-missing");

    /// <summary>梅河口 and 长白山 report by themselves: no county stands between.</summary>
    [Fact]
    public void Needs_no_county_where_the_organization_belongs_to_the_unit_itself() => GivenNomination([Begun with { Region = "220100" }, Submitted]).When(Now).ThenHappened(typeof(OrganizationNominated));

    /// <summary>Asked before the form is filled in: a place that is free could not be chosen on it.</summary>
    [Fact]
    public void Is_refused_outright_where_every_place_is_given_and_nothing_more_is_approved()
    {
        Given().When(Now with { Place = 0, Taken = [1, 2] }).ThenRefused("nomination-quota-used").Saying("特别批准");
        Given().When(Now with { Place = 2, Taken = [1] }).ThenHappened(typeof(OrganizationNominated));
    }

    [Fact]
    public void Is_not_the_countys_to_do() => Given().By(County).When(Now).ThenRefused("unit-not-reporting");

    [Fact]
    public void Takes_the_units_own_scores_within_their_range() => Given().When(Now with { SelfScores = [new("A1", 12.5m), new("X9", 1)] }).ThenInvalid("selfScores[0].points", "selfScores[1].itemId");

    [Fact]
    public void Returned_by_the_province_after_the_cut_off_comes_back_in_time() =>
        GivenNomination([.. UntilReceived, new NominationReturned("补盖章", "province", Day("2026-06-29")), new NominationSubmitted(Day("2026-06-30"), "head"), Checked with { Check = Checked.Check with { On = Day("2026-06-30") } }], Closed).On("2026-07-01").When(Now with { On = Day("2026-07-01") }).ThenState(n => !n.Recommendation!.Late);
}

/// <summary>Late or over quota only with a recorded special approval.</summary>
public class A_special_approval
{
    private static readonly ApproveSpecially Approve = new(House, "省三方〔2026〕特1号", "材料邮寄延误", Late: true);

    [Fact]
    public void Names_organization_document_and_reason() => GivenCampaign(Closed).On("2026-06-29").When(Approve).ThenState(c => c.ApprovedLate(House) && !c.ApprovedOverQuota(House));

    [Fact]
    public void Approves_something() => GivenCampaign(Closed).On("2026-06-29").When(Approve with { Late = false }).ThenInvalid("late");

    [Fact]
    public void Rests_on_a_document_and_a_reason() => GivenCampaign(Closed).On("2026-06-29").When(Approve with { Document = "", Reason = default }).ThenInvalid("document", "reason");

    [Fact]
    public void Is_not_for_an_organization_of_another_province() => GivenCampaign(Closed).Knowing(House.Value, Active with { Profile = Active.Profile with { Unit = "460100" } }).On("2026-06-29").When(Approve).ThenInvalid("organizationId");

    [Fact]
    public void Comes_too_late_once_the_shortlist_is_drawn_up() => GivenCampaign(Shortlisted).On("2026-07-18").When(Approve).ThenRefused("campaign-stage");
}

public class Between_county_and_province
{
    [Fact]
    public void The_county_says_what_it_thinks_under_its_name() => GivenNomination([Begun, Submitted]).On("2026-06-08").By(County).When(new CheckByCounty("", default, Day("2026-06-08"))).ThenInvalid("office", "opinion");

    [Fact]
    public void No_county_checks_what_belongs_to_the_unit_itself() =>
        GivenNomination([Begun with { Region = "220100" }, Submitted]).On("2026-06-08").When(new CheckByCounty("长春市人力资源和社会保障局", "属实。", Day("2026-06-08"))).ThenRefused("county-not-needed");

    [Fact]
    public void The_county_does_not_check_what_is_not_handed_in_or_on_a_day_before_it() =>
        GivenNomination([Begun]).On("2026-06-08").By(County).When(new CheckByCounty("公主岭市人力资源和社会保障局", "属实。", Day("2026-06-08"))).ThenRefused("nomination-stage");

    [Fact]
    public void The_province_receives_only_what_was_nominated() => GivenNomination(UntilChecked).By(Province).When(new ReceiveNomination(Day("2026-06-10"))).ThenRefused("nomination-stage");

    [Fact]
    public void Nothing_is_withdrawn_once_it_is_qualified() => GivenNomination(UntilQualified, Evaluating).On("2026-07-03").When(new WithdrawNomination("另行安排")).ThenRefused("nomination-stage");

    [Fact]
    public void The_county_gives_its_opinion() => GivenNomination([Begun, Submitted]).On("2026-06-08").By(County).When(new CheckByCounty("公主岭市人力资源和社会保障局", "属实，同意。", Day("2026-06-08"))).Then(Checked);

    [Fact]
    public void A_local_publicity_is_counted_in_working_days() =>
        GivenNomination([Begun, Submitted]).On("2026-06-08").By(County).When(new PublishLocally(LocalLevel.County, Day("2026-06-08"), 5, "政府网站", "市人社局")).ThenState(n => n.LocalPublicities[0].Until == Day("2026-06-15"));

    [Fact]
    public void The_unit_returns_what_is_not_nominated_yet() => GivenNomination([Begun, Submitted]).When(new ReturnNomination("照片不清")).ThenState(n => n.Stage == NominationStage.Returned);

    [Fact]
    public void The_unit_does_not_return_what_it_has_nominated() => GivenNomination(UntilNominated).When(new ReturnNomination("照片不清")).ThenRefused("nomination-stage");

    [Fact]
    public void The_province_returns_what_it_was_sent() => GivenNomination(UntilNominated).By(Province).When(new ReturnNomination("缺企联印章")).ThenState(n => n.Stage == NominationStage.Returned);

    [Fact]
    public void A_reserve_comes_in_only_with_the_reason_for_it() =>
        GivenNomination([.. UntilChecked, new OrganizationNominated(Recommendation with { Place = 2, Reserve = true })]).On("2026-06-12").By(Province).When(new ReceiveNomination(Day("2026-06-12"))).ThenInvalid("substitution")
            .When(new ReceiveNomination(Day("2026-06-12"), "第1名撤回")).ThenHappened(typeof(NominationReceived));

    [Fact]
    public void Withdrawing_frees_the_place() => GivenNomination(UntilNominated).When(new WithdrawNomination("另行安排")).ThenState(n => !n.UniqueValues.Any());
}

public class Freezing_the_figures
{
    private static readonly FreezeMetrics Freeze = new() { Metrics = Metrics() };

    [Fact]
    public void Keeps_them_with_the_version_of_the_definition() =>
        GivenNomination(UntilReceived, Closed).On("2026-06-28").By(Domain.Access.Actor.System).When(Freeze).Then(new NominationMetricsFrozen(Metrics())).ThenState(n => n.Metrics!.Definition.Version == 1);

    [Fact]
    public void Waits_for_the_cut_off() => GivenNomination(UntilReceived).By(Province).When(Freeze).ThenRefused("before-cut-off");

    [Fact]
    public void Happens_once_and_for_all() => GivenNomination(UntilFrozen, Closed).On("2026-07-01").By(Province).When(Freeze with { Metrics = Metrics(50, 60) }).ThenRefused("metrics-frozen").Saying("不能再改变").ThenState(n => n.Metrics!.Figures.Succeeded == 45);

    [Fact]
    public void Shows_later_corrections_as_differences() =>
        Assert.Equal(new MetricsChange[] { new("调解成功", "45件", "44件"), new("调解不成", "15件", "16件"), new("调解成功率", "75.00%", "73.33%"), new("保守成功率", "62.77%", "60.99%") }, Metrics().ChangesTo(Metrics(44, 60)));

    [Fact]
    public void Shows_no_difference_where_nothing_was_corrected() => Assert.Empty(Metrics().ChangesTo(Metrics() with { TakenAt = DateTimeOffset.UnixEpoch, Position = 9 }));
}
