namespace MediationHub.Web.Forms;

/// <summary>What stands in a form's fields: what the person typed when the form comes back, otherwise what the page proposes.</summary>
/// <param name="typed">Null when the form is shown for the first time.</param>
public sealed class TypedForm(IFormCollection? typed = null)
{
    public static readonly TypedForm Fresh = new();

    public string? Text(string name, string? proposed = null) => typed is null ? proposed : typed[name].FirstOrDefault(v => !string.IsNullOrWhiteSpace(v)) ?? "";

    public bool Ticked(string name, bool proposed = false) => typed is null ? proposed : typed[name].Contains("true");

    public IReadOnlyCollection<string> All(string name, IEnumerable<string>? proposed = null) =>
        [.. typed is null ? proposed ?? [] : typed[name].Where(v => !string.IsNullOrWhiteSpace(v)).Select(v => v!)];
}
