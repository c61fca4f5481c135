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
}

/// <summary>Names an endpoint's operation: its row in the policy table.</summary>
public sealed record OperationName(string Name);

public static class OperationExtensions
{
    public static RouteHandlerBuilder Operation(this RouteHandlerBuilder route, string name) => route.WithMetadata(new OperationName(name)).WithName(name);
}
