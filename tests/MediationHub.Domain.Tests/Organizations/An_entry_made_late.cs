using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Tests.Kernel;
using static MediationHub.Domain.Tests.Organizations.AnOrganization;

namespace MediationHub.Domain.Tests.Organizations;

public class An_entry_made_late
{
    // 2026-03-02 is a Monday: the third working day after it is Thursday the 5th.
    [Fact]
    public void needs_no_reason_on_the_third_working_day() => Story<Organization>.Given(Drafted).On("2026-03-05")
        .When(new SubmitOrganization(Day(2)))
        .Then(new OrganizationSubmitted(Day(2)))
        .ThenState(s => s.LateEntries == 0);

    [Fact]
    public void needs_a_reason_on_the_fourth_working_day() => Story<Organization>.Given(Drafted).On("2026-03-06")
        .When(new SubmitOrganization(Day(2)))
        .ThenInvalid("lateEntryReason").Saying("4个工作日");

    [Fact]
    public void stands_beside_its_event_and_is_counted() => Story<Organization>.Given(Drafted).On("2026-03-06")
        .When(new SubmitOrganization(Day(2), "系统停电,纸质材料补录"))
        .Then(new OrganizationSubmitted(Day(2)), new EnteredLate("SubmitOrganization", Day(2), 4, "系统停电,纸质材料补录"))
        .ThenState(s => s.LateEntries == 1);

    [Fact]
    public void leaves_a_reason_unused_that_was_not_needed() => Story<Organization>.Given(Drafted).On("2026-03-02")
        .When(new SubmitOrganization(Day(2), "顺带说明"))
        .Then(new OrganizationSubmitted(Day(2)));

    [Fact]
    public void cannot_lie_in_the_future_nor_be_left_open() => Story<Organization>.Given(Drafted).On("2026-03-02")
        .When(new SubmitOrganization(Day(3)))
        .ThenInvalid("on").Saying("不得晚于今日")
        .When(new SubmitOrganization(default))
        .ThenInvalid("on").Saying("请填写日期");

    [Fact]
    public void is_today_in_shanghai_while_it_is_still_yesterday_in_London() => Story<Organization>.Given(Drafted).On(new DateTimeOffset(2026, 3, 1, 16, 30, 0, TimeSpan.Zero))
        .When(new SubmitOrganization(Day(2)))
        .Then(new OrganizationSubmitted(Day(2)));
}
