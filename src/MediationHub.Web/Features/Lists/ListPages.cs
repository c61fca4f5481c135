using System.Globalization;
using MediationHub.Documents.Sheets;
using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Store;
using MediationHub.Store.Accounts;
using MediationHub.Web.Api;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace MediationHub.Web.Features.Lists;

/// <summary>Columns that somebody chooses for a list; null or left out puts the list's own back.</summary>
public sealed record ColumnChoice(IReadOnlyList<string>? Columns);

/// <summary>A search to keep under a name.</summary>
/// <param name="Query">The list's address behind the question mark.</param>
public sealed record NewListView(string? Name, string? Query);

/// <summary>How the caller arranged a list.</summary>
/// <param name="Columns">Keys of those shown, in order.</param>
/// <param name="Available">Every column that the caller may see.</param>
public sealed record ListArranged(string List, IReadOnlyList<string> Columns, IReadOnlyList<ColumnAvailable> Available, IReadOnlyList<ListView> Views);

/// <param name="Sort">The list's order by this column; left out where it has none.</param>
public sealed record ColumnAvailable(string Key, string Header, string? Sort);

/// <summary>How people arrange their lists, as small forms and over the API; and the export of every list.</summary>
public static class ListPages
{
    private const int LongestQuery = 1500;

    public static void MapLists(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/lists/{list}/columns", async (HttpContext http, string list, ListChoices choices, IEnumerable<ListBook> books) =>
        {
            if (Book(http, books, list) is not { } book) return Pages.Missing();
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var known = book.ColumnsOf(http.Actor()).Select(c => c.Key).ToList();
            var chosen = form["column"].OfType<string>().Where(known.Contains).Distinct()
                .OrderBy(c => int.TryParse(form[$"order-{c}"], out var place) ? place : int.MaxValue).ThenBy(known.IndexOf).ToList();
            await choices.Choose(http.Actor().UserName, list, form["reset"].Count > 0 || chosen.Count == 0 ? null : chosen, http.RequestAborted);
            return Back(book.Kind, form["query"]);
        });

        routes.MapPost("/lists/{list}/views", async (HttpContext http, string list, ListChoices choices, IEnumerable<ListBook> books) =>
        {
            if (Book(http, books, list) is not { } book) return Pages.Missing();
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var (kept, problem) = await Keep(http, book.Kind, choices, form["name"], form["query"]);
            return problem is null ? Back(book.Kind, kept!.Query) : Pages.Show<MessagePage>(new { Title = "没有保存", Text = problem.Detail.Chinese }, 400);
        });

        routes.MapPost("/lists/{list}/views/{id:long}/delete", async (HttpContext http, string list, long id, ListChoices choices, IEnumerable<ListBook> books) =>
        {
            if (Book(http, books, list) is not { } book) return Pages.Missing();
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            await choices.Drop(http.Actor().UserName, list, id, http.RequestAborted);
            return Back(book.Kind, form["query"]);
        });

        routes.MapPost("/lists/{list}/export", async (HttpContext http, string list, IEnumerable<ListBook> books, AccessLog log, HubStore store) =>
        {
            if (Book(http, books, list) is not { } book) return Pages.Missing();
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var (result, problem) = await Export(http, book, form["query"], form["purpose"], log, store);
            return result ?? Pages.Show<MessagePage>(new { Title = "没有导出", Text = problem!.Detail.Chinese }, problem.Status);
        });

        routes.MapGet("/api/v1/me/lists/{list}", async (HttpContext http, string list, ListChoices choices, IEnumerable<ListBook> books) =>
        {
            if (Book(http, books, list) is not { } book) return Problem.NotFound;
            var choice = await choices.Of(http.Actor().UserName, list, http.RequestAborted);
            var all = book.ColumnsOf(http.Actor());
            return Results.Json(new ListArranged(
                list, [.. choice.Columns?.Where(c => all.Any(k => k.Key == c)) ?? all.Where(c => c.Shown).Select(c => c.Key)], [.. all.Select(c => new ColumnAvailable(c.Key, c.Header, c.Sort))], choice.Views), Wire.Json);
        }).Operation("me.lists").Answers<ListArranged>();

        routes.MapPut("/api/v1/me/lists/{list}", async (HttpContext http, string list, ListChoices choices, IEnumerable<ListBook> books) =>
        {
            if (Book(http, books, list) is not { } book) return Problem.NotFound;
            var (choice, invalid) = await Body.Read<ColumnChoice>(http);
            if (invalid is not null) return invalid;
            var known = book.ColumnsOf(http.Actor()).Select(c => c.Key).ToHashSet();
            if (choice!.Columns?.FirstOrDefault(c => !known.Contains(c)) is { } unknown) return Problem.Invalid("columns", $"这个列表没有“{unknown}”列，可用的列见 available。", $"The list has no column {unknown}: see available.");
            await choices.Choose(http.Actor().UserName, list, choice.Columns is { Count: > 0 } ? [.. choice.Columns.Distinct()] : null, http.RequestAborted);
            return Results.NoContent();
        }).Operation("me.list-columns").AnswersNothing().Accepts<ColumnChoice>("application/json");

        routes.MapPost("/api/v1/me/lists/{list}/views", async (HttpContext http, string list, ListChoices choices, IEnumerable<ListBook> books) =>
        {
            if (Book(http, books, list) is not { } book) return Problem.NotFound;
            var (view, invalid) = await Body.Read<NewListView>(http);
            if (invalid is not null) return invalid;
            var (kept, problem) = await Keep(http, book.Kind, choices, view!.Name, view.Query);
            return problem is not null ? problem : Results.Json(kept, Wire.Json, statusCode: 201);
        }).Operation("me.list-views").Answers<ListView>(201).Accepts<NewListView>("application/json");

        routes.MapDelete("/api/v1/me/lists/{list}/views/{id}", async (HttpContext http, string list, string id, ListChoices choices) =>
            long.TryParse(id, CultureInfo.InvariantCulture, out var view) && await choices.Drop(http.Actor().UserName, list, view, http.RequestAborted) ? Results.NoContent() : Problem.NotFound).Operation("me.delete-list-view").AnswersNothing();
    }

    /// <summary>The whole list as a sheet; who took it, what for and how much is written down before the first row leaves the house.</summary>
    private static async Task<(IResult? Result, Problem? Problem)> Export(HttpContext http, ListBook book, string? query, string? purpose, AccessLog log, HubStore store)
    {
        var reason = purpose?.Trim() ?? "";
        if (reason.Length is < 2 or > 100) return (null, Problem.Invalid("purpose", "请填写导出用途（2 至 100 字），导出会被记录。", "Say what the export is for, in 2 to 100 characters: it is logged."));
        var asked = QueryHelpers.ParseQuery((query ?? "") is { Length: <= LongestQuery } fits ? fits : "");
        var (columns, rows, problem) = await book.Sheet(http, asked);
        if (problem is not null) return (null, problem);

        var (me, now) = (http.Me(), store.Clock.GetUtcNow());
        await log.Write(me.Actor.UserName, $"list:{book.Kind.Name}", "exported", columns!.Select(c => c.Header), asked.Count == 0 ? reason : $"{reason}（条件：{string.Join('，', asked.Select(a => $"{a.Key}={a.Value}"))}）", http.RequestAborted);
        var head = new SheetHead(book.Kind.Title, [.. columns!.Select(c => new SheetColumn(c.Header, c.Width, c.Kind))], $"{book.Kind.Title}清单", $"导出人：{me.DisplayName}（{me.Actor.UserName}）　时间：{ChinaTime.Show(now)}　用途：{reason}　内部资料，请妥善保管");
        http.Response.Headers.CacheControl = "no-store";
        return (Results.Stream(into => SheetWriter.Write(into, head, rows!, http.RequestAborted), SheetWriter.ContentType, $"{book.Kind.Title}清单-{ChinaTime.DayOf(now):yyyyMMdd}.xlsx"), null);
    }

    private static async Task<(ListView? View, Problem? Problem)> Keep(HttpContext http, ListKind kind, ListChoices choices, string? name, string? query)
    {
        var called = name?.Trim() ?? "";
        if (called.Length is < 1 or > 30) return (null, Problem.Invalid("name", "请给常用查询起一个 1 至 30 字的名字。", "A view has a name of 1 to 30 characters."));
        if (query is { Length: > LongestQuery }) return (null, Problem.Invalid("query", "查询条件过长，请减少条件。", "The query is too long: leave some of it out."));
        var kept = QueryString.Create(QueryHelpers.ParseQuery(query ?? "").SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v))).Where(q => q.Key is not ("page" or "after" or "done"))).ToString().TrimStart('?');
        return await choices.Keep(http.Actor().UserName, kind.Name, called, kept, http.RequestAborted) is { } id
            ? (new(id, called, kept), null)
            : (null, Problem.Invalid("name", $"每个列表最多保存 {ListChoices.MostViews} 个常用查询，请先删除不用的。", $"A list has {ListChoices.MostViews} views at most: delete one first."));
    }

    private static ListBook? Book(HttpContext http, IEnumerable<ListBook> books, string list) =>
        books.FirstOrDefault(b => b.Kind.Name == list) is { } book && Policy.May(http.Actor(), book.Kind.Operation) ? book : null;

    /// <summary>Only back to the list itself, whatever stands in the form.</summary>
    private static IResult Back(ListKind kind, string? query) => Results.Redirect(string.IsNullOrEmpty(query) || query.Length > LongestQuery ? kind.Path : $"{kind.Path}?{query.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal)}");
}
