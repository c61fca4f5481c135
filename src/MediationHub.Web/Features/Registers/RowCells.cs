using System.Globalization;
using MediationHub.Documents.Registers;
using MediationHub.Documents.Sheets;
using MediationHub.Domain.Kernel;

namespace MediationHub.Web.Features.Registers;

/// <summary>One row's cells as values; what cannot be read is told, and the row is wrong then.</summary>
public sealed class RowCells(RegisterTable table, RegisterRow row, List<Finding> findings)
{
    private readonly HashSet<string> _told = [];

    public RegisterRow Row => row;

    /// <summary>Something was found that keeps the row from being imported.</summary>
    public bool Wrong { get; private set; }

    public bool Has(string key) => !row[key].IsEmpty;

    /// <summary>The text as written, or null. In csv the mark that keeps a text from being calculated is taken off.</summary>
    public string? Text(string key)
    {
        var said = row[key].Text;
        if (table.Sheet.Format is SheetFormat.Csv && said is ['\'', '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠', ..]) said = said[1..];
        return said.Length == 0 ? null : said;
    }

    /// <summary>A number or code: half-width, upper case, without blanks.</summary>
    public string? Code(string key) => TextRules.Code(Text(key)) is { Length: > 0 } code ? code : null;

    public WrittenDay? Day(string key)
    {
        var (day, fault) = RegisterCells.Day(row[key], table.Sheet.Format);
        if (fault is not null) No(key, "date", fault);
        return day;
    }

    /// <summary>The day, unless the register knows the same month only: then the known one stands.</summary>
    public DateOnly? Day(string key, DateOnly? known) =>
        Day(key) is not { } day ? null : day.MonthOnly && known is { } on && (on.Year, on.Month) == (day.On.Year, day.On.Month) ? on : day.On;

    public decimal? Number(string key)
    {
        var (number, fault) = RegisterCells.Number(row[key]);
        if (fault is null) return number;
        if (row.Form[key].Checked) Note(key, "number", fault);
        else No(key, "number", fault);
        return null;
    }

    public int? Integer(string key)
    {
        if (Number(key) is not { } number) return null;
        if (number == decimal.Truncate(number) && number is >= 0 and <= int.MaxValue) return (int)number;
        var fault = new Text("应为不小于0的整数。", "This is a whole number, 0 or more.");
        if (row.Form[key].Checked) Note(key, "number", fault);
        else No(key, "number", fault);
        return null;
    }

    public bool? Yes(string key)
    {
        var (yes, fault) = RegisterCells.Yes(row[key]);
        if (fault is not null) No(key, "yes-no", fault);
        return yes;
    }

    /// <summary>The program's word for a cell of a list of words.</summary>
    public string? Word(string key)
    {
        if (Text(key) is not { } said) return null;
        var list = row.Form[key].Words!;
        if (row.Form.Word(list, said) is { } word) return word;
        No(key, "word-unknown", new($"没有“{Cut(said)}”这一项，可填：{string.Join("、", row.Form.Sayings(list))}。", $"Not a known word: {Cut(said)}."));
        return null;
    }

    public T? Word<T>(string key) where T : struct, Enum => Word(key) is { } word && Enum.TryParse<T>(word, ignoreCase: true, out var parsed) ? parsed : null;

    /// <summary>One sentence for a cell: the first says what is wrong with it, what would follow from it says nothing more.</summary>
    public void No(string key, string code, Text text)
    {
        Wrong = true;
        if (_told.Add(key)) findings.Add(table.At(row, key, code, text));
    }

    public void No(string code, Text text)
    {
        Wrong = true;
        findings.Add(new(row.Number, null, null, code, text.Chinese, text.English));
    }

    public void Note(string key, string code, Text text) => findings.Add(table.At(row, key, code, text, warning: true));

    /// <summary>A refusal's sentences at the cells they are about.</summary>
    /// <param name="keys">The form's column for each field of the command.</param>
    public void No(Refusal refusal, IReadOnlyDictionary<string, string> keys)
    {
        if (refusal.Fields is not { Count: > 0 } fields)
        {
            No(refusal.Code, new(refusal.Chinese, refusal.English));
            return;
        }
        foreach (var (field, texts) in fields)
            foreach (var text in texts)
            {
                if (keys.TryGetValue(field, out var key)) No(key, Kebab(field), text);
                else No(Kebab(field), text);
            }
    }

    private static string Kebab(string field) => string.Concat(field.Select(c => char.IsUpper(c) ? $"-{char.ToLower(c, CultureInfo.InvariantCulture)}" : c.ToString()));

    private static string Cut(string text) => text.Length <= 20 ? text : text[..20] + "…";
}
