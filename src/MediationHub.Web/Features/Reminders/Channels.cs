using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Mail;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Reminders;

namespace MediationHub.Web.Features.Reminders;

/// <summary>What goes out, exactly as it is sent; also what a preview shows.</summary>
/// <param name="Subject">Of a mail; null otherwise.</param>
public sealed record Message(string? Subject, string Body);

/// <summary>The ways out of the program: mail, text message, webhook. Each makes its message from the outbox alone, which names nobody.</summary>
public sealed class Channels(ChannelSettings settings) : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);
    private static readonly JsonSerializerOptions Plain = new(Wire.Json) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Longest };

    public ChannelSettings Settings => settings;

    /// <summary>The text that a channel carries.</summary>
    public Message Write(OutboxItem item) => item.Channel switch
    {
        "mail" => new($"【调解工作台】{item.Number ?? "提醒"}", $"{item.Text}\n\n{(settings.PublicUrl is { } url ? $"办理：{url}{LinkOf(item)}\n\n" : "")}本邮件由系统自动发出，请勿回复。不再接收的，请登录后在“我的提醒”中设置。\n"),
        "sms" => new(null, $"【调解工作台】{item.Text}"),
        _ => new(null, JsonSerializer.Serialize(new { id = IdOf(item), kind = item.Rule, caseId = item.CaseId, caseNumber = item.Number, organizationId = item.OrganizationId, commissionId = item.CommissionId, record = item.Record, clock = item.Clock, dueOn = item.DueOn, provisional = item.Provisional, text = item.Text, madeAt = item.MadeAt.ToOffset(ChinaTime.Offset) }, Plain)),
    };

    /// <summary>Where the reminder leads.</summary>
    public static string LinkOf(OutboxItem item) => item.Record is { } record ? $"/{record}" : item.CaseId is null ? "/mediators" : item.Rule is "expiry" ? $"/cases/{item.CaseId}/do/close?outcome=expired" : $"/cases/{item.CaseId}";

    /// <summary>Sends one item.</summary>
    /// <param name="address">Mail address or phone number; not looked at by the webhook.</param>
    public async Task<Delivery> Send(OutboxItem item, string? address, CancellationToken cancel)
    {
        try
        {
            return item.Channel switch
            {
                "mail" when settings.Smtp is { } smtp => await Mail(smtp, item, address!, cancel),
                "sms" when settings.Sms is { } sms => await Sms(sms, item, address!, cancel),
                "webhook" when settings.Webhook is { } webhook => await Post(webhook, item, cancel),
                _ => new(false, "channel not set up", Final: true),
            };
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new(false, "timeout");
        }
        catch (HttpRequestException e)
        {
            return new(false, e.InnerException is SocketException socket ? socket.SocketErrorCode.ToString() : $"{e.HttpRequestError}");
        }
        catch (MailRefusedException e)
        {
            return new(false, e.Message, Final: e.NoMailbox);
        }
        catch (SocketException e)
        {
            return new(false, $"{e.SocketErrorCode}");
        }
        catch (AuthenticationException)
        {
            return new(false, "certificate not trusted");
        }
        catch (IOException e)
        {
            return new(false, (e.InnerException as SocketException)?.SocketErrorCode.ToString() ?? "no answer");
        }
        catch (FormatException)
        {
            return new(false, "address cannot be used", Final: true);
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Stays the same however often the item is sent: whoever gets it twice knows it.</summary>
    internal static string IdOf(OutboxItem item) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{item.Id}|{item.Occasion}|{item.Recipient}|{item.Channel}")).AsSpan(0, 16));

    /// <summary>HMAC-SHA-256 over <c>{seconds}.{body}</c>, as the header says it: <c>t=…,v1=…</c>.</summary>
    public static string Signature(string secret, long seconds, string body) =>
        string.Create(CultureInfo.InvariantCulture, $"t={seconds},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{seconds}.{body}")))}");

    private async Task<Delivery> Mail(SmtpServer server, OutboxItem item, string address, CancellationToken cancel)
    {
        var (subject, body) = Write(item);
        var from = new MailAddress(server.From);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Longest);
        await MailSession.Send(server, new(from, new(address), subject!, body, $"{IdOf(item)}@{from.Host}"), limit.Token);
        return new(true, "SMTP 250");
    }

    private async Task<Delivery> Post(WebhookTarget target, OutboxItem item, CancellationToken cancel)
    {
        var body = Write(item).Body;
        using var request = new HttpRequestMessage(HttpMethod.Post, target.Url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-MediationHub-Id", IdOf(item));
        request.Headers.Add("X-MediationHub-Signature", Signature(target.Secret, DateTimeOffset.UtcNow.ToUnixTimeSeconds(), body));
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        return new(answer.IsSuccessStatusCode, $"HTTP {(int)answer.StatusCode}");
    }

    private async Task<Delivery> Sms(SmsGateway gateway, OutboxItem item, string phone, CancellationToken cancel)
    {
        var text = Write(item).Body;
        var json = gateway.Body?.TrimStart().StartsWith('{') is true;
        string Filled(string template, Func<string, string> escaped) => template.Replace("{phone}", escaped(phone)).Replace("{text}", escaped(text));
        using var request = new HttpRequestMessage(gateway.Body is null ? HttpMethod.Get : HttpMethod.Post, Filled(gateway.Url, Uri.EscapeDataString));
        if (gateway.Body is { } body)
        {
            request.Content = new StringContent(Filled(body, json ? t => JsonEncodedText.Encode(t, Plain.Encoder).ToString() : Uri.EscapeDataString), Encoding.UTF8);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(json ? "application/json" : "application/x-www-form-urlencoded", "utf-8");
        }
        if (gateway.Header?.Split(':', 2) is [var name, var value]) request.Headers.TryAddWithoutValidation(name.Trim(), value.Trim());
        using var answer = await _http.SendAsync(request, cancel);
        if (!answer.IsSuccessStatusCode) return new(false, $"HTTP {(int)answer.StatusCode}");
        return gateway.Accepted is { } accepted && !(await answer.Content.ReadAsStringAsync(cancel)).Contains(accepted, StringComparison.Ordinal) ? new(false, "gateway refused") : new(true, $"HTTP {(int)answer.StatusCode}");
    }
}
