using Dapper;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Samplings;
using MediationHub.Store.Log;

namespace MediationHub.Store.Aggregates;

/// <summary>The ended cases of an organization as they stood at a place in the log: what a sample is drawn from, and drawn from again.</summary>
public static class Populations
{
    /// <summary>As of the newest place that readers may rely on.</summary>
    public static async Task<Population> Now(HubStore store, IAggregates aggregates, OrganizationId organization, DateOnly from, DateOnly to, CancellationToken cancel) =>
        await At(store, aggregates, organization, from, to, await store.Log.Newest(cancel), cancel);

    /// <summary>As of a place that was relied on before. A case that was destroyed since keeps its days, so it is still found.</summary>
    public static async Task<Population> At(HubStore store, IAggregates aggregates, OrganizationId organization, DateOnly from, DateOnly to, LogPosition place, CancellationToken cancel)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        // A case never changes its organization; what it was like at that place, its own events say.
        var versions = (await connection.QueryAsync<(string Stream, int Version)>(
            """
            select e.stream, max(e.version) from case_rows c join events e on e.stream = c.id
            where c.organization_id = @organization and not c.imported and (e.tx, e.position) <= (@Tx, @Position) group by e.stream
            """, new { organization = organization.Value, place.Tx, place.Position })).AsList();
        var cases = new List<SampledCase>();
        foreach (var (id, version) in versions.OrderBy(v => v.Stream, StringComparer.Ordinal))
            if ((await aggregates.Find<MediationCase>(id, version, cancel))?.State is { Stage: CaseStage.Closed or CaseStage.Archived, AcceptedOn: not null, Closing: { } closing } c && closing.On >= from && closing.On <= to)
                cases.Add(new(c.Id, c.Number));
        return new(place.Tx, place.Position, cases);
    }
}
