using System.Globalization;
using System.Text.Json;
using MediationHub.Domain.Access;
using MediationHub.Domain.Calendars;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Rows;
using MediationHub.Web.Api;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Law;

/// <summary>A year's arrangement as it is handed in.</summary>
public sealed record CalendarBody(IReadOnlyList<CalendarEntry>? Days, string? NoticeNumber = null, string? Source = null, string? Reason = null);

/// <summary>One day of an arrangement on the wire.</summary>
public sealed record DayShown(DateOnly On, DayKind Kind, string Holiday);

/// <summary>One version of a year.</summary>
public sealed record YearVersionShown(int Version, DateOnly LoadedOn, string? NoticeNumber, string Source, string? Reason, int Days);

/// <summary>A year's arrangement on the wire.</summary>
public sealed record CalendarShown(string Id, int Version, int Year, string? NoticeNumber, string Source, string? Reason, DateOnly LoadedOn, IReadOnlyList<DayShown> Days, IReadOnlyList<YearVersionShown> Versions)
{
    public static CalendarShown? Of(CalendarYears years, int year) => years.Year(year) is not { } y ? null : new(
        $"{year}", y.Version, year, y.NoticeNumber, y.Source, y.Reason, y.LoadedOn, [.. y.Days.Select(d => new DayShown(d.On, d.Kind, d.Holiday))],
        [.. years.VersionsOf(year).Select(v => new YearVersionShown(v.Version, v.LoadedOn, v.NoticeNumber, v.Source, v.Reason, v.Days.Count))]);
}

/// <summary>One year among those that are loaded.</summary>
/// <param name="Days">How many days it arranges.</param>
public sealed record CalendarListed(string Id, int Year, int Version, string? NoticeNumber, string Source, DateOnly LoadedOn, int Days);

/// <summary>The years that are loaded, newest first.</summary>
/// <param name="LastSettledDay">After it the plain week is counted.</param>
public sealed record CalendarPage(IReadOnlyList<CalendarListed> Items, int Total, bool TotalExact, int Page, int PageSize, DateOnly LastSettledDay);

/// <summary>The rulebook on the wire.</summary>
public sealed record RulebookShown(int Version, IReadOnlyList<TimeLimit> Rules, JsonElement Settings, IReadOnlyList<RulebookChange> Changes)
{
    public static RulebookShown Of(RulebookVersions book) => new(book.Version, book.Rules!.Limits, book.Rules.SettingsInForce, book.Changes);
}

/// <summary>One rule as it is in force, and every version of it, oldest first.</summary>
/// <param name="Version">Of the rulebook.</param>
public sealed record RuleShown(int Version, TimeLimit Rule, IReadOnlyList<TimeLimit> Versions);

/// <summary>What a change of a rule says.</summary>
public sealed record RuleBody(int Count, PeriodUnit Unit, Roll Roll, string Basis, string Effect, string Source, string Mark, DateOnly EffectiveFrom, string Reason, int? ExtensionMax = null);

/// <summary>What a change of a setting says.</summary>
public sealed record SettingBody(JsonElement Value, string Mark, string Source, string Reason);

/// <summary>Calendars and the rulebook over the API: read by everyone who signs in, amended by an administrator.</summary>
public static class LawEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static void MapLaw(this IEndpointRouteBuilder api)
    {
        api.MapGet("/calendars", (HttpContext http, HubStore store, int page = 1, int pageSize = 20) =>
        {
            if (!Policy.May(http.Actor(), "calendars.list")) return Problem.Forbidden;
            if (Paging.Check(page, pageSize) is { } wrong) return wrong;
            var years = store.Law.Years.Loaded.Select(y => y.Year).Distinct().OrderDescending().ToList();
            return Results.Json(new CalendarPage(
                [.. years.Skip((page - 1) * pageSize).Take(pageSize).Select(y => store.Law.Years.Year(y)!).Select(y => new CalendarListed($"{y.Year}", y.Year, y.Version, y.NoticeNumber, y.Source, y.LoadedOn, y.Days.Count))],
                years.Count, true, page, pageSize, store.Calendar.LastLoadedDay.AddDays(-WorkCalendar.OpenDaysAtYearEnd)), Wire.Json);
        }).Operation("calendars.list").Answers<CalendarPage>();

        api.MapGet("/calendars/{year}", (HttpContext http, HubStore store, string year) =>
            !Policy.May(http.Actor(), "calendars.read") ? Problem.Forbidden : Number(year) is { } number && CalendarShown.Of(store.Law.Years, number) is { } shown ? Shown(http, shown) : Problem.NotFound).Operation("calendars.read").Answers<CalendarShown>();

        api.MapPut("/calendars/{year}", async Task<IResult> (HttpContext http, IAggregates aggregates, Recomputer recomputer, string year) =>
        {
            if (!Policy.May(http.Actor(), typeof(LoadCalendarYear))) return Problem.Forbidden;
            if (Number(year) is not { } number) return Problem.NotFound;
            var (body, key, problem) = await Body.ReadKeyed<CalendarBody>(http);
            if (problem is not null) return problem;
            var stored = await aggregates.Find<CalendarYears>(CalendarYears.Id, cancel: http.RequestAborted);
            int? seen = null;
            if (stored?.State.Year(number) is { } before)
            {
                // The version is that of the year, so that loading another one meanwhile stands in nobody's way.
                if (CommandEndpoint.SeenVersion(http, out var version) is { } unseen) return unseen;
                if (version != before.Version && key is null)
                    return Problem.Stale(version, before.Version, stored.State.VersionsOf(number).Where(v => v.Version > version).Select(v => new { version = v.Version, on = v.LoadedOn, reason = v.Reason }));
                if (version == before.Version) seen = stored.Version;
            }
            var answer = await aggregates.Send(CalendarYears.Id, new LoadCalendarYear(number, body!.Days, body.NoticeNumber, body.Source, body.Reason), new(http.Actor(), key is null ? seen : null, key), http.RequestAborted);
            if (answer.Kind is AnswerKind.Done or AnswerKind.Again) await recomputer.Call(Patience, http.RequestAborted);
            return Answered(http, answer, state => Shown(http, CalendarShown.Of(state, number)!));
        }).WithMetadata(new CommandOf(typeof(LoadCalendarYear))).Operation(Policy.OperationOf(typeof(LoadCalendarYear))).AsksForVersion(always: false).Answers<CalendarShown>().Accepts<CalendarBody>("application/json");

        api.MapPost("/calendars/{year}/preview", async Task<IResult> (HttpContext http, LawDesk desk, string year) =>
        {
            if (!Policy.May(http.Actor(), "calendars.preview")) return Problem.Forbidden;
            if (Number(year) is not { } number) return Problem.NotFound;
            var (body, problem) = await Body.Read<CalendarBody>(http);
            if (problem is not null) return problem;
            var (preview, refusal) = await desk.Preview(new LoadCalendarYear(number, body!.Days, body.NoticeNumber, body.Source, body.Reason), http.Actor(), http.RequestAborted);
            return refusal is not null ? Problem.Of(refusal) : Results.Json(preview, Wire.Json);
        }).Operation("calendars.preview").Answers<PreviewShown>().Accepts<CalendarBody>("application/json");

        api.MapGet("/recomputations", async (HttpContext http, LawDesk desk) =>
            !Policy.May(http.Actor(), "recomputations.list") ? Problem.Forbidden : Results.Json(new WholeList<RecomputationShown>(await desk.Recomputations(http.RequestAborted)), Wire.Json)).Operation("recomputations.list").AnswersWhole<RecomputationShown>();

        api.MapGet("/rules", (HttpContext http, HubStore store) => !Policy.May(http.Actor(), "rules.list") ? Problem.Forbidden : Book(http, store.Law.Book)).Operation("rules.list").Answers<RulebookShown>();

        api.MapGet("/rules/{id}", (HttpContext http, HubStore store, string id) =>
            !Policy.May(http.Actor(), "rules.read") ? Problem.Forbidden : store.Rules.Knows(id) ? Results.Json(new RuleShown(store.Law.Book.Version, store.Rules.Limit(id), store.Rules.VersionsOf(id)), Wire.Json) : Problem.NotFound).Operation("rules.read").Answers<RuleShown>();

        api.MapPost("/rules/{id}/change", (HttpContext http, IAggregates aggregates, Recomputer recomputer, string id) =>
            Change<RuleBody>(http, aggregates, recomputer, typeof(ChangeRule), b => new ChangeRule(id, b.Count, b.Unit, b.Roll, b.Basis, b.Effect, b.Source, b.Mark, b.EffectiveFrom, b.Reason, b.ExtensionMax)))
            .WithMetadata(new CommandOf(typeof(ChangeRule))).Operation(Policy.OperationOf(typeof(ChangeRule))).AsksForVersion().Answers<RulebookShown>().Accepts<RuleBody>("application/json");

        api.MapPost("/settings/{id}/change", (HttpContext http, IAggregates aggregates, Recomputer recomputer, string id) =>
            Change<SettingBody>(http, aggregates, recomputer, typeof(ChangeSetting), b => new ChangeSetting(id, b.Value, b.Mark, b.Source, b.Reason)))
            .WithMetadata(new CommandOf(typeof(ChangeSetting))).Operation(Policy.OperationOf(typeof(ChangeSetting))).AsksForVersion().Answers<RulebookShown>().Accepts<SettingBody>("application/json");
    }

    private static async Task<IResult> Change<TBody>(HttpContext http, IAggregates aggregates, Recomputer recomputer, Type command, Func<TBody, ICommand<RulebookVersions>> make) where TBody : class
    {
        if (!Policy.May(http.Actor(), command)) return Problem.Forbidden;
        var (body, key, problem) = await Body.ReadKeyed<TBody>(http);
        if (problem is not null) return problem;
        if (CommandEndpoint.SeenVersion(http, out var seen) is { } unseen) return unseen;
        var answer = await aggregates.Send(RulebookVersions.Id, make(body!), new(http.Actor(), seen, key), http.RequestAborted);
        if (answer.Kind is AnswerKind.Done or AnswerKind.Again) await recomputer.Call(Patience, http.RequestAborted);
        return Answered(http, answer, state => Book(http, state), seen);
    }

    private static IResult Answered<TState>(HttpContext http, Answer<TState> answer, Func<TState, IResult> shown, int? seen = null) where TState : class, IAggregate<TState> => answer.Kind switch
    {
        AnswerKind.Done or AnswerKind.Again => shown(answer.Stored!.State),
        AnswerKind.Refused => Problem.Of(answer.Refusal!),
        AnswerKind.Stale => Problem.Stale(seen ?? 0, answer.Stored!.Version, Array.Empty<object>()),
        var other => Problem.Of(other),
    };

    private static IResult Shown(HttpContext http, CalendarShown shown)
    {
        http.Response.Headers.ETag = $"\"{shown.Version}\"";
        return Results.Json(shown, Wire.Json);
    }

    private static IResult Book(HttpContext http, RulebookVersions book)
    {
        http.Response.Headers.ETag = $"\"{book.Version}\"";
        return Results.Json(RulebookShown.Of(book), Wire.Json);
    }

    private static int? Number(string year) => int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
