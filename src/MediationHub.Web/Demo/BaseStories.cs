using MediationHub.Domain.Access;
using MediationHub.Domain.BaseLists;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Web.Demo;

/// <summary>
/// The bases of 组建率: a list of townships and streets for most units, one with the number alone and one whose number is out of date, and the enterprises that are to have a committee.
/// The demo's province is a small one: its lists hold the places of its organizations and a few that have none yet.
/// </summary>
internal static class BaseStories
{
    /// <summary>What has no organization yet, by unit.</summary>
    private static readonly Dictionary<string, string[]> Without = new()
    {
        ["220100"] = ["220112101奢岭街道", "220113103土们岭街道"], ["220200"] = ["220202001新地号街道"], ["220300"] = ["220322100梨树镇"], ["220400"] = ["220402003向阳街道"], ["220500"] = ["220502002民主街道"],
        ["220600"] = ["220602003河口街道", "220622100靖宇镇"], ["220700"] = ["220781100三岔河镇"], ["220800"] = [], ["JL-CBS"] = ["222426103二道白河镇", "220621105东岗镇", "220621106漫江镇"],
        ["220581"] = ["220581001新华街道", "220581002解放街道", "220581101红梅镇"],
    };

    private static readonly string[] NamedTownships = ["湖畔街道", "明德路街道", "站北街道", "云山街道", "河南街道", "范家屯镇", "合隆镇", "华昌街道", "临江街道", "土城子街道", "英雄街道", "北市场街道", "福镇街道", "江南街道", "通沟街道", "沿江街道", "查干湖镇", "瑞光街道", "光明街道"];

    public static Script Of(World world)
    {
        var steps = new ScriptWriter();
        var from = new DateOnly(world.From.Year, 1, 1);
        var day = world.Agenda.WorkdayBefore(world.Today, 35);
        foreach (var (place, i) in Places.All.Select((p, i) => (p, i)))
        {
            var bodies = Bodies.All.Where(b => b.PlaceUnit == place.Unit).ToList();
            void Enter(BaseListKind kind, BaseContent content) => steps.Add(BaseList.IdOf(place.Unit, kind), ChinaTime.At(day, new(kind is BaseListKind.Townships ? 9 : 14, i * 5)), bodies[0].City, new EnterBaseList(place.Unit, kind, content));

            // 延边's number is of long ago, so that it shows what then is said.
            if (place.Unit is "222400") Enter(BaseListKind.Townships, new(from, null, "州人社局2014年统计（演示）", 1));
            else Enter(BaseListKind.Townships, new(from, null, $"{from.Year - 1}年统计用区划代码（演示，只列出部分乡镇、街道）", Entries:
            [
                .. NamedTownships.Select(name => (Name: name, Body: bodies.FirstOrDefault(b => b.Type is OrganizationType.TownshipCenter or OrganizationType.PeoplesMediation && b.Name.Contains(name.TrimEnd('街', '道', '镇'), StringComparison.Ordinal))))
                    .Where(t => t.Body is not null).Select(t => new BaseEntry(null, t.Name, t.Body!.Name.Contains(t.Name, StringComparison.Ordinal) ? null : t.Body.Id)),
                .. Without[place.Unit].Select(t => new BaseEntry(t[..9], t[9..])),
            ]));

            var committees = bodies.Where(b => b.Type is OrganizationType.EnterpriseCommittee).Select(b => b.HostName!).ToList();
            var large = world.EmployersOf(place).Select(e => e.Name).Where(n => n.EndsWith("有限公司", StringComparison.Ordinal) && !committees.Contains(n)).Order(StringComparer.Ordinal).Take(committees.Count > 0 ? 1 + i % 2 : 2).ToList();
            if (place.Unit is "220700") Enter(BaseListKind.Enterprises, new(from, null, "市统计局规模以上单位数（演示）", 6));
            else if (place.Unit is not "JL-CBS") Enter(BaseListKind.Enterprises, new(from, null, $"{from.Year - 1}年末规模以上和大中型企业名录（演示，只列出部分企业）", Entries: [.. committees.Concat(large).Select(name => new BaseEntry(null, name))]));
        }
        return steps.Until("base lists", world.End);
    }
}
