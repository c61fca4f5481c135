using System.Globalization;
using MediationHub.Documents.Sheets;
using MediationHub.Domain.Access;
using MediationHub.Domain.BaseLists;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Rows;
using MediationHub.Store.Statistics;
using MediationHub.Web.Api;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Organizations;
using MediationHub.Web.Features.Rankings;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.BaseLists;

/// <summary>What a new base list says.</summary>
/// <param name="Region">A reporting unit.</param>
/// <param name="Count">Either the number, or <paramref name="Entries"/>.</param>
public sealed record NewBaseList(string? Region, BaseListKind? Kind, DateOnly From, DateOnly? Until, string? Source, int? Count = null, IReadOnlyList<BaseEntry>? Entries = null)
{
    internal BaseContent Content => new(From, Until, Source, Count, Entries);
}

/// <summary>What another edition says.</summary>
/// <param name="Reason">Needed where it corrects one that begins on the same day.</param>
public sealed record RevisedBaseList(DateOnly From, DateOnly? Until, string? Source, int? Count = null, IReadOnlyList<BaseEntry>? Entries = null, Personal Reason = default)
{
    internal BaseContent Content => new(From, Until, Source, Count, Entries);
}

/// <summary>Base lists 基数名册 and 组建率 over the API: read by everybody, entered by the offices for their own units.</summary>
public static class BaseListEndpoints
{
    public static void MapBaseLists(this IEndpointRouteBuilder api)
    {
        var resource = new Resource<BaseList>("base-lists", (http, stored) => Task.FromResult<object>(BaseListShown.Of(stored, Today(http))), typeof(BaseListShown));

        api.MapPost("/base-lists", async (HttpContext http, IAggregates aggregates) =>
        {
            if (!Policy.May(http.Actor(), typeof(EnterBaseList))) return Problem.Forbidden;
            var (asked, key, invalid) = await Body.ReadKeyed<NewBaseList>(http);
            if (invalid is not null) return invalid;
            if (asked!.Kind is not { } kind || !Enum.IsDefined(kind)) return Problem.Invalid("kind", "请写明 townships（乡镇、街道）或者 enterprises（规上、大中型企业）。", "Give townships or enterprises.");
            // A region that is no unit has no list: the command says so.
            var id = BaseList.IdOf(Regions.BuiltIn.Find(asked.Region?.Trim())?.Code ?? "none", kind);
            var answer = await aggregates.Send(id, new EnterBaseList(asked.Region, kind, asked.Content), new(http.Actor(), Idempotency: key), http.RequestAborted);
            if (answer.Kind is AnswerKind.Done or AnswerKind.Again) return await CommandEndpoint.Shown(http, resource, answer.Stored!, 201);
            return answer.Kind is AnswerKind.Refused ? Problem.Of(answer.Refusal!) : Problem.Of(answer.Kind);
        }).WithMetadata(new CommandOf(typeof(EnterBaseList))).Operation(Policy.OperationOf(typeof(EnterBaseList))).Answers<BaseListShown>(201).Accepts<NewBaseList>("application/json");

        api.MapRead(resource).Operation("base-lists.read");
        api.MapCommand<BaseList, ReviseBaseList, RevisedBaseList>(resource, "revise", body => new(body.Content, body.Reason));

        api.MapGet("/base-lists/{id}/coverage", async (HttpContext http, string id, IAggregates aggregates, EstablishmentReader reader, string? on) =>
        {
            if (!Policy.May(http.Actor(), "base-lists.coverage")) return Problem.Forbidden;
            if (BaseList.Named(id) is not { } named || await aggregates.Seen<BaseList>(http, id) is null) return Problem.NotFound;
            var (day, problem) = DayOf(http, on);
            return problem is not null ? problem : Results.Json(CoverageShown.Of(id, await reader.Of(named.Unit.Code, named.Kind, day, http.RequestAborted)), OrganizationEndpoints.Rates);
        }).Operation("base-lists.coverage").Answers<CoverageShown>();

        api.MapGet("/base-lists/{id}/coverage.xlsx", async (HttpContext http, string id, IAggregates aggregates, EstablishmentReader reader, string? on) =>
        {
            if (!Policy.May(http.Actor(), "base-lists.coverage-sheet")) return Problem.Forbidden;
            if (BaseList.Named(id) is not { } named || await aggregates.Seen<BaseList>(http, id) is null) return Problem.NotFound;
            var (day, problem) = DayOf(http, on);
            return problem is not null ? problem : await Sheet(CoverageShown.Of(id, await reader.Of(named.Unit.Code, named.Kind, day, http.RequestAborted)), named.Kind, http.RequestAborted);
        }).Operation("base-lists.coverage-sheet").AnswersFile(SheetWriter.ContentType);

        api.MapGet("/establishment-rate", async (HttpContext http, EstablishmentReader reader, HubStore store, string? unit, string? on) =>
        {
            if (!Policy.May(http.Actor(), "establishment-rate.read")) return Problem.Forbidden;
            var (day, problem) = DayOf(http, on);
            if ((RankingEndpoints.CheckUnit(store, unit) ?? problem) is { } wrong) return wrong;
            return Results.Json(new WholeList<EstablishmentShown>(await EstablishmentShown.Read(reader, RankingEndpoints.RegionOf(store, unit), day, http.RequestAborted)), OrganizationEndpoints.Rates);
        }).Operation("establishment-rate.read").AnswersWhole<EstablishmentShown>();
    }

    /// <summary>The last day of a period, or today while it runs: the day on which its 组建率 is read.</summary>
    internal static DateOnly EndOf(DateOnly to, DateOnly today) => to < today ? to : today;

    /// <summary>A unit's coverage as a workbook: what can be filled in and handed in again.</summary>
    internal static async Task<IResult> Sheet(CoverageShown coverage, BaseListKind kind, CancellationToken cancel)
    {
        using var sheet = new MemoryStream();
        var rate = coverage.Rate;
        await SheetWriter.Write(sheet, new("基数名册", [new("代码", 20), new("名称", 36), new("已组建", 10), new("调解组织", 46)], $"{rate.Name}{kind.Chinese()}基数名册和组建情况（{Display.Day(coverage.On)}）",
            rate.Base is null ? "没有登记基数" : $"基数 {rate.Base:N0}，已组建 {rate.Having:N0}；来源：{rate.Source}；口径：{coverage.Definition.Text.TrimEnd('。')}（第{coverage.Definition.Version}版）；数据截至记录序号 {coverage.AsOf.Position}"),
            coverage.With.Concat(coverage.Without).OrderBy(e => e.Code, StringComparer.Ordinal).Select(e => (IReadOnlyList<object?>)[e.Code, e.Name, e.Organizations.Count > 0, string.Join('、', e.Organizations.Select(o => o.Name))]), cancel);
        return Results.File(sheet.ToArray(), SheetWriter.ContentType, $"基数名册-{coverage.Id}-{Display.Day(coverage.On)}.xlsx");
    }

    internal static DateOnly Today(HttpContext http) => ChinaTime.DayOf(http.RequestServices.GetRequiredService<HubStore>().Clock.GetUtcNow());

    /// <summary>The day asked for; today where none is. A day ahead says nothing yet.</summary>
    internal static (DateOnly Day, Problem? Problem) DayOf(HttpContext http, string? on)
    {
        var today = Today(http);
        if (on.Given() is not { } text) return (today, null);
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day <= today ? (day, null)
            : (today, Problem.Invalid("on", "日期请写成 2026-10-31 这样，且不晚于今日。", "Write the day as 2026-10-31, no later than today."));
    }
}
