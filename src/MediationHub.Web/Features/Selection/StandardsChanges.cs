using MediationHub.Domain.Organizations;
using MediationHub.Domain.Selection;
using MediationHub.Web.Components;

namespace MediationHub.Web.Features.Selection;

/// <summary>What a change of the standards came to, in the office's words.</summary>
internal static class StandardsChanges
{
    /// <summary>Each point that reads otherwise now, and why; never empty.</summary>
    public static string Told(CampaignStandards before, CampaignStandardsChanged changed)
    {
        var points = Points(before, changed.Standards).ToList();
        return Cases.CaseText.FullWidth($"{(points.Count > 0 ? string.Join("；", points) : "文字有改动")}。{(changed.Reason.IsEmpty ? "" : $"理由：{changed.Reason}")}");
    }

    private static IEnumerable<string> Points(CampaignStandards b, CampaignStandards n)
    {
        (string Name, string Before, string Now)[] plain =
        [
            ("目标", $"{b.Target} 家", $"{n.Target} 家"), ("成功率要求", $"{b.SuccessTarget}%", $"{n.SuccessTarget}%"), ("成功率放宽", b.BelowTarget ?? "无", n.BelowTarget ?? "无"), ("最低结案数", $"{b.Minimum} 件", $"{n.Minimum} 件"),
            ("分类型最低结案数", Types(b), Types(n)), ("盖章单位", string.Join('、', b.Seals), string.Join('、', n.Seals)), ("公示期", $"{b.PublicityDays} 个工作日", $"{n.PublicityDays} 个工作日"), ("评分差距", $"{Display.Plain(b.ScoreGap)} 分", $"{Display.Plain(n.ScoreGap)} 分"),
            ("核查人数", $"{b.Verifiers} 人", $"{n.Verifiers} 人"), ("加分上限", $"{Display.Plain(b.Bonus)} 分", $"{Display.Plain(n.Bonus)} 分"), ("标准来源", b.Source, n.Source),
        ];
        foreach (var (name, was, now) in plain)
            if (was != now) yield return $"{name}由 {was} 改为 {now}";
        foreach (var gate in Listed("门槛", b.Gates.ToDictionary(g => g.Kind.Chinese(), Gate), n.Gates.ToDictionary(g => g.Kind.Chinese(), Gate))) yield return gate;
        foreach (var item in Listed("评分项", b.Items.ToDictionary(i => $"{i.Id} {i.Name}", Item), n.Items.ToDictionary(i => $"{i.Id} {i.Name}", Item))) yield return item;
        foreach (var veto in Listed("一票否决", b.Vetoes.ToDictionary(v => v.Text, _ => ""), n.Vetoes.ToDictionary(v => v.Text, _ => ""))) yield return veto;

        static string Gate(Gate g) => g.Least is { } least ? $"{g.Text}（{least}）" : g.Text;
        static string Item(ScoreItem i) => $"{Display.Plain(i.Points)} 分{(i.Measure is { } measure ? $"，{measure.Chinese()} {i.Zero:0.##} 至 {i.Full:0.##}" : "")}";
        static string Types(CampaignStandards s) => s.MinimumByType.Count == 0 ? "无" : string.Join('、', s.MinimumByType.Select(m => $"{m.Type.Chinese()} {m.Cases} 件"));
    }

    private static IEnumerable<string> Listed(string word, Dictionary<string, string> before, Dictionary<string, string> now)
    {
        if (before.Keys.Except(now.Keys).ToList() is { Count: > 0 } gone) yield return $"删去{word}：{string.Join('、', gone)}";
        if (now.Keys.Except(before.Keys).ToList() is { Count: > 0 } come) yield return $"增加{word}：{string.Join('、', come)}";
        foreach (var (key, was) in before)
            if (now.TryGetValue(key, out var reads) && reads != was) yield return $"{word}“{key}”由 {was} 改为 {reads}";
    }
}
