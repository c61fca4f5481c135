using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Store;
using MediationHub.Store.Maintenance;

namespace MediationHub.Web.Demo;

/// <summary>One record that is made in memory: the same deciding and evolving as in the pipeline, each command at its own moment, no database.</summary>
internal sealed class SeedRecord<TState>(HubStore store, string id, IReadOnlyDictionary<StreamRef, object> others, Dictionary<string, int> numbers) where TState : class, IAggregate<TState>
{
    private readonly List<Entered> _happened = [];

    public string Id => id;
    public TState State { get; private set; } = TState.Empty;

    /// <exception cref="InvalidOperationException">The command was refused: the story is wrong.</exception>
    public void Do(Actor actor, DateTimeOffset at, ICommand<TState> command)
    {
        var decision = command.Decide(State, new Context(at, actor, store.Calendar, store.Rules) { Others = others });
        if (decision.Refusal is { } refusal) throw new InvalidOperationException($"{id} {ChinaTime.Show(at)} {command.GetType().Name}: {refusal.Code} {refusal.Chinese}");
        foreach (var decided in decision.Events)
        {
            var happened = decided is INumbered numbered ? numbered.Numbered(numbers[numbered.Series] = numbers.GetValueOrDefault(numbered.Series) + 1) : decided;
            State = State.Evolve(happened);
            _happened.Add(new(at, actor.UserName, happened));
        }
    }

    public BulkStream Encoded() => BulkLog.Encode(store, id, _happened, State);
}
