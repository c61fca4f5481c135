using MediationHub.Domain.Access;
using MediationHub.Domain.Calendars;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Rulebook;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Rows;
using MediationHub.Web.Demo;

namespace MediationHub.Web.Tests.Demo;

/// <summary>Plays a demo in memory: the same deciding and the same policy, no database. A year of days takes seconds.</summary>
internal sealed class Rehearsal : IAggregates
{
    private readonly Dictionary<string, (string Type, object State, int Version)> _records = [];
    private readonly Dictionary<string, int> _numbers = [];
    private DateTimeOffset _now;
    private int _files;

    public Rehearsal(DateOnly today, int cases, int seed = 93)
    {
        World = new World(today, seed, WorkCalendar.BuiltIn, RuleSet.BuiltIn);
        Plan = DemoPlan.Of(World, cases);
        foreach (var script in Plan.Rosters) Play(script);
        foreach (var script in Plan.Cases.Select(c => c.Script).OrderBy(s => s.Steps.Count > 0 ? s.Steps[0].At : default)) Play(script);
        Play(Plan.Ends);
    }

    public World World { get; }
    public DemoPlan Plan { get; }
    public List<string> Refused { get; } = [];

    public IEnumerable<TState> All<TState>() where TState : class, IAggregate<TState> => _records.Values.Where(r => r.Type == TState.Stream).Select(r => (TState)r.State);

    public Task<Answer<TState>> Send<TState>(string id, ICommand<TState> command, Request request, CancellationToken cancel = default) where TState : class, IAggregate<TState>
    {
        var (_, known, version) = _records.GetValueOrDefault(id, (TState.Stream, TState.Empty, 0));
        var state = (TState)known;
        var unit = state is Domain.Cases.MediationCase { Exists: true } c ? State<Organization>(c.OrganizationId.Value).Unit : null;
        if (Policy.Of(request.Actor, command, state, unit) is not Access.Allowed and var no) return Task.FromResult(new Answer<TState>(no is Access.Hidden ? AnswerKind.NotFound : AnswerKind.Forbidden));

        if (command is ActivateOrganization activate) command = (ICommand<TState>)(object)(activate with { ActiveMediators = All<Mediator>().Count(m => m.MayMediateAt(new(id), ChinaTime.DayOf(_now))) });
        var at = new Context(_now, request.Actor, World.Agenda.Calendar, World.Rules) { Others = command.Reads(state).Distinct().ToDictionary(r => r, StateOf) };
        var decision = command.Decide(state, at);
        if (decision.Refusal is { } refusal) return Task.FromResult(new Answer<TState>(AnswerKind.Refused, null, refusal));
        foreach (var happened in decision.Events) (state, version) = (state.Evolve(Numbered(happened)), version + 1);
        _records[id] = (TState.Stream, state, version);
        foreach (var opening in decision.Openings)
            _records.Add(opening.Stream.Id, (opening.Stream.Type, opening.Events.Aggregate(Domain.Cases.MediationCase.Empty, (s, e) => s.Evolve(Numbered(e))), opening.Events.Count));
        return Task.FromResult(new Answer<TState>(AnswerKind.Done, new Stored<TState>(id, version, state)));
    }

    public Task<Stored<TState>?> Find<TState>(string id, int? version = null, CancellationToken cancel = default) where TState : class, IAggregate<TState> => throw new NotSupportedException();

    public Task<bool> Sees<TState>(Actor actor, TState state, CancellationToken cancel = default) where TState : class, IAggregate<TState> => throw new NotSupportedException();

    public Task<IReadOnlyList<Happened>> History<TState>(string id, int after = 0, CancellationToken cancel = default) where TState : class, IAggregate<TState> => throw new NotSupportedException();

    private void Play(Script script)
    {
        var before = DateTimeOffset.MinValue;
        foreach (var step in script.Steps)
        {
            Assert.True(step.At >= before && step.At < World.End, $"{step} is out of order");
            before = _now = step.At;
            if (step.Send(this, [.. step.Files.Select(_ => new FileId($"f{++_files}"))]).Result is { } refusal)
            {
                Refused.Add($"{World.Today:yyyy-MM-dd}: {step} {refusal.Code} {refusal.English}");
                return;
            }
        }
    }

    private DomainEvent Numbered(DomainEvent happened) => happened is INumbered numbered ? numbered.Numbered(_numbers[numbered.Series] = _numbers.GetValueOrDefault(numbered.Series) + 1) : happened;

    private TState State<TState>(string id) where TState : class, IAggregate<TState> => _records.TryGetValue(id, out var record) ? (TState)record.State : TState.Empty;

    private object StateOf(StreamRef stream) => stream.Type switch
    {
        "organization" => State<Organization>(stream.Id),
        "mediator" => State<Mediator>(stream.Id),
        _ => throw new InvalidOperationException($"{stream} is read by no command of the demo"),
    };
}
