using Dapper;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;

namespace MediationHub.Store.Aggregates;

/// <summary>What a decision must know that is counted over many records: filled in by the pipeline, never by the caller.</summary>
public static class Facts
{
    /// <summary>The same command with what is counted for it; most commands need nothing.</summary>
    public static async Task<ICommand<TState>> Fill<TState>(HubStore store, IAggregates aggregates, string id, ICommand<TState> command, CancellationToken cancel) where TState : class, IAggregate<TState>
    {
        switch (command)
        {
            case ActivateOrganization activate:
                return (ICommand<TState>)(object)(activate with { ActiveMediators = await ActiveMediators(store, aggregates, id, cancel) });
            case ResumeOrganization resume:
                return (ICommand<TState>)(object)(resume with { ActiveMediators = await ActiveMediators(store, aggregates, id, cancel) });
            case DeregisterOrganization deregister:
                return (ICommand<TState>)(object)(deregister with { OpenCases = await OpenCases(store, id, cancel) });
            default:
                return command;
        }
    }

    /// <summary>Mediators who may mediate at the organization today: the rows name the candidates, each one's own record decides.</summary>
    public static async Task<int> ActiveMediators(HubStore store, IAggregates aggregates, string organization, CancellationToken cancel)
    {
        var today = ChinaTime.DayOf(store.Clock.GetUtcNow());
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        var candidates = await connection.QueryAsync<string>("select distinct mediator_id from appointment_rows where organization_id = @organization and until_on >= @today", new { organization, today });
        var active = 0;
        foreach (var id in candidates)
            if ((await aggregates.Find<Mediator>(id, cancel: cancel))?.State.MayMediateAt(new(organization), today) is true) active++;
        return active;
    }

    private static async Task<int> OpenCases(HubStore store, string organization, CancellationToken cancel)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return await connection.ExecuteScalarAsync<int>("select count(*) from case_rows where organization_id = @organization and not ended", new { organization });
    }
}
