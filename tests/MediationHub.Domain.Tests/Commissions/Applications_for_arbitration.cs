using MediationHub.Domain.Commissions;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Tests.Kernel;
using MediationHub.Domain.Tests.Reviews;
using static MediationHub.Domain.Tests.Cases.CaseStories;

namespace MediationHub.Domain.Tests.Commissions;

/// <summary>How many came in a month is the denominator of 建议书发放率 (R33 §69; domain §4.4): nothing else in the record says it.</summary>
public class Applications_for_arbitration
{
    private static readonly ApplicationsCounted October = new("2026-10", 42, 11, default, Day("2026-11-03"), "clerk");

    private static Story<Commission> Given(params IEnumerable<DomainEvent> events) => Story<Commission>.Given([.. ReviewStories.TheHouse, .. events]).On("2026-11-03").By(ReviewStories.Clerk);

    [Fact]
    public void Are_counted_once_for_a_month_that_is_over() => Given().When(new CountApplications("2026-10", 42, 11)).Then(October)
        .ThenState(c => c.ApplicationsOf("2026-10") is { Received: 42, AlreadyMediated: 11 } && c.ApplicationsOf("2026-09") is null);

    [Fact]
    public void Are_not_counted_before_the_month_is_over()
    {
        Given().When(new CountApplications("2026-11", 3, 0)).ThenRefused("month-not-over").Saying("2026年11月");
        Given().On("2026-10-31").When(new CountApplications("2026-10", 3, 0)).ThenRefused("month-not-over");
        Given().On("2026-11-01").When(new CountApplications("2026-10", 3, 0)).ThenHappened(typeof(ApplicationsCounted));
    }

    [Fact]
    public void Are_corrected_by_a_later_entry_with_a_reason_and_nothing_is_overwritten()
    {
        Given(October).When(new CountApplications("2026-10", 40, 11)).ThenInvalid("reason").Saying("收到42件");
        Given(October).When(new CountApplications("2026-10", 40, 11, "重复登记两件")).Then(new ApplicationsCounted("2026-10", 40, 11, "重复登记两件", Day("2026-11-03"), "clerk"))
            .ThenState(c => c.ApplicationsOf("2026-10")!.Received == 40 && c.Applications.Count == 2 && c.Applications[0].Received == 42);
        Given(October).When(new CountApplications("2026-10", 42, 11, "再报一次")).ThenNothing();
    }

    [Fact]
    public void Are_whole_numbers_and_never_less_than_those_mediated_before()
    {
        Given().When(new CountApplications("2026-10", 5, 6)).ThenInvalid("alreadyMediated");
        Given().When(new CountApplications("2026-10", null, null)).ThenInvalid("received", "alreadyMediated");
        Given().When(new CountApplications("2026-10", -1, 0)).ThenInvalid("received", "alreadyMediated");
        foreach (var month in new[] { "", "2026", "2026-Q3", "2026-13", "2008-04", "2026/10" }) Given().When(new CountApplications(month, 1, 0)).ThenInvalid("month");
        Given().When(new CountApplications("2026-10", 0, 0)).ThenState(c => c.ApplicationsOf("2026-10") is { Received: 0 });
    }

    /// <summary>A month in which more was issued than there were applications is in no rate: it is shown as one to be looked at, never as more than 100 %.</summary>
    [Fact]
    public void Give_the_share_answered_by_a_recommendation_over_the_months_on_record_and_never_more_than_all()
    {
        CountedMonth Month(string id, int month, int received, int mediated, int issued) => new(new(id), "220100", new(2026, month, 1), received, mediated, issued);
        var rate = RecommendationIssueRate.Of([Month("a", 1, 12, 2, 6), Month("a", 2, 8, 3, 5), Month("b", 1, 4, 4, 0), Month("b", 2, 3, 1, 3)]);
        Assert.Equal(new RecommendationIssueRate(11, 15, 3, 2, 1), rate);
        Assert.Equal(73.33m, rate.Rate.Percent);
        Assert.Null(RecommendationIssueRate.Of([]).Rate.Percent);
        Assert.Equal((null, 0, 1), (RecommendationIssueRate.Of([Month("b", 2, 3, 1, 3)]).Rate.Percent, RecommendationIssueRate.Of([Month("b", 2, 3, 1, 3)]).Months, RecommendationIssueRate.Of([Month("b", 2, 3, 1, 3)]).MonthsExceeding));
        Assert.Null(RecommendationIssueRate.Of([Month("b", 1, 4, 4, 0)]).Rate.Percent);
    }
}
