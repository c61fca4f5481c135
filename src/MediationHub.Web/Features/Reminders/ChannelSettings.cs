using System.Net;
using MediationHub.Web.Hosting;

namespace MediationHub.Web.Features.Reminders;

/// <summary>How a mail server is spoken to.</summary>
public enum MailEncryption { None, StartTls, Implicit }

/// <summary>A mail server: encrypted from the first byte where the address begins with <c>smtps</c>, otherwise by STARTTLS unless it is this machine or the address says <c>starttls=false</c>.</summary>
public sealed record SmtpServer(string Host, int Port, MailEncryption Encryption, string? User, string? Password, string From);

/// <summary>Another system that hears of every reminder, and the secret that signs what it is sent.</summary>
public sealed record WebhookTarget(Uri Url, string Secret);

/// <summary>A gateway for text messages. <c>{phone}</c> and <c>{text}</c> are filled into address and body.</summary>
/// <param name="Body">Null: a GET without one. One that begins with a brace is JSON, any other a form.</param>
/// <param name="Header">Such as <c>Authorization: Bearer …</c>.</param>
/// <param name="Accepted">What the answer says where it was taken; null: any answer of 2xx.</param>
public sealed record SmsGateway(string Url, string? Body, string? Header, string? Accepted);

/// <summary>By which ways this installation reaches people beside the inbox.</summary>
/// <param name="PublicUrl">Under which people open it; links in mail begin with it.</param>
public sealed record ChannelSettings(SmtpServer? Smtp, WebhookTarget? Webhook, SmsGateway? Sms, string? PublicUrl)
{
    public static readonly ChannelSettings None = new(null, null, null, null);

    /// <summary>The channels that are set up.</summary>
    public IReadOnlySet<string> Names { get; } = new[] { Smtp is null ? null : "mail", Webhook is null ? null : "webhook", Sms is null ? null : "sms" }.OfType<string>().ToHashSet();

    /// <exception cref="SettingException">A setting cannot be used; the message says what to write.</exception>
    public static ChannelSettings From(IConfiguration configuration)
    {
        string? Given(string name) => configuration[name] is { Length: > 0 } value ? value : null;
        return new(
            Given("MEDIATIONHUB_SMTP") is { } smtp ? SmtpOf(smtp, Given("MEDIATIONHUB_MAIL_FROM")) : null,
            Given("MEDIATIONHUB_WEBHOOK") is { } webhook ? new(HttpOf("MEDIATIONHUB_WEBHOOK", webhook), Given("MEDIATIONHUB_WEBHOOK_SECRET") is { Length: >= 16 } secret ? secret : throw new SettingException("设了 MEDIATIONHUB_WEBHOOK，还须设 MEDIATIONHUB_WEBHOOK_SECRET（至少 16 个字符），接收方凭它核对签名。")) : null,
            Given("MEDIATIONHUB_SMS_URL") is { } sms ? SmsOf(sms, Given("MEDIATIONHUB_SMS_BODY"), Given("MEDIATIONHUB_SMS_HEADER"), Given("MEDIATIONHUB_SMS_ACCEPTED")) : null,
            Given("MEDIATIONHUB_PUBLIC_URL") is { } url ? HttpOf("MEDIATIONHUB_PUBLIC_URL", url).AbsoluteUri.TrimEnd('/') : null);
    }

    private static SmtpServer SmtpOf(string given, string? from)
    {
        if (!Uri.TryCreate(given, UriKind.Absolute, out var uri) || uri.Scheme is not ("smtp" or "smtps") || uri.Host.Length == 0)
            throw new SettingException("MEDIATIONHUB_SMTP 请写成 smtp://用户:密码@主机:端口，例如 smtp://hub:secret@mail.example.gov.cn:587，只接受 465 端口的写成 smtps://；用户名和密码中的特殊字符须作百分号编码。");
        if (from is null || !System.Net.Mail.MailAddress.TryCreate(from, out _)) throw new SettingException("设了 MEDIATIONHUB_SMTP，还须设 MEDIATIONHUB_MAIL_FROM，即发件人的电子邮箱。");
        var user = uri.UserInfo.Split(':', 2);
        var local = uri.Host is "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
        var encryption = uri.Scheme is "smtps" ? MailEncryption.Implicit
            : uri.Query.Contains("starttls=true", StringComparison.Ordinal) || (!local && !uri.Query.Contains("starttls=false", StringComparison.Ordinal)) ? MailEncryption.StartTls : MailEncryption.None;
        return new(uri.Host, uri.Port > 0 ? uri.Port : encryption is MailEncryption.Implicit ? 465 : 25, encryption,
            user[0].Length > 0 ? Uri.UnescapeDataString(user[0]) : null, user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null, from);
    }

    private static SmsGateway SmsOf(string url, string? body, string? header, string? accepted)
    {
        HttpOf("MEDIATIONHUB_SMS_URL", url.Replace("{phone}", "1").Replace("{text}", "1"));
        if (!(url + body).Contains("{phone}", StringComparison.Ordinal) || !(url + body).Contains("{text}", StringComparison.Ordinal))
            throw new SettingException("MEDIATIONHUB_SMS_URL 或 MEDIATIONHUB_SMS_BODY 中须有 {phone} 和 {text}，发送时代入手机号码和短信内容。");
        if (header is not null && header.IndexOf(':') < 1) throw new SettingException("MEDIATIONHUB_SMS_HEADER 请写成“名称: 值”，例如 Authorization: Bearer …");
        return new(url, body, header, accepted);
    }

    private static Uri HttpOf(string name, string given) =>
        Uri.TryCreate(given, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri! : throw new SettingException($"{name} 请写成完整的网址，例如 https://example.gov.cn/hook。");
}
