namespace MediationHub.Web.Components;

/// <summary>The messages of a refused form by field name, in the order of the fields; the empty name holds what concerns the whole form.</summary>
public sealed class FormErrors
{
    private readonly List<(string Field, string Message)> _all = [];
    private readonly Dictionary<string, string> _labels = new(StringComparer.Ordinal);

    /// <summary>A field with an error said what it is called: the summary stands above the fields and was drawn before them.</summary>
    public event Action? Named;

    public IReadOnlyList<(string Field, string Message)> All => _all;

    public FormErrors Add(string field, string message)
    {
        _all.Add((field, message));
        return this;
    }

    /// <summary>What the field is called on the page.</summary>
    public void Name(string field, string label)
    {
        if (_labels.TryGetValue(field, out var known) && known == label) return;
        _labels[field] = label;
        if (_all.Exists(error => error.Field == field)) Named?.Invoke();
    }

    /// <summary>The message with its field's name before it, where the sentence does not name the field itself.</summary>
    public string Whole(string field, string message) =>
        _labels.TryGetValue(field, out var label) && !message.Contains(Bare(label), StringComparison.Ordinal) ? $"{label}：{message}" : message;

    /// <summary>A label without what stands in brackets behind it.</summary>
    private static string Bare(string label) => label.Split('（')[0] is { Length: > 0 } bare ? bare : label;

    public string? For(string field)
    {
        var messages = _all.Where(error => error.Field == field).Select(error => error.Message).ToList();
        return messages.Count == 0 ? null : string.Join(" ", messages);
    }
}
