using MediationHub.Domain.Kernel;
using MediationHub.Web.Features.Lists;

namespace MediationHub.Web.Api;

/// <summary>Page numbers as the API takes them.</summary>
public static class Paging
{
    public const int LargestPage = 200;

    /// <summary>Lists are counted exactly to here; deeper than that a reader goes by cursor.</summary>
    public const int CountedTo = 10_000;

    public static Problem? Check(int page, int pageSize)
    {
        if (page < 1) return Problem.Invalid("page", "页码从 1 开始。", "Pages begin with 1.");
        if (pageSize is < 1 or > LargestPage) return Problem.Invalid("pageSize", "每页 1 至 200 条。", "A page has 1 to 200 items.");
        return (long)page * pageSize > CountedTo + LargestPage ? Problem.Invalid("page", "翻页不超过前 10,000 条，请用筛选条件缩小范围，或用 after 游标继续。", "Paging ends at 10,000 items: narrow the filter, or go on by the cursor in after.") : null;
    }

    /// <summary>The answer of a list.</summary>
    public static IResult Answer<T>(Listed<T> listed, int page, int pageSize) => Answer(listed.Items, listed.Total, page, pageSize, listed.Exact, listed.Next);

    /// <inheritdoc cref="Answer{T}(Listed{T}, int, int)"/>
    /// <param name="exact">Whether <paramref name="total"/> is all there are.</param>
    public static IResult Answer<T>(IReadOnlyList<T> items, int total, int page, int pageSize, bool exact = true, string? next = null) =>
        Results.Json(new ListPage<T>(items, total, exact, page, pageSize, next), Wire.Json);
}

/// <summary>A page of a list on the wire.</summary>
/// <param name="Total">Exact to 10,000; of more it says 10,000.</param>
/// <param name="TotalExact">Whether <paramref name="Total"/> is all there are.</param>
/// <param name="Next">The place to read on from, as <c>after</c>; left out at the end, and by lists that have none.</param>
public sealed record ListPage<T>(IReadOnlyList<T> Items, int Total, bool TotalExact, int Page, int PageSize, string? Next = null);

/// <summary>A list that is answered whole.</summary>
public sealed record WholeList<T>(IReadOnlyList<T> Items);

/// <summary>The first of what was found.</summary>
/// <param name="Total">How many there are: all of them where <paramref name="TotalExact"/> says so, else 10,000.</param>
public sealed record FirstFound<T>(IReadOnlyList<T> Items, int Total, bool TotalExact = true);
