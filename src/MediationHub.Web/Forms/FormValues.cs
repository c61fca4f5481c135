using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MediationHub.Domain.Kernel;
using Microsoft.Extensions.Primitives;

namespace MediationHub.Web.Forms;

/// <summary>What stands in a form, by field path: what was posted, or what is proposed. Rows are numbered without gaps.</summary>
public sealed partial class FormValues
{
    private readonly Dictionary<string, StringValues> _values = new(StringComparer.Ordinal);

    public string? this[string path]
    {
        get => _values.TryGetValue(path, out var values) ? values.FirstOrDefault(v => !string.IsNullOrWhiteSpace(v))?.Trim() : null;
        set
        {
            if (value is null) _values.Remove(path);
            else _values[path] = value;
        }
    }

    /// <summary>Every value of a field that may have several.</summary>
    public IReadOnlyList<string> All(string path) => _values.TryGetValue(path, out var values) ? [.. values.OfType<string>().Where(v => v.Trim().Length > 0)] : [];

    public void Put(string path, IEnumerable<string> values) => _values[path] = values.ToArray();

    public bool Ticked(string path) => this[path] is "true" or "on";

    /// <summary>Every field that holds something, with all its values.</summary>
    public IEnumerable<KeyValuePair<string, string[]>> Filled => _values.Select(f => KeyValuePair.Create(f.Key, All(f.Key).ToArray())).Where(f => f.Value.Length > 0);

    /// <summary>A form as it was kept.</summary>
    public static FormValues Of(IReadOnlyDictionary<string, string[]> fields)
    {
        var values = new FormValues();
        foreach (var (path, several) in fields) values._values[path] = several;
        return values;
    }

    /// <summary>How many rows a list has.</summary>
    public int Rows(string list) => _values.Keys.Where(k => k.StartsWith(list + "[", StringComparison.Ordinal)).Select(k => int.Parse(k.AsSpan(list.Length + 1, k.IndexOf(']', list.Length) - list.Length - 1), CultureInfo.InvariantCulture) + 1).DefaultIfEmpty().Max();

    /// <summary>Takes out a field, or everything below it.</summary>
    public void Remove(string path)
    {
        foreach (var key in _values.Keys.Where(k => k == path || k.StartsWith(path + ".", StringComparison.Ordinal) || k.StartsWith(path + "[", StringComparison.Ordinal)).ToList()) _values.Remove(key);
    }

    public FormValues Copy()
    {
        var copy = new FormValues();
        foreach (var (path, values) in _values) copy._values[path] = values;
        return copy;
    }

    /// <summary>The body that the API takes.</summary>
    public JsonObject ToJson(IReadOnlyDictionary<string, FieldKind> kinds) => FormJson.From(new FormCollection(new Dictionary<string, StringValues>(_values)), kinds);

    /// <summary>Fields in which no number, day or time can be read, each with a sentence that says what to write.</summary>
    public IEnumerable<(string Path, string Sentence)> Unreadable(IReadOnlyDictionary<string, FieldKind> kinds)
    {
        foreach (var path in _values.Keys)
        {
            if (this[path] is not { } text) continue;
            var plain = TextRules.HalfWidth(text).Replace(",", "");
            var sentence = kinds.GetValueOrDefault(AnyRow().Replace(path, "[]")) switch
            {
                FieldKind.Money when !decimal.TryParse(plain, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) => "请填写数字，例如 12000.00。",
                FieldKind.Whole when !int.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) => "请填写整数。",
                FieldKind.Day when !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) => "请填写日期，例如 2026-11-02。",
                FieldKind.Instant when !DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _) => "请填写日期和时间，例如 2026-11-02T09:10。",
                _ => null,
            };
            if (sentence is not null) yield return (path, sentence);
        }
    }

    /// <summary>Reads a posted form and drops the rows that nobody filled in.</summary>
    /// <param name="incidental">Fields that come filled in, such as <c>applicants[].kind</c>: a row with nothing else is blank.</param>
    public static FormValues From(IFormCollection form, IReadOnlyCollection<string> incidental)
    {
        var alive = new SortedSet<(string List, int Row)>();
        foreach (var (path, values) in form)
            if (values.Any(v => !string.IsNullOrWhiteSpace(v)) && !incidental.Contains(AnyRow().Replace(path, "[]")))
                foreach (var row in RowsOf(path)) alive.Add(row);

        var read = new FormValues();
        foreach (var (path, values) in form)
        {
            if (path.StartsWith("__", StringComparison.Ordinal) || RowsOf(path).Any(row => !alive.Contains(row))) continue;
            read._values[Renumbered(path, alive)] = values;
        }
        return read;
    }

    private static string Renumbered(string path, SortedSet<(string List, int Row)> alive)
    {
        var text = path;
        // From the innermost list outwards, so that the positions found in the path stay right.
        foreach (var (list, row) in RowsOf(path).Reverse())
        {
            var place = alive.GetViewBetween((list, 0), (list, row)).Count - 1;
            text = $"{list}[{place}]{text[(list.Length + 2 + row.ToString(CultureInfo.InvariantCulture).Length)..]}";
        }
        return text;
    }

    private static IEnumerable<(string List, int Row)> RowsOf(string path) =>
        AnyRow().Matches(path).Select(m => (path[..m.Index], int.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture)));

    [GeneratedRegex(@"\[(\d{1,4})\]")]
    private static partial Regex AnyRow();
}
