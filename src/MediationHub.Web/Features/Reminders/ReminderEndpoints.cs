using System.Globalization;
using System.Text;
using System.Text.Json;
using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Reminders;
using MediationHub.Web.Api;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Reminders;

/// <summary>The caller's inbox and wishes, the rules of reminders, and what was sent, over the API.</summary>
public static class ReminderEndpoints
{
    private static readonly Problem NotAgain = new(409, "not-to-be-resent", new("不能重发", "Cannot be sent again"), new("这一条正在等待发送，或者是站内提醒，无需重发。", "It waits already, or it stands in an inbox."));

    public static void MapReminders(this IEndpointRouteBuilder api)
    {
        api.MapGet("/inbox", async (HttpContext http, Outbox outbox, bool unread = false, int page = 1, int pageSize = 20) =>
        {
            if (!Policy.May(http.Actor(), "inbox.list")) return Problem.Forbidden;
            if (Paging.Check(page, pageSize) is { } wrong) return wrong;
            var (items, total, left) = await outbox.Inbox(http.Actor().UserName, unread, page, pageSize, Paging.CountedTo + 1, http.RequestAborted);
            return Results.Json(new { items = items.Select(Told), total = Math.Min(total, Paging.CountedTo), totalExact = total <= Paging.CountedTo, page, pageSize, unread = left }, Wire.Json);
        }).Operation("inbox.list");

        api.MapPost("/inbox/{id}/read", async (HttpContext http, string id, Outbox outbox) =>
            !Policy.May(http.Actor(), "inbox.read") ? Problem.Forbidden
            : long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && await outbox.Read(http.Actor().UserName, number, http.RequestAborted) is { } item ? Results.Json(Told(item), Wire.Json) : Problem.NotFound).Operation("inbox.read");

        api.MapPost("/inbox/read-all", async (HttpContext http, Outbox outbox) =>
        {
            if (!Policy.May(http.Actor(), "inbox.read-all")) return Problem.Forbidden;
            await outbox.Read(http.Actor().UserName, null, http.RequestAborted);
            return Results.NoContent();
        }).Operation("inbox.read-all");

        // Server-sent events: how many are unread now, and again whenever that changes.
        api.MapGet("/inbox/live", (HttpContext http, Outbox outbox, ChangeFeed changes) => !Policy.May(http.Actor(), "inbox.live") ? Problem.Forbidden : Results.Stream(async stream =>
        {
            try
            {
                await foreach (var _ in changes.Watch(ChangeFeed.InboxOf(http.Actor().UserName), http.RequestAborted))
                {
                    await stream.WriteAsync(Encoding.UTF8.GetBytes($"data: {{\"unread\":{await outbox.Unread(http.Actor().UserName, http.RequestAborted)}}}\n\n"), http.RequestAborted);
                    await stream.FlushAsync(http.RequestAborted);
                }
            }
            catch (OperationCanceledException)
            {
                // The page was closed.
            }
        }, "text/event-stream")).Operation("inbox.live");

        api.MapGet("/me/reminders", async (HttpContext http, ReminderAddresses addresses) =>
            !Policy.May(http.Actor(), "me.reminders") ? Problem.Forbidden : Results.Json(Wished(await addresses.Of(http.Actor().UserName, http.RequestAborted)), Wire.Json)).Operation("me.reminders");

        api.MapPut("/me/reminders", async (HttpContext http, ReminderAddresses addresses) =>
        {
            if (!Policy.May(http.Actor(), "me.save-reminders")) return Problem.Forbidden;
            var (asked, problem) = await Read<WishesChange>(http);
            if (problem is not null) return problem;
            var (wishes, refusal) = asked!.Of();
            if (wishes is null) return Problem.Of(refusal!);
            await addresses.Save(http.Actor().UserName, wishes, http.RequestAborted);
            return Results.Json(Wished(wishes), Wire.Json);
        }).Operation("me.save-reminders").Accepts<WishesChange>("application/json");

        api.MapGet("/reminder-rules", async (HttpContext http, ReminderRules rules) =>
        {
            if (!Policy.May(http.Actor(), "reminder-rules.list")) return Problem.Forbidden;
            var quiet = await rules.Quiet(http.RequestAborted);
            return Results.Json(new { items = (await rules.All(http.RequestAborted)).Select(Shown), quietHours = new { from = quiet.From?.ToString("HH:mm", CultureInfo.InvariantCulture), until = quiet.Until?.ToString("HH:mm", CultureInfo.InvariantCulture), quiet.Version } }, Wire.Json);
        }).Operation("reminder-rules.list");

        api.MapPut("/reminder-rules/quiet-hours", async (HttpContext http, ReminderRules rules) =>
        {
            if (!Policy.May(http.Actor(), "reminder-rules.quiet-hours")) return Problem.Forbidden;
            var (asked, problem) = await Read<QuietChange>(http);
            if (problem is not null) return problem;
            if (Seen(http, out var seen) is { } unseen) return unseen;
            var (quiet, refusal) = asked!.Of(seen);
            if (quiet is null) return Problem.Of(refusal!);
            return await rules.ChangeQuiet(quiet, http.Actor().UserName, http.RequestAborted) ? Results.NoContent() : Problem.Stale(seen, (await rules.Quiet(http.RequestAborted)).Version, Array.Empty<object>());
        }).Operation("reminder-rules.quiet-hours").Accepts<QuietChange>("application/json");

        api.MapPut("/reminder-rules/{id}", async (HttpContext http, string id, ReminderRules rules) =>
        {
            if (!Policy.May(http.Actor(), "reminder-rules.change")) return Problem.Forbidden;
            if ((await rules.All(http.RequestAborted)).FirstOrDefault(r => r.Id == id) is not { } rule) return Problem.NotFound;
            var (asked, problem) = await Read<RuleChange>(http);
            if (problem is not null) return problem;
            if (Seen(http, out var seen) is { } unseen) return unseen;
            var (changed, refusal) = asked!.Of(rule);
            if (changed is null) return Problem.Of(refusal!);
            if (seen != rule.Version || !await rules.Change(changed, http.Actor().UserName, http.RequestAborted)) return Problem.Stale(seen, rule.Version, Array.Empty<object>());
            http.Response.Headers.ETag = $"\"{rule.Version + 1}\"";
            return Results.Json(Shown(changed with { Version = rule.Version + 1, Mark = "D" }), Wire.Json);
        }).Operation("reminder-rules.change").Accepts<RuleChange>("application/json");

        api.MapGet("/outbox", async (HttpContext http, Outbox outbox, string? channel, string? state, string? rule, string? recipient, string? number, int page = 1, int pageSize = 20) =>
        {
            if (!Policy.May(http.Actor(), "outbox.list")) return Problem.Forbidden;
            if (Paging.Check(page, pageSize) is { } wrong) return wrong;
            if ((ApiWord.Check("channel", channel, ReminderText.Channels) ?? ApiWord.Check("state", state, ReminderText.States) ?? ApiWord.Check("rule", rule, ReminderRules.BuiltIn.Select(r => r.Id))) is { } unknown) return unknown;
            var (items, total) = await outbox.List(new(Given(channel), Given(state), Given(rule), Given(recipient), Given(number)), page, pageSize, Paging.CountedTo + 1, http.RequestAborted);
            return Results.Json(new { items = items.Select(Sent), total = Math.Min(total, Paging.CountedTo), totalExact = total <= Paging.CountedTo, page, pageSize }, Wire.Json);
        }).Operation("outbox.list");

        api.MapGet("/outbox/{id}", async (HttpContext http, string id, Outbox outbox, Channels channels) =>
        {
            if (!Policy.May(http.Actor(), "outbox.read")) return Problem.Forbidden;
            if (await Find(outbox, id, http.RequestAborted) is not { } found) return Problem.NotFound;
            return Results.Json(new { item = Sent(found.Item), message = channels.Write(found.Item), attempts = found.Attempts.Select(a => new { a.N, begunAt = a.BegunAt.ToOffset(ChinaTime.Offset), a.ByUser, endedAt = a.EndedAt?.ToOffset(ChinaTime.Offset), a.Outcome, a.Detail }) }, Wire.Json);
        }).Operation("outbox.read");

        api.MapPost("/outbox/{id}/resend", async (HttpContext http, string id, Outbox outbox) =>
        {
            if (!Policy.May(http.Actor(), "outbox.resend")) return Problem.Forbidden;
            if (await Find(outbox, id, http.RequestAborted) is not { } found) return Problem.NotFound;
            return await outbox.Resend(found.Item.Id, http.Actor().UserName, http.RequestAborted) ? Results.Json(Sent((await outbox.Find(found.Item.Id, http.RequestAborted))!.Value.Item), Wire.Json) : NotAgain;
        }).Operation("outbox.resend");
    }

    internal static async Task<(OutboxItem Item, IReadOnlyList<OutboxAttempt> Attempts)?> Find(Outbox outbox, string id, CancellationToken cancel) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? await outbox.Find(number, cancel) : null;

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static object Told(OutboxItem i) => new { i.Id, kind = i.Rule, i.Text, i.CaseId, caseNumber = i.Number, i.Clock, i.DueOn, i.Provisional, at = i.MadeAt.ToOffset(ChinaTime.Offset), readAt = i.ReadAt?.ToOffset(ChinaTime.Offset), link = Channels.LinkOf(i) };

    private static object Sent(OutboxItem i) => new { i.Id, i.Channel, i.Recipient, kind = i.Rule, caseNumber = i.Number, i.DueOn, i.Text, i.State, i.Tries, madeAt = i.MadeAt.ToOffset(ChinaTime.Offset), nextTryAt = i.State is "waiting" ? i.NotBefore.ToOffset(ChinaTime.Offset) : (DateTimeOffset?)null, doneAt = i.DoneAt?.ToOffset(ChinaTime.Offset) };

    private static object Wished(ReminderWishes w) => new { w.Mail, w.Phone, optedOut = w.OptedOut.Select(o => new OptOut(o.Rule, o.Channel)) };

    private static object Shown(ReminderRule r) => new { r.Id, r.Version, r.Name, r.About, r.Clocks, r.Active, r.Days, r.Recipients, r.Channels, r.Ahead, r.Today, r.Past, r.Mark, r.Source };

    /// <summary>The version in <c>If-Match</c>.</summary>
    private static Problem? Seen(HttpContext http, out int seen)
    {
        seen = 0;
        var header = http.Request.Headers.IfMatch.ToString();
        if (header.Length == 0) return Problem.IfMatchMissing;
        return int.TryParse(header.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out seen) ? null : Problem.IfMatchInvalid;
    }

    private static async Task<(T? Value, Problem? Problem)> Read<T>(HttpContext http) where T : class
    {
        var (body, problem) = await Body.Read(http);
        return problem is not null ? (null, problem) : body!.As<T>();
    }
}
