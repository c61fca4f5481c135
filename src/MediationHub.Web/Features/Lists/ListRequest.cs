using MediationHub.Web.Api;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Lists;

/// <summary>Which part of a list an address asks for.</summary>
/// <param name="Errors">What stands in the address and cannot be; the list is empty then.</param>
public sealed record ListRequest(int Page, int PageSize, string? Sort, string? After, FormErrors? Errors)
{
    public const int PageSizeOf = 20;
    private static readonly int[] PageSizes = [PageSizeOf, 50, 100];

    /// <param name="places">Whether the list can be read on from this place in this order.</param>
    public static ListRequest Of(HttpRequest request, IEnumerable<string> sorts, Func<string, string, bool>? places = null)
    {
        var errors = new FormErrors();
        var size = PageSizeOf;
        if (request.Query["pageSize"].ToString() is { Length: > 0 } sized)
        {
            if (int.TryParse(sized, out var wanted) && PageSizes.Contains(wanted)) size = wanted;
            else errors.Add("pageSize", $"每页可为 {string.Join("、", PageSizes)} 条。");
        }
        var (page, typed) = (1, request.Query["page"].ToString());
        if (typed.Length > 0)
        {
            if (!long.TryParse(typed, out var number) || number < 1) errors.Add("page", "页码应为 1 以上的整数。");
            else if (number * size > Paging.CountedTo) errors.Add("page", $"翻页不超过前 {Paging.CountedTo:N0} 条（每页 {size} 条时为第 {Paging.CountedTo / size} 页），请增加查询条件缩小范围。");
            else page = (int)number;
        }
        var sort = request.Asked("sort");
        if (sort is not null && !sorts.Contains(sort))
        {
            errors.Add("sort", "没有这种排序，请点击表头选择。");
            sort = null;
        }
        var after = request.Asked("after", 600);
        if (after is not null && (places is null || !places(sort ?? "", after)))
        {
            errors.Add("after", "地址中的续页位置无效，请回到第一页重新翻页。");
            after = null;
        }
        return new(page, size, sort, after, errors.All.Count > 0 ? errors : null);
    }

    /// <summary>What is wrong with an address, in words for whoever looks at the list: the words of the API mean nothing there.</summary>
    public static FormErrors? Shown(Problem? problem)
    {
        if (problem is null) return null;
        var errors = new FormErrors();
        foreach (var (field, message) in problem.Errors(english: false).All)
            errors.Add(field, field is "sort" ? "没有这种排序，请点击表头选择。" : message.StartsWith($"{field} 不能是", StringComparison.Ordinal) || message.StartsWith("这个词不在可选范围内", StringComparison.Ordinal) || field is "unit" ? "没有这个选项，请从列表中选择。" : Cases.CaseText.FullWidth(message));
        return errors;
    }

    /// <summary>The address of the first page of the same list in another order.</summary>
    public static string Sorted(HttpRequest request, string sort) => Href(request, [("sort", sort), ("page", null), ("after", null)]);

    /// <summary>The same address with some values changed; null leaves one out.</summary>
    public static string Href(HttpRequest request, params (string Name, string? Value)[] changes)
    {
        var kept = request.Query.Where(q => q.Key is not "done" && changes.All(c => c.Name != q.Key)).SelectMany(q => q.Value.Where(v => !string.IsNullOrEmpty(v)).Select(v => KeyValuePair.Create(q.Key, v)));
        return request.Path + QueryString.Create([.. kept, .. changes.Where(c => c.Value is not null).Select(c => KeyValuePair.Create(c.Name, c.Value))]).ToString();
    }

    /// <summary>What the list is narrowed by, without the place in it: what a view keeps and an export goes by.</summary>
    public static string QueryOf(HttpRequest request) => Href(request, [("page", null), ("after", null)]) is var href && href.IndexOf('?') is var mark and >= 0 ? href[(mark + 1)..] : "";
}

/// <summary>How a person is shown a list: the own columns, the own views.</summary>
public sealed record Arranged<TRow>(ListKind Kind, IReadOnlyList<ListColumn<TRow>> All, IReadOnlyList<ListColumn<TRow>> Columns, IReadOnlyList<ListView> Views);

/// <summary>Arranges lists for people.</summary>
public static class Arranged
{
    public static async Task<Arranged<TRow>> Of<TRow>(HttpContext http, ListKind kind, IReadOnlyList<ListColumn<TRow>> all)
    {
        var choice = await http.RequestServices.GetRequiredService<ListChoices>().Of(http.Actor().UserName, kind.Name, http.RequestAborted);
        return new(kind, all, Chosen(all, choice.Columns), choice.Views);
    }

    /// <summary>The columns that were chosen, as far as this person has them; the list's own where none is left.</summary>
    public static IReadOnlyList<ListColumn<TRow>> Chosen<TRow>(IReadOnlyList<ListColumn<TRow>> all, IReadOnlyList<string>? keys)
    {
        var chosen = keys?.Select(k => all.FirstOrDefault(c => c.Key == k)).OfType<ListColumn<TRow>>().ToList();
        return chosen is { Count: > 0 } ? chosen : [.. all.Where(c => c.Shown)];
    }
}
