using System.Text.RegularExpressions;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Parties;
using MediationHub.Store.Reminders;

namespace MediationHub.Web.Features.Reminders;

/// <summary>What an administrator makes of a rule, with the reason that stands as its source from then on.</summary>
/// <param name="Days">Natural days from the due day: −3 before it, 0 on it, 1 the day after.</param>
/// <param name="Recipients"><c>mediator</c>, <c>head</c>; of a commission's time limits <c>clerk</c>, <c>arbitrator</c>, <c>director</c>.</param>
/// <param name="Channels"><c>mail</c>, <c>sms</c>, <c>webhook</c>; the inbox always.</param>
public sealed partial record RuleChange(bool Active, IReadOnlyList<int> Days, IReadOnlyList<string> Recipients, IReadOnlyList<string> Channels, string Ahead, string Today, string Past, string Source)
{
    private const int MostDays = 8, Furthest = 365, LongestText = 200;

    public static readonly IReadOnlyList<string> AllChannels = ["mail", "sms", "webhook"];

    /// <summary>The rule as it would be, or every field that cannot be so.</summary>
    public (ReminderRule? Rule, Refusal? Refusal) Of(ReminderRule rule)
    {
        var problems = new Problems();
        if (Days.Count is 0 or > MostDays || Days.Distinct().Count() != Days.Count || Days.Any(d => Math.Abs(d) > Furthest))
            problems.Add("days", $"请填写 1 至 {MostDays} 个不重复的天数，例如 -3、0、1；前后不超过 {Furthest} 天。", $"Give 1 to {MostDays} different days, such as -3, 0, 1, at most {Furthest} before or after.");
        if (Recipients.Count == 0 || Recipients.Except(rule.MayBeToldTo).Any())
            problems.Add("recipients", $"请选择提醒对象：{string.Join('、', rule.MayBeToldTo.Select(ReminderText.Recipient))}。", $"Recipients are {string.Join(", ", rule.MayBeToldTo)}.");
        if (Channels.Except(AllChannels).Any()) problems.Add("channels", "方式可为电子邮件、短信、系统接口。", "Channels are mail, sms and webhook.");
        foreach (var (field, text) in new[] { ("ahead", Ahead), ("today", Today), ("past", Past) })
        {
            if (string.IsNullOrWhiteSpace(text) || text.Length > LongestText) problems.Add(field, $"请填写提醒内容，不超过 {LongestText} 字。", $"Write the sentence, at most {LongestText} characters.");
            else if (Place().Matches(text).Select(m => m.Value).Except(ReminderRule.Places).FirstOrDefault() is { } unknown)
                problems.Add(field, $"{unknown} 不能代入，可用：{string.Join('、', ReminderRule.Places)}。", $"{unknown} is not known: use {string.Join(", ", ReminderRule.Places)}.");
        }
        if (string.IsNullOrWhiteSpace(Source) || Source.Length > 500) problems.Add("source", "请写明修改的依据或者理由，不超过 500 字。", "Say why, at most 500 characters.");
        if (problems.ToRefusal() is { } refusal) return (null, refusal);
        return (rule with { Active = Active, Days = [.. Days.Order()], Recipients = [.. Recipients.Distinct()], Channels = [.. Channels.Distinct()], Ahead = Ahead.Trim(), Today = Today.Trim(), Past = Past.Trim(), Source = Source.Trim() }, null);
    }

    [GeneratedRegex(@"\{[^{}]*\}|[{}]")]
    private static partial Regex Place();
}

/// <summary>Hours in which nothing is sent to phones and mailboxes, in Asia/Shanghai; both left out: none.</summary>
/// <param name="From">HH:mm.</param>
/// <param name="Until">HH:mm; earlier than <paramref name="From"/>: the next morning.</param>
public sealed record QuietChange(string? From = null, string? Until = null)
{
    public (QuietHours? Quiet, Refusal? Refusal) Of(int version)
    {
        if (string.IsNullOrWhiteSpace(From) && string.IsNullOrWhiteSpace(Until)) return (new(null, null, version), null);
        var (from, until) = (Time(From), Time(Until));
        var problems = new Problems();
        if (from is null) problems.Add("from", "请填写时间，例如 21:00；不设免打扰时段的，两项都留空。", "Write a time like 21:00, or leave both blank.");
        if (until is null) problems.Add("until", "请填写时间，例如 08:00；不设免打扰时段的，两项都留空。", "Write a time like 08:00, or leave both blank.");
        if (from is not null && from == until) problems.Add("until", "结束时间与开始时间相同，请更正。", "It ends when it begins.");
        return problems.ToRefusal() is { } refusal ? (null, refusal) : (new(from, until, version), null);
    }

    private static TimeOnly? Time(string? text) => TimeOnly.TryParseExact(text, ["HH:mm", "H:mm"], System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var time) ? time : null;
}

/// <summary>One kind of reminder that a person does not want by one way.</summary>
public sealed record OptOut(string Rule, string Channel);

/// <summary>Where one wants to be told beside the inbox, and of what not.</summary>
public sealed record WishesChange(string? Mail = null, string? Phone = null, IReadOnlyList<OptOut>? OptedOut = null)
{
    public (ReminderWishes? Wishes, Refusal? Refusal) Of()
    {
        var (mail, phone) = (string.IsNullOrWhiteSpace(Mail) ? null : Mail.Trim(), string.IsNullOrWhiteSpace(Phone) ? null : Domain.Parties.Phone.Normalize(Phone));
        var problems = new Problems();
        if (mail is not null && (mail.Length > 200 || mail.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) || !System.Net.Mail.MailAddress.TryCreate(mail, out var parsed) || parsed.Address != mail))
            problems.Add("mail", "电子邮箱格式有误，例如 name@example.com。", "Not a mail address: write it like name@example.com.");
        if (phone is not null && !Domain.Parties.Phone.IsMobile(phone)) problems.Add("phone", "请填写 11 位手机号码。", "Give a mobile number of 11 digits.");
        if ((OptedOut ?? []).Any(o => ReminderRules.BuiltIn.All(r => r.Id != o.Rule) || o.Channel is not ("mail" or "sms"))) problems.Add("optedOut", "没有这种提醒或者方式。", "There is no such reminder or channel.");
        return problems.ToRefusal() is { } refusal ? (null, refusal) : (new(mail, phone, (OptedOut ?? []).Select(o => (o.Rule, o.Channel)).ToHashSet()), null);
    }
}
