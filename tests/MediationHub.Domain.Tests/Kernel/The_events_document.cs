using System.Collections;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Tests.Kernel;

/// <summary><c>docs/events.md</c> is written from the events themselves; <c>UPDATE_DOCS=1</c> writes it anew.</summary>
public class The_events_document
{
    private const string Name = "docs/events.md";

    [Fact]
    public void says_what_the_code_says()
    {
        var written = EventsDocument.Write();
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1") File.WriteAllText(Repository.PathOf(Name), written);

        var stored = File.Exists(Repository.PathOf(Name)) ? Repository.Read(Name) : "";
        Assert.True(stored == written, $"{Name} is not what the code says. Write it anew with UPDATE_DOCS=1 dotnet test tests/MediationHub.Domain.Tests --filter The_events_document. It differs from here: {FirstDifference(stored, written)}");
    }

    [Fact]
    public void is_the_same_each_time() => Assert.Equal(EventsDocument.Write(), EventsDocument.Write());

    [Fact]
    public void names_every_event_and_marks_personal_text()
    {
        var written = EventsDocument.Write();
        Assert.All(Wire.Events(), e => Assert.Contains($"### `{e.Name}` {e.Type.Name}\n", written));
        Assert.Matches(@"\| `facts` \| text \| 🔒 \|", written);
    }

    [Fact]
    public void has_the_summaries_of_the_code_at_hand() => Assert.Contains("stands in the organization's register", EventsDocument.Write());

    private static string FirstDifference(string stored, string written) =>
        written.Split('\n').Except(stored.Split('\n')).FirstOrDefault() ?? stored.Split('\n').Except(written.Split('\n')).FirstOrDefault() ?? "the order of the lines";
}

/// <summary>Renders every event of the log, and what its fields are made of, as Markdown.</summary>
internal sealed partial class EventsDocument
{
    private static readonly IReadOnlyList<string> Streams =
        [.. typeof(Wire).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && t.GetInterfaces().Any(IsAggregate)).Select(t => (string)t.GetProperty("Stream")!.GetValue(null)!).Order(StringComparer.Ordinal)];

    private readonly StringBuilder _text = new();
    private readonly SummaryFile _summaries = new(typeof(Wire).Assembly);
    private readonly Dictionary<string, Type> _parts = [];
    private readonly Dictionary<string, Type> _words = [];

    public static string Write() => new EventsDocument().Whole();

    private string Whole()
    {
        _text.Append(
            """
            # 事件 / Events

            Everything that can stand in the log. This page is written from the code by the test `The_events_document`;
            after a change run `UPDATE_DOCS=1 dotnet test tests/MediationHub.Domain.Tests --filter The_events_document`.

            A wire name never changes its meaning: something new gets a new name or the next version.
            Fields that are empty are left out. Beside its own fields each event stands in the log with its stream, version,
            moment, user name and hash.

            🔒 marks text that may tell who someone is or what they said in confidence: in the log it is encrypted under the key of
            its stream. ◐ marks a part that holds such text.

            """);
        foreach (var stream in Wire.Events().GroupBy(e => e.Name[..e.Name.IndexOf('.')]).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            _text.Append($"\n## {stream.Key}\n");
            if (!Streams.Contains(stream.Key)) _text.Append("\nStands in any stream, behind the event it belongs to.\n");
            // In the order in which the code tells them.
            foreach (var (name, type) in stream.OrderBy(e => e.Type.MetadataToken)) Section($"`{name}` {type.Name}", type, _summaries.Of(type) ?? Sentence(type.Name));
        }

        _text.Append("\n## What fields are made of\n");
        for (var written = new HashSet<string>(); _parts.Keys.Except(written).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } next;)
            foreach (var part in next)
            {
                written.Add(part);
                Fields(_parts[part]);   // finds the parts within
            }
        foreach (var (name, type) in _parts.OrderBy(p => p.Key, StringComparer.Ordinal)) Section(name, type, _summaries.Of(type));

        _text.Append("\n## Words\n\n| Word list | Words |\n|---|---|\n");
        foreach (var (name, type) in _words.OrderBy(w => w.Key, StringComparer.Ordinal))
            _text.Append($"| {name} | {string.Join(", ", Enum.GetValues(type).Cast<object>().Select(word => $"`{JsonSerializer.Serialize(word, type, Wire.Json).Trim('"')}`"))} |\n");
        return _text.ToString().Replace("\r\n", "\n");
    }

    private void Section(string title, Type type, string? summary)
    {
        _text.Append($"\n### {title}\n");
        if (summary is not null) _text.Append($"\n{summary}\n");
        if (Fields(type) is not { Count: > 0 } fields) return;
        _text.Append("\n| Field | Type | | |\n|---|---|---|---|\n");
        foreach (var field in fields) _text.Append($"| `{field.Name}` | {field.Type} | {field.Mark} | {field.Meaning} |\n");
    }

    private List<(string Name, string Type, string Mark, string Meaning)> Fields(Type type) =>
    [
        .. from property in Wire.Json.GetTypeInfo(type).Properties
           let member = property.AttributeProvider as PropertyInfo
           where property.Get is not null && member is not null
           select (property.Name, TypeOf(property.PropertyType), Mark(property.PropertyType), _summaries.Of(type, member) ?? ""),
    ];

    private string TypeOf(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } value) return TypeOf(value);
        if (ItemOf(type) is { } item) return $"list of {TypeOf(item)}";
        if (type == typeof(string) || type == typeof(Personal)) return "text";
        if (type == typeof(bool)) return "yes or no";
        if (type == typeof(int) || type == typeof(long)) return "whole number";
        if (type == typeof(decimal)) return "number";
        if (type == typeof(DateOnly)) return "day";
        if (type == typeof(DateTimeOffset)) return "instant";
        if (type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>))) return $"{Split(type.Name[..^2])} id";
        var into = type.IsEnum ? _words : _parts;
        if (into.TryGetValue(type.Name, out var known) && known != type) throw new InvalidOperationException($"two parts of events are named {type.Name}");
        into[type.Name] = type;
        return type.IsEnum ? $"one of [{type.Name}](#words)" : $"[{type.Name}](#{type.Name.ToLowerInvariant()})";
    }

    private static string Mark(Type type) => (ItemOf(type) ?? Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(Personal) => "🔒",
        var t when HoldsPersonal(t, []) => "◐",
        _ => "",
    };

    private static bool HoldsPersonal(Type type, HashSet<Type> seen) =>
        type == typeof(Personal)
        || type.Namespace?.StartsWith("MediationHub", StringComparison.Ordinal) is true && !type.IsEnum && seen.Add(type) && Wire.Json.GetTypeInfo(type) is { Kind: JsonTypeInfoKind.Object } info
            && info.Properties.Any(p => HoldsPersonal(ItemOf(p.PropertyType) ?? Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType, seen));

    private static Type? ItemOf(Type type) => type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(type) ? type.GetGenericArguments().FirstOrDefault() ?? type.GetElementType() : null;

    private static bool IsAggregate(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IAggregate<>);

    private static string Split(string name) => Capitals().Replace(name, " $0").ToLowerInvariant();

    private static string Sentence(string name) => Split(name) is var words ? $"{char.ToUpperInvariant(words[0])}{words[1..]}." : "";

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex Capitals();
}

/// <summary>The summaries that the compiler wrote beside an assembly.</summary>
internal sealed partial class SummaryFile(Assembly assembly)
{
    private readonly Dictionary<string, XElement> _members = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member").ToDictionary(m => m.Attribute("name")!.Value);

    public string? Of(Type type) => Plain(Member($"T:{type.FullName}")?.Element("summary"));

    /// <summary>What is said of a field: where it is declared, or as a parameter of the record.</summary>
    public string? Of(Type type, PropertyInfo property) =>
        Plain(Member($"P:{property.DeclaringType!.FullName}.{property.Name}")?.Element("summary"))
        ?? Plain(Member($"T:{type.FullName}")?.Elements("param").FirstOrDefault(p => p.Attribute("name")?.Value == property.Name));

    private XElement? Member(string name) => _members.GetValueOrDefault(name.Replace('+', '.'));

    private static string? Plain(XElement? element)
    {
        if (element is null) return null;
        var text = string.Concat(element.Nodes().Select(node => node switch
        {
            XText plain => plain.Value,
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XElement see when (see.Attribute("cref") ?? see.Attribute("name")) is { } name => $"`{name.Value.Split(':')[^1].Split('.')[^1]}`",
            XElement other => other.Value,
            _ => "",
        }));
        text = Spaces().Replace(text, " ").Trim().Replace("|", "\\|");
        return text.Length == 0 ? null : text;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
