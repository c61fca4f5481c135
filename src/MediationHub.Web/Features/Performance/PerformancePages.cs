using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Web.Api;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Agreements;
using MediationHub.Web.Features.Lists;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Performance;

/// <summary>The performance board on the wire: <see cref="PerformanceDay"/>, with a page of the agreements in one of its buckets.</summary>
/// <param name="Bucket">Which one.</param>
public sealed record PerformanceBoardShown(
    DateOnly Today, DateOnly WeekEnd, DateOnly PerformedSince, DateTimeOffset AsOf, IReadOnlyList<PerformanceSum> Buckets, IReadOnlyList<OrganizationPerformance>? Organizations, IReadOnlyList<PromisedVisit>? Visits,
    PerformanceBucket Bucket, IReadOnlyList<AgreementListed> Items, int Total, bool TotalExact, int Page, int PageSize, string? Next);

/// <summary>The performance board as a page and over the API.</summary>
public static class PerformancePages
{
    public static void MapPerformanceApi(this IEndpointRouteBuilder api) =>
        api.MapGet("/performance", async (HttpContext http, PerformanceBoard board, string? bucket, string? organizationId, string? unit, string? sort, string? after, int page = 1, int pageSize = 20) =>
        {
            if (!Policy.May(http.Actor(), "performance.read")) return Problem.Forbidden;
            if (Paging.Check(page, pageSize) is { } wrong) return wrong;
            var (filter, invalid) = Filter(name => http.Request.Query[name]);
            if (invalid is not null) return invalid;
            var order = filter!.Sort ?? PerformanceBoard.SortOf(filter.Bucket);
            if (after is not null && (page != 1 || AgreementLists.Sorts[order].Values(order, after) is null))
                return Problem.Invalid("after", "after 游标无效，或与 page 同时使用，或来自另一种排序；请使用上一页返回的 next。", "Not a cursor of this order, or used with page: take next from the page before.");
            var day = await board.Of(http.Actor(), filter, http.RequestAborted);
            var listed = await board.List(http.Actor(), filter with { After = after }, day, page, pageSize, http.RequestAborted);
            return Results.Json(new PerformanceBoardShown(
                day.Today, day.WeekEnd, day.PerformedSince, day.AsOf, day.Buckets, day.Organizations, day.Visits, filter.Bucket, listed.Items, listed.Total, listed.Exact, page, pageSize, listed.Next), Wire.Json);
        }).Operation("performance.read").Answers<PerformanceBoardShown>();

    /// <summary>A province has a thousand organizations: those with the most overdue come first, the others page by page.</summary>
    public const int HousesOnPage = 20;

    public static void MapPerformancePage(this IEndpointRouteBuilder pages) =>
        pages.MapGet("/performance", async (HttpContext http, PerformanceBoard board, AgreementBook book) =>
        {
            var actor = http.Actor();
            if (!Policy.May(actor, "performance.read")) return Pages.NotYours();
            var (asked, problem) = Filter(name => http.Request.Query[name]);
            var filter = asked ?? new();
            var order = filter.Sort ?? PerformanceBoard.SortOf(filter.Bucket);
            var list = ListRequest.Of(http.Request, AgreementLists.Sorts.Keys, (_, place) => AgreementLists.Sorts[order].Values(order, place) is not null);
            var errors = ListRequest.Shown(problem) ?? list.Errors;
            var houses = http.Request.Page(HousesOnPage, "houses");
            var day = await board.Of(actor, filter, http.RequestAborted);
            var listed = errors is not null ? Listed<AgreementListed>.None : await board.List(actor, filter with { After = list.After }, day, list.Page, list.PageSize, http.RequestAborted);
            return Pages.Show<PerformancePage>(new { Day = day, Filter = filter, Listed = listed, Asked = list, Houses = houses, Columns = Columns(book.Columns(actor), filter.Bucket, actor.Organization is null), Errors = errors }, errors is null ? 200 : 400);
        });

    /// <summary>What a board's address says, by the names of the API.</summary>
    private static (PerformanceFilter? Filter, Problem? Problem) Filter(Func<string, string?> asked)
    {
        string? Text(string field) => asked(field)?.Trim() is { Length: > 0 and <= 100 } given ? given : null;
        var problem = (Text("bucket") is { } word ? ApiWord.Check("bucket", word, ApiWord.All<PerformanceBucket>()) : null)
            ?? ApiWord.CheckUnit("unit", asked("unit"))
            ?? (Text("sort") is { } sort ? ApiWord.Check("sort", sort, AgreementLists.Sorts.Keys) : null);
        if (problem is not null) return (null, problem);
        var bucket = Text("bucket") is { } named ? Enum.GetValues<PerformanceBucket>().First(b => ApiWord.Of(b) == named) : PerformanceBucket.Overdue;
        return (new(bucket, Text("organizationId"), Text("unit"), Text("sort")), null);
    }

    /// <summary>The columns of the list of agreements that tell of performance.</summary>
    private static IReadOnlyList<ListColumn<AgreementListed>> Columns(IReadOnlyList<ListColumn<AgreementListed>> all, PerformanceBucket bucket, bool office)
    {
        string[] keys = ["number", "parties", .. office ? ["organization"] : Array.Empty<string>(), "amount", "paid", bucket is PerformanceBucket.Performed ? "performed" : "due"];
        var columns = keys.Select(key => all.First(c => c.Key == key)).ToList();
        return [.. columns[..^1], new("outstanding", "待付金额（元）", 18, a => a.Amount > a.Paid ? a.Amount - a.Paid : null, MediationHub.Documents.Sheets.SheetColumnKind.Money), columns[^1]];
    }
}

/// <summary>The words of the board.</summary>
public static class PerformanceText
{
    public static string Chinese(this PerformanceBucket bucket) => bucket switch
    {
        PerformanceBucket.DueThisWeek => "七日内到期",
        PerformanceBucket.Overdue => "逾期未履行",
        PerformanceBucket.Defaulted => "已登记未履行",
        _ => "近三十日履行完毕",
    };
}
