using System.Net;
using System.Net.Sockets;
using MediationHub.Web.Hosting;

namespace MediationHub.Web.Tests.Hosting;

public class An_address_that_is_taken
{
    [Theory, InlineData("127.0.0.1"), InlineData("localhost"), InlineData("*")]
    public void Is_told_of_before_anything_is_opened(string host)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        Assert.Contains($"http://{host}:{port} 已被其他程序占用", Assert.Throws<SettingException>(() => At($"http://{host}:{port}").NeedFreeAddresses()).Message, StringComparison.Ordinal);
        other.Stop();
        At($"http://{host}:{port}").NeedFreeAddresses();
    }

    [Fact]
    public void Is_left_to_the_server_where_it_is_no_port() => At("http://127.0.0.1:0", "http://unix:/tmp/hub.sock").NeedFreeAddresses();

    private static HubSettings At(params string[] urls) => new("unused", null, Demo: false, ClockShift: default, urls, Key: null, Chromium: null, TemplateOverrides: null);
}
