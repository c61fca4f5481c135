using Dapper;
using MediationHub.Domain.Cases;
using MediationHub.Store;

namespace MediationHub.Web.Features.Mediators;

/// <summary>What a mediator has in hand at one organization, and what this year's closed cases came to. Several mediators of one case each count it.</summary>
/// <param name="Open">Cases under way today.</param>
/// <param name="Closed">Closed since 1 January with an outcome that counts: succeeded, partial or failed.</param>
public sealed record Workload(string MediatorId, string OrganizationId, int Open, int Closed, int Succeeded);

/// <summary>Workload 办案情况, from the rows of the cases.</summary>
public sealed class Workloads(HubStore store)
{
    private static readonly string[] Counted = OutcomesOf(OutcomeClass.Succeeded, OutcomeClass.Partial, OutcomeClass.Failed);
    private static readonly string[] Succeeded = OutcomesOf(OutcomeClass.Succeeded);

    /// <summary>Of everybody who mediates at one organization.</summary>
    public Task<IReadOnlyList<Workload>> Of(string organizationId, int year, CancellationToken cancel) => Query(null, [organizationId], year, cancel);

    /// <summary>Of one mediator at each organization.</summary>
    public Task<IReadOnlyList<Workload>> OfMediator(string mediatorId, IEnumerable<string> organizationIds, int year, CancellationToken cancel) => Query(mediatorId, [.. organizationIds], year, cancel);

    private async Task<IReadOnlyList<Workload>> Query(string? mediator, string[] organizations, int year, CancellationToken cancel)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<Workload>(
            """
            select m as "MediatorId", c.organization_id as "OrganizationId",
              (count(*) filter (where not c.ended))::integer as "Open",
              (count(*) filter (where c.closed_on >= @from and c.outcome = any(@Counted)))::integer as "Closed",
              (count(*) filter (where c.closed_on >= @from and c.outcome = any(@Succeeded)))::integer as "Succeeded"
            from case_rows c cross join unnest(c.mediators) m
            where c.organization_id = any(@organizations) and (c.closed_on is null or c.closed_on >= @from) and (@mediator::text is null or m = @mediator)
            group by 1, 2
            """,
            new { mediator, organizations, from = new DateOnly(year, 1, 1), Counted, Succeeded })];
    }

    private static string[] OutcomesOf(params OutcomeClass[] classes) => [.. Enum.GetValues<Outcome>().Where(o => classes.Contains(o.Class())).Select(Api.ApiWord.Of)];
}
