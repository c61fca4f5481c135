using MediationHub.Documents;
using MediationHub.Documents.Sheets;
using MediationHub.Domain.Access;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Periods;
using MediationHub.Store;
using MediationHub.Store.Accounts;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Periods;
using MediationHub.Store.Rows;
using MediationHub.Store.Statistics;
using MediationHub.Web.Api;
using MediationHub.Web.Features.BaseLists;
using MediationHub.Web.Features.Rankings;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Periods;

/// <summary>Reporting periods over the API: the list, closing, one period with its corrections, report and bulletin, and the balance of any days.</summary>
public static class PeriodEndpoints
{
    public static void MapPeriods(this IEndpointRouteBuilder api)
    {
        var resource = new Resource<ClosedPeriod>("periods", (http, stored) => Task.FromResult<object>(Shown(http, stored)), typeof(PeriodShown));

        api.MapGet("/periods", async (HttpContext http, PeriodDesk desk, string? kind, int page = 1, int pageSize = 20) =>
        {
            if (!Policy.May(http.Actor(), "periods.list")) return Problem.Forbidden;
            if (Paging.Check(page, pageSize) is { } wrong) return wrong;
            if (!string.IsNullOrEmpty(kind) && ApiWord.Check("kind", kind, ApiWord.All<PeriodKind>()) is { } unknown) return unknown;
            var items = await desk.List(http.Actor(), string.IsNullOrEmpty(kind) ? null : kind, http.RequestAborted);
            return Results.Json(new ListPage<PeriodListed>([.. items.Skip((page - 1) * pageSize).Take(pageSize)], items.Count, true, page, pageSize), Organizations.OrganizationEndpoints.Rates);
        }).Operation("periods.list").AnswersList<PeriodListed>();

        api.MapPost("/periods", async (HttpContext http, PeriodDesk desk) =>
        {
            var actor = http.Actor();
            if (!Policy.May(actor, typeof(ClosePeriod))) return Problem.Forbidden;
            var (asked, key, invalid) = await Body.ReadKeyed<NewPeriod>(http);
            if (invalid is not null) return invalid;
            if (ReportPeriod.Parse(asked!.Period) is not { } period) return Unreadable;
            if (ApiWord.CheckUnit("unit", asked.Unit) is { } unknown) return unknown;
            var answer = await desk.Ledger.Close(string.IsNullOrWhiteSpace(asked.Unit) ? actor.Unit : asked.Unit.Trim(), period, new(actor, Idempotency: key), http.RequestAborted);
            return answer.Kind switch
            {
                AnswerKind.Done or AnswerKind.Again => await CommandEndpoint.Shown(http, resource, answer.Stored!, 201),
                AnswerKind.Refused => Problem.Of(answer.Refusal!),
                var other => Problem.Of(other),
            };
        }).WithMetadata(new CommandOf(typeof(ClosePeriod))).Operation(Policy.OperationOf(typeof(ClosePeriod))).Answers<PeriodShown>(201).Accepts<NewPeriod>("application/json");

        // Of any days, as the record stands now.
        api.MapGet("/periods/balance", async (HttpContext http, PeriodDesk desk, HubStore store, string? from, string? to, string? unit, string? organizationId, int page = 1) =>
        {
            if (!Policy.May(http.Actor(), "periods.balance")) return Problem.Forbidden;
            var (asked, wrong) = Organizations.AskedPeriod.Of(from, to, desk.Today.Year);
            if ((wrong ?? ApiWord.CheckUnit("unit", unit) ?? CheckPage(page)) is { } problem) return problem;
            var (reading, no) = await desk.Balance(http.Actor(), asked.From, asked.To, unit.Given(), organizationId.Given(), http.RequestAborted);
            return no is not null ? no : Results.Json(BalanceShown.Of(reading!, BalanceShown.DefinitionOf(store.Rules), page), Organizations.OrganizationEndpoints.Rates);
        }).Operation("periods.balance").Answers<BalanceShown>();

        api.MapRead(resource).Operation("periods.read");
        api.MapCommand<ClosedPeriod, NotePeriod>(resource, "note");

        // What was closed is never changed; whoever tries is told where corrections stand.
        api.MapPut("/periods/{id}", async (HttpContext http, string id, IAggregates aggregates) =>
            await aggregates.Seen<ClosedPeriod>(http, id) is not { } stored ? Problem.NotFound
            : !Policy.May(http.Actor(), "periods.change") ? Problem.Forbidden
            : Problem.Of(PeriodRefusals.Frozen(ReportPeriod.Parse(stored.State.Closing!.Period)!.Value))).Operation("periods.change").AnswersNever();

        // The organizations of a closed period that the caller sees, 200 a page.
        api.MapGet("/periods/{id}/organizations", async (HttpContext http, string id, IAggregates aggregates, int page = 1) =>
        {
            if (await aggregates.Seen<ClosedPeriod>(http, id) is not { } stored) return Problem.NotFound;
            if (!Policy.May(http.Actor(), "periods.organizations")) return Problem.Forbidden;
            if (CheckPage(page) is { } wrong) return wrong;
            var (closed, rows) = (stored.State.Closing!, PeriodDesk.Seen(http.Actor(), stored.State.Closing!.Figures));
            return Results.Json(new PeriodOrganizations(closed.Period, OrganizationFiguresShown.Page(rows, page, closed.Definition.Target), rows.Count, true, page, OrganizationFiguresShown.PageSize), Organizations.OrganizationEndpoints.Rates);
        }).Operation("periods.organizations").Answers<PeriodOrganizations>();

        api.MapGet("/periods/{id}/corrections", async (HttpContext http, string id, IAggregates aggregates, PeriodDesk desk) =>
        {
            if (await aggregates.Seen<ClosedPeriod>(http, id) is not { } stored) return Problem.NotFound;
            if (!Policy.May(http.Actor(), "periods.corrections")) return Problem.Forbidden;
            var deltas = await Corrections(http, desk, stored.State.Closing!);
            return Results.Json(new PeriodCorrections(stored.State.Closing!.Period, [.. deltas.Select(d => CorrectionShown.Of(d, stored.State.Closing.Definition.Target))]), Organizations.OrganizationEndpoints.Rates);
        }).Operation("periods.corrections").Answers<PeriodCorrections>();

        api.MapGet("/periods/{id}/report.xlsx", async (HttpContext http, string id, IAggregates aggregates, AccessLog log, HubStore store) =>
        {
            if (await aggregates.Seen<ClosedPeriod>(http, id) is not { } stored) return Problem.NotFound;
            if (!Policy.May(http.Actor(), "periods.report")) return Problem.Forbidden;
            return await Report(http, stored, log, store);
        }).Operation("periods.report").AnswersFile(SheetWriter.ContentType);

        api.MapGet("/periods/{id}/bulletin.{format}", async (HttpContext http, string id, string format, IAggregates aggregates, PaperRenderer renderer, EstablishmentReader establishment, HubStore store) =>
        {
            if (format is not ("html" or "docx") || await aggregates.Seen<ClosedPeriod>(http, id) is not { } stored) return Problem.NotFound;
            if (!Policy.May(http.Actor(), "periods.bulletin")) return Problem.Forbidden;
            var html = await BulletinOf(stored, aggregates, renderer, establishment, store, http.RequestAborted);
            var name = $"信息通报-{stored.State.Closing!.Period}.{format}";
            return format is "html" ? Results.Text(html, "text/html; charset=utf-8") : Results.File(DocxWriter.FromHtml(html), Papers.PaperEndpoints.DocxType, name);
        }).Operation("periods.bulletin").AnswersFile("text/html", Papers.PaperEndpoints.DocxType);
    }

    internal static readonly Problem Unreadable = Problem.Invalid("period", "期间请写成 2026-10（月）、2026-Q3（季度）或者 2026（年）。", "Write the period as 2026-10, 2026-Q3 or 2026.");

    internal static PeriodShown Shown(HttpContext http, Stored<ClosedPeriod> stored)
    {
        var rows = stored.State.Closing!.Figures;
        return PeriodShown.Of(stored, PeriodLedger.Fault(http.RequestServices.GetRequiredService<HubStore>().Keys, stored.State.Closing) is null, rows, PeriodDesk.Seen(http.Actor(), rows));
    }

    private static Problem? CheckPage(int page) => page is < 1 or > 10_000 ? Problem.Invalid("page", "页码从 1 开始。", "Pages begin with 1.") : null;

    /// <summary>Later corrections of the rows that this person sees.</summary>
    internal static async Task<IReadOnlyList<PeriodDelta>> Corrections(HttpContext http, PeriodDesk desk, PeriodClosed closed)
    {
        var deltas = await desk.Ledger.Corrections(closed, http.RequestAborted);
        var seen = PeriodDesk.Seen(http.Actor(), [.. deltas.Select(d => d.Row)]).ToHashSet();
        return [.. deltas.Where(d => seen.Contains(d.Row))];
    }

    internal static async Task<IResult> Report(HttpContext http, Stored<ClosedPeriod> stored, AccessLog log, HubStore store)
    {
        var (actor, closed) = (http.Actor(), stored.State.Closing!);
        await log.Write(actor.UserName, "periods", "exported", [closed.Period, "xlsx"], null, http.RequestAborted);
        using var sheet = new MemoryStream();
        var whole = actor.Is(Role.Province) || actor.Is(Role.Auditor);
        await PeriodReport.Write(sheet, closed, PeriodDesk.Seen(actor, closed.Figures), whole, http.Features.Get<SignedIn>()?.DisplayName ?? actor.UserName, store.Clock.GetUtcNow(), await Counted(store, closed, http.RequestAborted), await Established(http.RequestServices.GetRequiredService<EstablishmentReader>(), closed, http.RequestAborted), http.RequestAborted);
        return Results.File(sheet.ToArray(), SheetWriter.ContentType, $"统计报表-{closed.Period}.xlsx");
    }

    internal static async Task<string> BulletinOf(Stored<ClosedPeriod> stored, IAggregates aggregates, PaperRenderer renderer, EstablishmentReader establishment, HubStore store, CancellationToken cancel)
    {
        var closed = stored.State.Closing!;
        var before = await aggregates.Find<ClosedPeriod>(ClosedPeriod.IdOf(closed.Province, ReportPeriod.Parse(closed.Period)!.Value.Before), cancel: cancel);
        return renderer.Html(PaperKind.Bulletin, Bulletin.Model(stored.State, before?.State.Closing, store.Rules.Settings.SmallGroup.Value, closed.On, RecommendationIssueRate.Of(await Counted(store, closed, cancel)), await Established(establishment, closed, cancel))).Text;
    }

    /// <summary>组建率 on the period's last day by the bases as they stand now: no part of what was closed and signed either.</summary>
    internal static Task<IReadOnlyList<EstablishmentShown>> Established(EstablishmentReader reader, PeriodClosed closed, CancellationToken cancel) =>
        EstablishmentShown.Read(reader, closed.Province, ReportPeriod.Parse(closed.Period)!.Value.To, cancel);

    /// <summary>What the province's commissions recorded of the period's months, as it stands now: it is no part of what was closed and signed.</summary>
    private static Task<IReadOnlyList<CountedMonth>> Counted(HubStore store, PeriodClosed closed, CancellationToken cancel)
    {
        var period = ReportPeriod.Parse(closed.Period)!.Value;
        return IssueRates.Read(store, null, closed.Province, period.From, period.To, cancel);
    }
}
