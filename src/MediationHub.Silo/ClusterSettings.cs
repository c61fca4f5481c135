using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MediationHub.Web.Hosting;
using Microsoft.Extensions.Configuration;

namespace MediationHub.Silo;

/// <summary>Where this silo is found by the others, and how it leaves.</summary>
/// <param name="Address">At which the other silos reach this one.</param>
/// <param name="Port">For the other silos only: whoever reaches it can do anything.</param>
/// <param name="Drain">So long it goes on serving once it is told to stop, saying that it is not ready: time for the proxy to look.</param>
public sealed record ClusterSettings(IPAddress Address, int Port, TimeSpan Drain)
{
    public const int DefaultPort = 11111;

    /// <exception cref="SettingException">Something is set so that no silo can run; the message says what to write.</exception>
    public static ClusterSettings From(IConfiguration configuration)
    {
        if (string.IsNullOrEmpty(configuration.GetConnectionString("Hub")))
            throw new SettingException("集群的各节点共用一个 PostgreSQL，请用 ConnectionStrings__Hub 指明。Set ConnectionStrings__Hub: the silos of a cluster share one PostgreSQL.");
        return new(
            AddressOf(configuration["MEDIATIONHUB_SILO_ADDRESS"]),
            Number("MEDIATIONHUB_SILO_PORT", DefaultPort, 1, 65535),
            TimeSpan.FromSeconds(Number("MEDIATIONHUB_DRAIN_SECONDS", 5, 0, 300)));

        int Number(string name, int otherwise, int least, int most) => configuration[name] is not { Length: > 0 } text ? otherwise
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
            : throw new SettingException($"{name} 应为 {least} 至 {most} 的整数，现为 {text}。");
    }

    private static IPAddress AddressOf(string? text)
    {
        if (string.IsNullOrEmpty(text)) return IPAddress.Loopback;
        if (IPAddress.TryParse(text, out var address)) return address;
        try
        {
            if (Array.Find(Dns.GetHostAddresses(text), a => a.AddressFamily is AddressFamily.InterNetwork) is { } found) return found;
        }
        catch (SocketException)
        {
            // It has no address.
        }
        throw new SettingException($"MEDIATIONHUB_SILO_ADDRESS 应为其他节点访问本节点所用的 IP 地址或主机名，现为 {text}。");
    }
}
