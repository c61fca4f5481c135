using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Files;
using MediationHub.Store.Keys;
using MediationHub.Store.Log;
using MediationHub.Store.Maintenance;
using MediationHub.Store.Rows;
using MediationHub.Tests;
using MediationHub.Tests.Load;
using Npgsql;

namespace MediationHub.Store.Tests;

/// <summary>A record on a database of its own, with two organizations, and a clock that tests set.</summary>
public sealed class OpenedStore : IAsyncDisposable
{
    /// <summary>Monday, 10:00 in Asia/Shanghai.</summary>
    public static readonly DateTimeOffset Morning = new(2026, 11, 2, 10, 0, 0, TimeSpan.FromHours(8));

    private readonly string _folder = Directory.CreateTempSubdirectory("mediationhub-store-").FullName;
    private readonly string _connectionString;

    private OpenedStore(string connectionString) => _connectionString = connectionString;

    public SetClock Clock { get; } = new(Morning);
    public HubStore Store { get; private set; } = null!;
    public EmbeddedAggregates Aggregates { get; private set; } = null!;
    public IReadOnlyList<Office> Offices { get; private set; } = [];
    public string AnchorFile => Path.Combine(_folder, "anchors.jsonl");
    public string KeyFile => Path.Combine(_folder, "installation.key");
    public string Folder => _folder;
    public string ConnectionString => _connectionString;

    /// <summary>Sets the clock to the morning so many years on.</summary>
    public void YearsLater(int years) => Clock.Now = Morning.AddYears(years);

    public static async Task<OpenedStore> New(StoreServer server)
    {
        var opened = new OpenedStore(await server.NewDatabaseAsync());
        await opened.Reopen();
        opened.Clock.Now = Morning.AddDays(-30);
        opened.Offices = await Province.Found(opened.Aggregates, new FileStore(opened.Store, Path.Combine(opened.Folder, "files")), 2, ChinaTime.DayOf(opened.Clock.Now));
        opened.Clock.Now = Morning.AddHours(7);
        return opened;
    }

    /// <summary>Closes the store and opens it anew from what is on disk.</summary>
    public async Task Reopen()
    {
        if (Store is not null) await Store.DisposeAsync();
        var keys = KeyRing.Open(KeyFile);
        Store = await HubStore.Open(_connectionString, keys, Projections.All(keys), Clock);
        Aggregates = new EmbeddedAggregates(Store);
    }

    /// <summary>A second node on the same database.</summary>
    public async Task<(HubStore Store, EmbeddedAggregates Aggregates)> AnotherNode()
    {
        var keys = KeyRing.Open(KeyFile);
        var store = await HubStore.Open(_connectionString, keys, Projections.All(keys), Clock);
        return (store, new EmbeddedAggregates(store));
    }

    /// <summary>What follows a place in the log, as reactions read it: up to where nothing that is still to be committed can come before.</summary>
    public async Task<List<StoredEvent>> Read(LogPosition after, int most) =>
        await Store.Log.Between(after, await Store.Log.Newest(), [.. Wire.Events().Select(e => e.Name)], most);

    /// <summary>The same record over connections of another kind.</summary>
    /// <param name="settings">What is different, as a connection string writes it.</param>
    public Task<HubStore> AnotherNode(string settings)
    {
        var keys = KeyRing.Open(KeyFile);
        return HubStore.Open($"{_connectionString};{settings}", keys, Projections.All(keys), Clock);
    }

    /// <summary>Plays a whole life, or its first steps; gives the case's id.</summary>
    public async Task<CaseId> Live(int n, int steps = Life.Steps, int office = 0)
    {
        var id = new CaseId(NewId.Next("c"));
        foreach (var step in Life.Of(Offices[office], id, n, Morning).Take(steps)) await Send(id, step.Command);
        return id;
    }

    public async Task<Stored<MediationCase>> Send(CaseId id, ICommand<MediationCase> command)
    {
        var answer = await Aggregates.Send(id.Value, command, new Request(Actor.System));
        Assert.True(answer.Kind is AnswerKind.Done, $"{command.GetType().Name}: {answer.Kind} {answer.Refusal?.Chinese}");
        return answer.Stored!;
    }

    public Task<VerificationReport> Verify() => Verification.Run(Store, Aggregates, AnchorFile);

    public async Task<long> Scalar(string sql)
    {
        await using var command = Store.Database.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync());
    }

    public async Task Execute(string sql)
    {
        await using var command = Store.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Every value of a query as text, row by row.</summary>
    public async Task<List<string>> Texts(string sql)
    {
        await using var command = Store.Database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync()) rows.Add(reader.GetString(0));
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>A clock that stands where it is set.</summary>
public sealed class SetClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;
    public override DateTimeOffset GetUtcNow() => Now.ToUniversalTime();
}
