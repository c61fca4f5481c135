namespace MediationHub.Store.Rows;

/// <summary>What a column holds; <see cref="Words"/> is a list of texts, <see cref="Numbers"/> one of integers.</summary>
public enum ColumnType { Text, Integer, Long, Amount, Day, Instant, Flag, Words, Json, Numbers }

public readonly record struct Column(string Name, ColumnType Type);

/// <summary>
/// A table of read rows: functions of state, calendar and rulebook, written in the transaction of the events they follow from.
/// The first key column is always the id of the stream that a row belongs to.
/// </summary>
public sealed class Table
{
    private readonly (string Rows, string Order) _inOrder;

    public Table(string name, int keys, params Column[] columns)
    {
        (Name, Keys, Columns) = (name, keys, columns);
        var names = string.Join(", ", columns.Select(c => c.Name));
        var key = string.Join(", ", columns.Take(keys).Select(c => c.Name));
        var update = string.Join(", ", columns.Skip(keys).Select(c => $"{c.Name} = excluded.{c.Name}"));
        var from = string.Join(", ", columns.Select((c, i) => $"${i + 1}::{Sql(c.Type)}[]"));
        var taken = string.Join(", ", columns.Select(c => c.Type switch
        {
            ColumnType.Words => $"coalesce(string_to_array(u.{c.Name}, E'\\x1f'), '{{}}')",
            ColumnType.Json => $"u.{c.Name}::jsonb",
            ColumnType.Numbers => $"u.{c.Name}::integer[]",
            _ => $"u.{c.Name}",
        }));
        Upsert = $"insert into {name} ({names}) select {taken} from unnest({from}) as u({names}) on conflict ({key}) do " + (update.Length == 0 ? "nothing" : $"update set {update}");
        InsertFree = $"insert into {name} ({names}) select {taken} from unnest({from}) as u({names}) on conflict do nothing";
        var keyFrom = string.Join(", ", columns.Take(keys).Select((c, i) => $"${i + 1}::{Sql(c.Type)}[]"));
        Delete = $"delete from {name} t using unnest({keyFrom}) as u({key}) where " + string.Join(" and ", columns.Take(keys).Select(c => $"t.{c.Name} = u.{c.Name}"));
        _inOrder = ($"copy (select {string.Join(", ", columns.Select(c => c.Type switch { ColumnType.Words => $"array_to_string({c.Name}, E'\\x1f')", ColumnType.Json => $"{c.Name}::text", _ => c.Name }))} from {name}", $" order by {key}) to stdout (format binary)");
        CopyIn = $"copy {name} ({names}) from stdin (format binary)";
        CopyFrozen = $"copy {name} ({names}) from stdin (format binary, freeze)";
    }

    public string Name { get; }

    /// <summary>How many of the leading columns are the key.</summary>
    public int Keys { get; }

    public IReadOnlyList<Column> Columns { get; }

    /// <summary>Two of its rows may exclude each other by more than their key: rows are replaced by deleting and inserting, and one that finds its place taken fails its own command.</summary>
    public bool Exclusive { get; init; }

    /// <summary>Which of the table's rows follow from the record, as a condition; null: all of them.</summary>
    public string? Ours { get; init; }

    internal string Upsert { get; }

    /// <summary>Inserts what nothing stands against, for a table whose rows exclude each other.</summary>
    internal string InsertFree { get; }
    internal string Delete { get; }
    internal string ReadInOrder => _inOrder.Rows + (Ours is null ? "" : $" where {Ours}") + _inOrder.Order;
    internal string CopyIn { get; }

    /// <summary>Into a table that the same transaction emptied: the rows are written as seen by all, and no vacuum has to go over them.</summary>
    internal string CopyFrozen { get; }

    private static string Sql(ColumnType type) => type switch
    {
        ColumnType.Text or ColumnType.Words or ColumnType.Json or ColumnType.Numbers => "text",
        ColumnType.Integer => "integer",
        ColumnType.Long => "bigint",
        ColumnType.Amount => "numeric",
        ColumnType.Day => "date",
        ColumnType.Instant => "timestamptz",
        ColumnType.Flag => "boolean",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}

/// <summary>One read row. Values: string, int, long, decimal, DateOnly, DateTimeOffset (see <see cref="Instant"/>), bool, <see cref="Numbers"/> or null, in the table's order; a list of words joined by U+001F.</summary>
public sealed class Row(Table table, params object?[] values)
{
    public Table Table { get; } = table;
    public object?[] Values { get; } = values.Length == table.Columns.Count ? values : throw new ArgumentException($"{table.Name} has {table.Columns.Count} columns, not {values.Length}");

    public string Stream => (string)Values[0]!;

    /// <summary>What stands in a column.</summary>
    /// <exception cref="InvalidOperationException">The table has no such column.</exception>
    public object? Of(string column) => Values[Table.Columns.Index().First(c => c.Item.Name == column).Index];

    public bool SameKey(Row other) => ReferenceEquals(Table, other.Table) && Values.AsSpan(0, Table.Keys).SequenceEqual(other.Values.AsSpan(0, Table.Keys));
    public bool Same(Row other) => ReferenceEquals(Table, other.Table) && Values.AsSpan().SequenceEqual(other.Values);

    /// <summary>An instant as a column keeps it: in UTC, to the microsecond.</summary>
    public static DateTimeOffset Instant(DateTimeOffset at) => new(at.UtcTicks - at.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    /// <summary>A list of texts as one value of a <see cref="ColumnType.Words"/> column.</summary>
    public static string? Words(IEnumerable<string> words)
    {
        var joined = string.Join('\u001f', words);
        return joined.Length == 0 ? null : joined;
    }
}

/// <summary>A list of integers as one value: equal where all of them are.</summary>
public sealed class Numbers(int[] values) : IEquatable<Numbers>
{
    public int[] Values { get; } = values;

    public bool Equals(Numbers? other) => other is not null && Values.AsSpan().SequenceEqual(other.Values);
    public override bool Equals(object? obj) => Equals(obj as Numbers);
    public override int GetHashCode() => HashCode.Combine(Values.Length, Values.Length > 0 ? Values[0] : 0, Values.Length > 0 ? Values[^1] : 0);
    public override string ToString() => $"{{{string.Join(',', Values)}}}";
}

/// <summary>What must be written so that the stored rows of one stream are those of its new state.</summary>
public sealed record RowChanges(IReadOnlyList<Row> Upserts, IReadOnlyList<Row> Deletes)
{
    public static RowChanges Between(IReadOnlyList<Row> before, IReadOnlyList<Row> after)
    {
        List<Row> upserts = [], deletes = [];
        foreach (var row in after)
        {
            var old = before.FirstOrDefault(row.SameKey);
            if (old is null || !row.Same(old)) upserts.Add(row);
        }
        foreach (var row in before)
            if (!after.Any(row.SameKey)) deletes.Add(row);
        return new(upserts, deletes);
    }
}
