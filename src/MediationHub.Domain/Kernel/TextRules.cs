using System.Buffers;
using System.Text;

namespace MediationHub.Domain.Kernel;

/// <summary>What text may stand in a field, and how entries are made comparable.</summary>
public static class TextRules
{
    private static readonly SearchValues<char> Controls = SearchValues.Create(
    [
        .. Enumerable.Range(0, 0xA0).Select(c => (char)c).Where(c => char.IsControl(c) && c is not ('\n' or '\t')),
        // Signs that turn the direction of writing or have no width: they make a name look like another.
        '\u200B', '\u200E', '\u200F', '\u202A', '\u202B', '\u202C', '\u202D', '\u202E', '\u2066', '\u2067', '\u2068', '\u2069', '\uFEFF',
    ]);

    /// <summary>Most characters (Unicode scalar values) of each kind of free text.</summary>
    public static class Longest
    {
        /// <summary>A person's, an employer's or an organization's name.</summary>
        public const int Name = 100;

        public const int Title = 200;
        public const int Address = 200;

        /// <summary>A reason, a comment, one claim.</summary>
        public const int Reason = 1000;

        /// <summary>One statement of a record, one term of an agreement.</summary>
        public const int Statement = 5000;

        /// <summary>Facts and reasons of a dispute, the main practices of a nomination.</summary>
        public const int Facts = 20000;
    }

    /// <summary>Free text as it is kept: line ends are \n, no space around it.</summary>
    public static string Clean(string? text) => (text ?? "").Replace("\r\n", "\n").Replace('\r', '\n').Trim();

    /// <summary>Why this cannot be the text of a field, or null. Empty text is fine here: whether it is needed is another question.</summary>
    /// <param name="longest">The most characters (Unicode scalar values) after <see cref="Clean"/>.</param>
    public static Text? Check(string? text, int longest)
    {
        var clean = Clean(text);
        if (clean.AsSpan().ContainsAny(Controls))
            return new("文字中含有不可见的控制字符，请删去后再提交。", "The text holds control characters; remove them.");

        var length = 0;
        for (var rest = clean.AsSpan(); !rest.IsEmpty; length++)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var taken) is not OperationStatus.Done)
                return new("文字中含有损坏的字符，请重新输入。", "The text holds a broken character; enter it again.");
            rest = rest[taken..];
        }
        return length <= longest ? null : new($"最多{longest}个字，现有{length}个字。", $"At most {longest} characters; there are {length}.");
    }

    /// <summary>Puts a check's sentence under its field; null adds nothing.</summary>
    public static void Add(this Problems problems, string field, Text? fault)
    {
        if (fault is not null) problems.Add(field, fault.Chinese, fault.English);
    }

    /// <summary>
    /// Full-width digits, letters and signs become the plain ones (the part of NFKC that Chinese keyboards produce;
    /// written out because the runtime does not normalize under InvariantGlobalization).
    /// </summary>
    public static string HalfWidth(string? text) => string.Create((text ?? "").Length, text ?? "", static (plain, from) =>
    {
        for (var i = 0; i < plain.Length; i++)
            plain[i] = from[i] switch { >= '！' and <= '～' => (char)(from[i] - 0xFEE0), '　' => ' ', var c => c };
    });

    /// <summary>A number or code as it is kept and compared: half-width, upper case, without spaces.</summary>
    public static string Code(string? text) => string.Concat(HalfWidth(text).ToUpperInvariant().Where(c => !char.IsWhiteSpace(c)));
}
