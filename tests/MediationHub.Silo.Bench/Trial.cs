using MediationHub.Domain.Kernel;
using MediationHub.Silo.Tests;
using MediationHub.Store;
using MediationHub.Store.Keys;
using MediationHub.Store.Maintenance;
using MediationHub.Store.Postgres;
using MediationHub.Store.Rows;
using MediationHub.Tests.Load;
using MediationHub.Web.Hosting;
using Npgsql;

namespace MediationHub.Silo.Bench;

/// <summary>A database and a folder of their own, offices with accounts; in the end what callers were told is held against what stands in the database.</summary>
internal sealed class Trial : IAsyncDisposable
{
    private const string Password = "Bench-Load-2026";

    private readonly PrivatePostgres _postgres;

    private Trial(PrivatePostgres postgres, string folder, string data, Office[] offices) => (_postgres, Folder, Data, Offices) = (postgres, folder, data, offices);

    public string Folder { get; }
    public string Data { get; }
    public string Database => DatabaseOf(_postgres);
    public Office[] Offices { get; }

    public static async Task<Trial> Begin(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        var postgres = await PrivatePostgres.StartAsync(new() { DataDirectory = Path.Combine(folder, "postgres"), Settings = new Dictionary<string, string> { ["max_connections"] = "300" } }, Console.WriteLine);
        await postgres.EnsureDatabaseAsync("trial");
        var data = Path.Combine(folder, "data");
        Directory.CreateDirectory(data);
        var offices = await SiloNode.Found(DatabaseOf(postgres), data, 8);
        await using var installation = await Installation.Open(SiloNode.Settings(DatabaseOf(postgres), data), _ => { });
        await Province.SignUp(installation.Accounts, offices, Password);
        return new(postgres, folder, data, offices);
    }

    /// <summary>A node as a process of its own, not started yet.</summary>
    public SiloProcess Node(string program) => new(program, Database, Data);

    public async Task<IReadOnlyDictionary<Office, string>> SignIn(Uri address)
    {
        using var client = new HubClient(address);
        var tokens = new Dictionary<Office, string>();
        foreach (var office in Offices) tokens[office] = await client.SignIn(office.UserName, Password);
        return tokens;
    }

    /// <summary>Says what came of it; whether nothing was lost, done twice or answered wrongly, and everything adds up.</summary>
    public async Task<bool> Reckon(Crowd crowd, TimeSpan length)
    {
        var (lost, twice) = await Compare(crowd);
        var keys = KeyRing.Open(Path.Combine(Data, "installation.key"));
        await using var store = await HubStore.Open(Database, keys, Projections.All(keys));
        var report = await Verification.Run(store, new Store.Aggregates.EmbeddedAggregates(store), null);
        Console.WriteLine($"acknowledged {crowd.Acknowledged:N0} commands on {crowd.Cases.Count:N0} cases ({crowd.Acknowledged / length.TotalSeconds:N0}/s), {crowd.Retries:N0} attempts without an answer or with 503");
        Console.WriteLine($"lost {lost.Count}, applied twice {twice.Count}, unexpected answers {crowd.Unexpected.Count}");
        Console.WriteLine($"verify: {(report.Clean ? "clean" : string.Join("; ", report.Findings.Take(3)))}, {report.Streams:N0} records, {report.Events:N0} events, {report.Rows:N0} rows, {report.Counters:N0} counters");
        foreach (var line in lost.Concat(twice).Concat(crowd.Unexpected).Take(10)) Console.WriteLine(line);
        return lost.Count == 0 && twice.Count == 0 && crowd.Unexpected.IsEmpty && report.Clean && crowd.Acknowledged > 0;
    }

    public ValueTask DisposeAsync() => _postgres.DisposeAsync();

    public static void Say(string line) => Console.Error.WriteLine($"{DateTime.Now:HH:mm:ss} {line}");

    private static string DatabaseOf(PrivatePostgres postgres) => postgres.ConnectionString("trial");

    /// <summary>Every acknowledged command stands in its case, once and in its place.</summary>
    private async Task<(List<string> Lost, List<string> Twice)> Compare(Crowd crowd)
    {
        var (lost, twice) = (new List<string>(), new List<string>());
        var keys = KeyRing.Open(Path.Combine(Data, "installation.key"));
        await using var connection = new NpgsqlConnection(Database);
        await connection.OpenAsync();
        var stored = new Dictionary<string, List<(string Id, int Version, int Events)>>();
        await using var ask = new NpgsqlCommand(
            "select p.id_hash, s.id, s.version, (select count(*)::integer from events e where e.stream = s.id) from streams s join case_parties p on p.case_id = s.id where s.type = 'case' and p.side = 'applicant'", connection);
        await using var rows = await ask.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            if (!stored.TryGetValue(rows.GetString(0), out var list)) stored[rows.GetString(0)] = list = [];
            list.Add((rows.GetString(1), rows.GetInt32(2), rows.GetInt32(3)));
        }
        foreach (var lived in crowd.Cases)
        {
            var found = stored.GetValueOrDefault(keys.Hash(lived.Applicant)) ?? [];
            if (found.Count > 1) twice.Add($"case {lived.N} was registered {found.Count} times");
            if (found.Count == 0 && lived.Versions.Count > 0) lost.Add($"case {lived.N} with {lived.Versions.Count} commands");
            if (found is not [var one]) continue;
            if (!lived.Versions.SequenceEqual(Enumerable.Range(1, lived.Versions.Count))) twice.Add($"{one.Id}: answered with versions {string.Join(",", lived.Versions)}");
            if (one.Version < lived.Versions.Count) lost.Add($"{one.Id}: {lived.Versions.Count} acknowledged, version {one.Version}");
            if (one.Version > lived.Versions.Count || one.Events != one.Version) twice.Add($"{one.Id}: {lived.Versions.Count} acknowledged, version {one.Version}, {one.Events} events");
        }
        return (lost, twice);
    }
}
