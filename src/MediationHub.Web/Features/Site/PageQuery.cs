using System.Globalization;

namespace MediationHub.Web.Features.Site;

/// <summary>An address asks for what cannot be. The page says so (400): showing something else instead would pass for the answer.</summary>
public sealed class AddressException(string field, string chinese, string english) : Exception
{
    public Api.Problem Problem { get; } = Api.Problem.Invalid(field, chinese, english);
}

/// <summary>Addresses of lists: filters and page stand in the query.</summary>
public static class PageQuery
{
    /// <summary>The page asked for, within what a list goes to; the first where none is.</summary>
    /// <exception cref="AddressException">There is no such page.</exception>
    public static int Page(this HttpRequest request, int pageSize, string name = "page")
    {
        if (request.Query[name].ToString() is not { Length: > 0 } typed) return 1;
        if (!long.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var page) || page < 1) throw new AddressException(name, "页码应为 1 以上的整数。", "A page is a whole number from 1 on.");
        return page <= Api.Paging.CountedTo / pageSize ? (int)page
            : throw new AddressException(name, $"翻页不超过前 {Api.Paging.CountedTo:N0} 条（第 {Api.Paging.CountedTo / pageSize} 页），请增加查询条件缩小范围。", $"Paging ends at {Api.Paging.CountedTo:N0} items: narrow the filter.");
    }

    /// <summary>Behind the last page of any list.</summary>
    public const int BeyondAll = 1_000_000;

    /// <summary>The page asked for, or <see cref="BeyondAll"/> where no list has so many: the list says so in its own place and leads back.</summary>
    /// <exception cref="AddressException">It is no number of a page.</exception>
    public static int PageOrBeyond(this HttpRequest request, int pageSize, string name = "page") =>
        request.Query[name].ToString() is { Length: > 5 } typed && typed.All(char.IsAsciiDigit) || long.TryParse(request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page > Api.Paging.CountedTo / pageSize ? BeyondAll : request.Page(pageSize, name);

    /// <summary>One of the words that a part of the address may be; null where it was left out.</summary>
    /// <exception cref="AddressException">It is none of them.</exception>
    public static string? Word(this HttpRequest request, string name, string label, params IEnumerable<string> words) =>
        request.Query[name].ToString().Trim() is not { Length: > 0 } word ? null : words.Contains(word) ? word
            : throw new AddressException(name, $"地址中的“{label}”不在可选范围内，请从页面上的选项中选择。", $"{name} is none of the words that can be chosen.");

    /// <summary>A name that is searched for, as it was typed; null where none was.</summary>
    /// <exception cref="AddressException">It is longer than any name.</exception>
    public static string? Typed(this HttpRequest request, string name = "q") =>
        request.Query[name].ToString().Trim() is not { Length: > 0 } text ? null : text.Length <= LongestTyped ? text
            : throw new AddressException(name, $"查询内容不超过 {LongestTyped} 字，请只写名称或者几个关键词。", $"A query has at most {LongestTyped} characters: give a name or a few words.");

    private const int LongestTyped = 100;

    /// <summary>The same address with one value changed; null leaves it out.</summary>
    public static string With(this HttpRequest request, string name, string? value) =>
        request.Path + QueryString.Create(request.Query.Where(q => q.Key is not "done" && q.Key != name)
            .SelectMany(q => q.Value.Where(v => !string.IsNullOrEmpty(v)).Select(v => KeyValuePair.Create(q.Key, v)))
            .Concat(value is null ? [] : [KeyValuePair.Create(name, (string?)value)])).ToString();

    /// <summary>A value of the query; blank is none.</summary>
    public static string? Asked(this HttpRequest request, string name, int longest = 100) => request.Query[name].ToString().Trim() is { Length: > 0 } value && value.Length <= longest ? value : null;
}
