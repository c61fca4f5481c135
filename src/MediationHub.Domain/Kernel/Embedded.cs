namespace MediationHub.Domain.Kernel;

/// <summary>The data that comes with the program: calendars, the rulebook, regions.</summary>
internal static class Embedded
{
    /// <param name="name">Folder and file, joined by a dot, such as <c>Rulebook.regions.json</c>.</param>
    public static Stream Open(string name) =>
        typeof(Embedded).Assembly.GetManifestResourceStream($"MediationHub.Domain.{name}")
        ?? throw new InvalidOperationException($"{name} is not embedded");
}
