namespace MediationHub.Web.Components;

/// <summary>The messages of a refused form by field name, in the order of the fields; the empty name holds what concerns the whole form.</summary>
public sealed class FormErrors
{
    private readonly List<(string Field, string Message)> _all = [];
    private readonly List<(string Form, string Text)> _waysOn = [];
    private readonly Dictionary<string, string> _labels = new(StringComparer.Ordinal), _rows = new(StringComparer.Ordinal);

    /// <summary>A field with an error said what it is called: the summary stands above the fields and was drawn before them.</summary>
    public event Action? Named;

    public IReadOnlyList<(string Field, string Message)> All => _all;

    /// <summary>What can be done instead: the id of a form of the page, and the words on the button that sends it.</summary>
    public IReadOnlyList<(string Form, string Text)> WaysOn => _waysOn;

    public FormErrors LeadOn(string form, string text)
    {
        _waysOn.Add((form, text));
        return this;
    }

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

    /// <summary>What a repeated row is called on the page, by the path that its fields begin with: <c>applicants[0]</c>.</summary>
    public void NameRow(string path, string name)
    {
        if (_rows.TryGetValue(path, out var known) && known == name) return;
        _rows[path] = name;
        if (_all.Exists(error => Below(error.Field, path))) Named?.Invoke();
    }

    /// <summary>The message with the names of its row and field before it, where the sentence does not name the field itself.</summary>
    public string Whole(string field, string message)
    {
        var row = string.Join(' ', _rows.Where(r => Below(field, r.Key)).OrderBy(r => r.Key.Length).Select(r => r.Value));
        var label = _labels.TryGetValue(field, out var known) && !message.Contains(Bare(known), StringComparison.Ordinal) ? known : "";
        return (row, label) switch
        {
            ("", "") => message,
            (_, "") => $"{row}：{message}",
            ("", _) => $"{label}：{message}",
            _ => $"{row} {label}：{message}",
        };
    }

    private static bool Below(string field, string row) => field.StartsWith(row + ".", StringComparison.Ordinal);

    /// <summary>A label without what stands in brackets behind it.</summary>
    private static string Bare(string label) => label.Split('（')[0] is { Length: > 0 } bare ? bare : label;

    public string? For(string field)
    {
        var messages = _all.Where(error => error.Field == field).Select(error => error.Message).ToList();
        return messages.Count == 0 ? null : string.Join(" ", messages);
    }
}
