using MediationHub.Store.Reminders;
using MediationHub.Tests;

namespace MediationHub.Store.Tests.Reminders;

[Collection(nameof(StoreServer))]
public class The_outbox(StoreServer server)
{
    private static readonly Delivery Sent = new(true, "SMTP 250"), Failed = new(false, "HTTP 503");

    [Fact]
    public async Task Tries_again_after_waits_that_grow_and_gives_up_in_the_end()
    {
        await using var due = await WithMail(server);
        var waits = new List<TimeSpan>();
        for (var n = 1; n <= Outbox.MostTries; n++)
        {
            var item = Assert.Single(await due.Outbox.Waiting(quiet: false, 10));
            Assert.Equal(n - 1, item.Tries);
            Assert.True(await due.Outbox.Begin(item));
            await due.Outbox.End(item, Failed);
            if (n == Outbox.MostTries) break;
            Assert.Empty(await due.Outbox.Waiting(quiet: false, 10));
            var next = (await due.Outbox.Find(item.Id))!.Value.Item.NotBefore;
            waits.Add(next - due.Hub.Clock.Now);
            due.Hub.Clock.Now = next;
        }
        Assert.Equal([1, 2, 4, 8, 16, 32, 64], waits.Select(w => w.TotalMinutes));
        due.Hub.Clock.Now = due.Hub.Clock.Now.AddYears(1);
        Assert.Empty(await due.Outbox.Waiting(quiet: false, 10));
        var (kept, attempts) = (await due.Outbox.Find((await Mail(due)).Id))!.Value;
        Assert.Equal(("failed", Outbox.MostTries), (kept.State, attempts.Count(a => a.Outcome is "failed")));
    }

    [Fact]
    public async Task Sends_nothing_twice_that_was_sent()
    {
        await using var due = await WithMail(server);
        var item = await Mail(due);
        Assert.True(await due.Outbox.Begin(item));
        Assert.False(await due.Outbox.Begin(item));   // taken already
        await due.Outbox.End(item, Sent);
        due.Hub.Clock.Now = due.Hub.Clock.Now.AddDays(30);
        await due.Hub.Reopen();
        Assert.Equal(0, await due.Outbox.PickUp());
        Assert.Empty(await due.Outbox.Waiting(quiet: false, 10));
        Assert.False(await due.Outbox.Begin((await due.Outbox.Find(item.Id))!.Value.Item));
    }

    [Fact]
    public async Task Gives_up_at_once_where_the_address_does_not_exist()
    {
        await using var due = await WithMail(server);
        var item = await Mail(due);
        await due.Outbox.Begin(item);
        await due.Outbox.End(item, new(false, "SMTP 550", Final: true));
        Assert.Equal("failed", (await Mail(due)).State);
    }

    [Fact]
    public async Task Takes_up_after_a_kill_what_was_begun_and_leaves_a_text_message_to_a_person()
    {
        await using var due = await Due.New(server);
        await due.Addresses.Save("mediator", new("wang@example.com", "13800000000", new HashSet<(string, string)>()));
        await due.Waits();
        await due.Look(Due.Day.AddDays(-3));
        foreach (var item in await due.Outbox.Waiting(quiet: false, 10)) Assert.True(await due.Outbox.Begin(item));

        await due.Hub.Reopen();
        Assert.Equal(3, await due.Outbox.PickUp());
        Assert.Equal(["mail", "webhook"], (await due.Outbox.Waiting(quiet: false, 10)).Select(i => i.Channel).Order());
        Assert.Equal(["unclear"], await due.Hub.Texts("select state from outbox where channel = 'sms'"));
        Assert.Equal(["unclear", "unclear", "unclear"], await due.Hub.Texts("select outcome from outbox_attempts"));
        Assert.Equal(0, await due.Outbox.PickUp());
    }

    [Fact]
    public async Task Sends_again_by_hand_and_writes_down_who_asked()
    {
        await using var due = await WithMail(server);
        var item = await Mail(due);
        await due.Outbox.Begin(item);
        await due.Outbox.End(item, Sent);
        Assert.True(await due.Outbox.Resend(item.Id, "admin"));
        Assert.False(await due.Outbox.Resend(item.Id, "admin"));   // it waits already
        var again = Assert.Single(await due.Outbox.Waiting(quiet: false, 10));
        Assert.True(await due.Outbox.Begin(again));
        await due.Outbox.End(again, Sent);
        var (kept, attempts) = (await due.Outbox.Find(item.Id))!.Value;
        Assert.Equal("sent", kept.State);
        Assert.Equal([("sent", null), ("asked", "admin"), ("sent", (string?)null)], attempts.Select(a => (a.Outcome!, a.ByUser)));
        var inbox = (await due.Outbox.Inbox("mediator", false, 1, 10, 100)).Items[0];
        Assert.False(await due.Outbox.Resend(inbox.Id, "admin"));
    }

    [Theory]
    [InlineData(21, 0, true)]
    [InlineData(23, 59, true)]
    [InlineData(7, 59, true)]
    [InlineData(8, 0, false)]
    [InlineData(20, 59, false)]
    public void Keeps_the_quiet_hours_of_Shanghai_over_midnight(int hour, int minute, bool quiet) =>
        Assert.Equal(quiet, QuietHours.Usual.Holds(Domain.Kernel.ChinaTime.At(Due.Day, new(hour, minute)).ToUniversalTime()));

    [Fact]
    public async Task Disturbs_nobody_in_quiet_hours_and_sends_afterwards()
    {
        await using var due = await WithMail(server, "webhook");
        Assert.Equal(["webhook"], (await due.Outbox.Waiting(quiet: true, 10)).Select(i => i.Channel));
        Assert.Equal(["mail", "webhook"], (await due.Outbox.Waiting(quiet: false, 10)).Select(i => i.Channel).Order());
        Assert.True(await due.Rules.ChangeQuiet(new(null, null), "admin"));
        Assert.False((await due.Rules.Quiet()).Holds(Domain.Kernel.ChinaTime.At(Due.Day, new(23, 0))));
    }

    [Fact]
    public async Task Is_an_inbox_that_counts_what_is_unread_and_belongs_to_one_person()
    {
        await using var due = await WithMail(server);
        Assert.Equal((1, 1, 0), (await due.Outbox.Unread("mediator"), await due.Outbox.Unread("head"), await due.Outbox.Unread("elsewhere")));
        var item = (await due.Outbox.Inbox("mediator", true, 1, 10, 100)).Items.Single();
        Assert.Null(await due.Outbox.Read("head", item.Id));
        Assert.Equal(1, await due.Outbox.Unread("mediator"));
        Assert.NotNull((await due.Outbox.Read("mediator", item.Id))!.ReadAt);
        Assert.Equal((0, 1), (await due.Outbox.Unread("mediator"), await due.Outbox.Unread("head")));
        await due.Outbox.Read("head", null);
        Assert.Equal(0, await due.Outbox.Unread("head"));
    }

    private static async Task<Due> WithMail(StoreServer server, params string[] more)
    {
        var due = await Due.New(server);
        await due.Addresses.Save("mediator", new("wang@example.com", null, new HashSet<(string, string)>()));
        await due.Waits();
        await due.Look(Due.Day.AddDays(-3), channels: new HashSet<string>([.. more, "mail"]));
        return due;
    }

    private static async Task<OutboxItem> Mail(Due due) => (await due.Outbox.List(new(Channel: "mail"), 1, 10, 100)).Items.Single();
}
