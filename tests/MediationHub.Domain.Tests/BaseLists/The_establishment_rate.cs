using MediationHub.Domain.BaseLists;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Statistics;
using static MediationHub.Domain.Tests.Cases.CaseStories;

namespace MediationHub.Domain.Tests.BaseLists;

/// <summary>组建率 (domain §4.4): townships and streets, or enterprises, that have an active organization of the fitting type ÷ those of the base list.</summary>
public class The_establishment_rate
{
    private static readonly DateOnly On = Day("2026-10-31");

    private static EstablishedHouse House(string id, string name, string unit = "220100", string? code = null, string? host = null) => new(id, name, unit, code, host);

    private static EstablishmentRate Of(BaseListKind kind, BaseEdition? edition, params EstablishedHouse[] houses) => EstablishmentRate.Of("220100", kind, On, edition, houses);

    private static BaseEdition List(params BaseEntry[] entries) => new(Day("2026-01-01"), null, "名录", null, entries, Day("2026-01-05"), "city");

    private static BaseEdition Number(int count) => List() with { Count = count };

    [Fact]
    public void Counts_the_townships_that_an_active_organization_bears_in_its_name()
    {
        var rate = Of(BaseListKind.Townships, List(new("220104001", "湖畔街道"), new("220112001", "云山街道办事处"), new("220112100", "奢岭镇")),
            House("a", "长春市朝阳区湖畔街道劳动争议调解中心"), House("b", "双阳区云山街道劳动争议调解中心"), House("c", "长春市劳动争议调解中心"));
        Assert.Equal(new Rate(2, 3), rate.Rate);
        Assert.Equal(66.67m, rate.Rate.Percent);
        Assert.Equal(["a", "b", ""], rate.Entries.Select(e => string.Join(',', e.Houses.Select(h => h.Id))));
        Assert.Equal(["c"], rate.Others.Select(h => h.Id));
    }

    [Fact]
    public void Counts_a_township_once_however_many_organizations_it_has() =>
        Assert.Equal(new Rate(1, 2), Of(BaseListKind.Townships, List(new(null, "湖畔街道"), new(null, "云山街道")), House("a", "湖畔街道调解中心"), House("b", "湖畔街道人民调解委员会")).Rate);

    [Fact]
    public void Goes_by_the_organization_that_the_list_names_before_any_name()
    {
        var list = List(new("220104001", "湖畔街道", new("b")), new("220104002", "北市场街道", new("gone")));
        var rate = Of(BaseListKind.Townships, list, House("a", "湖畔街道调解中心"), House("b", "朝阳区联合调解中心"));
        Assert.Equal(["b", ""], rate.Entries.Select(e => string.Join(',', e.Houses.Select(h => h.Id))));   // the other one is not active that day
        Assert.Equal(1, rate.Having);
    }

    [Fact]
    public void Takes_the_longer_of_two_names_where_one_holds_the_other()
    {
        var rate = Of(BaseListKind.Townships, List(new("220104001", "站前街道"), new("220104002", "新站前街道")), House("a", "长春市新站前街道调解中心"));
        Assert.Equal(["", "a"], rate.Entries.Select(e => string.Join(',', e.Houses.Select(h => h.Id))));
    }

    [Fact]
    public void Takes_no_name_that_stands_twice_unless_the_county_tells_which_is_meant()
    {
        var list = List(new("220112001", "新华街道"), new("220184001", "新华街道"));
        var county = Of(BaseListKind.Townships, list, House("a", "公主岭市新华街道调解中心", "220184"));
        Assert.Equal(["", "a"], county.Entries.Select(e => string.Join(',', e.Houses.Select(h => h.Id))));
        Assert.Equal([true, false], county.Entries.Select(e => e.Ambiguous));
        Assert.Equal(0, Of(BaseListKind.Townships, list, House("a", "新华街道调解中心")).Having);
    }

    [Fact]
    public void Of_enterprises_goes_by_the_hosts_credit_code_and_otherwise_by_its_name()
    {
        var rate = Of(BaseListKind.Enterprises, List(new("91350100M000100Y43", "甲公司"), new(null, "乙公司"), new("91220101MA00000013", "丙公司")),
            House("a", "甲调委会", code: "91350100M000100Y43", host: "旧名公司"), House("b", "乙调委会", host: "乙公司"), House("c", "丙调委会", code: "91220101MA0000008X", host: "丙公司"));
        Assert.Equal(["a", "b", ""], rate.Entries.Select(e => string.Join(',', e.Houses.Select(h => h.Id))));   // another code is another enterprise
        Assert.Equal(new Rate(2, 3), rate.Rate);
    }

    [Fact]
    public void Is_none_without_a_base_and_with_an_empty_one()
    {
        Assert.Null(Of(BaseListKind.Townships, null, House("a", "湖畔街道调解中心")).Rate.Percent);
        Assert.Null(Of(BaseListKind.Townships, Number(0)).Rate.Percent);
        Assert.Equal(0m, Of(BaseListKind.Townships, Number(4)).Rate.Percent);
    }

    /// <summary>A number that is out of date must not give 120 %: it is said to be out of date, and the unit counts in no sum.</summary>
    [Fact]
    public void Never_exceeds_all_since_a_number_that_is_out_of_date_makes_no_rate()
    {
        var exact = Of(BaseListKind.Townships, Number(2), House("a", "甲街道调解中心"), House("b", "乙镇调解中心"));
        Assert.Equal((100m, false), (exact.Rate.Percent, exact.Exceeds));
        var over = Of(BaseListKind.Townships, Number(1), House("a", "甲街道调解中心"), House("b", "乙镇调解中心"));
        Assert.Equal((null, true), (over.Rate.Percent, over.Exceeds));
        Assert.True(Of(BaseListKind.Townships, Number(0), House("a", "甲街道调解中心")).Exceeds);

        var sum = EstablishmentSum.Of(BaseListKind.Townships, On, [exact, over with { Region = "220200" }, Of(BaseListKind.Townships, null, House("c", "丙镇调解中心")) with { Region = "220300" }, Of(BaseListKind.Townships, Number(4), House("d", "丁乡调解中心")) with { Region = "220400" }]);
        Assert.Equal(new Rate(3, 6), sum.Rate);
        Assert.Equal([["220100", "220400"], ["220300"], ["220200"]], new[] { sum.Counted, sum.Missing, sum.Exceeding });
    }

    /// <summary>Where only a number is on record, the organizations say which townships they are of; several of one township are one, and one of none counts for nothing.</summary>
    [Fact]
    public void Of_a_number_counts_different_townships_and_not_organizations()
    {
        var rate = Of(BaseListKind.Townships, Number(4), House("a", "长春市朝阳区湖畔街道劳动争议调解中心", "220104"), House("b", "湖畔街道办事处人民调解委员会"), House("c", "长春市农安县合隆镇调解中心", "220122"), House("d", "长春市劳动争议调解中心"),
            House("e", "公主岭市河南街道调解中心", "220184"), House("f", "双阳区河南街道调解中心", "220112"));
        Assert.Equal(new Rate(4, 4), rate.Rate);
        Assert.Equal(["合隆镇 c", "河南街道 e", "河南街道 f", "湖畔街道 a,b"], rate.Entries.Select(e => $"{e.Entry.Name} {string.Join(',', e.Houses.Select(h => h.Id))}").Order(StringComparer.Ordinal));
        Assert.Equal(["d"], rate.Others.Select(h => h.Id));
    }

    [Fact]
    public void Of_a_number_counts_different_enterprises_and_not_committees()
    {
        var rate = Of(BaseListKind.Enterprises, Number(4), House("a", "甲一厂调委会", code: "91350100M000100Y43", host: "甲公司"), House("b", "甲二厂调委会", code: "91350100M000100Y43", host: "甲公司"), House("c", "甲三厂调委会", host: "甲公司"), House("d", "乙调委会", host: "乙公司"), House("e", "丙调委会"));
        Assert.Equal(new Rate(2, 4), rate.Rate);
        Assert.Equal(["e"], rate.Others.Select(h => h.Id));
    }

    [Fact]
    public void Goes_by_the_name_that_an_organization_bore_on_the_day()
    {
        var house = Organization.Empty with
        {
            Profile = new() { Name = "云山街道调解中心" },
            Periods = [new(OrganizationStatus.Filed, Day("2025-03-03")), new(OrganizationStatus.Active, Day("2025-03-03")), new(OrganizationStatus.Suspended, Day("2026-02-01"))],
            Formerly = [new(new("湖畔街道调解中心", default, default), Day("2025-09-01")), new(new("云山街道调解中心", "李某", default), Day("2025-10-01"))],
        };
        Assert.Equal([(Day("2025-03-03"), (DateOnly?)Day("2025-08-31"), "湖畔街道调解中心"), (Day("2025-09-01"), Day("2026-01-31"), "云山街道调解中心")], house.ActiveNames());
        Assert.Equal("湖畔街道调解中心", house.NameOn(Day("2025-01-01")));
    }

    [Fact]
    public void Counts_days_on_which_an_organization_was_active_at_the_end_of_the_day()
    {
        var house = Organization.Empty with { Periods = [.. new[] { ("2025-03-03", OrganizationStatus.Filed), ("2025-03-03", OrganizationStatus.Active), ("2025-09-01", OrganizationStatus.Suspended), ("2025-11-01", OrganizationStatus.Active), ("2026-02-01", OrganizationStatus.Suspended), ("2026-02-01", OrganizationStatus.Active), ("2026-06-30", OrganizationStatus.Deregistered) }.Select(p => new StatusPeriod(p.Item2, Day(p.Item1)))] };
        Assert.Equal([(Day("2025-03-03"), Day("2025-08-31")), (Day("2025-11-01"), (DateOnly?)Day("2026-06-29"))], house.ActiveDays());
        for (var day = Day("2025-01-01"); day < Day("2026-12-31"); day = day.AddDays(1))
            Assert.Equal(house.StatusOn(day) is OrganizationStatus.Active, house.ActiveDays().Any(d => d.From <= day && !(day > d.Until)));
    }

    /// <summary>Which types fit is a setting with its version and text: 乡镇（街道）组织 and 基层人民调解组织 of LMA 10, and committees of enterprises.</summary>
    [Fact]
    public void Says_by_which_definition_it_counts()
    {
        var definition = RuleSet.BuiltIn.Settings.Establishment.Value;
        Assert.Equal(2, definition.Version);
        Assert.Equal(["townshipCenter", "peoplesMediation"], definition.Of(BaseListKind.Townships).Types);
        Assert.Equal(["enterpriseCommittee"], definition.Of(BaseListKind.Enterprises).Types);
        Assert.All([definition.Townships, definition.Enterprises], d => Assert.Contains("÷", d.Text));
    }
}
