using System.Globalization;
using MediationHub.Documents;
using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Periods;
using MediationHub.Store;
using MediationHub.Store.Accounts;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Rows;
using MediationHub.Store.Statistics;
using MediationHub.Web.Api;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Organizations;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Periods;

/// <summary>Reporting periods as pages: the list with what waits to be closed, one period, and the same to be printed.</summary>
public static class PeriodPages
{
    public static void MapPeriodPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/periods", async (HttpContext http, PeriodDesk desk) => Policy.May(http.Actor(), "periods.list") ? await Overview(http, desk, null) : Pages.NotYours());

        pages.MapPost("/periods", async (HttpContext http, PeriodDesk desk) =>
        {
            var actor = http.Actor();
            if (!Policy.May(actor, typeof(ClosePeriod))) return Pages.NotYours();
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            if (ReportPeriod.Parse(form["period"].ToString()) is not { } period) return await Overview(http, desk, PeriodEndpoints.Unreadable);
            var answer = await desk.Ledger.Close(actor.Unit, period, new(actor), http.RequestAborted);
            return answer.Kind is AnswerKind.Done ? Pages.Done($"/periods/{answer.Stored!.Id}", "close")
                : answer.Kind is AnswerKind.Refused ? await Overview(http, desk, Problem.Of(answer.Refusal!)) : Pages.NotYours();
        });

        // Any days, as they stand now.
        pages.MapGet("/periods/balance", async (HttpContext http, PeriodDesk desk, HubStore store) =>
        {
            if (!Policy.May(http.Actor(), "periods.balance")) return Pages.NotYours();
            var unit = http.Request.Asked("unit");
            var (asked, wrong) = AskedPeriod.Of(http.Request.Asked("from"), http.Request.Asked("to"), desk.Today.Year);
            var problem = wrong ?? ApiWord.CheckUnit("unit", unit);
            BalanceShown? shown = null;
            if (problem is null)
            {
                (var reading, problem) = await desk.Balance(http.Actor(), asked.From, asked.To, unit, null, http.RequestAborted);
                if (reading is not null) shown = BalanceShown.Of(reading, BalanceShown.DefinitionOf(store.Rules));
            }
            return Pages.Show<BalancePage>(new { Shown = shown, From = asked.From, To = asked.To, Unit = unit, desk.Province, Errors = problem?.Errors(english: false) }, problem?.Status ?? 200);
        });

        pages.MapGet("/periods/{id}", async (HttpContext http, string id, IAggregates aggregates, PeriodDesk desk) =>
            await Seen(http, id, aggregates) is { } stored ? await One(http, stored, desk) : Pages.Missing());

        pages.MapPost("/periods/{id}/note", async (HttpContext http, string id, IAggregates aggregates, PeriodDesk desk) =>
        {
            if (await Seen(http, id, aggregates) is not { } stored) return Pages.Missing();
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var seen = int.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
            var answer = await aggregates.Send(id, new NotePeriod(form["note"].ToString()), new(http.Actor(), seen), http.RequestAborted);
            return answer.Kind switch
            {
                AnswerKind.Done => Pages.Done($"/periods/{id}", "note"),
                AnswerKind.Refused => await One(http, stored, desk, Problem.Of(answer.Refusal!), form["note"].ToString()),
                AnswerKind.Stale => await One(http, answer.Stored!, desk, Problem.Of(new Refusal("stale", "情况说明刚刚有变化，请核对后再提交。", "The remarks have just changed; look at them again.")), form["note"].ToString()),
                AnswerKind.Forbidden => Pages.NotYours(),
                _ => Pages.Missing(),
            };
        });
        pages.MapGet("/periods/{id}/note", (string id) => Results.Redirect($"/periods/{Uri.EscapeDataString(id)}"));

        pages.MapGet("/periods/{id}/print", async (HttpContext http, string id, IAggregates aggregates) =>
            await Seen(http, id, aggregates) is { } stored ? Pages.Show<PeriodPrintPage>(new { Closed = stored.State.Closing, Rows = PeriodDesk.Seen(http.Actor(), stored.State.Closing!.Figures) }) : Pages.Missing());

        pages.MapGet("/periods/{id}/report.xlsx", async (HttpContext http, string id, IAggregates aggregates, AccessLog log, HubStore store) =>
            await Seen(http, id, aggregates) is { } stored ? await PeriodEndpoints.Report(http, stored, log, store) : Pages.Missing());

        pages.MapGet("/periods/{id}/bulletin.{format}", async (HttpContext http, string id, string format, IAggregates aggregates, PaperRenderer renderer, HubStore store) =>
        {
            if (format is not ("html" or "docx") || !Policy.May(http.Actor(), "periods.bulletin") || await Seen(http, id, aggregates) is not { } stored) return Pages.Missing();
            var html = await PeriodEndpoints.BulletinOf(stored, aggregates, renderer, http.RequestServices.GetRequiredService<EstablishmentReader>(), store, http.RequestAborted);
            if (format is "docx") return Results.File(DocxWriter.FromHtml(html), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", $"信息通报-{stored.State.Closing!.Period}.docx");
            http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";
            return Results.Text(html, "text/html; charset=utf-8");
        });
    }

    private static async Task<Stored<ClosedPeriod>?> Seen(HttpContext http, string id, IAggregates aggregates) =>
        Policy.May(http.Actor(), "periods.read") ? await aggregates.Seen<ClosedPeriod>(http, id) : null;

    private static async Task<IResult> Overview(HttpContext http, PeriodDesk desk, Problem? problem)
    {
        var actor = http.Actor();
        var closed = await desk.List(actor, null, http.RequestAborted);
        return Pages.Show<PeriodListPage>(new
        {
            Closed = closed,
            Waiting = Policy.May(actor, typeof(ClosePeriod)) ? await desk.Waiting(actor, http.RequestAborted) : [],
            Names = await http.RequestServices.GetRequiredService<AccountStore>().Names(closed.Select(p => p.ClosedBy), http.RequestAborted),
            Errors = problem?.Errors(english: false),
        }, problem?.Status ?? 200);
    }

    private static async Task<IResult> One(HttpContext http, Stored<ClosedPeriod> stored, PeriodDesk desk, Problem? problem = null, string? note = null)
    {
        var closed = stored.State.Closing!;
        return Pages.Show<PeriodPage>(new
        {
            Shown = PeriodEndpoints.Shown(http, stored),
            Establishment = await PeriodEndpoints.Established(http.RequestServices.GetRequiredService<EstablishmentReader>(), closed, http.RequestAborted),
            Corrections = await PeriodEndpoints.Corrections(http, desk, closed),
            Names = await http.RequestServices.GetRequiredService<AccountStore>().Names(stored.State.Notes.Select(n => n.By).Append(closed.By), http.RequestAborted),
            Note = note,
            Errors = problem?.Errors(english: false),
        }, problem?.Status ?? 200);
    }
}
