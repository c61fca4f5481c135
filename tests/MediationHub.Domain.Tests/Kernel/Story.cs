using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using MediationHub.Domain.Access;
using MediationHub.Domain.Calendars;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Domain.Tests.Kernel;

/// <summary>
/// One aggregate's story: <c>Given … On … When … Then …</c>. Behind every story: each event goes through JSON and back,
/// plainly and with its personal text set apart; the command decides the same when asked again and does nothing when sent twice;
/// replaying the log gives the state that was reached step by step; every "no" has a stable code and full sentences.
/// A story goes on after a Then with the next When.
/// </summary>
public sealed class Story<TState> where TState : class, IAggregate<TState>
{
    private readonly List<DomainEvent> _log = [];
    private readonly Dictionary<StreamRef, object> _known = [];
    private readonly Dictionary<string, int> _numbers = [];
    private DateTimeOffset _now = ChinaTime.At(new(2026, 6, 15), new(10, 0));
    private Actor _actor = Actor.System;
    private RuleSet _rules = RuleSet.BuiltIn;
    private bool _repeatable;
    private TState _state = TState.Empty;
    private Decision? _decision;
    private IReadOnlyList<DomainEvent> _happened = [];

#pragma warning disable CA1000 // A story is told about one aggregate: Story<Organization>.Given(…) reads as it is meant.
    public static Story<TState> Given(params IEnumerable<DomainEvent> events)
    {
        var story = new Story<TState>();
        story.Append(events);
        return story;
    }
#pragma warning restore CA1000

    /// <summary>The moment of entry in Asia/Shanghai: <c>2026-11-02</c> (at 10:00) or <c>2026-11-02 09:10</c>.</summary>
    public Story<TState> On(string moment) => moment.Contains(' ')
        ? On(ChinaTime.At(DateOnly.Parse(moment.Split(' ')[0]), TimeOnly.Parse(moment.Split(' ')[1])))
        : On(DateOnly.Parse(moment));

    public Story<TState> On(DateOnly day) => On(ChinaTime.At(day, new(10, 0)));
    public Story<TState> On(DateTimeOffset now) { _now = now; return this; }
    public Story<TState> By(Actor actor) { _actor = actor; return this; }
    public Story<TState> Under(RuleSet rules) { _rules = rules; return this; }

    /// <summary>Another record that the command reads; one that it names but the story does not know does not exist.</summary>
    public Story<TState> Knowing<TOther>(string id, TOther state) where TOther : class, IAggregate<TOther>
    {
        _known[StreamRef.To<TOther>(id)] = state;
        return this;
    }

    /// <summary>Another record by what happened to it.</summary>
    public Story<TState> Knowing<TOther>(string id, params IEnumerable<DomainEvent> events) where TOther : class, IAggregate<TOther> =>
        Knowing(id, events.Aggregate(TOther.Empty, (state, happened) => state.Evolve(happened)));

    /// <summary>The next command may lawfully happen again with the same content (a second payment of the same amount).</summary>
    public Story<TState> Repeatable() { _repeatable = true; return this; }

    public Story<TState> When(ICommand<TState> command)
    {
        var at = ContextFor(command);
        _decision = command.Decide(_state, at);
        Assert.Equal(Show(_decision), Show(command.Decide(_state, at)));
        CheckSentences(_decision.Refusal);
        foreach (var other in _decision.Openings.SelectMany(o => o.Events).Concat(_decision.BesideEvents)) CheckJson(other);

        _happened = [.. _decision.Events.Select(Numbered)];
        Append(_happened);
        if (_happened.Count > 0 && !_repeatable)
        {
            var again = command.Decide(_state, ContextFor(command));
            Assert.True(again.Events.Count == 0 && again.Openings.Count == 0 && again.BesideEvents.Count == 0, $"{command.GetType().Name} sent twice happens twice: {Show(again)}");
        }
        _repeatable = false;
        return this;
    }

    public Story<TState> Then(params IEnumerable<DomainEvent> expected)
    {
        Assert.Null(Answer.Refusal);
        Assert.Equal(expected.Select(Show), _happened.Select(Show));
        return this;
    }

    public Story<TState> ThenNothing() => Then([]);

    /// <summary>Events of these types, in this order, whatever they hold.</summary>
    public Story<TState> ThenHappened(params IEnumerable<Type> types)
    {
        Assert.Null(Answer.Refusal);
        Assert.Equal(types, _happened.Select(e => e.GetType()));
        return this;
    }

    /// <summary>Another stream begins with these events in the same transaction.</summary>
    public Story<TState> ThenOpens<TOther>(string id, params IEnumerable<DomainEvent> expected) where TOther : class, IAggregate<TOther>
    {
        var opening = Assert.Single(Answer.Openings, o => o.Stream == StreamRef.To<TOther>(id));
        Assert.Equal(expected.Select(Show), opening.Events.Select(Show));
        return this;
    }

    /// <summary>The record beside it, which the story knows, as it is with what happened to it in the same transaction.</summary>
    public Story<TState> ThenBeside(string id, Action<TState> check)
    {
        Assert.Null(Answer.Refusal);
        Assert.NotEmpty(Answer.BesideEvents);
        check(Answer.BesideEvents.Select(StoryJson.ThroughJson).Aggregate((TState)_known[StreamRef.To<TState>(id)], (state, happened) => state.Evolve(happened)));
        return this;
    }

    /// <summary>Another stream begins in the same transaction, and this is what it is.</summary>
    public Story<TState> ThenOpened<TOther>(string id, Action<TOther> check) where TOther : class, IAggregate<TOther>
    {
        var opening = Assert.Single(Answer.Openings, o => o.Stream == StreamRef.To<TOther>(id));
        check(opening.Events.Select(StoryJson.ThroughJson).Aggregate(TOther.Empty, (state, happened) => state.Evolve(happened)));
        return this;
    }

    public Story<TState> ThenRefused(string code)
    {
        Assert.NotNull(Answer.Refusal);
        Assert.Equal(code, Answer.Refusal.Code);
        Assert.Empty(_happened);
        return this;
    }

    /// <summary>Exactly these fields are named as wrong, all at once.</summary>
    public Story<TState> ThenInvalid(params IEnumerable<string> fields)
    {
        Assert.NotNull(Answer.Refusal);
        Assert.Equal(RefusalKind.Invalid, Answer.Refusal.Kind);
        Assert.Equal(fields.Order(StringComparer.Ordinal), Answer.Refusal.Fields!.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(_happened);
        return this;
    }

    /// <summary>What the refusal says in Chinese holds this text.</summary>
    public Story<TState> Saying(string chinese)
    {
        Assert.Contains(chinese, Answer.Refusal?.Chinese);
        return this;
    }

    public Story<TState> ThenState(Func<TState, bool> holds, [CallerArgumentExpression(nameof(holds))] string? rule = null)
    {
        Assert.True(holds(_state), rule);
        return this;
    }

    /// <summary>What came of the command, for a test that compares many.</summary>
    public Story<TState> ThenDecided(Action<Decision> check) { check(Answer); return this; }

    public Story<TState> ThenState(Action<TState> check) { check(_state); return this; }

    private Decision Answer => _decision ?? throw new InvalidOperationException("A story needs a When before its Then.");

    private Context ContextFor(ICommand<TState> command) => new(_now, _actor, WorkCalendar.BuiltIn, _rules)
    {
        Others = command.Reads(_state).Concat(ReadsBeside(command)).Distinct().ToDictionary(r => r, r => _known.GetValueOrDefault(r) ?? StoryJson.EmptyOf(r.Type)),
    };

    private IEnumerable<StreamRef> ReadsBeside(ICommand<TState> command) =>
        command is IWritesBeside<TState> { BesideId: { } id } writing && _known.TryGetValue(StreamRef.To<TState>(id), out var beside) ? [StreamRef.To<TState>(id), .. writing.ReadsFor((TState)beside)] : [];

    private DomainEvent Numbered(DomainEvent happened) => happened is INumbered numbered
        ? numbered.Numbered(_numbers[numbered.Series] = _numbers.GetValueOrDefault(numbered.Series) + 1)
        : happened;

    private void Append(IEnumerable<DomainEvent> events)
    {
        foreach (var happened in events)
        {
            CheckJson(happened);
            _log.Add(happened);
            _state = _state.Evolve(happened);
        }
        var replayed = _log.Select(StoryJson.ThroughJson).Aggregate(TState.Empty, (state, happened) => state.Evolve(happened));
        Assert.Equal(JsonSerializer.Serialize(_state, Wire.Json), JsonSerializer.Serialize(replayed, Wire.Json));
    }

    private static void CheckJson(DomainEvent happened)
    {
        Assert.Equal(Show(happened), Show(StoryJson.ThroughJson(happened)));

        var tray = new PersonalTray();
        var stored = tray.With(() => StoryJson.Text(happened));
        Assert.Equal(Show(happened), Show(tray.With(() => StoryJson.Back(happened, stored))));
        Assert.All(tray.Texts.Where(t => t.Length > 1), text => Assert.DoesNotContain(JsonSerializer.Serialize(text, Wire.Json).Trim('"'), stored));
    }

    private static void CheckSentences(Refusal? refusal)
    {
        if (refusal is null) return;
        Assert.Matches("^[a-z]+(-[a-z0-9]+)*$", refusal.Code);
        foreach (var text in refusal.Fields?.Values.SelectMany(f => f) ?? [new(refusal.Chinese, refusal.English)])
        {
            Assert.Matches(@"\p{IsCJKUnifiedIdeographs}.*。$", text.Chinese);
            Assert.Matches(@"^[A-Z].*\.$", text.English);
        }
        Assert.All(refusal.Fields?.Keys ?? [], field => Assert.Matches("^[a-z]", field));
    }

    private static string Show(DomainEvent happened) => $"{Wire.NameOf(happened)} {StoryJson.Text(happened)}";
    private static string Show(Decision decision) => string.Join('\n',
        [.. decision.Events.Select(Show), .. decision.Openings.Select(o => $"{o.Stream}: {string.Join(", ", o.Events.Select(Show))}"), .. decision.BesideEvents.Select(e => $"beside: {Show(e)}"), decision.Refusal?.Code]);
}

file static class StoryJson
{
    private static readonly Dictionary<string, object> Empties = (
        from type in typeof(Wire).Assembly.GetTypes()
        where type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IAggregate<>))
        select (Stream: (string)Static(type, "Stream"), Empty: Static(type, "Empty"))).ToDictionary(a => a.Stream, a => a.Empty);

    public static object EmptyOf(string stream) => Empties[stream];

    public static string Text(DomainEvent happened) => JsonSerializer.Serialize(happened, happened.GetType(), Wire.Json);
    public static DomainEvent Back(DomainEvent happened, string text) => (DomainEvent)JsonSerializer.Deserialize(text, Wire.TypeOf(Wire.NameOf(happened))!, Wire.Json)!;
    public static DomainEvent ThroughJson(DomainEvent happened) => Back(happened, Text(happened));

    private static object Static(Type type, string name) => type.GetProperty(name, BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
}
