using System.Security.Cryptography;
using System.Text;
using MediationHub.Bench;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;
using MediationHub.Silo.Tests;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Log;
using MediationHub.Tests.Load;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace MediationHub.Silo.Bench;

/// <summary>(g) Commands through grains: as the web application of a silo sends them; with two silos, every other one from the silo where the record does not live.</summary>
internal sealed class ThroughGrains(string letter, string name, string database, SiloNode[] silos, Office[] offices) : Contestant(letter, name, database)
{
    private int _lives;

    public override ICaller Caller(int number) => new Living(this, offices[number % offices.Length], number);

    public override async ValueTask DisposeAsync()
    {
        foreach (var silo in silos) await silo.DisposeAsync();
    }

    private sealed class Living(ThroughGrains bench, Office office, int number) : ICaller
    {
        private readonly Actor _actor = office.Actor;
        private readonly IAggregates[] _aggregates = [.. bench.Silos.Select(s => s.Aggregates)];
        private LifeStep[] _life = [];
        private CaseId _id;
        private int _step;
        private int _version;
        private int _turn = number;

        public async Task Next()
        {
            if (_step == _life.Length)
            {
                (_id, _step, _version) = (new(NewId.Next("c")), 0, 0);
                _life = Life.Of(office, _id, Interlocked.Increment(ref bench._lives), DateTimeOffset.UtcNow.AddHours(-1));
            }
            var step = _life[_step++];
            var key = Guid.NewGuid().ToString("N");
            var request = new Request(_actor, _step == 1 ? null : _version, new(office.UserName, key, SHA256.HashData(Encoding.UTF8.GetBytes(key))), Fresh: _step == 1);
            var answer = await _aggregates[_turn++ % _aggregates.Length].Send(_id.Value, step.Command, request);
            if (answer.Kind is not AnswerKind.Done) throw new InvalidOperationException($"{step.Name}: {answer.Kind} {answer.Refusal?.Chinese}");
            _version = answer.Stored!.Version;
        }
    }

    private SiloNode[] Silos => silos;
}

/// <summary>What most applications of Orleans do: the state of the case is the grain's, and it is written after every command.</summary>
public interface IPlainCaseGrain : IGrainWithStringKey
{
    Task<int> Do(PlainAsk ask);
}

[GenerateSerializer, Immutable]
public sealed record PlainAsk(ICommand<MediationCase> Command, Actor Actor);

public sealed class PlainCase
{
    public MediationCase State { get; set; } = MediationCase.Empty;
    public int Version { get; set; }
}

/// <summary>The same deciding on the same law; no log, no rows, no counters, no encryption, no proof: the state as JSON by WriteStateAsync.</summary>
public sealed class PlainCaseGrain(PlainWorld world, [PersistentState("case", ClusterRuntime.Storage)] IPersistentState<PlainCase> kept) : Grain, IPlainCaseGrain
{
    public async Task<int> Do(PlainAsk ask)
    {
        var state = kept.State.State;
        var decision = ask.Command.Decide(state, world.Context(ask, state));
        if (decision.Refusal is { } refusal) throw new InvalidOperationException($"{ask.Command.GetType().Name}: {refusal.Chinese}");
        foreach (var happened in decision.Events) state = state.Evolve(happened is INumbered numbered ? numbered.Numbered(world.Next()) : happened);
        (kept.State.State, kept.State.Version) = (state, kept.State.Version + decision.Events.Count);
        await kept.WriteStateAsync();
        return kept.State.Version;
    }
}

/// <summary>What deciding looks at besides the state: from memory, so that nothing but the writing is dear.</summary>
public sealed class PlainWorld(Store.HubStore store, IReadOnlyDictionary<StreamRef, object> others)
{
    private int _number;

    public int Next() => Interlocked.Increment(ref _number);

    public Context Context(PlainAsk ask, MediationCase state) =>
        new(store.Clock.GetUtcNow(), ask.Actor, store.Calendar, store.Rules) { Others = ask.Command.Reads(state).Distinct().ToDictionary(r => r, r => others[r]) };

    public static async Task<PlainWorld> Of(Store.HubStore store, Office[] offices)
    {
        var aggregates = new EmbeddedAggregates(store);
        var others = new Dictionary<StreamRef, object>();
        foreach (var office in offices)
        {
            others[StreamRef.To<Organization>(office.Organization.Value)] = (await aggregates.Find<Organization>(office.Organization.Value))!.State;
            others[StreamRef.To<Mediator>(office.Mediator.Value)] = (await aggregates.Find<Mediator>(office.Mediator.Value))!.State;
        }
        return new(store, others);
    }
}

/// <summary>(p) Plain grain persistence.</summary>
internal sealed class PlainPersistence(string database, SiloNode silo, Office[] offices) : Contestant("p", "plain grain persistence, WriteStateAsync per command", database)
{
    private int _lives;

    public override ICaller Caller(int number) => new Living(this, offices[number % offices.Length]);

    public override ValueTask DisposeAsync() => silo.DisposeAsync();

    private SiloNode Silo => silo;

    private sealed class Living(PlainPersistence bench, Office office) : ICaller
    {
        private readonly Actor _actor = office.Actor;
        private LifeStep[] _life = [];
        private CaseId _id;
        private int _step;

        public async Task Next()
        {
            if (_step == _life.Length)
            {
                (_id, _step) = (new(NewId.Next("c")), 0);
                _life = Life.Of(office, _id, Interlocked.Increment(ref bench._lives), DateTimeOffset.UtcNow.AddHours(-1));
            }
            var step = _life[_step++];
            if (await bench.Silo.Grains.GetGrain<IPlainCaseGrain>(_id.Value).Do(new(step.Command, _actor)) != _step) throw new InvalidOperationException($"{step.Name} was not the step {_step}");
        }
    }
}
