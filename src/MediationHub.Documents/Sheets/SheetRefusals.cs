using MediationHub.Domain.Kernel;

namespace MediationHub.Documents.Sheets;

/// <summary>The file cannot be read as a sheet; the refusal says what to do.</summary>
public sealed class SheetUnreadableException(Refusal refusal, Exception? inner = null) : Exception(refusal.English, inner)
{
    public Refusal Refusal { get; } = refusal;
}

/// <summary>Why a file is not read as a sheet.</summary>
public static class SheetRefusals
{
    public static readonly Refusal Empty = Invalid("sheet-empty", "文件里没有任何内容，请确认选对了文件，并把数据放在第一张工作表。", "There is nothing in the file: check that it is the right one and that the data stands on the first sheet.");

    public static readonly Refusal NotASheet = Invalid("sheet-format", "这不是表格文件。请上传 xlsx、xls 或 csv 文件。", "This is no spreadsheet: upload an xlsx, xls or csv file.");

    public static readonly Refusal IsWebPage = Invalid("sheet-is-web-page", "这个文件的内容是网页，不是真正的表格。请用 Excel 或 WPS 打开，另存为“Excel 工作簿（*.xlsx）”后再上传。", "The file is a web page named like a spreadsheet: open it in a spreadsheet program, save it as xlsx and upload that.");

    public static readonly Refusal Locked = Invalid("sheet-locked", "文件设有打开密码，无法读取。请在 Excel 或 WPS 中取消密码后再上传。", "The file is protected by a password: remove the password and upload it again.");

    public static readonly Refusal Damaged = Invalid("sheet-damaged", "文件已损坏或不完整，无法读取。请在 Excel 或 WPS 中重新打开并另存为 xlsx 后再上传。", "The file is damaged or incomplete: open it in a spreadsheet program, save it as xlsx and upload that.");

    public static readonly Refusal Encoding = Invalid("sheet-encoding", "无法识别文件的文字编码。请用 Excel 或 WPS 另存为“CSV UTF-8”或 xlsx 后再上传。", "The file's text encoding is not known: save it as CSV UTF-8 or xlsx and upload that.");

    public static readonly Refusal TooSlow = Invalid("sheet-too-slow", "文件读取时间过长，已停止。请删去空行、图片和多余的工作表，或分成几个文件上传。", "Reading took too long: delete empty rows, pictures and further sheets, or upload it in parts.");

    public static readonly Refusal TooManyMerged = Invalid("sheet-too-many-merged", "合并单元格过多，无法读取。请取消数据区的合并单元格后再上传。", "There are too many merged cells: unmerge them and upload the file again.");

    public static Refusal TooLarge(long most) => Invalid("sheet-too-large", $"文件超过{most >> 20}MB，请分成几个文件上传。", $"The file is larger than {most >> 20} MB: upload it in parts.");

    public static Refusal UnpacksTooLarge(long most) => Invalid(
        "sheet-unpacks-too-large",
        $"文件解压后的内容过大（上限{most >> 20}MB），没有读取。多半是含有大量带格式的空行或图片：请把数据复制到新建的工作表，另存为 xlsx 后再上传。",
        $"Unpacked, the file is far too large (the limit is {most >> 20} MB). Formatted empty rows or pictures are the usual reason: copy the data into a new sheet, save it as xlsx and upload that.");

    public static Refusal TooManyRows(int most) => Invalid("sheet-too-many-rows", $"数据超过{most}行，请分成几个文件上传。", $"There are more than {most} rows: upload them in parts.");

    public static Refusal TooManyColumns(int row, int most) => Invalid("sheet-too-many-columns", $"第{row}行超过{most}列，请删去表格右侧多余的内容后再上传。", $"Row {row} has more than {most} columns: delete what stands to the right of the table and upload it again.");

    public static Refusal TooManyCells(int most) => Invalid("sheet-too-many-cells", $"单元格超过{most}个，请分成几个文件上传。", $"There are more than {most} cells: upload the file in parts.");

    public static Refusal CellTooLong(int most) => Invalid("sheet-cell-too-long", $"有单元格的文字超过{most}字，请缩短后再上传。", $"A cell holds more than {most} characters: shorten it and upload the file again.");

    public static Refusal OpenQuote(int row) => Invalid("sheet-open-quote", $"第{row}行开始的一个双引号没有结束，请检查该行的双引号后再上传。", $"A quotation mark opened on row {row} is never closed: check that row and upload the file again.");

    private static Refusal Invalid(string code, string chinese, string english) => new(code, chinese, english)
    {
        Kind = RefusalKind.Invalid,
        Fields = new Dictionary<string, Text[]> { ["file"] = [new(chinese, english)] },
    };
}
