using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using MediationHub.Documents.Sheets;
using MediationHub.Tests;

namespace MediationHub.Documents.Tests;

public class Reading_a_sheet
{
    [Fact]
    public void Gives_each_cell_its_kind_and_the_text_that_people_see()
    {
        var sheet = SheetReader.Read(new Workbook().Row("张三", 12000, 64.29, new DateOnly(2026, 11, 2), true, null, " 留白 ").Skip(3).Row(null, null, "末行").ToArray());
        Assert.Equal(SheetFormat.Xlsx, sheet.Format);
        Assert.Equal([1, 5], sheet.Rows.Select(r => r.Number));
        Assert.Equal(["张三", "12000", "64.29", "2026-11-02", "TRUE", "", "留白"], sheet.Rows[0].Cells.Select(c => c.Text));
        Assert.Equal([CellKind.Text, CellKind.Number, CellKind.Number, CellKind.Day, CellKind.Boolean, CellKind.Empty, CellKind.Text], sheet.Rows[0].Cells.Select(c => c.Kind));
        Assert.Equal(new DateOnly(2026, 11, 2), sheet.Rows[0][3].Day);
        Assert.Equal(Cell.Empty, sheet.Rows[0][99]);
    }

    [Fact]
    public void Tells_calculated_cells_from_others_and_gives_the_value_last_saved()
    {
        var sheet = SheetReader.Read(new Workbook().Row(new Workbook.Formula("1/4", 0.25), new Workbook.Formula("A1", null)).ToArray());
        Assert.Equal(new Cell(CellKind.Number, "0.25", 0.25, true), sheet.Rows[0][0]);
        Assert.Equal(Cell.Empty with { Formula = true }, sheet.Rows[0][1]);
    }

    [Fact]
    public void Names_the_merged_cells() =>
        Assert.Equal([new CellRange(1, 0, 1, 2), new CellRange(2, 1, 4, 1)], SheetReader.Read(new Workbook().Row("题").Row("a", "b").Merge("A1:C1").Merge("B2:B4").ToArray()).Merged);

    [Theory]
    [InlineData("utf-8", true), InlineData("utf-8", false), InlineData("GB18030", false), InlineData("utf-16", true)]
    public void Reads_csv_whatever_it_is_encoded_in(string encoding, bool mark)
    {
        var kind = encoding is "GB18030" ? CodePagesEncodingProvider.Instance.GetEncoding(encoding)! : Encoding.GetEncoding(encoding);
        byte[] bytes = [.. mark ? kind.GetPreamble() : [], .. kind.GetBytes("姓名,单位\r\n张三,\"某某，\"\"甲\"\"公司\n二部\"\r\n,\r\n李四,乙\n")];
        var sheet = SheetReader.Read(bytes);
        Assert.Equal(SheetFormat.Csv, sheet.Format);
        Assert.Equal(["1: 姓名|单位", "2: 张三|某某，\"甲\"公司\n二部", "4: 李四|乙"], sheet.Rows.Select(r => $"{r.Number}: {string.Join('|', r.Cells.Select(c => c.Text))}"));
    }

    [Fact]
    public void Takes_tabs_and_semicolons_for_separators_too()
    {
        Assert.Equal(["a", "b,c", "d"], SheetReader.Read(Encoding.UTF8.GetBytes("a\tb,c\td\n")).Rows[0].Cells.Select(c => c.Text));
        Assert.Equal(["a", "b", "c"], SheetReader.Read(Encoding.UTF8.GetBytes("a;b;c\n1;2;3\n")).Rows[0].Cells.Select(c => c.Text));
    }

    [Fact]
    public void Stops_at_a_zip_bomb_before_it_unfolds()
    {
        var bomb = Packed(part => Repeat(part, "<row><c t=\"inlineStr\"><is><t></t></is></c></row>", 8_000_000));
        var before = GC.GetTotalAllocatedBytes();
        Refused("sheet-unpacks-too-large", bomb, new SheetLimits(Time: TimeSpan.FromMinutes(1)));   // by its size, also where a machine needs longer for it than people are made to wait
        Assert.True(GC.GetTotalAllocatedBytes() - before < 2L << 30, $"{(GC.GetTotalAllocatedBytes() - before) >> 20} MB");
    }

    [Fact]
    public void Reads_past_a_million_empty_rows()
    {
        var rows = new StringBuilder();
        for (var i = 2; i <= 1_000_001; i++) rows.Append("<row r=\"").Append(i).Append("\" spans=\"1:3\"/>");
        var sheet = SheetReader.Read(new Workbook().Row("表头").Raw(rows.ToString(), 1_000_000).Row("末行").ToArray());
        Assert.Equal([1, 1_000_002], sheet.Rows.Select(r => r.Number));
    }

    [Fact]
    public void Says_no_to_more_rows_columns_or_text_than_its_limits()
    {
        var small = new SheetLimits(Rows: 3, Columns: 2, Cells: 5, CellLength: 10);
        Refused("sheet-too-many-rows", new Workbook().Row("1").Row("2").Row("3").Row("4").ToArray(), small);
        Refused("sheet-too-many-columns", new Workbook().Row("1", "2", "3").ToArray(), small);
        Refused("sheet-too-many-cells", new Workbook().Row("1", "2").Row("3", "4").Row("5", "6").ToArray(), small);
        Refused("sheet-cell-too-long", new Workbook().Row(new string('长', 11)).ToArray(), small);
        Refused("sheet-too-large", new byte[100], new SheetLimits(FileBytes: 99));
        Refused("sheet-too-slow", new Workbook().Raw(string.Concat(Enumerable.Repeat("<row/>", 5000)), 5000).ToArray(), new SheetLimits(Time: TimeSpan.Zero));
    }

    [Fact]
    public void Says_what_to_do_with_a_file_that_is_no_sheet()
    {
        Refused("sheet-empty", []);
        Refused("sheet-empty", new Workbook().Row().Row(null, null).ToArray());
        Refused("sheet-is-web-page", Encoding.UTF8.GetBytes("\r\n<html><table><tr><td>姓名</td></tr></table></html>"));
        Refused("sheet-format", [.. "PDF"u8, 0, 1, 2, 3]);
        Refused("sheet-format", Zip(("word/document.xml", "<a/>")));
        Refused("sheet-damaged", [0x50, 0x4B, 3, 4, 9, 9, 9, 9]);
        Refused("sheet-damaged", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]]);
        Refused("sheet-encoding", [0x61, 0x2C, 0xFF, 0xFF, 0x0A]);
        Refused("sheet-open-quote", Encoding.UTF8.GetBytes("a,\"b\nc,d"));
        Refused("sheet-damaged", Packed(part => part.Write("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><row><c t=\"str\"><v>&e;</v></c></row>"u8), head: false));
    }

    [Fact]
    public void Reads_ten_thousand_rows_of_thirty_columns_in_three_seconds()
    {
        var file = new Workbook();
        for (var i = 0; i < 10_000; i++) file.Row([.. Enumerable.Range(0, 30).Select(c => (object)$"第{i}行{c}")]);
        var bytes = file.ToArray();
        var took = Enumerable.Range(0, 10).Select(_ =>
        {
            var started = Stopwatch.GetTimestamp();
            Assert.Equal(10_000, SheetReader.Read(bytes).Rows.Count);
            return Stopwatch.GetElapsedTime(started);
        });
        Assert.Contains(took, t => t < TimeSpan.FromSeconds(3));   // a second on a quiet machine; a busy one may be late now and then, but not each time
    }

    private static void Refused(string code, byte[] file, SheetLimits? limits = null)
    {
        var refusal = Assert.Throws<SheetUnreadableException>(() => SheetReader.Read(file, limits)).Refusal;
        Assert.Equal(code, refusal.Code);
        Assert.EndsWith("。", refusal.Chinese, StringComparison.Ordinal);
    }

    private static byte[] Packed(Action<Stream> rows, bool head = true)
    {
        const string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write("xl/workbook.xml", s => s.Write(Encoding.UTF8.GetBytes($"<workbook xmlns=\"{main}\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>")));
            Write("xl/_rels/workbook.xml.rels", s => s.Write("<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></Relationships>"u8));
            Write("xl/worksheets/sheet1.xml", s =>
            {
                if (head) s.Write("<worksheet><sheetData>"u8);
                rows(s);
                if (head) s.Write("</sheetData></worksheet>"u8);
            });

            void Write(string name, Action<Stream> content)
            {
                using var part = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                content(part);
            }
        }
        return memory.ToArray();
    }

    private static void Repeat(Stream part, string text, int times)
    {
        var block = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(text, 20_000)));
        for (var i = 0; i < times; i += 20_000) part.Write(block);
    }

    private static byte[] Zip(params (string Name, string Text)[] parts)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, text) in parts)
            {
                using var part = zip.CreateEntry(name).Open();
                part.Write(Encoding.UTF8.GetBytes(text));
            }
        return memory.ToArray();
    }
}
