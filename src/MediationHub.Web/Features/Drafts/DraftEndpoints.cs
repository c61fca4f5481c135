using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Drafts;
using MediationHub.Web.Api;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Drafts;

/// <summary>What a half-filled form holds. Blank values say nothing; only what <c>cleared</c> names is emptied.</summary>
/// <param name="Kind"><c>register</c>, <c>hold-session</c> or <c>draft-agreement</c>.</param>
/// <param name="Subject">The case, for a step's form.</param>
/// <param name="Fields">Values by field path, such as <c>applicants[0].name</c>.</param>
/// <param name="Cleared">Field paths that the person emptied, or lists from which rows were taken out.</param>
public sealed record DraftBody(string Kind, IReadOnlyDictionary<string, IReadOnlyList<string>?>? Fields, string? Subject = null, IReadOnlyList<string>? Cleared = null);

/// <summary>A draft on the wire.</summary>
/// <param name="Subject">The case, for a step's form.</param>
/// <param name="Fields">Left out in lists, and where the form that was saved holds them already.</param>
public sealed record DraftOpened(string Id, string Kind, string? Subject, int Version, string Title, DateTimeOffset SavedAt, IReadOnlyDictionary<string, string[]>? Fields)
{
    public static DraftOpened Of(string id, string kind, string? subject, int version, string title, DateTimeOffset savedAt, IReadOnlyDictionary<string, string[]>? fields = null) =>
        new(id, kind, string.IsNullOrEmpty(subject) ? null : subject, version, title, savedAt.ToOffset(ChinaTime.Offset), fields);
}

/// <summary>The caller's own drafts over the API, and the buttons on pages that throw one away.</summary>
public static class DraftEndpoints
{
    private static readonly Problem Gone = new(409, "draft-gone", new("草稿已不在", "Draft gone"), new("这份草稿已经提交、删除或者过期。要保留现在的内容，请重新打开表单填写。", "This draft was sent, deleted or has run out. To keep what you have, open the form again."));
    private static readonly Problem TooMany = new(409, "too-many-drafts", new("草稿太多", "Too many drafts"), new($"草稿已有 {DraftStore.Most} 份，请先提交或者删除不用的草稿。", $"You keep {DraftStore.Most} drafts: send or delete some first."));

    public static void MapDrafts(this IEndpointRouteBuilder api)
    {
        api.MapGet("/me/drafts", async (HttpContext http, DraftDesk desk) =>
            !Policy.May(http.Actor(), "drafts.list") ? Problem.Forbidden
            : Results.Json(new WholeList<DraftOpened>([.. (await desk.List(http.Actor(), http.RequestAborted)).Select(d => DraftOpened.Of(d.Id, d.Kind, d.Subject, d.Version, d.Title, d.SavedAt))]), Wire.Json)).Operation("drafts.list").AnswersWhole<DraftOpened>();

        api.MapGet("/me/drafts/{id}", async (HttpContext http, string id, DraftDesk desk) =>
        {
            if (!Policy.May(http.Actor(), "drafts.read")) return Problem.Forbidden;
            if (await desk.Find(http.Actor(), id, http.RequestAborted) is not { } draft || await desk.FormOf(http.Actor(), draft.Kind, draft.Subject, http.RequestAborted) is null) return Problem.NotFound;
            return Shown(http, draft, whole: true);
        }).Operation("drafts.read").Answers<DraftOpened>();

        api.MapPut("/me/drafts/{id}", async (HttpContext http, string id, DraftDesk desk) =>
        {
            var actor = http.Actor();
            if (!Policy.May(actor, "drafts.save")) return Problem.Forbidden;
            if (!DraftDesk.IsId(id)) return Problem.NotFound;
            var (sent, invalid) = await Body.Read<DraftBody>(http);
            if (invalid is not null) return invalid;
            var wrong = (sent!.Fields ?? new Dictionary<string, IReadOnlyList<string>?>()).Keys.Concat(sent.Cleared ?? []).Any(p => !DraftDesk.IsPath(p));
            if (wrong) return Problem.Invalid("fields", "字段路径无效，请写成 applicants[0].name 这样。", "Not a field path: write it like applicants[0].name.");
            if (await desk.FormOf(actor, sent.Kind, sent.Subject ?? "", http.RequestAborted) is null) return Problem.NotFound;
            if (CommandEndpoint.SeenVersion(http, out var seen) is { } unseen) return unseen;

            var fields = DraftDesk.Kept((sent.Fields ?? new Dictionary<string, IReadOnlyList<string>?>()).Select(f => KeyValuePair.Create(f.Key, f.Value?.OfType<string>().ToArray() ?? []))).ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);
            var (result, draft) = await desk.Save(actor, id, new(sent.Kind, sent.Subject ?? "", seen, fields, sent.Cleared ?? []), http.RequestAborted);
            return result switch
            {
                DraftSaved.Saved => Shown(http, draft!, whole: draft!.Version > seen + 1),
                DraftSaved.Stale => Problem.Stale(seen, draft!.Version, Array.Empty<object>()) with { Conflict = new { yourVersion = seen, currentVersion = draft.Version, changes = Array.Empty<object>(), fields = draft.Fields } },
                DraftSaved.Gone => Gone,
                DraftSaved.TooMany => TooMany,
                _ => Problem.TooLarge,
            };
        }).Operation("drafts.save").AsksForVersion().Answers<DraftOpened>().Accepts<DraftBody>("application/json");

        api.MapDelete("/me/drafts/{id}", async (HttpContext http, string id, DraftDesk desk) =>
            !Policy.May(http.Actor(), "drafts.delete") ? Problem.Forbidden : await desk.Delete(http.Actor(), id, http.RequestAborted) ? Results.NoContent() : Problem.NotFound).Operation("drafts.delete").AnswersNothing();
    }

    public static void MapDraftPages(this IEndpointRouteBuilder pages) =>
        pages.MapPost("/drafts/{id}/discard", async (HttpContext http, string id, DraftDesk desk) =>
        {
            if (!Policy.May(http.Actor(), "drafts.delete")) return Pages.NotYours();
            await desk.Delete(http.Actor(), id, http.RequestAborted);
            var back = http.Request.Form["return"].ToString();
            return Results.LocalRedirect(back.StartsWith("/cases", StringComparison.Ordinal) && !back.Contains('\\') ? back : "/cases/new");
        });

    private static IResult Shown(HttpContext http, Draft draft, bool whole)
    {
        http.Response.Headers.ETag = $"\"{draft.Version}\"";
        return Results.Json(DraftOpened.Of(draft.Id, draft.Kind, draft.Subject, draft.Version, draft.Title, draft.SavedAt, whole ? draft.Fields : null), Wire.Json);
    }
}
