using MediationHub.Domain.Kernel;
using MediationHub.Domain.Parties;
using MediationHub.Store.Search;
using MediationHub.Web.Api;

namespace MediationHub.Web.Features.Search;

/// <summary>What somebody typed to search by.</summary>
/// <param name="Text">As it was typed, without the space around it.</param>
/// <param name="Terms">Parted by spaces; a case must hold each of them somewhere.</param>
/// <param name="Identification">An identity number or credit code, where it is one.</param>
public sealed record SearchQuery(string Text, IReadOnlyList<string> Terms, string? Identification)
{
    public const int Longest = 100;

    public static readonly Problem TooLong = Problem.Invalid("q", $"查询内容不超过 {Longest} 字，请只写姓名、案号或者几个关键词。", $"A query has at most {Longest} characters: give a name, a number or a few words.");

    /// <summary>The query, or why nothing can be found by it.</summary>
    public static (SearchQuery? Query, Problem? Problem) Of(string? typed)
    {
        var text = TextRules.HalfWidth(typed).Trim();
        if (text.Length > Longest) return (null, TooLong);
        var terms = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(t => SearchText.Of(t).Count > 0).Distinct().Take(8).ToArray();
        var letters = text.Count(c => char.IsLetterOrDigit(c) || char.IsSurrogate(c));
        if (letters == 0) return (null, Problem.Invalid("q", "请输入文字或者数字，只有标点符号无法查询。", "Enter words or numbers: signs alone cannot be searched."));
        if (terms.Length == 0 || letters < 2) return (null, Problem.Invalid("q", "请至少输入两个字，例如姓名、单位名称或者案号。", "Enter two characters at least, such as a name or a case number."));
        return (new(text, terms, IdentificationIn(text)), null);
    }

    /// <summary>The case number as it is written, whichever brackets were typed.</summary>
    public string AsNumber => string.Concat(TextRules.Code(Text).Select(c => c switch { '(' => '（', ')' => '）', '[' or '【' or '〈' or '{' => '〔', ']' or '】' or '〉' or '}' => '〕', _ => c }));

    private static string? IdentificationIn(string text)
    {
        var code = IdDocument.Normalize(text);
        return code.Length is >= 6 and <= 30 && code.All(char.IsAsciiLetterOrDigit) && code.Any(char.IsAsciiDigit) ? code : null;
    }
}
