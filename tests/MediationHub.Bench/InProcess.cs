using System.Security.Cryptography;
using System.Text;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Tests.Load;

namespace MediationHub.Bench;

/// <summary>(c) The full path in process: authorize, load, decide, encrypt, chain, commit rows and counters, notify, answer; each command with its idempotency key.</summary>
internal sealed class InProcess : Contestant
{
    private readonly HubStore _store;
    private readonly EmbeddedAggregates _aggregates;
    private readonly ChangeFeed _changes;
    private readonly Office[] _offices;
    private int _lives;

    public InProcess(string database, HubStore store, Office[] offices) : base("c", "the full path in process", database)
    {
        (_store, _offices) = (store, offices);
        _aggregates = new(store);
        _changes = new(store, _aggregates.Forget);
        _changes.Start();
    }

    public EmbeddedAggregates Aggregates => _aggregates;
    public HubStore Store => _store;

    public override ICaller Caller(int number) => new Living(this, _offices[number % _offices.Length]);

    public override async ValueTask DisposeAsync()
    {
        await _changes.DisposeAsync();
        await _store.DisposeAsync();
    }

    private sealed class Living(InProcess bench, Office office) : ICaller
    {
        private readonly Actor _actor = office.Actor;
        private LifeStep[] _life = [];
        private CaseId _id;
        private int _step;
        private int _version;

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
            var answer = await bench._aggregates.Send(_id.Value, step.Command, request);
            if (answer.Kind is not AnswerKind.Done) throw new InvalidOperationException($"{step.Name}: {answer.Kind} {answer.Refusal?.Chinese}");
            _version = answer.Stored!.Version;
        }
    }
}
