using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;
using MediationHub.Store;
using MediationHub.Store.Accounts;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Search;
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

    /// <summary>Organizations that receive cases, to choose from: by a part of name or code wherever they are, those in the commission's own regions in front; with nothing typed these alone.</summary>
    /// <param name="typed">A part of the name or the code.</param>
    /// <param name="chosen">Those that are chosen already; they stay in the list.</param>
    public async Task<OrganizationsFound> Receiving(CommissionId commission, string? typed, IReadOnlyList<string> chosen, CancellationToken cancel)
    {
        var units = (await aggregates.Find<Commission>(commission.Value, cancel: cancel))?.State.Jurisdiction ?? [];
        var near = Regions.BuiltIn.All.Where(r => units.Any(u => Regions.BuiltIn.IsWithin(r.Code, u))).Select(r => r.Code).ToArray();
        var like = typed is null ? null : Like.Containing(typed);
        const string fitting = "from organization_rows where status = 'active' and (@like::text is null and unit = any(@near) or name like @like or code like upper(@like))";
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var values = new { near, like, Most = OrganizationsFound.Most, kept = chosen.ToArray() };
        var total = await connection.ExecuteScalarAsync<int>($"select count(*) {fitting}", values);
        var rows = await connection.QueryAsync<(string Id, string Name, string Unit, bool Chosen)>(
            $"select id, name, unit, id = any(@kept) as chosen from organization_rows where id in (select id {fitting} order by unit = any(@near) desc, name, id limit @Most) or id = any(@kept) and status = 'active' order by id = any(@kept) desc, unit = any(@near) desc, name, id", values);
        return new(typed, total, [.. rows.Select(r => new Choice(r.Id, r.Name, Regions.BuiltIn.NameOf(r.Unit), Group: r.Chosen ? "已选" : near.Contains(r.Unit) ? "本委管辖区域" : Regions.BuiltIn.NameOf(r.Unit)))]);
    }

    public async Task<IReadOnlyList<Choice>> Commissions(CancellationToken cancel) => [.. (await Facts.Commissions(store, cancel)).Select(c => new Choice(c.Id.Value, c.Name))];

    /// <summary>What happened, the newest in front, by people's names.</summary>
    /// <param name="before">What the page can say of an event by what the record was before it.</param>
    /// <param name="more">What the page can say of an event that plain words cannot: the names of its parties, as this person may read them.</param>
    public async Task<IReadOnlyList<TimelineEntry>> Timeline<TState>(string id, Func<DomainEvent, bool> shown, CancellationToken cancel, Func<DomainEvent, string?>? more = null, Func<DomainEvent, TState, string?>? before = null) where TState : class, IAggregate<TState>
    {
        var whole = await aggregates.History<TState>(id, cancel: cancel);
        var told = new Dictionary<DomainEvent, string>(ReferenceEqualityComparer.Instance);
        var state = TState.Empty;
        foreach (var h in before is null ? [] : whole)
        {
            if (before!(h.Event, state) is { } text) told[h.Event] = text;
            state = state.Evolve(h.Event);
        }
        var history = whole.Where(h => shown(h.Event)).ToList();
        var names = await accounts.Names(history.Select(h => h.Actor), cancel);
        return [.. history.AsEnumerable().Reverse().Select(h =>
        {
            var detail = told.GetValueOrDefault(h.Event) ?? more?.Invoke(h.Event) ?? (PlainWords.Detail(h.Event) is { Length: > 0 } text ? CaseText.FullWidth(text) : null);
            return new TimelineEntry(h.At, CaseText.FullWidth(PlainWords.Title(h.Event)), names.GetValueOrDefault(h.Actor, h.Actor), IconName.Dot, detail is null ? null : (RenderFragment)(builder => builder.AddContent(0, detail)));
        })];
    }

    /// <summary>Names of the commission's arbitrators by id.</summary>
    public async Task<IReadOnlyDictionary<ArbitratorId, string>> Arbitrators(CommissionId commission, CancellationToken cancel) =>
        (await aggregates.Find<Commission>(commission.Value, cancel: cancel))?.State.Arbitrators.ToDictionary(a => a.Id, a => a.Name.ToString()) ?? [];
}

/// <summary>Organizations to choose from.</summary>
/// <param name="Typed">What they were found by; null where nothing was typed.</param>
/// <param name="Total">How many there are, of which the first <see cref="Most"/> stand in the list.</param>
public sealed record OrganizationsFound(string? Typed, int Total, IReadOnlyList<Choice> Choices)
{
    public const int Most = 30;

    /// <summary>What the list is, and how to come to others.</summary>
    public string About => (Typed, Total) switch
    {
        (null, 0) => "本委管辖区域内没有可以接收案件的调解组织，请按名称查找其他地区的。",
        (null, <= Most) => $"本委管辖区域内可以接收案件的共 {Total} 家；其他地区的，请按名称查找。",
        (null, _) => $"本委管辖区域内可以接收案件的共 {Total:N0} 家，只列出前 {Most} 家；其他的请按名称查找。",
        (_, 0) => $"没有找到名称或者编码含“{Typed}”、可以接收案件的调解组织，请换一个词查找。",
        (_, <= Most) => $"找到 {Total} 家可以接收案件的调解组织。",
        _ => $"找到 {Total:N0} 家，只列出前 {Most} 家，请把名称写得更完整。",
    };
}
