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

    [Theory]
    [InlineData("220104", "朝阳区", "220100")]
    [InlineData("220204", "船营区", "220200")]
    [InlineData("220322", "梨树县", "220300")]
    [InlineData("222401", "延吉市", "222400")]
    [InlineData("460205", "崖州区", "460200")]
    public void know_their_districts_and_counties(string code, string name, string unit) => Assert.Equal((name, unit), (Regions.NameOf(code), Regions.ReportingUnitOf(code)?.Code));

    [Theory]
    [InlineData("220100", 11), InlineData("220200", 9), InlineData("220300", 5), InlineData("220400", 4), InlineData("220500", 6), InlineData("220600", 6)]
    [InlineData("220700", 5), InlineData("220800", 5), InlineData("222400", 8), InlineData("460100", 4), InlineData("460200", 4)]
    public void have_every_county_of_the_standard_but_those_that_report_by_themselves(string unit, int counties) => Assert.Equal(counties, Regions.Below(unit).Count());

    [Theory]
    [InlineData("长春市朝阳区人民大街1号", true)]
    [InlineData("吉林省朝阳区人民大街1号", true)]
    [InlineData("朝阳区人民大街1号", true)]
    [InlineData("北京市朝阳区建国路1号", false)]
    [InlineData("长春市南关区", false)]
    public void are_named_by_an_address_of_theirs_and_not_by_another_citys(string address, bool named) => Assert.Equal(named, Regions.Names(address, Regions.Find("220104")!));

    [Fact]
    public void have_short_names_that_no_two_share() => Assert.Distinct(Regions.All.Select(r => r.Short));

    [Theory]
    [InlineData("220182", "220100")]
    [InlineData("JL-CBS", "JL-CBS")]
    [InlineData("220000", null)]
    [InlineData("110000", null)]
    public void are_found_for_a_county_but_not_for_a_province(string code, string? unit) => Assert.Equal(unit, Regions.ReportingUnitOf(code)?.Code);

    [Theory]
    [InlineData("220184", "2020-06-18", "220300")]   // 公主岭 reported to 四平 …
    [InlineData("220184", "2020-06-19", "220100")]   // … and reports to 长春 since
    [InlineData("220381", "2019-03-01", "220300")]   // under its former code
    [InlineData("220381", "2024-03-01", "220100")]
    [InlineData("220581", "2019-03-01", "220581")]
    [InlineData("460400499", "2024-03-01", "460400499")]
    public void of_a_region_that_was_moved_are_those_of_the_day(string code, string on, string unit) => Assert.Equal(unit, Regions.ReportingUnitOf(code, Day(on))?.Code);

    [Theory]
    [InlineData("220184", "220300", "2020-06-18", true)]
    [InlineData("220184", "220300", "2020-06-19", false)]
    [InlineData("220184", "220100", "2020-06-18", false)]
    [InlineData("220184", "220000", "2020-06-18", true)]
    public void held_another_county_before_it_was_moved(string unit, string ancestor, string on, bool within) => Assert.Equal(within, Regions.IsWithin(unit, ancestor, Day(on)));

    [Fact]
    public void say_the_text_that_names_them() =>
        Assert.All(Regions.All, r => Assert.NotEmpty(Regions.SourceOf(r)));

    [Fact]
    public void outside_the_standard_say_what_they_cover() =>
        Assert.Equal(["池北区（延边州安图县二道白河镇）", "池西区（白山市抚松县东岗镇）", "池南区（白山市抚松县漫江镇）"], Regions.Find("JL-CBS")!.Covers!.Select(c => c.Name));

    [Theory]
    [InlineData("220184", "220000")]
    [InlineData("JL-CBS", "220000")]
    [InlineData("460400499", "460000")]
    [InlineData("220000", "220000")]
    [InlineData("110000", null)]
    public void belong_to_one_province(string code, string? province) => Assert.Equal(province, Regions.ProvinceOf(code)?.Code);

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public void cannot_stand_before_their_province() =>
        Assert.Throws<ArgumentException>(() => new Regions([new("220100", "长春市", "长春", "220000", RegionLevel.ReportingUnit)]));
}
