using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MediationHub.Web.Tests.Telemetry;

/// <summary>What becomes of OTLP in Prometheus, and what the files in <c>ops/</c> ask of it.</summary>
internal static partial class Prometheus
{
    private static readonly Dictionary<string, string> Units = new()
    {
        ["s"] = "seconds", ["ms"] = "milliseconds", ["us"] = "microseconds", ["ns"] = "nanoseconds", ["min"] = "minutes", ["h"] = "hours", ["d"] = "days", ["By"] = "bytes", ["KiBy"] = "kibibytes", ["MiBy"] = "mebibytes", ["%"] = "percent",
    };

    private static readonly HashSet<string> Words = ["by", "without", "on", "ignoring", "group_left", "group_right", "and", "or", "unless", "bool", "offset", "inf", "nan"];

    public static string Folder { get; } = Find();

    /// <summary>Debian's promtool: installed, or unpacked by <c>ops/test</c>; null where there is none.</summary>
    public static string? Promtool { get; } = new[] { Path.Combine(Folder, "..", "out", "tools", "promtool", "promtool") }
        .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(p => Path.Combine(p, "promtool"))).FirstOrDefault(File.Exists);

    /// <summary>
    /// The names that the collector's Prometheus exporter gives a metric (OpenTelemetry specification, "OTLP Metric points to Prometheus"):
    /// characters that no name may have become underscores, the unit is written out at the end unless it stands in the name, a unit in braces is left out, a counter ends in _total.
    /// </summary>
    public static IEnumerable<string> NamesOf(string metric, string unit, string kind)
    {
        var words = NotInNames().Replace(metric, "_").Split('_', StringSplitOptions.RemoveEmptyEntries).ToList();
        var parts = Braces().Replace(unit, "").Split('/');
        var suffix = Units.GetValueOrDefault(parts[0]) ?? (parts[0] is "" or "1" ? null : NotInNames().Replace(parts[0], "_"));
        if (suffix is not null && !words.Contains(suffix)) words.Add(suffix);
        if (kind == "counter")
        {
            words.Remove("total");
            words.Add("total");
        }
        else if (kind == "gauge" && unit == "1")
        {
            words.Remove("ratio");
            words.Add("ratio");
        }
        var name = string.Join('_', words);
        return kind == "histogram" ? [$"{name}_bucket", $"{name}_sum", $"{name}_count"] : [name];
    }

    public static string Label(string label) => NotInNames().Replace(label, "_");

    /// <summary>The expressions of the alerts, read from the file line by line: <c>expr: …</c>, or <c>expr: |</c> and what is indented below it.</summary>
    public static List<(string Name, string Query)> Alerts()
    {
        var alerts = new List<(string, string)>();
        var lines = File.ReadAllLines(Path.Combine(Folder, "prometheus", "rules.yml"));
        var name = "";
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].TrimStart().StartsWith("- alert:", StringComparison.Ordinal)) name = lines[i].Split(':')[1].Trim();
            var at = lines[i].IndexOf("expr:", StringComparison.Ordinal);
            if (at < 0) continue;
            var query = lines[i][(at + 5)..].Trim();
            if (query == "|") for (query = ""; i + 1 < lines.Length && lines[i + 1].Length > at && lines[i + 1][at] == ' ';) query += lines[++i] + "\n";
            alerts.Add((name, query));
        }
        return alerts;
    }

    /// <summary>The expressions of every panel and variable of every dashboard.</summary>
    public static List<(string Name, string Query)> Panels()
    {
        var queries = new List<(string, string)>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Folder, "grafana", "dashboards"), "*.json"))
        {
            using var dashboard = JsonDocument.Parse(File.ReadAllBytes(file));
            foreach (var panel in dashboard.RootElement.GetProperty("panels").EnumerateArray().Where(p => p.GetProperty("type").GetString() != "row"))
                foreach (var target in panel.GetProperty("targets").EnumerateArray()) queries.Add((panel.GetProperty("title").GetString()!, target.GetProperty("expr").GetString()!));
            foreach (var variable in dashboard.RootElement.GetProperty("templating").GetProperty("list").EnumerateArray().Where(v => v.GetProperty("type").GetString() == "query"))
            {
                var asked = LabelValues().Match(variable.GetProperty("definition").GetString()!);
                queries.Add((variable.GetProperty("name").GetString()!, $"sum by ({asked.Groups["label"].Value}) ({asked.Groups["metric"].Value})"));
            }
        }
        return queries;
    }

    /// <summary>The metrics and labels that a query names.</summary>
    public static (HashSet<string> Metrics, HashSet<string> Labels) Asks(string query)
    {
        var labels = new HashSet<string>();
        query = Comments().Replace(query, "");
        query = Selectors().Replace(query, m =>
        {
            foreach (Match matcher in Matchers().Matches(m.Value)) labels.Add(matcher.Groups[1].Value);
            return "";
        });
        query = Ranges().Replace(Texts().Replace(query, ""), "");
        query = Groupings().Replace(query, m =>
        {
            labels.UnionWith(m.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
            return " ";
        });
        return (Identifiers().Matches(query).Select(m => m.Value).Where(w => !Words.Contains(w.ToLowerInvariant())).ToHashSet(), labels);
    }

    /// <summary>Runs promtool; gives what it says where it is not content.</summary>
    public static async Task<string?> Run(params string[] arguments)
    {
        using var promtool = Process.Start(new ProcessStartInfo(Promtool!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (said, complaint) = (promtool.StandardOutput.ReadToEndAsync(), promtool.StandardError.ReadToEndAsync());
        await promtool.WaitForExitAsync();
        return promtool.ExitCode == 0 ? null : await said + await complaint;
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "MediationHub.sln"))) return Path.Combine(folder.FullName, "ops");
        throw new InvalidOperationException("no repository above the tests");
    }

    [GeneratedRegex("[^a-zA-Z0-9_:]")]
    private static partial Regex NotInNames();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Braces();

    [GeneratedRegex(@"#[^\n]*")]
    private static partial Regex Comments();

    [GeneratedRegex("""\{(?:[^{}"]|"[^"]*")*\}""")]
    private static partial Regex Selectors();

    [GeneratedRegex("([a-zA-Z_][a-zA-Z0-9_]*)\\s*(?:=~|!~|!=|=)")]
    private static partial Regex Matchers();

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Texts();

    [GeneratedRegex(@"\[[^\]]*\]")]
    private static partial Regex Ranges();

    [GeneratedRegex(@"\b(?:by|without|on|ignoring|group_left|group_right)\s*\(([^)]*)\)")]
    private static partial Regex Groupings();

    [GeneratedRegex(@"(?<![a-zA-Z0-9_:$.])[a-zA-Z_:][a-zA-Z0-9_:]*\b(?!\s*\()")]
    private static partial Regex Identifiers();

    [GeneratedRegex(@"label_values\((?<metric>\w+), (?<label>\w+)\)")]
    private static partial Regex LabelValues();
}
