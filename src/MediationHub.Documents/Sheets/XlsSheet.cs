using System.Globalization;
using System.Text;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace MediationHub.Documents.Sheets;

/// <summary>The old binary workbook. It is not packed, so what it unfolds to is bounded by its own size.</summary>
internal static class XlsSheet
{
    static XlsSheet() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static Sheet Read(Stream file, SheetBudget budget)
    {
        try
        {
            using var reader = ExcelReaderFactory.CreateBinaryReader(file, new ExcelReaderConfiguration { LeaveOpen = true, FallbackEncoding = Encoding.GetEncoding(936) });
            do
            {
                if (reader.VisibleState != "visible") continue;
                for (var number = 1; reader.Read(); number++)
                {
                    List<Cell> cells = new(Math.Min(reader.FieldCount, budget.Limits.Columns + 1));
                    for (var column = 0; column < Math.Min(reader.FieldCount, budget.Limits.Columns + 1); column++) cells.Add(CellAt(reader, column, budget));
                    budget.Add(number, cells);
                }
                if (budget.Rows.Count == 0) continue;
                return new Sheet(SheetFormat.Xls, reader.Name, budget.Rows, [.. (reader.MergeCells ?? []).Select(m => new CellRange(m.FromRow + 1, m.FromColumn, m.ToRow + 1, m.ToColumn))]);
            }
            while (reader.NextResult());
            throw new SheetUnreadableException(SheetRefusals.Empty);
        }
        catch (InvalidPasswordException locked) { throw new SheetUnreadableException(SheetRefusals.Locked, locked); }
        catch (Exception damaged) when (damaged is not (SheetUnreadableException or OperationCanceledException or OutOfMemoryException))
        {
            // The reader meets a damaged file with exceptions of many kinds; all mean the same to the person who sent it.
            throw new SheetUnreadableException(SheetRefusals.Damaged, damaged);
        }
    }

    private static Cell CellAt(IExcelDataReader reader, int column, SheetBudget budget) => reader.GetValue(column) switch
    {
        null => Cell.Empty,
        string text => Cell.Of(budget.Checked(text)),
        double number => CellValue.Number(number),
        int number => CellValue.Number(number),
        DateTime moment => CellValue.Day(moment.ToOADate()),
        TimeSpan time => new Cell(CellKind.Text, time.ToString("c", CultureInfo.InvariantCulture)),
        bool yes => new Cell(CellKind.Boolean, yes ? "TRUE" : "FALSE", yes ? 1 : 0),
        var other => Cell.Of(budget.Checked(other.ToString() ?? "")),
    };
}

/// <summary>Numbers and days as cells.</summary>
internal static class CellValue
{
    public static Cell Number(double value, bool formula = false) => new(CellKind.Number, Shown(value), value, formula);

    /// <summary>A serial number counted from 1899-12-30; one outside the calendar stays a number.</summary>
    public static Cell Day(double serial, bool formula = false)
    {
        if (serial is < 1 or >= 2_958_466) return Number(serial, formula);
        var moment = DateTime.FromOADate(serial);
        return new Cell(CellKind.Day, moment.ToString(moment.TimeOfDay < TimeSpan.FromMinutes(1) ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), serial, formula);
    }

    /// <summary>Fifteen figures are what a spreadsheet keeps; the sixteenth is noise of the binary fraction (64.29000000000001).</summary>
    private static string Shown(double value)
    {
        if (Math.Abs(value) < 1e18 && value == Math.Truncate(value)) return value.ToString("F0", CultureInfo.InvariantCulture);
        var shown = value.ToString("G15", CultureInfo.InvariantCulture);
        return shown.Contains('E') ? value.ToString("R", CultureInfo.InvariantCulture) : shown;
    }
}
