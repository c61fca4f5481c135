using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MediationHub.Domain.Kernel;

namespace MediationHub.Web.Forms;

/// <summary>What a form's field becomes in JSON. <c>Lines</c> is a text area with one item a line, which becomes a list.</summary>
public enum FieldKind { Text, LongText, Day, Instant, Money, Whole, Choice, YesNo, Tick, TickList, Lines }

/// <summary>
/// Turns a posted form into the body that the API takes, so that a page and an endpoint send the same command.
/// A field is named by its path in the body (<c>terms[0].amount</c>); what is left blank is left out, and so is a row that is blank as a whole.
/// </summary>
public static partial class FormJson
{
    /// <param name="kinds">Kind by path, with <c>[]</c> for any index; paths without a row are text.</param>
    public static JsonObject From(IFormCollection form, IReadOnlyDictionary<string, FieldKind> kinds)
    {
        var root = new JsonObject();
        foreach (var (path, values) in form)
        {
            if (path.StartsWith('_') || path is "version") continue;
            var kind = kinds.GetValueOrDefault(AnyIndex().Replace(path, "[]"));
            JsonNode? value = kind switch
            {
                FieldKind.TickList => List(values),
                FieldKind.Lines => List(values.SelectMany(v => (v ?? "").Split('\n', StringSplitOptions.TrimEntries))),
                _ => Value(kind, values.FirstOrDefault(v => !string.IsNullOrWhiteSpace(v))?.Trim()),
            };
            if (value is not null) Put(root, path, value);
        }
        foreach (var (name, node) in root.ToList())
            if (node is JsonObject { Count: 0 }) root.Remove(name);
        Compact(root);
        return root;
    }

    private static JsonValue? Value(FieldKind kind, string? text) => text is null ? null : kind switch
    {
        FieldKind.Money => decimal.TryParse(TextRules.HalfWidth(text).Replace(",", ""), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount) ? JsonValue.Create(amount) : JsonValue.Create(text),
        FieldKind.Whole => int.TryParse(TextRules.HalfWidth(text), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? JsonValue.Create(whole) : JsonValue.Create(text),
        FieldKind.YesNo or FieldKind.Tick => text switch { "true" or "on" => JsonValue.Create(true), "false" => JsonValue.Create(false), _ => JsonValue.Create(text) },
        // A browser's datetime-local has no zone: people here write the time in Asia/Shanghai.
        FieldKind.Instant => JsonValue.Create(text.Length is 16 ? text + ":00+08:00" : text.Length is 19 ? text + "+08:00" : text),
        _ => JsonValue.Create(text.Replace("\r\n", "\n")),
    };

    private static JsonArray? List(IEnumerable<string?> values)
    {
        var list = new JsonArray([.. values.Where(v => !string.IsNullOrWhiteSpace(v)).Select(v => (JsonNode)JsonValue.Create(v!))]);
        return list.Count == 0 ? null : list;
    }

    private static void Put(JsonObject root, string path, JsonNode value)
    {
        JsonNode at = root;
        var parts = Part().Matches(path);
        for (var i = 0; i < parts.Count; i++)
        {
            var last = i == parts.Count - 1;
            var nextIsIndex = !last && parts[i + 1].Groups["index"].Success;
            if (parts[i].Groups["index"] is { Success: true } index)
            {
                var array = at.AsArray();
                var n = int.Parse(index.Value, CultureInfo.InvariantCulture);
                if (n > 2_000) return;
                while (array.Count <= n) array.Add(null);
                at = array[n] ?? (array[n] = last ? value : nextIsIndex ? new JsonArray() : new JsonObject())!;
            }
            else
            {
                var name = parts[i].Groups["name"].Value;
                var owner = at.AsObject();
                at = owner[name] ?? (owner[name] = last ? value : nextIsIndex ? new JsonArray() : new JsonObject())!;
            }
        }
    }

    /// <summary>Drops rows that nobody filled in. Errors name rows by their place among those that were.</summary>
    private static void Compact(JsonNode node)
    {
        if (node is JsonObject fields)
        {
            foreach (var (_, child) in fields.ToList())
                if (child is not null) Compact(child);
        }
        else if (node is JsonArray rows)
        {
            for (var i = rows.Count - 1; i >= 0; i--)
            {
                if (rows[i] is null) rows.RemoveAt(i);
                else Compact(rows[i]!);
            }
        }
    }

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex AnyIndex();

    [GeneratedRegex(@"(?<name>[A-Za-z][A-Za-z0-9]*)|\[(?<index>\d{1,4})\]")]
    private static partial Regex Part();
}
