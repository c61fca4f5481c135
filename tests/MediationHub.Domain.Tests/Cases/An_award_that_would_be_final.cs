using System.Text.Json;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Tests.Kernel;

namespace MediationHub.Domain.Tests.Cases;

/// <summary>一裁终局 (LMA 47). The wages are made up: this test enters them as an administrator would.</summary>
public class An_award_that_would_be_final
{
    private static readonly DateOnly Today = DateOnly.Parse("2026-06-15");

    private static readonly RuleSet Entered = RuleSet.BuiltIn.With(2, "minimumWages", JsonSerializer.SerializeToElement(new object[]
    {
        new { region = "220000", monthly = 1000m, effectiveFrom = "2024-01-01", source = "试验" }, new { region = "220000", monthly = 1200m, effectiveFrom = "2026-07-01", source = "试验" },
        new { region = "222400", monthly = 900.5m, effectiveFrom = "2024-01-01", source = "试验" },
    }), "V", "试验");

    private static FinalAward Of(string type, decimal? amount, string? unit = "220100", int workers = 1, RuleSet? rules = null, DateOnly? on = null) => FinalAward.Of(new(1, type, "请求", amount), unit, workers, rules ?? Entered, on ?? Today);

    [Theory, InlineData("07"), InlineData("07.1"), InlineData("10.1"), InlineData("11"), InlineData("12")]
    public void Is_one_on_money_up_to_twelve_months_of_the_local_minimum_wage_that_sum_included(string type)
    {
        Assert.Equal(FinalAwardVerdict.Yes, Of(type, 12000m).Verdict);
        Assert.Equal(FinalAwardVerdict.No, Of(type, 12000.01m).Verdict);
        Assert.Contains("12,000.00", Of(type, 12000.01m).Basis.Chinese);
    }

    [Theory, InlineData("08"), InlineData("09")]
    public void Is_one_on_the_states_labour_standards_whatever_the_amount(string type)
    {
        Assert.Equal(FinalAwardVerdict.Yes, Of(type, 999999m, rules: RuleSet.BuiltIn).Verdict);
        Assert.Equal(FinalAwardVerdict.Yes, Of(type, null, rules: RuleSet.BuiltIn).Verdict);
    }

    [Theory, InlineData("01"), InlineData("02.1"), InlineData("10.2"), InlineData("15"), InlineData("99")]
    public void Is_none_on_other_disputes(string type) => Assert.Equal(FinalAwardVerdict.No, Of(type, 100m).Verdict);

    [Fact]
    public void Is_not_judged_where_nobody_entered_the_local_minimum_wage()
    {
        var (verdict, basis) = Of("07.1", 100m, rules: RuleSet.BuiltIn);
        Assert.Equal((FinalAwardVerdict.Unknown, "未录入当地最低工资"), (verdict, basis.Chinese));
        Assert.Equal(FinalAwardVerdict.Unknown, Of("07.1", 100m, unit: null).Verdict);
        Assert.Equal(FinalAwardVerdict.Unknown, Of("07.1", 100m, unit: "460100").Verdict);
        Assert.Equal(FinalAwardVerdict.Unknown, Of("07.1", null).Verdict);
        Assert.Empty(RuleSet.BuiltIn.Settings.MinimumWages.Value);
    }

    [Fact]
    public void Goes_by_the_wage_of_the_region_itself_before_that_of_its_province_and_by_the_day()
    {
        Assert.Equal(FinalAwardVerdict.No, Of("07.1", 10806.01m, unit: "222400").Verdict);
        Assert.Equal(FinalAwardVerdict.Yes, Of("07.1", 10806m, unit: "222400").Verdict);
        Assert.Equal(FinalAwardVerdict.Yes, Of("07.1", 14400m, on: DateOnly.Parse("2026-07-01")).Verdict);
        Assert.Equal(FinalAwardVerdict.No, Of("07.1", 14400m, on: DateOnly.Parse("2026-06-30")).Verdict);
    }

    /// <summary>The law compares what each worker asks for.</summary>
    [Fact]
    public void Is_not_judged_where_the_sum_of_several_workers_is_above_it()
    {
        Assert.Equal(FinalAwardVerdict.Unknown, Of("07.1", 30000m, workers: 3).Verdict);
        Assert.Equal(FinalAwardVerdict.Yes, Of("07.1", 12000m, workers: 3).Verdict);
    }

    [Theory]
    [InlineData("""[{"region":"999999","monthly":1,"effectiveFrom":"2024-01-01","source":"试验"}]""")]
    [InlineData("""[{"region":"220000","monthly":0,"effectiveFrom":"2024-01-01","source":"试验"}]""")]
    [InlineData("""[{"region":"220000","monthly":1000,"effectiveFrom":"2024-01-01","source":""}]""")]
    [InlineData("""[{"region":"220000","monthly":1000,"effectiveFrom":"2024-01-01","source":"试验"},{"region":"220000","monthly":1001,"effectiveFrom":"2024-01-01","source":"试验"}]""")]
    public void Takes_no_wage_without_a_region_an_amount_a_day_and_a_document(string wages) => Story<RulebookVersions>.Given(new RulebookLoaded(1, RuleSet.BuiltIn.Book, Today)).On("2026-06-15").By(Actor.System)
        .When(new ChangeSetting("minimumWages", JsonDocument.Parse(wages).RootElement, "V", "试验", "试验")).ThenInvalid("value");
}
