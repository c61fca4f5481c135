using System.Diagnostics;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Keys;
using MediationHub.Tests.Load;
using MediationHub.Web.Hosting;
using Npgsql;

namespace MediationHub.Faults;

/// <summary>An installation with its own PostgreSQL in a temp folder, served by the built program as a process that can be killed and started again on the same data and address.</summary>
internal sealed class ServedHub : IAsyncDisposable
{
    private const string Password = "Faults-Load-2026";

    private readonly string _folder = Directory.CreateTempSubdirectory("mediationhub-faults-").FullName;
    private readonly List<string> _said = [];
    private Process? _program;
    private IReadOnlyDictionary<string, string> _settings = new Dictionary<string, string>();

    /// <summary>The data folder.</summary>
    public string Folder => _folder;

    public Uri Address { get; } = new($"http://127.0.0.1:{ServedProgram.FreePort()}");
    public IReadOnlyList<Office> Offices { get; private set; } = [];
    public IReadOnlyDictionary<Office, string> Tokens { get; private set; } = new Dictionary<Office, string>();
    public KeyRing Keys { get; private set; } = null!;

    /// <summary>Founds the offices and their accounts, starts the program and signs in.</summary>
    /// <param name="settings">Environment variables of the program.</param>
    public static async Task<ServedHub> Start(int offices, IReadOnlyDictionary<string, string>? settings = null)
    {
        var hub = new ServedHub { _settings = settings ?? new Dictionary<string, string>() };
        try
        {
            await hub.Found(offices);
            await hub.StartProgram();
            using var client = new HubClient(hub.Address);
            var tokens = new Dictionary<Office, string>();
            foreach (var office in hub.Offices) tokens[office] = await client.SignIn(office.UserName, Password);
            hub.Tokens = tokens;
            return hub;
        }
        catch
        {
            await hub.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the program and waits until it is ready.</summary>
    public async Task StartProgram()
    {
        _program = Launch("serve");
        await ServedProgram.Ready(_program, Address, () => Said);
    }

    /// <summary>SIGKILL: no farewell, no flush.</summary>
    public async Task Kill()
    {
        _program!.Kill();
        await _program.WaitForExitAsync();
        _program.Dispose();
        _program = null;
    }

    /// <summary>Sends a signal to the program's PostgreSQL: QUIT is what <c>pg_ctl stop -m immediate</c> sends, KILL leaves it no time at all.</summary>
    public async Task Signal(string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, (await File.ReadAllLinesAsync(PidFile))[0]]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Runs <c>mediationhub verify</c> beside the serving program; gives what it says where it is not clean.</summary>
    public async Task<string?> Verify()
    {
        using var verify = Launch("verify");
        await verify.WaitForExitAsync();
        return verify.ExitCode == 0 ? null : Said;
    }

    /// <summary>A connection to the program's own PostgreSQL, past the program.</summary>
    public async Task<NpgsqlConnection> Database()
    {
        var server = await File.ReadAllLinesAsync(PidFile);   // pid, data folder, start, port, socket folder
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder { Host = server[4], Port = int.Parse(server[3]), Username = "mediationhub", Database = "mediationhub", Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        if (_program is not null)
        {
            await ServedProgram.Stop(_program);
        }
        else
        {
            // What a killed program left running is adopted once more, and stopped.
            await (await Installation.Open(Settings, _ => { }, asItIs: true)).DisposeAsync();
        }
        Directory.Delete(_folder, recursive: true);
    }

    private HubSettings Settings => new(_folder, null, false, default, [], null, null, null);
    private string PidFile => Path.Combine(_folder, "postgres", "postmaster.pid");

    private string Said
    {
        get
        {
            lock (_said) return string.Join('\n', _said.TakeLast(30));
        }
    }

    private async Task Found(int offices)
    {
        await using var installation = await Installation.Open(Settings, _ => { });
        var day = DateTimeOffset.UtcNow.AddDays(-7);
        installation.Clock.Hold(day);
        Keys = installation.Store.Keys;
        Offices = await Province.Found(installation.Aggregates, installation.Files, offices, ChinaTime.DayOf(day));
        await Province.SignUp(installation.Accounts, Offices, Password);
    }

    private Process Launch(string verb)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "mediationhub.dll"), verb]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_URLS"] = Address.AbsoluteUri.TrimEnd('/');
        start.Environment["MEDIATIONHUB_DATA"] = _folder;
        start.Environment.Remove("ConnectionStrings__Hub");
        foreach (var (name, value) in _settings) start.Environment[name] = value;
        var program = Process.Start(start)!;
        program.OutputDataReceived += Hear;
        program.ErrorDataReceived += Hear;
        program.BeginOutputReadLine();
        program.BeginErrorReadLine();
        return program;

        void Hear(object sender, DataReceivedEventArgs line)
        {
            if (line.Data is null) return;
            lock (_said) _said.Add(line.Data);
        }
    }
}
