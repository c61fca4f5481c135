using MediationHub.Domain.Rulebook;

namespace MediationHub.Domain.Tests.Rulebook;

public class The_reporting_units
{
    private static readonly Regions Regions = Regions.BuiltIn;

    [Fact]
    public void of_Jilin_are_nine_cities_and_prefectures_and_the_two_that_the_notice_names() =>
        Assert.Equal(
            ["长春市", "吉林市", "四平市", "辽源市", "通化市", "白山市", "松原市", "白城市", "延边朝鲜族自治州", "长白山管委会", "梅河口市"],
            Regions.ReportingUnits("220000").Select(r => r.Name));

    [Fact]
    public void of_Hainan_are_its_cities_and_counties_and_Yangpu()
    {
        Assert.Equal(20, Regions.ReportingUnits("460000").Count());
        Assert.Contains("洋浦经济开发区", Regions.ReportingUnits("460000").Select(r => r.Name));
    }

    [Theory]
    [InlineData("220112", "220100", true)]
    [InlineData("220112", "220000", true)]
    [InlineData("220100", "220100", true)]
    [InlineData("220100", "220112", false)]
    [InlineData("220581", "220500", false)] // 梅河口 reports by itself
    [InlineData("JL-CBS", "220000", true)]
    [InlineData("220184", "220100", true)]
    [InlineData("220381", "220100", true)]  // 公主岭 under its former code
    [InlineData("220184", "220300", false)]
    [InlineData("220000", "460000", false)]
    [InlineData("999999", "999999", false)]
    [InlineData(null, null, false)]
    public void hold_what_lies_below_them(string? unit, string? ancestor, bool within) => Assert.Equal(within, Regions.IsWithin(unit, ancestor));

    [Fact]
    public void have_short_names_that_no_two_share() => Assert.Distinct(Regions.All.Select(r => r.Short));

    [Theory]
    [InlineData("220182", "220100")]
    [InlineData("JL-CBS", "JL-CBS")]
    [InlineData("220000", null)]
    [InlineData("110000", null)]
    public void are_found_for_a_county_but_not_for_a_province(string code, string? unit) => Assert.Equal(unit, Regions.ReportingUnitOf(code)?.Code);

    [Fact]
    public void cannot_stand_before_their_province() =>
        Assert.Throws<ArgumentException>(() => new Regions([new("220100", "长春市", "长春", "220000", RegionLevel.ReportingUnit)]));
}
