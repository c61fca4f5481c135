using System.Text.Json;
using MediationHub.Documents;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Rows;
using MediationHub.Web.Api;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Cases;
using MediationHub.Web.Features.Cases.Steps;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Forms;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Papers;

/// <summary>A page for a paper that asks for something before it is made.</summary>
public static class PaperPages
{
    public static void MapPaperPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/cases/{id}/papers/new", async (HttpContext http, string id, string? kind, IAggregates aggregates, PaperDesk desk) =>
        {
            var (recipe, on, no) = await Begin(http, id, kind, aggregates);
            return no ?? await Show(http, desk, recipe!, on!, Proposed(recipe!, on!));
        });

        pages.MapPost("/cases/{id}/papers/new", async (HttpContext http, string id, string? kind, string? step, IAggregates aggregates, PaperDesk desk) =>
        {
            var (recipe, on, no) = await Begin(http, id, kind, aggregates);
            if (no is not null) return no;
            var kinds = recipe!.Inputs.ToDictionary(f => f.Path, f => f.Json);
            if (kinds.ContainsKey("followUpNo")) kinds["followUpNo"] = FieldKind.Whole;
            var values = FormValues.From(await http.Request.ReadFormAsync(http.RequestAborted), []);
            var errors = new FormErrors();
            foreach (var (path, sentence) in values.Unreadable(kinds)) errors.Add(path, sentence);
            foreach (var field in recipe.Inputs.Where(f => f.Required && values.All(f.Path).Count == 0)) errors.Add(field.Path, $"请{(field.Kind is InputKind.Text or InputKind.LongText or InputKind.Number ? "填写" : "选择")}{field.Label}。");
            if (errors.All.Count > 0) return await Show(http, desk, recipe, on!, values, errors, 400);

            var json = values.ToJson(kinds);
            json["kind"] = recipe.Form.Word;
            var (request, invalid) = Body.Of(JsonSerializer.SerializeToUtf8Bytes(json)).As<PaperRequest>();
            if (request is null) return await Show(http, desk, recipe, on!, values, FormPosts.Shown(invalid!), invalid!.Status);
            var (made, problem) = await desk.Make(http, id, request, FormKey.Of(http, http.Request.Form, json.ToJsonString()));
            return made is not null ? Pages.Done(BackTo(id, step, http.Request.Query), "paper") : await Show(http, desk, recipe, on!, values, FormPosts.Shown(problem!), problem!.Status);
        });
    }

    /// <summary>The step that the paper was prepared for, the page of service, or the papers of the case.</summary>
    internal static string BackTo(string id, string? step, IQueryCollection query)
    {
        if (step is "service") return $"/cases/{Uri.EscapeDataString(id)}/service";
        if (step is null || CaseSteps.Find(step) is not { } known) return $"/cases/{Uri.EscapeDataString(id)}?tab=papers";
        return $"/cases/{Uri.EscapeDataString(id)}/do/{known.Name}{QueryString.Create(query.Where(q => q.Key is "paperId" or "partyId").Select(q => KeyValuePair.Create(q.Key, (string?)q.Value.ToString())))}";
    }

    private static async Task<(PaperRecipe? Recipe, StepContext? On, IResult? No)> Begin(HttpContext http, string id, string? kind, IAggregates aggregates)
    {
        if (PaperForm.Of(kind ?? "") is not { } form || !PaperRecipes.Has(form.Kind) || await CaseEndpoints.Seen(http, id, aggregates) is not { } stored) return (null, null, Pages.Missing());
        if (!Policy.May(http.Actor(), "papers.create") || stored.State.OrganizationId != http.Actor().Organization) return (null, null, Pages.NotYours());
        return (PaperRecipes.Of(form.Kind), await StepContext.Of(http, stored, ""), null);
    }

    private static FormValues Proposed(PaperRecipe recipe, StepContext on)
    {
        var values = new FormValues();
        foreach (var field in recipe.Inputs)
        {
            if (field.Defaults is { } several) values.Put(field.Path, several(on));
            else values[field.Path] = on.Query[field.Path].FirstOrDefault() is { Length: > 0 } asked ? asked : field.Default(on);
        }
        return values;
    }

    private static async Task<IResult> Show(HttpContext http, PaperDesk desk, PaperRecipe recipe, StepContext on, FormValues values, FormErrors? errors = null, int status = 200)
    {
        var offer = (await desk.Offers(http, on.Case)).First(o => o.Recipe == recipe);
        var lacking = offer.Missing.Count > 0 ? new Refusal("paper-field-missing", $"案件中还缺：{string.Join('、', offer.Missing)}。请先补齐。", "The case lacks what the paper says.") : null;
        return Pages.Show<PaperPage>(new { Recipe = recipe, On = on, Values = values, Errors = errors, Closed = errors is null ? offer.Closed ?? lacking : null, Key = FormKey.New(), Step = http.Request.Query["step"].FirstOrDefault() }, status);
    }
}
