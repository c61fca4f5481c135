using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Rows;
using MediationHub.Web.Api;
using MediationHub.Web.Features.Cases;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Calendar;

/// <summary>A slot to be kept for a session that is not fixed yet: a mediator's time, a room, or both.</summary>
/// <param name="Room">One of the organization's listed rooms.</param>
public sealed record KeepSlot(DateTimeOffset StartsAt, DateTimeOffset EndsAt, MediatorId? MediatorId = null, string? Room = null);

/// <summary>The sessions and kept slots of some days, both ends among them.</summary>
public sealed record SessionsShown(DateOnly From, DateOnly To, IReadOnlyList<SessionListed> Items);

/// <summary>A slot that is kept until <paramref name="ExpiresAt"/>.</summary>
public sealed record SlotShown(string Id, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string? MediatorId, string? Room, DateTimeOffset ExpiresAt);

/// <summary>The private address for calendar programs, told this once.</summary>
public sealed record FeedAddress(string Address);

/// <summary>The calendar over the API: sessions, kept slots, invitations, and the private address for calendar programs.</summary>
public static class CalendarEndpoints
{
    private static readonly Problem TooOften = new(429, "too-many-requests", new("读取过于频繁", "Too many requests"), new("日历读取过于频繁，请 15 分钟后再试。", "The calendar is read too often: try again in 15 minutes."));

    public static void AddCalendar(this IServiceCollection services) =>
        services.AddSingleton<SessionBook>().AddSingleton<SlotDesk>().AddSingleton<CalendarFeed>().AddSingleton<FeedLimit>().AddSingleton<Store.Sessions.SlotHolds>();

    public static void MapCalendarApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/sessions", async (HttpContext http, SessionBook book, TimeProvider clock, string? from, string? to, string? mediatorId, string? room) =>
        {
            if (!Policy.May(http.Actor(), "sessions.list")) return Problem.Forbidden;
            var today = ChinaTime.DayOf(clock.GetUtcNow());
            var first = string.IsNullOrEmpty(from) ? today : Instants.ReadDay(from);
            if (first is not { } begins) return Problem.Invalid("from", "起始日期无效，请写成 2026-11-02 这样。", "Not a date: write it like 2026-11-02.");
            var last = string.IsNullOrEmpty(to) ? begins.AddDays(6) : Instants.ReadDay(to);
            if (last is not { } ends) return Problem.Invalid("to", "截止日期无效，请写成 2026-11-08 这样。", "Not a date: write it like 2026-11-08.");
            if (ends < begins || ends.DayNumber - begins.DayNumber > 92) return Problem.Invalid("to", "截止日期应不早于起始日期，且至多相隔 92 天。", "The period ends no earlier than it begins and has at most 92 days.");
            var items = await book.List(http.Actor(), new(Midnight(begins), Midnight(ends.AddDays(1)), mediatorId.Given(), room.Given(), Over: true), http.RequestAborted);
            return Results.Json(new SessionsShown(begins, ends, items), Wire.Json);
        }).Operation("sessions.list").Answers<SessionsShown>();

        api.MapPost("/session-holds", async (HttpContext http, SlotDesk desk) =>
        {
            if (!Policy.May(http.Actor(), "session-holds.create")) return Problem.Forbidden;
            var (asked, invalid) = await Body.Read<KeepSlot>(http);
            if (invalid is not null) return invalid;
            var (kept, refusal) = await desk.Keep(http.Actor(), asked!, http.RequestAborted);
            return refusal is not null ? Problem.Of(refusal)
                : Results.Json(new SlotShown(kept!.CaseId, Local(kept.StartsAt), Local(kept.EndsAt), kept.Mediator, asked!.Room, Local(kept.ExpiresAt!.Value)), Wire.Json, statusCode: 201);
        }).Operation("session-holds.create").Answers<SlotShown>(201).Accepts<KeepSlot>("application/json");

        api.MapDelete("/session-holds/{id}", async (HttpContext http, string id, SlotDesk desk) =>
            !Policy.May(http.Actor(), "session-holds.delete") ? Problem.Forbidden
            : await desk.Release(http.Actor(), id, http.RequestAborted) ? Results.NoContent() : Problem.NotFound).Operation("session-holds.delete").AnswersNothing();

        api.MapGet("/cases/{id}/sessions/{session}/invitation", async (HttpContext http, string id, string session, IAggregates aggregates, TimeProvider clock) =>
        {
            if (await CaseEndpoints.Seen(http, id, aggregates) is not { } stored) return Problem.NotFound;
            if (!Policy.May(http.Actor(), "sessions.invitation")) return Problem.Forbidden;
            if (stored.State.OrganizationId != http.Actor().Organization || stored.State.Session(session) is not { } found) return Problem.NotFound;
            if (found.TookPlace) return Problem.Of(CaseRefusals.SessionOver);
            var text = await InvitationOf(stored, found, aggregates, clock, http.RequestAborted);
            return Results.File(System.Text.Encoding.UTF8.GetBytes(text), ICalendar.MediaType, $"{session}.ics");
        }).Operation("sessions.invitation").MayRefuse().AnswersFile("text/calendar");

        api.MapGet("/me/calendar-feed", async (HttpContext http, CalendarFeed feed) =>
            !Policy.May(http.Actor(), "me.calendar-feed") ? Problem.Forbidden
            : await feed.Of(http.Actor().UserName, http.RequestAborted) is { } made ? Results.Json(made, Wire.Json) : Problem.NotFound).Operation("me.calendar-feed").Answers<FeedShown>();

        api.MapPost("/me/calendar-feed", async (HttpContext http, CalendarFeed feed) =>
            !Policy.May(http.Actor(), "me.make-calendar-feed") ? Problem.Forbidden
            : Results.Json(new FeedAddress(AddressOf(http, await feed.Make(http.Actor().UserName, http.RequestAborted))), Wire.Json, statusCode: 201)).Operation("me.make-calendar-feed").Answers<FeedAddress>(201);

        api.MapDelete("/me/calendar-feed", async (HttpContext http, CalendarFeed feed) =>
            !Policy.May(http.Actor(), "me.revoke-calendar-feed") ? Problem.Forbidden
            : await feed.Revoke(http.Actor().UserName, http.RequestAborted) ? Results.NoContent() : Problem.NotFound).Operation("me.revoke-calendar-feed").AnswersNothing();
    }

    /// <summary>What calendar programs read: nobody signs in, the address itself is the secret.</summary>
    public static void MapCalendarFeed(this IEndpointRouteBuilder pages) =>
        pages.MapGet("/calendar/feed/{token}.ics", async (HttpContext http, string token, CalendarFeed feed, FeedLimit limit) =>
        {
            var stranger = $"from {http.Connection.RemoteIpAddress}";
            if (!limit.Admits($"address {token.Length} {token.GetHashCode(StringComparison.Ordinal)}"))
            {
                http.Response.Headers.RetryAfter = $"{FeedLimit.Window.TotalSeconds:0}";
                return TooOften;
            }
            var text = token.Length == 48 ? await feed.Read(token, http.RequestAborted) : null;
            if (text is not null) return Results.File(System.Text.Encoding.UTF8.GetBytes(text), ICalendar.MediaType);
            if (limit.Admits(stranger)) return Problem.NotFound;
            http.Response.Headers.RetryAfter = $"{FeedLimit.Window.TotalSeconds:0}";
            return TooOften;
        }).AllowAnonymous();

    /// <summary>The invitation to one session, for those of its attendees whose e-mail address is known.</summary>
    public static async Task<string> InvitationOf(Stored<MediationCase> stored, Session session, IAggregates aggregates, TimeProvider clock, CancellationToken cancel)
    {
        var c = stored.State;
        var organization = (await aggregates.Find<Organization>(c.OrganizationId.Value, cancel: cancel))?.State.Name ?? "";
        var addresses = session.Attendees.Select(id => c.Party(id)?.Email.Value).OfType<string>().Where(e => e.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase);
        return ICalendar.Invitation(stored.Id, c.Number, session, organization, addresses, clock.GetUtcNow());
    }

    public static string AddressOf(HttpContext http, string token) => $"{http.Request.Scheme}://{http.Request.Host}/calendar/feed/{token}.ics";

    internal static DateTimeOffset Midnight(DateOnly day) => ChinaTime.At(day, TimeOnly.MinValue);

    private static DateTimeOffset Local(DateTimeOffset at) => at.ToOffset(ChinaTime.Offset);
}
