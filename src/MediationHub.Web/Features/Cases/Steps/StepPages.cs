using System.Globalization;
using System.Text;
using System.Text.Json;
using MediationHub.Documents.Sheets;
using MediationHub.Domain.Cases;
using MediationHub.Store.Accounts;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Drafts;
using MediationHub.Web.Api;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Drafts;
using MediationHub.Web.Features.Mediators;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Forms;
using MediationHub.Web.Identity;
using Microsoft.AspNetCore.Mvc;

namespace MediationHub.Web.Features.Cases.Steps;

/// <summary>Every command of a case as a page that asks and a form that sends it.</summary>
public static class StepPages
{
    /// <summary>All files of one form together.</summary>
    private const long MostBytes = 104 * 1024 * 1024;

    /// <summary>The field that says: nothing is done yet, the form is begun with what was answered in another one. By POST, since an address would be logged.</summary>
    public const string Begun = "_begun";

    public static void MapSteps(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/cases/{id}/do/{command}", async (HttpContext http, string id, string command, IAggregates aggregates) =>
        {
            var (step, on, no) = await Begin(http, id, command, aggregates);
            if (no is not null) return no;
            if (await DraftOf(http, step!, id) is { } draft)
            {
                var kept = FormValues.Of(draft.Fields);
                // What happened since it was begun is told before it is gone on with.
                var before = int.TryParse(kept["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var then) ? then : on!.Stored.Version;
                return Show(step!, on!, kept, changes: before < on!.Stored.Version ? await ChangesSince(http, id, before, aggregates) : [], missing: Missing(step!, on), draft: draft);
            }
            return Show(step!, on!, Proposed(step!, on!), missing: Missing(step!, on!));
        });

        // Several photos of a telephone come in one form.
        pages.MapPost("/cases/{id}/do/{command}", [RequestSizeLimit(MostBytes)] async (HttpContext http, string id, string command, IAggregates aggregates, DraftDesk drafts) =>
        {
            var (step, on, no) = await Begin(http, id, command, aggregates);
            if (no is not null) return no;

            var kinds = KindsOf(step!);
            var (values, errors) = await FormPosts.Read(http, kinds, step!.Incidental);
            var saved = step.KeepsDraft && http.Request.Form[DraftDesk.DoField] == "save";
            if (saved)
            {
                await drafts.SavePosted(http, http.Actor(), step.Name, id, values);
                return Results.Redirect($"/cases/{id}/do/{step.Name}?done=draft");
            }
            if (step.Name == ImportMembers.Name && (http.Request.Form[DraftDesk.DoField] == "check" || http.Request.Form.Files[MemberList.SheetField] is { Length: > 0 }))
                return Tried(http, step, on!, values, errors);
            if (http.Request.Form[Begun].Count > 0) return Show(step, on!, Proposed(step, on!, values), missing: Missing(step, on!));
            foreach (var (path, sentence) in Lacking(step, values, on!))
                if (errors.For(path) is null) errors.Add(path, sentence);
            var meant = await Meant(http, step, on!, values, errors);
            if (errors.All.Count > 0) return await Again(errors, 400);

            var json = (step.Prepare?.Invoke(meant, on!) ?? meant).ToJson(kinds);
            foreach (var name in json.Select(f => f.Key).Where(k => k.StartsWith('_') || k is "version").ToList()) json.Remove(name);
            var body = JsonSerializer.SerializeToUtf8Bytes(step.Shape?.Invoke(json) ?? json);
            var (read, problem) = CaseCommands.Find(command)!.Read(Body.Of(body));
            if (read is null) return await Again(FormPosts.Shown(problem!, step.FieldOf, step.LineOf), problem!.Status);

            var seen = int.TryParse(values["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
            var answer = await aggregates.Send(id, read, new(http.Actor(), seen, FormKey.Of(http, http.Request.Form, Encoding.UTF8.GetString(body))), http.RequestAborted);
            switch (answer.Kind)
            {
                case AnswerKind.Done or AnswerKind.Again:
                    if (step.KeepsDraft) await drafts.Delete(http.Actor(), http.Request.Form[FormKey.Field].ToString(), http.RequestAborted);
                    return await Done(http, step, answer.Stored!, changed: answer.Stored!.Version != on!.Stored.Version || answer.Kind is AnswerKind.Again, aggregates);
                case AnswerKind.Refused:
                    var refused = Problem.Of(answer.Refusal!);
                    var shown = FormPosts.Shown(refused, step.FieldOf, step.LineOf);
                    if (step.Instead.TryGetValue(refused.Code, out var instead) && CaseSteps.MayGive(http.Actor(), instead, on!.Case)) shown.LeadOn(StepPage.WayOn(instead), $"办理{CaseSteps.Find(instead)!.Title}");
                    return await Again(shown, refused.Status);
                case AnswerKind.Stale:
                    var now = await StepContext.Of(http, answer.Stored!, command);
                    return Show(step, now, values, changes: await ChangesSince(http, id, seen, aggregates), status: 412, draft: await Keep());
                case AnswerKind.KeyReused or AnswerKind.InProgress:
                    return Show(step, on!, values, twice: true, status: 409);
                case AnswerKind.Forbidden:
                    return Pages.NotYours();
                default:
                    return Pages.Missing();
            }

            // What was typed is kept even if the browser dies on the page that says what is wrong.
            async Task<Draft?> Keep() => step.KeepsDraft ? await drafts.SavePosted(http, http.Actor(), step.Name, id, values) : null;
            async Task<IResult> Again(FormErrors wrong, int status) => Show(step, on!, values, wrong, status: status, draft: await Keep());
        });
    }

    /// <summary>The same with the ids of mediators in the place of the names that were typed, where a house has too many to list.</summary>
    private static async Task<FormValues> Meant(HttpContext http, CaseStep step, StepContext on, FormValues values, FormErrors errors)
    {
        if (!on.Roster.Many) return values;
        var (meant, rosters) = (values.Copy(), http.RequestServices.GetRequiredService<MediatorRosters>());
        foreach (var field in step.Fields.Where(f => f.Kind is InputKind.Mediator))
            if (values[field.Path] is { } typed && errors.For(field.Path) is null)
            {
                var (id, sentence) = await rosters.Find(on.Case.OrganizationId.Value, typed, http.RequestAborted);
                if (sentence is not null) errors.Add(field.Path, sentence);
                else meant[field.Path] = id;
            }
        return meant;
    }

    /// <summary>Shows what a list would do, and keeps nothing; a sheet is turned into the lines that the next submit sends.</summary>
    private static IResult Tried(HttpContext http, CaseStep step, StepContext on, FormValues values, FormErrors errors)
    {
        IReadOnlyList<(int, IReadOnlyDictionary<string, int>)> places = [];
        if (http.Request.Form.Files[MemberList.SheetField] is { Length: > 0 } sheet)
        {
            try
            {
                using var file = sheet.OpenReadStream();
                (var lines, places, var no) = MemberList.FromSheet(file, http.RequestAborted);
                if (no is not null) return Show(step, on, values, FormPosts.Shown(Problem.Of(no)), status: 400);
                values["_list"] = lines;
            }
            catch (SheetUnreadableException e)
            {
                return Show(step, on, values, FormPosts.Shown(Problem.Of(e.Refusal), _ => MemberList.SheetField), status: 400);
            }
        }
        if (values["_list"] is null) return Show(step, on, values, errors.Add("_list", "请选择表格文件或者粘贴名单。"), status: 400);
        var trial = MemberList.Try(values, on, places);
        http.Features.Set(trial);
        return Show(step, on, values, status: trial.Faults.Count == 0 ? 200 : 400);
    }

    /// <summary>What must be chosen and cannot be, since nothing of the kind is there (any more): a colleague may have done it meanwhile.</summary>
    private static string[] NothingLeft(CaseStep step, StepContext on) =>
    [
        .. step.Fields.Where(f => f.Required && f.Shown(on) && f.Kind is InputKind.Radio or InputKind.Select or InputKind.Ticks && f.Choices is { } choices && choices(on).Count == 0)
            .Concat(step.Fields.Where(f => f.Kind is InputKind.Mediator && !on.Roster.Any))
            .Select(f => step.Name == RecordConsent.Name ? "各方当事人的意见都已登记，不需要再登记。" : step.Name == MergeCase.Name ? "没有收到在先、同一方有相同当事人的未结案件，不能合并。" : $"没有可以选择的{f.Label}：可能已经由同事办理，或者尚未登记。"),
    ];

    private static Task<Draft?> DraftOf(HttpContext http, CaseStep step, string id) =>
        step.KeepsDraft ? http.RequestServices.GetRequiredService<DraftDesk>().FindFor(http.Actor(), step.Name, id, http.RequestAborted) : Task.FromResult<Draft?>(null);

    private static string[] Missing(CaseStep step, StepContext on) =>
        [.. CaseGuide.Allowed(on.Case, on.At).Where(a => a.Command == step.Name).SelectMany(a => a.Missing).Select(m => CaseText.FullWidth(m.Chinese)).Where(_ => Refuses(step, on))];

    private static async Task<List<StepPage.Change>> ChangesSince(HttpContext http, string id, int seen, IAggregates aggregates)
    {
        var accounts = http.RequestServices.GetRequiredService<AccountStore>();
        var changes = new List<StepPage.Change>();
        foreach (var h in await aggregates.History<MediationCase>(id, seen, http.RequestAborted)) changes.Add(new(h.At, (await accounts.FindByNameAsync(h.Actor, http.RequestAborted))?.DisplayName ?? h.Actor, CaseText.FullWidth(PlainWords.Title(h.Event))));
        return changes;
    }

    /// <summary>The step and the case it is for, or why this person does not get there.</summary>
    private static async Task<(CaseStep? Step, StepContext? On, IResult? No)> Begin(HttpContext http, string id, string command, IAggregates aggregates)
    {
        if (CaseSteps.Find(command) is not { } step || await CaseEndpoints.Seen(http, id, aggregates) is not { } stored) return (null, null, Pages.Missing());
        if (!CaseSteps.MayGive(http.Actor(), command, stored.State)) return (null, null, Pages.NotYours());
        if (CaseEndpoints.NeedsReason(http.Actor()) && Opening.CaseOpenings.Of(http, id) is null) return (null, null, Results.Redirect($"/cases/{id}"));
        return (step, await StepContext.Of(http, stored, command), null);
    }

    /// <summary>Papers that are missing for the archive may come with its form as scans.</summary>
    private static bool Refuses(CaseStep step, StepContext on) => step.Name != ArchiveCase.Name || ArchiveCase.Missing(on.Case, on.At).Any(r => r.Code != "archive-incomplete");

    /// <param name="given">What was answered in another form.</param>
    private static FormValues Proposed(CaseStep step, StepContext on, FormValues? given = null)
    {
        var values = given?.Copy() ?? new FormValues();
        foreach (var (name, value) in on.Query)
            if (name is not ("done" or "tab" or "version" or "outcome")) values[name] = value.ToString();
        var asked = values.Copy();
        foreach (var field in step.Fields)
        {
            if (field.Defaults is { } several) values.Put(field.Path, several(on));
            else values[field.Path] = asked[field.Path] ?? field.Default(on);
        }
        step.Propose?.Invoke(values, on);
        return values;
    }

    /// <summary>Fields that must be filled in: without them the body would be read as saying something else.</summary>
    private static IEnumerable<(string Path, string Sentence)> Lacking(CaseStep step, FormValues values, StepContext on) =>
    [
        .. step.Fields.Where(f => f.Required && f.Shown(on) && values.All(f.Path).Count == 0).Select(f => (f.Path, f.Kind switch
        {
            InputKind.File or InputKind.Files => $"请上传{f.Label}。",
            InputKind.Select or InputKind.Radio or InputKind.YesNo or InputKind.Ticks or InputKind.Mediator or InputKind.Elsewhere => $"请选择{f.Label}。",
            _ => $"请填写{f.Label}。",
        })),
        .. step.Needs(values, on),
    ];

    private static Dictionary<string, FieldKind> KindsOf(CaseStep step)
    {
        var kinds = new Dictionary<string, FieldKind>(step.Kinds);
        foreach (var field in step.Fields) kinds.TryAdd(field.Path, field.Json);
        return kinds;
    }

    private static IResult Show(CaseStep step, StepContext on, FormValues values, FormErrors? errors = null, IReadOnlyList<StepPage.Change>? changes = null, IReadOnlyList<string>? missing = null, bool twice = false, int status = 200, Draft? draft = null) =>
        Pages.Show<StepPage>(new { Step = step, On = on, Values = values, Errors = errors, Changes = changes ?? [], Missing = missing is { Count: > 0 } ? missing : NothingLeft(step, on), Twice = twice, Key = draft?.Id ?? FormKey.New(), Draft = draft }, status);

    /// <summary>Where the result is seen: the case, the one it became, or the list where it is no longer this person's.</summary>
    private static async Task<IResult> Done(HttpContext http, CaseStep step, Store.Rows.Stored<MediationCase> stored, bool changed, IAggregates aggregates)
    {
        var c = stored.State;
        if (step.Name == CorrectCase.Name && !changed) return Pages.Done($"/cases/{stored.Id}?tab={step.Tab}", "nothing-corrected");
        if (step.Name is "accept-transfer" or "merge" && c.TransferredTo is { } to) return Pages.Done($"/cases/{to}?tab=overview", step.Name);
        // A mediator who names a colleague hands the case over, and is told where it went.
        if (step.Name == AcceptCase.Name && !await aggregates.Sees(http.Actor(), c, http.RequestAborted)) return Pages.Done("/cases", "handed-over");
        return await aggregates.Sees(http.Actor(), c, http.RequestAborted) ? Pages.Done(step.Page is { } page ? $"/cases/{stored.Id}/{page}" : $"/cases/{stored.Id}?tab={step.Tab}", step.Name) : Pages.Done("/cases", step.Name);
    }
}
