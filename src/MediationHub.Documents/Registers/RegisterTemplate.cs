using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace MediationHub.Documents.Registers;

/// <summary>An empty form to fill in: the heads on the first sheet, what belongs into each column on the second. Text columns keep long numbers whole; known words can be picked.</summary>
public static class RegisterTemplate
{
    private const uint Text = 1, Head = 2, Needed = 3, Wrapped = 4;
    private const int RowsFormatted = 2000;

    public static byte[] Make(RegisterForm form)
    {
        using var memory = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(memory, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            book.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
            var (data, notes) = (book.AddNewPart<WorksheetPart>(), book.AddNewPart<WorksheetPart>());
            var columns = form.Template.ToArray();
            data.Worksheet = Form(form, columns);
            notes.Worksheet = Explanations(form, columns);
            book.Workbook = new Workbook(new DocumentFormat.OpenXml.Spreadsheet.Sheets(
                new DocumentFormat.OpenXml.Spreadsheet.Sheet { Name = form.Title, SheetId = 1, Id = book.GetIdOfPart(data) },
                new DocumentFormat.OpenXml.Spreadsheet.Sheet { Name = "填写说明", SheetId = 2, Id = book.GetIdOfPart(notes) }));
        }
        return memory.ToArray();
    }

    private static Worksheet Form(RegisterForm form, RegisterColumn[] columns)
    {
        var picks = columns.Select((c, i) => (Column: c, Place: Sheets.Sheet.ColumnName(i))).Where(c => c.Column.Words is not null && c.Column.Key != "qualifications")
            .Select(c => (c.Place, List: string.Join(',', form.Sayings(c.Column.Words!).Select(w => w.Replace(',', '，'))))).Where(c => c.List.Length <= 250).ToArray();
        var sheet = new Worksheet(
            new SheetViews(new SheetView(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 }),
            new Columns(columns.Select((c, i) => new Column { Min = (uint)i + 1, Max = (uint)i + 1, Width = c.Width, CustomWidth = true, Style = c.Kind is RegisterColumnKind.Text or RegisterColumnKind.Code or RegisterColumnKind.Phone or RegisterColumnKind.IdNumber ? Text : 0 })),
            new SheetData(new Row(columns.Select((c, i) => Said(i, 1, c.Header, c.Required ? Needed : Head))) { RowIndex = 1, Height = 22, CustomHeight = true }));
        if (picks.Length > 0)
            sheet.Append(new DataValidations(picks.Select(p => new DataValidation(new Formula1($"\"{p.List}\"")) { Type = DataValidationValues.List, AllowBlank = true, ShowErrorMessage = false, SequenceOfReferences = new ListValue<StringValue> { InnerText = $"{p.Place}2:{p.Place}{RowsFormatted}" } })) { Count = (uint)picks.Length });
        return sheet;
    }

    private static Worksheet Explanations(RegisterForm form, RegisterColumn[] columns)
    {
        List<(string Column, string Text)> lines =
        [
            ("列", "填写说明"),
            ("总的说明", "从第2行开始填写，一行一条；列的顺序可以调换，列名可以用常见的其他写法。标题行、合计行和表下的说明会自动跳过。日期可写 2024-05-18、2024.05 或 2024年5月。数据区请不要合并单元格（地区、组织等纵向合并的除外）。先检查、后导入：有错误时不会导入任何一行。"),
            .. columns.Select(c => (c.Header, string.Join("", new[]
            {
                c.Required ? "必填。" : "",
                c.Kind is RegisterColumnKind.Ignored ? "不导入。" : c.Checked ? "由系统自动统计，导入时只核对，不采用。" : "",
                c.Words is null ? "" : $"可填：{string.Join("、", form.Sayings(c.Words))}。",
                c.Note ?? "",
            }))),
        ];
        return new Worksheet(
            new Columns(new Column { Min = 1, Max = 1, Width = 28, CustomWidth = true }, new Column { Min = 2, Max = 2, Width = 100, CustomWidth = true }),
            new SheetData(lines.Select((line, i) => new Row(Said(0, i + 1, line.Column, i == 0 ? Head : Wrapped), Said(1, i + 1, line.Text, i == 0 ? Head : Wrapped)) { RowIndex = (uint)i + 1 })));
    }

    private static Cell Said(int column, int row, string text, uint style) =>
        new(new InlineString(new Text(text) { Space = SpaceProcessingModeValues.Preserve })) { CellReference = $"{Sheets.Sheet.ColumnName(column)}{row}", DataType = CellValues.InlineString, StyleIndex = style };

    private static Stylesheet Styles() => new(
        new Fonts(new Font(new FontSize { Val = 11 }, new FontName { Val = "宋体" }), new Font(new Bold(), new FontSize { Val = 11 }, new FontName { Val = "宋体" })),
        new Fills(
            new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
            new Fill(new PatternFill(new ForegroundColor { Rgb = "FFEDF2F7" }) { PatternType = PatternValues.Solid }), new Fill(new PatternFill(new ForegroundColor { Rgb = "FFFDE9D9" }) { PatternType = PatternValues.Solid })),
        new Borders(new Border()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(
            new CellFormat(),
            new CellFormat { NumberFormatId = 49, ApplyNumberFormat = true },
            new CellFormat(new Alignment { Horizontal = HorizontalAlignmentValues.Center, Vertical = VerticalAlignmentValues.Center }) { NumberFormatId = 49, FontId = 1, FillId = 2, ApplyFont = true, ApplyFill = true, ApplyAlignment = true },
            new CellFormat(new Alignment { Horizontal = HorizontalAlignmentValues.Center, Vertical = VerticalAlignmentValues.Center }) { NumberFormatId = 49, FontId = 1, FillId = 3, ApplyFont = true, ApplyFill = true, ApplyAlignment = true },
            new CellFormat(new Alignment { Vertical = VerticalAlignmentValues.Top, WrapText = true }) { NumberFormatId = 49, ApplyAlignment = true }));
}
