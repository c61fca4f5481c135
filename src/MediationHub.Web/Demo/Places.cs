namespace MediationHub.Web.Demo;

/// <summary>A reporting unit as the demo knows it.</summary>
/// <param name="Unit">The code of the reporting unit.</param>
/// <param name="City">How its employers and addresses begin.</param>
/// <param name="PersonCode">A code of six digits for identity numbers and credit codes; of a city, so that no person has it.</param>
/// <param name="Industries">The industries of <see cref="Employers"/> that are at home there, more than the others.</param>
internal sealed record Place(string Unit, string City, string PersonCode, string AreaCode, string[] Districts, string[] Industries);

/// <summary>Jilin's eleven reporting units.</summary>
internal static class Places
{
    public static readonly Place[] All =
    [
        new("220100", "长春市", "220100", "0431", ["朝阳区", "南关区", "宽城区", "二道区", "绿园区", "双阳区", "九台区", "农安县", "榆树市", "德惠市", "公主岭市"], ["C36", "I65", "K70", "H62", "F52", "L72"]),
        new("220200", "吉林市", "220200", "0432", ["船营区", "昌邑区", "龙潭区", "丰满区", "永吉县", "舒兰市", "磐石市"], ["C26", "C28", "E50", "R90"]),
        new("220300", "四平市", "220300", "0434", ["铁西区", "铁东区", "梨树县", "双辽市"], ["C13", "C35", "G54"]),
        new("220400", "辽源市", "220400", "0437", ["龙山区", "西安区", "东丰县", "东辽县"], ["C17", "C27", "B06"]),
        new("220500", "通化市", "220500", "0435", ["东昌区", "二道江区", "通化县", "辉南县", "柳河县"], ["C27", "C13", "G54"]),
        new("220600", "白山市", "220600", "0439", ["浑江区", "江源区", "抚松县", "靖宇县", "临江市"], ["B06", "A02", "C15"]),
        new("220700", "松原市", "220700", "0438", ["宁江区", "前郭县", "长岭县", "乾安县", "扶余市"], ["B07", "C13", "E50"]),
        new("220800", "白城市", "220800", "0436", ["洮北区", "镇赉县", "通榆县", "洮南市", "大安市"], ["D44", "C13", "C35"]),
        new("222400", "延边州", "222400", "0433", ["延吉市", "图们市", "敦化市", "珲春市", "龙井市", "和龙市"], ["C13", "F51", "H62", "R90"]),
        new("JL-CBS", "长白山", "220600", "0439", ["池北区", "池西区", "池南区"], ["H61", "R90", "G54"]),
        new("220581", "梅河口市", "220500", "0435", ["新华街道", "解放街道", "光明街道", "红梅镇", "山城镇"], ["C13", "C27", "F52"]),
    ];

    private static readonly string[] Roads = ["清河路", "建业大街", "松江街", "文苑路", "民安街", "长松路", "兴工大街", "育才胡同", "滨江西路", "站前街", "新民路", "富强街", "丰收路", "光复路", "和平大街", "翠柳路", "北安路", "青年路", "康宁街", "东风大街", "同志巷", "柳条路", "平泉路", "岭东路"];
    private static readonly string[] Estates = ["松苑小区", "江畔家园", "金穗花园", "育林新村", "阳光新城", "瑞和嘉园", "北湖雅居", "民航小区", "车城家园", "溪谷花园", "白桦林居", "康居园", "春城里", "棠棣苑"];
    private static readonly string[] Villages = ["兴隆村", "前进村", "太平村", "永胜村", "新立村", "双泉村", "河湾村", "红光村", "四合村", "靠山村"];
    private static readonly string[] Parks = ["工业集中区", "经济开发区", "高新技术产业园", "现代服务业园区", "物流园"];

    public static Place Of(string unit) => All.First(p => p.Unit == unit);

    /// <summary>City and district; a county or a city of the county's rank is written by itself.</summary>
    private static string Somewhere(this Place place, Dice dice) => place.Within(dice.Pick(place.Districts));

    private static string Within(this Place place, string district) => district[^1] is '县' or '市' ? $"吉林省{district}" : place.City + district;

    /// <summary>Where a person lives.</summary>
    public static string Home(this Place place, Dice dice) => place.Somewhere(dice) + (dice.Chance(0.8)
        ? $"{dice.Pick(Roads)}{dice.Between(1, 2600)}号{dice.Pick(Estates)}{dice.Between(1, 28)}栋{dice.Between(1, 5)}单元{dice.Between(1, 18)}0{dice.Between(1, 4)}室"
        : $"{dice.Pick(Villages)}{dice.Between(1, 9)}组");

    /// <summary>Where an employer has its office.</summary>
    public static string Office(this Place place, Dice dice) => place.Somewhere(dice) + Street(dice);

    /// <summary>Where a mediation organization has its office: in the district that its name says, otherwise in the city's first.</summary>
    public static string Office(this Place place, string organization, Dice dice) => place.Within(place.Districts.FirstOrDefault(d => organization.Contains(d[..2]), place.Districts[0])) + Street(dice);

    private static string Street(Dice dice) => dice.Chance(0.3)
        ? $"{dice.Pick(Parks)}{dice.Pick(Roads)}{dice.Between(10, 999)}号"
        : $"{dice.Pick(Roads)}{dice.Between(10, 3600)}号{(dice.Chance(0.4) ? $"{dice.Between(2, 22)}层{dice.Between(1, 9)}0{dice.Between(1, 9)}室" : "")}";
}
