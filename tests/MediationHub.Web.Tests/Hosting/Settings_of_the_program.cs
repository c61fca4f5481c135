using MediationHub.Domain.Kernel;
using MediationHub.Web.Hosting;
using Microsoft.Extensions.Configuration;

namespace MediationHub.Web.Tests.Hosting;

public class Settings_of_the_program
{
    [Fact]
    public void Let_a_demo_begin_in_the_morning_of_another_day()
    {
        var clock = new HubClock(From("--demo", "--today", "2026-11-02").ClockShift);
        Assert.InRange(clock.GetUtcNow(), ChinaTime.At(new(2026, 11, 2), new(10, 0)), ChinaTime.At(new(2026, 11, 2), new(10, 5)));
        Assert.Equal(TimeSpan.Zero, From("--demo").ClockShift);
    }

    [Theory]
    [InlineData("--today 只能与 --demo 一起使用", "--today", "2026-11-02")]
    [InlineData("不是日期", "--demo", "--today", "2026-02-30")]
    [InlineData("须在 2014 年至 2026 年之间", "--demo", "--today", "2027-01-04")]
    [InlineData("不认识的参数 --today", "--demo", "--today")]
    public void Say_what_is_wrong_with_a_day(string said, params string[] arguments) => Assert.Contains(said, Assert.Throws<SettingException>(() => From(arguments)).Message);

    private static HubSettings From(params string[] arguments) => HubSettings.From(new ConfigurationBuilder().Build(), arguments);
}
