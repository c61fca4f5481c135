using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;
using MediationHub.Store;
using MediationHub.Store.Accounts;
using MediationHub.Store.Aggregates;
using MediationHub.Web.Api;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Cases;
using Microsoft.AspNetCore.Components;

namespace MediationHub.Web.Features.Bridge;

/// <summary>Names and choices that the bridge's pages need beside the record itself.</summary>
public sealed class BridgeBook(HubStore store, IAggregates aggregates, AccountStore accounts)
{
    public DateOnly Today => ChinaTime.DayOf(store.Clock.GetUtcNow());

    /// <summary>Names of organizations and commissions by id.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Names(IEnumerable<string?> ids, CancellationToken cancel)
    {
        var wanted = ids.OfType<string>().Distinct().ToArray();
        if (wanted.Length == 0) return new Dictionary<string, string>();
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return (await connection.QueryAsync<(string Id, string Name)>("select id, name from organization_rows where id = any(@wanted) union all select id, name from commission_rows where id = any(@wanted)", new { wanted })).ToDictionary(r => r.Id, r => r.Name);
    }

    /// <summary>Organizations that receive cases, those in the commission's own regions in front.</summary>
    public async Task<IReadOnlyList<Choice>> Receiving(CommissionId commission, CancellationToken cancel)
    {
        var units = (await aggregates.Find<Commission>(commission.Value, cancel: cancel))?.State.Jurisdiction ?? [];
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var rows = await connection.QueryAsync<(string Id, string Name, string Unit)>("select id, name, unit from organization_rows where status = 'active' order by name limit 2000");
        return [.. rows.Select(r => (Row: r, Near: units.Any(u => Regions.BuiltIn.IsWithin(r.Unit, u)))).OrderByDescending(r => r.Near)
            .Select(r => new Choice(r.Row.Id, r.Row.Name, Group: r.Near ? "本委管辖区域" : Regions.BuiltIn.NameOf(r.Row.Unit)))];
    }

    public async Task<IReadOnlyList<Choice>> Commissions(CancellationToken cancel) => [.. (await Facts.Commissions(store, cancel)).Select(c => new Choice(c.Id.Value, c.Name))];

    /// <summary>What happened, the newest in front, by people's names.</summary>
    /// <param name="more">What the page can say of an event that plain words cannot: the names of its parties, as this person may read them.</param>
    public async Task<IReadOnlyList<TimelineEntry>> Timeline<TState>(string id, Func<DomainEvent, bool> shown, CancellationToken cancel, Func<DomainEvent, string?>? more = null) where TState : class, IAggregate<TState>
    {
        var history = (await aggregates.History<TState>(id, cancel: cancel)).Where(h => shown(h.Event)).ToList();
        var names = await accounts.Names(history.Select(h => h.Actor), cancel);
        return [.. history.AsEnumerable().Reverse().Select(h =>
        {
            var detail = more?.Invoke(h.Event) ?? (PlainWords.Detail(h.Event) is { Length: > 0 } text ? CaseText.FullWidth(text) : null);
            return new TimelineEntry(h.At, CaseText.FullWidth(PlainWords.Title(h.Event)), h.Actor switch { "system" => "系统", "public" => "公众", _ => names.GetValueOrDefault(h.Actor, h.Actor) }, IconName.Dot, detail is null ? null : (RenderFragment)(builder => builder.AddContent(0, detail)));
        })];
    }

    /// <summary>Names of the commission's arbitrators by id.</summary>
    public async Task<IReadOnlyDictionary<ArbitratorId, string>> Arbitrators(CommissionId commission, CancellationToken cancel) =>
        (await aggregates.Find<Commission>(commission.Value, cancel: cancel))?.State.Arbitrators.ToDictionary(a => a.Id, a => a.Name.ToString()) ?? [];
}
