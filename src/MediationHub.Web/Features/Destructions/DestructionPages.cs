using System.Globalization;
using MediationHub.Domain.Access;
using MediationHub.Domain.Destructions;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Store;
using MediationHub.Store.Accounts;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Maintenance;
using MediationHub.Store.Rows;
using MediationHub.Web.Api;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Cases;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Destructions;

/// <summary>Destruction lists as pages: what is due, what was proposed, and one list with its two approvals.</summary>
public static class DestructionPages
{
    private const int PageSize = 50;

    public static void MapDestructionPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/destructions", async Task<IResult> (HttpContext http, DestructionLists lists) => Policy.May(http.Actor(), "destructions.list") ? await Overview(http, lists, null, []) : Pages.NotYours());

        pages.MapPost("/destructions", async (HttpContext http, IAggregates aggregates, DestructionLists lists) =>
        {
            var actor = http.Actor();
            if (!Policy.May(actor, typeof(ProposeDestruction)) || actor.Organization is not { } organization) return Pages.NotYours();
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var id = NewId.Next("d");
            CaseId[] cases = [.. form["cases"].OfType<string>().Where(c => c.Length > 0).Select(c => new CaseId(c))];
            var answer = await aggregates.Send(id, new ProposeDestruction(new(id), organization, cases, form["reason"].ToString()), new(actor, Fresh: true), http.RequestAborted);
            return answer.Kind is AnswerKind.Done ? Pages.Done($"/destructions/{id}", "propose")
                : answer.Kind is AnswerKind.Refused ? await Overview(http, lists, Problem.Of(answer.Refusal!), cases, form["reason"].ToString()) : Pages.NotYours();
        });

        pages.MapGet("/destructions/{id}", async (HttpContext http, string id, IAggregates aggregates) =>
            await Seen(http, id, aggregates) is { } stored ? await One(http, stored) : Pages.Missing());

        pages.MapPost("/destructions/{id}/{decision}", async (HttpContext http, string id, string decision, IAggregates aggregates, FileDestruction destruction) =>
        {
            if (decision is not ("approve" or "refuse") || await Seen(http, id, aggregates) is not { } stored) return Pages.Missing();
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var text = form["text"].ToString();
            var seen = int.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
            var answer = decision is "approve"
                ? await aggregates.Send(id, new ApproveDestruction(text), new(http.Actor(), seen), http.RequestAborted)
                : await aggregates.Send(id, new RefuseDestruction(text), new Request(http.Actor(), seen), http.RequestAborted);
            switch (answer.Kind)
            {
                case AnswerKind.Done:
                    await destruction.CarryOut(new(id), http.RequestAborted);
                    return Pages.Done($"/destructions/{id}", decision);
                case AnswerKind.Refused: return await One(http, stored, Problem.Of(answer.Refusal!), decision, text);
                case AnswerKind.Stale: return await One(http, answer.Stored!, Problem.Of(new Refusal("stale", "清册刚刚有变化，请核对后再办理。", "The list has just changed; look at it again.")), decision, text);
                case AnswerKind.Forbidden: return Pages.NotYours();
                default: return Pages.Missing();
            }
        });

        // Where a form came back with an error, its address stands in the browser: reloading it shows the list.
        pages.MapGet("/destructions/{id}/{decision}", (string id) => Results.Redirect($"/destructions/{Uri.EscapeDataString(id)}"));
    }

    private static async Task<Stored<DestructionList>?> Seen(HttpContext http, string id, IAggregates aggregates) =>
        Policy.May(http.Actor(), "destructions.read") ? await aggregates.Seen<DestructionList>(http, id) : null;

    private static async Task<IResult> Overview(HttpContext http, DestructionLists lists, Problem? problem, IReadOnlyList<CaseId> chosen, string? reason = null)
    {
        var (actor, cancel, services) = (http.Actor(), http.RequestAborted, http.RequestServices);
        var page = http.Request.Page(PageSize);
        http.Request.Word("all", "全选", "1");
        var (due, total, exact) = await lists.Due(actor, archived: true, page, PageSize, cancel);
        var unarchived = await lists.Unarchived(actor, cancel);
        var (proposed, _, _) = await lists.List(actor, null, 1, Paging.LargestPage, cancel);
        return Pages.Show<DestructionListPage>(new
        {
            Due = due,
            Total = total,
            Exact = exact,
            Page = page,
            PageSize,
            Unarchived = unarchived,
            Lists = proposed,
            Names = await services.GetRequiredService<AccountStore>().Names(proposed.Select(p => p.ProposedBy), cancel),
            Rules = services.GetRequiredService<HubStore>().Rules,
            Today = ChinaTime.DayOf(services.GetRequiredService<HubStore>().Clock.GetUtcNow()),
            Chosen = chosen,
            Reason = reason,
            Errors = problem?.Errors(english: false) is { } errors ? Shown(errors, f => f) : null,
        }, problem?.Status ?? 200);
    }

    private static async Task<IResult> One(HttpContext http, Stored<DestructionList> stored, Problem? problem = null, string? decision = null, string? text = null)
    {
        var (services, d) = (http.RequestServices, stored.State);
        var organization = await services.GetRequiredService<IAggregates>().Find<Organization>(d.OrganizationId.Value, cancel: http.RequestAborted);
        var people = d.Approvals.Select(a => a.By).Append(d.ProposedBy).Concat(d.RefusedBy is { } by ? [by] : []);
        return Pages.Show<DestructionPage>(new
        {
            Stored = stored,
            OrganizationName = organization?.State.Name ?? "",
            Names = await services.GetRequiredService<AccountStore>().Names(people, http.RequestAborted),
            Errors = problem?.Errors(english: false) is { } errors ? Shown(errors, f => f is "comment" or "reason" ? "text" : f) : null,
            Decision = decision,
            Text = text,
        }, problem?.Status ?? 200);
    }

    private static FormErrors Shown(FormErrors errors, Func<string, string> fieldOf)
    {
        var wide = new FormErrors();
        foreach (var (field, message) in errors.All) wide.Add(fieldOf(field), CaseText.FullWidth(message));
        return wide;
    }
}
