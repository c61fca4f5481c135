using System.Diagnostics;
using MediationHub.Tests.Load;

namespace MediationHub.Silo.Tests;

/// <summary>One silo as a process that can be killed and started again.</summary>
internal sealed class SiloProcess(string program, string database, string data)
{
    private readonly int _port = ServedProgram.FreePort();
    private readonly List<string> _said = [];
    private Process? _process;

    public Uri Address { get; } = new($"http://127.0.0.1:{ServedProgram.FreePort()}");

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
        await ServedProgram.Ready(_process, Address, () => Said);
    }

    /// <summary>It was started and runs no more.</summary>
    public bool HasEnded => _process!.HasExited;

    public async Task Kill()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>Lets it drain and leave.</summary>
    /// <exception cref="InvalidOperationException">It did not end well.</exception>
    public async Task Stop()
    {
        if (await ServedProgram.Stop(_process!) is not 0 and var ended) throw new InvalidOperationException($"a silo ended with {ended}: {Said}");
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
}
