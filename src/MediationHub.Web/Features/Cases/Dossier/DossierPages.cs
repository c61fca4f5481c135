using MediationHub.Documents;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Store.Accounts;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Files;
using MediationHub.Store.Rows;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Cases.Opening;
using MediationHub.Web.Features.Cases.Steps;
using MediationHub.Web.Features.Papers;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Forms;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Cases.Dossier;

/// <summary>The page of one case; its tab stands in the address.</summary>
public static class DossierPages
{
    public static readonly IReadOnlyList<string> Tabs = ["overview", "evidence", "mediation", "agreement", "papers", "dossier", "history"];

    public static void MapDossier(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/cases/{id}", async (HttpContext http, string id, string? done, IAggregates aggregates) =>
        {
            if (!Policy.May(http.Actor(), "cases.read")) return Pages.Missing();
            if (await CaseEndpoints.Seen(http, id, aggregates) is not { } stored) return Pages.Missing();
            if (CaseEndpoints.NeedsReason(http.Actor()) && CaseOpenings.Of(http, id) is null) return Pages.Show<OpenCasePage>(new { Id = id, stored.State.Number });
            return stored.State.Destroyed ? await ShowDestroyed(http, stored) : await Show(http, stored, http.Request.Word("tab", "页签", Tabs), registered: done is "register");
        });

        // Where a form came back with an error, its address stands in the browser: reloading it shows the case.
        pages.MapGet("/cases/{id}/papers", (string id) => Results.Redirect($"/cases/{Uri.EscapeDataString(id)}?tab=papers"));
        pages.MapGet("/cases/{id}/open", (string id) => Results.Redirect($"/cases/{Uri.EscapeDataString(id)}"));

        pages.MapPost("/cases/{id}/papers", async (HttpContext http, string id, IAggregates aggregates, PaperDesk desk) =>
        {
            if (await CaseEndpoints.Seen(http, id, aggregates) is not { } stored) return Pages.Missing();
            if (!Policy.May(http.Actor(), "papers.create") || stored.State.OrganizationId != http.Actor().Organization) return Pages.NotYours();
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            if (PaperForm.Of(form["kind"].ToString()) is not { } paper) return await Show(http, stored, "papers", new FormErrors().Add("kind", "请选择要制作的文书。"));
            var (made, problem) = await desk.Make(http, id, new(paper.Word), FormKey.Of(http, form, paper.Word));
            return made is not null ? Pages.Done($"/cases/{id}?tab=papers", "paper") : await Show(http, stored, "papers", FormPosts.Shown(problem!, _ => "kind"));
        });
    }

    private static async Task<IResult> Show(HttpContext http, Stored<MediationCase> stored, string? tab, FormErrors? errors = null, bool registered = false)
    {
        var services = http.RequestServices;
        var (aggregates, view, cancel) = (services.GetRequiredService<IAggregates>(), services.GetRequiredService<CaseView>(), http.RequestAborted);
        var organization = await aggregates.Find<Organization>(stored.State.OrganizationId.Value, cancel: cancel);
        var shown = await view.Of(http, stored, duplicates: registered);
        var model = new CaseFileModel(shown, stored.State, await view.ContextFor(stored.State, http.Actor(), cancel), organization?.State.Name ?? "", await StepContext.NamesOf(stored.State, aggregates, cancel), shown.PossibleDuplicates ?? []);
        if (stored.State.Past is { } past) return Pages.Show<PastCasePage>(new { Model = model, Past = past, History = (await HistoryOf(http, stored, model, 1)).Entries });
        if (model.MayMakePapers) model = model with { Offers = await services.GetRequiredService<PaperDesk>().Offers(http, stored.State) };
        var current = tab ?? Tabs[0];
        var page = current is "papers" && errors is null ? http.Request.Page(PapersTab.AtOnce) : current is "history" ? http.Request.Page(CasePage.HappenedAtOnce) : 1;
        var (history, happened) = current is "history" ? await HistoryOf(http, stored, model, page) : ([], 0);
        return Pages.Show<CasePage>(new
        {
            Model = model,
            Tab = current,
            Page = page,
            History = history,
            Happened = happened,
            HasPdf = services.GetRequiredService<PaperDesk>().HasPdf,
            Errors = errors,
            Evidence = current is "evidence" ? await EvidenceEntry.Of(model, services.GetRequiredService<FileStore>(), cancel) : [],
            Show = current is "evidence" ? http.Request.Query["show"].ToString() : null,
            Dossier = current is "dossier" ? services.GetRequiredService<DossierDesk>().Of(stored.State, model.At) : null,
        }, errors is null ? 200 : 400);
    }

    /// <summary>What remains of a case whose file was destroyed.</summary>
    private static async Task<IResult> ShowDestroyed(HttpContext http, Stored<MediationCase> stored)
    {
        var services = http.RequestServices;
        var organization = await services.GetRequiredService<IAggregates>().Find<Organization>(stored.State.OrganizationId.Value, cancel: http.RequestAborted);
        var at = await services.GetRequiredService<CaseView>().ContextFor(stored.State, http.Actor(), http.RequestAborted);
        return Pages.Show<DestroyedPage>(new { Case = stored.State, Rules = at.Rules, OrganizationName = organization?.State.Name ?? "", MayOpenList = Policy.May(http.Actor(), "destructions.read") });
    }

    /// <summary>A page of what happened, newest first, by people's names, and how much there is in all.</summary>
    private static async Task<(IReadOnlyList<TimelineEntry> Entries, int Total)> HistoryOf(HttpContext http, Stored<MediationCase> stored, CaseFileModel model, int page)
    {
        var accounts = http.RequestServices.GetRequiredService<AccountStore>();
        var entries = new List<TimelineEntry>();
        var history = await http.RequestServices.GetRequiredService<IAggregates>().History<MediationCase>(stored.Id, cancel: http.RequestAborted);
        var shown = history.Reverse().Skip((page - 1) * CasePage.HappenedAtOnce).Take(CasePage.HappenedAtOnce).ToList();
        var names = await accounts.Names(shown.Select(h => h.Actor), http.RequestAborted);
        foreach (var h in shown)
        {
            entries.Add(HistoryText.Of(h, names.GetValueOrDefault(h.Actor, h.Actor), model, h.Event is CaseRegistered { Origin.SplitFrom: { } whole } ? await SplitOff(http, whole, stored.Id, model) : null));
        }
        return (entries, history.Count);
    }

    /// <summary>Of a case that was split off: from which, when, by whom, and why as far as the person reads that case.</summary>
    private static async Task<string?> SplitOff(HttpContext http, CaseId whole, string id, CaseFileModel model)
    {
        var aggregates = http.RequestServices.GetRequiredService<IAggregates>();
        if (await aggregates.Find<MediationCase>(whole.Value, cancel: http.RequestAborted) is not { } stored) return null;
        var from = $"由 {stored.State.Number} 拆出";
        var decided = (await aggregates.History<MediationCase>(whole.Value, cancel: http.RequestAborted)).FirstOrDefault(h => h.Event is CaseSplit split && split.NewCaseId.Value == id);
        if (decided?.Event is not CaseSplit ruling) return from;
        var by = (await http.RequestServices.GetRequiredService<AccountStore>().FindByNameAsync(decided.Actor, http.RequestAborted))?.DisplayName ?? decided.Actor;
        var why = model.Nameless || ruling.Reason.IsEmpty || !await aggregates.Sees(http.Actor(), stored.State, http.RequestAborted) ? "" : $"：{ruling.Reason}";
        return $"{from}，{Display.Day(ruling.On)} 由{by}决定拆分{why}";
    }
}
