using System.Diagnostics;
using MediationHub.Tests.Load;

namespace MediationHub.Bench;

/// <summary>(d) The same through HTTP: the program in a process of its own on loopback, signed in, with If-Match and Idempotency-Key, answers read to the end. The load shares the processors with it.</summary>
internal sealed class OverHttp : Contestant
{
    /// <summary>The mediators' password; it guards a database that lives as long as the run.</summary>
    public const string Password = "Bench-Load-2026";

    private readonly Process _program;
    private readonly HubClient _client;
    private readonly Office[] _offices;
    private readonly string[] _tokens;
    private int _lives;

    private OverHttp(string database, Process program, HubClient client, Office[] offices, string[] tokens) : base("d", "the same through HTTP", database) =>
        (ProcessId, _program, _client, _offices, _tokens) = (program.Id, program, client, offices, tokens);

    public static async Task<OverHttp> Start(string program, string database, string dataFolder, Office[] offices)
    {
        var (process, address, _) = await StartProgram(program, database, dataFolder);
        var client = new HubClient(address);
        var tokens = new string[offices.Length];
        for (var i = 0; i < offices.Length; i++) tokens[i] = await client.SignIn(offices[i].UserName, Password);
        return new(database, process, client, offices, tokens);
    }

    /// <summary>Starts the program and waits until it is ready; says how long that took.</summary>
    public static async Task<(Process Program, Uri Address, TimeSpan Ready)> StartProgram(string program, string database, string dataFolder)
    {
        var address = new Uri($"http://127.0.0.1:{ServedProgram.FreePort()}");
        var start = program.EndsWith(".dll", StringComparison.Ordinal) ? new ProcessStartInfo("dotnet", [program, "serve"]) : new ProcessStartInfo(program, ["serve"]);
        start.Environment["ASPNETCORE_URLS"] = address.AbsoluteUri.TrimEnd('/');
        start.Environment["MEDIATIONHUB_DATA"] = dataFolder;
        start.Environment["ConnectionStrings__Hub"] = database;
        start.RedirectStandardOutput = true;
        var watch = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        await ServedProgram.Ready(process, address);
        return (process, address, watch.Elapsed);
    }

    public override ICaller Caller(int number) => new Living(this, _offices[number % _offices.Length], _tokens[number % _offices.Length]);

    public override async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await ServedProgram.Stop(_program);
    }

    private sealed class Living(OverHttp bench, Office office, string token) : ICaller
    {
        private LifeStep[] _life = [];
        private string? _id;
        private int _step;
        private int _version;

        public async Task Next()
        {
            if (_step == _life.Length)
            {
                (_id, _step) = (null, 0);
                _life = Life.Of(office, default, Interlocked.Increment(ref bench._lives), DateTimeOffset.UtcNow.AddHours(-1));
            }
            var step = _life[_step++];
            var reply = await bench._client.Send(step, _id, _version, token, Guid.NewGuid().ToString("N"));
            if (!reply.Done) throw new InvalidOperationException($"{step.Name}: {reply}");
            _id ??= reply.NewId;
            _version = reply.Version;
        }
    }
}
