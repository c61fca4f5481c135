using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Tests.Kernel;
using static MediationHub.Domain.Tests.Organizations.AnOrganization;
using Status = MediationHub.Domain.Organizations.OrganizationStatus;

namespace MediationHub.Domain.Tests.Organizations;

/// <summary>Every step against every status: open, so already, or refused.</summary>
public class The_course_of_an_organization
{
    private static readonly Dictionary<string, (ICommand<Organization> Command, Status[] Open, Status Already, string Refusal)> Steps = new()
    {
        ["submit"] = (new SubmitOrganization(Day(10)), [Status.Draft, Status.Returned], Status.Submitted, "organization-already-examined"),
        ["file"] = (new FileOrganization(Day(4), "补录"), [Status.Submitted], Status.Filed, "organization-not-under-examination"),
        ["return"] = (new ReturnOrganization(Day(10), ["缺少印章名称"]), [Status.Submitted], Status.Returned, "organization-not-under-examination"),
        ["refuse"] = (new RefuseOrganization(Day(10), "不符合条件"), [Status.Submitted], Status.Refused, "organization-not-under-examination"),
        ["activate"] = (new ActivateOrganization(Day(10)) { ActiveMediators = 1 }, [Status.Filed], Status.Active, "organization-not-filed"),
        ["order-rectification"] = (new OrderRectification(Day(10), ["档案不齐"], Day(31)), [Status.Active], Status.Rectifying, "organization-not-active"),
        ["suspend"] = (new SuspendOrganization(Day(10), "搬迁"), [Status.Active, Status.Rectifying], Status.Suspended, "organization-not-active"),
        ["resume"] = (new ResumeOrganization(Day(10)) { ActiveMediators = 1 }, [Status.Rectifying, Status.Suspended], Status.Active, "organization-not-interrupted"),
        ["deregister"] = (new DeregisterOrganization(Day(10), "撤并"), [Status.Filed, Status.Active, Status.Rectifying, Status.Suspended], Status.Deregistered, "organization-not-standing"),
    };

    public static TheoryData<string, Status> EveryStepInEveryStatus()
    {
        TheoryData<string, Status> all = [];
        foreach (var step in Steps.Keys)
            foreach (var status in Enum.GetValues<Status>()) all.Add(step, status);
        return all;
    }

    [Theory]
    [MemberData(nameof(EveryStepInEveryStatus))]
    public void takes_each_step_from_its_own_status_only(string step, Status status)
    {
        var (command, open, already, refusal) = Steps[step];
        var story = Story<Organization>.Given(That(status)).On("2026-03-10").When(command);
        if (open.Contains(status)) story.ThenState(s => s.Status == already);
        else if (status == already) story.ThenNothing();
        else story.ThenRefused(refusal);
    }

    [Theory]
    [InlineData("file")]
    [InlineData("return")]
    [InlineData("refuse")]
    public void never_goes_back_in_time(string step)
    {
        ICommand<Organization> command = step switch
        {
            "file" => new FileOrganization(Day(1), "补录"),
            "return" => new ReturnOrganization(Day(1), ["缺少印章名称"], "补录"),
            _ => new RefuseOrganization(Day(1), "不符合条件", "补录"),
        };
        Story<Organization>.Given(That(Status.Submitted)).On("2026-03-10").When(command).ThenInvalid("on");
    }
}
