using System.Globalization;
using MediationHub.Documents.Sheets;
using MediationHub.Domain.Access;
using MediationHub.Domain.BaseLists;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;
using MediationHub.Store;
using MediationHub.Store.Accounts;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Statistics;
using MediationHub.Web.Api;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Forms;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.BaseLists;

/// <summary>组建率 as pages: all units on a day, one unit laid open to its townships or enterprises, and the form that enters a base.</summary>
public static class BaseListPages
{
    /// <summary>A longer list is handed in as a file: its lines would weigh more than the rest of the page.</summary>
    internal const int MostShownAsText = 400;

    public static void MapBaseListPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/base-lists", async (HttpContext http, EstablishmentReader reader, HubStore store) =>
        {
            if (!Policy.May(http.Actor(), "establishment-rate.read")) return Pages.NotYours();
            var (day, problem) = BaseListEndpoints.DayOf(http, http.Request.Asked("on"));
            var shown = await EstablishmentShown.Read(reader, store.Rules.Settings.Province.Value, day, http.RequestAborted);
            return Pages.Show<EstablishmentPage>(new { Shown = shown, On = day, Errors = problem?.Errors(english: false) }, problem?.Status ?? 200);
        });

        pages.MapGet("/base-lists/{id}", async (HttpContext http, string id, IAggregates aggregates, EstablishmentReader reader, AccountStore accounts) =>
        {
            if (!Policy.May(http.Actor(), "base-lists.read") || BaseList.Named(id) is not { } named) return Pages.Missing();
            var (day, problem) = BaseListEndpoints.DayOf(http, http.Request.Asked("on"));
            var stored = await aggregates.Find<BaseList>(id, cancel: http.RequestAborted);
            var revised = stored is null ? [] : (await aggregates.History<BaseList>(id, cancel: http.RequestAborted)).Select(h => h.Event).OfType<BaseListRevised>().ToList();
            return Pages.Show<BaseListPage>(new
            {
                Id = id, named.Unit, named.Kind, List = stored?.State, On = day, MayEnter = MayEnter(http.Actor(), named.Unit),
                Coverage = CoverageShown.Of(id, await reader.Of(named.Unit.Code, named.Kind, day, http.RequestAborted)),
                Names = stored is null ? new Dictionary<string, string>() : await accounts.Names([.. stored.State.Editions.Select(e => e.By).Distinct()], http.RequestAborted),
                // A reason may name people; an auditor reads no names.
                Reasons = http.Actor().Is(Role.Auditor) ? [] : revised.Select(r => r.Reason.Value ?? "").ToList(),
                Errors = problem?.Errors(english: false),
            }, problem?.Status ?? 200);
        });

        pages.MapGet("/base-lists/{id}/coverage.xlsx", async (HttpContext http, string id, IAggregates aggregates, EstablishmentReader reader) =>
            !Policy.May(http.Actor(), "base-lists.coverage-sheet") ? Pages.NotYours() : BaseList.Named(id) is not { } named || await aggregates.Seen<BaseList>(http, id) is null ? Pages.Missing()
                : await BaseListEndpoints.Sheet(CoverageShown.Of(id, await reader.Of(named.Unit.Code, named.Kind, BaseListEndpoints.DayOf(http, http.Request.Asked("on")).Day, http.RequestAborted)), named.Kind, http.RequestAborted));

        pages.MapGet("/base-lists/{id}/edit", async (HttpContext http, string id, IAggregates aggregates, HubStore store) =>
        {
            if (BaseList.Named(id) is not { } named) return Pages.Missing();
            if (!MayEnter(http.Actor(), named.Unit)) return Pages.NotYours();
            var stored = await aggregates.Find<BaseList>(id, cancel: http.RequestAborted);
            return await Form(store, id, stored?.State, stored?.Version ?? 0, TypedForm.Fresh, null, http.RequestAborted);
        });

        pages.MapPost("/base-lists/{id}/edit", async (HttpContext http, string id, IAggregates aggregates, HubStore store) =>
        {
            if (BaseList.Named(id) is not { } named) return Pages.Missing();
            if (!MayEnter(http.Actor(), named.Unit)) return Pages.NotYours();
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var seen = int.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
            var stored = await aggregates.Find<BaseList>(id, cancel: http.RequestAborted);
            var errors = new FormErrors();
            var content = await Content(store, form, errors, http.RequestAborted);
            Task<IResult> Again(FormErrors wrong, int status, int at) => Form(store, id, stored?.State, at, new(form), wrong, http.RequestAborted, status);
            if (content is null) return await Again(errors, 400, seen);
            var answer = seen == 0 ? await aggregates.Send(id, new EnterBaseList(named.Unit.Code, named.Kind, content), new(http.Actor()), http.RequestAborted)
                : await aggregates.Send(id, new ReviseBaseList(content, form["reason"].ToString()), new(http.Actor(), seen), http.RequestAborted);
            return answer.Kind switch
            {
                AnswerKind.Done or AnswerKind.Again => Pages.Done($"/base-lists/{id}", answer.Stored!.Version == stored?.Version ? "same" : "base"),
                AnswerKind.Refused => await Again(Told(Problem.Of(answer.Refusal!)), Problem.Of(answer.Refusal!).Status, seen),
                AnswerKind.Stale => await Again(new FormErrors().Add("", "这份名册刚刚有人更新过，请核对后再次提交；您填写的内容已保留。"), 412, answer.Stored!.Version),
                _ => Pages.NotYours(),
            };
        });
    }

    /// <summary>Whether an office may enter the base of this unit.</summary>
    internal static bool MayEnter(Actor actor, Region unit) => Policy.May(actor, typeof(EnterBaseList)) && actor.Unit is { } own && Regions.BuiltIn.IsWithin(unit.Code, own);

    private static async Task<IResult> Form(HubStore store, string id, BaseList? list, int version, TypedForm form, FormErrors? errors, CancellationToken cancel, int status = 200)
    {
        var (unit, kind) = BaseList.Named(id)!.Value;
        var known = list?.Editions.MaxBy(e => e.From) is { } last ? list.BeginningOn(last.From) : null;
        var shown = known is { IsList: true, Entries.Count: <= MostShownAsText } ? BaseListText.Of(known.Entries, await BaseListText.CodesOf(store, known.Entries, cancel)) : null;
        return Pages.Show<BaseListFormPage>(new { Id = id, Unit = unit, Kind = kind, Version = version, Known = known, Lines = shown, Form = form, Today = ChinaTime.DayOf(store.Clock.GetUtcNow()), Errors = errors }, status);
    }

    /// <summary>What the form says; null where it cannot be read, with the reason.</summary>
    private static async Task<BaseContent?> Content(HubStore store, IFormCollection form, FormErrors errors, CancellationToken cancel)
    {
        DateOnly? Day(string field)
        {
            if (form[field].ToString().Trim() is not { Length: > 0 } text) return null;
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
            errors.Add(field, "日期无效，请写成 2026-01-01 这样。");
            return null;
        }
        var (from, until) = (Day("from"), Day("until"));
        int? count = null;
        var counted = form["by"] == "count";
        if (counted && form["count"].ToString().Trim() is { Length: > 0 } written)
        {
            if (int.TryParse(TextRules.HalfWidth(written).Replace(",", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) count = number;
            else errors.Add("count", "请填写整数。");
        }
        IReadOnlyList<BaseEntry> entries = [];
        if (!counted && form.Files["file"] is { Length: > 0 } file)
        {
            try
            {
                using var copy = new MemoryStream();
                await file.CopyToAsync(copy, cancel);
                var lines = BaseListText.Lines(SheetReader.Read(copy.ToArray(), cancel: cancel));
                if (lines.Count == 0) errors.Add("file", "文件中没有认出名册，请按“代码、名称、组织编码”的列整理后再上传。");
                entries = await BaseListText.Entries(store, lines, "file", errors, cancel);
            }
            catch (SheetUnreadableException e)
            {
                errors.Add("file", e.Refusal.Chinese);
            }
        }
        else if (!counted && form["entries"].ToString() is { } text && !string.IsNullOrWhiteSpace(text)) entries = await BaseListText.Entries(store, BaseListText.Lines(text), "entries", errors, cancel);
        if (!counted && entries.Count == 0 && errors.All.Count == 0) errors.Add("entries", "请粘贴名册或者选择文件；只知道数量的，请选“只登记数量”。");
        else if (counted && count is null && errors.All.Count == 0) errors.Add("count", "请填写数量。");
        return errors.All.Count > 0 ? null : new(from ?? default, until, form["source"].ToString(), count, entries);
    }

    /// <summary>Sentences about single entries stand under the list they came in, the first few of them.</summary>
    private static FormErrors Told(Problem problem)
    {
        var (told, errors, about) = (problem.Errors(english: false), new FormErrors(), 0);
        foreach (var (field, message) in told.All)
        {
            if (!field.StartsWith("entries[", StringComparison.Ordinal)) errors.Add(field, message);
            else if (about++ < 8) errors.Add("entries", message);
        }
        if (about > 8) errors.Add("entries", $"另有{about - 8}处，更正后再次提交。");
        return errors;
    }
}
