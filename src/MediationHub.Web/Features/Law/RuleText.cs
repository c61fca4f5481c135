using System.Text.Json;
using MediationHub.Domain.Rulebook;
using MediationHub.Web.Api;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Cases;

namespace MediationHub.Web.Features.Law;

/// <summary>The rulebook in words.</summary>
public static class RuleText
{
    public static IReadOnlyList<Choice> Units { get; } = [.. Enum.GetValues<PeriodUnit>().Select(u => new Choice(ApiWord.Of(u), UnitOf(u)))];

    public static IReadOnlyList<Choice> Rolls { get; } = [new(ApiWord.Of(Roll.NextWorkingDay), "顺延到下一个工作日"), new(ApiWord.Of(Roll.None), "不顺延")];

    public static IReadOnlyList<Choice> Marks { get; } =
        [new("V", "V 已在公开文本中核对"), new("M:H", "M:H 凭记忆，把握高"), new("M:M", "M:M 凭记忆，把握中"), new("M:L", "M:L 凭记忆，把握低"), new("D", "D 本系统自定")];

    public static string Length(TimeLimit limit) => $"{limit.Count} {UnitOf(limit.Unit)}{(limit.CountIsFree ? "（默认）" : "")}";

    public static Tone ToneOf(string mark) => mark switch { "V" => Tone.Success, "D" => Tone.Neutral, _ => Tone.Warning };

    /// <summary>A setting's value in a table cell, in words where it has any; long ones are cut. The page of the setting shows it as it is written.</summary>
    public static string Short(string setting, JsonElement value, RuleSet rules) => Said(setting, value, rules) is { Length: > 60 } text ? text[..60] + "…" : Said(setting, value, rules);

    private static string Said(string setting, JsonElement value, RuleSet rules)
    {
        return setting switch
        {
            "acceptanceScope" or "notReviewable" or "paymentOrderTypes" or "directSuitTypes" or "wageArrearsTypes" => string.Join('、', value.EnumerateArray().Select(t => CaseText.DisputeType(rules, t.GetString()!))),
            "rateDefinitions" => string.Join('、', value.EnumerateArray().Select(d => d.GetProperty("name").GetString())),
            "postingCounts" => string.Join('、', value.EnumerateArray().Select(r => rules.Knows(r.GetString()) ? CaseText.FullWidth(rules.Limit(r.GetString()!).Name) : r.GetString())),
            "competentCommission" => string.Join('、', value.EnumerateArray().Select(g => g.GetString() switch { "placeOfPerformance" => "劳动合同履行地", "employerSeat" => "用人单位所在地", _ => "调解组织所在地" })),
            "representatives" => $"{Number("min")} 至 {Number("max")} 人",
            "retention" => $"一般 {Number("ordinary")} 年，长期 {Number("long")} 年",
            "serialEmployer" => $"{Number("months")} 个月内 {Number("cases")} 件",
            "finalAwards" => $"{Types("capped")}不超过 {Number("months")} 个月最低工资；{Types("standards")}",
            "minimumWages" => value.GetArrayLength() == 0 ? "尚未录入" : string.Join('、', value.EnumerateArray().Select(w => $"{Regions.BuiltIn.NameOf(w.GetProperty("region").GetString()!)} {w.GetProperty("monthly").GetRawText()} 元（{w.GetProperty("effectiveFrom").GetString()} 起）")),
            "establishment" => $"乡镇（街道）：{Houses("townships")}；企业：{Houses("enterprises")}",
            "satisfactionDays" => $"评价 {Number("open")} 日，修改 {Number("change")} 日",
            "minimumClosed" => $"一般 {Number("default")} 件，{value.GetProperty("byType").EnumerateObject().Count()} 类组织另定",
            "numberPatterns" => value.GetProperty("mediation").GetString()!,
            "extensionCountsFrom" => value.GetString() is "count" ? "并入原期间计算" : "自原届满日起计算",
            "province" => $"{Regions.BuiltIn.NameOf(value.GetString()!)}（{value.GetString()}）",
            "counterCloses" => value.GetString()![..5],
            _ when value.ValueKind is JsonValueKind.True or JsonValueKind.False => value.GetBoolean() ? "是" : "否",
            _ => LawPages.ValueText(value),
        };

        string Houses(string part) => string.Join('、', value.GetProperty(part).GetProperty("types").EnumerateArray().Select(t => Rankings.RankingText.Type(t.GetString()!)));
        string Number(string part) => value.GetProperty(part).GetRawText();
        string Types(string part) => string.Join('、', value.GetProperty(part).EnumerateArray().Select(t => CaseText.DisputeType(rules, t.GetString()!)));
    }

    public static string NameOf(string setting) => setting switch
    {
        "acceptanceScope" => "受理范围",
        "notReviewable" => "不能仲裁审查的类型",
        "paymentOrderTypes" => "可以申请支付令的类型",
        "directSuitTypes" => "可以直接起诉的类型",
        "wageArrearsTypes" => "时效不受一年限制的劳动报酬类型",
        "competentCommission" => "仲裁审查的管辖依据",
        "uploadsKeptDays" => "未使用的上传文件保留天数",
        "successTarget" => "调解成功率目标",
        "rateDefinitions" => "调解成功率的口径",
        "minimumClosed" => "参加排名的最少结案数",
        "wilsonZ" => "排名区间的正态分位数",
        "smallGroup" => "对外不显示的小组上限",
        "lateEntryWorkingDays" => "补录须说明理由的工作日数",
        "mediatorTermMinimumYears" => "聘期下限（年）",
        "mediatorTermMaximumYears" => "聘期上限（年）",
        "collectiveThreshold" => "集体争议人数",
        "representatives" => "代表人数",
        "numberPatterns" => "案号格式",
        "extensionCountsFrom" => "延长的天数如何计算",
        "confirmedAddressBinds" => "确认的送达地址具有约束力",
        "committeeClosesBy" => "企业调委会的按期口径",
        "retention" => "保管年限",
        "draftsKeptDays" => "草稿保留天数",
        "serialEmployer" => "争议多发单位",
        "province" => "所在省",
        "agentsPerParty" => "每名当事人的代理人数上限",
        "amberDays" => "黄灯提前天数",
        "counterCloses" => "窗口停止办理的时间",
        "postingCounts" => "交邮视为按期的期限",
        "finalAwards" => "一裁终局的请求",
        "minimumWages" => "各地月最低工资标准",
        "satisfactionDays" => "满意度评价和修改的天数",
        "establishment" => "组建率的口径",
        "demandWorkingDays" => "履行催告的工作日数",
        _ => setting,
    };

    private static string UnitOf(PeriodUnit unit) => unit switch { PeriodUnit.Working => "个工作日", PeriodUnit.Months => "个月", PeriodUnit.Years => "年", _ => "日（自然日）" };
}
