using System.Globalization;
using MediationHub.Domain.Organizations;

namespace MediationHub.Web.Demo;

/// <summary>The organizations of a province at real size: about a thousand in eleven reporting units, a few large ones and many small ones.</summary>
internal static class SeedBodies
{
    private static readonly string[] Streets =
    [
        "湖畔", "明德", "站北", "临江", "英雄", "福镇", "江南", "通沟", "沿江", "瑞光", "北山", "光明", "永吉", "新春", "桃源", "民康", "自强", "清和", "红旗", "普阳", "锦程", "正阳", "青年", "团山", "群英", "凯旋", "兴业",
        "东盛", "荣光", "远达", "八里堡", "东站", "吉林", "净月", "双德", "长江", "鸿城", "幸福", "曙光", "全安", "永兴", "富裕", "卡伦", "龙嘉", "西营城", "土们岭", "城东", "城西", "大岭", "怀德", "范家屯",
        "新华", "站前", "文化", "龙泉", "金珠", "江密峰", "大绥河", "搜登站", "左家", "孤店子", "桦皮厂", "旺起", "前二道", "小白山", "口前", "双河", "西阳", "北大湖", "岔路河", "万昌", "一拉溪", "黄榆",
        "平安", "法特", "白旗", "溪河", "朝阳", "太平", "金马", "吉昌", "烟筒山", "明城", "石嘴", "驿马", "牛心", "红石", "常山", "八道河子", "二道甸子", "横道河子", "老金厂", "夹皮沟",
    ];

    private static readonly (OrganizationType Type, string Ending, double Share)[] Kinds =
    [
        (OrganizationType.TownshipCenter, "街道劳动争议调解中心", 46), (OrganizationType.PeoplesMediation, "镇人民调解委员会", 22), (OrganizationType.Industry, "行业劳动争议调解委员会", 9),
        (OrganizationType.Chamber, "商会劳动争议调解委员会", 8), (OrganizationType.Regional, "园区劳动争议调解中心", 7), (OrganizationType.Union, "总工会劳动争议调解室", 5), (OrganizationType.LegalService, "法律服务所劳动争议调解工作室", 3),
    ];

    public static IReadOnlyList<Body> Of(int count, int seed)
    {
        var dice = new Dice(seed, "bodies");
        var bodies = new List<Body>(count) { Bodies.Demo with { Volume = 14 } };
        var weights = Places.All.Select(p => p.Unit is "220100" ? 26.0 : p.Unit is "220200" ? 15 : p.Unit is "222400" ? 11 : p.Unit is "JL-CBS" ? 2 : p.Unit is "220581" ? 3 : 7).ToArray();
        var names = new HashSet<string> { Bodies.Demo.Name };
        while (bodies.Count < count)
        {
            var i = bodies.Count;
            var place = dice.Weighted(Enumerable.Range(0, Places.All.Length).ToArray(), p => weights[p]);
            var (unit, city) = (Places.All[place].Unit, Places.All[place].City);
            // The arbitration court's own center is the largest of its unit.
            var center = !bodies.Exists(b => b.PlaceUnit == unit && b.Type is OrganizationType.ArbitrationCenter);
            var kind = dice.Weighted(Kinds, k => k.Share);
            var name = center ? $"{city}劳动人事争议仲裁院调解中心" : $"{city}{dice.Pick(Places.All[place].Districts)}{dice.Pick(Streets)}{kind.Ending}";
            if (!names.Add(name)) name += $"（{i.ToString(CultureInfo.InvariantCulture)}）";
            // A few have thousands of cases, most some hundreds.
            var volume = center ? 10 + 10 * weights[place] / 26 : Math.Pow(dice.Share(0.08, 1), 3) * 6 + 0.15;
            bodies.Add(new(string.Create(CultureInfo.InvariantCulture, $"s{i:0000}"), unit, unit, center ? OrganizationType.ArbitrationCenter : kind.Type, name, volume, dice.Share(0.4, 0.86), Math.Clamp((int)(volume * 1.2) + 1, 2, 12)));
        }
        return bodies;
    }
}
