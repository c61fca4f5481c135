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

/// <summary>Marks an endpoint that changes only the version named in <c>If-Match</c>.</summary>
/// <param name="Always">False where it also makes what is not there yet, which has no version.</param>
public sealed record AsksForVersion(bool Always);

/// <summary>Marks an endpoint that is read and answers 409 where a rule says no.</summary>
public sealed record MayRefuse;

/// <summary>Names an endpoint's operation: its row in the policy table.</summary>
public sealed record OperationName(string Name);

public static class OperationExtensions
{
    /// <summary>What an endpoint answers, for the API description.</summary>
    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder route, int status = 200) => route.Answers(typeof(T), status);

    /// <inheritdoc cref="Answers{T}"/>
    public static RouteHandlerBuilder Answers(this RouteHandlerBuilder route, Type? shape, int status = 200) =>
        route.WithMetadata(shape is null ? new ProducesResponseTypeMetadata(status, typeof(void)) : new ProducesResponseTypeMetadata(status, shape, ["application/json"]));

    /// <summary>The same of a page of a list.</summary>
    public static RouteHandlerBuilder AnswersList<T>(this RouteHandlerBuilder route) => route.Answers<ListPage<T>>();

    /// <summary>The same of a list that is answered whole.</summary>
    public static RouteHandlerBuilder AnswersWhole<T>(this RouteHandlerBuilder route) => route.Answers<WholeList<T>>();

    /// <summary>Done, and nothing to say of it: 204.</summary>
    public static RouteHandlerBuilder AnswersNothing(this RouteHandlerBuilder route) => route.Answers(null, 204);

    /// <summary>Whoever asks it is told why not: there is nothing else to answer.</summary>
    public static RouteHandlerBuilder AnswersNever(this RouteHandlerBuilder route) => route.Answers(null, 409);

    /// <summary>Something to read that a rule may refuse; of what changes something that goes without saying.</summary>
    public static RouteHandlerBuilder MayRefuse(this RouteHandlerBuilder route) => route.WithMetadata(new MayRefuse());

    /// <summary>The same of a file, or of a stream of events.</summary>
    public static RouteHandlerBuilder AnswersFile(this RouteHandlerBuilder route, params string[] contentTypes) => route.WithMetadata(new ProducesResponseTypeMetadata(200, typeof(Stream), contentTypes));

    public static RouteHandlerBuilder AsksForVersion(this RouteHandlerBuilder route, bool always = true) => route.WithMetadata(new AsksForVersion(always));

    public static RouteHandlerBuilder Operation(this RouteHandlerBuilder route, string name) => route.WithMetadata(new OperationName(name)).WithName(name);
}
