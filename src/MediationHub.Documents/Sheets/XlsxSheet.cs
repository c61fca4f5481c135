using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace MediationHub.Documents.Sheets;

/// <summary>
/// The workbook of Office Open XML, read part by part from its zip: nothing is unpacked beyond the budget, no DTD, no outside part, and
/// what a library would keep from us is seen: which cell is calculated, which are merged.
/// </summary>
internal sealed partial class XlsxSheet
{
    private const int MostMerged = 20_000;
    private static readonly SearchValues<char> DayLetters = SearchValues.Create("yYmMdDhHsS");

    private readonly SheetBudget _budget;
    private readonly Dictionary<string, ZipArchiveEntry> _parts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Unpacked _unpacked;
    private List<string> _shared = [];
    private bool[] _isDay = [];
    private bool _from1904;

    private XlsxSheet(ZipArchive zip, long packed, SheetBudget budget)
    {
        _budget = budget;
        _unpacked = new Unpacked(budget.Limits, packed);
        foreach (var entry in zip.Entries) _parts.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry);
    }

    public static Sheet Read(Stream file, SheetBudget budget)
    {
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            return new XlsxSheet(zip, file.Length, budget).Read();
        }
        catch (Exception damaged) when (damaged is InvalidDataException or XmlException or FormatException or OverflowException or EndOfStreamException or ArgumentException or NotSupportedException)
        {
            throw new SheetUnreadableException(SheetRefusals.Damaged, damaged);
        }
    }

    private Sheet Read()
    {
        if (!_parts.ContainsKey("xl/workbook.xml")) throw new SheetUnreadableException(_parts.ContainsKey("EncryptedPackage") ? SheetRefusals.Locked : SheetRefusals.NotASheet);
        var targets = Relations();
        var sheets = Sheets().ToArray();
        _shared = SharedStrings();
        _isDay = DayStyles();
        foreach (var (name, relation) in sheets)
        {
            if (!targets.TryGetValue(relation, out var part) || !_parts.ContainsKey(part)) continue;
            var merged = ReadRows(part);
            if (_budget.Rows.Count > 0) return new Sheet(SheetFormat.Xlsx, name, _budget.Rows, merged);
        }
        throw new SheetUnreadableException(SheetRefusals.Empty);
    }

    private XmlReader Open(string part) => XmlReader.Create(_unpacked.Through(_parts[part].Open()), new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true, CloseInput = true,
    });

    /// <summary>Which part a relation of the workbook names.</summary>
    private Dictionary<string, string> Relations()
    {
        Dictionary<string, string> found = [];
        if (!_parts.ContainsKey("xl/_rels/workbook.xml.rels")) return found;
        using var xml = Open("xl/_rels/workbook.xml.rels");
        while (xml.Read())
        {
            _budget.Step();
            if (xml is not { NodeType: XmlNodeType.Element, LocalName: "Relationship" } || xml["TargetMode"] == "External") continue;
            if (xml["Id"] is not { } id || xml["Target"] is not { } target) continue;
            found[id] = target.StartsWith('/') ? target[1..] : "xl/" + (target.StartsWith("./", StringComparison.Ordinal) ? target[2..] : target);
        }
        return found;
    }

    /// <summary>The visible sheets in their order.</summary>
    private List<(string Name, string Relation)> Sheets()
    {
        List<(string, string)> found = [];
        using var xml = Open("xl/workbook.xml");
        while (xml.Read())
        {
            _budget.Step();
            if (xml.NodeType is not XmlNodeType.Element) continue;
            if (xml.LocalName == "workbookPr") _from1904 = xml["date1904"] is "1" or "true";
            if (xml.LocalName != "sheet" || xml["state"] is "hidden" or "veryHidden") continue;
            var name = xml["name"] ?? "";
            while (xml.MoveToNextAttribute())
                if (xml.LocalName == "id" && xml.Prefix.Length > 0) found.Add((name, xml.Value));
        }
        return found;
    }

    private List<string> SharedStrings()
    {
        List<string> found = [];
        if (!_parts.ContainsKey("xl/sharedStrings.xml")) return found;
        using var xml = Open("xl/sharedStrings.xml");
        while (xml.Read())
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "si" })
            {
                _budget.Step();
                if (found.Count == _budget.Limits.Cells) throw new SheetUnreadableException(SheetRefusals.TooManyCells(_budget.Limits.Cells));
                found.Add(RichText(xml));
            }
        return found;
    }

    /// <summary>The text of all runs within the element that the reader stands on, without phonetic readings; ends on its closing tag.</summary>
    private string RichText(XmlReader xml)
    {
        if (xml.IsEmptyElement) return "";
        var (depth, text, more, phonetic) = (xml.Depth, "", default(StringBuilder), false);
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml is { LocalName: "rPh", IsEmptyElement: false }) phonetic = xml.NodeType is XmlNodeType.Element;
            if (phonetic || xml.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)) continue;
            if (text.Length == 0) text = xml.Value;
            else (more ??= new StringBuilder(text)).Append(xml.Value);
            _budget.Step();
            if (more?.Length > _budget.Limits.CellLength) break;
        }
        var whole = _budget.Checked(more?.ToString() ?? text);
        return whole.Contains("_x", StringComparison.Ordinal) ? Escaped().Replace(whole, m => ((char)int.Parse(m.Groups[1].ValueSpan, NumberStyles.HexNumber)).ToString()) : whole;
    }

    /// <summary>Which cell styles show a number as a day.</summary>
    private bool[] DayStyles()
    {
        if (!_parts.ContainsKey("xl/styles.xml")) return [];
        Dictionary<int, bool> formats = [];
        List<bool> found = [];
        using var xml = Open("xl/styles.xml");
        var within = false;
        while (xml.Read())
        {
            _budget.Step();
            if (xml.LocalName == "cellXfs") within = xml is { NodeType: XmlNodeType.Element, IsEmptyElement: false };
            if (xml.NodeType is not XmlNodeType.Element) continue;
            if (xml.LocalName == "numFmt" && int.TryParse(xml["numFmtId"], out var id)) formats[id] = ShowsDay(xml["formatCode"] ?? "");
            if (within && xml.LocalName == "xf" && found.Count < 100_000) found.Add(int.TryParse(xml["numFmtId"], out var used) && (formats.TryGetValue(used, out var day) ? day : IsBuiltInDay(used)));
        }
        return [.. found];
    }

    /// <summary>14–22 and 45–47 everywhere, 27–36 and 50–58 in Chinese editions.</summary>
    private static bool IsBuiltInDay(int format) => format is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58);

    private static bool ShowsDay(string format) => NotInFormat().Replace(format, "").AsSpan().ContainsAny(DayLetters);

    private List<CellRange> ReadRows(string part)
    {
        List<CellRange> merged = [];
        var (row, cells) = (0, new List<Cell>());
        using var xml = Open(part);
        while (xml.Read())
        {
            _budget.Step();
            if (xml.LocalName == "row" && xml.NodeType is XmlNodeType.Element)
            {
                row = xml["r"] is { } said ? int.Parse(said, NumberStyles.None, CultureInfo.InvariantCulture) : row + 1;
                cells = [];
            }
            else if (xml.LocalName == "row" && xml.NodeType is XmlNodeType.EndElement) _budget.Add(row, cells);
            else if (xml.NodeType is not XmlNodeType.Element) continue;
            else if (xml.LocalName == "c") ReadCell(xml, row, cells);
            else if (xml.LocalName == "mergeCell" && xml["ref"] is { } range && RangeOf(range) is { } cellRange)
            {
                if (merged.Count == MostMerged) throw new SheetUnreadableException(SheetRefusals.TooManyMerged);
                merged.Add(cellRange);
            }
        }
        return merged;
    }

    private void ReadCell(XmlReader xml, int row, List<Cell> cells)
    {
        var column = xml["r"] is { } at ? ColumnOf(at) : cells.Count;
        var (type, style) = (xml["t"] ?? "n", int.TryParse(xml["s"], NumberStyles.None, CultureInfo.InvariantCulture, out var s) ? s : 0);
        string? value = null;
        var formula = false;
        if (!xml.IsEmptyElement)
        {
            var depth = xml.Depth;
            while (xml.Read() && xml.Depth > depth)
            {
                _budget.Step();
                if (xml.NodeType is not XmlNodeType.Element) continue;
                if (xml.LocalName == "f") formula = true;
                else if (xml.LocalName is "v" or "is") value = RichText(xml);
            }
        }
        var cell = CellOf(type, style, value, formula);
        if (cell is { IsEmpty: true, Formula: false }) return;
        if (column >= _budget.Limits.Columns) throw new SheetUnreadableException(SheetRefusals.TooManyColumns(row, _budget.Limits.Columns));
        while (cells.Count <= column) cells.Add(Cell.Empty);
        cells[column] = cell;
    }

    private Cell CellOf(string type, int style, string? value, bool formula)
    {
        if (string.IsNullOrEmpty(value)) return Cell.Empty with { Formula = formula };
        switch (type)
        {
            case "s": return Cell.Of(_shared[int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture)]) with { Formula = formula };
            case "str" or "inlineStr": return Cell.Of(value) with { Formula = formula };
            case "b": return new Cell(CellKind.Boolean, value == "1" ? "TRUE" : "FALSE", value == "1" ? 1 : 0, formula);
            case "e": return new Cell(CellKind.Error, value, 0, formula);
            case "d": return DateTime.TryParse(value, CultureInfo.InvariantCulture, out var moment) ? CellValue.Day(moment.ToOADate(), formula) : Cell.Of(value) with { Formula = formula };
            default:
                var number = double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture);
                return style < _isDay.Length && _isDay[style] ? CellValue.Day(_from1904 ? number + 1462 : number, formula) : CellValue.Number(number, formula);
        }
    }

    /// <summary>The column of a reference such as <c>AB12</c>, counted from 0.</summary>
    private static int ColumnOf(string reference)
    {
        var column = 0;
        foreach (var c in reference)
        {
            if (!char.IsAsciiLetter(c)) break;
            column = checked(column * 26 + (char.ToUpperInvariant(c) - 'A' + 1));
        }
        return column > 0 ? column - 1 : throw new FormatException(reference);
    }

    private static CellRange? RangeOf(string range)
    {
        var ends = range.Split(':');
        if (ends.Length != 2) return null;
        return new CellRange(RowOf(ends[0]), ColumnOf(ends[0]), RowOf(ends[1]), ColumnOf(ends[1]));

        static int RowOf(string reference) => int.Parse(reference.AsSpan().TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"), NumberStyles.None, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("_x([0-9A-Fa-f]{4})_")]
    private static partial Regex Escaped();

    // Text in quotation marks, escaped characters, colors and languages in brackets, and fill characters say nothing about the kind.
    [GeneratedRegex("\"[^\"]*\"|\\\\.|\\[[^\\]]*\\]|_.|\\*.")]
    private static partial Regex NotInFormat();
}

/// <summary>Counts what comes out of the zip, over all parts, as it comes: what the zip says about itself may be a lie.</summary>
internal sealed class Unpacked(SheetLimits limits, long packed)
{
    private const long RatioLookedAtFrom = 16 << 20;
    private long _bytes;

    public Stream Through(Stream part) => new Counting(part, this);

    private void Count(int read)
    {
        _bytes += read;
        if (_bytes > limits.UnpackedBytes || (_bytes > RatioLookedAtFrom && _bytes / Math.Max(packed, 1) > limits.Ratio))
            throw new SheetUnreadableException(SheetRefusals.UnpacksTooLarge(limits.UnpackedBytes));
    }

    private sealed class Counting(Stream inner, Unpacked total) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            total.Count(read);
            return read;
        }

        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
