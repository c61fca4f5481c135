namespace MediationHub.Documents.Sheets;

/// <summary>What a cell holds.</summary>
public enum CellKind : byte { Empty, Text, Number, Day, Boolean, Error }

/// <summary>One cell as a person reads it.</summary>
/// <param name="Text">
/// The shown text without surrounding blanks; a number without thousands separators (<c>12000</c>, <c>64.29</c>), a day as <c>yyyy-MM-dd</c>,
/// with <c>HH:mm</c> where it has a time of day; empty for an empty cell.
/// </param>
/// <param name="Number">Of a number its value, of a day its serial number counted from 1899-12-30; else 0.</param>
/// <param name="Formula">The cell is calculated. Its value is the last one saved; it is <see cref="CellKind.Empty"/> where none was saved.</param>
public readonly record struct Cell(CellKind Kind, string Text, double Number = 0, bool Formula = false)
{
    public static readonly Cell Empty = new(CellKind.Empty, "");

    public bool IsEmpty => Kind is CellKind.Empty;

    /// <summary>The legal day of a cell that is formatted as one; null for all others, also for text that reads like a day.</summary>
    public DateOnly? Day => Kind is CellKind.Day ? DateOnly.FromDateTime(DateTime.FromOADate(Number)) : null;

    public static Cell Of(string? text) => text?.Trim() is { Length: > 0 } said ? new(CellKind.Text, said) : Empty;
}

/// <summary>A row that holds something.</summary>
/// <param name="Number">As the person sees it at the sheet's edge: the first is 1.</param>
public sealed record SheetRow(int Number, IReadOnlyList<Cell> Cells)
{
    /// <summary>The cell in a column counted from 0; empty beyond the last.</summary>
    public Cell this[int column] => column < Cells.Count ? Cells[column] : Cell.Empty;
}

/// <summary>Cells merged into one; rows counted from 1, columns from 0, both ends included. Only the first cell holds the value.</summary>
public readonly record struct CellRange(int FirstRow, int FirstColumn, int LastRow, int LastColumn);

public enum SheetFormat { Xlsx, Xls, Csv }

/// <summary>The first visible sheet of a file that holds anything.</summary>
/// <param name="Name">The sheet's name; empty for csv.</param>
/// <param name="Rows">Rows that hold something, top down; empty ones are left out.</param>
public sealed record Sheet(SheetFormat Format, string Name, IReadOnlyList<SheetRow> Rows, IReadOnlyList<CellRange> Merged)
{
    /// <summary>A column's letters as a spreadsheet shows them: 0 is A, 26 is AA.</summary>
    public static string ColumnName(int column)
    {
        var name = "";
        for (var rest = column; rest >= 0; rest = rest / 26 - 1) name = (char)('A' + rest % 26) + name;
        return name;
    }
}

/// <summary>How much a file may ask of the program.</summary>
/// <param name="FileBytes">As uploaded.</param>
/// <param name="UnpackedBytes">All parts that are read, unpacked.</param>
/// <param name="Ratio">Unpacked to packed, looked at beyond 16 MB.</param>
/// <param name="Rows">That hold something.</param>
/// <param name="Time">For reading it all.</param>
public sealed record SheetLimits(
    long FileBytes = 20 << 20, long UnpackedBytes = 200 << 20, int Ratio = 150, int Rows = 100_000, int Columns = 200, int Cells = 3_000_000, int CellLength = 32_767, TimeSpan? Time = null)
{
    public TimeSpan LongestTime => Time ?? TimeSpan.FromSeconds(30);
}
