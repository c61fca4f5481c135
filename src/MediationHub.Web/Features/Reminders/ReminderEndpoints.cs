using System.Globalization;
using System.Runtime.CompilerServices;
using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Reminders;
using MediationHub.Web.Api;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Reminders;

/// <summary>A reminder in the caller's inbox.</summary>
/// <param name="Kind">The rule's id.</param>
/// <param name="Link">The page that it leads to.</param>
public sealed record ReminderShown(long Id, string Kind, string Text, string? CaseId, string? CaseNumber, string? Clock, DateOnly DueOn, bool Provisional, DateTimeOffset At, DateTimeOffset? ReadAt, string Link)
{
    public static ReminderShown Of(OutboxItem i) => new(i.Id, i.Rule, i.Text, i.CaseId, i.Number, i.Clock, i.DueOn, i.Provisional, i.MadeAt.ToOffset(ChinaTime.Offset), i.ReadAt?.ToOffset(ChinaTime.Offset), Channels.LinkOf(i));
}

/// <summary>A page of the inbox, and how many of all are unread.</summary>
public sealed record InboxShown(IReadOnlyList<ReminderShown> Items, int Total, bool TotalExact, int Page, int PageSize, int Unread);

/// <summary>Where the caller wants to be told, and of what not.</summary>
public sealed record WishesShown(string? Mail, string? Phone, IReadOnlyList<OptOut> OptedOut)
{
    public static WishesShown Of(ReminderWishes w) => new(w.Mail, w.Phone, [.. w.OptedOut.Select(o => new OptOut(o.Rule, o.Channel))]);
}

/// <summary>A rule of reminders: <see cref="ReminderRule"/> without who changed it.</summary>
public sealed record ReminderRuleShown(
    string Id, int Version, string Name, string About, IReadOnlyList<string> Clocks, bool Active, IReadOnlyList<int> Days, IReadOnlyList<string> Recipients, IReadOnlyList<string> Channels, string Ahead, string Today, string Past, string Mark, string Source)
{
    public static ReminderRuleShown Of(ReminderRule r) => new(r.Id, r.Version, r.Name, r.About, r.Clocks, r.Active, r.Days, r.Recipients, r.Channels, r.Ahead, r.Today, r.Past, r.Mark, r.Source);
}

/// <summary>Every rule, and the hours in which nothing is sent.</summary>
public sealed record ReminderRulesShown(IReadOnlyList<ReminderRuleShown> Items, QuietHoursShown QuietHours);

/// <param name="From"><c>HH:mm</c>; both are left out where there are no such hours.</param>
public sealed record QuietHoursShown(string? From, string? Until, int Version)
{
    public static QuietHoursShown Of(QuietHours quiet) => new(quiet.From?.ToString("HH:mm", CultureInfo.InvariantCulture), quiet.Until?.ToString("HH:mm", CultureInfo.InvariantCulture), quiet.Version);
}

/// <summary>Something that was sent, or could not be.</summary>
/// <param name="Kind">The rule's id.</param>
/// <param name="NextTryAt">Only while it waits.</param>
public sealed record OutboxShown(
    long Id, string Channel, string Recipient, string Kind, string? CaseNumber, DateOnly DueOn, string Text, string State, int Tries, DateTimeOffset MadeAt, DateTimeOffset? NextTryAt, DateTimeOffset? DoneAt)
{
    public static OutboxShown Of(OutboxItem i) => new(
        i.Id, i.Channel, i.Recipient, i.Rule, i.Number, i.DueOn, i.Text, i.State, i.Tries, i.MadeAt.ToOffset(ChinaTime.Offset), i.State is "waiting" ? i.NotBefore.ToOffset(ChinaTime.Offset) : null, i.DoneAt?.ToOffset(ChinaTime.Offset));
}

/// <summary>The same with the message as it goes out, and every attempt.</summary>
public sealed record OutboxOpened(OutboxShown Item, Message Message, IReadOnlyList<OutboxAttempt> Attempts);

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
            return Results.Json(new InboxShown([.. items.Select(ReminderShown.Of)], Math.Min(total, Paging.CountedTo), total <= Paging.CountedTo, page, pageSize, left), Wire.Json);
        }).Operation("inbox.list").Answers<InboxShown>();

        api.MapPost("/inbox/{id}/read", async (HttpContext http, string id, Outbox outbox) =>
            !Policy.May(http.Actor(), "inbox.read") ? Problem.Forbidden
            : long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && await outbox.Read(http.Actor().UserName, number, http.RequestAborted) is { } item ? Results.Json(ReminderShown.Of(item), Wire.Json) : Problem.NotFound).Operation("inbox.read").Answers<ReminderShown>();

        api.MapPost("/inbox/read-all", async (HttpContext http, Outbox outbox) =>
        {
            if (!Policy.May(http.Actor(), "inbox.read-all")) return Problem.Forbidden;
            await outbox.Read(http.Actor().UserName, null, http.RequestAborted);
            return Results.NoContent();
        }).Operation("inbox.read-all").AnswersNothing();

        // Server-sent events: how many are unread now, and again whenever that changes.
        api.MapGet("/inbox/live", (HttpContext http, Outbox outbox, ChangeFeed changes) =>
            !Policy.May(http.Actor(), "inbox.live") ? Problem.Forbidden : EventStream.Of(http, Unread(outbox, changes, http.Actor().UserName, http.RequestAborted))).Operation("inbox.live").AnswersFile(EventStream.MediaType);

        api.MapGet("/me/reminders", async (HttpContext http, ReminderAddresses addresses) =>
            !Policy.May(http.Actor(), "me.reminders") ? Problem.Forbidden : Results.Json(WishesShown.Of(await addresses.Of(http.Actor().UserName, http.RequestAborted)), Wire.Json)).Operation("me.reminders").Answers<WishesShown>();

        api.MapPut("/me/reminders", async (HttpContext http, ReminderAddresses addresses) =>
        {
            if (!Policy.May(http.Actor(), "me.save-reminders")) return Problem.Forbidden;
            var (asked, problem) = await Body.Read<WishesChange>(http);
            if (problem is not null) return problem;
            var (wishes, refusal) = asked!.Of();
            if (wishes is null) return Problem.Of(refusal!);
            await addresses.Save(http.Actor().UserName, wishes, http.RequestAborted);
            return Results.Json(WishesShown.Of(wishes), Wire.Json);
        }).Operation("me.save-reminders").Answers<WishesShown>().Accepts<WishesChange>("application/json");

        api.MapGet("/reminder-rules", async (HttpContext http, ReminderRules rules) =>
        {
            if (!Policy.May(http.Actor(), "reminder-rules.list")) return Problem.Forbidden;
            var quiet = await rules.Quiet(http.RequestAborted);
            return Results.Json(new ReminderRulesShown([.. (await rules.All(http.RequestAborted)).Select(ReminderRuleShown.Of)], QuietHoursShown.Of(quiet)), Wire.Json);
        }).Operation("reminder-rules.list").Answers<ReminderRulesShown>();

        api.MapPut("/reminder-rules/quiet-hours", async (HttpContext http, ReminderRules rules) =>
        {
            if (!Policy.May(http.Actor(), "reminder-rules.quiet-hours")) return Problem.Forbidden;
            var (asked, problem) = await Body.Read<QuietChange>(http);
            if (problem is not null) return problem;
            if (CommandEndpoint.SeenVersion(http, out var seen) is { } unseen) return unseen;
            var (quiet, refusal) = asked!.Of(seen);
            if (quiet is null) return Problem.Of(refusal!);
            return await rules.ChangeQuiet(quiet, http.Actor().UserName, http.RequestAborted) ? Results.NoContent() : Problem.Stale(seen, (await rules.Quiet(http.RequestAborted)).Version, Array.Empty<object>());
        }).Operation("reminder-rules.quiet-hours").AsksForVersion().AnswersNothing().Accepts<QuietChange>("application/json");

        api.MapPut("/reminder-rules/{id}", async (HttpContext http, string id, ReminderRules rules) =>
        {
            if (!Policy.May(http.Actor(), "reminder-rules.change")) return Problem.Forbidden;
            if ((await rules.All(http.RequestAborted)).FirstOrDefault(r => r.Id == id) is not { } rule) return Problem.NotFound;
            var (asked, problem) = await Body.Read<RuleChange>(http);
            if (problem is not null) return problem;
            if (CommandEndpoint.SeenVersion(http, out var seen) is { } unseen) return unseen;
            var (changed, refusal) = asked!.Of(rule);
            if (changed is null) return Problem.Of(refusal!);
            if (seen != rule.Version || !await rules.Change(changed, http.Actor().UserName, http.RequestAborted)) return Problem.Stale(seen, rule.Version, Array.Empty<object>());
            http.Response.Headers.ETag = $"\"{rule.Version + 1}\"";
            return Results.Json(ReminderRuleShown.Of(changed with { Version = rule.Version + 1, Mark = "D" }), Wire.Json);
        }).Operation("reminder-rules.change").AsksForVersion().Answers<ReminderRuleShown>().Accepts<RuleChange>("application/json");

        api.MapGet("/outbox", async (HttpContext http, Outbox outbox, string? channel, string? state, string? rule, string? recipient, string? number, int page = 1, int pageSize = 20) =>
        {
            if (!Policy.May(http.Actor(), "outbox.list")) return Problem.Forbidden;
            if (Paging.Check(page, pageSize) is { } wrong) return wrong;
            if ((ApiWord.Check("channel", channel, ReminderText.Channels) ?? ApiWord.Check("state", state, ReminderText.States) ?? ApiWord.Check("rule", rule, ReminderRules.BuiltIn.Select(r => r.Id))) is { } unknown) return unknown;
            var (items, total) = await outbox.List(new(channel.Given(), state.Given(), rule.Given(), recipient.Given(), number.Given()), page, pageSize, Paging.CountedTo + 1, http.RequestAborted);
            return Paging.Answer([.. items.Select(OutboxShown.Of)], Math.Min(total, Paging.CountedTo), page, pageSize, total <= Paging.CountedTo);
        }).Operation("outbox.list").AnswersList<OutboxShown>();

        api.MapGet("/outbox/{id}", async (HttpContext http, string id, Outbox outbox, Channels channels) =>
        {
            if (!Policy.May(http.Actor(), "outbox.read")) return Problem.Forbidden;
            if (await Find(outbox, id, http.RequestAborted) is not { } found) return Problem.NotFound;
            return Results.Json(new OutboxOpened(OutboxShown.Of(found.Item), channels.Write(found.Item), [.. found.Attempts.Select(a => a with { BegunAt = a.BegunAt.ToOffset(ChinaTime.Offset), EndedAt = a.EndedAt?.ToOffset(ChinaTime.Offset) })]), Wire.Json);
        }).Operation("outbox.read").Answers<OutboxOpened>();

        api.MapPost("/outbox/{id}/resend", async (HttpContext http, string id, Outbox outbox) =>
        {
            if (!Policy.May(http.Actor(), "outbox.resend")) return Problem.Forbidden;
            if (await Find(outbox, id, http.RequestAborted) is not { } found) return Problem.NotFound;
            return await outbox.Resend(found.Item.Id, http.Actor().UserName, http.RequestAborted) ? Results.Json(OutboxShown.Of((await outbox.Find(found.Item.Id, http.RequestAborted))!.Value.Item), Wire.Json) : NotAgain;
        }).Operation("outbox.resend").Answers<OutboxShown>();
    }

    private static async IAsyncEnumerable<byte[]> Unread(Outbox outbox, ChangeFeed changes, string userName, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var _ in changes.Watch(ChangeFeed.InboxOf(userName), cancel)) yield return EventStream.Event(new { unread = await outbox.Unread(userName, cancel) });
    }

    internal static async Task<(OutboxItem Item, IReadOnlyList<OutboxAttempt> Attempts)?> Find(Outbox outbox, string id, CancellationToken cancel) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? await outbox.Find(number, cancel) : null;
}
