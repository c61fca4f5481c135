using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Rows;
using MediationHub.Store.Sessions;
using MediationHub.Web.Hosting;

namespace MediationHub.Web.Features.Calendar;

/// <summary>Keeps slots for sessions that are not fixed yet, and gives them back.</summary>
public sealed class SlotDesk(HubStore store, IAggregates aggregates, SlotHolds holds, HubSettings settings)
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);
    private readonly RoomKeys _rooms = new(store.Keys);

    public async Task<(Slot? Kept, Refusal? Refusal)> Keep(Actor actor, KeepSlot asked, CancellationToken cancel)
    {
        var now = store.Clock.GetUtcNow();
        var own = actor.Organization!.Value;
        var organization = (await aggregates.Find<Organization>(own.Value, cancel: cancel))?.State ?? Organization.Empty;
        var problems = new Problems();
        if (asked.StartsAt <= now) problems.Add("startsAt", "只能预留以后的时间，请另选开始时间。", "A slot lies ahead; choose another beginning.");
        else if (asked.StartsAt > now.AddYears(1)) problems.Add("startsAt", "预留时间不得晚于一年之后，请核对年份。", "The slot lies more than a year ahead; check the year.");
        if (asked.EndsAt <= asked.StartsAt || asked.EndsAt - asked.StartsAt > Longest) problems.Add("endsAt", "结束时间应晚于开始时间，且至多 12 小时。", "It ends after it begins, at most 12 hours later.");
        if (asked.MediatorId is null && string.IsNullOrWhiteSpace(asked.Room)) problems.Add("mediatorId", "请选择要预留的调解员或者调解室。", "Choose whose time, or which room, is to be kept.");
        if (asked.MediatorId is { } mediator && (actor.Is(Role.Head) || mediator == actor.Mediator ? await Mediates(mediator, own, ChinaTime.DayOf(asked.StartsAt), cancel) : false) is false)
            problems.Add("mediatorId", actor.Is(Role.Head) ? "该调解员届时不在本组织名册内，请重新选择。" : "只能预留本人的时间；预留他人时间的，请组织负责人办理。", actor.Is(Role.Head) ? "This mediator is not on the roster then; choose another." : "You may keep your own time only; a head may keep that of others.");
        var room = string.IsNullOrWhiteSpace(asked.Room) ? null : organization.Rooms.FirstOrDefault(r => TextRules.Code(r) == TextRules.Code(asked.Room));
        if (!string.IsNullOrWhiteSpace(asked.Room) && room is null) problems.Add("room", "本组织没有登记这间调解室，请在组织页登记后再预留。", "The organization lists no such room; list it on the organization's page first.");
        if (problems.ToRefusal() is { } invalid) return (null, invalid);

        var lasts = asked.StartsAt - now < settings.HoldsFor ? asked.StartsAt - now : settings.HoldsFor;
        var answer = await holds.Keep(own, actor.UserName, asked.MediatorId, room is null ? null : _rooms.Of(own, room), asked.StartsAt, asked.EndsAt, lasts, cancel);
        if (answer.Kept is not null) return (answer.Kept, null);
        return (null, answer.Occupied is { } occupied ? await Clashes.Refuse(aggregates, occupied, cancel)
            : new Refusal("too-many-holds", $"您已预留 {SlotHolds.Most} 个时段，请先取消不用的预留。", $"You keep {SlotHolds.Most} slots: give some back first."));
    }

    /// <summary>A head gives back anybody's of the house, others their own.</summary>
    public Task<bool> Release(Actor actor, string id, CancellationToken cancel) => holds.Release(id, actor.Organization!.Value, actor.Is(Role.Head) ? null : actor.UserName, cancel);

    private async Task<bool> Mediates(MediatorId mediator, OrganizationId organization, DateOnly on, CancellationToken cancel) =>
        mediator.Value is { } id && (await aggregates.Find<Mediator>(id, cancel: cancel))?.State.MayMediateAt(organization, on) is true;
}
