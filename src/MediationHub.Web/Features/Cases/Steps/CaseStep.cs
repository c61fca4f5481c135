using System.Text.Json.Nodes;
using MediationHub.Web.Components;
using MediationHub.Web.Forms;
using PaperKind = MediationHub.Documents.PaperKind;

namespace MediationHub.Web.Features.Cases.Steps;

/// <summary>Where the steps of a case stand in the list of what can be done.</summary>
public enum StepGroup { Acceptance, Particulars, File, Mediators, Mediation, Agreement, Ending, Performance, Service }

/// <summary>How a field is filled in.</summary>
public enum InputKind { Text, LongText, Day, Moment, Money, Number, Select, Radio, YesNo, Tick, Ticks, File, Files, Hidden, Mediator, Elsewhere }

/// <summary>One field of a step's form.</summary>
/// <param name="Path">Its path in the API's body; a path that begins with <c>_</c> is turned into others by the step.</param>
public sealed record StepField(string Path, string Label, InputKind Kind, bool Required = false)
{
    public string? Hint { get; init; }
    public Func<StepContext, IReadOnlyList<Choice>> Choices { get; init; } = _ => [];
    public Func<StepContext, string?> Default { get; init; } = _ => null;

    /// <summary>Every value proposed for <see cref="InputKind.Ticks"/>.</summary>
    public Func<StepContext, IEnumerable<string>>? Defaults { get; init; }

    /// <summary>The field is left out where this says no.</summary>
    public Func<StepContext, bool> Shown { get; init; } = _ => true;

    public bool Wide { get; init; }
    public string? Unit { get; init; }

    /// <summary>A day that may lie ahead.</summary>
    public bool Ahead { get; init; }

    /// <summary>A hint that depends on the case.</summary>
    public Func<StepContext, string?> Advice { get; init; } = _ => null;

    /// <summary>What the value is in JSON.</summary>
    public FieldKind Json => Kind switch
    {
        InputKind.Day => FieldKind.Day,
        InputKind.Moment => FieldKind.Instant,
        InputKind.Money => FieldKind.Money,
        InputKind.Number => FieldKind.Whole,
        InputKind.YesNo or InputKind.Tick => FieldKind.YesNo,
        InputKind.Ticks or InputKind.Files => FieldKind.TickList,
        _ => FieldKind.Text,
    };
}

/// <summary>One command of a case as a page: what it is called, what it asks, what is said when it is done.</summary>
/// <param name="Name">The command's name in the API and in the address.</param>
/// <param name="Done">What the case page says afterwards.</param>
/// <param name="Tab">The tab of the case page that shows the result.</param>
public sealed record CaseStep(string Name, string Title, string Done, string Tab, StepGroup Group)
{
    /// <summary>What the step means, under the title.</summary>
    public string? Lead { get; init; }

    /// <summary>On the button; left out, the title.</summary>
    public string? Button { get; init; }

    public IReadOnlyList<StepField> Fields { get; init; } = [];

    /// <summary>A form of its own instead of the fields.</summary>
    public Type? Form { get; init; }

    /// <summary>Kinds of the fields of a form of its own, by path.</summary>
    public IReadOnlyDictionary<string, FieldKind> Kinds { get; init; } = new Dictionary<string, FieldKind>();

    /// <summary>Fields that come filled in: a row with nothing else is blank.</summary>
    public IReadOnlyCollection<string> Incidental { get; init; } = [];

    /// <summary>What a form of its own proposes.</summary>
    public Action<FormValues, StepContext>? Propose { get; init; }

    /// <summary>Fields without which the body would mean something else than was said, with the sentence that asks for them.</summary>
    public Func<FormValues, StepContext, IEnumerable<(string Path, string Sentence)>> Needs { get; init; } = (_, _) => [];

    /// <summary>Turns what the form holds into what the API takes.</summary>
    public Func<FormValues, StepContext, FormValues>? Prepare { get; init; }

    /// <summary>Gives the body its last shape.</summary>
    public Func<JsonObject, JsonObject>? Shape { get; init; }

    /// <summary>Under which of the form's fields an error of the API's field is shown.</summary>
    public Func<string, string> FieldOf { get; init; } = field => field;

    /// <summary>The step that does what the law asks for instead, by the code of the refusal; it is begun with what was answered here.</summary>
    public IReadOnlyDictionary<string, string> Instead { get; init; } = new Dictionary<string, string>();

    /// <summary>What stands before the sentence about a field that the form does not show by itself.</summary>
    public Func<string, string>? LineOf { get; init; }

    /// <summary>It changes what others rely on: the button warns.</summary>
    public bool Ends { get; init; }

    /// <summary>Where a person goes who may not give it: who does it instead.</summary>
    public string? Others { get; init; }

    /// <summary>A long form: what is typed is kept as a draft until it is sent.</summary>
    public bool KeepsDraft { get; init; }

    public bool HasFiles => Fields.Any(f => f.Kind is InputKind.File or InputKind.Files) || WithFiles;

    /// <summary>Papers that are printed before the step, for signing.</summary>
    public IReadOnlyList<PaperKind> Papers { get; init; } = [];

    /// <summary>The page of the case that shows the result, where it is not a tab.</summary>
    public string? Page { get; init; }

    /// <summary>A form of its own that takes files.</summary>
    public bool WithFiles { get; init; }
}
