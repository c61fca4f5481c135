using MediationHub.Domain.Access;
using MediationHub.Domain.Calendars;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Selection;
using MediationHub.Domain.Tests.Kernel;
using static MediationHub.Domain.Tests.Selection.SelectionStories;

namespace MediationHub.Domain.Tests.Selection;

/// <summary>The two roads of a selection as a whole: at each stage these steps and no others.</summary>
public class Every_step_of_a_selection
{
    private const string Dates = "state-date confirm-date set-quota";

    public static TheoryData<string, string, string> CampaignRoad => new()
    {
        { "Drafted", "2026-05-23", $"change-standards {Dates} publish" },
        { "Published", "2026-06-03", $"change-standards {Dates} open-nomination appoint-scorer" },
        { "NominationOpen", "2026-06-28", $"{Dates} approve-specially close-nomination appoint-scorer" },
        { "NominationClosed", "2026-06-29", "approve-specially begin-evaluation appoint-scorer" },
        { "Evaluation", "2026-07-10", "approve-specially appoint-scorer shortlist" },
        { "Shortlisted", "2026-07-18", "appoint-scorer shortlist start-publicity" },
        { "Publicity", "2026-07-27", "raise-objection resolve-objection" },
        { "Publicity", "2026-07-28", "raise-objection resolve-objection decide" },
        { "ObjectionHandling", "2026-07-28", "raise-objection resolve-objection" },
        { "Decided", "2026-07-29", "recommend revoke end" },
        { "RecommendedToNational", "2026-08-10", "start-publicity record-national-result revoke" },
        { "Tracking", "2026-10-09", "revoke end" },
        { "Ended", "2026-11-02", "revoke" },
        { "OnRecord", "2026-11-02", "" },
    };

    [Theory, MemberData(nameof(CampaignRoad))]
    public void A_campaign_offers_what_its_stage_allows(string stage, string day, string steps)
    {
        var campaign = CampaignAfter(stage switch
        {
            "Drafted" => Ready,
            "Published" => Published,
            "NominationOpen" => Open,
            "NominationClosed" => Closed,
            "Evaluation" => Evaluating,
            "Shortlisted" => Shortlisted,
            "Publicity" => InPublicity,
            "ObjectionHandling" => Doubted,
            "Decided" => Decided,
            "RecommendedToNational" => Sent,
            "Tracking" => Result,
            "Ended" => [.. Result, new CampaignEnded("总结", Day("2026-11-01"))],
            _ => [new CampaignRecorded(Id, "选树", "220000", 2021, 1, Notice, 10, 60, [], [], Day("2026-05-21"))],
        });

        Assert.Equal(stage, $"{campaign.Stage}");
        Assert.Equal(Sorted(steps), CampaignGuide.Allowed(campaign, At(day, Province), _ => true).Where(c => c.Ok).Select(c => c.Command).Order(StringComparer.Ordinal));
    }

    public static TheoryData<string, string, string> NominationRoad => new()
    {
        { "Draft", "head", "change submit withdraw" },
        { "OrgSubmitted", "county", "check-by-county publish-locally return withdraw" },
        { "CountyChecked", "city", "publish-locally nominate return withdraw" },
        { "CountyChecked", "county", "publish-locally return withdraw" },
        { "PrefectureRecommended", "province", "receive return withdraw" },
        { "ProvinceReceived", "province", "freeze-metrics return withdraw" },
        { "Qualified", "province", "disqualify verify-on-site assign-scorer" },
        { "Qualified", "expert", "disqualify verify-on-site assign-scorer declare-interest" },
        { "Scored", "province", "disqualify verify-on-site assign-scorer" },
        { "Scored", "expert", "disqualify verify-on-site assign-scorer" },
        { "Returned", "head", "change submit withdraw" },
        { "Disqualified", "province", "" },
        { "Withdrawn", "head", "" },
        { "NotSelected", "province", "" },
        { "InPublicity", "expert", "" },
        { "Confirmed", "province", "" },
        { "Revoked", "province", "" },
    };

    /// <summary>What a role may give besides is another table (<c>Policy</c>); here it is what the record allows.</summary>
    [Theory, MemberData(nameof(NominationRoad))]
    public void A_nomination_offers_what_its_stage_allows(string stage, string who, string steps)
    {
        DomainEvent[] scored = [.. WithScorers, new NominationScoreGiven(Given(Account, 80)), new NominationScoreGiven(Given(OtherAccount, 82)), new NominationScored(81, 2, 2, Day("2026-07-09"))];
        var (events, campaign, day) = stage switch
        {
            "Draft" => ([Begun], Open, "2026-06-05"),
            "OrgSubmitted" => ([Begun, Submitted], Open, "2026-06-08"),
            "CountyChecked" => (UntilChecked, Open, "2026-06-10"),
            "PrefectureRecommended" => (UntilNominated, Open, "2026-06-12"),
            "ProvinceReceived" => (UntilReceived, Closed, "2026-06-29"),
            "Qualified" => ([.. UntilQualified, new NominationScorerAssigned(Account, Day("2026-07-03"), "province")], Evaluating, "2026-07-06"),
            "Scored" => (scored, Evaluating, "2026-07-10"),
            "Returned" => ([.. UntilNominated, new NominationReturned("补盖章", "province", Day("2026-06-12"))], Open, "2026-06-15"),
            "Disqualified" => ([.. UntilFrozen, new NominationDisqualified([], ["fees"], "查实收费", Day("2026-07-02"))], Evaluating, "2026-07-06"),
            "Withdrawn" => ([.. UntilNominated, new NominationWithdrawn("另行安排", "city", Day("2026-06-12"))], Open, "2026-06-15"),
            "NotSelected" => ([.. scored, new NominationNotSelected(Day("2026-07-17"))], Shortlisted, "2026-07-18"),
            "InPublicity" => ([.. scored, new NominationInPublicity(Day("2026-07-20"))], InPublicity, "2026-07-21"),
            "Confirmed" => ([.. scored, new NominationConfirmed(Day("2026-07-28"))], Decided, "2026-07-29"),
            _ => ((IReadOnlyList<DomainEvent>)[.. scored, new NominationRevoked(Day("2026-09-01"))], Sent, "2026-09-02"),
        };
        var actor = who switch { "head" => Head, "county" => County, "city" => City, "expert" => Expert, _ => Province };
        var nomination = events.Aggregate(Nomination.Empty, (state, happened) => state.Evolve(happened));
        var at = At(day, actor) with { Others = new Dictionary<StreamRef, object> { [StreamRef.To<Campaign>(Id.Value)] = CampaignAfter(campaign), [StreamRef.To<Organization>(House.Value)] = Active } };

        Assert.Equal(stage, $"{nomination.Stage}");
        Assert.Equal(Sorted(steps), NominationGuide.Allowed(nomination, at, _ => true).Where(c => c.Ok).Select(c => c.Command).Order(StringComparer.Ordinal));
    }

    private static IReadOnlyList<DomainEvent> Result => [.. Sent, new NationalResultRecorded(new([Second], "国家公告", Day("2026-10-08")))];

    private static IEnumerable<string> Sorted(string steps) => steps.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal);

    private static Context At(string day, Actor actor) => new(ChinaTime.At(Day(day), new(10, 0)), actor, WorkCalendar.BuiltIn, RuleSet.BuiltIn);
}
