using MediationHub.Domain.Access;
using MediationHub.Domain.BaseLists;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Tests.Kernel;
using static MediationHub.Domain.Tests.Cases.CaseStories;

namespace MediationHub.Domain.Tests.BaseLists;

/// <summary>基数名册: the base that 组建率 (domain §4.4; an inspection item of the notices) is counted against. No published form of it was found: its shape is this program's own.</summary>
public class A_base_list
{
    private static readonly Actor City = new("city", new HashSet<Role> { Role.City }, Unit: "220100");
    private static readonly BaseEntry Lake = new("220104001", "湖畔街道"), Cloud = new("220112001", "云山街道");
    private static readonly BaseContent Year = new(Day("2026-01-01"), null, "2025年统计用区划代码", Entries: [Lake, Cloud]);
    private static readonly BaseListEntered Entered = new("220100", BaseListKind.Townships, new(Day("2026-01-01"), null, "2025年统计用区划代码", null, [Lake, Cloud], Day("2026-03-02"), "city", 1));

    private static Story<BaseList> Given(params IEnumerable<DomainEvent> events) => Story<BaseList>.Given(events).On("2026-03-02").By(City);

    private static EnterBaseList Enter(BaseContent content, BaseListKind kind = BaseListKind.Townships, string region = "220100") => new(region, kind, content);

    [Fact]
    public void Is_entered_with_its_source_and_the_day_from_which_it_holds() => Given().When(Enter(Year)).Then(Entered)
        .ThenState(l => l.On(Day("2025-12-31")) is null && l.On(Day("2026-01-01")) is { Size: 2, IsList: true } && l.On(Day("2027-06-30")) is not null);

    [Fact]
    public void Is_entered_once_and_revised_from_then_on()
    {
        Given(Entered).When(Enter(Year)).ThenNothing();
        Given(Entered).When(Enter(Year with { Source = "民政局名录" })).ThenRefused("base-list-exists");
        Given().When(new ReviseBaseList(Year)).ThenRefused("base-list-unknown");
    }

    [Fact]
    public void Holds_from_the_first_day_of_an_edition_to_the_one_before_the_next() =>
        Given(Entered).When(new ReviseBaseList(new(Day("2027-01-01"), Day("2027-12-31"), "2026年统计用区划代码", 3)))
            .Then(new BaseListRevised(new(Day("2027-01-01"), Day("2027-12-31"), "2026年统计用区划代码", 3, [], Day("2026-03-02"), "city"), default))
            .ThenState(l => l.On(Day("2026-12-31"))!.Size == 2 && l.On(Day("2027-01-01"))!.Size == 3 && l.On(Day("2028-01-01")) is null);

    [Fact]
    public void Is_corrected_for_the_same_day_only_with_a_reason_and_nothing_is_overwritten()
    {
        Given(Entered).When(new ReviseBaseList(Year with { Entries = [Lake] })).ThenInvalid("reason").Saying("已经登记（2个）");
        Given(Entered).When(new ReviseBaseList(Year with { Entries = [Lake] }, "云山街道并入湖畔街道")).ThenHappened(typeof(BaseListRevised))
            .ThenState(l => l.On(Day("2026-06-30"))!.Size == 1 && l.Editions.Count == 2 && l.Editions[0].Size == 2);
        Given(Entered).When(new ReviseBaseList(Year)).ThenNothing();
    }

    [Fact]
    public void Is_a_list_or_a_number_and_never_both_or_neither()
    {
        Given().When(Enter(Year with { Entries = null })).ThenInvalid("count");
        Given().When(Enter(Year with { Count = 2 })).ThenInvalid("count");
        Given().When(Enter(Year with { Entries = null, Count = -1 })).ThenInvalid("count");
        Given().When(Enter(Year with { Entries = null, Count = 3 })).ThenState(l => l.Editions[0] is { Size: 3, IsList: false });
        // A unit may have no large enterprise, but it has townships.
        Given().When(Enter(Year with { Entries = null, Count = 0 })).ThenInvalid("count").Saying("不会没有乡镇");
        Given().When(Enter(Year with { Entries = null, Count = 0 }, BaseListKind.Enterprises)).ThenState(l => l.Editions[0] is { Size: 0, IsList: false });
        Given().When(Enter(Year with { Source = " " })).ThenInvalid("source");
        Given().When(Enter(new(default, null, "名录", 3))).ThenInvalid("from");
        Given().When(Enter(Year with { Until = Day("2025-12-31") })).ThenInvalid("until");
        Given().When(Enter(Year with { From = Day("2028-01-01") })).ThenInvalid("from");
    }

    [Fact]
    public void Names_each_township_once_in_its_own_unit()
    {
        Given().When(Enter(Year with { Entries = [Lake, Lake with { Name = "湖畔街道办事处" }] })).ThenInvalid("entries[1].code").Saying("代码相同");
        Given().When(Enter(Year with { Entries = [new(null, "湖畔街道"), new(null, "湖畔街道")] })).ThenInvalid("entries[1].name");
        Given().When(Enter(Year with { Entries = [new("22010400", "湖畔街道")] })).ThenInvalid("entries[0].code");
        Given().When(Enter(Year with { Entries = [new("220104001000", " 湖畔 街道 ")] })).ThenState(l => l.Editions[0].Entries[0] == Lake);
        // 公主岭 reports to 长春; 船营区 (220204) lies in 吉林市; 梅河口 reports by itself and not with 通化.
        Given().When(Enter(Year with { Entries = [new("220184001", "河南街道")] })).ThenHappened(typeof(BaseListEntered));
        Given().When(Enter(Year with { Entries = [new("220204001", "临江街道")] })).ThenInvalid("entries[0].code").Saying("属于吉林市");
        Given().By(new("province", new HashSet<Role> { Role.Province }, Unit: "220000")).When(Enter(Year with { Entries = [new("220581001", "新华街道")] }, region: "220500")).ThenInvalid("entries[0].code").Saying("梅河口市");
    }

    [Fact]
    public void Takes_no_township_that_another_unit_has_on_that_day()
    {
        var town = new BaseEntry("222426103", "二道白河镇");
        var held = new BaseListEntered("JL-CBS", BaseListKind.Townships, new(Day("2026-01-01"), null, "管委会名录", null, [town], Day("2026-01-05"), "province"));
        Given().Knowing<BaseList>("JL-CBS-townships", held).When(Enter(Year with { Entries = [town] }, region: "222400")).ThenInvalid("entries[0].code").Saying("长白山管委会");
        // Of other days: until the day before the other unit's list begins.
        Given().Knowing<BaseList>("JL-CBS-townships", held).When(Enter(Year with { From = Day("2025-01-01"), Until = Day("2025-12-31"), Entries = [town] }, region: "222400")).ThenHappened(typeof(BaseListEntered));
        // Whichever of the two was entered first: a list that begins earlier holds on those days, too.
        Given().Knowing<BaseList>("JL-CBS-townships", held).When(Enter(Year with { From = Day("2025-01-01"), Entries = [town] }, region: "222400")).ThenInvalid("entries[0].code").Saying("先由长白山管委会登记不含它的名册");
        // The other unit has struck it from 2027 on.
        Given().Knowing<BaseList>("JL-CBS-townships", held, new BaseListRevised(held.Edition with { From = Day("2027-01-01"), Entries = [new("220621106", "漫江镇")] }, default))
            .When(Enter(Year with { From = Day("2027-01-01"), Entries = [town] }, region: "222400")).ThenHappened(typeof(BaseListEntered));
    }

    [Fact]
    public void Compares_names_without_the_office_behind_them()
    {
        Given().When(Enter(Year with { Entries = [new(null, "湖畔街道"), new(null, "湖畔街道办事处")] })).ThenInvalid("entries[1].name").Saying("名称相同");
        Given().When(Enter(Year with { Entries = [Lake, new(null, "湖畔街道办")] })).ThenInvalid("entries[1].name");
        Given().When(Enter(Year with { Entries = [new(null, "合隆镇人民政府"), new(null, "合隆镇")] })).ThenInvalid("entries[1].name");
        // Two of one name with two codes are two.
        Given().When(Enter(Year with { Entries = [Lake, new("220112008", "湖畔街道")] })).ThenHappened(typeof(BaseListEntered));
    }

    [Fact]
    public void Asks_for_the_code_where_another_unit_has_one_of_the_name()
    {
        BaseListEntered Held(BaseEntry entry) => new("220200", BaseListKind.Townships, new(Day("2026-01-01"), null, "名录", null, [entry], Day("2026-01-05"), "othercity", 1));
        BaseEntry named = new(null, "临江街道办事处"), coded = new("220204001", "临江街道");
        Given().Knowing<BaseList>("220200-townships", Held(coded)).When(Enter(Year with { Entries = [new(null, "临江街道")] })).ThenInvalid("entries[0].name").Saying("请填写代码以便区分");
        Given().Knowing<BaseList>("220200-townships", Held(named)).When(Enter(Year with { Entries = [new("220112007", "临江街道")] })).ThenInvalid("entries[0].name").Saying("请先由吉林市补填代码");
        Given().Knowing<BaseList>("220200-townships", Held(coded)).When(Enter(Year with { Entries = [new("220112007", "临江街道")] })).ThenHappened(typeof(BaseListEntered));
    }

    [Fact]
    public void Takes_its_turn_among_the_lists_of_its_province()
    {
        var other = new BaseListEntered("220200", BaseListKind.Townships, new(Day("2026-01-01"), null, "名录", null, [new("220204001", "临江街道")], Day("2026-01-05"), "othercity", 7));
        Given().Knowing<BaseList>("220200-townships", other).When(Enter(Year)).ThenState(l => l.Editions[0].Turn == 8 && l.UniqueValues.Single() == new UniqueValue(BaseList.Turns, "220000|townships|8"));
        // A number names nothing that another list could name.
        Given().When(Enter(Year with { Entries = null, Count = 3 })).ThenState(l => l.Editions[0].Turn == 0 && !l.UniqueValues.Any());
    }

    [Fact]
    public void Takes_no_code_of_another_place_or_level()
    {
        void Refused(string code, string saying, string region = "220100") => Given().By(new("province", new HashSet<Role> { Role.Province }, Unit: "220000")).When(Enter(Year with { Entries = [new(code, "某某街道")] }, region: region)).ThenInvalid("entries[0].code").Saying(saying);
        Refused("110101001", "不属于吉林省");
        Refused("460105001", "不属于吉林省");
        Refused("229901001", "不是吉林省的乡镇");
        Refused("220104", "县级以上");
        Refused("220104000", "县级以上");
        Refused("220104000000", "县级以上");
        Refused("220104001002", "村（居）委会");
        Refused("220100001", "没有县");
        Refused("2201040012", "应为9位");
        // A unit outside the standard has the counties that it covers parts of, and no other.
        Refused("220104001", "不在长白山管委会的范围内", "JL-CBS");
        Refused("220502001", "不在梅河口市的范围内", "220581");
        foreach (var (code, region) in new[] { ("222426103", "JL-CBS"), ("220621106", "JL-CBS"), ("220581101", "220581"), ("220381001", "220100") })
            Given().By(new("province", new HashSet<Role> { Role.Province }, Unit: "220000")).When(Enter(Year with { Entries = [new(code, "某某镇")] }, region: region)).ThenHappened(typeof(BaseListEntered));
        // 儋州 has no counties, so that its townships' codes have none; 洋浦 lies among them and reports by itself.
        Story<BaseList> Hainan() => Given().By(new("province", new HashSet<Role> { Role.Province }, Unit: "460000"));
        Hainan().When(Enter(Year with { Entries = [new("460400100", "那大镇")] }, region: "460400")).ThenHappened(typeof(BaseListEntered));
        Hainan().When(Enter(Year with { Entries = [new("460400499", "洋浦经济开发区")] }, region: "460400")).ThenInvalid("entries[0].code").Saying("洋浦");
        Hainan().When(Enter(Year with { Entries = [new("460400499", "洋浦经济开发区")] }, region: "460400499")).ThenHappened(typeof(BaseListEntered));
    }

    [Fact]
    public void Names_only_organizations_of_its_unit()
    {
        var named = Enter(Year with { Entries = [Lake with { OrganizationId = Center }] });
        Given().Knowing(Center.Value, Active(Center, "CC-01", "220100")).When(named).ThenHappened(typeof(BaseListEntered));
        Given().Knowing(Center.Value, Active(Center, "JL-02", "220200")).When(named).ThenInvalid("entries[0].organizationId");
        Given().When(named).ThenInvalid("entries[0].organizationId");
    }

    [Fact]
    public void Of_enterprises_goes_by_credit_codes()
    {
        Given().When(Enter(Year with { Entries = [new("91350100M000100Y43", "某某公司")] }, BaseListKind.Enterprises)).ThenHappened(typeof(BaseListEntered));
        Given().When(Enter(Year with { Entries = [new("91350100M000100Y44", "某某公司")] }, BaseListKind.Enterprises)).ThenInvalid("entries[0].code");
    }

    [Fact]
    public void Belongs_to_a_reporting_unit_and_is_entered_by_the_offices_above_it()
    {
        Given().When(Enter(Year, region: "220184")).ThenInvalid("region");
        Given().When(Enter(Year, region: "220000")).ThenInvalid("region");
        Actor Office(string unit, Role role = Role.City) => new("x", new HashSet<Role> { role }, Unit: unit);
        Assert.Equal(Access.Access.Allowed, Policy.Of(City, Enter(Year), BaseList.Empty, null));
        Assert.Equal(Access.Access.Allowed, Policy.Of(Office("220000", Role.Province), Enter(Year), BaseList.Empty, null));
        Assert.Equal(Access.Access.Forbidden, Policy.Of(Office("220200"), Enter(Year), BaseList.Empty, null));
        Assert.Equal(Access.Access.Forbidden, Policy.Of(Office("220184"), Enter(Year), BaseList.Empty, null));
        Assert.Equal(Access.Access.Forbidden, Policy.Of(Office("220200"), new ReviseBaseList(Year), BaseList.Empty.Evolve(Entered), null));
    }
}
