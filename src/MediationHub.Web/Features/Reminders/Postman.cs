using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Reminders;

namespace MediationHub.Web.Features.Reminders;

/// <summary>Makes reminders as days come, and sends what waits. One node at a time does this.</summary>
public sealed class Postman(HubStore store, IAggregates aggregates, ReminderRules rules, Outbox outbox, ReminderAddresses addresses, Channels channels)
{
    private const int AtOnce = 50;

    private readonly Store.Reminders.Reminders _reminders = new(store, rules, (occasion, cancel) => Stands(store, aggregates, occasion, cancel));

    /// <summary>What a program that was stopped left half done is taken up.</summary>
    public Task<int> Begin(CancellationToken cancel) => outbox.PickUp(cancel);

    /// <summary>Tells what is due on the legal day and was not told yet.</summary>
    public Task<int> Make(CancellationToken cancel = default) => _reminders.Make(channels.Settings.Names, cancel);

    /// <summary>Sends what waits; a channel that fails is left alone for this round, so that one dead server holds up nobody else.</summary>
    /// <returns>How many attempts were made.</returns>
    public async Task<int> Send(CancellationToken cancel = default)
    {
        var quiet = (await rules.Quiet(cancel)).Holds(store.Clock.GetUtcNow());
        var (attempts, down) = (0, new HashSet<string>());
        foreach (var item in await outbox.Waiting(quiet, AtOnce, cancel))
        {
            if (down.Contains(item.Channel) || !await outbox.Begin(item, cancel)) continue;
            attempts++;
            var wishes = item.Channel is "webhook" ? null : await addresses.Of(item.Recipient, cancel);
            var address = item.Channel is "mail" ? wishes?.Mail : wishes?.Phone;
            var delivery = item.Channel is not "webhook" && address is null ? new Delivery(false, "no address", Final: true) : await channels.Send(item, address, cancel);
            // Begun is begun: the outcome is written down even while the program is being stopped.
            await outbox.End(item, delivery, CancellationToken.None);
            if (!delivery.Sent && !delivery.Final) down.Add(item.Channel);
        }
        return attempts;
    }

    /// <summary>The case waits to be closed as expired by this very clock, which nothing but a person does; or the right can still be used.</summary>
    private static async Task<bool> Stands(HubStore store, IAggregates aggregates, Occasion occasion, CancellationToken cancel)
    {
        if (await aggregates.Find<MediationCase>(occasion.CaseId!, cancel: cancel) is not { State: var c }) return false;
        var today = ChinaTime.DayOf(store.Clock.GetUtcNow());
        if (occasion.Rule.About is "right")
            return !c.Destroyed && CaseClocks.Of(c, store.Calendar, store.Rules).Any(k => k.Rule == occasion.Clock && k.Due == occasion.Due && k is { DoneOn: null, Superseded: false });
        return Expiry.Of(c, store.Calendar, store.Rules, today) is { } expired && expired.Rule == occasion.Clock && expired.Due == occasion.Due;
    }
}
