using MediationHub.Domain.Cases;

namespace MediationHub.Web.Demo;

/// <summary>A branch of business.</summary>
/// <param name="Code">GB/T 4754, division.</param>
/// <param name="Endings">What the employers' names end in.</param>
/// <param name="Wages">Monthly wages, least and most, CNY.</param>
internal sealed record Industry(string Code, string[] Endings, string[] Positions, int[] Wages, double Weight, bool Seasonal = false);

/// <summary>An employer of the demo; some meet several of their workers in mediation.</summary>
internal sealed record Employer(Place Place, Industry Industry, PartyDetails Details)
{
    public string Name => Details.Name.Value!;
}

/// <summary>Employers that are made up, by region and industry.</summary>
internal static class Employers
{
    private const int PerWeight = 9;

    // Pairs that no register is likely to hold.
    private static readonly string[] Marks =
    [
        "澄岳", "沐川", "栖禾", "云栎", "砚池", "青柏", "朔禾", "松屿", "岭舟", "桦远", "溪桥", "禾苑", "北辰桦", "晴岚", "拓野", "谷晏", "朗汐", "霁和", "苍榆", "逐原",
        "衡岳桥", "沃禾", "雪杉", "霖泽", "宸柏", "映川", "谨舟", "同岑", "阔野", "棠溪", "望塬", "砺山", "信榆", "融野", "启榕", "弘柞", "江枫渡", "岸柳", "丰穰", "叠翠湾",
        "恒椴", "金橡", "瑞栎", "嘉楸", "永柘", "德杉", "聚榛", "鼎桦", "盛柞", "泰榆", "祥楸", "和枫", "顺椴", "利榛", "达柏", "通橡", "源柘", "兴枫", "茂楸", "隆椴",
    ];

    private static readonly Industry[] Industries =
    [
        new("C36", ["汽车零部件有限公司", "汽车内饰有限公司", "精密铸造有限公司", "车用线束有限公司"], ["装配工", "冲压工", "质检员", "叉车司机", "数控车工", "设备维修工", "仓库保管员", "生产计划员"], [3800, 8600], 1.3),
        new("C13", ["食品有限公司", "粮油加工有限公司", "牧业有限公司", "玉米深加工有限公司"], ["分割工", "包装工", "冷库搬运工", "化验员", "锅炉工", "班组长", "送货司机"], [3200, 6200], 1.1, Seasonal: true),
        new("C15", ["矿泉水有限公司", "饮品有限公司"], ["灌装工", "叉车司机", "区域销售员", "品控员"], [3400, 6800], 0.3),
        new("C17", ["袜业有限公司", "纺织有限公司", "针织有限公司"], ["挡车工", "缝头工", "定型工", "机修工", "包装工"], [3000, 5600], 0.3),
        new("C26", ["化工有限公司", "新材料有限公司", "碳纤维制品有限公司"], ["操作工", "化验员", "电仪维修工", "安全员", "罐区巡检员"], [4200, 8800], 0.4),
        new("C27", ["药业有限公司", "生物制药有限公司", "中药饮片有限公司"], ["提取工", "制剂操作工", "医药代表", "化验员", "包装工", "库管员"], [3500, 8200], 0.5),
        new("C28", ["化纤有限公司", "纤维制品有限公司"], ["纺丝工", "卷绕工", "维修电工"], [3800, 7000], 0.2),
        new("C35", ["农业机械有限公司", "换热设备有限公司", "装备制造有限公司"], ["电焊工", "钣金工", "装配钳工", "喷漆工", "销售工程师"], [4000, 8200], 0.4),
        new("A02", ["林业有限公司", "林产品加工有限公司", "人参种植有限公司"], ["护林员", "育苗工", "木材检验员", "参地管理员"], [3000, 5400], 0.2, Seasonal: true),
        new("B06", ["煤业有限公司", "矿业有限公司"], ["采掘工", "井下电工", "绞车司机", "选矿工"], [4500, 9200], 0.2),
        new("B07", ["石油技术服务有限公司", "油田工程有限公司"], ["作业工", "钻井工", "特种车司机", "采油工"], [4800, 9800], 0.3),
        new("D44", ["新能源有限公司", "热力有限公司"], ["运维员", "司炉工", "收费员", "管网维修工"], [3600, 7200], 0.3),
        new("E50", ["建筑工程有限公司", "装饰工程有限公司", "劳务分包有限公司", "市政工程有限公司"], ["钢筋工", "木工", "瓦工", "架子工", "塔吊司机", "施工员", "资料员", "力工"], [5200, 11000], 1.5, Seasonal: true),
        new("F51", ["进出口贸易有限公司", "医疗器械销售有限公司"], ["业务员", "报关员", "跟单员", "仓储主管"], [3600, 9000], 0.5),
        new("F52", ["商贸有限公司", "连锁超市有限公司", "汽车销售服务有限公司", "家居有限公司"], ["收银员", "导购员", "理货员", "店长", "销售顾问", "防损员"], [2800, 7600], 1.0),
        new("G54", ["物流有限公司", "客运有限公司", "货运代理有限公司"], ["货车司机", "调度员", "装卸工", "分拣员", "客车驾驶员"], [4000, 9000], 0.8),
        new("G60", ["配送服务有限公司", "同城速递有限公司"], ["快递员", "网点客服", "站长", "骑手"], [3800, 9500], 0.6),
        new("H61", ["酒店管理有限公司", "度假村有限公司"], ["前台接待", "客房服务员", "工程维修员", "保安", "厨师"], [2900, 6500], 0.4, Seasonal: true),
        new("H62", ["餐饮管理有限公司", "餐饮连锁有限公司"], ["服务员", "厨师", "面点师", "洗碗工", "前厅经理", "采购员"], [3000, 7800], 1.1),
        new("I65", ["信息技术有限公司", "软件有限公司", "网络科技有限公司"], ["软件工程师", "测试工程师", "产品经理", "运维工程师", "新媒体运营"], [5500, 16000], 0.7),
        new("K70", ["物业服务有限公司", "房地产经纪有限公司", "房地产开发有限公司"], ["保安", "保洁员", "水暖维修工", "客服管家", "置业顾问", "项目经理"], [2600, 7200], 1.0),
        new("L72", ["人力资源服务有限公司", "劳务派遣有限公司", "保安服务有限公司", "企业管理咨询有限公司"], ["派遣制操作工", "保安", "招聘专员", "外包客服", "驻厂管理员"], [3000, 6600], 0.6),
        new("O80", ["家政服务有限公司", "汽车维修服务有限公司", "美容美发有限公司"], ["家政服务员", "汽修工", "美容师", "店长"], [2800, 7000], 0.4),
        new("P83", ["教育咨询有限公司", "培训学校有限公司", "幼儿园"], ["授课教师", "课程顾问", "教务员", "保育员", "校车司机"], [2900, 8800], 0.6),
        new("Q84", ["口腔门诊部有限公司", "医院有限公司", "养老服务有限公司"], ["护士", "护理员", "药剂员", "收费员", "医师"], [3000, 9600], 0.4),
        new("R90", ["旅游开发有限公司", "滑雪场有限公司", "文化传播有限公司"], ["讲解员", "索道操作员", "滑雪教练", "票务员", "策划专员"], [3000, 7600], 0.3, Seasonal: true),
    ];

    private static readonly Industry Institution = new("P82", [], ["教师", "辅导员", "实验员", "后勤维修工", "图书管理员", "校医"], [3800, 9000], 0);

    /// <summary>The employers of one reporting unit.</summary>
    public static IReadOnlyList<Employer> Of(Place place, int seed)
    {
        var dice = new Dice(seed, $"employers {place.Unit}");
        var employers = new List<Employer>();
        var marks = dice.Some(Marks, Marks.Length);
        foreach (var industry in Industries)
        {
            var home = place.Industries.Contains(industry.Code);
            var count = (int)Math.Round(industry.Weight * PerWeight * (home ? 1.6 : 0.7) * (place.Unit is "220100" ? 1.5 : 0.6) * 0.5);
            for (var i = 0; i < Math.Max(1, count); i++)
            {
                var name = $"{place.City}{marks[employers.Count % marks.Count]}{dice.Pick(industry.Endings)}";
                if (employers.Exists(e => e.Name == name)) continue;
                var headcount = dice.Weighted((dice.Between(6, 19), 4.0), (dice.Between(20, 99), 5.0), (dice.Between(100, 299), 3.0), (dice.Between(300, 1600), 1.0));
                employers.Add(new(place, industry, Details(place, name, industry.Code, dice.Chance(0.04) ? EmployerNature.StateOwned : dice.Chance(0.05) ? EmployerNature.Foreign : EmployerNature.Private, headcount, "91", dice)));
            }
        }
        for (var i = 0; i < 6; i++)
        {
            var owner = Names.Name(place, dice);
            var industry = Industries.First(x => x.Code is "H62");
            var name = $"{place.City}{dice.Pick(place.Districts)}{dice.Pick(Marks)}{dice.Pick<string>(["小吃店", "烧烤店", "汽车美容店", "便利店", "装饰材料商店", "足疗馆"])}";
            if (employers.Exists(e => e.Name == name)) continue;
            employers.Add(new(place, industry, Details(place, name, industry.Code, EmployerNature.Individual, dice.Between(2, 9), "92", dice) with { LegalRepresentative = owner, LegalRepresentativePost = "经营者" }));
        }
        return employers;
    }

    /// <summary>The enterprise or institution that a committee is set up in.</summary>
    public static Employer Host(Place place, string name, string industry, bool institution, int seed)
    {
        var dice = new Dice(seed, $"host {name}");
        var trade = institution ? Institution : Industries.First(i => i.Code == industry);
        return new(place, trade, Details(place, name, trade.Code, institution ? EmployerNature.PublicInstitution : EmployerNature.StateOwned, dice.Between(900, 5200), institution ? "12" : "91", dice) with { HasUnion = true, HasCommittee = true });
    }

    private static PartyDetails Details(Place place, string name, string industry, EmployerNature nature, int headcount, string kind, Dice dice) => new()
    {
        Kind = PartyKind.Employer,
        Name = name,
        CreditCode = Numbers.CreditCode(kind, place.PersonCode, dice),
        LegalRepresentative = Names.Name(place, dice),
        LegalRepresentativePost = nature is EmployerNature.PublicInstitution ? "法定代表人" : dice.Pick<string>(["执行董事", "总经理", "董事长", "执行董事兼总经理"]),
        Contact = $"{Names.Name(place, dice)}（{dice.Pick<string>(["人事专员", "人力资源经理", "行政主管", "办公室主任", "法务"])}）",
        Phone = dice.Chance(0.5) ? Numbers.Landline(place.AreaCode, dice) : Numbers.Mobile(dice),
        Address = place.Office(dice),
        Nature = nature,
        Industry = industry,
        Size = headcount switch { < 20 => EmployerSize.Micro, < 300 => EmployerSize.Small, < 1000 => EmployerSize.Medium, _ => EmployerSize.Large },
        Headcount = headcount,
        HasUnion = headcount > 100 || dice.Chance(0.2),
        HasCommittee = headcount > 300,
    };
}
