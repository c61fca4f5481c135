using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Rows;

namespace MediationHub.Store.Sessions;

/// <summary>Says whose time is taken, and by what. Another organization's case is not told of.</summary>
public static class Clashes
{
    public static async Task<Refusal> Refuse(IAggregates aggregates, Occupied occupied, CancellationToken cancel)
    {
        var by = occupied.By;
        var when = $"{ChinaTime.Show(by.StartsAt)}–{by.EndsAt.ToOffset(ChinaTime.Offset):HH:mm}";
        var number = by.ExpiresAt is null && by.OrganizationId == occupied.Wanted.OrganizationId ? (await aggregates.Find<MediationCase>(by.CaseId, cancel: cancel))?.State.Number : null;
        var with = by.ExpiresAt is { } until ? new Text($"{when} 已预留（至 {ChinaTime.Show(until)}）", $"{when}, kept until {ChinaTime.Show(until)}")
            : number is { Length: > 0 } ? new Text($"{when} 案件 {number} 的调解会议", $"{when}, a session of case {number}")
            : new Text($"{when} 另一调解组织的调解会议", $"{when}, a session at another organization");
        if (!occupied.ByMediator) return CaseRefusals.RoomBusy(with);
        return CaseRefusals.MediatorBusy((await aggregates.Find<Mediator>(occupied.Wanted.Mediator!, cancel: cancel))?.State.Name.Value ?? "", with);
    }
}
