using Microsoft.AspNetCore.Components;

namespace MediationHub.Web.Components;

/// <summary>
/// What all form fields share. The id is made from the name, so that error links and repeated rows find it:
/// <c>Terms[0].Amount</c> becomes <c>f-Terms-0--Amount</c>.
/// </summary>
public abstract class FieldBase : ComponentBase
{
    [Parameter, EditorRequired] public string Label { get; set; } = "";
    [Parameter, EditorRequired] public string Name { get; set; } = "";
    [Parameter] public string? Hint { get; set; }
    [Parameter] public string? Error { get; set; }
    [Parameter] public bool Required { get; set; }
    /// <summary>What has to be filled in, without the browser holding the form back: for a row that may stay blank as a whole, and for what hangs on another field.</summary>
    [Parameter] public bool Marked { get; set; }
    /// <summary>Takes the whole width of a <c>fields</c> grid.</summary>
    [Parameter] public bool Wide { get; set; }
    /// <summary>Further attributes of the control: autocomplete, maxlength, inputmode, placeholder.</summary>
    [Parameter(CaptureUnmatchedValues = true)] public IReadOnlyDictionary<string, object>? Attributes { get; set; }
    [CascadingParameter] public FormErrors? Errors { get; set; }

    protected override void OnParametersSet() => Errors?.Name(Name, Label);

    public static string IdOf(string name) =>
        "f-" + string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' ? letter : '-'));

    protected bool Must => Required || Marked;
    /// <summary>The attribute <c>required</c> says it already where it stands.</summary>
    protected string? AriaRequired => Marked && !Required ? "true" : null;
    protected string Id => IdOf(Name);
    protected string? Message => Error ?? Errors?.For(Name);
    protected string? Invalid => Message is null ? null : "true";
    protected string? DescribedBy => (Hint, Message) switch
    {
        (null, null) => null,
        (not null, null) => Id + "-hint",
        (null, not null) => Id + "-error",
        _ => $"{Id}-hint {Id}-error",
    };
}
