namespace MediationHub.Web.Components;

/// <summary>The messages of a refused form by field name, in the order of the fields; the empty name holds what concerns the whole form.</summary>
public sealed class FormErrors
{
    private readonly List<(string Field, string Message)> _all = [];

    public IReadOnlyList<(string Field, string Message)> All => _all;

    public FormErrors Add(string field, string message)
    {
        _all.Add((field, message));
        return this;
    }

    public string? For(string field)
    {
        var messages = _all.Where(error => error.Field == field).Select(error => error.Message).ToList();
        return messages.Count == 0 ? null : string.Join(" ", messages);
    }
}
