using MediationHub.Store.Reminders;

namespace MediationHub.Web.Features.Reminders;

/// <summary>How reminders are spoken of on pages.</summary>
public static class ReminderText
{
    public static readonly IReadOnlyList<string> Channels = ["inbox", "mail", "sms", "webhook"], States = ["waiting", "sent", "failed", "unclear"];

    public static string Channel(string channel) => channel switch { "inbox" => "站内", "mail" => "电子邮件", "sms" => "短信", "webhook" => "系统接口", _ => channel };

    public static string Recipient(string recipient) => recipient switch { "mediator" => "本案调解员", "head" => "组织负责人", "city" => "市（州）三方办公室", "clerk" => "仲裁委员会立案人员", "arbitrator" => "承办仲裁员", "director" => "仲裁委员会主任", _ => recipient };

    public static string State(string state) => state switch { "waiting" => "待发送", "sent" => "已发送", "failed" => "未送出", "unclear" => "结果不明", _ => state };

    public static Components.Tone Tone(string state) => state switch { "waiting" => Components.Tone.Info, "sent" => Components.Tone.Success, "failed" => Components.Tone.Error, _ => Components.Tone.Warning };

    public static string Outcome(string? outcome) => outcome switch { "sent" => "已发送", "failed" => "未成功", "unclear" => "中断，结果不明", "asked" => "人工要求重发", _ => "发送中" };

    public static string Rule(string id) => ReminderRules.BuiltIn.FirstOrDefault(r => r.Id == id)?.Name ?? id;

    /// <summary>What the day of a reminder is: not everything that is told of runs out.</summary>
    public static string DayOf(string rule) => ReminderRules.BuiltIn.FirstOrDefault(r => r.Id == rule)?.About switch { "session" => "会议日", "closing" => "办结日", "figures" => "提示日", _ => "届满日" };

    /// <summary>−3 → 提前 3 日.</summary>
    public static string Day(int day) => day < 0 ? $"提前 {-day} 日" : day == 0 ? "届满当日" : day == 1 ? "届满次日" : $"届满后 {day} 日";
}
