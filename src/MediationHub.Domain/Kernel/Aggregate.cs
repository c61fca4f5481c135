namespace MediationHub.Domain.Kernel;

/// <summary>Something that happened, in the office's words. Immutable; its wire name is fixed by <see cref="WireAttribute"/>.</summary>
public abstract record DomainEvent;

/// <summary>The fixed wire name and version of an event, such as <c>case.registered/1</c>. A wire name never changes meaning.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class WireAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>A fold over the events of one stream. Evolving is pure: no clock, no I/O, no random.</summary>
public interface IAggregate<TSelf> where TSelf : class, IAggregate<TSelf>
{
    /// <summary>The stream's type as it stands in the log, such as <c>case</c>.</summary>
    static abstract string Stream { get; }

    /// <summary>The state before anything happened.</summary>
    static abstract TSelf Empty { get; }

    /// <summary>The state after <paramref name="happened"/>.</summary>
    TSelf Evolve(DomainEvent happened);
}

/// <summary>A request to an aggregate. Deciding is pure: everything it may look at comes in the context.</summary>
public interface ICommand<TState> where TState : class, IAggregate<TState>
{
    /// <summary>Gives events, nothing (asked twice), or a typed refusal. Throws only for what is impossible.</summary>
    Decision Decide(TState state, Context at);

    /// <summary>The other records that the decision looks at; the pipeline loads them into the context.</summary>
    IEnumerable<StreamRef> Reads(TState state) => [];
}

/// <summary>
/// A command whose decision also writes to another record of the same kind that stands already, in the same transaction (a case that is taken into another).
/// That record is read from disk right before the decision and stands in the context; where either has moved on by the commit, all is decided anew.
/// </summary>
public interface IWritesBeside<TState> : ICommand<TState> where TState : class, IAggregate<TState>
{
    /// <summary>The other record's id; null where none is named.</summary>
    string? BesideId { get; }

    /// <summary>What the decision looks at on the other record's account.</summary>
    IEnumerable<StreamRef> ReadsFor(TState beside) => [];
}

/// <summary>Names one stream of the log.</summary>
public readonly record struct StreamRef(string Type, string Id)
{
    public static StreamRef To<TState>(string id) where TState : class, IAggregate<TState> => new(TState.Stream, id);
    public override string ToString() => $"{Type}/{Id}";
}

/// <summary>Events for a stream that begins in the same transaction as the decision (a transferred case at its new organization).</summary>
public sealed record Opening(StreamRef Stream, IReadOnlyList<DomainEvent> Events);

/// <summary>What deciding gives: events, or nothing because it is so already, or a refusal.</summary>
public sealed class Decision
{
    public static readonly Decision Nothing = new([], [], [], null);

    private Decision(IReadOnlyList<DomainEvent> events, IReadOnlyList<Opening> openings, IReadOnlyList<DomainEvent> beside, Refusal? refusal) =>
        (Events, Openings, BesideEvents, Refusal) = (events, openings, beside, refusal);

    public IReadOnlyList<DomainEvent> Events { get; }
    public IReadOnlyList<Opening> Openings { get; }

    /// <summary>Events of the record that <see cref="IWritesBeside{TState}"/> names.</summary>
    public IReadOnlyList<DomainEvent> BesideEvents { get; }

    public Refusal? Refusal { get; }

    public static Decision Of(params IEnumerable<DomainEvent?> events) => new([.. events.OfType<DomainEvent>()], [], [], null);
    public Decision Opening(Opening opening) => new(Events, [.. Openings, opening], BesideEvents, Refusal);
    public Decision Beside(params IEnumerable<DomainEvent> events) => new(Events, Openings, [.. BesideEvents, .. events], Refusal);

    public static implicit operator Decision(DomainEvent happened) => new([happened], [], [], null);
    public static implicit operator Decision(Refusal refusal) => new([], [], [], refusal);
}

/// <summary>Why the answer is no.</summary>
public enum RefusalKind
{
    /// <summary>A rule of the law or the house says no (409).</summary>
    Rule,

    /// <summary>What was entered cannot be so (400); <see cref="Refusal.Fields"/> says where.</summary>
    Invalid,

    /// <summary>What was seen has changed since (409); the differing fields are named.</summary>
    Changed,
}

/// <summary>A typed "no" that says what to do instead, in Chinese and English, with the article where the law says it.</summary>
/// <param name="Code">Stable, kebab-case.</param>
public sealed record Refusal(string Code, string Chinese, string English, string? Basis = null)
{
    public RefusalKind Kind { get; init; } = RefusalKind.Rule;

    /// <summary>Field (camelCase path of the API) → sentences; null unless <see cref="RefusalKind.Invalid"/>.</summary>
    public IReadOnlyDictionary<string, Text[]>? Fields { get; init; }

    /// <summary>One field that cannot be so.</summary>
    public static Refusal Invalid(string field, string chinese, string english) =>
        new("invalid", chinese, english) { Kind = RefusalKind.Invalid, Fields = new Dictionary<string, Text[]> { [field] = [new(chinese, english)] } };
}

/// <summary>A sentence in both languages of the product.</summary>
public sealed record Text(string Chinese, string English);

/// <summary>Collects everything that is wrong with an entry, so that a person sees all of it at once.</summary>
public sealed class Problems
{
    private readonly Dictionary<string, List<Text>> _fields = [];

    public bool Any => _fields.Count > 0;

    public void Add(string field, string chinese, string english)
    {
        if (!_fields.TryGetValue(field, out var list)) _fields[field] = list = [];
        list.Add(new Text(chinese, english));
    }

    public void Require(string field, string? value, string chinese, string english)
    {
        if (string.IsNullOrWhiteSpace(value)) Add(field, chinese, english);
    }

    /// <summary>The refusal that names every field, or null when nothing is wrong.</summary>
    public Refusal? ToRefusal() => !Any ? null : new Refusal(
        "invalid",
        string.Concat(_fields.Values.SelectMany(v => v).Select(t => t.Chinese).Distinct().Take(3)),
        string.Join(" ", _fields.Values.SelectMany(v => v).Select(t => t.English).Distinct().Take(3)))
    {
        Kind = RefusalKind.Invalid,
        Fields = _fields.ToDictionary(f => f.Key, f => f.Value.ToArray()),
    };
}

/// <summary>An event whose number comes from the store in the committing transaction: unique and without gaps.</summary>
public interface INumbered
{
    /// <summary>The series that the number is taken from, such as <c>case|org|2026</c>.</summary>
    string Series { get; }

    /// <summary>The same event with its number, 1 or more.</summary>
    DomainEvent Numbered(int number);
}

/// <summary>Values that must be unique over all streams while they stand (a certificate number, an active organization's code).</summary>
/// <param name="Scope">Such as <c>mediator-certificate</c>.</param>
/// <param name="Value">Normalized; personal values only as keyed hashes.</param>
public readonly record struct UniqueValue(string Scope, string Value);

/// <summary>A state that holds values no other stream may hold at the same time; the store compares them in the committing transaction.</summary>
public interface IHoldsUnique
{
    /// <summary>What this state holds while it stands; empty where it holds nothing (any more).</summary>
    IEnumerable<UniqueValue> UniqueValues { get; }
}
