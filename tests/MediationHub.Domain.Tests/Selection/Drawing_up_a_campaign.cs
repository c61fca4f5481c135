using MediationHub.Domain.Kernel;
using MediationHub.Domain.Selection;
using static MediationHub.Domain.Tests.Selection.SelectionStories;

namespace MediationHub.Domain.Tests.Selection;

public class Drawing_up_a_campaign
{
    [Fact]
    public void Starts_with_the_sheet_that_comes_with_the_program_which_adds_up_to_a_hundred() =>
        GivenCampaign([]).On("2026-05-21").When(new DraftCampaign(Id, "吉林省2026年选树", "220000", 2026, 1, Notice, 1)).Then(Drafted).ThenState(c => c.Standards!.Points == 100);

    [Fact]
    public void Needs_a_notice_a_province_and_a_name() => GivenCampaign([]).On("2026-05-21").When(new DraftCampaign(Id, "", "220100", 2026, 1, null)).ThenInvalid("name", "unit", "notice.title", "notice.number");

    [Fact]
    public void Is_published_only_with_every_date_confirmed() => GivenCampaign([Drafted, Places]).On("2026-05-25").When(new PublishCampaign(Day("2026-05-25"))).ThenRefused("dates-missing").Saying("推荐截止日");

    [Fact]
    public void Is_published_only_with_places_allotted() =>
        GivenCampaign(Ready.Where(e => e is not CampaignQuotaSet)).On("2026-05-25").When(new PublishCampaign(Day("2026-05-25"))).ThenRefused("quota-missing");

    /// <summary>A campaign of which nobody could be nominated in time.</summary>
    [Fact]
    public void Is_not_published_after_its_cut_off() =>
        GivenCampaign(Ready).On("2026-06-28").When(new PublishCampaign(Day("2026-06-28"))).ThenRefused("cut-off-before-notice").Saying("2026-06-27");

    [Fact]
    public void Is_not_published_with_a_window_that_ends_after_the_cut_off() =>
        GivenCampaign([.. Ready, Confirmed(CampaignDateKind.WindowTo, "2026-12-31")]).On("2026-05-25").When(new PublishCampaign(Day("2026-05-25"))).ThenRefused("dates-order");

    [Fact]
    public void Opens_on_its_first_day_not_before() =>
        GivenCampaign(Published).On("2026-06-02").When(new OpenNomination()).ThenRefused("nomination-not-yet").On("2026-06-03").When(new OpenNomination()).ThenHappened(typeof(NominationOpened));

    [Fact]
    public void Ends_after_the_decision_with_its_summary() => GivenCampaign(Decided).On("2026-09-01").When(new EndCampaign("经验推广。", Day("2026-09-01"))).ThenState(c => c.Stage == CampaignStage.Ended);
}

public class A_date_of_a_campaign
{
    [Fact]
    public void Is_confirmed_by_a_person_with_its_source() =>
        GivenCampaign([Drafted]).On("2026-05-21").When(new ConfirmDate(CampaignDateKind.CutOff, Day("2026-06-27"), Notice.Number)).ThenState(c => c.CutOff == Day("2026-06-27") && c.Dates[CampaignDateKind.CutOff].By == "province");

    /// <summary>The Jilin notice says “每年9月底前” and “2021年9月前” of the same thing: both stand, and a person says why one holds.</summary>
    [Fact]
    public void That_the_notice_gives_in_two_ways_needs_a_reason()
    {
        var two = GivenCampaign([Drafted]).On("2026-05-21")
            .When(new StateDate(CampaignDateKind.CutOff, Day("2026-09-30"), "于每年9月底前推荐", "四(二)1(5)")).When(new StateDate(CampaignDateKind.CutOff, null, "2026年7月前选树", "四(二)2(4)"));
        two.When(new ConfirmDate(CampaignDateKind.CutOff, Day("2026-06-30"), "四(二)2(4)")).ThenInvalid("reason")
            .When(new ConfirmDate(CampaignDateKind.CutOff, Day("2026-06-30"), "四(二)2(4)", "省三方第40次会议明确")).ThenState(c => c.DateStatements.Count == 2 && c.CutOff == Day("2026-06-30"));
    }

    [Fact]
    public void Cannot_put_the_end_of_the_window_before_its_beginning() =>
        GivenCampaign([Drafted, Confirmed(CampaignDateKind.WindowFrom, "2025-01-01")]).On("2026-05-21").When(new ConfirmDate(CampaignDateKind.WindowTo, Day("2024-12-31"), "通知")).ThenRefused("dates-order");

    [Fact]
    public void Cannot_put_the_window_beyond_the_cut_off_or_the_cut_off_before_the_notice()
    {
        GivenCampaign(Ready).On("2026-05-23").When(new ConfirmDate(CampaignDateKind.WindowTo, Day("2026-06-28"), "通知")).ThenRefused("dates-order").When(new ConfirmDate(CampaignDateKind.WindowTo, Day("2026-06-27"), "通知")).ThenHappened(typeof(CampaignDateConfirmed));
        GivenCampaign([.. Published, Confirmed(CampaignDateKind.NominationFrom, "2026-05-20")]).On("2026-05-26").When(new ConfirmDate(CampaignDateKind.CutOff, Day("2026-05-24"), "通知")).ThenRefused("cut-off-before-notice");
    }

    [Fact]
    public void Is_fixed_once_nominations_are_open_but_for_a_later_cut_off() =>
        GivenCampaign(Open).On("2026-06-20").When(new ConfirmDate(CampaignDateKind.WindowTo, Day("2026-03-31"), "补充通知")).ThenRefused("dates-fixed")
            .When(new ConfirmDate(CampaignDateKind.CutOff, Day("2026-06-20"), "补充通知")).ThenRefused("dates-fixed")
            .When(new ConfirmDate(CampaignDateKind.CutOff, Day("2026-07-10"), "补充通知")).ThenHappened(typeof(CampaignDateConfirmed));

    [Fact]
    public void Is_not_put_off_after_it_has_passed() => GivenCampaign(Open).On("2026-06-28").When(new ConfirmDate(CampaignDateKind.CutOff, Day("2026-07-10"), "补充通知")).ThenRefused("dates-fixed");
}

public class The_standards_of_a_campaign
{
    private static readonly ChangeStandards Raised = new(Standards with { SuccessTarget = 65 }, "第40次会议");

    [Fact]
    public void May_change_until_nominations_open() => GivenCampaign(Published).On("2026-05-26").When(Raised).ThenState(c => c.SuccessTarget == 65);

    [Fact]
    public void Never_change_once_nominations_are_open() => GivenCampaign(Open).On("2026-06-10").When(Raised).ThenRefused("standards-fixed").Saying("不能再改变");

    [Fact]
    public void Do_not_change_after_the_decision_either() => GivenCampaign(Decided).On("2026-08-10").When(Raised).ThenRefused("standards-fixed");

    [Fact]
    public void Add_up_to_a_hundred_points() => GivenCampaign([Drafted]).On("2026-05-21").When(Raised with { Standards = Standards with { Items = [.. Standards.Items.Skip(1)] } }).ThenInvalid("standards.items");

    /// <summary>§2h: five working days of publicity at least.</summary>
    [Fact]
    public void Ask_for_five_working_days_of_publicity_at_least()
    {
        GivenCampaign([Drafted]).On("2026-05-21").When(Raised with { Standards = Standards with { PublicityDays = 4 } }).ThenInvalid("standards.publicityDays").Saying("不少于5个工作日");
        GivenCampaign([Drafted]).On("2026-05-21").When(Raised with { Standards = Standards with { PublicityDays = 5, SuccessTarget = 65 } }).ThenHappened(typeof(CampaignStandardsChanged));
    }

    [Fact]
    public void Ask_for_two_verifiers_at_least() => GivenCampaign([Drafted]).On("2026-05-21").When(Raised with { Standards = Standards with { Verifiers = 1 } }).ThenInvalid("standards.verifiers");
}

public class A_quota
{
    [Fact]
    public void Is_logged_with_what_stood_before_and_why() =>
        GivenCampaign(Published).On("2026-05-26").When(new SetQuota("220100", 3, 0, "上年工作突出")).Then(new CampaignQuotaSet(new("220100", 3, 0), new("220100", 1, 1), "上年工作突出", "province", Day("2026-05-26")));

    [Fact]
    public void May_exceed_the_target_in_sum() => GivenCampaign(Ready).On("2026-05-23").When(new SetQuota("220200", 14)).ThenState(c => c.Quotas.Sum(q => q.Places) > c.Target);

    [Fact]
    public void Needs_a_reason_once_the_notice_is_out() => GivenCampaign(Published).On("2026-05-26").When(new SetQuota("220200", 1)).ThenInvalid("reason");

    [Fact]
    public void Is_not_for_a_unit_of_another_province() => GivenCampaign(Ready).On("2026-05-23").When(new SetQuota("460100", 1)).ThenInvalid("unit").Saying("不属于吉林省");

    [Fact]
    public void Is_not_for_a_county_that_does_not_report() => GivenCampaign(Ready).On("2026-05-23").When(new SetQuota("220184", 1)).ThenInvalid("unit").Saying("不单独报送");

    [Fact]
    public void Does_not_fall_below_what_was_given_already() => GivenCampaign(Open).On("2026-06-12").When(new SetQuota("220100", 1, 0, "压减") { Taken = 2 }).ThenInvalid("places");

    [Fact]
    public void Is_fixed_after_the_cut_off() => GivenCampaign(Closed).On("2026-06-28").When(new SetQuota("220100", 5, 0, "追加")).ThenRefused("quota-fixed");
}

public class Earlier_campaigns
{
    [Fact]
    public void Are_three_of_Jilin_and_three_of_Hainan_with_ten_each() =>
        Assert.Equal([("220000", 2021, 10), ("220000", 2022, 10), ("220000", 2023, 10), ("460000", 2021, 10), ("460000", 2022, 10), ("460000", 2023, 10)], PastCampaign.BuiltIn.Select(p => (p.Unit, p.Year, p.Target)));

    [Fact]
    public void Keep_both_of_the_cut_offs_that_contradict_each_other() =>
        Assert.All(PastCampaign.BuiltIn.Where(p => p.Unit is "220000"), p => Assert.Equal(2, p.Dates.Count(d => d.Kind is CampaignDateKind.CutOff)));

    [Fact]
    public void Keep_the_first_batch_that_the_notice_prints_twice() => Assert.Contains("2022年7月前，选树第一批", PastCampaign.BuiltIn.Single(p => p is { Unit: "220000", Year: 2022 }).Dates[0].Quote);

    [Fact]
    public void Know_no_quota_nomination_or_winner() =>
        GivenCampaign([]).On("2026-05-21").When(new RecordCampaign(PastCampaign.BuiltIn[0])).ThenState(c => c.Stage == CampaignStage.OnRecord && c.Quotas.IsEmpty && c.Shortlist.Count == 0 && c.Decision == null && c.Dates.IsEmpty);

    [Fact]
    public void Take_no_step_any_more() => GivenCampaign([]).On("2026-05-21").When(new RecordCampaign(PastCampaign.BuiltIn[0])).When(new SetQuota("220100", 1)).ThenRefused("campaign-on-record");

    [Fact]
    public void Say_of_the_success_rate_only_what_the_notice_says() => Assert.Equal([60, 60, 60, null, null, null], PastCampaign.BuiltIn.Select(p => p.SuccessTarget));
}
