using System.Globalization;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Web.Api;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Cases;
using MediationHub.Web.Features.Mediators;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Forms;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Calendar;

/// <summary>What the calendar's address says.</summary>
/// <param name="On">A day of the week or month that is shown.</param>
/// <param name="Mediator">Whose time; null for everybody of the organization.</param>
public sealed record CalendarAsked(bool Month, DateOnly On, string? Mediator, string? Room)
{
    public DateOnly Monday => On.AddDays(-(((int)On.DayOfWeek + 6) % 7));
    public DateOnly First => Month ? FirstOfMonth.AddDays(-(((int)FirstOfMonth.DayOfWeek + 6) % 7)) : Monday;
    public int Days => Month ? ((FirstOfMonth.AddMonths(1).DayNumber - First.DayNumber) + 6) / 7 * 7 : 7;
    public DateOnly FirstOfMonth => new(On.Year, On.Month, 1);

    /// <summary>The address of the same calendar on another day, or in another view.</summary>
    public string Href(DateOnly on, bool month) =>
        $"/calendar?view={(month ? "month" : "week")}&on={Display.Day(on)}&mediatorId={Uri.EscapeDataString(Mediator ?? "")}{(Room is null ? "" : $"&room={Uri.EscapeDataString(Room)}")}";
}

/// <summary>The calendar of sessions: week and month, slots kept, and the way from a free hour to a session.</summary>
public static class CalendarPages
{
    /// <summary>So many sessions of a day that are over stand in a week, or in one mediator's month.</summary>
    private const int MostOver = 40;

    public static void MapCalendarPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/calendar", async (HttpContext http, SessionBook book, HubStore store, MediatorRosters rosters, IAggregates aggregates) =>
        {
            var actor = http.Actor();
            if (!Policy.May(actor, "sessions.list") || actor.Organization is not { } own) return Pages.NotYours();
            var asked = Asked(http.Request, ChinaTime.DayOf(store.Clock.GetUtcNow()));
            var roster = await rosters.At(own.Value, asked.Mediator, http.RequestAborted);
            if (roster.Many && roster.Chosen is null && asked.Mediator is { } typed && typed != actor.Mediator?.Value)
            {
                var (meant, sentence) = await rosters.Find(own.Value, typed, http.RequestAborted, everyone: true);
                return meant is not null ? Results.Redirect((asked with { Mediator = meant }).Href(asked.On, asked.Month)) : throw new AddressException("mediatorId", sentence!, "Nobody, or more than one, of the organization's mediators has this name or certificate number.");
            }
            var rooms = (await aggregates.Find<Organization>(own.Value, cancel: http.RequestAborted))?.State.Rooms ?? [];
            if (!roster.Many) http.Request.Word("mediatorId", "调解员", [.. roster.Choices.Select(m => m.Value), .. actor.Mediator is { } self ? [self.Value] : Array.Empty<string>()]);
            http.Request.Word("room", "调解室", rooms);
            var more = new Dictionary<DateOnly, int>();
            var items = await book.List(actor, new(CalendarEndpoints.Midnight(asked.First), CalendarEndpoints.Midnight(asked.First.AddDays(asked.Days)), asked.Mediator, asked.Room, Over: true,
                Each: asked.Month && asked.Mediator is null ? CalendarPage.MostInDay * 2 : MostOver), http.RequestAborted, more);
            return Pages.Show<CalendarPage>(new
            {
                Asked = asked,
                Items = items,
                More = more,
                Now = store.Clock.GetUtcNow(),
                Mediators = roster,
                Rooms = rooms,
            });
        });

        pages.MapGet("/calendar/new", async (HttpContext http) => Policy.May(http.Actor(), "session-holds.create") ? await Slot(http, TypedForm.Fresh) : Pages.NotYours());

        // The case's own form takes over, with the time and place that were chosen here.
        pages.MapPost("/calendar/new", async (HttpContext http, IAggregates aggregates) =>
        {
            if (!Policy.May(http.Actor(), typeof(ScheduleSession))) return Pages.NotYours();
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var id = form["caseId"].ToString();
            if (id.Length == 0) return await Slot(http, new(form), new FormErrors().Add("caseId", "请选择要安排会议的案件。"), 400);
            if (await CaseEndpoints.Seen(http, id, aggregates) is null) return Pages.Missing();
            var query = QueryString.Create(new[] { "startsAt", "endsAt", "place", "holdId" }.Select(name => KeyValuePair.Create(name, (string?)(name is "place" ? form["room"] : form[name]).ToString())).Where(p => p.Value is { Length: > 0 and <= 200 }));
            return Results.Redirect($"/cases/{Uri.EscapeDataString(id)}/do/schedule-session{query}");
        });

        pages.MapPost("/calendar/holds", async (HttpContext http, SlotDesk desk, MediatorRosters rosters) =>
        {
            if (!Policy.May(http.Actor(), "session-holds.create")) return Pages.NotYours();
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var json = FormJson.From(form, new Dictionary<string, FieldKind> { ["startsAt"] = FieldKind.Instant, ["endsAt"] = FieldKind.Instant });
            if (form["mediatorId"].ToString() is { Length: > 0 } typed && http.Actor() is { Organization: { } own } actor && actor.Is(Role.Head) && (await rosters.At(own.Value, null, http.RequestAborted)).Many)
            {
                var (meant, sentence) = await rosters.Find(own.Value, typed, http.RequestAborted);
                if (meant is null) return await Slot(http, new(form), new FormErrors().Add("mediatorId", sentence!), 400);
                json["mediatorId"] = meant;
            }
            var (asked, problem) = Pages.Read<KeepSlot>(json);
            if (asked is null) return await Slot(http, new(form), problem!.Errors(english: false), 400);
            var (kept, refusal) = await desk.Keep(http.Actor(), asked, http.RequestAborted);
            if (refusal is not null) return await Slot(http, new(form), Problem.Of(refusal).Errors(english: false), Problem.Of(refusal).Status);
            return Pages.Done(new CalendarAsked(false, ChinaTime.DayOf(kept!.StartsAt), kept.Mediator, null).Href(ChinaTime.DayOf(kept.StartsAt), false), "kept");
        });

        pages.MapPost("/calendar/holds/{id}/release", async (HttpContext http, string id, SlotDesk desk) =>
        {
            if (!Policy.May(http.Actor(), "session-holds.delete")) return Pages.NotYours();
            var released = await desk.Release(http.Actor(), id, http.RequestAborted);
            var back = http.Request.Form["return"].ToString();
            return Pages.Done(back.StartsWith("/calendar?", StringComparison.Ordinal) && !back.Contains('\\') ? back : "/calendar", released ? "released" : "gone");
        });

        pages.MapGet("/calendar/feed", async (HttpContext http, CalendarFeed feed) =>
            Policy.May(http.Actor(), "me.calendar-feed") ? Pages.Show<FeedPage>(new { Feed = await feed.Of(http.Actor().UserName, http.RequestAborted) }) : Pages.NotYours());

        pages.MapPost("/calendar/feed", async (HttpContext http, CalendarFeed feed) =>
        {
            var actor = http.Actor();
            if (!Policy.May(actor, "me.make-calendar-feed")) return Pages.NotYours();
            if (http.Request.Form["do"] == "revoke")
            {
                await feed.Revoke(actor.UserName, http.RequestAborted);
                return Pages.Done("/calendar/feed", "revoked");
            }
            var address = CalendarEndpoints.AddressOf(http, await feed.Make(actor.UserName, http.RequestAborted));
            return Pages.Show<FeedPage>(new { Feed = await feed.Of(actor.UserName, http.RequestAborted), Address = address });
        });
    }

    /// <summary>A mediator begins with the own sessions, a head with everybody's; an empty mediator stands for all.</summary>
    private static CalendarAsked Asked(HttpRequest request, DateOnly today)
    {
        var actor = request.HttpContext.Actor();
        var on = request.Query["on"].ToString().Trim() is not { Length: > 0 } typed ? today : Instants.ReadDay(typed) is { Year: > 1900 and < 2199 } day ? day
            : throw new AddressException("on", "日期无效，请写成 2026-11-02 这样。", "Not a date: write it like 2026-11-02.");
        return new(request.Word("view", "显示方式", "week", "month") is "month", on, request.Query.ContainsKey("mediatorId") ? request.Asked("mediatorId") : actor.Is(Role.Head) ? null : actor.Mediator?.Value, request.Asked("room"));
    }

    private static async Task<IResult> Slot(HttpContext http, TypedForm form, FormErrors? errors = null, int status = 200)
    {
        var (actor, services, cancel) = (http.Actor(), http.RequestServices, http.RequestAborted);
        if (actor.Organization is not { } own) return Pages.NotYours();
        var startsAt = Moment(http.Request.Asked("startsAt"));
        if (startsAt is null && http.Request.Query["startsAt"].ToString().Trim().Length > 0) throw new AddressException("startsAt", "开始时间无效，请在日程中点选空闲的时段。", "Not a time: choose a free hour in the calendar.");
        var cases = await services.GetRequiredService<SessionBook>().Cases(actor, services.GetRequiredService<CaseScope>(), cancel);
        // A head keeps anybody's time, a mediator the own.
        var roster = await services.GetRequiredService<MediatorRosters>().At(own.Value, form.Text("mediatorId", http.Request.Asked("mediatorId") ?? actor.Mediator?.Value), cancel);
        if (!actor.Is(Role.Head)) roster = roster with { Many = false, Choices = roster.Many ? roster.Chosen is { } me && me.Value == actor.Mediator?.Value ? [me] : [] : [.. roster.Choices.Where(m => m.Value == actor.Mediator?.Value)] };
        return Pages.Show<SlotPage>(new
        {
            Form = form,
            Errors = errors,
            StartsAt = startsAt ?? Next(services.GetRequiredService<HubStore>()),
            Cases = (IReadOnlyList<Choice>)[.. cases.Select(c => new Choice(c.Id, $"{c.Number}　{c.Applicants} 与 {c.Respondents}"))],
            Mediators = roster,
            Rooms = (await services.GetRequiredService<IAggregates>().Find<Organization>(own.Value, cancel: cancel))?.State.Rooms ?? [],
        }, status);
    }

    private static DateTimeOffset Next(HubStore store)
    {
        var now = store.Clock.GetUtcNow();
        return ChinaTime.At(store.Calendar.WorkingDayOnOrAfter(ChinaTime.DayOf(now).AddDays(1)), new(9, 0));
    }

    /// <summary>A time as a form's field writes it, without a zone.</summary>
    private static DateTimeOffset? Moment(string? text) =>
        DateTime.TryParseExact(text, "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) && at.Year is > 1900 and < 2199 ? new DateTimeOffset(at, ChinaTime.Offset) : null;
}
