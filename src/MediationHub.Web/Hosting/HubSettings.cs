using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MediationHub.Web.Features.Reminders;

namespace MediationHub.Web.Hosting;

/// <summary>A setting or argument that cannot be used; the message says what to write instead.</summary>
public sealed class SettingException(string message) : Exception(message);

/// <summary>How this installation runs: from arguments, environment and appsettings, in that order.</summary>
/// <param name="ClockShift">By so much its clock is ahead of the machine's: a demo may stand on another day.</param>
public sealed record HubSettings(string DataFolder, string? ConnectionString, bool Demo, TimeSpan ClockShift, IReadOnlyList<string> Urls, string? Key, string? Chromium, string? TemplateOverrides)
{
    /// <summary>By which ways people are reminded beside the inbox.</summary>
    public ChannelSettings Channels { get; init; } = ChannelSettings.None;

    public const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>So long a slot is kept for a session that is not fixed yet.</summary>
    public TimeSpan HoldsFor { get; init; } = TimeSpan.FromHours(24);

    public static HubSettings From(IConfiguration configuration, IReadOnlyList<string> arguments)
    {
        string? today = null;
        var demo = false;
        for (var i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--demo": demo = true; break;
                case "--today" when i + 1 < arguments.Count: today = arguments[++i]; break;
                case var other: throw new SettingException($"不认识的参数 {other}。可用:--demo、--today yyyy-MM-dd。");
            }
        }
        var shift = TimeSpan.Zero;
        if (today is not null)
        {
            if (!demo) throw new SettingException("--today 只能与 --demo 一起使用。");
            if (!DateOnly.TryParseExact(today, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed)) throw new SettingException($"--today {today} 不是日期,请写成 2026-11-02 这样。");
            if (parsed.Year is < 2014 or > 2026) throw new SettingException("--today 须在 2014 年至 2026 年之间:演示数据需要之前两年的工作日安排。");
            shift = HubClock.ToMorningOf(parsed);
        }
        var urls = (configuration["ASPNETCORE_URLS"] ?? configuration["URLS"] ?? DefaultUrl).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (demo && urls.FirstOrDefault(u => !IsLoopback(u)) is { } open)
            throw new SettingException($"演示模式的账号和密码是公开的,只能在本机地址上运行,不能用 {open}。请改用 {DefaultUrl}。");
        return new(
            Path.GetFullPath(configuration["MEDIATIONHUB_DATA"] ?? ".data"),
            configuration.GetConnectionString("Hub") is { Length: > 0 } given ? given : null,
            demo, shift, urls,
            configuration["MEDIATIONHUB_KEY"],
            configuration["MEDIATIONHUB_CHROMIUM"],
            configuration["MEDIATIONHUB_TEMPLATES"])
        { Channels = ChannelSettings.From(configuration), HoldsFor = Hours(configuration["MEDIATIONHUB_HOLD_HOURS"]) };
    }

    private static TimeSpan Hours(string? text) => string.IsNullOrWhiteSpace(text) ? TimeSpan.FromHours(24)
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var hours) && hours is >= 1 and <= 168 ? TimeSpan.FromHours(hours)
        : throw new SettingException($"MEDIATIONHUB_HOLD_HOURS 应为 1 至 168 的整数（时段预留的小时数），现为 {text}。");

    private static bool IsLoopback(string url) =>
        Uri.TryCreate(url.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var uri)
        && (uri.Host == "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)));

    /// <summary>Tells that an address is taken before anything is made or opened, not after.</summary>
    /// <exception cref="SettingException">Another program listens there.</exception>
    public void NeedFreeAddresses()
    {
        foreach (var url in Urls)
        {
            var address = BindingAddress.Parse(url);
            if (address.IsUnixPipe || address.Port == 0) continue;
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(address.Host is "localhost" ? IPAddress.Loopback : IPAddress.TryParse(address.Host, out var ip) ? ip : Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, address.Port));
                socket.Listen();
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse)
            {
                throw new SettingException($"地址 {url} 已被其他程序占用。请先停止那个程序,或者换一个端口,例如 ASPNETCORE_URLS=http://127.0.0.1:5081");
            }
            catch (SocketException)
            {
                // What else stands in the way, the server itself tells.
            }
        }
    }
}
