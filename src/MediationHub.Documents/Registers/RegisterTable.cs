using MediationHub.Documents.Sheets;
using MediationHub.Domain.Kernel;

namespace MediationHub.Documents.Registers;

/// <summary>What is wrong with, or worth knowing of, a place in the file.</summary>
/// <param name="Row">As the person sees it at the sheet's edge; 0 for the file as a whole.</param>
/// <param name="Column">Counted from 0; null for the row as a whole.</param>
/// <param name="Code">Stable, kebab-case.</param>
/// <param name="Warning">The row can be imported all the same.</param>
public sealed record Finding(int Row, int? Column, string? Header, string Code, string Chinese, string English, bool Warning = false);

/// <summary>One row of a register, by the form's columns.</summary>
/// <param name="Number">As the person sees it at the sheet's edge.</param>
public sealed record RegisterRow(RegisterForm Form, int Number, IReadOnlyList<Cell> Cells)
{
    /// <summary>The cell of a column; empty where the file has no such column.</summary>
    public Cell this[string key] => Cells[Form.IndexOf(key)];
}

/// <summary>A sheet read as a register: which column is which, what is data, what was passed over.</summary>
/// <param name="HeaderRow">The row whose heads were recognized (the lower one of two); 0 where none was.</param>
/// <param name="Places">By the form's columns: the sheet's column, or null where it has none.</param>
/// <param name="Totals">Rows of sums.</param>
/// <param name="Findings">About the file and about places that cannot be read, in order of rows.</param>
public sealed record RegisterTable(
    RegisterForm Form, Sheet Sheet, int HeaderRow, IReadOnlyList<int?> Places, IReadOnlyList<RegisterRow> Rows, IReadOnlyList<RegisterRow> Totals, IReadOnlyList<Finding> Findings)
{
    /// <summary>A finding about one cell of a row.</summary>
    public Finding At(RegisterRow row, string key, string code, Text text, bool warning = false)
    {
        var place = Places[Form.IndexOf(key)];
        return new(row.Number, place, Form[key].Header, code, text.Chinese, text.English, warning);
    }
}

/// <summary>Finds a register in a sheet: passes over titles, heads in one or two rows, sums and notes, and tells what it cannot read.</summary>
public static class RegisterReader
{
    private const int HeadsWithin = 30;
    private static readonly string[] SumWords = ["合计", "总计", "小计", "累计", "共计", "总和"];
    private static readonly string[] NoteWords = ["填表", "制表", "审核", "注:", "注1", "说明:", "备注:", "单位负责人", "填报", "联系人:", "盖章", "单位(盖章)", "报送"];

    public static RegisterTable Read(Sheet sheet, RegisterForm form)
    {
        var covered = Covered(sheet);
        var (headAt, lowAt, heads) = Heads(sheet, form, covered);
        if (headAt < 0)
        {
            var wanted = string.Join("、", form.Columns.Where(c => c.Required).Select(c => $"“{c.Header}”"));
            return new(form, sheet, 0, new int?[form.Columns.Count], [], [], [new(0, null, null, "header-missing",
                $"没有找到表头。第一张工作表的前{HeadsWithin}行里要有一行列名，至少包括{wanted}；请下载模板对照。", "No row of column heads was found: compare the template.")]);
        }

        List<Finding> findings = [];
        var places = Places(form, heads, findings, sheet.Rows[lowAt].Number);
        var merged = new Merges(sheet, form, covered);
        List<RegisterRow> rows = [], totals = [];
        var mapped = places.Count(p => p is not null);
        foreach (var row in sheet.Rows.Skip(lowAt + 1))
        {
            var filled = row.Cells.Where(c => !c.IsEmpty || c.Formula).ToArray();
            if (filled.Length == 0) continue;
            if (IsHeadAgain(row, form, places)) continue;
            if (filled.Take(3).Any(c => IsSum(c.Text)))
            {
                totals.Add(new(form, row.Number, [.. places.Select(p => p is { } at ? row[at] : Cell.Empty)]));
                continue;
            }
            if (IsAside(row, filled, form, places, mapped)) { findings.Add(new(row.Number, null, null, "row-skipped", $"第{row.Number}行只有“{Cut(filled[0].Text)}”，按小标题或说明跳过。", "Passed over as a heading or a note.", Warning: true)); continue; }
            var cells = new Cell[form.Columns.Count];
            for (var i = 0; i < cells.Length; i++) cells[i] = places[i] is { } at ? merged.At(row, at, i, findings) : Cell.Empty;
            Readable(row.Number, cells, form, places, findings);
            rows.Add(new(form, row.Number, cells));
        }
        if (rows.Count == 0) findings.Add(new(0, null, null, "no-rows", "表头下面没有数据。请从表头的下一行开始填写。", "There is no data below the heads."));
        return new(form, sheet, sheet.Rows[lowAt].Number, places, rows, totals, [.. findings.OrderBy(f => f.Row)]);
    }

    /// <summary>What cells hold that cannot be taken: an error of a calculation, a calculation that was never carried out.</summary>
    private static void Readable(int number, Cell[] cells, RegisterForm form, int?[] places, List<Finding> findings)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            var column = form.Columns[i];
            if (column.Kind is RegisterColumnKind.Ignored) continue;
            if (cells[i] is { IsEmpty: true, Formula: true })
                findings.Add(new(number, places[i], column.Header, "formula-without-value", "单元格是公式但没有计算结果，请在 Excel 或 WPS 中打开保存一次，或改填数值。", "A formula without a saved value: open and save the file, or enter the value."));
            else if (cells[i].Kind is CellKind.Error)
                findings.Add(new(number, places[i], column.Header, "cell-error", $"单元格的公式出错（{cells[i].Text}），请改填数值。", "The cell's formula failed: enter the value."));
            else continue;
            cells[i] = Cell.Empty;
        }
    }

    /// <summary>The row of heads, a second one below it, and the head over each column of the sheet.</summary>
    private static (int HeadAt, int LowAt, IReadOnlyList<string[]> Heads) Heads(Sheet sheet, RegisterForm form, Dictionary<(int Row, int Column), CellRange> covered)
    {
        var (best, most) = (-1, 0);
        for (var i = 0; i < sheet.Rows.Count && sheet.Rows[i].Number <= sheet.Rows[0].Number + HeadsWithin; i++)
        {
            var known = sheet.Rows[i].Cells.Select(c => form.ColumnOf(c.Text)).OfType<int>().Distinct().Count();
            if (known > most) (best, most) = (i, known);
        }
        if (most < 2) return (-1, -1, []);

        // Of two rows of heads the lower one may have more of them: the upper one then belongs to it, where cells reach over.
        if (best > 0 && sheet.Rows[best - 1].Number == sheet.Rows[best].Number - 1 && Known(sheet.Rows[best - 1], form) >= 2) best--;
        var upper = sheet.Rows[best];
        var lower = best + 1 < sheet.Rows.Count && sheet.Rows[best + 1].Number == upper.Number + 1 ? sheet.Rows[best + 1] : null;
        var width = Math.Max(upper.Cells.Count, lower?.Cells.Count ?? 0);
        var over = new string[width];
        for (var column = 0; column < width; column++)
        {
            over[column] = upper[column].Text;
            // A head that reaches over several columns; without merged cells, an empty one belongs to the head on its left.
            if (over[column].Length == 0 && column > 0 && (covered.ContainsKey((upper.Number, column)) || (lower is not null && !lower[column].IsEmpty))) over[column] = over[column - 1];
        }
        var two = lower is not null && SubHeads(upper, lower, over, form) && !IsHeadAgain(lower, form, Places(form, [.. over.Select(o => new[] { o })], [], 0));
        return (best, two ? best + 1 : best, [.. Enumerable.Range(0, width).Select(column => two && !lower![column].IsEmpty
            ? new[] { over[column] + lower[column].Text, lower[column].Text }
            : [upper[column].Text])]);
    }

    /// <summary>The lower row holds heads: two known ones at least, and only below heads that reach over several columns (below all others stands nothing).</summary>
    private static bool SubHeads(SheetRow upper, SheetRow lower, string[] over, RegisterForm form)
    {
        var known = 0;
        for (var column = 0; column < over.Length; column++)
        {
            if (lower[column].IsEmpty) continue;
            var reaches = upper[column].IsEmpty || (upper[column + 1].IsEmpty && !lower[column + 1].IsEmpty);
            if (!reaches) return false;
            if ((form.ColumnOf(lower[column].Text) ?? form.ColumnOf(over[column] + lower[column].Text)) is not null) known++;
        }
        return known >= 2;
    }

    private static int Known(SheetRow row, RegisterForm form) => row.Cells.Count(c => form.ColumnOf(c.Text) is not null);

    private static int?[] Places(RegisterForm form, IReadOnlyList<string[]> heads, List<Finding> findings, int row)
    {
        var places = new int?[form.Columns.Count];
        List<string> unknown = [];
        for (var column = 0; column < heads.Count; column++)
        {
            var head = heads[column][^1];
            if (head.Length == 0 || head.StartsWith(RegisterForm.FindingsHeader, StringComparison.Ordinal)) continue;
            if (heads[column].Select(form.ColumnOf).FirstOrDefault(c => c is not null) is not { } found) unknown.Add($"{Sheet.ColumnName(column)}列“{Cut(head)}”");
            else if (places[found] is { } before)
                findings.Add(new(row, column, form.Columns[found].Header, "column-twice", $"{Sheet.ColumnName(before)}列和{Sheet.ColumnName(column)}列都是“{form.Columns[found].Header}”，请只留一列。", $"Two columns are {form.Columns[found].Header}: keep one."));
            else places[found] = column;
        }
        if (unknown.Count > 0) findings.Add(new(0, null, null, "columns-unknown", $"以下列不在本表内，不导入：{string.Join("、", unknown.Take(20))}。", "These columns are not part of the form and are left out.", Warning: true));
        foreach (var column in form.Columns.Where(c => c.Required && places[form.IndexOf(c.Key)] is null))
            findings.Add(new(0, null, column.Header, "column-missing", $"缺少“{column.Header}”列，请对照模板补上。", $"The column {column.Header} is missing: compare the template."));
        return places;
    }

    /// <summary>The heads again, as on each printed page.</summary>
    private static bool IsHeadAgain(SheetRow row, RegisterForm form, int?[] places)
    {
        var same = 0;
        for (var i = 0; i < places.Length; i++)
            if (places[i] is { } at && form.ColumnOf(row[at].Text) == i) same++;
        return same >= 2 && same * 2 >= row.Cells.Count(c => !c.IsEmpty);
    }

    private static bool IsSum(string text)
    {
        var plain = RegisterForm.Plain(text);
        return plain.Length <= 8 && SumWords.Any(w => plain.StartsWith(w, StringComparison.Ordinal));
    }

    /// <summary>A heading between the rows, or what stands below the table: next to nothing of a row is there.</summary>
    private static bool IsAside(SheetRow row, Cell[] filled, RegisterForm form, int?[] places, int mapped)
    {
        if (mapped < 3) return false;
        var required = form.Columns.Where(c => c.Required).Select(c => places[form.IndexOf(c.Key)]).OfType<int>().ToArray();
        var said = TextRules.HalfWidth(filled[0].Text);
        if (NoteWords.Any(w => said.StartsWith(w, StringComparison.Ordinal)) && required.Count(c => !row[c].IsEmpty) <= 1) return true;
        return filled.Length == 1 && (required.Length == 0 || required.Count(c => !row[c].IsEmpty) < Math.Min(2, required.Length)) && filled[0].Kind is CellKind.Text && !form.Columns.Where((c, i) => places[i] is { } at && !row[at].IsEmpty && c.Key == "name").Any();
    }

    /// <summary>Every place that a merged cell covers besides its first, as far as the sheet has rows there.</summary>
    private static Dictionary<(int Row, int Column), CellRange> Covered(Sheet sheet)
    {
        Dictionary<(int, int), CellRange> covered = [];
        foreach (var range in sheet.Merged)
        {
            var (from, to) = (FirstFrom(sheet, range.FirstRow), Math.Min(range.LastColumn, 400));
            for (var i = from; i < sheet.Rows.Count && sheet.Rows[i].Number <= range.LastRow; i++)
                for (var column = range.FirstColumn; column <= to; column++)
                {
                    if (covered.Count >= 1_000_000) throw new SheetUnreadableException(SheetRefusals.TooManyMerged);
                    if ((sheet.Rows[i].Number, column) != (range.FirstRow, range.FirstColumn)) covered[(sheet.Rows[i].Number, column)] = range;
                }
        }
        return covered;
    }

    private static int FirstFrom(Sheet sheet, int number)
    {
        var (low, high) = (0, sheet.Rows.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sheet.Rows[middle].Number < number) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private static string Cut(string text) => text.Length <= 20 ? text : text[..20] + "…";

    /// <summary>Gives the value of merged cells where that is clear, and says where it is not.</summary>
    private sealed class Merges(Sheet sheet, RegisterForm form, Dictionary<(int Row, int Column), CellRange> covered)
    {
        private readonly HashSet<CellRange> _told = [];

        public Cell At(SheetRow row, int column, int index, List<Finding> findings)
        {
            if (!covered.TryGetValue((row.Number, column), out var range)) return row[column];
            var first = FirstFrom(sheet, range.FirstRow) is var at && at < sheet.Rows.Count && sheet.Rows[at].Number == range.FirstRow ? sheet.Rows[at][range.FirstColumn] : Cell.Empty;
            if (range.FirstColumn == range.LastColumn && form.Columns[index].Fill) return first;
            if (form.Columns[index].Kind is RegisterColumnKind.Ignored || form.Columns[index].Checked) return Cell.Empty;
            if (_told.Add(range))
                findings.Add(new(row.Number, column, form.Columns[index].Header, "merged-cells",
                    $"{Sheet.ColumnName(range.FirstColumn)}{range.FirstRow}:{Sheet.ColumnName(range.LastColumn)}{range.LastRow} 是合并单元格，分不清各行各列的内容，请取消合并后逐格填写。",
                    "Merged cells: it is not clear what belongs to which row. Unmerge them and fill in each cell."));
            return Cell.Empty;
        }
    }
}
