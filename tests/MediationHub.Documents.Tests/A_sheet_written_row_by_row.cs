using System.Globalization;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using MediationHub.Documents.Sheets;
using Cell = DocumentFormat.OpenXml.Spreadsheet.Cell;
using Sheet = DocumentFormat.OpenXml.Spreadsheet.Sheet;

namespace MediationHub.Documents.Tests;

public class A_sheet_written_row_by_row
{
    private static readonly SheetHead Head = new("案件/清单",
        [new("案号", 24), new("金额（元）", 14, SheetColumnKind.Money), new("人数", 8, SheetColumnKind.Number), new("结案日期", 12, SheetColumnKind.Day), new("收到时间", 18, SheetColumnKind.Instant)],
        "案件清单", "导出人：李某 & 王某　2026-11-21 09:30　用途：季度<报表>");

    [Fact]
    public async Task Is_a_valid_workbook_that_shows_every_kind_of_value()
    {
        using var file = await Written([["长调〔2026〕1号", 12000.5m, 3, new DateOnly(2026, 11, 2), new DateTimeOffset(2026, 11, 2, 1, 10, 0, TimeSpan.Zero)], ["短", null, 12L]]);
        Assert.Empty(new OpenXmlValidator().Validate(file).Select(e => $"{e.Path?.XPath}: {e.Description}"));
        var rows = Rows(file);
        Assert.Equal(["案件清单"], rows[0]);
        Assert.Equal(["导出人：李某 & 王某　2026-11-21 09:30　用途：季度<报表>"], rows[1]);
        Assert.Equal(["案号", "金额（元）", "人数", "结案日期", "收到时间"], rows[2]);
        Assert.Equal("长调〔2026〕1号", rows[3][0]);
        Assert.Equal("12000.5", rows[3][1]);
        Assert.Equal(new DateTime(2026, 11, 2), DateTime.FromOADate(double.Parse(rows[3][3], CultureInfo.InvariantCulture)));
        // 01:10 UTC is ten past nine in Asia/Shanghai; a serial number keeps it to the millisecond.
        Assert.Equal(new DateTime(2026, 11, 2, 9, 10, 0), DateTime.FromOADate(double.Parse(rows[3][4], CultureInfo.InvariantCulture)), TimeSpan.FromMilliseconds(1));
        Assert.Equal(["短", "12"], rows[4]);
        Assert.Equal("案件清单", file.WorkbookPart!.Workbook.Sheets!.Elements<Sheet>().Single().Name!.Value);
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://x\",\"点此\")"), InlineData("+86 431"), InlineData("-1+cmd|' /C calc'!A0"), InlineData("@SUM(A1)"), InlineData("\t=1"), InlineData("＝1+1")]
    public async Task Never_holds_a_formula_and_keeps_what_begins_like_one_as_it_was(string text)
    {
        using var file = await Written([[text, null, null]]);
        var sheet = file.WorkbookPart!.WorksheetParts.Single().Worksheet;
        Assert.Empty(sheet.Descendants<CellFormula>());
        var cell = sheet.Descendants<Row>().ElementAt(3).Elements<Cell>().First();
        Assert.Equal(CellValues.InlineString, cell.DataType!.Value);
        Assert.Equal(text, cell.InnerText);
        Assert.True(file.WorkbookPart.WorkbookStylesPart!.Stylesheet.CellFormats!.Elements<CellFormat>().ElementAt((int)cell.StyleIndex!.Value).QuotePrefix!.Value);
    }

    [Fact]
    public async Task Leaves_out_what_a_workbook_cannot_hold()
    {
        using var file = await Written([["甲\u0001乙\ud800丙\U00020000", null, null], [new string('长', 40_000), null, null]]);
        Assert.Empty(new OpenXmlValidator().Validate(file));
        Assert.Equal("甲乙丙\U00020000", Rows(file)[3][0]);
        Assert.Equal(SheetWriter.MostInCell, Rows(file)[4][0].Length);
    }

    [Fact]
    public async Task Goes_into_a_stream_that_only_moves_forward_without_waiting_on_a_thread()
    {
        var forward = new ForwardOnly();
        Assert.Equal(5_000, await SheetWriter.Write(forward, Head, Enumerable.Range(1, 5_000).Select(i => (IReadOnlyList<object?>)[$"第{i}号", 1.5m * i, i, null, null])));
        using var file = SpreadsheetDocument.Open(new MemoryStream(forward.Written.ToArray()), false);
        Assert.Equal("第5000号", Rows(file)[^1][0]);
    }

    [Fact]
    public async Task Has_its_heads_and_is_valid_without_rows()
    {
        using var file = await Written([]);
        Assert.Empty(new OpenXmlValidator().Validate(file));
        Assert.Equal(3, Rows(file).Count);
    }

    private static async Task<SpreadsheetDocument> Written(IEnumerable<IReadOnlyList<object?>> rows)
    {
        var stream = new MemoryStream();
        await SheetWriter.Write(stream, Head, rows);
        return SpreadsheetDocument.Open(new MemoryStream(stream.ToArray()), false);
    }

    private static List<List<string>> Rows(SpreadsheetDocument file) =>
        [.. file.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Row>().Select(r => r.Elements<Cell>().Select(c => c.InnerText).ToList())];

    /// <summary>As a web response takes it: not seekable, and not written to synchronously.</summary>
    private sealed class ForwardOnly : Stream
    {
        public MemoryStream Written { get; } = new();
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() => throw new InvalidOperationException("synchronous");
        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new InvalidOperationException("synchronous");
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => await Written.WriteAsync(buffer, cancellationToken);
        public override async Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => await Written.WriteAsync(buffer.AsMemory(offset, count), cancellationToken);
    }
}
