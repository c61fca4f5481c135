using Dapper;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;

namespace MediationHub.Store.Aggregates;

/// <summary>What a decision must know that is counted over many records: filled in by the pipeline, never by the caller.</summary>
public static class Facts
{
    /// <summary>The same command with what is counted for it; most commands need nothing.</summary>
    public static async Task<ICommand<TState>> Fill<TState>(HubStore store, string id, ICommand<TState> command, CancellationToken cancel) where TState : class, IAggregate<TState>
    {
        switch (command)
        {
            case ActivateOrganization activate:
                return (ICommand<TState>)(object)(activate with { ActiveMediators = await ActiveMediators(store, id, cancel) });
            case ResumeOrganization resume:
                return (ICommand<TState>)(object)(resume with { ActiveMediators = await ActiveMediators(store, id, cancel) });
            case DeregisterOrganization deregister:
                return (ICommand<TState>)(object)(deregister with { OpenCases = await OpenCases(store, id, cancel) });
            default:
                return command;
        }
    }

    /// <summary>Mediators who may mediate at the organization today.</summary>
    public static async Task<int> ActiveMediators(HubStore store, string organization, CancellationToken cancel)
    {
        var today = ChinaTime.DayOf(store.Clock.GetUtcNow());
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return await connection.ExecuteScalarAsync<int>(
            """
            select count(distinct a.mediator_id) from appointment_rows a join mediator_rows m on m.id = a.mediator_id
            where a.organization_id = @organization and a.from_on <= @today and a.until_on >= @today and (a.ended_on is null or a.ended_on > @today)
              and m.certificate_number is not null and not m.suspended
            """, new { organization, today });
    }

    private static async Task<int> OpenCases(HubStore store, string organization, CancellationToken cancel)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return await connection.ExecuteScalarAsync<int>("select count(*) from case_rows where organization_id = @organization and stage not in ('closed', 'notAccepted', 'transferred', 'archived')", new { organization });
    }
}
