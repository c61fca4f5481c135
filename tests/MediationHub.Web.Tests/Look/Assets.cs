using System.Runtime.CompilerServices;

namespace MediationHub.Web.Tests.Look;

/// <summary>The files under wwwroot as they stand in the source.</summary>
static class Assets
{
    public static readonly string Root = Path.GetFullPath(Path.Combine(Here(), "../../../src/MediationHub.Web/wwwroot"));

    public static string Stylesheet => Read("app.css");

    public static IEnumerable<string> Scripts => Directory.EnumerateFiles(Path.Combine(Root, "js")).Select(file => "js/" + Path.GetFileName(file));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
