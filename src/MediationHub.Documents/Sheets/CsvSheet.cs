using System.Text;

namespace MediationHub.Documents.Sheets;

/// <summary>Text with separators: UTF-8 with or without a mark, UTF-16 with one, else GB 18030 (which holds GBK and GB 2312).</summary>
internal static class CsvSheet
{
    private static readonly Encoding Utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    public static Sheet Read(Stream file, SheetBudget budget)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var text = Decode(bytes);
        if (text.Contains('\0')) throw new SheetUnreadableException(SheetRefusals.NotASheet);
        if (text.AsSpan().ContainsAnyInRange('\u0001', '\u0008')) throw new SheetUnreadableException(SheetRefusals.NotASheet);
        Parse(text, SeparatorOf(text), budget);
        return new Sheet(SheetFormat.Csv, "", budget.Rows, []);
    }

    private static string Decode(byte[] bytes)
    {
        try
        {
            if (bytes is [0xFF, 0xFE, ..]) return new UnicodeEncoding(false, true, true).GetString(bytes, 2, bytes.Length - 2);
            if (bytes is [0xFE, 0xFF, ..]) return new UnicodeEncoding(true, true, true).GetString(bytes, 2, bytes.Length - 2);
            if (bytes is [0xEF, 0xBB, 0xBF, ..]) return Utf8.GetString(bytes, 3, bytes.Length - 3);
            try { return Utf8.GetString(bytes); }
            catch (DecoderFallbackException) { return Gb18030.GetString(bytes); }
        }
        catch (ArgumentException) { throw new SheetUnreadableException(SheetRefusals.Encoding); }   // the fallback's exception is one of these
    }

    /// <summary>Whichever of comma, tab and semicolon stands most often in the first lines, outside quotation marks.</summary>
    private static char SeparatorOf(string text)
    {
        Span<int> seen = stackalloc int[3];
        var (quoted, lines) = (false, 0);
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, 20_000)))
        {
            if (c == '"') quoted = !quoted;
            if (quoted) continue;
            if (c == '\n' && ++lines == 10) break;
            if (",\t;".IndexOf(c) is var kind and >= 0) seen[kind]++;
        }
        return seen[1] > seen[0] && seen[1] >= seen[2] ? '\t' : seen[2] > seen[0] ? ';' : ',';
    }

    /// <summary>RFC 4180, taking any line end. A row is numbered by its place among the rows, as a spreadsheet program shows it.</summary>
    private static void Parse(string text, char separator, SheetBudget budget)
    {
        List<Cell> cells = [];
        StringBuilder field = new();
        var (number, i) = (1, 0);
        while (i < text.Length)
        {
            if (field.Length == 0 && text[i] == '"') i = Quoted(text, i + 1, field, number, budget);
            var end = text.AsSpan(i).IndexOfAny(separator, '\r', '\n') is var found and >= 0 ? i + found : text.Length;
            field.Append(text, i, end - i);
            cells.Add(Cell.Of(budget.Checked(field.ToString())));
            if (cells.Count > budget.Limits.Columns && !cells[^1].IsEmpty) throw new SheetUnreadableException(SheetRefusals.TooManyColumns(number, budget.Limits.Columns));
            field.Clear();
            budget.Step();
            i = end + 1;
            if (end < text.Length && text[end] == separator)
            {
                if (i == text.Length) cells.Add(Cell.Empty);
                continue;
            }
            if (end + 1 < text.Length && text[end] == '\r' && text[end + 1] == '\n') i++;
            budget.Add(number++, cells);
            cells = [];
        }
        if (cells.Count > 0) budget.Add(number, cells);
    }

    /// <summary>Takes what stands between quotation marks; gives the place behind the closing one.</summary>
    private static int Quoted(string text, int from, StringBuilder field, int row, SheetBudget budget)
    {
        for (var i = from; ;)
        {
            var end = text.IndexOf('"', i);
            if (end < 0) throw new SheetUnreadableException(SheetRefusals.OpenQuote(row));
            field.Append(text, i, end - i);
            budget.Step();
            if (end + 1 >= text.Length || text[end + 1] != '"') return end + 1;
            field.Append('"');
            i = end + 2;
        }
    }
}
