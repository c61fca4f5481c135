using System.Globalization;
using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Reminders;
using MediationHub.Web.Api;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Forms;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Reminders;

/// <summary>提醒: the inbox, one's own wishes, and for the administrator the rules and what was sent.</summary>
public static class ReminderPages
{
    private const int PageSize = 20;

    public static void MapReminderPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/inbox", async (HttpContext http, Outbox outbox) =>
        {
            if (!Policy.May(http.Actor(), "inbox.list")) return Pages.NotYours();
            var (page, unread) = (http.Request.Page(PageSize), http.Request.Word("unread", "未读", "1") is not null);
            var (items, total, left) = await outbox.Inbox(http.Actor().UserName, unread, page, PageSize, Paging.CountedTo + 1, http.RequestAborted);
            return Pages.Show<InboxPage>(new { Items = items, Total = Math.Min(total, Paging.CountedTo), Exact = total <= Paging.CountedTo, Page = page, PageSize, Unread = left, UnreadOnly = unread });
        });

        // Looking at what a reminder is about is reading it.
        pages.MapGet("/inbox/{id:long}", async (HttpContext http, long id, Outbox outbox) =>
            !Policy.May(http.Actor(), "inbox.read") ? Pages.NotYours()
            : await outbox.Read(http.Actor().UserName, id, http.RequestAborted) is { } item ? Results.Redirect(Channels.LinkOf(item)) : Pages.Missing());

        pages.MapPost("/inbox/{id:long}/read", async (HttpContext http, long id, Outbox outbox) =>
            !Policy.May(http.Actor(), "inbox.read") ? Pages.NotYours()
            : await outbox.Read(http.Actor().UserName, id, http.RequestAborted) is null ? Pages.Missing() : Results.Redirect("/inbox"));

        pages.MapPost("/inbox/read-all", async (HttpContext http, Outbox outbox) =>
        {
            if (!Policy.May(http.Actor(), "inbox.read-all")) return Pages.NotYours();
            await outbox.Read(http.Actor().UserName, null, http.RequestAborted);
            return Pages.Done("/inbox", "read");
        });

        pages.MapGet("/me/reminders", async (HttpContext http, ReminderAddresses addresses) =>
            !Policy.May(http.Actor(), "me.reminders") ? Pages.NotYours() : Pages.Show<MyRemindersPage>(new { Wishes = await addresses.Of(http.Actor().UserName, http.RequestAborted), Form = TypedForm.Fresh }));

        pages.MapPost("/me/reminders", async (HttpContext http, ReminderAddresses addresses) =>
        {
            if (!Policy.May(http.Actor(), "me.save-reminders")) return Pages.NotYours();
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var wanted = form["wanted"].OfType<string>().ToHashSet();
            var optedOut = from rule in ReminderRules.BuiltIn from channel in new[] { "mail", "sms" } where !wanted.Contains($"{rule.Id}|{channel}") select new OptOut(rule.Id, channel);
            var (wishes, refusal) = new WishesChange(form["mail"], form["phone"], [.. optedOut]).Of();
            if (wishes is null) return Pages.Show<MyRemindersPage>(new { Wishes = await addresses.Of(http.Actor().UserName, http.RequestAborted), Form = new TypedForm(form), Errors = Problem.Of(refusal!).Errors(english: false) }, 400);
            await addresses.Save(http.Actor().UserName, wishes, http.RequestAborted);
            return Pages.Done("/me/reminders", "save");
        });

        pages.MapGet("/reminder-rules", async (HttpContext http, ReminderRules rules) =>
            !Policy.May(http.Actor(), "reminder-rules.list") ? Pages.NotYours() : await Rules(http, rules));

        pages.MapPost("/reminder-rules/quiet-hours", async (HttpContext http, ReminderRules rules) =>
        {
            if (!Policy.May(http.Actor(), "reminder-rules.quiet-hours")) return Pages.NotYours();
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var (quiet, refusal) = new QuietChange(form["from"], form["until"]).Of(Version(form));
            if (quiet is null) return await Rules(http, rules, form, Problem.Of(refusal!));
            return await rules.ChangeQuiet(quiet, http.Actor().UserName, http.RequestAborted) ? Pages.Done("/reminder-rules", "quiet") : await Rules(http, rules, form, Stale);
        });
        pages.MapGet("/reminder-rules/quiet-hours", () => Results.Redirect("/reminder-rules"));

        pages.MapGet("/reminder-rules/{id}", async (HttpContext http, string id, ReminderRules rules) =>
            !Policy.May(http.Actor(), "reminder-rules.change") ? Pages.NotYours() : await Rule(http, rules, id));

        pages.MapPost("/reminder-rules/{id}", async (HttpContext http, string id, ReminderRules rules) =>
        {
            if (!Policy.May(http.Actor(), "reminder-rules.change")) return Pages.NotYours();
            if ((await rules.All(http.RequestAborted)).FirstOrDefault(r => r.Id == id) is not { } rule) return Pages.Missing();
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var days = form["days"].ToString().Split([' ', ',', '，', '、', ';', '；'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(d => int.TryParse(d.Replace('－', '-').Replace('−', '-'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var day) ? day : int.MaxValue / 2).ToArray();
            var preview = form["_do"] == "preview";   // a look needs no reason
            var (changed, refusal) = new RuleChange(form["active"] == "true", days, [.. form["recipients"].OfType<string>()], [.. form["channels"].OfType<string>()], form["ahead"].ToString(), form["today"].ToString(), form["past"].ToString(), preview ? rule.Source : form["source"].ToString()).Of(rule);
            if (changed is null) return await Rule(http, rules, id, form, Problem.Of(refusal!));
            if (preview) return await Rule(http, rules, id, form, preview: changed);
            return Version(form) == rule.Version && await rules.Change(changed, http.Actor().UserName, http.RequestAborted) ? Pages.Done("/reminder-rules", "rule") : await Rule(http, rules, id, form, Stale);
        });

        pages.MapGet("/outbox", async (HttpContext http, Outbox outbox, Bridge.BridgeBook book) =>
        {
            if (!Policy.May(http.Actor(), "outbox.list")) return Pages.NotYours();
            var page = http.Request.Page(PageSize);
            var filter = new OutboxFilter(http.Request.Word("channel", "方式", ReminderText.Channels), http.Request.Word("state", "状态", ReminderText.States), http.Request.Word("rule", "提醒", ReminderRules.BuiltIn.Select(r => r.Id)), http.Request.Typed("recipient"), http.Request.Typed("number"));
            var (items, total) = await outbox.List(filter, page, PageSize, Paging.CountedTo + 1, http.RequestAborted);
            return Pages.Show<OutboxPage>(new { Items = items, Filter = filter, Total = Math.Min(total, Paging.CountedTo), Exact = total <= Paging.CountedTo, Page = page, PageSize, Names = await book.Names(items.Where(i => i.Number is null).Select(i => i.OrganizationId), http.RequestAborted) });
        });

        pages.MapGet("/outbox/{id}", async (HttpContext http, string id, Outbox outbox, Channels channels, Bridge.BridgeBook book) =>
            !Policy.May(http.Actor(), "outbox.read") ? Pages.NotYours()
            : await ReminderEndpoints.Find(outbox, id, http.RequestAborted) is { } found ? Pages.Show<OutboxItemPage>(new { found.Item, found.Attempts, Message = channels.Write(found.Item), Name = found.Item is { Number: null, OrganizationId: { } house } ? (await book.Names([house], http.RequestAborted)).GetValueOrDefault(house) : null }) : Pages.Missing());

        pages.MapPost("/outbox/{id}/resend", async (HttpContext http, string id, Outbox outbox) =>
        {
            if (!Policy.May(http.Actor(), "outbox.resend")) return Pages.NotYours();
            if (await ReminderEndpoints.Find(outbox, id, http.RequestAborted) is not { } found) return Pages.Missing();
            return Pages.Done($"/outbox/{found.Item.Id}", await outbox.Resend(found.Item.Id, http.Actor().UserName, http.RequestAborted) ? "resend" : "waits");
        });
    }

    private static readonly Problem Stale = Problem.Of(new Refusal("stale", "规则刚刚被他人修改，请刷新页面、核对后再保存。", "The rule has just been changed: reload and look at it again."));

    private static int Version(IFormCollection form) => int.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1;

    private static async Task<IResult> Rules(HttpContext http, ReminderRules rules, IFormCollection? form = null, Problem? problem = null) =>
        Pages.Show<RulesPage>(new { Rules = await rules.All(http.RequestAborted), Quiet = await rules.Quiet(http.RequestAborted), Form = new TypedForm(form), Errors = problem?.Errors(english: false) }, problem?.Status ?? 200);

    private static async Task<IResult> Rule(HttpContext http, ReminderRules rules, string id, IFormCollection? form = null, Problem? problem = null, ReminderRule? preview = null)
    {
        var history = await rules.History(id, http.RequestAborted);
        return history.Count == 0 ? Pages.Missing() : Pages.Show<RulePage>(new { Rule = history[0], History = history, Form = new TypedForm(form), Preview = preview ?? history[0], Errors = problem?.Errors(english: false) }, problem?.Status ?? 200);
    }
}
