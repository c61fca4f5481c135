using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Maintenance;
using MediationHub.Store.Rows;
using MediationHub.Tests;
using MediationHub.Tests.Load;

namespace MediationHub.Silo.Tests;

/// <summary>Two silos on a database and folder of their own, with two organizations.</summary>
public sealed class TwoSilos : IAsyncLifetime
{
    private readonly StoreServer _server = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("mediationhub-silo-").FullName;
    private int _lives;

    public string Database { get; private set; } = "";
    public string Folder => _folder;
    public IReadOnlyList<Office> Offices { get; private set; } = [];
    public SiloNode One { get; private set; } = null!;
    public SiloNode Other { get; private set; } = null!;
    public DateTimeOffset ReceivedAt { get; } = DateTimeOffset.UtcNow.AddHours(-1);

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        Database = await _server.NewDatabaseAsync();
        Offices = await SiloNode.Found(Database, _folder, 2);
        await StartBoth();
    }

    /// <summary>Another database on the same server, with nothing in it.</summary>
    public Task<string> NewDatabase() => _server.NewDatabaseAsync();

    public async Task StartBoth()
    {
        One = await SiloNode.Start(Database, _folder);
        Other = await SiloNode.Start(Database, _folder);
    }

    public async Task StopBoth()
    {
        await Other.DisposeAsync();
        await One.DisposeAsync();
    }

    public async Task DisposeAsync()
    {
        await StopBoth();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A life that nobody has lived yet.</summary>
    public (CaseId Id, LifeStep[] Steps) Life(int office = 0)
    {
        var id = new CaseId(NewId.Next("c"));
        return (id, MediationHub.Tests.Load.Life.Of(Offices[office], id, Interlocked.Increment(ref _lives), ReceivedAt));
    }

    /// <summary>Plays the first steps of a life, all through one silo.</summary>
    public async Task<(CaseId Id, LifeStep[] Steps)> Live(IAggregates through, int steps, int office = 0)
    {
        var (id, life) = Life(office);
        foreach (var step in life.Take(steps)) await Do(through, id, step.Command, office);
        return (id, life);
    }

    public async Task<Stored<MediationCase>> Do(IAggregates through, CaseId id, ICommand<MediationCase> command, int office = 0)
    {
        var answer = await through.Send(id.Value, command, new Request(Offices[office].Actor));
        Assert.True(answer.Kind is AnswerKind.Done, $"{command.GetType().Name}: {answer.Kind} {answer.Refusal?.Chinese}");
        return answer.Stored!;
    }

    public Task<VerificationReport> Verify() => Verification.Run(One.Installation.Store, One.Installation.Aggregates, null);
}
