using System.Globalization;
using System.IO.Compression;
using System.Text;
using MediationHub.Domain.Kernel;

namespace MediationHub.Documents.Sheets;

/// <summary>How a column's cells are shown: text as it stands, a plain number, yuan with two decimals, a legal day, a moment in Asia/Shanghai to the minute.</summary>
public enum SheetColumnKind { Text, Number, Money, Day, Instant }

/// <summary>One column of a sheet.</summary>
/// <param name="Width">In characters of the standard font; a Chinese character takes two.</param>
public sealed record SheetColumn(string Header, double Width, SheetColumnKind Kind = SheetColumnKind.Text);

/// <summary>What stands above the rows.</summary>
/// <param name="Name">The tab's name; at most 31 characters, others and those that Excel does not take are left out.</param>
/// <param name="Title">The first row, over all columns; null for none.</param>
/// <param name="Watermark">Who took the sheet, when and what for: the row below, and the head of every printed page; null for none.</param>
public sealed record SheetHead(string Name, IReadOnlyList<SheetColumn> Columns, string? Title = null, string? Watermark = null)
{
    /// <summary>Rows before the first of <see cref="SheetWriter.Write(Stream, SheetHead, IAsyncEnumerable{IReadOnlyList{object}}, CancellationToken)"/>: title, watermark, column heads.</summary>
    public int Rows => (Title is null ? 0 : 1) + (Watermark is null ? 0 : 1) + 1;
}

/// <summary>
/// Writes an .xlsx of one sheet row by row, straight into a stream that need not be seekable: memory does not grow with the rows.
/// Every text is written as text, so that none is ever read as a formula; one that begins like a formula is marked with Excel's own quote prefix and keeps its characters.
/// </summary>
public static class SheetWriter
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Rows that a sheet can hold in Excel, heads included.</summary>
    public const int MostRows = 1_048_576;

    /// <summary>Characters that a cell can hold in Excel; longer texts are cut.</summary>
    public const int MostInCell = 32_767;

    private const int FlushAt = 64 * 1024;
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    // Places in the style sheet's cellXfs.
    private const int Plain = 0, TitleStyle = 1, WatermarkStyle = 2, HeaderStyle = 3, Text = 4, Quoted = 5, Number = 6, Money = 7, Day = 8, Instant = 9;

    /// <summary>Cell values: string, int, long, decimal, double, bool (是/否), DateOnly, DateTimeOffset or null; a row shorter than the columns leaves the rest empty.</summary>
    /// <returns>How many rows were written below the heads.</returns>
    /// <exception cref="InvalidOperationException">More rows than a sheet can hold.</exception>
    public static Task<int> Write(Stream into, SheetHead head, IEnumerable<IReadOnlyList<object?>> rows, CancellationToken cancel = default) => Write(into, head, Each(rows), cancel);

    /// <inheritdoc cref="Write(Stream, SheetHead, IEnumerable{IReadOnlyList{object}}, CancellationToken)"/>
    public static async Task<int> Write(Stream into, SheetHead head, IAsyncEnumerable<IReadOnlyList<object?>> rows, CancellationToken cancel = default)
    {
        using var ready = new WaitingStream();
        var (at, first) = (0, 0);
        using (var zip = new ZipArchive(ready, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in Parts(head))
            {
                using var part = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                part.Write(Encoding.UTF8.GetBytes(content));
            }
            using var sheet = zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open();
            var xml = new StringBuilder(FlushAt + 4096);
            at = first = Begin(xml, head);
            await foreach (var row in rows.WithCancellation(cancel))
            {
                if (at >= MostRows) throw new InvalidOperationException($"a sheet holds {MostRows} rows");
                Row(xml, ++at, row, head.Columns);
                if (xml.Length < FlushAt) continue;
                Compress(sheet, xml);
                await ready.PassOn(into, cancel);
            }
            End(xml, head, at);
            Compress(sheet, xml);
        }
        await ready.PassOn(into, cancel);
        return at - first;
    }

    private static void Compress(Stream sheet, StringBuilder xml)
    {
        var bytes = System.Buffers.ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(xml.Length));
        var length = 0;
        var encoder = Encoding.UTF8.GetEncoder();   // a pair of surrogates may lie across two chunks
        foreach (var chunk in xml.GetChunks()) length += encoder.GetBytes(chunk.Span, bytes.AsSpan(length), flush: false);
        xml.Clear();
        sheet.Write(bytes, 0, length);
        System.Buffers.ArrayPool<byte>.Shared.Return(bytes);
    }

    private static async IAsyncEnumerable<IReadOnlyList<object?>> Each(IEnumerable<IReadOnlyList<object?>> rows)
    {
        foreach (var row in rows) yield return row;
        await Task.CompletedTask;
    }

    /// <summary>Everything above the rows; gives the number of the last row written.</summary>
    private static int Begin(StringBuilder xml, SheetHead head)
    {
        xml.Append(CultureInfo.InvariantCulture, $"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><worksheet xmlns=\"{Main}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"{head.Rows}\" topLeftCell=\"A{head.Rows + 1}\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"16\"/><cols>");
        for (var i = 0; i < head.Columns.Count; i++) xml.Append(CultureInfo.InvariantCulture, $"<col min=\"{i + 1}\" max=\"{i + 1}\" width=\"{Math.Clamp(head.Columns[i].Width, 1, 255)}\" customWidth=\"1\"/>");
        xml.Append("</cols><sheetData>");
        var at = 0;
        if (head.Title is { } title) Whole(title, TitleStyle, 28);
        if (head.Watermark is { } watermark) Whole(watermark, WatermarkStyle, 18);
        xml.Append(CultureInfo.InvariantCulture, $"<row r=\"{++at}\" ht=\"20\" customHeight=\"1\">");
        for (var i = 0; i < head.Columns.Count; i++) Inline(xml, at, i, head.Columns[i].Header, HeaderStyle);
        xml.Append("</row>");
        return at;

        void Whole(string text, int style, int height)
        {
            xml.Append(CultureInfo.InvariantCulture, $"<row r=\"{++at}\" ht=\"{height}\" customHeight=\"1\">");
            Inline(xml, at, 0, text, style);
            xml.Append("</row>");
        }
    }

    private static void Row(StringBuilder xml, int at, IReadOnlyList<object?> row, IReadOnlyList<SheetColumn> columns)
    {
        xml.Append("<row r=\"").Append(at).Append("\">");
        for (var i = 0; i < columns.Count && i < row.Count; i++)
        {
            switch (row[i])
            {
                case null or "": break;
                case string text: Inline(xml, at, i, text, BeginsLikeFormula(text) ? Quoted : Text); break;
                case bool yes: Inline(xml, at, i, yes ? "是" : "否", Text); break;
                case DateOnly day: Figure(xml, at, i, day.DayNumber - Epoch, Day); break;
                case DateTimeOffset moment: Figure(xml, at, i, Math.Round((decimal)(moment.ToOffset(ChinaTime.Offset).Ticks - Epoch * TimeSpan.TicksPerDay) / TimeSpan.TicksPerDay, 8), Instant); break;
                case int or long or decimal or double: Figure(xml, at, i, (IFormattable)row[i]!, columns[i].Kind is SheetColumnKind.Money ? Money : Number); break;
                case var other: throw new ArgumentException($"a {other.GetType().Name} in a sheet");
            }
        }
        xml.Append("</row>");
    }

    private static void End(StringBuilder xml, SheetHead head, int rows)
    {
        var last = Letters(head.Columns.Count - 1);
        var header = head.Rows;
        xml.Append("</sheetData>");
        if (rows > header) xml.Append(CultureInfo.InvariantCulture, $"<autoFilter ref=\"A{header}:{last}{rows}\"/>");
        if (header > 1 && head.Columns.Count > 1)
        {
            xml.Append(CultureInfo.InvariantCulture, $"<mergeCells count=\"{header - 1}\">");
            for (var i = 1; i < header; i++) xml.Append(CultureInfo.InvariantCulture, $"<mergeCell ref=\"A{i}:{last}{i}\"/>");
            xml.Append("</mergeCells>");
        }
        xml.Append("<pageMargins left=\"0.5\" right=\"0.5\" top=\"0.75\" bottom=\"0.75\" header=\"0.3\" footer=\"0.3\"/><pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/>");
        // Excel takes at most 255 characters here; & begins one of its codes.
        xml.Append("<headerFooter>");
        if (head.Watermark is { } watermark)
        {
            xml.Append("<oddHeader>");
            Escape(xml, "&C" + Cut(watermark, 120).Replace("&", "&&", StringComparison.Ordinal));
            xml.Append("</oddHeader>");
        }
        xml.Append("<oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter></worksheet>");
    }

    private static void Figure(StringBuilder xml, int row, int column, IFormattable value, int style)
    {
        Open(xml, row, column, style);
        xml.Append("><v>").Append(value.ToString(null, CultureInfo.InvariantCulture)).Append("</v></c>");
    }

    private static void Inline(StringBuilder xml, int row, int column, string text, int style)
    {
        Open(xml, row, column, style);
        xml.Append(" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
        Escape(xml, Cut(text, MostInCell));
        xml.Append("</t></is></c>");
    }

    private static void Open(StringBuilder xml, int row, int column, int style)
    {
        xml.Append("<c r=\"").Append(Letters(column)).Append(row).Append('"');
        if (style != Plain) xml.Append(" s=\"").Append(style).Append('"');
    }

    /// <summary>Saved as csv and opened again, such a text would be calculated.</summary>
    private static bool BeginsLikeFormula(string text) => text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠';

    /// <summary>Not inside a surrogate pair.</summary>
    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];

    /// <summary>What XML cannot hold is left out.</summary>
    private static void Escape(StringBuilder xml, string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '&': xml.Append("&amp;"); break;
                case '<': xml.Append("&lt;"); break;
                case '>': xml.Append("&gt;"); break;
                case '\t' or '\n': xml.Append(c); break;
                case '\r': xml.Append("&#13;"); break;
                case < ' ' or '\ufffe' or '\uffff': break;
                case >= '\ud800' and <= '\udfff':
                    if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) xml.Append(c).Append(text[++i]);
                    break;
                default: xml.Append(c); break;
            }
        }
    }

    /// <summary>A column's letters: 0 is A, 26 is AA.</summary>
    private static string Letters(int column) => column < 26 ? ((char)('A' + column)).ToString() : Letters(column / 26 - 1) + (char)('A' + column % 26);

    /// <summary>Day 0 of Excel's calendar, which takes 1900 for a leap year: right from March 1900 on.</summary>
    private static readonly int Epoch = new DateOnly(1899, 12, 30).DayNumber;

    private static IEnumerable<(string Name, string Content)> Parts(SheetHead head)
    {
        const string declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
        var name = new StringBuilder();
        Escape(name, Cut(string.Concat(head.Name.Where(c => !"[]:*?/\\'\"".Contains(c))).Trim() is { Length: > 0 } fit ? fit : "Sheet1", 31));
        yield return ("[Content_Types].xml", declaration + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/></Types>");
        yield return ("_rels/.rels", declaration + $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{Relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        yield return ("xl/workbook.xml", declaration + $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><sheets><sheet name=\"{name}\" sheetId=\"1\" r:id=\"rId1\"/></sheets><definedNames><definedName name=\"_xlnm.Print_Titles\" localSheetId=\"0\">'{name}'!${head.Rows}:${head.Rows}</definedName></definedNames></workbook>");
        yield return ("xl/_rels/workbook.xml.rels", declaration + $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"{Relations}/styles\" Target=\"styles.xml\"/></Relationships>");
        const string box = "<border><left style=\"thin\"><color rgb=\"FFBFBFBF\"/></left><right style=\"thin\"><color rgb=\"FFBFBFBF\"/></right><top style=\"thin\"><color rgb=\"FFBFBFBF\"/></top><bottom style=\"thin\"><color rgb=\"FFBFBFBF\"/></bottom><diagonal/></border>";
        yield return ("xl/styles.xml", declaration + $"<styleSheet xmlns=\"{Main}\">"
            + "<numFmts count=\"2\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/><numFmt numFmtId=\"165\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm\"/></numFmts>"
            + "<fonts count=\"4\"><font><sz val=\"11\"/><name val=\"宋体\"/></font><font><b/><sz val=\"16\"/><name val=\"宋体\"/></font><font><sz val=\"10\"/><color rgb=\"FF7F7F7F\"/><name val=\"宋体\"/></font><font><b/><sz val=\"11\"/><name val=\"宋体\"/></font></fonts>"
            + "<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill><fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFEDF2F7\"/></patternFill></fill></fills>"
            + $"<borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border>{box}</borders>"
            + "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"10\">"
            + "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
            + "<xf numFmtId=\"49\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\" applyAlignment=\"1\"><alignment horizontal=\"center\" vertical=\"center\"/></xf>"
            + "<xf numFmtId=\"49\" fontId=\"2\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\" applyAlignment=\"1\"><alignment horizontal=\"left\" vertical=\"center\"/></xf>"
            + "<xf numFmtId=\"49\" fontId=\"3\" fillId=\"2\" borderId=\"1\" xfId=\"0\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\"><alignment horizontal=\"center\" vertical=\"center\"/></xf>"
            + Cell(49) + Cell(49, " quotePrefix=\"1\"") + Cell(0) + Cell(4) + Cell(164) + Cell(165)
            + "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>");

        static string Cell(int format, string more = "") => $"<xf numFmtId=\"{format}\" fontId=\"0\" fillId=\"0\" borderId=\"1\" xfId=\"0\" applyNumberFormat=\"1\" applyBorder=\"1\"{more}/>";
    }
}
