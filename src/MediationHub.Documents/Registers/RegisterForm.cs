using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using MediationHub.Domain.Kernel;

namespace MediationHub.Documents.Registers;

/// <summary>What a column of a register holds.</summary>
public enum RegisterColumnKind { Text, Code, Phone, IdNumber, Day, Integer, Number, Money, Percent, Yes, Ignored }

/// <summary>A column of a register, with every other head under which offices write it.</summary>
/// <param name="Key">Its name within the program.</param>
/// <param name="Width">In characters of the standard font.</param>
/// <param name="Words">The list of words that its cells are read by; null for none.</param>
/// <param name="Fill">Cells merged downwards hold for every row they cover.</param>
/// <param name="Checked">A figure that the program counts itself: looked at, and told where it cannot be, but not taken over.</param>
/// <param name="Extra">Taken where it is there; not part of the export.</param>
/// <param name="Hidden">Another way to write what a column of the form holds; not in templates either.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RegisterColumn(
    string Key, string Header, IReadOnlyList<string>? Aliases = null, RegisterColumnKind Kind = RegisterColumnKind.Text, double Width = 16, string? Words = null,
    bool Required = false, bool Fill = false, bool Checked = false, bool Extra = false, bool Hidden = false, string? Note = null);

/// <summary>A register's form: its columns, and the words of its cells.</summary>
public sealed partial class RegisterForm
{
    /// <summary>Where an error list keeps its sentences: read past when the corrected list comes back.</summary>
    public const string FindingsHeader = "导入问题";

    private static readonly FrozenDictionary<string, RegisterForm> All = Load();

    private readonly FrozenDictionary<string, int> _byHeader;
    private readonly FrozenDictionary<string, int> _byKey;
    private readonly FrozenDictionary<string, FrozenDictionary<string, string>> _words;
    private readonly FrozenDictionary<string, string> _firstWords;

    private RegisterForm(string kind, Written written)
    {
        (Kind, Title, Columns) = (kind, written.Title, written.Columns);
        _byKey = Columns.Select((c, i) => (c.Key, i)).ToFrozenDictionary(c => c.Key, c => c.i);
        Dictionary<string, int> heads = [];
        for (var i = 0; i < Columns.Count; i++)
            foreach (var head in (Columns[i].Aliases ?? []).Prepend(Columns[i].Header))
                if (!heads.TryAdd(Plain(head), i) && heads[Plain(head)] != i) throw new JsonException($"{kind}: {head} stands for two columns");
        _byHeader = heads.ToFrozenDictionary();
        _words = written.Words.ToFrozenDictionary(l => l.Key, l => l.Value.SelectMany(w => w.Value, (w, said) => (Said: Plain(said), w.Key)).Distinct().ToFrozenDictionary(w => w.Said, w => w.Key));
        _firstWords = written.Words.SelectMany(l => l.Value, (l, w) => ($"{l.Key}.{w.Key}", w.Value[0])).ToFrozenDictionary(w => w.Item1, w => w.Item2);
    }

    public static RegisterForm Organizations => All["organizations"];
    public static RegisterForm Mediators => All["mediators"];

    /// <summary>Past cases 历史台账.</summary>
    public static RegisterForm Ledger => All["ledger"];

    /// <summary>The form of a kind in an address, or null.</summary>
    public static RegisterForm? Find(string? kind) => kind is null ? null : All.GetValueOrDefault(kind);

    /// <summary><c>organizations</c>, <c>mediators</c> or <c>ledger</c>.</summary>
    public string Kind { get; }

    public string Title { get; }
    public IReadOnlyList<RegisterColumn> Columns { get; }

    /// <summary>The columns of an exported register.</summary>
    public IEnumerable<RegisterColumn> Exported => Columns.Where(c => c is { Extra: false, Hidden: false });

    /// <summary>The columns of an empty form.</summary>
    public IEnumerable<RegisterColumn> Template => Columns.Where(c => !c.Hidden);

    public RegisterColumn this[string key] => Columns[_byKey[key]];

    public int IndexOf(string key) => _byKey[key];

    /// <summary>Which column a head stands for; null for one that the form does not know.</summary>
    public int? ColumnOf(string head)
    {
        var plain = Plain(head);
        if (plain.Length == 0) return null;
        if (_byHeader.TryGetValue(plain, out var found)) return found;
        return _byHeader.TryGetValue(Plain(InBrackets().Replace(TextRules.HalfWidth(head), "")), out found) ? found : null;
    }

    /// <summary>The program's word for what a cell says; null where the list has none.</summary>
    public string? Word(string list, string said) => _words[list].GetValueOrDefault(Plain(said));

    /// <summary>How an exported cell says a word.</summary>
    public string Say(string list, string word) => _firstWords[$"{list}.{word}"];

    /// <summary>What may be written into a cell of this list.</summary>
    public IEnumerable<string> Sayings(string list) => _firstWords.Where(w => w.Key.StartsWith(list + ".", StringComparison.Ordinal)).Select(w => w.Value);

    /// <summary>Half-width, lower case, only letters, digits and characters: blanks, line ends and signs make no difference.</summary>
    internal static string Plain(string text) => string.Concat(TextRules.HalfWidth(text).ToLowerInvariant().Where(char.IsLetterOrDigit));

    private static FrozenDictionary<string, RegisterForm> Load()
    {
        using var json = typeof(RegisterForm).Assembly.GetManifestResourceStream("MediationHub.Documents.Registers.registers.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, Written>>(json, Wire.Json)!
            .ToFrozenDictionary(f => f.Key, f => new RegisterForm(f.Key, f.Value));
    }

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    private sealed record Written(string Title, IReadOnlyList<RegisterColumn> Columns, Dictionary<string, Dictionary<string, string[]>> Words);

    [GeneratedRegex(@"\([^)]*\)?")]
    private static partial Regex InBrackets();
}
