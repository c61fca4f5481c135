using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Selection;
using MediationHub.Domain.Tests.Kernel;
using static MediationHub.Domain.Tests.Selection.SelectionStories;

namespace MediationHub.Domain.Tests.Selection;

public class Drawing_up_the_shortlist
{
    private static IReadOnlyList<DomainEvent> Scored => [.. WithScorers, new NominationVerified(Visit), new NominationScored(88, 2, 2, Day("2026-07-09"))];

    private static Story<Campaign> Given(IEnumerable<DomainEvent>? nomination = null) => GivenCampaign(Evaluating).On("2026-07-17").Knowing<Nomination>(First.Value, nomination ?? Scored);

    [Fact]
    public void Takes_what_is_scored_and_was_verified() => Given().When(new ShortlistNominations([First])).ThenState(c => c.Shortlist[0].Score == 88 && c.Stage == CampaignStage.Shortlisted);

    [Fact]
    public void Does_not_take_what_is_not_scored() => Given(WithScorers).When(new ShortlistNominations([First])).ThenRefused("nomination-not-scored");

    [Fact]
    public void Does_not_take_what_nobody_verified_on_site() => Given(Scored.Where(e => e is not NominationVerified)).When(new ShortlistNominations([First])).ThenRefused("nomination-not-verified");

    [Fact]
    public void Does_not_take_what_was_disqualified_after_its_score() => Given([.. Scored, new NominationDisqualified([], ["fees"], "查实收费", Day("2026-07-10"))]).When(new ShortlistNominations([First])).ThenRefused("nomination-not-scored");

    private static readonly UnfinishedNomination Waiting = new(Second, "桦甸市调解中心", [EvaluationLack.ThirdScore]);

    /// <summary>Who got as far as the evaluation is not left out in silence.</summary>
    [Fact]
    public void Is_refused_while_another_that_came_this_far_is_not_evaluated() =>
        Given().When(new ShortlistNominations([First]) { Unfinished = [Waiting] }).ThenRefused("evaluation-unfinished").Saying("桦甸市调解中心（第三人未评分）");

    [Fact]
    public void Goes_on_without_it_with_the_reason_on_record() =>
        Given().When(new ShortlistNominations([First], UnscoredReason: "第三人因病不能评分") { Unfinished = [Waiting] }).Then(new CampaignShortlisted([new(First, House, House.Value, "220100", 88)], default, Day("2026-07-17"), "第三人因病不能评分"));

    [Fact]
    public void Keeps_no_reason_where_nothing_is_left_out() => Given().When(new ShortlistNominations([First], UnscoredReason: "以防万一")).Then(new CampaignShortlisted([new(First, House, House.Value, "220100", 88)], default, Day("2026-07-17")));

    [Fact]
    public void Counts_as_not_evaluated_what_lacks_its_finding_a_score_the_third_or_the_visit()
    {
        DomainEvent[] apart = [.. WithScorers, new NominationScoreGiven(SelectionStories.Given(Account, 90)), new NominationScoreGiven(SelectionStories.Given(OtherAccount, 60))];
        Assert.Equal([EvaluationLack.Qualification], Lacks(UntilFrozen));
        Assert.Equal([EvaluationLack.Scores, EvaluationLack.Visit], Lacks(WithScorers));
        Assert.Equal([EvaluationLack.ThirdScore, EvaluationLack.Visit], Lacks(apart));
        Assert.Equal([EvaluationLack.Scores], Lacks([.. WithScorers, new NominationVerified(Visit), new NominationNotSelected(Day("2026-07-17"))]));
        Assert.Empty(Lacks(Scored));
        Assert.Empty(Lacks(UntilNominated));
        Assert.Empty(Lacks([.. WithScorers, new NominationDisqualified([], ["fees"], "查实收费", Day("2026-07-10"))]));

        static IEnumerable<EvaluationLack> Lacks(IEnumerable<DomainEvent> events) => events.Aggregate(Nomination.Empty, (state, happened) => state.Evolve(happened)).Lacks(Standards);
    }

    [Fact]
    public void Names_somebody() => Given().When(new ShortlistNominations([])).ThenInvalid("nominations");

    [Fact]
    public void Is_possible_anew_until_it_is_made_public_and_not_after()
    {
        GivenCampaign(Shortlisted).On("2026-07-18").Knowing<Nomination>(First.Value, Scored).When(new ShortlistNominations([First])).ThenState(c => c.Shortlist.Count == 1);
        GivenCampaign(InPublicity).On("2026-07-21").Knowing<Nomination>(First.Value, Scored).When(new ShortlistNominations([First])).ThenRefused("campaign-stage");
    }

    [Fact]
    public void Waits_for_the_evaluation() => GivenCampaign(Closed).On("2026-06-29").Knowing<Nomination>(First.Value, Scored).When(new ShortlistNominations([First])).ThenRefused("campaign-stage");

    [Fact]
    public void Does_not_take_what_is_of_another_campaign() => Given([Begun with { CampaignId = new("g9") }]).When(new ShortlistNominations([First])).ThenInvalid("nominations");
}

/// <summary>Rule PUBN: five working days, counted from the day after.</summary>
public class A_publicity
{
    private static readonly StartPublicity Start = new(Day("2026-07-20"), "省厅网站", "省三方办公室", "0431-88690000");

    [Fact]
    public void Lasts_five_working_days() => GivenCampaign(Shortlisted).On("2026-07-20").When(Start).Then(new PublicityStarted(FiveDays));

    [Fact]
    public void Is_not_shorter_than_the_standards_say() => GivenCampaign(Shortlisted).On("2026-07-20").When(Start with { Days = 4 }).ThenInvalid("days");

    [Fact]
    public void Waits_for_the_shortlist() => GivenCampaign(Evaluating).On("2026-07-20").When(Start).ThenRefused("campaign-stage");

    [Fact]
    public void Does_not_begin_before_the_shortlist_or_in_the_future()
    {
        GivenCampaign(Shortlisted).On("2026-07-20").When(Start with { From = Day("2026-07-16") }).ThenInvalid("from");
        GivenCampaign(Shortlisted).On("2026-07-20").When(Start with { From = Day("2026-07-21") }).ThenInvalid("from");
    }

    [Fact]
    public void Says_where_it_stands_and_who_takes_objections() => GivenCampaign(Shortlisted).On("2026-07-20").When(Start with { Place = "", Contact = "", Phone = "1", Days = 61 }).ThenInvalid("place", "contact", "phone", "days");

    [Fact]
    public void Of_the_national_office_waits_for_the_recommendation() => GivenCampaign(Shortlisted).On("2026-07-20").When(Start with { Level = PublicityLevel.National }).ThenRefused("campaign-stage");

    [Fact]
    public void Skips_days_off() => GivenCampaign(Shortlisted).On("2026-09-30").When(Start with { From = Day("2026-09-28") }).ThenState(c => c.ProvincePublicity!.Due == Day("2026-10-10"));

    [Fact]
    public void Is_over_on_the_day_after_its_last() => GivenCampaign(InPublicity).On("2026-07-27").By(Actor.System).When(new EndPublicity(1)).ThenRefused("publicity-running").On("2026-07-28").When(new EndPublicity(1)).Then(new PublicityEnded(1, Day("2026-07-27")));

    [Fact]
    public void Of_the_national_office_stands_beside_the_provincial_one() =>
        GivenCampaign(Sent).On("2026-08-10").When(Start with { From = Day("2026-08-10"), Level = PublicityLevel.National }).ThenState(c => c.Publicities.Count == 2 && c.Stage == CampaignStage.RecommendedToNational);
}

public class An_objection
{
    private static readonly RaiseObjection Raise = new(Doubt.NominationId, Doubt.Name, Doubt.Contact, Doubt.Text, Doubt.On);

    private static readonly Actor Anybody = new("public", new HashSet<Role> { Role.Party });
    private static readonly ResolveObjection Answer = new(1, false, "经查无收费。", "经调查，该中心没有收费。", Day("2026-07-24"));

    [Fact]
    public void Bears_a_real_name_and_gets_a_number() => GivenCampaign(InPublicity).On("2026-07-21").When(Raise).Then(new ObjectionRaised(Id, Doubt, 1)).ThenState(c => c.Stage == CampaignStage.ObjectionHandling);

    [Fact]
    public void Without_a_name_is_not_taken() => GivenCampaign(InPublicity).On("2026-07-21").When(Raise with { Name = default }).ThenInvalid("name");

    [Fact]
    public void Needs_a_way_to_answer_it_and_a_reason() => GivenCampaign(InPublicity).On("2026-07-21").When(Raise with { Contact = default, Text = default }).ThenInvalid("contact", "text");

    [Fact]
    public void Is_not_taken_before_the_publicity_or_after_the_decision()
    {
        GivenCampaign(Shortlisted).On("2026-07-18").When(Raise with { On = Day("2026-07-18") }).ThenRefused("campaign-stage");
        GivenCampaign(Decided).On("2026-07-29").When(Raise with { On = Day("2026-07-29") }).ThenRefused("campaign-stage");
        GivenCampaign(InPublicity).On("2026-07-21").When(Raise with { On = Day("2026-07-17") }).ThenInvalid("on");
    }

    /// <summary>On the page nobody is signed in: what comes in there has an end, what the office enters has none.</summary>
    [Fact]
    public void By_the_public_page_is_taken_two_hundred_times_and_by_the_office_beyond_that()
    {
        DomainEvent[] full = [.. InPublicity, .. Enumerable.Range(1, RaiseObjection.MostFromPublic).Select(n => new ObjectionRaised(Id, Doubt with { Name = $"王某{n}" }, n))];
        GivenCampaign(full).On("2026-07-21").By(Anybody).When(Raise).ThenRefused("objections-full").Saying("0431-88690000");
        GivenCampaign(full).On("2026-07-21").When(Raise).ThenHappened(typeof(ObjectionRaised));
    }

    [Theory]
    [InlineData("0431-88690001")]
    [InlineData("微信同号 13800000001")]
    [InlineData("liuming@example.cn")]
    [InlineData("长春市南关区某路一号")]
    public void Names_where_it_can_be_answered(string contact) => GivenCampaign(InPublicity).On("2026-07-21").By(Anybody).When(Raise with { Contact = contact }).ThenHappened(typeof(ObjectionRaised));

    [Theory]
    [InlineData("无")]
    [InlineData("88690001")]
    [InlineData("！！！！！！")]
    [InlineData("@example.cn")]
    [InlineData("liuming@example")]
    [InlineData("本单位内")]
    public void Is_asked_for_a_contact_that_reaches_somebody(string contact)
    {
        GivenCampaign(InPublicity).On("2026-07-21").By(Anybody).When(Raise with { Contact = contact }).ThenInvalid("contact").Saying("加区号的座机号码");
        // A letter is numbered as it came.
        GivenCampaign(InPublicity).On("2026-07-21").When(Raise with { Contact = contact }).ThenHappened(typeof(ObjectionRaised));
    }

    [Fact]
    public void Is_taken_on_the_last_day() => GivenCampaign(InPublicity).On("2026-07-27").When(Raise with { On = Day("2026-07-27") }).ThenHappened(typeof(ObjectionRaised));

    [Fact]
    public void Is_not_taken_after_it() => GivenCampaign(InPublicity).On("2026-07-28").When(Raise with { On = Day("2026-07-28") }).ThenRefused("publicity-over");

    [Fact]
    public void Is_about_somebody_on_the_list() => GivenCampaign(InPublicity).On("2026-07-21").When(Raise with { NominationId = new("k9") }).ThenInvalid("nominationId");

    [Fact]
    public void Is_answered_with_what_was_found() => GivenCampaign(Doubted).On("2026-07-24").When(Answer).ThenState(c => c.Stage == CampaignStage.Publicity && c.Objections[0].Reply!.Reply == "经调查，该中心没有收费。");

    [Fact]
    public void Is_answered_with_a_conclusion_a_finding_and_a_reply() => GivenCampaign(Doubted).On("2026-07-24").When(new ResolveObjection(1, null, default, default, Day("2026-07-24"))).ThenInvalid("upheld", "finding", "reply");

    [Fact]
    public void Is_answered_by_its_own_number_and_not_before_it_came() =>
        GivenCampaign(Doubted).On("2026-07-24").When(Answer with { Number = 2 }).ThenInvalid("number").When(Answer with { On = Day("2026-07-20") }).ThenInvalid("on");

    [Fact]
    public void Is_answered_once() => GivenCampaign(Doubted).On("2026-07-24").When(Answer).When(Answer with { Upheld = true }).ThenRefused("objection-resolved");

    [Fact]
    public void That_holds_takes_the_organization_off_the_list() =>
        GivenCampaign(Doubted).On("2026-07-24").When(Answer with { Upheld = true }).ThenState(c => c.Removed(First)).On("2026-07-28").When(new DecideCampaign([First], "会议", "文件", Day("2026-07-28"))).ThenInvalid("chosen");
}

public class Deciding_a_campaign
{
    private static readonly DecideCampaign Decide = new([Second], "三方会议第3次", "吉三方〔2026〕5号", Day("2026-07-28"));

    [Fact]
    public void Does_not_choose_an_organization_that_is_suspended_by_then() => GivenCampaign(InPublicity).On("2026-07-28").Knowing(House.Value, Active.Evolve(new OrganizationSuspended(Day("2026-07-22"), "改造")))
        .When(Decide with { Chosen = [First] }).ThenRefused("organization-not-active").Saying("在决定之日为“暂停”，不能选定");

    [Fact]
    public void Is_refused_during_the_publicity() => GivenCampaign(InPublicity).On("2026-07-27").When(Decide with { On = Day("2026-07-27") }).ThenRefused("publicity-running").Saying("2026-07-27届满");

    [Fact]
    public void Is_possible_on_the_day_after() => GivenCampaign(InPublicity).On("2026-07-28").When(Decide).ThenState(c => c.Stage == CampaignStage.Decided);

    [Fact]
    public void Is_refused_before_any_publicity() => GivenCampaign(Shortlisted).On("2026-07-28").When(Decide).ThenRefused("publicity-missing");

    [Fact]
    public void Waits_for_every_objection_to_be_answered() => GivenCampaign(Doubted).On("2026-07-28").When(Decide).ThenRefused("objection-open").Saying("第1号");

    [Fact]
    public void Chooses_no_more_than_the_target() => GivenCampaign(InPublicity).On("2026-07-28").When(Decide with { Chosen = [First, Second] }).ThenRefused("over-target");

    [Fact]
    public void Chooses_from_the_published_list() => GivenCampaign(InPublicity).On("2026-07-28").When(Decide with { Chosen = [new("k9")] }).ThenInvalid("chosen");

    [Fact]
    public void Says_whom_by_which_meeting_and_in_which_document() => GivenCampaign(InPublicity).On("2026-07-28").When(new DecideCampaign([], "", "", Day("2026-07-28"))).ThenInvalid("chosen", "meeting", "document");

    [Fact]
    public void Is_not_dated_back_into_the_publicity() => GivenCampaign(InPublicity).On("2026-07-29").When(Decide with { On = Day("2026-07-27") }).ThenInvalid("on");

    [Fact]
    public void Happens_once() => GivenCampaign(Decided).On("2026-07-29").When(Decide with { Chosen = [First], On = Day("2026-07-29") }).ThenRefused("campaign-stage");

    [Fact]
    public void Waits_where_the_calendar_of_the_year_is_not_loaded() =>
        GivenCampaign([.. Shortlisted, new PublicityStarted(FiveDays with { From = Day("2027-01-04"), Due = Day("2027-01-11"), Provisional = true })]).On("2027-02-01").When(Decide with { On = Day("2027-02-01") }).ThenRefused("publicity-provisional");
}

public class Recommending_to_the_national_office
{
    [Fact]
    public void Keeps_the_receipt() => GivenCampaign(Decided).On("2026-08-03").When(new RecommendToNational("吉三方函〔2026〕9号", "国三方收〔2026〕77号", Day("2026-08-03"))).ThenState(c => c.Recommendation!.Nominations.Contains(Second) && c.Recommendation.Receipt == "国三方收〔2026〕77号");

    [Fact]
    public void Needs_a_receipt() => GivenCampaign(Decided).On("2026-08-03").When(new RecommendToNational("吉三方函〔2026〕9号", "", Day("2026-08-03"))).ThenInvalid("receipt");

    [Fact]
    public void Sends_only_what_was_chosen() => GivenCampaign(Decided).On("2026-08-03").When(new RecommendToNational("吉三方函〔2026〕9号", "收", Day("2026-08-03"), [First])).ThenInvalid("nominations");

    [Fact]
    public void Waits_for_the_decision() => GivenCampaign(InPublicity).On("2026-07-28").When(new RecommendToNational("吉三方函〔2026〕9号", "收", Day("2026-07-28"))).ThenRefused("campaign-stage");

    [Fact]
    public void Sends_nobody_whose_honor_was_revoked() =>
        GivenCampaign([.. Decided, new CampaignHonorRevoked(new(Second, RevocationGround.Fraud, "统计造假", "文件", Day("2026-07-30")))]).On("2026-08-03").When(new RecommendToNational("吉三方函〔2026〕9号", "收", Day("2026-08-03"))).ThenInvalid("nominations");

    [Fact]
    public void Comes_before_its_result() => GivenCampaign(Decided).On("2026-08-03").When(new RecordNationalResult([Second], "国家公告", Day("2026-08-03"))).ThenRefused("campaign-stage");

    [Fact]
    public void Ends_with_the_national_result() => GivenCampaign(Sent).On("2026-10-08").When(new RecordNationalResult([Second], "国家公告", Day("2026-10-08"))).ThenState(c => c.Stage == CampaignStage.Tracking);

    [Fact]
    public void Is_not_given_a_national_result_before_the_national_publicity_is_over()
    {
        var published = new PublicityStarted(FiveDays with { No = 2, Level = PublicityLevel.National, From = Day("2026-08-10"), Due = Day("2026-08-17") });
        var result = new RecordNationalResult([Second], "国家公告", Day("2026-08-17"));
        GivenCampaign([.. Sent, published]).On("2026-08-17").When(result).ThenRefused("publicity-running");
        GivenCampaign([.. Sent, published]).On("2026-08-18").When(result).ThenInvalid("on");
        GivenCampaign([.. Sent, published]).On("2026-08-18").When(result with { On = Day("2026-08-18") }).ThenState(c => c.Stage == CampaignStage.Tracking);
    }

    [Fact]
    public void Honors_nobody_who_was_not_recommended() => GivenCampaign(Sent).On("2026-10-08").When(new RecordNationalResult([First], "国家公告", Day("2026-10-08"))).ThenInvalid("honored");
}

public class Revoking_an_honor
{
    private static readonly RevokeHonor Revoke = new(Second, RevocationGround.Fraud, "统计造假", "吉三方〔2026〕12号", Day("2026-09-01"));

    [Fact]
    public void Is_possible_for_fraud_after_the_decision() => GivenCampaign(Sent).On("2026-09-01").When(Revoke).ThenState(c => c.IsRevoked(Second));

    [Fact]
    public void Is_refused_where_there_is_no_honor() => GivenCampaign(Sent).On("2026-09-01").When(Revoke with { NominationId = First }).ThenRefused("nothing-to-revoke");

    [Fact]
    public void Is_refused_before_the_decision() => GivenCampaign(InPublicity).On("2026-07-21").When(Revoke with { On = Day("2026-07-21") }).ThenRefused("campaign-stage");

    [Fact]
    public void Says_why_and_by_which_document() => GivenCampaign(Sent).On("2026-09-01").When(Revoke with { Reason = default, Document = "" }).ThenInvalid("reason", "document");

    [Fact]
    public void Is_possible_after_the_campaign_has_ended() => GivenCampaign([.. Decided, new CampaignEnded("总结", Day("2026-08-30"))]).On("2026-09-01").When(Revoke).ThenState(c => c.IsRevoked(Second));

    [Fact]
    public void Takes_it_off_the_organizations_record() =>
        Story<Organization>.Given(new OrganizationHonored(new(Id, Second, HonorLevel.Province, "选树", "文件", Day("2026-07-28")))).By(Actor.System).When(new RevokeOrganizationHonor(Id, Day("2026-09-01"))).ThenState(o => o.Honors[0].RevokedOn == Day("2026-09-01"));
}

/// <summary>What the campaign decides is told to each nomination by the program.</summary>
public class A_nomination_after_its_campaign
{
    private static Story<Nomination> Follow(IEnumerable<DomainEvent> campaign, NominationId? id = null) =>
        GivenNomination([Begun with { Id = id ?? First }, .. WithScorers.Skip(1), new NominationScored(88, 2, 2, Day("2026-07-09"))], campaign).On("2026-10-08").By(Actor.System).When(new FollowCampaign());

    [Fact]
    public void Is_shortlisted() => Follow(Shortlisted).Then(new NominationShortlisted(Day("2026-07-17")));

    [Fact]
    public void Is_not_selected_where_the_list_that_is_made_public_leaves_it_out() => Follow(InPublicity, new("k7")).Then(new NominationNotSelected(Day("2026-07-20")));

    /// <summary>Until then the list may be drawn up anew.</summary>
    [Fact]
    public void Is_evaluated_further_while_the_list_without_it_is_not_public() => Follow(Shortlisted, new("k7")).ThenNothing().ThenState(n => n.Stage == NominationStage.Scored);

    [Fact]
    public void Is_taken_up_again_where_a_list_left_it_out()
    {
        Again(WithScorers, new NominationNotSelected(Day("2026-07-17"))).Then(new NominationEvaluationResumed(Day("2026-07-17"))).ThenState(n => n.Stage == NominationStage.Qualified)
            .By(Expert).When(new ScoreNomination(Sheet())).ThenHappened(typeof(NominationScoreGiven));
        Again([.. WithScorers, new NominationScored(88, 2, 2, Day("2026-07-09"))], new NominationShortlisted(Day("2026-07-16"))).Then(new NominationEvaluationResumed(Day("2026-07-17"))).ThenState(n => n.Stage == NominationStage.Scored);

        static Story<Nomination> Again(IReadOnlyList<DomainEvent> events, DomainEvent last) => GivenNomination([Begun with { Id = new("k7") }, .. events.Skip(1), last], Shortlisted).On("2026-07-18").By(Actor.System).When(new FollowCampaign());
    }

    [Fact]
    public void Is_in_publicity() => Follow(InPublicity).Then(new NominationInPublicity(Day("2026-07-20")));

    [Fact]
    public void Leaves_where_an_objection_holds() => Follow([.. Doubted, new ObjectionResolved(1, new(true, "属实", "已取消", "province", Day("2026-07-24")))]).Then(new NominationRemoved(Day("2026-07-24")));

    [Fact]
    public void Is_confirmed_or_not_selected_by_the_decision()
    {
        Follow(Decided, Second).Then(new NominationConfirmed(Day("2026-07-28")));
        Follow(Decided).Then(new NominationNotSelected(Day("2026-07-28")));
    }

    [Fact]
    public void Goes_to_the_national_office_and_comes_back()
    {
        Follow(Sent, Second).Then(new NominationRecommended(Day("2026-08-03")));
        Follow([.. Sent, new NationalResultRecorded(new([Second], "国家公告", Day("2026-10-08")))], Second).Then(new NominationNationallyHonored(Day("2026-10-08")));
        Follow([.. Sent, new NationalResultRecorded(new([], "国家公告", Day("2026-10-08")))], Second).Then(new NominationNotHonored(Day("2026-10-08")));
    }

    [Fact]
    public void Is_revoked_with_its_honor() => Follow([.. Sent, new CampaignHonorRevoked(new(Second, RevocationGround.Closure, "注销", "文件", Day("2026-09-01")))], Second).Then(new NominationRevoked(Day("2026-09-01")));
}
