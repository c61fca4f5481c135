using MediationHub.Domain.Kernel;
using MediationHub.Web.Hosting;

namespace MediationHub.Web.Tests.Api;

/// <summary>The time of the tests that is also their programs': it begins at ten in the morning of its day in China, so that no run reaches midnight.</summary>
/// <remarks>Programs in a process of their own, as under <c>Telemetry</c>, and the tests of the silos go by the machine's clock.</remarks>
public static class TestTime
{
    /// <summary>Zero where programs of their own, with the machine's clock, are under test.</summary>
    public static TimeSpan Shift { get; set; } = HubClock.ToMorningOf(ChinaTime.DayOf(DateTimeOffset.UtcNow));

    public static DateTimeOffset Now => DateTimeOffset.UtcNow + Shift;
    public static DateOnly Today => ChinaTime.DayOf(Now);
}
