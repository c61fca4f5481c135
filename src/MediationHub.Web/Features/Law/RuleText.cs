using System.Text.Json;
using MediationHub.Domain.Rulebook;
using MediationHub.Web.Api;
using MediationHub.Web.Components;

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

    /// <summary>A value in a table cell: long ones are cut.</summary>
    public static string Short(JsonElement value) => LawPages.ValueText(value) is { Length: > 60 } text ? text[..60] + "…" : LawPages.ValueText(value);

    public static string NameOf(string setting) => setting switch
    {
        "acceptanceScope" => "受理范围",
        "notReviewable" => "不能仲裁审查的类型",
        "paymentOrderTypes" => "可以申请支付令的类型",
        "directSuitTypes" => "可以直接起诉的类型",
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
        "satisfactionDays" => "满意度评价和修改的天数",
        "demandWorkingDays" => "履行催告的工作日数",
        _ => setting,
    };

    private static string UnitOf(PeriodUnit unit) => unit switch { PeriodUnit.Working => "个工作日", PeriodUnit.Months => "个月", PeriodUnit.Years => "年", _ => "日（自然日）" };
}
