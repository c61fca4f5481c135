using System.Text.RegularExpressions;

namespace MediationHub.Domain.Tests.Kernel;

/// <summary>The files of this repository, found by walking up from where the tests run.</summary>
internal static partial class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string PathOf(string name) => Path.Combine(Root, name);

    /// <summary>A document's text with plain line ends, however it was checked out.</summary>
    public static string Read(string name) => File.ReadAllText(PathOf(name)).Replace("\r\n", "\n");

    /// <summary>Every test of every project as <c>Class.method</c>, read from the sources: a project needs no reference to the others.</summary>
    public static IReadOnlySet<string> Tests()
    {
        var tests = new HashSet<string>();
        foreach (var file in Directory.EnumerateFiles(PathOf("tests"), "*.cs", SearchOption.AllDirectories))
        {
            var (inside, marked) = ("", false);
            foreach (var line in File.ReadLines(file))
            {
                if (Class().Match(line) is { Success: true } type) inside = type.Groups[1].Value;
                if (Mark().IsMatch(line)) marked = true;
                if (!marked || Method().Match(line) is not { Success: true } method) continue;
                tests.Add($"{inside}.{method.Groups[1].Value}");
                marked = false;
            }
        }
        return tests;
    }

    private static string Find(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "MediationHub.sln"))) return at.FullName;
        throw new InvalidOperationException($"MediationHub.sln is not above {folder}");
    }

    [GeneratedRegex(@"^\s*(?:public|internal) (?:static |sealed |abstract |partial )*class (\w+)")]
    private static partial Regex Class();

    [GeneratedRegex(@"^\s*\[(?:Fact|Theory)\b")]
    private static partial Regex Mark();

    [GeneratedRegex(@"^\s*public (?:static )?(?:async )?(?:void|Task) (\w+)\(")]
    private static partial Regex Method();
}
