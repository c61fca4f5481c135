using System.Buffers.Binary;
using Npgsql;
using NpgsqlTypes;

namespace MediationHub.Store.Rows;

/// <summary>How a column's values travel to PostgreSQL and back.</summary>
internal static class ColumnValues
{
    /// <summary>One column of many rows as an array parameter.</summary>
    public static NpgsqlParameter Parameter(ColumnType type, List<Row> rows, int column)
    {
        return type switch
        {
            ColumnType.Text or ColumnType.Words or ColumnType.Json => References<string>(NpgsqlDbType.Text),
            ColumnType.Integer => Values<int>(NpgsqlDbType.Integer),
            ColumnType.Long => Values<long>(NpgsqlDbType.Bigint),
            ColumnType.Amount => Values<decimal>(NpgsqlDbType.Numeric),
            ColumnType.Day => Values<DateOnly>(NpgsqlDbType.Date),
            ColumnType.Flag => Values<bool>(NpgsqlDbType.Boolean),
            ColumnType.Numbers => new NpgsqlParameter<string?[]> { TypedValue = [.. rows.Select(r => r.Values[column]?.ToString())], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
            ColumnType.Instant => new NpgsqlParameter<DateTime?[]>
            {
                TypedValue = [.. rows.Select(r => ((DateTimeOffset?)r.Values[column])?.UtcDateTime)],
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
            },
            _ => throw new ArgumentOutOfRangeException(nameof(type)),
        };

        NpgsqlParameter References<T>(NpgsqlDbType db) where T : class
        {
            var values = new T?[rows.Count];
            for (var i = 0; i < values.Length; i++) values[i] = (T?)rows[i].Values[column];
            return new NpgsqlParameter<T?[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | db };
        }

        NpgsqlParameter Values<T>(NpgsqlDbType db) where T : struct
        {
            var values = new T?[rows.Count];
            for (var i = 0; i < values.Length; i++) values[i] = (T?)rows[i].Values[column];
            return new NpgsqlParameter<T?[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | db };
        }
    }

    /// <remarks>Not awaited value by value: the importer gathers pages of them, and a task for each costs more than the copying.</remarks>
    public static void Write(NpgsqlBinaryImporter importer, ColumnType type, object? value)
    {
        switch (value)
        {
            case null when type is ColumnType.Words: importer.Write(Array.Empty<string>(), NpgsqlDbType.Array | NpgsqlDbType.Text); break;
            case null: importer.WriteNull(); break;
            case string words when type is ColumnType.Words: importer.Write(words.Split('\u001f'), NpgsqlDbType.Array | NpgsqlDbType.Text); break;
            case string json when type is ColumnType.Json: importer.Write(json, NpgsqlDbType.Jsonb); break;
            case string text: importer.Write(text, NpgsqlDbType.Text); break;
            case int n: importer.Write(n, NpgsqlDbType.Integer); break;
            case long n: importer.Write(n, NpgsqlDbType.Bigint); break;
            case decimal n: importer.Write(n, NpgsqlDbType.Numeric); break;
            case DateOnly day: importer.Write(day, NpgsqlDbType.Date); break;
            case DateTimeOffset at: importer.Write(at.UtcDateTime, NpgsqlDbType.TimestampTz); break;
            case Numbers numbers: importer.Write(numbers.Values, NpgsqlDbType.Array | NpgsqlDbType.Integer); break;
            case bool flag: importer.Write(flag, NpgsqlDbType.Boolean); break;
            default: throw new ArgumentException($"a {value.GetType().Name} in a column of {type}");
        }
    }

    /// <summary>The stored value as <see cref="Row"/> has it.</summary>
    public static object? Read(NpgsqlBinaryExporter exporter, ColumnType type)
    {
        if (exporter.IsNull)
        {
            exporter.Skip();
            return null;
        }
        return type switch
        {
            ColumnType.Text or ColumnType.Json => exporter.Read<string>(NpgsqlDbType.Text),
            ColumnType.Words => exporter.Read<string>(NpgsqlDbType.Text) is { Length: > 0 } words ? words : null,
            ColumnType.Integer => exporter.Read<int>(NpgsqlDbType.Integer),
            ColumnType.Long => exporter.Read<long>(NpgsqlDbType.Bigint),
            ColumnType.Amount => exporter.Read<decimal>(NpgsqlDbType.Numeric),
            ColumnType.Day => exporter.Read<DateOnly>(NpgsqlDbType.Date),
            ColumnType.Instant => new DateTimeOffset(exporter.Read<DateTime>(NpgsqlDbType.TimestampTz)),
            ColumnType.Flag => exporter.Read<bool>(NpgsqlDbType.Boolean),
            ColumnType.Numbers => new Numbers(Integers(exporter.Read<byte[]>(NpgsqlDbType.Bytea))),
            _ => throw new ArgumentOutOfRangeException(nameof(type)),
        };
    }

    /// <summary>A list of integers from the bytes of a one-dimensional array: a case has some hundred, and Npgsql awaits each.</summary>
    /// <exception cref="InvalidDataException">The array has another shape, or holds nulls.</exception>
    private static int[] Integers(ReadOnlySpan<byte> array)
    {
        // Dimensions, whether there are nulls, the element's type; for each dimension its length and lower bound; each element behind its length.
        var dimensions = BinaryPrimitives.ReadInt32BigEndian(array);
        if (dimensions == 0) return [];
        var length = BinaryPrimitives.ReadInt32BigEndian(array[12..]);
        if (dimensions != 1 || BinaryPrimitives.ReadInt32BigEndian(array[4..]) != 0 || array.Length != 20 + 8 * length) throw new InvalidDataException("not a plain list of integers");
        var integers = new int[length];
        for (var i = 0; i < integers.Length; i++) integers[i] = BinaryPrimitives.ReadInt32BigEndian(array[(24 + 8 * i)..]);
        return integers;
    }
}
