using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Domain.Entrustments;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Recommendations;
using MediationHub.Store.Aggregates;

namespace MediationHub.Store.Bridge;

/// <summary>
/// What runs out by itself: entrustments after their ten working days, replies to recommendations, pauses of acceptance. The rows name what may be over;
/// the record itself decides, so running this twice, or on two nodes, does nothing more.
/// </summary>
public sealed class BridgeDeadlines(HubStore store, IAggregates aggregates)
{
    /// <returns>How many commands were sent.</returns>
    public async Task<int> Run(CancellationToken cancel = default)
    {
        var today = ChinaTime.DayOf(store.Clock.GetUtcNow());
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var entrustments = await connection.QueryAsync<string>("select id from entrustment_rows where stage in ('entrusted', 'acceptedByOrganization') and due_on < @today and not due_provisional", new { today });
        // The clock that presses may be acceptance itself: whether reply or pause is over, the record says.
        var recommendations = await connection.QueryAsync<(string Id, string Stage)>("select id, stage from recommendation_rows where stage in ('delivered', 'agreed') and due_on < @today", new { today });

        var sent = 0;
        foreach (var id in entrustments)
        {
            await aggregates.Send(id, new ExpireEntrustment(), new Request(Actor.System), cancel);
            sent++;
        }
        foreach (var (id, stage) in recommendations)
        {
            ICommand<Recommendation> command = stage == "delivered" ? new LapseReply() : new EndPause();
            await aggregates.Send(id, command, new Request(Actor.System), cancel);
            sent++;
        }
        return sent;
    }
}
