using System.Globalization;
using System.Text;
using Dapper;
using MediationHub.Domain.Kernel;

namespace MediationHub.Web.Features.Lists;

public enum KeyType { Text, Instant, Day, Amount }

/// <summary>One column of an order.</summary>
/// <param name="Nullable">What has no value stands last, whichever way the order runs.</param>
public sealed record OrderKey(string Column, bool Descending = false, KeyType Type = KeyType.Text, bool Nullable = false);

/// <summary>An order in which a list can be read on from any row: the last key is unique. Only the first key may be without a value.</summary>
public sealed record Order(params OrderKey[] Keys)
{
    /// <summary>As it stands behind <c>order by</c>.</summary>
    public string Sql { get; } = string.Join(", ", Keys.Select(k => k.Column + (k.Descending ? " desc" : "") + (k is { Nullable: true, Descending: true } ? " nulls last" : "")));

    /// <summary>The place behind a row, by its values in the order of the keys: opaque to whoever carries it.</summary>
    public static string Place(string sort, params object?[] values)
    {
        var text = string.Join('\n', values.Select(v => v switch
        {
            null => "",
            DateTimeOffset at => "=" + at.UtcTicks.ToString(CultureInfo.InvariantCulture),
            DateOnly day => "=" + day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ => string.Create(CultureInfo.InvariantCulture, $"={v}"),
        }).Prepend(sort));
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).Replace('+', '-').Replace('/', '_').TrimEnd('=');
    }

    /// <summary>The values of a place in this order; null where the text is none, or one of another order.</summary>
    public object?[]? Values(string sort, string? place)
    {
        if (string.IsNullOrEmpty(place) || place.Length > 600) return null;
        var padded = place.Replace('-', '+').Replace('_', '/') + new string('=', (4 - place.Length % 4) % 4);
        var bytes = new byte[padded.Length];
        if (!Convert.TryFromBase64String(padded, bytes, out var length)) return null;
        var parts = Encoding.UTF8.GetString(bytes, 0, length).Split('\n');
        if (parts.Length != Keys.Length + 1 || parts[0] != sort) return null;
        var values = new object?[Keys.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var part = parts[i + 1];
            if (part.Length == 0)
            {
                if (!Keys[i].Nullable) return null;
                continue;
            }
            if (part[0] != '=') return null;
            if (Parsed(Keys[i].Type, part[1..]) is not { } value) return null;
            values[i] = value;
        }
        return values;
    }

    /// <summary>
    /// The conditions for the rows behind a place, to be asked one after the other until there are rows enough: first those that have a value in the first key,
    /// then those without one. So each is read from its place in the index.
    /// </summary>
    public IReadOnlyList<string> Behind(object?[] place, DynamicParameters values)
    {
        for (var i = 0; i < place.Length; i++)
            if (place[i] is { } value) values.Add($"after{i}", value is DateTimeOffset at ? at.UtcDateTime : value);
        if (place[0] is null) return [$"{Keys[0].Column} is null and {From(1, place)}"];
        var bounded = $"{Keys[0].Column} {(Keys[0].Descending ? "<=" : ">=")} @after0 and {From(0, place)}";
        return Keys[0].Nullable ? [bounded, $"{Keys[0].Column} is null"] : [bounded];
    }

    private string From(int key, object?[] place)
    {
        var rest = Keys[key..];
        if (rest.All(k => k.Descending == rest[0].Descending))
            return $"({string.Join(", ", rest.Select(k => k.Column))}) {(rest[0].Descending ? "<" : ">")} ({string.Join(", ", rest.Select((_, i) => $"@after{key + i}"))})";
        var beyond = $"{Keys[key].Column} {(Keys[key].Descending ? "<" : ">")} @after{key}";
        return $"({beyond} or ({Keys[key].Column} = @after{key} and {From(key + 1, place)}))";
    }

    private static object? Parsed(KeyType type, string text) => type switch
    {
        KeyType.Text => text,
        KeyType.Instant => long.TryParse(text, out var ticks) && ticks > 0 && ticks < DateTime.MaxValue.Ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null,
        KeyType.Day => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
        _ => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var amount) ? amount : null,
    };
}

/// <summary>One page of a list.</summary>
/// <param name="Total">Exact to <see cref="Api.Paging.CountedTo"/>.</param>
/// <param name="Next">Where the next page begins; null where this is the last one, or where the order has no places.</param>
public sealed record Listed<T>(IReadOnlyList<T> Items, int Total, bool Exact, string? Next = null)
{
    public static readonly Listed<T> None = new([], 0, true);
}
