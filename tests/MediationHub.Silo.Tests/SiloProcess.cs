using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace MediationHub.Silo.Tests;

/// <summary>One silo as a process that can be killed and started again.</summary>
internal sealed class SiloProcess(string program, string database, string data)
{
    private readonly int _port = FreePort();
    private readonly List<string> _said = [];
    private Process? _process;

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort()}");

    public async Task Start()
    {
        var start = new ProcessStartInfo("dotnet", [program, "serve"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_URLS"] = Address.AbsoluteUri.TrimEnd('/');
        start.Environment["MEDIATIONHUB_DATA"] = data;
        start.Environment["ConnectionStrings__Hub"] = database;
        start.Environment["MEDIATIONHUB_SILO_PORT"] = $"{_port}";
        start.Environment["MEDIATIONHUB_DRAIN_SECONDS"] = "4";
        _process = Process.Start(start)!;
        _process.OutputDataReceived += Hear;
        _process.ErrorDataReceived += Hear;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            if (_process.HasExited || watch.Elapsed > TimeSpan.FromSeconds(90)) throw new InvalidOperationException($"the silo does not serve: {Said}");
            try
            {
                if ((await http.GetAsync(new Uri(Address, "/health/ready"))).IsSuccessStatusCode) return;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                // It does not listen yet.
            }
        }
    }

    public async Task Kill()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    public async Task Stop()
    {
        using (var stop = Process.Start("kill", ["-TERM", $"{_process!.Id}"])) await stop.WaitForExitAsync();
        await _process.WaitForExitAsync();
        if (_process.ExitCode != 0) Console.WriteLine($"a silo ended with {_process.ExitCode}: {Said}");
        _process.Dispose();
    }

    private string Said
    {
        get
        {
            lock (_said) return string.Join('\n', _said.TakeLast(30));
        }
    }

    private void Hear(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null) return;
        lock (_said) _said.Add(line.Data);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
