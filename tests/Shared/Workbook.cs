using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace MediationHub.Tests;

/// <summary>Makes .xlsx files as offices have them: merged cells, calculations with and without a saved value, days, rows left out.</summary>
public sealed class Workbook
{
    private readonly StringBuilder _rows = new();
    private readonly List<string> _merged = [];
    private int _next = 1;

    /// <param name="Value">What was last calculated; null where nothing was saved.</param>
    public sealed record Formula(string Text, double? Value);

    /// <summary>The number of the row that comes next.</summary>
    public int Next => _next;

    /// <summary>A row of string, number, DateOnly, bool, <see cref="Formula"/> or null.</summary>
    public Workbook Row(params object?[] cells)
    {
        _rows.Append(CultureInfo.InvariantCulture, $"<row r=\"{_next}\">");
        for (var i = 0; i < cells.Length; i++)
        {
            var at = $"{Letters(i)}{_next}";
            _rows.Append(cells[i] switch
            {
                null => "",
                string text => $"<c r=\"{at}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(text)}</t></is></c>",
                DateOnly day => $"<c r=\"{at}\" s=\"1\"><v>{day.DayNumber - new DateOnly(1899, 12, 30).DayNumber}</v></c>",
                bool yes => $"<c r=\"{at}\" t=\"b\"><v>{(yes ? 1 : 0)}</v></c>",
                Formula f => $"<c r=\"{at}\"><f>{SecurityElement.Escape(f.Text)}</f>{(f.Value is { } value ? $"<v>{value.ToString(CultureInfo.InvariantCulture)}</v>" : "")}</c>",
                IFormattable number => $"<c r=\"{at}\"><v>{number.ToString(null, CultureInfo.InvariantCulture)}</v></c>",
                var other => throw new ArgumentException(other.GetType().Name),
            });
        }
        _rows.Append("</row>");
        _next++;
        return this;
    }

    public Workbook Skip(int rows)
    {
        _next += rows;
        return this;
    }

    /// <summary>Row elements as they stand, for what no spreadsheet program would write.</summary>
    public Workbook Raw(string xml, int rows = 0)
    {
        _rows.Append(xml);
        _next += rows;
        return this;
    }

    public Workbook Merge(string range)
    {
        _merged.Add(range);
        return this;
    }

    public byte[] ToArray()
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            const string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships", types = "application/vnd.openxmlformats-officedocument.spreadsheetml";
            Part("[Content_Types].xml", $"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{types}.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{types}.worksheet+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"{types}.styles+xml\"/></Types>");
            Part("_rels/.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            Part("xl/workbook.xml", $"<workbook xmlns=\"{main}\" xmlns:r=\"{relations}\"><sheets><sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
            Part("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"{relations}/styles\" Target=\"styles.xml\"/></Relationships>");
            Part("xl/styles.xml", $"<styleSheet xmlns=\"{main}\"><fonts count=\"1\"><font/></fonts><fills count=\"1\"><fill/></fills><borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>");
            var merged = _merged.Count == 0 ? "" : $"<mergeCells>{string.Concat(_merged.Select(m => $"<mergeCell ref=\"{m}\"/>"))}</mergeCells>";
            Part("xl/worksheets/sheet1.xml", $"<worksheet xmlns=\"{main}\"><sheetData>{_rows}</sheetData>{merged}</worksheet>");

            void Part(string name, string content)
            {
                using var part = zip.CreateEntry(name, CompressionLevel.Optimal).Open();
                part.Write(Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + content));
            }
        }
        return memory.ToArray();
    }

    public static string Letters(int column) => column < 26 ? ((char)('A' + column)).ToString() : Letters(column / 26 - 1) + (char)('A' + column % 26);
}
