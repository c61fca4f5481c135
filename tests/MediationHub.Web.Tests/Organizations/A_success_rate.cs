using MediationHub.Web.Features.Organizations;

namespace MediationHub.Web.Tests.Organizations;

/// <summary>Domain §4.2 and §4.5.</summary>
public class A_success_rate
{
    [Theory]
    [InlineData(9, 14, 64.29)]   // the worked example
    [InlineData(1, 3, 33.33)]
    [InlineData(2, 3, 66.67)]
    [InlineData(1, 8, 12.5)]
    [InlineData(0, 5, 0)]
    public void Is_rounded_half_up_to_two_decimals(long succeeded, long denominator, double percent) =>
        Assert.Equal((decimal)percent, SuccessRate.Percent(succeeded, denominator));

    [Fact]
    public void Of_nothing_is_none_and_not_zero()
    {
        Assert.Null(SuccessRate.Percent(0, 0));
        Assert.Null(SuccessRate.Wilson(0, 0));
        Assert.False(SuccessRate.Meets(0, 0, 60));
    }

    [Fact]
    public void Is_never_rounded_into_a_pass()
    {
        Assert.Equal(60.00m, SuccessRate.Percent(59_996, 99_994));
        Assert.False(SuccessRate.Meets(59_996, 99_994, 60));
        Assert.True(SuccessRate.Meets(60, 100, 60));
    }

    [Theory]
    [InlineData(1, 1, 20.65)]
    [InlineData(3, 3, 43.85)]
    [InlineData(6, 6, 60.97)]
    [InlineData(9, 10, 59.58)]
    [InlineData(12, 20, 38.66)]
    [InlineData(16, 20, 58.40)]
    [InlineData(30, 50, 46.18)]
    [InlineData(45, 60, 62.77)]
    [InlineData(60, 100, 50.20)]
    [InlineData(70, 100, 60.42)]
    [InlineData(90, 150, 52.00)]
    [InlineData(600, 1000, 56.93)]
    public void Has_the_lower_bound_of_Wilson(long succeeded, long denominator, double bound) =>
        Assert.Equal((decimal)bound, SuccessRate.Wilson(succeeded, denominator));

    [Fact]
    public void Says_how_many_successes_in_a_row_reach_the_target()
    {
        for (var n = 1L; n <= 60; n++)
        {
            for (var s = 0L; s <= n; s++)
            {
                var k = 0L;
                while (!SuccessRate.Meets(s + k, n + k, 60)) k++;
                Assert.Equal((s, n, k), (s, n, SuccessRate.ToTarget(s, n, 60)));
            }
        }
        Assert.Equal(1, SuccessRate.ToTarget(0, 0, 60));
    }
}
