using System.Text.RegularExpressions;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Drafts;
using MediationHub.Store.Rows;
using MediationHub.Web.Features.Cases;
using MediationHub.Web.Features.Cases.Register;
using MediationHub.Web.Features.Cases.Steps;
using MediationHub.Web.Forms;

namespace MediationHub.Web.Features.Drafts;

/// <summary>A draft as its owner finds it, and where it is gone on with.</summary>
public sealed record DraftShown(string Id, string Kind, string? Subject, int Version, string Title, DateTimeOffset SavedAt, string Form, string Href);

/// <summary>Which forms keep drafts, what a draft is about, and whether it is still this person's to go on with.</summary>
public sealed partial class DraftDesk(DraftStore drafts, HubStore store, IAggregates aggregates)
{
    /// <summary>The form that registers a case, at the desk and on the phone.</summary>
    public const string Registration = "register";

    /// <summary>Beside the draft's id (<see cref="FormKey.Field"/>): the version that the form stands on.</summary>
    public const string VersionField = "_draftVersion";

    /// <summary>What a form is to do other than its main step: <c>save</c> keeps the draft.</summary>
    public const string DoField = "_do";

    public static bool IsId(string id) => Id().IsMatch(id);

    /// <summary>The person's drafts that may still be gone on with, the newest first.</summary>
    public async Task<IReadOnlyList<DraftShown>> List(Actor actor, CancellationToken cancel)
    {
        var shown = new List<DraftShown>();
        foreach (var d in await drafts.List(actor.UserName, cancel))
            if (await FormOf(actor, d.Kind, d.Subject, cancel) is { } form)
                shown.Add(new(d.Id, d.Kind, d.Subject.Length == 0 ? null : d.Subject, d.Version, d.Title, d.SavedAt, form, d.Kind == Registration ? $"/cases/new?draft={d.Id}" : $"/cases/{d.Subject}/do/{d.Kind}"));
        return shown;
    }

    public Task<Draft?> Find(Actor actor, string? id, CancellationToken cancel) => id is not null && IsId(id) ? drafts.Find(actor.UserName, id, cancel) : Task.FromResult<Draft?>(null);

    public Task<Draft?> FindFor(Actor actor, string kind, string subject, CancellationToken cancel) => drafts.FindFor(actor.UserName, kind, subject, cancel);

    /// <summary>The form's name in Chinese; null where there is no such form or it is not this person's.</summary>
    public async Task<string?> FormOf(Actor actor, string kind, string subject, CancellationToken cancel)
    {
        if (kind == Registration) return subject.Length == 0 && RegisterPages.May(actor) ? "登记案件" : null;
        if (CaseSteps.Find(kind) is not { KeepsDraft: true } step || await CaseOf(subject, cancel) is not { } stored) return null;
        return await aggregates.Sees(actor, stored.State, cancel) && CaseSteps.MayGive(actor, kind, stored.State) ? step.Title : null;
    }

    public async Task<(DraftSaved Result, Draft? Draft)> Save(Actor actor, string id, DraftSave save, CancellationToken cancel)
    {
        var about = save.Kind == Registration ? null : await CaseOf(save.Subject, cancel);
        return await drafts.Save(actor.UserName, id, save, fields => about is null ? TitleOf(fields) : $"{about.State.Number} {string.Join('、', about.State.Applicants.Select(p => p.Name.Value))} 与 {string.Join('、', about.State.Respondents.Select(p => p.Name.Value))}", cancel);
    }

    /// <summary>
    /// Keeps a form that was posted as a whole. What it shows blank was emptied by the person, if it stood on the newest draft;
    /// otherwise a blank says nothing.
    /// </summary>
    /// <param name="own">Which paths stand in the form; left out, all.</param>
    public async Task<Draft?> SavePosted(HttpContext http, Actor actor, string kind, string subject, FormValues values, Func<string, bool>? own = null)
    {
        var cancel = http.RequestAborted;
        if (http.Request.Form[FormKey.Field].ToString() is not { } id || !IsId(id)) return null;
        var seen = int.TryParse(http.Request.Form[VersionField], out var version) ? version : 0;
        var fields = Kept(values.Filled).ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);
        for (var tries = 0; tries < 5; tries++)
        {
            var known = await drafts.Find(actor.UserName, id, cancel);
            string[] cleared = known is null || known.Version != seen ? [] : [.. known.Fields.Keys.Where(k => (own is null || own(k)) && !fields.ContainsKey(k))];
            var (result, draft) = await Save(actor, id, new(kind, subject, known?.Version ?? 0, fields, cleared), cancel);
            if (result is DraftSaved.Saved) return draft;
            if (result is not DraftSaved.Stale) return known;
        }
        return null;
    }

    public Task<bool> Delete(Actor actor, string id, CancellationToken cancel) => IsId(id) ? drafts.Delete(actor.UserName, id, cancel) : Task.FromResult(false);

    /// <summary>What of a form is kept: not its token, its name or its buttons.</summary>
    public static IEnumerable<KeyValuePair<string, string[]>> Kept(IEnumerable<KeyValuePair<string, string[]>> fields) =>
        fields.Where(f => !f.Key.StartsWith("__", StringComparison.Ordinal) && f.Key is not (FormKey.Field or VersionField or DoField) && IsPath(f.Key));

    public static bool IsPath(string? path) => path?.Length <= 200 && Path().IsMatch(path);

    private string TitleOf(IReadOnlyDictionary<string, string[]> fields)
    {
        string? First(string path) => fields.TryGetValue(path, out var values) ? values[0].Trim() : null;
        var parties = new[] { First("applicants[0].name"), First("respondents[0].name") }.Where(n => n is not null).ToArray();
        var type = First("disputeType") is { } code && store.Rules.DisputeTypes.Find(code) is { } known ? CaseText.DisputeType(store.Rules, known.Code) : null;
        var title = string.Join("，", new[] { parties.Length > 0 ? string.Join(" 与 ", parties) : null, type }.Where(t => t is not null));
        return title.Length == 0 ? "尚未填写当事人" : title.Length > 120 ? title[..120] : title;
    }

    private async Task<Stored<MediationCase>?> CaseOf(string subject, CancellationToken cancel) => !Subject().IsMatch(subject) ? null : await aggregates.Find<MediationCase>(subject, cancel: cancel);

    [GeneratedRegex("^[0-9a-f]{24}$")]
    private static partial Regex Id();

    [GeneratedRegex("^[A-Za-z0-9-]{1,60}$")]
    private static partial Regex Subject();

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_.:\[\]-]*$")]
    private static partial Regex Path();
}
