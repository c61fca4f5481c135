using System.Globalization;
using System.Text;

namespace MediationHub.Documents.Sheets;

/// <summary>
/// Writes csv as Excel opens it rightly: UTF-8 with its mark, line ends CR LF. A text that would be calculated is marked by an apostrophe,
/// which <see cref="SheetReader"/>'s readers of registers take off again.
/// </summary>
public static class CsvWriter
{
    public const string ContentType = "text/csv; charset=utf-8";

    private const int FlushAt = 64 * 1024;

    /// <summary>Cell values: string, int, long, decimal, double, bool (是/否), DateOnly or null.</summary>
    /// <returns>How many rows were written below the heads.</returns>
    public static async Task<int> Write(Stream into, IReadOnlyList<string> heads, IAsyncEnumerable<IReadOnlyList<object?>> rows, CancellationToken cancel = default)
    {
        var text = new StringBuilder("\uFEFF", FlushAt + 4096);
        Row(text, heads);
        var count = 0;
        await foreach (var row in rows.WithCancellation(cancel))
        {
            Row(text, row);
            count++;
            if (text.Length >= FlushAt) await Flush();
        }
        await Flush();
        return count;

        async Task Flush()
        {
            await into.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancel);
            text.Clear();
        }
    }

    private static void Row(StringBuilder text, IReadOnlyList<object?> row)
    {
        for (var i = 0; i < row.Count; i++)
        {
            if (i > 0) text.Append(',');
            switch (row[i])
            {
                case null or "": break;
                case string said: Said(text, said); break;
                case bool yes: text.Append(yes ? '是' : '否'); break;
                case DateOnly day: text.Append(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}"); break;
                case IFormattable figure: text.Append(figure.ToString(null, CultureInfo.InvariantCulture)); break;
                case var other: throw new ArgumentException($"a {other.GetType().Name} in a csv file");
            }
        }
        text.Append("\r\n");
    }

    private static void Said(StringBuilder text, string said)
    {
        var guarded = said[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠' ? "'" + said : said;
        if (guarded.AsSpan().IndexOfAny(",\"\r\n\t") < 0) text.Append(guarded);
        else text.Append('"').Append(guarded.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}
