using System.Text.Json.Nodes;
using MediationHub.Domain.Kernel;
using MediationHub.Web.Api;
using MediationHub.Web.Features.Site;

namespace MediationHub.Web.Forms;

/// <summary>One step that people take with a record: the words of its form, and the command that a filled-in form means.</summary>
/// <param name="Name">As in the API, and in the page's address.</param>
/// <param name="Text">On the button and above the form.</param>
/// <param name="Done">What the record's page says afterwards.</param>
/// <param name="Try">The command as it could be given today, to ask the domain's own guards with; null where the record has nothing to act on.</param>
/// <param name="Read">The command that a form means, or which field cannot be read.</param>
public sealed record RecordStep<TState>(string Name, string Text, string Done, Func<TState, Context, ICommand<TState>?> Try, Func<JsonObject, (ICommand<TState>? Command, Problem? Problem)> Read)
    where TState : class, IAggregate<TState>
{
    /// <summary>Kinds of the form's fields; what is not named is text.</summary>
    public IReadOnlyDictionary<string, FieldKind> Kinds { get; init; } = new Dictionary<string, FieldKind>();

    /// <summary>What the step means, in a sentence or two above the fields.</summary>
    public string? About { get; init; }

    /// <summary>The field that a file comes in; null where none does.</summary>
    public string? Takes { get; init; }

    /// <summary>Fields that several files come in.</summary>
    public IReadOnlyCollection<string> Several { get; init; } = [];

    /// <summary>It ends or interrupts something: its button is red.</summary>
    public bool Grave { get; init; }

    /// <summary>What the step is called, and what it means, where the record stands at a stage that gives it another sense; null elsewhere.</summary>
    public Func<TState, (string Text, string? About)?> Called { get; init; } = _ => null;

    /// <summary>By which name the record's page says what was done, where it is not the step's own.</summary>
    public Func<TState, ICommand<TState>, string?> DoneAs { get; init; } = (_, _) => null;

    /// <summary>Codes of refusals that name what is still missing; any other says that the record is not at this step.</summary>
    public IReadOnlyList<string> WaitsFor { get; init; } = [];

    /// <summary>The step as it is called for this record.</summary>
    public RecordStep<TState> For(TState state) => Called(state) is var (text, about) ? this with { Text = text, About = about } : this;
}

/// <summary>Makes steps whose command has the form's fields.</summary>
public static class RecordStep
{
    /// <param name="shape">Where the body of the command is not as flat as the form.</param>
    public static RecordStep<TState> Of<TState, TCommand>(string name, string text, string done, Func<TState, Context, TCommand?> attempt, Func<JsonObject, JsonObject>? shape = null)
        where TState : class, IAggregate<TState> where TCommand : class, ICommand<TState> => new(name, text, done, attempt, form =>
        {
            var (command, problem) = Pages.Read<TCommand>(shape is null ? form : shape(form));
            return (command, problem);
        });

    /// <summary>Puts every field that is not one of the command's own under <paramref name="part"/>.</summary>
    public static Func<JsonObject, JsonObject> Under(string part, params string[] own) => form =>
    {
        var (outer, inner) = (new JsonObject(), new JsonObject());
        foreach (var (name, value) in form) (own.Contains(name) ? outer : inner)[name] = value?.DeepClone();
        outer[part] = inner;
        return outer;
    };

    /// <summary>The same problem with the fields of <paramref name="part"/> named as they are in the flat form.</summary>
    public static Problem Flat(this Problem problem, string part) => problem.Errors is null ? problem : problem with
    {
        Errors = problem.Errors.ToDictionary(e => e.Key.StartsWith(part + ".", StringComparison.Ordinal) ? e.Key[(part.Length + 1)..] : e.Key, e => e.Value),
    };
}
