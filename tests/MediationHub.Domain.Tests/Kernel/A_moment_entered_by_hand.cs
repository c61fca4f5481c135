using MediationHub.Domain.Access;
using MediationHub.Domain.Calendars;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Domain.Tests.Kernel;

public class A_moment_entered_by_hand
{
    private static readonly Context At = new(new(2026, 3, 6, 9, 0, 0, ChinaTime.Offset), Actor.System, WorkCalendar.BuiltIn, RuleSet.BuiltIn);

    [Fact]
    public void may_be_this_very_moment() => Assert.Null(Fault(At.Now));

    [Fact]
    public void cannot_lie_in_the_future_not_even_today() => Assert.Equal("时间不得晚于当前时间。", Fault(At.Now.AddSeconds(1)));

    [Fact]
    public void cannot_precede_the_step_it_follows() => Assert.Equal("时间不得早于上一环节的时间(2026-03-05 16:00)。", Fault(new(2026, 3, 5, 15, 59, 0, ChinaTime.Offset)));

    [Fact]
    public void cannot_be_left_open() => Assert.Equal("请填写时间。", Fault(default));

    // 2026-03-01 16:30 in London is Monday the 2nd in Shanghai: four working days before Friday the 6th.
    [Fact]
    public void is_late_by_its_day_in_shanghai()
    {
        DateTimeOffset happened = new(2026, 3, 1, 16, 30, 0, TimeSpan.Zero);
        var problems = new Problems();
        Assert.Equal(new EnteredLate("String", new(2026, 3, 2), 4, "停电补录"), At.CheckInstant(problems, "", "receivedAt", happened, null, "停电补录"));
        Assert.False(problems.Any);

        At.CheckInstant(problems, "", "receivedAt", happened, null, default);
        Assert.Equal("lateEntryReason", Assert.Single(problems.ToRefusal()!.Fields!).Key);
    }

    private static string? Fault(DateTimeOffset happened)
    {
        var problems = new Problems();
        At.CheckInstant(problems, "", "receivedAt", happened, new(2026, 3, 5, 16, 0, 0, ChinaTime.Offset), default);
        return problems.ToRefusal()?.Chinese;
    }
}
