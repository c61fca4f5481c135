using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;

namespace MediationHub.Web.Demo;

/// <summary>An organization of the demo as the plan knows it.</summary>
/// <param name="Key">Short name in ids, codes and user names.</param>
/// <param name="Unit">Region or reporting unit.</param>
/// <param name="Volume">How many cases it has, compared with the others.</param>
/// <param name="Success">The share of its mediations that succeed.</param>
/// <param name="Course">Where it stands at the end.</param>
/// <param name="Host">The industry of the enterprise that it belongs to, for committees.</param>
internal sealed record Body(
    string Key, string Unit, string PlaceUnit, OrganizationType Type, string Name, double Volume, double Success, int Mediators, OrganizationStatus Course = OrganizationStatus.Active, string? Host = null, string? HostName = null)
{
    public const string DemoOrganization = "demo-org";

    public OrganizationId Id => new(Key is "cc01" ? DemoOrganization : $"demo-org-{Key}");

    /// <summary>The organization whose county has an account of its own: from its head to the province every office on its road can be signed in as.</summary>
    public const string CountyKey = "cc12";

    /// <summary>It took cases in the two years that are shown.</summary>
    public bool HadCases => Course is OrganizationStatus.Active or OrganizationStatus.Suspended or OrganizationStatus.Rectifying or OrganizationStatus.Deregistered;

    public Place Place => Places.Of(PlaceUnit);

    /// <summary>Who stands for it.</summary>
    public Actor Head => new(Key switch { "cc01" => "head", CountyKey => "head2", _ => $"{Key}.head" }, new HashSet<Role> { Role.Head }, Id);

    /// <summary>The office that files and watches it.</summary>
    public Actor City => new(PlaceUnit is "220100" ? "city" : $"city.{PlaceUnit.ToLowerInvariant()}", new HashSet<Role> { Role.City }, Unit: PlaceUnit);

    /// <summary>The county's office; elsewhere the reporting unit enters what the county says.</summary>
    public Actor County => Unit == Bodies.OfCounty.Unit ? new("county", new HashSet<Role> { Role.City }, Unit: Unit) : City;

    public MediatorId MediatorIdOf(int no) => new((Key, no) is ("cc01", 1) ? "demo-mediator" : $"demo-mediator-{Key}-{no}");

    public Actor ActorOf(int no) => new((Key, no) is ("cc01", 1) ? "mediator" : $"{Key}.m{no}", new HashSet<Role> { Role.Mediator }, Id, MediatorIdOf(no));
}

/// <summary>The organizations of the demo.</summary>
internal static class Bodies
{
    public static readonly IReadOnlyList<Body> All =
    [
        Of("cc01", "220100", OrganizationType.TownshipCenter, "长春市朝阳区湖畔街道劳动争议调解中心", 0, 0.6, 4),
        Of("cc02", "220100", OrganizationType.ArbitrationCenter, "长春市劳动人事争议仲裁院调解中心", 4.6, 0.82, 6),
        Of("cc03", "220100", OrganizationType.TownshipCenter, "长春市南关区明德路街道劳动争议调解中心", 2.6, 0.71, 3),
        Of("cc04", "220100", OrganizationType.TownshipCenter, "长春市宽城区站北街道劳动争议调解中心", 2.3, 0.55, 3),
        Of("cc05", "220100", OrganizationType.Regional, "长春市绿园区汽车产业园区劳动争议调解中心", 2.4, 0.66, 3),
        Committee("cc06", "220100", "吉林松屿汽车零部件集团企业劳动争议调解委员会", 0.8, 0.85, 3, "C36", "吉林松屿汽车零部件集团有限公司"),
        Of("cc07", "220100", OrganizationType.Industry, "长春市餐饮行业劳动争议调解委员会", 1.7, 0.58, 3),
        Of("cc08", "220100", OrganizationType.Union, "长春市职工服务中心劳动争议调解室", 1.9, 0.77, 3),
        Of("cc09", "220100", OrganizationType.JointCenter, "长春市二道区劳动争议一站式联合调处中心调解室", 3.0, 0.73, 4),
        Of("cc10", "220100", OrganizationType.LegalService, "长春市衡言法律服务劳动争议调解工作室", 1.2, 0.43, 2),
        Of("cc11", "220112", OrganizationType.TownshipCenter, "长春市双阳区云山街道劳动争议调解中心", 1.5, 0.64, 2),
        Of("cc12", "220184", OrganizationType.TownshipCenter, "公主岭市河南街道劳动争议调解中心", 1.8, 0.69, 3),
        Of("cc13", "220122", OrganizationType.PeoplesMediation, "农安县合隆镇人民调解委员会", 1.3, 0.79, 2),
        Of("cc14", "220183", OrganizationType.Chamber, "德惠市工商联（总商会）劳动争议调解委员会", 0.9, 0.62, 2),
        Of("cc15", "220182", OrganizationType.TownshipCenter, "榆树市华昌街道劳动争议调解中心", 1.2, 0.51, 2, OrganizationStatus.Rectifying),
        Of("cc16", "220113", OrganizationType.SocialOrganization, "长春市九台区和谐劳动关系促进会劳动争议调解中心", 0, 0, 2, OrganizationStatus.Submitted),
        Of("cc17", "220100", OrganizationType.Chamber, "长春市软件与信息服务商会劳动争议调解委员会", 0, 0, 0, OrganizationStatus.Draft),

        Of("jl01", "220200", OrganizationType.ArbitrationCenter, "吉林市劳动人事争议仲裁院调解中心", 3.6, 0.78, 4),
        Of("jl02", "220200", OrganizationType.TownshipCenter, "吉林市船营区临江街道劳动争议调解中心", 1.8, 0.63, 2),
        Of("jl03", "220200", OrganizationType.TownshipCenter, "吉林市龙潭区土城子街道劳动争议调解中心", 1.4, 0.54, 2),
        Committee("jl04", "220200", "吉林白桦化纤集团企业劳动争议调解委员会", 0.7, 0.83, 3, "C28", "吉林白桦化纤集团有限公司"),
        Of("jl05", "220200", OrganizationType.SocialOrganization, "吉林市同舟社会工作服务中心劳动争议调解室", 0.9, 0.60, 2),

        Of("sp01", "220300", OrganizationType.TownshipCenter, "四平市铁西区英雄街道劳动争议调解中心", 1.5, 0.67, 2),
        Of("sp02", "220300", OrganizationType.JointCenter, "梨树县劳动争议联合调处中心调解室", 1.3, 0.72, 2),
        Of("sp03", "220300", OrganizationType.PeoplesMediation, "四平市铁东区北市场人民调解委员会", 0.8, 0.5, 2, OrganizationStatus.Suspended),

        Of("ly01", "220400", OrganizationType.Industry, "辽源市袜业行业劳动争议调解委员会", 1.4, 0.75, 3),
        Of("ly02", "220400", OrganizationType.TownshipCenter, "辽源市龙山区福镇街道劳动争议调解中心", 1.0, 0.61, 2),

        Of("th01", "220500", OrganizationType.TownshipCenter, "通化市东昌区江南街道劳动争议调解中心", 1.4, 0.65, 2),
        Committee("th02", "220500", "通化长松药业集团企业劳动争议调解委员会", 0.6, 0.81, 2, "C27", "通化长松药业集团股份有限公司"),
        Of("th03", "220500", OrganizationType.Union, "柳河县总工会劳动争议调解委员会", 0.8, 0.59, 2),

        Of("bs01", "220600", OrganizationType.TownshipCenter, "白山市浑江区通沟街道劳动争议调解中心", 1.2, 0.56, 2),
        Committee("bs02", "220600", "白山苍榆矿业集团企业劳动争议调解委员会", 0.5, 0.4, 2, "B06", "白山苍榆矿业集团有限公司"),

        Of("sy01", "220700", OrganizationType.TownshipCenter, "松原市宁江区沿江街道劳动争议调解中心", 1.5, 0.68, 3),
        Of("sy02", "220700", OrganizationType.Regional, "松原市石油化学工业园区劳动争议调解委员会", 1.1, 0.74, 2),
        Of("sy03", "220700", OrganizationType.PeoplesMediation, "前郭县查干湖镇人民调解委员会", 0.6, 0.80, 2),
        Of("sy04", "220700", OrganizationType.TownshipCenter, "扶余市三岔河镇劳动争议调解中心", 0, 0, 1, OrganizationStatus.Returned),

        Of("bc01", "220800", OrganizationType.TownshipCenter, "白城市洮北区瑞光街道劳动争议调解中心", 1.1, 0.46, 2),
        Of("bc02", "220800", OrganizationType.InstitutionCommittee, "白城市职业技术学院劳动人事争议调解委员会", 0.4, 0.76, 2, OrganizationStatus.Active, "P82", "白城市职业技术学院"),

        Of("yb01", "222400", OrganizationType.TownshipCenter, "延吉市北山街道劳动争议调解中心", 1.9, 0.70, 3),
        Of("yb02", "222400", OrganizationType.Chamber, "延边州对外贸易商会劳动争议调解委员会", 0.8, 0.60, 2),
        Of("yb03", "222400", OrganizationType.PeoplesMediation, "敦化市大石头镇人民调解委员会", 0.8, 0.73, 2),
        Of("yb04", "222400", OrganizationType.TownshipCenter, "珲春市靖和街道劳动争议调解中心", 0, 0, 2, OrganizationStatus.Submitted),

        Of("cb01", "JL-CBS", OrganizationType.Regional, "长白山保护开发区旅游服务业劳动争议调解中心", 1.2, 0.66, 3),
        Of("mh01", "220581", OrganizationType.TownshipCenter, "梅河口市光明街道劳动争议调解中心", 1.5, 0.72, 3),
        Of("mh02", "220581", OrganizationType.Other, "梅河口市新就业群体劳动争议调解服务站", 0.5, 0.5, 1, OrganizationStatus.Filed),
        Of("mh03", "220581", OrganizationType.LegalService, "梅河口市启明基层法律服务调解室", 0, 0, 1, OrganizationStatus.Refused),
        Of("sp04", "220300", OrganizationType.Industry, "双辽市玻璃建材行业劳动争议调解委员会", 0.3, 0.6, 1, OrganizationStatus.Deregistered),
        Of("cc18", "220184", OrganizationType.TownshipCenter, "公主岭市范家屯镇劳动争议调解中心", 1.6, 0.78, 2),
    ];

    public static Body Demo => All[0];

    public static Body OfCounty => All.First(b => b.Key is Body.CountyKey);

    /// <summary>Another of the same county: what it has applied for waits for the county's account.</summary>
    public static Body BeforeCounty => All[^1];

    private static Body Of(string key, string unit, OrganizationType type, string name, double volume, double success, int mediators, OrganizationStatus course = OrganizationStatus.Active, string? industry = null, string? host = null) =>
        new(key, unit, Domain.Rulebook.Regions.BuiltIn.ReportingUnitOf(unit)!.Code, type, name, volume, success, mediators, course, industry, host);

    private static Body Committee(string key, string unit, string name, double volume, double success, int mediators, string industry, string host) =>
        Of(key, unit, OrganizationType.EnterpriseCommittee, name, volume, success, mediators, OrganizationStatus.Active, industry, host);
}
