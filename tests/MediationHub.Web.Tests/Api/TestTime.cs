using MediationHub.Domain.Kernel;
using MediationHub.Web.Hosting;

namespace MediationHub.Web.Tests.Api;

/// <summary>The time of the tests that is also their programs': every run begins at ten in the morning of its day in China, so that none reaches midnight.</summary>
public static class TestTime
{
    /// <summary>Zero where programs of their own, with the machine's clock, are under test.</summary>
    public static TimeSpan Shift { get; set; } = HubClock.ToMorningOf(ChinaTime.DayOf(DateTimeOffset.UtcNow));

    public static DateTimeOffset Now => DateTimeOffset.UtcNow + Shift;
    public static DateOnly Today => ChinaTime.DayOf(Now);
}
