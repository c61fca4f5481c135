using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Store;
using MediationHub.Store.Maintenance;

namespace MediationHub.Web.Demo;

/// <summary>One record that is made in memory: the same deciding and evolving as in the pipeline, each command at its own moment, no database.</summary>
/// <param name="next">The next number of a series.</param>
internal sealed class SeedRecord<TState>(HubStore store, string id, IReadOnlyDictionary<StreamRef, object> others, Func<string, int> next) where TState : class, IAggregate<TState>
{
    private readonly List<Entered> _happened = [];

    public string Id => id;
    public TState State { get; private set; } = TState.Empty;

    /// <returns>What happened, each event with the version it made.</returns>
    /// <exception cref="InvalidOperationException">The command was refused: the story is wrong.</exception>
    public IReadOnlyList<(int Version, DomainEvent Event)> Do(Actor actor, DateTimeOffset at, ICommand<TState> command)
    {
        var decision = Decided(actor, at, command);
        if (decision.Refusal is { } refusal) throw new InvalidOperationException($"{id} {ChinaTime.Show(at)} {command.GetType().Name}: {refusal.Code} {refusal.Chinese}");
        var before = _happened.Count;
        foreach (var decided in decision.Events)
        {
            var happened = decided is INumbered numbered ? numbered.Numbered(next(numbered.Series)) : decided;
            State = State.Evolve(happened);
            _happened.Add(new(at, actor.UserName, happened));
        }
        return [.. _happened.Skip(before).Select((e, i) => (before + i + 1, e.Event))];
    }

    public bool Allows(Actor actor, DateTimeOffset at, ICommand<TState> command) => Decided(actor, at, command).Refusal is null;

    private Decision Decided(Actor actor, DateTimeOffset at, ICommand<TState> command) => command.Decide(State, new Context(at, actor, store.Calendar, store.Rules) { Others = others });

    public BulkStream Encoded() => BulkLog.Encode(store, id, _happened, State);
}
