using System.Globalization;
using MediationHub.Documents.Sheets;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Store;
using MediationHub.Web.Api;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Cases;
using MediationHub.Web.Features.Lists;
using MediationHub.Web.Features.Search;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Identity;
using Microsoft.Extensions.Primitives;

namespace MediationHub.Web.Features.Agreements;

/// <summary>The list of agreements: columns and export.</summary>
public sealed class AgreementBook(ListChoices choices, AgreementLists lists, HubStore store) : ListBook<AgreementListed>(ListKinds.Agreements, choices)
{
    public static readonly IReadOnlyList<string> Filters = ["q", "status", "performance", "organizationId", "unit", "effectiveFrom", "effectiveTo", "dueFrom", "dueTo", "performedFrom", "performedTo"];

    public override IReadOnlyList<ListColumn<AgreementListed>> Columns(Actor actor)
    {
        var today = ChinaTime.DayOf(store.Clock.GetUtcNow());
        return
        [
            new("number", "案号", 30, a => a.Number),
            new("parties", "当事人", 44, a => $"{a.Applicants} 诉 {a.Respondents}"),
            new("organization", "调解组织", 38, a => a.OrganizationName, Shown: actor.Organization is null),
            new("disputeType", "争议类型", 22, a => CaseText.DisputeType(store.Rules, a.DisputeType), Shown: false),
            new("status", "协议状态", 18, a => CaseText.StatusText(StatusOf(a), a.Ruling)),
            new("effective", "生效日期", 14, a => a.EffectiveOn, SheetColumnKind.Day, "effective"),
            new("amount", "协议金额（元）", 18, a => a.Amount > 0 ? a.Amount : null, SheetColumnKind.Money, "amount"),
            new("paid", "已付金额（元）", 18, a => a.Paid > 0 ? a.Paid : null, SheetColumnKind.Money),
            new("performance", "履行情况", 12, a => a.On(today)?.Chinese()),
            new("due", "下一履行期限", 16, a => a.NextDueOn, SheetColumnKind.Day, "due"),
            new("lastDue", "最后履行期限", 16, a => a.LastDueOn, SheetColumnKind.Day, Shown: false),
            new("performed", "履行完毕日期", 16, a => a.PerformedOn, SheetColumnKind.Day, "performed", Shown: false),
        ];
    }

    public static AgreementStatus StatusOf(AgreementListed row) => Enum.Parse<AgreementStatus>(row.Status, ignoreCase: true);

    protected override async Task<(int Count, IAsyncEnumerable<AgreementListed> Rows, Problem? Problem)> Everything(HttpContext http, Dictionary<string, StringValues> query, int most)
    {
        var actor = http.Actor();
        var (filter, problem) = AgreementPages.Filter(name => query.TryGetValue(name, out var value) ? value.ToString() : null);
        return problem is not null ? (0, lists.Everything(actor, new(), 0), problem)
            : (await lists.Count(actor, filter!, most + 1, http.RequestAborted), lists.Everything(actor, filter!, most, http.RequestAborted), null);
    }
}

/// <summary>The list of agreements as a page and over the API.</summary>
public static class AgreementPages
{
    public static void MapAgreements(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/agreements", async (HttpContext http, AgreementLists lists, string? q, string? status, string? performance, string? organizationId, string? unit, string? effectiveFrom, string? effectiveTo, string? dueFrom, string? dueTo, string? performedFrom, string? performedTo, string? sort, string? after, int page = 1, int pageSize = 20) =>
        {
            if (!Policy.May(http.Actor(), "agreements.list")) return Problem.Forbidden;
            if (Paging.Check(page, pageSize) is { } wrong) return wrong;
            var (filter, invalid) = Filter(name => http.Request.Query[name]);
            if (invalid is not null) return invalid;
            var order = sort is null or "" ? "effective" : sort;
            if (after is not null && (page != 1 || AgreementLists.Sorts[order].Values(order, after) is null))
                return Problem.Invalid("after", "after 游标无效，或与 page 同时使用，或来自另一种排序；请使用上一页返回的 next。", "Not a cursor of this order, or used with page: take next from the page before.");
            var listed = await lists.List(http.Actor(), filter! with { Sort = order, After = after }, page, pageSize, http.RequestAborted);
            return Paging.Answer(listed, page, pageSize);
        }).Operation("agreements.list").AnswersList<AgreementListed>();

        routes.MapGet("/agreements", async (HttpContext http, AgreementLists lists, AgreementBook book) =>
        {
            var actor = http.Actor();
            if (!Policy.May(actor, "agreements.list")) return Pages.NotYours();
            var (filter, problem) = Filter(name => http.Request.Query[name]);
            var asked = ListRequest.Of(http.Request, AgreementLists.Sorts.Keys, (sort, place) => AgreementLists.Sorts.GetValueOrDefault(sort is "" ? "effective" : sort)?.Values(sort is "" ? "effective" : sort, place) is not null);
            var errors = ListRequest.Shown(problem) ?? asked.Errors;
            var listed = errors is not null ? Listed<AgreementListed>.None : await lists.List(actor, filter! with { Sort = asked.Sort, After = asked.After }, asked.Page, asked.PageSize, http.RequestAborted);
            return Pages.Show<AgreementListPage>(new { Listed = listed, Asked = asked, Arranged = await Arranged.Of(http, ListKinds.Agreements, book.Columns(actor)), Errors = errors }, errors is null ? 200 : 400);
        });
    }

    /// <summary>What a list's address says, by the names of the API.</summary>
    internal static (AgreementFilter? Filter, Problem? Problem) Filter(Func<string, string?> asked)
    {
        Problem? wrong = null;
        string? Text(string field) => asked(field)?.Trim() is { Length: > 0 and <= 100 } given ? given : null;
        string? OneOf(string field, IEnumerable<string> words)
        {
            if (Text(field) is not { } word) return null;
            wrong ??= ApiWord.Check(field, word, words);
            return word;
        }
        string? Unit(string field)
        {
            wrong ??= ApiWord.CheckUnit(field, asked(field));
            return Text(field);
        }
        DateOnly? Day(string field)
        {
            if (Text(field) is not { } text) return null;
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= Instants.FirstYear and <= Instants.LastYear) return day;
            wrong ??= Problem.Invalid(field, "日期无效，请写成 2026-11-02 这样。", "Not a date: write it like 2026-11-02.");
            return null;
        }
        SearchQuery? query = null;
        if (!string.IsNullOrWhiteSpace(asked("q"))) (query, wrong) = SearchQuery.Of(asked("q"));
        var filter = new AgreementFilter(query, OneOf("status", ApiWord.All<AgreementStatus>()), OneOf("performance", AgreementLists.Performances), Text("organizationId"), Unit("unit"),
            Day("effectiveFrom"), Day("effectiveTo"), Day("dueFrom"), Day("dueTo"), Day("performedFrom"), Day("performedTo"), OneOf("sort", AgreementLists.Sorts.Keys));
        return wrong is null ? (filter, null) : (null, wrong);
    }
}
