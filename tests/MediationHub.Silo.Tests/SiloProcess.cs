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
        lock (_said) _said.Clear();
        _process = Process.Start(start)!;
        _process.OutputDataReceived += Hear;
        _process.ErrorDataReceived += Hear;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await ServedProgram.Ready(_process, Address, () => Said);
    }

    /// <summary>It ended by itself since the others had declared it dead, as a silo has to: on a machine without processor time it does not answer them soon enough.</summary>
    /// <exception cref="InvalidOperationException">It ended by itself for another reason.</exception>
    public bool WasDeclaredDead()
    {
        if (!_process!.HasExited) return false;
        _process.WaitForExit();   // until all it said is heard
        if (ToldDead) return true;
        throw new InvalidOperationException($"a silo ended by itself with {_process.ExitCode}: {Said}");
    }

    /// <summary>It said that the others had declared it dead.</summary>
    public bool ToldDead
    {
        get
        {
            lock (_said) return _said.Exists(line => line.Contains("I have been told I am dead", StringComparison.Ordinal));
        }
    }

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
            lock (_said) return string.Join('\n', _said.TakeLast(80));
        }
    }

    private void Hear(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null) return;
        lock (_said) _said.Add(line.Data);
    }
}
