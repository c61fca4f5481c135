using System.Diagnostics;
using MediationHub.Silo.Tests;
using MediationHub.Tests.Load;

namespace MediationHub.Silo.Bench;

/// <summary>The reverse proxy as ops/cluster configures it, on a port of its own.</summary>
internal sealed class Proxy : IDisposable
{
    private readonly Process _process;

    private Proxy(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public static async Task<Proxy> Start(string program, string folder, SiloProcess[] silos)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "MediationHub.sln"))) root = root.Parent ?? throw new InvalidOperationException("not within the repository");
        var port = ServedProgram.FreePort();
        var configuration = Path.Combine(folder, "haproxy.cfg");
        File.WriteAllText(configuration, File.ReadAllText(Path.Combine(root.FullName, "ops", "cluster", "haproxy.cfg")).Replace("bind :5080", $"bind 127.0.0.1:{port}", StringComparison.Ordinal));
        var start = new ProcessStartInfo(program, ["-db", "-f", configuration]);
        for (var i = 0; i < silos.Length; i++) start.Environment[$"SILO{i + 1}"] = silos[i].Address.Authority;
        var proxy = new Proxy(Process.Start(start)!, new($"http://127.0.0.1:{port}"));
        try
        {
            await ServedProgram.Ready(proxy._process, proxy.Address);
            return proxy;
        }
        catch
        {
            proxy.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }
}
