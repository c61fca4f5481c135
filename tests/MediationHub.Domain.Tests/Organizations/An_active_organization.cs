using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Tests.Kernel;
using static MediationHub.Domain.Tests.Organizations.AnOrganization;

namespace MediationHub.Domain.Tests.Organizations;

public class An_active_organization
{
    private static readonly ActivateOrganization Activate = new(Day(6)) { ActiveMediators = 1 };

    [Fact]
    public void was_filed_and_lacks_nothing() => Story<Organization>.Given(That(OrganizationStatus.Filed)).On("2026-03-06")
        .When(Activate)
        .Then(new OrganizationActivated(Day(6)))
        .ThenState(s => s.ReceivesCases && s.FinishesCases);

    [Fact]
    public void has_one_appointed_mediator_at_least() => Story<Organization>.Given(That(OrganizationStatus.Filed)).On("2026-03-06")
        .When(Activate with { ActiveMediators = 0 })
        .ThenRefused("organization-incomplete").Saying("至少一名在聘调解员");

    [Theory]
    [InlineData("组织名称")]
    [InlineData("印章名称")]
    [InlineData("辖区或服务范围")]
    [InlineData("调解登记制度")]
    [InlineData("调解记录制度")]
    [InlineData("档案管理制度")]
    [InlineData("统计分析制度")]
    [InlineData("信息通报制度")]
    [InlineData("争议排查制度")]
    [InlineData("上墙的情况")]
    [InlineData("上墙照片")]
    [InlineData("印模")]
    [InlineData("办公地址")]
    [InlineData("负责人")]
    public void lacks_none_of_what_the_notice_asks(string missing) => Story<Organization>.Given(
            new OrganizationDrafted(Id, new() { Code = "JL-0001", Name = "某街道服务中心", Type = OrganizationType.TownshipCenter, Unit = "220100" }), Submitted, Filed).On("2026-03-06")
        .When(Activate)
        .ThenRefused("organization-incomplete").Saying(missing);

    [Fact]
    public void names_the_one_system_that_is_not_in_place() => Story<Organization>
        .Given(new OrganizationDrafted(Id, Complete with { Systems = MediationSystems.All with { Screening = false } }), Submitted, Filed, Seal, Posted).On("2026-03-06")
        .When(Activate)
        .ThenRefused("organization-incomplete").Saying("请先补齐：争议排查制度。");

    [Fact]
    public void stops_receiving_cases_while_it_puts_things_right() => Story<Organization>.Given(That(OrganizationStatus.Active)).On("2026-03-09")
        .When(new OrderRectification(Day(9), ["档案不齐"], Day(31)))
        .Then(new RectificationOrdered(Day(9), ["档案不齐"], Day(31)))
        .ThenState(s => !s.ReceivesCases && s.FinishesCases && s.RectifyBy == Day(31));

    [Fact]
    public void is_told_what_to_put_right_and_by_when() => Story<Organization>.Given(That(OrganizationStatus.Active)).On("2026-03-09")
        .When(new OrderRectification(Day(9), [], Day(9)))
        .ThenInvalid("items", "dueOn");

    [Fact]
    public void stops_receiving_cases_while_suspended_and_finishes_open_ones() => Story<Organization>.Given(That(OrganizationStatus.Active)).On("2026-03-09")
        .When(new SuspendOrganization(Day(9), "办公场所搬迁"))
        .Then(new OrganizationSuspended(Day(9), "办公场所搬迁"))
        .ThenState(s => !s.ReceivesCases && s.FinishesCases);

    [Fact]
    public void is_suspended_where_it_did_not_put_things_right() => Story<Organization>.Given(That(OrganizationStatus.Rectifying)).On("2026-03-10")
        .When(new SuspendOrganization(Day(10), "逾期未整改"))
        .Then(new OrganizationSuspended(Day(10), "逾期未整改"));

    [Fact]
    public void is_not_suspended_without_a_reason() => Story<Organization>.Given(That(OrganizationStatus.Active)).On("2026-03-09")
        .When(new SuspendOrganization(Day(9), ""))
        .ThenInvalid("reason");

    [Theory]
    [InlineData(OrganizationStatus.Rectifying)]
    [InlineData(OrganizationStatus.Suspended)]
    public void comes_back_by_resuming(OrganizationStatus from) => Story<Organization>.Given(That(from)).On("2026-03-12")
        .When(new ResumeOrganization(Day(12), "复查合格") { ActiveMediators = 2 })
        .Then(new OrganizationResumed(Day(12), "复查合格"))
        .ThenState(s => s.ReceivesCases && s.RectifyBy == null);

    [Fact]
    public void does_not_come_back_without_a_mediator() => Story<Organization>.Given(That(OrganizationStatus.Suspended)).On("2026-03-12")
        .When(new ResumeOrganization(Day(12)))
        .ThenRefused("organization-incomplete").Saying("至少一名在聘调解员");

    [Fact]
    public void was_active_on_the_days_between_its_steps() => Story<Organization>
        .Given([.. That(OrganizationStatus.Suspended), new OrganizationResumed(Day(12), default)]).On("2026-03-20")
        .When(new SuspendOrganization(Day(18), "换届"))
        .ThenState(s => !s.ReceivesCasesOn(Day(5)) && s.ReceivesCasesOn(Day(6)) && s.ReceivesCasesOn(Day(8)))
        .ThenState(s => !s.ReceivesCasesOn(Day(9)) && !s.ReceivesCasesOn(Day(11)) && s.ReceivesCasesOn(Day(12)) && s.ReceivesCasesOn(Day(17)))
        .ThenState(s => !s.ReceivesCasesOn(Day(18)) && s.StatusOn(Day(1)) == OrganizationStatus.Draft && s.StatusOn(Day(4)) == OrganizationStatus.Filed);

    [Theory]
    [InlineData(OrganizationStatus.Draft, false)]
    [InlineData(OrganizationStatus.Submitted, false)]
    [InlineData(OrganizationStatus.Returned, false)]
    [InlineData(OrganizationStatus.Refused, false)]
    [InlineData(OrganizationStatus.Filed, true)]
    [InlineData(OrganizationStatus.Active, true)]
    [InlineData(OrganizationStatus.Rectifying, true)]
    [InlineData(OrganizationStatus.Suspended, true)]
    [InlineData(OrganizationStatus.Deregistered, false)]
    public void shares_its_code_with_no_other_standing_one(OrganizationStatus status, bool holds)
    {
        var state = That(status).Aggregate(Organization.Empty, (s, e) => s.Evolve(e));
        Assert.Equal(holds ? [new UniqueValue("organization-code", "JL-0001")] : [], state.UniqueValues);
    }
}
