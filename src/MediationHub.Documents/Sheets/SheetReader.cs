using System.Diagnostics;
using System.Text;

namespace MediationHub.Documents.Sheets;

/// <summary>
/// Reads the first visible sheet of an .xlsx, .xls or csv file into rows of typed cells, under limits. What kind of file it is, its content says, not its name.
/// Nothing in the file is carried out: formulas count as the value last saved, links and pictures are not looked at.
/// </summary>
public static class SheetReader
{
    /// <param name="file">Readable and seekable.</param>
    /// <exception cref="SheetUnreadableException">The file is no sheet, is damaged or locked, or goes beyond a limit.</exception>
    /// <exception cref="OperationCanceledException"/>
    public static Sheet Read(Stream file, SheetLimits? limits = null, CancellationToken cancel = default)
    {
        var budget = new SheetBudget(limits ?? new SheetLimits(), cancel);
        if (file.Length > budget.Limits.FileBytes) throw new SheetUnreadableException(SheetRefusals.TooLarge(budget.Limits.FileBytes));
        if (file.Length == 0) throw new SheetUnreadableException(SheetRefusals.Empty);

        Span<byte> head = stackalloc byte[512];
        file.Position = 0;
        head = head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        file.Position = 0;

        var sheet = head switch
        {
            [0x50, 0x4B, 0x03 or 0x05, ..] => XlsxSheet.Read(file, budget),
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => XlsSheet.Read(file, budget),
            _ when IsMarkup(head) => throw new SheetUnreadableException(SheetRefusals.IsWebPage),
            _ => CsvSheet.Read(file, budget),
        };
        return sheet.Rows.Count > 0 ? sheet : throw new SheetUnreadableException(SheetRefusals.Empty);
    }

    /// <inheritdoc cref="Read(Stream, SheetLimits?, CancellationToken)"/>
    public static Sheet Read(byte[] file, SheetLimits? limits = null, CancellationToken cancel = default) => Read(new MemoryStream(file, writable: false), limits, cancel);

    /// <summary>Old office systems save web pages under the name .xls.</summary>
    private static bool IsMarkup(ReadOnlySpan<byte> head)
    {
        var text = Encoding.Latin1.GetString(head).TrimStart('ï', '»', '¿', ' ', '\r', '\n', '\t');
        return text.StartsWith("<!", StringComparison.Ordinal) || text.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<table", StringComparison.OrdinalIgnoreCase) || text.StartsWith("MIME-Version:", StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>What reading one file has used so far of what it may use.</summary>
internal sealed class SheetBudget(SheetLimits limits, CancellationToken cancel)
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly List<SheetRow> _rows = [];
    private int _cells, _looked;

    public SheetLimits Limits => limits;
    public IReadOnlyList<SheetRow> Rows => _rows;

    /// <summary>Looks at the clock now and then; call it for everything that a file can have without end.</summary>
    public void Step()
    {
        if ((++_looked & 1023) != 0) return;
        cancel.ThrowIfCancellationRequested();
        if (Stopwatch.GetElapsedTime(_started) > limits.LongestTime) throw new SheetUnreadableException(SheetRefusals.TooSlow);
    }

    /// <summary>Keeps a row unless it is empty; blank cells behind the last are dropped.</summary>
    public void Add(int number, List<Cell> cells)
    {
        Step();
        var last = cells.FindLastIndex(c => !c.IsEmpty || c.Formula);
        if (last < 0) return;
        if (last >= limits.Columns) throw new SheetUnreadableException(SheetRefusals.TooManyColumns(number, limits.Columns));
        if (_rows.Count == limits.Rows) throw new SheetUnreadableException(SheetRefusals.TooManyRows(limits.Rows));
        if ((_cells += last + 1) > limits.Cells) throw new SheetUnreadableException(SheetRefusals.TooManyCells(limits.Cells));
        _rows.Add(new SheetRow(number, cells[..(last + 1)].ToArray()));
    }

    public string Checked(string text) =>
        text.Length <= limits.CellLength ? text : throw new SheetUnreadableException(SheetRefusals.CellTooLong(limits.CellLength));
}
