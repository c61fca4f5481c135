using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Selection;
using MediationHub.Store.Aggregates;

namespace MediationHub.Store.Selection;

/// <summary>
/// What happens in a campaign by the calendar alone: nominations open on their day, close after the cut-off, figures are frozen, a publicity ends. The rows name what may be due;
/// the records decide, so running this twice, or on two nodes, does nothing more.
/// </summary>
public sealed class SelectionDeadlines(HubStore store, IAggregates aggregates)
{
    /// <returns>How many commands were sent.</returns>
    public async Task<int> Run(CancellationToken cancel = default)
    {
        var today = ChinaTime.DayOf(store.Clock.GetUtcNow());
        var request = new Request(Actor.System, Newest: true);
        var sent = 0;
        foreach (var id in await Ids("select id from campaign_rows where stage = 'published' and nomination_from <= @today", today)) await Send(id, new OpenNomination());
        foreach (var id in await Ids("select id from campaign_rows where stage = 'nominationOpen' and cut_off_on < @today", today)) await Send(id, new CloseNomination());
        foreach (var id in await Ids(
            """
            select n.id from nomination_rows n join campaign_rows c on c.id = n.campaign_id
            where not n.frozen and n.place is not null and n.stage in ('prefectureRecommended', 'provinceReceived', 'returned') and c.stage in ('nominationClosed', 'evaluation')
            """, today)) await Send(id, new FreezeMetrics());
        foreach (var (id, no) in await Due(today)) await Send(id, new EndPublicity(no));
        return sent;

        async Task Send<TState>(string id, ICommand<TState> command) where TState : class, IAggregate<TState>
        {
            await aggregates.Send(id, command, request, cancel);
            sent++;
        }
    }

    private async Task<IReadOnlyList<string>> Ids(string sql, DateOnly today)
    {
        await using var connection = await store.Database.OpenConnectionAsync();
        return [.. await connection.QueryAsync<string>(sql, new { today })];
    }

    private async Task<IReadOnlyList<(string Id, int No)>> Due(DateOnly today)
    {
        await using var connection = await store.Database.OpenConnectionAsync();
        return [.. await connection.QueryAsync<(string, int)>("select id, publicity_no from campaign_rows where publicity_due_on < @today", new { today })];
    }
}
